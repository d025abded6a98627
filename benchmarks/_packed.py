"""Files of every format to start from, and packed files with one of their parts changed: see ``benchmarks.fuzz``."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from benchmarks.formats import FORMATS, TRAITS, expressed

_AT = (2026, 1, 1, 0, 0, 0)
_KINDS = {"xlsx": ("xlsx",), "ofd": ("ofd",), "word": ("docx", "docx, styles"), "made pdf": ("pdf",), "md": ("md",)}
#: Says when the file was made.
_DATED = "docProps/core.xml"
_NUMBER, _ELEMENT, _VALUE = re.compile(rb"-?\d+(?:\.\d+)?"), re.compile(rb"<[^<>]{1,200}>"), re.compile(rb'"[^"<>]*"')
_SAID = re.compile(rb"(?<=>)[^<>]+(?=<)")
_NUMBERS = (b"0", b"-1", b"1", b"0.001", b"99999999999", b"1e9", b"2147483648", b"-0.5", b"16384", b"nan", b"")
_WORDS = ("128件", "１２８", "12\n34", "-4500万元", "&#x0;", "&amp;", "\ufffd", "（" * 9, "一" * 30, "3×10⁵", " ")


@cache
def packed_seeds() -> dict[str, list[bytes]]:
    """Every trait in the formats that are not text, by kind; the same bytes in every run."""
    return {kind: list(_made(formats)) for kind, formats in _KINDS.items()}


def _made(formats: tuple[str, ...]) -> Iterator[bytes]:
    for format in formats:
        for trait in TRAITS:
            if expressed(trait, format):
                made = FORMATS[format](trait)
                yield _packed(_parts(made)) if made.startswith(b"PK") else made


def repacked(content: bytes, change: Callable[[bytes], bytes], random: Random) -> bytes:
    """``content``, a packed file, with ``change`` made to one of its parts, a part left out, or one put twice."""
    parts = _parts(content)
    at = random.randrange(len(parts))
    name, part = parts[at]
    match random.randrange(10):
        case 0:
            del parts[at]
        case 1:
            parts.append((name, change(part)))
        case 2:
            parts[at] = (random.choice(parts)[0], part)
        case _:
            parts[at] = (name, change(part))
    return _packed(parts)


def bent(content: bytes, random: Random) -> bytes:
    """``content`` with one to four changes that mostly leave it well formed: of a number, a value, an element."""
    for _ in range(random.randint(1, 4)):
        pattern = random.choice((_NUMBER, _NUMBER, _VALUE, _ELEMENT, _SAID))
        found = list(pattern.finditer(content))
        if not found:
            continue
        one = random.choice(found)
        if pattern is _NUMBER:
            put = random.choice(_NUMBERS)
        elif pattern is _SAID:
            put = random.choice(_WORDS).encode()
        elif pattern is _VALUE:
            put = random.choice(found)[0]
        else:
            put = random.choice((b"", one[0] * 2, one[0] * 40, random.choice(found)[0]))
        content = content[: one.start()] + put + content[one.end() :]
    return content


def _parts(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist() if name != _DATED]


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for number, (name, part) in enumerate(parts):
            known = name in archive.namelist()
            archive.writestr(zipfile.ZipInfo(f"{name}.{number}" if known else name, _AT), part)
    return held.getvalue()
