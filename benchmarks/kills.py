"""kill -9 at random moments, again and again, and the invariant checked each time: ``python -m benchmarks.kills 200``.

A batch over made reports against a mock endpoint on this machine is killed after a random time and started again, on
the same folder, until the number of kills is reached. After every kill:

1. the job table and the store of replies open and are whole (sqlite's own integrity check);
2. no reply that was in the store is gone or changed;
3. every finished job has its whole record: brief.json is one, figures.csv and items.jsonl are there;
4. no finished job is unfinished again;
5. the questions that the endpoint was asked more than once are at most those in flight at the kills so far.

When all reports are done, a fresh set is begun in a new folder, with the same rules.
"""

import json
import multiprocessing
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from benchmarks.made import write
from benchmarks.mock import MODEL, answering

_CALLS = 4
REPORTS = 12


@dataclass
class Seen:
    """What has been seen so far: replies by key, finished jobs, questions by how often they were answered."""

    replies: dict[str, bytes] = field(default_factory=dict)
    finished: set[str] = field(default_factory=set)
    asked: Counter[str] = field(default_factory=Counter)
    kills: int = 0
    checks: int = 0

    @property
    def repeated(self) -> int:
        """Questions asked more often than once, each time counted."""
        return sum(count - 1 for count in self.asked.values())


def run(kills: int, *, seed: int = 1, latency: float = 0.02, longest: float = 1.5) -> dict[str, int]:
    """Kill ``kills`` times and check; raises AssertionError where the invariant does not hold."""
    chance = random.Random(seed)
    seen = Seen()
    rounds = finished = repeated = 0
    with tempfile.TemporaryDirectory() as place:
        while seen.kills < kills:
            rounds += 1
            home = Path(place) / str(rounds)
            write(home / "reports", REPORTS)
            seen.replies, seen.finished, seen.asked = {}, set(), Counter()
            before = seen.kills
            with answering(latency, heard=lambda body: seen.asked.update([json.dumps(body, sort_keys=True)])) as url:
                while seen.kills < kills:
                    if _once(home, url, chance.uniform(0, longest), seen, early=chance.random() < 1 / 8):
                        break
                finished += len(seen.finished)
                in_flight = _CALLS * (seen.kills - before)
                assert seen.repeated <= in_flight, (seen.repeated, in_flight)
                repeated += seen.repeated
    return {
        "kills": seen.kills,
        "checks": seen.checks,
        "rounds": rounds,
        "reports_finished": finished,
        "calls_repeated": repeated,
        "calls_in_flight_at_most": _CALLS * seen.kills,
        "repeated_beyond_in_flight": max(0, repeated - _CALLS * seen.kills),
    }


def _once(home: Path, url: str, seconds: float, seen: Seen, *, early: bool) -> bool:
    """One run, killed ``seconds`` after its first answer (``early``: its start) unless it ended; whether it ended."""
    arguments = [
        "batch", str(home / "reports"), "-o", str(home / "out"), "--quiet", "--model", MODEL, "--base-url", url,
        "--calls", str(_CALLS), "--reports", "3",
    ]  # fmt: skip
    process = _processes().Process(target=_batch, args=(arguments, home), daemon=True)
    asked = seen.asked.total()
    process.start()
    while not early and process.is_alive() and seen.asked.total() == asked:
        time.sleep(0.005)  # before the first answer there is little to lose; one run in eight is killed there
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
        seen.kills += 1
        check(home, seen)
        return False
    assert process.exitcode in (0, 1), process.exitcode
    check(home, seen)
    assert len(seen.finished) == REPORTS, "a run that ends has done all reports"
    return True


@cache
def _processes() -> ForkServerContext:
    """Processes that begin with the libraries loaded: each is as killed as any, and begins in no time."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks._warm"])
    return context


def _batch(arguments: list[str], home: Path) -> None:
    from summarizer.cli import main

    os.environ |= {"XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config")}
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        main(arguments)


def check(home: Path, seen: Seen) -> None:
    """The invariant; raises AssertionError where it does not hold."""
    seen.checks += 1
    store, table = home / "data" / "summarizer" / "replies.sqlite", home / "out" / "jobs.sqlite"
    now = _rows(store, "SELECT key, reply FROM replies")
    for key, reply in seen.replies.items():
        assert now.get(key) == reply, f"the reply {key} was lost"
    seen.replies = now
    jobs: dict[str, Any] = _rows(table, "SELECT folder, state FROM jobs")
    finished = {folder for folder, state in jobs.items() if state in ("done", "incomplete")}
    assert seen.finished <= finished, "a finished job is unfinished again"
    seen.finished = finished
    for folder in finished:
        json.loads((home / "out" / folder / "brief.json").read_text(encoding="utf-8"))
        for name in ("brief.md", "brief.html", "figures.csv", "items.jsonl"):
            assert (home / "out" / folder / name).stat().st_size > 0, (folder, name)


def _rows(path: Path, query: str) -> dict[str, Any]:
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path, timeout=30)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",), path
        try:
            return dict(database.execute(query).fetchall())
        except sqlite3.OperationalError:  # killed before the first table was made
            return {}


if __name__ == "__main__":
    told = run(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    print("| kill -9 | |\n|---|---:|")
    print("\n".join(f"| {name.replace('_', ' ')} | {number:,} |" for name, number in told.items()))
