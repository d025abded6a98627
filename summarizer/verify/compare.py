"""Two figures compared, without context: values, units, qualifiers, directions. Exact arithmetic only."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import Literal

from summarizer.language.units import english_table
from summarizer.language.units.chinese import CURRENCIES, ENERGY, LATIN, MARKS, PEOPLE, SIZES, TIMES
from summarizer.language.units.english import UNITS, convert, singular, units_match
from summarizer.quantities.figure import Figure, Qualifier
from summarizer.verify.topic import lexicon, stem

Nearness = Literal["exact", "equivalent", "rounded"]
QualifierRelation = Literal["same", "changed", "reversed"]

#: 个 and the bare number say nothing of what is counted, but nobody counts people, visits, times or tons by 个.
_GENERIC = frozenset({"", "个"})
_VISITS = "次 场 场次 期 批 批次 件次"
_OWN_SORT = frozenset(f"{PEOPLE} {SIZES} {ENERGY} {LATIN} {TIMES} {MARKS} {_VISITS}".split()) - {"家", "户", "分"}
#: Chinese units by the sort of thing they count, and the English nouns that name each.
_PEOPLE = frozenset(english_table.PEOPLE)
_SORTS = tuple(
    frozenset(table)
    for table in (
        english_table.PEOPLE, english_table.CASES, english_table.BODIES, english_table.ROUNDS, english_table.THINGS,
        english_table.TIME, english_table.PHYSICAL,
    )
)  # fmt: skip
_COUNTED_BY: dict[str, frozenset[str]] = {}
for _first in (True, False):  # a noun belongs to the units that it is the first word for (辆, not 部, is a vehicle)
    _known = frozenset(_COUNTED_BY)
    for _unit, _nouns in UNITS.items():
        for _noun in {singular(noun.partition("/")[0]) for noun in (_nouns[:1] if _first else _nouns)} - _known:
            _COUNTED_BY[_noun] = _COUNTED_BY.get(_noun, frozenset()) | {_unit}
#: Measure words that writers use one for the other of the same thing; not the source's own, so not simply supported.
_INTERCHANGED = (
    frozenset({"件", "宗", "起", "例", "案"}), frozenset({"家", "户", "所", "间"}), frozenset({"场", "次"}),
    frozenset({"辆", "台"}), frozenset({"栋", "幢", "座"}), frozenset({"份", "件", "篇"}),
)  # fmt: skip
_TRIPS = frozenset({"辆次", "车次", "台次"})
_SAME_UNIT = (
    frozenset({"人", "名", "位"}),
    frozenset({"场", "场次"}),
    frozenset({"批", "批次"}),
    frozenset({"公里", "千米", "km"}),
    frozenset({"平方公里", "平方千米", "km²", "km2"}),
    frozenset({"平方米", "平米", "㎡", "m²", "m2"}),
    frozenset({"千瓦时", "千瓦小时", "度", "度电", "kWh"}),
    frozenset({"公斤", "千克", "kg"}),
)
_CURRENCIES = frozenset({*CURRENCIES.values(), "$"})
_RATES = frozenset({"%", "‰", "个百分点", "个千分点"})
_UPPER: frozenset[Qualifier] = frozenset({"over", "at_least"})
_LOWER: frozenset[Qualifier] = frozenset({"under", "at_most"})
#: A number of so large a scale may be told without its unit.
_ELIDED = 10**6
#: A rounding that moves a value by more than this is another value.
_FARTHEST = Fraction(6, 100)


@dataclass(frozen=True, slots=True)
class Ends:
    """A figure's value as exact ends: one number twice, or the two ends of a range."""

    low: Fraction
    high: Fraction

    @property
    def is_range(self) -> bool:
        """Whether the ends differ."""
        return self.low != self.high


_NO_CHANGE = re.compile(r"(?:利润|毛利|收益|回报|净利|profit|margin|return|yield)", re.IGNORECASE)


def as_fall(figure: Figure) -> Figure:
    """A negative rate as the fall that it is: 增长-3.2% and 下降3.2% say one thing; not a rate of profit."""
    below = figure.value is not None and figure.value < 0 and figure.unit in _RATES
    if not below or figure.value is None or _NO_CHANGE.search(figure.measure):
        return figure
    return replace(figure, value=-figure.value, direction="down", change=figure.change or "-")


def ends(figure: Figure) -> Ends | None:
    """The exact ends of ``figure``; None for a mention without value (数十件)."""
    if figure.fraction is not None:
        share = Fraction(*figure.fraction)
        value = share * 100 if figure.unit == "%" else share
        return Ends(value, value)
    if figure.value is not None:
        return Ends(Fraction(figure.value), Fraction(figure.value))
    if figure.low is not None and figure.high is not None:
        return Ends(Fraction(figure.low), Fraction(figure.high))
    return Ends(Fraction(1), Fraction(1)) if figure.unit == "番" else None  # 翻番 is 翻一番


@lru_cache(maxsize=8192)
def same_unit(source: str, claim: str, measure: str = "") -> bool | None:
    """Whether a unit of the source and one of a claim can be the same; None where they do not decide."""
    if source == claim:
        return True if source else None
    if any(source in group and claim in group for group in _SAME_UNIT):
        return True
    if _is_chinese(claim) and _is_chinese(source):
        if {source, claim} & _RATES:
            return False
        if {source, claim} & _CURRENCIES:
            return None if (source, claim) == ("", "元") else False  # 工资5000多: what is paid is paid in yuan
        if "" in (source, claim) or interchanged(source, claim):
            return None
        generic = source in _GENERIC or claim in _GENERIC
        return None if generic and not {source, claim} & _OWN_SORT else False
    told = units_match(source, claim)
    if told is None and _clash(source, claim):
        return False
    return units_match(source, claim, measure) if told is None else told


_PEOPLE_NOUNS = """
person people official officer staff member worker resident student participant personnel employee cadre
"""
_PEOPLE_WORDS = frozenset(_PEOPLE_NOUNS.split())


def unit_agrees(source: Figure, claim: Figure) -> bool | None:
    """Whether a figure and a claim can be of the same unit: by their units, else by what the source counts.

    登记23件 is 23 registrations and 内资公司注册登记1347宗 1,347 companies, though 件 and 宗 count neither; people are
    counted where the measure ends with them, since 执法人员培训12期 are no 12 people.
    """
    if claim.unit == "%" and is_share_of_all(source):
        return True
    told = same_unit(source.unit, claim.unit, claim.measure)
    if told is False and not claim.unit and claim.scale >= _ELIDED and source.unit in _CURRENCIES:
        return None  # "188.1 billion out of 603.1 billion": what is counted by the billion is mostly money
    if told is False and source.unit in english_table.CASES | english_table.ROUNDS | english_table.BODIES:
        named = lexicon().get(stem(claim.unit), frozenset())
        people = singular(claim.unit) in _PEOPLE_WORDS
        if any(source.measure.endswith(word) or (word in source.measure and not people) for word in named if word[1:]):
            return None
    return told


def _clash(source: str, noun: str) -> bool:
    """Whether an English noun names another sort of thing than a Chinese unit counts: 件 and "vehicle"."""
    units = _COUNTED_BY.get(singular(noun), frozenset())
    units = units - _TRIPS or units if source not in _TRIPS else units
    sorts = [sort for sort in _SORTS if units & sort]
    if source in _GENERIC:
        return bool(source and units) and units <= _PEOPLE
    if source in english_table.THINGS and units & english_table.THINGS.keys():
        return units_match(source, noun) is None and source not in units  # 头 counts no vehicles, 台 may
    return bool(sorts) and any(source in sort for sort in _SORTS) and not any(source in sort for sort in sorts)


def interchanged(source: str, claim: str) -> bool:
    """Whether the two are different measure words that one thing may be counted by (件 and 宗)."""
    return source != claim and any(source in group and claim in group for group in _INTERCHANGED)


def is_currency(unit: str) -> bool:
    """Whether ``unit`` is money."""
    return unit in _CURRENCIES


#: What the reader of ratios calls the terms of 三次产业比重9.2：63.7：27.1.
_SECTOR_SHARE = re.compile(r"(?:比重|比例|占比|结构|比)：第[一二三]产业\Z")


def is_share_of_all(figure: Figure) -> bool:
    """Whether a bare number is a term of the three sectors' ratio, which are shares of the whole: 63.7 is 63.7%."""
    return not figure.unit and _SECTOR_SHARE.search(figure.measure) is not None


def is_rate(unit: str) -> bool:
    """Whether ``unit`` is a percentage or percentage points."""
    return unit in _RATES


def comparable(source: Figure, claim: Figure) -> bool:
    """Whether the two could be measured in the same unit at all (so that one may be mistaken for the other)."""
    return unit_agrees(source, claim) is not False or _factor(source.unit, claim.unit) is not None


def nearness(source: Figure, claim: Figure) -> Nearness | None:
    """How the claim's value fits the source's, units allowing; None where it does not.

    exact: same value written alike; equivalent: same value, other notation; rounded: the correct rounding of
    the source's value at the precision that the claim shows.
    """
    if pair := _plain(source, claim):
        if pair[0] == pair[1]:
            return None if unit_agrees(source, claim) is False else _notation(source, claim)
        if not _within_rounding(*pair, claim.scale):
            return None
    mine, theirs = _in_one_unit(source, claim)
    if mine is None or theirs is None:
        return None
    if mine == theirs:
        return _notation(source, claim)
    if mine.is_range or theirs.is_range:
        return None
    if _rounds_to(mine.low, theirs.low, claim) or _rounds_to(mine.low, theirs.low, _loosely(claim)):
        return "rounded"
    return None


def has_value(figure: Figure) -> bool:
    """Whether the figure has exact ends (see :func:`ends`), asked without making them."""
    return (
        figure.value is not None
        or figure.fraction is not None
        or (figure.low is not None and figure.high is not None)
        or figure.unit == "番"
    )


def _plain(source: Figure, claim: Figure) -> tuple[Decimal, Decimal] | None:
    """The two values as they are read, where neither is a fraction and no unit has to be changed into another."""
    one, other = source.value, claim.value
    if one is None or other is None or source.fraction or claim.fraction:
        return None
    return (one, other) if _factor(source.unit, claim.unit) is None else None


def _within_rounding(source: Decimal, claim: Decimal, scale: int) -> bool:
    """Whether a rounding could bring two different values in one unit together; a quick look before the exact one.

    A rounded value is less than one step of its last digit away, and no more than :data:`_FARTHEST`.
    """
    apart = abs(source - claim)
    if apart * 10 > abs(source):
        return False
    return apart < scale or apart < Decimal((0, (1,), _trailing(claim)))


@lru_cache(maxsize=1024)
def _trailing(value: Decimal) -> int:
    """The power of ten of the last digit that is no zero: 3 for 27000, -2 for 3.250."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def power_of_ten(source: Figure, claim: Figure) -> int:
    """By which power of ten the claim is off, 0 where it is not: 4513.423万元 told as 451,342,300 is off by 1."""
    mine, theirs = _in_one_unit(source, claim)
    if mine is None or theirs is None or mine.is_range != theirs.is_range:
        return 0
    if not mine.low or not theirs.low or not mine.high or not theirs.high:
        return 0
    for power in (power for power in range(-12, 13) if power):
        factor = Fraction(f"1e{power}")
        if mine.low * factor == theirs.low and mine.high * factor == theirs.high:
            return power
    return 0


def ends_mixed(source: Figure, claim: Figure) -> bool:
    """Whether one is a range and the other shares an end with it without being the same."""
    mine, theirs = _in_one_unit(source, claim)
    if mine is None or theirs is None or mine == theirs or not (mine.is_range or theirs.is_range):
        return False
    return bool({mine.low, mine.high} & {theirs.low, theirs.high})


def qualifiers(source: Figure, claim: Figure, near: Nearness) -> QualifierRelation:
    """Whether the claim keeps the source's qualifier: dropped or changed in strength, or turned around."""
    said, told = source.qualifier, claim.qualifier
    if near == "rounded" and _loosely(claim) is not claim and said in ("exact", "about"):
        return "changed"  # 121,700 for 121,675 would be true with "about"
    if near == "rounded" and said not in ("exact", "about"):
        return "changed"  # at least 135 told as at least 130 is true, and says less
    if said == told:
        return "same"
    if (said, told) == ("at_least", "over") and source.text.endswith("以上"):
        return "same"  # 12%以上 is "more than 12%" in English
    if (said in _UPPER and told in _LOWER) or (said in _LOWER and told in _UPPER):
        return "reversed"
    if said == "exact":
        if told == "about" or (near == "rounded" and told in ("over", "under")):
            return "same"
        return "changed"
    # 近 and 不足 both stay below: "nearly" may stand for either, and "under" for 近.
    if {said, told} == {"about", "under"} and "近" not in source.text and "nearly" not in claim.text.lower():
        return "changed"
    return "same" if {said, told} == {"about", "under"} else "changed"


def _is_chinese(unit: str) -> bool:
    return not unit or any("\u3400" <= letter <= "\u9fff" for letter in unit) or unit in _RATES


def in_another_unit(source: str, claim: str) -> Fraction | None:
    """How many of the claim's units one of the source's is, where they measure one thing and differ; else None."""
    factor = _factor(source, claim)
    return None if factor == 1 else factor


@lru_cache(maxsize=8192)
def _factor(source: str, claim: str) -> Fraction | None:
    """How many of the claim's units one of the source's is, where both are physical and differ."""
    return convert(Fraction(1), source, claim) if source and claim and source != claim else None


def _in_one_unit(source: Figure, claim: Figure) -> tuple[Ends | None, Ends | None]:
    mine, theirs = ends(source), ends(claim)
    if mine is None or theirs is None:
        return None, None
    factor = _factor(source.unit, claim.unit)
    if factor is not None:
        return Ends(mine.low * factor, mine.high * factor), theirs
    return (None, None) if unit_agrees(source, claim) is False else (mine, theirs)


def _notation(source: Figure, claim: Figure) -> Nearness:
    """How two equal values fit: exact where they are written alike."""
    return "exact" if _alike(source, claim) else "equivalent"


def _alike(source: Figure, claim: Figure) -> bool:
    if source.text == claim.text:
        return True
    return source.unit == claim.unit and source.scale == claim.scale and _digits(source) == _digits(claim)


def _digits(figure: Figure) -> str:
    return figure.surface_value.replace(",", "").replace("，", "").replace(" ", "")


def _loosely(claim: Figure) -> Figure:
    """A whole number in full that ends in zeros, as if it were said to be about; any other figure as it is."""
    whole = claim.qualifier == "exact" and claim.scale == 1 and claim.value is not None and claim.value % 10 == 0
    return replace(claim, qualifier="about") if whole and claim.value else claim


def last_digit(claim: Figure) -> Fraction:
    """The size of the last digit shown (1.39亿: 0.01亿); final zeros count only where nothing says about."""
    digits = _digits(claim)
    decimals = len(digits.partition(".")[2])
    quantum = Fraction(claim.scale, 10**decimals)
    if decimals or claim.value is None or claim.qualifier == "exact":
        return quantum
    whole = abs(int(Fraction(claim.value) / claim.scale))
    zeros = len(str(whole)) - len(str(whole).rstrip("0")) if whole else 0
    return quantum * Fraction(f"1e{zeros}")


def _rounds_to(source: Fraction, claim: Fraction, figure: Figure) -> bool:
    if not source or abs(source - claim) > abs(source) * _FARTHEST:
        return False
    quantum = last_digit(figure)
    steps, told = source / quantum, claim / quantum
    if told.denominator != 1:
        return False
    if figure.qualifier in ("over", "at_least"):
        return told == floor(steps)
    if figure.qualifier in ("under", "at_most"):
        return told == ceil(steps)
    nearly = figure.qualifier == "about" and _NEARLY.search(figure.text)
    return told in {_half_up(steps), round(steps)} or bool(nearly and told == ceil(steps))


_NEARLY = re.compile(r"近|\b(?:nearly|almost|close to)\b", re.IGNORECASE)


def _half_up(steps: Fraction) -> int:
    return floor(abs(steps) + Fraction(1, 2)) * (1 if steps >= 0 else -1)
