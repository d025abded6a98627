"""Everything put together: drafts, their English, names and figures into one WorkReport."""

import re
from collections.abc import Sequence
from dataclasses import asdict

from summarizer.extract.attribution import praise
from summarizer.extract.drafts import NO_SECTIONS, Draft
from summarizer.extract.names import name_english
from summarizer.extract.phrasing import Phrasing
from summarizer.extract.styled import with_style
from summarizer.extract.ties import ties
from summarizer.extract.title import read_title, title_english
from summarizer.extract.words import English
from summarizer.language.glossary import issuer_english
from summarizer.language.headlines import headline
from summarizer.model.client import Client
from summarizer.outline.structure import ItemKind, Outline
from summarizer.quantities import Figure
from summarizer.quantities.wording import english_quantity
from summarizer.schema import (
    Bilingual,
    DocumentRecord,
    FigureRecord,
    Gap,
    ModelRecord,
    ReportFigure,
    ReportItem,
    SectionRecord,
    Usage,
    WorkReport,
)

NO_ENGLISH = "No model was asked: the English of titles and summaries is missing."


NOT_ASKED = "The English of {} {} that the brief does not tell in full was not asked for: --length full asks for all."


def assemble(
    outline: Outline,
    figures: Sequence[Figure],
    drafts: Sequence[Draft],
    words: Sequence[English],
    names: dict[str, str],
    phrasing: Phrasing,
    *,
    gaps: Sequence[Gap],
    model: ModelRecord,
    client: Client | None,
) -> WorkReport:
    """The report; ``words`` go with ``drafts``, ``names`` are English names by plain Chinese name."""
    known = outline.document.metadata
    text = outline.document.text
    tied = ties(drafts, text)
    items = [
        _item(draft, english, text, tied.get(draft.id, ()), names) for draft, english in zip(drafts, words, strict=True)
    ]

    def of(kind: ItemKind) -> tuple[ReportItem, ...]:
        return tuple(item for item in items if item.kind == kind)

    report = WorkReport(
        document=DocumentRecord.of(outline.document),
        title=Bilingual(
            zh=known.title,
            en=title_english(read_title(known.title, known.issuer, phrasing.glossary), known.period, names),
        ),
        issuer=Bilingual(
            zh=known.issuer, en=issuer_english(known.issuer, phrasing.glossary) or name_english(known.issuer, names)
        ),
        period=known.period,
        achievements=of("achievements"),
        problems=of("problems"),
        plans=of("plans"),
        figures=tuple(_figure(figure, names) for figure in figures),
        sections=tuple(SectionRecord(**asdict(section)) for section in outline.sections),
        headings={
            section.id: Bilingual(zh=section.heading, en=_capital(name_english(section.heading, names)))
            for section in outline.sections
            if _WORDS.search(section.heading)
        },
        gaps=tuple(gaps),
        notes=_notes(outline, client, words),
        model=model,
        usage=client.usage if client else Usage(),
    )
    return with_style(report, {draft.id: english.faults for draft, english in zip(drafts, words, strict=True)})


#: A heading that is a numeral alone ("13．" over a note of terms) names nothing.
_WORDS = re.compile(r"[^\W\d_一二三四五六七八九十]")


def _item(draft: Draft, english: English, text: str, answers: tuple[str, ...], names: dict[str, str]) -> ReportItem:
    return ReportItem(
        id=draft.id,
        kind=draft.kind,
        section=draft.section,
        title=Bilingual(zh=draft.title, en=english.title),
        summary=Bilingual(zh=draft.summary, en=english.summary),
        evidence=draft.evidence(text),
        figures=tuple(figure.id for figure in draft.figures),
        theme=draft.theme,
        targets=draft.targets(),
        deadlines=draft.deadlines(text),
        responsible=tuple(Bilingual(zh=who, en=name_english(who, names)) for who in draft.responsible(text)),
        answers=answers,
        praise=praise(draft.summary) if draft.kind == "achievements" else (),
        complete=draft.complete,
        note=draft.note,
        asked=english.asked,
        certainty=draft.certainty,
        unsure=draft.unsure,
        judged=draft.judged,
    )


def _figure(figure: Figure, names: dict[str, str]) -> ReportFigure:
    return ReportFigure(
        figure=FigureRecord(**{name: getattr(figure, name) for name in FigureRecord.model_fields}),
        measure=Bilingual(zh=figure.measure, en=_capital(_measure_english(figure.measure, names))),
        quantity=Bilingual(zh=figure.text, en=english_quantity(figure)),
    )


def _measure_english(measure: str, names: dict[str, str]) -> str | None:
    """The English of a measure: a statistic that reports open with has a name of its own, in every report the same."""
    known = headline(measure)
    return known.english if known else name_english(measure, names)


def _capital(name: str | None) -> str | None:
    return name[:1].upper() + name[1:] if name else None


def _notes(outline: Outline, client: Client | None, words: Sequence[English]) -> tuple[str, ...]:
    notes = list(outline.notes)
    if not outline.items and not notes:
        notes.append(NO_SECTIONS)
    if client is None:
        notes.append(NO_ENGLISH)
    else:
        notes += client.notes
        if left := sum(not one.asked for one in words):
            notes.append(NOT_ASKED.format(left, "item" if left == 1 else "items"))
    return tuple(notes)
