"""What requests and answers carry; a report's own structures are those of :mod:`summarizer.schema`."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from summarizer.base.progress import Progress
from summarizer.batch.table import Job, State
from summarizer.pipeline.claims import GivenExtraction
from summarizer.renderers.options import Language, Length
from summarizer.schema import Brief, Counts, Usage, Verification, WorkReport
from summarizer.server.chinese import chinese
from summarizer.server.indexing import Row
from summarizer.server.orders import Order

Name = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$", examples=["report.txt"])]


def _whole(value: object) -> object:
    """382.0 is an integer in JSON."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, Field(ge=0, le=2**53, examples=[0]), BeforeValidator(_whole)]
Id = Annotated[int, Field(ge=1, le=2**53, examples=[1]), BeforeValidator(_whole)]
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


def _once(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise ValueError("each may be named once")
    return values


_UNIQUE = {"uniqueItems": True}
Format = Literal["html", "md", "docx", "xlsx", "csv", "json"]
Formats = Annotated[
    list[Format], Field(min_length=1, json_schema_extra=_UNIQUE, examples=[["html", "docx"]]), AfterValidator(_once)
]
Languages = Annotated[
    list[Language], Field(min_length=1, json_schema_extra=_UNIQUE, examples=[["en"]]), AfterValidator(_once)
]
Theme = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x20\x7f]+$")]
ModelName = Annotated[str, Field(max_length=200)]


class OrderAsked(Asked):
    """How the brief is wanted; all of it may be left out.

    ``model`` is one that the operator allows (GET /v1/models); ``formats`` the files to be made, json always among
    them; ``lang`` the languages in the order in which they are shown; ``length`` of the text in md, html and docx;
    ``theme`` words of which an item's theme must have one.
    """

    model: ModelName | None = None
    formats: Formats = ["html", "md", "docx", "xlsx", "csv", "json"]
    lang: Languages = ["zh", "en"]
    length: Length = "standard"
    theme: Annotated[list[Theme], Field(max_length=20, examples=[["行政执法"]])] = []


class BriefAsked(OrderAsked, TextAsked):
    """A report as text, and how its brief is wanted."""


def _sort_of_claims(given: Any) -> str:
    """Which structure is meant: by its own keys."""
    if isinstance(given, dict):
        return "brief" if "ledger" in given else "extraction" if "value" in given else "report"
    known = {Brief: "brief", GivenExtraction: "extraction", WorkReport: "report"}
    return next((sort for kind, sort in known.items() if isinstance(given, kind)), "text")


Text = Annotated[str, Field(max_length=500_000, examples=["1,360 cases were accepted, up 4.5%."])]
Claims = Annotated[
    Annotated[Text, Tag("text")]
    | Annotated[Brief, Tag("brief")]
    | Annotated[WorkReport, Tag("report")]
    | Annotated[GivenExtraction, Tag("extraction")],
    Discriminator(_sort_of_claims),
]


class DraftAsked(Asked):
    """A text to be checked against a brief's report, and the language in which a marked file speaks."""

    text: Annotated[str, Field(min_length=1, max_length=500_000, examples=["41 cases were concluded."])]
    name: Name = "draft"
    lang: Language = "zh"


class ClaimsAsked(Asked):
    """What is to be verified: a text in Chinese or English, or a brief, work report or extraction of this program."""

    claims: Claims


class VerifyByText(ClaimsAsked):
    """Claims, and the text that they are verified against."""

    source: ChineseText


class VerifyByJob(ClaimsAsked):
    """Claims, and the number of a brief whose report they are verified against."""

    job: Id


class Named(BaseModel):
    """A figure of the source that a check names: ``start`` and ``end`` are offsets into the source."""

    start: int
    end: int
    text: str


class DraftTold(BaseModel):
    """A text that was checked against a brief's report: what was read of it, the verdicts (offsets into ``text``), and
    by id the figures of the source that they name."""

    name: str
    text: str
    verification: Verification
    figures: dict[str, Named] = {}


class Labelled(Asked):
    """What people call a report."""

    label: Name


class Indexed(BaseModel):
    """A page of the index; ``next`` is the ``skip`` of the following page, None on the last."""

    rows: list[Row]
    next: int | None = None


class SourceTold(BaseModel):
    """A report's text; ``pages`` are the offsets at which the pages of a PDF begin."""

    text: str
    media_type: str = "text/plain"
    pages: list[int] = []


class Box(BaseModel):
    """A box on a page, in parts of its width and height from 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float


class PlaceTold(BaseModel):
    """Where a run of the source stands: the ``paragraph`` (from 1), the headings of its sections, from the outermost,
    and the ``page`` of a PDF (0: it has none), of ``pages``.

    ``boxes`` are to be framed on the page; none where the place on it cannot be told for sure.
    """

    paragraph: int
    sections: list[str] = []
    page: int = 0
    pages: int = 0
    boxes: list[Box] = []


class ModelsTold(BaseModel):
    """The models that a request may name; ``usual`` writes where it names none."""

    usual: str
    models: list[str]


class Session(BaseModel):
    """Whose token a request bears (empty: nobody's name is known), its role, and whether the service wants one."""

    who: str = ""
    role: str = "admin"
    token: bool = False


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
    model: str = ""
    formats: list[str] = []
    lang: list[str] = []
    length: str = "standard"
    theme: list[str] = []
    label: str = ""
    reason_zh: str = ""


class Listed(BaseModel):
    """A page of jobs; ``next`` is the ``after`` (or ``before``) of the following page, None on the last."""

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


Action = Literal["accept", "correct", "remove", "restore"]


class Entry(BaseModel):
    """One line of the audit log: who did what, when (UTC), to which text, before and after.

    ``digest`` is the sha256 of the line with ``previous``, the digest of the line before it: no line can be changed,
    taken out or put in without breaking the chain.
    """

    model_config = ConfigDict(frozen=True)

    version: int
    at: str
    who: str
    action: Action
    field: str
    number: str
    before: str
    after: str
    reason: str
    counts: Counts
    previous: str = ""
    digest: str = ""


class Review(BaseModel):
    """The brief as it stands after review: version 0 is as it was made, each change adds one."""

    job: int
    version: int
    brief: Brief
    accepted: list[Decision] = []
    audit: list[Entry] = []


class Change(Asked):
    """One change by a reviewer, made to ``version`` of the brief; ``field``, ``start`` and ``end`` are a check's own.

    ``accept`` wants a reason; ``correct`` a reason and the whole new ``text`` of the field; ``remove`` takes out the
    sentence that the number stands in; ``restore`` puts back what the change ``entry`` (a version) of the audit
    log changed.
    """

    version: Whole
    who: Annotated[
        str,
        Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$", examples=["王敏"]),
    ]
    action: Annotated[Action, Field(examples=["correct"])]
    field: Annotated[str, Field(max_length=200, examples=["achievements[0].summary.zh"])]
    start: Whole
    end: Annotated[Whole, Field(examples=[5])]
    text: Annotated[str, Field(max_length=20_000, examples=["1360件案件已受理。"])] = ""
    reason: Annotated[str, Field(max_length=2_000)] = ""
    entry: Whole = 0


class Health(BaseModel):
    """Whether the service is there."""

    status: str = "ok"


def told(job: Job, order: Order, step: Progress | None = None, label: str = "") -> JobTold:
    """``job`` of ``order`` as it is told outside: no path, no owner; ``step`` is what is done on it right now.

    ``label`` is what people call it.
    """
    files = {}
    if job.state in ("done", "incomplete"):
        files = {name: f"/v1/briefs/{job.id}/brief.{name}" for name in order.files}
    step = step or Progress("", 0, 0)
    return JobTold(
        id=job.id, state=job.state, name=job.name, reason=job.reason, created=job.created, started=job.started,
        finished=job.finished, attempts=job.attempts, stage=step.stage, done=step.done, total=step.total,
        usage=job.usage, counts=job.counts, unused=job.unused, about=dict(job.about), files=files,
        model=order.model, formats=list(order.formats), lang=list(order.presentation.languages),
        length=order.presentation.length, theme=list(order.presentation.themes),
        label=label, reason_zh=chinese(job.reason) if job.reason else "",
    )  # fmt: skip
