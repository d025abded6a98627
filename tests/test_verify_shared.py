"""The verifier on the reference report: what peers let through, and the errors that a model really made."""

import re
from pathlib import Path
from random import Random

import pytest

from benchmarks.shared import shared_folder
from benchmarks.verify import run, source_of
from summarizer.language.sentences import split_sentences
from summarizer.quantities import Figure
from summarizer.verify import Source, audit, verify_text


@pytest.fixture(scope="module")
def folder() -> Path:
    try:
        return shared_folder() / "reports" / "plain"
    except FileNotFoundError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def source(folder: Path) -> Source:
    path = folder / "000_808629f87b488684.txt"
    return source_of(path)


@pytest.fixture(scope="module")
def sixty(source: Source) -> list[Figure]:
    """Sixty figures whose digits can be altered, spread over the report."""
    return [figure for figure in source.figures if re.search(r"\d", figure.text)][:60]


def quote(source: Source, figure: Figure) -> tuple[str, int]:
    """The sentence of ``figure`` and where the figure stands in it."""
    text = source.document.text
    spans = split_sentences(text, max(0, figure.start - 400), min(len(text), figure.end + 400))
    start, end = next(span for span in spans if span.start <= figure.start < span.end)
    return text[start:end], figure.start - start


def clause(source: Source, figure: Figure) -> tuple[str, int]:
    """The figure with the words of its measure: a short claim."""
    lead = figure.measure.replace("：", "中") + figure.change
    return lead + figure.text, len(lead)


def verdict_at(claim: str, at: int, source: Source) -> str:
    checks = [
        check for check in verify_text(claim, source) if check.start <= at < check.end or at <= check.start < at + 2
    ]
    return checks[0].verdict if checks else "unseen"


def altered(text: str, random: Random) -> str:
    places = [match.start() for match in re.finditer(r"\d", text)]
    at = random.choice(places)
    return text[:at] + random.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :]


@pytest.mark.parametrize("of", [quote, clause], ids=["whole sentences", "short ones"])
def test_sixty_right_quotes_are_accepted_and_sixty_altered_ones_are_not(
    source: Source, sixty: list[Figure], of
) -> None:  # type: ignore[no-untyped-def]
    random = Random(60)
    right, wrong = [], []
    for figure in sixty:
        text, at = of(source, figure)
        changed = altered(figure.text, random)
        right.append((text, verdict_at(text, at, source)))
        lie = text[:at] + changed + text[at + len(figure.text) :]
        wrong.append((lie, verdict_at(lie, at, source)))

    assert len(sixty) == 60
    assert [text for text, verdict in right if verdict != "supported"] == []
    assert [text for text, verdict in wrong if verdict == "supported"] == []


@pytest.mark.parametrize(
    ("claim", "number"),
    [
        (
            "Administrative penalties were imposed, with fines and confiscations of 451,342.300 yuan.",
            "451,342.300 yuan",
        ),
        ("In key areas fines of 973.275 million yuan were imposed.", "973.275 million yuan"),
        ("10,111 cases of letters and visits were accepted.", "10,111"),
    ],
)
def test_the_embedded_models_own_errors_are_rejected_with_evidence(source: Source, claim: str, number: str) -> None:
    (check,) = [check for check in verify_text(claim, source) if check.text == number]

    assert check.verdict == "rejected"
    assert check.evidence


def test_the_rate_of_settled_disputes_follows_from_its_counts(source: Source) -> None:
    explanations = [finding.explanation for finding in audit(source) if finding.agrees]

    assert any("1722件 / 1760件 = 97.841%" in told for told in explanations)


@pytest.mark.slow  # over all shared reports: benchmarks.corruptions holds the same as a floor
def test_no_false_value_or_scale_is_supported_in_a_sample_of_all_reports(folder: Path) -> None:
    bad, _ = run(folder, every=211)

    assert bad.tried.total() > 100
    assert not [
        (variant.text, check and check.explanation)
        for _, variant, check in bad.cases
        if variant.kind in ("digit edit", "transposition", "times ten", "scale word") and check is not None
    ]
