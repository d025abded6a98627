"""Dates, years, lengths, ranks and names of a claim are held against the source's mentions of their kind."""

import pytest

import summarizer
from summarizer.verify.kinds.chinese import in_chinese
from summarizer.verify.kinds.english import in_english

SOURCE = """青川市2023年政府工作报告

一、2023年工作回顾

全市地区生产总值增长6.1%，增速居全国第4位。制定三年行动计划，连续6年获评优秀。
6月底前完成整改。召开四个专题会议，第3次会议研究了F-22项目。党的二十大精神深入人心。
环城路工程将于2025年完成。3天内办结咨询件。

二、2024年工作安排

建设公园12个。
"""


def verdicts(claim: str) -> dict[str, tuple[str, str]]:
    return {check.text: (check.verdict, check.reason) for check in summarizer.verify(claim, SOURCE).checks}


@pytest.mark.parametrize(
    ("claim", "text", "right"),
    [
        ("环城路工程将于2025年完成。", "2025年", True),
        ("The ring road will be finished in 2027.", "2027", False),
        ("环城路工程2027年完成。", "2027年", False),
        ("制定五年行动计划。", "五年", False),
        ("A five-year action plan was drawn up.", "five-year", False),
        ("A three-year action plan was drawn up.", "three-year", True),
        ("连续9年获评优秀。", "9年", False),
        ("GDP growth was the fourth fastest in the country.", "fourth", True),
        ("GDP growth was the third fastest in the country.", "third", False),
        ("增速居全国第3位。", "第3位", False),
        ("党的十九大精神深入人心。", "十九大", False),
        ("The spirit of the 20th congress took root.", "20th", True),
        ("第5次会议研究了项目。", "第5次", False),
        ("8月底前完成整改。", "8月", False),
        ("Rectification was completed by the end of August.", "August", False),
        ("There were four special meetings.", "four", True),
        ("The third meeting discussed the F-22 project.", "F-22", True),
        ("The third meeting discussed the F-35 project.", "F-35", False),
    ],
)
def test_a_mention_is_supported_where_the_source_says_the_same_of_its_kind(claim: str, text: str, right: bool) -> None:
    assert (verdicts(claim)[text][0] == "supported") == right


def test_the_reasons_are_those_of_the_kind() -> None:
    assert verdicts("增速居全国第3位。")["第3位"] == ("rejected", "rank")
    assert verdicts("环城路工程2027年完成。")["2027年"] == ("rejected", "date")
    assert verdicts("连续9年获评优秀。")["9年"] == ("rejected", "period")


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("2025年6月20日", "June 20, 2025"),
        ("2月10日", "Feb. 10"),
        ("前三季度", "the first nine months"),
        ("一季度", "the first quarter"),
        ("近5个月", "nearly five months"),
        ("两周内", "within 14 days"),
        ("一年半", "18 months"),
        ("上世纪90年代", "the 1990s"),
        ("下午3点半", "3:30 p.m."),
        ("16岁少年", "a 16-year-old boy"),
        ("第二十届", "the 20th"),
        ("“十四五”规划", "the 14th Five-Year Plan"),
        ("首批", "the first batch"),
        ("排名前10位", "in the top ten"),
        ("C919", "the C919"),
    ],
)
def test_both_languages_say_it_in_the_same_parts(chinese: str, english: str) -> None:
    theirs = {(one.sort, one.parts) for one in in_english(english)}

    assert {(one.sort, one.parts) for one in in_chinese(chinese)} & theirs


def test_every_digit_has_a_verdict_or_a_reason() -> None:
    claim = "1. The GB 12345 standard was applied.\n2. GDP grew 6.1% in 2023. See Document No. 57 [2016]."
    found = summarizer.verify(claim, SOURCE)
    told = [(one.start, one.end) for one in (*found.checks, *found.unchecked)]

    assert all(any(a <= at < b for a, b in told) for at, sign in enumerate(claim) if sign.isdigit())
    assert {one.reason for one in found.unchecked} == {"a list number", "a name"}


def test_a_number_that_only_stands_there_is_unread() -> None:
    found = verdicts("The delegation had 100 people.")
    source = "青川市2023年工作总结\n\n一、工作情况\n\n百人考察团到访，参观企业12家。\n"

    assert found["100"][0] == "rejected"
    (check,) = summarizer.verify("The delegation had 100 people.", source).checks
    assert (check.verdict, check.reason) == ("review", "unread")
