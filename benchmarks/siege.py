"""A service that is killed, filled up and doubled while it works: ``python -m benchmarks.siege`` (``--jobs 200``).

All jobs are posted, then, until they are done:

- every few seconds, at random, the service's process gets kill -9 and is started again; its workers must end with it
- for a while the disk has no room: a small file system of its own (needs the right to mount; told where it is missing)
- for a while a second service with another model stands on the same folder: the first one's jobs stay its own

At the end all jobs must be done, none lost, and the questions that the mock endpoint was asked more than once may be
at most those in flight at the kills.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

import psutil

from benchmarks import made
from benchmarks._load import at_once, request
from benchmarks.mock import MODEL, answering
from benchmarks.server import _ROOT, _finished, _free_port, _states, _status, _until

SLOW = True
Value = float | int | str
JOBS, REPORTS, CALLS = 200, 4, 8
_ROOM = 256 * 2**20


def measure(jobs: int = JOBS, *, seed: int = 1) -> dict[str, Value]:
    """What became of ``jobs`` jobs; raises TimeoutError where they are not all finished in half an hour."""
    chance = random.Random(seed)
    asked: Counter[str] = Counter()
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        small = stack.enter_context(_small_disk(home / "disk"))
        os.environ |= {"XDG_DATA_HOME": str(home / "disk" / "data"), "OPENAI_API_KEY": "none"}
        heard = lambda body: asked.update([json.dumps(body, sort_keys=True)])  # noqa: E731
        url = stack.enter_context(answering(0.3, heard=heard))
        siege = _Siege(home / "disk", url)
        stack.callback(siege.end)
        siege.begin()
        posts = [
            request("POST", "/v1/briefs", json.dumps({"text": made.report(number), "name": f"{number}.txt"}).encode())
            for number in range(jobs)
        ]
        taken = asyncio.run(at_once(siege.port, posts))
        begun, turn = time.monotonic(), 0
        while siege.finished() < jobs:
            if time.monotonic() - begun > 1800:
                raise TimeoutError(f"After half an hour {siege.finished()} of {jobs} jobs are finished.")
            time.sleep(chance.uniform(4, 20))
            turn += 1
            if turn == 2:
                siege.second(6)
            elif turn == 4 and small:
                siege.fill(10)
            elif siege.finished() < jobs:
                siege.kill()
        states = siege.states()
    return {
        "jobs taken in": taken.statuses[202],
        "jobs done": states["done"],
        "jobs in another state": ", ".join(f"{state} {n}" for state, n in states.items() if n and state != "done"),
        "kill -9": siege.kills,
        "workers that outlived their service": siege.orphans,
        "seconds without room": siege.full if small else "no right to mount",
        "readyz while full": siege.ready_when_full,
        "jobs that the second service ended or took": siege.taken_by_second,
        "questions": len(asked),
        "questions asked again": sum(asked.values()) - len(asked),
        "questions in flight at the kills, at most": siege.kills * REPORTS * CALLS,
        "seconds in all": time.monotonic() - begun,
    }


class _Siege:
    """The service under siege: its process, which is another one after each kill, and what was seen of it."""

    def __init__(self, disk: Path, url: str) -> None:
        self.disk, self.url, self.port = disk, url, _free_port()
        self.kills = self.orphans = self.full = self.taken_by_second = 0
        self.ready_when_full = ""
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        self.process = self._start(self.port, MODEL)
        _until(lambda: _status(self.port, "/readyz") == 200, 60)

    def end(self) -> None:
        if self.process is not None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(60)
            self.process.kill()

    def kill(self) -> None:
        assert self.process is not None
        workers = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.kills += 1
        _, alive = psutil.wait_procs(workers, timeout=10)
        self.orphans += len(alive)
        self.begin()

    def fill(self, seconds: float) -> None:
        """No room for ``seconds``: all that is free is taken by a file, written to the last byte."""
        stone = self.disk / "stone"
        with suppress(OSError), stone.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(65536))
        time.sleep(seconds)
        self.full += int(seconds)
        self.ready_when_full = str(_status(self.port, "/readyz") or "not 200")
        stone.unlink()

    def second(self, seconds: float) -> None:
        """Another service with another model on the same folder; it leaves the first one's jobs alone."""
        before, port = self.states(), _free_port()
        other = self._start(port, "another-model")
        with suppress(TimeoutError):
            _until(lambda: _status(port, "/readyz") == 200, 30)
        time.sleep(seconds)
        other.terminate()
        with suppress(subprocess.TimeoutExpired):
            other.wait(30)
        other.kill()
        after = self.states()
        self.taken_by_second = sum(after[state] - before[state] for state in ("cancelled", "failed"))

    def finished(self) -> int:
        """Jobs at an end; 0 where the service cannot tell right now."""
        with suppress(URLError, OSError):
            return _finished(self.port)
        return 0

    def states(self) -> Counter[str]:
        return _states(self.port)

    def _start(self, port: int, model: str) -> "subprocess.Popen[bytes]":
        options = ["--model", model, "--base-url", self.url, "--reports", str(REPORTS), "--queue", "1000"]
        command = [sys.executable, "-m", "summarizer", "serve", "--port", str(port), "--data", str(self.disk / "jobs")]
        return subprocess.Popen([*command, *options], cwd=_ROOT, stderr=subprocess.DEVNULL)


@contextmanager
def _small_disk(place: Path) -> Iterator[bool]:
    """A folder on a file system of 256 MB of its own, and whether it is one."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={_ROOM}", "tmpfs", str(place)]
    mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=False)


if __name__ == "__main__":
    from benchmarks.__main__ import Row, table

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--jobs", type=int, default=JOBS)
    chosen = parser.parse_args()
    print(table([Row("siege", name, value, None, True) for name, value in measure(chosen.jobs).items()], []))
