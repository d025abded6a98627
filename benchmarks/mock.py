"""A mock endpoint in a process of its own for measuring the way around a model: fixed latency, faults on request.

It is no model: its answers are made by rule from the questions (tests/writer.py, tests/stand_in.py). It is written on
asyncio, so that hundreds of calls can wait at the same time without a thread each.
"""

import asyncio
import json
import multiprocessing
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.endpoint import MODEL, Answer
from tests.stand_in import sensible

__all__ = ["MODEL", "answering"]
_FAULTS: tuple[Callable[[], Answer | None], ...] = (
    lambda: Answer(429, b'{"error": {"message": "slow down"}}', headers={"Retry-After": "0.05"}),
    lambda: Answer(500, b'{"error": {"message": "oops"}}'),
    lambda: Answer(200, b"<!doctype html><title>Sign in</title>", "text/html"),
    lambda: Answer(200, b'{"choices": [{"mess'),
    lambda: None,  # the connection is closed without a word
)


@contextmanager
def answering(
    latency: float,
    *,
    faults: float = 0.0,
    heard: Callable[[dict[str, Any]], None] = lambda _: None,
    answer: Callable[[dict[str, Any]], Answer] = sensible,
    seed: int = 7,
) -> Iterator[str]:
    """A server that answers each call after ``latency`` seconds, a share ``faults`` of them wrongly; gives its address.

    ``heard`` hears of every question that gets its right answer, in this process, when the answer has been sent.
    ``answer`` gives the right answers; it is a function that another process can import.
    """
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(theirs, latency, faults, seed, answer), daemon=True
    )
    process.start()
    theirs.close()
    port = ours.recv()
    listening = threading.Thread(target=_listen, args=(ours, heard), daemon=True)
    listening.start()
    try:
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.join()
        listening.join(5)
        ours.close()


def _listen(pipe: Any, heard: Callable[[dict[str, Any]], None]) -> None:
    while True:
        try:
            heard(pipe.recv())
        except (EOFError, OSError):
            return


def _serve(pipe: Any, latency: float, faults: float, seed: int, answer: Callable[[dict[str, Any]], Answer]) -> None:
    asyncio.run(_server(pipe, latency, faults, random.Random(seed), answer))


async def _server(
    pipe: Any, latency: float, faults: float, chance: random.Random, right: Callable[[dict[str, Any]], Answer]
) -> None:
    async def connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
                body = json.loads(await reader.readexactly(int(fields[b"content-length"])))
                await asyncio.sleep(latency)
                wrong = chance.random() < faults
                answer = chance.choice(_FAULTS)() if wrong else right(body)
                if answer is None:
                    break
                writer.write(_bytes(answer))
                if not wrong:
                    pipe.send(body)  # at once: whoever got the answer may end this process in the next moment
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, BrokenPipeError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(connection, "127.0.0.1", 0, backlog=1024, limit=1 << 22)
    pipe.send(server.sockets[0].getsockname()[1])
    async with server:
        await server.serve_forever()


def _bytes(answer: Answer) -> bytes:
    more = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
    head = (
        f"HTTP/1.1 {answer.status} X\r\nContent-Type: {answer.content_type}\r\nContent-Length: {len(answer.body)}\r\n"
    )
    return f"{head}{more}\r\n".encode() + answer.body
