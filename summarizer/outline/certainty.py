"""How sure it is what a passage is: whether its own sentences speak for the kind that it was given.

A heading that names the kind speaks too. Where nothing does, and most of a review's words read like a plan, its kind is
unsure: it is told neither as achieved nor as planned.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from summarizer.outline.evidence import PROBLEMS, Unit
from summarizer.outline.numbering import Node
from summarizer.outline.structure import ItemKind, SectionKind
from summarizer.outline.weights import Weights, normal

_LEAST: Final = 300  # characters of sentences from which on they can contradict
_DOUBT: Final = 0.3
_HEADED: Final = 0.6  # the share of the doubt that a heading takes away
_BEFORE: Final = 40  # characters taken to agree before any is read
_SAMPLE, _SAMPLES = 400, 5
_STRANGE: Final = 0.03


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a top-level passage begins, its kind, and its heading's node if it has one."""

    start: int
    kind: SectionKind
    node: Node | None = None
    certainty: float = 1.0


def weighed(cuts: Sequence[Cut], units: Sequence[Unit]) -> list[Cut]:
    """``cuts`` with how sure each is; a review without a heading whose words mostly plan is unsure."""
    starts = [cut.start for cut in cuts]
    inside: list[list[Unit]] = [[] for _ in cuts]
    for unit in units:
        inside[max(bisect_right(starts, unit.start) - 1, 0)].append(unit)
    return [_weighed(cut, within) for cut, within in zip(cuts, inside, strict=True)]


def _weighed(cut: Cut, units: Sequence[Unit]) -> Cut:
    if cut.kind not in ("achievements", "problems", "plans"):
        return cut
    said = [unit for unit in units if unit.node is None and unit.model]
    size = sum(unit.end - unit.start for unit in said)
    agreed = sum(unit.end - unit.start for unit in said if _agrees(cut.kind, unit))
    share = (agreed + _BEFORE) / (size + _BEFORE)
    headed = bool(units) and units[0].told == cut.kind
    certainty = round(1 - (1 - share) * (1 - _HEADED if headed else 1), 2)
    if cut.kind == "achievements" and not headed and size >= _LEAST and certainty < _DOUBT:
        return replace(cut, kind="unsure", certainty=certainty)
    return replace(cut, certainty=certainty)


def of_item(kind: ItemKind, start: int, end: int, units: Sequence[Unit]) -> float | None:
    """How much of the words in ``[start, end)`` speaks for ``kind``; None where none of ``units`` was weighed."""
    first = max(bisect_right(units, start, key=lambda unit: unit.start) - 1, 0)
    last = bisect_right(units, end - 1, key=lambda unit: unit.start)
    said = [unit for unit in units[first:last] if unit.node is None and unit.model]
    size = sum(unit.end - unit.start for unit in said)
    agreed = sum(unit.end - unit.start for unit in said if _agrees(kind, unit))
    return round((agreed + _BEFORE) / (size + _BEFORE), 2) if said else None


def _agrees(kind: SectionKind, unit: Unit) -> bool:
    problem, plan, _ = unit.model
    if kind == "problems":
        return problem > 0 or unit.says[PROBLEMS] > 0
    return plan > 0 if kind == "plans" else plan <= 0


def is_strange(weights: Weights, text: str, kinds: Sequence[SectionKind]) -> bool:
    """Whether a text without headings, admissions or plans is of no genre that the weights know: a novel, numbers."""
    if len(text) < _LEAST or any(kind in ("problems", "plans") for kind in kinds):
        return False
    step = max(len(text) // _SAMPLES, _SAMPLE)
    known = every = 0
    for at in range(0, len(text), step):
        words = normal(text[at : at + _SAMPLE])
        every += max(len(words) - 2, 0)
        known += sum(words[index : index + 3] in weights.table for index in range(len(words) - 2))
    return known < _STRANGE * every
