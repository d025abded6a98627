"""From ruled lines to tables: which rectangles of the page are cells, and over how many rows and columns.

The lines that touch form one table. Every pair of neighbouring line positions makes a small rectangle, and
rectangles with no line between them are one cell: merged heads need no rule of their own. The outer edge counts
as ruled, since a table that goes on over a page break is often left open there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.readers.pdf.glyphs import Rule

_NEAR = 3.0
"""Points: lines closer than this are one."""
_MOST_RECTANGLES = 40_000
_SHORTEST_SIDE = 5.0


@dataclass(frozen=True, slots=True)
class Box:
    """A cell on the page, in points, and its place in the table, from 0."""

    left: float
    top: float
    right: float
    bottom: float
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its edges, the positions of its vertical lines, and its cells in reading order."""

    left: float
    top: float
    right: float
    bottom: float
    verticals: tuple[float, ...]
    boxes: tuple[Box, ...]


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The ruled tables of a page, from the top; a frame around text, with one cell, is none."""
    found = [grid for group in _touching(rules) if (grid := _grid(group)) is not None]
    return sorted(found, key=lambda grid: (grid.top, grid.left))


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in groups that touch each other, found by a sweep from the left."""
    parent = list(range(len(rules)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    order = sorted(range(len(rules)), key=lambda at: rules[at].left)
    open_: list[int] = []
    for at in order:
        rule = rules[at]
        open_ = [other for other in open_ if rules[other].right >= rule.left - _NEAR]
        for other in open_:
            one = rules[other]
            if one.top <= rule.bottom + _NEAR and one.bottom >= rule.top - _NEAR:
                parent[root(other)] = root(at)
        open_.append(at)
    groups: dict[int, list[Rule]] = {}
    for at, rule in enumerate(rules):
        groups.setdefault(root(at), []).append(rule)
    return list(groups.values())


def _grid(rules: Sequence[Rule]) -> Grid | None:
    across = [rule for rule in rules if rule.top == rule.bottom]
    down = [rule for rule in rules if rule.top != rule.bottom]
    if not across or not down:
        return None
    lefts = _positions([rule.left for rule in down] + [x for rule in across for x in (rule.left, rule.right)])
    tops = _positions([rule.top for rule in across] + [y for rule in down for y in (rule.top, rule.bottom)])
    columns, rows = len(lefts) - 1, len(tops) - 1
    if columns < 1 or rows < 1 or columns * rows < 2 or columns * rows > _MOST_RECTANGLES:
        return None
    beside = _ruled(down, lefts, tops, upright=True)
    below = _ruled(across, tops, lefts, upright=False)
    boxes = tuple(_boxes(lefts, tops, beside, below))
    if len(boxes) < 2 or max(box.columns for box in boxes) == columns == min(box.columns for box in boxes) > 1:
        return None
    return Grid(lefts[0], tops[0], lefts[-1], tops[-1], tuple(lefts), boxes)


def _positions(values: Sequence[float]) -> list[float]:
    """The values, those that lie near each other made one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept if len(kept) < 2 or kept[-1] - kept[0] > _SHORTEST_SIDE else kept[:1]


def _ruled(
    rules: Sequence[Rule], at: Sequence[float], along: Sequence[float], *, upright: bool
) -> set[tuple[int, int]]:
    """(line, step) for every step between two positions ``along`` a line at which that line is drawn."""
    drawn: set[tuple[int, int]] = set()
    for rule in rules:
        place, begin, end = (rule.left, rule.top, rule.bottom) if upright else (rule.top, rule.left, rule.right)
        line = min(range(len(at)), key=lambda number: abs(at[number] - place))
        for step, (low, high) in enumerate(pairwise(along)):
            if begin <= (low + high) / 2 <= end:
                drawn.add((line, step))
    return drawn


def _boxes(
    lefts: Sequence[float], tops: Sequence[float], beside: set[tuple[int, int]], below: set[tuple[int, int]]
) -> Iterator[Box]:
    """Cells in reading order: each begins at the first free rectangle and reaches as far as no line stops it."""
    columns, rows = len(lefts) - 1, len(tops) - 1
    taken = [[False] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            right = column + 1
            while right < columns and not taken[row][right] and (right, row) not in beside:
                right += 1
            bottom = row + 1
            while bottom < rows and all(
                (bottom, step) not in below and not taken[bottom][step] for step in range(column, right)
            ):
                bottom += 1
            for y in range(row, bottom):
                for x in range(column, right):
                    taken[y][x] = True
            yield Box(lefts[column], tops[row], lefts[right], tops[bottom], row, column, bottom - row, right - column)
