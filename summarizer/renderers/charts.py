"""What a look says more of than a number: the parts of a total, a share of a whole, then and now.

Nothing is worked out here that the source does not say: a chart shows figures of the source, side by side. The parts
and shares are those that the audit of the source found, whether they add up or not.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from summarizer.renderers.marked import FigureRow, Pair, Run, Runs
from summarizer.schema import Brief, FigureRecord, Finding

_FEWEST_PARTS = 2
_MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with its length, as an exact share of the longest of its chart; ``label`` says what it is."""

    row: FigureRow
    label: Pair
    share: Fraction


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures of the source side by side.

    ``parts``: ``whole`` and the figures that are listed as its parts; ``agrees`` tells whether they add up to it.
    ``share``: ``whole``, the one part of it, and in ``rate`` the percentage that the source gives for it.
    ``change``: what was before and what is, in this order; no ``whole``.
    """

    kind: Literal["parts", "share", "change"]
    title: Pair
    bars: tuple[Bar, ...]
    whole: FigureRow | None = None
    rate: FigureRow | None = None
    agrees: bool = True


def charts(brief: Brief, row: Callable[[str], FigureRow], most: int) -> tuple[Chart, ...]:
    """The first ``most`` charts of ``brief``, in source order; ``row`` gives a figure as it is shown, by its id."""
    figures = [shown.figure for shown in brief.report.figures]
    found = [*_audited(brief.ledger.audit, figures, row), *_changes(figures, row)]
    found.sort(key=lambda pair: pair[0])
    return tuple(chart for _, chart in found[:most])


def _audited(
    audit: Sequence[Finding], figures: Sequence[FigureRecord], row: Callable[[str], FigureRow]
) -> Iterator[tuple[int, Chart]]:
    by_span = {(figure.start, figure.end): figure for figure in figures}
    for finding in audit:
        known = [by_span.get((piece.start, piece.end)) for piece in finding.evidence]
        named = [figure for figure in known if figure is not None]
        if not named or len(named) != len(known) or finding.kind == "repeated":
            continue
        whole = row(named[0].id)
        shares = _shares(named[1:], named[0])
        if finding.kind == "total" and shares and _FEWEST_PARTS <= len(shares) <= _MOST_PARTS:
            bars = tuple(Bar(row(figure.id), _tail(row(figure.id).measure), share) for figure, share in shares)
            yield named[0].start, Chart("parts", _tail(whole.measure), bars, whole=whole, agrees=finding.agrees)
        elif finding.kind == "rate" and len(named) == 3 and (shares := _shares(named[1:2], named[0])):
            part = row(named[1].id)
            bars = (Bar(part, _tail(part.measure), shares[0][1]),)
            rate = row(named[2].id)
            yield named[0].start, Chart("share", whole.measure, bars, whole=whole, rate=rate, agrees=finding.agrees)


def _shares(parts: Sequence[FigureRecord], whole: FigureRecord) -> list[tuple[FigureRecord, Fraction]]:
    """The parts as shares of the whole, or of their sum where that is more; empty where a value is missing."""
    values = [Fraction(part.value) for part in parts if part.value is not None and part.value >= 0]
    if len(values) != len(parts) or not whole.value:
        return []
    longest = max(Fraction(whole.value), sum(values, Fraction(0)))
    return [(part, value / longest) for part, value in zip(parts, values, strict=True)]


def _changes(figures: Sequence[FigureRecord], row: Callable[[str], FigureRow]) -> Iterator[tuple[int, Chart]]:
    """An earlier value and the one that follows it in the same sentence, of the same measure and unit."""
    for before, after in pairwise(figures):
        same = (before.measure, before.unit, before.sentence) == (after.measure, after.unit, after.sentence)
        if not same or before.aspect != "earlier" or after.aspect not in ("result", "target") or after.direction:
            continue
        if not before.value or not after.value or before.value < 0 or after.value < 0:
            continue
        longest = Fraction(100) if before.unit == "%" else Fraction(max(before.value, after.value))
        longest = max(longest, Fraction(before.value), Fraction(after.value))
        then = Bar(row(before.id), Pair((Run("上期"),), (Run("before"),)), Fraction(before.value) / longest)
        target = after.aspect == "target"
        label = Pair((Run("目标" if target else "本期"),), (Run("target" if target else "now"),))
        now = Bar(row(after.id), label, Fraction(after.value) / longest)
        yield before.start, Chart("change", now.row.measure, (then, now))


def _tail(measure: Pair) -> Pair:
    """A measure without the path that leads to it: 行政复议申请：审结：维持 is 维持."""
    return Pair(_last(measure.zh, "："), None if measure.en is None else _last(measure.en, ": "))


def _last(runs: Runs, separator: str) -> Runs:
    for at in range(len(runs) - 1, -1, -1):
        head, found, tail = runs[at].text.rpartition(separator)
        if found and (tail.strip() or runs[at].number or at + 1 < len(runs)):
            return (Run(tail, runs[at].number, runs[at].mark), *runs[at + 1 :])
        if found:
            return _last((*runs[:at], Run(head)), separator)
    return runs
