"""In what role a number is told: found in the words around it, in both languages."""

import pytest

import summarizer
from summarizer import verify
from summarizer.verify.roles import Surroundings, opposed, other_role


@pytest.mark.parametrize(
    ("before", "after", "role"),
    [
        ("通航点增至", "个", "level"),
        ("通航点新增", "个", "added"),
        ("规模以上工业增加值", "亿元", ""),
        ("The number of destinations rose to ", "", "level"),
        ("The number of destinations rose by ", "", "added"),
        ("Newly built rural roads reached ", " km", ""),
        ("The county built ", " new schools", "added"),
        ("办理", "件", ""),
    ],
)
def test_a_level_is_told_apart_from_what_was_added(before: str, after: str, role: str) -> None:
    assert Surroundings(before, after).role == role


def test_what_was_added_is_not_the_whole() -> None:
    assert other_role(Surroundings("通航点增至", "个"), Surroundings("通航点新增", "个"))
    assert not other_role(Surroundings("通航点增至", "个"), Surroundings("共有通航点", "个"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("增速低于全省", ""),
        ("Growth was ", " below the provincial average"),
        ("地区生产总值未增长", ""),
        ("GDP did not grow by ", ""),
    ],
)
def test_the_contrary_of_what_the_source_says_is_noticed(before: str, after: str) -> None:
    assert opposed(Surroundings("增速高于全省", ""), Surroundings(before, after))


@pytest.mark.parametrize(
    ("before", "told_right"),
    [
        ("They do not meet the requirement of ", True),
        ("The towns failed to meet the requirement of ", True),
        ("They meet the requirement of ", False),
        ("法制审核人员达到每个镇街", False),
        ("法制审核人员没有达到每个镇街", True),
    ],
)
def test_a_requirement_that_was_not_met_is_told_as_such(before: str, told_right: bool) -> None:
    source = Surroundings("法制审核人员仅19名，未达到每个镇街", "的要求")
    assert opposed(source, Surroundings(before, "")) is not told_right


def test_a_requirement_told_as_met_is_rejected() -> None:
    source = "全区14个镇街法制审核人员仅19名，未达到每个镇街不少于2名的要求。"
    (check,) = summarizer.verify("法制审核人员达到每个镇街不少于2名的要求。", source).checks
    assert check.verdict == "rejected"


def test_beyond_a_goal_is_not_short_of_it() -> None:
    assert opposed(
        Surroundings("完成投资1258.7亿元、超目标任务", ""), Surroundings("完成投资1258.7亿元、比目标任务少", "")
    )
    assert not opposed(Surroundings("超额完成年度计划", ""), Surroundings("超计划", ""))


def test_a_number_word_in_a_name_that_the_source_has_is_no_figure() -> None:
    source = "云禾区2023年工作报告\n\n一、工作情况\n\n（一）落实行政执法三项制度，推行“三张清单”。全年收到申请86件。\n"
    claim = "The district applied the three lists and received 86 applications. Three courts were built."
    assert [(check.text, check.verdict) for check in verify(claim, source).checks] == [
        ("three", "supported"),
        ("86", "supported"),
        ("Three", "rejected"),
    ]


def test_a_year_right_behind_a_number_is_its_own() -> None:
    source = "云禾区2022年工作报告\n\n一、工作情况\n\n（一）2021年废止政策文件3份，2022年废止7份。\n"
    claim = "The district repealed 3 policy documents in 2021 and 7 in 2022."
    swapped = "The district repealed 7 policy documents in 2021 and 3 in 2022."
    assert {check.verdict for check in verify(claim, source).checks} == {"supported"}
    checks = verify(swapped, source).checks
    assert {check.verdict for check in checks if check.value is not None} == {"rejected"}  # the years stand there
