"""The service under load, on this machine alone: ``python -m benchmarks server``.

    python -m benchmarks.server --seconds 5 --jobs 40 --connections 2000       a short look

- /v1/verify with 60 claims, no two requests alike, against the report of 7,000 characters that they are of: requests a
  second and p99 at 1, 8 and 32 clients for a minute each, against a bare hello endpoint of the same framework and
  server; /healthz asked beside it all the time; the memory of the service and its workers after the first requests and
  after the last
- 200 jobs posted at the same moment, written by a mock endpoint: none lost; the same with kill -9 in the middle and a
  new start on the same folder: all are done
- 10,000 connections at once, of which the service takes so many and tells the others so: it stays up

The clients run on the same two cores as the service.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from benchmarks import made, peers
from benchmarks._load import Seen, at_once, crowd, load, request
from benchmarks.mock import MODEL, answering

SLOW = True
Value = float | int | str
CLIENTS = (1, 8, 32)
SECONDS, JOBS, CONNECTIONS = 60.0, 200, 10_000
_ROOT = Path(__file__).parent.parent


def measure(seconds: float = SECONDS, jobs: int = JOBS, connections: int = CONNECTIONS) -> dict[str, Value]:
    """Every number above."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        os.environ |= {"XDG_DATA_HOME": str(home / "data"), "OPENAI_API_KEY": "none"}
        measured = _verify(home, seconds)
        measured |= _jobs(home / "jobs", jobs, kill=False)
        measured |= _jobs(home / "killed", jobs, kill=True)
        return measured | _crowd(home / "crowd", connections)


# --- a process ------------------------------------------------------------------------------------------------------


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int, path: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=_ROOT, stderr=subprocess.DEVNULL)
    try:
        _until(lambda: _status(port, path) == 200, 60)
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)
        process.kill()


def _service(data: Path, port: int, *options: str) -> Any:
    command = ["summarizer", "serve", "--port", str(port), "--data", str(data), "--queue", "1000", *options]
    return _running(command, port, "/readyz")


def _status(port: int, path: str) -> int:
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return int(answer.status)
    except (URLError, OSError):
        return 0


def _until(holds: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"It did not come about within {seconds:.0f} s.")
        time.sleep(0.1)


def _memory(process: "subprocess.Popen[bytes]") -> float:
    """Megabytes of the service and all its workers."""
    one = psutil.Process(process.pid)
    return sum(each.memory_info().rss for each in (one, *one.children(recursive=True))) / 2**20


# --- verify ---------------------------------------------------------------------------------------------------------


def _verify(home: Path, seconds: float) -> dict[str, Value]:
    """Requests a second and p99, hello and verify in turn at each number of clients."""
    source, asked = _requests()
    hello_port, port = _free_port(), _free_port()
    hello_request = request("GET", "/")
    measured: dict[str, Value] = {"source characters": len(source), "claims": 60}
    errors = 0
    with (
        _running(["benchmarks._hello", str(hello_port)], hello_port, "/"),
        _service(home / "verify", port, "--model", "none") as process,
    ):
        asyncio.run(load(port, 8, min(seconds, 5), asked))  # what is kept ready is ready
        before, hello, verify = _memory(process), {}, {}
        for clients in CLIENTS:
            hello[clients] = asyncio.run(load(hello_port, clients, seconds, lambda: hello_request))
            verify[clients], beside = asyncio.run(_with_health(port, clients, seconds, asked))
            errors += hello[clients].errors + verify[clients].errors + beside.errors
            measured |= {
                f"hello a second, {clients}": hello[clients].a_second,
                f"hello p99 ms, {clients}": hello[clients].percentile(0.99),
                f"verify a second, {clients}": verify[clients].a_second,
                f"verify p50 ms, {clients}": verify[clients].percentile(0.5),
                f"verify p99 ms, {clients}": verify[clients].percentile(0.99),
                f"verify to hello, {clients}": verify[clients].a_second / hello[clients].a_second,
                f"healthz p99 ms beside verify, {clients}": beside.percentile(0.99),
            }
        after = _memory(process)
    answered = sum(sum(seen.statuses.values()) for seen in verify.values())
    return measured | {
        "seconds each": seconds,
        "requests verified": answered,
        "errors": errors,
        "memory MB before": before,
        "memory MB after": after,
        "memory after to before": after / before,
        "p99 to p50, 32": verify[32].percentile(0.99) / verify[32].percentile(0.5),
    }


async def _with_health(port: int, clients: int, seconds: float, asked: Callable[[], bytes]) -> tuple[Seen, Seen]:
    health = request("GET", "/healthz")
    return await asyncio.gather(load(port, clients, seconds, asked), load(port, 1, seconds, lambda: health, pause=0.1))  # type: ignore[return-value]


def _requests() -> tuple[str, Callable[[], bytes]]:
    """The source, and requests with 60 claims each: right ones, and ones altered in a digit, no two requests alike."""
    source, claims = peers.reference()
    chance = random.Random(7)
    pairs = list(zip(claims.right, claims.altered, strict=True))

    def one() -> bytes:
        text = "。\n".join(chance.choice(pair).text for pair in pairs)
        return request("POST", "/v1/verify", json.dumps({"claims": text, "source": source}).encode())

    return source, one


# --- jobs -----------------------------------------------------------------------------------------------------------


def _jobs(data: Path, count: int, *, kill: bool) -> dict[str, Value]:
    """``count`` reports posted at the same moment, and what became of them."""
    port, asked = _free_port(), Counter[str]()
    posts = [
        request("POST", "/v1/briefs", json.dumps({"text": made.report(number), "name": f"{number}.txt"}).encode())
        for number in range(count)
    ]
    name = "jobs with kill -9" if kill else "jobs"
    with answering(0.05, heard=lambda body: asked.update([json.dumps(body, sort_keys=True)])) as url:
        options = ("--model", MODEL, "--base-url", url, "--reports", "4")
        with _service(data, port, *options) as process:
            begun = time.monotonic()
            seen = asyncio.run(at_once(port, posts))
            if kill:
                _until(lambda: _finished(port) >= count // 4, 600)
                process.send_signal(signal.SIGKILL)
                process.wait()
                done_before = -1
            else:
                healthy = asyncio.run(_while_working(port, count))
        if kill:
            with _service(data, port, *options):
                done_before = _finished(port)
                _until(lambda: _finished(port) >= count, 900)
                states = _states(port)
        else:
            states = healthy[1]
    measured: dict[str, Value] = {
        f"{name}: posted at once": count,
        f"{name}: taken in": seen.statuses[202],
        f"{name}: done": states["done"],
        f"{name}: lost": count - states["done"],
        f"{name}: questions paid twice": sum(asked.values()) - len(asked),
        f"{name}: seconds to take in": seen.took,
        f"{name}: seconds in all": time.monotonic() - begun,
    }
    if kill:
        return measured | {f"{name}: done when started again": done_before}
    return measured | {f"{name}: healthz p99 ms beside": healthy[0].percentile(0.99)}


async def _while_working(port: int, count: int) -> tuple[Seen, Counter[str]]:
    """/healthz asked all the time until ``count`` jobs are finished."""
    health, whole = request("GET", "/healthz"), Seen()
    for _ in range(900):
        seen = await load(port, 1, 1.0, lambda: health, pause=0.05)
        whole.seconds += seen.seconds
        whole.statuses += seen.statuses
        if await asyncio.to_thread(_finished, port) >= count:
            break
    return whole, _states(port)


def _states(port: int) -> Counter[str]:
    """How many jobs are in each state, as /metrics tells."""
    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
        lines = answer.read().decode().splitlines()
    found: Counter[str] = Counter()
    for line in lines:
        if line.startswith("summarizer_jobs{"):
            found[line.split('"')[1]] = int(float(line.split()[-1]))
    return found


def _finished(port: int) -> int:
    states = _states(port)
    return sum(states[state] for state in ("done", "incomplete", "failed", "cancelled"))


# --- a crowd --------------------------------------------------------------------------------------------------------


def _crowd(data: Path, count: int) -> dict[str, Value]:
    """More connections than are served, and whether the service is there after them."""
    port = _free_port()
    allowed = _open_files(count + 500) - 500
    with _service(data, port, "--model", "none") as process:
        before = _memory(process)
        became = asyncio.run(crowd(port, min(count, allowed), hold=1.0))
        _until(lambda: _status(port, "/healthz") == 200, 60)
        alive, after = process.poll() is None, _memory(process)
    names = ("open at once", "answered", "told", "closed", "refused")
    return {
        "connections tried": min(count, allowed),
        **{f"connections {name}": became[name] for name in names},
        "up after the crowd": int(alive),
        "crowd: memory MB before": before,
        "crowd: memory MB after": after,
    }


def _open_files(wanted: int) -> int:
    """How many files this process may open, raised to ``wanted`` where that is allowed."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft


if __name__ == "__main__":
    from benchmarks.__main__ import Row, table

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--jobs", type=int, default=JOBS)
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    chosen = parser.parse_args()
    found = measure(chosen.seconds, chosen.jobs, chosen.connections)
    print(table([Row("server", name, value, None, True) for name, value in found.items()], []))
