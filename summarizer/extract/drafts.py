"""A draft: one item of the report with everything but its English, and how drafts are made by rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.base.document import Document, Span
from summarizer.extract.attribution import responsible
from summarizer.extract.shorten import flowing, heading_end, join_runs, short_title, summary_spans
from summarizer.language.lexicon import Rule, pattern
from summarizer.outline.structure import Item, ItemKind, Outline, Section, Sentence
from summarizer.quantities import Figure
from summarizer.schema import Evidence

NO_SECTIONS = "The report has no headings that could be recognised: all of it stands under achievements."
_KINDS: tuple[ItemKind, ...] = ("achievements", "problems", "plans")
_CLOSERS = ("", "。", "；", "！", "？")
_TITLE = 2  # characters: what is shorter is what a broken line left of a heading
_PARAGRAPH = 4  # sentences to an item where nothing else divides the text
_DEADLINE = Rule(
    "a deadline",
    r"(?:(?:\d{4}|[二〇零一二三四五六七八九]{4})年)?(?:\d{1,2}月(?:\d{1,2}日|底|末|上旬|中旬|下旬)?"
    rf"|{pattern('half_year period', 'zh')})"
    r"(?:底|末)?(?:以?前|之前)",
    yes=("⟨2024年6月底前⟩完成", "⟨年底前⟩"),
    no=("2024年6月",),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One item in Chinese, with its evidence.

    ``span`` is where it stands: its sentences may hold other items too. ``runs`` are the source's runs that
    ``summary`` is made of, empty where a model worded it. ``figures`` are those located in the evidence.
    """

    id: str
    kind: ItemKind
    section: str
    title: str
    summary: str
    runs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    span: Span
    theme: str = ""
    complete: bool = True
    note: str = ""
    certainty: float = 1.0
    unsure: bool = False
    judged: Literal["", "model"] = ""

    def evidence(self, text: str) -> tuple[Evidence, ...]:
        """The sentences it rests on, word for word."""
        return tuple(
            Evidence(start=one.start, end=one.end, text=text[one.start : one.end], sentence=one.id)
            for one in self.sentences
        )

    def targets(self) -> tuple[str, ...]:
        """Of a plan: the ids of the figures it aims at."""
        if self.kind != "plans":
            return ()
        return tuple(figure.id for figure in self.figures if figure.aspect != "earlier")

    def deadlines(self, text: str) -> tuple[str, ...]:
        """Of a plan: by when, as written."""
        if self.kind != "plans":
            return ()
        found = (match.group() for one in self.sentences for match in _DEADLINE.finditer(text, one.start, one.end))
        return tuple(dict.fromkeys(found))

    def responsible(self, text: str) -> tuple[str, ...]:
        """Of a plan: who is to carry it out, as written."""
        return responsible(text, [self.span]) if self.kind == "plans" else ()


def drafts_by_rule(outline: Outline, figures: Sequence[Figure]) -> list[Draft]:
    """A draft of each outlined item; where the outline found none, of each paragraph."""
    items = outline.items or _paragraphs(outline)
    sections = {section.id: section for section in outline.sections}
    return [_draft(item, outline, figures, sections) for item in items]


def _draft(item: Item, outline: Outline, figures: Sequence[Figure], sections: dict[str, Section]) -> Draft:
    text = outline.document.text
    sentences = tuple(one for one in outline.sentences if one.start < item.end and item.start < one.end)
    own = tuple(figure for figure in figures if item.start <= figure.start < item.end)
    body = heading_end(text, item.start, item.end)
    runs = tuple(summary_spans(text, _prose(outline.document, Span(body, item.end)), own, item.kind))
    heading = item.heading or flowing(text, item.start, body)
    title = short_title(heading)
    if len(title) < _TITLE:
        title = short_title(flowing(text, runs[0].start if runs else item.start, item.end)) or title
    return Draft(
        id=item.id,
        kind=item.kind,
        section=item.section,
        title=title,
        summary=join_runs(text, runs) or item.text.strip(),
        runs=runs,
        sentences=sentences,
        figures=own,
        span=Span(item.start, item.end),
        theme=theme_of(item.section, sections),
        certainty=item.certainty,
        unsure=item.unsure,
    )


def _prose(document: Document, span: Span) -> list[Span]:
    """``span`` without tables, notes and page furniture; a page's number inside a sentence leaves it whole."""
    spans: list[Span] = []
    at = span.start
    for region in document.regions:
        inside = region.start < span.end and at < region.end
        if inside and (region.kind != "page" or document.text[at : region.start].rstrip()[-1:] in _CLOSERS):
            spans.append(Span(at, max(at, region.start)))
            at = region.end
    return [one for one in (*spans, Span(at, max(at, span.end))) if document.text[slice(*one)].strip()]


def theme_of(section: str, sections: dict[str, Section]) -> str:
    """The heading an item stands under, below the report's top level; "" where there is none."""
    at = sections.get(section)
    while at is not None and at.level > 2 and at.parent:
        at = sections.get(at.parent)
    return short_title(at.heading) if at is not None and at.level > 1 and at.heading else ""


def kind_of(section: Section) -> ItemKind | None:
    """The kind of the items in ``section``, None for one that holds none."""
    return next((kind for kind in _KINDS if kind == section.kind), None)


def _paragraphs(outline: Outline) -> list[Item]:
    """The text in pieces of some sentences, as achievements, for a report without a recognisable outline.

    What the outline calls unsure is told as nothing.
    """
    text = outline.document.text
    items: list[Item] = []
    for section in outline.sections:
        if section.kind == "unsure":
            continue
        own = [one for one in outline.sentences if one.section == section.id]
        for first in range(0, len(own), _PARAGRAPH):
            group = own[first : first + _PARAGRAPH]
            start, end = group[0].start, group[-1].end
            items.append(Item(f"i{len(items) + 1}", "achievements", start, end, text[start:end], section.id))
    return items
