"""The disclosure report's profile on a report in the prescribed form: what is found by rule, and what is marked.

The sample and its gold are written for this project; the tables are those that the State Council's office prescribes.
"""

import json
from typing import Any

import pytest
from pydantic import BaseModel

import summarizer
from benchmarks.shared import shared_folder
from summarizer.extract.own import form_of, load_schema
from summarizer.pipeline.whole import prepare
from summarizer.verify import Source, verify_model
from summarizer.verify.fields import Scale
from tests.command import ROOT

SAMPLE = ROOT / "samples" / "chengxi_2023_disclosure.html"
GOLD: dict[str, Any] = json.loads(SAMPLE.with_suffix(".gold.json").read_text(encoding="utf-8"))["form"]
NAME = "disclosure_report"


@pytest.fixture(scope="module")
def source() -> Source:
    return prepare(summarizer.load(SAMPLE)).proof()


@pytest.fixture(scope="module")
def model() -> type[BaseModel]:
    schema = summarizer.load_profile(NAME).schema
    assert schema is not None
    return load_schema(schema)


def value_at(value: Any, path: str) -> Any:
    for step in path.split("."):
        value = getattr(value, step)
    return value


def filled(model: type[BaseModel], values: dict[str, Any]) -> BaseModel:
    data: dict[str, Any] = {}
    for path, value in values.items():
        *inside, name = path.split(".")
        at = data
        for step in inside:
            at = at.setdefault(step, {})
        at[name] = value
    return model.model_validate(data)


def test_every_number_of_the_form_is_found_without_a_model(model: type[BaseModel]) -> None:
    made = summarizer.extract(SAMPLE, schema=model, profile=NAME, model="none")

    plain = {path: value_at(made.value, path) for path in GOLD}
    assert {path: str(value) for path, value in plain.items()} == {path: str(value) for path, value in GOLD.items()}
    assert {check.verdict for check in made.checks} == {"supported"}
    assert {gap.part for gap in made.gaps} == {"lawsuits.after_review", "problems", "improvements"}


@pytest.mark.slow  # every number of the form in two fields, each verified anew
def test_the_number_of_another_row_or_column_is_never_supported(model: type[BaseModel], source: Source) -> None:
    """Every other number of the report, put into a field in place of its own."""
    known = {path: value for path, value in GOLD.items() if value is not None}
    passed = []
    for leaf in form_of(model).leaves:
        if leaf.path not in ("applications.refused", "lawsuits.after_review"):
            continue
        for wrong in {Scale.of(leaf.unit).value_of(figure) for figure in source.figures}:
            if wrong is None or wrong == known.get(leaf.path) or wrong != wrong.to_integral_value():
                continue
            checks = verify_model(filled(model, known | {leaf.path: int(wrong)}), source)
            verdict = next(check.verdict for check in checks if check.field == leaf.path)
            passed += [(leaf.path, wrong)] if verdict == "supported" else []
    assert passed == []


def test_the_same_field_of_two_objects_is_told_apart(model: type[BaseModel], source: Source) -> None:
    wrong = filled(model, {"reviews.total": 4, "lawsuits.direct": 9})

    verdicts = {check.field: check.verdict for check in verify_model(wrong, source)}

    assert "supported" not in verdicts.values()


def test_nothing_wrong_is_supported_where_the_tables_were_lost(model: type[BaseModel]) -> None:
    """A PDF's text without its cells: the form's known rows and columns give what comes out even, no more."""
    try:
        folder = shared_folder()
    except FileNotFoundError as missing:
        pytest.skip(str(missing))
    report = folder / "reports" / "plain" / "hongze_2023_disclosure_pdftotext.txt"
    made = summarizer.extract(report, schema=model, profile=NAME, model="none")

    right = {
        "licensing_decisions": "550",
        "penalties": "4119",
        "fees": "7730.28",
        "applications.received": "21",
        "applications.carried_in": "0",
        "applications.granted": "0",
        "applications.granted_in_part": "4",
        "applications.carried_out": "0",
    }
    assert {check.field: check.text for check in made.checks if check.verdict == "supported"} == right
    assert value_at(made.value, "reviews.total") is None
