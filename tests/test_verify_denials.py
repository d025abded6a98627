"""What a claim denies in words of its own, or tells of another time than the source, is never supported."""

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
        "Only 300 of the complaints failed to be taken in.",
        "全年300件投诉没有受理。",
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


TIMES = (
    "云禾市2023年工作报告\n\n一、2023年工作回顾\n\n修复废弃矿山375个。这五年固定资产投资年均增长11.3%。\n\n"
    "二、2024年工作安排\n\n建设公园12个。\n"
)


@pytest.mark.parametrize(
    "claim",
    [
        "计划修复废弃矿山375个。",
        "将修复废弃矿山375个。",
        "The city plans to restore 375 abandoned mines.",
        "2023年固定资产投资增长11.3%。",
        "Fixed-asset investment rose 11.3% in 2023.",
    ],
)
def test_a_result_is_no_plan_and_an_average_of_years_no_growth_of_one(claim: str) -> None:
    found = {check.text: check.verdict for check in summarizer.verify(claim.encode(), TIMES).checks}
    assert found.keys() & {"375个", "375", "11.3%"}
    assert all(verdict != "supported" for text, verdict in found.items() if text in ("375个", "375", "11.3%"))


RATIO = "云禾市2023年工作报告\n\n一、工作情况\n\n三次产业增加值比重由9.2：69.5：21.3调整为9.2：63.7：27.1。\n"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The share of the secondary sector fell from 69.5% to 63.7%.", "supported"),
        ("第二产业增加值占比63.7%。", "supported"),
        ("第三产业增加值占比63.7%。", "rejected"),
        ("The share of the secondary sector fell to 27.1%.", "rejected"),
    ],
)
def test_the_terms_of_the_three_sectors_ratio_are_shares_and_a_sectors_name_no_rank(claim: str, verdict: str) -> None:
    assert {check.verdict for check in summarizer.verify(claim.encode(), RATIO).checks} == {verdict}
