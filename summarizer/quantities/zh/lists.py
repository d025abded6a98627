"""Lists of numbers in, the measure of each out: A、B和C分别增长X、Y和Z, 三次产业比为4.0︰37.7︰58.3."""

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.quantities.mention import Mention
from summarizer.quantities.zh import cues
from summarizer.quantities.zh.measure import ADDED, head_of, join
from summarizer.quantities.zh.stops import Stops
from summarizer.quantities.zh.times import LED, goes_to

RATIO = re.compile(r"\s?[:：︰∶]\s?\Z")
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


def respectively(text: str, figures: Sequence[Mention], stops: Stops) -> None:
    """A、B和C分别增长X、Y和Z: one item of the list to each figure."""
    index = 0
    while index < len(figures):
        last = index
        while last + 1 < len(figures):
            gap = text[figures[last].end : figures[last + 1].start]
            shared = "分别" in text[max(0, figures[index].start - _ALLOTTED) : figures[index].start]
            if not _JOINED.fullmatch(gap) and not (shared and _JOINED_CHANGE.fullmatch(gap)):
                break
            if not shared and (figures[last].kind == "percent") != (figures[last + 1].kind == "percent"):
                break  # 工业增加值增长10%，500万元以上固定资产投资…: a rate and an amount are no list
            last += 1
        if last > index:
            if _raised_from(text, figures[index], figures[last]):
                for figure in figures[index : last + 1]:
                    figure.aspect = "earlier"  # 分别从209元、280元提高到217元、290元
            _share_out(text, figures[index : last + 1], figures[max(0, index - _BACK) : index], stops)
        index = last + 1


def _raised_from(text: str, first: Mention, last: Mention) -> bool:
    """Whether a rise or fall began at a list of numbers: 由 or 从 before it, a verb of level behind it."""
    led = LED.search(text, max(0, first.start - 18), first.start)
    return led is not None and goes_to(text, last.end)


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
    _share_qualifier(group, head)
    at = head.find("分别")
    lead = _bare(head[:at] if at >= 0 else head, first)
    names = _names(head[:at], len(group)) if at > 0 else []
    if at < 0 and "、" in head and not first.change and len({one.unit for one in group}) == 1:
        names = _names(cues.LINK.strip(head), len(group), _LISTS[:1])  # 工业、服务业增加值3亿元、4亿元
    if at == 0 and (given := _GIVEN_TO.match(head)):  # 分别向甲和乙报送…6件和9件: the list is behind 分别
        names = _names(given[1], len(group))
    if not names and len(group) == 3 and (three := _THREE.search(first.measure)):
        names = [first.measure.replace(three[0], sector) for sector in _SECTORS]
    if not names and at < 0 and first.change and len(group) > 1:
        names = _names(cues.LINK.strip(lead), len(group))  # 战略性产业和高技术制造业增加值年均增长9%、8.2%
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
                above = join(lead, ADDED.sub("", above.rsplit("：", 1)[-1]), dependent=True)
            figure.measure = figure.base = above


def _share_qualifier(group: Sequence[Mention], head: str) -> None:
    """分别突破3亿元、5亿元 are both over; 分别稳定在29万亩、36万亩以上 both at least."""
    first, last = group[0], group[-1]
    if "分别" not in head:
        return
    written = first.start < first.core and first.qualifier != "exact"
    shared = first.qualifier if written else last.qualifier if last.end > last.unit_end else "exact"
    for figure in group:
        if figure.qualifier == "exact":
            figure.qualifier = shared


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
_BASIS = re.compile(
    r"(?:同比|环比|同期|[比较](?:上年|去年|年初|同期|上年末|去年底)(?:同期|末|底)?|[比较][^，。；、]{2,10})*"
)


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


#: A bound of size that holds for all things of a list: 限额以上住宿和餐饮业.
_CLASS = re.compile(r"(?:规模以上|限额以上|规上|限上|新增|新建|新改扩建|城镇|农村)(?=[\u3400-\u9fff]{2})")


def _completed(items: Sequence[str]) -> list[str]:
    """The items with the noun that only the last one has, which stands behind what they end in alike.

    国家级、自治区级、市级示范区 share 级 and go on with 示范区; 第一、第三产业 share nothing and are as long.
    """
    full = items[-1]
    if (bound := _CLASS.match(items[0])) and not _CLASS.search(full):
        rest = _completed([items[0][bound.end() :], *items[1:]])
        return [bound[0] + item for item in rest]
    shared = max((_shared(item, full) for item in items[:-1]), key=len)
    if not shared and min(map(len, items)) > _SHORT_ITEM and (of := cues.OUTPUT.search(full)):
        return [
            item if cues.STATISTIC_NOUN.search(item[-2:]) and item[-1] != "业" else item + of[0] for item in items[:-1]
        ] + [full]
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


#: The three sectors in one word.
_THREE = re.compile(r"三次产业|一二三产业?|三产(?=增加值)")
_SECTORS = ("第一产业", "第二产业", "第三产业")


def ratios(text: str, figures: Sequence[Mention]) -> None:
    """The three terms of a ratio of 三次产业 stand for the first, second and third sector, in this order."""
    for index in range(len(figures) - 2):
        terms = figures[index : index + 3]
        gaps = [text[left.end : right.start] for left, right in pairwise(terms)]
        if not all(len(gap) < 4 and RATIO.match(gap) for gap in gaps) or "：第" in terms[0].measure:
            continue
        if re.search("三次产业|三产|产业结构", terms[0].measure):
            for name, figure in zip(_SECTORS, terms, strict=True):
                figure.measure = f"{figure.measure}：{name}"
