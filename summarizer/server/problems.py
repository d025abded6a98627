"""Errors as RFC 9457 problem details, with the sentences that the command line says."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from summarizer.errors import InputError, LocateError, ModelError, OutputError, SchemaError, SummarizerError, UsageError

MEDIA_TYPE = "application/problem+json"
_STATUS: tuple[tuple[type[SummarizerError], int], ...] = (
    (ModelError, 503),
    (OutputError, 507),
    (LocateError, 500),
    (InputError, 422),
    (SchemaError, 422),
    (UsageError, 422),
)


class Fault(BaseModel):
    """One thing that is wrong in a request."""

    where: str
    what: str


class ProblemDetails(BaseModel):
    """What went wrong, as RFC 9457 says it; ``detail`` is the sentence for people."""

    type: str = "about:blank"
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["report.txt has no Chinese text. A Chinese report is needed."])
    faults: list[Fault] = []


class Problem(Exception):
    """An answer that is no success: a status, a sentence, headers such as Retry-After."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers


def response(
    status: int, detail: str, headers: dict[str, str] | None = None, faults: list[Fault] | None = None
) -> JSONResponse:
    """The problem as an answer."""
    body = ProblemDetails(title=HTTPStatus(status).phrase, status=status, detail=detail, faults=faults or [])
    return JSONResponse(body.model_dump(mode="json"), status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let ``app`` say all its errors in this way."""

    async def problem(_: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return response(error.status, error.detail, error.headers)

    async def ours(_: Request, error: Exception) -> Response:
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
        return response(status, str(error))

    async def http(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return response(
            error.status_code, _SENTENCES.get(error.status_code, str(error.detail)), dict(error.headers or {})
        )

    async def invalid(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        faults = [Fault(where=".".join(map(str, one["loc"])), what=str(one["msg"])) for one in error.errors()]
        first = faults[0] if faults else Fault(where="request", what="it does not fit")
        return response(422, f"The request does not fit its description: {first.where}: {first.what}.", faults=faults)

    async def own(_: Request, error: Exception) -> Response:
        return response(
            500, f"The program itself failed ({type(error).__name__}); nothing of this answer can be relied on."
        )

    app.add_exception_handler(Problem, problem)
    app.add_exception_handler(SummarizerError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, own)


_SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
}


Answers = dict[int | str, dict[str, Any]]


def answered(kinds: Iterable[str]) -> Answers:
    """What OpenAPI says of an answer in these media types."""
    return {200: {"content": {kind: {"schema": {"type": "string"}} for kind in kinds}}}


def documented(*statuses: int) -> Answers:
    """What OpenAPI says of these statuses."""
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }
