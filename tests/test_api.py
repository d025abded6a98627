"""The Python API: each step by itself, and the whole way in one call."""

import asyncio
import io
import os
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import BaseModel

import summarizer
from summarizer.base.progress import Progress
from tests import writer
from tests.command import ROOT
from tests.endpoint import MODEL, MockEndpoint

SAMPLE = ROOT / "samples" / "yunhe_2023_rule_of_law.txt"
TEXT = SAMPLE.read_bytes().decode("utf-8")


# --- load -------------------------------------------------------------------------------------------------------------


def test_a_report_is_loaded_from_a_path_its_text_bytes_or_an_open_file() -> None:
    with SAMPLE.open("rb") as file:
        given = [str(SAMPLE), SAMPLE, TEXT, SAMPLE.read_bytes(), file, io.StringIO(TEXT)]
        documents = [summarizer.load(source) for source in given]
    assert {document.text for document in documents} == {TEXT}
    assert len({document.sha256 for document in documents}) == 1
    assert documents[0].name == SAMPLE.name
    assert summarizer.load(TEXT, name="the report").name == "the report"


def test_a_document_already_loaded_is_taken_as_it_is() -> None:
    document = summarizer.load(SAMPLE)
    assert summarizer.outline(document).document.text is document.text


# --- without a model --------------------------------------------------------------------------------------------------


def test_the_outline_carries_what_the_report_says_of_itself() -> None:
    outline = summarizer.outline(SAMPLE)
    known = outline.document.metadata
    assert known.title == "云禾区2023年法治政府建设年度报告"
    assert known.period == "2023"
    assert {item.kind for item in outline.items} == {"achievements", "problems", "plans"}


def test_figures_are_exact_and_stand_where_they_say() -> None:
    figures = summarizer.figures(SAMPLE)
    for figure in figures:
        assert TEXT[figure.start : figure.end] == figure.text
    money = next(figure for figure in figures if figure.text == "1.28亿元")
    assert (money.value, money.unit, money.kind) == (Decimal(128000000), "元", "money")


def test_an_outline_can_be_given_to_the_steps_after_it() -> None:
    outline = summarizer.outline(SAMPLE)
    assert summarizer.figures(outline) == summarizer.figures(SAMPLE)
    assert summarizer.verify("受理各类事项32.46万件", outline).checks


def test_a_text_without_chinese_is_refused() -> None:
    for step in (summarizer.outline, summarizer.figures):
        with pytest.raises(summarizer.InputError, match="no Chinese text"):
            step("The district handled 42 cases.")


# --- verify -----------------------------------------------------------------------------------------------------------


def test_each_number_of_a_text_gets_its_verdict() -> None:
    claims = "The service centre handled 3.246 million matters, up 8.7%."
    found = summarizer.verify(claims, SAMPLE)
    assert [(check.text, check.verdict, check.reason) for check in found.checks] == [
        ("3.246 million", "rejected", "scale"),
        ("8.7%", "supported", "exact"),
    ]
    assert (found.counts.supported, found.counts.rejected) == (1, 1)
    assert found.document.name == SAMPLE.name


class _Claim(BaseModel):
    said: str
    growth: Decimal


def test_numbers_of_any_structure_are_checked_in_text_and_in_typed_fields() -> None:
    claim = _Claim(said="区政务服务中心全年办理各类事项32.46万件。", growth=Decimal("99.9"))
    found = summarizer.verify(claim, SAMPLE)
    by_field = {check.field: check.verdict for check in found.checks}
    assert by_field["said"] == "supported"
    assert by_field["growth"] != "supported"


# --- the whole way ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def brief() -> summarizer.Brief:
    return summarizer.summarize(SAMPLE, model="none")


def test_without_a_model_the_brief_is_the_reports_own_words(brief: summarizer.Brief) -> None:
    report = brief.report
    assert report.model.name == "none"
    assert (report.usage.calls, report.usage.prompt_tokens) == (0, 0)
    for item in (*report.achievements, *report.problems, *report.plans):
        assert item.summary.en is None
        for piece in item.evidence:
            assert TEXT[piece.start : piece.end] == piece.text


def test_the_reports_own_words_are_never_rejected(brief: summarizer.Brief) -> None:
    own = [check for check in brief.checks if check.field.endswith((".summary.zh", ".title.zh"))]
    assert own
    assert [check.text for check in own if check.verdict == "rejected"] == []


def test_every_figure_of_the_source_is_listed(brief: summarizer.Brief) -> None:
    located = [figure.id for figure in summarizer.figures(SAMPLE) if figure.is_figure]
    assert [shown.figure.id for shown in brief.report.figures] == located


def test_the_ledger_counts_every_check(brief: summarizer.Brief) -> None:
    counts = brief.ledger.counts
    assert counts.supported + counts.review + counts.rejected == brief.ledger.checked == len(brief.checks)


def test_a_brief_is_saved_and_read_again_the_same(brief: summarizer.Brief, tmp_path: Path) -> None:
    paths = summarizer.save(brief, SAMPLE, tmp_path / "new" / "folder")
    assert list(paths) == ["md", "html", "json"]
    assert summarizer.Brief.model_validate_json(paths["json"].read_text(encoding="utf-8")) == brief
    assert summarizer.recheck(brief, SAMPLE) == []


def test_a_brief_is_not_saved_with_another_reports_text(brief: summarizer.Brief, tmp_path: Path) -> None:
    with pytest.raises(summarizer.InputError, match="is not the report"):
        summarizer.save(brief, TEXT + "。", tmp_path)
    with pytest.raises(summarizer.UsageError, match="no format 'pdf'"):
        summarizer.save(brief, SAMPLE, tmp_path, ["pdf"])
    assert list(tmp_path.iterdir()) == []


def test_a_changed_verdict_or_figure_is_found_again(brief: summarizer.Brief) -> None:
    first = brief.checks[0].model_copy(update={"verdict": "rejected", "reason": "scale"})
    [difference] = summarizer.recheck(brief.model_copy(update={"checks": (first, *brief.checks[1:])}), SAMPLE)[:1]
    assert "rejected (scale)" in difference
    fewer = brief.report.model_copy(update={"figures": brief.report.figures[1:]})
    assert summarizer.recheck(brief.model_copy(update={"report": fewer}), SAMPLE)


def test_a_model_is_asked_with_the_key_given_and_progress_is_told(mock_endpoint: MockEndpoint, tmp_path: Path) -> None:
    mock_endpoint.reply = writer.plain_words
    told: list[Progress] = []
    made = summarizer.summarize(
        SAMPLE,
        model=MODEL,
        base_url=mock_endpoint.base_url,
        api_key="sk-given-by-hand",
        config=writer.config(tmp_path),
        progress=told.append,
    )
    assert {headers["authorization"] for headers in mock_endpoint.headers} == {"Bearer sk-given-by-hand"}
    assert "OPENAI_API_KEY" not in os.environ
    assert made.report.model.name == MODEL
    assert made.report.usage.calls == len(mock_endpoint.requests)
    assert told[-1].stage == "verifying"
    assert max(step.prompt_tokens for step in told) == made.report.usage.prompt_tokens
    assert "sk-given" not in made.model_dump_json()


def test_extract_gives_the_report_without_checks(mock_endpoint: MockEndpoint, tmp_path: Path) -> None:
    mock_endpoint.reply = writer.plain_words
    options = {"base_url": mock_endpoint.base_url, "config": writer.config(tmp_path)}
    report = summarizer.extract(SAMPLE, model=MODEL, **options)
    assert all(item.summary.en for item in report.problems)
    assert report == asyncio.run(summarizer.aextract(SAMPLE, model=MODEL, **options)).model_copy(
        update={"usage": report.usage}
    )


def test_the_asynchronous_way_gives_the_same(brief: summarizer.Brief) -> None:
    assert asyncio.run(summarizer.asummarize(SAMPLE, model="none")) == brief


def test_inside_a_running_loop_the_asynchronous_way_is_named() -> None:
    async def notebook() -> None:
        summarizer.summarize(SAMPLE, model="none")

    with pytest.raises(summarizer.UsageError, match=r"await summarizer\.asummarize"):
        asyncio.run(notebook())


def test_models_lists_what_can_be_used() -> None:
    cards = summarizer.models()
    assert cards[-1].name == "none"
    assert all(card.cost for card in cards)
