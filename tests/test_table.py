"""The job table: a claim is one process's alone, what is finished stays finished, and the dead lose what they held."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from summarizer.base.errors import OutputError
from summarizer.batch import table as tables
from summarizer.batch.owner import is_gone, this_process
from summarizer.batch.table import Found, Outcome, Table
from summarizer.schema import Counts, Usage
from tests.command import ROOT


def found(name: str, content: str = "") -> Found:
    return Found(f"/in/{name}", name, f"sha of {content or name}", name.partition(".")[0], 1, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out" / "jobs.sqlite"


def test_a_job_goes_from_pending_to_done_and_keeps_what_it_cost(path: Path) -> None:
    table = Table(path)
    [job] = table.enqueue([found("a.txt")], "s")
    claimed = table.claim("s")
    assert claimed and claimed.id == job and claimed.state == "running" and claimed.attempts == 1
    assert table.claim("s") is None
    table.paid(job, Usage(calls=1, prompt_tokens=100, completion_tokens=20))
    table.paid(job, Usage(calls=1, prompt_tokens=50, completion_tokens=10, faults=2))
    assert table.finish(job, Outcome(Counts(supported=3, rejected=1), 4, "", {"title": "报告"}))
    done = table.job(job)
    assert done and (done.state, done.counts.supported, done.unused, done.flagged) == ("done", 3, 4, True)
    assert done.usage == table.totals() == Usage(calls=2, prompt_tokens=150, completion_tokens=30, faults=2)
    assert done.about == {"title": "报告"}
    assert table.status() == {
        "pending": 0, "running": 0, "done": 1, "incomplete": 0, "failed": 0, "cancelled": 0
    }  # fmt: skip


def test_the_same_content_with_the_same_settings_is_one_job(path: Path) -> None:
    table = Table(path)
    first, second, other = table.enqueue([found("a.txt", "x"), found("b.txt", "x"), found("c.txt")], "s")
    assert first == second != other
    assert table.names(first) == ["/in/a.txt", "/in/b.txt"]
    assert table.enqueue([found("a.txt", "x")], "s") == [first], "and again in a later run"


def test_the_same_stem_gets_a_folder_of_its_own_whatever_the_case(path: Path) -> None:
    table = Table(path)
    ids = table.enqueue([found("a.txt"), found("a.html"), found("A.docx")], "s")
    assert [job.folder for one in ids if (job := table.job(one))] == ["a", "a-2", "A-3"]


def test_changed_content_or_settings_make_a_new_job_in_the_same_folder(path: Path) -> None:
    table = Table(path)
    [old] = table.enqueue([found("a.txt", "one")], "s")
    assert table.claim("s")
    table.finish(old, Outcome())
    [changed] = table.enqueue([found("a.txt", "two")], "s")
    [settled] = table.enqueue([found("a.txt", "two")], "t")
    jobs = list(table.each())
    assert [(job.id, job.folder, job.state) for job in jobs] == [(settled, "a", "pending")]
    assert changed != old


def test_a_job_is_claimed_once_however_many_try(path: Path) -> None:
    Table(path).enqueue([found(f"{number}.txt") for number in range(60)], "s")
    claimed: list[int] = []

    def work() -> None:
        mine = Table(path)
        while job := mine.claim("s"):
            claimed.append(job.id)
            mine.finish(job.id, Outcome())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == list(range(1, 61))


def test_only_the_owner_of_a_claim_closes_it(path: Path) -> None:
    one, two = Table(path), Table(path)
    [job] = one.enqueue([found("a.txt")], "s")
    one.claim("s")
    assert not two.finish(job, Outcome()) and not two.fail(job, "no") and not two.release(job)
    assert not two.cancel(job), "nor takes it out while it runs"
    assert one.release(job, "later")
    assert two.cancel(job)
    assert two.status()["cancelled"] == 1


def test_the_jobs_of_a_killed_process_are_taken_over_at_once(path: Path) -> None:
    table = Table(path)
    table.enqueue([found("a.txt"), found("b.txt")], "s")
    script = (
        "import os, signal, sys, pathlib\n"
        "from summarizer.batch.table import Table\n"
        "t = Table(pathlib.Path(sys.argv[1])); t.beat(); assert t.claim('s')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, check=False)
    assert table.status()["running"] == 1
    assert table.take_over() == 1
    job = table.claim("s")
    assert job and job.id == 1 and job.attempts == 2


def test_a_living_process_keeps_its_jobs(path: Path) -> None:
    one, two = Table(path), Table(path)
    one.enqueue([found("a.txt")], "s")
    one.claim("s")
    assert two.take_over() == 0


def test_one_elsewhere_is_taken_for_dead_by_its_silence_whatever_the_clock_says(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(tables.time, "monotonic", lambda: now)
    monkeypatch.setattr(tables.time, "time", lambda: -1e9)  # a wall clock that jumped
    far, here = Table(path, owner="elsewhere:boot/17/99.aa"), Table(path)
    far.enqueue([found("a.txt")], "s")
    far.beat()
    far.claim("s")
    assert here.take_over() == 0
    now += tables.LEASE - 1
    far.beat()
    assert here.take_over() == 0, "it spoke in the meantime"
    now += tables.LEASE + 1
    assert here.take_over() == 1


def test_a_process_that_ends_hands_its_jobs_back(path: Path) -> None:
    one = Table(path)
    one.enqueue([found("a.txt")], "s")
    one.claim("s")
    one.close()
    assert Table(path).status()["pending"] == 1


def test_jobs_are_listed_in_pages(path: Path) -> None:
    table = Table(path)
    table.enqueue([found(f"{number}.txt") for number in range(7)], "s")
    first = table.page(most=3)
    assert [job.id for job in first] == [1, 2, 3]
    assert [job.id for job in table.page(after=3, most=3)] == [4, 5, 6]
    assert [job.id for job in table.page("pending", after=6)] == [7]
    assert len(list(table.each())) == 7


def test_failed_ones_are_tried_again_when_asked(path: Path) -> None:
    table = Table(path)
    table.enqueue([found("a.txt"), found("b.txt")], "s")
    for job in (table.claim("s"), table.claim("s")):
        assert job
        table.fail(job.id, "unreadable")
    assert table.again(("incomplete",), "s") == 0
    assert table.again(("failed",), "s") == 2
    assert table.status()["pending"] == 2


def test_who_lives_is_told_from_the_kernel() -> None:
    assert is_gone(this_process()) is False
    machine = this_process().rsplit("/", 2)[0]
    assert is_gone(f"{machine}/999999999/1.aa") is True
    assert is_gone("another:boot/1/1.aa") is None
    assert is_gone("nonsense") is None


def test_a_table_of_another_version_and_one_that_is_none_are_a_sentence(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    with pytest.raises(OutputError, match="another version"):
        Table(path)
    path.write_bytes(b"this is no database at all, but long enough for a header " * 20)
    with pytest.raises(OutputError, match="cannot be used"):
        Table(path)


def test_a_full_disk_is_a_sentence_and_leaves_the_table_as_it_was(path: Path) -> None:
    table = Table(path)
    table.enqueue([found("a.txt")], "s")
    table._db.execute(f"PRAGMA max_page_count = {table._db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(OutputError, match="full"):
        table.enqueue([found(f"{number}.txt", "x" * 500 + str(number)) for number in range(500)], "s")
    assert table.status()["pending"] == 1


def test_a_table_made_before_a_count_was_kept_gets_its_column(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    Table(path).close()
    with sqlite3.connect(path) as older:
        older.execute("ALTER TABLE jobs DROP COLUMN unused")
    older.close()
    table = Table(path)
    assert [*table.each()] == []
    table.close()
