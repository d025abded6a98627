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
from summarizer.readers.archive import refuse_bombs

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(content: bytes, name: str) -> Document:
    """A Document of the text in ``content``; raises InputError where it is damaged, locked or unpacks to too much."""
    from lxml import etree

    from summarizer.readers.docx.body import Body
    from summarizer.readers.docx.looks import Looks
    from summarizer.readers.docx.numbering import Numbering
    from summarizer.readers.docx.parts import part, parts

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bombs(archive, name)
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
