"""Writing files whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from summarizer.base.errors import OutputError


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write ``content`` (text as UTF-8) to ``path``: the whole of it, or nothing and the old file stays.

    Missing folders are made. Raises OutputError (disk full, no permission, a folder in the way) with nothing
    half-written.
    """
    with replacing(path) as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to be written, that takes the place of ``path`` when all went well; else the old file stays.

    A temporary file beside ``path`` is filled, synced, and renamed over it; missing folders are made.
    Raises OutputError as :func:`write_atomically`.
    """
    draft = path.with_name(f".{path.name}.{token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"{path.name} could not be written: {reason}. Nothing was left half-written; "
            "make room or choose another folder."
        ) from error
    finally:
        with suppress(OSError):  # renamed away when all went well; a draft that cannot be removed hides no error
            draft.unlink()
