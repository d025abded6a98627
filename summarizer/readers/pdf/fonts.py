"""The fonts that a PDF names and does not carry (宋体, 仿宋_GB2312): a page must read alike on every machine.

pdfium looks for such a font on the machine; where none has the character, it measures the character as nothing and
leaves lines out. What is read needs no shapes, only where the characters stand, and that is in the PDF itself; so one
font stands in for all: every character in it is the same small box, well inside the space that the PDF gives it.
"""

import ctypes
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium

_EM = 1000
_BOX = (50, 0, 200, 700)  # left, bottom, right, top: narrower than any character
_ASCENT, _DESCENT = 880, -120
_MANY_TO_ONE = 13  # the format of a character map in which a range of characters has one shape


@contextmanager
def same_everywhere() -> Iterator[None]:
    """While it lasts, no font of the machine is used; one thread at a time, as pdfium itself."""
    info = _stand_in()
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(info))
    try:
        yield
    finally:
        pdfium.FPDF_SetSystemFontInfo(pdfium.FPDF_GetDefaultSystemFontInfo())


@lru_cache(maxsize=1)
def _stand_in() -> Any:
    """The table of functions that pdfium asks for fonts; kept, since pdfium holds on to them."""
    font = boxes()
    info = pdfium.FPDF_SYSFONTINFO()
    kinds = dict(info._fields_)

    def data(_this: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        wanted = font if table == 0 else _tables().get(table.to_bytes(4, "big").decode("latin-1"), b"")
        if buffer and size >= len(wanted):
            ctypes.memmove(buffer, wanted, len(wanted))
        return len(wanted)

    info.version = 2
    info.Release = kinds["Release"](lambda _this: None)
    info.MapFont = kinds["MapFont"](lambda *_asked: 1)
    info.GetFont = kinds["GetFont"](lambda _this, _name: 1)
    info.GetFontData = kinds["GetFontData"](data)
    info.DeleteFont = kinds["DeleteFont"](lambda _this, _font: None)
    return info


def boxes() -> bytes:
    """A TrueType font in which every character is one small box."""
    tables = _tables()
    head = struct.pack(">IHHHH", 0x00010000, len(tables), 64, 2, len(tables) * 16 - 64)
    at = len(head) + 16 * len(tables)
    entries, body = [], b""
    for tag, table in sorted(tables.items()):
        entries.append(struct.pack(">4sIII", tag.encode(), 0, at + len(body), len(table)))
        body += table + bytes(-len(table) % 4)
    return head + b"".join(entries) + body


@lru_cache(maxsize=1)
def _tables() -> dict[str, bytes]:
    left, bottom, right, top = _BOX
    corners = ((left, bottom), (left, top), (right, top), (right, bottom))
    across = [x - before for x, before in zip((x for x, _ in corners), (0, left, left, right), strict=True)]
    up = [y - before for y, before in zip((y for _, y in corners), (0, bottom, top, top), strict=True)]
    shape = struct.pack(">hhhhhHH", 1, *_BOX, 3, 0) + b"\x01" * 4 + struct.pack(">4h4h", *across, *up)
    shape += bytes(-len(shape) % 4)
    every = struct.pack(">HHIIIIII", _MANY_TO_ONE, 0, 28, 0, 1, 0x20, 0x10FFFF, 1)
    return {
        "head": struct.pack(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, *_BOX, 0, 8, 2, 1, 0),
        "hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, _ASCENT, _DESCENT, 0, _EM, left, 0, right, 1, *[0] * 7, 2),
        "maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 1, *[0] * 8),
        "hmtx": struct.pack(">HhHh", _EM, left, _EM, left),
        "cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + every,
        "loca": struct.pack(">III", 0, len(shape), 2 * len(shape)),
        "glyf": shape * 2,
    }
