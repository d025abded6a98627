"""What a brief will show, and so what a model is asked first; the rest is asked for a full brief only."""

from collections.abc import Callable
from dataclasses import dataclass

from summarizer.schema import WorkReport


@dataclass(frozen=True, slots=True)
class Wanted:
    """Ids of the items whose English is wanted, of those ``told`` with their summary, and of figures with a measure."""

    items: frozenset[str]
    told: frozenset[str]
    figures: frozenset[str]


Chooser = Callable[[WorkReport], Wanted]
"""From a report as it will be, but for its English words (their room is held by others), to what is wanted of it."""


def everything(report: WorkReport) -> Wanted:
    """All of ``report``: what a full brief shows."""
    ids = frozenset(item.id for item in (*report.achievements, *report.problems, *report.plans))
    return Wanted(ids, ids, frozenset(shown.figure.id for shown in report.figures))
