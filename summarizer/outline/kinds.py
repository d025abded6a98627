"""The kind of each passage of the top level: preamble, achievements, problems, plans, other.

What the text is made of is weighed in `evidence` and decided in `decode`; here the passages are cut accordingly. A
cut says what begins there.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.base.document import Document, Region, Span
from summarizer.outline import cues
from summarizer.outline.certainty import Cut, is_strange, weighed
from summarizer.outline.decode import decode
from summarizer.outline.evidence import KINDS, SECTION_STYLES, Frame, Unit, heading_kind, units, written_heading
from summarizer.outline.numbering import Node
from summarizer.outline.passages import within
from summarizer.outline.structure import SectionKind
from summarizer.outline.weights import weights

_ADDRESS = re.compile(r"行政长官[^\n]{0,12}施政报告")
_LISTED = re.compile(
    r"[ \t\u3000]*(?:[（(]?[一二三四五六七八九十]{1,3}[、）)]|[一二三四五六七八九十]是"
    r"|第[一二三四五六七八九]，|[（(]?\d{1,2}[）).、．]|[①-⑳]|——)"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A text cut into passages, and the units with their kinds from which that was decided."""

    cuts: tuple[Cut, ...]
    units: tuple[Unit, ...]
    kinds: tuple[SectionKind, ...]


def top_level(
    document: Document,
    roots: Sequence[Node],
    paragraphs: Sequence[Span],
    headings: cues.Headings = cues.GENERAL,
) -> Read:
    """The cuts that tile the text, the first at 0; ``headings`` are a genre's own words, before the general ones."""
    text = document.text
    tops = [root for root in roots if root.marker.style in SECTION_STYLES and not _in_prose(root)]
    by_paragraph = "施政报告" in document.metadata.title or _ADDRESS.search(text, 0, 400) is not None
    frame = Frame(
        text,
        _last_year(document.metadata.period),
        cues.PLAN_TITLE.search(document.metadata.title) is not None,
        by_paragraph,
        headings,
        weights(),
    )
    begin = _after_leading_furniture(text, document.regions, tops[0].start if tops else None)
    finish = _finish(frame, tops, paragraphs, begin)
    read = units(frame, tops, paragraphs, begin, finish)
    kinds: list[SectionKind] = [
        KINDS[kind] for kind in decode(read, only_plans=frame.only_plans, by_paragraph=by_paragraph)
    ]
    if not any(kind in ("achievements", "problems", "plans") for kind in kinds):
        kinds = ["achievements" if kind == "preamble" else kind for kind in kinds]
    cuts = [Cut(0, "other")] if begin > 0 else []
    cuts += _cuts(read, kinds)
    if finish < len(text):
        cuts.append(Cut(finish, "other"))
        cuts += [Cut(root.start, "other", root) for root in tops if root.start >= finish]
    sure = weighed(_tidy(cuts, len(text)), read)
    if not tops and is_strange(frame.weights, text[begin:finish], kinds):
        sure = [replace(cut, kind="unsure", certainty=0.0) for cut in sure]
    starts = [cut.start for cut in sure]
    final: list[SectionKind] = [
        "unsure" if sure[bisect_right(starts, unit.start) - 1].kind == "unsure" else kind
        for unit, kind in zip(read, kinds, strict=True)
    ]
    return Read(tuple(sure), tuple(read), tuple(final))


def _cuts(read: Sequence[Unit], kinds: Sequence[SectionKind]) -> list[Cut]:
    """A cut at each heading of the top level and wherever the kind turns; a part cut at a subheading is cut at all."""
    found: list[Cut] = []
    last: SectionKind | None = None
    divided = False
    parted = _parted(read, kinds)
    for unit, kind in zip(read, kinds, strict=True):
        if unit.border == "root":
            divided = False
            found.append(Cut(unit.start, kind, unit.node))
        elif kind != last or (unit.border == "child" and (divided or (unit.told and unit.start in parted))):
            divided = unit.border == "child"
            found.append(Cut(unit.start, kind, unit.node))
        last = kind
    return found


def _parted(read: Sequence[Unit], kinds: Sequence[SectionKind]) -> set[int]:
    """Where the subheadings stand of those parts that hold several kinds under subheadings of their own."""
    found: set[int] = set()
    inside: dict[int, SectionKind] = {}
    for unit, kind in zip(read, kinds, strict=True):
        if unit.border == "root":
            inside = {}
        elif unit.border == "child":
            inside[unit.start] = kind
            if len(set(inside.values())) > 1:
                found.update(inside)
    return found


def _finish(frame: Frame, roots: Sequence[Node], paragraphs: Sequence[Span], begin: int) -> int:
    """Where the report's own text ends: annexes, notes, a source, furniture follow."""
    text = frame.text
    finish = len(text)
    for root in reversed(roots):
        if heading_kind(frame, written_heading(text, root)) != "other":
            break
        finish = root.start if root.start > len(text) // 3 else finish
    floor = max([begin, len(text) // 3, *(root.marker.end for root in roots if root.start < finish)])
    if inline := cues.INLINE_END.search(text, floor, finish):
        finish = inline.start()
    spans = within(paragraphs, floor, finish)
    if spans and not text[spans[-1].end : finish].isspace() and finish == len(text):
        finish = spans[-1].end
    finish = _notes_begin(text, spans, finish)
    for span in reversed([span for span in spans if floor < span.start < finish][-8:]):
        if cues.NOTES.match(text, *span):
            finish = span.start
    return finish


def _notes_begin(text: str, spans: Sequence[Span], finish: int) -> int:
    """Where 注： begins a list that ends the text, else ``finish``."""
    for listed, span in enumerate(reversed(spans)):
        if listed and cues.NOTES_BEGIN.fullmatch(text, *span):
            return span.start
        if not _LISTED.match(text, *span):
            break
    return finish


def _tidy(cuts: list[Cut], length: int) -> list[Cut]:
    """In order, one at a place, the first at 0, neighbours without a heading and of one kind joined."""
    ordered = sorted(cuts, key=lambda cut: (cut.start, cut.node is None))
    kept: list[Cut] = []
    for cut in ordered:
        joins = kept and cut.node is None and kept[-1].node is None and cut.kind == kept[-1].kind
        if cut.start < max(length, 1) and not joins and (not kept or cut.start > kept[-1].start):
            kept.append(cut)
    if kept and kept[0].start > 0:
        kept[0] = Cut(0, kept[0].kind) if kept[0].node is None else kept[0]
        if kept[0].start > 0:
            kept.insert(0, Cut(0, "preamble"))
    return kept or [Cut(0, "achievements")]


def _after_leading_furniture(text: str, regions: Sequence[Region], first_heading: int | None) -> int:
    limit = first_heading if first_heading is not None else min(len(text) // 2, 3000)
    ends = [region.end for region in regions if region.kind == "chrome" and region.end <= limit and region.start < 3000]
    if not ends:
        return 0
    at = max(ends)
    while at < len(text) and text[at].isspace():
        at += 1
    return at if at < len(text) else 0


def _in_prose(node: Node) -> bool:
    """Whether this is 第一，…第二，… inside a paragraph: a list, no section of the report."""
    return node.marker.style == "ordinal" and node.marker.context != "line"


def _last_year(period: str) -> int | None:
    years = re.findall(r"\d{4}", period)
    return int(years[-1]) if years else None
