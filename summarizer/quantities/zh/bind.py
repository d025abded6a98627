"""Bind each figure to what it is said of: measure, change, aspect, period, and whether 各 distributes it.

Figures are taken in text order with the one before them, since a clause that says nothing itself (同比上升2.5%,
占71.3%, 废止6件) speaks of the figure before, and the parts after 其中 divide it. Every figure leaves two things to
those behind it: ``base``, what a change or a share is said of (主动公开信息303条，占71.3%), and ``root``, what a noun
that needs one stands under (粮食产量40万吨，棉花6万吨，油料2万吨 all stand under 粮食产量, none under another).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.quantities.figure import FIGURE_KINDS
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh import cues
from summarizer.quantities.zh.lists import RATIO, ratios, respectively
from summarizer.quantities.zh.measure import (
    ADDED,
    clause_before,
    fitted,
    head_of,
    is_dependent,
    is_relation,
    join,
    named_by_tail,
    opening,
    phrase_of,
    squeeze,
    tail_of,
)
from summarizer.quantities.zh.parts import Whole, grown, is_self_sufficient
from summarizer.quantities.zh.stops import Stops
from summarizer.quantities.zh.times import Times, aspect

#: How many figures back a list or a whole may stand.
BACK = 8
#: 新登记经营主体320万户，总量达2037.7万户: the total is of them all, not of the new ones.
_TOTAL = re.compile(r"(?:总量|总数|总长|总规模|总户数|总人数|保有量|累计)")
_GLUE = re.compile(r"[\s共约计（(]*(?:其中)?\Z")
_MORE = re.compile(
    r"(?P<basis>[比较](?:上年同期|去年同期|上年|去年|同期)(?:(?P<many>多)|少))(?P<act>[\u3400-\u9fff]{2,4})\Z"
)
_ABOUT_SHARE = re.compile(r"(?:大?约|大概|将?近|接近)占[^，。；、]{0,16}\Z")
_EACH = re.compile(r"(?:各|每(?:[\u3400-\u9fff]{1,3})?)(?:有|为|达)?\s*\Z")
_AND = re.compile(r"^[^，。；：、]{2,14}(?:以及|和|及|与)\Z")
_TO_LEVEL = re.compile(r"\s*[，,]?(?:至|到|降至|升至|增至|减至)\s*")
_NO_BREAK = re.compile(r"[^，。；：、,;:（(）)\n]{1,14}\Z")
#: ↓12.3%, ▼12.3%: a sign of fall or rise at a number.
_ARROWS = frozenset("↓▼▾⬇↑▲▴⬆")
_ARROW = re.compile(r"(?P<change>(?:同比|环比|较上年|比上年)?\s?(?:(?P<down>[↓▼▾⬇])|(?P<up>[↑▲▴⬆])))\s?\Z")
_ARROW_BEHIND = re.compile(r"\s?(?:(?P<down>[↓▼▾⬇])|(?P<up>[↑▲▴⬆]))(?!\s?\d)")


def bind(text: str, found: Sequence[Mention]) -> None:
    """Fill in measure, change, direction, aspect, period and each of every figure in ``found``, in place."""
    figures = [mention for mention in found if mention.kind in FIGURE_KINDS]
    context = _Context(text, found)
    for index, figure in enumerate(figures):
        before = figures[index - 1] if index else None
        after = figures[index + 1] if index + 1 < len(figures) else None
        _bind_one(text, figure, before, after, context)
    respectively(text, figures, context.stops)
    ratios(text, figures)


class _Context:
    """What holds beyond a clause: the whole that 其中 divides, the field, the times, where sentences begin."""

    def __init__(self, text: str, found: Sequence[Mention]) -> None:
        self.stops = Stops(text)
        self.times = Times(text, found)
        self.whole = Whole()
        self.seen: list[Mention] = []  # the figures of the sentence so far
        self.scope = ""

    def new_sentence(self) -> None:
        self.whole, self.scope, self.seen, self.times.target = Whole(), "", [], False


@dataclass(slots=True)
class _Place:
    """A figure in its clause: ``before`` is the figure before it, ``previous`` the same where both share a sentence.

    ``gap`` are the words since ``previous``, ``head`` those of the figure's own clause, ``outer`` those before a
    bracket that is open, ``phrase`` what of the head names something, ``tail`` the noun behind the figure, ``own``
    both.
    """

    text: str
    figure: Mention
    before: Mention | None
    previous: Mention | None
    gap: str
    floor: int
    head: str = ""
    outer: str = ""
    phrase: str = ""
    tail: str = ""
    own: str = ""

    @property
    def alone(self) -> bool:
        """Whether nothing is said between the two figures."""
        return not self.gap or self.gap.isspace()


class _Bound(NamedTuple):
    """What a figure is said of; ``base`` and ``root`` are the measure where nothing else is given."""

    measure: str
    base: str = ""
    root: str = ""


def _bind_one(text: str, figure: Mention, before: Mention | None, after: Mention | None, context: _Context) -> None:
    sentence = context.stops.sentence_start(figure.start)
    previous = before if before is not None and before.end > sentence else None
    if previous is None:
        context.new_sentence()
    else:
        context.seen = [*context.seen[-BACK:], previous]
    floor = previous.end if previous else sentence
    place = _Place(text, figure, before, previous, text[max(floor, figure.start - 60) : figure.start], floor)
    if previous and _goes_on(place, previous):
        _copy(previous, figure)
        if not RATIO.match(place.gap):
            figure.aspect = aspect(text, sentence, place.gap, figure, context.times)
        return
    if previous:
        context.whole = context.whole.after(place.gap, figure, context.seen)
    _read_clause(place, after)
    bound = _bound(place, context)
    figure.measure = fitted(_scoped(grown(bound.measure, figure), place.head, context))
    figure.base = bound.base or figure.measure
    if not place.tail and "：" not in figure.measure:
        figure.lead = figure.measure  # 引进央企12家、外企5家、民企3家: the verb holds through the list
    figure.root = bound.root or figure.base
    figure.each = bool(_EACH.search(place.head))
    figure.period = context.times.period(text, sentence, figure)
    figure.aspect = aspect(text, sentence, place.head, figure, context.times)


def _bound(place: _Place, context: _Context) -> _Bound:
    """What the first of the ways that fits says of the figure."""
    for way in _WAYS:
        found = way(place, context)
        if found is not None:
            return found
    return _Bound("")


def _goes_on(place: _Place, previous: Mention) -> bool:
    """A term of a ratio, or the level that a change led to: 由209元提高到217元, 下降2.4个百分点至10.4%."""
    if place.alone:
        return False
    if RATIO.match(place.gap):
        return True
    words = cues.PER_HEAD.strip(squeeze(place.gap))
    linked = len(words) > 1 and cues.LEVEL.is_all(words)
    return linked or bool(previous.change and _TO_LEVEL.fullmatch(place.gap))


def _copy(previous: Mention, figure: Mention) -> None:
    figure.measure, figure.base, figure.root = previous.measure, previous.base, previous.root
    figure.period, figure.aspect = previous.period, previous.aspect


# --- the clause -------------------------------------------------------------------------------------------------


def _read_clause(place: _Place, after: Mention | None) -> None:
    """Read the words of the figure's clause into ``place``; gives the figure its change, and 约占 its qualifier."""
    text, figure = place.text, place.figure
    floor = _clause_floor(place)
    head, outer = head_of(text, floor, figure.start)
    if place.previous is not None and floor == place.previous.start:
        head = opening(head, text[max(0, floor - 3) : floor])
    head = _change(head, figure)
    if (arrow_behind := _ARROW_BEHIND.match(text, figure.end)) is not None:  # 增速2.1%↓
        figure.direction = "up" if arrow_behind["up"] else "down"
    tail = tail_of(text, figure, after)
    phrase = phrase_of(head, figure, tail)
    if cues.PRICES.fullmatch(phrase):
        phrase = ""  # how it was reckoned, not what
    if not figure.change and (compared := cues.STANDING.search(head)):
        figure.change = compared["word"]
    if figure.qualifier == "exact" and figure.kind == "percent" and _ABOUT_SHARE.search(head):
        figure.qualifier = "about"  # 约占耕地面积的70%
    figure.tailed, figure.lead = bool(tail), phrase
    place.floor, place.head, place.outer = floor, head, outer
    place.phrase, place.tail, place.own = phrase, tail, phrase + tail


def _clause_floor(place: _Place) -> int:
    """Where the words that may name the figure begin; a figure before it in its own phrase is a part of them."""
    text, figure, previous = place.text, place.figure, place.previous
    if previous is None or place.alone:
        return place.floor
    if _AND.search(place.gap):
        return figure.start  # 4项改革试点和69项改革任务: what leads to 和 is the first one's noun
    if not _GLUE.match(place.gap) and _NO_BREAK.match(place.gap):
        return previous.start  # 10亿元企业8家, 39个试点乡镇新引进项目175个
    comma = text.find("、", place.floor, figure.start) if previous.tailed else -1
    if comma >= 0 and not cues.OBJECT_VERB.search(text, place.floor, comma):
        return comma + 1  # 1587个事项“就近办”、86207个事项“一次办”: what leads to 、 is the first one's noun
    return place.floor


def _change(head: str, figure: Mention) -> str:
    """Read off the change that the number is (同比上升2.5%); gives the head without an arrow or 比去年多.

    Single words (增, 降) are read so before percentages only.
    """
    if head[-1:] in _ARROWS and (arrow := _ARROW.search(head)):
        figure.direction, figure.change = "up" if arrow["up"] else "down", arrow["change"]
        return head
    if cues.LEVEL.search(head) or cues.FROM.search(head):
        return head
    match = cues.CHANGE.search(head)
    if match is not None and not ((match["bare_up"] or match["bare_down"]) and figure.kind != "percent"):
        rose = bool(match["up"] or match["short_up"] or match["bare_up"])
        if figure.value is not None and figure.value < 0:
            rose = False
        figure.direction, figure.change = "up" if rose else "down", match[0]
    elif signed := _signed_change(head, figure):
        figure.direction, figure.change = "down" if signed.startswith("-") else "up", signed.lstrip("-")
    elif more := _MORE.search(head):
        figure.direction, figure.change = "up" if more["many"] else "down", more["basis"]
        return head[: more.start()] + more["act"]  # 比去年多立案13起
    return head


def _signed_change(head: str, figure: Mention) -> str:
    """工业增加值同比-2.1%, 比上年+0.5个百分点: the sign is the verb; the words, with a minus where it fell."""
    compared = cues.SIGNED.search(head)
    if compared is None or figure.value is None or figure.kind != "percent":
        return ""
    return f"-{compared[0]}" if figure.value < 0 else compared[0]


#: 10亿元以上项目30个、50亿元以上5个: the second bound stands for the first.
_BOUND_BY = re.compile(r"\A[\d.,]*[万亿]{0,2}元以[上下]")

# --- the ways of saying what a figure counts, in the order in which they are tried -----------------------------------


def _counted_together(place: _Place, context: _Context) -> _Bound | None:
    """7期共2650人次 share a measure; in 50亿元以上3个 the amount before is part of it."""
    previous, figure = place.previous, place.figure
    if previous is None or not (place.alone or _GLUE.match(place.gap)):
        return None
    lead = previous.base or previous.measure
    if previous.kind != "statistic" and figure.kind == "statistic" and previous.qualifier != "exact":
        measure = f"{squeeze(place.text[previous.start : previous.end])}{place.tail or _BOUND_BY.sub('', lead)}"
    else:
        measure = lead if not place.tail or lead.endswith(place.tail) else f"{lead}{place.tail}"
    return _Bound(measure)


def _of_each_in_turn(place: _Place, context: _Context) -> _Bound | None:
    """业务覆盖14个省份20余个产业集群, 31项任务107个考核指标: the verb, where there is one, governs both nouns."""
    previous = place.previous
    if previous is None or not place.tail or not previous.tailed:
        return None
    between = squeeze(place.gap)
    if not 2 <= len(between) <= 6 or previous.measure != previous.lead + between:
        return None
    return _Bound(previous.lead + place.tail)


def _nothing_said(place: _Place, context: _Context) -> _Bound | None:
    """The clause says nothing itself: it goes on from the clause, or the figure, before."""
    if place.own:
        return None
    if said := clause_before(place.text, place.floor, place.figure.start):
        return _Bound(said)
    before = place.previous or place.before
    return _Bound(before.base, before.base, before.root) if before else _Bound("")


#: 农村居民收入增速7.9%，高于城镇居民的5.6%: the number is that of what is compared with.
_COMPARED_WITH = re.compile(
    r"(?:高于|低于|快于|慢于|多于|少于|好于|优于|超过|落后于)(?P<with>[\u3400-\u9fff]{2,12}?)的\Z"
)


def _of_another(place: _Place, context: _Context) -> _Bound | None:
    """The measure above, of another: 农村居民收入增速 and 城镇居民 give 城镇居民收入增速; else both."""
    compared = _COMPARED_WITH.search(place.head) if place.previous and place.head.endswith("的") else None
    if compared is None or place.previous is None:
        return None
    other, above = compared["with"], place.previous.base
    for size in range(min(4, len(other)), 1, -1):
        at = above.find(other[-size:])
        if at >= 0:
            return _Bound(f"{other}{above[at + size :]}", root=place.previous.root)
    return _Bound(f"{other}：{above}" if above else other, root=place.previous.root)


def _completed(place: _Place, context: _Context) -> _Bound | None:
    """总收入21.4亿元，完成预算的92.3%: so much of what was budgeted of the account before."""
    phrase = place.phrase
    if place.figure.kind == "percent" and place.head.endswith("的") and cues.SET_BEFORE.fullmatch(phrase):
        phrase = f"完成{phrase}"  # 为预算的102.3%
    if place.tail or not cues.COMPLETION.fullmatch(phrase):
        return None
    above = place.previous or place.before
    if above is None or not above.base:
        return None
    return _Bound(f"{above.base}：{phrase}", above.base, above.root)


_BARE_SHARE = re.compile(r"占比?(?:例|重)?|比重|比例|所占比[例重]")


def _related(place: _Place, context: _Context) -> _Bound | None:
    """占全省3%, 高于全省2.5个百分点: a relation of the figure before; what follows goes on from that figure."""
    previous = place.previous
    if previous is None or place.tail:
        return None
    whole = context.whole.figure
    if _BARE_SHARE.fullmatch(place.phrase) and whole is not None and whole.base not in previous.base:
        # 一般公共预算收入21亿元，其中税收收入13.7亿元、占比65%
        return _Bound(f"{previous.base}：占{whole.base}", previous.base, previous.root)
    if is_relation(place.phrase):
        return _Bound(join(place.phrase, previous.base, dependent=True), previous.base, previous.root)
    if place.head.endswith("的") and "：占" in previous.measure and place.gap.lstrip()[:1] in "、和":
        # 占全市装机规模的51.7%、总发电量的31.8%
        return _Bound(f"{previous.base}：占{place.phrase}", previous.base, previous.root)
    return None


def _part(place: _Place, context: _Context) -> _Bound | None:
    """A part of the whole that 其中 divides: 提醒约谈517人次，其中县处级69人."""
    whole = context.whole.figure
    if whole is None or place.previous is None:
        return None
    own = cues.PART_WORDS.sub("", place.own) or place.own
    if not own or is_self_sufficient(own, whole.base, counted=place.figure.unit == whole.unit != "元"):
        return None
    above = whole.base[-18:]
    return _Bound(f"{above}：{own}" if above else own, root=whole.root)  # 出口 of 进出口, 参股企业 of 控参股企业


def _in_bracket(place: _Place, context: _Context) -> _Bound | None:
    """罚款（金额3万元）: an attribute of what stands before the bracket."""
    if place.outer and place.own and (len(place.phrase) <= 2 or cues.ATTRIBUTE.fullmatch(place.phrase)):
        return _Bound(join(place.own, place.outer, dependent=True))
    return None


def _of_the_tail(place: _Place, context: _Context) -> _Bound | None:
    """总投资38亿元的新材料项目: the money is an attribute of the noun behind it."""
    named = named_by_tail(place.phrase, place.tail, place.figure)
    return _Bound(named) if named else None


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


#: 年初预算为40万元，支出决算为38.2万元: both of the account that the first names.
_ACCOUNT = re.compile(r"(?P<of>支出|收入)(?:预算|决算)数?")


def _counterpart(place: _Place, context: _Context) -> _Bound | None:
    """The measure of 支出 behind 一般公共预算收入: 一般公共预算支出; that of 棉花 behind 粮食产量: 棉花产量."""
    previous = place.previous
    if previous is None:
        return None
    if account := _ACCOUNT.fullmatch(place.own):
        at = previous.base.find(account["of"])
        if at > 0:
            return _Bound(previous.base[:at] + place.own)
    for this, that in _COUNTERPARTS:
        if place.own == this and previous.base.endswith(that) and this not in previous.base:
            return _Bound(f"{previous.base.removesuffix(that)}{this}")
    if cues.OUTPUT.fullmatch(place.own) and (of := cues.OUTPUT.search(previous.base)) and of.start() > 1:
        return _Bound(previous.base[: of.start()] + place.own)  # 粮食播种面积300万亩、产量128万吨
    if not 2 <= len(place.own) <= 3 or cues.ACT.fullmatch(place.own) or cues.ATTRIBUTE.fullmatch(place.own):
        return None
    if place.figure.unit == previous.unit and (of := cues.OUTPUT.search(previous.base)):
        return _Bound(place.own + of[0])
    verb = cues.OBJECT_VERB.match(previous.lead) if not _TOTAL.match(place.own) else None
    if verb and not place.tail and place.gap.lstrip("）)")[:1] == "、" and place.figure.unit == previous.unit:
        return _Bound(verb[0] + place.own)  # 办结建议120件、提案95件
    return None


def _under_the_root(place: _Place, context: _Context) -> _Bound | None:
    """An act alone, a share, an attribute: it needs what was spoken of before."""
    previous = place.previous
    if not place.own or not is_dependent(place.phrase, place.tail) or _is_another_thing(place):
        return None
    above = ""
    if previous is not None or not place.phrase.endswith("率"):
        above = clause_before(place.text, place.floor, place.figure.start, own=previous is not None)
    if not above and previous is not None:
        above = previous.root or previous.base
    if not above:
        return None
    if _TOTAL.match(place.own):
        above = ADDED.sub("", above)
    return _Bound(join(place.own, above, dependent=True), root=above)


def _is_another_thing(place: _Place) -> bool:
    """粮食2亿斤 behind 资金3亿元: a noun of two characters that is counted otherwise needs nothing above it."""
    own, previous, figure = place.own, place.previous, place.figure
    if figure.kind == "money" and cues.OBJECT_VERB.match(place.text, figure.end):
        return True  # 投资3.7亿元实施节水项目
    if len(own) != 2 or is_relation(own) or any(one.fullmatch(own) for one in (cues.ACT, cues.ATTRIBUTE, _TOTAL)):
        return False
    return previous is None or cues.STATISTIC_NOUN.fullmatch(own) is not None or previous.unit != figure.unit


def _its_own(place: _Place, context: _Context) -> _Bound | None:
    """The clause says what is counted."""
    return _Bound(place.own) if place.own else None


_WAYS: tuple[Callable[[_Place, _Context], _Bound | None], ...] = (
    _of_each_in_turn,
    _counted_together,
    _completed,
    _of_another,
    _related,
    _part,
    _in_bracket,
    _of_the_tail,
    _counterpart,
    _under_the_root,
    _its_own,
    _nothing_said,
)


def _scoped(measure: str, head: str, context: _Context) -> str:
    """A clause that follows one about a field (重点领域) speaks of that field too."""
    scope = cues.SCOPE.search(head) if head else None
    if scope:
        context.scope = scope["scope"]
    elif context.scope and context.scope not in measure:
        return f"{context.scope}：{measure}"
    return measure
