"""Where results lie: a folder on this machine, or any address that fsspec knows (a shared folder, an object store)."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast
from urllib.parse import quote

from summarizer.base.errors import OutputError, UsageError
from summarizer.base.files import write_atomically
from summarizer.model.store import Reply

Files = Mapping[str, str | bytes]


class Shelf(Protocol):
    """Files in folders; a file is there whole or not at all."""

    def check(self, folder: str) -> None:
        """Raise OutputError where nothing may be written into ``folder``."""
        ...

    def put(self, folder: str, files: Files) -> None:
        """Write ``files`` by name into ``folder``; raises OutputError."""
        ...

    def open(self, folder: str, name: str) -> BinaryIO:
        """A file to be read; raises FileNotFoundError."""
        ...

    def seen_from(self, place: Path) -> str | None:
        """The way from a page in ``place`` to the folders, as a link begins; None where no link leads there."""
        ...


class LocalShelf:
    """Folders below ``root`` on this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def check(self, folder: str) -> None:
        """A link could lead anywhere: real folders only. Drafts of a process that was killed are cleared away."""
        place = self.root / folder
        if place.is_symlink():
            raise OutputError(f"{place} is a link: results are written into real folders only. Remove it.")
        for draft in place.glob(".*.tmp"):
            with suppress(OSError):
                draft.unlink()

    def put(self, folder: str, files: Files) -> None:
        """Each file whole, under its own name at the end."""
        for name, content in files.items():
            write_atomically(self.root / folder / name, content)

    def open(self, folder: str, name: str) -> BinaryIO:
        """See :class:`Shelf`."""
        return (self.root / folder / name).open("rb")

    def seen_from(self, place: Path) -> str | None:
        """See :class:`Shelf`."""
        way = os.path.relpath(self.root.resolve(), place.resolve())
        return "" if way == "." else f"{quote(Path(way).as_posix())}/"


class FarShelf:
    """Folders below an address of fsspec; an object store has a file whole or not at all by itself."""

    def __init__(self, address: str) -> None:
        self._system, self._root = filesystem(address)

    def check(self, folder: str) -> None:
        """Nothing to check: there are no links."""

    def put(self, folder: str, files: Files) -> None:
        """See :class:`Shelf`."""
        for name, content in files.items():
            _pipe(self._system, f"{self._root}/{folder}/{name}", content)

    def open(self, folder: str, name: str) -> BinaryIO:
        """See :class:`Shelf`."""
        return cast(BinaryIO, self._system.open(f"{self._root}/{folder}/{name}", "rb"))

    def seen_from(self, place: Path) -> str | None:
        """A browser knows nothing of such addresses."""
        return None


def shelf_at(address: str | Path) -> Shelf:
    """The shelf at ``address``: a path, or "s3://bucket/briefs" and whatever else fsspec knows."""
    if "://" in str(address) and not str(address).startswith("file://"):
        return FarShelf(str(address))
    return LocalShelf(Path(str(address).removeprefix("file://")))


class SharedReplies:
    """A store of replies for many machines: a file for each reply, named by its key, in a shared folder or beyond.

    Two machines that ask the same question at the same moment both pay; otherwise a reply serves all. A damaged file
    counts as none, and is written anew.
    """

    def __init__(self, address: str) -> None:
        self._shelf = shelf_at(address)

    def get(self, key: str) -> Reply | None:
        """The reply kept under ``key``, or None."""
        try:
            with self._shelf.open(key[:2], f"{key}.json") as file:
                kept: dict[str, Any] = json.load(file)
            return Reply(kept["body"].encode(), kept["model"], kept["prompt_tokens"], kept["completion_tokens"])
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            return None
        except OSError as error:
            raise OutputError(f"The store of replies cannot be read: {error.strerror or error}.") from error

    def put(self, key: str, reply: Reply) -> None:
        """Keep ``reply``; raises OutputError, since what cannot be kept would be paid for again."""
        kept = {
            "model": reply.model, "prompt_tokens": reply.prompt_tokens, "completion_tokens": reply.completion_tokens,
            "body": reply.body.decode("utf-8", "replace"),
        }  # fmt: skip
        self._shelf.put(key[:2], {f"{key}.json": json.dumps(kept, ensure_ascii=True)})


def filesystem(address: str) -> tuple[Any, str]:
    """fsspec's file system for ``address``, and the path in it; raises UsageError."""
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise UsageError(f"{address} needs fsspec and what it builds on: {error}.") from error
    except (ValueError, OSError) as error:
        raise UsageError(f"{address} is no address that can be written to: {error}.") from error
    return system, str(path).rstrip("/")


def _pipe(system: Any, path: str, content: str | bytes) -> None:
    try:
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        system.pipe_file(path, content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        raise OutputError(f"{path} could not be written: {error}.") from error
