"""Which candidates are headings: a search for the numbering that explains them best.

A reading of the candidates, from left to right, keeps a stack of open lists. Each candidate either
continues an open list, opens one, or is passed over as not a heading, at a cost: a number out of turn,
a restart, a gap, a list of one, a level out of rank, a prominent candidate passed over. The reading
with the lowest cost wins. A beam keeps the best few readings, so that time grows with the number of
candidates only.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from summarizer.base.document import Span
from summarizer.outline.markers import Marker, Style

_BEAM = 10
_DEEPEST = 6
# Outer styles first; a style that is not here takes its place from where it stands.
_RANK: dict[Style, float] = {
    "part": 0, "chapter": 0.5, "comma": 1, "line": 1.5, "bracket": 2, "digit": 3, "decimal": 3.5, "digit_bracket": 4,
    "circled": 5,
}  # fmt: skip
_IN_FLOW: frozenset[Style] = frozenset({"is", "must", "ordinal", "circled", "digit_bracket", "digit"})
_UNNUMBERED: frozenset[Style] = frozenset({"part", "line", "dash"})
_PASS = {"line": 3.0, "flow": 2.0, "glued": 0.6}
_OPEN = {"line": 0.5, "flow": 0.8, "glued": 1.2}
_CONTINUE = {"line": 0.0, "flow": 0.0, "glued": 0.2}
_PASS_IS_GLUED = 0.9  # 一是 seldom stands anywhere but in a list
_PASS_UNNUMBERED: dict[Style, float] = {"part": 1.0, "line": 0.05, "dash": 1.0}
_DOUBTFUL = 0.4  # a candidate among the cells of a table
_GAP, _WIDE_GAP, _REPEAT = 2.4, 3.6, 2.9  # one number missing, more missing, the same number again
_LONE = 1.4  # a list that ends with its first entry
_RESTART = 2.0  # 1 again, under the same parent
_RESTART_LOOSE = 1.0  # 一是 again after a 二是: every paragraph may have such a list of its own
_RUNS_ON = 1.5  # a number that continues the list before, under another parent
_LATE = 4.0  # a list that begins with another number than 1
_OUT_OF_RANK = 2.0
_UNDER_LOOSE = 1.0  # a ranked list inside 一是 or a dash


class _Open(NamedTuple):
    style: Style
    value: int
    several: bool


class _Taken(NamedTuple):
    at: int
    depth: int
    fresh: bool
    before: "_Taken | None"


class _Reading(NamedTuple):
    cost: float
    stack: tuple[_Open, ...]
    last: tuple[tuple[Style, int], ...]
    taken: _Taken | None


@dataclass(slots=True)
class Node:
    """An accepted heading: its marker, depth from 1, extent, the list it is in, and what lies below it."""

    marker: Marker
    depth: int
    end: int
    list_id: int
    children: list["Node"] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its marker begins."""
        return self.marker.start


def headings(markers: Sequence[Marker], paragraphs: Sequence[Span], end: int) -> list[Node]:
    """The accepted candidates as a forest; ``end`` is where the last of them ends.

    A list written inside one of the ``paragraphs`` ends with that paragraph.
    """
    beam = [_Reading(0.0, (), (), None)]
    for index, marker in enumerate(markers):
        best: dict[tuple[object, ...], _Reading] = {}
        for reading in beam:
            for following in _steps(reading, index, marker):
                key = (following.stack, following.last)
                if key not in best or following.cost < best[key].cost:
                    best[key] = following
        beam = sorted(best.values(), key=lambda reading: reading.cost)[:_BEAM]
    winner = min(beam, key=lambda reading: reading.cost + _closing_cost(reading.stack))
    chain: list[_Taken] = []
    taken = winner.taken
    while taken is not None:
        chain.append(taken)
        taken = taken.before
    roots = _forest(markers, chain[::-1], end)
    _close_in_paragraph(roots, paragraphs)
    return roots


def _close_in_paragraph(nodes: Sequence[Node], paragraphs: Sequence[Span]) -> None:
    """A list whose entries all stand inside one paragraph ends where that paragraph ends."""
    for _, group in groupby(nodes, key=lambda node: node.list_id):
        entries = list(group)
        if all(node.marker.style in _IN_FLOW and node.marker.context != "line" for node in entries[1:]):
            index = bisect_right(paragraphs, (entries[0].start, math.inf)) - 1
            last = entries[-1]
            if len(entries) > 1 and index >= 0 and last.start < paragraphs[index].end < last.end and not last.children:
                last.end = paragraphs[index].end
        for node in entries:
            _close_in_paragraph(node.children, paragraphs)


def _closing_cost(lists: tuple[_Open, ...]) -> float:
    return sum(_LONE for each in lists if not each.several and each.style not in ("part",))


def _steps(reading: _Reading, index: int, marker: Marker) -> list[_Reading]:
    """Every way to go on from ``reading`` over one more candidate."""
    passing = _PASS_UNNUMBERED.get(marker.style, _PASS[marker.context]) * marker.weight
    if marker.style == "is" and marker.context == "glued":
        passing = _PASS_IS_GLUED * marker.weight
    steps = [reading._replace(cost=reading.cost + passing)]
    steps += _continuations(reading, index, marker)
    steps += _openings(reading, index, marker)
    return steps


def _take(reading: _Reading, index: int, depth: int, entry: _Open, cost: float, fresh: bool) -> _Reading:
    closed = reading.stack[depth + (0 if fresh else 1) :]
    last = dict(reading.last)
    for each in closed:
        last[each.style] = each.value
    if fresh:
        last.pop(entry.style, None)
    return _Reading(
        reading.cost + cost + _closing_cost(closed),
        (*reading.stack[:depth], entry),
        tuple(sorted(last.items())),
        _Taken(index, depth, fresh, reading.taken),
    )


def _continuations(reading: _Reading, index: int, marker: Marker) -> list[_Reading]:
    found = []
    for depth, each in enumerate(reading.stack):
        if each.style != marker.style:
            continue
        if marker.value is None:
            cost: float = 0.2 if marker.style == "line" else 0.0
        else:
            step = marker.value - each.value
            if step == 1:
                cost = 0.0
            elif step == 0:
                cost = _REPEAT
            elif step == 2:
                cost = _GAP
            elif 2 < step <= 5:
                cost = _WIDE_GAP
            else:
                continue
        cost += _CONTINUE[marker.context] + _DOUBTFUL * (marker.weight < 1)
        entry = _Open(marker.style, marker.value or 0, True)
        found.append(_take(reading, index, depth, entry, cost, False))
    return found


def _openings(reading: _Reading, index: int, marker: Marker) -> list[_Reading]:
    found = []
    rank = _RANK.get(marker.style)
    for depth in range(min(len(reading.stack), _DEEPEST - 1) + 1):
        above = reading.stack[:depth]
        if any(each.style == marker.style for each in above):
            break
        cost = _OPEN[marker.context] + _DOUBTFUL * (marker.weight < 1) + (0.8 if marker.style == "line" else 0.0)
        if depth < len(reading.stack) and reading.stack[depth].style == marker.style:
            cost += _RESTART_LOOSE if rank is None and reading.stack[depth].several else _RESTART
        if rank is None and depth < len(reading.stack):
            cost += 0.3  # 一是 belongs to the passage it stands in
        for each in above:
            outer = _RANK.get(each.style)
            if rank is not None and outer is not None and outer > rank:
                cost += _OUT_OF_RANK
            elif rank is not None and outer is None:
                cost += _UNDER_LOOSE
        if rank is not None and depth < len(reading.stack):
            cost += 0.2 * sum(1 for each in reading.stack[depth:] if _RANK.get(each.style, 9) < rank)
        if marker.value not in (None, 1):
            before = dict(reading.last).get(marker.style)
            cost += _RUNS_ON if before is not None and marker.value == before + 1 else _LATE
        entry = _Open(marker.style, marker.value or 0, False)
        found.append(_take(reading, index, depth, entry, cost, True))
    return found


def _forest(markers: Sequence[Marker], chain: Sequence[_Taken], end: int) -> list[Node]:
    roots: list[Node] = []
    path: list[Node] = []
    lists = 0
    for taken in chain:
        marker = markers[taken.at]
        for closed in path[taken.depth :]:
            closed.end = marker.start
        siblings = path[taken.depth - 1].children if taken.depth else roots
        if taken.fresh or not siblings:
            lists += 1
            list_id = lists
        else:
            list_id = siblings[-1].list_id
        node = Node(marker, taken.depth + 1, end, list_id)
        siblings.append(node)
        path[taken.depth :] = [node]
    return roots
