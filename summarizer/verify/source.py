"""A report made ready to be asked: its figures, and an index of what each is said of."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import wraps
from typing import Any, TypeVar

from summarizer.base.document import Document, Span
from summarizer.language.lexicon import pattern
from summarizer.outline.structure import Outline, Sentence
from summarizer.quantities.figure import Aspect, Direction, Figure
from summarizer.schema import Evidence
from summarizer.verify.compare import as_fall, ends
from summarizer.verify.roles import Surroundings
from summarizer.verify.telling import Telling, telling
from summarizer.verify.topic import YEAR, near_of, pairs, years_of

#: How much a word counts that stands in the figure's sentence but not in its own clause.
_IN_SENTENCE = 0.45
#: How much a word counts that stands in the heading over the figure only.
_IN_HEADING = 0.25
#: How much a word counts that stands in the claim's sentence but not near the number.
_FAR = 0.3
#: A word of the claim that the source does not use near any figure: a paraphrase, weak evidence against.
_UNKNOWN = 0.3
#: How much it weighs that the claim says what the figure is, against that the figure's place says what the claim does.
_BACK = 0.3
#: How rare a word must be, of the rarest there can be, to tell one figure from another by itself.
_TELLING = 0.5
#: A word that stands by so many figures finds none; the value and its neighbours do.
_COMMON = 800
_OF_A_GOAL = re.compile(r"(?:完成|超额?|占|高于|达到)[^，。；、]{0,10}(?:计划|目标|任务)[^，。；、]{0,6}\Z")
#: So many figures before and after one are beside it: a table that is read as one sentence has thousands.
_ROUND = 60
#: How far from a figure the words may stand that say how it is told.
_REACH = 160
_FIELD = re.compile(rf"{pattern('field_noun', 'zh')}\Z")
_COLON_AFTER = re.compile(r"\s?[:：︰∶]\s?\d")
_COLON_BEFORE = re.compile(r"\d\s?[:：︰∶]\s?\Z")
_T = TypeVar("_T")
_MARK = re.compile(r"[。！？；!?\n]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands: its sentence's span, and the features of its clause, sentence and heading.

    ``own`` are those of its measure alone: what the figure is, in the source's words. ``years`` are the years that
    the sentence gives it; ``aspect`` is the figure's, but what was reached of a goal is a result. ``said`` are the
    words that speak of it alone, as written; ``plan``, whether it stands in a part on plans.
    """

    sentence: Span
    near: frozenset[str]
    own: frozenset[str]
    far: frozenset[str]
    heading: frozenset[str]
    years: frozenset[str]
    aspect: Aspect
    said: str = ""
    plan: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A claim's words, each group with its weight; ``close`` are all those near the number, ``wide`` the others."""

    groups: tuple[tuple[frozenset[str], float], ...]
    whole: float
    close: frozenset[str]
    wide: frozenset[str]


def _once(ask: Callable[["Source", int], _T]) -> Callable[["Source", int], _T]:
    """A question to a source about one of its figures, answered once for each: claims ask it again and again."""

    @wraps(ask)
    def kept(source: "Source", index: int) -> _T:
        answers = source.answers[ask.__name__]
        if index not in answers:
            answers[index] = ask(source, index)
        found: _T = answers[index]
        return found

    return kept


class Source:
    """The figures of one document with their places; made once, asked often. Immutable after :meth:`of`."""

    def __init__(self, document: Document, figures: Sequence[Figure], places: Sequence[Place]) -> None:
        self.document = document
        self.figures = tuple(figures)
        self.places = tuple(places)
        #: Mentions of a number that are no figures, in order.
        self.others: tuple[Figure, ...] = ()
        self._starts = [figure.start for figure in self.figures]
        self._by_value: Mapping[Fraction, list[int]] = _by_value(self.figures)
        self._values = sorted(self._by_value)
        self._near = _postings(place.near for place in places)
        total = len(self.figures) or 1
        self._weight = {pair: math.log(1 + total / len(found)) for pair, found in self._near.items()}
        self._rarest = math.log(1 + total)
        self._unknown = self._rarest * _UNKNOWN
        self._period = frozenset(YEAR.findall(document.metadata.period))
        self._by_sentence: dict[Span, list[int]] = defaultdict(list)
        for index, place in enumerate(self.places):
            self._by_sentence[place.sentence].append(index)
        self.answers: dict[str, dict[int, Any]] = defaultdict(dict)
        self._memory: dict[str, Any] = {}
        self.plans = any(place.plan for place in self.places)

    @classmethod
    def of(cls, outline: Outline, figures: Sequence[Figure]) -> "Source":
        """The source that ``outline`` and its located ``figures`` (all kinds) make."""
        document = outline.document
        headings = {section.id: section.heading for section in outline.sections}
        parents = {section.id: section.parent for section in outline.sections}
        kinds = {section.id: section.kind for section in outline.sections}
        kept = [as_fall(figure) for figure in figures if figure.is_figure]
        text = document.plain
        sentences = outline.sentences
        starts = [sentence.start for sentence in sentences]
        places: list[Place] = []
        far: dict[Span, frozenset[str]] = {}
        dates = _dates(figures, sentences, starts)
        for index, figure in enumerate(kept):
            at = bisect_right(starts, figure.start) - 1
            inside = at >= 0 and figure.start < sentences[at].end
            span = Span(sentences[at].start, sentences[at].end) if inside else _around(text, figure)
            if span not in far:
                far[span] = pairs(text[span.start : min(span.end, span.start + 1200)])
            over: list[str] = []
            section: str | None = sentences[at].section if inside else None
            while section is not None and len(over) < 3:
                over.append(headings.get(section, ""))
                section = parents.get(section)
            said = near_of(kept, index, text)
            places.append(
                Place(
                    sentence=span,
                    said=said,
                    plan=inside and kinds.get(sentences[at].section) == "plans",
                    near=pairs(said),
                    own=pairs(figure.measure),
                    far=far[span],
                    heading=pairs("|".join(over)),
                    years=years_of(figure, dates.get(span, ()), span.start, text[slice(*span)]) or _years_in(over),
                    aspect=_aspect(figure, text, document.metadata.period),
                )
            )
        made = cls(document, kept, places)
        made.others = tuple(figure for figure in figures if not figure.is_figure)
        return made

    def with_value(self, low: Fraction, high: Fraction) -> list[int]:
        """Indexes of the figures with an end between ``low`` and ``high``, both included."""
        first, last = bisect_left(self._values, low), bisect_right(self._values, high)
        found = {index for value in self._values[first:last] for index in self._by_value[value]}
        return sorted(found)

    def within(self, spans: Sequence[Span]) -> list[int]:
        """Indexes of the figures that lie in any of ``spans``."""
        found: set[int] = set()
        for start, end in spans:
            found |= set(range(bisect_left(self._starts, start), bisect_left(self._starts, end)))
        return sorted(found)

    def at(self, span: Span) -> int | None:
        """Index of the figure that is written at exactly ``span``, or None."""
        index = bisect_left(self._starts, span.start)
        found = self.figures[index] if index < len(self.figures) else None
        return index if found is not None and (found.start, found.end) == (span.start, span.end) else None

    def beside(self, index: int) -> list[int]:
        """Indexes of the figures in the same sentence, itself among them; of a long list those round it."""
        found = self._by_sentence[self.places[index].sentence]
        if len(found) <= 2 * _ROUND:
            return found
        at = bisect_left(found, index)
        return found[max(0, at - _ROUND) : at + _ROUND]

    def about(self, words: Sequence[frozenset[str]], *, most: int = 40) -> list[int]:
        """Indexes of the figures whose own clause shares most of ``words``, the best first."""
        score: dict[int, float] = defaultdict(float)
        for group in words:
            for pair in group:
                weight = self._weight.get(pair, 0.0)
                places = self._near.get(pair, ())
                for index in places if len(places) <= _COMMON else ():
                    score[index] += weight
        return sorted(score, key=lambda index: -score[index])[:most]

    def weigh(self, near: Sequence[frozenset[str]], far: Sequence[frozenset[str]]) -> "Words":
        """A claim's words made ready to be held against many figures: each with what it tells here."""
        groups: list[tuple[frozenset[str], float]] = []
        for words, importance in ((near, 1.0), (far, _FAR)):
            for group in words:
                known = [self._weight[pair] for pair in group if pair in self._weight]
                groups.append((group, importance * (max(known) if known else self._unknown)))
        whole = sum(weight for _, weight in groups)
        return Words(tuple(groups), whole, frozenset().union(*near), frozenset().union(*far))

    def affinity(self, words: "Words", index: int) -> float | None:
        """How well a claim's words and the figure's place answer each other, 0 to 1; None where there is no word.

        Both ways: how much of what the claim says stands near the figure, and how much of what the figure is (its
        measure) the claim says. 受理行政复议申请 answers 受理 better than 受理行政复议申请：审结 does.
        """
        if not words.whole:
            return None
        place = self.places[index]
        near, far, heading = place.near, place.far, place.heading
        got = 0.0
        for group, weight in words.groups:
            if not group.isdisjoint(near):
                got += weight
            elif not group.isdisjoint(far):
                got += weight * _IN_SENTENCE
            elif not group.isdisjoint(heading):
                got += weight * _IN_HEADING
        return (1 - _BACK) * got / words.whole + _BACK * self._answered(words, place)

    def _answered(self, words: "Words", place: Place) -> float:
        """How much of the figure's measure the claim says: near the number, or at least in its sentence."""
        whole = got = 0.0
        for pair in place.own:
            weight = self._weight.get(pair, 0.0)
            whole += weight
            got += weight * (1.0 if pair in words.close else 0.5 if pair in words.wide else 0.0)
        return got / whole if whole else 0.5

    def says_more(self, near: Sequence[frozenset[str]], one: int, other: int) -> bool:
        """Whether ``one`` stands by every word of ``near`` that ``other`` stands by, and by a rare one besides."""
        mine, theirs = self.places[one].near, self.places[other].near
        more = 0.0
        for group in near:
            if group & theirs:
                if not group & mine:
                    return False
            elif group & mine:
                more = max(more, max(self._weight[pair] for pair in group & mine))
        return more >= _TELLING * self._rarest

    def part_unsaid(self, part: int, whole: int, words: "Words") -> bool:
        """Whether one figure is a part of the other by its measure and the claim has no word of what makes it one."""
        of, all_of = self.figures[part].measure, self.figures[whole].measure
        if not all_of or not of.startswith(f"{all_of}："):
            return False
        own = pairs(of[len(all_of) :]) - pairs(all_of)
        return bool(own) and own.isdisjoint(words.close) and own.isdisjoint(words.wide)

    def part_said(self, part: int, whole: int, words: "Words") -> bool:
        """Whether one figure is a part of the other by its measure and the claim has all of what makes it one by it."""
        of, all_of = self.figures[part].measure, self.figures[whole].measure
        if not all_of or not of.startswith(f"{all_of}："):
            return False
        own = pairs(of[len(all_of) :]) - pairs(all_of)
        return bool(own) and own <= words.close

    def part_not_said(self, part: int, whole: int, near: Sequence[frozenset[str]]) -> bool:
        """Whether one figure is a part of the other by its measure and no word of ``near`` is of the part alone."""
        of, all_of = self.figures[part].measure, self.figures[whole].measure
        if not all_of or not of.startswith(f"{all_of}："):
            return False
        return bool(pairs(of[len(all_of) :]) - pairs(all_of)) and not self.only_of(part, whole, near)

    def only_of(self, one: int, other: int, near: Sequence[frozenset[str]]) -> bool:
        """Whether a word of ``near`` is of what the one figure is, and does not stand by the other."""
        own, theirs = self.places[one].own, self.places[other].near
        return any(group & own and not group & theirs for group in near)

    def unsaid(self, index: int, words: "Words") -> bool:
        """Whether the claim has no word near the number of what the figure is by its measure."""
        own = self.places[index].own
        return bool(own) and own.isdisjoint(words.close)

    def at_two_times(self, one: int, other: int) -> bool:
        """Whether two figures are one statistic at two times: 由A提高到B."""
        both = (self.places[one].aspect, self.places[other].aspect)
        alike = self.figures[one].measure == self.figures[other].measure
        alike = alike and (not self.in_ratio(one) or self.surroundings(one).place == self.surroundings(other).place)
        return self.together(one, other) and alike and (both[0] == "earlier") != (both[1] == "earlier")

    @_once
    def moved(self, index: int) -> Direction:
        """Which way a level moved to where it is, by the earlier one that its sentence gives: 由28个调整为22个."""
        figure = self.figures[index]
        if self.places[index].aspect == "earlier":
            return ""
        for other in self.beside(index):
            if self.places[other].aspect != "earlier" or self.figures[other].unit != figure.unit:
                continue
            before, after = ends(self.figures[other]), ends(figure)
            if before and after and before != after and self.at_two_times(other, index):
                return "up" if before.low < after.low else "down"
        return ""

    @_once
    def surroundings(self, index: int) -> Surroundings:
        """The words of its sentence before a figure and those right after it."""
        figure, text = self.figures[index], self.document.plain
        return Surroundings(text[self.places[index].sentence.start : figure.start], text[figure.end : figure.end + 30])

    @_once
    def telling(self, index: int) -> Telling:
        """How a figure is told in its own sentence."""
        start = self.places[index].sentence.start
        beside = (self.figures[other] for other in self.beside(index) if other != index)
        figure = self.figures[index]
        near = [one for one in beside if abs(one.start - figure.start) < _REACH]
        left, right = max(0, figure.start - start - _REACH), figure.end - start + _REACH
        text = self.statement(index)[left:right]
        moved = start + left
        spans = [Span(one.start - moved, one.end - moved) for one in near]
        return telling(text, figure.start - moved, figure.end - moved, spans, source=True)

    @property
    def period(self) -> frozenset[str]:
        """The years that the report is about."""
        return self._period

    def remembered(self, name: str, make: Callable[[], _T]) -> _T:
        """What ``make`` makes of this source, made once and kept under ``name``."""
        if name not in self._memory:
            self._memory[name] = make()
        found: _T = self._memory[name]
        return found

    def shares(self, groups: Sequence[frozenset[str]], index: int) -> tuple[float, float, float, float]:
        """Of the weight of ``groups`` the shares that stand by the figure, in its sentence, elsewhere, nowhere."""
        place = self.places[index]
        here = sentence = elsewhere = nowhere = 0.0
        for group in groups:
            known = [self._weight[pair] for pair in group if pair in self._weight]
            weight = max(known) if known else self._unknown
            if not group.isdisjoint(place.near):
                here += weight
            elif not group.isdisjoint(place.far) or not group.isdisjoint(place.heading):
                sentence += weight
            elif known:
                elsewhere += weight
            else:
                nowhere += weight
        whole = here + sentence + elsewhere + nowhere
        return (here / whole, sentence / whole, elsewhere / whole, nowhere / whole) if whole else (0.0, 0.0, 0.0, 0.0)

    def answered(self, words: "Words", index: int) -> float:
        """How much of a figure's measure the claim says, 0 to 1."""
        return self._answered(words, self.places[index])

    def named(self, index: int, words: "Words") -> float:
        """The share of a figure's own words that the claim says, near the number or elsewhere."""
        own = self.places[index].own
        return sum(pair in words.close or pair in words.wide for pair in own) / len(own) if own else 0.0

    def statement(self, index: int) -> str:
        """The sentence that a figure stands in, as written."""
        return self.document.plain[slice(*self.places[index].sentence)]

    def scope_unsaid(self, part: int, whole: int, words: "Words") -> bool:
        """Whether one figure is of a field (重点领域：行政处罚), the other of all, and the claim names no field."""
        scope, _, rest = self.figures[part].measure.partition("：")
        of_all = self.figures[whole].measure
        if not rest or not _FIELD.search(scope) or scope in of_all:
            return False
        named = pairs(scope)
        return (
            named.isdisjoint(words.close) and named.isdisjoint(words.wide) and not pairs(rest).isdisjoint(pairs(of_all))
        )

    @_once
    def in_ratio(self, index: int) -> bool:
        """Whether a figure is a term of a ratio: 9.2:63.7:27.1."""
        figure, text = self.figures[index], self.document.plain
        return bool(
            _COLON_AFTER.match(text, figure.end) or _COLON_BEFORE.search(text[max(0, figure.start - 3) : figure.start])
        )

    def together(self, one: int, other: int) -> bool:
        """Whether two figures stand in one sentence."""
        return self.places[one].sentence == self.places[other].sentence

    def years(self, index: int) -> frozenset[str]:
        """The years that the source gives a figure: its sentence's own, else those that the report is about."""
        return self.places[index].years or self._period

    def evidence(self, index: int) -> Evidence:
        """The sentence that the figure stands in, word for word."""
        figure, place = self.figures[index], self.places[index]
        return Evidence(
            start=place.sentence.start,
            end=place.sentence.end,
            text=self.document.excerpt(*place.sentence),
            sentence=figure.sentence,
        )


def _aspect(figure: Figure, text: str, period: str) -> Aspect:
    """The figure's aspect; 完成年度计划的121.08% and 超目标26.2个百分点 tell what was reached, not a plan.

    What is told of a year after those that the report is about is no result yet.
    """
    years, own = YEAR.findall(figure.period), YEAR.findall(period)
    if years and own and figure.aspect == "result" and min(years) > max(own):
        return "target"
    reached = figure.aspect == "target" and _OF_A_GOAL.search(text[max(0, figure.start - 24) : figure.start])
    return "result" if reached else figure.aspect


def _years_in(headings: Sequence[str]) -> frozenset[str]:
    """The year of the nearest heading that names one: what stands under 三、2017年工作计划 is of 2017."""
    named = [found for heading in headings if (found := re.findall(r"(?:19|20)\d\d", heading))]
    return frozenset(named[0] if named else ())


def _dates(figures: Sequence[Figure], sentences: Sequence[Sentence], starts: Sequence[int]) -> dict[Span, list[Figure]]:
    """The dates of each sentence."""
    found: dict[Span, list[Figure]] = defaultdict(list)
    for figure in figures:
        at = bisect_right(starts, figure.start) - 1
        if figure.kind == "date" and at >= 0 and figure.start < sentences[at].end:
            found[Span(sentences[at].start, sentences[at].end)].append(figure)
    return found


def _by_value(figures: Sequence[Figure]) -> dict[Fraction, list[int]]:
    found: dict[Fraction, list[int]] = defaultdict(list)
    for index, figure in enumerate(figures):
        known = ends(figure)
        if known is not None:
            for value in {known.low, known.high}:
                found[value].append(index)
    return found


def _postings(features: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, pairs_here in enumerate(features):
        for pair in pairs_here:
            found[pair].append(index)
    return found


def _around(text: str, figure: Figure) -> Span:
    """The run between two closing marks that the figure stands in, where the outline gave no sentence."""
    left = max(0, figure.start - 200)
    marks = list(_MARK.finditer(text, left, figure.start))
    after = _MARK.search(text, figure.end, figure.end + 200)
    return Span(marks[-1].end() if marks else left, after.end() if after else min(len(text), figure.end + 200))
