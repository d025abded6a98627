"""An sqlite file opens for several processes at once, and one that an earlier version made is brought up to date."""

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from summarizer.base.database import open_database, transaction

CREATE = "CREATE TABLE IF NOT EXISTS things (name TEXT); CREATE INDEX IF NOT EXISTS by_name ON things (name);"


def _open_and_write(path: str, start: float) -> str:
    try:
        with closing(open_database(Path(path), CREATE, version=3)) as database, transaction(database):
            database.execute("INSERT INTO things VALUES (?)", (str(start),))
    except sqlite3.Error as error:
        return str(error)
    return ""


def test_many_processes_that_make_one_file_at_the_same_moment_all_get_it(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        for round_ in range(15):
            path = str(tmp_path / f"{round_}.sqlite")
            assert pool.starmap(_open_and_write, [(path, number) for number in range(8)], chunksize=1) == [""] * 8
            with closing(open_database(Path(path), CREATE)) as database:
                assert database.execute("SELECT count(*) FROM things").fetchone() == (8,)


def test_a_file_that_stays_locked_is_waited_for_only_so_long(tmp_path: Path) -> None:
    path = tmp_path / "locked.sqlite"
    with sqlite3.connect(path) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            open_database(path, CREATE, version=1, seconds=0.1)
    holder.close()


def test_nothing_is_made_in_a_file_of_another_version(tmp_path: Path) -> None:
    path = tmp_path / "later.sqlite"
    with sqlite3.connect(path) as later:
        later.execute("PRAGMA user_version = 99")
    with pytest.raises(sqlite3.OperationalError, match="another version of the program"):
        open_database(path, CREATE, version=1)
    assert later.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    later.close()


def test_a_file_of_an_earlier_version_is_brought_up_to_date_and_keeps_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "earlier.sqlite"
    with closing(open_database(path, CREATE, version=1)) as database:
        database.execute("INSERT INTO things VALUES ('one')")
    steps = ("UPDATE things SET name = upper(name)", "ALTER TABLE things RENAME COLUMN name TO called")
    now = "CREATE TABLE IF NOT EXISTS things (called TEXT, size INTEGER NOT NULL DEFAULT 7)"
    for _ in range(2):  # the second time nothing is left to do
        with closing(open_database(path, now, version=3, steps=steps)) as database:
            assert database.execute("SELECT called, size FROM things").fetchall() == [("ONE", 7)]
            assert database.execute("PRAGMA user_version").fetchone() == (3,)
    with pytest.raises(sqlite3.OperationalError, match="another version"):
        open_database(path, CREATE, version=2)
    with pytest.raises(sqlite3.OperationalError, match="another version"):
        open_database(path, now, version=9, steps=steps)


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "earlier.sqlite"
    open_database(path, CREATE, version=1).close()
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        open_database(path, CREATE, version=2, steps=("DELETE FROM things; UPDATE things SET missing = 1",))
    with closing(open_database(path, CREATE, version=1)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (1,)
