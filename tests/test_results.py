"""What the API gives back, in Python: shown in a notebook, as frames, as files, and read back from JSON."""

import builtins
import pickle
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import summarizer
from summarizer import Brief, Document, InputError, UsageError, WorkReport, schema
from summarizer.pipeline.brief import make_brief
from summarizer.renderers import to_html, to_markdown
from summarizer.schema import Bilingual
from tests.command import ROOT
from tests.made_reports import TEXT, made_audit, made_checks, made_report

SAMPLE = ROOT / "samples" / "qilan_bureau_2022_summary.txt"
OTHER = ROOT / "samples" / "yunhe_2023_rule_of_law.txt"


@pytest.fixture(scope="module")
def document() -> Document:
    return summarizer.load(SAMPLE)


@pytest.fixture(scope="module")
def brief(document: Document) -> Brief:
    return summarizer.summarize(document, model="none")


@pytest.fixture(scope="module")
def report(document: Document) -> WorkReport:
    return summarizer.extract(document, model="none")


@pytest.fixture
def by_hand() -> Brief:
    return Brief.of(make_brief(made_report(), TEXT, made_checks(), made_audit()))


def test_the_api_gives_what_can_show_itself(brief: Brief, report: WorkReport) -> None:
    assert type(brief) is Brief
    assert type(brief.report) is type(report) is WorkReport


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_brief_remembers_its_source(brief: Brief, document: Document) -> None:
    assert brief.to_html() == to_html(brief, document.text)
    assert brief.to_markdown() == to_markdown(brief, document.text)
    assert brief.to_docx().startswith(b"PK")
    assert brief.to_xlsx().startswith(b"PK")


def test_save_writes_what_the_function_writes(brief: Brief, document: Document, tmp_path: Path) -> None:
    by_method = brief.save(tmp_path / "method", ["md", "json"])
    by_function = summarizer.save(brief, document, tmp_path / "function", ["md", "json"])
    for name, path in by_method.items():
        assert path.read_bytes() == by_function[name].read_bytes()


def test_a_report_is_verified_before_it_is_shown(report: WorkReport, brief: Brief) -> None:
    assert report.to_brief() == brief
    assert report.to_markdown() == brief.to_markdown()
    assert report.to_html() == brief.to_html()


# --- JSON -----------------------------------------------------------------------------------------------------------


def test_json_goes_round(brief: Brief, report: WorkReport, tmp_path: Path) -> None:
    paths = brief.save(tmp_path, ["json"])
    for written in (brief.to_json(), brief.to_json().encode(), paths["json"]):
        assert Brief.from_json(written) == brief
    assert WorkReport.from_json(report.to_json()) == report
    assert Brief.from_json(brief.to_json(), source=SAMPLE).to_html() == brief.to_html()


def test_the_structures_themselves_are_equal_to_what_the_api_gives(brief: Brief) -> None:
    plain = schema.Brief.model_validate_json(brief.to_json())
    assert plain == brief
    assert brief == plain
    assert plain.report == brief.report
    assert plain.model_copy(update={"key_figures": ()}) != brief
    assert summarizer.recheck(plain, SAMPLE) == []


def test_a_brief_goes_to_another_process_with_its_source(brief: Brief) -> None:
    copied = pickle.loads(pickle.dumps(brief))
    assert copied == brief
    assert copied.to_markdown() == brief.to_markdown()


def test_what_does_not_carry_its_source_says_so(brief: Brief) -> None:
    alone = Brief.from_json(brief.to_json())
    for show in (alone.to_html, alone.to_docx, alone.report.to_brief, alone.report.to_xlsx):
        with pytest.raises(UsageError, match="name the report"):
            show()
    assert alone.to_html(SAMPLE) == brief.to_html()


def test_another_source_is_refused(brief: Brief) -> None:
    with pytest.raises(InputError, match="is not the report"):
        brief.to_html(OTHER)
    with pytest.raises(InputError, match="is not the report"):
        Brief.from_json(brief.to_json(), source=OTHER)


@pytest.mark.parametrize("written", ["", "{", '{"report": 1}', "[]", b"\xff\xfe"])
def test_json_of_another_kind_is_a_sentence(written: Any) -> None:
    with pytest.raises(InputError, match=r"^This is no Brief as this program writes it: .*\.$"):
        Brief.from_json(written)


def test_a_missing_json_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"brief.json cannot be read"):
        Brief.from_json(tmp_path / "brief.json")


# --- frames ---------------------------------------------------------------------------------------------------------


def test_a_frame_has_a_row_for_each_figure_with_its_exact_value(by_hand: Brief) -> None:
    pytest.importorskip("pandas")
    frame = by_hand.to_frame()
    assert list(frame["id"]) == [shown.figure.id for shown in by_hand.report.figures]
    assert frame["value"].dtype == object
    assert frame["value"].tolist()[:2] == [Decimal("12167"), Decimal("23584150")]
    assert {type(value) for value in frame["value"]} == {Decimal}
    assert set(frame["verdict"]) == {"supported"}


def test_items_and_checks_are_frames_too(by_hand: Brief) -> None:
    pytest.importorskip("pandas")
    items, checks = by_hand.to_frame("items"), by_hand.to_frame("checks")
    assert list(items["verdict"]) == ["rejected", "review", "review"]
    assert items["summary_en"][0] == by_hand.report.achievements[0].summary.en
    assert len(checks) == len(by_hand.checks)
    assert checks["verdict"].value_counts()["rejected"] == by_hand.ledger.counts.rejected


def test_an_empty_table_keeps_its_columns() -> None:
    pytest.importorskip("pandas")
    empty = made_report(achievements=(), problems=(), plans=(), figures=())
    frame = Brief.of(make_brief(empty, TEXT, ())).to_frame()
    assert len(frame) == 0
    assert "value" in frame.columns


def test_a_source_adds_only_where_figures_stand(brief: Brief) -> None:
    pytest.importorskip("pandas")
    alone = Brief.from_json(brief.to_json()).to_frame()
    beside = brief.to_frame()
    differing = [name for name in beside.columns if not beside[name].equals(alone[name])]
    assert differing == ["place", "sentence"]


def test_numbers_of_a_report_without_its_source_are_not_checked(report: WorkReport, brief: Brief) -> None:
    pytest.importorskip("pandas")
    alone = WorkReport.from_json(report.to_json())
    assert set(alone.to_frame()["verdict"]) <= {"review", "rejected"}
    assert report.to_frame().equals(brief.to_frame())


def test_a_table_that_there_is_not_is_a_sentence(by_hand: Brief) -> None:
    with pytest.raises(UsageError, match="no table 'sums': use figures, items, checks"):
        by_hand.to_frame("sums")  # type: ignore[arg-type]


def test_without_pandas_it_is_said_what_to_install(by_hand: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "pandas":
            raise ImportError("No module named 'pandas'")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"pip install 'summarizer\[frames\]'"):
        by_hand.to_frame()


# --- notebooks ------------------------------------------------------------------------------------------------------


class Fragment(HTMLParser):
    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.depth = 0
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.depth += tag != "br"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1


def test_a_notebook_shows_the_brief_with_its_marks(by_hand: Brief) -> None:
    fragment = by_hand._repr_html_()
    shown = Fragment(fragment)
    assert shown.depth == 0
    assert shown.tags <= {
        "div", "h3", "h4", "p", "br", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "strong", "em", "abbr",
        "details", "summary",
    }  # fmt: skip
    assert shown.attributes <= {"class", "title"}
    assert re.search(r"451,342\.300 yuan <abbr title=\"[^\"]+\">✗</abbr> \(not in the source\)", fragment)
    assert "全区共办理行政处罚案件12167宗，罚没金额2358.415万元。" in fragment


def test_a_report_read_back_shows_its_numbers_as_not_checked(report: WorkReport, brief: Brief) -> None:
    assert "(未经核对)" in WorkReport.from_json(report.to_json())._repr_html_()
    assert report._repr_html_() == brief._repr_html_()


def test_hostile_text_stays_text_in_a_notebook() -> None:
    bad = Bilingual(zh='<script>alert(1)</script>"><img src=x onerror=alert(1)>\u202e', en="<b>{{ 7*7 }}</b>")
    report = made_report(title=bad, notes=("<iframe>",))
    fragment = Brief.of(make_brief(report, TEXT, ()))._repr_html_()
    shown = Fragment(fragment)
    assert not shown.tags & {"script", "img", "b", "iframe"}
    assert shown.attributes <= {"class", "title"}
    assert "\u202e" not in fragment
