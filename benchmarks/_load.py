"""Load on a server of this machine: as many clients as wanted, each asking again as soon as it was answered."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_PATIENCE = 120.0


@dataclass
class Seen:
    """What clients saw: seconds to each answer, how many had which status; 0 is a connection that broke."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    took: float = 0.0

    @property
    def errors(self) -> int:
        """Answers that were no success."""
        return sum(count for status, count in self.statuses.items() if status not in (200, 202))

    @property
    def a_second(self) -> float:
        """Successes a second."""
        return (self.statuses[200] + self.statuses[202]) / self.took if self.took else 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds within which ``share`` of the answers came."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def request(method: str, path: str, body: bytes = b"", more: str = "") -> bytes:
    """An HTTP request as it goes over the wire."""
    kind = "Content-Type: application/json\r\n" if body else ""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{kind}{more}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: bytes) -> tuple[int, bytes]:
    """Status and body of the answer to ``asked`` on an open connection."""
    writer.write(asked)
    await writer.drain()
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
    return int(head[9:12]), await reader.readexactly(int(fields.get(b"content-length", b"0")))


async def load(port: int, clients: int, seconds: float, requests: Callable[[], bytes], pause: float = 0.0) -> Seen:
    """``clients`` connections for ``seconds``; each asks what ``requests`` gives, again ``pause`` after its answer."""
    seen, begun = Seen(), time.monotonic()

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
        try:
            while (asked_at := time.monotonic()) - begun < seconds:
                try:
                    status, _ = await asyncio.wait_for(ask(reader, writer, requests()), _PATIENCE)
                except (OSError, EOFError, TimeoutError, asyncio.IncompleteReadError):
                    seen.statuses[0] += 1
                    writer.close()
                    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
                    continue
                seen.seconds.append(time.monotonic() - asked_at)
                seen.statuses[status] += 1
                if pause:
                    await asyncio.sleep(pause)
        finally:
            writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    seen.took = time.monotonic() - begun
    return seen


async def at_once(port: int, requests: list[bytes]) -> Seen:
    """All ``requests`` at the same moment, each on a connection of its own."""
    seen, begun = Seen(), time.monotonic()

    async def one(asked: bytes) -> None:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
            status, _ = await asyncio.wait_for(ask(reader, writer, asked), _PATIENCE)
            writer.close()
        except (OSError, EOFError, TimeoutError, asyncio.IncompleteReadError):
            status = 0
        seen.statuses[status] += 1
        seen.seconds.append(time.monotonic() - begun)

    await asyncio.gather(*(one(asked) for asked in requests))
    seen.took = time.monotonic() - begun
    return seen


async def crowd(port: int, count: int, hold: float) -> Counter[str]:
    """``count`` connections open at the same time, held for ``hold`` seconds, then each asks for /healthz.

    What became of each: "answered", "told" (503, and why), "closed" without a word, "refused" before it was open.
    """
    became: Counter[str] = Counter()
    opened: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def connect() -> None:
        try:
            opened.append(await asyncio.open_connection("127.0.0.1", port))
        except OSError:
            became["refused"] += 1

    for part in _parts(count, 500):  # a listening socket holds only so many that it has not accepted yet
        await asyncio.gather(*(connect() for _ in range(part)))
    became["open at once"] = len(opened)
    await asyncio.sleep(hold)

    async def end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(request("GET", "/healthz", more="Connection: close\r\n"))
            head = await asyncio.wait_for(reader.read(4096), 30)
        except (OSError, TimeoutError):
            head = b""
        if head.startswith(b"HTTP/1.1 200"):
            became["answered"] += 1
        elif head.startswith(b"HTTP/1.1 503"):
            became["told"] += 1
        else:
            became["closed"] += 1
        writer.close()

    await asyncio.gather(*(end(*one) for one in opened))
    return became


def _parts(count: int, most: int) -> Iterator[int]:
    while count > 0:
        yield min(most, count)
        count -= most
