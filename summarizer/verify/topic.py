"""What a number is said of: words near it, in one set of features for both languages.

Features are Chinese character pairs. A Chinese context gives its own; an English one gives those of the Chinese
terms that the glossary and the lexicon know for its words. So a Chinese and an English claim are held against the
same source with the same arithmetic.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from operator import itemgetter

from summarizer.base.document import Span
from summarizer.base.resources import text as resource
from summarizer.language.glossary import Glossary
from summarizer.language.lexicon import pattern, words
from summarizer.quantities.figure import Figure
from summarizer.quantities.zh.cues import ATTRIBUTE

_CJK = re.compile(r"[\u3400-\u9fff]+")
#: A number inside a name: 10亿元企业 are others than 50亿元企业.
_CLASS = re.compile(r"\d[\d.]*[亿万元%岁级年G]|[A-Z][级类]")
#: Symbols that both languages write alike: PM2.5, GDP.
_SYMBOL = re.compile(r"PM\d[\d.]*\d|(?<![A-Za-z])(?:GDP|CPI|PPI|SUV|LNG|IPO|VOCs)(?![A-Za-z])")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
_STOP = re.compile(r"[。！？；;\n]|(?<!\d)[.!?](?=\s|\Z)")
_BREAK = re.compile(r"[，。；、：！？,;:!?（）()\n]|\s(?:and|with|while|of which|including)\s")
YEAR = re.compile(r"(?:19|20)\d\d")
#: Where there is no other break between two English numbers: "trained 2,650 officials in 7 sessions".
_SOFT_BREAK = re.compile(r"\s(?:in|across|through|over|during|by|at|out\sof)\s")
_ENGLISH_REACH = 120
_RESPECTIVELY = re.compile(r"[^.;:!?\n]{0,24}?\brespectively\b", re.IGNORECASE)
_IN_LIST = re.compile(r",\s(?:and\s)?|\sand\s")
#: Words that every report says of every number: they tell nothing of what it is.
_COMMON = """
    全年 共计 其中 分别 同比 增长 下降 上升 提高 达到 完成 实现 新增 累计 以上 以下 左右
    我区 我市 我县 我省 我局 我院 我镇 我厅 我委 我办 本局 本院 全区 全市 全县 全省 今年 目前
"""
_EMPTY = frozenset(_COMMON.split())


#: What officials write short as often as in full.
_IN_FULL = {
    "批捕": "批准逮捕", "公诉": "起诉", "公卫": "公共卫生", "医保": "医疗保险",
    "低保": "最低生活保障", "规上": "规模以上", "限上": "限额以上", "社零": "社会消费品零售",
    "固投": "固定资产投资", "高企": "高新技术企业", "环评": "环境影响评价", "三产": "第三产业",
    "二产": "第二产业", "一产": "第一产业", "人大": "人民代表大会", "政协": "政治协商",
    "社保": "社会保险", "计生": "计划生育", "高新企": "高新技术企业", "电诈": "电信诈骗",
    "网贷": "网络贷款", "食药": "食品药品", "安监": "安全监管", "农合": "合作医疗",
    "经济总量": "地区生产总值", "外贸": "进出口", "社消零": "社会消费品零售", "公积金": "住房公积金",
    "保租房": "保障性租赁住房", "公租房": "公共租赁住房", "商品房": "商品住房", "网零": "网络零售", "农机": "农业机械",
    "科创": "科技创新", "危房": "危旧房屋", "棚改": "棚户区改造",
}  # fmt: skip
_SHORT = re.compile(rf"(?<![非不未无])(?:{'|'.join(sorted(_IN_FULL, key=len, reverse=True))})")
#: What stands right behind one of these is not said but denied: 非税收入 is no 税收, 不起诉 no 起诉.
_NEGATIONS = frozenset("非不未无")
#: With the character behind them they are a word of their own, which says more than that it is denied.
_DENIALS = frozenset(word for word in words("deny", "zh") if word[0] in _NEGATIONS)


def _denied(run: str, at: int) -> bool:
    """Whether the character before ``at`` denies what begins there."""
    return run[at - 1] in _NEGATIONS and run[at - 1 : at + 1] not in _DENIALS


def pairs(text: str) -> frozenset[str]:
    """The character pairs of the Chinese runs of ``text``, without those that tell nothing and what is denied."""
    found = {
        run[i : i + 2]
        for run in _CJK.findall(text)
        for i in range(len(run) - 1)
        if not (i and (_denied(run, i) or run[i - 1 : i + 2] == "进出口"))  # 进出口 is no 出口
    }
    for short in _SHORT.findall(text):
        long = _IN_FULL[short]
        found |= {long[i : i + 2] for i in range(len(long) - 1)}
    if "GDP" in text:
        found |= {"地区", "区生", "生产", "产总", "总值"}
    return frozenset(found - _EMPTY | set(_CLASS.findall(text)) | set(_SYMBOL.findall(text)))


def segment(text: str, figure: Figure, before: int, after: int) -> str:
    """The clause around ``figure`` between the neighbouring numbers at ``before`` and ``after`` (offsets)."""
    left = text[before : figure.start]
    stops = list(_STOP.finditer(left))
    first = bool(stops) or not before
    left = left[stops[-1].end() :] if stops else left
    right = text[figure.end : after]
    stop = _BREAK.search(right)
    if not _WORD.search(left + right):
        return f"{left[-40:]}|{right[: stop.start() if stop else 12][:12]}"
    right = right[: stop.start()] if stop else right
    return f"{left[-_ENGLISH_REACH:] if first else _own_words(left)}|{right[:_ENGLISH_REACH]}"


def _own_words(between: str) -> str:
    """Of the English words between two numbers those that lead up to the second one."""
    breaks = list(_BREAK.finditer(between)) or list(_SOFT_BREAK.finditer(between))
    return between[breaks[-1].end() :] if breaks else between


def groups(text: str) -> tuple[frozenset[str], ...]:
    """The features of ``text``, one group for each Chinese pair or English word that is known."""
    chinese = [frozenset({pair}) for pair in sorted(pairs(text))]
    return (*chinese, *_english_groups(text))


def _english_groups(text: str) -> Iterable[frozenset[str]]:
    if not _WORD.search(text):
        return
    known = lexicon()
    covered: set[int] = set()
    phrases = [Span(*match.span()) for match in _phrases().finditer(text)]
    for span, found in groupby(Glossary.current().terms_in_english(text), key=itemgetter(0)):
        if any(one.start <= span.start and span.end <= one.end and tuple(one) != tuple(span) for one in phrases):
            continue  # container throughput is told by what it is as a whole
        covered |= set(range(span.start, span.end))
        yield from _readings([pairs(term.zh) for _, term in found], known.get(stem(text[slice(*span)]), frozenset()))
    for phrase in phrases:
        if phrase.start not in covered:
            covered |= set(range(*phrase))
            yield known[text[slice(*phrase)].lower().replace(" ", "_")]
    for match in _WORD.finditer(text):
        if match.start() not in covered and (renderings := _renderings(match.group(), known)):
            yield renderings


def _renderings(word: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What a word can stand for; a compound that is not known, what its parts can (tea-growing)."""
    found = known.get(stem(word))
    if found is None and "-" in word:
        return frozenset().union(*(known.get(stem(part), frozenset()) for part in word.split("-") if part))
    return found or frozenset()


#: Words that say how a thing before is told, not what it is: "visits, an average of 11,300 a day".
_HOW_WORDS = """
    average mean daily day monthly month annual total overall value area worth length rate share
    proportion ratio
    """
_HOW = frozenset(_HOW_WORDS.split())


def says_only_how(text: str) -> bool:
    """Whether the English words of ``text`` say only how a number is told of what the one before is of."""
    if _CJK.search(text):
        return False
    words = {word.lower() for word in _WORD.findall(text)}
    known = lexicon()
    return bool(words & _HOW) and all(word in _HOW or known.get(stem(word)) == frozenset() for word in words)


def unknown_words(text: str) -> int:
    """How many English words of ``text`` neither the glossary nor the lexicon knows."""
    known = lexicon()
    covered: set[int] = set()
    for span, _ in Glossary.current().terms_in_english(text):
        covered |= set(range(span.start, span.end))
    found = [match for match in _WORD.finditer(text) if match.start() not in covered]
    words = (
        match.group() for match in found if match.group().islower() or match.start() == len(text) - len(text.lstrip())
    )
    return sum(
        not any(stem(part) in known for part in (word, *word.split("-")) if part)
        for word in words  # not names, which are the source's own
        if not word.endswith("ly")  # how it was done tells no thing
    )


def _readings(terms: Sequence[frozenset[str]], renderings: frozenset[str]) -> Iterable[frozenset[str]]:
    """The groups of one English term: what all its Chinese readings have, pair by pair, and the rest as alternatives.

    "Fines" may stand for 罚款, 处罚金额 or, by the lexicon's ``renderings`` of a single word, 罚没.
    """
    if renderings and all(len(term) == 1 for term in terms):
        yield frozenset().union(renderings, *terms)  # a word of its own: "visits" may be 来访 and 访问
        return
    shared = frozenset.intersection(*terms)
    yield from (frozenset({pair}) for pair in sorted(shared))
    if others := frozenset().union(*terms, renderings if not shared else ()) - shared:
        yield others


def stem(word: str) -> str:
    """A rough stem, the same for "penalty", "penalties", "reviewed", "reviewing"."""
    word = word.lower().removesuffix("'s")
    for ending, least in (("ies", 5), ("ings", 7), ("ing", 6), ("ed", 5), ("es", 5), ("s", 4), ("y", 5), ("e", 4)):
        if word.endswith(ending) and len(word) >= least:
            word = word.removesuffix(ending)
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word


@cache
def _phrases() -> re.Pattern[str]:
    """The lexicon's phrases of several words, the longest first."""
    names = sorted((name for name in lexicon() if "_" in name), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(name).replace('_', ' ') for name in names)})\b", re.IGNORECASE)


@cache
def lexicon() -> dict[str, frozenset[str]]:
    """English word stems and the Chinese words that they can stand for in this genre; for matching only."""
    found: dict[str, set[str]] = {}
    for line in resource("prompts", "lexicon.tsv").splitlines():
        if not line or line.startswith("#"):
            continue
        english, _, chinese = line.partition("\t")
        for word in english.split():
            found.setdefault(word if "_" in word else stem(word), set()).update(chinese.split())
    return {word: frozenset(renderings) for word, renderings in found.items()}


def _other_act(measure: str) -> str:
    """``measure`` without the act that its own replaces: 废止文件：修订 is of documents revised, none repealed."""
    whole, _, own = measure.rpartition("：")
    act = _FIRST_ACT.match(whole) if _ACTS.fullmatch(own) else None
    if act and _FIRST_STAGE.search(act[0]):  # what was closed was taken in before
        return measure
    return f"{whole[act.end() :]}：{own}" if act else measure


_ACT = "|".join(words("act act_law", "zh"))
_FIRST_STAGE = re.compile(pattern("act_intake", "zh"))
_ACTS = re.compile(rf"(?:{_ACT})+")
_FIRST_ACT = re.compile(rf"(?:[\u3400-\u9fff]{{0,2}}?(?:{_ACT}))+")


def near_of(figures: Sequence[Figure], index: int, text: str, *, own: bool = False) -> str:
    """The text that speaks of ``figures[index]`` alone: its measure, and its clause where that is its own.

    ``own``: of a measure under another (信访事项：来信) only what is its own, where that is no mere act or attribute.
    """
    figure = figures[index]
    alone = figure.measure.rpartition("：")[2]
    if own and len(alone) > 1 and alone != figure.measure and not (_ACTS.fullmatch(alone) or ATTRIBUTE.match(alone)):
        figure = replace(figure, measure=alone)
    elif "：" in figure.measure:
        figure = replace(figure, measure=_other_act(figure.measure))
    if figure.measure and "\t" in (text[figure.start - 1 : figure.start], text[figure.end : figure.end + 1]):
        return figure.measure  # a cell of a table: the words beside it are other cells
    before = figures[index - 1].end if index else 0
    after = figures[index + 1].start if index + 1 < len(figures) else len(text)
    if figure.measure and (
        figure.change.startswith("分别") or "分别" in text[max(before, figure.start - 12) : figure.start]
    ):
        return figure.measure  # the clause names all of the list's things at once
    if figure.measure and figure.start - before <= 1 and text[before : figure.start] in "、和与及":
        return figure.measure
    clause = segment(text, figure, before, after)
    if figure.measure and figure.text.isascii() and _of_a_list(figures, index, text):
        return figure.measure  # each of the list has its own place's
    return clause if _WORD.search(clause) and not _CJK.search(clause) else f"{figure.measure}|{clause}"


def _of_a_list(figures: Sequence[Figure], index: int, text: str) -> bool:
    """Whether "respectively" stands behind the list of numbers that ``figures[index]`` is of."""
    while index + 1 < len(figures) and _IN_LIST.fullmatch(text, figures[index].end, figures[index + 1].start):
        index += 1
    return _RESPECTIVELY.match(text, figures[index].end) is not None


#: A year named only to be compared with: 比2011年, 是2011年的1.1倍, "than in 2011", "1.1 times that of 2011".
_AGAINST_ZH = re.compile(r"(?:[比较同与是为]|相当于|达到?)(?:了|上)?\s*\Z")
_AGAINST_EN = re.compile(
    r"\b(?:than|versus|compared\s(?:with|to)|(?:that|those|the\slevel|the\sfigure)\s(?:of|in|for)|times(?:\sits|\sthe)?|on|over)"
    r"(?:\s(?:that|those|the\ssame|its|the))?(?:\s(?:of|in|for))?\s*\Z",
    re.IGNORECASE,
)
_FROM_EN = re.compile(r"\bfrom\s(?:that\sof\s)?\Z", re.IGNORECASE)
_LISTED_FROM = re.compile(r"\brespectively,?\sfrom\s\Z", re.IGNORECASE)


def years_of(figure: Figure, dates: Sequence[Figure], start: int, text: str) -> frozenset[str]:
    """The years that a sentence gives ``figure``: the date last before it, else after it.

    ``text`` is the sentence, ``start`` its offset in the text that the offsets of ``figure`` and ``dates`` (the
    sentence's mentions of kind "date", in order) refer to. A year that is only compared with is not the figure's.
    Where there is none, those of its own period.
    """
    end = start + len(text)
    own = [date for date in dates if YEAR.search(date.text) and not _compared(date, figure, start, text)]
    before = [date for date in own if start <= date.start < figure.start]
    after = [date for date in own if figure.end <= date.start < end]
    said = before[-1:] or (after[:1] if figure.text.isascii() else [])
    if figure.text.isascii() and after and _NEXT.fullmatch(text, figure.end - start, after[0].start - start):
        said = after[:1]  # 3 documents in 2021 and 7 in 2022
    return frozenset(YEAR.findall(said[0].text if said else figure.period))


_NEXT = re.compile(r"(?:\s+[A-Za-z-]+){0,4}\s+(?:in|during|for)\s+")


def _compared(date: Figure, figure: Figure, start: int, text: str) -> bool:
    lead = text[max(0, date.start - start - 24) : max(0, date.start - start)]
    if _AGAINST_EN.search(lead) or _LISTED_FROM.search(lead) or (figure.direction and _FROM_EN.search(lead)):
        return True
    multiple = figure.unit == "倍" and text[date.end - start : figure.start - start].strip() in ("的", "年的")
    return bool(_AGAINST_ZH.search(lead)) and (multiple or lead[-1:] in "比较")
