"""What a small model turns round is found by what both languages must show."""

import pytest

from summarizer.language.style import dense, meaning


def kinds(english: str, chinese: str, subject: str = "") -> list[str]:
    return [fault.kind for fault in meaning(english, chinese, subject)]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("联动机制尚未形成", "The joint mechanism has been formed"),
        ("劳动监察大队不归我局管理", "The labor inspection brigade is managed by the bureau"),
        ("未达到每个镇街不少于2人的要求", "They meet the requirement of at least 2 people for each town"),
        ("没有专职人员", "There are full-time staff"),
        ("个别单位执法程序不规范", "Some units follow standard enforcement procedures"),
    ],
)
def test_a_denial_that_is_lost_is_found(chinese: str, english: str) -> None:
    assert kinds(english, chinese) == ["negation"]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("联动机制尚未形成", "The joint mechanism is not yet in place"),
        ("执法程序不规范", "Enforcement procedures are irregular"),
        ("法制工作发展不平衡", "Legal work develops unevenly"),
        ("不断完善制度", "The county improved its rules"),
        ("保护未成年人", "The county protected minors"),
        ("推动未来产业发展", "The county promoted future industries"),
        ("减少不少于20件", "The county cut at least 20 cases"),
        ("无障碍设施建设", "The county built accessible facilities"),
        ("人员不足", "Staff are in short supply"),
    ],
)
def test_what_only_looks_like_a_denial_or_is_said_in_another_way_is_none(chinese: str, english: str) -> None:
    assert kinds(english, chinese) == []


def test_a_denial_that_the_chinese_has_not_is_found() -> None:
    assert kinds("The county did not hold hearings", "举办听证会4场") == ["negation"]
    assert kinds("The county held not only hearings", "举办听证会4场") == []


def test_who_acts_must_come_first_where_it_is_known() -> None:
    assert kinds("Hearings were held by the bureau", "举办听证会4场", "The bureau") == ["actor"]
    assert kinds("The bureau held hearings", "举办听证会4场", "The bureau") == []


def test_much_less_or_much_more_than_the_chinese_is_found() -> None:
    chinese = "加强对全区政府网站、政务新媒体的日常维护监管，及时关停用户关注度低的账号"
    assert kinds("The district strengthened supervision.", chinese) == ["dropped"]
    long = "The district " + " ".join(["held many hearings for all of the people of the towns"] * 4)
    assert kinds(long, "举办听证会4场") == ["added"]


def test_a_sentence_of_several_clauses_or_a_very_long_one_is_doubtful_from_a_small_model() -> None:
    assert [fault.kind for fault in dense("受理申请86件，其中审结79件，维持52件")] == ["dense"]
    assert [
        fault.kind
        for fault in dense(
            "对各部门提请区政府审议的行政决策和具体行政行为以及重大政府裁决和合同等二百余件进行合法性审查"
        )
    ] == ["dense"]
    assert [*dense("举办听证会4场")] == []
    assert [*dense("罚没金额4,513万元")] == []
