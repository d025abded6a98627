"""English numbers: what is found, what it says, and what only looks like a figure."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import benchmarks.english as suites
from summarizer.base.document import Region
from summarizer.language.numerals.english import find_numbers
from summarizer.language.units.english import UNITS, convert, singular, units_match
from summarizer.outline.structure import Sentence
from summarizer.quantities.en.locate import locate_english
from summarizer.quantities.figure import Figure
from tests.growth import processor_seconds


def figures(text: str) -> list[Figure]:
    return [figure for figure in locate_english(text) if figure.is_figure]


def only(text: str) -> Figure:
    (figure,) = figures(text)
    return figure


def kinds(text: str) -> list[tuple[str, str]]:
    return [(figure.text, figure.kind) for figure in locate_english(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("121,675 penalties", "121675", "penalty"),
        ("121，675 penalties", "121675", "penalty"),
        ("1,386 million people", "1386000000", "person"),
        ("CNY 1.386 billion", "1386000000", "元"),
        ("RMB 45.13423 million yuan", "45134230", "元"),
        ("45.13m yuan", "45130000", "元"),
        ("¥500", "500", "元"),
        ("US$3bn", "3000000000", "美元"),
        ("3 billion US dollars", "3000000000", "美元"),
        ("HK$5 million", "5000000", "港元"),
        ("EUR 10k", "10000", "欧元"),
        ("63.5%", "63.5", "%"),
        ("63.5 per cent", "63.5", "%"),
        ("sixty percent", "60", "%"),
        ("4.2 percentage points", "4.2", "个百分点"),
        ("0.3 pp", "0.3", "个百分点"),
        ("2.5 times", "2.5", "倍"),
        ("a threefold rise", "3", "倍"),
        ("3 times the level", "3", "倍"),
        ("seventeen cases", "17", "case"),
        ("twenty-one districts", "21", "district"),
        ("one hundred and five staff members", "105", "staff"),
        ("a dozen meetings", "12", "meeting"),
        ("45 square kilometres", "45", "square kilometre"),
        ("9,081 mu of land", "9081", "mu"),
        ("29km of roads", "29", "km"),
        ("2,430 person-times", "2430", "person time"),
        ("-3.1%", "-3.1", "%"),
        ("0 cases", "0", "case"),
        ("one case", "1", "case"),
        ("3,000 hours of service", "3000", "hour"),
        ("a cut of 2 working days", "2", "working day"),
        ("120 km2 of forest", "120", "km2"),
        ("a 12-member team", "12", "member"),
        ("30亿元 of investment", "3000000000", "元"),
        ("1.4万家 dirty enterprises", "14000", "家"),
        ("57 national and provincial reforms", "57", "reform"),
        ("500 day care beds", "500", "bed"),
        ("build 2000 heavy-duty deep-sea cages", "2000", "cage"),
        ("20 administrative reconsideration cases", "20", "case"),
        ("3 village committees", "3", "committee"),
    ],
)  # fmt: skip
def test_value_and_unit_are_read_as_written(text: str, value: str, unit: str) -> None:
    figure = only(text)
    assert (figure.value, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("more than 150 attendances", "over"),
        ("over 150 cases", "over"),
        ("exceeding CNY 5 million", "over"),
        ("nearly 30,000 households", "about"),
        ("around 20%", "about"),
        ("some 40 villages", "about"),
        ("at least 80%", "at_least"),
        ("no fewer than 20 cases", "at_least"),
        ("90% or more", "at_least"),
        ("about 500 or more", "at_least"),
        ("no more than 5 officials", "at_most"),
        ("up to 700 workers", "at_most"),
        ("not exceeding 5%", "at_most"),
        ("fewer than 10 cases", "under"),
        ("below 3%", "under"),
        ("exactly 12 cases", "exact"),
        ("12 cases", "exact"),
    ],
)
def test_a_qualifier_is_never_lost(text: str, qualifier: str) -> None:
    assert figures(text)[0].qualifier == qualifier
    assert figures(text)[0].start == 0


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3–5 sessions", "3", "5", "session"),
        ("3 to 5 million yuan", "3000000", "5000000", "元"),
        ("20% to 30%", "20", "30", "%"),
        ("20-30%", "20", "30", "%"),
        ("between 20 and 30 cases", "20", "30", "case"),
        ("three to five projects", "3", "5", "project"),
        ("ranging from 3 to 5 cases", "3", "5", "case"),
        ("CNY 30,000 to CNY 50,000", "30000", "50000", "元"),
    ],
)
def test_a_range_has_both_ends(text: str, low: str, high: str, unit: str) -> None:
    figure = only(text)
    assert (figure.value, figure.low, figure.high, figure.unit) == (None, Decimal(low), Decimal(high), unit)


def test_from_a_to_b_are_two_values_and_the_first_is_earlier() -> None:
    first, second = figures("The success rate rose from 91.6% to 93.1% in 2016.")
    assert (first.value, first.aspect, second.value, second.aspect) == (
        Decimal("91.6"),
        "earlier",
        Decimal("93.1"),
        "result",
    )
    assert "success rate" in second.measure


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("two-thirds of the villages", (2, 3)),
        ("half of the cases", (1, 2)),
        ("more than half the cases", (1, 2)),
        ("one in three residents", (1, 3)),
        ("nine out of ten households", (9, 10)),
        ("a third of them", (1, 3)),
        ("three quarters of the budget", (3, 4)),
    ],
)
def test_a_fraction_is_kept_exactly_as_a_percentage(text: str, fraction: tuple[int, int]) -> None:
    figure = only(text)
    assert (figure.kind, figure.unit, figure.fraction) == ("percent", "%", fraction)


def test_a_year_beside_an_amount_is_no_range() -> None:
    first, second = figures("Income rose from RMB 23,450 in 2015 to RMB 25,120 in 2016.")
    assert (first.value, second.value) == (23450, 25120)


def test_n_out_of_m_counts_both() -> None:
    settled, all_of_them = figures("mediators settled 3,780 out of 3,842 disputes")
    assert (settled.value, settled.unit, all_of_them.value, all_of_them.unit) == (3780, "dispute", 3842, "dispute")


@pytest.mark.parametrize(
    "text",
    [
        "The 18th CPC National Congress and the Four Comprehensives",
        "Article 39, Articles 3 and 5, Section 2 and Chapter IV",
        "according to Document No. 57 [2016] and No. 26",
        "in 2016, the 2016 report, since 2012, by the end of 2020",
        "from 2016 to 2020, 2016–2020 and the 1990s",
        "on 16 February 2017, Feb. 2017, February 16, 2017 and 2017-02-16 09:28",
        "the hotline 12345 and the 12348 hotline, telephone 020-87922345",
        "see https://example.org/2016/12/3.html or write to a1@example.org",
        "1. Strengthen leadership\n2. Improve services\n(3) Train officials",
        "work to (1) improve rules, (2) train staff",
        "the 3rd place, ranked first, the second batch",
        "one of the districts; no one; one another; this one",
        "5G, COVID-19, PM2.5, S105 and 24/7",
        "the 2+7 key parks",
        "a one-stop service of the three-tier network",
        "the Three-Year Action Plan and the 13th Five-Year Plan",
        "an office of a district",
        "within 7 working days, over the past five years, for three consecutive years",
        "a 15-minute circle and residents aged 60 or 60 years old",
    ],
)
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert figures(text) == []


def test_every_such_mention_still_has_a_kind() -> None:
    assert kinds("In 2016, Article 3 and No. 57 of 16 May 2016 at 12345 hotlines") == [
        ("2016", "date"), ("Article 3", "identifier"), ("No. 57", "identifier"), ("16 May 2016", "date"), ("12345",
            "identifier"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["handled 2,016 cases", "2016 cases were handled", "a total of 2016 administrative cases"]
)
def test_a_count_that_could_be_a_year_is_a_count(text: str) -> None:
    assert (only(text).value, only(text).unit) == (2016, "case")


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("up 8.7% year on year", "up"),
        ("Petitions fell by 3 year on year", "down"),
        ("a decrease of 4.2 percentage points", "down"),
        ("a 2.5% increase", "up"),
        ("2.5 percentage points lower", "down"),
        ("GDP grew 5.6%", "up"),
        ("costs were cut by CNY 3 million", "down"),
        ("the rate rose to 93.1%", ""),
        ("the rate was 93.1%", ""),
    ],
)
def test_direction_is_that_of_a_change_and_not_of_a_level(text: str, direction: str) -> None:
    assert only(text).direction == direction


def test_a_level_that_was_reached_by_a_change_names_the_change() -> None:
    assert only("the rate rose to 93.1%").change == "rose to"


@pytest.mark.parametrize(
    "text",
    ["It will raise the rate to 90%.", "The district plans to hold 12 sessions.", "90% by 2025", "a target of 95%"],
)
def test_a_plan_is_a_target(text: str) -> None:
    assert figures(text)[0].aspect == "target"


def test_the_clumsy_english_of_machine_translation() -> None:
    text = "The number of administrative penalties reached 121,675, with fines totaling 45.13423 million yuan."
    penalties, fines = figures(text)
    assert (penalties.value, penalties.unit) == (121675, "")
    assert penalties.measure == "The number of administrative penalties"
    assert (fines.value, fines.unit, fines.surface_value, fines.scale) == (45134230, "元", "45.13423", 10**6)
    assert "fines" in fines.measure


def test_measure_period_and_each() -> None:
    text = "In 2016, the district handled 121,675 administrative penalty cases; 1 person each was trained."
    cases, person = figures(text)
    assert (cases.unit, cases.period) == ("case", "In 2016")
    assert cases.measure == "the district handled administrative penalty cases"
    assert person.each


def test_mentions_without_a_value_are_mentioned() -> None:
    dozens, doubled = figures("dozens of meetings; output doubled")
    assert (dozens.value, doubled.value, doubled.unit) == (None, None, "倍")


def test_numbers_in_markdown_and_brackets() -> None:
    assert [figure.value for figure in figures("**63.5%** | 121,675 | (190) | [CNY 5 million] | *7 cases*")] == [
        Decimal("63.5"), 121675, 190, 5000000, 7,
    ]  # fmt: skip


def test_sentences_and_skipped_regions() -> None:
    text = "It held 3 sessions. It held 5 sessions. Page 12"
    sentences = [Sentence("s1", 0, 19, "h1"), Sentence("s2", 20, 39, "h1"), Sentence("s3", 40, 47, "h1")]
    found = locate_english(text, sentences=sentences, skip=[Region("page", 40, 47)])
    assert [(figure.id, figure.sentence, figure.value) for figure in found] == [("f1", "s1", 3), ("f2", "s2", 5)]


def test_a_number_of_ten_thousand_digits_is_a_mention_without_value() -> None:
    assert only("9" * 10_000 + " cases").value is None


_FRAGMENTS = st.sampled_from(
    [
        "1",
        "2016",
        "121,675",
        "1.2",
        "billion",
        "3–5",
        "%",
        "-",
        "to",
        "and",
        "7",
        "No.",
        "Article",
        "hotline",
        "12345",
        "one",
        "twenty",
        "a",
        "half",
        "of",
        "2/3",
        "$",
        "CNY",
        "yuan",
        "cases",
        "(",
        ")",
        "[",
        "]",
        ".",
        ",",
        "\n",
        "between",
        "more",
        "than",
        "5G",
        "1.1^2",
        "e5",
        "third",
        "１２",
        "½",
        "二",
        "①",
        "\t",
        "00",
        "million",
        "1",
        "234",
        "or",
        "less",
        "May",
        "Four",
        "Things",
    ]
)


@example(["2/3", "234"], " ")
@example(["1/3", ",234"], "")
@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(_FRAGMENTS, st.text(max_size=3)), max_size=25), st.sampled_from([" ", ""]))
def test_every_digit_belongs_to_exactly_one_mention(parts: list[str], gap: str) -> None:
    text = gap.join(parts)
    owned = 0
    for figure in locate_english(text):
        assert text[figure.start : figure.end] == figure.text != ""
        assert figure.start >= owned
        assert not any(char.isdecimal() for char in text[owned : figure.start])
        owned = figure.end
    assert not any(char.isdecimal() for char in text[owned:])


@pytest.mark.parametrize(
    "piece",
    ["1,", "1 ", "1-", "one hundred and ", "twenty ", "a ", "a@", "1/", "'one ", "more than ", "(1) ", "\n", "Three "],
)
def test_time_grows_with_the_length_whatever_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        return processor_seconds(lambda: locate_english(piece * times))

    assert seconds(4000) < 10 * seconds(1000) + 0.1


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**15), st.integers(0, 4))
def test_grouped_digits_read_back_exactly(number: int, places: int) -> None:
    value = Fraction(number, 10**places)
    whole, part = divmod(number, 10**places)
    text = f"{whole:,}" + (f".{part:0{places}d}" if places else "")
    assert [one.value for one in find_numbers(text)] == [value]


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 999_999_999))
def test_numbers_in_words_read_back_exactly(number: int) -> None:
    (found,) = find_numbers(in_words(number))
    assert found.value == number


def in_words(number: int) -> str:
    for size, word in ((10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= size:
            rest = f" and {in_words(number % size)}" if 0 < number % size < 100 else f" {in_words(number % size)}"
            return f"{in_words(number // size)} {word}" + (rest if number % size else "")
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    ones = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    if number < 20:
        return ones[number]
    return tens[number // 10 - 2] + (f"-{ones[number % 10]}" if number % 10 else "")


@pytest.mark.parametrize(
    ("zh", "en", "answer"),
    [
        ("宗", "case", True), ("件", "item", True), ("人次", "attendance", True), ("户", "household", True),
        ("家", "enterprise", True), ("公里", "kilometer", True), ("亩", "hectare", True), ("%", "%", True), ("元", "元",
            True),
        ("个", "project", None), ("", "case", None), ("件", "penalty", None), ("宗", "", None), ("人", "", None),
        ("户", "kilometre", False), ("%", "case", False), ("元", "美元", False), ("%", "个百分点", False), ("元",
        "case", False),
        ("公里", "case", False), ("亩", "kilometre", False), ("个", "%", False), ("户", "vehicle", False), ("宗",
        "元", False),
    ],
)  # fmt: skip
def test_units_match_contradict_or_do_not_decide(zh: str, en: str, answer: bool | None) -> None:
    assert units_match(zh, en) is answer


def test_the_measure_can_name_the_unit() -> None:
    assert units_match("宗", "penalty", "administrative penalty cases handled") is True


@pytest.mark.parametrize(
    ("value", "zh", "en", "result"),
    [
        (15, "亩", "hectares", 1), (3, "公里", "km", 3), (2, "斤", "kg", 1), (1, "吨", "tonnes", 1), (100, "公顷",
            "square kilometres", 1),
        (5, "公里", "metres", 5000),
    ],
)  # fmt: skip
def test_physical_units_convert_exactly(value: int, zh: str, en: str, result: int) -> None:
    assert convert(Fraction(value), zh, en) == result


def test_units_of_different_kinds_do_not_convert() -> None:
    assert convert(Fraction(1), "亩", "kilometres") is None
    assert convert(Fraction(1), "件", "cases") is None


def test_the_table_of_units_is_wide_enough() -> None:
    assert len(UNITS) >= 120


@pytest.mark.parametrize(("many", "one"), [("cases", "case"), ("people", "person"), ("businesses", "business"),
    ("policies", "policy"),
                                            ("attendances", "attendance"), ("matches", "match"), ("mu", "mu"),
                                                ("series", "series")])  # fmt: skip
def test_singular(many: str, one: str) -> None:
    assert singular(many) == one


@pytest.mark.skipif(suites.suites() is None, reason="the shared suites of numbers are not here")
@pytest.mark.parametrize(("name", "floor"), [("number", 0.92), ("percent", 0.95), ("range", 0.80)])
def test_outside_suites(name: str, floor: float) -> None:
    scope = [case for case in suites.cases(name) if case["i"] not in suites.REFUSED[name]]
    assert 1 - len(suites.wrong(name)) / len(scope) >= floor


def test_every_refusal_has_its_reason() -> None:
    assert all(reason for refused in suites.REFUSED.values() for reason in refused.values())


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Petitions rose 2.5% to 1,011.", ["2.5%", "1,011"]),
        ("Business entities grew by a net 480,000 to 6.8 million.", ["480,000", "6.8 million"]),
        ("Prices rose by 2% to 3%.", ["2% to 3%"]),
    ],
)
def test_a_change_and_the_level_it_led_to_are_no_range(text: str, figures: list[str]) -> None:
    assert [figure.text for figure in locate_english(text) if figure.is_figure] == figures


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Nursery places rose to 4.7 per thousand people.", ""),
        ("There were 6.2 beds per thousand of the elderly population.", "bed"),
        ("The birth rate was 6.2 per thousand.", "‰"),
        ("The birth rate was 6.2 per thousand in 2023.", "‰"),
    ],
)
def test_what_is_counted_for_each_thousand_people_is_no_rate_per_mille(text: str, unit: str) -> None:
    assert locate_english(text)[0].unit == unit
