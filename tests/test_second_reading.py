"""A number is read twice, by two readers that share no code; where they differ the brief says so."""

from decimal import Decimal

import pytest

from summarizer.pipeline.brief import read_twice
from summarizer.quantities import locate
from summarizer.quantities.second_reading import otherwise_read, second_value
from summarizer.schema import Bilingual, Check, FigureRecord, ReportFigure, WorkReport


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.23万亿元", "1230000000000"),
        ("12,345.67万元", "123456700"),
        ("约3.2万户", "32000"),
        ("2000余万", "20000000"),
        ("-4.5%", "-4.5"),
        ("4.2个百分点", "4.2"),
        ("三万六千人", "36000"),
        ("一百二十三件", "123"),
        ("十二家", "12"),
        ("一亿零二百三十二万零五百三十五人", "102320535"),
        ("一点二万亿元", "1200000000000"),
    ],
)
def test_plain_forms_are_read_by_their_grammar(text: str, value: str) -> None:
    assert second_value(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "3亿5000多万元",
        "三万五",
        "三五个",
        "八成",
        "三分之一",
        "12 345元",
        "1.5×10^8千瓦时",
        "20%—30%",
        "数十件",
        "3千瓦",
        "元",
    ],
)
def test_what_is_not_plain_is_not_read(text: str) -> None:
    assert second_value(text) is None


def test_both_readers_agree_on_a_report() -> None:
    text = (
        "全县生产总值412.37亿元，增长6.2%；接待游客1,234万人次，新增就业三千二百人，降低2.5个百分点，净利润-4500万元。"
    )
    assert [otherwise_read(figure) for figure in locate(text) if figure.is_figure] == [None] * 6


def test_a_number_read_two_ways_is_for_review() -> None:
    (figure,) = locate("发放贷款3.5亿元。")
    record = FigureRecord(**{name: getattr(figure, name) for name in FigureRecord.model_fields})
    misread = record.model_copy(update={"value": Decimal("3500000")})
    shown = ReportFigure(figure=misread, measure=Bilingual(zh="贷款"), quantity=Bilingual(zh="3.5亿元"))
    report = WorkReport.model_construct(figures=(shown,))
    check = Check(
        start=0, end=5, text="3.5亿元", value=Decimal("3500000"), unit="元", verdict="supported", reason="exact",
        explanation="As written.", evidence=(), figures=(misread.id,),
    )  # fmt: skip
    (judged,) = read_twice(report, [check])
    assert (judged.verdict, judged.reason) == ("review", "two_readings")
    assert "350000000" in judged.explanation
