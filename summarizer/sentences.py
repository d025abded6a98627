"""Sentences of Chinese and English prose, by their closing marks."""

import re

from summarizer.document import Span

_CLOSE = re.compile(r"[。！？；!?;]+[”’」』）)】〉》\"']*|\n\s*\n|\n")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of ``text[start:end]``, without surrounding white space, in order.

    A closing mark inside an open bracket or book-title mark does not close the sentence.
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    at = start
    for match in _CLOSE.finditer(text, start, end):
        spans.append(Span(at, match.end()))
        at = match.end()
    spans.append(Span(at, end))
    return [trimmed for span in spans if (trimmed := _trim(text, span)).start < trimmed.end]


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
