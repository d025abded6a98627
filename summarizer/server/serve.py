"""The service on a socket: uvicorn, bounded in connections, stopped in order on a signal."""

import asyncio
import os
import sys
import threading
from types import FrameType
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from summarizer.server.answers import response
from summarizer.server.app import create
from summarizer.server.settings import Bounds, Site

_SECONDS_IDLE = 5
_SPARE_FILES = 200  # what the service itself has open


class _Server(uvicorn.Server):
    """Tells the desk of a signal at once, so that open event streams end and nothing new is taken in.

    What computes does so in processes, which end with this one. Should a thread hold it up all the same, the process
    ends as it is ``seconds`` after the signal: jobs are handed on by the table, results are written whole.
    """

    def __init__(self, config: uvicorn.Config, desk: Any, seconds: float) -> None:
        super().__init__(config)
        self._desk, self._seconds = desk, seconds

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """See uvicorn."""
        if not self._desk.ending:
            last = threading.Timer(self._seconds, os._exit, (0,))
            last.daemon = True
            last.start()
        self._desk.ending = True
        super().handle_exit(sig, frame)


def bounded(bounds: Bounds) -> type[H11Protocol]:
    """The protocol of one connection: one that brings no request in time is closed.

    One too many takes the place of the one that has owed a request for longest; where all are being answered, it is
    told so and closed.
    """
    most = min(bounds.connections, _files() - _SPARE_FILES)
    refusal = response(
        503, f"{most} connections are open, which is all that is served; try again.", {"Retry-After": "5"}
    )
    lines = [f"{name.decode()}: {value.decode()}" for name, value in refusal.raw_headers]
    said = "\r\n".join(["HTTP/1.1 503 Service Unavailable", *lines, "connection: close", "", ""]).encode()

    class Bounded(H11Protocol):
        """A connection; ``_waiting`` runs from the first byte of a request, or the opening, until its head is whole."""

        _waiting: asyncio.TimerHandle | None = None
        _since = 0.0

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._since = self.loop.time()
            if len(self.connections) > most and not self._make_room():
                transport.write(said + bytes(refusal.body))
                transport.close()
            else:
                self._wait(True)

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._since = self.loop.time()
            if self.conn.their_state is not h11.IDLE:
                self._wait(False)
            elif self._waiting is None and self.conn.trailing_data[0]:
                self._wait(True)

        def _wait(self, wanted: bool) -> None:
            if self._waiting is not None:
                self._waiting.cancel()
            self._waiting = self.loop.call_later(bounds.idle, self._too_late) if wanted else None

        def connection_lost(self, exc: Exception | None) -> None:
            self._wait(False)
            super().connection_lost(exc)

        def _make_room(self) -> bool:
            """Close the connection that has owed a request for longest: whoever asks now is served at once."""
            others = [one for one in self.connections if isinstance(one, Bounded) and one is not self]
            oldest = min((one for one in others if one._owes()), key=lambda one: one._since, default=None)
            if oldest is None:
                return False
            oldest._too_late()
            self.connections.discard(oldest)
            return True

        def _owes(self) -> bool:
            """Whether no whole request of it is being answered."""
            return self._waiting is not None or (self.cycle is not None and self.cycle.response_complete)

        def _too_late(self) -> None:
            """Nothing to answer: what came so far is no whole head of a request."""
            if not self.transport.is_closing():
                self.transport.close()

    return Bounded


def _files() -> int:
    """How many files this process may have open."""
    try:
        import resource
    except ImportError:
        return 1_000_000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return 65_536 if soft == resource.RLIM_INFINITY else soft


def serve(site: Site, host: str, port: int) -> None:
    """Serve ``site`` at ``host`` and ``port`` until a signal stops it; a second signal stops it at once.

    Raises OutputError where the job table cannot be used, OSError where the port is taken.
    """
    os.umask(0o077)  # whatever is written here is its owner's alone
    service = create(site)
    sys.setswitchinterval(0.001)  # reports are worked on in threads: requests wait for them at most so long
    service.desk.readers.start()
    service.desk.checkers.start()
    service.desk.helpers.start()
    config = uvicorn.Config(
        service.app, host=host, port=port, log_level="warning", access_log=False, server_header=False,
        http=bounded(site.bounds), timeout_keep_alive=_SECONDS_IDLE, timeout_graceful_shutdown=10,
        lifespan="on", proxy_headers=bool(site.proxies), forwarded_allow_ips=list(site.proxies), ws="none",
    )  # fmt: skip
    server = _Server(config, service.desk, site.bounds.end)
    try:
        server.run()
    finally:
        service.desk.readers.close()
        service.desk.checkers.close()
        service.desk.helpers.close()
