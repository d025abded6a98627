"""What a number counts: the noun comes from measure and measure word together, and where none is sure there is none."""

from decimal import Decimal

import pytest

from summarizer.language.units.counted import Row, rows
from summarizer.language.units.english import units_match
from summarizer.quantities import locate
from summarizer.quantities.figure import Figure
from summarizer.quantities.wording import english_quantity
from summarizer.quantities.wording.counted import counted_noun

ROWS = [pytest.param(row, id=f"{row.many}-{index}") for index, row in enumerate(rows())]


def noun(unit: str, measure: str, value: int = 2) -> str:
    return counted_noun(
        Figure("f1", 0, 1, "二", "statistic", Decimal(value), unit=unit, measure=measure), Decimal(value)
    )


@pytest.mark.parametrize("row", ROWS)
def test_a_row_gives_its_noun_to_its_own_examples_and_to_no_counterexample(row: Row) -> None:
    for unit in row.counters:
        assert any(noun(unit, measure) == row.many and noun(unit, measure, 1) == row.one for measure in row.yes), unit
        assert all(noun(unit, measure) != row.many for measure in row.no), unit


@pytest.mark.parametrize("row", ROWS)
def test_the_verifier_knows_every_noun_as_one_that_its_measure_word_counts(row: Row) -> None:
    for unit in row.counters:
        told = locate(f"It was 1,204 {row.many}.", language="en")[0]
        assert told.value == Decimal(1204) and units_match(unit, told.unit) is (None if unit == "个" else True), unit


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("百姓热线网站浏览量9600余次", "more than 9,600 views"),
        ("清理规范性文件2件", "2 normative documents"),
        ("核定编制5人", "5 posts"),
        ("改造水闸38座", "38 sluices"),
        ("机场旅客吞吐量1.8亿人次", "180 million passenger trips"),
        ("接收信访件12件", "12 petitions"),
        ("办理行政处罚案件761宗", "761 cases"),
        ("矛盾纠纷1760件", "1,760 disputes"),
        ("惠及300余人次", "more than 300"),
        ("实施9个老旧小区改造", "9 housing estates"),
        ("支持20所普通高中改善办学条件", "20 schools"),
        ("建设3个学校体育馆", "3"),
        ("新开通公交线路4条", "4 routes"),
        ("14个镇全部建成综治中心", "14 towns"),
        ("外送电量双双超过1000亿度", "more than 100 billion kilowatt-hours"),
        ("完成2200件", "2,200"),
        ("新增2家", "2"),
        ("增加35户", "35"),
        ("组织10次", "10"),
    ],
)
def test_a_quantity_says_what_is_counted_or_the_bare_number(text: str, english: str) -> None:
    (figure,) = (figure for figure in locate(text, language="zh") if figure.is_figure)
    assert english_quantity(figure) == english
