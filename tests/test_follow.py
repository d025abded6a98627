"""What follows from the source's figures is supported with its arithmetic; loose words go by their own grain."""

from decimal import Decimal
from fractions import Fraction

import pytest

import summarizer
from summarizer.quantities import Figure, locate
from summarizer.verify.loose import grown, interval


def verdict(source: str, claim: str, text: str) -> tuple[str, str]:
    whole = f"青川市2023年工作总结\n\n一、2023年工作情况\n\n{source}\n"
    found = {check.text: check for check in summarizer.verify(claim, whole).checks}
    return found[text].verdict, found[text].reason


@pytest.mark.parametrize(
    ("source", "claim", "text", "reason"),
    [
        ("办理建议120件、提案210件。", "办理建议和提案共330件。", "330件", "derived"),
        ("城镇、农村居民人均可支配收入分别为41200元、23100元。", "城镇居民收入是农村居民的1.8倍。", "1.8倍", "derived"),
        (
            "城镇、农村居民人均可支配收入分别为41200元、23100元。",
            "Townspeople earned 18,100 yuan more than country people.",
            "18,100 yuan",
            "derived",
        ),
        ("私营工业比重由去年的26%下降为17%。", "私营工业比重下降了9个百分点。", "9个百分点", "derived"),
        ("排查文件400份，整改36份。", "Of the 400 documents screened, 36 (9%) were corrected.", "9%", "derived"),
        ("刑事案件发案数下降28%。", "刑事案件发案数下降约三成。", "约三成", "rounded"),
        (
            "新增专项债券额度90亿元、同比增长55.2%。",
            "New special bonds rose by more than half.",
            "more than half",
            "rounded",
        ),
        ("接待游客620万人次，增长101%。", "Tourist numbers doubled to 6.2 million.", "doubled", "derived"),
        (
            "获省奖励62万元，每次31万元。",
            "The rewards were worth 620,000 yuan in all, 310,000 each time.",
            "310,000",
            "equivalent",
        ),
    ],
)
def test_what_follows_is_supported(source: str, claim: str, text: str, reason: str) -> None:
    assert verdict(source, claim, text) == ("supported", reason)


@pytest.mark.parametrize(
    ("source", "claim", "text"),
    [
        ("办理建议120件、提案210件。", "办理建议和提案共340件。", "340件"),
        ("办理建议120多件、提案210件。", "办理建议和提案共330件。", "330件"),
        ("刑事案件发案数下降28%。", "刑事案件发案数下降约四成。", "约四成"),
        ("新增专项债券额度90亿元、同比增长45.2%。", "New special bonds rose by more than half.", "more than half"),
        ("接待游客620万人次，增长61%。", "Tourist numbers doubled to 6.2 million.", "doubled"),
        ("排查文件400份，整改36份。", "Of the 400 documents screened, 36 (12%) were corrected.", "12%"),
        ("私营工业比重由去年的26%下降为17%。", "私营工业比重下降了8个百分点。", "8个百分点"),
    ],
)
def test_what_does_not_follow_is_not(source: str, claim: str, text: str) -> None:
    assert verdict(source, claim, text)[0] != "supported"


@pytest.mark.parametrize(
    ("words", "right", "wrong"),
    [
        ("约三成", "28", "35"),
        ("近八成", "79.7", "81"),
        ("一半以上", "54.7", "49.9"),
        ("a third", "32.1", "37"),
        ("more than half", "55.2", "48"),
        ("nearly four fifths", "79.7", "71"),
        ("four out of five", "80.4", "75"),
        ("one in three", "33", "25"),
        ("a quarter", "26", "30"),
    ],
)
def test_loose_words_allow_what_rounds_to_them(words: str, right: str, wrong: str) -> None:
    allowed = interval(_only(words))

    assert allowed is not None
    assert allowed.holds(Fraction(right)) and not allowed.holds(Fraction(wrong))


@pytest.mark.parametrize(
    ("words", "growth"), [("doubled", 101), ("tripled", 205), ("增长一倍", 98), ("tenfold", 905), ("翻了一番", 101)]
)
def test_multiples_in_words_stand_for_a_growth(words: str, growth: int) -> None:
    allowed = grown(_only(f"总值{words}" if not words.isascii() else f"The total {words}."))

    assert allowed is not None and allowed.holds(Fraction(growth)) and not allowed.holds(Fraction(growth, 2))


def _only(words: str) -> Figure:
    return next(one for one in locate(words) if one.is_figure)


def test_a_conversion_in_brackets_is_for_review() -> None:
    source = "完成投资20.6亿元。"
    claim = "Investment came to 2.06 billion yuan ($300 million)."

    assert verdict(source, claim, "$300 million")[0] == "review"
    assert verdict(source, claim, "2.06 billion yuan")[0] == "supported"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("S$8.96 billion", "8960000000", "新加坡元"),
        ("RM476.5 billion", "476500000000", "令吉"),
        ("£5bn", "5000000000", "英镑"),
        ("a rise of 50 basis points", "0.5", "个百分点"),
        ("2.5 points below the pace", "2.5", "个百分点"),
    ],
)
def test_money_and_points_outside_the_genre(text: str, value: str, unit: str) -> None:
    figure = _only(text)

    assert (figure.value, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["The Nikkei 225 fell", "a Boeing 737 landed", "10G networks", "the G20 met", "COVID-19"]
)
def test_names_with_a_number_are_no_figures(text: str) -> None:
    assert not [one for one in locate(text) if one.is_figure]


@pytest.mark.parametrize(
    "claim", ["办理∞件。", "办理NaN件。", "办理3/0件。", "There were 5/0 cases.", "Se aprobaron 12 casos.", "12 дел"]
)
def test_odd_numbers_and_a_third_language_raise_nothing(claim: str) -> None:
    checks = summarizer.verify(claim, "青川市2023年工作总结\n\n一、工作情况\n\n办理案件14件。\n").checks

    assert not [check for check in checks if check.verdict == "supported"]
