"""Any pydantic object held against the source: numbers in its strings and in its typed fields alike."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from summarizer.document import Span
from summarizer.numerals import plain
from summarizer.schema import Check, Evidence, FigureRecord, WorkReport
from summarizer.verify.report import verify_report
from summarizer.verify.settle import verify_text
from summarizer.verify.source import Source

#: Names of fields whose numbers point at a place or a time: they count nothing.
_POINTER = re.compile(
    r"(?:^|_)(?:id|ids|index|year|page|line|offset|start|end|version|number_of_document|phone|code)$|年份|编号|页码"
)
#: A unit in the words about a typed field: "处罚金额（万元）", "rate in %".
_UNIT = re.compile(r"万亿元|亿元|万元|元|个百分点|%|percentage points?|per ?cent|million yuan|billion yuan|yuan", re.I)
#: A short string beside a number that names it: no sentence, and without a number of its own.
_LABEL = re.compile(r"[^\d。；;!?！？]{2,60}")


@dataclass(frozen=True, slots=True)
class EvidenceIn:
    """Marks a field with the name of the sibling field that holds its evidence.

    ``summary: Annotated[str, EvidenceIn("quotes")]``; the sibling holds :class:`summarizer.schema.Evidence`, spans
    ``(start, end)`` or quotations of the source (one or a sequence). Without a mark a sibling named ``evidence``
    serves all fields of its object and of those inside it.
    """

    name: str


@dataclass(frozen=True, slots=True)
class _Around:
    """What surrounds a value: its path, its evidence, and words that say what it is about."""

    path: str = ""
    cited: tuple[Span, ...] | None = None
    labels: tuple[str, ...] = dataclass_field(default_factory=tuple)
    unit: str = ""


def verify_model(value: BaseModel, source: Source) -> tuple[Check, ...]:
    """One check for every number in ``value``, at any depth, with its path in ``Check.field`` ("rows[3].rate").

    In strings every number is checked as in free text. A typed number (int, Decimal, float) is one claim: the field's
    name, title and description, and the short strings beside it, say what it is about; its unit is taken from a field
    ``unit`` beside it or from the description. A year, an id or an offset counts nothing and is passed over. Evidence
    is taken from a field ``evidence`` or one named by :class:`EvidenceIn`. An error in any step is raised.
    """
    if isinstance(value, WorkReport):
        return verify_report(value, source)
    return tuple(_object(value, source, _Around()))


def _walk(value: Any, source: Source, around: _Around) -> Iterator[Check]:
    if isinstance(value, Evidence | FigureRecord | bool) or value is None:
        return
    if isinstance(value, BaseModel):
        yield from _object(value, source, around)
    elif isinstance(value, str):
        context = " ".join(around.labels)
        yield from verify_text(value, source, cited=around.cited, field=around.path, context=context)
    elif isinstance(value, int | Decimal | float):
        yield from _typed(value, source, around)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk(inner, source, _within(around, f"{around.path}[{key}]", str(key)))
    elif isinstance(value, Sequence | set | frozenset):
        for index, inner in enumerate(value):
            yield from _walk(inner, source, _within(around, f"{around.path}[{index}]"))


def _within(around: _Around, path: str, *labels: str, cited: tuple[Span, ...] | None = None, unit: str = "") -> _Around:
    return _Around(path, around.cited if cited is None else cited, (*around.labels, *labels)[-6:], unit or around.unit)


def _object(value: BaseModel, source: Source, around: _Around) -> Iterator[Check]:
    values = {name: getattr(value, name) for name in type(value).model_fields}
    pointed = {mark.name for info in type(value).model_fields.values() for mark in _marks(info)}
    own = _spans(values["evidence"], source) if "evidence" in values else None
    given = values.get("unit")
    unit = given if isinstance(given, str) else ""
    beside = tuple(text for text in values.values() if isinstance(text, str) and _LABEL.fullmatch(text))
    for name, info in type(value).model_fields.items():
        if name == "evidence" or name in pointed:
            continue
        cited = own
        for mark in _marks(info):
            cited = _spans(values[mark.name], source)
        words = (name.replace("_", " "), info.title or "", info.description or "")
        labels = words if isinstance(values[name], str) else (*words, *beside)
        path = f"{around.path}.{name}" if around.path else name
        named = unit or _unit_in(" ".join(words))
        yield from _walk(values[name], source, _within(around, path, *labels, cited=cited, unit=named))


def _marks(info: FieldInfo) -> list[EvidenceIn]:
    return [mark for mark in info.metadata if isinstance(mark, EvidenceIn)]


def _spans(evidence: Any, source: Source) -> tuple[Span, ...]:
    """The runs of the source that ``evidence`` names; a quotation that is not in the source names none."""
    if isinstance(evidence, Evidence):
        return (Span(evidence.start, evidence.end),)
    if isinstance(evidence, str):
        at = source.document.text.find(evidence) if evidence else -1
        return (Span(at, at + len(evidence)),) if at >= 0 else ()
    if isinstance(evidence, tuple) and len(evidence) == 2 and all(isinstance(end, int) for end in evidence):
        return (Span(*evidence),)
    if isinstance(evidence, Sequence):
        return tuple(span for piece in evidence for span in _spans(piece, source))
    return ()


def _typed(value: int | Decimal | float, source: Source, around: _Around) -> Iterator[Check]:
    """A typed number as a claim of its own; one that cannot be read as a figure is review, never passed over."""
    name = around.path.rpartition(".")[2].partition("[")[0]
    if _POINTER.search(name):
        return
    digits = plain(Decimal(str(value))) or "0"
    context = " ".join(around.labels)
    unit = around.unit
    written = f"{digits}{unit}" if re.match(r"[^A-Za-z]", unit or "元") else f"{digits} {unit}"
    language = "en" if unit[:1].isascii() and unit[:1].isalpha() else None
    found = verify_text(written, source, cited=around.cited, language=language, field=around.path, context=context)
    if found:
        yield found[0].model_copy(update={"start": 0, "end": len(str(value)), "text": str(value)})
        return
    yield Check(
        start=0,
        end=len(str(value)),
        text=str(value),
        value=Decimal(str(value)),
        unit="",
        verdict="review",
        reason="ambiguous",
        explanation=f"What {value} counts cannot be told from the field's name, its description or the text beside it.",
        evidence=(),
        field=around.path,
    )


def _unit_in(words: str) -> str:
    match = _UNIT.search(words)
    return match.group() if match else ""
