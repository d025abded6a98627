"""What the rules say of a number whose value the source has: is it told of the right figure, and told right?

They are exact where a claim keeps the source's words, and in doubt where it does not; :mod:`settle` holds their answer
beside that of the model of :mod:`decide`.
"""

import re
from collections.abc import Iterable, Sequence

from summarizer.language.lexicon import pattern
from summarizer.quantities.figure import Figure
from summarizer.verify import explain
from summarizer.verify.bounds import qualifier_told
from summarizer.verify.compare import ends, interchanged, unit_agrees
from summarizer.verify.match import MARGIN, Candidate, Field, against, agreeing, stronger
from summarizer.verify.numbers import Number
from summarizer.verify.roles import Surroundings, opposed, other_role, turned
from summarizer.verify.settled import Settled
from summarizer.verify.signs import FLOOR, clause_of, denial, of_change, told_otherwise
from summarizer.verify.source import Source
from summarizer.verify.times import wrong_time

#: A name that is a change itself: 涨幅控制在3.8%以内 is no level.
_CHANGE_NAME = re.compile(r"[涨增降跌减升]幅|增速|增长率")
#: Characters of the words by which a thing grows or shrinks: 减税降费, 新设企业.
_MOVES = {"up": frozenset("增升涨提扩新多加补续"), "down": frozenset("减降压缩精免削少退消")}
#: A number with so many digits is hardly another figure's by chance.
_RARE_DIGITS = 3


def by_rules(
    at: int, fields: Sequence[Field], source: Source, inside: list[Candidate], scope: frozenset[int] | None
) -> Settled:
    """The rules' answer on the number ``fields[at]``; ``inside`` are the figures of the right value."""
    field, figure = fields[at], fields[at].number.figure
    best = agreeing(field, source, inside)
    rivals = sorted(
        (
            c
            for c in field.same_sort
            if not c.near
            and (scope is None or c.index in scope)
            and not told_otherwise(field.number, source, best.index, c.index)
        ),
        key=lambda c: c.rank,
    )
    if best.fit is None:
        if not _unmistakable(field.number, inside, rivals, scope):
            return Settled("ambiguous", explain.unsure(source, figure, best.index), (best.index,))
    elif found := stronger(at, fields, source, best, rivals):
        rival, certain = found
        both = (best.index, rival.index)
        if certain:
            return Settled("measure", explain.measure(source, figure, *both), both)
        return Settled("ambiguous", explain.either(source, figure, *both), both)
    elif other := _counted_otherwise(field, source, best, scope):
        return Settled("unit", explain.unit(source, figure, other[0]), other)
    elif scope is None and best.fit < FLOOR:
        return Settled("ambiguous", explain.unsure(source, figure, best.index), (best.index,))
    return told_right(field.number, source, best)


def _counted_otherwise(field: Field, source: Source, best: Candidate, scope: frozenset[int] | None) -> tuple[int, ...]:
    """A figure of the same digits in another unit that the claim's words fit clearly better."""
    return first(
        c
        for c in field.candidates
        if (c.fit or 0) - (best.fit or 0) > 2 * MARGIN
        and (scope is None or c.index in scope)
        and same_digits(source.figures[c.index], field.number.figure)
    )


def _unmistakable(
    number: Number, inside: Sequence[Candidate], rivals: Sequence[Candidate], scope: frozenset[int] | None
) -> bool:
    """Whether a claim without a known word can mean one figure only: the cited one, or a rare one of the whole."""
    if scope is not None:
        return not rivals
    if number.unknown:
        return False
    return len(inside) == 1 and len(number.figure.surface_value.strip("0.")) >= _RARE_DIGITS


def told_right(number: Number, source: Source, best: Candidate) -> Settled:
    """The figure is found: is its direction, its time and its qualifier told as the source has them?"""
    other, figure, at = source.figures[best.index], number.figure, (best.index,)
    near = best.near or "exact"
    theirs = source.surroundings(best.index)
    if theirs.denied and other.qualifier == "at_least" and figure.qualifier == "under":
        # 未达到不少于80%的要求 is short of 80%: what was required was not reached.
        return Settled("equivalent", explain.supported(source, figure, best.index, near), at)
    if against(other, figure):
        return Settled("direction", explain.direction(source, figure, best.index), at)
    if not number.alone and _denies_alone(number, source, best.index):
        return Settled("denied", explain.contradicted(source, figure, best.index, "denial", number), at)
    if not number.alone and opposed(theirs, number.around):
        return Settled("direction", explain.opposed(source, figure, best.index), at)
    moved = source.moved(best.index)
    came_to = source.places[best.index].aspect == "earlier" and number.around.trend  # what it came from, told as that
    came_from = moved and figure.aspect == "earlier"
    if came_to or came_from or (moved and number.around.trend and moved != number.around.trend):
        return Settled("direction", explain.opposed(source, figure, best.index), at)
    if not moved and turned(theirs, number.around, source.document.excerpt(*source.places[best.index].sentence)):
        return Settled("ambiguous", explain.turned(source, figure, best.index), at)
    if figure.unit != "%" and other_role(theirs, number.around):
        roles = (theirs.role, number.around.role)
        return Settled("ambiguous", explain.role(source, figure, best.index, roles), at)
    if late := wrong_time(number, source, best.index):
        return Settled(*late, at)
    as_change = bool(other.direction) == bool(figure.direction) or number.shares_change or not number.near
    as_change = as_change or bool(_CHANGE_NAME.search(other.measure)) or of_change(number)
    if figure.unit in ("%", "倍") and not as_change:
        return Settled("ambiguous", explain.change_or_level(source, figure, best.index), at)
    if figure.unit not in ("%", "倍") and _made_a_change(other, figure, theirs):
        return Settled("ambiguous", explain.change_or_level(source, figure, best.index), at)
    if interchanged(other.unit, figure.unit):
        return Settled("ambiguous", explain.unit(source, figure, best.index), at)
    relation = qualifier_told(number, other, near)
    if relation == "reversed":
        return Settled("qualifier", explain.qualifier(source, figure, best.index), at)
    if relation == "changed":
        return Settled("qualifier_lost", explain.qualifier(source, figure, best.index), at)
    return Settled(near, explain.supported(source, figure, best.index, near), at)


_ACTS = "|".join(pattern(name, "zh") for name in ("act", "act_intake", "act_more"))
_DENIES = re.compile(rf"(?:{pattern('deny', 'zh')})(?:{_ACTS})[^，。；\d]{{0,8}}\Z")


def _denies_alone(number: Number, source: Source, index: int) -> bool:
    """Whether the claim denies the act of which the source tells the number: 没有受理投诉300件 of 受理投诉300件."""
    if number.language != "zh" or not number.figure.value or not _DENIES.search(number.around.before):
        return False
    return denial(number.clause, clause_of(source.figures[index], source.statement(index), source, index)) >= 1


def _made_a_change(other: Figure, figure: Figure, theirs: Surroundings) -> bool:
    """Whether the claim tells as a change what nothing in the source's words does: 销售额4.8亿元 as growth of it."""
    if not figure.direction or other.direction or other.change or theirs.role == "added":
        return False
    return not set(other.measure) & _MOVES[figure.direction]


def first(candidates: Iterable[Candidate]) -> tuple[int, ...]:
    """The best of ``candidates`` as a tuple of its index, empty where there is none."""
    best = min(candidates, key=lambda c: c.rank, default=None)
    return () if best is None else (best.index,)


def same_digits(other: Figure, figure: Figure) -> bool:
    """Whether the two have one value in units that are not one."""
    mine, theirs = ends(other), ends(figure)
    return mine is not None and mine == theirs and unit_agrees(other, figure) is False
