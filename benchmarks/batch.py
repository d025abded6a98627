"""Many reports against a mock endpoint on this machine: what is lost, what is paid twice, how near to the bound.

    python -m benchmarks batch                       1,000 reports, half an hour
    python -m benchmarks batch --quick               40 reports, and only what must hold at any size

- with 20% faults (429, 500, HTML, half a JSON, a closed connection), in steps of a tenth, a half and all, each going
  on where the former ended: all done or reported, none lost, no answered question paid for twice, at most so much
  memory at any time so far
- without faults, against the bound calls × latency ÷ calls at a time; the whole run counts, with its start and its last
  reports. CALLS and LATENCY are chosen so that the bound is the latency: on two cores a call takes some 20 ms of
  Python around it, of which 8 a second leave most of one core idle; on a machine that is busy with other work the
  figure says more about that work (1.03 was measured where the run was given its turn, 1.8 where it was not)
- 50 reports by others at the same faults (benchmarks/batch_peers.py)
- kill -9 (benchmarks/kills.py): questions repeated, at most the calls in flight
- 100,000 rows of the job table: a start that finds all, a claim after taking over, the status, relative to a plain scan
- two dask workers against one, both warm: what computes (no model), and what waits for a slow endpoint

Each run is a process of its own, as a user's is.
"""

import argparse
import json
import multiprocessing
import os
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from benchmarks import batch_peers, kills
from benchmarks.made import write
from benchmarks.mock import MODEL, answering
from summarizer.batch.table import Found, Outcome, Table

#: Half an hour, and best a machine of its own; ``quick`` is what CI can bear.
SLOW = True
Value = float | int | str
REPORTS, CALLS, LATENCY, FAULTS = 1000, 16, 2.0, 0.2
PEERS, ROWS, KILLS = 50, 100_000, 20
COMPUTED, WAITED, WAITING = 200, 60, 1.0
"""Reports for the workers to compute and to wait for, and the seconds that a call is waited for."""


def measure(count: int = REPORTS) -> dict[str, Value]:
    """Every number above."""
    measured: dict[str, Value] = {}
    with tempfile.TemporaryDirectory() as place:
        for told in _parts(Path(place), count):
            print(told, file=sys.stderr, flush=True)  # half an hour is long to wait for the first number
            measured |= told
    return measured


def _parts(home: Path, count: int) -> Iterator[dict[str, Value]]:
    yield (faulty := _faulty(home / "faulty", count))
    yield _growth(faulty)
    yield _bound(home / "bound", count)
    yield batch_peers.measured(home / "peers", min(count, PEERS))
    yield _killed(KILLS)
    yield _rows(home / "rows", ROWS)
    yield _dask(home / "dask")


def quick() -> dict[str, Value]:
    """What must hold at any size, in under a minute."""
    with tempfile.TemporaryDirectory() as place:
        return _faulty(Path(place), 40) | _killed(3)


# --- a run, as a user has it ----------------------------------------------------------------------------------------


@contextmanager
def process(home: Path) -> Iterator[ProcessPoolExecutor]:
    """A fresh process whose store of replies lies in ``home``."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, initializer=_at, initargs=(str(home),)) as pool:
        yield pool


def _at(home: str) -> None:
    os.environ |= {"XDG_DATA_HOME": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config", "OPENAI_API_KEY": "none"}


def run(home: Path, count: int, url: str | None, **more: Any) -> dict[str, Any]:
    """Brief ``count`` reports in this process; with ``url`` None no model is asked."""
    from summarizer.api.many import summarize_many

    write(home / "reports", count)
    whom: Any = {"model": MODEL, "base_url": url, "calls": CALLS} if url else {"model": "none"}
    begun = time.monotonic()
    result = summarize_many(home / "reports", home / "out", **{"formats": ("json",), **whom, **more})
    return {
        "seconds": time.monotonic() - begun,
        "states": result.tally.states,
        "usage": result.tally.usage,
        "peak_mb": _peak_mb(),
    }


def _peak_mb() -> int:
    """The most memory that this process ever had; 0 where the kernel does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def steps(count: int) -> list[int]:
    """Where the memory is looked at: 100, 500 and 1,000 of 1,000."""
    return sorted({max(1, count // 10), max(1, count // 2), count})


# --- what is measured -----------------------------------------------------------------------------------------------


def _faulty(home: Path, count: int) -> dict[str, Value]:
    answered: Counter[str] = Counter()
    peaks, again = {}, 0
    hear = answering(0.05, faults=FAULTS, heard=lambda body: answered.update([json.dumps(body, sort_keys=True)]))
    with hear as url, process(home) as fresh:
        for reports in steps(count):
            told = fresh.submit(run, home, reports, url).result()
            peaks[f"peak_mb_after_{reports}"] = told["peak_mb"]
            again += told["usage"].faults
    states = told["states"]
    reported = states["incomplete"] + states["failed"]
    return {
        "faulty_reports": count,
        "faulty_done": states["done"],
        "faulty_reported": reported,
        "faulty_lost": count - states["done"] - reported,
        "faulty_paid_twice": sum(answered.values()) - len(answered),
        "faulty_sent_again": again,
        **peaks,
    }


def _growth(measured: dict[str, Value]) -> dict[str, Value]:
    """The most memory after all reports to that after a tenth of them."""
    peaks = [float(value) for name, value in measured.items() if name.startswith("peak_mb")]
    return {"peak_growth": peaks[-1] / max(1.0, peaks[0])}


def _bound(home: Path, count: int) -> dict[str, Value]:
    with answering(LATENCY) as url, process(home) as fresh:
        told = fresh.submit(run, home, count, url).result()
    calls, seconds = told["usage"].calls, told["seconds"]
    bound = calls * LATENCY / CALLS
    return {"bound_calls": calls, "bound_seconds": bound, "seconds": seconds, "seconds_to_bound": seconds / bound}


def _killed(times: int) -> dict[str, Value]:
    return {f"kill_{name}": value for name, value in kills.run(times).items()}


def _rows(home: Path, count: int) -> dict[str, Value]:
    found = [Found(f"/r/{n}.txt", f"{n}.txt", f"{n:064d}", f"{n}", 1, 1) for n in range(count)]
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
    measured: dict[str, Value] = {"rows": count, "rows_plain_scan_seconds": plain}
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


def _dask(home: Path) -> dict[str, Value]:
    try:
        import distributed  # noqa: F401
    except ImportError:
        return {"dask": "not installed"}
    measured: dict[str, Value] = {"dask_reports_computed": COMPUTED, "dask_reports_waited_for": WAITED}
    with answering(WAITING) as url:
        for name, count, whom in (("computed", COMPUTED, None), ("waited", WAITED, url)):
            took = {}
            for workers in (1, 2):
                place = home / name / str(workers)
                with process(place) as fresh:
                    took[workers] = fresh.submit(_on_workers, place, count, whom, workers).result()
                measured[f"dask_{name}_seconds_{workers}"] = took[workers]
            measured[f"dask_{name}_speed_up"] = took[1] / took[2]
    return measured


def _on_workers(home: Path, count: int, url: str | None, workers: int) -> float:
    """Seconds for ``count`` reports on so many workers that have loaded everything already."""
    from distributed import LocalCluster

    more: dict[str, Any] = {"formats": ("md", "html", "json"), "calls": None}
    with LocalCluster(
        n_workers=workers, threads_per_worker=8, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        run(home / "warm", 8 * workers, url, dask=cluster.scheduler_address, **more)
        told = run(home, count, url, dask=cluster.scheduler_address, **more)
    assert told["states"]["done"] == count, told["states"]
    return float(told["seconds"])


if __name__ == "__main__":
    from benchmarks.__main__ import Row, table

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--quick", action="store_true", help="40 reports, and only what must hold at any size")
    wanted = parser.parse_args()
    numbers = quick() if wanted.quick else measure(wanted.reports)
    print(table([Row("batch", name, value, None, True) for name, value in numbers.items()], []))
