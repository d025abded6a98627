"""What a passage is, from all that speaks for it; what is unsure says so; bad input ends in an answer."""

import pytest

import summarizer
from summarizer.outline import Outline, outline
from summarizer.readers import read
from tests.growth import processor_seconds

REVIEW = "2023年，全市新建学校3所，完成投资12亿元，同比增长5.1%，城镇新增就业2100人，群众满意度明显提高。"
ADMITS = (
    "同时，我们也清醒认识到，产业结构不优，创新能力不强，财政收支矛盾突出，"
    "民生领域还有不少短板。对此，我们将采取有力措施加以解决。"
)
PLAN = "2024年，我们将坚持稳中求进，加快推进园区建设，新建学校5所，力争完成投资20亿元，持续改善民生，扎实做好各项工作。"
NOVEL = "他推开门，看见桌上放着一封信。窗外的雨还在下，街上没有一个人。她说她明天就走，他没有回答。" * 12


def found(text: str) -> Outline:
    return outline(read(text))


def items(text: str, kind: str) -> list[str]:
    return [item.text for item in found(text).items if item.kind == kind]


def test_a_report_without_any_heading_is_taken_apart_by_its_sentences() -> None:
    result = found("\n\n".join([REVIEW, REVIEW, ADMITS, PLAN, PLAN]))
    assert [section.kind for section in result.sections] == ["achievements", "problems", "plans"]


@pytest.mark.parametrize(
    ("admission", "problems"),
    [
        (ADMITS, ["产业结构不优", "创新能力不强", "财政收支矛盾突出", "民生领域还有不少短板"]),
        ("同时，我们也清醒看到，产业结构不优，龙头企业偏少；财政收入来源单一；医疗、托育等服务供给不足。",
         ["产业结构不优，龙头企业偏少", "财政收入来源单一", "医疗、托育等服务供给不足"]),
        ("我们也清醒认识到，我市发展还存在不少短板，主要是经济总量不大；创新能力不强；作风建设还需加强。",
         ["经济总量不大", "创新能力不强", "作风建设还需加强"]),
    ],
)  # fmt: skip
def test_the_admitting_sentence_holds_problems_and_a_pair_is_one(admission: str, problems: list[str]) -> None:
    text = f"一、2023年工作回顾\n\n{REVIEW}\n\n{admission}\n\n二、2024年工作安排\n\n{PLAN}\n"
    assert items(text, "problems") == problems


def test_every_figure_of_a_plan_is_a_goal() -> None:
    plan = "二、2024年工作安排\n\n（一）抓产业。新建果园500亩。\n\n（二）抓民生。培训120人。\n"
    text = f"一、2023年工作回顾\n\n{REVIEW}\n\n{plan}"
    aspects = {figure.text: figure.aspect for figure in summarizer.figures(text) if figure.is_figure}
    assert aspects["500亩"] == aspects["120人"] == "target"
    assert aspects["3所"] == aspects["12亿元"] == "result"


def test_lists_that_announce_tasks_are_measures_and_lists_of_aims_are_not() -> None:
    text = (
        f"一、2023年工作回顾\n\n{REVIEW}\n\n二、“十六五”时期主要目标和任务\n\n{{lead}}\n一是强产业。建园区。\n"
        "二是惠民生。办学校。\n三是守安全。强监管。\n\n三、2024年重点工作\n\n"
        "（一）抓产业。建园。\n\n（二）抓民生。办学。\n\n（三）抓安全。查险。\n"
    )
    assert len(items(text.format(lead="今后五年，将着力推进三个方面重点任务。"), "plans")) == 6
    assert len(items(text.format(lead="要努力实现以下三个方面主要目标。"), "plans")) == 3


def test_a_part_on_the_government_itself_gives_its_titled_paragraphs() -> None:
    text = (
        f"一、2023年工作回顾\n\n{REVIEW}\n\n二、2024年工作安排\n\n（一）抓产业。建园。\n\n（二）抓民生。办学。\n\n"
        "三、加强政府自身建设\n\n忠心向党讲政治。坚决落实各项部署。\n\n倾心为民办实事。办好热线。\n\n"
        "公心用权转作风。少开会。\n"
    )
    assert [one[:4] for one in items(text, "plans")] == ["（一）抓", "（二）抓", "忠心向党", "倾心为民", "公心用权"]


@pytest.mark.parametrize("text", [NOVEL, "12 34 56\n78 90 123\n" * 60 + "合计"])
def test_what_is_no_report_is_told_as_neither_achieved_nor_planned(text: str) -> None:
    result = found(text)
    assert not result.items
    assert {section.kind for section in result.sections} == {"unsure"}
    assert any("told as achieved" in note for note in result.notes)
    assert not [figure for figure in summarizer.figures(result) if figure.is_figure and figure.aspect == "result"]


def test_half_a_report_is_a_review_and_nothing_is_invented_for_the_rest() -> None:
    result = found(f"一、2023年工作回顾\n\n{REVIEW}\n\n2023年，全市办成")
    assert {item.kind for item in result.items} <= {"achievements"}


def test_time_grows_with_the_text_only() -> None:
    def seconds(times: int) -> float:
        text = f"一、2023年工作回顾\n\n{REVIEW}\n\n{ADMITS}\n\n二、2024年工作安排\n\n{PLAN}\n\n" * times
        return processor_seconds(lambda: found(text), repeats=1)

    seconds(5)
    assert seconds(160) < 14 * max(seconds(20), 0.02)


def test_the_brief_says_in_its_opening_lines_what_is_unsure_and_that_no_issuer_is_stated() -> None:
    brief = summarizer.summarize(NOVEL, model="none")
    opening = brief.to_markdown().split("\n| ")[0]
    assert "is unsure: nothing there is told as achieved" in opening
    assert "issuer not stated" in opening
    assert not brief.report.achievements


def test_an_annex_of_what_is_to_be_done_behind_the_closing_tells_goals_and_no_results() -> None:
    text = (
        "2026年云河省政府工作报告\n一、2025年工作回顾\n全年完成投资30亿元。\n二、2026年工作安排\n新建学校12所。\n"
        "各位代表！让我们团结奋斗。\n附件1\n2026年省十件民生实事\n一、提升养老服务水平。\n开展培训超5万人次。\n"
    )
    found = {
        one.text: one.aspect for one in summarizer.figures(outline(read(text.encode(), name="r.txt"))) if one.is_figure
    }
    assert found["超5万人次"] == "target" and found["30亿元"] == "result"
