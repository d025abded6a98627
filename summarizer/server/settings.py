"""What the operator decides: where everything lies, who may ask, which model writes, and how much is taken in."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from summarizer.api import steps as api
from summarizer.base.errors import UsageError
from summarizer.model.settings import Endpoint

LOOPBACK = ("127.0.0.1", "::1", "localhost")
_SHORTEST_TOKEN = 16
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is taken in.

    ``upload`` bytes of a request; ``text`` code points of a report or of claims; ``pages`` of a PDF; ``waiting`` jobs
    in the queue; ``watching`` event streams at a time. A report is read in a process of its own that may use
    ``memory`` bytes, ``cpu`` seconds of processor and ``wall`` seconds of time; ``readers`` of them at a time.
    ``checking`` seconds are what verify, figures and outline may take, ``checks`` of which may wait for a free process;
    ``connections`` are open at a time, each of which must bring its first request within ``idle`` seconds.
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
    checking: float = 60.0
    checks: int = 200
    connections: int = 1_000
    idle: float = 10.0
    grace: float = 20.0


@dataclass(frozen=True, slots=True)
class Site:
    """One installation: its folder, its models, its tokens (none: this machine only), its bounds.

    ``models`` are those that a request may name, by name, the usual one first; ``rate`` is how many requests a minute
    one token (without tokens: one address) may make, None for any number; ``checkers`` how many processes verify.
    """

    data: Path
    models: Mapping[str, Endpoint]
    tokens: tuple[bytes, ...] = ()
    reports: int = 2
    rate: float | None = None
    checkers: int = field(default_factory=lambda: min(8, os.cpu_count() or 2))
    requests_a_minute: float | None = None
    tokens_a_minute: float | None = None
    bounds: Bounds = field(default_factory=Bounds)


def models_of(options: api.ModelOptions, allowed: Iterable[str]) -> dict[str, Endpoint]:
    """The models that a request may name: that of ``options``, then each of ``allowed``, by these names.

    A bare name of ``allowed`` is looked for at the address of ``options``; a provider's own, "local" and "none" are
    where they always are. Raises UsageError for a name that leads nowhere.
    """
    usual = api.endpoint_of(options)
    named = options.get("model")
    models = {named or (usual.model or "none"): usual}
    for name in allowed:
        bare = "/" not in name and name not in ("local", "none")
        address = options.get("base_url") if bare else None
        models.setdefault(name, api.endpoint_of({**options, "model": name, "base_url": address}))
    return models


def read_tokens(file: Path | None, host: str) -> tuple[bytes, ...]:
    """The tokens in ``file``, one a line; raises UsageError where there is none for a host beyond this machine, or one
    is too short."""
    if file is None:
        if host not in LOOPBACK:
            raise UsageError(
                f"{host} can be reached from other machines: give --token-file with a secret of at least "
                f"{_SHORTEST_TOKEN} characters, or leave --host at 127.0.0.1."
            )
        return ()
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"The token file {file} cannot be read: {error.strerror or error}.") from error
    tokens = tuple(dict.fromkeys(line.strip() for line in lines if line.strip() and not line.startswith(b"#")))
    if not tokens or not all(map(_usable, tokens)):
        raise UsageError(
            f"Each token in {file}, one a line, must be one word of at least {_SHORTEST_TOKEN} ASCII characters, "
            "such as the output of: openssl rand -hex 32."
        )
    return tokens


def _usable(token: bytes) -> bool:
    return len(token) >= _SHORTEST_TOKEN and token.isascii() and not any(char <= 32 for char in token)


def data_folder(path: Path) -> Path:
    """``path``, made for its owner alone where it is missing; raises UsageError where it cannot be used."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The folder {path} cannot be made: {error.strerror or error}.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise UsageError(f"The folder {path} cannot be written to.")
    return path
