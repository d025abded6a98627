"""The noun phrase that a figure counts, read from its clause: what stands before it and what follows.

罚没金额4513.423万元 → 罚没金额              办理549个《行政执法证》 → 办理《行政执法证》
同比上升2.5% → the measure before            其中县处级69人 → 提醒约谈：县处级
"""

import re

from summarizer.quantities.mention import Mention
from summarizer.quantities.zh import cues
from summarizer.quantities.zh.ending import Ending
from summarizer.quantities.zh.stops import running

#: How far a measure may reach back and forth, and how long it may be; the work per figure stays bounded.
BACK, FORTH, LONGEST = 84, 30, 48

#: The end of a clause: a mark, a dash of two, a blank line. It begins with one set of characters, which is found fast.
CLAUSE = re.compile(r"[，。；：,;:！？!?—\n](?:(?<![—\n])|(?<=—)—|(?<=\n)\s*\n)")
_TAIL = re.compile(r"[^，。；：、,;:︰∶！？!?（(）)\n]*(?:《[^》\n]{0,40}》[^，。；：、,;:！？!?（(）)\n]*)?")
_BRACKETED = re.compile(r"[（(][^（()）]{0,40}[)）]")
_OPEN = re.compile(r"[（(][^）)]*\Z")
#: White space and footnote marks, which no measure keeps.
_WHITE = re.compile(r"\s+|\^?\[\d{1,3}\]|〔\d{1,3}〕")
_NOT_NOUN = re.compile(
    r"和|及|与|、|或|至|到|以上|以下|左右|；|增长|下降|上升|提高|减少|增加|占|同比|分别|的(?=[，。])|。"
)
_END_OF_TAIL = Ending(
    r"(?:分别|同比|环比|较上年|比上年|增长|下降|增加|减少|提高|达到?|实现|完成|约?占|其中|以及|和|及|与)+",
    "别比年长降加少高达到现成占中及和与",
)
#: What becomes of a thing is no part of its name: 投资5.2亿元的污水处理厂 | 建成投用.
_DONE = re.compile(
    r"(?<=[\u3400-\u9fff]{3})(?:已|年底|年内|基本|全面|顺利|正式|相继|成功|加快|建成|开工|竣工|投产|投用|启动|落地|通过|完成|实现|签约|列入|纳入)"
)
_FROM_A = re.compile(r"(?:(?<![理自缘事])由(?!于)|从(?!事))[^由从，]{0,24}\Z")


def squeeze(text: str) -> str:
    """``text`` without white space and footnote marks: a measure may run over a line break."""
    if "[" in text or "〔" in text:
        return _WHITE.sub("", text)
    return "".join(text.split())


def head_of(text: str, floor: int, start: int) -> tuple[str, str]:
    """The words of the clause before ``start``, and the words before a bracket that is still open there."""
    raw = running(text, max(floor, start - BACK), start)
    if not raw or raw.isspace():
        return "", ""
    raw = _BRACKETED.sub("", raw)
    outer = ""
    opened = _OPEN.search(raw)
    if opened:
        outer = _last_clause(raw[: opened.start()])
        raw = raw[opened.start() + 1 :]
    return _last_clause(raw), outer


def _last_clause(raw: str) -> str:
    last = 0
    for match in CLAUSE.finditer(raw):
        last = match.end()
    return squeeze(raw[last:])


def tail_of(text: str, figure: Mention, after: Mention | None) -> str:
    """The noun that follows the figure in its clause, or that follows the figure glued to it."""
    end = figure.end
    if after is not None and not text[end : after.start].strip(" 共约\n\u3000"):
        end = after.end  # 1次150多人次行政执法人员培训: both count the noun behind
    limit = min(len(text), end + FORTH)
    stop = after.start if after is not None and end <= after.start < limit else limit
    match = _TAIL.match(text, end, stop)
    tail = squeeze(match[0]) if match else ""
    if match and match.end() == limit:
        tail = tail[:16]
    tenths = figure.unit == "%" and (text[end - 1] == "成" or figure.rule == "phrase")
    if figure.kind == "percent" and not tail.startswith("的") and not tenths:  # 近四成人员: the noun follows at once
        return ""
    if figure.kind == "money" and not tail.startswith("的") and (len(tail) < 2 or end != figure.end):
        return ""
    if figure.kind == "money":
        tail = _DONE.split(tail, maxsplit=1)[0]
    tail = tail.removeprefix("的")
    if _NOT_NOUN.match(tail) or cues.LEVEL.search(tail) or cues.LINK.is_all(tail):
        return ""
    return _END_OF_TAIL.strip(tail)


def phrase_of(head: str, figure: Mention) -> str:
    """The head without what says time, sum, order, level or change."""
    if figure.change:
        head = head.removesuffix(figure.change)
    else:
        shorter = cues.LEVEL.strip(head)
        if shorter != head or cues.FROM.search(head) or _FROM_A.search(head):
            head = cues.FROM.strip(_FROM_A.sub("", shorter))
    previous = ""
    while previous != head:
        previous = head
        head = cues.DATE_LEAD.sub("", head)
        lead = cues.LEAD.match(head)
        head = head[lead.end() :] if lead else head
    return cues.LINK.strip(head)


def clause_before(text: str, floor: int, start: int) -> str:
    """The clause before the figure's own, where that has no figure: 举办业务培训班，共16场."""
    raw = _BRACKETED.sub("", running(text, max(floor, start - BACK), start))
    for piece in reversed([squeeze(part) for part in CLAUSE.split(raw)][:-1]):
        lead = cues.LEAD.match(piece)
        piece = piece[lead.end() :] if lead else piece
        if len(piece) > 1 and not cues.PRICES.fullmatch(piece):
            return piece
    return ""


def join(own: str, before: str, *, dependent: bool) -> str:
    """``own`` under the measure ``before`` where it says too little alone."""
    if not before or not dependent:
        return own
    if before.endswith(own) and before[-len(own) - 1 :] != f"进{own}":  # 出口 is a part of 进出口
        return before
    return f"{before}：{own}" if own else before


def is_dependent(phrase: str, tail: str) -> bool:
    """Whether a phrase needs the measure before it: an act alone (废止), a share (占全省), an attribute (总投资)."""
    if tail:
        return False
    return bool(
        len(phrase) <= 2 or cues.ACT.fullmatch(phrase) or cues.SHARE.match(phrase) or cues.COMPARED.match(phrase)
        or cues.ATTRIBUTE.fullmatch(phrase)
    )  # fmt: skip


def is_relation(phrase: str) -> bool:
    """占全省 and 高于全省 relate the figure before; what follows goes on from that figure, not from them."""
    return bool(cues.SHARE.match(phrase) or cues.COMPARED.match(phrase))


def fitted(measure: str) -> str:
    """At most LONGEST characters, cut from the left, without half a title."""
    measure = measure[-LONGEST:]
    close, opened = measure.find("》"), measure.find("《")
    if 0 <= close < len(measure) - 1 and (opened < 0 or close < opened):
        measure = measure[close + 1 :].removeprefix("等")
    return measure
