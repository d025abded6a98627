"""English numbers as journalists write them: marks that are passed, amounts set against others, shares in words."""

from decimal import Decimal

import pytest

from summarizer.quantities.en.locate import locate_english
from summarizer.quantities.figure import Figure


def _figures(text: str) -> list[Figure]:
    return [figure for figure in locate_english(text) if figure.is_figure]


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("The economy grew to top the 400 billion yuan mark.", 400_000_000_000, "over"),
        ("Firms passed 13,000 last year.", 13_000, "over"),
        ("The council passed 3 regulations.", 3, "exact"),
        ("Output was lower than the 5,000 tonnes of last year.", 5000, "exact"),
        ("Output was lower than 5,000 tonnes.", 5000, "under"),
        ("The 5,000-plus trains of last year.", 5000, "over"),
        ("A shade under 40,000 tonnes were sold.", 40_000, "under"),
        ("Something like 3 million tonnes.", 3_000_000, "about"),
        ("The government set a floor of 4,500 trains.", 4500, "at_least"),
    ],
)
def test_a_mark_that_is_passed_is_a_bound_and_what_is_compared_with_is_none(
    text: str, value: int, qualifier: str
) -> None:
    (figure,) = _figures(text)
    assert (figure.value, figure.qualifier) == (value, qualifier)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Townspeople had 27,800 yuan each, against 18,400 for villagers.", ["元", "元"]),
        ("Goods worth 640 billion yuan, expected to go past 700 billion this year.", ["元", "元"]),
        ("It paid 3,000 yuan to 45 families and 2,000 to schools.", ["元", "family", ""]),
        ("The 5 trillion and the 6 trillion marks were passed.", ["", ""]),
    ],
)
def test_money_is_said_once_of_amounts_that_are_set_against_each_other(text: str, units: list[str]) -> None:
    assert [figure.unit for figure in _figures(text)] == units


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A little over three in every ten yuan went into industry.", [Decimal(30)]),
        ("A delivery rate of three in four.", [Decimal(75)]),
        ("Two in five days were fine.", [Decimal(2), Decimal(5)]),
        ("Deals soared by nearly four-fifths to 1,753.", [Decimal(80), Decimal(1753)]),
        ("Growth was half a percentage point slower.", [Decimal("0.5")]),
        ("Growth was a full percentage point slower.", [Decimal(1)]),
        ("The lake got through a sixteenth straight year.", []),
        ("It was the fastest for over a year and a half.", []),
        ("Work began on the Gen 8.6 line.", []),
    ],
)
def test_shares_and_points_in_words_are_read_and_what_only_looks_like_one_is_not(
    text: str, values: list[Decimal]
) -> None:
    assert [figure.value for figure in _figures(text)] == values
