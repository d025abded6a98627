"""Runs of text in a document: its paragraphs, its sentences, where a heading ends."""

from bisect import bisect_right
from collections.abc import Sequence

from summarizer.base.document import Region, Span
from summarizer.language.lexicon import Rule, pattern
from summarizer.language.sentences import PAGE_LINE, split_sentences, wrapped_breaks
from summarizer.outline.numbering import Node

_LINE = Rule("a line", r"[^\r\n\f\v\x85\u2028\u2029]+", yes=("⟨受理300件⟩\n",), no=("\n",))
_LONGEST_HEADING = 80
_INTENT = pattern("plan_intent", "zh")
_GLUED_HEADING = Rule(
    "a heading glued to its text",
    rf"[ \u3000]?[^，。；：！？\s]{{0,26}}?(?:{pattern('fault looks_back review_name', 'zh')}|{_INTENT}|情况|概述"
    rf"|措施|事项|数量|类别|形式)(?:(?:及|和|与|暨)[^，。；：\s]{{1,10}}?(?:情况|措施|建议|{_INTENT}))?"
    r"|[^。；：！？\s]{8,60}?(?:的有关情况|的主要(?:情况|安排|措施))",
    yes=("⟨工作总结⟩全年", "⟨存在问题及下步打算⟩"),
    no=("全年，",),
)
_SPACED_HEADING = Rule(
    "a heading before a space",
    r"[ \u3000]?([^，。；：！？\s]{2,30})(?=[ \u3000\xa0])",
    yes=("⟨加强监管⟩ 全年",),
    no=("加强监管",),
)


def paragraphs(text: str, regions: Sequence[Region]) -> list[Span]:
    """Paragraphs in order, trimmed; wrapped lines are joined, furniture and page numbers left out."""
    wrapped = wrapped_breaks(text)
    shut = sorted((region.start, region.end) for region in regions if region.kind in ("chrome", "page", "footnote"))
    at = past = 0  # the next of these regions, and where those before it end
    found: list[Span] = []
    joins = False
    last_end = 0
    for match in _LINE.finditer(text):
        while at < len(shut) and shut[at][0] <= match.start():
            past = max(past, shut[at][1])
            at += 1
        # A region may be a whole line, many lines, or what opens or ends a line.
        left = max(match.start(), min(past, match.end()))
        right = shut[at][0] if at < len(shut) and left < shut[at][0] < match.end() <= shut[at][1] else match.end()
        line = text[left:right]
        if not line.strip() or PAGE_LINE.fullmatch(line):
            continue
        start = left + len(line) - len(line.lstrip())
        end = left + len(line.rstrip())
        joins = bool(found) and last_end in wrapped
        if joins:
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
        last_end = match.end()
    return found


def within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """Those of the ordered ``spans`` that overlap ``[start, end)``, clipped to it."""
    first = max(bisect_right(spans, (start, 0)) - 1, 0)
    found = []
    for span in spans[first:]:
        if span.start >= end:
            break
        clipped = Span(max(span.start, start), min(span.end, end))
        if clipped.start < clipped.end:
            found.append(clipped)
    return found


def trim(text: str, start: int, end: int, marks: str = "") -> Span:
    """``[start, end)`` without white space around it, and without ``marks`` at its end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in marks):
        end -= 1
    return Span(start, end)


def heading_end(text: str, node: Node) -> int:
    """Where the heading of ``node`` ends and its text begins.

    A heading is a line of its own, or a first sentence of moderate length, or what stands before the next
    marker, or, glued to its text, a run that ends in a word headings end in; failing all, the marker.
    """
    marker = node.marker
    if marker.value is None and marker.style in ("part", "line"):
        return marker.end
    limit = min(node.end, marker.start + 2 * _LONGEST_HEADING + 40)
    if node.children:
        limit = min(limit, node.children[0].start)
    wrapped = wrapped_breaks(text)
    hard = next((at for at in range(marker.end, limit) if text[at] in "\r\n\f\v" and at not in wrapped), limit)
    sentence = next(iter(split_sentences(text, marker.start, hard)), None)
    if sentence is None or sentence.end <= marker.end:
        return trim(text, marker.start, max(marker.end, hard)).end
    if sentence.end - marker.start <= _LONGEST_HEADING and (sentence.end < limit or limit == node.end or node.children):
        if marker.context != "line" and text[sentence.end - 1] not in "。！？；" and sentence.end == limit == node.end:
            return marker.end
        if text[sentence.end - 1] in "：:" or (
            marker.context != "line" and sentence.end == limit and sentence.end - marker.start > 40
        ):
            glued = _GLUED_HEADING.match(text, marker.end, limit)
            return glued.end() if glued else marker.end
        if marker.context == "line" or sentence.end - marker.start <= 45 or text[sentence.end - 1] not in "。；":
            return sentence.end
    if hard < limit and hard - marker.start <= _LONGEST_HEADING and marker.context == "line":
        return trim(text, marker.start, hard).end
    if spaced := _SPACED_HEADING.match(text, marker.end, limit):
        return spaced.end()
    if glued := _GLUED_HEADING.match(text, marker.end, limit):
        return glued.end()
    return marker.end
