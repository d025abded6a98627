"""The source by sentences, each with its mentions that are no figures; found by place or by words."""

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from weakref import WeakKeyDictionary

from summarizer.base.document import Span
from summarizer.language.lexicon import pattern
from summarizer.language.sentences import split_sentences
from summarizer.verify.kinds.chinese import in_chinese
from summarizer.verify.kinds.said import Said
from summarizer.verify.source import Source
from summarizer.verify.topic import groups, pairs

#: A word that stands in so many sentences finds none.
_COMMON = 400
_MOST = 3
#: A stretch of years frames what follows it for so many sentences; it has at least so many months.
_BACK, _YEARS = 60, 24
_RELATIVE = (
    (re.compile(pattern("last_year", "zh")), -1),
    (re.compile(r"前年"), -2),
    (re.compile(rf"{pattern('next_year', 'zh')}|下年"), 1),
    (re.compile(rf"{pattern('this_year', 'zh')}|同比"), 0),
)
_COMPARED = re.compile(rf"同比|同期|{pattern('last_year', 'zh')}")
Words = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the source with its mentions; ``month`` and ``years`` are its own, else the last told before."""

    span: Span
    text: str
    said: tuple[Said, ...]
    years: frozenset[int]
    month: Fraction | None


class Statements:
    """The statements of one source, made once."""

    def __init__(self, text: str, period: str, told: Sequence[tuple[int, frozenset[str], bool]] = ()) -> None:
        """``told``: of each figure where it stands, the years that the source gives it, and whether it is a goal."""
        self.period = frozenset(int(year) for year in re.findall(r"(?:19|20)\d\d", period))
        spans = [Span(one.start, one.end) for one in split_sentences(text)] or [Span(0, len(text))]
        self._starts = [span.start for span in spans]
        within: dict[int, list[Said]] = defaultdict(list)
        for one in in_chinese(text):
            within[max(0, bisect_right(self._starts, one.start) - 1)].append(one)
        self.all: list[Statement] = []
        years, month = self.period, None
        for at, span in enumerate(spans):
            said = tuple(within[at])
            own = frozenset(int(y) for one in said if isinstance(y := one.get("year"), Fraction))
            years = own or years
            months = [m for one in said if one.sort == "date" and isinstance(m := one.get("month"), Fraction)]
            month = months[0] if months else month
            self.all.append(Statement(span, text[slice(*span)], said, years, month))
        self._by_figures: dict[int, set[int]] = defaultdict(set)
        for start, named, goal in told:
            at = max(0, bisect_right(self._starts, start) - 1)
            self._by_figures[at] |= {int(year) for year in named}
            self._by_figures[at] |= {year + 1 for year in self.period if goal}
        self._near: dict[str, list[int]] = defaultdict(list)
        for at, statement in enumerate(self.all):
            for pair in pairs(statement.text):
                self._near[pair].append(at)
        whole = len(self.all)
        self._weight = {pair: math.log(1 + whole / len(found)) for pair, found in self._near.items()}
        self._unknown = math.log(1 + whole) * 0.3

    def at(self, start: int, end: int) -> list[int]:
        """Indexes of the statements that ``[start, end)`` touches."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(first, bisect_right(self._starts, max(start, end - 1)) - 1)
        return list(range(first, last + 1))

    def about(self, words: Words) -> list[tuple[float, int]]:
        """The statements that share most of ``words``, the best first, each with the share of their weight."""
        score: dict[int, float] = defaultdict(float)
        whole = 0.0
        for group in words:
            known = [(self._weight[pair], pair) for pair in group if pair in self._weight]
            whole += max(known)[0] if known else self._unknown
            best: dict[int, float] = {}
            for weight, pair in known:
                if len(self._near[pair]) <= _COMMON:
                    for at in self._near[pair]:
                        best[at] = max(best.get(at, 0.0), weight)
            for at, weight in best.items():
                score[at] += weight
        ranked = sorted(((found / whole, at) for at, found in score.items()), key=lambda one: (-one[0], one[1]))
        return ranked[:_MOST]

    def years_of(self, at: int) -> tuple[frozenset[int], frozenset[int]]:
        """The years that a statement names itself, and those that it can be about as well (去年, the report's own)."""
        statement = self.all[at]
        own = frozenset(int(y) for one in statement.said if isinstance(y := one.get("year"), Fraction))
        about: set[int] = set(statement.years) | self.period | self._by_figures[at]
        for word, step in _RELATIVE:
            if word.search(statement.text):
                about |= {year + step for year in (*statement.years, *self.period)}
        if _COMPARED.search(statement.text):
            about |= {year - 1 for year in (*own, *statement.years, *self.period)}
        return own, frozenset(about)

    def frame(self, at: int) -> Said | None:
        """The stretch of years that a statement is told within: the nearest one of two years or more said before it."""
        for back in range(at, max(-1, at - _BACK), -1):
            for one in reversed(self.all[back].said):
                months = one.get("months")
                if one.sort == "span" and isinstance(months, Fraction) and months >= _YEARS and months % 12 == 0:
                    return one
        return None

    def said(self, indexes: Iterable[int] | None = None) -> Iterable[tuple[int, Said]]:
        """The mentions of the statements at ``indexes``, of all of them where None."""
        for at in range(len(self.all)) if indexes is None else indexes:
            for one in self.all[at].said:
                yield at, one


_MADE: "WeakKeyDictionary[Source, Statements]" = WeakKeyDictionary()


def statements_of(source: Source) -> Statements:
    """The statements of ``source``; made at the first call, kept as long as the source is."""
    found = _MADE.get(source)
    if found is None:
        told = [
            (figure.start, place.years, place.aspect == "target")
            for figure, place in zip(source.figures, source.places, strict=True)
        ]
        found = _MADE[source] = Statements(source.document.plain, source.document.metadata.period, told)
    return found


def words_of(sentence: str, cut: Sequence[Span] = ()) -> Words:
    """The features of a claim's sentence by which its statement is found."""
    parts, at = [], 0
    for span in cut:
        parts.append(sentence[at : span.start])
        at = span.end
    return groups("|".join([*parts, sentence[at:]]))
