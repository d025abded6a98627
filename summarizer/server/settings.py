"""What the operator decides: where everything lies, who may ask, which model writes, and how much is taken in."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from summarizer.api import steps as api
from summarizer.base.errors import UsageError
from summarizer.model.settings import Endpoint

LOOPBACK = ("127.0.0.1", "::1", "localhost")
_SHORTEST_TOKEN = 16
Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""What a person may do, each more than the one before: look and check claims; hand in and review; remove."""
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is taken in.

    ``upload`` bytes of a request; ``text`` code points of a report or of claims; ``pages`` of a PDF; ``waiting`` jobs
    in the queue; ``watching`` event streams at a time. A report is read in a process of its own that may use
    ``memory`` bytes, ``cpu`` seconds of processor and ``wall`` seconds of time; ``readers`` of them at a time.
    ``checking`` seconds are what verify, figures and outline may take, ``checks`` of which may wait for a free process;
    ``connections`` are open at a time, each of which must bring the head of a request within ``idle`` seconds of its
    first byte.
    ``making`` seconds are what a brief may take in one go, with all that a model is waited for; ``working`` what each
    step of it may compute, and ``room`` bytes what a process that computes may use. ``grace`` is how many seconds a
    stop waits for the reports in flight before they are handed back; ``end`` after how many the process ends whatever
    still computes in it.
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
    making: float = 3_600.0
    working: float = 300.0
    room: int = 4 * 1024 * _MEGABYTE
    grace: float = 12.0
    end: float = 19.0


@dataclass(frozen=True, slots=True)
class Token:
    """A secret with the name of who bears it and what that person may do."""

    secret: bytes
    name: str = ""
    role: Role = "admin"


@dataclass(frozen=True, slots=True)
class Site:
    """One installation: its folder, its models, its tokens (none: this machine only), its bounds.

    ``public`` is the address at which people reach the service where that is another than its own: that of a proxy in
    front of it, such as https://briefs.example.org. ``proxies`` are the addresses whose word is taken for whom they
    pass on.

    ``models`` are those that a request may name, by name, the usual one first; ``rate`` is how many requests a minute
    one token (without tokens: one address) may make, None for any number; ``checkers`` how many processes verify.
    """

    data: Path
    models: Mapping[str, Endpoint]
    tokens: tuple[Token, ...] = ()
    reports: int = 2
    rate: float | None = None
    checkers: int = field(default_factory=lambda: min(8, os.cpu_count() or 2))
    requests_a_minute: float | None = None
    tokens_a_minute: float | None = None
    bounds: Bounds = field(default_factory=Bounds)
    public: str = ""
    proxies: tuple[str, ...] = ()


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


def read_tokens(file: Path | None, host: str) -> tuple[Token, ...]:
    """The tokens in ``file``, one a line: ``SECRET``, or ``NAME ROLE SECRET`` with a role of reader, reviewer, admin.

    Raises UsageError where there is none for a host beyond this machine, one is too short, two share a name, or others
    than the file's owner may read it.
    """
    if file is None:
        if host not in LOOPBACK:
            raise UsageError(
                f"{host} can be reached from other machines: give --token-file with a secret of at least "
                f"{_SHORTEST_TOKEN} characters, or leave --host at 127.0.0.1."
            )
        return ()
    try:
        lines = file.read_bytes().splitlines()
        mode = file.stat().st_mode
    except OSError as error:
        raise UsageError(f"The token file {file} cannot be read: {error.strerror or error}.") from error
    if os.name == "posix" and mode & 0o077:
        raise UsageError(f"The token file {file} can be read by others than its owner: chmod 600 {file}.")
    tokens = [_token(line.split()) for line in lines if line.strip() and not line.startswith(b"#")]
    known = tuple({token.secret: token for token in tokens if token}.values())
    if not known or None in tokens:
        raise UsageError(
            f"Each line of {file} must be a secret of at least {_SHORTEST_TOKEN} ASCII characters (such as the output "
            f"of: openssl rand -hex 32), or NAME ROLE SECRET with a role of {', '.join(ROLES)}."
        )
    names = [token.name for token in known if token.name]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise UsageError(f"{file} has two secrets for {twice}: give each person one.")
    return known


def _token(words: list[bytes]) -> Token | None:
    """The token that a line's ``words`` are; None where they are none."""
    if len(words) not in (1, 3) or not _usable(words[-1]):
        return None
    if len(words) == 1:
        return Token(words[0])
    try:
        name = words[0].decode("utf-8")
    except UnicodeDecodeError:
        return None
    role = next((role for role in ROLES if role.encode() == words[1].lower()), None)
    return Token(words[2], name, role) if role else None


def _usable(token: bytes) -> bool:
    return len(token) >= _SHORTEST_TOKEN and token.isascii() and not any(char <= 32 for char in token)


def public_address(address: str | None) -> str:
    """``address`` as a browser names the place of a page (scheme, host and port alone); raises UsageError."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        fit = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/") and parts.port != 0
    except ValueError:
        fit = False
    if not fit:
        raise UsageError(f"{address} is no address of a service: give it like https://briefs.example.org.")
    return f"{parts.scheme}://{parts.netloc}"


def data_folder(path: Path) -> Path:
    """``path``, its owner's alone whether it was there or is made; raises UsageError where it cannot be used."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
    except OSError as error:
        raise UsageError(f"The folder {path} cannot be made: {error.strerror or error}.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise UsageError(f"The folder {path} cannot be written to.")
    return path
