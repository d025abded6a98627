"""What a claim denies in words of its own is never supported."""

import pytest

import summarizer

SOURCE = (
    "云禾市2023年工作报告\n\n一、工作情况\n\n"
    "全年受理投诉300件，不良贷款余额减少2.4亿元。没有发生重大事故，调解纠纷420件。\n"
)


def verdicts(claim: str) -> list[str]:
    return [check.verdict for check in summarizer.verify(claim.encode(), SOURCE).checks]


@pytest.mark.parametrize(
    "claim",
    [
        "全年受理投诉不是300件。",
        "全年受理投诉远没到300件。",
        "全年谈不上受理投诉300件。",
        "300 complaints were not taken in; it was never 300 complaints.",
        "The number of complaints taken in was anything but 300.",
    ],
)
def test_a_count_that_the_claim_denies_is_not_supported(claim: str) -> None:
    found = verdicts(claim)
    assert found and found[-1] != "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "全年不断受理投诉300件。",
        "不良贷款余额减少2.4亿元。",
        "没有发生重大事故，调解纠纷420件。",
        "全年受理投诉300件。",
    ],
)
def test_a_word_that_only_looks_like_a_denial_or_is_the_sources_own_denies_nothing(claim: str) -> None:
    assert verdicts(claim) == ["supported"]
