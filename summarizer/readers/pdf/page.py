"""What one page of a PDF shows: its characters and its ruled lines, in points from the top left corner.

Read through pdfium, the library of Chromium, which is hardened against damaged and hostile files and some five
times as fast as a reader written in Python.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from summarizer.readers.pdf.glyphs import (
    Box,
    Crossings,
    Glyph,
    Ground,
    Rule,
    TooMuch,
    characters,
    main_turn,
    seen,
    value_glyphs,
)  # fmt: skip
from summarizer.readers.sight import Unseen

__all__ = ["Glyph", "Page", "Rule", "TooMuch", "read_page"]

MOST_OBJECTS = 50_000
_DEEPEST = 8
_THIN = 3.0
"""Points: a filled rectangle no thicker than this is a ruled line."""
_WHITE = 250
_MOST_ANNOTATIONS = 2_000
_BOX_SEGMENTS = 6
_LONGEST_VALUE = 8_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is shown, turned upright; sizes in points. ``pictures`` counts the images on it.

    ``aside`` are (label, words) of watermarks and turned text, ``unseen`` the characters that a reader does not see;
    ``picture`` is the share of the page that its largest picture covers, ``shapes`` the number of drawn paths.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictures: int
    aside: tuple[tuple[str, str], ...] = ()
    unseen: Counter[Unseen] = field(default_factory=Counter)
    recognized: bool = False
    picture: float = 0.0
    shapes: int = 0


def read_page(page: Any) -> Page:
    """The characters and rules of ``page``, a pypdfium2 page. Raises TooMuch."""
    found = characters(page.raw)
    turn = main_turn(found, -pdfium.FPDFPage_GetRotation(page.raw) % 4)
    turned = _Upright(page, turn)
    rules: list[Rule] = []
    grounds: list[Ground] = []
    pictures: list[Box] = []
    shapes = 0
    for handle, matrices in _objects(page.raw):
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            boxes = list(_bounds(handle, matrices, turned))
            pictures.extend(boxes if kind == pdfium.FPDF_PAGEOBJ_IMAGE else ())
            grounds.extend(Ground(box, None) for box in boxes)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            shapes += 1
            rules.extend(_rules(handle, matrices, turned))
            grounds.extend(_filled(handle, matrices, turned))
            if len(rules) > MOST_OBJECTS:
                raise TooMuch
    struck, values = _annotations(page.raw, turned)
    share = _largest(pictures) / max(turned.width * turned.height, 1.0)
    told = seen(found, turned, turn, grounds, Crossings(rules, struck), share)
    glyphs = (*told.glyphs, *values)
    return Page(
        turned.width, turned.height, glyphs, tuple(rules), len(pictures), tuple(told.aside), told.unseen,
        told.recognized, share, shapes,
    )  # fmt: skip


def _largest(boxes: list[Box]) -> float:
    return max(((right - left) * (bottom - top) for left, top, right, bottom in boxes), default=0.0)


def _annotations(page: Any, turned: "_Upright") -> tuple[list[Box], list[Glyph]]:
    """Where a reviewer struck text out, and the values of form fields as characters in their places."""
    struck: list[Box] = []
    values: list[Glyph] = []
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        try:
            kind, rectangle = pdfium.FPDFAnnot_GetSubtype(annotation), pdfium.FS_RECTF()
            if not pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rectangle)):
                continue
            box = turned.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            hidden = pdfium.FPDFAnnot_GetFlags(annotation) & 0b100010  # hidden, or not to be viewed
            if kind == pdfium.FPDF_ANNOT_STRIKEOUT and not hidden:
                struck.append(box)
            elif kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT) and not hidden:
                said = _said(annotation, b"V" if kind == pdfium.FPDF_ANNOT_WIDGET else b"Contents")
                values.extend(value_glyphs(said, box))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return struck, values


def _said(annotation: Any, key: bytes) -> str:
    if pdfium.FPDFAnnot_GetValueType(annotation, key) != pdfium.FPDF_OBJECT_STRING:
        return ""
    length = min(pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0), _LONGEST_VALUE)
    if length <= 2:
        return ""
    held = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(held, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return held.raw[:length].decode("utf-16-le", "replace").rstrip("\0")


class _Upright:
    """Turns a point of the page's own space into points from the top left of the page, its text upright."""

    def __init__(self, page: Any, turn: int) -> None:
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom, self._right, self._top = left, bottom, right, top
        self._quarter = -turn % 4
        across, down = right - left, top - bottom
        self.width, self.height = (down, across) if self._quarter % 2 else (across, down)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the box between two corners."""
        if not self._quarter:  # nearly every page, and asked twice for each of its characters
            ax, bx, ay, by = x0 - self._left, x1 - self._left, self._top - y0, self._top - y1
            return (ax if ax < bx else bx), (ay if ay < by else by), (bx if ax < bx else ax), (by if ay < by else ay)
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Across and down from the top left corner."""
        if self._quarter == 1:
            return y - self._bottom, x - self._left
        if self._quarter == 2:
            return self._right - x, y - self._bottom
        if self._quarter == 3:
            return self._top - y, self._right - x
        return x - self._left, self._top - y


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
        for box in _bounds(handle, matrices, turned):
            if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                yield from _straight(*box)


def _bounds(handle: Any, matrices: tuple[Any, ...], turned: _Upright) -> Iterator[Box]:
    edges = [ctypes.c_float() for _ in range(4)]
    if pdfium.FPDFPageObj_GetBounds(handle, *(ctypes.byref(edge) for edge in edges)):
        (ax, ay), (bx, by) = (_moved((edges[at].value, edges[at + 1].value), matrices) for at in (0, 2))
        yield turned.box(ax, ay, bx, by)


def _filled(handle: Any, matrices: tuple[Any, ...], turned: _Upright) -> Iterator[Ground]:
    """The coloured area of a path, where it is one: its colour counts only where it is a plain box."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke)) or not fill.value:
        return
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(handle, *(ctypes.byref(part) for part in parts)):
        return
    red, green, blue, alpha = (part.value for part in parts)
    if alpha < 64 or min(red, green, blue) >= _WHITE:
        return
    plain = pdfium.FPDFPath_CountSegments(handle) <= _BOX_SEGMENTS and alpha == 255
    for box in _bounds(handle, matrices, turned):
        if min(box[2] - box[0], box[3] - box[1]) > _THIN:
            yield Ground(box, (red, green, blue) if plain else None)


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
