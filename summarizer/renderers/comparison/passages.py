"""What each year's report says of what is compared: its passages in the order of the report, with anchors."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from summarizer.compare.record import Cell, Comparison
from summarizer.renderers.visible import visible
from summarizer.schema import Evidence

_BLANKS = re.compile(r"\u3000{4,}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of one year's report, with the runs inside it that something points at; offsets are the report's."""

    start: int
    text: str
    spots: tuple[tuple[int, int], ...]


def cells_of(comparison: Comparison) -> Iterator[Cell]:
    """Every cell shown, in the order of the page."""
    for row in comparison.rows:
        yield from row.cells
    yield from comparison.only
    for group in comparison.open:
        yield from (*group.of_earlier, *group.of_later)


def passages(comparison: Comparison) -> dict[str, list[Passage]]:
    """For each year its passages: the runs of evidence, those that touch or overlap made one."""
    pieces: dict[str, list[Evidence]] = {year.label: [] for year in comparison.years}
    spots: dict[str, set[tuple[int, int]]] = {year.label: set() for year in comparison.years}
    for year, piece in _evidence(comparison):
        pieces[year].append(piece)
        spots[year].add((piece.start, piece.end))
    for cell in cells_of(comparison):
        spots[cell.year].add((cell.figure.start, cell.figure.end))
    for said in comparison.statements:
        spots[said.year].add((said.figure.start, said.figure.end))
    return {year: list(_joined(pieces[year], spots[year])) for year in pieces}


def _evidence(comparison: Comparison) -> Iterator[tuple[str, Evidence]]:
    for cell in cells_of(comparison):
        yield cell.year, cell.evidence
        yield from ((cell.year, piece) for piece in cell.mentions)
    for said in comparison.statements:
        yield said.year, said.evidence
    for plan in comparison.plans:
        yield plan.year, plan.item
        for one in plan.commitments:
            yield plan.year, one.plan
            yield from ((plan.next, piece) for piece in one.evidence)
    for problem in comparison.problems:
        yield from ((mention.year, mention.item) for mention in problem.mentions)


def _joined(pieces: Iterable[Evidence], spots: set[tuple[int, int]]) -> Iterator[Passage]:
    start, text = -1, ""
    for piece in sorted(pieces, key=lambda one: (one.start, -one.end)):
        if text and piece.start <= start + len(text):
            text += piece.text[max(0, start + len(text) - piece.start) :]
            continue
        if text:
            yield _passage(start, text, spots)
        start, text = piece.start, piece.text
    if text:
        yield _passage(start, text, spots)


def _passage(start: int, text: str, spots: set[tuple[int, int]]) -> Passage:
    return Passage(
        start, text, tuple(sorted(spot for spot in spots if start <= spot[0] and spot[1] <= start + len(text)))
    )


def anchor(years: tuple[str, ...], year: str, start: int, end: int) -> str:
    """The id of a run in the page: the year by its number, then the offsets."""
    return f"y{years.index(year) + 1}-{start}-{end}"


def markup(passage: Passage, name: str) -> Markup:
    """The passage escaped, each spot in a ``<mark>`` whose id is ``name`` and its offsets.

    A spot that crosses the end of another is closed there and opened again without id.
    """
    borders = sorted(
        {passage.start, passage.start + len(passage.text), *(edge for spot in passage.spots for edge in spot)}
    )
    waiting = sorted(passage.spots, key=lambda spot: (spot[0], -spot[1]), reverse=True)
    open_: list[tuple[int, int]] = []
    out: list[Markup] = []
    for at, following in itertools.pairwise(borders):
        again: list[tuple[int, int]] = []
        while any(spot[1] <= at for spot in open_):
            closed = open_.pop()
            out.append(Markup("</mark>"))
            if closed[1] > at:
                again.append(closed)
        for spot in reversed(again):
            open_.append(spot)
            out.append(Markup('<mark data-e="{}-{}-{}">').format(name, *spot))
        while waiting and waiting[-1][0] == at:
            spot = waiting.pop()
            open_.append(spot)
            out.append(Markup('<mark id="{0}-{1}-{2}" data-e="{0}-{1}-{2}" tabindex="-1">').format(name, *spot))
        text = passage.text[at - passage.start : following - passage.start]
        out.append(escape(visible(_BLANKS.sub(" … ", text))))
    out += [Markup("</mark>")] * len(open_)
    return Markup("").join(out)
