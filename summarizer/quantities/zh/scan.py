"""Find every run of numeral characters in one pass: what is written as a number, before asking what it means."""

import re
from typing import NamedTuple

from summarizer.language.numerals.chinese import BIG, CHARACTERS, DIGITS, SMALL
from summarizer.language.units.chinese import UNIT_STARTS

#: Numeral signs that are one character each: circled and bracketed list signs, Roman numerals, fractions.
SIGNS = "①-⒛⓪-⓿❶-➓㈠-㈩㊀-㊉Ⅰ-ⅿ⁰-₉²³¹¼-¾⅐-⅞㉑-㉟㊱-㊿"

_CN_DIGIT = "".join(c for c in DIGITS if c not in "○弌")
_SCALE = "".join(SMALL) + "".join(BIG)
#: 百 of 百分之/百分点, 千 of 千瓦, 兆 of 兆瓦 belong to the unit, not to the numeral before them.
_UNIT_HEADS = r"百(?!\s?分\s?[之点點比百])|千(?![瓦米克伏卡赫兆帕升焦乏])|兆(?![瓦赫伏字帕比])"
_CN = rf"(?:[{_CN_DIGIT}十拾佰仟万萬亿億廿卅○]|{_UNIT_HEADS})"
_SCALES = rf"(?:(?:[十拾佰仟万萬亿億]|{_UNIT_HEADS}){{1,6}})"
#: Separators of thousands bind groups of exactly three.
ARABIC = (
    r"(?:\d{1,3}(?:[,，]\d{3}){1,12}(?!\d)"
    r"|(?<![\d.．])[1-9]\d{0,2}(?:[\u00a0\u2009\u202f'’]\d{3}){1,12}(?!\d)"
    r"|(?<![\d.．])(?<!\d[ ,，])[1-9]\d{0,2}(?:(?: \d{3}){1,12}|(?:\u3000\d{3}){1,12})"
    rf"(?=(?:[.．]\d+)?[ \u3000]?[万萬亿億%％{UNIT_STARTS}])"
    r"|\d+)(?:[.．]\d+)?"
)
#: Digits set apart one by one (1 9 9 8 年, 7 0 ．8 岁), as in texts typed for full-width columns.
_SPACED = (
    r"(?<!\d)(?<!\d[ \u3000])\d(?:[ \u3000]\d(?!\d)){1,15}"
    r"(?:[ \u3000]?[.．][ \u3000]?\d(?:[ \u3000]\d(?!\d)){0,6})?(?=[ \u3000]{0,2}[^\s\d,，.])"
)
#: A point with spaces before it (5 . 5%), and a full stop typed for a point (9。5081公顷).
_LOOSE_POINT = r"\d{1,9}(?:[ \u3000][.．][ \u3000]?\d{1,6}|。\d{2,6}(?=(?:公|亩|米|吨|万|亿|平方|立方|千|％|%)))(?!\d)"
#: Digits of one number over a line break; kept only where the line is a wrapped one (see ``_wrapped``).
#: A lone Chinese digit behind a scale counts what follows: 5万亿两个台阶.
_MIXED_TAIL = rf"(?:[ \u3000]?{_SCALES}(?:[零〇]?(?:\d{{1,4}}(?![\d.年]){_SCALES}?|[{_CN_DIGIT}]{_SCALES})){{0,5}})"
#: Powers of ten (1.5×10^8, 10⁸, 1.23E+05); a raised figure that was flattened into the line (1.2×104, 3×10 5) has none
#: that is certain.
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TIMES = r"\d+(?:\.\d+)?[ \u3000]?[×xX*·✕][ \u3000]?"
_POWER = (
    rf"(?:{_TIMES})?10(?:\^\{{?[-−]?\d{{1,2}}\}}?|[⁻−]?[{_RAISED}]{{1,3}}|<sup>[-−]?\d{{1,2}}</sup>|的\d{{1,2}}次方)"
    r"|\d{1,9}(?:\.\d{1,9})?[eE](?:[+-]\d{1,2}|0\d)(?![\dA-Za-z])"
    r"|\d{1,9}(?:\.\d+)?[ \u3000]?[×✕xX*][ \u3000]?10[ \u3000][1-9]\d?(?![\d.])"
    r"|\d+\.\d+[ \u3000]?[×✕][ \u3000]?10[1-9]\d?(?![\d.])"
)
#: A numeral of which a character could not be read (9�.5, (cid:17)2): no one can say what it is worth.
_LOST = r"(?:\ufffd|\(cid:\d{1,5}\))"
#: Groups that are none (2,3456.7万元), a letter for a scale (3.2w元, 5k㎡), a power as machines write it (1.2E4件).
_ODD = (
    r"\d{1,3}[,，](?!(?:19|20)\d\d年)\d{4}(?:[.．]\d{1,6})?(?=[ ]?[万亿元%％])"
    r"|\d{1,9}(?:[.．]\d{1,6})?[ ]?(?:[wWkK](?=[元件户个次㎡])|[eE]\d{1,2}(?=[元件户个次万亿吨%千百公米度]))"
)
#: A numeral with characters in it that are not seen: no one can say what it is worth.
_NUMERIC, _UNSEEN = rf"[\d.,，{CHARACTERS}]", r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]"
_BROKEN = (
    rf"(?=[\d{CHARACTERS}]){_NUMERIC}{{1,40}}+(?:{_UNSEEN}{{1,8}}+(?=[\d{CHARACTERS}]){_NUMERIC}{{1,40}}+){{1,20}}"
)

_PATTERN = re.compile(
    rf"(?P<address>(?:https?://|www\.)[^\s<>\"，。；、）】》”]{{1,400}}|[A-Za-z0-9._+-]{{1,64}}@[A-Za-z0-9.-]{{1,80}}\w)"
    rf"|(?P<broken>{_BROKEN}|[\d.,，]{{0,40}}+{_LOST}(?:{_LOST}|[\d.,，](?=[\d.,，%％\ufffd(])|\d){{0,40}}|{_ODD})"
    r"|(?P<half>一半|百分之?百)"
    rf"|(?P<power>{_POWER})"
    rf"|(?P<arabic>(?:{_LOOSE_POINT}|{_SPACED}|{ARABIC}){_MIXED_TAIL}?)"
    rf"|(?P<words>{_CN}{{1,60}}(?:[点點][{_CN_DIGIT}]{{1,20}}{_SCALES}?|[点點]\d{{1,9}})?)"
    rf"|(?P<sign>[{SIGNS}])"
    rf"|(?P<unit>[百千兆])"
    rf"|(?P<phrase>翻[番倍]|过半数?|超半数|半数(?![月年])|减半(?![年月天])|倍增(?=\s?(?:[，。；、！,;）)]|\Z)))"
)
#: Every character that some mention must own.
NUMERAL = re.compile(rf"[\d{CHARACTERS}{SIGNS}]+")

_NUMERALS = rf"\d{CHARACTERS}○{SIGNS}"
#: Where a run can start. It begins with one set of characters, which the regex engine looks for fast.
_START = re.compile(
    rf"[{_NUMERALS}翻过超半减倍\ufffd(A-Za-z._+-](?:(?<=[{_NUMERALS}])|(?<=翻)[番倍]|(?<=[过超减])半|(?<=半)数|(?<=倍)增"
    r"|(?<=\ufffd)(?=\ufffd{0,8}(?:[\d%％]|[.．]\d))|(?<=\()(?=cid:\d)|(?<=[hw])(?:ttps?://|ww\.)|(?<=[A-Za-z._+-])[A-Za-z0-9._+-]{0,63}@)"
)


class Run(NamedTuple):
    """A run of numeral characters ``[start, end)``; ``form`` names the branch of the grammar that found it."""

    start: int
    end: int
    form: str


def next_run(text: str, start: int) -> Run | None:
    """The first numeral run at or after ``start``, or None at the end of the text."""
    while (head := _START.search(text, start)) is not None:
        match = _PATTERN.match(text, head.start())
        if match is not None:
            return Run(match.start(), match.end(), match.lastgroup or "")
        start = head.start() + 1
    return None


def run_at(text: str, start: int) -> Run | None:
    """The numeral run that begins exactly at ``start``, or None."""
    match = _PATTERN.match(text, start)
    return Run(match.start(), match.end(), match.lastgroup or "") if match else None
