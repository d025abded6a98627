"""Many reports against a mock endpoint on this machine: what is lost, what is paid twice, how near to the bound.

    python -m benchmarks.batch                       1,000 reports, as `python -m benchmarks batch` does
    python -m benchmarks.batch --reports 50          fewer

- with 20% faults (429, 500, HTML, half a JSON, a closed connection): all done or reported, none lost, no question paid
  for twice; peak memory of the process after a tenth of the reports and after all of them
- without faults, against the bound calls × latency ÷ calls at a time. CALLS and LATENCY are chosen so that the bound is
  the latency: on two cores a call takes some 30 ms of Python around it, so that 8 calls a second leave three quarters
  of one core idle; on a machine that is busy with other work the figure says more about that work
- 50 reports by a plain loop over instructor (one question for each report, three attempts) at the same faults: how many
  are lost and how many answered questions are paid for again when it is started once more, without a store
- kill -9 (benchmarks/kills.py): questions repeated for each kill, at most the calls in flight
- 100,000 rows of the job table: a start that finds all, a claim, the status, relative to a plain scan
- two dask workers against one, on DASK reports
"""

import argparse
import asyncio
import json
import os
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks import kills
from benchmarks.made import report, write
from benchmarks.mock import MODEL, answering
from summarizer.batch.table import Found, Outcome, Table
from summarizer.many import ManyResult, summarize_many

#: Minutes, and a machine of its own.
SLOW = True
Value = float | int | str
REPORTS, CALLS, LATENCY, FAULTS = 1000, 16, 2.0, 0.2
PEER, DASK, ROWS, KILLS = 50, 24, 100_000, 10


def measure(count: int = REPORTS) -> dict[str, Value]:
    """Every number above."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_DATA_HOME"] = f"{place}/data"
        home = Path(place)
        measured: dict[str, Value] = _faulty(home / "faulty", count)
        measured |= _bound(home / "bound", count)
        measured |= _loop(min(count, PEER))
        measured |= _rows(home / "rows")
        measured |= _dask(home / "dask", min(count, DASK))
    killed = kills.run(min(count, KILLS))
    return measured | {f"kill_{name}": value for name, value in killed.items()}


def _run(home: Path, count: int, url: str, **more: Any) -> ManyResult:
    write(home / "reports", count)
    os.environ["OPENAI_API_KEY"] = "none"
    return summarize_many(
        home / "reports", home / "out", model=MODEL, base_url=url, calls=CALLS, reports=CALLS, formats=("json",), **more
    )


def _faulty(home: Path, count: int) -> dict[str, Value]:
    answered: Counter[str] = Counter()
    tenth = max(1, count // 10)
    with answering(0.05, faults=FAULTS, heard=lambda body: answered.update([json.dumps(body, sort_keys=True)])) as url:
        _run(home, tenth, url)
        early = _peak_mb()
        result = _run(home, count, url)
    states = result.tally.states
    return {
        "faulty_reports": count,
        "faulty_done": states["done"],
        "faulty_reported": states["incomplete"] + states["failed"],
        "faulty_lost": count - states["done"] - states["incomplete"] - states["failed"],
        "faulty_paid_twice": sum(answered.values()) - len(answered),
        "faulty_sent_again": result.tally.usage.faults,
        "peak_mb_after_a_tenth": early,
        "peak_mb_after_all": _peak_mb(),
    }


def _peak_mb() -> int:
    """The most memory that this process ever had; 0 where the kernel does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def _bound(home: Path, count: int) -> dict[str, Value]:
    with answering(LATENCY) as url:
        begun = time.monotonic()
        result = _run(home, count, url)
        seconds = time.monotonic() - begun
    calls = result.tally.usage.calls
    bound = calls * LATENCY / CALLS
    return {"bound_calls": calls, "bound_seconds": bound, "seconds": seconds, "seconds_to_bound": seconds / bound}


def _loop(count: int) -> dict[str, Value]:
    """What many a script does: a loop over instructor with three attempts, started again after its first failure."""
    import instructor
    import openai
    from pydantic import BaseModel

    class Words(BaseModel):
        title: str
        summary: str

    answered: Counter[str] = Counter()

    async def one(client: Any, number: int) -> bool:
        said = f"Title: {number}\nText: {report(number)}".replace("\n", " ")
        message = {"role": "user", "content": f"Title: a\nText: {said}"}
        try:
            await client.chat.completions.create(
                model=MODEL,
                response_model=Words,
                max_retries=2,
                messages=[{"role": "system", "content": "Translate."}, message],
            )
        except Exception:  # a script gives the report up
            return False
        return True

    async def all_of_them(url: str) -> int:
        raw = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=2)
        client = instructor.from_openai(raw, mode=instructor.Mode.JSON_SCHEMA)
        return sum([await one(client, number) for number in range(count)])

    with answering(0.05, faults=FAULTS, heard=lambda body: answered.update([json.dumps(body, sort_keys=True)])) as url:
        done = asyncio.run(all_of_them(url))
        asyncio.run(all_of_them(url))
    paid_twice = sum(answered.values()) - len(answered)
    return {"loop_reports": count, "loop_lost": count - done, "loop_paid_twice_when_started_again": paid_twice}


def _rows(home: Path) -> dict[str, Value]:
    found = [Found(f"/r/{n}.txt", f"{n}.txt", f"{n:064d}", f"{n}", 1, 1) for n in range(ROWS)]
    table = Table(home / "jobs.sqlite")
    table.enqueue(found, "s")
    for _ in range(100):
        job = table.claim("s")
        assert job
        table.finish(job.id, Outcome())
    table.close()

    def scan() -> None:
        with closing(sqlite3.connect(home / "jobs.sqlite")) as plain:
            plain.execute("SELECT * FROM jobs").fetchall()

    def start() -> None:
        again = Table(home / "jobs.sqlite")
        again.digests()
        again.enqueue(found, "s")
        again.close()

    def resume() -> None:
        again = Table(home / "jobs.sqlite")
        again.take_over()
        again.claim("s")
        again.close()

    def status() -> None:
        again = Table(home / "jobs.sqlite")
        again.status()
        again.close()

    plain = _best(scan)
    timed = {"start": _best(start), "resume": _best(resume), "status": _best(status)}
    measured: dict[str, Value] = {"rows": ROWS, "rows_plain_scan_seconds": plain}
    for name, seconds in timed.items():
        measured |= {f"rows_{name}_seconds": seconds, f"rows_{name}_to_scan": seconds / plain}
    return measured


def _best(work: Callable[[], None], times: int = 3) -> float:
    took = []
    for _ in range(times):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return min(took)


def _dask(home: Path, count: int) -> dict[str, Value]:
    try:
        import distributed  # noqa: F401
    except ImportError:
        return {"dask": "not installed"}
    took: dict[int, float] = {}
    with answering(0.05) as url:
        for workers in (1, 2):
            begun = time.monotonic()
            result = _run(home / str(workers), count, url, dask="local", workers=workers)
            took[workers] = time.monotonic() - begun
            assert result.tally.states["done"] == count
    return {"dask_reports": count, "dask_seconds_one": took[1], "dask_seconds_two": took[2],
            "dask_speed_up": took[1] / took[2]}  # fmt: skip


if __name__ == "__main__":
    from benchmarks.__main__ import Row, table

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=REPORTS)
    wanted = parser.parse_args()
    print(table([Row("batch", name, value, None, True) for name, value in measure(wanted.reports).items()], []))
