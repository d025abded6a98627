"""Chinese titles and summaries: the report's own words, shortened by rule, never turned around."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.base.document import Span
from summarizer.extract.shorten import (
    LONGEST_TITLE,
    clauses,
    heading_end,
    join_runs,
    short_title,
    strip_marker,
    summary_spans,
)
from summarizer.outline.structure import ItemKind
from summarizer.quantities import locate


def summary(text: str, kind: ItemKind = "achievements", limit: int = 60) -> str:
    figures = [figure for figure in locate(text, language="zh") if figure.is_figure]
    return join_runs(text, summary_spans(text, [Span(0, len(text))], figures, kind, limit))


LONG = "我局高度重视此项工作，多次召开专题会议进行研究部署，层层压实各方责任，切实推动各项任务落地见效"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("（一）加强行政复议工作。", "加强行政复议工作"),
        ("1.深化商事制度改革", "深化商事制度改革"),
        ("一是个别部门对依法行政工作重视程度不够,认识还不到位", "个别部门对依法行政工作重视程度不够,认识还不到位"),
        ("根据上级有关会议精神和文件的要求，健全联席会议制度，完善考核，强化督查问责工作", "健全联席会议制度"),
        ("要在优化准入服务上下功夫，力争新登记市场主体4500户以上", "优化准入服务"),
        ("3.5个工作日内办结", "3.5个工作日内办结"),
        ("——经济发展迈出新步伐", "经济发展迈出新步伐"),
        ("一年来，我们精准施策，经济发展迈出新步伐", "精准施策，经济发展迈出新步伐"),
        ("过去一年", ""),
        (
            "一些工作人员的专业能力、服务意识、创新精神还不适应新形势新任务要求",
            "一些工作人员的专业能力、服务意识、创新精神还不适应新形势新任务要求",
        ),
        (
            "一揽子出台促进经济发展政策20条、支持新能源汽车产业政策36条、鼓励总部经济发展政策10条等政策措施",
            "一揽子出台促进经济发展政策20条…",
        ),
        ("县城面貌有了一定变化，但与先进地区相比还有明显差距", "与先进地区相比还有明显差距"),
    ],
)
def test_a_title_is_the_headings_words(text: str, title: str) -> None:
    assert short_title(text) == title


@given(st.text(alphabet="一二（）、。，甲乙丙丁12.:\n《》“”", max_size=80))
def test_a_title_is_never_longer_than_promised(text: str) -> None:
    assert len(short_title(text)) <= LONGEST_TITLE


def test_a_statement_with_figures_goes_before_one_without() -> None:
    assert summary(f"{LONG}。全年受理申请86件，审结79件。", limit=30) == "全年受理申请86件，审结79件。"


def test_what_leads_up_and_what_praises_is_left_out_first() -> None:
    text = f"根据上级有关会议精神和文件的要求，评查案卷480宗，发现问题57个，进一步提高了执法水平。{LONG}。"
    assert summary(text, limit=40) == "评查案卷480宗，发现问题57个。"


def test_parts_stay_with_their_total() -> None:
    text = f"{LONG}。提醒约谈共517人次，其中县处级69人，乡科级448人。"
    assert summary(text, limit=30) == "提醒约谈共517人次，其中县处级69人，乡科级448人。"


@pytest.mark.parametrize(
    "text",
    [
        "行政决策未经领导班子集体讨论决定，重大行政决策未经合法性审查或者审查不合法的，不得提交决策讨论",
        "对不符合法定条件和审批程序要求的申请事项，一律不予受理，并说明理由",
        "虽然各项工作取得了较大的进展和成绩，但与群众的期待相比还有差距",
    ],
)
def test_a_condition_is_never_cut_from_what_hangs_on_it(text: str) -> None:
    short = summary(f"全年受理申请86件。{text}。", limit=30)
    assert text in short or short == "全年受理申请86件。"


def test_a_date_does_not_stand_alone() -> None:
    text = f"{LONG}。2016年11月，我区已顺利接受并且通过2016年度全市法治政府建设情况的检查考核。"
    assert not re.search(r"(?:^|；)2016年11月[。；]", summary(text, limit=40))


def test_a_problem_is_kept_in_the_reports_words() -> None:
    text = "一是行政执法问责机制有待健全，重审批轻监管的现象仍然存在。"
    assert summary(text, "problems") == "行政执法问责机制有待健全，重审批轻监管的现象仍然存在。"


def test_clauses_are_not_cut_inside_titles_brackets_or_numbers() -> None:
    text = "印发《关于进一步加强监管,规范执法的通知》(甲,乙),罚没1,100.76万元,结案3件"
    parts = [text[span.start : span.end] for span in clauses(text, 0, len(text))]
    assert parts == ["印发《关于进一步加强监管,规范执法的通知》(甲,乙)", "罚没1,100.76万元", "结案3件"]


@pytest.mark.parametrize(
    ("text", "heading"),
    [("1.加强学法。全年办班7期。", "1.加强学法。"), ("全年办班17期。参加2650人次。", ""), ("加强学法。", "")],
)
def test_a_heading_that_runs_into_its_text_is_found(text: str, heading: str) -> None:
    assert text[: heading_end(text, 0, len(text))] == heading


@pytest.mark.parametrize("marked", ["（一）甲", "一、甲", "1．甲", "①甲", "一是甲", "第一，甲", "(2)甲", "甲"])
def test_markers_are_stripped(marked: str) -> None:
    assert strip_marker(marked) == "甲"


@given(st.text(alphabet="甲乙，。；未不得12件其中《》（\n", max_size=200), st.integers(10, 80))
def test_a_summary_is_runs_of_the_text_in_order_without_overlap(text: str, limit: int) -> None:
    figures = [figure for figure in locate(text, language="zh") if figure.is_figure]
    spans = summary_spans(text, [Span(0, len(text))], figures, "achievements", limit)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_a_line_that_was_only_wrapped_ends_no_statement() -> None:
    lines = [
        "三、主要问题和改进措施。2023年全区政务公开工作取得一定进展，但仍有差距，",
        "下一步将扎实推进依申请公开工作，全面梳理和优化工作流程、健全工",
        "作机制、强化部门协同配合，全面提升依申请公开办理工作的规范化、",
        "专业化水平；继续加强业务指导培训，实行政府信息公开工作人员跟班",
        "学习制度，不断提高各单位政府信息公开工作人员的思想认识和业务工",
        "作水平；围绕中心工作，进一步梳理明确政务公开的重点领域和事项。",
    ]
    text = "\n".join(lines)
    start = text.index("下一步")
    runs = summary_spans(text, [Span(start, len(text))], (), "plans")
    assert "实行政府信息公开工作人员跟班学习制度" in join_runs(text, runs)
    assert "\n" not in join_runs(text, runs)
    assert all(text[run.start] not in "作专学" for run in runs)
