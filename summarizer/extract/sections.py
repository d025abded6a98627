"""Facts by a strong model: one call per section, its sentences numbered and its figures marked.

The model points at numbers; it never copies evidence. What it points at wrongly is asked again; what still fails
is replaced by the outline's own items of that part, marked as incomplete.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from summarizer.base.document import Span
from summarizer.base.errors import ReplyUnusable
from summarizer.extract.drafts import Draft, kind_of, theme_of
from summarizer.extract.prompts import FACTS, messages
from summarizer.extract.replies import Facts, Found, facts_reply
from summarizer.extract.together import together
from summarizer.model.client import Client
from summarizer.outline.structure import ItemKind, Outline, Section, Sentence
from summarizer.quantities import Figure
from summarizer.schema import Gap

PART_TOKENS = 3000
"""Tokens of report text in one call at most; a longer section is split where a sub-section ends, or a sentence."""
_TOKENS_BY_CHARACTER = 0.75  # Chinese with marks; measured on the shared reports with the embedded model's tokenizer


@dataclass(frozen=True, slots=True)
class Part:
    """What one call is about: sentences of one kind that follow one another."""

    kind: ItemKind
    label: str
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]


def parts_of(outline: Outline, figures: Sequence[Figure], budget: int = PART_TOKENS) -> list[Part]:
    """The report's sections of a kind, in order, each in parts of at most ``budget`` tokens by estimate."""
    sections = {section.id: section for section in outline.sections}
    parts: list[Part] = []
    for (kind, top), run in groupby(outline.sentences, lambda one: _place(one, sections)):
        if kind is not None:
            for group in _split(list(run), budget):
                own = tuple(f for f in figures if group[0].start <= f.start < group[-1].end)
                parts.append(Part(kind, sections[top].heading or kind, tuple(group), own))
    return parts


async def drafts_by_model(
    outline: Outline, parts: Sequence[Part], fallback: Sequence[Draft], client: Client, *, done: Callable[[int], None]
) -> tuple[list[Draft], list[Gap]]:
    """The drafts of all ``parts`` in the order of the source, and a gap for each part whose reply could not be used.

    ``fallback`` are the drafts by rule, kept in such a part's place. Raises the ModelErrors that stop all.
    """

    async def one(part: Part) -> tuple[list[Draft], list[Gap]]:
        try:
            facts = await _ask(outline.document.text, part, client)
        except ReplyUnusable as error:
            if error.cut and len(part.sentences) > 1:  # too much for one reply: smaller parts
                first, second = [await one(half) for half in _halves(part)]
                return first[0] + second[0], first[1] + second[1]
            return _kept(part, fallback, str(error)), [Gap(part=part.label, reason=str(error))]
        return _drafts(outline, part, facts), []

    async def told(part: Part) -> tuple[list[Draft], list[Gap]]:
        try:
            return await one(part)
        finally:
            done(1)

    answers = await together(told(part) for part in parts)
    drafts = [draft for found, _ in answers for draft in found]
    named = [replace(draft, id=f"i{number}") for number, draft in enumerate(drafts, start=1)]
    return named, [gap for _, gaps in answers for gap in gaps]


def marked_text(text: str, part: Part) -> str:
    """The part's text as the model reads it: "[1] …121675宗<f1>…", one sentence a line."""
    lines = []
    for number, sentence in enumerate(part.sentences, start=1):
        line, at = "", sentence.start
        for index, figure in enumerate(part.figures, start=1):
            if sentence.start <= figure.start < sentence.end:
                stop = min(figure.end, sentence.end)
                line += f"{text[at:stop]}<f{index}>"
                at = stop
        lines.append(f"[{number}]" + " ".join((line + text[at : sentence.end]).split()))
    return "\n".join(lines)


async def _ask(text: str, part: Part, client: Client) -> Facts:
    sentences = {number: text[one.start : one.end] for number, one in enumerate(part.sentences, start=1)}
    places = {
        index: next(n for n, one in enumerate(part.sentences, start=1) if one.start <= figure.start < one.end)
        for index, figure in enumerate(part.figures, start=1)
    }
    asked = messages(FACTS, kind=part.kind, text=marked_text(text, part))
    return await client.ask(asked, facts_reply(sentences, places), max_tokens=client.traits.max_tokens)


def _drafts(outline: Outline, part: Part, facts: Facts) -> list[Draft]:
    sections = {section.id: section for section in outline.sections}
    ordered = sorted(facts.items, key=lambda found: min(found.s))
    return [_draft(found, part, sections) for found in ordered]


def _draft(found: Found, part: Part, sections: dict[str, Section]) -> Draft:
    sentences = tuple(part.sentences[number - 1] for number in found.sentences)
    return Draft(
        id="",
        kind=part.kind,
        section=sentences[0].section,
        title=found.t,
        summary=found.z,
        runs=(),
        sentences=sentences,
        figures=tuple(part.figures[number - 1] for number in sorted(set(found.f))),
        span=Span(sentences[0].start, sentences[-1].end),
        theme=theme_of(sentences[0].section, sections),
    )


def _halves(part: Part) -> tuple[Part, Part]:
    """``part`` in two, between sentences, each with its own figures."""
    middle = len(part.sentences) // 2
    border = part.sentences[middle].start
    return (
        replace(part, sentences=part.sentences[:middle], figures=tuple(f for f in part.figures if f.start < border)),
        replace(part, sentences=part.sentences[middle:], figures=tuple(f for f in part.figures if f.start >= border)),
    )


def _kept(part: Part, fallback: Iterable[Draft], reason: str) -> list[Draft]:
    start, end = part.sentences[0].start, part.sentences[-1].end
    return [
        replace(draft, complete=False, note=reason)
        for draft in fallback
        if draft.sentences and start <= draft.sentences[0].start < end
    ]


def _place(sentence: Sentence, sections: dict[str, Section]) -> tuple[ItemKind | None, str]:
    """The kind a sentence's section has, and the top section it lies in."""
    at = sections[sentence.section]
    kind = kind_of(at)
    while at.parent:
        at = sections[at.parent]
    return kind, at.id


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
