"""Intervals that Chinese text states: 20到30, 大于10小于20, 不少于80, 五百以上, 十几万.

Ends only, not whether an end belongs to the interval: 以上, 以下 and 以内 include their number by law
(Civil Code, article 1259), other words are not settled, and a report is checked by its ends.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from benchmarks.numerals.reading import Reading, find

_LOWER_BEFORE = re.compile(
    r"(?<!不)(?:大\s?于(?:\s?或?者?\s?等\s?于)?|不小于|不少于|不低于|至少(?:是|有|为)?|最少(?:是|有|为)?|超过了?|高于|多于|[>＞]\s?=?|≥|过)\s*\Z"
)
_UPPER_BEFORE = re.compile(
    r"(?<!不)(?:小\s?于\s?(?:或?者?\s?等\s?于)?|不大于|不多于|不高于|不超过|至多(?:是|有|为)?|最多(?:是|有|为)?|低于|少于|不足|不到|[<＜]\s?=?|≤)\s*\Z"
)
_EQUAL_BEFORE = re.compile(r"(?<![于者或])等于\s*\Z")
_LOWER_AFTER = re.compile(r"\s?(?:[个次人家件亩万]{0,2})(?:以上|之上|或者?以上|或者?更多|及以上|[多余餘])")
_UPPER_AFTER = re.compile(r"\s?(?:[个次人家件亩万]{0,2})(?:以下|之下|或者?以下|或者?更少|及以下|以内|之内)")
_THAN_BEFORE = re.compile(r"比\s*\Z")
_MORE_AFTER = re.compile(r"\s?[大高多长重]")
_LESS_AFTER = re.compile(r"\s?[小低少短轻]")
_TO = re.compile(r"\s?(?:到|至|~|～|－|-|–|—{1,2}|―)\s?(?:第)?\Z")
_BETWEEN = re.compile(r"\s?(?:和|与|跟|、)\s?(?:第)?\Z")
_BETWEEN_AFTER = re.compile(r"\s?(?:之间|间|中间)")
_AND = re.compile(r"\s?(?:的同时|,|，|并且|而且|且|并|\s|个)*\Z")


@dataclass(frozen=True, slots=True)
class Interval:
    """The ends of an interval; None where it is open to that side."""

    low: Fraction | None
    high: Fraction | None


def intervals(text: str) -> list[Interval]:
    """Every interval that ``text`` states, in order; numbers without a word of bounding are left out."""
    found: list[tuple[Interval, int]] = []
    readings = find(text)
    index = 0
    start = 0
    while index < len(readings):
        first = readings[index]
        second = readings[index + 1] if index + 1 < len(readings) else None
        if second is not None and _is_range(text, first, second):
            low = first.value
            found.append((Interval(low, second.value), second.end))
            index, start = index + 2, second.end
            continue
        interval, end = _bounded(text, first, start)
        if interval is not None:
            head = text[found[-1][1] : _word_start(text, first, start)] if found else "x"
            joined = _merged(found[-1][0], interval) if found and _AND.fullmatch(head) else None
            if joined is not None:
                found[-1] = (joined, end)
            else:
                found.append((interval, end))
        index, start = index + 1, max(end, first.end)
    return [interval for interval, _ in found]


def _is_range(text: str, first: Reading, second: Reading) -> bool:
    gap = text[first.end : second.start]
    if _TO.fullmatch(gap):
        return first.value < second.value
    return bool(_BETWEEN.fullmatch(gap) and _BETWEEN_AFTER.match(text, second.end))


def _word_start(text: str, reading: Reading, floor: int) -> int:
    for pattern in (_LOWER_BEFORE, _UPPER_BEFORE, _EQUAL_BEFORE, _THAN_BEFORE):
        match = pattern.search(text, max(floor, reading.start - 12), reading.start)
        if match is not None:
            return match.start()
    return reading.start


def _bounded(text: str, reading: Reading, floor: int) -> tuple[Interval | None, int]:
    """The interval of one number with the words around it, and where it ends."""
    back = max(floor, reading.start - 12)
    value, end = reading.value, reading.end
    if _THAN_BEFORE.search(text, back, reading.start):
        if more := _MORE_AFTER.match(text, end):
            return Interval(value, None), more.end()
        if less := _LESS_AFTER.match(text, end):
            return Interval(None, value), less.end()
    if _LOWER_BEFORE.search(text, back, reading.start):
        return Interval(value, None), end
    if _UPPER_BEFORE.search(text, back, reading.start):
        return Interval(None, value), end
    if _EQUAL_BEFORE.search(text, back, reading.start):
        return Interval(value, value), end
    if upper := _UPPER_AFTER.match(text, end):
        return Interval(None, value), upper.end()
    if lower := _LOWER_AFTER.match(text, end):
        return Interval(value, None), lower.end()
    if re.search(r"[多余餘几幾]", text[reading.start : end]):
        return Interval(value, None), end
    return None, end


def _merged(one: Interval, other: Interval) -> Interval | None:
    """A lower and an upper end that together bound a stretch, or None."""
    if one.high is None and other.low is None and one.low is not None and other.high is not None:
        low, high = one.low, other.high
    elif one.low is None and other.high is None and one.high is not None and other.low is not None:
        low, high = other.low, one.high
    else:
        return None
    return Interval(low, high) if low < high else None
