"""Opening an sqlite file that several processes may open, or make, at the same moment.

sqlite's own waiting (``timeout``) does not cover two steps of an opening: the switch to WAL, which needs the file for
itself for a moment, and a read that turns into a write while another process writes. Both say "locked" at once
(https://www.sqlite.org/wal.html, "Sometimes queries return SQLITE_BUSY in WAL mode"). So the switch is tried again,
and what is made is made in one transaction that writes from its start.

A file that an earlier version of the program made is brought up to date: by the numbered steps that its schema lists,
then by the columns that its tables lack. Only a file of a later version is refused.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_PAUSE = 0.02


def open_database(
    path: Path, create: str, *, version: int | None = None, steps: Sequence[str] = (), seconds: float = 30.0
) -> sqlite3.Connection:
    """A connection to ``path`` in WAL mode, usable from any thread, whose tables are those of ``create``.

    ``create`` is one or more statements (``CREATE … IF NOT EXISTS``), the tables as they are now. A column that an
    older file lacks is added to it; it needs a default. ``version`` is the number of the schema, kept in the file;
    ``steps[n]`` are the statements that make of version n + 1 the next, for what is more than an added column. It waits
    at most ``seconds`` for other processes. The connection is in autocommit mode: a change of several statements goes
    into :func:`transaction`.

    Raises:
        sqlite3.Error: the file cannot be used, is locked for longer, was written by a later version, or by one that
            nothing leads on from.
    """
    connection = sqlite3.connect(path, timeout=seconds, check_same_thread=False, isolation_level=None)
    try:
        with suppress(OSError):  # another's file: its modes are its owner's
            path.chmod(0o600)  # sqlite gives its -wal and -shm the same
        _switch_to_wal(connection, time.monotonic() + seconds)
        if version is None or _version(connection) != version or _lacking(connection, create):
            with transaction(connection):
                _make(connection, create, version, steps)
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


def _make(connection: sqlite3.Connection, create: str, version: int | None, steps: Sequence[str]) -> None:
    found = _version(connection)  # again: another process may have been faster
    if version is not None and found != 0:
        if not version - len(steps) <= found <= version:
            raise sqlite3.OperationalError(f"it was written by another version of the program ({found})")
        for step in steps[len(steps) - (version - found) :] if found < version else ():
            _run(connection, step)
    _run(connection, create)
    for table, column in _lacking(connection, create):
        connection.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    if version is not None:
        connection.execute(f"PRAGMA user_version = {version}")


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in filter(None, map(str.strip, statements.split(";"))):
        connection.execute(statement)


def _lacking(connection: sqlite3.Connection, create: str) -> list[tuple[str, str]]:
    """The columns of ``create`` that the file's own tables lack: (table, its column as it is declared)."""
    meant = sqlite3.connect(":memory:")
    try:
        _run(meant, create)
        tables = [str(row[0]) for row in meant.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            (table, _declared(row))
            for table in tables
            if not table.startswith("sqlite_") and (held := {row[1] for row in _columns(connection, table)})
            for row in _columns(meant, table)
            if row[1] not in held
        ]
    finally:
        meant.close()


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[int, str, str, int, str | None, int]]:
    return connection.execute(f"PRAGMA table_info({table})").fetchall()


def _declared(row: tuple[int, str, str, int, str | None, int]) -> str:
    _, name, kind, not_null, default, _ = row
    return f"{name} {kind}{' NOT NULL' if not_null else ''}{'' if default is None else f' DEFAULT {default}'}"


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
