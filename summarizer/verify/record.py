"""The answer for machines, and the proof that it can be derived again from itself and the source."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from summarizer.base.errors import SchemaError
from summarizer.schema import Check, Counts, DocumentRecord, Finding, Unchecked, Verification
from summarizer.verify.settle import verify_text
from summarizer.verify.source import Source


def verification(
    source: Source, checks: Iterable[Check], audit: Iterable[Finding] = (), unchecked: Iterable[Unchecked] = ()
) -> Verification:
    """What ``summarizer verify --format json`` writes: the checks with their counts, the audit of the source, and the
    numerals that were not checked."""
    kept = tuple(checks)
    verdicts = [check.verdict for check in kept]
    counts = Counts(
        supported=verdicts.count("supported"), review=verdicts.count("review"), rejected=verdicts.count("rejected")
    )
    return Verification(
        document=DocumentRecord.of(source.document),
        counts=counts,
        checks=kept,
        audit=tuple(audit),
        unchecked=tuple(unchecked),
    )


def recheck(payload: Verification | Mapping[str, Any], claims: str, source: Source) -> list[str]:
    """Derive every verdict of ``payload`` again; a sentence for each difference, empty where there is none.

    ``payload`` is a :class:`Verification` or its JSON as parsed, of the free text ``claims``. Raises SchemaError where
    it does not fit its schema.
    """
    try:
        said = payload if isinstance(payload, Verification) else Verification.model_validate(payload)
    except ValidationError as error:
        raise SchemaError("This is no verification of this program: it does not fit its schema.") from error
    again = verification(source, verify_text(claims, source))
    different = [*_evidence(said.checks, source), *_checks(said.checks, again.checks)]
    if said.document.sha256 != again.document.sha256:
        different.insert(0, "The source is not the document that was verified against.")
    if said.counts != verification(source, said.checks).counts:
        different.append("The counts are not those of the checks.")
    return different


def _evidence(checks: Sequence[Check], source: Source) -> Iterable[str]:
    for check in checks:
        for piece in check.evidence:
            if source.document.excerpt(piece.start, piece.end) != piece.text:
                yield f"The evidence for {check.text} is not what the source says at {piece.start}-{piece.end}."


def _checks(said: Sequence[Check], again: Sequence[Check]) -> Iterable[str]:
    one, two = ({(check.start, check.end): check for check in checks} for checks in (said, again))
    for place in sorted(one.keys() | two.keys()):
        old, new = one.get(place), two.get(place)
        if old is None or new is None:
            known = old or new
            told = "is checked where no number stands" if new is None else "was not checked"
            yield f"{known.text if known else ''} at {place[0]}-{place[1]} {told}."
        elif old != new:
            verdicts = f"{old.verdict} ({old.reason}), derived again it is {new.verdict} ({new.reason})"
            yield f"{old.text} at {place[0]}-{place[1]}: the record says {verdicts}."
