"""Chinese figures in English by rule: exact, with every qualifier, and readable back."""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from summarizer.language.units.english import MONEY, UNITS, units_match
from summarizer.quantities import locate
from summarizer.quantities.en.locate import locate_english
from summarizer.quantities.figure import Figure
from summarizer.quantities.wording import english_date, english_quantity, rewrite


def english(text: str) -> str:
    (figure,) = (figure for figure in locate(text, language="zh") if figure.is_figure)
    return english_quantity(figure)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("投入13.86亿元", "CNY 1.386 billion"),
        ("罚没4513.423万元", "CNY 45.13423 million"),
        ("补助500元", "CNY 500"),
        ("总值3.68万亿元", "CNY 3.68 trillion"),
        ("培训2430人次", "2,430 attendances"),
        ("培训150多人次", "more than 150 attendances"),
        ("惠及困难家庭近3万户", "nearly 30,000 households"),
        ("处罚约20件", "about 20 cases"),
        ("不少于80%", "at least 80%"),
        ("提高4.2个百分点", "4.2 percentage points"),
        ("约三分之一的村", "about one third"),
        ("三分之二的村", "two-thirds"),
        ("九成以上的村", "at least 90%"),
        ("建成3—5个", "3 to 5"),
        ("增长1.5倍", "1.5-fold"),
        ("行政复议0件", "0 cases"),
        ("办理案件1件", "1 case"),
        ("行政处罚121675宗", "121,675 cases"),
        ("新建12.5公里", "12.5 kilometres"),
        ("流转3200亩", "3,200 mu"),
        ("降幅20%至30%", "20% to 30%"),
        ("投入3至5万元", "CNY 30,000 to CNY 50,000"),
        ("接待2800万人次", "28 million visits"),
    ],
)
def test_a_figure_in_english_says_what_the_chinese_says(zh: str, en: str) -> None:
    assert english(zh) == en


def test_a_unit_without_an_english_word_takes_the_noun_it_is_given() -> None:
    (figure,) = locate("建成120个")
    assert english_quantity(figure) == "120"
    assert english_quantity(figure, measure_en="projects") == "120 projects"


def test_a_mention_without_value_says_no_more_than_is_known() -> None:
    figure = Figure("f1", 0, 3, "数十件", "statistic", unit="件", measure="案件")
    assert english_quantity(figure) == "dozens of cases"


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("2016年", "2016"),
        ("2016年11月", "November 2016"),
        ("2016年11月3日", "3 November 2016"),
        ("2017年1月1日至6月30日", "1 January to 30 June 2017"),
        ("2016年1-11月", "January to November 2016"),
        ("2016-2020年", "2016–2020"),
        ("2016年上半年", "the first half of 2016"),
        ("12月底", "the end of December"),
        ("全年", ""),
    ],
)
def test_dates_in_english(zh: str, en: str) -> None:
    assert english_date(zh) == en


def test_rewriting_puts_every_quantity_into_english_and_leaves_the_words() -> None:
    text = "2016年11月，全区共作出行政处罚121675宗，罚没金额4513.423万元，同比上升4.2个百分点（近3万人受益）。"
    assert rewrite(text, locate(text)) == (
        "November 2016，全区共作出行政处罚 121,675 cases，罚没金额 CNY 45.13423 million，"
        "同比上升 4.2 percentage points（nearly 30,000 people 受益）。"
    )


def test_rewriting_a_stretch_uses_the_offsets_of_the_document() -> None:
    text = "前言3件。其中处罚20件，余下5件。"
    start = text.index("其中")
    assert rewrite(text[start:], locate(text), start=start) == "其中处罚 20 cases，余下 5。"


def test_rewriting_keeps_what_is_a_name_a_marker_or_a_law() -> None:
    text = "（一）贯彻十八届三中全会精神，依据第三十九条，拨打12345热线。"
    assert rewrite(text, locate(text)) == text


def test_a_document_number_keeps_its_characters_in_plain_brackets() -> None:
    text = "印发方案（从府办〔2016〕57号）。"
    assert "从府办[2016]57号" in rewrite(text, locate(text))


def test_no_qualifier_is_said_twice_or_lost() -> None:
    inside = Figure("f1", 0, 4, "近3万户", "statistic", Decimal(30000), unit="户", measure="农户", qualifier="about")
    outside = Figure("f1", 1, 4, "3万户", "statistic", Decimal(30000), unit="户", measure="农户", qualifier="about")
    assert rewrite("近3万户", [inside]) == "nearly 30,000 households"
    assert rewrite("近3万户", [outside]) == "about 30,000 households"


_COUNTED = sorted(unit for unit in UNITS if unit not in ("倍", "个月", "月"))
_VALUES = st.builds(lambda number, places: Decimal(number).scaleb(-places), st.integers(1, 10**14), st.integers(0, 4))
_QUALIFIERS = st.sampled_from(["exact", "about", "over", "under", "at_least", "at_most"])
_TIME = frozenset(
    ["年", "周年", "年度", "季度", "周", "天", "日", "工作日", "个工作日", "小时", "个小时", "分钟", "秒", "岁"]
)


@settings(max_examples=400, deadline=None)
@given(_VALUES, st.sampled_from([*MONEY, "%", "个百分点", "倍", *_COUNTED]), _QUALIFIERS)
def test_a_worded_value_reads_back_the_same(value: Decimal, unit: str, qualifier: str) -> None:
    kind = "money" if unit in MONEY else "percent" if unit in ("%", "个百分点") else "statistic"
    figure = Figure("f1", 0, 2, "一件", kind, value, unit=unit, qualifier=qualifier)  # type: ignore[arg-type]
    phrase = english_quantity(figure)
    assume(not phrase.endswith(" times") or value == int(value))  # nothing is done 0.1 times
    (read,) = locate_english(f"It was {phrase}.")
    assert (read.value, read.qualifier) == (value, qualifier), phrase
    assert read.is_figure or unit in _TIME
    # Without a measure many a measure word has no noun: the bare number is told, and contradicts none.
    assert units_match(unit, read.unit) is (True if read.unit else None), (phrase, read.unit)
    assert read.text in phrase


@settings(max_examples=300, deadline=None)
@given(_VALUES, _VALUES, st.sampled_from(["元", "美元", "%", "个百分点", "件", "户", "公里", "个"]), _QUALIFIERS)
def test_a_worded_range_reads_back_the_same(one: Decimal, other: Decimal, unit: str, qualifier: str) -> None:
    low, high = sorted((one, other))
    if low == high:
        return
    kind = "money" if unit in ("元", "美元") else "percent" if unit in ("%", "个百分点") else "statistic"
    figure = Figure("f1", 0, 2, "三五", kind, low=low, high=high, unit=unit, qualifier=qualifier)  # type: ignore[arg-type]
    phrase = english_quantity(figure)
    (read,) = locate_english(f"It was {phrase}.")
    assert (read.low, read.high, read.qualifier) == (low, high, qualifier), phrase


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 99), st.integers(2, 100), _QUALIFIERS)
def test_a_worded_fraction_reads_back_the_same(top: int, bottom: int, qualifier: str) -> None:
    if top >= bottom:
        return
    figure = Figure("f1", 0, 4, "三分之一", "percent", unit="%", fraction=(top, bottom), qualifier=qualifier)  # type: ignore[arg-type]
    (read,) = locate_english(f"It was {english_quantity(figure)} of them.")
    assert read.fraction is not None
    assert (read.fraction[0] * bottom, read.qualifier) == (top * read.fraction[1], qualifier)
