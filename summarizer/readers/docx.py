"""Word files (DOCX): paragraphs and tables in body order, a paragraph or a table row to a line."""

import io
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING

from summarizer.document import Document, Metadata, Region
from summarizer.errors import InputError

if TYPE_CHECKING:
    from docx.table import Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST_UNPACKED = 200 << 20
"""Bytes that a file may unpack to; a report of 300 pages has some five million."""


def read(content: bytes, name: str) -> Document:
    """A Document of the text in ``content``; raises InputError where it is damaged, locked or unpacks to too much.

    Nothing outside the file is fetched, and no entity is expanded (python-docx parses without either).
    """
    from docx import Document as open_docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    _refuse_bombs(content, name)
    try:
        opened = open_docx(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise InputError(f"{name} is a damaged Word file: save it again from Word, and give that.") from error
    lines: list[str] = []
    regions: list[Region] = []
    at = 0
    for block in opened.iter_inner_content():
        start = at
        for line in _rows(block) if isinstance(block, Table) else [block.text]:
            lines.append(line)
            at += len(line) + 1
        if isinstance(block, Table) and at > start:
            regions.append(Region("table", start, at - 1))
    return Document(
        text="\n".join(lines), metadata=Metadata(title=opened.core_properties.title or ""), regions=tuple(regions)
    )


def _rows(table: "Table") -> Iterable[str]:
    """The rows of a table, cells set off by tabs; a cell merged over several columns is told once."""
    for row in table.rows:
        cells = list(dict.fromkeys(row.cells))
        yield "\t".join(" ".join(cell.text.split()) for cell in cells)


def _refuse_bombs(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise InputError(f"{name} is a damaged Word file: save it again from Word, and give that.") from error
    if unpacked > LARGEST_UNPACKED:
        raise InputError(f"{name} unpacks to {unpacked >> 20} MB, which is too much for a report: it was not opened.")
