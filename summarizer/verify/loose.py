"""Loose words judged by their own grain: 三成, a third, more than half, nearly four fifths, doubled, 翻番, tenfold.

A round share stands for all that rounds to it, and "more than half" for what lies between a half and the next round
share. What the words leave open is the interval that :func:`interval` gives.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from summarizer.quantities.figure import Figure

_CHENG = re.compile(r"成")
_HALF = re.compile(r"半|\bhalf\b|\bhalves\b", re.IGNORECASE)
_WORDS = re.compile(
    r"分之|[半成]|\b(?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s(?:in|out\sof)\s(?:every\s)?[a-z\d]+)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"番|\b(?:doubl|tripl|trebl|quadrupl)\w*|fold\b|\btwice\b|[一两二三四五六七八九十]倍", re.IGNORECASE
)
_NEARLY = re.compile(r"近|将近|接近|不足|不到|\b(?:nearly|almost|close to|just under|under|less than)\b", re.IGNORECASE)
#: How far a value may lie from a loose share, in percentage points: told plainly, and from above or below.
_PLAIN = {"cheng": Fraction(3), "half": Fraction(5, 2), "coarse": Fraction(5, 2), "fine": Fraction(3, 2)}
_ABOVE = {"cheng": Fraction(8), "half": Fraction(12), "coarse": Fraction(7), "fine": Fraction(5)}
_BELOW = {"cheng": Fraction(4), "half": Fraction(5), "coarse": Fraction(4), "fine": Fraction(3)}
#: A multiple in words is right within this share of itself.
_MULTIPLE = Fraction(1, 20)
_COARSE = 5


@dataclass(frozen=True, slots=True)
class Interval:
    """What loose words allow, both ends included."""

    low: Fraction
    high: Fraction

    def holds(self, value: Fraction) -> bool:
        """Whether ``value`` is told right by them."""
        return self.low <= value <= self.high


def interval(claim: Figure) -> Interval | None:
    """What the words of ``claim`` allow, in its unit (per cent, times); None where it is told in figures.

    约三成 → 27 to 33; more than half → over 50 to 62; nearly a third → 29⅓ to 33⅓; doubled → 1.9 to 2.1 times.
    """
    value = _value(claim)
    if value is None or value <= 0:
        return None
    if claim.unit == "%" and _WORDS.search(claim.text):
        return _share(claim, value)
    if claim.unit in ("倍", "番") and _TIMES.search(claim.text):
        return _widened(claim, value, value * _MULTIPLE, value / 4, value / 8)
    return None


def _share(claim: Figure, value: Fraction) -> Interval:
    if _HALF.search(claim.text):
        grain = "half"
    elif _CHENG.search(claim.text):
        grain = "cheng"
    else:
        grain = "coarse" if (value / 100).denominator <= _COARSE else "fine"
    return _widened(claim, value, _PLAIN[grain], _ABOVE[grain], _BELOW[grain])


def _widened(claim: Figure, value: Fraction, plain: Fraction, above: Fraction, below: Fraction) -> Interval:
    if claim.qualifier in ("over", "at_least"):
        return Interval(value, value + above)
    if claim.qualifier in ("under", "at_most") or _NEARLY.search(claim.text):
        return Interval(value - below, value)
    return Interval(value - plain, value + plain)


def grown(claim: Figure) -> Interval | None:
    """The growth in per cent that a doubling, a tripling, 翻番 or 增长一倍 stands for; None for any other claim."""
    known = interval(claim)
    if known is None or claim.unit not in ("倍", "番"):
        return None
    value = _value(claim) or Fraction(0)
    if claim.unit == "番":  # 翻两番 is four times
        low, high = ((2 ** int(value) if value.denominator == 1 and value < 8 else 0) - 1,) * 2
        return (
            None
            if low <= 0
            else Interval(Fraction(low * 100) * Fraction(9, 10), Fraction(high * 100) * Fraction(23, 20))
        )
    more = claim.direction == "up" and "番" not in claim.text and not claim.text.isascii()  # 增长一倍: by as much again
    shift = 0 if more else 1
    low, high = (known.low - shift) * 100, (known.high - shift) * 100
    return Interval(low - 5, high + 10) if high > 0 else None


def _value(claim: Figure) -> Fraction | None:
    if claim.fraction is not None:
        share = Fraction(*claim.fraction)
        return share * 100 if claim.unit == "%" else share
    if claim.value is not None:
        return Fraction(claim.value)
    if claim.unit == "倍" and (word := re.search(r"doubl|tripl|trebl|quadrupl", claim.text, re.IGNORECASE)):
        return Fraction({"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4}[word[0].lower()])
    return None
