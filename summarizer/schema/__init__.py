"""The structures that the program writes for machines; their JSON Schemas lie in schemas/.

All are frozen. Offsets are code points, end exclusive. Numbers of a report travel as exact decimal
strings. A field may be added within a version; a field is never renamed or removed.
"""

from dataclasses import asdict
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, PlainSerializer, SerializationInfo, field_serializer

from summarizer.base.document import Certainty, Document
from summarizer.language.numerals import plain
from summarizer.outline.structure import ItemKind, SectionKind
from summarizer.quantities.figure import Aspect, Direction, Kind, Qualifier

DecimalText = Annotated[Decimal, PlainSerializer(plain, return_type=str)]
"""An exact decimal that leaves as a plain string: never a float, never an exponent."""

T = TypeVar("T", bound=BaseModel)

Verdict = Literal["supported", "review", "rejected"]
Reason = Literal[
    "exact", "equivalent", "rounded", "derived",  # supported
    "qualifier_lost", "ambiguous", "outside_evidence", "unread", "two_readings", "read_unsurely",  # review
    "not_found", "scale", "unit", "currency", "direction", "qualifier", "measure",  # rejected
    "subject", "status", "denied", "range", "period", "date", "rank",
]  # fmt: skip


class Record(BaseModel):
    """Base of every structure here: frozen, and nothing unknown is let in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ToldRecord(Record):
    """Where a value of the metadata stands in the text, and how sure it is; see ``base.document.Told``."""

    field: str
    value: str
    start: int
    end: int
    certainty: Certainty
    basis: str


class DocumentRecord(Record):
    """Which document an answer is about, and what it says of itself."""

    name: str
    sha256: str
    encoding: str
    media_type: str
    characters: int
    title: str
    issuer: str
    period: str
    published: str
    number: str
    signed: str = ""
    told: tuple[ToldRecord, ...] = ()
    address: str = ""

    @classmethod
    def of(cls, document: Document) -> "DocumentRecord":
        """The record of ``document``."""
        known = document.metadata
        return cls(
            name=document.name,
            address=document.address,
            sha256=document.sha256,
            encoding=document.encoding,
            media_type=document.media_type,
            characters=len(document.text),
            title=known.title,
            issuer=known.issuer,
            period=known.period,
            published=known.published,
            number=known.number,
            signed=known.signed,
            told=tuple(ToldRecord(**asdict(each)) for each in known.told),
        )


class Evidence(Record):
    """A run of the source, word for word; ``sentence`` is its id where it is a whole sentence."""

    start: int
    end: int
    text: str
    sentence: str = ""


class FigureRecord(Record):
    """A located number; the fields are those of :class:`summarizer.quantities.figure.Figure`."""

    id: str
    start: int
    end: int
    text: str
    kind: Kind
    value: DecimalText | None
    low: DecimalText | None
    high: DecimalText | None
    unit: str
    surface_value: str
    scale: int
    qualifier: Qualifier
    direction: Direction
    change: str
    measure: str
    period: str
    aspect: Aspect
    sentence: str
    each: bool
    fraction: tuple[int, int] | None


class SectionRecord(Record):
    """A section of the outline."""

    id: str
    kind: SectionKind
    heading: str
    level: int
    start: int
    end: int
    body: int
    parent: str | None
    certainty: float = 1.0


class ItemRecord(Record):
    """An outlined item."""

    id: str
    kind: ItemKind
    start: int
    end: int
    text: str
    section: str
    heading: str
    certainty: float = 1.0


class OutlineRecord(Record):
    """What ``summarizer outline --format json`` writes."""

    document: DocumentRecord
    sections: tuple[SectionRecord, ...]
    items: tuple[ItemRecord, ...]


class FiguresRecord(Record):
    """What ``summarizer figures --format json`` writes: all mentions, of all kinds."""

    document: DocumentRecord
    figures: tuple[FigureRecord, ...]


class Check(Record):
    """The verdict on one number of a claim; ``start``/``end`` are offsets into the claim's text.

    ``field`` is the path of the claim in a structure ("problems[1].summary.en"), "" for plain text.
    """

    start: int
    end: int
    text: str
    value: DecimalText | None
    unit: str
    verdict: Verdict
    reason: Reason
    explanation: str
    evidence: tuple[Evidence, ...]
    field: str = ""
    figures: tuple[str, ...] = ()


class Unchecked(Record):
    """A numeral of a claim that got no verdict, and why: "a list number", "a name", "a word of order"."""

    start: int
    end: int
    text: str
    reason: str
    field: str = ""


class Counts(Record):
    """How many numbers got each verdict."""

    supported: int = 0
    review: int = 0
    rejected: int = 0


class Finding(Record):
    """Something that does not add up (or does) in the source itself, with the arithmetic shown."""

    kind: Literal["total", "rate", "repeated"]
    agrees: bool
    explanation: str
    evidence: tuple[Evidence, ...]


SlotState = Literal["agrees", "silent", "contradicts"]


class Slot(Record):
    """One thing that a claim's number and the source's figure were compared in, with the words on both sides."""

    name: str
    state: SlotState
    claim: str
    source: str


class Compared(Record):
    """The slots of one number of a claim that rests on a figure; ``start``/``end`` are those of its check."""

    start: int
    end: int
    text: str
    slots: tuple[Slot, ...]


class Verification(Record):
    """What ``summarizer verify --format json`` writes; ``compared`` is filled where the slots were asked for."""

    document: DocumentRecord
    counts: Counts
    checks: tuple[Check, ...]
    audit: tuple[Finding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    compared: tuple[Compared, ...] = ()


class Bilingual(Record):
    """One text in both languages; ``en`` is None where no English could be made."""

    zh: str
    en: str | None = None


class ReportItem(Record):
    """An achievement, an admitted problem or a plan measure, with the evidence it rests on.

    ``figures`` are ids into ``WorkReport.figures``. ``complete`` is False where the model's words could
    not be used and the source's own sentences stand in their place; ``note`` then says why.

    ``answers`` ties problems and plans: of a problem the ids of the plans that answer it, of a plan those of the
    problems it answers. ``responsible`` is who is to carry a plan out, where the report names them; ``praise`` the
    words of the summary by which the report praises itself, to be shown as the report's own. ``asked`` is False where
    the brief does not tell the item in full, and no model was asked for what is missing of its English.

    ``certainty`` (0 to 1) is how much of its words speaks for its kind. An achievement that is ``unsure`` may as well
    be planned: it is shown apart and never counted or told as achieved. ``judged`` is "model" where a model was asked.
    """

    id: str
    kind: ItemKind
    section: str
    title: Bilingual
    summary: Bilingual
    evidence: tuple[Evidence, ...]
    figures: tuple[str, ...]
    theme: str = ""
    targets: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    responsible: tuple[Bilingual, ...] = ()
    answers: tuple[str, ...] = ()
    praise: tuple[str, ...] = ()
    complete: bool = True
    note: str = ""
    asked: bool = True
    certainty: float = 1.0
    unsure: bool = False
    judged: Literal["", "model"] = ""


class ReportFigure(Record):
    """A figure of the source with its measure in both languages and its quantity in English.

    ``quantity.zh`` is the figure as written; ``quantity.en`` is made by rule, never by a model.
    """

    figure: FigureRecord
    measure: Bilingual
    quantity: Bilingual


class Gap(Record):
    """A part of the report for which the model's answer could not be used, and why."""

    part: str
    reason: str


class StyleFinding(Record):
    """A fault of one English text that was left after asking again.

    ``field`` is its path ("plans[0].summary.en"), ``kind`` which rule of :mod:`summarizer.language.style` it broke.
    """

    field: str
    kind: str
    explanation: str


class Usage(Record):
    """What the model calls cost, retries included; ``cached_calls`` were answered from the store.

    ``faults`` are requests that failed and were sent again (a rate limit, a broken connection); their cost is unknown.
    """

    calls: int = 0
    cached_calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    faults: int = 0

    def plus(self, other: "Usage") -> "Usage":
        """Both together."""
        return Usage(**{name: getattr(self, name) + getattr(other, name) for name in Usage.model_fields})


class ModelRecord(Record):
    """Which model answered, where, and with which prompts; "none" when no model was asked.

    ``profile`` is the genre's profile where it was not the usual one.
    """

    name: str
    endpoint: str = ""
    prompts: tuple[str, ...] = ()
    profile: str = ""


class OpeningLine(Record):
    """One line of a brief's opening; ``items`` are the ids of those whose evidence it rests on.

    ``figures`` are the ids of those that it tells, where the line was made around them and they may be no item's: the
    goal for the year's output mostly stands outside every plan.
    """

    kind: ItemKind
    text: Bilingual
    items: tuple[str, ...]
    figures: tuple[str, ...] = ()


class WorkReport(Record):
    """The structured report: what was achieved, what problems are admitted, what is planned."""

    document: DocumentRecord
    title: Bilingual
    issuer: Bilingual
    period: str
    achievements: tuple[ReportItem, ...]
    problems: tuple[ReportItem, ...]
    plans: tuple[ReportItem, ...]
    figures: tuple[ReportFigure, ...]
    sections: tuple[SectionRecord, ...] = ()
    headings: dict[str, Bilingual] = {}
    opening: tuple[OpeningLine, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    style: tuple[StyleFinding, ...] = ()
    model: ModelRecord
    usage: Usage


class Ledger(Record):
    """The brief's closing account: every number in it, and the source's figures it does not use."""

    checked: int
    counts: Counts
    unused: tuple[str, ...]
    audit: tuple[Finding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()


class Reviewed(Record):
    """What a person decided about one number of a brief: a line of its log, in the order of the changes.

    ``action`` accepts the number as it stands, corrects or removes its text, or restores what a former line changed;
    ``before`` and ``after`` are that text. ``at`` is a time in UTC. ``standing`` says that the decision is about a
    number that the brief still has: ``start`` and ``end`` are that check's own.
    """

    action: Literal["accept", "correct", "remove", "restore"]
    field: str
    number: str
    who: str
    at: str
    reason: str = ""
    before: str = ""
    after: str = ""
    standing: bool = False
    start: int = 0
    end: int = 0


class Brief(Record):
    """What ``summarizer brief`` writes as brief.json: the report, its checks, and the ledger.

    ``reviewed`` is what people decided afterwards; it never changes a verdict.
    """

    report: WorkReport
    key_figures: tuple[str, ...]
    checks: tuple[Check, ...]
    ledger: Ledger
    reviewed: tuple[Reviewed, ...] = ()


class FieldEvidence(Record):
    """Where the value of one field of an extraction stands: its path ("rows[3].rate") and the runs of the source.

    ``unit`` is the figure's own, "" for words. A number's value is in the unit that the field declares.
    """

    field: str
    evidence: tuple[Evidence, ...]
    unit: str = ""


class Extraction(Record, Generic[T]):
    """What ``extract(document, schema=…)`` gives: ``value`` is an object of the schema given.

    A field that was not found is None in ``value`` (a list empty) and has its gap by path, whether or not the schema
    allows None; ``complete`` says that there is no gap. ``checks`` hold the verdict on every number in ``value``,
    typed or written; ``sources`` the evidence of every value.
    """

    document: DocumentRecord
    value: T
    sources: tuple[FieldEvidence, ...]
    checks: tuple[Check, ...]
    counts: Counts
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    model: ModelRecord
    usage: Usage

    @property
    def complete(self) -> bool:
        """Whether every field was found."""
        return not self.gaps

    @field_serializer("value")
    def _plainly(self, value: T, info: SerializationInfo) -> dict[str, Any]:
        """As the schema's own JSON; what is missing is null even where the schema does not foresee it."""
        return value.model_dump(mode=info.mode, warnings=False)
