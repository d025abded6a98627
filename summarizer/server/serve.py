"""The service on a socket: uvicorn, stopped in order on a signal."""

from types import FrameType
from typing import Any

import uvicorn

from summarizer.server.app import create
from summarizer.server.settings import Site

_CONNECTIONS = 1_000
_SECONDS_IDLE = 5


class _Server(uvicorn.Server):
    """Tells the desk of a signal at once, so that open event streams end and nothing new is taken in."""

    def __init__(self, config: uvicorn.Config, desk: Any) -> None:
        super().__init__(config)
        self._desk = desk

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """See uvicorn."""
        self._desk.ending = True
        super().handle_exit(sig, frame)


def serve(site: Site, host: str, port: int) -> None:
    """Serve ``site`` at ``host`` and ``port`` until a signal stops it; a second signal stops it at once.

    Raises OutputError where the job table cannot be used, OSError where the port is taken.
    """
    service = create(site)
    config = uvicorn.Config(
        service.app, host=host, port=port, log_level="warning", access_log=False, server_header=False,
        limit_concurrency=_CONNECTIONS, timeout_keep_alive=_SECONDS_IDLE, timeout_graceful_shutdown=10,
        lifespan="on", proxy_headers=False, ws="none",
    )  # fmt: skip
    server = _Server(config, service.desk)
    server.run()
