"""Which reports are meant: a folder, a glob, a list, or single files; each with its digest and a folder's name."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from glob import glob
from pathlib import Path

from summarizer.base.errors import InputError, UsageError
from summarizer.batch import archives
from summarizer.batch.table import Found
from summarizer.readers.source import take

KINDS = (
    ".txt", ".html", ".htm", ".docx", ".pdf", ".md", ".xml", ".mhtml", ".shtml", ".xlsx", ".ofd", ".doc", ".wps",
    ".rtf", ".odt", ".xls", ".et", ".ods", ".zip",
)  # fmt: skip
"""Endings of files that are taken from a folder; a list, a glob or a name may lead to any file."""

_ODD_BYTE = re.compile(r"\\u(dc[89a-f][0-9a-f])")
_LONGEST = 80  # characters of a folder's name: with the numbers and names below it still a path everywhere
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|index\.html|figures\..*|items\..*|jobs\..*", re.I)


def expand(given: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The files that ``given`` means, each once, in order: sorted within a folder or glob, as written in a list.

    A folder gives the reports in it and below it (files of known KINDS, none that is hidden); a name with * ? [ is a
    glob; a zip archive gives the reports in it; a file that ends in .txt or .lst and holds nothing but paths of files
    that exist, one a line, is a list (blank lines and lines with # left out); anything else is one report.
    Raises UsageError where nothing is found.
    """
    files: dict[Path, None] = {}
    for one in given:
        found = list(_expand(Path(one)))
        if not found:
            raise UsageError(f"No reports are found in {one}: a folder, a list of paths, a glob or files are wanted.")
        files.update(dict.fromkeys(found))
    return list(files)


def _expand(path: Path) -> Iterator[Path]:
    if path.is_dir():
        for file in sorted(file for file in path.rglob("*") if _is_report(file, path)):
            yield from _opened(file)
    elif not path.exists() and any(char in str(path) for char in "*?["):
        matches = (Path(match) for match in glob(str(path), recursive=True))  # noqa: PTH207  # absolute ones too, none that is hidden
        for file in sorted(file for file in matches if file.is_file()):
            yield from _opened(file)
    elif listed := _listed(path):
        for file in listed:
            yield from _expand(file) if file.is_dir() else _opened(file)
    else:
        yield from _opened(path)


def _opened(file: Path) -> list[Path]:
    """The file, or the reports in it where it is an archive of any."""
    return (archives.inside(file, KINDS) if file.suffix.lower() == ".zip" else []) or [file]


def _is_report(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    hidden = hidden or file.name.startswith("~$")  # a lock file of Word
    return not hidden and file.suffix.lower() in KINDS and file.is_file()


def _listed(path: Path) -> list[Path]:
    """The paths in a list file, relative to its own folder or to the present one; [] for what is no list."""
    if path.suffix.lower() not in (".txt", ".lst") or not path.is_file() or path.stat().st_size > 64 << 20:
        return []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (UnicodeDecodeError, OSError):
        return []
    named = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not named or max(map(len, named)) > 1000:
        return []
    found = [next((one for one in (path.parent / name, Path(name)) if _exists(one)), None) for name in named]
    if not any(found):
        return []  # a report in plain text
    return [file or path.parent / name for file, name in zip(found, named, strict=True)]


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # longer than a name may be
        return False


def survey(files: Iterable[Path], known: Mapping[str, tuple[int, int, str]]) -> Iterator[Found]:
    """Each of ``files`` with its digest; one whose size and time of change are ``known`` is not read again.

    A file that cannot be read gets the digest of its path: its job will fail, and say why.
    """
    for file in files:
        source = source_of(file)
        name = os.fsencode(file.name).decode("utf-8", "replace")
        try:
            packed = archives.archive_of(file)
            state = (packed[0] if packed else file).stat()
            size, modified = state.st_size, state.st_mtime_ns
            old = known.get(source)
            digest = old[2] if old and old[:2] == (size, modified) else _digest(file)
        except (OSError, InputError):
            size, modified, digest = 0, 0, hashlib.sha256(f"unreadable\n{source}".encode()).hexdigest()
        yield Found(source, name, digest, folder_name(Path(name).stem), size, modified)


def source_of(file: Path) -> str:
    """Where ``file`` lies, as text that can be kept: in a name of GBK bytes each odd one is written \\udcXX."""
    return str(file.absolute()).encode("utf-8", "backslashreplace").decode()


def path_of(source: str) -> Path:
    """The file that :func:`source_of` named."""
    if Path(source).exists() or "\\udc" not in source:
        return Path(source)
    return Path(_ODD_BYTE.sub(lambda match: chr(int(match[1], 16)), source))


def content_of(file: Path, name: str) -> bytes:
    """The bytes of a report, which may lie in an archive; raises InputError."""
    packed = archives.archive_of(file)
    if packed is not None:
        return archives.content_in(*packed)
    content, _ = take(file, name)
    return content if isinstance(content, bytes) else content.encode()


def _digest(file: Path) -> str:
    packed = archives.archive_of(file)
    if packed is not None:
        return hashlib.sha256(archives.content_in(*packed)).hexdigest()
    if not file.is_file():
        raise OSError("not a file")
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def folder_name(stem: str) -> str:
    """``stem`` as the name of a folder on any system: no control or path characters, nothing reserved, not hidden."""
    kept = "".join(
        "_" if char in '/\\:*?"<>|' or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char
        for char in unicodedata.normalize("NFC", stem)
    )
    name = kept[:_LONGEST].strip(" .") or "report"
    while len(name.encode("utf-8", "replace")) > 200:
        name = name[:-1]
    return f"{name}_" if _RESERVED.fullmatch(name) else name
