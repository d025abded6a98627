"""A desk at full work and clients that are slow on purpose: ``python -m benchmarks.desk`` (``--seconds 60``).

- 32 clients for a minute, each asking again as soon as it was answered: 12 verify claims against a brief's report, 6
  check a draft, 6 hand in reports that nobody handed in before, 4 read the index, 4 watch a report's events; /healthz
  is asked beside them all the time; memory after each quarter (``--seconds 1200``: a soak)
- slow clients of four kinds, 50 of each: a head that comes a byte a second, a body that does, an answer that is never
  read, one byte of a second request; what others then wait for an answer
"""

import argparse
import asyncio
import itertools
import json
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from benchmarks import made
from benchmarks._load import Seen, at_once, load, request
from benchmarks.server import _finished, _free_port, _memory, _service, _until

SLOW = True
Value = float | int | str
SECONDS, REPORTS, EACH = 60.0, 8, 50
_ROOT = Path(__file__).parent.parent
_SHARES = {"verify": 12, "draft": 6, "upload": 6, "index": 4}
_STREAMS = 4


def measure(seconds: float = SECONDS) -> dict[str, Value]:
    """Every number above."""
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {"XDG_DATA_HOME": str(Path(place) / "data")}
        port = _free_port()
        with _service(Path(place) / "desk", port, "--model", "none") as process:
            asyncio.run(at_once(port, [_upload(number) for number in range(REPORTS)]))
            _until(lambda: _finished(port) >= REPORTS, 300)
            before = _memory(process)
            measured = asyncio.run(_work(port, seconds, lambda: _memory(process)))
            measured |= asyncio.run(_slow(port, min(seconds, 20.0)))
            return measured | {"memory MB before": before, "memory MB after the slow clients": _memory(process)}


def _upload(number: int) -> bytes:
    body = json.dumps({"text": made.report(number), "name": f"{number}.txt"})
    return request("POST", "/v1/briefs", body.encode())


async def _work(port: int, seconds: float, memory: Callable[[], float]) -> dict[str, Value]:
    number = itertools.count(REPORTS)
    turn = itertools.cycle(range(1, REPORTS + 1))
    text = "全年受理案件1360件，同比增长4.5%。In 2023, 1,234 cases were closed, up 40%.\n"

    def claims() -> bytes:
        body = json.dumps({"claims": f"{text}又办{next(number)}件。", "job": next(turn)})
        return request("POST", "/v1/verify", body.encode())

    def draft() -> bytes:
        body = json.dumps({"text": f"{text * 5}又办{next(number)}件。"})
        return request("POST", f"/v1/briefs/{next(turn)}/draft", body.encode())

    asked: dict[str, Callable[[], bytes]] = {
        "verify": claims, "draft": draft, "upload": lambda: _upload(next(number)),
        "index": lambda: request("GET", "/v1/index?words=%E5%8A%9E&limit=50"),
    }  # fmt: skip
    pauses = {"upload": 1.0, "index": 0.2}  # a desk hands in a report a second; the rest asks without end
    streams = [asyncio.create_task(_stream(port, next(turn), time.monotonic() + seconds)) for _ in range(_STREAMS)]
    runs = [load(port, count, seconds, asked[name], pause=pauses.get(name, 0.0)) for name, count in _SHARES.items()]
    kept = asyncio.create_task(_quarters(seconds, memory))
    *seen, health = await asyncio.gather(*runs, load(port, 1, seconds, lambda: request("GET", "/healthz"), pause=0.1))
    broken = sum(await asyncio.gather(*streams))
    measured: dict[str, Value] = {"clients": sum(_SHARES.values()) + _STREAMS, "seconds": seconds}
    for name, one in zip(_SHARES, seen, strict=True):
        measured |= {f"{name} a second": one.a_second, f"{name} p99 ms": one.percentile(0.99)}
    errors = sum(one.errors for one in (*seen, health)) + broken
    measured |= {"healthz p99 ms": health.percentile(0.99), "errors": errors}
    return measured | {f"memory MB, quarter {n}": value for n, value in enumerate(await kept, 1)}


async def _quarters(seconds: float, memory: Callable[[], float]) -> list[float]:
    """The memory of the service at the end of each quarter of the time: flat where nothing is kept."""
    found = []
    for _ in range(4):
        await asyncio.sleep(seconds / 4)
        found.append(await asyncio.to_thread(memory))
    return found


async def _stream(port: int, number: int, until: float) -> int:
    """Watch a job's events again and again; how often a stream broke off before its first event."""
    broken = 0
    while time.monotonic() < until:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request("GET", f"/v1/briefs/{number}/events", more="Connection: close\r\n"))
        broken += b"event: job" not in await reader.read()
        writer.close()
        await asyncio.sleep(0.2)
    return broken


# --- slow clients ---------------------------------------------------------------------------------------------------


async def _slow(port: int, seconds: float) -> dict[str, Value]:
    """How long others wait beside each kind of slow client, at the worst."""
    kinds = {"slow head": _head, "slow body": _body, "answer not read": _unread, "second request": _second}
    measured: dict[str, Value] = {}
    for name, kind in kinds.items():
        clients = [asyncio.create_task(kind(port)) for _ in range(EACH)]
        await asyncio.sleep(0.5)
        seen: Seen = await load(port, 4, seconds, lambda: request("GET", "/v1/briefs?limit=20"), pause=0.05)
        for client in clients:
            client.cancel()
        await asyncio.gather(*clients, return_exceptions=True)
        measured |= {f"{name}: others' worst ms": 1000 * max(seen.seconds), f"{name}: errors": seen.errors}
    return measured


async def _trickle(port: int, begun: bytes, rest: bytes) -> None:
    with suppress(OSError):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(begun)
        for byte in rest:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(1)


async def _head(port: int) -> None:
    await _trickle(port, b"GET /v1/briefs HTTP/1.1\r\nHost: 127.0", b".0.1\r\nX-A: " + b"a" * 600)


async def _body(port: int) -> None:
    whole = _upload(1)
    cut = whole.index(b"\r\n\r\n") + 10
    await _trickle(port, whole[:cut], whole[cut:])


async def _unread(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
    for _ in range(50):
        writer.write(request("GET", "/v1/briefs/1/brief.html"))
    await asyncio.sleep(600)
    assert reader


async def _second(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request("GET", "/healthz"))
    await reader.readuntil(b"}")
    writer.write(b"G")
    await asyncio.sleep(600)


if __name__ == "__main__":
    from benchmarks.__main__ import Row, table

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=SECONDS)
    found = measure(parser.parse_args().seconds)
    print(table([Row("desk", name, value, None, True) for name, value in found.items()], []))
