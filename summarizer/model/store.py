"""Every reply that arrived, kept: a second run asks nothing twice.

An sqlite file in WAL mode, so that several processes can use it. A reply is kept as the bytes that came, under the
digest of who was asked and what. No key is ever part of either. A store that cannot be used is no reason to fail a
run: it says so once, and the run goes on without it.
"""

import hashlib
import json
import sqlite3
import threading
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol

import platformdirs

from summarizer.base.database import open_database, transaction

_SCHEMA_VERSION = 1
_CREATE = """
CREATE TABLE IF NOT EXISTS replies (
    key TEXT PRIMARY KEY,
    model TEXT NOT NULL,
    created TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    reply BLOB NOT NULL
) WITHOUT ROWID
"""
_INSERT = """
INSERT OR REPLACE INTO replies (key, model, created, prompt_tokens, completion_tokens, reply) VALUES (?, ?, ?, ?, ?, ?)
"""
_BUSY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Reply:
    """A kept reply: the bytes as they came, and what they cost."""

    body: bytes
    model: str
    prompt_tokens: int
    completion_tokens: int
    created: str = ""


class ReplyStore(Protocol):
    """Where replies are kept by key: :class:`Store`, or another that does the same."""

    def get(self, key: str) -> Reply | None:
        """The reply kept under ``key``, or None."""
        ...

    def put(self, key: str, reply: Reply) -> None:
        """Keep ``reply`` under ``key``; it is kept when this returns."""
        ...


def key_of(identity: str, request: Mapping[str, object]) -> str:
    """The key of ``request`` to the endpoint ``identity``: a sha256 in hex.

    The order of keys counts: a grammar writes a schema's properties in the order given.
    """
    body = json.dumps([identity, request], ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(body.encode("ascii")).hexdigest()


def default_path() -> Path:
    """Where replies are kept when no other place is named."""
    return platformdirs.user_data_path("summarizer") / "replies.sqlite"


def _warn(message: str) -> None:
    warnings.warn(message, stacklevel=3)


class Store:
    """Replies by key. Usable from several threads and processes; closed by ``close`` or as a context manager.

    ``notify`` gets one plain sentence when the store cannot be used (default: a Python warning).
    """

    def __init__(self, path: Path | None = None, *, notify: Callable[[str], None] = _warn) -> None:
        self.path = path or default_path()
        self._notify = notify
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._read_only = False  # after a write that failed for want of room or permission
        try:
            self._connection = self._open()
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def get(self, key: str) -> Reply | None:
        """The reply kept under ``key``, or None."""
        with self._lock:
            if self._connection is None:
                return None
            try:
                row = self._connection.execute(
                    "SELECT reply, model, prompt_tokens, completion_tokens, created FROM replies WHERE key = ?", (key,)
                ).fetchone()
            except sqlite3.Error as error:
                self._recover(error)
                return None
        return Reply(bytes(row[0]), *row[1:]) if row else None

    def put(self, key: str, reply: Reply) -> None:
        """Keep ``reply`` under ``key``; it is on disk when this returns."""
        created = reply.created or datetime.now(UTC).isoformat(timespec="seconds")
        row = (key, reply.model, created, reply.prompt_tokens, reply.completion_tokens, reply.body)
        with self._lock:
            if self._connection is None or self._read_only:
                return
            try:
                self._insert(self._connection, row)
            except sqlite3.Error as error:
                self._recover(error)
                if self._connection is not None and not self._read_only:
                    self._insert(self._connection, row)

    def close(self) -> None:
        """Close the file; the store answers nothing afterwards."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        with self._lock:
            if self._connection is None:
                return 0
            return int(self._connection.execute("SELECT count(*) FROM replies").fetchone()[0])

    def _connect(self) -> sqlite3.Connection:
        return open_database(self.path, _CREATE, version=_SCHEMA_VERSION, seconds=_BUSY_SECONDS)

    @staticmethod
    def _insert(connection: sqlite3.Connection, row: tuple[object, ...]) -> None:
        with transaction(connection):
            connection.execute(_INSERT, row)

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            return self._begin_afresh()

    def _recover(self, error: sqlite3.Error) -> None:
        """After a failed read or write: a damaged file is set aside and a fresh one begun, else nothing is kept."""
        assert self._connection is not None
        if not _is_damage(error):
            self._read_only = True
            self._give_up(error)
            return
        self._connection.close()
        self._connection = None
        try:
            self._connection = self._begin_afresh()
        except (sqlite3.Error, OSError) as again:
            self._give_up(again)

    def _begin_afresh(self) -> sqlite3.Connection:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = self.path.with_name(f"{self.path.name}.damaged-{stamp}")
        self.path.rename(aside)
        for leftover in ("-wal", "-shm"):
            self.path.with_name(self.path.name + leftover).unlink(missing_ok=True)
        connection = self._connect()
        self._notify(f"The store of replies was damaged: it is set aside as {aside}, and a fresh one is begun.")
        return connection

    def _give_up(self, error: Exception) -> None:
        self._notify(
            f"The store of replies {self.path} cannot be used ({error}): this run goes on without keeping replies."
        )


def _is_damage(error: sqlite3.Error) -> bool:
    """Whether sqlite says that the file is no (whole) database; a full disk or a lock is not damage."""
    return getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
