"""Items: the leaf statements of a kind.

achievements  the finest headed passages; listed ones or paragraphs where nothing is headed
problems      each admitted problem, without the words that lead in and the promise to mend it
plans         each measure of the top level, with its heading and all its text
"""

import itertools
import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.base.document import Span
from summarizer.language.lexicon import Rule, pattern
from summarizer.language.sentences import split_sentences
from summarizer.outline import cues
from summarizer.outline.markers import Style
from summarizer.outline.measures import LOOSE, measures_of, tasks_of
from summarizer.outline.numbering import Node
from summarizer.outline.passages import heading_end, trim, within
from summarizer.outline.structure import ItemKind

_HEADED: frozenset[Style] = frozenset({"part", "chapter", "comma", "line", "bracket", "digit", "decimal", "ordinal"})
_FINE: frozenset[Style] = frozenset({"line", "comma", "bracket", "digit", "decimal"})
_ORDER: dict[Style, int] = {
    "part": 0, "chapter": 0, "comma": 1, "line": 1, "bracket": 2, "ordinal": 3, "digit": 3, "decimal": 4,
    "dash": 5, "is": 6, "must": 7, "digit_bracket": 8, "circled": 9,
}  # fmt: skip
_ADDRESS = Rule("the delegates addressed", cues.ADDRESS, yes=("⟨各位代表⟩，",), no=("各位同事",))
_SHORTEST = 4
_SHORTEST_CLAUSE = 5
_LISTED = 4  # so many clauses between ， are a list of problems
_FEW, _MANY = 3, 7  # few sentences of many clauses list problems by ，
_BEFORE_A_LIST = 60  # characters between an admission and the list of what it admits
_LONGEST_LEAD = 160
_PROSE = Rule("a mark of prose", r"[。；！？，,;]", yes=("受理⟨，⟩办结",), no=("受理",))
_MEASURED = Rule("a figure with its unit", r"\d\s?(?:%|％|亿|万|个百分点)", yes=("增长⟨5%⟩", "⟨3亿⟩元"), no=("5件",))
_LONGEST_TITLE = 32
# 着力抓好四项工作。 says that measures follow; it is none.
_ANNOUNCES = Rule(
    "that measures follow",
    rf"(?:{pattern('take_up', 'zh')}|抓|完成|从)[^。；，]{{0,8}}(?:[一二三四五六七八九十两\d]+|几)"
    r"(?:个方面|方面|项|件|个)[^。；，]{0,10}[。：:]$",
    yes=("着力⟨抓好四项工作。⟩", "⟨从五个方面。⟩"),
    no=("抓好落实。",),
)


@dataclass(frozen=True, slots=True)
class Found:
    """An item before it is numbered: its extent and its heading."""

    start: int
    end: int
    heading: str = ""


def items_of(
    kind: ItemKind, text: str, start: int, end: int, body: int, nodes: Sequence[Node], paragraphs: Sequence[Span]
) -> list[Found]:
    """The items of a passage ``[start, end)`` whose text begins at ``body``; ``nodes`` are the headings in it."""
    inside = [node for node in nodes if body <= node.start < end]
    spans = [span for span in within(paragraphs, body, end) if _PROSE.search(text, *span)]
    if kind == "problems":
        return _problems(text, body, end, inside, spans)
    if kind == "plans":
        return _plans(text, end, inside, spans)
    return _achievements(text, end, inside, spans)


# --- achievements


def _achievements(text: str, end: int, nodes: Sequence[Node], spans: Sequence[Span]) -> list[Found]:
    headed = [node for node in nodes if node.marker.style in _HEADED or node.marker.style == "dash"]
    if headed:
        found = [each for node in headed for each in _leaves(text, node, end, spans)]
        found = _last_as_the_others(headed, found, spans)
    elif nodes and _makes_up(nodes, spans):
        found = _last_as_the_others(nodes, [_found(text, node, end, spans) for node in nodes], spans)
    else:
        return _unheaded(text, spans, first=True)
    return sorted(found + _left_over(text, found, spans), key=lambda each: each.start)


def _last_as_the_others(nodes: Sequence[Node], found: Sequence[Found], spans: Sequence[Span]) -> list[Found]:
    """The entries of a list of single paragraphs, the last too: what follows that (thanks, the rest) is not of it."""
    last = nodes[-1]
    alike = [node for node in nodes if node.list_id == last.list_id]
    *others, end = found[-len(alike) :]
    if len(alike) < 3 or len(found) < len(alike):
        return list(found)
    inner = any(
        child.start < one.end for node, one in zip(alike, (*others, end), strict=True) for child in node.children
    )
    if inner or any(len(within(spans, each.start, each.end)) != 1 for each in others):
        return list(found)
    own = within(spans, end.start, end.end)
    return [*found[:-1], replace(end, end=own[0].end)] if len(own) > 1 and own[0].start == end.start else list(found)


def _left_over(text: str, found: Sequence[Found], spans: Sequence[Span]) -> list[Found]:
    """Paragraphs with results, before or after the headed ones: nothing measured is lost."""
    covered = sorted((each.start, each.end) for each in found)
    runs: list[list[Span]] = [[]]
    for span in spans:
        index = bisect_right(covered, (span.start, math.inf)) - 1
        inside = index >= 0 and span.start < covered[index][1]
        # A section's own heading line is no paragraph of it, and the first list may begin inside this one.
        begins = index + 1 < len(covered) and covered[index + 1][0] < span.end
        if inside or begins:
            runs.append([])
        else:
            runs[-1].append(span)
    return [
        each
        for run in runs
        if run
        for each in _unheaded(text, run)
        if len(_MEASURED.findall(text, each.start, each.end)) >= 2
    ]


def _makes_up(nodes: Sequence[Node], spans: Sequence[Span]) -> bool:
    """Whether a list makes up the passage, and is not only a list in one of its paragraphs."""
    if sum(1 for node in nodes if node.marker.context == "line") > len(nodes) / 2:
        return True
    length = sum(span.end - span.start for span in spans)
    return sum(node.end - node.start for node in nodes) >= 0.5 * length


def _leaves(text: str, node: Node, end: int, spans: Sequence[Span]) -> list[Found]:
    finer = [child for child in node.children if child.marker.style in _FINE and child.start < end]
    if len(finer) < 2:
        return [_found(text, node, end, spans)]
    return [found for child in finer for found in _leaves(text, child, end, spans)]


# --- plans


def _plans(text: str, end: int, nodes: Sequence[Node], spans: Sequence[Span]) -> list[Found]:
    if not nodes or (all(node.marker.style in LOOSE for node in nodes) and not _makes_up(nodes, spans)):
        found = _unheaded(text, spans, 200)
        found = [each for each in found if not _ANNOUNCES.search(text, each.start, each.end)] or found
        titled = _parallel([each for each in found if each.heading])
        return titled if len(titled) >= 3 else found
    if all(node.marker.style in LOOSE for node in nodes):
        nodes = tasks_of(text, nodes) or nodes
    best = min(_ORDER[node.marker.style] for node in nodes)
    chosen = [node for node in nodes if _ORDER[node.marker.style] == best]
    return [_found(text, node, end, spans) for node in measures_of(text, chosen, end)]


def _parallel(titled: list[Found]) -> list[Found]:
    """Without a first paragraph that does not begin as all that follow it do (着力…, 着力…): it introduces them."""
    openings = {each.heading[:2] for each in titled[1:]}
    introduced = len(titled) > 3 and len(openings) == 1 and titled[0].heading[:2] not in openings
    return titled[1:] if introduced else titled


def _found(text: str, node: Node, end: int, spans: Sequence[Span]) -> Found:
    """The item of a heading with all its text; an address to the assembly after the last one is not part of it."""
    stop = min(node.end, end)
    for span in within(spans, node.start, stop):
        if (
            span.start > node.start
            and _ADDRESS.match(text, span.start)
            and not any(c.start > span.start for c in node.children)
        ) and (stop == end or node.end >= end):
            stop = span.start
            break
    start, stop = trim(text, node.start, stop)
    return Found(start, stop, text[node.start : min(heading_end(text, node), stop)].strip())


# --- problems


def _problems(text: str, body: int, end: int, nodes: Sequence[Node], spans: Sequence[Span]) -> list[Found]:
    begin = _after_lead(text, body, end)
    if len(nodes) >= 2:
        chosen = (
            [node for node in nodes if node.list_id == nodes[0].list_id]
            if nodes[0].marker.style not in _HEADED
            else list(nodes)
        )
        if nodes[0].marker.style in _HEADED or nodes[0].start - begin <= _BEFORE_A_LIST:
            return _kept(text, [part for node in chosen for part in _entry(text, node.start, min(node.end, end))])
        # 主要原因：一是…二是… lists the causes of one problem among others.
        return _kept(text, _joined(_before_promises(text, begin, end), chosen[0].start, chosen[-1].end))
    sentences = _before_promises(text, begin, end)
    if len(sentences) == 1:
        return _kept(text, _embedded_alone(text, *sentences[0]) or _clauses(text, *sentences[0]))
    if 1 < len(sentences) <= _FEW and not any("；" in text[span.start : span.end] for span in sentences):
        clauses = [part for span in sentences for part in _clauses(text, *span)]
        if len(clauses) >= _MANY and all(text[span.start : span.end].count("，") >= 1 for span in sentences):
            return _kept(text, clauses)
    return _kept(text, sentences) or _kept(text, _embedded(text, body, end))


def _before_promises(text: str, begin: int, end: int) -> list[Span]:
    """The sentences that admit, without the promise to mend that ends them, be it a sentence or the last clauses."""
    found: list[Span] = []
    for span in split_sentences(text, begin, end):
        if _promises(text, span):
            break
        vow = cues.VOWS.search(text, *span)
        if vow is not None:
            if vow.start() - span.start >= _SHORTEST:
                found.append(Span(span.start, vow.start()))
            break
        found.append(span)
    return found


def _entry(text: str, start: int, end: int) -> list[Span]:
    """A listed problem without the promise that follows the last one; 同时，… behind the last is one of its own."""
    end = _before_promise(text, start, end)
    for span in split_sentences(text, start, end)[1:]:
        if cues.BESIDES.match(text, *span):
            return [Span(start, span.start), Span(span.start, end)]
    return [Span(start, end)]


def _joined(sentences: Sequence[Span], start: int, end: int) -> list[Span]:
    """``sentences``, those that overlap ``[start, end)`` taken as one."""
    found: list[Span] = []
    for span in sentences:
        overlaps = span.start < end and span.end > start
        if overlaps and found and found[-1].end > start and found[-1].start < end:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _embedded(text: str, body: int, end: int) -> list[Span]:
    """The faults named inside the admission itself: 还存在执法力量不足、普法形式单一等问题。"""
    found = cues.EMBEDDED.search(text, body, end)
    return _clauses(text, *found.span("faults"), least=4) if found else []


def _embedded_alone(text: str, start: int, end: int) -> list[Span]:
    """The faults named inside the one sentence that there is, where only a concession stands before them."""
    found = cues.EMBEDDED.search(text, start, end)
    if found is None or not (found.start() - start < 10 or cues.CONCEDES.search(text, start, found.start())):
        return []
    parts = _clauses(text, *found.span("faults"), least=4)
    return parts if len(parts) > 1 else []


def remedies_of(text: str, end: int, nodes: Sequence[Node]) -> list[Found]:
    """What is to be done about each listed problem (改进措施：…), where it is said in the problem's own entry."""
    found = []
    for node in nodes:
        stop = min(node.end, end)
        begin = _before_promise(text, node.start, stop)
        if begin < stop and cues.REMEDY.match(text, begin, stop):
            found.append(Found(*trim(text, begin, stop)))
    return found


def _kept(text: str, spans: Sequence[Span]) -> list[Found]:
    trimmed = (_without_and_so_on(text, trim(text, span.start, span.end, "；;。，,、")) for span in spans)
    return [Found(span.start, span.end) for span in trimmed if span.end - span.start >= _SHORTEST]


def _without_and_so_on(text: str, span: Span) -> Span:
    if text.endswith("等等", span.start, span.end) or re.search(r"[，、]等$", text[span.start : span.end]):
        return trim(text, span.start, span.end, "等，、,")
    return span


def _plain(text: str, span: Span) -> str:
    return re.sub(r"\s", "", text[span.start : span.end])


def _promises(text: str, span: Span) -> bool:
    passage = _plain(text, span)
    if (
        cues.REMEDY.match(passage)
        or cues.COMMITMENT.match(passage)
        or re.match(r"[^；。]{0,30}我们(?:将|一定|要|必|[^。；，]{0,12}，(?:将|要|一定))", passage)
    ):
        return True
    return re.match(rf".{{0,20}}(?:加以|努力|{pattern('zeal', 'zh')}){pattern('mend', 'zh')}", passage) is not None


def _before_promise(text: str, start: int, end: int) -> int:
    """The end of a listed problem, before the promise that follows the last one."""
    sentences = split_sentences(text, start, end)
    for span in sentences[1:]:
        if _promises(text, span):
            return span.start
    return end


def _after_lead(text: str, body: int, end: int) -> int:
    """Where the statements begin: after the admission and the words that lead in (主要是：, 如)."""
    at = body
    sentences = split_sentences(text, body, end)
    for index, span in enumerate(sentences[:4]):
        sentence = text[span.start : span.end]
        if _ADDRESS.match(sentence) and len(sentence) < 10:
            at = span.end
            continue
        sees = cues.SEES.search(sentence)
        colon = next((place for place, char in enumerate(sentence[:_LONGEST_LEAD]) if char in "：:"), -1)
        if sees or cues.ADMISSION.search(re.sub(r"\s", "", sentence)) or (at > body and colon >= 0):
            inner = cues.LEADS_ON.search(sentence)
            if 0 <= colon < len(sentence) - 1:
                at = _past_generalities(text, span.start + colon + 1, span.end)
            elif inner:
                at = span.start + inner.end()
            elif sees:
                at = _past_generalities(text, span.start + sees.end(), span.end)
            else:
                at = span.end
            for later in sentences[index + 1 : index + 3]:
                if cues.LEADS_LATE.match(text, *later):
                    at = later.start
        break
    for _ in range(2):
        rest = text[at : min(end, at + 60)]
        lead = cues.LEADS_IN.match(rest)
        if lead:
            at += lead.end()
    return at


def _past_generalities(text: str, at: int, end: int) -> int:
    """Behind the clauses that only say that there are problems: 我市发展还存在不少问题，"""
    at += text[at:end].startswith(("，", ",", "：", ":"))
    while general := cues.GENERALITY.match(text, at, end):
        at = general.end()
    return at


def _clauses(text: str, start: int, end: int, least: int = 6) -> list[Span]:
    """The statements of one sentence: parted by ， where each part names several faults, by 、 where each part of those
    names one in ``least`` characters, else by ，"""
    sentence = text[start:end]
    if promised := cues.AND_SO_ON.search(sentence):
        sentence = sentence[: promised.start()]
    bare = re.sub(r"[等。\s]+$", "", sentence)
    coarse = _split(bare, "，,")
    if len(coarse) >= _LISTED:
        return _statements(start, coarse)
    several = sum("、" in part for _, part in coarse)
    if several > 1 and several >= len(coarse) / 2 and all(cues.FAULT_WORD.search(part) for _, part in coarse):
        return [Span(start + at, start + at + len(part)) for at, part in coarse]
    parts = _split(bare, "、")
    if len(parts) >= 2 and all(cues.FAULT_WORD.search(part) and len(part) >= least for _, part in parts):
        return [Span(start + at, start + at + len(part)) for at, part in parts]
    found: list[Span] = []
    for at, part in coarse:
        if found and not cues.FAULT_WORD.search(re.sub(r"\s", "", text[found[-1].start : found[-1].end])):
            found[-1] = Span(found[-1].start, start + at + len(part))
        else:
            found.append(Span(start + at, start + at + len(part)))
    return found


def _statements(start: int, parts: Sequence[tuple[int, str]]) -> list[Span]:
    """The clauses of a sentence that lists problems by ，; one that cannot stand alone belongs to the one before."""
    found: list[Span] = []
    for at, part in parts:
        if found and (len(part.strip()) < _SHORTEST_CLAUSE or cues.GOES_ON.match(part)):
            found[-1] = Span(found[-1].start, start + at + len(part))
        else:
            found.append(Span(start + at, start + at + len(part)))
    return found


def _split(sentence: str, marks: str) -> list[tuple[int, str]]:
    """Parts between ``marks`` outside quotes and brackets, with their offsets."""
    parts: list[tuple[int, str]] = []
    depth = begin = 0
    for at, char in enumerate(sentence):
        if char in "（(“《「":
            depth += 1
        elif char in "）)”》」":
            depth = max(0, depth - 1)
        elif char in marks and not depth:
            parts.append((begin, sentence[begin:at]))
            begin = at + 1
    parts.append((begin, sentence[begin:]))
    return [(at, part) for at, part in parts if part.strip()]


# --- nothing is headed


def _unheaded(text: str, spans: Sequence[Span], longest: int = 600, first: bool = False) -> list[Found]:
    """Paragraphs; where short ones lead longer ones, each lead with what it leads; one long paragraph by sentences.

    With ``first``, what stands before the first lead is an item too (in a plan it is only its introduction).
    """
    if len(spans) == 1 and spans[0].end - spans[0].start > longest:
        return [Found(*span) for span in split_sentences(text, *spans[0])]
    leads = _leads(text, spans)
    if len(leads) >= 3:
        edges = [*([0] if first and leads[0] > 0 else []), *leads, len(spans)]
        return [
            Found(spans[a].start, spans[b - 1].end, text[spans[a].start : spans[a].end])
            for a, b in itertools.pairwise(edges)
        ]
    return [Found(*span, _title(text, span)) for span in spans if span.end - span.start >= 6]


def _title(text: str, span: Span) -> str:
    """The short first sentence that titles a paragraph, "" if it has none."""
    first = text.find("。", span.start, span.start + _LONGEST_TITLE)
    if first < 0 or first + 5 > span.end or any(char.isdigit() for char in text[span.start : first]):
        return ""
    return text[span.start : first + 1]


def _leads(text: str, spans: Sequence[Span]) -> list[int]:
    """Paragraphs much shorter than the two that follow them, and not two in a row."""
    sizes = [span.end - span.start for span in spans]
    found: list[int] = []
    for index, size in enumerate(sizes[:-1]):
        after = sizes[index + 1]
        leads_much = size < 90 or sum(sizes[index + 1 : index + 3]) > 3 * size
        if size <= 130 and after >= 1.3 * size and leads_much and not _ADDRESS.match(text, spans[index].start):
            found.append(index)
    return found
