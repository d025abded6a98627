"""Numbers in tables: what they count is said by row and column heads; what is empty is no number."""

from decimal import Decimal

import pytest

import summarizer
from summarizer import Figure
from summarizer.base.document import Document
from summarizer.pipeline.whole import prepare
from summarizer.quantities import locate
from summarizer.readers import read

PAGE = "<html><body><div><p>2023年，青岚区各项工作取得成效，下列数据反映情况，详见下表。</p>{}</div></body></html>"


def page(table: str, before: str = "") -> Document:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" if not cell.startswith("<") else cell for cell in row.split("|")) + "</tr>"
        for row in table.strip().splitlines()
    )
    return read(PAGE.format(f"{before}<table>{rows}</table>"))


def located(table: str, before: str = "") -> list[Figure]:
    document = page(table, before)
    return [
        figure for figure in summarizer.figures(document)
        if figure.is_figure and document.tables[0].start <= figure.start < document.tables[0].end
    ]  # fmt: skip


def told(table: str, before: str = "") -> list[tuple[str, str, str]]:
    return [(figure.text, figure.unit, figure.measure) for figure in located(table, before)]


def test_the_measure_is_the_label_of_the_row_under_the_head_of_the_column() -> None:
    assert told("事项|本年制发件数|现行有效件数\n规章|0|3\n规范性文件|2|5") == [
        ("0", "件", "规章：本年制发件数"),
        ("3", "件", "规章：现行有效件数"),
        ("2", "件", "规范性文件：本年制发件数"),
        ("5", "件", "规范性文件：现行有效件数"),
    ]


def test_merged_heads_are_joined() -> None:
    table = """
<td rowspan=2>办理结果</td>|<td colspan=2>申请人情况</td>
自然人|法人
<td>（一）予以公开</td>|12|4
"""
    assert told(table) == [
        ("12", "", "予以公开：申请人情况：自然人"),
        ("4", "", "予以公开：申请人情况：法人"),
    ]


def test_an_empty_cell_is_no_number() -> None:
    assert [figure.value for figure in located("事项|2023年|2022年\n许可|5|&nbsp;\n处罚||0")] == [5, 0]


@pytest.mark.parametrize(
    ("before", "head", "cell", "value", "unit"),
    [
        ("", "金额（万元）", "7730.28", "77302800", "元"),
        ("", "本年收费金额（单位：万元）", "12", "120000", "元"),
        ("<p>单位：万元</p>", "预算", "0", "0", "元"),
        ("", "占比（%）", "12.5", "12.5", "%"),
        ("", "占比", "12.5%", "12.5", "%"),
        ("", "参加人次数", "3,200", "3200", "人次"),
        ("", "数量", "3.2万件", "32000", "件"),
        ("", "数量", "7", "7", ""),
    ],
)
def test_the_unit_is_said_by_the_cell_the_head_or_the_line_above(
    before: str, head: str, cell: str, value: str, unit: str
) -> None:
    [figure] = located(f"事项|{head}\n许可|{cell}", before)
    assert (figure.value, figure.unit, figure.text) == (Decimal(value), unit, cell)


def test_a_column_of_units_gives_the_unit() -> None:
    assert told("指标名称|计量单位|2023年度|历年累计\n主动公开信息数|条|425|1516") == [
        ("425", "条", "主动公开信息数"),
        ("1516", "条", "主动公开信息数：历年累计"),
    ]


def test_years_in_the_heads_are_the_periods() -> None:
    figures = located("事项|2023年（件）|2022年（件）\n许可|5|4\n处罚|7|6")
    assert [(figure.text, figure.unit, figure.period) for figure in figures] == [
        ("5", "件", "2023年"), ("4", "件", "2022年"), ("7", "件", "2023年"), ("6", "件", "2022年"),
    ]  # fmt: skip
    assert [figure.period for figure in located("事项|2023|2022\n许可|5|4")] == ["2023", "2022"]


def test_row_numbers_are_no_figures() -> None:
    assert [text for text, _, _ in told("序号|事项|件数\n1|许可|5\n2|处罚|7")] == ["5", "7"]
    assert [text for text, _, _ in told("|事项|件数\n1|许可|5\n2|处罚|7")] == ["5", "7"]


def test_numbers_inside_labels_belong_to_names() -> None:
    assert [text for text, _, _ in told("事项|件数\n1.属于三类内部信息|5\n前10名企业|7")] == ["5", "7"]


def test_a_row_without_values_opens_new_heads() -> None:
    first = "<td colspan=2>第二十条第（一）项</td>\n内容|件数\n规章|2\n"
    table = f"{first}<td colspan=2>第二十条第（八）项</td>\n内容|金额（万元）\n收费|7"
    assert told(table) == [("2", "件", "规章：件数"), ("7", "元", "收费：金额")]


def test_an_empty_label_goes_on_with_the_one_above() -> None:
    assert told("类别|事项|件数\n许可|新办|5\n|延续|7")[1] == ("7", "件", "许可：延续：件数")


def test_a_target_and_last_year_are_no_results() -> None:
    figures = located("指标|目标值|上年|完成值\n办结率|95%|90%|97%")
    assert [figure.aspect for figure in figures] == ["target", "earlier", "result"]


def test_a_cell_of_prose_is_read_by_itself() -> None:
    figures = located("任务|进展\n平台建设|已整合网站19个，投入资金218.6万元。\n培训|举办培训班4期。")
    assert [(figure.text, figure.measure) for figure in figures] == [
        ("19个", "整合网站"), ("218.6万元", "投入资金"), ("4期", "举办培训班"),
    ]  # fmt: skip


def test_numbers_of_a_table_outside_its_cells_are_read_as_prose() -> None:
    table = "<caption>全区共3张表</caption><tr><td>事项</td><td>件数</td></tr><tr>另有2件<td>许可</td><td>5</td></tr>"
    figures = summarizer.figures(read(PAGE.format(f"<table>{table}</table>")))
    assert "5" in [figure.text for figure in figures if figure.is_figure]


def test_two_numbers_run_together_in_a_cell_are_not_guessed() -> None:
    assert located("事项|件数\n许可|12 5") == []


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("2023年予以公开74件，部分公开22件。", "supported"),
        ("2022年予以公开61件。", "supported"),
        ("予以公开18件。", "rejected"),
        ("2023年予以公开61件。", "rejected"),
        ("予以公开75件。", "rejected"),
    ],
)
def test_claims_are_verified_against_a_table(claim: str, verdict: str) -> None:
    document = page("办理结果|2023年（件）|2022年（件）\n予以公开|74|61\n部分公开|22|18")
    checks = summarizer.verify(claim, document).checks
    assert {check.verdict for check in checks if check.value is not None} == {verdict}  # the year has its own check


FLAT = "指标名称计量单位2019年度历年累计主动公开信息数条{}其中：1.网站公开条{}2.公报公开条{}行政复议数条00"


def flat(total: str, first: str, second: str) -> list[tuple[str, str]]:
    figures = locate(FLAT.format(total, first, second), language="zh")
    return [(one.kind, one.text) for one in figures if one.kind in ("statistic", "other", "marker")]


def test_cells_that_ran_together_are_cut_where_only_one_cut_adds_up() -> None:
    told = [text for kind, text in flat("3121840", "3031815", "925") if kind == "statistic"]
    assert told == ["312", "1840", "303", "1815", "9", "25", "0", "0"]


def test_cells_that_ran_together_are_no_figures_where_nothing_proves_the_border() -> None:
    told = flat("3121840", "2991815", "925")  # 299 and 9 are not 312
    assert ("other", "3121840") in told and ("other", "2991815") in told
    assert [text for kind, text in told if kind == "statistic"] == ["9", "25", "0", "0"]  # 92 of the year's 5 cannot be
    notes = prepare(Document(text="青岚县统计表\n" + FLAT.format("3121840", "2991815", "925"))).outline.notes
    assert any("2 runs of digits" in note and "cannot be proven" in note for note in notes)
