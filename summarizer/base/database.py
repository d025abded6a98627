"""Opening an sqlite file that several processes may open, or make, at the same moment.

sqlite's own waiting (``timeout``) does not cover two steps of an opening: the switch to WAL, which needs the file for
itself for a moment, and a read that turns into a write while another process writes. Both say "locked" at once
(https://www.sqlite.org/wal.html, "Sometimes queries return SQLITE_BUSY in WAL mode"). So the switch is tried again,
and what is made is made in one transaction that writes from its start.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAUSE = 0.02


def open_database(path: Path, create: str, *, version: int | None = None, seconds: float = 30.0) -> sqlite3.Connection:
    """A connection to ``path`` in WAL mode, usable from any thread, in which the statements ``create`` have been run.

    ``create`` is one or more statements (``CREATE … IF NOT EXISTS``); with ``version`` they are run only in a file
    that has none, which then has it. It waits at most ``seconds`` for other processes. The connection is in
    autocommit mode: a change of several statements goes into :func:`transaction`.

    Raises:
        sqlite3.Error: the file cannot be used, is locked for longer, or was written by another version.
    """
    connection = sqlite3.connect(path, timeout=seconds, check_same_thread=False, isolation_level=None)
    try:
        with suppress(OSError):  # another's file: its modes are its owner's
            path.chmod(0o600)  # sqlite gives its -wal and -shm the same
        _switch_to_wal(connection, time.monotonic() + seconds)
        if version is None or _version(connection) != version:
            with transaction(connection):
                _make(connection, create, version)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All the statements inside, or none; other writers wait from its start on."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _switch_to_wal(connection: sqlite3.Connection, deadline: float) -> None:
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # The low byte is the primary code: https://www.sqlite.org/rescode.html
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(_PAUSE)


def _make(connection: sqlite3.Connection, create: str, version: int | None) -> None:
    found = _version(connection)  # again: another process may have been faster
    if version is not None and found == version:
        return
    if version is not None and found != 0:
        raise sqlite3.OperationalError(f"it was written by another version of the program ({found})")
    for statement in filter(None, map(str.strip, create.split(";"))):
        connection.execute(statement)
    if version is not None:
        connection.execute(f"PRAGMA user_version = {version}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
