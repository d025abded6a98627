"""Extraction: from an outline and located figures to a structured report, with a recorded model, a mock, or none."""

import asyncio
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from summarizer.extract import Plan, extract_report
from summarizer.model.client import Client
from summarizer.model.settings import Endpoint
from summarizer.model.store import Store
from summarizer.outline import outline
from summarizer.outline.structure import Outline
from summarizer.pipeline.whole import ask, conclude, prepare
from summarizer.quantities import Figure, locate
from summarizer.readers import read
from summarizer.renderers.options import Presentation
from summarizer.renderers.selection import select
from summarizer.renderers.wanted import wanted
from summarizer.schema import ReportItem, WorkReport
from summarizer.verify import Source, verify_report, verify_text
from tests.test_statements import own_words

SAMPLES = Path(__file__).parent.parent / "samples"
DISTRICT = SAMPLES / "yunhe_2023_rule_of_law.txt"
CITY = SAMPLES / "yanhu_2026_city.txt"
BUREAU = SAMPLES / "qilan_bureau_2022_summary.txt"
SHORT = """云禾区2023年法治政府建设年度报告

一、2023年工作情况

（一）加强行政复议工作。全年收到行政复议申请86件，审结79件。

（二）加强执法监督。评查案卷480宗，罚没金额4513.423万元。

二、存在的问题

一是基层执法力量薄弱，14个镇街法制审核人员仅19名。二是个别部门执法程序不规范。

三、2024年工作计划

（一）评查行政执法案卷600宗，6月底前完成。

云禾区人民政府
2024年1月22日
"""


def located(source: Path | str) -> tuple[Outline, tuple[Figure, ...]]:
    document = read(source if isinstance(source, Path) else source.encode(), name="report.txt")
    outlined = outline(document)
    return outlined, locate(document.text, language="zh", sentences=outlined.sentences, skip=outlined.document.regions)


def extracted(
    source: Path | str, endpoint: Endpoint | None = None, *, plan: Plan | None = None, store: Store | None = None
) -> WorkReport:
    outlined, figures = located(source)

    async def run() -> WorkReport:
        if endpoint is None:
            return await extract_report(outlined, figures, None, plan=plan)
        async with Client(endpoint, store=store, retries=0) as client:
            return await extract_report(outlined, figures, client, plan=plan)

    return asyncio.run(run())


def items(report: WorkReport) -> list[ReportItem]:
    return [*report.achievements, *report.problems, *report.plans]


# --- without a model ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bare() -> WorkReport:
    return extracted(DISTRICT)


def test_without_a_model_chinese_is_whole_and_the_notes_say_that_english_is_missing(bare: WorkReport) -> None:
    assert all(item.title.zh and item.summary.zh for item in items(bare))
    assert all(item.title.en is None and item.summary.en is None for item in items(bare))
    assert any("English" in note for note in bare.notes)
    assert bare.model.name == "none"
    assert bare.usage.calls == 0


def test_every_figure_of_the_source_is_in_the_report(bare: WorkReport) -> None:
    _, figures = located(DISTRICT)
    assert [shown.figure.id for shown in bare.figures] == [figure.id for figure in figures if figure.is_figure]


def test_quantities_are_english_and_known_measures_too_without_a_model(bare: WorkReport) -> None:
    by_text = {shown.figure.text: shown for shown in bare.figures}
    assert by_text["4513.627万元"].quantity.en == "CNY 45.13627 million"
    assert all(shown.quantity.en for shown in bare.figures)
    assert {"罚没金额"} <= {shown.measure.zh for shown in bare.figures if shown.measure.en}


def test_evidence_is_the_source_word_for_word(bare: WorkReport) -> None:
    text = located(DISTRICT)[0].document.text
    for item in items(bare):
        assert item.evidence
        assert all(text[piece.start : piece.end] == piece.text for piece in item.evidence)


def test_a_chinese_summary_is_made_of_runs_of_the_source(bare: WorkReport) -> None:
    text = "".join(located(DISTRICT)[0].document.text.split())
    for item in items(bare):
        for run in re.split(r"[；。]", item.summary.zh):
            assert "".join(run.split()) in text


def test_summaries_are_short_and_titles_shorter(bare: WorkReport) -> None:
    assert max(len(item.title.zh) for item in items(bare)) <= 30
    assert max(len(item.summary.zh) for item in items(bare)) <= 140


def test_items_stand_in_the_order_of_the_source(bare: WorkReport) -> None:
    for kind in (bare.achievements, bare.problems, bare.plans):
        starts = [item.evidence[0].start for item in kind]
        assert starts == sorted(starts)


def test_a_plan_names_its_targets_and_deadlines(bare: WorkReport) -> None:
    staff = next(plan for plan in bare.plans if "招录" in plan.summary.zh)
    shown = {figure.figure.id: figure.figure.text for figure in bare.figures}
    assert "30名" in {shown[target] for target in staff.targets}
    assert staff.deadlines == ("6月底前",)
    assert all(not item.targets for item in (*bare.achievements, *bare.problems))


def test_the_issuer_is_named_by_rule(bare: WorkReport) -> None:
    assert bare.issuer.en == "People's Government of Yunhe District"


def test_every_number_of_the_chinese_summaries_is_supported(bare: WorkReport) -> None:
    outlined, figures = located(DISTRICT)
    checks = verify_report(bare, Source.of(outlined, figures))
    summaries = [check for check in checks if check.field.endswith("summary.zh")]
    assert len(summaries) > 60
    assert [(check.text, check.reason) for check in summaries if check.verdict != "supported"] == []


def test_a_report_without_headings_is_still_a_report() -> None:
    report = extracted("2022年，全县新登记市场主体4316户，同比增长9.8%。检查食品生产经营单位5870家次。")
    assert report.achievements
    assert len(report.figures) == 3


# --- the embedded model, recorded ---------------------------------------------------------------------------------


def check_words(report: WorkReport, source: Path) -> None:
    """What must be true of words that any model wrote."""
    outlined, figures = located(source)
    for item in items(report):
        assert item.complete or item.note
        assert own_words(item.summary.zh, "".join(piece.text for piece in item.evidence))
        if item.summary.en or item.complete:
            assert item.title.en and item.summary.en
            assert item.title.en.isascii() and item.summary.en.isascii()
            assert len(item.title.en) <= 80
    assert len(report.gaps) == sum(not item.complete for item in items(report))
    checks = verify_report(report, Source.of(outlined, figures))
    assert [check for check in checks if check.verdict == "rejected" and check.reason in {"scale", "currency"}] == []


def test_a_districts_report_in_both_languages(cassette: Any, local_endpoint: Endpoint) -> None:
    report = extracted(DISTRICT, local_endpoint)
    check_words(report, DISTRICT)
    assert (len(report.problems), len(report.plans)) == (3, 5)
    assert sum(item.complete for item in items(report)) >= len(items(report)) - 2
    assert report.usage.completion_tokens < 4000


def test_a_bureaus_summary_without_numbered_headings_in_both_languages(cassette: Any, local_endpoint: Endpoint) -> None:
    report = extracted(BUREAU, local_endpoint)
    check_words(report, BUREAU)
    assert (len(report.problems), len(report.plans)) == (3, 4)
    assert sum(item.complete for item in items(report)) >= len(items(report)) - 2


def test_a_citys_report_as_far_as_a_standard_brief_shows_it(cassette: Any, local_endpoint: Endpoint) -> None:
    """What the brief does not show is not asked: a city's report costs little more than a bureau's."""
    prepared = prepare(read(CITY))
    text = prepared.document.text

    async def run() -> WorkReport:
        async with Client(local_endpoint, retries=0) as client:
            return await ask(prepared, client, choose=partial(wanted, text=text, presentation=Presentation()))

    report = asyncio.run(run())
    brief = conclude(report, prepared.proof())
    chosen = select(brief, text, Presentation())
    shown = [item for item in items(report) if item.id in chosen.shown]
    assert shown and all(item.title.en for item in shown if item.complete)
    assert sum(not item.asked for item in items(report)) > 0
    assert sum(not item.complete for item in shown) * 10 <= max(10, len(shown)), "at most one in ten in Chinese only"
    assert [line.kind for line in brief.report.opening].count("problems") == 2
    assert report.usage.completion_tokens < 4000


class Sentence(BaseModel):
    model_config = ConfigDict(extra="forbid")

    en: str = Field(pattern=r"^[ !#-\[\]-~]{10,420}$")


RAW = [
    "为企业减免税费4513.627万元，兑现惠企资金1.28亿元。",
    "全区共办理行政处罚案件12167宗，罚没金额2358.415万元；其中重点领域办理行政处罚案件761宗，罚没金额573.275万元。",
    "评查案卷480宗，免予处罚金额152.36万元，涉及金额6120.5万元。",
    "发放资料9.6万份，受教育群众超过12万人次，为受援人挽回经济损失1086.9万元。",
]


def test_what_the_model_gets_wrong_when_numbers_are_left_to_it_is_rejected(
    cassette: Any, local_endpoint: Endpoint
) -> None:
    """The sentences as they stand, quantities not rewritten by rule: real mistakes of a real model."""

    async def translate() -> list[str]:
        async with Client(local_endpoint) as client:
            asked = "Translate into one English sentence, in JSON (en):\n"
            return [
                (await client.ask([{"role": "user", "content": asked + sentence}], Sentence, max_tokens=200)).en
                for sentence in RAW
            ]

    outlined, figures = located(DISTRICT)
    source = Source.of(outlined, figures)
    verdicts = {
        check.text: check.verdict
        for english in asyncio.run(translate())
        for check in verify_text(english, source, language="en")
    }
    wrong = {text for text, verdict in verdicts.items() if verdict == "rejected"}
    assert wrong >= {"4513.627 million yuan", "1.28 billion yuan", "7,617", "9.6 million", "1086.9 million yuan"}
    assert verdicts["12,167"] == verdicts["23,584,150 yuan"] == "supported"
