"""What a field may be answered with: a few figures, dates or sentences, chosen by the words they share with it.

A small model points well at one of five and badly at one of five hundred; and every line of a prompt costs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import log

from summarizer.base.document import Span
from summarizer.extract.own.form import Leaf
from summarizer.outline.structure import Outline
from summarizer.quantities.figure import Figure
from summarizer.schema import Evidence
from summarizer.verify import Source
from summarizer.verify.fields import Scale
from summarizer.verify.topic import YEAR, groups, pairs
from summarizer.verify.typed import subject

FIGURES = 5
"""Figures offered to a field at most."""
SENTENCES = 5
"""Sentences offered to a field at most."""
ENTRIES = 16
"""Sentences or table rows offered as a list's entries at most."""
_LEAST = 0.06  # below this share of answered words, a figure is of something else
_OTHER_YEAR = 0.2  # what it counts against a figure that it is another year's
_WORTH = 0.3  # a sentence that shares less of what the best one shares is not worth its line
_SHORTEST = 6
_DATE = re.compile(r"([12]\d{3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|([12]\d{3})-(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Dated:
    """A full date in the text."""

    value: date
    evidence: Evidence


class Candidates:
    """What one document offers; made once for a form."""

    def __init__(self, outline: Outline, mentions: Sequence[Figure], source: Source) -> None:
        self.outline = outline
        self.source = source
        self.text = outline.document.text
        self._mentions = mentions
        headings = {section.id: section.heading for section in outline.sections}
        titles = {
            (section.start, section.body) for section in outline.sections if section.heading and section.level == 1
        }
        self._sentences = [
            sentence for sentence in outline.sentences
            if len(self.text[sentence.start : sentence.end].strip()) >= _SHORTEST
            and not any(start <= sentence.start and sentence.end <= end for start, end in titles)
        ]  # fmt: skip
        self._pairs = [pairs(self.text[one.start : one.end]) for one in self._sentences]
        self._over = [pairs(headings.get(one.section, "")) for one in self._sentences]
        seen = Counter(pair for found in self._pairs for pair in found)
        self._weight = {pair: log(1 + len(self._pairs) / count) for pair, count in seen.items()}
        self._unknown = log(1 + len(self._pairs)) / 3

    def figures(self, leaf: Leaf, within: Span | None = None, most: int = FIGURES) -> list[int]:
        """Indexes into ``source.figures`` of what may answer ``leaf``, the best first; of another unit never."""
        scale = Scale.of(leaf.unit)
        own, outer = groups(subject(leaf.own)), groups(subject(leaf.outer))
        pool: Iterable[int] = (
            self.source.about((*own, *outer), most=60) if within is None else self.source.within([within])
        )
        words = self.source.weigh(own, outer)
        period = set(YEAR.findall(leaf.words)) or set(YEAR.findall(self.outline.document.metadata.period))
        ranked: list[tuple[float, int]] = []
        for at in pool:
            fit = self.source.affinity(words, at) or 0.0
            if scale.value_of(self.source.figures[at]) is None or (fit < _LEAST and within is None):
                continue
            years = self.source.years(at)
            ranked.append((fit - _OTHER_YEAR * bool(years and period and not years & period), at))
        return [at for _, at in sorted(ranked, key=lambda one: (-one[0], one[1]))[:most]]

    def value(self, leaf: Leaf, at: int) -> Decimal:
        """The value of a figure in the field's unit."""
        value = Scale.of(leaf.unit).value_of(self.source.figures[at])
        assert value is not None  # only such are offered
        return value

    def sentences(self, words: str, within: Span | None = None, most: int = SENTENCES) -> list[Evidence]:
        """The sentences that share most with ``words``, in the text's order; none that shares nothing."""
        asked = groups(subject((words,)))
        ranked: list[tuple[float, int]] = []
        for at, sentence in enumerate(self._sentences):
            if within is not None and not within.start <= sentence.start < within.end:
                continue
            got = sum(
                max((self._weight.get(pair, self._unknown) for pair in group), default=0.0)
                * (1.0 if group & self._pairs[at] else 0.3 if group & self._over[at] else 0.0)
                for group in asked
            )
            if got or within is not None:
                ranked.append((got, at))
        best = sorted(ranked, key=lambda one: (-one[0], one[1]))[:most]
        best = [one for one in best if one[0] >= _WORTH * best[0][0]]
        return [self._evidence(at) for _, at in sorted(best, key=lambda one: one[1])]

    def dates(self, within: Span | None = None) -> list[Dated]:
        """The full dates of the text, each with the sentence it stands in."""
        found: list[Dated] = []
        for sentence in self.outline.sentences:
            if within is not None and not within.start <= sentence.start < within.end:
                continue
            said = self.text[sentence.start : sentence.end]
            for match in _DATE.finditer(said):
                year, month, day = (int(part) for part in match.groups() if part)
                try:
                    when = date(year, month, day)
                except ValueError:  # 2月30日: no date that there is
                    continue
                start = sentence.start + match.start()
                found.append(Dated(when, Evidence(start=start, end=start + len(match[0]), text=match[0])))
        return found

    def mentions(self, piece: Evidence) -> list[Figure]:
        """All mentions of numbers within a piece of evidence."""
        return [one for one in self._mentions if piece.start <= one.start and one.end <= piece.end]

    def evidence(self, at: int) -> Evidence:
        """The sentence, or row, of a figure."""
        return self.source.evidence(at)

    def _evidence(self, at: int) -> Evidence:
        sentence = self._sentences[at]
        said = self.text[sentence.start : sentence.end]
        return Evidence(start=sentence.start, end=sentence.end, text=said, sentence=sentence.id)
