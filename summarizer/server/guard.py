"""Who may come in and how much they may bring, decided before anything else looks at a request.

Without a token only this machine is served, and only under its own name: a page on the web that points its name here
(DNS rebinding) is refused, as is whatever another site's page sends. With a token each request bears it, in the header
``Authorization: Bearer …`` or in the cookie that the review page gets for it; both are compared in constant time.
How often one may ask is counted by token, or by address where no right token is borne, so that nobody guesses quickly.
"""

import asyncio
import hmac
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

from summarizer.server.answers import response
from summarizer.server.rates import Rates
from summarizer.server.settings import LOOPBACK, ROLES, Role, Token

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "summarizer"
SCRIPTS = ("app.js", "draft.js", "jobs.js", "library.js", "original.js", "review.js", "sift.js", "tools.js", "words.js")
OPEN = frozenset(
    {"/", "/icon.svg", "/review.css", "/words.json", "/healthz", "/readyz", *(f"/{name}" for name in SCRIPTS)}
)
"""What anybody may see: the page without any report in it, and whether the service is there."""
UNCOUNTED = frozenset({"/healthz", "/readyz"})
"""What a watcher may ask as often as it likes."""
SECONDS_FOR_A_BODY = 60.0
_CHECKED = re.compile(r"/v1/(verify|figures|outline|session|briefs/\d+/draft(\.\w+)?)")
"""What is sent and changes nothing."""
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS = {
    "content-security-policy": CLOSED,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def cookie_for(token: bytes) -> str:
    """What the page's cookie holds: made from the token, and of no use to find it."""
    return hmac.new(token, b"summarizer review page", sha256).hexdigest()


class Guard:
    """Wraps ``app``; ``seen`` hears of each answer: route, status, seconds."""

    def __init__(
        self,
        app: App,
        tokens: Sequence[Token],
        most_bytes: int,
        seen: Callable[[str, int, float], None],
        rates: Rates | None = None,
        public: str = "",
    ) -> None:
        self._app, self._most, self._seen, self._rates, self._public = app, most_bytes, seen, rates, public
        self._tokens = tuple(tokens)
        self._secrets = tuple(token.secret for token in tokens)
        self._cookies = tuple(cookie_for(secret).encode() for secret in self._secrets)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        begun, status = time.monotonic(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                had = {name.lower() for name, _ in message.get("headers", ())}
                more = [(name.encode(), value.encode()) for name, value in _HEADERS.items() if name.encode() not in had]
                message = {**message, "headers": [*message.get("headers", ()), *more]}
            await send(message)

        try:
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
            bearer = self._bearer(headers) if self._tokens else None
            address = (scope.get("client") or ("",))[0]
            refused = self._refused(scope["method"], scope["path"], headers, address, bearer)
            if bearer is not None:
                scope.setdefault("state", {}).update(who=self._tokens[bearer].name, role=self._tokens[bearer].role)
            if refused is not None:
                await response(*refused)(scope, receive, sending)
            else:
                await self._app(scope, self._bounded(receive), sending)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self._seen(route, status, time.monotonic() - begun)

    def _refused(
        self, method: str, path: str, headers: dict[str, str], address: str, bearer: int | None
    ) -> tuple[int, str, dict[str, str]] | None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if not self._tokens and _place(f"//{host}")[0] not in LOOPBACK:
            return 403, "Only this machine is served, under the name 127.0.0.1 or localhost.", {}
        if origin is not None and origin != self._public and _place(origin)[1] != host:
            return 403, "Requests from another site's page are not answered.", {}
        if path not in UNCOUNTED and (seconds := self._wait(bearer, address)):
            return (
                429,
                f"Too many requests; ask again in {ceil(seconds)} s.",
                {"Retry-After": str(ceil(seconds))},
            )
        if self._tokens and path not in OPEN and bearer is None:
            return (
                401,
                "The token is missing or wrong: send it as Authorization: Bearer …",
                {"WWW-Authenticate": "Bearer"},
            )
        if bearer is not None and (wanted := role_for(method, path)) not in _may(self._tokens[bearer].role):
            return 403, f"This token's role is {self._tokens[bearer].role}; that wants the role {wanted}.", {}
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._most:
            return 413, self._too_large(), {"Connection": "close"}
        return None

    def _too_large(self) -> str:
        return f"The request is too large: at most {self._most // (1024 * 1024)} MB are taken."

    def _wait(self, bearer: int | None, address: str) -> float:
        """Seconds until this client may ask: by its token, or by its address where it bears none that is right."""
        if self._rates is None:
            return 0.0
        return self._rates.take(f"address {address}" if bearer is None else f"token {bearer}")

    def _bearer(self, headers: dict[str, str]) -> int | None:
        """Which token the request bears, itself or by its cookie; None where none is right. All are compared."""
        kind, _, given = headers.get("authorization", "").partition(" ")
        found = _which(given.strip(), self._secrets) if kind.lower() == "bearer" else None
        if found is not None:
            return found
        try:
            kept = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return None
        return _which(kept.value, self._cookies) if kept is not None else None

    def _bounded(self, receive: Receive) -> Receive:
        """``receive`` with the body counted and waited for only so long; what comes after it is waited for freely."""
        got, whole, until = 0, False, time.monotonic() + SECONDS_FOR_A_BODY

        async def receiving() -> Message:
            nonlocal got, whole
            if whole:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), max(0.01, until - time.monotonic()))
            except TimeoutError:
                raise HTTPException(408, "The request took too long to arrive.") from None
            if message["type"] == "http.request":
                got += len(message.get("body", b""))
                whole = not message.get("more_body", False)
                if got > self._most:
                    raise HTTPException(413, self._too_large())
            return message

        return receiving


def role_for(method: str, path: str) -> Role:
    """The least role that may make this request: whoever removes is an admin, whoever changes a reviewer."""
    if _CHECKED.fullmatch(path) or method in ("GET", "HEAD", "OPTIONS"):
        return "reader"
    return "admin" if method == "DELETE" else "reviewer"


def _may(role: Role) -> tuple[Role, ...]:
    return ROLES[: ROLES.index(role) + 1]


def _place(address: str) -> tuple[str, str]:
    """Host, and host with port, of ``address``; empty where it is none: such a request comes from no browser."""
    try:
        parts = urlsplit(address)
        return parts.hostname or "", parts.netloc
    except ValueError:
        return "", ""


def _which(given: str, known: Sequence[bytes]) -> int | None:
    """The place of ``given`` among ``known``, each of which is compared in constant time."""
    written = given.encode("latin-1", "replace")
    same = [hmac.compare_digest(written, one) for one in known]
    return same.index(True) if any(same) else None
