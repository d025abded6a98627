"""Decide whether what reads as a quantity is a count that the text reports, or a word, a name or rhetoric.

Arabic digits with a measure word are counts. Chinese numerals are the hard half: 一期750人次 and 三十二件
count, 每一位 and 两个渠道 and 四位一体 do not. Official prose writes reported counts in Arabic digits and
small numbers of its own points in Chinese ones, so a small Chinese numeral has to prove that it counts.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from summarizer.language.lexicon import pattern
from summarizer.quantities.figure import Kind
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh.disguised import fills_quotes

_QUOTED_BEFORE = re.compile(
    r"[“‘「『][^”’」』\n。；]{0,14}\Z|(?<=[\u3400-\u9fff\s，、])[\"'][^\"'\n。；，]{0,10}\Z|[〃″][^〃″\n。；，]{0,10}\Z"
)
_QUOTE = re.compile(r"[“‘「『\"'〃″]")
_QUOTED_AFTER = re.compile(r"[^“‘「『\n。；]{0,14}?[”’」』]|[^\"'\n。；，]{0,10}[\"']|[^〃″\n。；，]{0,10}[〃″]")
_TITLE_BEFORE = re.compile(r"[《〈<][^》〉>\n]{0,60}\Z")
_TITLE_AFTER = re.compile(r"[^《\n]{0,60}?[》〉>]")
_PATH = re.compile(r"[/_\\@#=&][A-Za-z\d]{0,20}\Z")
_OF_A_SHARE = re.compile(r"(?:占[^，。；\d]{0,8}|(?:比重|比例|率)[^，。；\d]{0,3})(?:\d+[/／])?\Z")
_PATH_AFTER = re.compile(r"[_/\\@#=&]")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_WORD_BEFORE = re.compile(r"[A-Za-z]\Z")
#: Verbs and nouns of counting, right before a numeral or its qualifier.
_COUNTING = re.compile(
    rf"(?:共计?|{pattern('whole', 'zh', 'adverb')}|计|达到?|为|有|了|获得?|{pattern('counting_act', 'zh')}"
    rf"|各|[数比率量至到缩]|{pattern('rise fall', 'zh')}|建设|分别|其中)\s?\Z"
)
#: After a count in the place behind its noun the clause ends or the next count comes: 培训班三期，
_CLOSED = re.compile(r"\s*(?:[，。；、,;）)]|\Z|共|约|(?:近|超)?\d)")
_AMOUNT_ENDS = re.compile(r"大关|\s*(?:[，。；、,;）)]|\Z)")
_TO_NOUGHT = re.compile(r"[为至到是归]\Z")
_NOUN = re.compile(r"[\u3400-\u9fff](?<![的和及与至到或以左上比等并且为余多来几，占较同达减增件])")
#: What comes in versions: 工业4.0, Web3.0, “高效办成一件事”2.0.
_VERSIONED = re.compile(r"(?:工业|制造|智造|教育|城市|时代|平台|系统|模式|改革|行动|版本?|[A-Za-z”’」》])\s?\Z")
_ROAD = re.compile(r"(?:国道|省道|高速|县道|第)(?:\d+[、和])?\Z|\d、\Z")
_ONLY_SCALE = re.compile(r"[十百千万亿]{1,4}(?![一二三四五六七八九两\d])(?<!十)(?!分)")
#: 一二三级, 一二三类: digits in a row of their own order name classes one by one; 一二一六七五件 is a count.
_DIGIT_STRING = re.compile(
    "(?:" + "|".join("一二三四五六七八九"[i : i + n] for n in range(9, 2, -1) for i in range(10 - n)) + ")"
)
_RATIO_SIGNS = ("︰", "∶", ":", "：")
_BEFORE_NOT = re.compile(
    r"(?:[每任某另这那哪该进下上统唯万之第有近逐首头划专归单均]|(?<![合胡])同|(?<![联组综融整])合|任何|不|新|其|若干|如|成|作为|是)\Z"
)
#: Before a number above ten only these say that it is one of a series, not a count: 每三十人, 首百个.
_NEVER = re.compile(r"[每某这那哪该第首逐唯任]\Z")
#: What a number stands behind where it counts: a noun of two characters or a verb, not a word of grammar.
_PLACE = re.compile(
    r"[\u3400-\u9fff》”）)][\u3400-\u9fff》”）)](?<![的和与至以左比并且来占较同减地得把被将于在从每不是就都也更最能要会可])\Z"
)
#: 千家万户, 百亩、千亩连片: scale words in pairs are rhetoric.
_PAIRED = re.compile(r"[十百千万亿][\u3400-\u9fff]\Z")
_PAIRED_AFTER = re.compile(r"[、，]?[十百千万亿](?!分)")
#: What 条 counts; 经济高质量发展三十条 and 开门红九条 are names of policies.
_ARTICLES = re.compile(rf"(?:{pattern('article_noun', 'zh')}|措施|建议|意见|问题|办法|条款)\Z")
#: Abstract things that are also counted one by one in the place behind their noun: 设立工作站一个.
_COUNTED = frozenset("个项条种起批套支处部组座")
#: Measure words of abstract things; 两个渠道, 三个方面, 一种, 一项 are rhetoric.
_ABSTRACT = frozenset(
    "个项种类点条位步块层级样张把面方手环线门对双道轮章度片段组团队班起批部字国省市县区镇村院校头口卡"
    "星核节讲号站分根副包款则笔单拍席间架幅档集届"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule of judgement: its name, the kind it gives, and the test on text and mention.

    ``of`` says what it is about: digits or Chinese words, and ``units`` whether with or without a unit ("" both).
    """

    name: str
    kind: Kind
    holds: Callable[[str, Mention], bool]
    of: Literal["", "digits", "words"] = ""
    units: Literal["", "with", "without"] = ""


def _before(text: str, mention: Mention, size: int) -> str:
    return text[max(0, mention.start - size) : mention.start]


def _chinese(text: str, mention: Mention) -> bool:
    return not text[mention.core].isdigit() and text[mention.core] not in "-−－﹣"


def _quoted(text: str, mention: Mention) -> bool:
    """“五公开”, “1+3”, “四个意识”: short quotations are names; “3.9万家” is a count in quotes."""
    return not fills_quotes(text, mention) and bool(
        _QUOTE.search(text, max(0, mention.start - 16), mention.start)
        and _QUOTED_BEFORE.search(text, max(0, mention.start - 16), mention.start)
        and _QUOTED_AFTER.match(text, mention.end)
    )


def _titled(text: str, mention: Mention) -> bool:
    """Inside 《…》 a number belongs to the title."""
    return bool(
        _TITLE_BEFORE.search(text, max(0, mention.start - 62), mention.start) and _TITLE_AFTER.match(text, mention.end)
    )


def _in_path(text: str, mention: Mention) -> bool:
    """Pieces of paths and file names: zfxxgk/201204/80716_平潭县; 占全国10/10 is a share, if one that cannot be."""
    if _OF_A_SHARE.search(text, max(0, mention.start - 16), mention.start):
        return False
    return bool(_PATH.search(text, max(0, mention.start - 22), mention.start) or _PATH_AFTER.match(text, mention.end))


def _bare_year(text: str, mention: Mention) -> bool:
    """A lone 2021 is a year unless a word of counting leads to it."""
    if not _YEAR.match(text[mention.core : mention.end]):
        return False
    return not _COUNTING.search(text, max(0, mention.start - 4), mention.start)


def _letters_before(text: str, mention: Mention) -> bool:
    """Letters right before the numeral itself; GDP超过3200亿元 is bounded, and so an amount."""
    bounded = mention.start < mention.core and mention.unit_end > mention.core
    return not bounded and bool(_WORD_BEFORE.search(text, max(0, mention.start - 1), mention.start))


def _small_money(text: str, mention: Mention) -> bool:
    """二元结构, 多元: 元 after a single Chinese digit is no yuan, nor is 李四人民币结算 four of them."""
    return (
        mention.kind == "money"
        and (mention.unit_end - mention.core == 2 or text.startswith("人民币", mention.core + 1))
        and (mention.value is not None and mention.value < 10)
    )


def _word(text: str, mention: Mention) -> bool:
    """A Chinese numeral without measure word is part of a word: 珠三角, 统一, 三集中; 人口超百万 is an amount."""
    return mention.rule == "quantity" and not _round_amount(text, mention) and not _nought(text, mention)


def _nought(text: str, mention: Mention) -> bool:
    """事故为零, 降至零: none is a count; 零投诉 and 零距离 are words."""
    return (
        text[mention.core : mention.end] in ("零", "〇")
        and _TO_NOUGHT.search(text, max(0, mention.start - 2), mention.start) is not None
        and _AMOUNT_ENDS.match(text, mention.end) is not None
    )


def _round_amount(text: str, mention: Mention) -> bool:
    """超百万, 突破千亿大关: a qualifier, a round number from a hundred on, and the clause closes."""
    return (
        mention.qualifier != "exact"
        and (mention.value or 0) >= 100
        and text[mention.start - 1 : mention.start] not in ("百", "千")  # 成百上千
        and _AMOUNT_ENDS.match(text, mention.end) is not None
    )


def _in_ratio(text: str, mention: Mention) -> bool:
    """A term of a ratio: 11.8︰48.3︰39.9."""
    return (
        text[mention.end : mention.end + 1] in _RATIO_SIGNS or text[mention.start - 1 : mention.start] in _RATIO_SIGNS
    )


def _bare_name(text: str, mention: Mention) -> bool:
    """Digits that run straight into a noun without measure word: 68小镇, 317国道, 384超节点, 2型; 工业4.0."""
    if _in_ratio(text, mention):
        return False
    if mention.scale > 1 or mention.qualifier != "exact" or mention.value is None:
        return False
    versioned = text[mention.core : mention.end] in ("4.0", "2.0", "3.0") and _VERSIONED.search(
        text, max(0, mention.start - 6), mention.start
    )
    return bool(_NOUN.match(text, mention.end)) or bool(versioned)


def _listed_name(text: str, mention: Mention) -> bool:
    """国道317、318沿线: a bare number listed with one that is a name."""
    return bool(_ROAD.search(text, max(0, mention.start - 4), mention.start))


def _bare_scale(text: str, mention: Mention) -> bool:
    """百家名企, 千亩连片, 万亿产业: a scale word alone names a class; 近百件, 千万元以上, 专利百件 are amounts."""
    written = text[mention.core : mention.end]
    if _ONLY_SCALE.match(written) is None or mention.qualifier != "exact" or mention.rule != "quantity":
        return False
    if not mention.unit or _PAIRED.search(_before(text, mention, 2)) or _PAIRED_AFTER.match(text, mention.end):
        return True
    return not (_PLACE.search(_before(text, mention, 2)) and _CLOSED.match(text, mention.end))


def _phase(text: str, mention: Mention) -> bool:
    """光伏电站一期、: a phase of a building, unless courses or issues are counted."""
    if mention.unit != "期" or (mention.value or 0) > 9:
        return False
    return not re.search(r"班|训|刊|报|栏|讲|课|坛", text[max(0, mention.start - 8) : mention.start])


def _rhetoric(text: str, mention: Mention) -> bool:
    """A small Chinese number with a measure word that does not stand where counts stand."""
    if mention.rule != "quantity" or mention.kind != "statistic":
        return False
    if mention.unit in ("倍", "番"):
        return False
    if mention.unit in ("类", "级", "年级") or _DIGIT_STRING.match(text, mention.core, mention.unit_end):
        return True
    amount = mention.value if mention.value is not None else mention.high
    one = amount == 1
    behind = _before(text, mention, 2)
    bare = mention.unit in ("批", "件") and not re.search(r"[\u3400-\u9fff]\Z", behind)
    if one and (behind.endswith("的") or bare):
        return True
    if mention.unit == "条" and (amount or 0) <= 100 and not _COUNTING.search(behind) and not _ARTICLES.search(behind):
        return True
    if amount is None or amount > 10:  # 几十份, 三百项
        return _NEVER.search(behind) is not None
    if _BEFORE_NOT.search(behind):
        return True
    if mention.unit in _COUNTED and _PLACE.search(behind) and _AMOUNT_ENDS.match(text, mention.end):
        return False
    if mention.unit in _ABSTRACT or one:
        posed = re.search(r"[\u3400-\u9fff》”）)]\Z", behind) and _CLOSED.match(text, mention.end)
        return not posed or not (
            _COUNTING.search(behind) or mention.unit not in _ABSTRACT or text[mention.end : mention.end + 1].isdigit()
        )
    return not (_COUNTING.search(behind) or _CLOSED.match(text, mention.end))


VERDICTS: tuple[Verdict, ...] = (
    Verdict("title", "name", _titled),
    Verdict("quotation", "name", _quoted),
    Verdict("path", "identifier", _in_path, units="without"),
    Verdict("letters", "name", _letters_before),
    Verdict("year", "date", _bare_year, "digits", "without"),
    Verdict("word", "other", _word, "words", "without"),
    Verdict("small money", "name", _small_money, "words", "with"),
    Verdict("road", "name", _listed_name, "digits", "without"),
    Verdict("bare name", "name", _bare_name, "digits", "without"),
    Verdict("scale alone", "name", _bare_scale, "words"),
    Verdict("phase", "name", _phase, "words", "with"),
    Verdict("rhetoric", "other", _rhetoric, "words"),
)


def _about(words: bool, unit: bool) -> tuple[Verdict, ...]:
    of, units = "words" if words else "digits", "with" if unit else "without"
    return tuple(one for one in VERDICTS if one.of in ("", of) and one.units in ("", units))


_ABOUT = {(words, unit): _about(words, unit) for words in (False, True) for unit in (False, True)}


def judge(text: str, mention: Mention) -> Mention:
    """``mention`` with the kind that the first rule gives that holds, else as it was."""
    for verdict in _ABOUT[_chinese(text, mention), mention.unit != ""]:
        if verdict.holds(text, mention):
            mention.kind, mention.rule = verdict.kind, verdict.name
            break
    return mention
