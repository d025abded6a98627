"""Titles of documents: the order of their parts and what kind they are is decided by rule."""

import pytest

from summarizer.extract.document_title import document_title_english, gerund, read_document_title
from summarizer.extract.names import plain_name
from summarizer.extract.opening import verbs
from summarizer.language.glossary import Glossary

GLOSSARY = Glossary.load()
NAMES = {
    "农村供水": "rural water supply",
    "政府部门权责清单制度": "the system of lists of powers and responsibilities",
    "重大行政决策事项目录": "list of matters for major administrative decisions",
    "云禾区大石村垃圾堆放事件": "a rubbish tip in Dashi Village, Yunhe District",
    "法治政府建设": "building a law-based government",
}


@pytest.mark.parametrize(
    ("title", "english"),
    [
        ("霁川市农村供水管理办法", "Administrative Measures of Jichuan for Rural Water Supply"),
        (
            "澄州市云禾区推行政府部门权责清单制度工作方案",
            "Work Plan of Yunhe District, Chengzhou for Introducing the System of Lists of Powers and Responsibilities",
        ),
        (
            "云禾区人民政府2016年度重大行政决策事项目录",
            "List of Matters for Major Administrative Decisions of the People's Government of Yunhe District",
        ),
        (
            "关于云禾区大石村垃圾堆放事件的法律意见书",
            "Legal Opinion on a Rubbish Tip in Dashi Village, Yunhe District",
        ),
        ("云禾区法治政府建设规划（2016—2020年）", "Plan of Yunhe District for Building a Law-based Government"),
    ],
)
def test_a_title_is_put_in_the_order_of_english(title: str, english: str) -> None:
    parts = read_document_title(title, GLOSSARY)
    assert parts
    assert document_title_english(parts, NAMES) == english


def test_what_it_is_on_is_all_that_is_asked_for() -> None:
    parts = read_document_title("关于加强政府决策规范化的通知", GLOSSARY)
    assert parts
    assert (parts.kind, parts.verb, plain_name(parts.subject)) == ("Notice", "strengthening", "政府决策规范化")
    assert document_title_english(parts, {}) is None, "never half a title"


@pytest.mark.parametrize("title", ["云禾简报", "行政执法证", "福蕾", "方案"])
def test_what_is_no_title_of_a_known_kind_is_left_whole(title: str) -> None:
    assert read_document_title(title, GLOSSARY) is None


@pytest.mark.parametrize(
    ("base", "form"),
    [
        ("set up", "setting up"),
        ("implement", "implementing"),
        ("improve", "improving"),
        ("strictly enforce", "strictly enforcing"),
        ("put forward", "putting forward"),
        ("draw up", "drawing up"),
    ],
)
def test_a_verb_becomes_a_noun(base: str, form: str) -> None:
    assert gerund(base) == form


def test_every_verb_has_such_a_form() -> None:
    assert all("ing" in gerund(verb.base) and "eing" not in gerund(verb.base) for verb in verbs().values())
