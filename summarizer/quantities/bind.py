"""Bind each figure to what it is said of: measure, change, aspect, period, and whether 各 distributes it.

A figure's clause is read on both sides. What stands before it (罚没金额4513.423万元) and the noun that
follows it (办理549个《行政执法证》) make the measure together; a clause that says nothing itself (同比上升2.5%,
占71.3%, 废止6件) takes the measure of the figure before it, and the parts after 其中 name their whole.
"""

import re
from collections.abc import Sequence

from summarizer.quantities import cues
from summarizer.quantities.figure import FIGURE_KINDS
from summarizer.quantities.mention import Mention

#: How far a measure may reach back and forth; the work per figure stays bounded.
BACK, FORTH, LONGEST = 84, 30, 48

_SENTENCE = re.compile(
    r"[。！？!?；;]|\n[ \t\u3000]*\n(?=[ \t\u3000]*(?:[（(]?[一二三四五六七八九十\d]|\u3000))|\n\u3000\u3000"
)
_STOP = re.compile(r"[。！？!?]|\n[ \t\u3000]*\n")
_CLAUSE = re.compile(r"[，。；：,;:！？!?]|——|\n\s*\n")
_TAIL = re.compile(r"[^，。；：、,;:！？!?（(）)\n]*(?:《[^》\n]{0,40}》[^，。；：、,;:！？!?（(）)\n]*)?")
_BRACKETED = re.compile(r"[（(][^（()）]{0,40}[)）]")
_OPEN = re.compile(r"[（(][^）)]*\Z")
_WHITE = re.compile(r"\s+")
_GLUE = re.compile(r"[\s共约计、（(]*(?:其中)?\Z")
_JOINED = re.compile(r"\s*(?:、|和|及|与|，)\s*(?:约|近|超)?\Z")
_PART_OF = re.compile(r"其中|包括|含(?!量)|分别(?:是|为)[：:]?\Z")
_EACH = re.compile(r"(?:各|每(?:[\u3400-\u9fff]{1,3})?)(?:有|为|达)?\s*\Z")
_NOT_NOUN = re.compile(
    r"(?:和|及|与|、|或|至|到|以上|以下|左右|；|增长|下降|上升|提高|减少|增加|占|同比|的(?=[，。])|。)"
)


def bind(text: str, found: Sequence[Mention]) -> None:
    """Fill in measure, change, direction, aspect, period and each of every figure in ``found``, in place."""
    figures = [mention for mention in found if mention.kind in FIGURE_KINDS]
    context = _Context(text, found)
    for index, figure in enumerate(figures):
        before = figures[index - 1] if index else None
        after = figures[index + 1] if index + 1 < len(figures) else None
        _bind_one(text, figure, before, after, context)
    _respectively(text, figures)


class _Context:
    """What holds beyond a clause: the whole that 其中 divides, the plan section, the dates."""

    def __init__(self, text: str, found: Sequence[Mention]) -> None:
        self.whole: Mention | None = None
        self.scope = ""
        self.target = False
        self.dates = [mention for mention in found if mention.kind in ("date", "period")]
        self.date = 0
        self.plans = _plan_ranges(text)
        self.plan = 0

    def period(self, text: str, start: int, figure: Mention) -> str:
        """The last date or word of time between ``start`` of the sentence and the figure."""
        while self.date < len(self.dates) and self.dates[self.date].end <= figure.start:
            self.date += 1
        last = self.dates[self.date - 1] if self.date else None
        if last is not None and last.start >= start:
            return _WHITE.sub("", text[last.start : last.end])
        words = cues.PERIOD.findall(text, start, figure.start)
        return str(words[-1]) if words else ""

    def planned(self, position: int) -> bool:
        while self.plan < len(self.plans) and self.plans[self.plan][1] <= position:
            self.plan += 1
        return self.plan < len(self.plans) and self.plans[self.plan][0] <= position


_HEADING = re.compile(
    r"^[ \t\u3000]*(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}[、．.])[^\n。]{0,40}$", re.MULTILINE
)
_GOALS = re.compile(r"(?:预期目标|发展目标|目标任务|主要目标)[^。\n：:]{0,12}[：:]")


def _plan_ranges(text: str) -> list[tuple[int, int]]:
    """Stretches under a top-level heading that announces plans, and paragraphs that list goals."""
    ranges = []
    headings = [*_HEADING.finditer(text)]
    for index, heading in enumerate(headings):
        if cues.PLAN_HEADING.search(heading[0]) and not cues.REVIEW_HEADING.search(heading[0]):
            end = headings[index + 1].start() if index + 1 < len(headings) else len(text)
            ranges.append((heading.end(), end))
    for goal in _GOALS.finditer(text):
        stop = text.find("。", goal.end(), goal.end() + 600)
        ranges.append((goal.end(), stop if stop >= 0 else goal.end()))
    ranges.sort()
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _bind_one(text: str, figure: Mention, before: Mention | None, after: Mention | None, context: _Context) -> None:
    sentence = _sentence_start(text, figure.start)
    same = before is not None and before.end > sentence
    if not same:
        context.whole, context.scope, context.target = None, "", False
    floor = before.end if before is not None and same else sentence
    head = _head(text, floor, figure.start)
    if same and before is not None and _PART_OF.search(text, floor, figure.start):
        context.whole = before
    elif context.whole is not None and "；" in text[floor : figure.start]:
        context.whole = None
    tail = _tail(text, figure, after)
    glued = same and before is not None and bool(_GLUE.match(text[floor : figure.start]))
    _change(head, figure)
    phrase = _phrase(head, figure)
    inherited = before.measure if before is not None else ""
    if glued and before is not None and not tail:
        figure.measure = before.measure
    elif phrase or tail:
        figure.measure = _joined(phrase, tail, inherited if same else "", context.whole)
    else:
        figure.measure = _clause_before(text, floor, figure.start) or inherited
    if glued and before is not None and tail and not phrase:
        lead = _lead_of(before.measure)
        figure.measure = before.measure if before.measure.endswith(tail) else _join(lead, tail)
    figure.measure = _fitted(_scoped(figure.measure, head, context))
    figure.each = bool(_EACH.search(head))
    figure.period = context.period(text, sentence, figure)
    figure.aspect = _aspect(text, sentence, head, figure, context)


def _scoped(measure: str, head: str, context: _Context) -> str:
    """A clause that follows one about a field (重点领域) speaks of that field too."""
    scope = cues.SCOPE.search(head)
    if scope:
        context.scope = scope["scope"]
    elif context.scope and context.scope not in measure:
        return f"{context.scope}：{measure}"
    return measure


def _fitted(measure: str) -> str:
    """At most LONGEST characters, cut from the left, without half a title."""
    measure = measure[-LONGEST:]
    close = measure.find("》")
    if 0 <= close < (measure.find("《") if "《" in measure else len(measure)) and close + 1 < len(measure):
        measure = measure[close + 1 :].removeprefix("等")
    return measure


def _sentence_start(text: str, position: int) -> int:
    """Where the sentence of ``position`` begins, looking back a bounded way."""
    floor = max(0, position - 300)
    last = floor
    for match in _STOP.finditer(text, floor, position):
        if (
            match[0] == "。"
            and text[match.end() : match.end() + 1].isdigit()
            and text[match.start() - 1 : match.start()].isdigit()
        ):
            continue
        last = match.end()
    return last


def _head(text: str, floor: int, start: int) -> str:
    """The words of the figure's own clause that stand before it."""
    floor = max(floor, start - BACK)
    raw = _BRACKETED.sub("", text[floor:start])
    opened = _OPEN.search(raw)
    if opened:
        raw = raw[opened.start() + 1 :]
    last = 0
    for match in _CLAUSE.finditer(raw):
        last = match.end()
    return _WHITE.sub("", raw[last:])


def _tail(text: str, figure: Mention, after: Mention | None) -> str:
    """The noun that follows the figure in its clause, or that follows the figure glued to it."""
    end = figure.end
    if after is not None and not text[end : after.start].strip(" 共约\n\u3000"):
        end = after.end  # 1次150多人次行政执法人员培训: both count the noun behind
    limit = min(len(text), end + FORTH)
    stop = limit
    if after is not None and end <= after.start < limit:
        stop = after.start
    match = _TAIL.match(text, end, stop)
    tail = _WHITE.sub("", match[0]) if match else ""
    if stop == limit and match and match.end() == limit:
        tail = tail[:16]
    if figure.kind == "percent" and not tail.startswith("的"):
        return ""
    if figure.kind == "money" and not tail.startswith(("的", "以上")):
        tail = tail if len(tail) > 1 and not _NOT_NOUN.match(tail) and end == figure.end else ""
    if _NOT_NOUN.match(tail):
        return ""
    tail = tail.removeprefix("的")
    return re.sub(r"(?:分别|同比|增长|下降|增加|减少|提高|达到?|实现|完成|占)?\Z", "", tail)


def _change(head: str, figure: Mention) -> None:
    """同比上升2.5%: the number is itself a change."""
    if cues.LEVEL.search(head) or cues.FROM.search(head):
        return
    match = cues.CHANGE.search(head)
    if match is None:
        return
    if match["bare_up"] or match["bare_down"]:
        if figure.kind != "percent":
            return
    if match["up"] or match["short_up"] or match["bare_up"]:
        figure.direction = "up"
    else:
        figure.direction = "down"
    figure.change = match[0]
    if figure.value is not None and figure.value < 0 and figure.direction == "up":
        figure.direction = "down"


def _phrase(head: str, figure: Mention) -> str:
    """The head without what says time, sum, order or change."""
    if figure.change:
        head = head[: len(head) - len(figure.change)]
    else:
        head = cues.LEVEL.sub("", head)
        head = (
            re.sub(r"(?:由|从)[^由从]{0,24}\Z", "", head)
            if cues.FROM.search(head) or re.search(r"(?:由|从)\S{0,12}的?\Z", head)
            else head
        )
    previous = None
    while previous != head:
        previous = head
        head = cues.DATE_LEAD.sub("", head)
        lead = cues.LEAD.match(head)
        head = head[lead.end() :] if lead else head
    link = cues.LINK.search(head)
    if link:
        head = head[: link.start()]
    return head


def _joined(phrase: str, tail: str, inherited: str, whole: Mention | None) -> str:
    """Put the pieces of a measure together; a part names its whole, an act alone its object."""
    own = _join(phrase, tail)
    if whole is not None and whole.measure and not own.startswith(whole.measure):
        return f"{whole.measure[-18:]}：{own}"
    bare = not tail and (bool(cues.ACT.match(phrase)) or len(phrase) <= 2)
    dependent = cues.SHARE.match(phrase) or cues.COMPARED.match(phrase)
    if inherited and (bare or dependent) and phrase not in inherited:
        return f"{_lead_of(inherited)}：{own}"
    return own


def _join(phrase: str, tail: str) -> str:
    return f"{phrase}{tail}"


def _lead_of(measure: str) -> str:
    """A measure without the parts that an earlier dependent clause added to it."""
    return measure.split("：")[0]


def _clause_before(text: str, floor: int, start: int) -> str:
    """The clause before the figure's own, where that has no figure: 举办业务培训班，共16场."""
    raw = _BRACKETED.sub("", text[max(floor, start - BACK) : start])
    pieces = [_WHITE.sub("", piece) for piece in _CLAUSE.split(raw)]
    for piece in reversed(pieces[:-1]):
        lead = cues.LEAD.match(piece)
        piece = piece[lead.end() :] if lead else piece
        if len(piece) > 1:
            return piece
    return ""


def _aspect(text: str, sentence: int, head: str, figure: Mention, context: _Context):  # type: ignore[no-untyped-def]
    if cues.FROM.search(head) or cues.EARLIER.search(head) or re.search(r"(?:由|从)[^至到]{0,14}的?\Z", head):
        return "earlier"
    if cues.REQUIRED.match(text[figure.end : figure.end + 6]):
        return "target"
    clause = max(sentence, figure.start - 60)
    for match in _CLAUSE.finditer(text, clause, figure.start):
        clause = match.end()
    if context.target or context.planned(figure.start) or cues.TARGET.search(text, clause, figure.start):
        context.target = True
        return "target"
    if cues.CUMULATIVE.search(text, max(sentence, figure.start - 40), figure.start):
        return "cumulative"
    return "result"


_LIST_SPLIT = re.compile(r"、|和|及|与|以及")


def _respectively(text: str, figures: Sequence[Mention]) -> None:
    """A、B和C分别增长X、Y和Z: one item of the list to each figure."""
    index = 0
    while index < len(figures):
        last = index
        while last + 1 < len(figures) and _JOINED.match(text[figures[last].end : figures[last + 1].start]):
            last += 1
        if last > index:
            _share_out(text, figures[index : last + 1])
        index = last + 1


def _share_out(text: str, group: Sequence[Mention]) -> None:
    first = group[0]
    head = _head(text, _sentence_start(text, first.start), first.start)
    at = head.find("分别")
    for figure in group[1:]:
        figure.direction, figure.change = first.direction, first.change
        figure.aspect, figure.period = first.aspect, first.period
    if at < 0:
        return
    lead = cues.LEAD.match(head)
    names = head[lead.end() if lead and lead.end() < at else 0 : at]
    items = _LIST_SPLIT.split(names)
    if len(items) != len(group) or not all(items):
        return
    full = items[-1]
    for item, figure in zip(items, group, strict=True):
        figure.measure = item if len(item) > 3 or item == full else item + full[len(item) :]
