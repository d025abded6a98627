"""Slots that a verdict rests on: how a number is told, words for opposite things, and what weighs."""

import pytest

import summarizer
from summarizer.verify.axes import opposites
from summarizer.verify.decide import judged
from summarizer.verify.telling import telling
from tests.growth import processor_seconds


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("今年力争新建公园12个。", "12", "planned"),
        ("二期工程已建成9座。", "9", "done"),
        ("建成公园9个。", "9", "act"),
        ("5万吨污水处理厂加紧建设。", "5", "under_way"),
        ("The city plans to build 12 parks.", "12", "planned"),
        ("Having built 74 last year, the city wants to top 120.", "74", "was"),
        ("Having built 74 last year, the city wants to top 120.", "120", "planned"),
        ("The 5-tonne plant has been completed.", "5", "done"),
        ("公园12个。", "12", ""),
    ],
)
def test_the_nearest_word_says_how_a_number_is_told(text: str, number: str, status: str) -> None:
    at = text.index(number)

    assert telling(text, at, at + len(number)).status == status


@pytest.mark.parametrize(
    ("claim", "own", "against"),
    [
        ("Incomes in the towns rose", "农村居民收入", True),
        ("proposals from political advisers", "办理市人大代表建议", True),
        ("Incomes in the countryside rose", "农村居民收入", False),
        ("对商户开展培训", "加强对网格员的业务培训", True),
        ("收入增长", "农村居民收入", False),
    ],
)
def test_words_for_opposite_things_contradict(claim: str, own: str, against: bool) -> None:
    assert bool(opposites(claim, own, own)) is against


def test_what_contradicts_never_speaks_for_a_number() -> None:
    plain = judged({"one": 1.0}).sure

    assert judged({"one": 1.0, "direction against": 1.0}).sure < plain
    assert judged({"one": 1.0, "planned as done": 1.0}).sure < plain


def test_equal_values_take_no_more_than_in_proportion() -> None:
    def seconds(lines: int) -> float:
        text = "云禾市2023年工作报告\n一、工作情况\n" + "一、全市1件。\n" * lines
        return processor_seconds(lambda: summarizer.verify(text, text), repeats=1)

    seconds(50)

    assert seconds(240) < 3 * 3 * seconds(80) + 0.2
