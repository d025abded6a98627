"""What the operator decides: where everything lies, who may ask, which model writes, and how much is taken in."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from summarizer.errors import UsageError
from summarizer.settings import Endpoint

FORMATS = ("html", "md", "docx", "xlsx", "json")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
_SHORTEST_TOKEN = 16
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is taken in.

    ``upload`` bytes of a request; ``text`` code points of a report or of claims; ``pages`` of a PDF; ``waiting`` jobs
    in the queue; ``watching`` event streams at a time. A report is read in a process of its own that may use
    ``memory`` bytes, ``cpu`` seconds of processor and ``wall`` seconds of time; ``readers`` of them at a time.
    ``grace`` is how many seconds a stop waits for the reports in flight before they are handed back.
    """

    upload: int = 20 * _MEGABYTE
    text: int = 2_000_000
    pages: int = 1_000
    waiting: int = 200
    watching: int = 100
    memory: int = 1024 * _MEGABYTE
    cpu: int = 60
    wall: float = 90.0
    readers: int = 2
    grace: float = 20.0


@dataclass(frozen=True, slots=True)
class Site:
    """One installation: its folder, its model, its token (None: this machine only), its bounds."""

    data: Path
    endpoint: Endpoint
    token: bytes | None = None
    reports: int = 2
    requests_a_minute: float | None = None
    tokens_a_minute: float | None = None
    bounds: Bounds = field(default_factory=Bounds)


def read_token(file: Path | None, host: str) -> bytes | None:
    """The token in ``file``; raises UsageError where it is missing for a host beyond this machine, or too short."""
    if file is None:
        if host not in LOOPBACK:
            raise UsageError(
                f"{host} can be reached from other machines: give --token-file with a secret of at least "
                f"{_SHORTEST_TOKEN} characters, or leave --host at 127.0.0.1."
            )
        return None
    try:
        token = file.read_bytes().strip()
    except OSError as error:
        raise UsageError(f"The token file {file} cannot be read: {error.strerror or error}.") from error
    if len(token) < _SHORTEST_TOKEN or not token.isascii() or any(char <= 32 for char in token):
        raise UsageError(
            f"The token in {file} must be one word of at least {_SHORTEST_TOKEN} ASCII characters, "
            "such as the output of: openssl rand -hex 32."
        )
    return token


def data_folder(path: Path) -> Path:
    """``path``, made for its owner alone where it is missing; raises UsageError where it cannot be used."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The folder {path} cannot be made: {error.strerror or error}.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise UsageError(f"The folder {path} cannot be written to.")
    return path
