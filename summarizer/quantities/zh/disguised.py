"""Counts that look like something else: “999”份, （9）份, ⑼份, 9·5%, 1.2.3.4份.

What stands there for certain is a number with a measure word, so it must be a figure and be checked. Where
its value cannot be read, or could be read in two ways, it has none, and whoever checks it is told so.
"""

import re
import unicodedata
from decimal import Decimal

from summarizer.language.units.chinese import CURRENCIES, TIMES, unit_at
from summarizer.quantities.figure import Kind
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh.amount import amount_at
from summarizer.quantities.zh.scan import SIGNS, Run

_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"', "'": "'"}
_BRACKETS = {"（": "）", "(": ")", "［": "］", "[": "]", "【": "】", "〔": "〕"}
_PAIRS = _QUOTES | _BRACKETS
#: Units of time, of sections, of grades and series name what a number belongs to: “15”分钟圈, 1.2.3条, Ⅲ类.
_NAMING = frozenset((*TIMES.split(), *"级类期届度号层区节章条款目版点部片环线站方型核卡讲档站星样", "平台"))
_NOUN_BEFORE = re.compile(r"[\u3400-\u9fff]\s?\Z")
#: What follows the unit of a count: the end of a clause, or another count; else （1）个人信息 is a list marker.
_CLOSED = re.compile(r"\s*(?:[，。；、：,;:）)”》]|\Z|[共约近超]|其中|以[上下内]|左右|\d)")
_SUMMED = re.compile(r"(?:共|计|达|为|有|约|近|超)\s?\Z")
_LONE_SIGNS = re.compile(rf"[{SIGNS}]{{1,40}}")
#: Rules whose runs are counts all the same where a measure word or per cent sign follows at once.
_MISTYPED = frozenset(("letter name", "sum name", "version", "years"))
_SUMMANDS = re.compile(r"[＋+*]")
_VULGAR = frozenset("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒")

_SCALED_MONEY = re.compile(r"[)）]\s?[百千]?[万亿]{1,2}元")


def in_accounts(text: str, run: Run) -> Mention | None:
    """The amount with its digits in brackets before its scale, 利润（1.2）亿元: a loss or a gloss, so without value."""
    start, end = run.start, run.end
    if start == 0 or text[start - 1] not in "（(":
        return None
    unit = _SCALED_MONEY.match(text, end)
    if unit is None:
        return None
    surface = text[start:end]
    return Mention(start - 1, unit.end(), "money", "unread", start - 1, unit.end(), unit="元", surface=surface)


def enclosed(text: str, run: Run) -> Mention | None:
    """The count whose digits alone stand in quotes or brackets before its measure word: “999”份, （9）份."""
    start, end = run.start, run.end
    if start == 0 or text[start - 1] not in _PAIRS or text[end : end + 1] != _PAIRS[text[start - 1]]:
        return None
    unit, amount = unit_at(text, end + 1), amount_at(text, run)
    if unit is None or amount is None or not _counts(unit) or not _is_number(text, start, end, amount.value):
        return None
    if not _SUMMED.search(text, max(0, start - 3), start - 1):
        noun = _NOUN_BEFORE.search(text, max(0, start - 3), start - 1)
        if not noun or not _CLOSED.match(text, unit.end()):
            return None
    mention = _count(text, start - 1, start, end, unit)
    mention.value, mention.scale, mention.surface = amount.value, amount.scale, amount.surface
    return mention


def mistyped(text: str, rule: str, start: int, end: int) -> Mention | None:
    """The count without value that a rule took for a name or a date: 2K件, 0x104份, 9·5%, 2022-2025件."""
    if rule not in _MISTYPED or not text[start].isdecimal() or _SUMMANDS.search(text, start, end):
        return None
    unit = unit_at(text, end)
    if unit is None or not _counts(unit) or (rule == "years" and not text[end - 1].isdecimal()):
        return None
    if rule == "letter name" and not _CLOSED.match(text, unit.end()):
        return None  # 5G套餐
    return _count(text, start, start, end, unit)


def unread(text: str, run: Run) -> Mention:
    """Digits that are no well-formed number, or too many for one: a figure without value."""
    unit = unit_at(text, run.end)
    if unit is not None:
        return _count(text, run.start, run.start, run.end, unit)
    return Mention(run.start, run.end, "statistic", "unread", run.start, run.end, surface=text[run.start : run.end])


def is_count(text: str, run: Run) -> bool:
    """Whether a run with a lost character is a number: it has a digit that can be read, or a unit behind it."""
    readable = _LOST_NUMBER.sub("", text[run.start : run.end])
    return any(character.isdecimal() for character in readable) or (
        "\ufffd" not in text[run.start : run.end] and unit_at(text, run.end) is not None
    )


#: A glyph without a character, as readers of PDF write it: its number says nothing.
_LOST_NUMBER = re.compile(r"\(cid:\d{1,5}\)")


def signed(text: str, start: int) -> Mention | None:
    """The count written in signs: ⑼份, Ⅻ份, ①②份, ¾份; ½ alone is a share. None where they mark a list or a note."""
    match = _LONE_SIGNS.match(text, start)
    if match is None:
        return None
    end, unit = match.end(), unit_at(text, match.end())
    if text[start] in _VULGAR:
        return _share(text, start, unit) if end == start + 1 else None
    noun = _NOUN_BEFORE.search(text, max(0, start - 2), start)
    if unit is None or not noun or not _counts(unit) or not _CLOSED.match(text, unit.end()):
        return None
    mention = _count(text, start, start, end, unit)
    if end == start + 1:
        mention.value = Decimal(str(unicodedata.numeric(text[start])))
    return mention


def _share(text: str, start: int, unit: re.Match[str] | None) -> Mention:
    """½ is 50%; before a measure word it is half a thing."""
    part = Decimal(1)
    top, bottom = _TERMS[text[start]]
    if unit is not None and unit["measure"]:
        mention = _count(text, start, start, start + 1, unit)
        mention.fraction = (top, bottom)
    else:
        mention = Mention(start, start + 1, "percent", "fraction", start, start + 1, unit="%", surface=text[start])
        mention.fraction, part = (top, bottom), Decimal(100)
    exact = bottom in (2, 4, 5, 8, 10)
    mention.value = part * top / bottom if exact else None
    return mention


_TERMS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
    "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip


def fills_quotes(text: str, mention: Mention) -> bool:
    """Whether a count in digits with its measure word is all that is quoted: “3.9万家”."""
    closing = _QUOTES.get(text[mention.start - 1 : mention.start])
    return (
        closing is not None
        and text[mention.end : mention.end + 1] == closing
        and bool(mention.unit)
        and _is_number(text, mention.core, mention.start + len(mention.surface), mention.value)
        and mention.unit not in _NAMING
    )


def _is_number(text: str, start: int, end: int, value: Decimal | None) -> bool:
    """Digits, or a Chinese numeral of two characters above ten: “三百”家; 一网, 四梁 and 十件 in quotes are names."""
    return text[start].isdecimal() or (end - start > 1 and value is not None and value > 10)


def _counts(unit: re.Match[str]) -> bool:
    return not unit["measure"] or unit["measure"] not in _NAMING


def _count(text: str, start: int, core: int, end: int, unit: re.Match[str]) -> Mention:
    """The mention from ``start`` to the unit, whose numeral is ``[core, end)``; without value."""
    kind: Kind = "money" if unit["money"] else "percent" if unit["percent"] else "statistic"
    name = CURRENCIES[unit["money"]] if unit["money"] else unit["measure"] or "%"
    if unit["percent"]:
        name = "‰" if "‰" in unit[0] else "个百分点" if "点" in unit[0] else "%"
    return Mention(start, unit.end(), kind, "disguised", core, unit.end(), unit=name, surface=text[core:end])
