"""The key figures: the place's own and the year's, level and growth apart; nothing that bounds or compares."""

import pytest

import summarizer

REPORT = """2032年星河市人民政府工作报告
一、2031年工作回顾
{before}
今年，全市经济稳中有进。{said}服务业增加值增长6.1%。
二、2032年工作安排
{planned}抓好十个方面工作。
"""


def rows(said: str, before: str = "工作有序开展。", planned: str = "") -> list[tuple[str, str]]:
    """What the table of a brief without a model shows: measure and number."""
    text = REPORT.format(said=said, before=before, planned=planned)
    brief = summarizer.summarize(summarizer.load(text), model="none")
    by_id = {shown.figure.id: shown for shown in brief.report.figures}
    return [(by_id[name].measure.zh, by_id[name].figure.text) for name in brief.key_figures]


def test_the_level_that_was_reached_is_shown_before_the_one_that_was_passed() -> None:
    shown = rows("地区生产总值突破600亿元，达到610.5亿元、增长6.3%。")
    assert ("地区生产总值", "610.5亿元") in shown
    assert ("地区生产总值", "6.3%") in shown
    assert ("地区生产总值", "突破600亿元") not in shown


@pytest.mark.parametrize(
    "said",
    [
        "社会消费品零售总额增幅高于全国1.4个百分点。",
        "社会消费品零售总额增速分别高于全国、全省0.9个、2个百分点。",
        "5个镇街被评为示范镇街。",
    ],
)
def test_what_compares_or_is_a_handful_is_no_key_figure(said: str) -> None:
    assert rows(said) == [("服务业增加值", "6.1%")]


def test_what_projects_cost_is_no_key_figure() -> None:
    assert [number for _, number in rows("新引进项目26个、总投资946亿元。")] == ["26个", "6.1%"]


def test_an_amount_that_bounds_an_investment_is_not_its_level() -> None:
    shown = rows("", planned="规模以上工业增加值增长10%，500万元以上固定资产投资增长3%。")
    assert ("固定资产投资", "500万元以上") not in shown


def test_a_second_goal_for_the_same_growth_is_no_level() -> None:
    shown = rows("", planned="地区生产总值增长5.5%、力争6%以上。")
    assert [row for row in shown if row[0] == "地区生产总值"] == [("地区生产总值", "5.5%")]


def test_growth_over_five_years_is_not_shown_as_the_years() -> None:
    shown = rows("", before="“十四五”时期，全市迈上新台阶。人均地区生产总值增长25%，固定资产投资年均增长8%。")
    assert shown == [("服务业增加值", "6.1%")]


def test_a_name_carries_no_mark() -> None:
    text = REPORT.format(said="一产增加值增长5.5%。", before="工作有序开展。", planned="")
    brief = summarizer.summarize(summarizer.load(text), model="none")
    page = brief.to_markdown(text)
    assert "# 2032年星河市人民政府工作报告\n" in page
    assert "| 一产增加值 (增长 up) |" in page


@pytest.mark.parametrize(
    "measure",
    ["全市地区生产总值", "地区生产总值突破“五百亿”", "地区生产总值新台阶", "地区生产总值在应对多难局面下", "经济"],
)
def test_output_is_known_by_what_a_report_says_of_its_way(measure: str) -> None:
    from summarizer.language.headlines import headline

    known = headline(measure)
    assert known and known.name == "output"


@pytest.mark.parametrize("measure", ["滨江新区地区生产总值", "研发投入占地区生产总值", "民营经济", "出口在全省"])
def test_a_share_of_output_or_a_parts_is_not_output(measure: str) -> None:
    from summarizer.language.headlines import headline

    known = headline(measure)
    assert known is None or known.name != "output"
