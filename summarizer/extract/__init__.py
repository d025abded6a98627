"""From an outline and its located figures to the structured report, with or without a model.

Two writers. A strong model reads each section as it stands and writes its items whole, in both languages (``whole``). A
small one is given the items that the outline found, and writes their English words; their Chinese, evidence, figures
and numbers are by rule. See ``extract_report``.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from summarizer.base.document import Span
from summarizer.base.progress import Listener, Progress
from summarizer.extract.assemble import assemble
from summarizer.extract.divided import PROMPT as DIVIDED
from summarizer.extract.divided import settled
from summarizer.extract.drafts import Draft, drafts_by_rule
from summarizer.extract.names import english_names, name_parts, plain_name
from summarizer.extract.phrasing import Phrasing
from summarizer.extract.prompts import AGAIN, NAMES, OPENING, WHOLE, WORDS
from summarizer.extract.title import read_title
from summarizer.extract.titles import with_titles
from summarizer.extract.wanted import Chooser, everything
from summarizer.extract.whole import opening_by_model, parts_of, written_by_model
from summarizer.extract.words import English, english_of
from summarizer.language.glossary import Glossary
from summarizer.model.client import Client
from summarizer.outline.structure import Outline
from summarizer.quantities import Figure
from summarizer.schema import Gap, ModelRecord, OpeningLine, WorkReport
from summarizer.verify import Source

Plan = Literal["items", "whole", "none"]

__all__ = ["Plan", "extract_report"]


async def extract_report(
    outline: Outline,
    figures: Sequence[Figure],
    client: Client | None,
    *,
    plan: Plan | None = None,
    listener: Listener | None = None,
    glossary: Glossary | None = None,
    choose: Chooser = everything,
    grown: Callable[[WorkReport], None] = lambda _: None,
) -> WorkReport:
    """The structured report of ``outline``; ``figures`` are all mentions located in its text.

    ``plan`` is the model's own unless given: "items" asks the model for the English of one outlined item at a time;
    "whole" gives it whole sections, of which it writes every item in both languages; "none" (and a ``client``
    that is None) asks nothing: the English prose is missing then, and the notes say so.

    ``choose`` says what of it the brief will show: only that is asked for, and what is not says so (``asked`` False).

    ``grown`` hears of the report as it is after each item that is ready, where items are asked one by one.

    An answer that could not be used leaves a gap and the source's own sentences in its place (``complete`` False).
    Raises EndpointUnreachable, EndpointRefused or WeightsUnavailable; replies that came before are in the store.
    """
    plan = plan or (client.traits.plan if client else "none")
    shown = [figure for figure in figures if figure.is_figure]
    asked = client if plan != "none" else None
    tell = _Teller(listener, asked)
    phrasing = Phrasing.of(outline, figures, glossary)
    drafts = drafts_by_rule(outline, shown)
    if asked:
        drafts, shown = await settled(drafts, shown, outline.document.text, outline.document.metadata.period, asked)
    gaps: list[Gap] = []
    words = [English() for _ in drafts]
    lines: tuple[OpeningLine, ...] = ()

    def so_far(names: dict[str, str]) -> WorkReport:
        return assemble(
            outline, shown, drafts, words, names, phrasing, gaps=gaps, model=_model(asked, plan, drafts), client=asked
        )

    if asked and plan == "whole":
        parts = parts_of(outline, shown)
        tell.begin("english", len(parts))
        written, gaps = await written_by_model(outline, parts, drafts, phrasing, asked, done=tell.more)
        divided = [draft.span for draft in drafts if draft.unsure]
        drafts, words = [_as_unsure(one.draft, divided) for one in written], [one.english for one in written]
        lines = await opening_by_model(outline, written, Source.of(outline, figures), asked)
    elif asked:
        wanted = choose(so_far({}))
        first = [draft for draft in drafts if draft.id in wanted.items and not draft.unsure]
        phrasing = await with_titles(phrasing, first, asked, done=lambda _: None)
        tell.begin("english", len(first))
        by_id: dict[str, English] = {}

        def ready(draft: Draft, english: English) -> None:
            nonlocal words
            by_id[draft.id] = english
            words = [by_id.get(one.id, English(asked=False)) for one in drafts]
            tell.more(1)
            grown(so_far({}))

        await english_of(first, phrasing, asked, summaries=wanted.told, done=ready)
        words = [by_id.get(draft.id, English(asked=False)) for draft in drafts]
        drafts, failed = _marked(drafts, words)
        gaps += failed
    titles = {plain_name(one.title): said.title for one, said in zip(drafts, words, strict=True) if said.title}
    known = await english_names(_names(outline, shown, drafts, phrasing.glossary), phrasing, None)
    if asked:
        wanted = choose(so_far(titles | known))
        of_items = [draft for draft in drafts if draft.id in wanted.items]
        of_figures = [figure for figure in shown if figure.id in wanted.figures]
        open_ = [name for name in _names(outline, of_figures, of_items, phrasing.glossary) if name not in titles]
        tell.begin("names", len(open_))
        known |= await english_names(open_, phrasing, asked, done=tell.more)
    return so_far(titles | known).model_copy(update={"opening": lines})


def _as_unsure(draft: Draft, divided: Sequence[Span]) -> Draft:
    """``draft``, unsure where it tells as achieved what stands in one of the ``divided`` passages."""
    doubted = draft.kind == "achievements" and any(
        span.start <= one.start < span.end for span in divided for one in draft.sentences
    )
    return replace(draft, unsure=True) if doubted else draft


def _names(outline: Outline, figures: Sequence[Figure], drafts: Sequence[Draft], glossary: Glossary) -> list[str]:
    """The plain names to translate: title and issuer first, then headings with items, then measures of figures."""
    known = outline.document.metadata
    used = {draft.section for draft in drafts}
    by_id = {section.id: section for section in outline.sections}
    headings: list[str] = []
    for section in outline.sections:
        if section.id in used:
            at: str | None = section.id
            while at:
                headings.append(by_id[at].heading)
                at = by_id[at].parent
    doers = [who for draft in drafts for who in draft.responsible(outline.document.text)]
    title = read_title(known.title, known.issuer, glossary).names
    wanted = [*title, known.issuer, *headings, *doers, *(figure.measure for figure in figures)]
    return list(dict.fromkeys(part for name in wanted for part in name_parts(name)))


def _marked(drafts: Sequence[Draft], words: Sequence[English]) -> tuple[list[Draft], list[Gap]]:
    """Drafts whose English failed or is not whole, marked so, with a gap for each."""
    marked = [
        replace(draft, complete=False, note=draft.note or english.note) if english.note else draft
        for draft, english in zip(drafts, words, strict=True)
    ]
    gaps = [
        Gap(part=draft.title, reason=english.note) for draft, english in zip(drafts, words, strict=True) if english.note
    ]
    return marked, gaps


def _model(client: Client | None, plan: Plan, drafts: Sequence[Draft]) -> ModelRecord:
    if client is None:
        return ModelRecord(name="none")
    prompts: tuple[str, ...] = (WHOLE, AGAIN, OPENING, NAMES) if plan == "whole" else (WORDS, NAMES)
    if any(draft.unsure or draft.judged for draft in drafts):
        prompts = (*prompts, DIVIDED)
    return ModelRecord(name=client.endpoint.model, endpoint=client.describe(), prompts=prompts)


class _Teller:
    """Tells the listener how far the present stage is, and what was spent so far."""

    def __init__(self, listener: Listener | None, client: Client | None) -> None:
        self._listener = listener
        self._client = client
        self._stage, self._done, self._total = "", 0, 0

    def begin(self, stage: str, total: int) -> None:
        self._stage, self._done, self._total = stage, 0, total
        self.more(0)

    def more(self, count: int) -> None:
        self._done += count
        if self._listener and self._client:
            spent = self._client.usage
            self._listener(Progress(self._stage, self._done, self._total, spent.prompt_tokens, spent.completion_tokens))
