"""Chinese numerals: every written form has one exact value."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.numerals.bounds import Interval, intervals
from benchmarks.numerals.reading import find
from summarizer.language.numerals import plain
from summarizer.language.numerals.chinese import MAX_DIGITS, parse


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("一百二十三", "123"),
        ("两千零六", "2006"),
        ("十九", "19"),
        ("廿三", "23"),
        ("壹佰贰拾", "120"),
        ("二〇一六", "2016"),
        ("12万3千", "123000"),
        ("１，１００．７６", "1100.76"),
        ("28,049,780,000", "28049780000"),
        ("1 9 9 8", "1998"),
        ("一点二万亿", "1200000000000"),
        ("10.1万", "101000"),
        ("三万五", "35000"),
        ("一百二", "120"),
        ("负三十二", "-32"),
        ("四万万", "400000000"),
        ("一万五千亿", "1500000000000"),
        ("５．５", "5.5"),
        ("零点零零一", "0.001"),
        ("٣٤", "34"),
    ],
)
def test_a_numeral_has_its_exact_value(written: str, value: str) -> None:
    assert parse(written) == Decimal(value)


@pytest.mark.parametrize(
    "written", ["", "万", "十一十二", "零点", "点零", "1,23", "10.1万零100", "件", "负", "1" * (MAX_DIGITS + 1)]
)
def test_what_is_no_numeral_has_no_value(written: str) -> None:
    assert parse(written) is None


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_digits_are_read_back_exactly(number: int) -> None:
    assert parse(str(number)) == number
    assert parse(f"{number:,}") == number


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_words_are_read_back_exactly(number: int) -> None:
    assert parse(_words(number)) == number


@given(st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False), st.sampled_from(["万", "亿", "万亿"]))
def test_a_scale_word_multiplies_exactly(value: Decimal, scale: str) -> None:
    size = {"万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    if value > 0:
        assert parse(f"{plain(value)}{scale}") == value * size


def _words(number: int) -> str:
    """The standard words of a number below 10**12, written by a second way of thinking."""
    groups = []
    for scale in ("", "万", "亿"):
        number, group = divmod(number, 10**4)
        groups.append((group, scale))
    words = ""
    for group, scale in reversed(groups):
        if group == 0:
            continue
        if words and group < 1000:
            words += "零"
        words += _group(group) + scale
    return words


def _group(group: int) -> str:
    words, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, group = divmod(group, size)
        if digit:
            words += ("零" if gap and words else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    return words


def test_the_finder_reads_fractions_and_percentages_exactly() -> None:
    assert [(r.value, r.percent) for r in find("三分之一的村，百分之2.4，九成五")] == [
        (Fraction(1, 3), False),
        (Fraction(12, 5), True),
        (Fraction(95), True),
    ]


def test_words_that_only_look_like_numbers_are_not_found() -> None:
    assert find("四川队伍放肆收拾大陆，一切统一") == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20至30个", 20, 30),
        ("大于10并且小于20", 10, 20),
        ("不少于80", 80, None),
        ("五百以下", None, 500),
        ("20和30之间", 20, 30),
    ],
)
def test_intervals_have_their_ends(text: str, low: int, high: int | None) -> None:
    assert intervals(text) == [
        Interval(None if low is None else Fraction(low), None if high is None else Fraction(high))
    ]
