"""PDF files: what the pages show, as a text in reading order with tables, page furniture and page borders.

Nothing in the file is run and nothing outside it is fetched: pdfium is built without forms and scripts.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from summarizer.base.document import Document, Metadata
from summarizer.base.errors import InputError
from summarizer.readers.sight import Sight, places, times

if TYPE_CHECKING:
    from summarizer.readers.pdf.page import Page

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 1_000
MOST_CHARACTERS = 5_000_000
MOST_SECONDS = 60.0

_FEW = 30  # characters of a page that has no text of its own
_LARGE = 0.3  # share of a page
_MANY_SHAPES = 300
_ONE_AT_A_TIME = threading.Lock()  # pdfium keeps global state


def read(content: bytes, name: str) -> Document:
    """A Document of the text that the pages show.

    Raises InputError where the file is damaged, locked by a password, a scan without text, or larger than a
    report (MOST_PAGES, MOST_CHARACTERS, MOST_SECONDS).
    """
    from summarizer.readers.pdf.fonts import same_everywhere
    from summarizer.readers.pdf.layout import written

    with _ONE_AT_A_TIME, same_everywhere():
        pages, title = _pages(content, name)
    characters = sum(len(page.glyphs) for page in pages)
    if not characters or (characters < 20 * len(pages) and sum(page.pictures for page in pages) >= len(pages) / 2):
        raise InputError(
            f"{name} is a scan: its {_pages_said(len(pages))} hold pictures and no text. It has to go through text"
            " recognition (OCR) first; give the text that comes out."
            if any(page.pictures for page in pages)
            else f"{name} has no text on its {_pages_said(len(pages))}: if they show any, it is drawn as shapes and"
            " needs text recognition (OCR) first."
        )
    unknown = [sum(_is_unknown(glyph.text) for glyph in page.glyphs) for page in pages]
    if sum(unknown) > characters * 0.2:
        raise InputError(
            f"{name} cannot be read: its fonts do not say which characters they show. Print it to a new PDF, or put it"
            " through text recognition (OCR), and give that."
        )
    result = written(pages)
    unread = tuple(_unread(pages, unknown))
    sight = Sight()
    for page in pages:
        sight.counts.update(page.unseen)
    return Document(
        text=result.text,
        metadata=Metadata(title=title),
        regions=tuple(result.regions),
        tables=tuple(result.tables),
        pages=tuple(result.pages),
        notes=(*unread, *_notes(pages, result.unclear), *sight.note()),
        unread=unread,
    )


def _is_unknown(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff"


def _unread(pages: Sequence["Page"], unknown: Sequence[int]) -> Iterator[str]:
    """What the pages show and the text does not hold."""
    if found := [number for number, count in enumerate(unknown, 1) if count]:
        yield (
            f"Not read: {times(sum(unknown), 'character')} on {places('page', found)}, which the fonts of this PDF"
            " do not name; a number with one of them in it is not read."
        )
    bare = [(number, page) for number, page in enumerate(pages, 1) if len(page.glyphs) < _FEW]
    if pictures := [number for number, page in bare if page.picture >= _LARGE]:
        where = places("page", pictures)
        yield f"Not read: {where} of this PDF, a picture each; they need text recognition (OCR) first."
    if drawn := [number for number, page in bare if page.picture < _LARGE and page.shapes >= _MANY_SHAPES]:
        yield f"Not read: {places('page', drawn)} of this PDF, on which any text is drawn as shapes."
    if turned := [number for number, page in enumerate(pages, 1) if _turned_numbers(page)]:
        yield f"Not read in order: text that is turned another way, with numbers in it, on {places('page', turned)}."


def _turned_numbers(page: "Page") -> bool:
    words = "".join(words for label, words in page.aside if label == "turned text")
    return len(words) > _FEW and sum(map(str.isdigit, words)) > 3


def _notes(pages: Sequence["Page"], unclear: list[int]) -> Iterator[str]:
    if recognized := [number for number, page in enumerate(pages, 1) if page.recognized]:
        yield (
            f"Read from a picture: the text of {places('page', recognized)} of this PDF was made by text recognition"
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
