"""Any pydantic object held against the source: numbers in its strings and in its typed fields alike."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

from summarizer.base.document import Span
from summarizer.schema import Check, Evidence, FigureRecord, WorkReport
from summarizer.verify.fields import POINTER, evidence_marks, unit_of, words_of
from summarizer.verify.pictures import doubt_pictures
from summarizer.verify.report import verify_report
from summarizer.verify.settle import verify_text
from summarizer.verify.source import Source
from summarizer.verify.typed import TypedNumber, settle_typed

#: A short string beside a number that names it: no sentence, and without a number of its own.
_LABEL = re.compile(r"[^\d。；;!?！？]{2,60}")


@dataclass(frozen=True, slots=True)
class _Around:
    """What surrounds a value: its path, its evidence, words of its own and of what it lies in, and a unit."""

    path: str = ""
    cited: tuple[Span, ...] | None = None
    own: tuple[str, ...] = ()
    outer: tuple[str, ...] = ()
    unit: str = ""


def verify_model(
    value: BaseModel, source: Source, *, cited: Mapping[str, Sequence[Span]] | None = None
) -> tuple[Check, ...]:
    """One check for every number in ``value``, at any depth, with its path in ``Check.field`` ("rows[3].rate").

    In strings every number is checked as in free text. A typed number (int, Decimal, float) is one claim: the field's
    name, title and description, and the short strings beside it, say what it is about; its unit is taken from a field
    ``unit`` beside it, a :class:`Unit`, or the description. Typed numbers are weighed together: one figure is not two
    fields' at once. A year, an id, an offset, a member of an Enum or a bool counts nothing and is passed over.

    Evidence is taken from a field ``evidence``, from one named by :class:`EvidenceIn`, or from ``cited``, by path;
    without it the statement that the number is about is looked for. An error in any step is raised.
    """
    if isinstance(value, WorkReport):
        return verify_report(value, source)
    found = list(_object(value, source, _Around(), cited or {}))
    numbers = settle_typed([one for one in found if isinstance(one, TypedNumber)], source)
    numbers = dict(zip(numbers, doubt_pictures(numbers.values(), source), strict=True))
    return tuple(one if isinstance(one, Check) else numbers[one.path] for one in found)


_Cited = Mapping[str, Sequence[Span]]


def _walk(value: Any, source: Source, around: _Around, cited: _Cited) -> Iterator[Check | TypedNumber]:
    if isinstance(value, Evidence | FigureRecord | bool) or value is None:
        return
    if isinstance(value, Enum):
        value = value.value if isinstance(value.value, str) else None
    if around.path in cited:
        around = _Around(around.path, tuple(cited[around.path]), around.own, around.outer, around.unit)
    if isinstance(value, BaseModel):
        yield from _object(value, source, around, cited)
    elif isinstance(value, str):
        context = " ".join((*around.outer, *around.own))
        yield from verify_text(value, source, cited=around.cited, field=around.path, context=context)
    elif isinstance(value, int | Decimal | float):
        name = around.path.rpartition(".")[2].partition("[")[0]
        if not POINTER.search(name):
            written = Decimal(str(value))
            yield TypedNumber(around.path, written, str(value), around.unit, around.own, around.outer, around.cited)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk(inner, source, _within(around, f"{around.path}[{key}]", str(key)), cited)
    elif isinstance(value, Sequence | set | frozenset):
        for index, inner in enumerate(value):
            yield from _walk(inner, source, _within(around, f"{around.path}[{index}]"), cited)


def _within(around: _Around, path: str, *own: str) -> _Around:
    return _Around(path, around.cited, (*around.own, *own), around.outer, around.unit)


def _object(value: BaseModel, source: Source, around: _Around, by_path: _Cited) -> Iterator[Check | TypedNumber]:
    values = {name: getattr(value, name) for name in type(value).model_fields}
    pointed = {mark.name for info in type(value).model_fields.values() for mark in evidence_marks(info)}
    inherited = _spans(values["evidence"], source) if "evidence" in values else around.cited
    given = values.get("unit")
    unit = given if isinstance(given, str) else ""
    beside = tuple(text for text in values.values() if isinstance(text, str) and _LABEL.fullmatch(text))
    for name, info in type(value).model_fields.items():
        if name == "evidence" or name in pointed:
            continue
        cited = inherited
        for mark in evidence_marks(info):
            cited = _spans(values[mark.name], source)
        words = words_of(name, info)
        inner = _Around(
            path=f"{around.path}.{name}" if around.path else name,
            cited=cited,
            own=words if isinstance(values[name], str) else (*words, *(text for text in beside if text != unit)),
            outer=(*around.outer, *around.own)[-6:],
            unit=unit or unit_of(info, words) or around.unit,
        )
        yield from _walk(values[name], source, inner, by_path)


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
