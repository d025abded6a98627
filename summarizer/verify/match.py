"""Which figure of the source a number of a claim may tell: how its words fit, how its value does.

The numbers of one sentence are weighed together. A figure whose words fit better than those of the figure with the
right value is a rival; one that another number of the sentence tells is weighed as an exchange of the two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from summarizer.base.document import Span
from summarizer.quantities.figure import Figure
from summarizer.verify.compare import (
    Nearness,
    comparable,
    ends,
    has_value,
    in_another_unit,
    is_rate,
    is_share_of_all,
    nearness,
    same_unit,
)
from summarizer.verify.numbers import Number
from summarizer.verify.roles import other_role
from summarizer.verify.source import Source, Words

#: Another figure must fit the claim's words better by this much before the number is said to be of something else.
MARGIN = 0.1
#: English words find their Chinese ones through a lexicon that is never complete.
_FOREIGN_MARGIN = 0.2
#: Two numbers of one sentence, exchanged, must fit better by this much together.
_EXCHANGED = 0.03
#: A neighbour of the claim whose value stands in the same sentence of the source; so many count.
_NEIGHBOUR, _NEIGHBOURS = 0.15, 3
#: Lists are told in the source's order more often than not: weak evidence where words do not decide.
_IN_ORDER, _OUT_OF_ORDER = 0.12, 0.05
#: The whole must fit better than a part of which the claim has no word by this much.
_PART = 0.04
#: A figure of a field (重点领域) that the claim does not name may be no better than the whole's by more than this.
_SCOPE = 0.25
#: So many characters of a clause are a quotation.
_QUOTED = 4
_RIGHT_YEAR = 0.15
#: A target for a result, or a level for a change.
_OTHER_ROLE = 0.15
#: A figure in no unit, or one that the claim's does not match, beside one in the claim's own.
_OTHER_UNIT = 0.15
#: Told exactly is likelier meant than rounded.
_ROUNDED = 0.05
#: How many figures are looked at: those that share most words, and the sentences of the likeliest.
_POOL, _ABOUT, _BESIDE, _VALUES = 120, 24, 6, 24
#: Of equal values so many are looked at, and those that share most words: else time would grow with their square.
_EQUAL = 64
#: A claim's value farther than this from a figure's is no rounding of it.
ROUNDING = Fraction(7, 100)
_RANK: dict[Nearness, int] = {"exact": 0, "equivalent": 1, "rounded": 2}

Board = dict[tuple[int, Span], set[Figure]]
"""By sentence of the claim and of the source: the claim's numbers whose value stands there."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure of the source; ``fit`` of the words, about 0 to 1, None where none is known; ``near`` of the value.

    ``company`` is how many other numbers of the claim's sentence stand in the figure's sentence.
    """

    index: int
    fit: float | None
    near: Nearness | None = None
    company: int = 0

    @property
    def rank(self) -> tuple[float, int]:
        """For sorting: the best fitting first, then the closest value."""
        fit = (self.fit or 0.0) - _ROUNDED * (self.near == "rounded")
        return (-fit, _RANK[self.near] if self.near else 3)


@dataclass(frozen=True, slots=True)
class Field:
    """All figures of the source that one number might tell, and those whose value it has, the best first."""

    number: Number
    words: Words
    candidates: tuple[Candidate, ...]
    same_sort: tuple[Candidate, ...]
    fitting: tuple[Candidate, ...]

    def fit_of(self, index: int) -> float | None:
        """How well the figure at ``index`` fits this number's words, None where it was no candidate."""
        return next((c.fit for c in self.same_sort if c.index == index), None)


def fields_of(numbers: Sequence[Number], source: Source, scope: frozenset[int] | None) -> list[Field]:
    """The candidates of each number; ``scope`` are the indexes of the figures in the evidence cited, if any."""
    board = _votes(numbers, source)
    return [_field(number, source, scope, board) for number in numbers]


def same_sort(other: Figure, figure: Figure) -> bool:
    """Whether both are rates or neither is, in units that can be one."""
    if not other.unit and figure.unit and _INDEX.search(other.measure):
        return False  # a sex ratio of 108.7 is no number of people
    rates = is_rate(other.unit) or (figure.unit == "%" and is_share_of_all(other)), is_rate(figure.unit)
    return rates[0] == rates[1] and comparable(other, figure)


_INDEX = re.compile(r"(?:比|比例|比值|指数|系数|强度)\Z")


def against(other: Figure, figure: Figure) -> bool:
    """Whether one goes up and the other down."""
    return bool(other.direction and figure.direction and other.direction != figure.direction)


def agreeing(field: Field, source: Source, inside: Sequence[Candidate]) -> Candidate:
    """The best fitting figure of the right value, before all one that changes in the same direction."""
    alike = [c for c in inside if not against(source.figures[c.index], field.number.figure)] or inside[:1]
    then = field.number.figure.aspect == "earlier"
    same_time = (c for c in alike if (source.places[c.index].aspect == "earlier") == then)
    return next((c for c in same_time if source.at_two_times(c.index, alike[0].index)), alike[0])


def stronger(
    at: int, fields: Sequence[Field], source: Source, best: Candidate, rivals: Sequence[Candidate]
) -> tuple[Candidate, bool] | None:
    """A figure of another value that the claim's words fit better than ``best``, or None.

    A rival that another number of the same sentence tells is taken by that one: then the two are weighed together,
    as they stand against exchanged. The second of the answer is whether words decide; False where only the order of
    telling speaks for the exchange.
    """
    for rival in rivals:
        if rival.fit is None or best.fit is None or source.at_two_times(best.index, rival.index):
            continue
        owner = next((f for f in mates(at, fields) if f.fitting and f.fitting[0].index == rival.index), None)
        told = (
            _outdone(at, fields, source, best, rival)
            if owner is None
            else _exchanged(fields[at], owner, source, best, rival)
        )
        if told is not None:
            # An English word that no list knows may be the very one that tells the two apart.
            return rival, told and not fields[at].number.unknown and not _far_off(fields[at], source, best, rival)
        if owner is None and _not_told_apart(fields[at], source, best, rival):
            return rival, False
    return None


def _far_off(field: Field, source: Source, best: Candidate, rival: Candidate) -> bool:
    """Whether an English claim's rival stands apart from its neighbours and from the best fitting figure."""
    apart = field.number.language != "zh" and not source.together(best.index, rival.index)
    return apart and best.company > rival.company


def _not_told_apart(field: Field, source: Source, best: Candidate, rival: Candidate) -> bool:
    """Whether the claim's known words fit another value beside it as well, and none tells what makes the two different.

    Then it has English words that no list knows, or no word of the measure of the figure whose value it has.
    """
    if not source.together(best.index, rival.index):
        return False
    named = source.only_of(rival.index, best.index, field.number.near)
    if not field.number.unknown and not named and not source.unsaid(best.index, field.words):
        return False
    return (rival.fit or 0.0) >= (best.fit or 0.0) and source.figures[rival.index].measure != source.figures[
        best.index
    ].measure


def _outdone(at: int, fields: Sequence[Field], source: Source, best: Candidate, rival: Candidate) -> bool | None:
    """Whether a rival that no other number of the claim tells fits better than ``best``.

    True where words decide for the rival, False where it may be meant, None where ``best`` holds its ground. Asked in
    this order: does the claim go on elsewhere; is the rival excused; how do both weigh; do words decide; is a part or a
    field left unsaid.
    """
    field, fits = fields[at], (rival.fit or 0.0) - (best.fit or 0.0)
    if fits > 0 and goes_on_elsewhere(at, fields, source, best, rival):
        return True
    goal = _goal_beside(field, source, best, rival)
    if _excused(field, source, best, rival, goal):
        return None
    gain = fits - _handicap(field, source, best, rival, goal)
    if _words_decide(at, fields, source, best, rival, gain, goal):
        return True
    return _left_unsaid(field, source, best, rival, gain)


def _excused(field: Field, source: Source, best: Candidate, rival: Candidate, goal: bool) -> bool:
    """Whether the rival is none: a goal where the claim tells a result, or a part that the claim never names."""
    beside_a_result = goal and field.number.told == "result"
    return beside_a_result or source.part_not_said(rival.index, best.index, field.number.near)


def _handicap(field: Field, source: Source, best: Candidate, rival: Candidate, goal: bool) -> float:
    """What is taken from the rival's fit: it stands alone, is a goal, is counted otherwise, or plays another role."""
    taken = _OTHER_ROLE * goal + _OTHER_ROLE * in_another_role(field, source, best, rival)
    if rival.company == 1 and not best.company and not source.together(best.index, rival.index):
        taken += _NEIGHBOUR  # of two numbers that stand apart in the source, one is no witness against the other
    if counted_alike(field, source, best) and not counted_alike(field, source, rival):
        taken += _OTHER_UNIT
    return taken


def _words_decide(
    at: int, fields: Sequence[Field], source: Source, best: Candidate, rival: Candidate, gain: float, goal: bool
) -> bool:
    """Whether the claim's words are the rival's: by far, or by a name that only the rival has beside ``best``."""
    field = fields[at]
    if gain > 0 and source.together(best.index, rival.index):
        named = not goal and _names(source, rival.index, best.index, field.number.near)
        if named or contested(at, fields, best):
            return True
    return gain > _margin(field, source, best, rival) or (not goal and _says_more(field, source, best, rival))


def _left_unsaid(field: Field, source: Source, best: Candidate, rival: Candidate, gain: float) -> bool | None:
    """Whether a field or a part is told as the whole; False where it may be, None where nothing is left unsaid."""
    scope = gain > -_SCOPE and source.scope_unsaid(best.index, rival.index, field.words)
    if scope and not _quoted(field.number, source, best):
        return False
    if gain > -_PART and source.part_unsaid(best.index, rival.index, field.words):
        return field.number.language == "zh" and gain > _PART  # English may miss a word
    if gain > -_PART and source.part_said(rival.index, best.index, field.words):
        return field.number.language == "zh"
    return None


def _quoted(number: Number, source: Source, best: Candidate) -> bool:
    """Whether the clause up to the number is the source's own, word for word: a quotation names no field of its own."""
    lead = re.split(r"[，。；,;]", number.around.before)[-1].strip()
    figure = source.figures[best.index]
    return len(lead) >= _QUOTED and source.document.text.endswith(lead, 0, figure.start)


def _exchanged(field: Field, owner: Field, source: Source, best: Candidate, rival: Candidate) -> bool | None:
    """Whether this number and the ``owner`` of the rival fit better exchanged; False where only their order says so."""
    straight, crossed = owner.fit_of(rival.index), owner.fit_of(best.index)
    if straight is None or crossed is None:
        return None
    gain = ((rival.fit or 0.0) + crossed) - ((best.fit or 0.0) + straight)
    if gain > 0 and each_names_the_other(field, owner, source, best.index, rival.index):
        return True
    if counted_alike(field, source, best) and not counted_alike(field, source, rival):
        gain -= _OTHER_UNIT
    gain -= _OTHER_ROLE * in_another_role(field, source, best, rival)
    gain -= _OTHER_ROLE * in_another_role(owner, source, owner.fitting[0], best)
    in_order = (best.index < rival.index) == (field.number.figure.start < owner.number.figure.start)
    if gain + (-_IN_ORDER if in_order else _OUT_OF_ORDER) > _EXCHANGED:
        return gain > _EXCHANGED
    return None


def _goal_beside(field: Field, source: Source, best: Candidate, rival: Candidate) -> bool:
    """Whether the rival is a goal and the best one a result, where the claim leaves open which it tells.

    Next year's goal is worded as this year's result is, and Chinese has no tense: words do not tell the two apart.
    """
    aspects = (source.places[best.index].aspect, source.places[rival.index].aspect)
    return field.number.told != "target" and aspects[0] != "target" and aspects[1] == "target"


def _names(source: Source, one: int, other: int, near: Sequence[frozenset[str]]) -> bool:
    """Whether the claim has a word of what the one figure alone is, and none of what the other alone is."""
    return source.only_of(one, other, near) and not source.only_of(other, one, near)


def counted_alike(field: Field, source: Source, candidate: Candidate) -> bool:
    """Whether the candidate is counted in the claim's own unit for certain."""
    figure = field.number.figure
    return same_unit(source.figures[candidate.index].unit, figure.unit, figure.measure) is True


def each_names_the_other(field: Field, owner: Field, source: Source, best: int, rival: int) -> bool:
    """Whether each of two numbers has a word of what the other's figure alone is: 农村5.7%, 城镇8.5%."""
    mine, theirs = field.number.near, owner.number.near
    if not source.only_of(rival, best, mine):
        return False
    return source.only_of(best, rival, theirs) or not (
        source.only_of(best, rival, mine) or source.only_of(rival, best, theirs)
    )


def goes_on_elsewhere(at: int, fields: Sequence[Field], source: Source, best: Candidate, rival: Candidate) -> bool:
    """Whether a number without words of its own ("…, up 24.8%") leaves the statement of the one before."""
    if not fields[at].number.goes_on or not at or not fields[at - 1].fitting:
        return False
    before = fields[at - 1].fitting[0].index
    return source.together(before, rival.index) and not source.together(before, best.index)


def in_another_role(field: Field, source: Source, best: Candidate, rival: Candidate) -> bool:
    """Whether the rival tells a level where the claim tells what was added, or the other way, and the best does not."""
    around = field.number.around
    return other_role(source.surroundings(rival.index), around) and not other_role(
        source.surroundings(best.index), around
    )


def contested(at: int, fields: Sequence[Field], best: Candidate) -> bool:
    """Whether another number of the sentence tells the same figure of the source in better fitting words."""
    fits = (
        mate.fit_of(best.index) for mate in mates(at, fields) if mate.fitting and mate.fitting[0].index == best.index
    )
    return any(fit is not None and best.fit is not None and fit > best.fit for fit in fits)


def _says_more(field: Field, source: Source, best: Candidate, rival: Candidate) -> bool:
    """Whether the rival's place answers every word of the claim that the best one's does, and a telling one besides."""
    if rival.fit is None or best.fit is None:
        return False
    least = 0 if source.together(best.index, rival.index) else MARGIN
    return rival.fit - best.fit > least and source.says_more(field.number.near, rival.index, best.index)


def _margin(field: Field, source: Source, best: Candidate, rival: Candidate) -> float:
    """What a rival must be better by: more where an English claim's words are held against another statement."""
    near = source.together(best.index, rival.index) or field.number.language == "zh"
    return MARGIN if near else _FOREIGN_MARGIN


def mates(at: int, fields: Sequence[Field]) -> Iterator[Field]:
    """The other numbers told together with this one: those of its sentence and of the sentences next to it."""
    sentence = fields[at].number.sentence
    for others in (range(at - 1, -1, -1), range(at + 1, len(fields))):
        for other in others:
            if abs(fields[other].number.sentence - sentence) > 1:
                break
            yield fields[other]


def _votes(numbers: Sequence[Number], source: Source) -> Board:
    """Which numbers of a claim's sentence have their value in a sentence of the source: neighbours stay together."""
    found: Board = {}
    for number in numbers:
        values = _by_value(number.figure, source)
        for index in values if len(values) <= _EQUAL else ():  # what stands everywhere is a witness of nothing
            if nearness(source.figures[index], number.figure):
                found.setdefault((number.sentence, source.places[index].sentence), set()).add(number.figure)
    return found


def _by_value(figure: Figure, source: Source) -> list[int]:
    known = ends(figure)
    if known is None:
        return [i for i, other in enumerate(source.figures) if other.text == figure.text]
    low, high = sorted((known.low * (1 - ROUNDING), known.low * (1 + ROUNDING)))
    found = source.with_value(low, high)
    for unit in source.remembered("units", lambda: {figure.unit for figure in source.figures}):
        if factor := in_another_unit(unit, figure.unit):  # 16 gigawatts are 1600万千瓦
            found += [at for at in source.with_value(low / factor, high / factor) if source.figures[at].unit == unit]
    return found


def _field(number: Number, source: Source, scope: frozenset[int] | None, board: Board) -> Field:
    figure = number.figure
    words = source.weigh(number.near, number.far)
    values = _by_value(figure, source)
    about = source.about(number.near, most=_ABOUT)
    if len(values) > _EQUAL:
        likely = frozenset(source.about((*number.near, *number.far), most=4 * _EQUAL))
        cited = [index for index in values if scope and index in scope]
        values = [*(index for index in values if index in likely), *cited[:_EQUAL], *values[:_EQUAL]]
    pool = set(values) | (scope if scope and len(scope) <= 2 * _POOL else set())
    for index in (*sorted(pool)[:_VALUES], *about[:_BESIDE]):
        pool |= set(source.beside(index)) if len(pool) < _POOL else set()
    candidates = tuple(_candidate(number, words, index, source, board) for index in sorted(pool | set(about)))
    # Only a number that is a term of a ratio itself (9.2:63.7:27.1) can be meant to be another term: no count can.
    ratio = any(c.near and source.in_ratio(c.index) for c in candidates)
    if ratio and (place := number.around.place):  # the first term is no second one
        candidates = tuple(c for c in candidates if source.surroundings(c.index).place in (None, place))
    alike = tuple(
        c
        for c in candidates
        if same_sort(source.figures[c.index], figure) and (c.near or ratio or not source.in_ratio(c.index))
    )
    fitting = sorted((c for c in alike if c.near), key=lambda c: c.rank)
    return Field(number, words, candidates, alike, tuple(fitting))


def _candidate(number: Number, words: Words, index: int, source: Source, board: Board) -> Candidate:
    other, figure = source.figures[index], number.figure
    near = nearness(other, figure) if has_value(figure) else "exact" if other.text == figure.text else None
    fit = source.affinity(words, index)
    if fit is None:
        return Candidate(index, None, near)
    company = len(board.get((number.sentence, source.places[index].sentence), set()) - {figure})
    fit += _NEIGHBOUR * min(company, _NEIGHBOURS)
    theirs = source.years(index)
    if number.years and theirs:
        fit += _RIGHT_YEAR if number.years & theirs else -_RIGHT_YEAR
    if number.told:
        fit -= _OTHER_ROLE * ((source.places[index].aspect == "target") != (number.told == "target"))
    fit -= _OTHER_ROLE * (bool(other.direction) != bool(figure.direction))
    return Candidate(index, fit, near, company)
