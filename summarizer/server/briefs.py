"""Briefs as jobs: taken in, listed, watched, fetched, reviewed, removed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import PurePath
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import Field, ValidationError
from starlette.datastructures import UploadFile

from summarizer.batch.table import Job, State
from summarizer.renderers.files import contents
from summarizer.renderers.html import policy
from summarizer.renderers.html.parts import resource
from summarizer.server.audit import broken_at, delivered
from summarizer.server.bodies import BriefAsked, Change, JobTold, Listed, OrderAsked, Review, told
from summarizer.server.desk import Desk
from summarizer.server.forms import FORM, JSON, fields, form_of, kind_of, name_of, only
from summarizer.server.problems import Answers, Problem, answered, documented, invalid
from summarizer.server.reviews import outdated

_TYPES = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
Kind = Literal["html", "md", "docx", "xlsx", "json", "csv", "figures.csv", "items.csv", "checks.csv"]
_POLL = 0.25
_SIGN_OF_LIFE = 15.0
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": {"$ref": "#/components/schemas/BriefAsked"}},
            FORM: {"schema": {"$ref": "#/components/schemas/BriefForm"}},
        },
    }
}


class BriefForm(OrderAsked):
    """A report as a file, and how its brief is wanted."""

    file: Annotated[str, Field(json_schema_extra={"format": "binary"})]


TAKEN = (BriefAsked, BriefForm)
"""Bodies that are described by hand, since their address takes both."""
_KNOWN_ALREADY: Answers = {200: {"model": JobTold, "description": "The same report is a job already, and done."}}
_ONE, _MANY = ("model", "length"), ("lang", "formats", "theme")
Given = TypeVar("Given", bound=OrderAsked)
Number = Annotated[int, Path(ge=1, le=2**53)]
Id = Annotated[int, Query(ge=1, le=2**53)]
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=200, pattern=r"^[\x21-\x7e]*$")]


def routes(desk: Desk) -> APIRouter:
    """The addresses below /v1/briefs."""
    router = APIRouter(
        prefix="/v1/briefs", tags=["briefs"], responses=documented(400, 401, 403, 408, 413, 422, 429, 507)
    )
    watching = asyncio.Semaphore(desk.site.bounds.watching)

    def shown(job: Job) -> JobTold:
        step = desk.stages.get(job.id) if job.state == "running" else None
        return told(job, desk.order_of(job), step, desk.reviews.labels().get(job.id, ""))

    def review_of(number: int) -> Review:
        job = desk.finished(number)
        kept = desk.reviews.load(number)
        if kept is not None and (line := broken_at(kept.audit)):
            raise Problem(
                409, f"The audit log of this brief was changed outside the service: its line {line} does not follow "
                "from those before it. Compare it with a copy of jobs.sqlite."
            )  # fmt: skip
        return kept or Review(job=number, version=0, brief=desk.brief(job))

    @router.post(
        "", status_code=202, response_model=JobTold, openapi_extra=_BODY,
        responses=_KNOWN_ALREADY | documented(409, 415, 429, 503),
    )  # fmt: skip
    async def take(request: Request, key: Key = "") -> Response:
        """Hand in a report, as a file or as text: a job, to be asked for until it is done.

        The same report with the same settings is the same job. An Idempotency-Key makes it safe to send a request
        again.
        """
        content, name, asked = await _handed_in(request, desk.site.bounds.upload)
        order = desk.menu.order(asked.model, asked.formats, asked.lang, asked.length, asked.theme)
        job, new = await desk.take(content, name, order, key)
        headers = {"Location": f"/v1/briefs/{job.id}"}
        return JSONResponse(shown(job).model_dump(mode="json"), 200 if _finished(job) and not new else 202, headers)

    @router.get("")
    def listed(
        after: Annotated[int, Query(ge=0, le=2**53)] = 0,
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
        before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
        state: State | None = None,
        id: Annotated[list[Id] | None, Query(max_length=500)] = None,
    ) -> Listed:
        """All jobs in the order they came, a page at a time; with ``before`` the newest first, of those before it.

        With ``id``, once for each, those jobs alone: one question watches any number of them.
        """
        if id is not None:
            return Listed(jobs=[shown(job) for job in desk.table.among(id)])
        jobs = desk.table.page(state, after=after, before=before, most=limit)
        return Listed(jobs=[shown(job) for job in jobs], next=jobs[-1].id if len(jobs) == limit else None)

    @router.get("/{number}", responses=documented(404))
    def one(number: Number) -> JobTold:
        """How a job stands."""
        return shown(desk.job(number))

    @router.post("/{number}/cancel", responses=documented(404, 409))
    async def cancel(number: Number) -> JobTold:
        """Take a report out that waits or is being worked on; what was paid for is kept, and it can be tried anew."""
        await desk.cancel(number)
        return shown(desk.job(number))

    @router.post("/{number}/again", status_code=202, responses=documented(404, 409, 429, 503))
    def again(number: Number) -> JobTold:
        """Try a report anew that failed, was cancelled or is incomplete; what was paid for is not paid again."""
        return shown(desk.retry(number))

    @router.delete("/{number}", status_code=204, response_class=Response, responses=documented(404, 409))
    def remove(number: Number) -> None:
        """Remove a job, its report, its brief and its review."""
        desk.remove(number)

    @router.get(
        "/{number}/events",
        response_class=StreamingResponse,
        responses=answered(["text/event-stream"]) | documented(404, 429),
    )
    async def events(number: Number) -> StreamingResponse:
        """The job as server-sent events: one for each change, until it is finished."""
        desk.job(number)
        if watching.locked():
            raise Problem(429, "Too many are watching; ask for the job itself from time to time.", {"Retry-After": "5"})

        async def stream() -> AsyncIterator[str]:
            last, quiet = "", 0.0
            async with watching:
                while not desk.ending:
                    job = desk.table.job(number)
                    if job is None:
                        return
                    now = shown(job).model_dump_json()
                    if now != last:
                        yield f"event: job\ndata: {now}\n\n"
                        last, quiet = now, 0.0
                    if job.state not in ("pending", "running"):
                        return
                    await asyncio.sleep(_POLL)
                    quiet += _POLL
                    if quiet >= _SIGN_OF_LIFE:
                        yield ": still here\n\n"
                        quiet = 0.0

        return StreamingResponse(stream(), media_type="text/event-stream")

    @router.get("/{number}/review", responses=documented(404, 409))
    def reviewed(number: Number) -> Review:
        """The brief as it stands after review, with what was accepted and the audit log."""
        return review_of(number)

    @router.post("/{number}/review", response_model=Review, responses=documented(404, 409, 429, 503))
    async def change(number: Number, change: Change, request: Request) -> Response:
        """Make one change to the brief; every number in it is verified again before this answers.

        ``who`` is the name of the token, where it has one: nobody signs with another's name.
        """
        change = change.model_copy(update={"who": getattr(request.state, "who", "") or change.who})
        review = await asyncio.to_thread(review_of, number)
        if change.version != review.version:
            raise outdated()
        task = desk.about("change", desk.finished(number)) | {"change": change.model_dump()}
        _, made = await desk.checkers.ask(task, review.model_dump_json().encode())
        await asyncio.to_thread(desk.reviews.keep, Review.model_validate_json(made))
        return Response(made, media_type=JSON)

    @router.get(
        "/{number}/brief.{kind}",
        response_class=Response,
        responses=answered(_TYPES.values()) | documented(404, 409),
    )
    def file(number: Number, kind: Kind, original: bool = False) -> Response:
        """The brief as a file, with the changes of its review; with ``original`` as it was first made.

        ``csv`` is the table of figures; those of items and checks have addresses of their own.
        """
        job = desk.finished(number)
        order, short = desk.order_of(job), kind.rpartition(".")[2]
        if short not in order.formats:
            made = ", ".join(order.formats)
            raise Problem(404, f"This brief was made as {made}: send the report again with {short} among its formats.")
        review = None if original else review_of(number)
        name = "brief.figures.csv" if kind == "csv" else f"brief.{kind}"
        if review is None or not review.version:
            content: str | bytes = desk.file(job, name)
        else:
            content = contents(delivered(review), desk.document(job).text, [short], order.presentation)[name]
        shown_as = f"{PurePath(job.name).stem}.{name.removeprefix('brief.')}"
        headers = {
            "Content-Disposition": f"{'inline' if kind in ('html', 'json') else 'attachment'}; "
            f"filename=\"{name}\"; filename*=UTF-8''{quote(shown_as, safe='')}"
        }
        if kind == "html":
            own = policy(resource("page.css"), resource("page.js"))
            headers |= {"Content-Security-Policy": f"{own}; frame-ancestors 'self'", "X-Frame-Options": "SAMEORIGIN"}
        return Response(content, headers=headers, media_type=_TYPES[short])

    return router


def _finished(job: Job) -> bool:
    return job.state in ("done", "incomplete")


async def _handed_in(request: Request, most: int) -> tuple[bytes, str, OrderAsked]:
    """The report's bytes and name and what is wanted of it, from whichever kind of body; raises Problem."""
    if kind_of(request) == JSON:
        asked = _fitting(BriefAsked.model_validate_json, await request.body())
        return asked.text.encode(), asked.name, asked
    async with form_of(request, 1, most) as form:
        only(form, "file", *_ONE, *_MANY)
        file = form.get("file")
        if not isinstance(file, UploadFile) or len(form.getlist("file")) != 1:
            raise Problem(422, "The form has no file: the report is wanted as its part named file.")
        order = _fitting(OrderAsked.model_validate, fields(form, _ONE, _MANY))
        return await file.read(), name_of(file), order


def _fitting(read: Callable[[Any], Given], given: Any) -> Given:
    try:
        return read(given)
    except ValidationError as error:
        raise invalid(error.errors(include_url=False)) from None
