"""What a plan commits to: its clauses, each with its words, its target and its document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.base.document import Span
from summarizer.compare.year import Year
from summarizer.language.lexicon import pattern
from summarizer.outline.structure import Item
from summarizer.quantities import Figure

_CLAUSE = re.compile(r"[^，,；;。\n]+")
_MARKER = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.．、]|[一二三四五六七八九十]+[是要]|第[一二三四五六七八九十]+[，、]?)"
)
#: Who is to do it, and how the year is opened: no measure of its own.
_NO_MEASURE = re.compile(
    r"牵头|配合$|责任单位|负责$|^(?:19|20)\d\d年$|^下一步$|^要?在.{1,20}上下功夫$|以.{2,30}为(?:目标|主题|指导|主线|抓手)$"
)
#: What can be checked although no number stands in it: something that is made, opened, issued or finished.
_CONCRETE = re.compile(
    rf"{pattern('makes builds', 'zh')}|开展.{{0,12}}(?:评查|检查|抽查|督察|督查|培训|活动|行动|评估)"
)
_TITLE = re.compile(r"《([^》]{2,60})》|“([^”]{2,20})”")
#: 我们将重点抓好以下工作：新建幼儿园3所 announces what follows, and is no part of it.
_ANNOUNCED = re.compile(
    r"[^：:]{0,24}(?:以下|如下|下列|下面|[一二三四五六七八九十\d]+(?:个方面|项))[^：:]{0,12}[：:]\s*(?=[^\s])"
)
_LEAST = 5
"""A clause of fewer characters says nothing that could be looked for."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One clause of a plan: where it stands, the figures in it, the document it names; ``heading`` is its item's.

    ``concrete`` where it can be told from a report whether it was done.
    """

    span: Span
    text: str
    heading: str
    targets: tuple[Figure, ...]
    document: str
    concrete: bool


def promises_of(year: Year, item: Item) -> tuple[Promise, ...]:
    """The clauses of a planned item that can be followed up; where it has none, the item as a whole."""
    heading, body = _split(year.text, item)
    found = [promise for promise in _clauses(year, body, heading) if promise.concrete]
    if found:
        return tuple(found)
    start = item.start
    if match := _MARKER.match(year.text[item.start : item.end]):
        start += match.end()
    return (Promise(Span(start, item.end), year.text[start : item.end], heading, (), "", concrete=False),)


def _split(text: str, item: Item) -> tuple[str, Span]:
    """The heading of an item, without its marker, and the run behind it; no heading where it has no further text."""
    words = text[item.start : item.end]
    marker = _MARKER.match(words)
    lead = marker.end() if marker else 0
    stop = re.search(r"[。：:\n]", words[lead:])
    if (
        marker
        and stop
        and lead + stop.end() < len(words.rstrip())
        and not re.search(r"[，；\d]", words[lead : lead + stop.start()])
    ):
        at = lead + stop.end()
        return words[lead : lead + stop.start()], Span(item.start + at, item.end)
    return "", Span(item.start + lead, item.end)


def _clauses(year: Year, body: Span, heading: str) -> Iterator[Promise]:
    for match in _CLAUSE.finditer(year.text, body.start, body.end):
        opening = _ANNOUNCED.match(match.group())
        words = match.group()[opening.end() if opening else 0 :].strip()
        if len(words) < _LEAST or _NO_MEASURE.search(words):
            continue
        start = match.start() + match.group().rindex(words)
        span = Span(start, start + len(words))
        targets = tuple(
            one for one in year.figures if one.is_figure and span.start <= one.start and one.end <= span.end
        )
        title = next((one for one in _TITLE.finditer(words) if one[1]), None)
        concrete = bool(targets) or title is not None or bool(_CONCRETE.search(words))
        yield Promise(span, words, heading, targets, title[1] if title else "", concrete)
