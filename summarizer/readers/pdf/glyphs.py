"""The characters of a page: which of them a reader sees, where they stand, which way they are turned."""

import ctypes
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from summarizer.readers.scripts import UNREAD, without_signs
from summarizer.readers.sight import Unseen

MOST_CHARACTERS = 100_000
"""Characters on one page; a page of a report has some one thousand, a dense table ten thousand."""
_SMALLEST = 1.5  # points
_STRAIGHT = 0.09  # of its length: what a line of text may lean and still be one
_PALE, _WHITE, _NEAR = 170, 250, 12
_LARGE = 1.6  # times the size of the page's text: pale and larger than that is a watermark
_INVISIBLE = (3, 7)  # text rendering modes that paint nothing
_MOST_TURNED = 0.7
_LARGE_PICTURE = 0.5  # share of a page
Box = tuple[float, float, float, float]


class Glyph(NamedTuple):
    """A character and the box it takes on the page; ``size`` is the height of its box, ``font`` of its font, in points.

    ``base`` is where its line stands, from the top of the page.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    base: float = 0.0
    font: float = 0.0


class Rule(NamedTuple):
    """A ruled line, horizontal where ``top == bottom``, else vertical."""

    left: float
    top: float
    right: float
    bottom: float


class Ground(NamedTuple):
    """A filled shape or picture on the page, and its colour; None for a picture or a pattern."""

    box: Box
    colour: tuple[int, int, int] | None


class Paint(NamedTuple):
    """How the characters of one text object are painted."""

    colour: tuple[int, int, int]
    alpha: int
    mode: int
    font: float
    turn: int  # quarters clockwise in the page's own space; -1 for slanted


class Raw(NamedTuple):
    """A character in the page's own space."""

    text: str
    box: Box
    ink: Box | None
    origin: tuple[float, float]
    paint: Paint


@dataclass(slots=True)
class Seen:
    """The characters of a page that stand upright, what else there is, and what was left out."""

    glyphs: list[Glyph] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    """(label, words) of watermarks and of text that is turned another way."""
    unseen: Counter[Unseen] = field(default_factory=Counter)
    recognized: bool = False  # the page is a picture with a text under it that was recognized from it


class TooMuch(Exception):
    """A page with more on it than any report's page has."""


def characters(page: Any) -> list[Raw]:
    """Every character of ``page`` (a raw pdfium page) that is no white space. Raises TooMuch."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return []
    try:
        if pdfium.FPDFText_CountChars(text) > MOST_CHARACTERS:
            raise TooMuch
        return list(_characters(text))
    finally:
        pdfium.FPDFText_ClosePage(text)


def _characters(text: Any) -> Iterator[Raw]:
    loose, edges = pdfium.FS_RECTF(), [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    near, far = [ctypes.byref(edge) for edge in edges], (ctypes.byref(x), ctypes.byref(y))
    held, paint = 0, None
    high = 0
    brush = _Brush()
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code < 0x250 and pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
            code = 0xFFFD  # the font does not say which character this is
        if code <= 0x20 or code in (0xA0, 0x3000, 0xFFFE) or code > 0x10FFFF or 0xD800 <= code < 0xE000:
            continue  # white space is told from where the characters stand
        if not pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(loose)):
            continue
        ink = None
        if pdfium.FPDFText_GetCharBox(text, index, *near):
            ink = edges[0].value, edges[2].value, edges[1].value, edges[3].value
        pdfium.FPDFText_GetCharOrigin(text, index, *far)
        owner = pdfium.FPDFText_GetTextObject(text, index)
        place = ctypes.addressof(owner.contents) if owner else 0
        if paint is None or place != held:
            held, paint = place, brush.paint(text, index, owner)
        box = loose.left, loose.bottom, loose.right, loose.top
        yield Raw(without_signs(chr(code)), box, ink, (x.value, y.value), paint)


class _Brush:
    """Asks how a character is painted; what pdfium writes its answers into is made once."""

    def __init__(self) -> None:
        self._parts = [ctypes.c_uint() for _ in range(4)]
        self._asked = [ctypes.byref(part) for part in self._parts]
        self._matrix = pdfium.FS_MATRIX()
        self._where = ctypes.byref(self._matrix)

    def paint(self, text: Any, index: int, owner: Any) -> Paint:
        """How the character at ``index`` is painted, which belongs to the text object ``owner``."""
        red, green, blue, alpha = 0, 0, 0, 255
        if pdfium.FPDFText_GetFillColor(text, index, *self._asked):
            red, green, blue, alpha = (part.value for part in self._parts)
        matrix = self._matrix
        matrix.a, matrix.b, matrix.c, matrix.d = 0.0, 0.0, 0.0, 0.0
        pdfium.FPDFText_GetMatrix(text, index, self._where)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(owner) if owner else 0
        font = abs(pdfium.FPDFText_GetFontSize(text, index)) * hypot(matrix.c, matrix.d)  # a mirrored one is negative
        return Paint((red, green, blue), alpha, mode, font, _quarter(matrix.a, matrix.b))


def _quarter(a: float, b: float) -> int:
    """In which quarter the line of text runs, 0 to the right, 1 down; -1 where it slants."""
    if abs(b) <= _STRAIGHT * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) <= _STRAIGHT * abs(b):
        return 1 if b < 0 else 3
    return -1


def main_turn(found: Sequence[Raw], expected: int) -> int:
    """The quarter in which nearly all of the page's text runs; the one ``expected`` where there is none such."""
    turns = Counter(raw.paint.turn for raw in found if raw.paint.turn >= 0)
    turn, count = turns.most_common(1)[0] if turns else (expected, 0)
    return turn if count >= _MOST_TURNED * sum(turns.values()) else expected


def seen(
    found: Sequence[Raw], turned: Any, turn: int, grounds: Sequence[Ground], crossings: "Crossings", picture: float
) -> Seen:
    """What a reader sees of the characters ``found``; ``turned`` brings a point of the page upright.

    ``turn`` is the quarter in which the page's text runs, ``picture`` the share of it that a picture covers.
    """
    made = Seen()
    made.recognized = picture >= _LARGE_PICTURE and _is_painted_with_nothing(found)
    usual = sorted(raw.paint.font for raw in found)[len(found) // 2] if found else 0.0
    aside: dict[tuple[str, Paint], list[str]] = {}
    for raw in found:
        glyph = _upright(raw, turned)
        if glyph is None:
            continue
        paint = raw.paint
        across = turned.width + 1 > glyph.left and glyph.right > -1
        if not (across and turned.height + 1 > glyph.top and glyph.bottom > -1):
            made.unseen["off the page"] += 1
        elif (why := None if made.recognized else _unseen(glyph, paint, grounds)) is not None:
            made.unseen[why] += 1
        elif paint.turn != turn:
            aside.setdefault(("watermark" if paint.turn < 0 else "turned text", paint), []).append(raw.text)
        elif paint.font > _LARGE * usual and (min(paint.colour) >= _PALE or paint.alpha < 128):
            aside.setdefault(("watermark", paint), []).append(raw.text)
        elif crossings.over(glyph):
            made.unseen["crossed out"] += 1
        else:
            made.glyphs.append(glyph)
    made.aside = [(label, "".join(words)) for (label, _), words in aside.items()]
    return made


def _is_painted_with_nothing(found: Sequence[Raw]) -> bool:
    """Whether nearly all text of a page is: text recognition leaves that under the picture of the page."""
    hidden = sum(1 for raw in found if raw.paint.mode in _INVISIBLE)
    return bool(hidden) and hidden >= 0.8 * len(found)


def _unseen(glyph: Glyph, paint: Paint, grounds: Sequence[Ground]) -> Unseen | None:
    if paint.mode in _INVISIBLE or paint.alpha == 0:
        return "hidden"
    if 0 < paint.font < _SMALLEST and glyph.size < 2 * _SMALLEST:
        return "too small to be seen"
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    if min(paint.colour) >= _WHITE and paint.mode == 0:
        lies = any(_inside(x, y, one.box) for one in grounds if one.colour is None or min(one.colour) < _WHITE)
        return None if lies else "in the colour of the page"
    if not grounds:
        return None
    under = (one.colour for one in grounds if one.colour is not None and _inside(x, y, one.box))
    return "hidden" if any(_alike(colour, paint.colour) for colour in under) else None


def _alike(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(part - its) <= _NEAR for part, its in zip(one, other, strict=True))


def _inside(x: float, y: float, box: Box) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _upright(raw: Raw, turned: Any) -> Glyph | None:
    left, top, right, bottom = turned.box(*raw.box)
    if raw.ink is not None:
        edges = turned.box(*raw.ink)
        if not _fits((left, top, right, bottom), edges) and edges[2] > edges[0] and edges[3] > edges[1]:
            left, top, right, bottom = edges
    if right <= left or bottom <= top:
        return None
    base = turned.point(*raw.origin)[1]
    return Glyph(raw.text, left, top, right, bottom, bottom - top, base, raw.paint.font or bottom - top)


def _fits(box: Box, ink: Box) -> bool:
    """Whether ``box`` is where ``ink`` is: for characters set downwards or turned, pdfium gives a box far too large."""
    left, top, right, bottom = box
    x, y = (ink[0] + ink[2]) / 2, (ink[1] + ink[3]) / 2
    tall, wide = ink[3] - ink[1], ink[2] - ink[0]
    if not (left <= x <= right and top <= y <= bottom):
        return False
    return bottom - top < 72 or right - left < 72 or max(tall, wide) > 0.3 * min(bottom - top, right - left)


class Crossings:
    """The lines that may be drawn through characters, and the marks of a reviewer who struck them out."""

    def __init__(self, rules: Sequence[Rule], marked: Sequence[Box]) -> None:
        self._rules = sorted((rule for rule in rules if rule.top == rule.bottom), key=lambda rule: rule.top)
        self._heights = [rule.top for rule in self._rules]
        self._marked = marked

    def over(self, glyph: Glyph) -> bool:
        """Whether a line runs through the middle of ``glyph``."""
        middle = (glyph.left + glyph.right) / 2
        if any(_inside(middle, (glyph.top + glyph.bottom) / 2, box) for box in self._marked):
            return True
        if not self._rules:
            return False
        low = bisect_left(self._heights, glyph.base - 0.55 * glyph.font)
        high = bisect_right(self._heights, glyph.base - 0.15 * glyph.font)
        return any(rule.left <= middle <= rule.right and glyph.text not in "-－—–―一" for rule in self._rules[low:high])


def value_glyphs(words: str, box: Box) -> list[Glyph]:
    """The value of a form's field as characters side by side in its box."""
    words = UNREAD if len(words) > 2_000 else without_signs(" ".join(words.split()))
    left, top, right, bottom = box
    size = min(max(bottom - top, 4.0), 14.0)
    width = min(size * 0.5, (right - left) / max(len(words), 1))
    middle = (top + bottom) / 2
    top, bottom, base = middle - size / 2, middle + size / 2, middle + size * 0.35
    places = ((one, left + number * width) for number, one in enumerate(words) if one != " ")
    return [Glyph(one, at, top, at + width, bottom, size, base, size) for one, at in places]
