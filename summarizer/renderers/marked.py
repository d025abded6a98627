"""Words cut at their numbers, each number with its mark: what the parts of a brief are made of, in every format."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.base.document import Span
from summarizer.renderers import words
from summarizer.schema import Verdict

WORST: tuple[Verdict, ...] = ("rejected", "review", "supported")
"""The verdicts, the worst first."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark behind a number: its verdict, why (both languages), and the anchor of its evidence ("" if none).

    ``explained`` is the explanation in Chinese; ``spots`` are the anchors of the whole evidence, ``spot`` first.
    """

    verdict: Verdict
    reason: tuple[str, str]
    explanation: str
    place: str = ""
    spot: str = ""
    explained: str = ""
    spots: tuple[str, ...] = ()
    accepted: str = ""
    """Who accepted the number although it could not be proven, and why; "" where nobody did."""

    @property
    def sign(self) -> str:
        """✓, ? or ✗; of a number that a person accepted ☑, which is no proof."""
        return words.ACCEPTED if self.accepted else words.SIGNS[self.verdict]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, the number it ends with, and that number's mark; the last run may have no number.

    ``left`` says in both languages why a numeral was not checked: it has no mark, and is drawn as such.
    """

    text: str
    number: str = ""
    mark: Mark | None = None
    left: tuple[str, str] | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in both languages; ``en`` is None where there is no English."""

    zh: Runs
    en: Runs | None

    def marks(self) -> Iterator[Mark]:
        """The marks of both languages."""
        yield from marks_of((*self.zh, *(self.en or ())))


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of the source: as written, in English, what it counts.

    ``tags`` say, in both languages, what else must be known of it: a change up or down, a target, an earlier year's.
    """

    id: str
    written: str
    quantity: Runs | None
    measure: Pair
    tags: tuple[tuple[str, str], ...]
    mark: Mark

    def marks(self) -> Iterator[Mark]:
        """The marks of the row."""
        yield self.mark
        yield from self.measure.marks()


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the brief with the places of its evidence; a target is a figure's row or a text."""

    id: str
    title: Pair
    summary: Pair
    places: tuple[str, ...]
    theme: str
    targets: tuple[FigureRow | Runs, ...]
    deadlines: tuple[Runs, ...]
    note: str
    responsible: tuple[Pair, ...] = ()
    answers: tuple[Pair, ...] = ()
    """The titles of the plans that answer this problem, or of the problems that this plan answers."""
    ties: tuple[str, ...] = ()
    """The ids of the items whose titles ``answers`` gives."""
    praise: tuple[str, ...] = ()
    """Phrases of the Chinese summary by which the report praises itself: to be shown as the report's own."""
    style: tuple[str, ...] = ()
    """Faults of the English that were left after asking again, each said in a sentence."""
    more_targets: int = 0
    """How many targets there is no room for."""
    told: bool = True
    """Whether there is room for its summary, or its title alone is shown."""

    def marks(self) -> Iterator[Mark]:
        """The marks of everything that the item says."""
        for text in (self.title, self.summary, *self.responsible):
            yield from text.marks()
        for target in self.targets:
            yield from target.marks() if isinstance(target, FigureRow) else marks_of(target)
        for deadline in self.deadlines:
            yield from marks_of(deadline)


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one heading of the report; ``heading`` is None where the report has none."""

    heading: Pair | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """A number that is not supported, as the ledger lists it; ``where`` says in both languages where it stands."""

    where: tuple[str, str]
    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about a number, as a line in both languages; ``where`` says where it stands."""

    where: tuple[str, str]
    number: str
    told: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Audited:
    """A finding about the source itself: whether it adds up, told in both languages, and where it stands."""

    kind: Literal["total", "rate", "repeated"]
    agrees: bool
    told: tuple[str, str]
    places: tuple[str, ...]
    spots: tuple[str, ...]


def cut(text: str, marks: Sequence[tuple[Span, Mark]], left: Sequence[tuple[Span, tuple[str, str]]] = ()) -> Runs:
    """``text`` cut behind every number that has a mark; where marks overlap, the worst verdict stands.

    It is cut behind the numerals that were ``left`` unchecked too, each with why.
    """
    pieces: list[tuple[Span, Mark | None, tuple[str, str] | None]] = [
        *((span, mark, None) for span, mark in _merged(marks)),
        *((span, None, why) for span, why in left),
    ]
    runs: list[Run] = []
    at = 0
    for span, mark, why in sorted(pieces, key=lambda piece: (piece[0], piece[1] is None)):
        start, end = max(span.start, at), min(max(span.end, at), len(text))
        if mark is None and span.start < at:
            continue
        runs.append(Run(text[at:start], text[start:end], mark, why))
        at = end
    if at < len(text) or not runs:
        runs.append(Run(text[at:]))
    return tuple(runs)


def marks_of(runs: Iterable[Run]) -> Iterator[Mark]:
    """The marks of ``runs``, in their order."""
    return (run.mark for run in runs if run.mark)


def _merged(marks: Sequence[tuple[Span, Mark]]) -> list[tuple[Span, Mark]]:
    merged: list[tuple[Span, Mark]] = []
    for span, mark in sorted(marks, key=lambda pair: pair[0]):
        if merged and span.start < merged[-1][0].end:
            before, earlier = merged.pop()
            worst = min(earlier, mark, key=lambda one: WORST.index(one.verdict))
            merged.append((Span(before.start, max(before.end, span.end)), worst))
        else:
            merged.append((span, mark))
    return merged
