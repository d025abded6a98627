"""Errors as RFC 9457 problem details, with the sentences that the command line says."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field

from summarizer.base.errors import (
    InputError,
    LocateError,
    ModelError,
    OutputError,
    SchemaError,
    SummarizerError,
    UsageError,
)

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
    """What went wrong, as RFC 9457 says it; ``detail`` is the sentence for people, in English and Chinese."""

    type: str = "about:blank"
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["report.txt has no Chinese text. A Chinese report is needed."])
    detail_zh: str = ""
    faults: list[Fault] = []


class Problem(Exception):
    """An answer that is no success: a status, a sentence, headers such as Retry-After."""

    def __init__(
        self, status: int, detail: str, headers: dict[str, str] | None = None, faults: Sequence[Fault] = ()
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.faults = status, detail, headers, list(faults)


def status_of(error: BaseException) -> int:
    """The status that an error of this program is answered with."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def invalid(errors: Iterable[Any]) -> Problem:
    """What is said of a body or parameter that does not fit; ``errors`` are pydantic's."""
    faults = [Fault(where=".".join(map(str, one["loc"])) or "body", what=str(one["msg"])) for one in errors]
    first = faults[0] if faults else Fault(where="request", what="it does not fit")
    return Problem(422, f"The request does not fit its description: {first.where}: {first.what}.", faults=faults)


_SCHEMAS = {"application/json": {"$ref": "#/components/schemas/Brief"}}
Answers = dict[int | str, dict[str, Any]]


def answered(kinds: Iterable[str]) -> Answers:
    """What OpenAPI says of an answer in these media types."""
    return {200: {"content": {kind: {"schema": _SCHEMAS.get(kind, {"type": "string"})} for kind in kinds}}}


def documented(*statuses: int) -> Answers:
    """What OpenAPI says of these statuses."""
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }
