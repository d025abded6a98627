"""What is safe to send to a terminal, and how columns of Chinese line up on it."""

import unicodedata
from collections.abc import Sequence

# Beyond control characters: marks that turn the reading direction, so that a number could be shown backwards.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """``text`` on one line, each control character, direction mark and lone surrogate shown as its escape.

    Report text is data: an escape sequence in it must reach a reader as text, never a terminal as a command.
    """
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in "\n\r\t\v\f\u2028\u2029\x85":
        return " "
    if char in _TURNING or unicodedata.category(char) in ("Cc", "Cs"):
        code = ord(char)
        return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
    return char


def width(text: str) -> int:
    """Columns that ``text`` takes on a terminal: a Chinese character takes two."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def shorten(text: str, columns: int) -> str:
    """``text`` in at most ``columns`` columns, with … where it was cut."""
    if width(text) <= columns:
        return text
    kept, used = "", 1
    for char in text:
        used += _columns(char)
        if used > columns:
            break
        kept += char
    return kept + "…"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, widest: int = 40) -> str:
    """The rows under their heads in aligned columns, ready to print; cells wider than ``widest`` columns are cut."""
    cells = [[shorten(printable(cell), widest) for cell in row] for row in (heads, *rows)]
    widths = [max(width(cell) for cell in column) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    return "\n".join(lines)
