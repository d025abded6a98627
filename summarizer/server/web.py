"""How the service is, and a session for a browser."""

from fastapi import APIRouter, Request, Response

from summarizer.server.bodies import Health
from summarizer.server.desk import Desk
from summarizer.server.guard import COOKIE, cookie_for
from summarizer.server.metrics import Metrics
from summarizer.server.problems import answered, documented


def routes(desk: Desk, metrics: Metrics) -> APIRouter:
    """The addresses that are not of the API itself."""
    router = APIRouter()

    @router.get("/healthz", responses=documented(403, 413))
    def healthz() -> Health:
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

    @router.post("/v1/session", status_code=204, response_class=Response, responses=documented(401, 403, 413))
    def session(request: Request) -> Response:
        """A cookie for the review page, for one who sent the token."""
        answer = Response(status_code=204)
        if desk.site.token is not None:
            answer.set_cookie(
                COOKIE, cookie_for(desk.site.token), httponly=True, samesite="strict",
                secure=request.url.scheme == "https",
            )  # fmt: skip
        return answer

    return router
