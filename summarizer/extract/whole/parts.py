"""A report cut into what one question is about, and how that is put to the model."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from summarizer.extract.drafts import kind_of
from summarizer.outline.structure import Item, ItemKind, Outline, Section, Sentence
from summarizer.quantities import Figure
from summarizer.quantities.wording import english_quantity

PART_TOKENS = 3000
"""Tokens of report text in one call at most; a longer section is split where a sub-section ends, or a sentence."""
_TOKENS_BY_CHARACTER = 0.75  # Chinese with marks; measured on the shared reports with the embedded model's tokenizer


@dataclass(frozen=True, slots=True)
class Part:
    """What one call is about: sentences of one kind that follow one another, the figures and outlined items in them.

    ``path`` are the headings over it, outermost first.
    """

    kind: ItemKind
    path: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    items: tuple[Item, ...] = ()

    @property
    def label(self) -> str:
        """What a gap calls it."""
        return self.path[-1] if self.path else self.kind

    def halves(self) -> tuple["Part", "Part"]:
        """It in two, between sentences, each with its own figures and items."""
        middle = len(self.sentences) // 2
        border = self.sentences[middle].start
        first = replace(
            self,
            sentences=self.sentences[:middle],
            figures=tuple(one for one in self.figures if one.start < border),
            items=tuple(one for one in self.items if one.start < border),
        )
        second = replace(
            self,
            sentences=self.sentences[middle:],
            figures=tuple(one for one in self.figures if one.start >= border),
            items=tuple(one for one in self.items if one.start >= border),
        )
        return first, second

    def number_of(self, figure: Figure) -> int:
        """The number of the sentence that ``figure`` stands in, 0 where in none."""
        found = (at for at, one in enumerate(self.sentences, start=1) if one.start <= figure.start < one.end)
        return next(found, 0)


def parts_of(outline: Outline, figures: Sequence[Figure], budget: int = PART_TOKENS) -> list[Part]:
    """The report's sections of a kind, in order, each in parts of at most ``budget`` tokens by estimate."""
    sections = {section.id: section for section in outline.sections}
    parts: list[Part] = []
    for (kind, _), run in groupby(outline.sentences, lambda one: _place(one, sections)):
        if kind is not None:
            for group in _split(list(run), budget):
                start, end = group[0].start, group[-1].end
                own = tuple(figure for figure in figures if start <= figure.start < end)
                items = tuple(item for item in outline.items if start <= item.start < end)
                parts.append(Part(kind, _path(group, sections), tuple(group), own, items))
    return parts


def marked_text(text: str, part: Part, numbers: Collection[int] = ()) -> str:
    """The part's text as the model reads it: "[1] …121675宗⟨f1⟩…", one sentence a line, a blank one before an item.

    ``numbers`` are the sentences to be shown, all where none is named.
    """
    begins = {item.start for item in part.items}
    lines: list[str] = []
    for number, sentence in enumerate(part.sentences, start=1):
        if numbers and number not in numbers:
            continue
        if lines and any(sentence.start <= at < sentence.end for at in begins):
            lines.append("")
        line, at = "", sentence.start
        for index, figure in enumerate(part.figures, start=1):
            if sentence.start <= figure.start < sentence.end:
                stop = min(figure.end, sentence.end)
                line += f"{text[at:stop]}⟨f{index}⟩"
                at = stop
        lines.append(f"[{number}]" + " ".join((line + text[at : sentence.end]).split()))
    return "\n".join(lines)


def table_of(part: Part, numbers: Collection[int] = ()) -> str:
    """The part's figures in English with what they count: f7 = 4513.423万元 = CNY 45.13423 million · 罚没金额.

    A plain number that reads the same in English and stands right behind what it counts is left out.
    """
    rows = []
    for index, figure in enumerate(part.figures, start=1):
        if numbers and part.number_of(figure) not in numbers:
            continue
        english = english_quantity(figure)
        plain = figure.scale == 1 and figure.qualifier == "exact" and re.fullmatch(r"\d[\d.,]*%?.{0,2}", figure.text)
        if english and not (plain and english.replace(",", "").startswith(re.sub(r"[^\d.]", "", figure.text))):
            measure = f" · {figure.measure}" if figure.measure else ""
            rows.append(f"f{index} = {' '.join(figure.text.split())} = {english}{measure}")
    return "\n".join(rows)


def _place(sentence: Sentence, sections: dict[str, Section]) -> tuple[ItemKind | None, str]:
    """The kind a sentence's section has, and the top section it lies in."""
    at = sections[sentence.section]
    kind = kind_of(at)
    while at.parent:
        at = sections[at.parent]
    return kind, at.id


def _path(group: Sequence[Sentence], sections: dict[str, Section]) -> tuple[str, ...]:
    """The headings that all of ``group`` stands under."""
    paths = []
    for name in {one.section for one in group}:
        at: str | None = name
        path: list[str] = []
        while at:
            path.insert(0, " ".join(sections[at].heading.split()))
            at = sections[at].parent
        paths.append(path)
    common = []
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        common.append(level[0])
    return tuple(one for one in common if one)


def _split(sentences: list[Sentence], budget: int) -> list[list[Sentence]]:
    """Sentences in groups within ``budget``, parted where a section ends if one does, as even as that allows."""
    blocks = [list(run) for _, run in groupby(sentences, lambda one: one.section)]
    blocks = [[one] for one in sentences] if len(blocks) == 1 and _tokens(sentences) > budget else blocks
    groups: list[list[Sentence]] = []
    for block in blocks:
        if _tokens(block) > budget and len(block) > 1:
            groups += _split(block, budget)
        elif groups and _tokens([*groups[-1], *block]) <= budget:
            groups[-1] += block
        else:
            groups.append(list(block))
    return groups


def _tokens(sentences: Sequence[Sentence]) -> float:
    return sum(one.end - one.start for one in sentences) * _TOKENS_BY_CHARACTER
