"""Zip archives that are reports (DOCX, XLSX, OFD): what is in them, and which are not opened."""

import io
import zipfile

from summarizer.base.errors import InputError

LARGEST_UNPACKED = 200 << 20
"""Bytes that a file may unpack to; a report of 300 pages has some five million."""
LARGEST_PART = 40 << 20
"""Bytes of one XML part; the text of that report has some three million."""
MOST_MEMBERS = 5_000


def members(content: bytes) -> frozenset[str]:
    """The names of what ``content`` holds; none where it is no zip archive, or a damaged one."""
    if not content.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()


def refuse_bombs(archive: zipfile.ZipFile, name: str) -> None:
    """Raise InputError for a file that unpacks to too much, told from its directory before anything is unpacked."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if unpacked > LARGEST_UNPACKED or largest > LARGEST_PART or len(parts) > MOST_MEMBERS:
        raise InputError(
            f"{name} unpacks to {max(unpacked >> 20, 1)} MB in {len(parts)} parts, which is too much for a report:"
            " it was not opened."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise InputError(f"{name} is locked with a password. Save it without one, and give that.")
