"""The verdict on each number of a claim: which figure of the source it tells, and whether it tells it right."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from summarizer.base.characters import plain
from summarizer.base.document import Span
from summarizer.language.glossary import speaking
from summarizer.language.places import places_said
from summarizer.quantities.figure import Aspect, Figure
from summarizer.schema import Check, Reason, Verdict
from summarizer.verify import explain
from summarizer.verify.compare import (
    ends,
    ends_mixed,
    interchanged,
    is_currency,
    power_of_ten,
    qualifiers,
    unit_agrees,
)
from summarizer.verify.derive import derived
from summarizer.verify.kinds import with_kinds
from summarizer.verify.match import (
    MARGIN,
    ROUNDING,
    Candidate,
    Field,
    against,
    agreeing,
    fields_of,
    same_sort,
    stronger,
)
from summarizer.verify.named import phrases_excused
from summarizer.verify.numbers import Number, numbers_of
from summarizer.verify.parts import exceeding
from summarizer.verify.roles import Surroundings, opposed, other_role, turned
from summarizer.verify.source import Source
from summarizer.verify.times import wrong_time
from summarizer.verify.unread import with_unread

#: Below this share of answered words, a free claim is not known to be about the figure at all.
FLOOR = 0.2
_VERDICTS: dict[Reason, Verdict] = {
    "exact": "supported", "equivalent": "supported", "rounded": "supported", "derived": "supported",
    "qualifier_lost": "review", "ambiguous": "review", "outside_evidence": "review",
}  # fmt: skip
_POWERS = tuple(power for power in range(-8, 9) if power)
#: A name that is a change itself: 涨幅控制在3.8%以内 is no level.
_CHANGE_NAME = re.compile(r"[涨增降跌减升]幅|增速|增长率")
#: Characters of the words by which a thing grows or shrinks: 减税降费, 新设企业.
_MOVES = {"up": frozenset("增升涨提扩新多加补续"), "down": frozenset("减降压缩精免削少退消")}
#: A number with so many digits is hardly another figure's by chance.
_RARE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Settled:
    """What was found of one number."""

    reason: Reason
    explanation: str
    figures: tuple[int, ...] = field(default_factory=tuple)


def verify_text(
    claims: str,
    source: Source,
    *,
    cited: Sequence[Span] | None = None,
    language: str | None = None,
    field: str = "",
    context: str = "",
    aspect: Aspect | None = None,
    alone: bool = False,
) -> tuple[Check, ...]:
    """One check for every figure of ``claims`` (statistics, percents, money), in order.

    ``cited`` are the spans of the source that the claim rests on: then the number must be found there. Without
    them the statement that the claim is about is looked for. ``context`` is text that belongs to the claim but is
    not checked (a heading, a row's head); ``aspect`` says how the claim is to be read where its words do not
    ("target" for a plan); ``alone``, that it is a bare quantity and states nothing.
    Offsets are into ``claims``. An error in any step is raised, never swallowed: an empty
    answer means that the claims hold no number.
    """
    with speaking(places_said(claims, source.document.text)):
        return _verified(claims, source, cited, language, field, context, aspect, alone)


def _verified(
    claims: str,
    source: Source,
    cited: Sequence[Span] | None,
    language: str | None,
    field: str,
    context: str,
    aspect: Aspect | None,
    alone: bool,
) -> tuple[Check, ...]:
    written, claims = claims, plain(claims)
    numbers = [replace(one, alone=alone) for one in numbers_of(claims, language, plain(context), aspect)]
    scope = None if cited is None else frozenset(source.within(cited))
    fields = fields_of(numbers, source, scope)
    settled = [_settle(at, fields, source, scope) for at in range(len(fields))]
    figures = [number.figure for number in numbers]
    for pair in exceeding(claims, figures):
        for at in pair:
            if _VERDICTS.get(settled[at].reason) == "supported":
                told = explain.part(*(figures[end] for end in pair))
                settled[at] = Settled("measure", told, settled[at].figures)
    for at in _told_twice(fields, settled, source):
        settled[at] = _another(at, fields, source, scope, settled)
    checks = [_check(figure, found, source, field) for figure, found in zip(figures, settled, strict=True)]
    checks = list(phrases_excused(checks, claims, source, cited))
    if not alone:
        checks = list(with_kinds(checks, claims, source, cited=cited, language=language, field=field))
        checks = list(with_unread(checks, claims, source, cited))
    if written is not claims:
        checks = [check.model_copy(update={"text": written[check.start : check.end]}) for check in checks]
    return tuple(checks)


def _settle(at: int, fields: Sequence[Field], source: Source, scope: frozenset[int] | None) -> Settled:
    field = fields[at]
    if not field.fitting:
        return _unmatched(at, fields, source, scope)
    inside = [c for c in field.fitting if scope is None or c.index in scope]
    if not inside:
        return _elsewhere(field, source, scope or frozenset())
    return _matched(at, fields, source, inside, scope)


# --- the value is a figure's of the source ------------------------------------------------------------------------


def _matched(
    at: int, fields: Sequence[Field], source: Source, inside: list[Candidate], scope: frozenset[int] | None
) -> Settled:
    field, figure = fields[at], fields[at].number.figure
    best = agreeing(field, source, inside)
    rivals = sorted(
        (c for c in field.same_sort if not c.near and (scope is None or c.index in scope)), key=lambda c: c.rank
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
    return _told_right(field.number, source, best)


def _told_twice(fields: Sequence[Field], settled: Sequence[Settled], source: Source) -> Iterator[int]:
    """The numbers of a sentence that tell a figure which another one tells in better fitting words.

    受理13件，审结13件 of a source that has 受理14件，审结13件: one figure is not two things; 各1人 is.
    """
    tellers: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, found in enumerate(settled):
        if found.reason in ("exact", "equivalent", "rounded") and not source.figures[found.figures[0]].each:
            tellers[fields[at].number.sentence, found.figures[0]].append(at)
    for (_, index), several in tellers.items():
        best = max(several, key=lambda at: fields[at].fit_of(index) or 0.0)
        yield from (at for at in several if at != best and fields[at].number.near != fields[best].number.near)


def _another(
    at: int, fields: Sequence[Field], source: Source, scope: frozenset[int] | None, settled: Sequence[Settled]
) -> Settled:
    """Another figure of the same value that the number may tell, and no other number of the claim does."""
    field, taken = fields[at], {found.figures[0] for found in settled if found.figures}
    for free in field.fitting:
        if free.index not in taken and (scope is None or free.index in scope) and (free.fit or 0.0) >= FLOOR:
            return _told_right(field.number, source, free)
    return Settled("ambiguous", explain.twice(source, field.number.figure, settled[at].figures[0]), settled[at].figures)


def _counted_otherwise(field: Field, source: Source, best: Candidate, scope: frozenset[int] | None) -> tuple[int, ...]:
    """A figure of the same digits in another unit that the claim's words fit clearly better."""
    return _first(
        c
        for c in field.candidates
        if (c.fit or 0) - (best.fit or 0) > 2 * MARGIN
        and (scope is None or c.index in scope)
        and _same_digits(source.figures[c.index], field.number.figure)
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


def _told_right(number: Number, source: Source, best: Candidate) -> Settled:
    """The figure is found: is its direction, its time and its qualifier told as the source has them?"""
    other, figure, at = source.figures[best.index], number.figure, (best.index,)
    near = best.near or "exact"
    theirs = source.surroundings(best.index)
    if theirs.denied and other.qualifier == "at_least" and figure.qualifier == "under":
        # 未达到不少于80%的要求 is short of 80%: what was required was not reached.
        return Settled("equivalent", explain.supported(source, figure, best.index, near), at)
    if against(other, figure):
        return Settled("direction", explain.direction(source, figure, best.index), at)
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
    as_change = as_change or bool(_CHANGE_NAME.search(other.measure))
    if figure.unit in ("%", "倍") and not as_change:
        return Settled("ambiguous", explain.change_or_level(source, figure, best.index), at)
    if figure.unit not in ("%", "倍") and _made_a_change(other, figure, theirs):
        return Settled("ambiguous", explain.change_or_level(source, figure, best.index), at)
    if interchanged(other.unit, figure.unit):
        return Settled("ambiguous", explain.unit(source, figure, best.index), at)
    relation = qualifiers(other, figure, near)
    if relation == "reversed":
        return Settled("qualifier", explain.qualifier(source, figure, best.index), at)
    if relation == "changed":
        return Settled("qualifier_lost", explain.qualifier(source, figure, best.index), at)
    return Settled(near, explain.supported(source, figure, best.index, near), at)


def _made_a_change(other: Figure, figure: Figure, theirs: Surroundings) -> bool:
    """Whether the claim tells as a change what nothing in the source's words does: 销售额4.8亿元 as growth of it."""
    if not figure.direction or other.direction or other.change or theirs.role == "added":
        return False
    return not set(other.measure) & _MOVES[figure.direction]


def _elsewhere(field: Field, source: Source, scope: frozenset[int]) -> Settled:
    """The value stands in the source, but not in the evidence cited."""
    figure, best = field.number.figure, field.fitting[0]
    rival = min((c for c in field.same_sort if c.index in scope), key=lambda c: c.rank, default=None)
    if rival and rival.fit is not None and best.fit is not None and rival.fit >= best.fit - MARGIN:
        return Settled("measure", explain.measure(source, figure, best.index, rival.index), (rival.index, best.index))
    return Settled("outside_evidence", explain.outside(source, figure, best.index), (best.index,))


# --- it is none's: what is wrong with it? -------------------------------------------------------------------------


def _unmatched(at: int, fields: Sequence[Field], source: Source, scope: frozenset[int] | None) -> Settled:
    field = fields[at]
    number, figure = field.number, field.number.figure
    if scope is not None and not any(c.index in scope for c in field.same_sort):
        scope = None  # nothing cited is of its sort: the whole source says best what is wrong with it
    allowed = [c for c in field.same_sort if scope is None or c.index in scope]
    about = [c for c in field.candidates if (c.fit or 0) >= FLOOR or (scope is not None and c.index in scope)]
    if ends(figure) is None:
        return _without_value(figure, source, allowed)
    if (scaled := _scaled(field, source, scope)) is not None:
        return Settled("scale", explain.scale(source, figure, *scaled), scaled[:1])
    if found := _first(c for c in about if _same_digits(source.figures[c.index], figure)):
        money = is_currency(figure.unit) and is_currency(source.figures[found[0]].unit)
        return Settled("currency" if money else "unit", explain.unit(source, figure, found[0]), found)
    if found := _first(c for c in about if c in allowed and ends_mixed(source.figures[c.index], figure)):
        return Settled("range", explain.range_(source, figure, found[0]), found)
    likely = _first(allowed)
    beside = [f.fitting[0].index for f in fields if f.fitting and f.number.sentence == number.sentence]
    for index in dict.fromkeys((*beside, *likely)):
        if how := derived(figure, [source.figures[i] for i in source.beside(index)], number.said):
            return Settled("derived", how, (index,))
    return Settled("not_found", explain.not_found(source, figure, likely[0] if likely else None), likely)


def _without_value(figure: Figure, source: Source, allowed: Sequence[Candidate]) -> Settled:
    """数十件, dozens of cases: a mention that gives no value can be held against none."""
    likely = _first(allowed)
    return Settled("ambiguous", explain.no_value(source, figure, likely[0] if likely else None), likely)


def _first(candidates: Iterable[Candidate]) -> tuple[int, ...]:
    """The best of ``candidates`` as a tuple of its index, empty where there is none."""
    best = min(candidates, key=lambda c: c.rank, default=None)
    return () if best is None else (best.index,)


def _same_digits(other: Figure, figure: Figure) -> bool:
    mine, theirs = ends(other), ends(figure)
    return mine is not None and mine == theirs and unit_agrees(other, figure) is False


def _scaled(field: Field, source: Source, scope: frozenset[int] | None) -> tuple[int, int] | None:
    """The figure whose value the claim gives a power of ten too large or too small, with the power."""
    figure = field.number.figure
    if not figure.value:
        return None
    found: list[tuple[float, int, int]] = []
    for power in _POWERS:
        meant = Fraction(figure.value) / Fraction(10) ** power
        low, high = sorted(meant * edge for edge in (1 - ROUNDING, 1 + ROUNDING))
        for index in source.with_value(low, high):
            other = source.figures[index]
            if (scope is None or index in scope) and same_sort(other, figure) and power_of_ten(other, figure) == power:
                found.append((source.affinity(field.words, index) or 0.0, index, power))
    best = max(found, default=None)
    return None if best is None or (scope is None and best[0] < FLOOR) else best[1:]


def _check(figure: Figure, found: Settled, source: Source, field: str) -> Check:
    shown = {source.places[index].sentence: index for index in reversed(found.figures)}
    sentences = dict.fromkeys(source.places[index].sentence for index in found.figures)
    return Check(
        start=figure.start,
        end=figure.end,
        text=figure.text,
        value=figure.value,
        unit=figure.unit,
        verdict=_VERDICTS.get(found.reason, "rejected"),
        reason=found.reason,
        explanation=found.explanation,
        evidence=tuple(source.evidence(shown[span]) for span in sentences),
        field=field,
        figures=tuple(source.figures[index].id for index in found.figures),
    )
