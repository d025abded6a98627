"""Any pydantic object can be verified: numbers in strings and in typed fields alike."""

from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import BaseModel, Field

from summarizer.base.document import Document, Metadata
from summarizer.outline import outline
from summarizer.quantities import locate
from summarizer.quantities.wording import english_quantity
from summarizer.schema import (
    Bilingual,
    DocumentRecord,
    Evidence,
    FigureRecord,
    ModelRecord,
    ReportFigure,
    ReportItem,
    Usage,
    WorkReport,
)
from summarizer.verify import EvidenceIn, Source, verify_model, verify_report

TEXT = """青石区2022年工作总结

一、主要工作

全年作出行政处罚5231宗，罚没金额871.25万元。受理信访事项412件，同比下降6.5%。

二、下一步工作计划

力争新建便民服务点18个。
"""


@pytest.fixture(scope="module")
def source() -> Source:
    outlined = outline(Document(text=TEXT, metadata=Metadata(period="2022")))
    return Source.of(outlined, locate(TEXT, language="zh", sentences=outlined.sentences))


class Row(BaseModel):
    label: str
    value: Decimal
    unit: str = ""


class Summary(BaseModel):
    year: int = 2022
    text: str
    penalties: int = Field(description="行政处罚（宗）")
    fall_in_petitions: float = Field(description="信访事项同比下降 (%)")
    rows: list[Row] = []


def by_field(checks: tuple[object, ...]) -> dict[str, str]:
    return {check.field: check.verdict for check in checks}  # type: ignore[attr-defined]


def test_strings_and_typed_numbers_are_checked_with_their_paths(source: Source) -> None:
    value = Summary(
        text="受理信访事项412件。",
        penalties=5231,
        fall_in_petitions=6.5,
        rows=[
            Row(label="罚没金额", value=Decimal("871.25"), unit="万元"),
            Row(label="行政处罚", value=Decimal(412), unit="宗"),
        ],
    )

    verdicts = by_field(verify_model(value, source))

    assert verdicts == {
        "text": "supported",
        "penalties": "supported",
        "fall_in_petitions": verdicts["fall_in_petitions"],
        "rows[0].value": "supported",
        "rows[1].value": "rejected",
    }
    assert verdicts["fall_in_petitions"] in ("supported", "review")


def test_the_year_of_the_report_is_neither_flagged_nor_counted(source: Source) -> None:
    checks = verify_model(Summary(text="无", penalties=5231, fall_in_petitions=6.5), source)

    assert "year" not in by_field(checks)


def test_a_typed_number_that_is_wrong_is_rejected(source: Source) -> None:
    checks = verify_model(Summary(text="无", penalties=5232, fall_in_petitions=6.5), source)

    assert by_field(checks)["penalties"] == "rejected"


def test_evidence_beside_a_field_is_what_it_is_held_against(source: Source) -> None:
    class Cited(BaseModel):
        summary: str
        evidence: list[str]

    good = Cited(summary="行政处罚5231宗。", evidence=["全年作出行政处罚5231宗，罚没金额871.25万元。"])
    elsewhere = Cited(summary="行政处罚5231宗。", evidence=["受理信访事项412件，同比下降6.5%。"])
    invented = Cited(summary="行政处罚5231宗。", evidence=["行政处罚五千余宗"])

    assert by_field(verify_model(good, source)) == {"summary": "supported"}
    assert by_field(verify_model(elsewhere, source)) == {"summary": "review"}
    assert by_field(verify_model(invented, source)) == {"summary": "review"}


def test_a_field_can_name_its_own_evidence(source: Source) -> None:
    class Marked(BaseModel):
        penalties: Annotated[str, EvidenceIn("quotes")]
        quotes: list[str]

    value = Marked(penalties="5231宗", quotes=["全年作出行政处罚5231宗"])

    assert by_field(verify_model(value, source)) == {"penalties": "supported"}


def report_of(source: Source, *, summary_en: str, plan_zh: str) -> WorkReport:
    def evidence(quote: str) -> tuple[Evidence, ...]:
        start = TEXT.index(quote)
        return (Evidence(start=start, end=start + len(quote), text=quote),)

    figures = tuple(
        ReportFigure(
            figure=FigureRecord.model_validate(figure, from_attributes=True),
            measure=Bilingual(zh=figure.measure),
            quantity=Bilingual(zh=figure.text, en=english_quantity(figure)),
        )
        for figure in source.figures
    )
    achievement = ReportItem(
        id="i1", kind="achievements", section="s1", title=Bilingual(zh="规范执法", en="Law enforcement"),
        summary=Bilingual(zh="作出行政处罚5231宗，罚没871.25万元。", en=summary_en),
        evidence=evidence("全年作出行政处罚5231宗，罚没金额871.25万元。"), figures=(),
    )  # fmt: skip
    plan = ReportItem(
        id="i2", kind="plans", section="s2", title=Bilingual(zh="便民服务"), summary=Bilingual(zh=plan_zh),
        evidence=evidence("力争新建便民服务点18个。"), figures=(),
    )  # fmt: skip
    return WorkReport(
        document=DocumentRecord.of(source.document), title=Bilingual(zh="青石区2022年工作总结"),
        issuer=Bilingual(zh="青石区"), period="2022", achievements=(achievement,), problems=(),
        plans=(plan,), figures=figures, model=ModelRecord(name="none"), usage=Usage(),
    )  # fmt: skip


def test_every_number_of_a_report_is_held_against_its_own_evidence(source: Source) -> None:
    report = report_of(
        source, summary_en="5,231 penalties, with fines of CNY 8.7125 million.", plan_zh="力争新建便民服务点18个。"
    )

    checks = verify_report(report, source)

    assert {check.verdict for check in checks} == {"supported"}, [c for c in checks if c.verdict != "supported"]
    fields = {check.field for check in checks}
    assert {"achievements[0].summary.zh", "achievements[0].summary.en", "plans[0].summary.zh"} <= fields
    assert {f"figures[{index}].quantity.en" for index in range(len(source.figures))} <= fields


def test_a_models_mistake_is_found_where_it_stands(source: Source) -> None:
    report = report_of(source, summary_en="Fines of CNY 871.25 million.", plan_zh="新建了便民服务点18个。")

    wrong = {check.field: check.reason for check in verify_report(report, source) if check.verdict == "rejected"}

    assert wrong == {"achievements[0].summary.en": "scale", "plans[0].summary.zh": "period"}


def test_verify_model_takes_our_own_report_too(source: Source) -> None:
    report = report_of(source, summary_en="5,231 penalties.", plan_zh="力争新建便民服务点18个。")

    assert verify_model(report, source) == verify_report(report, source)
