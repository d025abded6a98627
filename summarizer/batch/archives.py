"""Zip archives of reports: each report in one is named as if the archive were a folder, and is read from it in memory.

Nothing is unpacked to disk, so no name in an archive leads anywhere. One that would unpack to too much is not opened:
it counts as one report that cannot be read.
"""

import zipfile
from pathlib import Path

from summarizer.base.errors import InputError
from summarizer.readers.source import MAX_BYTES

MOST_MEMBERS = 5_000
LARGEST_UNPACKED = 1 << 30
"""Bytes that an archive may unpack to: a year's reports of a province take some hundred million."""
_OWN_NAMES_IN_UTF8 = 0x800
_LOCKED = 0x1


def inside(archive: Path, endings: tuple[str, ...]) -> list[Path]:
    """The reports in ``archive`` with one of ``endings``, in order; [] where it is none that is opened."""
    try:
        with zipfile.ZipFile(archive) as opened:
            parts = opened.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
    if len(parts) > MOST_MEMBERS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        return []
    names = sorted(name for part in parts if not part.is_dir() and (name := name_of(part)))
    return [archive / name for name in names if _is_report(name, endings)]


def name_of(part: zipfile.ZipInfo) -> str:
    """The name of a part as a relative path; one that is not marked as UTF-8 is read as UTF-8, else as GBK."""
    name = part.filename
    if not part.flag_bits & _OWN_NAMES_IN_UTF8:
        odd = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = odd.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return "/".join(
        step for step in name.replace("\\", "/").replace("\0", "").split("/") if step not in ("", ".", "..")
    )


def _is_report(name: str, endings: tuple[str, ...]) -> bool:
    steps = name.split("/")
    hidden = any(step.startswith((".", "__MACOSX")) for step in steps) or steps[-1].startswith("~$")
    return not hidden and name.lower().endswith(endings)


def archive_of(path: Path) -> tuple[Path, str] | None:
    """The archive in which ``path`` lies and the name there; None for a file of its own."""
    for folder in path.parents:
        if folder.suffix.lower() == ".zip":
            try:
                return (folder, path.relative_to(folder).as_posix()) if folder.is_file() else None
            except OSError:
                return None
    return None


def content_in(archive: Path, name: str) -> bytes:
    """The bytes of the report ``name`` in ``archive``; raises InputError where they cannot be had."""
    where = f"{name} in {archive.name}"
    try:
        with zipfile.ZipFile(archive) as opened:
            part = next((one for one in opened.infolist() if name_of(one) == name), None)
            if part is None:
                raise InputError(f"{where} does not exist any more.")
            if part.flag_bits & _LOCKED:
                raise InputError(f"{where} is locked with a password. Unpack it, and give the report inside.")
            with opened.open(part) as held:
                content = held.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(f"{where} cannot be unpacked: the archive is damaged, or packed in an odd way.") from error
    if len(content) > MAX_BYTES:
        raise InputError(f"{where} is larger than {MAX_BYTES >> 20} MB. A report is smaller: split it first.")
    return content
