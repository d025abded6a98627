"""The store of replies: what was paid for is kept, and nothing that goes wrong with the file stops a run."""

import sqlite3
import threading
from pathlib import Path

import pytest

from summarizer.model.store import Reply, Store, key_of

REPLY = Reply(b'{"choices": ["\xe5\xa4\x84\xe7\xbd\x9a"]}', "m", 100, 20, "2026-11-23T12:00:00+00:00")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "somewhere" / "replies.sqlite"


def test_a_reply_comes_back_byte_for_byte_in_a_later_run(path: Path) -> None:
    with Store(path) as store:
        store.put("k", REPLY)
        assert store.get("other") is None
    with Store(path) as store:
        assert store.get("k") == REPLY
        assert len(store) == 1


def test_two_processes_may_share_it(path: Path) -> None:
    with Store(path) as one, Store(path) as two:
        one.put("a", REPLY)
        two.put("b", REPLY)
        assert one.get("b") == two.get("a") == REPLY
        assert path.with_name("replies.sqlite-wal").exists()


def test_threads_may_share_it(path: Path) -> None:
    with Store(path) as store:
        threads = [threading.Thread(target=store.put, args=(str(number), REPLY)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(store) == 20


def test_the_key_depends_on_who_is_asked_and_on_all_that_is_asked() -> None:
    request = {"model": "m", "messages": [{"role": "user", "content": "处罚"}], "temperature": 0}
    keys = {
        key_of("a", request),
        key_of("b", request),
        key_of("a", {**request, "temperature": 1}),
        key_of("a", {**request, "messages": [{"role": "user", "content": "处罚 "}]}),
    }
    assert len(keys) == 4
    assert key_of("a", dict(request)) == key_of("a", request)


def test_the_order_of_a_schema_counts_since_a_grammar_writes_in_that_order() -> None:
    assert key_of("a", {"x": 1, "y": 2}) != key_of("a", {"y": 2, "x": 1})


def test_a_lone_surrogate_in_a_report_is_no_obstacle() -> None:
    assert key_of("a", {"content": "\ud800"})


@pytest.mark.parametrize("damage", [b"this is no database at all, but long enough to be read as a header" * 40, None])
def test_a_damaged_file_is_set_aside_and_a_fresh_one_begun(path: Path, damage: bytes | None) -> None:
    with Store(path) as store:
        for number in range(200):
            store.put(str(number), REPLY)
    whole = path.read_bytes()
    path.write_bytes(damage or whole[:2000] + b"\0" * 9000 + whole[11000:])
    said: list[str] = []
    with Store(path, notify=said.append) as store:
        store.get("7")
        store.put("k", REPLY)
        assert store.get("k") == REPLY
    assert len(said) == 1 and "set aside" in said[0]
    assert len(list(path.parent.glob("replies.sqlite.damaged-*"))) == 1


def test_where_nothing_can_be_written_the_run_goes_on_without_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    said: list[str] = []
    with Store(tmp_path / "file" / "replies.sqlite", notify=said.append) as store:
        store.put("k", REPLY)
        assert store.get("k") is None
    assert len(said) == 1 and "goes on without keeping" in said[0]


def test_a_file_that_may_only_be_read_is_still_read(path: Path) -> None:
    with Store(path) as store:
        store.put("k", REPLY)
    said: list[str] = []
    with Store(path, notify=said.append) as store:
        _refuse_writing(store)
        assert store.get("k") == REPLY
        store.put("new", REPLY)
        store.put("newer", REPLY)
        assert store.get("k") == REPLY and store.get("new") is None
    assert len(said) == 1


def test_a_full_disk_costs_the_store_and_not_the_run(path: Path) -> None:
    said: list[str] = []
    with Store(path, notify=said.append) as store:
        _fill_up(store)
        for number in range(3):
            store.put(str(number), Reply(b"x" * 1_000_000, "m", 1, 1))
    assert len(said) == 1 and "full" in said[0]
    assert not list(path.parent.glob("*.damaged-*")), "a full disk is no damage"


def test_a_file_of_a_later_version_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as later:
        later.execute("PRAGMA user_version = 99")
    said: list[str] = []
    with Store(path, notify=said.append) as store:
        assert store.get("k") is None
    assert len(said) == 1 and "another version" in said[0]
    assert not list(path.parent.glob("*.damaged-*"))


def test_by_default_a_warning_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.warns(UserWarning, match="cannot be used"):
        Store(tmp_path / "file" / "replies.sqlite")


def _refuse_writing(store: Store) -> None:
    """As a read-only file would, also where tests run as root."""
    assert store._connection is not None
    store._connection.execute("PRAGMA query_only = ON")


def _fill_up(store: Store) -> None:
    """As a full disk would: the file may not grow."""
    assert store._connection is not None
    store._connection.execute("PRAGMA max_page_count = 10")
