"""The kind of each passage, decided once over the whole text.

Of all ways to cut the text into passages the one is taken that the evidence of its units speaks for most, the turns
between kinds weighed by where they stand (at a heading for nothing, inside a paragraph dearly) and by the order in
which the genre comes: what was done, what is amiss, what will be done, the last words.
"""

import itertools
from collections.abc import Sequence
from operator import add
from typing import Final

from summarizer.outline.evidence import KINDS, OTHER, PLANS, PREAMBLE, REVIEW, Border, Unit

_NEVER: Final = 1e6
_TURN: Final[dict[Border, float]] = {"root": 0.0, "child": 4.0, "paragraph": 4.0, "sentence": 8.0}
#: What a turn costs beyond its place: from the kind of the row to that of the column, both in the order of ``KINDS``.
_ORDER: Final = (
    (0.0, 0.0, 3.0, 2.0, 6.0),
    (_NEVER, 0.0, 0.0, 1.0, 3.0),
    (_NEVER, 2.0, 0.0, 0.0, 3.0),
    (_NEVER, 45.0, 8.0, 0.0, 1.0),
    (_NEVER, 12.0, 12.0, 12.0, 0.0),
)
_STAY: Final = list(range(len(KINDS)))
_BEGINS: Final = (0.0, 1.0, 6.0, 4.0, 6.0)


def decode(units: Sequence[Unit], *, only_plans: bool = False, by_paragraph: bool = False) -> list[int]:
    """The kind of each of ``units``, numbers into ``KINDS``; time grows with their number.

    ``by_paragraph``: a Policy Address tells by subjects, under each what was and what will be done.
    """
    if not units:
        return []
    states = range(len(KINDS))
    begins = list(_BEGINS)
    if only_plans:
        begins[PLANS], begins[REVIEW] = 0.0, 8.0
        for unit in units:
            unit.says[PLANS] += 2.0
    first = units[0]
    scores = [first.says[state] - begins[state] for state in states]
    came: list[list[int]] = []
    for before, unit in itertools.pairwise(units):
        # What a heading stands over is of its kind: no turn right behind it, but at another heading.
        shut = unit.node is None and (before.told is not None or before.border == "root")
        base = _TURN[unit.border] if not by_paragraph or unit.border == "sentence" else 0.5
        said = unit.border == "root" and unit.told is not None
        if unit.border == "child":
            base = 1.0 if unit.told else base + 2.0
        if shut:
            came.append(_STAY)
            scores = list(map(add, scores, unit.says))
            continue
        row, following, top = [], [], max(scores)
        for state in states:
            best, source = scores[state], state
            turn = max(base - unit.enters[state], 0.0)
            if top - turn > best:
                for other in states:
                    if other != state:
                        freely = said and other == OTHER and state != PREAMBLE
                        freely = freely or (by_paragraph and other == PLANS and state == REVIEW)
                        order = 0.0 if freely else _ORDER[other][state]
                        cost = turn + order
                        if scores[other] - cost > best:
                            best, source = scores[other] - cost, other
            row.append(source)
            following.append(best + unit.says[state])
        came.append(row)
        scores = following
    state = max(states, key=lambda each: scores[each])
    found = [state]
    for row in reversed(came):
        state = row[state]
        found.append(state)
    return found[::-1]
