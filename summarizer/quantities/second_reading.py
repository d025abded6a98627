"""A second, strict reading of plain quantities: text in, what its grammar of numbers says they are worth, or None.

The brief's English is made from what the locator read, and checked by what the locator read: a number that it misreads
is wrong on both sides and looks right. This reader knows only the grammar of plain forms: digits with groups of three
and a point, then 万 and 亿 (十, 百, 千 before them); Chinese numerals by their places; a sign; a per cent. It shares no
code with the locator, knows no sentence, and says None to all that it is not sure of.

    1.23万亿元 → 1230000000000        三万六千人 → 36000        -4.5% → -4.5        3亿5000多万元 → None
"""

import re
from decimal import Decimal
from typing import Protocol


class Quantity(Protocol):
    """What is needed of a figure: its text, value and unit."""

    @property
    def text(self) -> str:
        """As written, qualifiers included."""

    @property
    def value(self) -> Decimal | None:
        """In base units."""

    @property
    def unit(self) -> str:
        """The measure word."""


_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_WORDS = "约近超逾达过共为有至到了于突破多余左右以上以下以内上下不少低足满高大小及至少最不超达接将计 \u3000"
_ARABIC = re.compile(
    r"(?P<sign>[-−－负])?(?P<whole>\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．](?P<part>\d+))?\s?[多余]?"
    r"(?P<scale>[十百千]?[万亿]{0,2}|[百千])"
)
_CHINESE = re.compile(
    r"(?P<sign>负)?(?P<number>[零〇一二两三四五六七八九十百千万亿]+)"
    r"(?:点(?P<part>[零〇一二三四五六七八九]+)(?P<scale>[万亿]{0,2}))?"
)
#: Behind the number only a unit and words of about how much may stand, and no other number.
_REST = re.compile(
    r"个百分点[^\d]{0,4}|[^\d零〇一二两三四五六七八九万亿.．,，:：/+＋^×⁰-⁹²³¹%％\-—~～至分成折半几数]{0,12}[%％]?[^\d]{0,4}"
)
_UNSURE = re.compile(r"[个几数半成折番]|分之|百分|[〇零一二三四五六七八九]{5,}|千[瓦米克伏升]|兆|/")


def second_value(text: str) -> Decimal | None:
    """What the plain quantity ``text`` is worth in base units; None where the form is not plain."""
    words = text.strip(_WORDS)
    unsure = _UNSURE.search(words)
    if unsure and not (unsure[0] == "个" and re.fullmatch(r"[^个]*个(?:百分点)?", words)):
        return None
    if match := _ARABIC.match(words):
        return _arabic(words, match)
    if match := _CHINESE.match(words):
        return _chinese(words, match)
    return None


def otherwise_read(figure: Quantity) -> Decimal | None:
    """The strict reading of a figure's own text where it is another value than the figure's; else None."""
    if figure.value is None or figure.unit[:1] not in figure.text.replace("％", "%"):
        return None  # the unit, and the scale with it, is that of a list or a heading
    value = second_value(figure.text)
    return None if value is None or value in (figure.value, abs(figure.value)) else value


def _arabic(words: str, match: re.Match[str]) -> Decimal | None:
    if not _REST.fullmatch(words, match.end()):
        return None
    digits = re.sub("[,，]", "", match["whole"]) + (match["part"] or "")
    power = sum(_POWERS[character] for character in match["scale"])
    return _scaled(digits, power - len(match["part"] or ""), match["sign"])


def _chinese(words: str, match: re.Match[str]) -> Decimal | None:
    if not _REST.fullmatch(words, match.end()):
        return None
    whole = _placed(match["number"])
    if whole is None:
        return None
    part = "".join(str(_DIGITS[character]) for character in match["part"] or "")
    power = sum(_POWERS[character] for character in match["scale"] or "")
    return _scaled(f"{whole}{part}", power - len(part), match["sign"])


def _placed(number: str) -> int | None:
    """A Chinese numeral by its places: each power is smaller than the one before it within 万 and within 亿."""
    total, section, digit, last = 0, 0, -1, 9
    for character in number:
        if character in _DIGITS:
            if digit > 0:
                return None  # 三五, 二〇一六: no places
            digit = _DIGITS[character]
            continue
        power = _POWERS[character]
        if power >= 4:
            section += max(digit, 0)
            if section == 0 or (total and total < 10 ** (power + 1)):
                return None
            total, section, digit, last = total + section * 10**power, 0, -1, 9
            continue
        if power >= last or (digit < 0 and power != 1):
            return None
        section += (digit if digit > 0 else 1) * 10**power
        digit, last = -1, power
    if digit > 0 and last < 9 and last > 1 and number[-2] not in "零〇":
        return None  # 三百五: spoken, 350
    if digit > 0 and last == 9 and total and number[-2] not in "零〇":
        return None  # 三万五
    return total + section + max(digit, 0)


def _scaled(digits: str, power: int, sign: str | None) -> Decimal:
    return Decimal((1 if sign else 0, tuple(int(digit) for digit in digits), power))
