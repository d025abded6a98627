"""The brief as tables and CSV: every figure, item and check with its verdict, exact values, no cell that runs."""

import csv
import io
from decimal import Decimal

import pytest

from summarizer import Presentation
from summarizer.pipeline.brief import make_brief
from summarizer.renderers.csv import neutral, to_csv
from summarizer.renderers.tables import Table, tables
from summarizer.renderers.view import view
from summarizer.schema import Brief
from tests.made_reports import TEXT, made_audit, made_checks, made_report


@pytest.fixture
def brief() -> Brief:
    return make_brief(made_report(), TEXT, made_checks(), made_audit())


def read_csv(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


def column(table: Table, key: str) -> list[object]:
    at = table.keys().index(key)
    return [row[at] for row in table.rows]


def test_every_figure_item_and_check_has_its_row(brief: Brief) -> None:
    figures, items, checks = tables(view(brief, TEXT), TEXT, marked=True)
    assert column(figures, "id") == [shown.figure.id for shown in brief.report.figures]
    assert column(items, "id") == ["a1", "p1", "m1"]
    assert column(checks, "text") == [check.text for check in brief.checks]
    assert column(checks, "verdict") == [check.verdict for check in brief.checks]


def test_values_are_exact_decimals(brief: Brief) -> None:
    figures, *_ = tables(view(brief, TEXT), TEXT, marked=True)
    assert column(figures, "value")[:2] == [Decimal("12167"), Decimal("23584150")]
    assert "23584150" in to_csv(brief, TEXT)["figures"]


def test_an_item_has_the_verdict_of_its_worst_number(brief: Brief) -> None:
    _, items, _ = tables(view(brief, TEXT), TEXT, marked=True)
    assert column(items, "verdict") == ["rejected", "review", "review"]
    assert column(items, "rejected") == [1, 0, 0]


def test_words_carry_their_marks_for_readers_and_none_for_programs(brief: Brief) -> None:
    shown = view(brief, TEXT)
    _, marked, _ = tables(shown, TEXT, marked=True)
    _, bare, _ = tables(shown, TEXT, marked=False)
    assert "451,342.300 yuan ✗ (not in the source)" in str(column(marked, "summary_en")[0])
    assert column(bare, "summary_en")[0] == brief.report.achievements[0].summary.en
    assert column(bare, "summary_en")[1] == brief.report.problems[0].summary.en


def test_a_figure_says_what_of_the_brief_has_it(brief: Brief) -> None:
    figures, *_ = tables(view(brief, TEXT), TEXT, marked=True)
    used = dict(zip(column(figures, "id"), column(figures, "used"), strict=True))
    assert "a1" in str(used["f1"])
    assert {name for name, where in used.items() if where == "unused"} == set(brief.ledger.unused)


def test_one_language_leaves_the_columns_of_the_other_out(brief: Brief) -> None:
    rows = read_csv(to_csv(brief, TEXT, Presentation(("en",)))["items"])
    assert "summary_en" in rows[0]
    assert not [key for key in rows[0] if key.endswith("_zh")]


def test_csv_is_read_back_as_it_was_and_opens_in_excel(brief: Brief) -> None:
    made = to_csv(brief, TEXT)
    assert all(content.startswith("\ufeff") for content in made.values())
    rows = read_csv(made["checks"])
    assert [(row["text"], row["verdict"]) for row in rows] == [(check.text, check.verdict) for check in brief.checks]
    assert "\r\n" in made["figures"]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://evil.example")', "+1+2", "-1-2", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "＝1+1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert neutral(text).startswith("'")


def test_what_cannot_be_seen_is_shown() -> None:
    assert neutral("a\x00b\u202ec\nd") == "a\ufffdb⟨U+202E⟩c d"


def test_numbers_keep_every_digit() -> None:
    assert neutral(Decimal("1E+3")) == "1000"
    assert neutral(Decimal("12345678901234567890.125")) == "12345678901234567890.125"
    assert neutral(-5) == "-5"
