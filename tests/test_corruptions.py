"""The tool that makes claims false in one named way, and the verifier on a district that does not exist."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

import summarizer
from benchmarks.corruptions import Claim, Variant, claims_of, corrupted, rewritten
from benchmarks.corruptions.words import FALLS, RISES
from summarizer.base.document import Document
from summarizer.outline import outline
from summarizer.outline.structure import Outline
from summarizer.quantities import Figure, locate
from summarizer.verify import Source, verify_text
from tests.test_verify import REPORT

PACKAGE = Path(summarizer.__file__).parent
#: Kinds whose words stand in no list of the product.
OUTSIDE = ("denied", "forecast", "verb outside the lists")


@pytest.fixture(scope="module")
def outlined() -> Outline:
    return outline(Document(text=REPORT))


@pytest.fixture(scope="module")
def figures(outlined: Outline) -> tuple[Figure, ...]:
    return locate(REPORT, language="zh", sentences=outlined.sentences)


@pytest.fixture(scope="module")
def claims(outlined: Outline, figures: tuple[Figure, ...]) -> list[Claim]:
    return list(claims_of(outlined, figures))


@pytest.fixture(scope="module")
def false_ones(claims: list[Claim]) -> list[Variant]:
    random = Random(1)
    return [variant for claim in claims for variant in corrupted(claim, random)]


def test_claims_are_made_in_both_languages_with_the_number_where_it_says(claims: list[Claim]) -> None:
    assert {claim.language for claim in claims} == {"zh", "en"}
    for claim in claims:
        for at, told in enumerate(claim.told):
            if claim.language == "zh":
                assert claim.written(at) == told.figure.text


def test_a_corruption_changes_the_text_and_says_where(claims: list[Claim], false_ones: list[Variant]) -> None:
    true_texts = {claim.text for claim in claims}

    assert false_ones
    for variant in false_ones:
        assert variant.text not in true_texts
        assert all(0 <= start < end <= len(variant.text) for start, end in variant.spans)


def test_every_kind_of_corruption_can_be_made(false_ones: list[Variant]) -> None:
    kinds = {variant.kind for variant in false_ones}

    assert kinds >= {
        "digit edit", "transposition", "dropped digit", "times ten", "scale word", "unit", "percent and points",
        "direction", "qualifier dropped", "qualifier reversed", "range end", "currency", "neighbours swapped",
        "target as result", *OUTSIDE,
    }  # fmt: skip


def test_words_that_try_the_verdict_stand_in_no_list_of_the_product() -> None:
    """A list that the product imports, or knows by heart, would try nothing."""
    lists = "\n".join(path.read_text(encoding="utf-8") for path in (*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.tsv")))
    tried = [word for words in (RISES, FALLS) for one in words.values() for word in one]

    assert not [word for word in tried if word.removesuffix(" by") in lists]
    assert "benchmarks" not in lists


def test_the_same_seed_makes_the_same_corruptions(claims: list[Claim]) -> None:
    one, two = ([v for claim in claims for v in corrupted(claim, Random(7))] for _ in range(2))

    assert one == two


def supported(variant: Variant, source: Source) -> bool:
    checks = verify_text(variant.text, source)
    return any(
        check.verdict == "supported"
        for start, end in variant.spans
        for check in checks
        if check.start < end and start < check.end
    )


def test_no_false_value_or_scale_is_supported(
    outlined: Outline, figures: tuple[Figure, ...], false_ones: list[Variant]
) -> None:
    source = Source.of(outlined, figures)
    told = [variant for variant in false_ones if variant.kind not in OUTSIDE]  # their share is measured: no floor yet
    slipped = Counter((variant.kind, variant.text) for variant in told if supported(variant, source))

    assert not slipped, slipped


def test_true_rewritings_are_supported(outlined: Outline, figures: tuple[Figure, ...], claims: list[Claim]) -> None:
    source = Source.of(outlined, figures)
    variants = [variant for claim in claims for variant in rewritten(claim)]

    refused = [variant.text for variant in variants if not supported(variant, source)]

    assert len(variants) > 100
    assert refused == []
