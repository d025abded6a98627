"""The outline: numbering, kinds, items, sentences, and what a report says of itself."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import outline as benchmark
from benchmarks.__main__ import FLOORS
from benchmarks.floors import read_floors
from summarizer.base.document import Document
from summarizer.outline import Outline, outline
from summarizer.readers import read
from tests.growth import processor_seconds

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "yanchuan_2021.txt"

SHARED = Path(os.environ.get("SUMMARIZER_SHARED", Path(__file__).resolve().parents[2] / "shared"))
needs_shared = pytest.mark.skipif(not (SHARED / "reports" / "gold").is_dir(), reason="the shared reports are not here")

DISTRICT = """青岚区2023年法治政府建设年度报告

2023年，青岚区扎实推进依法行政，现将有关情况报告如下：

一、主要工作情况

（一）提高依法行政能力。

1.抓好领导干部学法。一是举办讲座4场。二是培训1350人次。

2.加强“一卡”（一网）（一号）建设。推动服务下沉。

（二）规范执法行为。

1.加强执法监督。评查案卷480宗，新增企业增长
31.3%。完成年度任务。

2.严格责任追究。问责三人。

二、存在的问题

在肯定成绩的同时，我们也清醒地看到一些不足：一是执法力量薄弱；二是培训不够深入。

三、2024年工作计划

（一）充实执法力量。一是招录人员。二是开展培训。

（二）加强考核。完善考核指标。

专此报告。

青岚区人民政府
2024年1月16日
"""


def found(text: str) -> Outline:
    return outline(read(text))


def top(result: Outline) -> list[tuple[str, str]]:
    return [(section.kind, section.heading) for section in result.sections if section.level == 1]


def items(result: Outline, kind: str) -> list[str]:
    return [item.text for item in result.items if item.kind == kind]


def test_the_parts_of_a_numbered_report_have_their_kinds() -> None:
    assert top(found(DISTRICT)) == [
        ("preamble", ""),
        ("achievements", "一、主要工作情况"),
        ("problems", "二、存在的问题"),
        ("plans", "三、2024年工作计划"),
        ("other", ""),
    ]


def test_achievements_are_the_finest_headed_passages() -> None:
    assert [item.heading for item in found(DISTRICT).items if item.kind == "achievements"] == [
        "1.抓好领导干部学法。",
        "2.加强“一卡”（一网）（一号）建设。",
        "1.加强执法监督。",
        "2.严格责任追究。",
    ]


def test_a_wrapped_line_that_begins_with_a_number_is_no_heading() -> None:
    assert not [section for section in found(DISTRICT).sections if section.heading.startswith("31")]


def test_each_admitted_problem_is_an_item_without_its_lead_in() -> None:
    assert items(found(DISTRICT), "problems") == ["一是执法力量薄弱", "二是培训不够深入"]


def test_a_plan_item_is_a_measure_of_the_top_level_with_all_its_text() -> None:
    assert items(found(DISTRICT), "plans") == [
        "（一）充实执法力量。一是招录人员。二是开展培训。",
        "（二）加强考核。完善考核指标。",
    ]


def test_the_same_report_on_one_line_has_the_same_items() -> None:
    line = DISTRICT.replace("\n", "")
    for kind in ("problems", "plans"):
        assert items(found(line), kind) == items(found(DISTRICT), kind)
    assert len(items(found(line), "achievements")) == 4


def test_headings_glued_to_their_text_are_cut_at_the_next_marker() -> None:
    result = found(
        "一、主要工作（一）强化权益保护一是坚持创新，办理三件。二是开展宣传。（二）规范管理一是建章立制。二是抓落实。二、工作计划（一）抓培训。（二）抓执法。"
    )
    assert [section.heading for section in result.sections if section.level == 2][:2] == [
        "（一）强化权益保护",
        "（二）规范管理",
    ]


def test_numbering_that_restarts_under_unnumbered_titles_is_two_parts() -> None:
    result = found("2023年工作回顾\n\n过去一年成效明显。\n\n一、社会稳定\n\n甲事办成。\n\n"
                   "二、经济向好\n\n乙事办成。\n\n"
                   "2024年重点工作\n\n一、维护稳定\n\n抓甲事。\n\n二、发展经济\n\n抓乙事。\n")  # fmt: skip
    assert top(result) == [("achievements", "2023年工作回顾"), ("plans", "2024年重点工作")]
    assert len(items(result, "plans")) == 2


@pytest.mark.parametrize(
    "tail",
    [
        "但仍存在一些不足：基层力量薄弱，执法不够规范。",
        "在肯定成绩的同时，我们也清醒看到，还存在不少问题。主要是：基层力量薄弱；执法不够规范。对此，我们将认真解决。",
        "对照上级要求，工作仍存在一定差距。如基层力量还显薄弱、执法有待规范等。",
    ],
)
def test_problems_in_the_tail_of_the_review_are_found(tail: str) -> None:
    result = found(
        f"一、2023年工作情况\n\n（一）抓培训。全年培训三期。\n\n（二）抓执法。全年办案九件。\n\n{tail}\n\n二、2024年工作打算\n\n（一）抓甲事。\n\n（二）抓乙事。\n"
    )
    assert [kind for kind, _ in top(result)] == ["achievements", "problems", "plans"]
    problems = items(result, "problems")
    assert len(problems) == 2 and problems[0].startswith("基层力量") and problems[1].startswith("执法")


def test_a_section_of_problems_and_next_steps_is_split() -> None:
    result = found("一、工作情况\n\n成效明显，办理九件。\n\n二、存在问题及下一步打算\n\n"
                   "目前还存在一些问题：一是人员不足；二是经费紧张。下一步，我们将重点抓好以下工作："
                   "（一）充实人员，招录三名。（二）争取经费，保障运转。\n")  # fmt: skip
    assert [kind for kind, _ in top(result)] == ["achievements", "problems", "plans"]
    assert items(result, "problems") == ["一是人员不足", "二是经费紧张"]
    assert len(items(result, "plans")) == 2


def test_annexes_and_notes_of_terms_are_other() -> None:
    result = found(
        DISTRICT
        + "\n名词解释\n\n1.“两重”：重大战略。\n\n2.“两新”：设备更新。\n\n"
        + "附件1\n\n十件实事\n\n一、办好甲事\n\n二、办好乙事\n"
    )
    assert items(result, "plans") == items(found(DISTRICT), "plans")
    assert {kind for kind, heading in top(result) if heading in ("名词解释", "附件1")} == {"other"}


@pytest.mark.parametrize(
    "aims",
    [
        "二、2024年总体要求\n\n要做到以下几点。\n\n（一）坚持稳字当头。把握节奏。\n\n（二）坚持创新驱动。增强动能。\n\n",
        "二、今后五年发展目标\n\n工作中要做到三个坚定不移：\n\n一是坚定不移抓发展。咬定目标。\n\n"
        "二是坚定不移抓转型。优化结构。\n\n三是坚定不移抓民生。办好实事。\n\n",
    ],
)
def test_lists_of_aims_are_plans_but_no_measures_where_measures_are_listed(aims: str) -> None:
    result = found("一、2023年工作回顾\n\n成效明显，办成三件大事。\n\n" + aims + "三、2024年重点任务\n\n"
                   "（一）抓产业。建园区。\n\n（二）抓民生。办学校。\n\n（三）抓安全。强监管。\n")  # fmt: skip
    assert [kind for kind, _ in top(result)] == ["achievements", "plans", "plans"]
    assert [text[:6] for text in items(result, "plans")] == ["（一）抓产业", "（二）抓民生", "（三）抓安全"]


def test_requirements_and_targets_beside_the_tasks_in_one_part_are_no_measures() -> None:
    result = found("一、2023年工作回顾\n\n成效明显。\n\n二、2024年工作安排\n\n（一）总体要求\n\n坚持稳中求进。\n\n"
                   "（二）主要目标\n\n增长6%以上。\n\n（三）重点任务\n\n1.抓产业。建园区。\n\n"
                   "2.抓民生。办学校。\n")  # fmt: skip
    assert items(result, "plans") == ["1.抓产业。建园区。", "2.抓民生。办学校。"]


def test_ordinal_words_and_dashes_number_too() -> None:
    result = found(
        "一、2023年工作回顾\n\n——产业迈出新步。办成甲事。\n\n——民生得到改善。办成乙事。\n\n二、2024年工作安排\n\n第一，发展产业\n\n抓甲事。\n\n第二，改善民生\n\n抓乙事。\n"
    )
    assert len(items(result, "achievements")) == 2
    assert [text[:3] for text in items(result, "plans")] == ["第一，", "第二，"]


def test_a_report_without_sections_is_outlined_as_achievements_and_says_so() -> None:
    result = found("全年办理案件三件。\n\n开展培训九期。\n")
    assert [kind for kind, _ in top(result)] == ["achievements"]
    assert len(result.items) == 2
    assert "No numbered or titled sections were found" in result.notes[0]


def test_sentences_lie_in_one_section_and_headings_are_their_own() -> None:
    result = found(DISTRICT)
    sections = {section.id: section for section in result.sections}
    for sentence in result.sentences:
        assert sections[sentence.section].start <= sentence.start < sentence.end <= sections[sentence.section].end
    texts = [result.document.text[sentence.start : sentence.end] for sentence in result.sentences]
    assert "二、存在的问题" in texts and "1.抓好领导干部学法。" in texts


def test_the_report_describes_itself() -> None:
    metadata = found(DISTRICT).document.metadata
    assert metadata.title == "青岚区2023年法治政府建设年度报告"
    assert (metadata.issuer, metadata.period, metadata.published) == ("青岚区人民政府", "2023", "2024-01-16")


@pytest.mark.parametrize(
    ("text", "issuer", "period"),
    [
        ("青岚市水务局关于2022年法治工作情况暨2023年工作要点的报告\n\n一、情况\n\n成效。\n", "青岚市水务局", "2022"),
        ("2024年青岚省政府工作报告\n\n各位代表：现在，我代表省人民政府报告工作。\n\n"
         "一、2023年工作回顾\n\n成效。\n\n二、2024年工作安排\n\n抓甲事。\n", "青岚省人民政府", "2023"),
        ("一、过去五年工作回顾\n\n成效。\n\n二、2017年重点工作\n\n抓甲事。\n", "", "2012-2016"),
        ("一、“十三五”时期工作回顾\n\n成效。\n", "", "2016-2020"),
    ],
)  # fmt: skip
def test_office_and_period_are_those_of_the_report(text: str, issuer: str, period: str) -> None:
    metadata = found(text).document.metadata
    assert (metadata.issuer, metadata.period) == (issuer, period)


FRAGMENTS = st.sampled_from(
    ["一、", "二、", "（一）", "(二)", "1.", "2、", "一是", "二是", "第一，", "——", "①", "存在的问题", "2024年工作计划",
     "附件1", "但仍存在一些不足：", "下一步，我们将抓好以下工作：",
     "各位代表！", "。", "；", "，", "\n", "\n\n", "\f", "12\n", "0\n", "— 1 —\n", "办理三件", "（", "“",
     "返回顶部\n", "发布时间：2024-01-01\n", " ", "a", "让我们"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS, max_size=60).map("".join) | st.text(max_size=120))
def test_any_text_has_an_outline_that_holds_together(text: str) -> None:
    if not text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        return
    document = read(text + "\n中")
    result = outline(document)
    length, at = len(document.text), 0
    for section in result.sections:
        assert 0 <= section.start <= section.body <= section.end <= length
        if section.level == 1:
            assert section.start == at
            at = section.end
        else:
            parent = next(each for each in result.sections if each.id == section.parent)
            assert parent.start <= section.start and section.end <= parent.end
    assert at == length
    last = 0
    for sentence in result.sentences:
        assert last <= sentence.start < sentence.end <= length
        last = sentence.end
    for item in result.items:
        assert 0 <= item.start < item.end <= length and item.text == document.text[item.start : item.end]
        assert item.section in {section.id for section in result.sections}
    assert len({each.id for each in (*result.sections, *result.items, *result.sentences)}) == len(
        (*result.sections, *result.items, *result.sentences)
    )


@pytest.mark.parametrize(
    "unit", ["一、\n", "一是", "（一）", "我们也应看到存在", "各", " ", "12\n", "项目\n", "——", "1."]
)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(times: int) -> float:
        document = read(unit * times + "\n中")
        return processor_seconds(lambda: outline(document), repeats=1)

    seconds(100)
    assert seconds(2_400) < 14 * seconds(600) + 0.15


@needs_shared
def test_the_gold_reports_and_the_reference_report_reach_their_floors() -> None:
    measured = benchmark.measure()
    floors = read_floors(FLOORS)["outline"]
    assert [name for name, floor in floors.items() if not floor.holds(measured[name])] == []
    assert [
        measured[f"reference {name}"] for name in ("second-level achievements", "achievements", "problems", "plans")
    ] == [10, 31, 3, 5]
    assert [measured[f"reference {name}"] for name in ("title", "issuer", "period")] == [
        "从化区2016年依法行政工作情况报告",
        "从化区人民政府",
        "2016",
    ]


def test_problems_in_the_work_admitted_in_a_tail_are_found() -> None:
    text = (
        "青岚市水务局2022年工作总结\n\n全年完成投资3亿元。\n\n"
        "工作中还存在一些困难和问题，主要表现在：一是资金缺口大；二是队伍力量薄弱。\n\n2023年工作打算\n\n一是完成投资4亿元。\n"
    )
    found = outline(Document(text=text))
    assert [item.text for item in found.items if item.kind == "problems"] == ["一是资金缺口大", "二是队伍力量薄弱"]


def test_the_same_text_read_twice_tells_the_same_of_itself() -> None:
    first, second = (outline(read(SAMPLE)) for _ in range(2))
    assert first.document.metadata == second.document.metadata
    assert first.document.metadata.told
