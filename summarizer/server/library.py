"""All briefs together: an index over their figures, one issuer's years compared, names that people give a report."""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import StreamingResponse

from summarizer.batch.table import FINISHED, Job
from summarizer.renderers.csv import BYTE_ORDER_MARK, lines
from summarizer.server.bodies import Indexed, Labelled
from summarizer.server.desk import Desk
from summarizer.server.indexing import COLUMNS, Index, Wanted, cells
from summarizer.server.problems import Problem, answered, documented

_COMPARED = {
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
_MOST_COMPARED = 12
Number = Annotated[int, Path(ge=1, le=2**53)]
Id = Annotated[int, Query(ge=1, le=2**53)]
Words = Annotated[str, Query(max_length=200)]


def routes(desk: Desk) -> APIRouter:
    """The addresses /v1/index, /v1/comparison and that of a brief's label."""
    router = APIRouter(prefix="/v1", tags=["library"], responses=documented(401, 403, 413, 422, 429))
    index = Index(lambda job: desk.file(job, "brief.json"))

    def newest() -> Iterator[Job]:
        before = 2**53
        while page := desk.table.page(before=before, most=200):
            yield from (job for job in page if job.state in FINISHED)
            before = page[-1].id

    @router.get("/index")
    def indexed(
        words: Words = "",
        issuer: Words = "",
        year: Annotated[str, Query(max_length=20)] = "",
        skip: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=1_000)] = 200,
    ) -> Indexed:
        """The figures of all briefs, those of the newest report first: with all of ``words`` in measure, title or
        number, of ``issuer``, of ``year``."""
        rows = index.rows(newest(), Wanted(words, issuer, year))
        shown = list(islice(rows, skip, skip + limit + 1))
        return Indexed(rows=shown[:limit], next=skip + limit if len(shown) > limit else None)

    @router.get("/index.csv", response_class=StreamingResponse, responses=answered(["text/csv"]))
    def as_csv(words: Words = "", issuer: Words = "", year: Annotated[str, Query(max_length=20)] = "") -> Response:
        """All of it as CSV, exact values in base units; no cell is a formula."""

        def written() -> Iterator[str]:
            yield BYTE_ORDER_MARK + lines([COLUMNS], ending="\r\n")
            for row in index.rows(newest(), Wanted(words, issuer, year)):
                yield lines([cells(row)], ending="\r\n")

        return StreamingResponse(
            written(), media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="figures.csv"'},
        )  # fmt: skip

    @router.get(
        "/comparison.{kind}",
        response_class=Response,
        responses=answered(_COMPARED.values()) | documented(404, 409, 422, 503),
    )
    async def comparison(
        kind: Literal["html", "xlsx", "json"],
        id: Annotated[
            list[Id], Query(min_length=2, max_length=_MOST_COMPARED, json_schema_extra={"uniqueItems": True})
        ],
    ) -> Response:
        """One issuer's reports side by side: those of ``id``, two or more."""
        numbers = sorted(set(id))
        if len(numbers) < 2:
            raise Problem(422, f"Two to {_MOST_COMPARED} reports are compared: give id once for each.")
        jobs = [desk.finished(number) for number in numbers]
        task = desk.bounded("compare") | {
            "as": kind, "briefs": [str(desk.shelf.root / job.folder / "brief.json") for job in jobs],
            "documents": [desk.about("", job)["document"] for job in jobs],
        }  # fmt: skip
        _, body = await desk.checkers.ask(task)
        shown = "inline" if kind == "html" else "attachment"
        headers = {"Content-Disposition": f'{shown}; filename="comparison.{kind}"'}
        if kind == "html":
            from summarizer.renderers.comparison.html import policy

            own = f"{policy()}; frame-ancestors 'self'"
            headers |= {"Content-Security-Policy": own, "X-Frame-Options": "SAMEORIGIN"}
        return Response(body, headers=headers, media_type=_COMPARED[kind])

    @router.put("/briefs/{number}/label", responses=documented(404))
    def label(number: Number, given: Labelled) -> Labelled:
        """What people call the report in the list; an empty one gives it its own title again."""
        desk.job(number)
        desk.reviews.label(number, given.label.strip())
        return given

    return router
