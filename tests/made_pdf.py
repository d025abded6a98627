"""PDF files made for the tests, of fictional places: text where it is put, ruled tables, page numbers, pictures."""

import io
from collections.abc import Sequence
from typing import Any

_FONT = "STSong-Light"
_WIDTH, _HEIGHT = 595.0, 842.0
_LEFT, _SIZE, _LEADING = 75.0, 16.0, 27.0
_PER_LINE = 28
# What is drawn so on a turned page is upright when it is shown.
_UPRIGHT = {
    90: (0, 1, -1, 0, _HEIGHT, 0),
    180: (-1, 0, 0, -1, _WIDTH, _HEIGHT),
    270: (0, -1, 1, 0, 0, _WIDTH),
}


def pdf(*pages: Sequence[Any], rotate: int = 0, encrypt: str = "") -> bytes:
    """A PDF of ``pages``; a page is made of ("text", left, top, words), ("table", top, widths, rows), ("picture",).

    A table's row is a list of words; None goes on with the cell to its left, "^" with the one above.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    held = io.BytesIO()
    made = Canvas(held, pagesize=(_WIDTH, _HEIGHT), invariant=1, encrypt=encrypt or None)
    for page in pages:
        if rotate:
            made.setPageRotation(rotate)
            made.transform(*_UPRIGHT[rotate])
        made.setFont(_FONT, _SIZE)
        for piece in page:
            if piece[0] == "text":
                made.drawString(piece[1], _HEIGHT - piece[2], piece[3])
            elif piece[0] == "table":
                _table(made, *piece[1:])
            elif piece[0] == "picture":
                from PIL import Image
                from reportlab.lib.utils import ImageReader

                made.drawImage(ImageReader(Image.new("L", (40, 40), 200)), 60, 60, 400, 600)
        made.showPage()
    made.save()
    return held.getvalue()


def prose(words: str, top: float = 100.0, *, indented: bool = True) -> list[Any]:
    """A paragraph set as word processors set it: 28 characters to a line, the first two left free."""
    lines, first = [], 2.0 if indented else 0.0
    rest = words
    while rest:
        end, width = 0, first
        while end < len(rest) and (width := width + (0.5 if rest[end].isascii() else 1)) <= _PER_LINE:
            end += 1
        lines.append(("text", _LEFT + first * _SIZE, top + len(lines) * _LEADING, rest[:end]))
        rest, first = rest[end:], 0.0
    return lines


def _table(made: Any, top: float, widths: Sequence[float], rows: Sequence[Sequence[str | None]]) -> None:
    lefts = [_LEFT + sum(widths[:number]) for number in range(len(widths) + 1)]
    height = 30.0
    for number, row in enumerate(rows):
        upper = _HEIGHT - top - number * height
        for column, words in enumerate(row):
            if words is not None:
                made.line(lefts[column], upper, lefts[column], upper - height)
            if words != "^":
                made.line(lefts[column], upper, lefts[column + 1], upper)
            if words and words != "^":
                made.setFont(_FONT, 10)
                made.drawString(lefts[column] + 4, upper - 20, words)
                made.setFont(_FONT, _SIZE)
        made.line(lefts[-1], upper, lefts[-1], upper - height)
    foot = _HEIGHT - top - len(rows) * height
    made.line(lefts[0], foot, lefts[-1], foot)
