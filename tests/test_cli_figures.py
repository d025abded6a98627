"""`summarizer figures`: every figure located, as a table, JSON or CSV."""

import csv
import io
import json
from pathlib import Path

import pytest

from summarizer.schema import FiguresRecord
from tests.command import ROOT, summarizer

SAMPLE = ROOT / "samples" / "yunhe_2023_rule_of_law.txt"
KEYS = {
    "id", "start", "end", "text", "kind", "value", "low", "high", "unit", "surface_value", "scale", "qualifier",
    "direction", "measure", "sentence",
}  # fmt: skip


def test_the_table_shows_each_figure_with_value_and_unit() -> None:
    shown = summarizer("figures", SAMPLE)
    assert shown.code == 0
    assert shown.err == ""
    [line] = [line for line in shown.out.splitlines() if "32.46万件" in line]
    assert line.split()[2:4] == ["324600", "件"]
    assert shown.out.splitlines()[0].startswith("id ")


def test_json_is_the_contract_and_every_mention_stands_in_the_text() -> None:
    shown = summarizer("figures", SAMPLE, "--format", "json")
    answer = json.loads(shown.out)
    FiguresRecord.model_validate_json(shown.out)
    assert set(answer) >= {"document", "figures"}
    text = SAMPLE.read_bytes().decode("utf-8")
    for figure in answer["figures"]:
        assert set(figure) >= KEYS
        assert text[figure["start"] : figure["end"]] == figure["text"]
        assert isinstance(figure["value"], str | None)
    assert {"statistic", "percent", "money", "identifier"} <= {figure["kind"] for figure in answer["figures"]}


def test_csv_has_a_line_for_each_mention() -> None:
    rows = list(csv.DictReader(io.StringIO(summarizer("figures", SAMPLE, "--format", "csv").out)))
    mentions = json.loads(summarizer("figures", SAMPLE, "--format", "json").out)["figures"]
    assert [row["text"] for row in rows] == [mention["text"] for mention in mentions]
    assert {"324600", "8.7"} <= {row["value"] for row in rows}


def test_a_cell_that_a_spreadsheet_would_run_is_only_text() -> None:
    from summarizer.renderers.csv import neutral

    assert [neutral(cell) for cell in ('=HYPERLINK("http://x")', "+1", "-1+2", "@A1", "\tx", "\rx")] == [
        "'=HYPERLINK(\"http://x\")", "'+1", "'-1+2", "'@A1", "' x", "' x",
    ]  # fmt: skip
    assert [neutral(cell) for cell in ("-1.5", "12", "受理", None)] == ["-1.5", "12", "受理", ""]


def test_standard_input_is_read_for_a_dash() -> None:
    shown = summarizer("figures", "-", "--format", "json", stdin="全年受理投诉42件。")
    assert json.loads(shown.out)["figures"][0]["value"] == "42"
    assert json.loads(shown.out)["document"]["name"] == "standard input"


def test_a_report_without_figures_says_so() -> None:
    shown = summarizer("figures", "-", stdin="我区坚持依法行政。")
    assert (shown.code, shown.out) == (0, "No figures. Other mentions of numbers (dates, markers, names): 0.\n")


def test_terminal_commands_in_a_report_are_shown_never_sent() -> None:
    for style in ("table", "csv"):
        shown = summarizer("figures", "-", "--format", style, stdin="受理\x1b[31m投诉\x1b]0;x\x07\u202e案件42件。")
        assert "42" in shown.out
        if style == "table":
            assert "\x1b" not in shown.out
            assert "\u202e" not in shown.out


@pytest.mark.parametrize("arguments", [("--format", "yaml"), ("--nonsense",)])
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    shown = summarizer("figures", SAMPLE, *arguments)
    assert (shown.code, shown.out) == (2, "")
    assert "Traceback" not in shown.err


def test_a_chinese_locale_or_none_makes_no_difference(tmp_path: Path) -> None:
    from tests.command import start

    run = start("figures", SAMPLE, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    out, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (0, b"")
    assert "32.46万件" in out.decode("utf-8")
