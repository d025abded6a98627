"""From characters to lines: which stand side by side, in what order, and where a space is seen between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.readers.pdf.glyphs import Glyph
from summarizer.readers.scripts import LEVEL, LOWER, RAISE

_LEAST_LINES = 6
"""Lines that two columns must have on either side of the gap between them."""
_SMALL = 0.8
"""Of the size of the line's font: what is raised or lowered is set no larger."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on its page, in points; ``size`` is the height of its letters.

    ``font`` is the size of their font. ``text`` tells what is raised or lowered by the signs of :mod:`scripts`.
    ``apart`` is a row of a table whose columns are not known: no paragraph goes on in it or from it.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    apart: bool = False
    font: float = 0.0


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of ``glyphs`` from the top, each from the left."""
    return [line_of(row) for row in rows_of(glyphs)]


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters of each line, from the top."""
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in sorted(glyphs, key=lambda one: ((one.top + one.bottom) / 2, one.left)):
        middle = (glyph.top + glyph.bottom) / 2
        if rows and _beside(rows[-1], middles[-1], glyph, middle):
            rows[-1].append(glyph)
            middles[-1] += (middle - middles[-1]) / len(rows[-1])
        else:
            rows.append([glyph])
            middles.append(middle)
    return rows


def _beside(row: Sequence[Glyph], at: float, glyph: Glyph, middle: float) -> bool:
    """Whether ``glyph`` stands in ``row``: its middle within a third of the letters' height; small raised marks too."""
    taller = max(glyph.size, max(one.size for one in row[-8:]))
    return abs(middle - at) <= taller * 0.38


def line_of(row: list[Glyph]) -> Line:
    """The line that the characters of ``row``, at least one, make; they are put in order from the left."""
    row.sort(key=lambda glyph: glyph.left)
    font, base = _foot(row)
    pieces: list[str] = []
    last: Glyph | None = None
    sign = ""
    for glyph in row:
        if last is not None and _drawn_twice(last, glyph):
            continue  # to look bold
        now = _height(glyph, font, base)
        if now != sign:
            pieces.append((LEVEL if sign else "") + now)
        elif last is not None and _gap(last, glyph):
            pieces.append(" ")
        pieces.append(glyph.text)
        last, sign = glyph, now
    sizes = sorted(glyph.size for glyph in row)
    return Line(
        "".join(pieces) + (LEVEL if sign else ""),
        row[0].left,
        min(glyph.top for glyph in row),
        max(glyph.right for glyph in row),
        max(glyph.bottom for glyph in row),
        sizes[len(sizes) // 2],
        font=font,
    )


def _drawn_twice(last: Glyph, glyph: Glyph) -> bool:
    return glyph.text == last.text and abs(glyph.left - last.left) < 0.3 * (last.right - last.left)


def _foot(row: Sequence[Glyph]) -> tuple[float, float]:
    """The font's size of the line and where it stands: of its largest characters that are a fifth of it at least."""
    ordered = sorted((glyph.font for glyph in row), reverse=True)
    font = ordered[max(0, -(-len(ordered) // 5) - 1)]
    bases = sorted(glyph.base for glyph in row if glyph.font > _SMALL * font)
    return font, bases[len(bases) // 2]


def _height(glyph: Glyph, font: float, base: float) -> str:
    """The sign of a raised or lowered character: it is small, and stands higher or lower than its line."""
    if glyph.font > _SMALL * font:
        return ""
    if glyph.base <= base - 0.12 * font:
        return RAISE
    return LOWER if glyph.base >= base + 0.05 * font else ""


def _gap(last: Glyph, glyph: Glyph) -> bool:
    """Whether a reader sees a space: between letters and digits a small one, beside a Chinese character a wide one.

    Justified lines are spaced out evenly (邮 编 ：), so that beside 汉字 less than a character's width is none.
    """
    width = glyph.left - last.right
    height = min(last.size, glyph.size)
    if is_wide(last.text) or is_wide(glyph.text):
        return width > 1.0 * height
    return width > 0.16 * height


def is_wide(character: str) -> bool:
    """Whether ``character`` is written without spaces around it: 汉字, kana, full-width marks and quotes."""
    return character >= "\u2e80" or character in "“”‘’…—·《》（）"


def columns(glyphs: Sequence[Glyph], width: float) -> list[list[Glyph]]:
    """The characters of a page in its columns, from the left; one list where the text runs over the whole width.

    A gazette is set in two columns: then hardly a character touches the strip in the middle, and both sides
    hold lines at the same heights.
    """
    middle = width / 2
    strip = [glyph for glyph in glyphs if glyph.right > middle - 4 and glyph.left < middle + 4]
    left = [glyph for glyph in glyphs if glyph.right <= middle - 4]
    right = [glyph for glyph in glyphs if glyph.left >= middle + 4]
    if len(strip) > len(glyphs) * 0.01 or min(len(left), len(right)) < 60:
        return [list(glyphs)]
    if min(_heights(left), _heights(right)) < _LEAST_LINES:
        return [list(glyphs)]
    over = [glyph for glyph in strip if glyph.bottom <= min(one.top for one in (*left, *right))]
    return [over, left, right] if len(over) == len(strip) and over else [left, right] if not strip else [list(glyphs)]


def _heights(glyphs: Sequence[Glyph]) -> int:
    """At how many heights the characters stand, the lines they make."""
    tops = sorted(glyph.top for glyph in glyphs)
    seen, count = -1e9, 0
    size = sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2]
    for top in tops:
        if top > seen + size * 0.6:
            count += 1
            seen = top
    return count
