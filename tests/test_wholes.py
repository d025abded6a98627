"""A share is told of the whole that the source has, or it is for review."""

import pytest

import summarizer

SOURCE = (
    "数字经济核心产业增加值5675亿元、占GDP比重28.3%。高技术产业投资占工业投资的41.2%。研发投入年均增长11.6%。".encode()
)


def verdicts(claim: str) -> list[str]:
    return [check.verdict for check in summarizer.verify(claim.encode(), SOURCE).checks]


@pytest.mark.parametrize(
    "claim",
    [
        "数字经济核心产业增加值占服务业增加值的28.3%。",
        "高技术产业投资占房地产投入的41.2%。",
        "Core digital industries made up 28.3 percent of the value added of services.",
        "R&D investment grew by 11.6 percent in all.",
    ],
)
def test_a_share_of_another_whole_is_for_review(claim: str) -> None:
    assert "supported" not in verdicts(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "数字经济核心产业增加值占地区生产总值的28.3%。",
        "数字经济核心产业增加值占全市GDP的28.3%。",
        "高技术产业投资占到工业投资的41.2%。",
        "The value added of core digital industries was 28.3% of GDP.",
    ],
)
def test_a_share_of_the_same_whole_is_supported(claim: str) -> None:
    assert set(verdicts(claim)) == {"supported"}
