"""Dates, times, lengths, ages, ordinals and names with a number, as Chinese writes them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from summarizer.language.numerals.chinese import parse
from summarizer.language.units.chinese import unit_at
from summarizer.verify.kinds.said import Said, counted, length, said

_HAN = "〇零一二两三四五六七八九十百"
_N = rf"(?:\d{{1,4}}(?:\.\d)?|[{_HAN}]{{1,5}})"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20)\s?\d\s?\d|[一二][九〇零○][〇零○一二三四五六七八九]{2})"
_DASH = r"\s?[-—–－~～至到]{1,2}\s?"

#: Year, month and day, with the later ones of a run: 2021—2025年, 2月10日至12日, 1月31日.
_YMD = re.compile(rf"(?P<y>{_YEAR})\s?年\s?(?:(?P<m>{_DAY})\s?月(?:份)?\s?(?:(?P<d>{_DAY})\s?[日号])?)?")
_MD = re.compile(rf"(?<!\d)(?P<m>{_DAY})\s?月(?:份)?\s?(?:(?P<d>{_DAY})\s?[日号])?(?!饼)")
_D = re.compile(rf"(?<![\d月第{_HAN}.])(?P<d>{_DAY})\s?[日号](?!线|楼|店|院|机|文|令|公告|[起常前]?(?:均|趋|益))")
_ISO = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>0?[1-9]|1[0-2])(?:[-/.](?P<d>[0-3]?\d))?(?![\d.%])")
_BARE = re.compile(r"(?<!\d)(?<!\d[.,，])(?P<y>(?:19|20)\d\d)(?!\d|[.,]\d|\s?(?:[万亿%个件人元户家名次项亩吨]))")
_FROM_YEAR = re.compile(rf"(?P<y>{_YEAR}){_DASH}(?={_YEAR}\s?年)")
_FROM_DAY = re.compile(rf"(?P<m>{_DAY})\s?月\s?(?P<d>{_DAY})\s?[日号]?{_DASH}(?P<e>{_DAY})\s?[日号]")
_FROM_MONTH = re.compile(rf"(?:(?P<y>{_YEAR})\s?年\s?)?(?P<m>{_DAY})\s?月?{_DASH}(?P<e>{_DAY})\s?月(?![\d{_HAN}])")
_DECADE = re.compile(r"(?P<c>19|20|上个?世纪|二十世纪|本世纪)?\s?(?P<n>[1-9]0|[一二三四五六七八九]十)\s?年代")
_FIRST = re.compile(
    rf"(?P<half>上半年)|(?P<late>下半年)|前(?P<q>[一二两三四1234])个?季度|第?(?P<n>[一二三四1234])季度|"
    rf"前(?P<months>{_DAY})个?月|1\s?[-—–至~]\s?(?P<to>\d{{1,2}})月"
)
_TIME = re.compile(
    rf"(?:(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上?|夜间|深夜)\s?)?(?:(?P<h>\d{{1,2}})[:：](?P<m>\d{{2}})(?:[:：](?P<s>\d{{2}}))?"
    rf"|(?P<h2>{_DAY})\s?[时点](?!间|代|期|候|刻|名|评|赞|击|多)(?:(?P<m2>{_DAY})分|(?P<half>半)|整)?)"
)
_AFTER_NOON = ("中午", "下午", "傍晚", "晚", "晚上", "夜间", "深夜")
_UNITS = {
    "年": "year", "周年": "year", "学年": "year", "月": "month", "季度": "quarter", "星期": "week", "周": "week",
    "礼拜": "week", "天": "day", "日": "day", "夜": "day", "小时": "hour", "钟头": "hour", "分钟": "minute",
    "秒": "second", "秒钟": "second", "工作日": "workday", "世纪": "century",
}  # fmt: skip
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SPAN = re.compile(
    rf"(?<![\d第.{_HAN}])(?P<n>{_N}|半)\s?(?P<odd>[多余几来])?\s?(?P<half>半)?个?(?P<half2>半)?(?P<odd2>多)?(?P<u>{_UNIT})"
    rf"(?P<plus>半)?(?!(?<=月)[底初末份]|(?<=[0-9]月)\d|代|[级度报]|线|(?<=周)[边围五六日末]|(?<=日)[均常]|(?<=天)[然津]|(?<=秒)杀)"
)
_AGE = re.compile(rf"(?P<n>{_N})\s?(?:周岁|岁)")
_ORDINALS = (
    re.compile(rf"第\s?(?P<n>\d{{1,4}}|[{_HAN}千]{{1,7}})(?!\s?产业)[条款项章节届次位名号批期轮阶]?"),
    re.compile(rf"(?<![\d第{_HAN}])(?P<n>\d{{1,3}}|[{_HAN}]{{1,4}})\s?(?:届|周年|中全会|等奖|等功|连冠|连增|期工程)"),
    re.compile(r"(?<![一二三四五六七八九十第])(?P<n>[一二三四五])(?=[孩胎线等])"),
    re.compile(r"(?P<n>十[一二三四五六七八九]|二十)大(?=[^型量批力众小学]|\Z)"),
    re.compile(r"(?P<n>十[一二三四五六七八九]?)五(?=”?(?:规划|期间|时期|末|以来|开局|收官|计划|[，。、；\s])|”)"),
    re.compile(r"前\s?(?P<n>\d{1,4}|[一二两三四五六七八九十]{1,3})(?=[名位强列席甲]|\s?[，。、；]|\Z)"),
    re.compile(r"(?P<n>\d{2,4}|[一二三四五六七八九十百]{1,3})(?=[强佳](?![化烈调大]))"),
    re.compile(r"(?:排名?|位[居列次]|名列|居|列)[^，。；\d第]{0,10}?(?P<n>\d{1,3})(?=\s?[位名]|\s?[，。；]|\Z)"),
)
_FIRSTS = (
    r"首[个次批届家条位例座列台艘支只款部场期创发席日先轮]|首(?=[\u3400-\u9fff])|率先|最先|最早|头[一号个批]|初[次步代]"
    r"|冠军|榜首|最[大高快多长低小强好]|先(?=[后于])"
)
_WORDS = (
    (re.compile(_FIRSTS), 1),
    (re.compile(r"再次|亚军|次[大高席]|二次|两次"), 2),
    (re.compile(r"季军|三次"), 3),
)
_PLAN = re.compile(r"“?十[一二三四五]?五”?(?=规划|期间|时期|末|以来|开局|计划|”)")
_NAME = re.compile(
    r"(?<![A-Za-z])(?P<a>[A-Za-z]{1,12})[-·.\s]?(?P<n>\d{1,5}(?:\.\d{1,2})?)(?![\d.万亿元]|\s?[%％])"
    r"|(?P<m>\d{1,4})(?P<b>[A-Z])(?![A-Za-z])"
)
#: A document's number: 〔2016〕57号.
_NUMBERED = re.compile(r"[\[〔(（](?P<y>(?:19|20)\d\d)[\]〕)）]\s?(?:第\s?)?(?P<n>\d{1,5})\s?号")
#: A name in characters with a number behind it: 火星17飞弹, 日经225指数.
_CALLED = re.compile(r"(?<=[\u3400-\u9fff])[-－]?(?P<n>\d{1,4})(?=[\u3400-\u9fff，。、；）)”]|\Z)")


_WIDE = {ord("０") + digit: ord("0") + digit for digit in range(10)}


def _value(text: str | None) -> Fraction | None:
    found = parse(re.sub(r"\s", "", text).replace("两", "二")) if text else None
    return None if found is None else Fraction(found)


def _int(text: str | None, low: int, high: int) -> int | None:
    found = _value(text)
    return int(found) if found is not None and found.denominator == 1 and low <= found <= high else None


@lru_cache(maxsize=256)
def in_chinese(text: str) -> tuple[Said, ...]:
    """Every such mention of ``text``, in order; one numeral may be read in more than one way."""
    text = text.translate(_WIDE)
    found = [*_dates(text), *_times(text), *_spans(text), *_ordinals(text), *_names(text)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _dates(text: str) -> Iterator[Said]:
    taken: list[tuple[int, int]] = []

    def free(match: re.Match[str]) -> bool:
        clear = not any(start < match.end() and match.start() < end for start, end in taken)
        taken.append(match.span())
        return clear

    for match in _FROM_YEAR.finditer(text):
        yield said(*match.span("y"), "date", year=_int(match["y"], 1800, 2200))
    for match in _FROM_DAY.finditer(text):
        month, first, last = _int(match["m"], 1, 12), _int(match["d"], 1, 31), _int(match["e"], 1, 31)
        if month and first and last:
            yield said(*match.span(), "date", month=month, day=last)
    for match in _FROM_MONTH.finditer(text):
        year = _int(match["y"], 1800, 2200)
        for name in ("m", "e"):
            if (month := _int(match[name], 1, 12)) is not None:
                yield said(*match.span(), "date", year=year, month=month)
    for pattern in (_YMD, _ISO, _MD, _D, _BARE):
        for match in pattern.finditer(text):
            known = match.groupdict()
            year = _int(known.get("y"), 1800, 2200)
            month, day = _int(known.get("m"), 1, 12), _int(known.get("d"), 1, 31)
            if (year or month or day) and free(match):
                yield said(*match.span(), "date", year=year, month=month, day=day)
    for match in _DECADE.finditer(text):
        tens = _value(match["n"])
        if tens is not None:
            century = {"19": 1900, "20": 2000, "本世纪": 2000}.get(match["c"] or "", 1900)
            yield said(*match.span(), "date", decade=century + int(tens))
    for match in _FIRST.finditer(text):
        yield from _part_of_year(match)


def _part_of_year(match: re.Match[str]) -> Iterator[Said]:
    span, number = match.span(), _value(match["n"])
    if match["half"]:
        yield said(*span, "date", first=6, word=True)
        yield said(*span, "date", half=1, word=True)
    elif match["late"]:
        yield said(*span, "date", half=2, word=True)
    elif number is not None:
        yield said(*span, "date", quarter=number)
        if number == 1:
            yield said(*span, "date", first=3)
    else:
        quarters, months = _value(match["q"]), _value(match["months"] or match["to"])
        yield said(*span, "date", first=quarters * 3 if quarters is not None else months)


def _times(text: str) -> Iterator[Said]:
    for match in _TIME.finditer(text):
        hour = _int(match["h"] or match["h2"], 0, 24)
        if hour is None:
            continue
        if hour < 12 and match["part"] in _AFTER_NOON:
            hour += 12
        minute = 30 if match["half"] else _int(match["m"] or match["m2"], 0, 59) or 0
        yield said(*match.span(), "time", hour=hour % 24, minute=minute)
        if not match["part"] and 0 < hour < 12:
            yield said(*match.span(), "time", hour=hour + 12, minute=minute)


def _is_length(match: re.Match[str], text: str) -> bool:
    """Whether days and months are counted, not named: 6个月 and 3日内 are lengths, 6月 and 3日 are dates."""
    if match["u"] == "日":
        return (
            text[match.end() : match.end() + 2] in ("内", "之内", "以内")
            or text[match.end() : match.end() + 1] in "内游"
        )
    return match["u"] not in ("月", "季度") or "个" in match[0]


def _spans(text: str) -> Iterator[Said]:
    for match in _SPAN.finditer(text):
        unit = _UNITS[match["u"]]
        number = Fraction(1, 2) if match["n"] == "半" else _value(match["n"])
        if number is None or (unit == "year" and number >= 1900) or not _is_length(match, text):
            continue
        if match["half"] or match["half2"] or match["plus"]:
            number += Fraction(1, 2)
        yield length(*match.span(), number, unit, word=number == 1 and unit == "year")
    for match in _PLAN.finditer(text):
        yield length(*match.span(), Fraction(5), "year", word=True)
    for match in _AGE.finditer(text):
        yield said(*match.span(), "age", age=_value(match["n"]))


def _ordinals(text: str) -> Iterator[Said]:
    for pattern in _ORDINALS:
        for match in pattern.finditer(text):
            number = _value(match["n"])
            if number is not None:
                yield replace(said(*match.span(), "ordinal", rank=number), of=counted(text, match.end()))
    for pattern, rank in _WORDS:
        for match in pattern.finditer(text):
            yield said(*match.span(), "ordinal", rank=rank, word=True)


def _names(text: str) -> Iterator[Said]:
    for match in _NAME.finditer(text):
        letters, number = match["a"] or match["b"], match["n"] or match["m"]
        yield said(*match.span(), "name", letters=letters.upper(), number=number)
    for match in _NUMBERED.finditer(text):
        yield said(*match.span(), "name", letters=match["y"], number=match["n"])
    for match in _CALLED.finditer(text):
        if not unit_at(text, match.end()) and text[match.end() : match.end() + 1] not in "余多几来":
            yield said(*match.span(), "name", word=True, number=match["n"])
