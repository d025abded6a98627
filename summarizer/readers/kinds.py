"""What a content is, found from the content itself, never from its name."""

import re
from itertools import islice

from summarizer.base.errors import InputError
from summarizer.language.lexicon import Rule
from summarizer.readers.archive import members

_ZIP_MEMBERS = (
    (b"xl/", "an Excel workbook (XLSX) that is damaged. Save it again from Excel, and give that."),
    (b"OFD.xml", "an OFD file that is damaged. Fetch it again, or print it to PDF in an OFD reader, and give that."),
    (b"ppt/", "a presentation (PPTX). Save its text as a plain-text file, and give that."),
    (b"content.xml", "an OpenDocument file. Save it as plain text or as a web page (HTML), and give that."),
    (b"", "a ZIP archive. Unpack it and give the report inside."),
)
_IMAGE = "an image. Give the report's text: a picture of it has to go through text recognition (OCR) first."
_OLE, _LOCKED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
_SHEET_STREAMS = tuple(f"{word}\0".encode("utf-16-le") for word in ("Workbook", "Book"))
_MAGIC = (
    (b"\xd0\xcf\x11\xe0", "an old Office file (DOC, XLS or WPS). Open it in Word or LibreOffice, save it"
" as DOCX, and give that."),
    (b"{\\rtf", "an RTF file. Open it in Word or LibreOffice, save it as DOCX, and give that."),
    (b"\x89PNG", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"II*\0", _IMAGE),
    (b"MM\0*", _IMAGE),
    (b"\x1f\x8b", "a gzip archive. Unpack it and give the report inside."),
    (b"7z\xbc\xaf", "a 7z archive. Unpack it and give the report inside."),
    (b"Rar!", "a RAR archive. Unpack it and give the report inside."),
)  # fmt: skip
_WEB_ARCHIVE = re.compile(rb"(?im)\A[\w-]+: [\s\S]*^content-type:\s*multipart/related")
_TAGS = (
    "a|article|b|body|br|center|div|em|font|h[1-6]|head|hr|html|img|li|link|main|meta|p|script"
    "|section|span|strong|style|table|tbody|td|th|title|tr|u|ul|ol"
)
_TAG = Rule(
    "a tag of a page",
    rf"</?(?:{_TAGS})(?:\s[^<>]{{0,2000}})?/?>",
    yes=("⟨<p>⟩", "⟨</div>⟩", "⟨<br/>⟩"),
    no=("a < b", "<报告>"),
    flags=re.IGNORECASE,
)
_PAGE = Rule(
    "the beginning of a page",
    r"<!doctype\s+html|<html[\s>]|<body[\s>]",
    yes=("⟨<!DOCTYPE html⟩>", "⟨<body>⟩"),
    no=("<p>",),
    flags=re.IGNORECASE,
)
_ENOUGH_TAGS = 4


def is_docx(content: bytes) -> bool:
    """Whether ``content`` is a Word file (DOCX): a ZIP archive with Word's part in it."""
    return content.startswith(b"PK\x03\x04") and b"word/" in content and b"xl/" not in content[:4096]


def is_xlsx(content: bytes) -> bool:
    """Whether ``content`` is an Excel workbook (XLSX)."""
    return content.startswith(b"PK\x03\x04") and b"xl/" in content and "xl/workbook.xml" in members(content)


def is_ofd(content: bytes) -> bool:
    """Whether ``content`` is an OFD file."""
    return content.startswith(b"PK\x03\x04") and b"OFD.xml" in content and "OFD.xml" in members(content)


def old_office(content: bytes) -> str:
    """The ending of the old office file that ``content`` is (".doc", ".xls", ".rtf", ".odt", ".ods"); "" for none."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return ".rtf"
    if content.startswith(_OLE) and _LOCKED not in content:
        return ".xls" if any(word in content for word in _SHEET_STREAMS) else ".doc"
    if content.startswith(b"PK\x03\x04") and b"content.xml" in content and "content.xml" in members(content):
        return ".ods" if b"opendocument.spreadsheet" in content[:200] else ".odt"
    return ""


def is_pdf(content: bytes) -> bool:
    """Whether ``content`` is a PDF file: its mark stands within the first kilobyte, as the format allows."""
    return b"%PDF-" in content[:1024]


def refuse_unreadable(content: bytes, name: str) -> None:
    """Raise InputError, saying what to do, for content that no reader takes: office files, images, binaries."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"PK\x03\x04"):
        raise InputError(f"{name} is {next(what for member, what in _ZIP_MEMBERS if member in content)}")
    if head.startswith(_OLE) and _LOCKED in content:
        raise InputError(f"{name} is locked with a password. Save it without one from Word, and give that.")
    if _WEB_ARCHIVE.search(head):
        raise InputError(f"{name} is a web archive (MHT). Open it in a browser, save it as HTML, and give that.")
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise InputError(f"{name} is {what}")


def media_type(text: str) -> str:
    """ "text/html" for a page or a fragment of one, else "text/plain"."""
    start = text[:20000]
    if _PAGE.search(start[:4000]):
        return "text/html"
    opens_with_tag = start.lstrip("\ufeff \t\r\n")[:1] == "<"
    enough = _ENOUGH_TAGS if opens_with_tag else 5 * _ENOUGH_TAGS
    if sum(1 for _ in islice(_TAG.finditer(start), enough)) == enough:
        return "text/html"
    return "text/plain"
