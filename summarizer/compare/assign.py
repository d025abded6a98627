"""One-to-one assignment over scored pairs, and which of its pairs are not to be trusted.

The pairs of highest total score are found exactly (the assignment problem, by shortest augmenting paths: Jonker and
Volgenant, 1987), apart for each connected group of candidates, since only few pairs are candidates at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Pair = tuple[int, int]
_NONE = -1


@dataclass(frozen=True, slots=True)
class Assignment:
    """``sure`` pairs, and groups of left and right indexes in which another pairing is about as good."""

    sure: tuple[Pair, ...]
    open: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


def assign(scores: Mapping[Pair, float], margin: float) -> Assignment:
    """The best one-to-one pairing of the candidates in ``scores`` (all positive; what is not there cannot pair).

    A pair is sure when no other place for either of its two costs less than ``margin`` of the total; the others are
    left open, grouped with the candidates that rival them. The answer does not depend on the order of ``scores``.
    """
    sure: list[Pair] = []
    unsure: list[set[tuple[str, int]]] = []
    for group in _groups(scores):
        best = _optimum(group)
        rivals = {pair: _rivals(pair, best, group, margin) for pair in best.items()}
        doubtful = {pair for pair, found in rivals.items() if found}
        touched = {pair for found in rivals.values() for pair in found}
        # Two pairs that could swap are both in doubt, whichever of them was asked.
        doubtful |= {(left, right) for left, right in best.items() if any(left == a or right == b for a, b in touched)}
        sure += [pair for pair in best.items() if pair not in doubtful]
        for left, right in sorted(doubtful):
            ends = {("l", left), ("r", right)}
            for a, b in rivals[left, right]:
                ends |= {("l", a), ("r", b)}
            unsure.append(ends)
    return Assignment(tuple(sorted(sure)), tuple(_merged(unsure)))


def _rivals(pair: Pair, best: Mapping[int, int], scores: Mapping[Pair, float], margin: float) -> list[Pair]:
    """The other pairs into which one of ``pair`` could go at a loss below ``margin``: to a free one, or by a swap."""
    left, right = pair
    holder = {b: a for a, b in best.items()}
    found: list[Pair] = []
    for (a, b), score in sorted(scores.items()):
        if (a == left) == (b == right):
            continue
        if a == left:
            other = holder.get(b)
            if other is None:
                loss = scores[pair] - score
            else:
                loss = scores[pair] + scores[other, b] - score - scores.get((other, right), 0.0)
        else:
            partner = best.get(a)
            if partner is None:
                loss = scores[pair] - score
            else:
                loss = scores[pair] + scores[a, partner] - score - scores.get((left, partner), 0.0)
        if loss < margin:
            found.append((a, b))
    return found


def _groups(scores: Mapping[Pair, float]) -> list[dict[Pair, float]]:
    """The candidates split into groups that share neither a left nor a right index."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in sorted(scores):
        parent[root(("l", left))] = root(("r", right))
    found: dict[tuple[str, int], dict[Pair, float]] = {}
    for pair in sorted(scores):
        found.setdefault(root(("l", pair[0])), {})[pair] = scores[pair]
    return list(found.values())


def _optimum(scores: Mapping[Pair, float]) -> dict[int, int]:
    """Left index → right index of the pairing with the highest total; leaving one unpaired costs nothing."""
    lefts = sorted({left for left, _ in scores})
    rights = sorted({right for _, right in scores})
    # One dummy column for each row: to stay unpaired is allowed, at score 0.
    width = len(rights) + len(lefts)
    cost = [[-scores.get((left, right), -1.0) for right in rights] + [0.0] * len(lefts) for left in lefts]
    row_of = _shortest_paths(cost, width)
    return {
        lefts[row]: rights[column]
        for column, row in enumerate(row_of[: len(rights)])
        if row != _NONE and (lefts[row], rights[column]) in scores
    }


def _shortest_paths(cost: list[list[float]], width: int) -> list[int]:
    """The row assigned to each column, -1 for none, so that every row has a column and the total cost is least."""
    over_rows, over_columns = [0.0] * len(cost), [0.0] * width
    row_of = [_NONE] * width
    for start in range(len(cost)):
        distance, before = [float("inf")] * width, [_NONE] * width
        done = [False] * width
        row, column = start, _NONE
        while True:
            base = cost[row]
            reached = distance[column] if column != _NONE else 0.0
            nearest, next_column = float("inf"), _NONE
            for at in range(width):
                if done[at]:
                    continue
                through = reached + base[at] - over_rows[row] - over_columns[at]
                if through < distance[at]:
                    distance[at], before[at] = through, column
                if distance[at] < nearest:
                    nearest, next_column = distance[at], at
            column = next_column
            done[column] = True
            if row_of[column] == _NONE:
                break
            row = row_of[column]
        total = distance[column]
        over_rows[start] += total
        for at in range(width):
            if done[at] and at != column:
                over_columns[at] -= total - distance[at]
                over_rows[row_of[at]] += total - distance[at]
        while column != _NONE:
            previous = before[column]
            row_of[column] = row_of[previous] if previous != _NONE else start
            column = previous
    return row_of


def _merged(groups: list[set[tuple[str, int]]]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Groups that share a member made one, as sorted left and right indexes."""
    apart: list[set[tuple[str, int]]] = []
    for group in groups:
        joined = set(group)
        rest = []
        for other in apart:
            if other & joined:
                joined |= other
            else:
                rest.append(other)
        apart = [*rest, joined]
    return sorted(
        (
            tuple(sorted(index for side, index in group if side == "l")),
            tuple(sorted(index for side, index in group if side == "r")),
        )
        for group in apart
    )
