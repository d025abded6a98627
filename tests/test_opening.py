"""The brief opens with five lines of what matters, in both languages, each number tied to the source."""

import json
from typing import Any

import pytest

from summarizer.pipeline.whole import conclude, prepare
from summarizer.readers import read
from summarizer.renderers.markdown import to_markdown
from summarizer.schema import Brief
from tests.endpoint import Answer, MockEndpoint, completion
from tests.stand_in import prompt, reply_to, sensible, wants
from tests.test_extract import DISTRICT, extracted


def brief_of(mock: MockEndpoint | None = None, plan: str = "items") -> Brief:
    report = extracted(DISTRICT, mock.endpoint(plan=plan) if mock else None)
    return conclude(report, prepare(read(DISTRICT)).proof())


def kinds(brief: Brief) -> list[str]:
    return [line.kind for line in brief.report.opening]


FIVE = ["achievements", "achievements", "problems", "problems", "plans"]


def test_without_a_model_the_lines_are_the_sources_own_sentences() -> None:
    brief = brief_of()
    assert kinds(brief) == FIVE
    ids = {item.id for kind in ("achievements", "problems", "plans") for item in getattr(brief.report, kind)}
    assert all(line.items and set(line.items) <= ids for line in brief.report.opening)
    results = [line.text.zh for line in brief.report.opening[:2]]
    assert all(line.endswith("。") for line in results) and any(character.isdigit() for character in results[0])


def test_every_number_of_the_lines_is_checked_and_supported() -> None:
    brief = brief_of()
    told = [check for check in brief.checks if check.field.startswith("opening[")]
    assert told and {check.verdict for check in told} == {"supported"}


@pytest.mark.parametrize("plan", ["items", "whole"])
def test_with_a_model_they_are_in_both_languages(mock_endpoint: MockEndpoint, plan: str) -> None:
    mock_endpoint.reply = sensible
    brief = brief_of(mock_endpoint, plan)
    assert kinds(brief) == FIVE
    assert all(line.text.zh and line.text.en for line in brief.report.opening)


def lines(change: dict[str, Any]) -> Any:
    """A strong model's opening: its first problem's line, changed."""

    def reply(body: dict[str, Any]) -> Answer:
        if wants(body) != "Lines":
            return completion(json.dumps(reply_to(body), ensure_ascii=False))
        name = next(line.split()[0] for line in prompt(body).splitlines() if "(problems)" in line)
        line = {"i": [name], "k": "problems", "zh": "基层力量薄弱。", "en": "Grassroots staffing is thin."}
        return completion(json.dumps({"lines": [line | change]}, ensure_ascii=False))

    return reply


def test_a_strong_model_writes_them_from_its_verified_items_and_rules_say_the_rest(
    mock_endpoint: MockEndpoint,
) -> None:
    mock_endpoint.reply = lines({})
    brief = brief_of(mock_endpoint, "whole")
    assert "Grassroots staffing is thin." in [line.text.en for line in brief.report.opening]
    assert kinds(brief) == FIVE


@pytest.mark.parametrize(
    "change",
    [
        {"en": "Only 3 of 99 towns have staff."},
        {"zh": "仅有777人。"},
        {"i": ["i999"]},
        {"i": []},
        {"k": "plans"},
        {"en": "基层力量薄弱。"},
    ],
    ids=["a number of its own", "a Chinese one", "an item that is not", "no item", "another kind", "Chinese"],
)
def test_a_line_that_does_not_hold_is_said_by_rule(mock_endpoint: MockEndpoint, change: dict[str, Any]) -> None:
    mock_endpoint.reply = lines(change)
    brief = brief_of(mock_endpoint, "whole")
    assert kinds(brief) == FIVE
    told = " ".join(f"{line.text.zh} {line.text.en}" for line in brief.report.opening)
    assert "Grassroots staffing" not in told and "777" not in told and "99 towns" not in told


def test_the_brief_shows_them_first(mock_endpoint: MockEndpoint) -> None:
    mock_endpoint.reply = sensible
    text = DISTRICT.read_text(encoding="utf-8")
    page = to_markdown(brief_of(mock_endpoint), text)
    assert page.index("## 要点 In brief") < page.index("## 关键数据")
    assert page.split("## 关键数据")[0].count("\n- ") == 5


def test_asked_again_the_lines_are_the_same() -> None:
    assert brief_of().report.opening == brief_of().report.opening


CITY = """云河市政府工作报告

一、2023年工作回顾

过去一年，全市地区生产总值突破800亿元、达到812.5亿元，同比增长6.1%；一般公共预算收入51.3亿元，增长7.2%。
过去五年，地区生产总值年均增长9.9%，迈上三个台阶，老百姓的日子越过越红火。
我们坚定信心抓项目，新开工项目120个，完成投资230亿元。城乡居民人均可支配收入分别达到42960元、24630元，增长5.6%、7.5%。
同时，我们清醒认识到，工作中还存在不少困难和问题：产业结构不优；民生欠账较多。

二、2024年工作安排

今年经济社会发展主要预期目标是：地区生产总值增长6.5%左右，固定资产投资增长8%，城镇新增就业2万人以上。
重点做好以下工作：加快产业升级，力争技术合同成交额达到18亿元。
"""


def test_the_first_line_is_output_and_its_growth_the_last_the_goal_for_it() -> None:
    lines = conclude_city().report.opening
    assert lines[0].text.zh.startswith("全市地区生产总值突破800亿元、达到812.5亿元，同比增长6.1%")
    assert lines[0].text.en and lines[0].text.en.startswith("Gross regional product CNY 81.25 billion, up 6.1%")
    assert lines[-1].kind == "plans"
    assert lines[-1].text.zh.startswith("预期目标：地区生产总值增长6.5%左右")
    assert lines[-1].text.en == (
        "Goals: gross regional product up about 6.5%; fixed-asset investment up 8%; new urban jobs at least 20,000."
    )
    assert not any("9.9" in line.text.zh for line in lines)


def test_what_is_said_of_town_and_country_is_told_of_both() -> None:
    told = " ".join(line.text.en or "" for line in conclude_city().report.opening)
    assert "CNY 42,960" not in told or "24,630" in told


def test_a_level_that_is_not_read_in_the_clause_does_not_take_the_line_away() -> None:
    from summarizer import summarize

    text = CITY.replace("突破800亿元、达到812.5亿元，同比增长6.1%", "增长6.1%、总量达812.5亿元")
    assert "增长6.1%" in summarize(text, model="none").report.opening[0].text.zh


def test_the_goal_that_a_model_was_not_shown_goes_before_its_own_line() -> None:
    from summarizer.pipeline.opening import with_opening
    from summarizer.schema import Bilingual, OpeningLine

    report = conclude_city().report
    plan = report.plans[0]
    own = OpeningLine(
        kind="plans", text=Bilingual(zh="加快产业升级。", en="Industry is to be upgraded."), items=(plan.id,)
    )
    told = with_opening(report.model_copy(update={"opening": (own,)}), (), CITY, lambda line: True)
    assert told.opening[-1].text.zh.startswith("预期目标：地区生产总值增长6.5%左右")
    own = own.model_copy(
        update={"text": Bilingual(zh="地区生产总值增长6.5%左右。", en="Output is to grow by about 6.5%.")}
    )
    told = with_opening(report.model_copy(update={"opening": (own,)}), (), CITY, lambda line: True)
    assert told.opening[-1] == own


def conclude_city() -> Brief:
    from summarizer import summarize

    return summarize(CITY, model="none")


ACCOUNTS = """云河县交通运输局2023年度部门决算

第一部分 云河县交通运输局概况

一、主要职责

（一）贯彻执行国家有关交通运输工作的方针政策。

（二）负责全县公路建设和养护工作。

第二部分 2023年度部门决算情况说明

一、收入支出决算总体情况说明

2023年度收入总计3516.2万元，支出总计3516.2万元。与上年相比，收、支总计各减少215.6万元，下降5.8%。

二、收入决算情况说明

2023年度收入合计3402.1万元，其中：财政拨款收入3398.5万元，占99.9%。
"""


def test_final_accounts_are_told_as_accounts_and_duties_are_no_achievement() -> None:
    from summarizer import summarize

    brief = summarize(ACCOUNTS, model="none")
    told = " ".join(item.summary.zh for item in brief.report.achievements)
    assert "3516.2万元" in told and "方针政策" not in told and "养护" not in told
    page = to_markdown(brief, ACCOUNTS)
    assert "## 收支情况" in page and "成效" not in page.split("## 核对账")[0]
    assert not brief.report.opening[0].text.zh.startswith("与上年相比")
