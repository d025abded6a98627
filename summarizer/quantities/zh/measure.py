"""The noun phrase that a figure counts, read from its clause: what stands before it and what follows.

罚没金额4513.423万元 → 罚没金额              办理549个《行政执法证》 → 办理《行政执法证》
同比上升2.5% → the measure before            其中县处级69人 → 提醒约谈：县处级
"""

import re

from summarizer.language.lexicon import pattern
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh import cues
from summarizer.quantities.zh.ending import Ending
from summarizer.quantities.zh.stops import running

#: How far a measure may reach back and forth, and how long it may be; the work per figure stays bounded.
BACK, FORTH, LONGEST = 84, 30, 48

#: The end of a clause: a mark, a dash of two, a blank line. It begins with one set of characters, which is found fast.
#: A comma inside 3,300 ends none.
CLAUSE = re.compile(r"[，。；：,;:！？!?—\n](?:(?<![—\n,，])|(?<=[,，])(?!\d{3}(?!\d))|(?<=—)—|(?<=\n)\s*\n)")
_TAIL = re.compile(r"[^，。；：、,;:︰∶！？!?（(）)\n]*(?:《[^》\n]{0,40}》[^，。；：、,;:！？!?（(）)\n]*)?")
_BRACKETED = re.compile(r"[（(][^（()）]{0,40}[)）]")
_OPEN = re.compile(r"[（(][^）)]*\Z")
#: White space and footnote marks, which no measure keeps.
_WHITE = re.compile(r"\s+|\^?\[\d{1,3}\]|〔\d{1,3}〕")
ADDED = re.compile(rf"\A{pattern('added', 'zh')}(?=[\u3400-\u9fff“]{{2}})")
_NOT_NOUN = re.compile(
    rf"和|及|与|、|或|至|到|以上|以下|左右|；|{pattern('moves', 'zh')}|上升|占|同比|分别|的(?=[，。])|。"
)
_END_OF_TAIL = Ending(
    rf"(?:分别|同比|环比|较上年|比上年|{pattern('moves', 'zh')}|达到?|实现|完成|约?占|其中|以及|和|及|与)+",
    "别比年长降加少高达到现成占中及和与",
)
#: What becomes of a thing is no part of its name: 投资5.2亿元的污水处理厂 | 建成投用.
_DONE = re.compile(
    rf"(?<=[\u3400-\u9fff]{{3}})(?:已|年底|年内|基本|全面|顺利|正式|相继|成功|加快|{pattern('then_done', 'zh')})"
)
#: 锦纶丝产业园等一批重大项目落户: the first of them names the figure.
_AND_SO_ON = re.compile(r"(?<=[\u3400-\u9fff]{2})等(?=\d|一批|重[大点]|项目|\Z)")
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
    outer = ""
    opened = None
    if "（" in raw or "(" in raw:
        raw = _BRACKETED.sub("", raw)
        opened = _OPEN.search(raw)
    if opened:
        outer = _without_heading(_last_clause(raw[: opened.start()]))
        raw = raw[opened.start() + 1 :]
    return _without_heading(_last_clause(raw)), outer


#: The mark of a heading that was glued to the text behind it, and where a statement begins that has no mark before it.
_MARK = re.compile(
    r"(?:#{1,6}|\A(?:第[一二三四五六七八九十]{1,3}[章节部]分?)?)(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d))?"
)
_STATEMENT = re.compile(
    r"(?<=[\u3400-\u9fff]{2})(?:全年|今年以来|今年|上半年|年末|全[省市县区州](?!委|府)|我[省市县区州局]|(?:19|20)\d\d年)"
)


def _without_heading(head: str) -> str:
    """``head`` without a heading that was glued to it: 一、综合全年实现地区生产总值, ##物价全年居民消费价格."""
    mark = None
    for mark in _MARK.finditer(head) if "#" in head or head[:1] in _MARK_FIRST else ():
        if mark[0]:
            break
    if not mark or not mark[0]:
        return head
    rest = head[mark.end() :]
    begun = _STATEMENT.search(rest)
    return rest[begun.start() :] if begun else rest


_MARK_FIRST = frozenset("#一二三四五六七八九十第（(0123456789")


def opening(head: str, before: str) -> str:
    """The words that name a figure in ``head``, which begins with the figure before: 2.1亿元治理矿山 → 治理矿山.

    Money that is spent, and people for whom something is done (``before`` it stands 为, 组织), are no part of the name.
    """
    number = _NUMBER_FIRST.match(head)
    if number is None:
        return head
    verb = cues.OBJECT_VERB.search(head, number.end())
    if verb is None:
        return head
    spent = number["money"] is not None and verb.start() == number.end()
    served = _FOR.search(before) is not None and verb.start() > number.end()
    return head[verb.start() :] if spent or served else head


_NUMBER_FIRST = re.compile(
    r"(?:约|近|超|逾)?[\d.,，]+[多余]?(?:(?P<money>[万亿]{0,2}(?:美|港|欧)?元)|[万亿]{0,2}[\u3400-\u9fff]?)"
)
_FOR = re.compile(r"[为对向给](?:\Z|全)|帮助\Z|组织\Z|支持\Z|服务\Z")


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
    if figure.kind == "money" and cues.OBJECT_VERB.match(tail):
        return ""  # 投入2.1亿元治理矿山: what it is spent on is not its name
    if figure.kind == "money":
        tail = _DONE.split(tail, maxsplit=1)[0]
    tail = _AND_SO_ON.split(tail.removeprefix("的"), maxsplit=1)[0]
    if _NOT_NOUN.match(tail) or cues.LEVEL.search(tail) or cues.LINK.is_all(tail):
        return ""
    return _END_OF_TAIL.strip(tail)


def phrase_of(head: str, figure: Mention, tail: str) -> str:
    """The head without what says time, sum, order, level or change; ``tail`` is the noun behind the figure."""
    if figure.change and head.endswith(figure.change):
        head = head.removesuffix(figure.change)
    else:
        shorter = cues.LEVEL.strip(cues.PER_HEAD.strip(head))
        if shorter != head or cues.FROM.search(head) or _FROM_A.search(head):
            head = cues.FROM.strip(_FROM_A.sub("", shorter))
    head = _after_the_date(cues.BEFORE_NUMBER.strip(cues.LINK.strip(head)))
    previous = ""
    while previous != head:
        previous = head
        head = cues.DATE_LEAD.sub("", head)
        lead = cues.LEAD.match(head)
        head = head[lead.end() :] if lead else head
    head = cues.LINK.strip(head)
    return "" if _RATE_ONLY.fullmatch(head) else _last_act(_shortened(_without_examples(head, figure, tail)))


#: A phrase that is longer and begins with a means (以…, 坚持…) tells more than what is counted; whose it is, and in
#: which field, it keeps. yes: 以购买砂石、上缴补差款等向相关部门上缴资金 · 坚持“一企业一品牌”打造党建品牌 ·
#: no: 在食品药品、公共卫生等重点领域开展行政检查 · 全区各级行政复议机构依法受理行政复议申请
_LONG = 18
_MEANS = re.compile(r"(?:以(?![上下内外来后前色撒])|通过|坚持|按照|依托|采取|围绕|聚焦|根据|运用|借助|创新)")


def _shortened(phrase: str) -> str:
    """A long phrase without its means, from its last verb on: 以购买砂石等向相关部门上缴资金 → 上缴资金."""
    if len(phrase) <= _LONG or not _MEANS.match(phrase):
        return phrase
    starts = [verb.start() for verb in cues.OBJECT_VERB.finditer(phrase) if 4 <= len(phrase) - verb.start() <= _LONG]
    starts = [at for at in starts if phrase[at - 1 : at] not in "的、和与及"]
    return phrase[starts[-1] :] if starts else phrase


#: How often or for whom, not what: 每年由3,300元增加至….
_RATE_ONLY = re.compile(r"每人每[年月天]|每[年月天人户]|人均|户均|平均")


_DATE = re.compile(
    r"(?<![比较])(?:19|20)\d\d年(?:度|以来|底|末|初)?(?:之?前)?(?:\d{1,2}月(?:\d{1,2}日|份|底|末)?)?(?:之?前|以来)?"
)


_DATE_LAST = re.compile(r"(?<=[\u3400-\u9fff]{3})(?<![在于到至])(?:19|20)\d\d年\Z")


def _after_the_date(head: str) -> str:
    """What stands behind the last date of ``head``: 公开的主要内容2031年新增公开信息 → 新增公开信息."""
    if "年" not in head:
        return head
    head = _DATE_LAST.sub("", head)  # 技术合同成交额2030年达到600亿元
    rest = _DATE.split(head)[-1]
    return rest if len(rest) >= 2 and rest[0] not in "的度级、版" else head


def _last_act(phrase: str) -> str:
    """The last of several acts in a list: 落实惠企政策、为经营主体减负 → 为经营主体减负."""
    if "、" not in phrase:
        return phrase
    first, last = phrase.split("、", 1)[0], phrase.rsplit("、", 1)[1]
    acts = cues.OBJECT_VERB.search(first[:6]) and (cues.OBJECT_VERB.match(last) or _FOR_SOMEONE.match(last))
    return last if acts and len(last) >= 4 else phrase


_FOR_SOMEONE = re.compile(r"[为向][\u3400-\u9fff]{2,8}(?:减|让|提供|发放|争取|降|解决|办)")


def _without_examples(phrase: str, figure: Mention, tail: str) -> str:
    """精密铸造、永昌锦纶等 before 154个项目 are examples; the verb before them and the noun behind name the figure.

    Where neither says anything (星火小学、南山幼儿园等5个项目) the examples stay.
    """
    if not phrase.endswith("等") or figure.kind != "statistic":
        return phrase
    verb = _GIVES.match(phrase)
    if verb:
        return verb[0]
    return "" if len(tail) > _SHORT_NOUN else phrase


_SHORT_NOUN = 2
#: The verb that stands before a list of examples; 等 behind it is its end.
_GIVES = re.compile(rf"(?:新|全面|成功)?(?:签署|签订|推出|应对|抓好|做好|启动|{cues.OBJECT_VERB.pattern})")


def named_by_tail(phrase: str, tail: str, figure: Mention) -> str:
    """总投资38亿元的新材料项目 → 新材料项目总投资; "" where the tail does not name what the money belongs to."""
    if figure.kind != "money" or not tail:
        return ""
    attribute = cues.ATTRIBUTE_LAST.search(phrase)
    if attribute is None:
        return ""
    return tail + attribute[0] if len(phrase) - len(attribute[0]) <= 2 or phrase[0].isdigit() else ""


def clause_before(text: str, floor: int, start: int, *, own: bool = False) -> str:
    """The clause before the figure's own, where that has no figure: 举办业务培训班，共16场.

    With ``own`` the first clause since ``floor`` belongs to the figure there, and is none.
    """
    raw = _BRACKETED.sub("", running(text, max(floor, start - BACK), start))
    pieces = [squeeze(part) for part in CLAUSE.split(raw)][:-1]
    for piece in reversed(pieces[1:] if own else pieces):
        piece = _without_heading(piece)
        lead = cues.LEAD.match(piece)
        piece = piece[lead.end() :] if lead else piece
        if len(piece) > 1 and not cues.PRICES.fullmatch(piece) and not _HAS_NUMBER.search(piece):
            return _last_act(piece)
    return ""


_HAS_NUMBER = re.compile(r"\d")


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
