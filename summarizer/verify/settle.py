"""The verdict on each number of a claim: which figure of the source it tells, and whether it tells it right."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from summarizer.document import Span
from summarizer.quantities.figure import Aspect, Figure
from summarizer.schema import Check, Reason, Verdict
from summarizer.sentences import split_sentences
from summarizer.verify import explain
from summarizer.verify.compare import (
    Nearness,
    comparable,
    ends,
    ends_mixed,
    is_currency,
    is_rate,
    nearness,
    qualifiers,
    same_unit,
)
from summarizer.verify.claims import language_of, mentions_of
from summarizer.verify.derive import derived
from summarizer.verify.source import Source
from summarizer.verify.topic import groups, near_of, years_of

#: Another figure must fit the claim's words better by this much before the number is said to be of something else.
MARGIN = 0.1
#: English words find their Chinese ones through a lexicon that is never complete.
_FOREIGN_MARGIN = 0.2
#: Two numbers of one sentence, exchanged, must fit better by this much together.
EXCHANGED = 0.03
#: Below this share of answered words, a free claim is not known to be about the figure at all.
FLOOR = 0.2
_NEIGHBOUR = 0.15
#: Lists are told in the source's order more often than not: weak evidence where words do not decide.
_IN_ORDER = 0.12
_OUT_OF_ORDER = 0.05
_RIGHT_YEAR = 0.15
_OTHER_ROLE = 0.15
_POOL = 300
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROUNDING = Fraction(7, 100)
_SCALES = tuple(power for power in range(-8, 9) if power)
_VERDICTS: dict[Reason, Verdict] = {
    "exact": "supported", "equivalent": "supported", "rounded": "supported", "derived": "supported",
    "qualifier_lost": "review", "ambiguous": "review", "outside_evidence": "review",
}  # fmt: skip
_RANK: dict[Nearness, int] = {"exact": 0, "equivalent": 1, "rounded": 2}
#: Signs in a claim that it tells a result, not an intention.
_RESULT = re.compile(
    r"已(?!知)|了(?!解)|累计|\b(?:was|were|has|have|had|did|reached|achieved|stood|totall?ed|completed|built|conducted|held"
    r"|handled|issued|received|renovated|added|trained|invested|imposed|organi[sz]ed|created|established|signed)\b"
)
#: From here on a claim tells a statement of the source in its own words: a target without the word is no result.
_VERBATIM = 0.93


Board = dict[tuple[int, Span], set[Figure]]
"""By sentence of the claim and of the source: the claim's numbers whose value stands there."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a claim with the words that speak of it, and the years that the claim gives it."""

    figure: Figure
    near: tuple[frozenset[str], ...]
    far: tuple[frozenset[str], ...]
    sentence: int
    said: str
    told_as: Aspect
    years: frozenset[str]
    shares_change: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure of the source that a number may tell: how well its words fit, and how its value does."""

    index: int
    fit: float | None
    near: Nearness | None = None

    @property
    def rank(self) -> tuple[float, int]:
        """For sorting: the best fitting first, then the closest value."""
        return (-(self.fit or 0.0), _RANK[self.near] if self.near else 3)


@dataclass(slots=True)
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
) -> tuple[Check, ...]:
    """One check for every figure of ``claims`` (statistics, percents, money), in order.

    ``cited`` are the spans of the source that the claim rests on: then the number must be found there. Without
    them the statement that the claim is about is looked for. ``context`` is text that belongs to the claim but is
    not checked (a heading, a row's head); ``aspect`` says how the claim is to be read where its words do not
    ("target" for a plan). Offsets are into ``claims``. An error in any step is raised, never swallowed: an empty
    answer means that the claims hold no number.
    """
    mentions = mentions_of(claims, language)
    figures = [mention for mention in mentions if mention.is_figure]
    if not figures:
        return ()
    dates = [mention for mention in mentions if mention.kind == "date"]
    numbers = _numbers(claims, figures, dates, context, aspect)
    scope = None if cited is None else frozenset(source.within(cited))
    board = _votes(numbers, source)
    fields = [_field(number, source, scope, board) for number in numbers]
    settled = [_settle(at, fields, source, scope) for at in range(len(fields))]
    for part, whole in _parts(claims, figures):
        _cannot_exceed(figures, settled, part, whole)
    return tuple(_check(number, found, source, field) for number, found in zip(numbers, settled, strict=True))


def _numbers(
    claims: str, figures: Sequence[Figure], dates: Sequence[Figure], context: str, aspect: Aspect | None
) -> list[Number]:
    spans = split_sentences(claims)
    about = groups(context) if context else ()
    numbers: list[Number] = []
    for index, figure in enumerate(figures):
        at = next((i for i, span in enumerate(spans) if span.start <= figure.start < span.end), 0)
        said = claims[spans[at].start : spans[at].end] if spans else claims
        mates = [f for f in figures if not spans or spans[at].start <= f.start < spans[at].end]
        near = groups(near_of(figures, index, claims))
        if not near and numbers and numbers[-1].sentence == at:
            near = numbers[-1].near  # "…, an increase of 6.5%": said of what the number before is said of
        years = years_of(figure, dates, *(spans[at] if spans else (0, len(claims))))
        told = aspect if aspect and figure.aspect == "result" else figure.aspect
        far = (*groups(_words_only(said, mates, spans[at].start if spans else 0)), *about)
        shares = not figure.direction and any(mate.direction and mate.unit == figure.unit for mate in mates)
        numbers.append(Number(figure, near, far, at, said, told, years, shares))
    return numbers


def _words_only(said: str, mates: Sequence[Figure], start: int) -> str:
    """The sentence without its numbers, so that units and digits are no words."""
    parts, at = [], 0
    for figure in mates:
        parts.append(said[at : figure.start - start])
        at = figure.end - start
    return "|".join([*parts, said[at:]])


def _votes(numbers: Sequence[Number], source: Source) -> Board:
    """Which numbers of a claim's sentence have their value in a sentence of the source: neighbours stay together."""
    found: dict[tuple[int, Span], set[Figure]] = {}
    for number in numbers:
        for index in _by_value(number.figure, source):
            if nearness(source.figures[index], number.figure):
                found.setdefault((number.sentence, source.places[index].sentence), set()).add(number.figure)
    return found


def _by_value(figure: Figure, source: Source) -> list[int]:
    known = ends(figure)
    if known is None:
        return [i for i, other in enumerate(source.figures) if other.text == figure.text]
    low, high = sorted((known.low * (1 - _ROUNDING), known.low * (1 + _ROUNDING)))
    return source.with_value(low, high)


@dataclass(frozen=True, slots=True)
class Field:
    """All figures of the source that one number might tell, and those whose value it has, the best first."""

    number: Number
    candidates: tuple[Candidate, ...]
    same_sort: tuple[Candidate, ...]
    fitting: tuple[Candidate, ...]

    def fit_of(self, index: int) -> float | None:
        """How well the figure at ``index`` fits this number's words, None where it was no candidate."""
        return next((c.fit for c in self.same_sort if c.index == index), None)


def _field(number: Number, source: Source, scope: frozenset[int] | None, board: Board) -> Field:
    figure = number.figure
    pool = set(_by_value(figure, source)) | set(source.about(number.near)) | (scope or frozenset())
    for index in sorted(pool):
        pool |= set(source.beside(index)) if len(pool) < _POOL else set()
    candidates = tuple(_candidate(number, index, source, board) for index in sorted(pool))
    same_sort = tuple(c for c in candidates if _same_sort(source.figures[c.index], figure))
    fitting = sorted((c for c in same_sort if c.near), key=lambda c: c.rank)
    return Field(number, candidates, same_sort, tuple(fitting))


def _settle(at: int, fields: Sequence[Field], source: Source, scope: frozenset[int] | None) -> Settled:
    field = fields[at]
    if not field.fitting:
        return _unmatched(field, source, scope)
    inside = [c for c in field.fitting if scope is None or c.index in scope]
    if scope is not None and not inside:
        return _elsewhere(field, source, scope)
    return _matched(at, fields, source, inside, scope)


def _candidate(number: Number, index: int, source: Source, board: Board) -> Candidate:
    other = source.figures[index]
    fit = source.affinity(number.near, number.far, index)
    near = (
        nearness(other, number.figure) if ends(number.figure) else "exact" if other.text == number.figure.text else None
    )
    if fit is not None:
        others = board.get((number.sentence, source.places[index].sentence), set()) - {number.figure}
        fit += _NEIGHBOUR * min(len(others), 3)
        theirs = _years(source, index)
        if number.years and theirs:
            fit += _RIGHT_YEAR if number.years & theirs else -_RIGHT_YEAR
        fit -= _OTHER_ROLE * ((other.aspect == "target") != (number.told_as == "target"))
        fit -= _OTHER_ROLE * (bool(other.direction) != bool(number.figure.direction))
    return Candidate(index, fit, near)


def _years(source: Source, index: int) -> frozenset[str]:
    """The years that the source gives a figure: its own period, else the period that the report is about."""
    return source.places[index].years or frozenset(_YEAR.findall(source.document.metadata.period))


def _same_sort(other: Figure, figure: Figure) -> bool:
    return is_rate(other.unit) == is_rate(figure.unit) and comparable(other, figure)


def _matched(
    at: int, fields: Sequence[Field], source: Source, inside: list[Candidate], scope: frozenset[int] | None
) -> Settled:
    field, figure = fields[at], fields[at].number.figure
    best = _agreeing(field, source, inside)
    rivals = sorted(
        (c for c in field.same_sort if not c.near and (scope is None or c.index in scope)), key=lambda c: c.rank
    )
    if best.fit is None:
        unsure = _wordless(field.number, source, inside, rivals, scope)
        if unsure:
            return unsure
    elif rival := _stronger(at, fields, source, best, rivals):
        return Settled("measure", explain.measure(source, figure, best.index, rival.index), (best.index, rival.index))
    elif scope is None and best.fit < FLOOR:
        return Settled("ambiguous", explain.unsure(source, figure, best.index), (best.index,))
    return _told_right(field.number, source, best)


def _agreeing(field: Field, source: Source, inside: Sequence[Candidate]) -> Candidate:
    """The best fitting figure of the right value, before all one that changes in the same direction."""
    return next((c for c in inside if not _against(source.figures[c.index], field.number.figure)), inside[0])


def _stronger(
    at: int, fields: Sequence[Field], source: Source, best: Candidate, rivals: Sequence[Candidate]
) -> Candidate | None:
    """A figure of another value that the claim's words fit better, or None.

    A rival that another number of the same sentence tells is taken by that one: then the two are weighed together,
    as they stand against exchanged.
    """
    field = fields[at]
    for rival in rivals:
        if rival.fit is None or best.fit is None:
            continue
        owner = next((f for f in _mates(at, fields) if f.fitting and f.fitting[0].index == rival.index), None)
        if owner is None:
            if rival.fit - best.fit > _margin(field, source, best, rival):
                return rival
            continue
        straight, crossed = owner.fit_of(rival.index), owner.fit_of(best.index)
        if straight is None or crossed is None:
            continue
        in_order = (best.index < rival.index) == (field.number.figure.start < owner.number.figure.start)
        straight += _IN_ORDER if in_order else -_OUT_OF_ORDER
        if (rival.fit + crossed) - (best.fit + straight) > EXCHANGED:
            return rival
    return None


def _margin(field: Field, source: Source, best: Candidate, rival: Candidate) -> float:
    """What a rival must be better by: more where an English claim's words are held against another statement."""
    together = source.places[best.index].sentence == source.places[rival.index].sentence
    return MARGIN if together or language_of(field.number.said) == "zh" else _FOREIGN_MARGIN


def _mates(at: int, fields: Sequence[Field]) -> list[Field]:
    """The other numbers told together with this one: those of its sentence and of the sentences next to it."""
    sentence = fields[at].number.sentence
    return [f for other, f in enumerate(fields) if other != at and abs(f.number.sentence - sentence) <= 1]


def _wordless(
    number: Number,
    source: Source,
    inside: Sequence[Candidate],
    rivals: Sequence[Candidate],
    scope: frozenset[int] | None,
) -> Settled | None:
    """A claim whose words are all unknown: one figure of the cited evidence may be meant, or a rare one of the whole."""
    if scope is not None and not rivals:
        return None
    rare = len(number.figure.surface_value.strip("0.")) >= 3
    if scope is None and len(inside) == 1 and rare:
        return None
    return Settled("ambiguous", explain.unsure(source, number.figure, inside[0].index), (inside[0].index,))


def _against(other: Figure, figure: Figure) -> bool:
    return bool(other.direction and figure.direction and other.direction != figure.direction)


def _told_right(number: Number, source: Source, best: Candidate) -> Settled:
    """The figure is found: is its direction, its time and its qualifier told as the source has them?"""
    other, figure, at = source.figures[best.index], number.figure, (best.index,)
    near = best.near or "exact"
    if _against(other, figure):
        return Settled("direction", explain.direction(source, figure, best.index), at)
    if late := _wrong_time(number, source, best.index):
        return Settled("period", late, at)
    unsaid = other.aspect == "target" and number.told_as == "result" and (best.fit or 0) < _VERBATIM
    if unsaid or (figure.aspect == "target" and other.aspect == "result"):
        return Settled("ambiguous", explain.target(source, figure, best.index), at)
    if (
        figure.unit == "%"
        and number.near
        and not number.shares_change
        and bool(other.direction) != bool(figure.direction)
    ):
        return Settled("ambiguous", explain.change_or_level(source, figure, best.index), at)
    relation = qualifiers(other, figure, near)
    if relation == "reversed":
        return Settled("qualifier", explain.qualifier(source, figure, best.index), at)
    if relation == "changed":
        return Settled("qualifier_lost", explain.qualifier(source, figure, best.index), at)
    return Settled(near, explain.supported(source, figure, best.index, near), at)


def _wrong_time(number: Number, source: Source, index: int) -> str:
    other = source.figures[index]
    if number.told_as == "result" and other.aspect == "target" and _RESULT.search(number.said):
        return explain.target(source, number.figure, index)
    own = source.places[index].years
    if number.years and own and not number.years & own:
        return explain.year(source, number.figure, index, sorted(own))
    return ""


def _elsewhere(field: Field, source: Source, scope: frozenset[int]) -> Settled:
    """The value stands in the source, but not in the evidence cited."""
    figure, best = field.number.figure, field.fitting[0]
    rival = min((c for c in field.same_sort if c.index in scope), key=lambda c: c.rank, default=None)
    if rival and rival.fit is not None and best.fit is not None and rival.fit >= best.fit - MARGIN:
        return Settled("measure", explain.measure(source, figure, best.index, rival.index), (rival.index, best.index))
    return Settled("outside_evidence", explain.outside(source, figure, best.index), (best.index,))


def _unmatched(field: Field, source: Source, scope: frozenset[int] | None) -> Settled:
    """No figure of the same sort has the value: what is wrong with it?"""
    number, figure = field.number, field.number.figure
    allowed = [c for c in field.same_sort if scope is None or c.index in scope]
    about = [c for c in field.candidates if (c.fit or 0) >= FLOOR or (scope is not None and c.index in scope)]
    if (scaled := _scaled(number, source, scope)) is not None:
        index, power = scaled
        return Settled("scale", explain.scale(source, figure, index, power), (index,))
    if index := _first(c for c in about if _same_digits(source.figures[c.index], figure)):
        money = is_currency(figure.unit) and is_currency(source.figures[index[0]].unit)
        return Settled("currency" if money else "unit", explain.unit(source, figure, index[0]), index)
    if index := _first(c for c in about if c in allowed and ends_mixed(source.figures[c.index], figure)):
        return Settled("range", explain.range_(source, figure, index[0]), index)
    likely = _first(allowed)
    if likely and (how := derived(figure, [source.figures[i] for i in source.beside(likely[0])], number.said)):
        return Settled("derived", how, likely)
    return Settled("not_found", explain.not_found(source, figure, likely[0] if likely else None), likely)


def _first(candidates: Iterable[Candidate]) -> tuple[int, ...]:
    """The best of ``candidates`` as a tuple of its index, empty where there is none."""
    best = min(candidates, key=lambda c: c.rank, default=None)
    return () if best is None else (best.index,)


def _same_digits(other: Figure, figure: Figure) -> bool:
    mine, theirs = ends(other), ends(figure)
    return mine is not None and mine == theirs and same_unit(other.unit, figure.unit, figure.measure) is False


def _scaled(number: Number, source: Source, scope: frozenset[int] | None) -> tuple[int, int] | None:
    """The figure whose value the claim gives a power of ten too large or too small, with the power."""
    figure = number.figure
    if figure.value is None or not figure.value:
        return None
    found: list[tuple[float, int, int]] = []
    for power in _SCALES:
        factor = Fraction(10) ** -power
        meant = replace(figure, value=figure.value.scaleb(-power), scale=figure.scale)
        low, high = sorted(Fraction(figure.value) * factor * edge for edge in (1 - _ROUNDING, 1 + _ROUNDING))
        for index in source.with_value(low, high):
            other = source.figures[index]
            if (scope is not None and index not in scope) or not _same_sort(other, figure):
                continue
            if nearness(other, meant) in ("exact", "equivalent"):
                found.append((source.affinity(number.near, number.far, index) or 0.0, index, power))
    best = max(found, default=None)
    if best is None or (scope is None and best[0] < FLOOR):
        return None
    return best[1], best[2]


_OF = re.compile(r"\s*(?:[A-Za-z]+\s){0,3}?(?:out\s)?of\s(?:the\s|its\s|all\s|these\s|some\s)?\s*\Z")
_OF_BEFORE = re.compile(r"(?:\A|[.;,]\s)[Oo]f\s(?:the\s|its\s|all\s|these\s|some\s)?\s*\Z")


def _parts(claims: str, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """Pairs (part, whole) that the words make: "1,722 of 1,760", "Of the 1,760 disputes, 1,722", 1760件中1722件."""
    found: list[tuple[int, int]] = []
    for first, second in zip(range(len(figures)), range(1, len(figures)), strict=False):
        between = claims[figures[first].end : figures[second].start]
        if _OF.fullmatch(between):
            found.append((first, second))
        elif _OF_BEFORE.search(claims[: figures[first].start]) and len(between) < 60 and "." not in between:
            found.append((second, first))
        elif re.match(r"中[^，。；]{0,10}\Z|[^。；]{0,12}[，,、（(]\s?其中", between):
            found.append((second, first))
    return found


def _cannot_exceed(figures: Sequence[Figure], settled: list[Settled], part: int, whole: int) -> None:
    """A part told as larger than its whole: both numbers stand in the wrong place."""
    small, large = ends(figures[part]), ends(figures[whole])
    if small is None or large is None or not comparable(figures[whole], figures[part]) or small.low <= large.low:
        return
    for at in (part, whole):
        if _VERDICTS.get(settled[at].reason) == "supported":
            settled[at] = Settled("measure", explain.part(figures[part], figures[whole]), settled[at].figures)


def _check(number: Number, found: Settled, source: Source, field: str) -> Check:
    figure = number.figure
    sentences = dict.fromkeys(source.places[index].sentence for index in found.figures)
    shown = {source.places[index].sentence: index for index in reversed(found.figures)}
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
