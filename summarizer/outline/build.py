"""First version: top-level 一、 headings only."""

import re

from summarizer.document import Document
from summarizer.outline.describe import describe
from summarizer.outline.structure import Item, Outline, Section, SectionKind, Sentence
from summarizer.sentences import split_sentences

_TOP = re.compile(r"^[一二三四五六七八九十]+、.*$", re.MULTILINE)


def _kind(heading: str) -> SectionKind:
    if re.search("问题|不足", heading):
        return "problems"
    if re.search("计划|打算|下一步|任务|安排", heading):
        return "plans"
    return "achievements"


def outline(document: Document) -> Outline:
    """Sections, items and sentences of ``document``."""
    document = describe(document)
    text = document.text
    heads = list(_TOP.finditer(text))
    edges = [head.start() for head in heads] + [len(text)]
    sections = []
    if edges[0] > 0:
        sections.append(Section("sec1", "preamble" if heads else "achievements", "", 1, 0, edges[0], 0))
    for head, end in zip(heads, edges[1:], strict=True):
        kind = _kind(head.group())
        sections.append(Section(f"sec{len(sections) + 1}", kind, head.group(), 1, head.start(), end, head.end()))
    items: list[Item] = []
    sentences: list[Sentence] = []
    for section in sections:
        for start, end in split_sentences(text, section.start, section.end):
            sentences.append(Sentence(f"s{len(sentences) + 1}", start, end, section.id))
        if section.kind in ("achievements", "problems", "plans"):
            for part in re.finditer(r"[^\n]+", text[section.body : section.end]):
                start, end = section.body + part.start(), section.body + part.end()
                items.append(Item(f"i{len(items) + 1}", section.kind, start, end, text[start:end], section.id))
    return Outline(document, tuple(sections), tuple(items), tuple(sentences))
