"""A page of a PDF as it is printed, and where on it a run of the document's text stands.

What stands twice on a page is framed only where the words around it tell which one is meant; else nothing is framed.
"""

import ctypes
import struct
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from summarizer.base.characters import plain
from summarizer.base.document import Document
from summarizer.base.errors import InputError

_WIDTH = 1400  # pixels
_TALLEST = 4000
_GRAIN = 10_000  # parts of a page in which a box is told
_AROUND = (16, 8, 4, 2)
_SAME_LINE = 0.5  # of a character's height


@dataclass(frozen=True, slots=True)
class Shown:
    """The page (from 1) that a run of the text stands on, of ``pages``; ``boxes`` are left, top, right, bottom, each
    in parts of the page from 0 to 1, none where the place on it cannot be told."""

    page: int
    pages: int
    boxes: tuple[tuple[float, float, float, float], ...]


def png(content: bytes, page: int) -> bytes:
    """The page (from 1) as a PNG image; raises InputError where there is none or the file cannot be opened."""
    opened = _opened(content)
    if not 0 < page <= len(opened):
        raise InputError(f"The PDF has {len(opened)} pages; there is no page {page}.")
    sheet = opened[page - 1]
    width, height = sheet.get_size()
    scale = min(_WIDTH / max(width, 1), _TALLEST / max(height, 1))
    picture = sheet.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    return _as_png(bytes(picture.buffer), picture.width, picture.height, picture.stride, picture.n_channels)


def place(content: bytes, document: Document, start: int, end: int) -> Shown | None:
    """Where ``document.text[start:end]`` is printed; None where the document has no pages."""
    if not document.pages:
        return None
    number = max(bisect_right(document.pages, start), 1)
    opened = _opened(content)
    if number > len(opened):
        return None
    ends = document.pages[number] if number < len(document.pages) else len(document.text)
    begins = document.pages[number - 1]
    sheet = opened[number - 1]
    letters = _letters(sheet)
    found = _find(
        "".join(text for text, _ in letters), _compact(document.text[begins:start]),
        _compact(document.text[start : min(end, ends)]), _compact(document.text[end:ends]),
    )  # fmt: skip
    boxes = [] if found is None else _lines(sheet, [letters[at][1] for at in range(*found)])
    return Shown(number, len(opened), tuple(boxes))


def _opened(content: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise InputError("The PDF cannot be opened any more: send it again.") from error


def _compact(text: str) -> str:
    return "".join(plain(text).split())


def _letters(sheet: Any) -> list[tuple[str, int]]:
    """The characters of the page that are seen, in the file's order, each with its number there."""
    text = sheet.get_textpage()
    found: list[tuple[str, int]] = []
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        letter = plain(chr(code)) if 32 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if len(letter) == 1 and not letter.isspace():
            found.append((letter, at))
    return found


def _find(page: str, before: str, wanted: str, behind: str) -> tuple[int, int] | None:
    """Where ``wanted`` stands on the page: by the words around it, or since it stands there once."""
    if not wanted:
        return None
    for around in _AROUND:
        for left, right in ((before[-around:], behind[:around]), (before[-around:], ""), ("", behind[:around])):
            whole = left + wanted + right
            if (left or right) and page.count(whole) == 1:
                at = page.index(whole) + len(left)
                return at, at + len(wanted)
    if page.count(wanted) == 1:
        return page.index(wanted), page.index(wanted) + len(wanted)
    return None


def _lines(sheet: Any, numbers: list[int]) -> list[tuple[float, float, float, float]]:
    """A box for each line that the characters stand on."""
    text = sheet.get_textpage()
    boxes: list[tuple[float, float, float, float]] = []
    for number in numbers:
        left, bottom, right, top = text.get_charbox(number, loose=True)
        corners = [_on_page(sheet, x, y) for x, y in ((left, bottom), (right, top))]
        (x0, x1), (y0, y1) = (sorted(pair) for pair in zip(*corners, strict=True))
        if boxes and abs(boxes[-1][1] - y0) < _SAME_LINE * (y1 - y0) and x0 >= boxes[-1][0]:
            last = boxes.pop()
            x0, y0, x1, y1 = last[0], min(last[1], y0), max(last[2], x1), max(last[3], y1)
        boxes.append((x0, y0, x1, y1))
    return boxes


def _on_page(sheet: Any, x: float, y: float) -> tuple[float, float]:
    """A point of the file as parts of the page as it is shown: turned and cropped as the file says."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(sheet, 0, 0, _GRAIN, _GRAIN, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value / _GRAIN, down.value / _GRAIN


def _as_png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """Pixels of one, three or four bytes as PNG (RFC 2083)."""
    kind = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + width * channels] for row in range(height))

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")
