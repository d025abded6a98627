"""What may be done or planned is told as neither; a model at hand is asked, and what it settles is marked as its."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

import summarizer
from summarizer.extract.divided import settled
from summarizer.extract.drafts import Draft, drafts_by_rule
from summarizer.model.client import Client
from summarizer.model.settings import Endpoint
from summarizer.outline.structure import Outline
from summarizer.quantities import Figure
from tests.conftest import CASSETTES
from tests.endpoint import MockEndpoint, completion

XINGHE = """2032年星河市人民政府工作报告
各位代表：
过去一年，全市地区生产总值增长6.1%，一般公共预算收入增长4.2%。全年新建学校3所，改造老旧小区12个。
我们坚持产业强市。新增规上工业企业21家，技改投资增长9.3%。完成棚户区改造1200套。
要坚持把招商引资作为头号工程，力争引进重点项目30个。要加快推进园区建设，确保新增标准厂房20万平方米，着力培育龙头企业10家，努力打造千亿级产业集群。
我们办好民生实事。城镇新增就业1.2万人，发放补贴3.4亿元。
全年完成造林5万亩，空气质量优良天数310天。
"""
YUNTING = """云汀县农业农村局2031年工作总结
全年粮食产量32万吨，增长2.1%。新建高标准农田4.5万亩，改造农房620户。
要大力实施种业振兴行动，确保良种覆盖率达到98%。要加快补齐冷链短板，力争新建冷库15座，努力推动农产品加工业提质增效。
农村居民人均可支配收入增长7.2%。举办丰收节活动6场。
"""
DIVIDED = "要坚持把招商引资作为头号工程"


def outlined(text: str) -> tuple[Outline, tuple[Figure, ...]]:
    outline = summarizer.outline(summarizer.load(text))
    return outline, summarizer.figures(outline)


def after(text: str, endpoint: Endpoint) -> tuple[list[Draft], list[Figure]]:
    """The drafts of a text and its figures after the model at ``endpoint`` was asked about what is divided."""
    outline, figures = outlined(text)
    drafts = drafts_by_rule(outline, [one for one in figures if one.is_figure])

    async def ask() -> tuple[list[Draft], list[Figure]]:
        async with Client(endpoint) as client:
            return await settled(drafts, figures, outline.document.text, outline.document.metadata.period, client)

    return asyncio.run(ask())


def of(drafts: list[Draft], text: str) -> Draft:
    return next(one for one in drafts if text[one.span.start :].startswith(DIVIDED))


# --- without a model


@pytest.mark.parametrize("text", [XINGHE, YUNTING])
def test_one_passage_of_a_review_that_plans_is_unsure_and_no_other(text: str) -> None:
    outline, _ = outlined(text)
    [unsure] = [item for item in outline.items if item.unsure]
    assert unsure.text.startswith("要") and unsure.certainty < 0.5
    assert all(0.5 <= item.certainty <= 1 for item in outline.items if item is not unsure)


def test_its_figures_are_neither_results_nor_goals_and_no_key_figures() -> None:
    brief = summarizer.summarize(summarizer.load(XINGHE), model="none")
    start, end = XINGHE.index(DIVIDED), XINGHE.index("我们办好")
    inside = [shown.figure for shown in brief.report.figures if start <= shown.figure.start < end]
    assert inside and not [one for one in inside if one.aspect in ("result", "cumulative", "average")]
    assert not {one.id for one in inside if one.aspect == "unsure"} & set(brief.key_figures)


def test_the_brief_says_so_in_its_opening_lines_and_at_the_item_in_every_format(tmp_path: Path) -> None:
    brief = summarizer.summarize(summarizer.load(XINGHE), model="none")
    assert [item.unsure for item in brief.report.achievements].count(True) == 1
    page = brief.to_markdown(XINGHE)
    assert "成效4项" in page and "另有1项未能判定为已做或拟做" in page
    assert "4 achievements" in page and "1 more statement is unsure, done or planned" in page
    assert f"〔未定〕{DIVIDED}" in page
    assert page.index("Unsure, done or planned: not told as achieved") > page.index("发放补贴")
    assert f"〔未定〕{DIVIDED}" in brief.to_html(XINGHE)
    told = {line.text.zh for line in brief.report.opening}
    assert not [line for line in told if "30个" in line or "20万平方米" in line]
    record = next(one for one in brief.report.model_dump()["achievements"] if one["unsure"])
    assert record["certainty"] < 0.5 and record["judged"] == ""


# --- with a model at hand: a mock endpoint stands in for it and shows the way of the answer, not what a model knows


@pytest.mark.loopback
def test_an_answer_of_a_mock_endpoint_makes_it_a_plan_marked_as_the_models() -> None:
    with MockEndpoint(completion('{"p1": "plan"}')) as endpoint:
        drafts, figures = after(XINGHE, endpoint.endpoint())
    item = of(drafts, XINGHE)
    assert (item.kind, item.unsure, item.judged) == ("plans", False, "model")
    assert {one.aspect for one in item.figures} == {"target"}
    assert not [one for one in figures if one.aspect == "unsure"]
    [asked] = endpoint.requests
    shown = asked["messages"][-1]["content"]
    assert f"1 = {DIVIDED}" in shown and "2 =" not in shown


@pytest.mark.loopback
@pytest.mark.parametrize("answer", ['{"p1": "other"}', '{"p1": "problem"}', "no JSON"])
def test_what_a_mock_endpoint_does_not_settle_stays_unsure(answer: str) -> None:
    with MockEndpoint(completion(answer)) as endpoint:
        drafts, _ = after(XINGHE, endpoint.endpoint())
    assert (of(drafts, XINGHE).unsure, of(drafts, XINGHE).judged) == (True, "")


@pytest.mark.loopback
def test_a_mock_endpoint_is_not_asked_where_nothing_is_divided() -> None:
    with MockEndpoint(completion("{}")) as endpoint:
        after(XINGHE.replace(XINGHE[XINGHE.index(DIVIDED) : XINGHE.index("我们办好")], ""), endpoint.endpoint())
    assert endpoint.requests == []


# --- the embedded model's own answers, recorded


@pytest.mark.skipif(not (CASSETTES / "test_divided").is_dir() and "--record" not in sys.argv, reason="not recorded yet")
@pytest.mark.parametrize("text", [XINGHE, YUNTING], ids=["city", "bureau"])
def test_the_embedded_model_is_asked_once_and_never_makes_it_achieved_unmarked(
    text: str, cassette: Any, local_endpoint: Endpoint
) -> None:
    drafts, _ = after(text, local_endpoint)
    [asked] = [one for one in drafts if text[one.span.start :].startswith("要")]
    assert asked.unsure or asked.judged == "model"
