"""Numbers that were read from a picture: each check that rests on one says so, and one read unsurely is for review."""

from collections.abc import Iterable, Sequence

from summarizer.base.document import Recognized
from summarizer.schema import Check
from summarizer.verify.source import Source

SURE = 0.99
"""How sure the recognizer must be of every character of a number and of its unit, of 1.

Measured on scans made of the samples (docs/readers.md): of what it read wrongly it was .974 sure at
most, and .49 on pages that a person reads with ease.
"""


def doubt_pictures(checks: Iterable[Check], source: Source) -> tuple[Check, ...]:
    """``checks``, each told where its number was read from a picture; supported only where that was read surely."""
    numbers = source.document.recognized
    if not numbers:
        return tuple(checks)
    spans = {figure.id: (figure.start, figure.end) for figure in source.figures}
    return tuple(_told(check, _under(check, numbers, spans)) for check in checks)


def _under(check: Check, numbers: Sequence[Recognized], spans: dict[str, tuple[int, int]]) -> list[float]:
    """How sure each number is that ``check`` rests on: those of its figures, without any those of its evidence."""
    places = [spans[name] for name in check.figures if name in spans]
    places = places or [(piece.start, piece.end) for piece in check.evidence]
    return [one.sure for one in numbers if any(one.start < end and start < one.end for start, end in places)]


def _told(check: Check, sure: list[float]) -> Check:
    if not sure:
        return check
    least = min(sure)
    told = f"{check.explanation} The source's number was read from a picture ({least:.2f} sure)."
    if check.verdict == "supported" and least < SURE:
        return check.model_copy(update={"verdict": "review", "reason": "read_unsurely", "explanation": told})
    return check.model_copy(update={"explanation": told})
