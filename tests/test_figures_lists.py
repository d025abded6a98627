"""English lists share units and measures; names, days and years compared with are told from counts."""

from decimal import Decimal

import pytest

from summarizer.quantities import Figure, locate


def figures(text: str) -> list[Figure]:
    return [figure for figure in locate(text) if figure.is_figure]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Income rose from 90,000 to 110,000 yuan.", [("90000", "元"), ("110000", "元")]),
        ("Output grew 6.0 and 8.3 percent.", [("6.0", "%"), ("8.3", "%")]),
        ("The rates were 6.0, 7.1 and 8.3 percent.", [("6.0", "%"), ("7.1", "%"), ("8.3", "%")]),
        ("Sales rose from 1.2 to 1.5 billion yuan.", [("1200000000", "元"), ("1500000000", "元")]),
        ("Fees of 500 or 2 million yuan are charged.", [("500", "元"), ("2000000", "元")]),
        ("It handled 500, then won 6 percent.", [("500", ""), ("6", "%")]),
    ],
)
def test_a_bare_number_of_a_list_has_the_unit_of_the_last(text: str, read: list[tuple[str, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in figures(text)] == [(Decimal(value), unit) for value, unit in read]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "Investment in roads, industry and real estate grew 34.6%, 32.8% and 2.2% respectively.",
            ["Investment in roads", "Investment in industry", "Investment in real estate"],
        ),
        (
            "Deposits and loans reached 38.7 trillion and 29.9 trillion yuan respectively.",
            ["Deposits", "loans"],
        ),
    ],
)
def test_respectively_gives_each_number_its_own_measure(text: str, measures: list[str]) -> None:
    assert [figure.measure for figure in figures(text)] == measures


def test_respectively_gives_every_number_the_change_of_the_first() -> None:
    found = figures("Exports and imports fell 3.1% and 5.2% respectively.")
    assert [figure.direction for figure in found] == ["down", "down"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The hall entered the Fortune Global 500.", "name"),
        ("The fair ran from 6 to 10 November.", "date"),
        ("The fair ran 6-10 November.", "date"),
        ("Output fell below their 2011 level.", "date"),
        ("Output came back to the 2011 level.", "date"),
    ],
)
def test_lists_of_firms_days_and_base_years_are_no_figures(text: str, kind: str) -> None:
    assert [mention.kind for mention in locate(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Twice as many firms took part.", "2", "倍"),
        ("Exports saw double-digit growth.", None, ""),
        ("There was a several-fold rise in visits.", None, "倍"),
        ("A couple of firms closed.", None, "firm"),
        ("Half of the firms took part.", "50", "%"),
        ("We handled 5\u200b5 cases.", None, "case"),
    ],
)
def test_how_much_without_a_plain_number_is_a_figure(text: str, value: str | None, unit: str) -> None:
    (figure,) = figures(text)
    assert figure.value == (None if value is None else Decimal(value))
    assert figure.unit == unit


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("In 2023, visits were down 34.4% from 2022.", "In 2023"),
        ("Visits were up 5% over 2022.", ""),
        ("Visits grew 5% from 2021 to 2023.", "from 2021"),
        ("2023年，游客比2022年下降34.4%。", "2023年"),
        ("游客较上年增长5%。", ""),
    ],
)
def test_a_year_compared_with_is_not_the_period_of_the_number(text: str, period: str) -> None:
    assert figures(text)[0].period == period


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("增速高于全省2.5个百分点。", "高于"),
        ("均价低于全省3%。", "低于"),
        ("Growth was 2.5 percentage points above the provincial average.", "above"),
        ("The price was 3% below the national average.", "below"),
    ],
)
def test_how_a_level_stands_to_another_is_a_word_of_change_without_direction(text: str, word: str) -> None:
    (figure,) = figures(text)
    assert (figure.change, figure.direction) == (word, "")


def test_what_is_given_to_each_of_a_list_behind_分别_is_told_apart() -> None:
    found = locate("全年审查规范性文件21件，提出修改意见88条，分别向市政府和区人大常委会报送备案文件6件和9件。")
    assert [figure.measure for figure in found] == [
        "审查规范性文件",
        "提出修改意见",
        "向市政府",
        "区人大常委会报送备案文件",
    ]
