"""The review page and its two parts, its session, and how the service is."""

import hmac
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypedDict

from fastapi import APIRouter, Request, Response

from summarizer.renderers import words
from summarizer.server.bodies import Health, ModelsTold, Session
from summarizer.server.desk import Desk
from summarizer.server.guard import COOKIE, SCRIPTS, cookie_for
from summarizer.server.metrics import Metrics
from summarizer.server.problems import answered, documented

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Cookie(TypedDict):
    """How the page's cookie is set: no script reads it, no other site's page sends it."""

    httponly: bool
    samesite: Literal["strict"]
    secure: bool


def routes(desk: Desk, metrics: Metrics) -> APIRouter:
    """The addresses that are not of the API itself."""
    router = APIRouter()
    public = desk.site.public.startswith("https:")

    def cookie(request: Request) -> "Cookie":
        return {"httponly": True, "samesite": "strict", "secure": public or request.url.scheme == "https"}

    @router.get("/healthz", responses=documented(403, 413))
    async def healthz() -> Health:
        """The process is there."""
        return Health()

    @router.get("/readyz", responses=documented(403, 413, 503, 507))
    def readyz() -> Health:
        """Reports can be taken in, and the model answered when it was last asked."""
        desk.check_ready()
        return Health()

    @router.get(
        "/metrics",
        response_class=Response,
        responses=answered(["text/plain"]) | documented(401, 403, 413, 507),
    )
    def counted() -> Response:
        """Counts for Prometheus; no text."""
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    @router.get("/v1/models", responses=documented(401, 403, 413))
    async def models() -> ModelsTold:
        """The models that a request may name."""
        return ModelsTold(usual=desk.menu.usual, models=list(desk.menu.models))

    @router.post("/v1/session", status_code=204, response_class=Response, responses=documented(401, 403, 413))
    def session(request: Request) -> Response:
        """A cookie for the review page, for one who sent the token."""
        answer = Response(status_code=204)
        given = request.headers.get("authorization", "").partition(" ")[2].strip().encode("latin-1", "replace")
        tokens = (one for one in desk.site.tokens if hmac.compare_digest(one.secret, given))
        if (token := next(tokens, None)) is not None:
            answer.set_cookie(COOKIE, cookie_for(token.secret), **cookie(request))
        return answer

    @router.delete("/v1/session", status_code=204, response_class=Response, responses=documented(401, 403, 413))
    def left(request: Request) -> Response:
        """The cookie of the review page is taken back."""
        answer = Response(status_code=204)
        answer.delete_cookie(COOKIE, **cookie(request))
        return answer

    @router.get("/v1/session", responses=documented(401, 403, 413))
    def whose(request: Request) -> Session:
        """Whose token the request bears, what it may do, and whether there is one to be taken back."""
        who, role = getattr(request.state, "who", ""), getattr(request.state, "role", "admin")
        return Session(who=who, role=role, token=bool(desk.site.tokens))

    @router.get("/words.json", include_in_schema=False)
    async def said() -> dict[str, Mapping[Any, tuple[str, str]]]:
        """What verdicts, reasons and fields are called, Chinese and English."""
        return {
            "verdicts": words.VERDICTS, "reasons": words.REASONS, "kinds": words.KINDS, "fields": words.FIELDS,
            "languages": words.LANGUAGES, "left": words.LEFT,
        }  # fmt: skip

    def add(path: str, name: str, media_type: str, headers: dict[str, str]) -> None:
        def resource() -> Response:
            return Response(_resource(name), media_type=media_type, headers=headers)

        router.add_api_route(path, resource, methods=["GET"], include_in_schema=False)

    add("/", "index.html", "text/html; charset=utf-8", {"Content-Security-Policy": PAGE_POLICY})
    for name in SCRIPTS:
        add(f"/{name}", name, "text/javascript; charset=utf-8", {})
    add("/icon.svg", "icon.svg", "image/svg+xml", {})
    add("/review.css", "review.css", "text/css; charset=utf-8", {})
    return router


@cache
def _resource(name: str) -> bytes:
    return (files("summarizer.server") / "page" / name).read_bytes()
