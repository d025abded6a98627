"""Word files (DOCX): paragraphs and tables in body order, list numbers as Word shows them, notes at the end.

A paragraph or a table row is a line. Deleted text, field codes, headers and footers of the pages are no text. Nothing
outside the file is fetched, no entity is expanded, and what would unpack to too much is not opened.
"""

import io
import zipfile
import zlib
from typing import Any

from summarizer.base.document import Document, Metadata
from summarizer.base.errors import InputError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST_UNPACKED = 200 << 20
"""Bytes that a file may unpack to; a report of 300 pages has some five million."""
LARGEST_PART = 40 << 20
"""Bytes of one XML part; the text of that report has some three million."""
MOST_MEMBERS = 5_000


def read(content: bytes, name: str) -> Document:
    """A Document of the text in ``content``; raises InputError where it is damaged, locked or unpacks to too much."""
    from lxml import etree

    from summarizer.readers.docx.body import Body
    from summarizer.readers.docx.looks import Looks
    from summarizer.readers.docx.numbering import Numbering
    from summarizer.readers.docx.parts import part, parts

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive, name)
            found = parts(archive)
            title = _title(part(archive, set(archive.namelist()), "docProps/core.xml"))
        if found["document"] is None:
            raise InputError(_damaged(name))
        body = Body(Numbering(found["numbering"], found["styles"]), Looks(found["styles"]))
        body.add(found["document"])
        body.notes(found["footnotes"], found["endnotes"])
        written = body.finish()
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, OSError, KeyError, NotImplementedError,
            RuntimeError, ValueError) as error:  # fmt: skip
        raise InputError(_damaged(name)) from error
    return Document(
        text=written.text,
        metadata=Metadata(title=title),
        regions=tuple(written.regions),
        tables=tuple(written.tables),
        notes=(*written.unread, *written.left_out),
        unread=written.unread,
    )


def _damaged(name: str) -> str:
    return f"{name} is a damaged Word file: save it again from Word, and give that."


def _title(core: Any) -> str:
    if core is None:
        return ""
    titles = core.iter("{http://purl.org/dc/elements/1.1/}title")
    return next((" ".join((node.text or "").split()) for node in titles), "")


def _refuse_bombs(archive: zipfile.ZipFile, name: str) -> None:
    """Raise InputError for a file that unpacks to too much, told from its directory before anything is unpacked."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    largest = max((member.file_size for member in members if member.filename.endswith((".xml", ".rels"))), default=0)
    if unpacked > LARGEST_UNPACKED or largest > LARGEST_PART or len(members) > MOST_MEMBERS:
        raise InputError(
            f"{name} unpacks to {max(unpacked >> 20, 1)} MB in {len(members)} parts, which is too much for a report:"
            " it was not opened."
        )
    if any(member.flag_bits & 1 for member in members):
        raise InputError(f"{name} is locked with a password. Save it without one from Word, and give that.")
