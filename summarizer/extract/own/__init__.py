"""A report into a structure of the user's own: any pydantic class, filled, with every number verified.

    form_of(Model)           what the class asks for: leaves, lists of objects, what is filled by rule
    Candidates               for each field the few figures or sentences that its words lead to
    Filler                   the model points at them, and writes where words are wanted
    built                    an object of the class; what was not found is None with a gap, never a default

See :func:`extract_object`.
"""

from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel

from summarizer.base.document import Span
from summarizer.base.progress import Listener, Progress
from summarizer.extract.own.build import built, evidence_of
from summarizer.extract.own.candidates import Candidates
from summarizer.extract.own.fill import CHOOSE, POINT, ROWS, WRITE, Filled, Filler
from summarizer.extract.own.form import Form, form_of
from summarizer.extract.own.loading import load_schema
from summarizer.extract.phrasing import Phrasing
from summarizer.model.client import Client
from summarizer.outline.structure import Outline
from summarizer.quantities import Figure
from summarizer.schema import (
    Check,
    Counts,
    DocumentRecord,
    Evidence,
    Extraction,
    FieldEvidence,
    Gap,
    ModelRecord,
    Usage,
)
from summarizer.verify import Source, verify_model

__all__ = ["Form", "extract_object", "form_of", "load_schema"]

T = TypeVar("T", bound=BaseModel)
_NO_MODEL = "No model was asked: numbers are those whose words fit best, and only where they are proven; no words."


async def extract_object(
    outline: Outline,
    figures: Sequence[Figure],
    model: type[T],
    client: Client | None,
    *,
    listener: Listener | None = None,
) -> Extraction[T]:
    """``model`` filled from ``outline``; ``figures`` are all mentions located in its text.

    A number is taken by rule where the words of its field prove which figure is meant; ``client`` is asked for what
    stays open. With ``client`` None all else is a gap.
    Raises SchemaError for a class that cannot be filled; EndpointUnreachable, EndpointRefused, WeightsUnavailable.
    """
    form = form_of(model)
    source = Source.of(outline, figures)
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if listener and client:
            spent = client.usage
            total = max(done, len(form.leaves) + len(form.entries))
            listener(Progress("fields", done, total, spent.prompt_tokens, spent.completion_tokens))

    tell(0)
    candidates, phrasing = Candidates(outline, figures, source), Phrasing.of(outline, figures)
    filled = await _proven(form, model, Filler(candidates, phrasing, None, lambda _: None), source)
    if client is not None:
        filled = await Filler(candidates, phrasing, client, tell).fill(form, settled=filled)
    value, refused = built(model, form, filled)
    checks = verify_model(value, source, cited=_cited(form, filled))
    gaps = {path: reason for path, reason, _ in evidence_of(form, filled, gaps=True)} | refused
    return Extraction[T](
        document=DocumentRecord.of(outline.document),
        value=value,
        sources=tuple(
            FieldEvidence(field=path, evidence=evidence, unit=unit)
            for path, evidence, unit in evidence_of(form, filled)
        ),
        checks=checks,
        counts=_counts(checks),
        gaps=tuple(Gap(part=path, reason=reason) for path, reason in gaps.items()),
        notes=client.notes if client else (_NO_MODEL,),
        model=_record(client),
        usage=client.usage if client else Usage(),
    )


async def _proven(form: Form, model: type[BaseModel], filler: Filler, source: Source) -> Filled:
    """What needs no model: numbers whose field's words prove which figure is meant. All else is a gap."""
    filled = await filler.fill(form)
    value, _ = built(model, form, filled)
    checks = verify_model(value, source)
    for path in {check.field.partition("[")[0] for check in checks if check.verdict != "supported"}:
        filled.values[path], filled.gaps[path] = None, "Without a model, its words alone do not prove a figure."
        filled.evidence.pop(path, None)
    return filled


def _cited(form: Form, filled: Filled) -> dict[str, tuple[Span, ...]]:
    """The sentences that written words rest on, by path. Numbers are not held against what they were taken from:

    a figure that the model pointed at would prove itself. Their statement is looked for anew, by the field's words.
    """
    written = {leaf.path for leaf in form.leaves if leaf.kind in ("text", "choice")}
    found = {path: _spans(pieces) for path, pieces in filled.evidence.items() if path in written}
    for entries in form.entries:
        for index, one in enumerate(filled.entries.get(entries.path, ())):
            inner = _cited(entries.form, one)
            found |= {f"{entries.path}[{index}].{path}": spans for path, spans in inner.items()}
    return found


def _spans(pieces: Sequence[Evidence]) -> tuple[Span, ...]:
    return tuple(Span(piece.start, piece.end) for piece in pieces)


def _counts(checks: Sequence[Check]) -> Counts:
    verdicts = [check.verdict for check in checks]
    return Counts(
        supported=verdicts.count("supported"), review=verdicts.count("review"), rejected=verdicts.count("rejected")
    )


def _record(client: Client | None) -> ModelRecord:
    if client is None:
        return ModelRecord(name="none")
    return ModelRecord(name=client.endpoint.model, endpoint=client.describe(), prompts=(POINT, WRITE, CHOOSE, ROWS))
