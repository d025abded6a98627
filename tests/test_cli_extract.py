"""`summarizer extract`: the structured report with its checks, as JSON."""

import json
from pathlib import Path

from summarizer.schema import Brief
from tests import writer
from tests.command import ROOT, summarizer
from tests.endpoint import MODEL, MockEndpoint, status

SAMPLE = ROOT / "samples" / "yunhe_2023_rule_of_law.txt"


def test_the_report_comes_with_the_check_of_every_number() -> None:
    shown = summarizer("extract", SAMPLE, "--model", "none")
    brief = Brief.model_validate_json(shown.out)
    assert shown.code == (1 if brief.ledger.counts.rejected else 0)
    report = brief.report
    assert report.achievements
    assert report.problems
    assert report.plans
    assert report.period == "2023"
    assert len(brief.checks) == brief.ledger.checked > 0
    assert set(json.loads(shown.out)) >= {"report", "checks", "ledger"}


def test_standard_output_is_json_alone(mock_endpoint: MockEndpoint, tmp_path: Path) -> None:
    mock_endpoint.reply = writer.plain_words
    shown = summarizer(
        "extract", SAMPLE, "--model", MODEL, "--base-url", mock_endpoint.base_url, "--config", writer.config(tmp_path)
    )
    assert Brief.model_validate_json(shown.out).report.model.name == MODEL
    assert shown.err.startswith(f"Model: {MODEL} at http://127.0.0.1")


def test_an_endpoint_that_refuses_is_exit_code_3_and_no_json(mock_endpoint: MockEndpoint) -> None:
    mock_endpoint.answers = [status(401)]
    shown = summarizer("extract", SAMPLE, "--model", MODEL, "--base-url", mock_endpoint.base_url)
    assert (shown.code, shown.out) == (3, "")
    assert "refused the key" in shown.err


def test_wrong_usage_is_exit_code_2() -> None:
    assert summarizer("extract", SAMPLE, "--format", "xml").code == 2
    assert summarizer("extract").code == 2
