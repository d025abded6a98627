"""Time to verify grows with the claims' length, whatever they are."""

import pytest

import summarizer
from tests.growth import processor_seconds

SOURCE = "云禾区2023年工作报告\n\n一、工作情况\n全区受理案件1760件，审结1722件，罚没金额2358.415万元，同比下降4.6%。\n"


def seconds(claims: str) -> float:
    return processor_seconds(lambda: summarizer.verify(claims, SOURCE), repeats=1)


@pytest.mark.parametrize("unit", ["受理案件13件，", "13 ", "The district handled 13 cases, ", "分别为13件、14件、"])
def test_a_sentence_without_an_end_takes_no_more_for_each_of_its_numbers(unit: str) -> None:
    seconds(unit)
    small = seconds(unit * (1_000 // len(unit)))
    assert seconds(unit * (4_000 // len(unit))) < 4 * 2 * small + 0.1
