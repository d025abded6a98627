"""Where the bytes come from: a path, bytes, a text, an open file."""

import os
import re
import stat
from pathlib import Path
from typing import BinaryIO, TextIO, TypeVar

from summarizer.base.errors import InputError
from summarizer.language.lexicon import Rule

Source = str | os.PathLike[str] | bytes | BinaryIO | TextIO

Content = TypeVar("Content", bytes, str, bytes | str)

MAX_BYTES = 50 * 1024 * 1024
_URL = Rule(
    "an address",
    r"\s*[a-z][a-z0-9+.-]*://\S+\s*",
    yes=("⟨https://example.com/a⟩", "⟨ftp://example.com⟩"),
    no=("example.com",),
    flags=re.IGNORECASE,
)
_SENTENCE_MARK = Rule(
    "the mark of a sentence",
    r"[。，；！？]|[,;!?] |\. [A-Z]",
    yes=("全年受理⟨。⟩", "heard⟨, ⟩and", "done⟨. T⟩he"),
    no=("a.txt",),
)
_LONGEST_PATH = 260
_FILE_LIKE = Rule(
    "a path to a file",
    r"(?:[./~\\]|[A-Za-z]:\\).*|.*\.[A-Za-z0-9]{1,5}|[^\s]*/[^\s]*",
    yes=("⟨./report.txt⟩", "⟨C:\\reports⟩", "⟨report.docx⟩"),
    no=("报告",),
)


def take(source: Source, name: str) -> tuple[bytes | str, str]:
    """The content, as bytes or as text already decoded, and the source's name for people.

    Raises InputError when there is nothing there, it cannot be opened, or it is larger than MAX_BYTES.
    """
    if isinstance(source, bytes):
        return _bounded(source, name or "the given bytes"), name or "bytes"
    if isinstance(source, str):
        if _URL.fullmatch(source):
            raise InputError(
                f"{source.strip()[:200]} is an address on the web. Download the page first "
                "(in a browser: save as HTML; or: curl -o report.html ADDRESS) and give the saved file."
            )
        if not _looks_like_path(source):
            return _bounded(source, name or "the given text"), name or "text"
        return _from_file(Path(source), name)
    if isinstance(source, os.PathLike):
        return _from_file(Path(source), name)
    return _from_stream(source, name)


def _looks_like_path(text: str) -> bool:
    if "\n" in text or "\r" in text or "\0" in text or len(text) > _LONGEST_PATH or not text.strip():
        return False
    try:
        if Path(text).exists() or Path(text).is_symlink():
            return True
    except (OSError, ValueError):
        return False
    return not _SENTENCE_MARK.search(text) and "<" not in text and _FILE_LIKE.fullmatch(text) is not None


def _from_file(path: Path, name: str) -> tuple[bytes, str]:
    name = name or path.name or str(path)
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder. Give one report's file, or run each file in it.")
        if path.is_symlink() and not path.exists():
            raise InputError(f"{path} is a link to a file that does not exist.")
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            content = file.read(MAX_BYTES + 1)
            after = path.stat()
        if stat.S_ISREG(before.st_mode) and _state(before) != _state(after):
            raise InputError(f"{path} changed while it was read. Wait until it is written, and try again.")
        return _bounded(content, name), name
    except FileNotFoundError:
        raise InputError(f"{path} does not exist. Check the name and the folder.") from None
    except PermissionError:
        raise InputError(f"{path} cannot be read: permission denied.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path} cannot be read: {reason}.") from None


def _state(known: os.stat_result) -> tuple[int, ...]:
    """What differs when a file was written to, or another was put in its place."""
    return known.st_size, known.st_mtime_ns, known.st_ino


def _from_stream(stream: BinaryIO | TextIO, name: str) -> tuple[bytes | str, str]:
    own = getattr(stream, "name", "")
    name = name or (Path(own).name if isinstance(own, str) and not own.startswith("<") else "") or "stream"
    try:
        content = stream.read(MAX_BYTES + 1)
    except UnicodeDecodeError:
        raise InputError(f"{name} was opened as text in the wrong encoding. Open it in binary mode.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{name} cannot be read: {error}.") from None
    return _bounded(content, name), name


def _bounded(content: Content, name: str) -> Content:
    if len(content) > MAX_BYTES:
        raise InputError(f"{name} is larger than {MAX_BYTES // 1024 // 1024} MB. A report is smaller: split it first.")
    return content
