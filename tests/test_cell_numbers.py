"""A number in a cell keeps its sign, however accounts write it, in every format that has tables."""

from decimal import Decimal

import pytest

import summarizer
from summarizer import Figure
from summarizer.base.document import Document
from summarizer.pipeline.whole import prepare
from summarizer.quantities.zh.cell_number import cell_number
from summarizer.readers import read
from tests.made_pdf import pdf, prose
from tests.test_readers_docx import packed

SAID = "2023年，青岚区各项工作取得成效，下列数据反映情况，详见下表。"
HEADS = ("指标", "总量（亿）", "同比增长（%）", "净增（万户）")


def page(rows: list[tuple[str, ...]]) -> Document:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return read(f"<html><body><div><p>{SAID}</p><table>{cells}</table></div></body></html>")


def word(rows: list[tuple[str, ...]]) -> Document:
    def cell(words: str) -> str:
        return f"<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"

    table = "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows)
    return read(packed(f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p><w:tbl>{table}</w:tbl>"))


def portable(rows: list[tuple[str, ...]]) -> Document:
    return read(pdf([*prose(SAID), ("table", 300, [140, 100, 120, 100], [list(row) for row in rows])]))


def in_table(document: Document) -> list[Figure]:
    table = document.tables[0]
    return [one for one in summarizer.figures(document) if one.is_figure and table.start <= one.start < table.end]


@pytest.mark.parametrize("made", [page, word, portable])
def test_signs_of_accounts_and_grouped_digits_are_read_in_every_format(made: object) -> None:
    rows = [
        HEADS, ("工业投资", "1,234.5", "-12.3", "(1.2)"), ("技改投资", "1 234.5", "▼2.1", "△0.5"),
        ("城镇新房投资", "345.6", "↑3.4", "（0.8）"), ("农户投资", "56.7", "－3.4", "+2"),
    ]  # fmt: skip
    assert callable(made)
    assert [(one.value, one.unit, one.direction) for one in in_table(made(rows))] == [
        (Decimal("123450000000"), "元", ""), (Decimal("-12.3"), "%", ""), (Decimal("-12000"), "户", ""),
        (Decimal("123450000000"), "元", ""), (Decimal("-2.1"), "%", "down"), (Decimal("-5000"), "户", ""),
        (Decimal("34560000000"), "元", ""), (Decimal("3.4"), "%", "up"), (Decimal("-8000"), "户", ""),
        (Decimal("5670000000"), "元", ""), (Decimal("-3.4"), "%", ""), (Decimal("20000"), "户", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "value", "direction", "qualifier"),
    [
        ("−1.2", "-120000000", "", "exact"),
        ("—1.2", "-120000000", "", "exact"),
        ("负1.2", "-120000000", "", "exact"),
        ("▲1.2", "120000000", "up", "exact"),
        ("1.2↓", "-120000000", "down", "exact"),
        ("1.23E+05", "12300000000000", "", "exact"),
        ("3×10⁵", "30000000000000", "", "exact"),
        ("3×10^5", "30000000000000", "", "exact"),
        ("下降1.2", "120000000", "down", "exact"),
        ("１．２", "120000000", "", "exact"),
        ("1'234.5", "123450000000", "", "exact"),
        ("1\u2009234.5", "123450000000", "", "exact"),
        ("(1,234)", "-123400000000", "", "exact"),
        ("约1.2", "120000000", "", "about"),
        ("≥95", "9500000000", "", "at_least"),
        ("1.2①", "120000000", "", "exact"),
    ],
)
def test_a_cell_is_worth_what_it_shows(cell: str, value: str, direction: str, qualifier: str) -> None:
    document = page([("指标", "增减额（亿元）", "占比"), ("工业投资", cell, "5%"), ("技改投资", "7", "6%")])
    figure = in_table(document)[0]
    assert (figure.value, figure.direction, figure.qualifier) == (Decimal(value), direction, qualifier)
    assert figure.unit == "元"


@pytest.mark.parametrize("cell", ["±0.5", "12<br>3.4", "1.234,5", "12 5"])
def test_a_cell_of_digits_that_are_no_certain_number_is_told_and_is_no_figure(cell: str) -> None:
    document = page([("指标", "总量（亿元）"), ("工业投资", cell), ("技改投资", "7"), ("农户投资", "8")])
    assert [one.text for one in in_table(document) if one.value is not None and one.unit] == ["7", "8"]
    prepared = prepare(document)
    assert any("1 cell of its tables" in sentence for sentence in prepared.document.unread)
    assert any("1 cell of its tables" in note for note in prepared.outline.notes)


def test_brackets_may_hold_a_share_or_the_number_of_a_note_and_are_a_minus_only_where_that_is_certain() -> None:
    assert cell_number("(12.5%)", "占比") is None
    assert cell_number("(12.5%)", "同比增长（%）") is not None
    rows = [("事项", "依据", "件数"), ("许可", "(1)", "5"), ("处罚", "(2)", "7")]
    assert [one.text for one in in_table(page(rows))] == ["5", "7"]


def test_a_claim_with_the_wrong_sign_of_a_cell_is_rejected() -> None:
    document = page([HEADS, ("工业投资", "1,234.5", "▼2.1", "(1.2)"), ("技改投资", "56.7", "3.4", "5")])
    verdicts = {
        claim: {check.verdict for check in summarizer.verify(claim, document).checks if check.value is not None}
        for claim in ("工业投资同比下降2.1%。", "工业投资同比增长2.1%。", "工业投资净增1.2万户。")
    }
    assert verdicts["工业投资同比下降2.1%。"] == {"supported"}
    assert verdicts["工业投资同比增长2.1%。"] == {"rejected"}
    assert "supported" not in verdicts["工业投资净增1.2万户。"]
