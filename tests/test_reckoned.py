"""What the source does not write but states: a value that a claim reckons from it is supported, with the arithmetic."""

import pytest

import summarizer

SOURCE = (
    "新增全国重点实验室7家、总量达18家。20个国考断面水质优良比例达85%。办理人大代表建议576件、政协提案640件。"
    "2023年安排财政资金480亿元。今年安排财政资金490亿元。空气质量优良天数比率达90.4%、提高6.6个百分点。"
).encode()


def told(claim: str) -> list[tuple[str, str, str]]:
    return [(check.text, check.verdict, check.reason) for check in summarizer.verify(claim.encode(), SOURCE).checks]


@pytest.mark.parametrize(
    ("claim", "number"),
    [
        ("全国重点实验室新增7家，总数由11家增至18家。", "11家"),
        ("20个国考断面中，水质优良的有17个。", "17个"),
        ("It dealt with 1,216 suggestions and proposals from deputies.", "1,216"),
        ("今年安排财政资金490亿元，比上年多10亿元。", "10亿元"),
    ],
)
def test_a_reckoned_value_is_supported_with_its_arithmetic(claim: str, number: str) -> None:
    assert (number, "supported", "derived") in told(claim)


@pytest.mark.parametrize(
    ("claim", "number"),
    [
        ("全国重点实验室新增7家，总数由12家增至18家。", "12家"),
        ("20个国考断面中，水质优良的有16个。", "16个"),
        ("It dealt with 1,316 suggestions and proposals from deputies.", "1,316"),
        ("今年安排财政资金490亿元，比上年多20亿元。", "20亿元"),
    ],
)
def test_a_value_that_does_not_follow_is_not_supported(claim: str, number: str) -> None:
    assert not [one for one in told(claim) if one[0] == number and one[1] == "supported"]
