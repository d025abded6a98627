"""Problems and the plans that answer them, who is to carry a plan out, and where a report praises itself."""

from pathlib import Path

import pytest

from summarizer import extract
from summarizer.base.document import Span
from summarizer.extract.attribution import praise, responsible
from summarizer.schema import WorkReport

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="module")
def district() -> WorkReport:
    return extract(SAMPLES / "yunhe_2023_rule_of_law.txt", model="none")


def tied(report: WorkReport) -> dict[str, list[str]]:
    titles = {plan.id: plan.title.zh for plan in report.plans}
    return {problem.title.zh: [titles[name] for name in problem.answers] for problem in report.problems}


def test_a_problem_is_tied_to_the_plan_that_answers_it(district: WorkReport) -> None:
    assert tied(district) == {
        "部分领导干部运用法治思维解决问题的能力还不强": ["抓住“关键少数”"],
        "基层执法力量薄弱": ["充实基层执法力量"],
        "行政复议纠错率偏高": ["规范行政执法行为"],
    }


def test_a_tie_is_said_on_both_sides(district: WorkReport) -> None:
    pairs = {(problem.id, plan) for problem in district.problems for plan in problem.answers}
    assert pairs == {(problem, plan.id) for plan in district.plans for problem in plan.answers}
    assert all(not item.answers for item in district.achievements)


def test_what_shares_no_words_of_its_own_is_not_tied() -> None:
    report = extract(
        "云禾区2023年工作总结\n\n一、主要工作\n\n（一）开展执法检查。检查企业86家。\n\n二、存在的问题\n\n"
        "一是工作人员业务能力有待提高。二是河道污染治理进展缓慢。\n\n三、下一步工作计划\n\n"
        "（一）进一步加强政务公开工作。发布信息300条。\n\n（二）加快河道污染治理。整治河道12条。\n",
        model="none",
    )
    assert [len(problem.answers) for problem in report.problems] == [0, 1]


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("增强自觉性。（责任处室：办公室、法规安全处）", ("办公室、法规安全处",)),
        ("完成整治（牵头单位：区司法局；配合单位：各镇街）。", ("区司法局",)),
        ("评查案卷600宗（区司法局牵头，各镇街配合）", ("区司法局",)),
        ("建成监测站（区水务局负责）。", ("区水务局",)),
        ("评查案卷600宗；由区司法局牵头，各执法部门配合。", ("区司法局",)),
        ("落实安全生产责任，健全负责机制。", ()),
    ],
)
def test_who_is_responsible_is_found_as_written(written: str, who: tuple[str, ...]) -> None:
    assert responsible(written, [Span(0, len(written))]) == who


@pytest.mark.parametrize(
    ("summary", "phrases"),
    [
        ("办事时限压缩92.42%，成效显著。", ("成效显著",)),
        ("改革取得明显成效，受到群众广泛好评。", ("取得明显成效", "受到群众广泛好评")),
        ("切实方便群众办事。", ("切实方便",)),
        ("案件数同比明显提高12%。", ()),
        ("收到行政复议申请86件，审结79件。", ()),
    ],
)
def test_praise_is_told_from_results(summary: str, phrases: tuple[str, ...]) -> None:
    assert praise(summary) == phrases
