"""The style check: faults as a small model makes them, and English that has none."""

import pytest

from summarizer.language.glossary import Glossary, Term
from summarizer.language.style import faults, keeps, polish, terms_of, told_twice
from summarizer.language.style.fault import Role

GLOSSARY = Glossary.load()
FINE = [
    (
        "全年收到行政复议申请86件，审结79件。",
        "The district received 86 applications for administrative reconsideration and concluded 79.",
    ),
    (
        "基层执法力量薄弱，14个镇街法制审核人员仅19名。",
        "Grassroots law enforcement is short of staff: 14 towns and subdistricts have only 19 legal reviewers.",
    ),
    (
        "劳动保障、教育、医疗纠纷案件还时有发生且处理难度较大。",
        "Disputes over labor protection, education and medical care still occur and are difficult to handle.",
    ),
    ("培训缺乏专业性。", "The training lacks professional quality."),
    ("捐款100万美元。", "Donors gave 1 million dollars."),
    ("成效显著。", "The reform brought remarkable results."),
]


def kinds(english: str, chinese: str = "开展工作。", role: Role = "summary", **more: object) -> list[str]:
    return [fault.kind for fault in faults(english, chinese, role, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("chinese", "english"), FINE)
def test_plain_english_has_no_fault(chinese: str, english: str) -> None:
    assert kinds(english, chinese) == []


@pytest.mark.parametrize(
    ("english", "chinese", "kind"),
    [
        ("The bureau handled 信访 matters.", "办理信访事项。", "chinese"),
        ("Fines came to 45.13 million dollars.", "罚没金额4513万元。", "currency"),
        ("Fines came to $45.13 million.", "罚没金额4513万元。", "currency"),
        ("Strong law enforcement across the district.", "加强执法。", "verbless"),
        ("The bureau held training. More training for all staff of all offices.", "举办培训，培训人员。", "verbless"),
        ("The bureau improved improved services.", "改进服务。", "repeated"),
        (
            "The district held training for all of its staff and held training for all of its staff.",
            "培训。",
            "repeated",
        ),
        ("It needs work. It needs staff. It needs money. It lacks plans.", "基层力量薄弱。", "split"),
        ("First, staff are few. Second, money is short.", "人员少，经费不足。", "split"),
        (" ".join(["The district held a training session for its staff"] + ["and more"] * 60) + ".", "培训。", "long"),
        ("and it held training for staff.", "举办培训。", "begins"),
        ("Including training, it held meetings.", "举办培训。", "begins"),
        ("The bureau trained staff and issued the.", "举办培训。", "ends"),
        ("The bureau improved and enhanced its services.", "改进服务。", "double"),
        ("We handled 86 cases.", "办理86件。", "person"),
        ("The bureau improved our services.", "改进服务。", "person"),
        ("The bureau brought remarkable results.", "开展工作。", "praise"),
        ("The bureau successfully concluded 86 cases.", "审结86件。", "praise"),
        ("The summary says that training was held.", "举办培训。", "about"),
        ("The report says that training was held.", "举办培训。", "about"),
    ],
)
def test_a_fault_is_found(english: str, chinese: str, kind: str) -> None:
    assert kind in kinds(english, chinese)


def test_a_plan_is_told_as_a_plan_and_a_result_as_a_result() -> None:
    assert kinds("The district trained 30 reviewers.", "培训30人。", tense="future") == ["tense"]
    assert kinds("The district will train 30 reviewers.", "培训30人。", tense="future") == []
    assert kinds("The district will train 30 reviewers.", "培训30人。", tense="past") == ["tense"]
    assert kinds("The district trained 30 reviewers.", "培训30人。", tense="past") == []


def test_a_term_of_the_source_must_be_said_by_one_of_its_names() -> None:
    chinese = "开展行政复议和政府信息公开工作。"
    terms = terms_of(GLOSSARY, chinese)
    assert kinds("The district handled administrative review and government information disclosure.", chinese,
                 terms=terms) == []  # fmt: skip
    assert kinds("The district handled appeals and published information.", chinese, terms=terms) == ["term", "term"]


def test_a_documents_title_is_the_same_everywhere() -> None:
    title = [Term("云禾区听证办法", "Rules for Hearings of Yunhe District", "law")]
    told = "The district issued the Rules for Hearings of Yunhe District."
    assert kinds(told, "印发《云禾区听证办法》。", terms=title) == []
    assert kinds("The district issued Yunhe Hearing Measures.", "印发《云禾区听证办法》。", terms=title) == ["term"]


def test_a_text_written_again_must_still_say_what_it_said() -> None:
    first = "The depth and breadth of openness in government still need improvement."
    assert keeps("The depth and breadth of openness of government affairs still need improvement.", first)
    assert not keeps("Government openness is 'openness of government affairs'.", first)


def test_a_quantity_left_out_is_named() -> None:
    found = faults("The district held training.", "举办培训4期。", "summary", missing=["4 sessions"])
    assert [fault.explanation for fault in found] == ["it leaves out 4 sessions"]


def test_titles_and_names_need_no_verb_but_must_be_whole() -> None:
    assert kinds("Administrative reconsideration", "加强行政复议工作", "title") == []
    assert kinds("Disputes that still occur and are", "纠纷", "title") == ["ends"]
    assert kinds("Number of", "件数", "name") == ["ends"]


def test_one_statement_made_into_two_items_is_found() -> None:
    items = [("i1", ((0, 9),)), ("i2", ((9, 20),)), ("i3", ((0, 9),))]
    assert told_twice(items) == [("i1", "i3")]


@pytest.mark.parametrize(
    ("written", "role", "mended"),
    [
        ("Strengthening Normative Document Management", "title", "Strengthening normative document management"),
        (
            "Review By The People's Government Of Conghua District",
            "title",
            "Review by the people's government of Conghua District",
        ),
        ("Training on the Civil Code for Staff", "title", "Training on the Civil Code for staff"),
        ("Party Conduct and Clean Government", "name", "Party conduct and clean government"),
        ("Handling of Cases", "name", "handling of cases"),
        (
            "the the bureau vigorously improved our district services.",
            "summary",
            "The bureau improved the district services.",
        ),
        (
            "The bureau didn't carry out the work of inspecting 86 shops.",
            "summary",
            "The bureau did not carry out inspecting 86 shops.",
        ),
    ],
)
def test_what_can_be_mended_by_rule_is(written: str, role: Role, mended: str) -> None:
    assert polish(written, role, GLOSSARY) == mended


def test_mending_never_touches_a_number() -> None:
    text = "The Bureau Received 4,513 Cases, 45.13% Of 10,000, And CNY 1.2 Billion In 2023"
    for role in ("title", "summary", "name"):
        digits = "".join(filter(str.isdigit, polish(text, role, GLOSSARY)))  # type: ignore[arg-type]
        assert digits == "".join(filter(str.isdigit, text))
