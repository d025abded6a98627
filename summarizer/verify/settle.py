"""The verdict on each number of a claim: which figure of the source it tells, and whether it tells it right."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from summarizer.base.characters import plain
from summarizer.base.document import Span
from summarizer.language.glossary import speaking
from summarizer.language.places import places_said
from summarizer.quantities.figure import Aspect, Figure
from summarizer.schema import Check, Reason
from summarizer.verify import explain
from summarizer.verify.compare import (
    ends,
    ends_mixed,
    is_currency,
    power_of_ten,
)
from summarizer.verify.conversions import with_conversions
from summarizer.verify.decide import judged, weights
from summarizer.verify.denials import denies
from summarizer.verify.derive import derived
from summarizer.verify.follow import with_derived
from summarizer.verify.kinds import with_kinds
from summarizer.verify.match import (
    MARGIN,
    ROUNDING,
    Candidate,
    Field,
    agreeing,
    fields_of,
    same_sort,
)
from summarizer.verify.named import phrases_excused
from summarizer.verify.numbers import numbers_of
from summarizer.verify.parts import exceeding
from summarizer.verify.pictures import doubt_pictures
from summarizer.verify.rules import by_rules, first, same_digits, told_right
from summarizer.verify.settled import Settled, verdict_on
from summarizer.verify.signs import FLOOR, signs_of
from summarizer.verify.source import Source
from summarizer.verify.standing import with_scopes, with_standing
from summarizer.verify.unread import with_unread
from summarizer.verify.wholes import other_whole

_POWERS = tuple(power for power in range(-8, 9) if power)
#: Of equal values so many are tried for another scale.
_EQUAL = 256
#: So many figures of the right value are weighed.
_TRIED = 3
#: What the rules reject is for review where it is likelier right than not.
_LIKELIER = 0.5
#: What the rules find wrong in a number by itself, whatever its words.
_SURE = frozenset({"direction", "qualifier", "qualifier_lost", "unit", "denied", "status"})


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
        found = _verified(claims, source, cited, language, field, context, aspect, alone)
    return doubt_pictures(found, source)


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
    if not alone:
        settled = [_undenied(claims, figure, one, source) for figure, one in zip(figures, settled, strict=True)]
    for pair in exceeding(claims, figures):
        for at in pair:
            if verdict_on(settled[at].reason) == "supported":
                told = explain.part(*(figures[end] for end in pair))
                settled[at] = Settled("measure", told, settled[at].figures)
    for at in _told_twice(fields, settled, source):
        settled[at] = _another(at, fields, source, scope, settled)
    checks = [_check(figure, found, source, field) for figure, found in zip(figures, settled, strict=True)]
    checks = with_conversions(with_derived(checks, numbers, source, scope), figures, claims)
    checks = list(phrases_excused(checks, claims, source, cited))
    if not alone:
        checks = list(with_kinds(checks, claims, source, cited=cited, language=language, field=field))
        checks = list(with_unread(checks, claims, source, cited))
        checks = list(with_scopes(with_standing(checks, claims, source), claims)) if cited is None else checks
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
    found = _matched(at, fields, source, inside, scope)
    if found.reason == "measure" and not _another_named(field, found, source):
        return Settled("ambiguous", explain.either(source, field.number.figure, *found.figures), found.figures)
    if verdict_on(found.reason) == "rejected" and found.reason != "measure" and _by_chance(field, found.figures):
        return Settled("ambiguous", explain.unsure(source, field.number.figure, found.figures[0]), found.figures)
    supported = verdict_on(found.reason) == "supported" and found.figures
    if supported and field.number.around.moved_somehow and source.moved(found.figures[0]):
        return Settled("ambiguous", explain.turned(source, field.number.figure, found.figures[0]), found.figures)
    if supported and other_whole(field.number, source, found.figures[0]):
        return Settled("ambiguous", explain.other_whole(source, found.figures[0]), found.figures)
    return found


def _another_named(field: Field, found: Settled, source: Source) -> bool:
    """Whether the claim speaks of the rival, and not merely of something that it does not name.

    A value that stands only where none of the claim's words do is there by chance: then the rival must be named in
    full, or the claim in full be of its words. One whose own words the claim says better than the rival's is
    contradicted only by a year, or by a word that the rival alone has.
    """
    if len(found.figures) < _PAIR or field.number.years:
        return True
    best, rival = found.figures[:_PAIR]
    mine, theirs = (source.named(index, field.words) for index in (best, rival))
    if _by_chance(field, found.figures):
        asked = (*field.number.near, *field.number.far)
        own = source.places[rival].own
        return theirs >= _IN_FULL or (bool(asked) and not any(group.isdisjoint(own) for group in asked))
    return theirs >= mine or source.only_of(rival, best, field.number.near)


def _by_chance(field: Field, figures: Sequence[int]) -> bool:
    """Whether the value stands only where none of the claim's words do: what is told there contradicts nothing."""
    fit = field.fit_of(figures[0]) if figures else None
    return fit is not None and fit < _BY_CHANCE


#: A value's figure and its rival; a fit by chance, and a rival named in full.
_PAIR, _BY_CHANCE, _IN_FULL = 2, 0.1, 0.95


def _undenied(claims: str, figure: Figure, found: Settled, source: Source) -> Settled:
    """``found``, or for review where the claim may deny the count in words that stand in no list."""
    if verdict_on(found.reason) != "supported" or not found.figures or figure.value == 0:
        return found
    index = found.figures[0]
    start, end = source.places[index].sentence
    if not denies(claims, figure.start, figure.end, source.document.text[start:end]):
        return found
    return Settled("ambiguous", explain.unsure(source, figure, index), found.figures)


# --- the value is a figure's of the source ------------------------------------------------------------------------


def _matched(
    at: int, fields: Sequence[Field], source: Source, inside: list[Candidate], scope: frozenset[int] | None
) -> Settled:
    """The likeliest figure of the right value, and whether the number tells it right."""
    field = fields[at]
    ruled = by_rules(at, fields, source, inside, scope)
    if field.number.alone and scope is not None:
        return ruled
    best = agreeing(field, source, inside)
    tried = [best, *(c for c in inside if c is not best)][:_TRIED]
    verdict = verdict_on(ruled.reason)
    weighed = [(judged(signs_of(at, fields, source, one, scope, verdict)), one) for one in tried]
    found, best = max(weighed, key=lambda one: one[0].sure)
    language = "zh" if field.number.language == "zh" else "en"
    told = ruled if verdict == "supported" else told_right(field.number, source, best)
    if told.reason in _SURE and (told.reason != "qualifier_lost" or found.sure >= weights().low):
        return told
    level = weights().supported[language]
    if not found.contradicted:
        if verdict == "supported" and found.sure >= level["accepted"]:
            return ruled
        if verdict != "supported" and found.sure >= level["doubted"] and not found.doubted:
            near = best.near or "exact"
            return Settled(near, explain.supported(source, field.number.figure, best.index, near), (best.index,))
    if verdict == "review" or (verdict == "rejected" and found.sure < _LIKELIER):
        return ruled
    if found.against is not None and found.sure < weights().low:
        return _contradicted(field, source, best, found.against, scope)
    rival = _rival(field, source, best, scope)
    both = (best.index,) if rival is None else (best.index, rival.index)
    if rival is not None and (rival.fit or 0.0) >= (best.fit or 0.0) - MARGIN:
        return Settled("ambiguous", explain.either(source, field.number.figure, *both), both)
    return Settled("ambiguous", explain.unsure(source, field.number.figure, best.index), (best.index,))


def _contradicted(
    field: Field, source: Source, best: Candidate, against: tuple[str, Reason], scope: frozenset[int] | None
) -> Settled:
    slot, reason = against
    figure = field.number.figure
    rival = _rival(field, source, best, scope)
    if slot in ("measure", "pairing") and rival is not None:
        both = (best.index, rival.index)
        return Settled(reason, explain.measure(source, figure, *both), both)
    return Settled(reason, explain.contradicted(source, figure, best.index, slot, field.number), (best.index,))


def _rival(field: Field, source: Source, best: Candidate, scope: frozenset[int] | None) -> Candidate | None:
    """The figure of another value that the claim's words fit best."""
    others = (
        c
        for c in field.same_sort
        if not c.near and (scope is None or c.index in scope) and not source.at_two_times(best.index, c.index)
    )
    return min(others, key=lambda c: c.rank, default=None)


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
            return told_right(field.number, source, free)
    return Settled("ambiguous", explain.twice(source, field.number.figure, settled[at].figures[0]), settled[at].figures)


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
    if found := first(c for c in about if same_digits(source.figures[c.index], figure)):
        money = is_currency(figure.unit) and is_currency(source.figures[found[0]].unit)
        return Settled("currency" if money else "unit", explain.unit(source, figure, found[0]), found)
    if found := first(c for c in about if c in allowed and ends_mixed(source.figures[c.index], figure)):
        return Settled("range", explain.range_(source, figure, found[0]), found)
    likely = first(allowed)
    beside = [f.fitting[0].index for f in fields if f.fitting and f.number.sentence == number.sentence]
    for index in dict.fromkeys((*beside, *likely)):
        if how := derived(figure, [source.figures[i] for i in source.beside(index)], number.said):
            return Settled("derived", how, (index,))
    return Settled("not_found", explain.not_found(source, figure, likely[0] if likely else None), likely)


def _without_value(figure: Figure, source: Source, allowed: Sequence[Candidate]) -> Settled:
    """数十件, dozens of cases: a mention that gives no value can be held against none."""
    likely = first(allowed)
    return Settled("ambiguous", explain.no_value(source, figure, likely[0] if likely else None), likely)


def _scaled(field: Field, source: Source, scope: frozenset[int] | None) -> tuple[int, int] | None:
    """The figure whose value the claim gives a power of ten too large or too small, with the power."""
    figure = field.number.figure
    if not figure.value:
        return None
    found: list[tuple[float, int, int]] = []
    for power in _POWERS:
        meant = Fraction(figure.value) / Fraction(10) ** power
        low, high = sorted(meant * edge for edge in (1 - ROUNDING, 1 + ROUNDING))
        for index in source.with_value(low, high)[:_EQUAL]:
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
        verdict=verdict_on(found.reason),
        reason=found.reason,
        explanation=found.explanation,
        evidence=tuple(source.evidence(shown[span]) for span in sentences),
        field=field,
        figures=tuple(source.figures[index].id for index in found.figures),
    )
