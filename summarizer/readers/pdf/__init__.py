"""PDF files: what the pages show, as a text in reading order with tables, page furniture and page borders.

Nothing in the file is run and nothing outside it is fetched: pdfium is built without forms and scripts.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summarizer.base.document import Document, Metadata, Recognized
from summarizer.base.errors import InputError
from summarizer.readers.pdf.extra import INSTALL, MOST_PICTURES, is_installed
from summarizer.readers.sight import Sight, places, times

if TYPE_CHECKING:
    from summarizer.readers.pdf.page import Page
    from summarizer.readers.pdf.recognition import Seen

OnPage = Callable[[int, int], None]
MEDIA_TYPE = "application/pdf"
MOST_PAGES = 1_000
MOST_CHARACTERS = 5_000_000
MOST_SECONDS = 60.0

_FEW = 30  # characters of a page that has no text of its own
_LARGE = 0.3  # share of a page
_MANY_SHAPES = 300
_ONE_AT_A_TIME = threading.Lock()  # pdfium keeps global state


class Scan(InputError):
    """The file holds pictures and no text; ``pictures`` are the numbers of its pages."""

    def __init__(self, sentence: str, pictures: Sequence[int] = ()):
        super().__init__(sentence)
        self.pictures = tuple(pictures)


def read(content: bytes, name: str, on_page: OnPage | None = None) -> Document:
    """A Document of the text that the pages show; with ``on_page`` pages that are pictures are recognized (OCR).

    ``on_page`` is told how many of how many of these are done. Raises InputError where the file is damaged, locked by a
    password, a scan without text, or larger than a report (MOST_PAGES, MOST_CHARACTERS, MOST_SECONDS).
    """
    from summarizer.readers.pdf.fonts import same_everywhere
    from summarizer.readers.pdf.layout import written
    from summarizer.readers.pdf.recognition import how_sure

    with _ONE_AT_A_TIME, same_everywhere():
        pages, title = _pages(content, name)
        lines = _recognized(content, name, pages, on_page) if on_page else {}
    characters = sum(len(page.glyphs) for page in pages)
    few = 20 * (len(pages) - len(lines))
    if not characters or (characters < few and sum(page.pictures for page in pages) >= len(pages) / 2):
        if any(page.pictures for page in pages):
            raise Scan(_scan(name, len(pages)), [number for number, page in enumerate(pages, 1) if page.pictures])
        raise InputError(
            f"{name} has no text on its {_pages_said(len(pages))}: if they show any, it is drawn as shapes and"
            " needs text recognition (OCR) first."
        )
    unknown = [sum(_is_unknown(glyph.text) for glyph in page.glyphs) for page in pages]
    if sum(unknown) > characters * 0.2:
        raise InputError(
            f"{name} cannot be read: its fonts do not say which characters they show. Print it to a new PDF, or put it"
            " through text recognition (OCR), and give that."
        )
    result = written(pages)
    unread = tuple(_unread(pages, unknown, lines))
    ends = (*result.pages[1:], len(result.text))
    sure = [
        one
        for number, seen in lines.items()
        for one in how_sure(result.text, result.pages[number - 1], ends[number - 1], seen)
    ]
    sight = Sight()
    for page in pages:
        sight.counts.update(page.unseen)
    return Document(
        text=result.text,
        metadata=Metadata(title=title),
        regions=tuple(result.regions),
        tables=tuple(result.tables),
        pages=tuple(result.pages),
        notes=(*_told(lines, sure), *unread, *_notes(pages, result.unclear, set(lines)), *sight.note()),
        unread=unread,
        pictures=() if on_page else tuple(_pictures(pages)),
        recognized=tuple(sure),
    )


def _scan(name: str, count: int) -> str:
    how = "give the text that comes out" if is_installed() else f"{INSTALL}, or give the text that comes out"
    return (
        f"{name} is a scan: its {_pages_said(count)} hold pictures and no text. It has to go through text recognition"
        f" (OCR) first; {how}."
    )


def _pictures(pages: Sequence["Page"]) -> list[int]:
    """The numbers of the pages that are a picture and hold next to no text."""
    return [n for n, page in enumerate(pages, 1) if len(page.glyphs) < _FEW and page.picture >= _LARGE]


def _recognized(content: bytes, name: str, pages: list["Page"], on_page: OnPage) -> dict[int, list[list["Seen"]]]:
    """The lines of the pages that are pictures, by page; ``pages`` gets their characters in place."""
    import pypdfium2

    from summarizer.readers.pdf.recognition import recognized

    numbers = _pictures(pages)
    if len(numbers) > MOST_PICTURES:
        raise InputError(f"{name} has {len(numbers)} scanned pages; at most {MOST_PICTURES} are recognized. Split it.")
    lines: dict[int, list[list[Seen]]] = {}
    opened = pypdfium2.PdfDocument(content)
    try:
        for done, number in enumerate(numbers, 1):
            page = opened[number - 1]
            lines[number] = recognized(page)
            page.close()
            glyphs = tuple(one.glyph for line in lines[number] for one in line)
            pages[number - 1] = replace(pages[number - 1], glyphs=glyphs, recognized=True)
            on_page(done, len(numbers))
    finally:
        opened.close()
    return lines


def _told(lines: Mapping[int, object], sure: Sequence[Recognized]) -> Iterator[str]:
    if lines:
        lowest = min((one.sure for one in sure), default=1.0)
        yield (
            f"Read from a picture: {places('page', sorted(lines))} of this PDF, by text recognition (OCR), with"
            f" {times(len(sure), 'number')}; the least sure of them at {lowest:.2f}. Compare them with the picture."
        )


def _is_unknown(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff"


def _unread(pages: Sequence["Page"], unknown: Sequence[int], lines: Mapping[int, object]) -> Iterator[str]:
    """What the pages show and the text does not hold; ``lines`` are those that were recognized, by page."""
    if found := [number for number, count in enumerate(unknown, 1) if count]:
        yield (
            f"Not read: {times(sum(unknown), 'character')} on {places('page', found)}, which the fonts of this PDF"
            " do not name; a number with one of them in it is not read."
        )
    bare = [(number, page) for number, page in enumerate(pages, 1) if len(page.glyphs) < _FEW]
    bare = [(number, page) for number, page in bare if not lines.get(number)]
    if pictures := [number for number, page in bare if page.picture >= _LARGE]:
        where = places("page", pictures)
        how = "" if is_installed() else f" ({INSTALL})"
        yield (
            f"Not read: {where} of this PDF, a picture each in which no words were recognized."
            if set(pictures) <= set(lines)
            else f"Not read: {where} of this PDF, a picture each; they need text recognition (OCR) first{how}."
        )
    if drawn := [number for number, page in bare if page.picture < _LARGE and page.shapes >= _MANY_SHAPES]:
        yield f"Not read: {places('page', drawn)} of this PDF, on which any text is drawn as shapes."
    if turned := [number for number, page in enumerate(pages, 1) if _turned_numbers(page)]:
        yield f"Not read in order: text that is turned another way, with numbers in it, on {places('page', turned)}."


def _turned_numbers(page: "Page") -> bool:
    words = "".join(words for label, words in page.aside if label == "turned text")
    return len(words) > _FEW and sum(map(str.isdigit, words)) > 3


def _notes(pages: Sequence["Page"], unclear: list[int], here: set[int]) -> Iterator[str]:
    if before := [number for number, page in enumerate(pages, 1) if page.recognized and number not in here]:
        yield (
            f"Read from a picture: the text of {places('page', before)} of this PDF was made by text recognition"
            " (OCR) before it came here; compare its numbers with the picture."
        )
    if unclear:
        yield (
            f"On {places('page', unclear)} of this PDF there is a table without ruled lines whose columns do not stand"
            " clear of each other: it is read line by line, and what its numbers count may not be told."
        )


def _pages_said(count: int) -> str:
    return "one page" if count == 1 else f"{count} pages"


def _pages(content: bytes, name: str) -> tuple[list[Any], str]:
    import pypdfium2

    from summarizer.readers.pdf.page import TooMuch, read_page

    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise InputError(_why(error, name)) from error
    try:
        count = len(opened)
        if count > MOST_PAGES:
            raise InputError(
                f"{name} has {count:,} pages; a report has at most {MOST_PAGES:,}. Give the report's own pages."
            )
        pages, until, left = [], time.monotonic() + MOST_SECONDS, MOST_CHARACTERS
        for number in range(count):
            page = opened[number]
            try:
                pages.append(read_page(page))
            finally:
                page.close()
            left -= len(pages[-1].glyphs)
            if left < 0 or time.monotonic() > until:
                raise TooMuch
        return pages, str(opened.get_metadata_value("Title") or "").strip()
    except pypdfium2.PdfiumError as error:
        raise InputError(f"{name} is a damaged PDF: page {len(pages) + 1} cannot be opened. Fetch it again.") from error
    except TooMuch:
        raise InputError(
            f"{name} is too large or too intricate a PDF for a report: it was not read to its end."
        ) from None
    finally:
        opened.close()


def _why(error: Exception, name: str) -> str:
    told = str(error).lower()
    if "password" in told or "security" in told:
        return f"{name} is locked with a password. Print it from a PDF reader to a new PDF without one, and give that."
    return f"{name} is a damaged or incomplete PDF: it cannot be opened. Fetch it again, and give that."
