"""Several reports in one text: where the second and later ones begin.

A page may hold last year's report below this year's, or the reports of two offices. A new one begins where
a title line follows the end of a report (a date or an office on a line of its own) and its numbering begins anew.
What follows an annex's heading is an annex, no report.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from summarizer.base.document import Document, Span
from summarizer.language.lexicon import Rule, pattern
from summarizer.outline import cues
from summarizer.outline.structure import Item, Outline, Section, Sentence

_TITLE = Rule(
    "the title of a further report",
    r"(?=.*(?:[12]\d{3}|[二〇○零一二三四五六七八九]{4}) ?年)[^。；：！？]{4,60}"
    rf"(?:{pattern('report_name', 'zh')}|工作{pattern('plan_intent', 'zh')}|情况)(?:[（(][^）)]{{0,20}}[）)])?",
    yes=("⟨云河市2022年工作总结⟩", "⟨云河市2022年工作计划⟩"),
    no=("工作总结", "2022年"),
)
_FIRST = Rule(
    "the first entry",
    r"[ \t\u3000]*(?:一[、．]|（一）|\(一\)|1[.．、]|第一(?:部分|章))",
    yes=("⟨一、⟩工作回顾", "⟨（一）⟩"),
    no=("二、",),
)
_ENDS = Rule("the date that ends a report", rf"[ \t\u3000]*{cues.DATE}", yes=("⟨2023年1月5日⟩",), no=("2023年1月",))
_OPENING = 8  # paragraphs of greeting and introduction before the numbering begins
_LONGEST_TITLE = 70


def later_reports(text: str, paragraphs: Sequence[Span]) -> list[int]:
    """Offsets where a second, third, … report begins; [] for a text with one."""
    numbered = [index for index, span in enumerate(paragraphs) if _FIRST.match(text, *span)]
    found: list[int] = []
    for index, span in enumerate(paragraphs):
        if not numbered or numbered[0] >= index or span.end - span.start > _LONGEST_TITLE:
            continue
        before = paragraphs[index - 1]
        ended = _ENDS.fullmatch(text, *before) or cues.OFFICE_LINE.fullmatch(text, *before)
        if not ended or not _TITLE.fullmatch(text, *span):
            continue
        following = bisect_right(numbered, index)
        if following < len(numbered) and numbered[following] <= index + _OPENING:
            found.append(span.start)
    return found


def joined(document: Document, parts: Sequence[Outline], edges: Sequence[int]) -> Outline:
    """One outline of several, offsets and ids counted through; a note says where each report begins."""
    sections: list[Section] = []
    items: list[Item] = []
    sentences: list[Sentence] = []
    for part, at in zip(parts, edges, strict=False):
        names = {section.id: f"sec{len(sections) + index}" for index, section in enumerate(part.sections, 1)}
        sections += [
            replace(
                each,
                id=names[each.id],
                parent=names[each.parent] if each.parent else None,
                start=each.start + at,
                end=each.end + at,
                body=each.body + at,
            )
            for each in part.sections
        ]
        items += [
            replace(
                each,
                id=f"i{len(items) + index}",
                section=names[each.section],
                start=each.start + at,
                end=each.end + at,
            )
            for index, each in enumerate(part.items, 1)
        ]
        sentences += [
            replace(
                each,
                id=f"s{len(sentences) + index}",
                section=names[each.section],
                start=each.start + at,
                end=each.end + at,
            )
            for index, each in enumerate(part.sentences, 1)
        ]
    document = replace(document, metadata=parts[0].document.metadata)
    return Outline(document, tuple(sections), tuple(items), tuple(sentences), (_several(parts, edges),))


def _several(parts: Sequence[Outline], edges: Sequence[int]) -> str:
    begin = "; ".join(
        f"“{part.document.metadata.title or 'untitled'}” begins at character {at:,}"
        for part, at in zip(parts[1:], edges[1:], strict=False)
    )
    return (
        f"This text holds {len(parts)} reports: {begin}. All are outlined, each by itself; title, issuer and period are"
        " those of the first. Give each in a file of its own for a brief of one report."
    )
