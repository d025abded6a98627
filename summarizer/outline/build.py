"""From a document to its outline: candidates, numbering, kinds, items, sentences."""

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.base.document import Document, Metadata, Region, Span
from summarizer.language.lexicon import Rule, pattern
from summarizer.language.sentences import split_sentences
from summarizer.outline.certainty import Cut, of_item
from summarizer.outline.cues import GENERAL, Headings
from summarizer.outline.describe import describe
from summarizer.outline.evidence import SECTION_STYLES, written_heading
from summarizer.outline.items import Found, items_of, remedies_of
from summarizer.outline.kinds import Read, top_level
from summarizer.outline.markers import candidates
from summarizer.outline.measures import Part, are_measures, are_titled, only_aims
from summarizer.outline.numbering import Node, headings
from summarizer.outline.passages import heading_end, paragraphs, trim
from summarizer.outline.several import joined, later_reports
from summarizer.outline.structure import Item, ItemKind, Outline, Section, SectionKind, Sentence, SentenceKind
from summarizer.outline.written import as_written

_SECTION_STYLES = frozenset({"part", "chapter", "comma", "line", "bracket", "digit", "decimal", "ordinal", "dash"})
_ITEM_KINDS: dict[str, ItemKind] = {"achievements": "achievements", "problems": "problems", "plans": "plans"}

_LEAST_LIST = 3
_DOUBTFUL = 0.5

NO_SECTIONS = (
    "No numbered or titled sections were found, and no admission of problems or announcement of plans: "
    "everything is listed under achievements."
)
NO_HEADINGS = "No numbered or titled sections were found: the parts were told apart by their wording alone."

#: What an office is for and how it is made up is nothing that it did: the first part of every final accounts.
_DUTIES = Rule(
    "a heading over what an office is for",
    r"(?:第?[一二三四五六七八九十\d]{1,3}(?:部分|[、.．])|[（(][一二三四五六七八九十\d]{1,3}[）)])?\s*[一-鿿]{0,14}?"
    r"(?:主要职责|(?:部门|单位|机构)(?:主要)?(?:职责|职能|概况|构成)|主要职能|职能简介|机构设置(?:情况)?|局概况|名词解释)",
    yes=("⟨一、主要职责⟩", "⟨第一部分 云河县交通运输局概况⟩", "⟨（二）机构设置情况⟩", "⟨第四部分 名词解释⟩"),
    no=("一、机构改革情况", "主动履职"),
)


@dataclass(frozen=True, slots=True)
class _Top:
    """A top-level passage: its cut, its end, and the headings inside it."""

    cut: Cut
    end: int
    nodes: tuple[Node, ...]


def outline(document: Document, headings_of_genre: Headings = GENERAL) -> Outline:
    """The outline of ``document``, described; never raises, whatever the text.

    ``headings_of_genre`` are words that tell a heading's kind in one genre, before the general ones.

    A text without any recognisable section is outlined as one passage of achievements, and ``notes`` says so;
    they also say when the text holds several reports, each of which is outlined by itself.
    """
    text = document.plain
    if text != document.text:  # cues are written in simplified characters
        return as_written(outline(replace(document, text=text), headings_of_genre), document)
    if not text:
        return Outline(describe(document), (), (), (), (NO_SECTIONS,))
    later = later_reports(text, paragraphs(text, document.regions))
    if not later:
        return _outline_of_one(document, headings_of_genre)
    edges = [0, *later, len(text)]
    document = replace(document, regions=tuple(sorted(document.regions, key=lambda region: region.start)))
    parts = [_part(document, start, end, headings_of_genre) for start, end in itertools.pairwise(edges)]
    return joined(document, parts, edges)


def _outline_of_one(document: Document, headings_of_genre: Headings) -> Outline:
    document = describe(document)
    text = document.text
    spans = paragraphs(text, document.regions)
    titled = next((told.start for told in document.metadata.told if told.field == "title" and told.end), -1)
    roots = _below_title(headings(candidates(text, document.regions), spans, len(text)), spans, titled)
    whole = top_level(document, roots, spans, headings_of_genre)
    tops = _tops(whole.cuts, roots, len(text))
    sections: list[Section] = []
    items: list[Item] = []
    prose = _outside_tables(spans, document)
    furniture = (
        sorted(region.end for region in document.regions if _is_apart(region)),
        {region.end: region.start for region in document.regions if _is_apart(region)},
    )
    plans = [top for top in tops if top.cut.kind == "plans"]
    listed = any(top.nodes for top in plans)
    parts = [Part(_heading(text, top) or _heading_over(text, roots, top.cut.start), top.nodes) for top in plans]
    aims = {plans[index].cut.start for index in only_aims(text, parts)}
    alone = _measures_themselves(plans, {unit.start for unit in whole.units if unit.told})
    for top in tops:
        section = _add_sections(text, top, sections)
        if top.cut.start in aims:
            continue
        if kind := _ITEM_KINDS.get(top.cut.kind):
            founds = (
                [Found(*trim(text, section.start, section.end), section.heading)]
                if top.cut.start in alone
                else items_of(kind, text, section.start, section.end, section.body, top.nodes, prose)
                or _whole(text, section, top)
            )
            headed = [found.heading for found in founds]
            apart = (
                top.cut.start in alone
                or are_measures(headed)
                or (section.heading != "" and are_titled(section.heading, headed))
            )
            if kind == "plans" and (listed or alone) and not top.nodes and not apart:
                continue  # the measures are listed elsewhere; this is their introduction: aims, targets
            items += [_item(text, kind, _own(text, found, furniture), section) for found in founds]
            if kind == "problems" and not plans:
                remedies = remedies_of(text, section.end, top.nodes)
                items += [_item(text, "plans", _own(text, found, furniture), section) for found in remedies]
    sections, items = _without_duties(_numbered(sections), items)
    items = [_weighed(item, whole) for item in items]
    divided = [Span(item.start, item.end) for item in items if item.unsure]
    return Outline(
        document,
        tuple(sections),
        tuple(_placed(items, sections)),
        tuple(_sentences(document, sections, roots, _kinds(text, whole, divided))),
        (*document.notes, *_notes(tops), *_doubts(text, tops), *_guesses(document)),
    )


def _without_duties(sections: Sequence[Section], items: Sequence[Item]) -> tuple[list[Section], list[Item]]:
    """The sections, those that say what the office is for told as ``other``, and the items that stand outside them."""
    duties = [
        Span(section.start, section.end)
        for section in sections
        if section.kind == "achievements" and _DUTIES.fullmatch(section.heading.strip())
    ]

    def apart(start: int) -> bool:
        return any(span.start <= start < span.end for span in duties)

    told = [replace(section, kind="other") if apart(section.start) else section for section in sections]
    return told, [item for item in items if not apart(item.start)]


def _heading_over(text: str, roots: Sequence[Node], at: int) -> str:
    """The heading of the top level under which a passage without one of its own begins."""
    index = bisect_right([root.start for root in roots], at) - 1
    return written_heading(text, roots[index]) if index >= 0 and at < roots[index].end else ""


def _measures_themselves(plans: Sequence[_Top], told: set[int]) -> set[int]:
    """Where those parts of the top level begin that are measures: a list of three or more that names no part."""
    lists = Counter(top.cut.node.list_id for top in plans if top.cut.node is not None and top.cut.start not in told)
    return {
        top.cut.start
        for top in plans
        if top.cut.node is not None
        and top.cut.start not in told
        and top.cut.node.marker.value is not None
        and lists[top.cut.node.list_id] >= _LEAST_LIST
        and sum(node.marker.style in SECTION_STYLES for node in top.nodes) < 2
    }


def _own(text: str, found: Found, furniture: tuple[list[int], dict[int, int]]) -> Found:
    """``found`` without a page number, running head or button that stands after its last words."""
    ends, begins = furniture
    end = found.end
    while True:
        index = bisect_right(ends, end) - 1
        if index < 0 or begins[ends[index]] <= found.start or text[ends[index] : end].strip():
            return found if end == found.end else replace(found, end=end)
        end = trim(text, found.start, begins[ends[index]]).end


def _whole(text: str, section: Section, top: _Top) -> list[Found]:
    """一、党建方面：组织活动12次。 is heading and statement in one."""
    begin, end = trim(text, section.start, section.end)
    own = top.cut.node is not None and not top.nodes and not text[section.body : section.end].strip()
    return [Found(begin, end, section.heading)] if own and section.heading[-1:] in ("。", "；", ";") else []


def _part(document: Document, start: int, end: int, headings_of_genre: Headings) -> Outline:
    """The outline of one of several reports, its offsets counted from ``start``."""
    first = bisect_left(document.regions, start, key=lambda region: region.start)
    last = bisect_left(document.regions, end, key=lambda region: region.start)
    regions = tuple(
        replace(region, start=region.start - start, end=min(region.end, end) - start)
        for region in document.regions[first:last]
    )
    metadata = document.metadata if start == 0 else Metadata()
    notes = document.notes if start == 0 else ()
    part = replace(document, text=document.text[start:end], regions=regions, metadata=metadata, notes=notes)
    return _outline_of_one(part, headings_of_genre)


def _below_title(roots: list[Node], spans: Sequence[Span], titled: int) -> list[Node]:
    """The headings under the report's own title, where the title (at ``titled``) was taken for a part of it."""
    first = roots[0] if roots else None
    if first is not None and first.start == titled and first.marker.style in ("part", "line"):
        return [*first.children, *roots[1:]]
    if first is None or first.marker.style != "part" or first.start > spans[min(2, len(spans) - 1)].start:
        return roots
    parts = [root for root in roots if root.marker.style == "part" and root.marker.weight == 1]
    if len(parts) == 1:
        below = [child for child in first.children if child.marker.style in _SECTION_STYLES]
        return [*first.children, *roots[1:]] if len(below) > 1 else roots
    if len(parts) < 2 or parts[0] is not first:
        return roots
    after = next((span.start for span in spans if span.start >= first.marker.end), first.end)
    return roots[1:] if roots[1].start <= after else roots


def _outside_tables(spans: Sequence[Span], document: Document) -> list[Span]:
    tables = [region for region in document.regions if region.kind == "table"]
    if not tables:
        return list(spans)
    starts = [region.start for region in tables]
    kept = []
    for span in spans:
        index = bisect_right(starts, span.start) - 1
        if index < 0 or tables[index].end <= span.start:
            kept.append(span)
    return kept


def _tops(cuts: Sequence[Cut], roots: Sequence[Node], length: int) -> list[_Top]:
    tops = []
    starts = [root.start for root in roots]
    ends = [*(cut.start for cut in cuts[1:]), length]
    for cut, end in zip(cuts, ends, strict=True):
        first = max(bisect_right(starts, cut.start) - 1, 0)
        near = roots[first : bisect_right(starts, end)]
        tops.append(_Top(cut, end, tuple(_nodes_in(near, cut, end))))
    return tops


def _heading(text: str, top: _Top) -> str:
    return text[top.cut.start : heading_end(text, top.cut.node)] if top.cut.node is not None else ""


def _nodes_in(nodes: Sequence[Node], cut: Cut, end: int) -> Iterator[Node]:
    """The outermost headings that begin in the passage, below the passage's own."""
    for node in nodes:
        if node.end <= cut.start or node.start >= end:
            continue
        if node.start < cut.start or (cut.node is not None and node.start == cut.start):
            yield from _nodes_in(node.children, cut, end)
        else:
            yield node


def _add_sections(text: str, top: _Top, sections: list[Section]) -> Section:
    cut = top.cut
    body = min(heading_end(text, cut.node), top.end) if cut.node is not None else cut.start
    section = Section(
        str(len(sections)),
        cut.kind,
        text[cut.start : body].strip() if cut.node is not None else "",
        1,
        cut.start,
        top.end,
        body,
        certainty=cut.certainty,
    )
    sections.append(section)
    _add_nested(text, top.nodes, section, sections)
    return section


def _add_nested(text: str, nodes: Sequence[Node], parent: Section, sections: list[Section]) -> None:
    for node in nodes:
        if node.marker.style not in _SECTION_STYLES or node.start >= parent.end:
            continue
        end = min(node.end, parent.end)
        body = min(heading_end(text, node), end)
        section = Section(
            str(len(sections)),
            parent.kind,
            text[node.start : body].strip(),
            parent.level + 1,
            node.start,
            end,
            body,
            parent.id,
            parent.certainty,
        )
        sections.append(section)
        _add_nested(text, node.children, section, sections)


def _numbered(sections: Sequence[Section]) -> list[Section]:
    names = {section.id: f"sec{index}" for index, section in enumerate(sections, 1)}
    return [
        replace(section, id=names[section.id], parent=names[section.parent] if section.parent else None)
        for section in sections
    ]


def _item(text: str, kind: ItemKind, found: Found, top: Section) -> Item:
    return Item("", kind, found.start, found.end, text[found.start : found.end], top.id, found.heading, top.certainty)


def _weighed(item: Item, whole: Read) -> Item:
    """``item`` with how sure it is, by its own words; as sure as its part where they say nothing."""
    certainty = of_item(item.kind, item.start, item.end, whole.units)
    return item if certainty is None else replace(item, certainty=certainty)


def _placed(items: Sequence[Item], sections: Sequence[Section]) -> Iterator[Item]:
    """Each item with its id and that of the innermost section that holds it; both are in text order."""
    at = 0
    stack: list[Section] = []
    for number, item in enumerate(sorted(items, key=lambda item: (item.start, item.end)), 1):
        while at < len(sections) and sections[at].start <= item.start:
            stack.append(sections[at])
            at += 1
        while stack and stack[-1].end <= item.start:
            stack.pop()
        holder = next((section for section in reversed(stack) if section.end >= item.end), stack[0])
        yield replace(item, id=f"i{number}", section=holder.id)


def _sentences(
    document: Document, sections: Sequence[Section], roots: Sequence[Node], kind_at: Callable[[Span], SentenceKind]
) -> Iterator[Sentence]:
    """Sentences between the borders of sections and list entries, furniture left out, each with its kind."""
    text = document.text
    borders = {0, len(text)}
    for section in sections:
        borders.update((section.start, section.body, section.end))
    borders.update(_starts(roots))
    for region in document.regions:
        if _is_apart(region):
            borders.update((region.start, region.end))
    furniture = {region.start: region.end for region in document.regions if _is_apart(region)}
    ordered = sorted(borders)
    number = at = shut_until = 0
    stack: list[Section] = []
    for start, end in itertools.pairwise(ordered):
        shut_until = max(shut_until, furniture.get(start, 0))
        if start < shut_until:
            continue
        while at < len(sections) and sections[at].start <= start:
            stack.append(sections[at])
            at += 1
        while stack and stack[-1].end <= start:
            stack.pop()
        for span in split_sentences(text, start, end):
            number += 1
            yield Sentence(f"s{number}", span.start, span.end, stack[-1].id if stack else "", kind_at(span))


_OF_SECTION: dict[SectionKind, SentenceKind] = {
    "preamble": "preamble", "achievements": "review", "problems": "problem", "plans": "plan", "other": "closing",
    "unsure": "unsure",
}  # fmt: skip
_REQUIRES = Rule(
    "what is required",
    rf"[^。，；：]{{0,20}}{pattern('demand_heading', 'zh')}(?:是|为)?[：:，]",
    yes=("⟨总体要求是：⟩", "⟨工作的指导思想：⟩"),
    no=("总体要求明确",),
)


def _kinds(text: str, whole: Read, divided: Sequence[Span]) -> Callable[[Span], SentenceKind]:
    """What a sentence is: as the unit is that it begins in; what the report's own text leaves out is furniture.

    A review's sentence in one of the ``divided`` items is unsure, as the item is.
    """
    starts = [unit.start for unit in whole.units]
    open_ = sorted(divided)
    opens = [span.start for span in open_]
    begin, end = (whole.units[0].start, whole.units[-1].end) if whole.units else (0, 0)

    def kind(span: Span) -> SentenceKind:
        if not begin <= span.start < end:
            return "furniture"
        found = _OF_SECTION[whole.kinds[max(bisect_right(starts, span.start) - 1, 0)]]
        if found == "review" and (at := bisect_right(opens, span.start)) and span.start < open_[at - 1].end:
            return "unsure"
        return "requirement" if found == "plan" and _REQUIRES.match(text, span.start, span.end) else found

    return kind


def _is_apart(region: Region) -> bool:
    """Whether no sentence runs over ``region``: a page number or watermark inside a plain text may stand within one."""
    if region.label == "watermark":
        return False
    return region.kind in ("chrome", "footnote") or (region.kind == "page" and region.label.startswith("set aside"))


def _starts(nodes: Sequence[Node]) -> Iterator[int]:
    for node in nodes:
        yield node.start
        yield from _starts(node.children)


def _guesses(document: Document) -> Iterator[str]:
    for each in document.metadata.told:
        if each.certainty == "guessed":
            yield f"The {each.field} ({each.value}) is a guess from {each.basis}: the text does not say it."


def _doubts(text: str, tops: Sequence[_Top]) -> Iterator[str]:
    """What is unsure, each passage with its place."""
    for top in tops:
        named = f"“{shown}”" if (shown := _heading(text, top).strip()[:40]) else "the passage"
        place = f"{named} (from character {top.cut.start:,})"
        if top.cut.kind == "unsure" and not top.cut.certainty:
            yield "This text does not read like a report of its genre: nothing in it is told as achieved or planned."
            return
        if top.cut.kind == "unsure":
            yield f"Unsure whether {place} tells what was done or what will be: nothing in it is told as achieved."
        elif top.cut.certainty < _DOUBTFUL and top.cut.kind in ("achievements", "plans"):
            yield f"Doubtful: {place} is taken for {top.cut.kind}, but many of its sentences read otherwise."


def _notes(tops: Sequence[_Top]) -> tuple[str, ...]:
    if any(top.cut.node is not None for top in tops):
        return ()
    if any(top.cut.kind == "unsure" for top in tops):
        return ()
    told = any(top.cut.kind in ("problems", "plans") for top in tops)
    return (NO_HEADINGS if told else NO_SECTIONS,)
