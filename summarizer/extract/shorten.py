"""A report's own words, shortened by rule: what is kept is a run of the source, what is left out is left out whole.

No word is added or changed. Kept first are statements with figures, then those that name a result or a target.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from summarizer.base.document import Span
from summarizer.extract.attribution import REMARK
from summarizer.language.lexicon import Rule, pattern
from summarizer.language.sentences import PAGE_LINE, wrapped_breaks
from summarizer.outline.structure import ItemKind
from summarizer.quantities import Figure

TITLE = 30
"""Characters of a Chinese title at most."""
_ENOUGH = 8  # of a title cut from running text
LONGEST_TITLE = 40  # a single clause may be so long before it is cut: half a clause says nothing, or something else
_SAYS = 4  # characters of a title that says something
#: What leads up to a heading's words: ——我们, 一年来，我们, 同时，.
_TITLE_LEAD = re.compile(
    r"(?:(?:[—－-]{1,4}\s*)?(?:(?:过去(?:的)?一年|一年来|这一年|五年来|过去五年|同时|此外|与此同时)[，,、]\s*)?(?:我们(?!党|党的))?)[，,]?"
)
_NO_TITLE = re.compile(r"[—－-]+|(?:过去(?:的)?|这)?一年来?|五年来|过去五年|同时|此外|与此同时|我们")
_DATE = 10  # a clause of so few characters says nothing alone
SUMMARY = 60
"""Characters of a Chinese summary that are aimed at; statements with figures may take half as much again."""

MARKER = Rule(
    "the marker of a statement",
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[)）]、?|[一二三四五六七八九十]{1,3}[、.．](?!\d)|[（(]?\d{1,2}[)）]|\d{1,2}[.．、](?!\d)|"
    r"[①-⑳]|[一二三四五六七八九十]{1,2}\s{0,3}(?:是|要)|"
    r"第[一二三四五六七八九十]{1,3}[，,、：:]|(?:首先|其次|再次|最后)[，,])\s*",
    yes=("⟨（一）⟩加强", "⟨一是⟩加强", "⟨首先，⟩"),
    no=("加强",),
)
_CLOSE = Rule(
    "the end of a statement",
    r"[。！？；!?;]|\n|(?=[，,、 ]?[一二三四五六七八九十]是)",
    yes=("受理300件⟨。⟩", "办结⟨；⟩"),
    no=("受理300件",),
)
_COMMA = Rule(
    "the end of a clause", r"[，：:]|,(?!\d{3})|(?<!\d),|\s{2,}", yes=("受理300件⟨，⟩办结", "如下⟨：⟩"), no=("1,234",)
)
# A space between Chinese characters is the page's, not the writer's.
_STRAY = re.compile(r"(?<=[一-鿿，。；：、）（])[ 　]+(?=[一-鿿，。；：、（）])")
#: A page's number within its sentence: 发展空间、资源要素 — 7 — 等约束.
_PAGE = Rule(
    "a page's number within a sentence",
    r"(?<=[一-鿿，。；：、）])[ 　]*[—–-][ 　]?\d{1,3}[ 　]?[—–-][ 　]*(?=[一-鿿，。；：、（])",
    yes=("要素⟨ — 7 — ⟩等约束",),
    no=("增长5—7个百分点", "2021—2025年"),
)
_BRACKETS = dict(zip("（(《〈“「『【[", "）)》〉”」』】]", strict=True))
_BRACKET_REACH = 200
# Clauses that only lead up to what was done: on what basis, to what end, in what spirit.
_LEAD = Rule(
    "a clause that leads up",
    r"为了?(?!受|企|民|群众|消费者)|坚持|严格按照|认真贯彻|深入贯彻|贯彻落实(?!.*《)|充分发挥|"
    rf"{pattern('on_basis', 'zh')}|"
    r"积极响应|以(?![上下及内外])[^，,]{2,40}为(?:抓手|契机|重点|目标|导向|主线|引领|核心|中心|指导)|在.{2,40}(?:下|上|中)$|随着|截[至止]",
    yes=("⟨按照⟩上级要求", "⟨为⟩提升效率"),
    no=("受理300件",),
)
# Clauses that only praise what was done.
_PRAISE = Rule(
    "a clause that praises",
    rf"(?:{pattern('in_effect', 'zh')}|进一步|确保了?|从而|使|取得|得到|{pattern('improves furthers', 'zh')}了"
    r"|营造|为.{2,30}(?:提供|奠定|打下)|成效|获得|受到|初步|真正|全面提升|努力)",
    yes=("⟨有效⟩提升效率", "⟨取得⟩成绩"),
    no=("受理300件",),
)
_LEANING = Rule(
    "a clause that leans on the one before",
    rf"{pattern('compare', 'zh')}|{pattern('rise fall', 'zh', 'verb')}|其中|分别|占|达|为|平均|合计|涉及|并",
    yes=("⟨同比⟩增长5%", "⟨其中⟩"),
    no=("受理300件",),
)
_WORTH = 2  # an achievement's statement that names no result adds nothing to one with figures
# 要在优化准入服务上下功夫: what follows says what is done, the field is the title.
EFFORT = Rule(
    "where the effort is",
    r"要?在(?P<field>[^，,。]{2,20}?)(?:上|方面|中)(?:狠下功夫|下功夫|求突破|见成效|见实效|发力|用力|加力)(?=[，,。]|$)",
    yes=("⟨要在优化服务上下功夫⟩，",),
    no=("在大会上讲话",),
)
# A clause that means the opposite, or nothing, without what follows it; and one that hangs on what comes before.
_CONDITION = Rule(
    "a clause that means nothing alone",
    r"未|不|没有|无|如果|若|一旦|凡|除|虽|尽管|对于|对(?!.*进行)|因|由于|只有|即使|不仅|的$|时$|后$|前$",
    yes=("⟨如果⟩不办", "⟨没有⟩"),
    no=("受理300件",),
)
_CONSEQUENCE = Rule(
    "a clause that hangs on the one before",
    r"不得|方可|才|但|却|否则|则|仍|也|就|一律|应当|必须|而|因此|所以|予以|与|和|及|相较",
    yes=("⟨否则⟩不办", "⟨因此⟩"),
    no=("受理300件",),
)
_RESULT = Rule(
    "an act that leaves a result", pattern("result_act", "zh"), yes=("⟨出台⟩文件5件", "⟨建成⟩学校"), no=("高度重视",)
)
_AIM = Rule(
    "what is striven for",
    rf"{pattern('strives at_least_before at_least_after finishes', 'zh')}|达到|底前|控制在",
    yes=("⟨力争⟩增长5%", "增速⟨不低于⟩5%"),
    no=("高度重视",),
)


def strip_marker(text: str) -> str:
    """``text`` without the list marker that it begins with."""
    match = MARKER.match(text)
    return text[match.end() :] if match else text.strip()


def heading_end(text: str, start: int, end: int) -> int:
    """Where the heading that an item's first line runs into its text with ends; ``start`` where there is none.

    A heading is a short first sentence without figures ("1.深化商事制度改革。积极开展…").
    """
    marks = re.compile(r"[。：:\n]").finditer(text, start, end)
    first = next((one for one in marks if one.group() != "\n" or one.start() not in wrapped_breaks(text)), None)
    if not first or not text[first.end() : end].strip():
        return start
    heading = strip_marker(flowing(text, start, first.start()))
    clear = 4 <= len(heading) <= 40 and not re.search(r"\d{2,}|[；;]", heading)
    return first.end() if clear else start


#: The main point of a sentence stands behind one of these: 面貌有了变化，但与先进县市相比差距还很大.
_BUT = re.compile(r"(?:但是?|然而|可是)(?![凡愿求])")


def _point(sentence: str) -> str:
    """``sentence`` from the clause behind 但 on; what is granted before is not its point."""
    parts = clauses(sentence, 0, len(sentence))
    turn = next((found for part in parts[1:] if (found := _BUT.match(sentence, *part))), None)
    return sentence[turn.end() :] if turn else sentence


def short_title(text: str) -> str:
    """A title from a heading or an item's text: its words without marker, cut at a clause, at most TITLE characters.

    A single clause may have a third more; "" where the text only leads up to what follows.
    """
    bare = strip_marker(re.split(r"[。；;\n]", strip_marker(text), maxsplit=1)[0]).strip(" 　：:，,")
    if _NO_TITLE.fullmatch(bare):
        return ""
    if (led := _TITLE_LEAD.match(bare)) and len(bare) - led.end() >= _SAYS:
        bare = bare[led.end() :]
    if effort := EFFORT.match(bare):
        return effort["field"]
    bare = _point(bare)
    if len(bare) <= TITLE:
        return bare
    parts = clauses(bare, 0, len(bare))
    while len(parts) > 1 and _LEAD.match(bare, *parts[0]):
        parts = parts[1:]
    start, end = parts[0]
    for part in parts[1:]:
        if part.end - start > TITLE or end - start >= _ENOUGH:
            break
        end = part.end
    title = bare[start:end]
    return title if len(title) <= LONGEST_TITLE else _cut(title)


def _cut(title: str) -> str:
    """A clause too long for a title, cut behind a thing of its list, else anywhere but within a number."""
    listed = title.rfind("、", _ENOUGH, TITLE)
    if listed > 0:
        return title[:listed] + "…"
    return re.sub(r"\d[\d.,]*\Z", "", title[: TITLE - 1]).rstrip("，,、") + "…"


def summary_spans(
    text: str, spans: Iterable[Span], figures: Sequence[Figure], kind: ItemKind, limit: int = SUMMARY
) -> list[Span]:
    """The runs of ``text`` within ``spans`` that make the summary, in order, not overlapping."""
    statements = [part for span in spans for part in statements_of(text, span)]
    whole = sum(end - start for start, end in statements)
    if whole <= limit:
        return _joined(text, statements)
    room = limit if len(statements) == 1 else limit // 2
    compact = [(statement, _compact(text, statement, figures, kind, room)) for statement in statements]
    weights = [_weight(text, index, statement, figures, kind) for index, statement in enumerate(statements)]
    ranked = sorted(range(len(compact)), key=lambda index: -weights[index])
    chosen: set[int] = set()
    used, counted = 0, False
    for index in ranked:
        size = sum(end - start for start, end in compact[index][1])
        figured = _has_figure(compact[index][0], figures)
        filler = counted and not figured and weights[index] < _WORTH and kind == "achievements"
        if not chosen or (not filler and used + size <= (limit * 3 // 2 if figured else limit)):
            chosen.add(index)
            used += size
            counted = counted or figured
    return _joined(text, [span for index in sorted(chosen) for span in compact[index][1]])


def clauses(text: str, start: int, end: int) -> list[Span]:
    """The clauses of ``text[start:end]`` without the commas between them; brackets and titles are never cut."""
    spans: list[Span] = []
    at = start
    for match in _COMMA.finditer(text, start, end):
        if "\n" in match.group() and not wrapped_breaks(text).isdisjoint(range(*match.span())):
            continue
        if match.start() > at and not _open_bracket(text, at, match.start()):
            spans.append(Span(at, match.start()))
            at = match.end()
    if at < end:
        spans.append(Span(at, end))
    return spans


def join_runs(text: str, spans: Sequence[Span]) -> str:
    """The summary that ``spans`` make: the runs as written, a semicolon where something was left out."""
    runs = [" ".join(flowing(text, start, end).split("\n")).strip(" 　，,；;。") for start, end in spans]
    return "；".join(run for run in runs if run) + ("。" if runs else "")


def flowing(text: str, start: int, end: int) -> str:
    """``text[start:end]`` without the breaks of wrapped lines, the page numbers between them, and stray spaces."""
    if "\n" not in text[start:end]:
        return _STRAY.sub("", _PAGE.sub("", text[start:end]))
    parts, at = [], start
    for stop in sorted(stop for stop in wrapped_breaks(text) if start <= stop < end):
        parts.append(text[at:stop])
        at = stop + 1
    lines = [line for line in [*parts, text[at:end]] if line.strip() and not PAGE_LINE.fullmatch(line.strip())]
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        latin = re.search(r"[A-Za-z]$", joined) and re.match(r"[A-Za-z]", line)
        joined = joined.rstrip(" \t\r　") + (" " if latin else "") + line.lstrip(" \t　")
    return _STRAY.sub("", _PAGE.sub("", joined))


# --- statements ---------------------------------------------------------------------------------------------------


def statements_of(text: str, span: Span) -> list[Span]:
    """The statements of ``text`` within ``span``: parted by full stops, semicolons and 一是; without markers."""
    found: list[Span] = []
    wrapped = wrapped_breaks(text)
    at = span.start
    for match in [*_CLOSE.finditer(text, span.start, span.end), None]:
        stop = match.start() if match else span.end
        if match and (stop in wrapped or _open_bracket(text, at, stop)):
            continue
        found.append(Span(at, stop))
        at = match.end() if match else stop
    # Who is responsible is told apart from the summary.
    stated = (bare for one in found if (bare := _bare(text, one)).end - bare.start > 3)
    return [bare for bare in stated if not REMARK.fullmatch(text, *bare)]


def _bare(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in " 　\n\r\t，,、；;：:。":
        start += 1
    if match := MARKER.match(text, start, end):
        start = match.end()
    while end > start and text[end - 1] in " 　\n\r\t，,、；;：:":
        end -= 1
    return Span(start, max(start, end))


def _compact(text: str, statement: Span, figures: Sequence[Figure], kind: ItemKind, room: int) -> list[Span]:
    """A statement without its lead and its praise; from a long one only what its figures need, or its first clause."""
    parts = clauses(text, *statement)
    while len(parts) > 1 and _LEAD.match(text, *parts[0]) and not _has_figure(parts[0], figures):
        parts = parts[1:]
    while len(parts) > 1 and _PRAISE.match(text, *parts[-1]) and not _has_figure(parts[-1], figures):
        parts = parts[:-1]
    if parts[-1].end - parts[0].start <= room:
        return parts
    if kind == "problems":
        return _within(text, parts, 2 * room)
    numbered = [index for index, part in enumerate(parts) if _has_figure(part, figures)]
    if not numbered:
        return _within(text, parts, room)
    kept = set(numbered)
    for index in numbered:
        leaning = _LEANING.match(text, *parts[index]) or parts[index].end - parts[index].start < 6
        if leaning and index:
            kept.add(index - 1)
    if numbered[0] and parts[numbered[0]].end - parts[numbered[0]].start < 10:
        kept.add(numbered[0] - 1)
    return [parts[index] for index in sorted(kept)]


def _within(text: str, parts: Sequence[Span], limit: int) -> list[Span]:
    """The first of ``parts``, and those after it as long as they fit; what belongs together is never cut apart."""
    kept = [parts[0]]
    for part in parts[1:]:
        bound = bool(_CONDITION.search(text, *kept[-1]) or _CONSEQUENCE.match(text, *part))
        bound = bound or kept[-1].end - kept[0].start <= _DATE
        if part.end - parts[0].start > limit and not bound:
            break
        kept.append(part)
    return kept


def _weight(text: str, index: int, statement: Span, figures: Sequence[Figure], kind: ItemKind) -> int:
    """What makes a statement worth keeping."""
    words = text[statement.start : statement.end]
    weight = 4 * min(3, sum(statement.start <= figure.start < statement.end for figure in figures))
    weight += 2 * bool((_AIM if kind == "plans" else _RESULT).search(words))
    return weight + 3 * (kind == "problems") + (index == 0)


def _has_figure(span: Span, figures: Sequence[Figure]) -> bool:
    return any(span.start <= figure.start < span.end for figure in figures)


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """``spans`` with neighbours made one: where only a comma stood between them, nothing was left out."""
    if not spans:
        return []
    runs = [spans[0]]
    for _, after in pairwise(spans):
        between = text[runs[-1].end : after.start]
        if len(between) <= 2 and not between.strip("，,：: \n"):
            runs[-1] = Span(runs[-1].start, after.end)
        else:
            runs.append(after)
    return runs


def _open_bracket(text: str, start: int, stop: int) -> bool:
    """Whether a bracket opened in ``text[start:stop]`` is still open at its end; one never closed is not waited for."""
    closing: list[str] = []
    for char in text[max(start, stop - _BRACKET_REACH) : stop]:
        if char in _BRACKETS:
            closing.append(_BRACKETS[char])
        elif closing and char == closing[-1]:
            closing.pop()
    return bool(closing)
