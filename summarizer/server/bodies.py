"""What requests and answers carry; a report's own structures are those of :mod:`summarizer.schema`."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from summarizer.batch.table import Job, State
from summarizer.schema import Brief, Counts, Usage

Name = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$", examples=["report.txt"])]


def _whole(value: object) -> object:
    """382.0 is an integer in JSON."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, Field(ge=0, le=2**53), BeforeValidator(_whole)]
Id = Annotated[int, Field(ge=1, le=2**53), BeforeValidator(_whole)]
ChineseText = Annotated[
    str,
    Field(min_length=1, max_length=2_000_000, pattern=r"[一-龥]", examples=["全市受理案件1360件，增长4.5%。"]),
]


class Asked(BaseModel):
    """Base of every request: nothing unknown is let in, nothing is converted."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class TextAsked(Asked):
    """A report as text, to be outlined, or for its figures, or to be briefed."""

    text: ChineseText
    name: Name = "text"


Claims = Annotated[str, Field(max_length=500_000, examples=["1,360 cases were accepted, up 4.5%."])]


class VerifyByText(Asked):
    """Claims in Chinese or English, and the text that they are verified against."""

    claims: Claims
    source: ChineseText


class VerifyByJob(Asked):
    """Claims in Chinese or English, and the number of a brief whose report they are verified against."""

    claims: Claims
    job: Id


class JobTold(BaseModel):
    """A brief to be made, as it stands; ``stage`` is what is done right now, ``done`` of ``total``."""

    id: int
    state: State
    name: str
    reason: str = ""
    created: str
    started: str = ""
    finished: str = ""
    attempts: int = 0
    stage: str = ""
    done: int = 0
    total: int = 0
    usage: Usage
    counts: Counts
    unused: int = 0
    about: dict[str, str] = {}
    files: dict[str, str] = {}


class Listed(BaseModel):
    """A page of jobs; ``next`` is the ``after`` of the following page, None on the last."""

    jobs: list[JobTold]
    next: int | None = None


class Decision(BaseModel):
    """A number that a person accepts although it could not be proven, and why. The verdict itself is never changed."""

    model_config = ConfigDict(frozen=True)

    field: str
    start: int
    end: int
    text: str
    who: str
    reason: str


class Entry(BaseModel):
    """One line of the audit log: who did what, when (UTC), to which text, before and after."""

    model_config = ConfigDict(frozen=True)

    version: int
    at: str
    who: str
    action: Literal["accept", "correct", "remove"]
    field: str
    number: str
    before: str
    after: str
    reason: str
    counts: Counts


class Review(BaseModel):
    """The brief as it stands after review: version 0 is as it was made, each change adds one."""

    job: int
    version: int
    brief: Brief
    accepted: list[Decision] = []
    audit: list[Entry] = []


class Change(Asked):
    """One change by a reviewer, made to ``version`` of the brief; ``field``, ``start`` and ``end`` are a check's own.

    ``accept`` wants a reason; ``correct`` wants the whole new ``text`` of the field; ``remove`` takes out the sentence
    that the number stands in.
    """

    version: Whole
    who: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$")]
    action: Literal["accept", "correct", "remove"]
    field: Annotated[str, Field(max_length=200)]
    start: Whole
    end: Whole
    text: Annotated[str, Field(max_length=20_000)] = ""
    reason: Annotated[str, Field(max_length=2_000)] = ""


class Health(BaseModel):
    """Whether the service is there."""

    status: str = "ok"


def told(job: Job, stage: str = "", done: int = 0, total: int = 0) -> JobTold:
    """``job`` as it is told outside: no path, no owner."""
    files = {}
    if job.state in ("done", "incomplete"):
        files = {name: f"/v1/briefs/{job.id}/brief.{name}" for name in ("html", "md", "docx", "xlsx", "json")}
    return JobTold(
        id=job.id, state=job.state, name=job.name, reason=job.reason, created=job.created, started=job.started,
        finished=job.finished, attempts=job.attempts, stage=stage, done=done, total=total, usage=job.usage,
        counts=job.counts, unused=job.unused, about=dict(job.about), files=files,
    )  # fmt: skip
