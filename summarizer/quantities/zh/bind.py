"""Bind each figure to what it is said of: measure, change, aspect, period, and whether 各 distributes it.

Figures are taken in text order with the one before them, since a clause that says nothing itself (同比上升
2.5%, 占71.3%, 废止6件) speaks of the figure before, and the parts after 其中 divide it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.quantities.figure import FIGURE_KINDS, Aspect
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh import cues
from summarizer.quantities.zh.measure import (
    CLAUSE,
    clause_before,
    fitted,
    head_of,
    is_dependent,
    is_relation,
    join,
    phrase_of,
    squeeze,
    tail_of,
)
from summarizer.quantities.zh.stops import Stops

#: 新登记经营主体320万户，总量达2037.7万户: the total is of them all, not of the new ones.
_TOTAL = re.compile(r"(?:总量|总数|总规模|总户数|总人数|保有量|累计)")
_ADDED = re.compile(r"\A(?:新增|新登记|净增|新设|新建|新培育|新认定|新注册|新发展)(?=[\u3400-\u9fff“]{2})")
_CLOSE = re.compile(r"[)）]")
_OPENED = re.compile(r"[(（][^)）]*\Z")
_GLUE = re.compile(r"[\s共约计（(]*(?:其中)?\Z")
_PART_OF = re.compile(r"其中|包括|含(?!量)")
_MORE = re.compile(
    r"(?P<basis>[比较](?:上年同期|去年同期|上年|去年|同期)(?:(?P<many>多)|少))(?P<act>[\u3400-\u9fff]{2,4})\Z"
)
_ABOUT_SHARE = re.compile(r"(?:大?约|大概|将?近|接近)占[^，。；、]{0,16}\Z")
_EACH = re.compile(r"(?:各|每(?:[\u3400-\u9fff]{1,3})?)(?:有|为|达)?\s*\Z")
_RATIO = re.compile(r"\s?[:：︰∶]\s?\Z")
_AND = re.compile(r"^[^，。；：、]{2,14}(?:以及|和|及|与)\Z")
_TIME_LIMIT = re.compile(r"之?前(?![一二三四五六七八九十\d])")
_TO_LEVEL = re.compile(r"\s*[，,]?(?:至|到|降至|升至|增至|减至)\s*")
_NO_BREAK = re.compile(r"[^，。；：、,;:（(）)\n]{1,14}\Z")


def bind(text: str, found: Sequence[Mention]) -> None:
    """Fill in measure, change, direction, aspect, period and each of every figure in ``found``, in place."""
    figures = [mention for mention in found if mention.kind in FIGURE_KINDS]
    context = _Context(text, found)
    for index, figure in enumerate(figures):
        before = figures[index - 1] if index else None
        after = figures[index + 1] if index + 1 < len(figures) else None
        _bind_one(text, figure, before, after, context)
    _respectively(text, figures, context.stops)
    _ratios(text, figures)


class _Context:
    """What holds beyond a clause: the whole that 其中 divides, the field, the goal, the plan section, the dates."""

    def __init__(self, text: str, found: Sequence[Mention]) -> None:
        self.whole: Mention | None = None
        self.outer: Mention | None = None  # the whole outside the bracket that the text is in
        self.in_bracket = False
        self.seen: list[Mention] = []  # the figures of the sentence so far
        self.scope = ""
        self.target = False
        self._dates = [mention for mention in found if mention.kind == "date" or _is_time(text, mention)]
        self._date = 0
        self._word: re.Match[str] | None = None  # the last word of time, and how far it was looked for
        self._read = 0
        self.stops = Stops(text)

    def new_sentence(self) -> None:
        self.whole, self.scope, self.target = None, "", False
        self.seen, self.outer, self.in_bracket = [], None, False

    def follow(self, gap: str, figure: Mention) -> None:
        """Take in the words between the last figure and this one: where 其中 begins to divide, and where it ends."""
        if self.in_bracket and _CLOSE.search(gap):
            self.whole, self.in_bracket = self.outer, False
        if match := _PART_OF.search(gap):
            if _OPENED.search(gap[: match.start()]):  # 300人（其中专家200人）、技师100人: only inside the bracket
                self.outer, self.in_bracket = self.whole, True
            self.whole = self.whole_of(figure)
        elif "；" in gap:
            self.whole = None

    def whole_of(self, part: Mention) -> Mention:
        """What 其中 divides: the last figure that is no change and of the part's unit, else the last that is none.

        42起，比上年少15起，其中38起 are of the 42; 资金1.08亿元，惠及11.4万人次，其中补助4215.6万元 is of the money.
        """
        levels = [one for one in self.seen if not one.change or cues.LEVEL.search(one.change)]
        alike = [one for one in levels if one.unit == part.unit]
        totals = [one for one in alike if one.qualifier != "at_most"]  # a limit (224.9亿元以内) has no parts
        return (totals or alike or levels or self.seen)[-1]

    def period(self, text: str, start: int, figure: Mention) -> str:
        """The last date or word of time between ``start`` of the sentence and the figure."""
        while self._date < len(self._dates) and self._dates[self._date].end <= figure.start:
            self._date += 1
        at = self._date - 1
        while at >= 0 and self._dates[at].start >= start and _is_compared(text, self._dates[at].start):
            at -= 1
        last = self._dates[at] if at >= 0 else None
        if last is not None and last.start >= start:
            return squeeze(text[last.start : last.end]) + _before_it(text, last, figure)
        for word in cues.PERIOD.finditer(text, max(start, self._read), figure.start):
            if not _is_compared(text, word.start()):
                self._word = word
        self._read = figure.start
        return self._word[0] if self._word and self._word.start() >= start else ""


def _bind_one(text: str, figure: Mention, before: Mention | None, after: Mention | None, context: _Context) -> None:
    sentence = context.stops.sentence_start(figure.start)
    previous = before if before is not None and before.end > sentence else None
    if previous is None:
        context.new_sentence()
    else:
        context.seen = [*context.seen[-_BACK:], previous]
    floor = previous.end if previous else sentence
    gap = text[max(floor, figure.start - 60) : figure.start]
    alone = not gap or gap.isspace()  # nothing is said between the two figures
    if previous and not alone and _RATIO.match(gap):
        _copy(previous, figure)
        return
    if previous and not alone and (_is_link(gap) or (previous.change and _TO_LEVEL.fullmatch(gap))):
        # 由209元提高到217元, 下降2.4个百分点至10.4%
        _copy(previous, figure)
        figure.aspect = _aspect(text, sentence, gap, figure, context)
        return
    if previous:
        context.follow(gap, figure)
    glued = previous is not None and (alone or bool(_GLUE.match(gap)))
    if previous and not alone and _AND.search(gap):
        floor = figure.start  # 4项改革试点和69项改革任务: what leads to 和 is the first one's noun
    elif previous and not glued and _NO_BREAK.match(gap):
        floor = previous.start  # 10亿元企业8家, 39个试点乡镇新引进项目175个: the figure before is part of the phrase
    elif previous and previous.tailed and (comma := text.find("、", floor, figure.start)) >= 0:
        floor = comma + 1  # 1587个事项“就近办”、86207个事项“一次办”: what leads to 、 is the first one's noun
    head, outer = head_of(text, floor, figure.start)
    _change(head, figure)
    if not figure.change and (more := _MORE.search(head)):
        figure.direction, figure.change = "up" if more["many"] else "down", more["basis"]
        head = head[: more.start()] + more["act"]  # 比去年多立案13起
    phrase, tail = phrase_of(head, figure), tail_of(text, figure, after)
    if cues.PRICES.fullmatch(phrase):
        phrase = ""  # how it was reckoned, not what
    if not figure.change and (compared := cues.STANDING.search(head)):
        figure.change = compared["word"]
    figure.tailed = bool(tail)
    if figure.qualifier == "exact" and figure.kind == "percent" and _ABOUT_SHARE.search(head):
        figure.qualifier = "about"  # 约占耕地面积的70%
    if previous and glued:
        figure.measure = _glued(text, previous, figure, tail)
    elif phrase or tail:
        own = phrase + tail
        above = previous.base if previous and previous.base else before.base if before else ""
        if previous and (compared := _COMPARED_WITH.search(head)):
            figure.measure = _in_place_of(above, compared["with"])
        elif context.whole is not None and previous and not is_relation(phrase):
            figure.measure = join(own, context.whole.base[-18:], dependent=True)
        elif outer and (len(phrase) <= 2 or cues.ATTRIBUTE.fullmatch(phrase)):
            figure.measure = join(own, outer, dependent=True)
        else:
            if _TOTAL.match(own):
                above = _ADDED.sub("", above)
            figure.measure = (previous and _counterpart(own, above)) or join(
                own, above if previous else "", dependent=is_dependent(phrase, tail)
            )
    else:
        figure.measure = clause_before(text, floor, figure.start) or (before.base if before else "")
    figure.measure = fitted(_scoped(figure.measure, head, context))
    figure.base = previous.base if previous and is_relation(phrase) and not tail else figure.measure
    figure.each = bool(_EACH.search(head))
    figure.period = context.period(text, sentence, figure)
    figure.aspect = _aspect(text, sentence, head, figure, context)


#: 农村居民收入增速7.9%，高于城镇居民的5.6%: the number is that of what is compared with.
_COMPARED_WITH = re.compile(
    r"(?:高于|低于|快于|慢于|多于|少于|好于|优于|超过|落后于)(?P<with>[\u3400-\u9fff]{2,12}?)的\Z"
)


def _in_place_of(above: str, other: str) -> str:
    """The measure above, of another: 农村居民收入增速 and 城镇居民 give 城镇居民收入增速; else both."""
    for size in range(min(4, len(other)), 1, -1):
        at = above.find(other[-size:])
        if at >= 0:
            return f"{other}{above[at + size :]}"
    return f"{other}：{above}" if above else other


#: Words that stand for each other in two measures of one kind: 一般公共预算收入21亿元…，支出48亿元.
_COUNTERPARTS = tuple(
    pair
    for one, other in (
        ("收入", "支出"),
        ("进口", "出口"),
        ("存款", "贷款"),
        ("城镇", "农村"),
        ("城市", "农村"),
        ("预算", "决算"),
    )
    for pair in ((one, other), (other, one))
)


def _counterpart(own: str, above: str) -> str:
    """The measure of 支出 behind 一般公共预算收入: 一般公共预算支出; "" where it is none."""
    for this, that in _COUNTERPARTS:
        if own == this and above.endswith(that) and this not in above:
            return f"{above.removesuffix(that)}{this}"
    return ""


def _is_time(text: str, mention: Mention) -> bool:
    """Whether a length of time sets the time of what is told (五年来, 过去三年), not a term (五年以上刑期)."""
    if mention.kind != "period":
        return False
    lead = text[max(0, mention.start - 2) : mention.start]
    return text[mention.end - 1] in "来间" or "年来" in text[mention.start : mention.end + 1] or lead.endswith(_SPANS)


#: Words before a length of time that place it: 过去五年, 近三年, 今后五年, 头两年.
_SPANS = ("过去", "近", "最近", "今后", "未来", "前", "后", "这", "上", "头", "届", "往")


def _is_compared(text: str, start: int) -> bool:
    """Whether a time is the one compared with (比2022年, 较上年), not the number's own."""
    return start > 0 and text[start - 1] in "比较"


def _before_it(text: str, date: Mention, figure: Mention) -> str:
    """前 of 6月底前, which sets a time limit and belongs to its date."""
    limit = _TIME_LIMIT.match(text, date.end, figure.start)
    return limit[0] if limit else ""


def _is_link(gap: str) -> bool:
    words = squeeze(gap)
    return len(words) > 1 and cues.LEVEL.is_all(words)


def _copy(previous: Mention, figure: Mention) -> None:
    figure.measure, figure.base = previous.measure, previous.base
    figure.period, figure.aspect = previous.period, previous.aspect


def _glued(text: str, previous: Mention, figure: Mention, tail: str) -> str:
    """7期共2650人次 share a measure; in 50亿元以上3个 the amount before is part of it."""
    lead = previous.base or previous.measure
    if previous.kind != "statistic" and figure.kind == "statistic" and previous.qualifier != "exact":
        return f"{squeeze(text[previous.start : previous.end])}{tail or lead}"
    return lead if not tail or lead.endswith(tail) else f"{lead}{tail}"


def _scoped(measure: str, head: str, context: _Context) -> str:
    """A clause that follows one about a field (重点领域) speaks of that field too."""
    scope = cues.SCOPE.search(head) if head else None
    if scope:
        context.scope = scope["scope"]
    elif context.scope and context.scope not in measure:
        return f"{context.scope}：{measure}"
    return measure


def _change(head: str, figure: Mention) -> None:
    """同比上升2.5%: the number is itself a change. Single words (增, 降) are read so before percentages only."""
    if cues.LEVEL.search(head) or cues.FROM.search(head):
        return
    match = cues.CHANGE.search(head)
    if match is None or ((match["bare_up"] or match["bare_down"]) and figure.kind != "percent"):
        return
    rose = bool(match["up"] or match["short_up"] or match["bare_up"])
    if figure.value is not None and figure.value < 0:
        rose = False
    figure.direction, figure.change = "up" if rose else "down", match[0]


def _aspect(text: str, sentence: int, head: str, figure: Mention, context: _Context) -> Aspect:
    if cues.FROM.search(head) or cues.EARLIER.search(head) or _from_here(text, figure):
        return "earlier"
    if cues.REQUIRED.match(text[figure.end : figure.end + 6]):
        return "target"
    clause = max(sentence, figure.start - 60)
    for match in CLAUSE.finditer(text, clause, figure.start):
        clause = match.end()
    if context.target or cues.TARGET.search(text, clause, figure.start):
        context.target = context.target or bool(cues.GOAL.search(text, clause, figure.start))
        return "target"
    if cues.CUMULATIVE.search(text, max(sentence, figure.start - 40), figure.start):
        return "cumulative"
    return "result"


def _from_here(text: str, figure: Mention) -> bool:
    """由2011年的91.6%提高到93.1%: 由 or 从 before the figure and a verb of level right after it."""
    led = _LED.search(text, max(0, figure.start - 18), figure.start)
    return led is not None and _goes_to(text, figure.end)


def _goes_to(text: str, at: int) -> bool:
    """Whether a verb that leads to a level begins at ``at``: 提高到, 增至."""
    return any(cues.LEVEL.is_all(text[at : at + size]) for size in (2, 3, 4))


_LED = re.compile(r"(?:(?<![理自缘事])由(?!于)|从(?!事))[^由从，。；]{0,14}\Z")
_JOINED = re.compile(r"\s*(?:、|和|及|与|，)\s*(?:约|近|超)?\Z")
#: 分别下降8.9%和上升4.6%: each with its own change.
_JOINED_CHANGE = re.compile(
    rf"\s*(?:、|和|及|与|，)\s*(?:{'|'.join(word for word in (*cues.UP, *cues.DOWN) if len(word) > 1)})(?:约|近)?"
)
_ALLOTTED = 10
_LISTS = (re.compile(r"、"), re.compile(r"、|和|及|与|以及"), re.compile(r"，|、|和|及|与|以及"))
_GIVEN_TO = re.compile(r"分别([向给对](?!比).+)")
#: Up to so long an item of a list is taken for the beginning of a word: 第一, 小学, 国家级.
_SHORT_ITEM = 3
#: One word for a pair, in the order in which its two numbers follow.
_COUPLES = {"城乡": ("城镇", "农村"), "存贷款": ("存款", "贷款"), "参保参合": ("参保", "参合")}


def _respectively(text: str, figures: Sequence[Mention], stops: Stops) -> None:
    """A、B和C分别增长X、Y和Z: one item of the list to each figure."""
    index = 0
    while index < len(figures):
        last = index
        while last + 1 < len(figures):
            gap = text[figures[last].end : figures[last + 1].start]
            shared = "分别" in text[max(0, figures[index].start - _ALLOTTED) : figures[index].start]
            if not _JOINED.fullmatch(gap) and not (shared and _JOINED_CHANGE.fullmatch(gap)):
                break
            last += 1
        if last > index:
            if _raised_from(text, figures[index], figures[last]):
                for figure in figures[index : last + 1]:
                    figure.aspect = "earlier"  # 分别从209元、280元提高到217元、290元
            _share_out(text, figures[index : last + 1], figures[max(0, index - _BACK) : index], stops)
        index = last + 1


def _raised_from(text: str, first: Mention, last: Mention) -> bool:
    """Whether a rise or fall began at a list of numbers: 由 or 从 before it, a verb of level behind it."""
    led = _LED.search(text, max(0, first.start - 18), first.start)
    return led is not None and _goes_to(text, last.end)


def _share_out(text: str, group: Sequence[Mention], earlier: Sequence[Mention], stops: Stops) -> None:
    first = group[0]
    sentence = stops.sentence_start(first.start)
    floor = max([sentence, *(mention.end for mention in earlier[-1:])])
    head, _ = head_of(text, floor, first.start)
    for before, figure in pairwise(group):
        if figure.aspect == "earlier" and first.aspect != "earlier":
            continue
        if not _JOINED_CHANGE.fullmatch(text[before.end : figure.start]):
            figure.direction, figure.change = first.direction, first.change
        figure.aspect, figure.period = first.aspect, first.period
    at = head.find("分别")
    lead = _bare(head[:at] if at >= 0 else head, first)
    names = _names(head[:at], len(group)) if at > 0 else []
    if at < 0 and "、" in head and not first.change and len({one.unit for one in group}) == 1:
        names = _names(cues.LINK.strip(head), len(group), _LISTS[:1])  # 工业、服务业增加值3亿元、4亿元
    if at == 0 and (given := _GIVEN_TO.match(head)):  # 分别向甲和乙报送…6件和9件: the list is behind 分别
        names = _names(given[1], len(group))
    couple = next((pair for word, pair in _COUPLES.items() if word in first.measure), None)
    if names:
        for name, figure in zip(names, group, strict=True):
            figure.measure = figure.base = name
    elif couple and len(group) == 2:
        word = next(key for key, pair in _COUPLES.items() if pair is couple)
        whole = first.measure
        for name, figure in zip(couple, group, strict=True):
            figure.measure = figure.base = whole.replace(word, name, 1)
    elif (earlier := _counterparts(group, earlier, text, sentence)) and (
        (at >= 0 and len(lead) <= _SHORT_LEAD)
        or (not lead and (first.change or cues.LEVEL.is_all(_EACH_MONTH.sub("", head))))
    ):
        for source, figure in zip(earlier, group, strict=True):
            above = source.base or source.measure
            if lead:
                above = join(lead, _ADDED.sub("", above), dependent=True)
            figure.measure = figure.base = above


#: So long may be what is told of each thing of the list before: 总数分别达, 满意率分别为.
_SHORT_LEAD = 8
#: How many figures back the list may stand.
_BACK = 8
_OF_ALL = re.compile(r"均[^，。；、]{0,3}\Z")


def _bare(lead: str, first: Mention) -> str:
    """``lead`` without words of order, time and change: nothing is left of 同比, 比年初增加."""
    if first.change and lead.endswith(first.change):
        lead = lead[: -len(first.change)]
    opening = cues.LEAD.match(lead)
    lead = cues.LEVEL.strip(_EACH_MONTH.sub("", lead[opening.end() :] if opening else lead))
    lead = cues.LINK.strip(lead)
    return "" if _BASIS.fullmatch(lead) else lead


_EACH_MONTH = re.compile(r"(?:每人)?每[年月日天]\Z|每人\Z")
_BASIS = re.compile(r"(?:同比|环比|同期|[比较](?:上年|去年|年初|同期|上年末|去年底)(?:同期|末|底)?)*")


def _counterparts(group: Sequence[Mention], earlier: Sequence[Mention], text: str, sentence: int) -> Sequence[Mention]:
    """The figures before the group, one for each of it, where all stand in the sentence and are of different things.

    What is said of all of them (办复率均为100%) stands between and is none of them.
    """
    listed = [
        one for one in earlier if one.start >= sentence and not _OF_ALL.search(text[max(0, one.start - 5) : one.start])
    ][-len(group) :]
    apart = len({one.measure for one in listed}) == len(listed) and len({one.base for one in listed}) == len(listed)
    return listed if len(listed) == len(group) and apart else ()


def _names(listed: str, count: int, lists: Sequence[re.Pattern[str]] = _LISTS) -> list[str]:
    """The ``count`` items of a list, each with the noun behind the last (第一、第三产业 → 第一产业, 第三产业)."""
    lead = cues.LEAD.match(listed)
    listed = listed[lead.end() :] if lead else listed
    for separator in lists:
        items = separator.split(listed)
        if len(items) == count and all(items):
            return _completed(items)
    return []


def _completed(items: Sequence[str]) -> list[str]:
    """The items with the noun that only the last one has, which stands behind what they end in alike.

    国家级、自治区级、市级示范区 share 级 and go on with 示范区; 第一、第三产业 share nothing and are as long.
    """
    full = items[-1]
    shared = max((_shared(item, full) for item in items[:-1]), key=len)
    if shared:
        noun = full[full.index(shared) + len(shared) :]
        return [item if item.endswith(noun) else item + noun for item in items]
    return [_with_noun(item, full, ordinal=items[0].startswith("第")) for item in items]


def _with_noun(item: str, full: str, *, ordinal: bool) -> str:
    """``item`` with the noun of the last item, which stands behind one character (存、贷款) or as many as it has."""
    if (item[-1], full[0]) in _OPPOSITES or (item[-1] in _COUNT and full[0] in _COUNT):
        item += full[1:] if item != full else ""
        return f"第{item}" if ordinal and item[0] in _COUNT else item
    return item if len(item) > _SHORT_ITEM else item + full[len(item) :]


#: Single characters that stand for words in a list: 存、贷款余额, 进、出口.
_OPPOSITES = frozenset(
    pair for one, other in ("存贷", "进出", "收支", "男女", "公私") for pair in ((one, other), (other, one))
)
_COUNT = "一二三四五六七八九十"


def _shared(item: str, full: str) -> str:
    """The longest end of ``item`` that occurs in ``full``; one character is enough for a short item, and 级."""
    least = 1 if len(item) <= _SHORT_ITEM + 1 or item.endswith("级") else 2
    ends = (item[-size:] for size in range(len(item), least - 1, -1))
    return next((end for end in ends if end in full), "")


_SECTORS = ("第一产业", "第二产业", "第三产业")


def _ratios(text: str, figures: Sequence[Mention]) -> None:
    """The three terms of a ratio of 三次产业 stand for the first, second and third sector, in this order."""
    for index in range(len(figures) - 2):
        terms = figures[index : index + 3]
        gaps = [text[left.end : right.start] for left, right in pairwise(terms)]
        if not all(len(gap) < 4 and _RATIO.match(gap) for gap in gaps) or "：第" in terms[0].measure:
            continue
        if re.search("三次产业|三产|产业结构", terms[0].measure):
            for name, figure in zip(_SECTORS, terms, strict=True):
                figure.measure = f"{figure.measure}：{name}"
