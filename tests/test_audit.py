"""The source held against itself; sentences written for these tests."""

import pytest

from summarizer.base.document import Document
from summarizer.outline import outline
from summarizer.quantities import locate
from summarizer.schema import Finding
from summarizer.verify import Source, audit


def findings(text: str) -> tuple[Finding, ...]:
    text = f"某区2022年工作报告\n\n一、工作情况\n\n{text}\n"
    outlined = outline(Document(text=text))
    return audit(Source.of(outlined, locate(text, language="zh", sentences=outlined.sentences)))


def test_parts_that_add_up_to_their_total_are_said_to() -> None:
    (found,) = findings("提醒约谈共117人次，其中科级48人，一般干部69人。")

    assert (found.kind, found.agrees) == ("total", True)
    assert "48人 + 69人 = 117人次" in found.explanation


def test_parts_that_nearly_add_up_are_reported_with_the_sum() -> None:
    (found,) = findings("承担重点项目127个（公建项目107个、产业项目19个）。")

    assert (found.kind, found.agrees) == ("total", False)
    assert "107个 + 19个 = 126" in found.explanation
    assert "127个" in found.explanation


def test_a_list_that_need_not_be_complete_is_no_contradiction() -> None:
    assert findings("培育企业320家，其中专精特新企业41家，小巨人企业6家。") == ()


def test_parts_that_overlap_are_no_contradiction() -> None:
    assert findings("党员共100名，其中女党员60名，35岁以下党员80名。") == ()


def test_people_each_of_several_are_no_parts() -> None:
    assert findings("编制5人，其中主任1人，正副科长各2人。") == ()


def test_a_rate_that_follows_from_two_counts_is_shown() -> None:
    (found,) = findings("排查矛盾纠纷1760件，调解成功1722件，调解成功率97.84%。")

    assert (found.kind, found.agrees) == ("rate", True)
    assert "1722件 / 1760件 = 97.841%" in found.explanation


def test_a_rate_that_does_not_follow_is_the_sources_own_contradiction() -> None:
    (found,) = findings("排查矛盾纠纷1760件，调解成功1722件，调解成功率98.84%。")

    assert (found.kind, found.agrees) == ("rate", False)
    assert "98.84%" in found.explanation


def test_a_change_is_no_rate_of_the_counts_beside_it() -> None:
    assert findings("受理信访事项1760件，办结1722件，同比上升2.5%。") == ()


@pytest.mark.parametrize(("second", "agrees"), [("44", True), ("46", False)])
def test_the_same_statistic_of_the_same_time_twice(second: str, agrees: bool) -> None:
    found = findings(f"2022年检查全区政府网站44个。\n\n宣传方面，开设专栏。2022年检查全区政府网站{second}个。")

    assert [(finding.kind, finding.agrees) for finding in found] == [("repeated", agrees)]


def test_a_goal_beside_last_years_result_is_no_contradiction() -> None:
    assert findings("建成高标准农田面积12万亩。\n\n二、下一步工作计划\n\n建成高标准农田面积15万亩。") == ()


def test_evidence_is_where_it_says() -> None:
    (found,) = findings("提醒约谈共117人次，其中科级48人，一般干部69人。")
    text = "某区2022年工作报告\n\n一、工作情况\n\n提醒约谈共117人次，其中科级48人，一般干部69人。\n"

    assert [text[piece.start : piece.end] for piece in found.evidence] == ["117人次", "48人", "69人"]
