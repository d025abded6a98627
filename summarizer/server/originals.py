"""Evidence where it stands in the report as it was handed in: the paragraph with its sections, the page of a PDF."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from summarizer.server.bodies import PlaceTold, SourceTold
from summarizer.server.desk import Desk
from summarizer.server.forms import JSON
from summarizer.server.problems import Problem, answered, documented

Number = Annotated[int, Path(ge=1, le=2**53)]
Page = Annotated[int, Path(ge=1, le=100_000)]
Offset = Annotated[int, Query(ge=0, le=2**31)]


def routes(desk: Desk) -> APIRouter:
    """The addresses of a brief's source, its pages, and of places in it."""
    router = APIRouter(
        prefix="/v1/briefs/{number}", tags=["briefs"], responses=documented(401, 403, 404, 413, 422, 429)
    )

    def original(number: int, do: str) -> dict[str, Any]:
        return desk.about(do, desk.job(number))

    @router.get("/source", responses=documented(409))
    def source(number: Number) -> SourceTold:
        """The report's text, into which all evidence points, and where its pages begin."""
        document = desk.document(desk.finished(number))
        return SourceTold(text=document.text, media_type=document.media_type, pages=list(document.pages))

    @router.get("/place", response_model=PlaceTold, responses=documented(422, 503))
    async def place(number: Number, start: Offset, end: Offset) -> Response:
        """Where the text from ``start`` to ``end`` stands: its paragraph, its sections, and in a PDF its page with the
        boxes to be framed there."""
        _, body = await desk.checkers.ask(original(number, "place") | {"start": start, "end": end})
        return Response(body, media_type=JSON)

    @router.get("/pages/{page}", response_class=Response, responses=answered(["image/png"]) | documented(409, 422, 503))
    async def page(number: Number, page: Page) -> Response:
        """A page of the PDF that was handed in, as it is printed."""
        if desk.document(desk.job(number)).media_type != "application/pdf":
            raise Problem(409, "Only a report that was handed in as a PDF has pages.")
        _, body = await desk.readers.ask(original(number, "page") | {"page": page})
        return Response(body, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})

    return router
