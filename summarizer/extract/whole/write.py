"""Each part asked once, what came held against the source, and what was found asked once more."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from summarizer.base.document import Span
from summarizer.base.errors import ReplyUnusable
from summarizer.extract.drafts import Draft, theme_of
from summarizer.extract.phrasing import TENSES, Phrasing
from summarizer.extract.prompts import AGAIN, WHOLE, messages
from summarizer.extract.together import together
from summarizer.extract.whole.findings import CERTAIN, Finding, findings
from summarizer.extract.whole.parts import Part, marked_text, table_of
from summarizer.extract.whole.replies import AgainEntries, Entries, Entry
from summarizer.extract.words import English
from summarizer.language.glossary import issuer_english
from summarizer.language.style import Fault, Role, faults
from summarizer.model.client import Client
from summarizer.outline.structure import Item, Outline
from summarizer.schema import Gap
from summarizer.verify import Source

TERMS = 16
"""Glossary terms told with one part at most."""
LEFT_OUT = "The model left this passage out: the source's own sentences stand here."
REFUSED = "What the model wrote could not be borne out, so the source's own sentences stand here: "


class Written(NamedTuple):
    """One item with its English."""

    draft: Draft
    english: English


@dataclass(frozen=True, slots=True)
class _Judged:
    """An entry with what was found of it."""

    entry: Entry
    found: tuple[Finding, ...]

    @property
    def fatal(self) -> bool:
        return any(one.fatal for one in self.found)

    @property
    def rank(self) -> tuple[bool, int]:
        """The lower, the better."""
        return self.fatal, len(self.found)


async def written_by_model(
    outline: Outline,
    parts: Sequence[Part],
    fallback: Sequence[Draft],
    phrasing: Phrasing,
    client: Client,
    *,
    done: Callable[[int], None],
) -> tuple[list[Written], list[Gap]]:
    """The items of all ``parts`` in the order of the source, and a gap for each passage that has none of its own.

    ``fallback`` are the drafts by rule, which stand where what the model wrote cannot. Raises the ModelErrors that stop
    all: EndpointUnreachable, EndpointRefused, WeightsUnavailable.
    """
    writer = _Writer(outline, fallback, phrasing, Source.of(outline, phrasing.mentions), client)

    async def told(part: Part) -> tuple[list[Written], list[Gap]]:
        try:
            return await writer.part(part)
        finally:
            done(1)

    answers = await together(told(part) for part in parts)
    items = [item for written, _ in answers for item in written]
    named = [Written(replace(one.draft, id=f"i{at}"), one.english) for at, one in enumerate(items, start=1)]
    return named, [gap for _, gaps in answers for gap in gaps]


@dataclass(frozen=True, slots=True)
class _Writer:
    outline: Outline
    fallback: Sequence[Draft]
    phrasing: Phrasing
    source: Source
    client: Client

    async def part(self, part: Part) -> tuple[list[Written], list[Gap]]:
        try:
            answer = await self._ask(part)
        except ReplyUnusable as error:
            if error.cut and len(part.sentences) > 1:  # too much for one reply: smaller parts
                first, second = [await self.part(half) for half in part.halves()]
                return first[0] + second[0], first[1] + second[1]
            kept = self._source_of(part, part.items, str(error))
            return kept, [Gap(part=part.label, reason=str(error))]
        judged = [self._judged(entry, part) for entry in answer.items]
        if any(one.found for one in judged) or _missing(judged, part):
            judged = await self._again(judged, part)
        return self._concluded(judged, part)

    def _judged(self, entry: Entry, part: Part) -> _Judged:
        return _Judged(entry, tuple(findings(entry, part, self.source)))

    async def _ask(self, part: Part) -> Entries:
        known = self.outline.document.metadata
        text = self.source.document.text
        marked = marked_text(text, part)
        asked = messages(
            WHOLE,
            kind=part.kind,
            tense=TENSES[part.kind],
            actor=self.phrasing.actor,
            issuer=known.issuer,
            issuer_en=issuer_english(known.issuer, self.phrasing.glossary) or "",
            period=known.period,
            path=" > ".join(part.path),
            terms=self.phrasing.terms(marked, TERMS),
            table=table_of(part),
            text=marked,
        )
        return await self.client.ask(asked, Entries, max_tokens=self.client.traits.max_tokens, attempts=2)

    async def _again(self, judged: list[_Judged], part: Part) -> list[_Judged]:
        """The entries after a second question about what was found, told once; the better of both is kept."""
        poor = {at: one for at, one in enumerate(judged, start=1) if one.found}
        missing = [number for item in _missing(judged, part) for number in _numbers(item, part)]
        shown = sorted({number for one in poor.values() for number in _near(one.entry, part)} | set(missing))
        text = self.source.document.text
        asked = messages(
            AGAIN,
            tense=TENSES[part.kind],
            entries=[
                {"number": at, "said": one.entry.model_dump_json(), "findings": [found.told for found in one.found]}
                for at, one in poor.items()
            ],
            missing=missing,
            table=table_of(part, shown),
            text=marked_text(text, part, shown),
        )
        try:
            answer = await self.client.ask(asked, AgainEntries, max_tokens=self.client.traits.max_tokens, attempts=1)
        except ReplyUnusable:
            return judged  # they stand as they are, with their marks, or as gaps
        better = {one.n: self._judged(Entry(**one.model_dump(exclude={"n"})), part) for one in answer.items if one.n}
        kept = [
            better[at] if at in better and better[at].rank <= one.rank else one
            for at, one in enumerate(judged, start=1)
            if at in better or not one.fatal or _alone(one, judged, part)
        ]
        added = [self._judged(Entry(**one.model_dump(exclude={"n"})), part) for one in answer.items if not one.n]
        return [*kept, *(one for one in added if not one.fatal)]

    # --- what stands at last ---

    def _concluded(self, judged: Sequence[_Judged], part: Part) -> tuple[list[Written], list[Gap]]:
        good = [one for one in judged if not one.fatal]
        written = [self._item(one, part) for one in good]
        gaps: list[Gap] = []
        lost = _missing(good, part)
        bad = {id(item): one for item in lost for one in judged if one.fatal and _covers(one.entry, item, part)}
        for item in lost:
            one = bad.get(id(item))
            note = REFUSED + one.found[0].told if one else LEFT_OUT
            kept = self._source_of(part, [item], note)
            written += kept
            gaps += [Gap(part=draft.title, reason=note) for draft, _ in kept]
        invented = [one for one in judged if one.fatal and one not in bad.values()]
        gaps += [Gap(part=one.entry.tz or part.label, reason=REFUSED + one.found[0].told) for one in invented]
        return sorted(written, key=lambda one: one.draft.span.start), gaps

    def _item(self, one: _Judged, part: Part) -> Written:
        entry = one.entry
        sentences = tuple(part.sentences[number - 1] for number in sorted(set(entry.s)))
        cited = [part.figures[at - 1] for at in sorted(set(entry.f)) if 1 <= at <= len(part.figures)]
        sections = {section.id: section for section in self.outline.sections}
        evidence = "".join(self.source.document.text[one.start : one.end] for one in sentences)
        draft = Draft(
            id="",
            kind=part.kind,
            section=sentences[0].section,
            title=_line(entry.tz).rstrip("。"),
            summary=_line(entry.sz),
            runs=(),
            sentences=sentences,
            figures=tuple(figure for figure in cited if part.number_of(figure) in entry.s),
            span=Span(sentences[0].start, sentences[-1].end),
            theme=theme_of(sentences[0].section, sections),
        )
        title, summary = _line(entry.te).rstrip("."), _line(entry.se)
        left = (_certain(title, evidence, "title"), _certain(summary, evidence, "summary"))
        return Written(draft, English(title, summary, faults=left))

    def _source_of(self, part: Part, items: Iterable[Item], note: str) -> list[Written]:
        """The source's own sentences for ``items``: the drafts by rule, without English."""
        wanted = {item.id for item in items}
        start, end = part.sentences[0].start, part.sentences[-1].end
        inside = (draft for draft in self.fallback if start <= draft.span.start < end)
        return [
            Written(replace(draft, complete=False, note=note), English())
            for draft in inside
            if draft.id in wanted or not part.items
        ]


def _certain(english: str, evidence: str, role: Role) -> tuple[Fault, ...]:
    """The faults of style that are marked where the text stands."""
    return tuple(fault for fault in faults(english, evidence, role) if fault.kind in CERTAIN)


def _line(text: str) -> str:
    return " ".join(text.split())


def _numbers(item: Item, part: Part) -> list[int]:
    """The sentences of an outlined item, by their numbers in ``part``; without its heading where more follows."""
    all_of = [at for at, one in enumerate(part.sentences, start=1) if one.start < item.end and item.start < one.end]
    head = item.start + len(item.heading) + 1
    body = [at for at in all_of if not item.heading or part.sentences[at - 1].end > head]
    return body or all_of


def _covers(entry: Entry, item: Item, part: Part) -> bool:
    return bool(set(entry.s) & set(_numbers(item, part)))


def _missing(judged: Iterable[_Judged], part: Part) -> list[Item]:
    """The outlined items of ``part`` of which no entry cites a sentence."""
    told = {number for one in judged for number in one.entry.s}
    return [item for item in part.items if not told & set(_numbers(item, part))]


def _alone(one: _Judged, judged: Sequence[_Judged], part: Part) -> bool:
    """Whether a fatal entry that was not written again is the only one on some item, which must then be a gap."""
    others = [other for other in judged if other is not one and not other.fatal]
    return len(_missing(others, part)) > len(_missing([*others, one], part))


def _near(entry: Entry, part: Part) -> list[int]:
    """The sentences that ``entry`` cites, with their neighbours, or all where it cites none."""
    known = [number for number in entry.s if 1 <= number <= len(part.sentences)]
    if not known:
        return list(range(1, len(part.sentences) + 1))
    return list(range(max(1, min(known) - 1), min(len(part.sentences), max(known) + 1) + 1))
