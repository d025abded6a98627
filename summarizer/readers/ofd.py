"""OFD files, the national format of fixed pages: the text objects of each page where they stand, in reading order.

The characters are put where the file says, and from there on read as those of a PDF are: lines, columns, ruled tables,
page furniture. A glyph without a character, a picture and a seal's own text are said to be unread.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from summarizer.base.document import Document, Metadata
from summarizer.base.errors import InputError
from summarizer.readers.archive import refuse_bombs
from summarizer.readers.sight import Sight, places

MEDIA_TYPE = "application/ofd"
MOST_PAGES = 1_000
MOST_CHARACTERS = 2_000_000
_POINTS = 72 / 25.4
_FARTHEST = 1e6
"""Millimetres; a page of the format is a few hundred wide."""
_A4 = (0.0, 0.0, 210.0, 297.0)


def read(content: bytes, name: str) -> Document:
    """A Document of the text that the pages show; raises InputError where it is damaged or unpacks to too much."""
    from lxml import etree

    from summarizer.readers.pdf.layout import written

    sight = Sight()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bombs(archive, name)
            pages = list(_pages(archive, sight, name))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, OSError, NotImplementedError) as error:
        raise InputError(f"{name} is a damaged OFD file: fetch it again, or print it to PDF, and give that.") from error
    result = written(pages)
    bare = [number for number, page in enumerate(pages, 1) if len(page.glyphs) < 30 and page.pictures]
    unread = (f"Not read: {places('page', bare)} of this OFD file, a picture each.",) if bare else ()
    return Document(
        text=result.text, metadata=Metadata(), regions=tuple(result.regions), tables=tuple(result.tables),
        pages=tuple(result.pages), notes=(*unread, *sight.note()), unread=unread,
    )  # fmt: skip


def _pages(archive: zipfile.ZipFile, sight: Sight, name: str) -> Iterator[Any]:
    from summarizer.readers.pdf.page import Page

    left = MOST_CHARACTERS
    for root in _all(_parsed(archive, "OFD.xml"), "DocRoot"):
        document = _inside("", (root.text or "").strip())
        tree = _parsed(archive, document)
        whole = _numbers(next((one.text for one in _all(tree, "PhysicalBox")), None), _A4)
        listed = [one for one in _all(tree, "Page") if one.get("BaseLoc")]
        if len(listed) > MOST_PAGES:
            raise InputError(f"{name} has {len(listed):,} pages; a report has at most {MOST_PAGES:,}.")
        for one in listed:
            page = _parsed(archive, _inside(posixpath.dirname(document), one.get("BaseLoc")))
            box = _numbers(next((area.text for area in _all(page, "PhysicalBox")), None), whole)
            box = box if min(box[2:]) > 0 else _A4
            glyphs = [glyph for text in _all(page, "TextObject") for glyph in _glyphs(text, sight)]
            left -= len(glyphs)
            if left < 0:
                raise InputError(f"{name} is too large an OFD file for a report: it was not read to its end.")
            rules = tuple(rule for path in _all(page, "PathObject") for rule in _rules(path))
            glyphs = _not_struck(glyphs, rules, sight)
            pictures = sum(1 for _ in _all(page, "ImageObject"))
            yield Page(box[2] * _POINTS, box[3] * _POINTS, tuple(glyphs), rules, pictures)


def _not_struck(glyphs: list[Any], rules: tuple[Any, ...], sight: Sight) -> list[Any]:
    """The characters through whose middle no line is drawn."""
    from summarizer.readers.pdf.glyphs import Crossings

    crossings = Crossings(rules, ())
    struck = {number for number, glyph in enumerate(glyphs) if crossings.over(glyph)}
    sight.leave_out("crossed out", "".join(glyphs[number].text for number in sorted(struck)))
    return [glyph for number, glyph in enumerate(glyphs) if number not in struck]


def _parsed(archive: zipfile.ZipFile, member: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(member), parser)


def _all(node: Any, name: str) -> Iterator[Any]:
    yield from node.iter(f"{{*}}{name}")


def _inside(folder: str, place: str) -> str:
    """A place in the archive: from its root where it begins with a slash, else from ``folder``."""
    joined = place.lstrip("/") if place.startswith("/") else posixpath.join(folder, place)
    return posixpath.normpath(joined)


def _number(said: str) -> float:
    """The number that the file writes; ValueError where it is none, or none of a page: nan, 1e300."""
    found = float(said)
    if not abs(found) < _FARTHEST:
        raise ValueError(said)
    return found


def _numbers(said: str | None, default: tuple[float, ...]) -> tuple[float, ...]:
    try:
        found = tuple(map(_number, (said or "").split()))
    except ValueError:
        return default
    return found if len(found) == len(default) else default


def _glyphs(text: Any, sight: Sight) -> Iterator[Any]:
    """The characters of a text object, each in its box; what is not painted is left out."""
    from summarizer.readers.pdf.glyphs import Glyph
    from summarizer.readers.scripts import without_signs

    size = _number(text.get("Size") or "0")
    left, top, _, _ = _numbers(text.get("Boundary"), (0.0, 0.0, 0.0, 0.0))
    a, b, c, d, e, f = _numbers(text.get("CTM"), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    words = "".join(one.text or "" for one in _all(text, "TextCode"))
    if text.get("Visible") == "false" or (text.get("Fill") == "false" and text.get("Stroke") != "true"):
        sight.leave_out("hidden", words)
        return
    white = next((one.get("Value") for one in _all(text, "FillColor")), "") in ("255 255 255", "#FF #FF #FF")
    height = abs(d or a) * size
    if white or height * _POINTS < 1.5:
        sight.leave_out("in the colour of the page" if white else "too small to be seen", words)
        return
    if abs(b) > 0.1 * abs(a or 1):  # turned: a watermark or a side note, no line of the text
        sight.leave_out("hidden", "")
        return
    x = y = 0.0
    for code in _all(text, "TextCode"):
        x, y = _place(code.get("X"), x), _place(code.get("Y"), y)
        steps, said = _steps(code.get("DeltaX")), code.text or ""
        at = x
        for number, character in enumerate(said):
            wide = size if ord(character) > 0x2E7F else size / 2
            step = steps[number] if number < len(steps) else wide
            if not character.isspace():
                base = (top + f + y * d + at * b) * _POINTS
                start = (left + e + at * a + y * c) * _POINTS
                width = min(wide, step or wide) * abs(a) * _POINTS
                high = height * _POINTS
                yield Glyph(
                    without_signs(character) or "\ufffd", start, base - 0.86 * high, start + width, base + 0.14 * high,
                    high, base, high,
                )  # fmt: skip
            at += step


def _place(said: str | None, before: float) -> float:
    try:
        return _number(said) if said else before
    except ValueError:
        return before


def _steps(said: str | None) -> list[float]:
    """The distances between characters: "3.2 3.2 g 4 3.2" says the last four of them shorter."""
    words = (said or "").split()
    steps: list[float] = []
    at = 0
    while at < len(words) and len(steps) < 10_000:
        if words[at] == "g" and at + 2 < len(words):
            steps += [_number(words[at + 2])] * min(int(words[at + 1]), 10_000)
            at += 3
        else:
            steps.append(_number(words[at]))
            at += 1
    return steps


def _rules(path: Any) -> Iterator[Any]:
    """The straight lines of a path, along or down the page."""
    from summarizer.readers.pdf.glyphs import Rule

    left, top, _, _ = _numbers(path.get("Boundary"), (0.0, 0.0, 0.0, 0.0))
    words = " ".join(one.text or "" for one in _all(path, "AbbreviatedData")).split()[:4_000]
    x = y = 0.0
    at = 0
    while at < len(words):
        if words[at] in ("M", "S", "L") and at + 2 < len(words):
            to_x, to_y = _number(words[at + 1]), _number(words[at + 2])
            if words[at] == "L" and (abs(to_x - x) < 0.3 or abs(to_y - y) < 0.3):
                box = (left + min(x, to_x), top + min(y, to_y), left + max(x, to_x), top + max(y, to_y))
                x0, y0, x1, y1 = (one * _POINTS for one in box)
                yield Rule(x0, y0, x1, y0) if y1 - y0 < x1 - x0 else Rule(x0, y0, x0, y1)
            x, y = to_x, to_y
            at += 3
        else:
            at += 1
