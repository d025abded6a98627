"""PDF files: what the pages show, as a text in reading order with tables, page furniture and page borders.

Nothing in the file is run and nothing outside it is fetched: pdfium is built without forms and scripts.
"""

import threading
import time
from collections.abc import Iterator
from typing import Any

from summarizer.base.document import Document, Metadata
from summarizer.base.errors import InputError

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 1_000
MOST_CHARACTERS = 5_000_000
MOST_SECONDS = 60.0

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
    unknown = sum(
        1 for page in pages for glyph in page.glyphs if glyph.text == "\ufffd" or "\ue000" <= glyph.text <= "\uf8ff"
    )
    if unknown > characters * 0.2:
        raise InputError(
            f"{name} cannot be read: its fonts do not say which characters they show. Print it to a new PDF, or put it"
            " through text recognition (OCR), and give that."
        )
    result = written(pages)
    return Document(
        text=result.text,
        metadata=Metadata(title=title),
        regions=tuple(result.regions),
        tables=tuple(result.tables),
        pages=tuple(result.pages),
        notes=tuple(_notes(unknown, result.unclear)),
    )


def _notes(unknown: int, unclear: list[int]) -> Iterator[str]:
    if unknown:
        yield f"{unknown} characters in this PDF have no meaning in its fonts; they stand as written."
    if unclear:
        where = ("page " if len(unclear) == 1 else "pages ") + ", ".join(map(str, unclear[:10]))
        yield (
            f"On {where} of this PDF there is a table without ruled lines whose columns do not stand clear of each"
            " other: it is read line by line, and what its numbers count may not be told."
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
