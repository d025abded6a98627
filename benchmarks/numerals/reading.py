"""Every number of a Chinese text as it reads, without asking what it is: no classification, no units.

This is the room's own finder, for texts that are not reports and for checking ``parse`` against outside
suites. Numerals set apart by spaces are one (三千 九百 六十五), fractions, per cents, 成 and 折 are read, and
so are the words that bound a number (不少于, 以上, 到, 之间).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from summarizer.language.numerals.chinese import CHARACTERS, DIGITS, SCALES, parse

_ANY = rf"[\d{CHARACTERS}]"
_ARABIC = r"(?:\d{1,3}(?:[,，]\d{3}){1,12}(?!\d)|\d+)(?:[.．]\d+)?|(?<![\d.．])[.．]\d+(?![.．\d])"
_NUMERAL = rf"(?:(?:{_ARABIC}|[{CHARACTERS}])(?:\s{{0,3}}(?:\d+|[{CHARACTERS}]|[点點]\s?(?=[{CHARACTERS}\d]))){{0,60}})"
_RUN = re.compile(_NUMERAL)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,400}")
_SIGN = re.compile(r"(?<![\d\w%％）)\-－−])[-−－﹣]\Z|[负負]\s?\Z")
_FRACTION = re.compile(rf"\s{{0,3}}分\s{{0,3}}之\s{{0,3}}(?P<minus>[-负負])?(?={_ANY})")
_SLASH = re.compile(r"[/／](\d{1,9})(?![\d/／])")
_AND_PART = re.compile(r"\s?又\s?")
_MORE = re.compile(r"\s?[多余餘几幾]\s?(?P<scale>[十百千万萬亿億]{0,2})")
_PERCENT = re.compile(r"\s{0,6}(?:[%％﹪]|[个個]\s?百\s?分\s?[点點])")
_TENTHS = re.compile(rf"\s?成(?:\s?(?P<more>[{''.join(DIGITS)}半]))?(?![立为果员本功效长都])")
_OFF = re.compile(r"\s?折(?![扣旧线射腾])")
_THOUSANDS = re.compile(r"\s?(?P<scale>[kKＫ]|[MＭ])(?![A-Za-z])")
_EXPONENT = re.compile(r"(?<=\d)[eEｅ](?P<power>[-+－]?\d{1,3})(?!\d)")
#: Characters that are numerals only beside others; alone they begin words: 陆地, 队伍, 收拾, 放肆.
_FORMAL = frozenset("陆陸伍拾肆參俩")
#: Words and names that begin with a numeral, and ends of words that look like one.
_WORDS = re.compile(
    r"[一壹][切看定般直致样起些旦向度贯律举时面再概同带流揽站齐]|四川|三角|万一|千分(?!\s?之)|两两|[九八]九是|百姓|百货|万岁|千万(?![\d元人吨分])"
)
_WORD_ENDS = re.compile(r"(?:[统唯专划归逐第万]|光九|味)\Z")

#: 二三十 is twenty or thirty: two values, so none.
_PAIR = re.compile(r"[一二三四五六七八九][二三四五六七八九][十百千万亿]")
_MIXED = re.compile(r"(\d{1,9})\s(\d{1,9})\s?[/／]\s?(\d{1,9})(?!\d)")
_SMALL_MONEY = re.compile(rf"[元圆圓](?:(?P<tenths>[{''.join(DIGITS)}])[角毛](?:(?P<cents>[{''.join(DIGITS)}])分)?)")
_BARE_SCALE = re.compile(r"[十百千万萬亿億佰仟]{1,3}(?=\s{0,3}分\s{0,3}之)")
_ZH_SMALL = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """One number: its span, its exact value, and whether it is a percentage (the value is then per cent)."""

    start: int
    end: int
    value: Fraction
    percent: bool = False


def find(text: str) -> list[Reading]:
    """The numbers of ``text`` in order, with exact values; per cents as their per cent value."""
    found: list[Reading] = []
    at = 0
    while (run := _RUN.search(text, at)) is not None:
        address = _ADDRESS.search(text, at, run.end() + 1)
        if address is not None and address.start() <= run.start():
            at = max(run.end(), _ADDRESS.match(text, address.start()).end())  # type: ignore[union-attr]
            continue
        reading = _read(text, run.start(), run.end())
        if reading is None:
            at = run.end() if _PAIR.match(text, run.start()) else run.start() + 1
            continue
        if not _is_word(text, reading):
            found.append(reading)
        at = max(reading.end, run.start() + 1)
    return found


def _numeral(text: str, start: int, end: int) -> tuple[Decimal, int] | None:
    """The longest numeral from ``start`` that is well formed, with its end."""
    written = text[start:end]
    cuts = [
        len(written),
        *(match.start() for match in reversed([*re.finditer(r"\s+|[点點]|(?<=\d)(?!\d)|(?<!\d)(?=\d)", written)])),
    ]
    for cut in dict.fromkeys([*cuts, *range(min(len(written), 40), 0, -1)]):
        piece = written[:cut].rstrip()
        if piece and (value := parse(piece)) is not None:
            return value, start + len(piece)
    return None


def _scale_alone(text: str, start: int) -> tuple[Decimal, int] | None:
    """万 before 分之 is ten thousand; alone it is no number."""
    match = _BARE_SCALE.match(text, start)
    if match is None:
        return None
    value = Decimal(1)
    for character in match[0]:
        value *= SCALES[character]
    return value, match.end()


def _read(text: str, start: int, end: int) -> Reading | None:
    if _PAIR.match(text, start) is not None:
        return None
    mixed = _MIXED.match(text, start)
    if mixed is not None and int(mixed[3]) > 0:
        return Reading(start, mixed.end(), int(mixed[1]) + Fraction(int(mixed[2]), int(mixed[3])))
    hundred = re.compile(r"[百佰千仟万萬]{1,3}\s{0,2}分\s{0,3}之").match(text, start)
    numeral = _numeral(text, start, end) or _scale_alone(text, start)
    if numeral is None:
        return None
    value, stop = Fraction(numeral[0]), numeral[1]
    sign = _SIGN.search(text, max(0, start - 2), start)
    begin = sign.start() if sign else start
    link = _FRACTION.match(text, stop)
    if link is not None and value > 0:
        run = _RUN.match(text, link.end())
        part = _numeral(text, run.start(), run.end()) if run else None
        if part is not None:
            share = Fraction(part[0]) / value * (-1 if link["minus"] else 1) * (-1 if sign else 1)
            stop = part[1]
            if _PAIR.match(text, run.start() if run else stop):
                return None
            if hundred:
                thousands = _THOUSANDS.match(text, stop)
                if thousands and thousands["scale"] in "kKＫ":
                    return Reading(begin, thousands.end(), share * 100 * 1000, True)
                return Reading(begin, stop, share * 100, True)
            return Reading(begin, stop, share)
    more = _MORE.match(text, stop)
    if more is not None and more["scale"]:
        for character in more["scale"]:
            value *= SCALES[character]
        stop = more.end()
    value, stop = _suffixed(text, value, stop)
    joined = _AND_PART.match(text, stop)
    if joined is not None and (run := _RUN.match(text, joined.end())) is not None:
        rest = _read(text, run.start(), run.end())
        if rest is not None and 0 < rest.value < 1 and not rest.percent:
            value, stop = value + rest.value, rest.end
    if sign:
        value = -value
    return _percentage(text, Reading(begin, stop, value))


def _suffixed(text: str, value: Fraction, stop: int) -> tuple[Fraction, int]:
    """40k, 2.5 M, 2e5, 3/5, and the 角 and 分 after yuan."""
    money = _SMALL_MONEY.match(text, stop)
    if money is not None:
        cents = DIGITS[money["tenths"]] * 10 + DIGITS.get(money["cents"] or "", 0)
        return value + Fraction(cents, 100), money.end()
    exponent = _EXPONENT.match(text, stop)
    if exponent is not None:
        return value * Fraction(10) ** int(exponent["power"].replace("－", "-")), exponent.end()
    slash = _SLASH.match(text, stop)
    if slash is not None and int(slash[1]) > 0:
        return value / int(slash[1]), slash.end()
    thousands = _THOUSANDS.match(text, stop)
    if thousands is not None:
        return value * (1000 if thousands["scale"] in "kKＫ" else 10**6), thousands.end()
    return value, stop


def _percentage(text: str, reading: Reading) -> Reading:
    """The reading with the sign or word of percentage that follows it."""
    value, end = reading.value, reading.end
    sign = _PERCENT.match(text, end)
    if sign is not None:
        return Reading(reading.start, sign.end(), value, True)
    tenths = _TENTHS.match(text, end)
    if tenths is not None:
        more = tenths["more"]
        extra = 5 if more == "半" else DIGITS.get(more or "", 0)
        return Reading(reading.start, tenths.end(), value * 10 + extra, True)
    off = _OFF.match(text, end)
    if off is not None:
        return Reading(reading.start, off.end(), value * 10 if value < _ZH_SMALL else value, True)
    return reading


def _is_word(text: str, reading: Reading) -> bool:
    written = text[reading.start : reading.end]
    if len(written) == 1 and written in _FORMAL and (len(text) > 1):
        return True
    return bool(_WORDS.match(text, reading.start)) or bool(
        len(written) == 1 and _WORD_ENDS.search(text, 0, reading.start)
    )
