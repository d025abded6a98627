"""What one page of a PDF shows: its characters and its ruled lines, in points from the top left corner.

Read through pdfium, the library of Chromium, which is hardened against damaged and hostile files and some five
times as fast as a reader written in Python.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

MOST_CHARACTERS = 100_000
"""Characters on one page; a page of a report has some one thousand, a dense table ten thousand."""
MOST_OBJECTS = 50_000
_DEEPEST = 8
_THIN = 3.0
"""Points: a filled rectangle no thicker than this is a ruled line."""
_WHITE = 250


class Glyph(NamedTuple):
    """A character and the box it takes on the page; ``size`` is the height of its font in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


class Rule(NamedTuple):
    """A ruled line, horizontal where ``top == bottom``, else vertical."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is shown, turned upright; sizes in points. ``pictures`` counts the images on it."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictures: int


class TooMuch(Exception):
    """A page with more on it than any report's page has."""


def read_page(page: Any) -> Page:
    """The characters and rules of ``page``, a pypdfium2 page. Raises TooMuch."""
    turned = _Upright(page)
    glyphs = tuple(_glyphs(page, turned))
    rules: list[Rule] = []
    pictures = 0
    for handle, matrices in _objects(page.raw):
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules.extend(_rules(handle, matrices, turned))
            if len(rules) > MOST_OBJECTS:
                raise TooMuch
    return Page(turned.width, turned.height, glyphs, tuple(rules), pictures)


class _Upright:
    """Turns a point of the page's own space into points from the top left of the page as it is shown."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom, self._right, self._top = left, bottom, right, top
        self._quarter = pdfium.FPDFPage_GetRotation(page.raw) % 4
        across, down = right - left, top - bottom
        self.width, self.height = (down, across) if self._quarter % 2 else (across, down)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the box between two corners."""
        (ax, ay), (bx, by) = self._point(x0, y0), self._point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        if self._quarter == 1:
            return y - self._bottom, x - self._left
        if self._quarter == 2:
            return self._right - x, y - self._bottom
        if self._quarter == 3:
            return self._top - y, self._right - x
        return x - self._left, self._top - y


def _glyphs(page: Any, turned: _Upright) -> Iterator[Glyph]:
    text = pdfium.FPDFText_LoadPage(page.raw)
    if not text:
        return
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > MOST_CHARACTERS:
            raise TooMuch
        box, ink = pdfium.FS_RECTF(), [ctypes.c_double() for _ in range(4)]
        high = 0
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(text, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            if code == 0 and pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
                code = 0xFFFD  # the font does not say which character this is
            if code <= 0x20 or code in (0xA0, 0x3000, 0xFFFE) or code > 0x10FFFF or 0xD800 <= code < 0xE000:
                continue  # white space is told from where the characters stand
            if not pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
                continue
            left, top, right, bottom = turned.box(box.left, box.bottom, box.right, box.top)
            if pdfium.FPDFText_GetCharBox(text, index, *(ctypes.byref(edge) for edge in ink)):
                edges = turned.box(ink[0].value, ink[2].value, ink[1].value, ink[3].value)
                if not _fits((left, top, right, bottom), edges) and edges[2] > edges[0] and edges[3] > edges[1]:
                    left, top, right, bottom = edges
            shown = turned.width + 1 > left and right > -1 and turned.height + 1 > top and bottom > -1
            if shown and right > left and bottom > top:
                yield Glyph(chr(code), left, top, right, bottom, bottom - top)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _fits(box: tuple[float, float, float, float], ink: tuple[float, float, float, float]) -> bool:
    """Whether ``box`` is where ``ink`` is: for characters set downwards or turned, pdfium gives a box far too large."""
    left, top, right, bottom = box
    x, y = (ink[0] + ink[2]) / 2, (ink[1] + ink[3]) / 2
    tall, wide = ink[3] - ink[1], ink[2] - ink[0]
    if not (left <= x <= right and top <= y <= bottom):
        return False
    return bottom - top < 72 or right - left < 72 or max(tall, wide) > 0.3 * min(bottom - top, right - left)


def _objects(page: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Every object of the page, those inside forms too, with the matrices of the forms around it."""
    left = MOST_OBJECTS
    stack: list[tuple[Any, tuple[Any, ...]]] = [
        (pdfium.FPDFPage_GetObject(page, at), ()) for at in range(min(pdfium.FPDFPage_CountObjects(page), left + 1))
    ]
    while stack:
        left -= 1
        if left < 0:
            raise TooMuch
        handle, matrices = stack.pop()
        if pdfium.FPDFPageObj_GetType(handle) != pdfium.FPDF_PAGEOBJ_FORM:
            yield handle, matrices
        elif len(matrices) < _DEEPEST:
            inner = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(handle, ctypes.byref(inner))
            count = min(pdfium.FPDFFormObj_CountObjects(handle), left + 1)
            stack.extend((pdfium.FPDFFormObj_GetObject(handle, at), (inner, *matrices)) for at in range(count))


def _rules(handle: Any, matrices: tuple[Any, ...], turned: _Upright) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke)):
        return
    if stroke.value and _is_dark(handle, pdfium.FPDFPageObj_GetStrokeColor):
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(handle, ctypes.byref(own))
        for (ax, ay), (bx, by) in _segments(handle, (own, *matrices)):
            yield from _straight(*turned.box(ax, ay, bx, by))
    elif fill.value and _is_dark(handle, pdfium.FPDFPageObj_GetFillColor):
        edges = [ctypes.c_float() for _ in range(4)]
        if pdfium.FPDFPageObj_GetBounds(handle, *(ctypes.byref(edge) for edge in edges)):
            (ax, ay), (bx, by) = (_moved((edges[at].value, edges[at + 1].value), matrices) for at in (0, 2))
            box = turned.box(ax, ay, bx, by)
            if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                yield from _straight(*box)


def _is_dark(handle: Any, colour_of: Any) -> bool:
    """Not white: word processors put white boxes behind whole paragraphs."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not colour_of(handle, *(ctypes.byref(part) for part in parts)):
        return True
    red, green, blue, alpha = (part.value for part in parts)
    return alpha > 0 and min(red, green, blue) < _WHITE


def _segments(handle: Any, matrices: tuple[Any, ...]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    begun = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(pdfium.FPDFPath_CountSegments(handle), MOST_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(handle, at)
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        point = _moved((x.value, y.value), matrices)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield last, begun
            last = begun


def _moved(point: tuple[float, float], matrices: tuple[Any, ...]) -> tuple[float, float]:
    x, y = point
    for m in matrices:
        x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
    return x, y


def _straight(left: float, top: float, right: float, bottom: float) -> Iterator[Rule]:
    across, down = right - left, bottom - top
    if down <= _THIN < across:
        middle = (top + bottom) / 2
        yield Rule(left, middle, right, middle)
    elif across <= _THIN < down:
        middle = (left + right) / 2
        yield Rule(middle, top, middle, bottom)
