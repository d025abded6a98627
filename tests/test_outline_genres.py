"""A genre can say which words of a heading tell its kind, without a rule of its own."""

from summarizer.base.document import Document
from summarizer.outline import outline
from summarizer.outline.cues import Headings

TEXT = """青岚区2023年度检查通报

一、基本面

全年检查企业480家。

二、待办清单

新增监测点12个。

三、诉讼栏

行政诉讼0件。
"""


def kinds(headings: Headings) -> list[str]:
    return [section.kind for section in outline(Document(text=TEXT), headings).sections if section.level == 1][-3:]


def test_a_genres_own_words_come_before_the_general_ones() -> None:
    words = Headings(plans=("待办",), other=("诉讼栏",))

    assert kinds(words) == ["achievements", "plans", "other"]
    assert kinds(Headings()) == ["achievements", "achievements", "achievements"]


def test_the_longest_word_found_decides() -> None:
    assert Headings(problems=("清单",), plans=("待办清单",)).kind_of("二、待办清单") == "plans"
    assert Headings().kind_of("二、待办清单") is None
