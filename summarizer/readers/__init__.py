"""Reading: from a path, bytes, a text or a file object to a Document.

`read` finds the kind of the content by looking at it, decodes it, and hands it to the reader for that
kind. A reader takes decoded text and gives a Document; to add a kind, add it to ``_READERS``, or to ``_BINARY`` where
it reads the bytes itself.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from summarizer.base.document import Document
from summarizer.base.errors import InputError
from summarizer.readers import docx, html, kinds, ofd, office, pdf, plain, sheets
from summarizer.readers.encodings import decode
from summarizer.readers.lost import told_of_lost
from summarizer.readers.source import Source, take

__all__ = ["Source", "read", "require_chinese"]

_READERS: dict[str, Callable[[str], Document]] = {"text/html": html.read, "text/plain": plain.read}
_BINARY: tuple[tuple[Callable[[bytes], bool], Callable[[bytes, str], Document], str], ...] = (
    (kinds.is_pdf, pdf.read, pdf.MEDIA_TYPE),
    (kinds.is_xlsx, sheets.read, sheets.MEDIA_TYPE),
    (kinds.is_ofd, ofd.read, ofd.MEDIA_TYPE),
    (kinds.is_docx, docx.read, docx.MEDIA_TYPE),
)


def read(source: Source, *, name: str = "", on_page: pdf.OnPage | None = None) -> Document:
    """The document in ``source``: a path, bytes, a text, or an open file (binary or text).

    A str is taken as a path when it names a file or looks like one, else as the text itself. ``name``
    is what people call the source; by default the file's name. The text of a plain-text input is the
    decoded input itself, unchanged. With ``on_page`` pages of a PDF that are pictures are recognized (OCR, the extra
    ``ocr``), and it is told how many of how many are done. Raises InputError, in plain
    sentences, for what cannot be read.
    """
    content, name = take(source, name)
    if isinstance(content, bytes) and (opened := _binary(content, name, on_page)) is not None:
        return opened
    if isinstance(content, bytes):
        kinds.refuse_unreadable(content, name)
        text, encoding = decode(content, name)
        digest = hashlib.sha256(content).hexdigest()
    else:
        text, encoding = content, "utf-8"
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    if not text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise InputError(f"{name} is empty: there is nothing to read in it.")
    media_type = kinds.media_type(text)
    try:
        found = _READERS[media_type](text)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
    return replace(told_of_lost(found), name=name, sha256=digest, encoding=encoding, media_type=media_type)


def _binary(content: bytes, name: str, on_page: pdf.OnPage | None) -> Document | None:
    """The document in ``content`` where its reader takes the bytes themselves; an old office file is made a new one."""
    given, notes = office.modern(content, name)
    for is_kind, read_bytes, media_type in _BINARY:
        if is_kind(given):
            opened = pdf.read(given, name, on_page) if read_bytes is pdf.read else read_bytes(given, name)
            if not opened.text.strip():
                raise InputError(
                    f"{name} has no text in it: if its pages are pictures, it needs text recognition first."
                )
            whole = opened if media_type == pdf.MEDIA_TYPE else told_of_lost(opened)
            digest = hashlib.sha256(content).hexdigest()
            return replace(whole, name=name, sha256=digest, media_type=media_type, notes=(*whole.notes, *notes))
    return None


def require_chinese(document: Document) -> Document:
    """The document itself; raises InputError when it has no Chinese text, so that nothing could be briefed."""
    if not any("\u4e00" <= char <= "\u9fff" for char in document.text):
        raise InputError(
            f"{document.name} has no Chinese text. A Chinese report is needed; if it is one, its encoding"
            f" was not found."
        )
    return document
