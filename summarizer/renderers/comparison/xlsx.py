"""The comparison as an Excel workbook: numbers as numbers where Excel holds them exactly, a text never a formula."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Square
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from summarizer.compare.record import Cell, Change, Comparison
from summarizer.language.numerals import plain
from summarizer.renderers import words
from summarizer.renderers.comparison import words as said
from summarizer.renderers.visible import visible

Value = str | int | Decimal | None
_EXACT_DIGITS = 15
"""Digits that Excel keeps of a number; a longer one is written as text."""
_MOST = 32_000
"""Characters that one cell may hold, less a little."""
_FONT = "Microsoft YaHei"
_HEAD = PatternFill("solid", fgColor="1D4E6E")


def to_xlsx(comparison: Comparison) -> bytes:
    """``comparison`` as the bytes of a workbook, a sheet for each of its parts and one for the sources."""
    book = Workbook()
    book.remove(book.worksheets[0])
    years = [year.label for year in comparison.years]
    _sheet(book, "指标 Measures", _measure_heads(years), _measures(comparison, years))
    _sheet(book, "自述 Statements", _STATEMENTS, _statements(comparison))
    _sheet(book, "计划 Plans", _PLANS, _plans(comparison))
    _sheet(book, "问题 Problems", ("编号 Id", "年度 Year", "问题 Problem"), _problems(comparison))
    _sheet(book, "待定 Open", ("组 Group", *_SINGLE, " ".join(said.SUGGESTED)), _open(comparison))
    _sheet(book, "仅一年 One year", _SINGLE, (_single(cell) for cell in comparison.only))
    _sheet(book, "来源 Sources", _SOURCES, _sources(comparison))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    sheet: Worksheet = book.create_sheet(title)
    for number, row in enumerate([heads, *rows], 1):
        for column, value in enumerate(row, 1):
            _put(sheet.cell(number, column), value, head=number == 1)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for column, head in enumerate(heads, 1):
        longest = max(len(str(sheet.cell(row, column).value or "")) for row in range(1, min(sheet.max_row, 60) + 1))
        sheet.column_dimensions[get_column_letter(column)].width = min(60, max(10, len(head) + 4, longest * 1.4))


def _put(square: Square | MergedCell, value: Value, *, head: bool) -> None:
    """``value`` in its cell: a number, or a text that Excel can never run, whatever it begins with."""
    square.font = Font(name=_FONT, bold=head, color="FFFFFF" if head else None)
    square.alignment = Alignment(vertical="top", wrap_text=True)
    assert isinstance(square, Square)  # nothing is merged here
    if head:
        square.fill = _HEAD
    if isinstance(value, int | Decimal):
        digits = plain(Decimal(value)) or ""
        if sum(char.isdigit() for char in digits) <= _EXACT_DIGITS:
            square.value = value
            square.number_format = "#,##0.####" if "." in digits else "#,##0"
            return
        value = digits
    if value:
        square.value = visible(value)[:_MOST]
        square.data_type = "s"


def _measure_heads(years: Sequence[str]) -> list[str]:
    heads = ["编号 Id", "指标", "Measure", "单位 Unit"]
    for year in years:
        heads += [year, f"{year} 原文 as written", f"{year} 核对 verdict"]
    for year in years[1:]:
        heads += [f"{year} 增减 change", f"{year} 增减% change %", f"{year} 说明", f"{year} in words"]
    return heads


def _measures(comparison: Comparison, years: Sequence[str]) -> Iterable[list[Value]]:
    for row in comparison.rows:
        cells = {cell.year: cell for cell in row.cells}
        changes = {change.later: change for change in row.changes}
        line: list[Value] = [row.id, row.measure.zh, row.measure.en, row.cells[-1].figure.unit]
        for year in years:
            line += _figure(cells.get(year))
        for year in years[1:]:
            line += _change(changes.get(year))
        yield line


def _figure(cell: Cell | None) -> list[Value]:
    if cell is None:
        return [None, None, None]
    return [_value(cell), cell.figure.text, verdict(cell)]


def _value(cell: Cell) -> Value:
    figure = cell.figure
    if figure.value is not None:
        return figure.value
    return f"{plain(figure.low)}–{plain(figure.high)}" if figure.low is not None else figure.surface_value


def verdict(cell: Cell) -> str:
    """The worst verdict on what the cell shows, in both languages."""
    worst = max((check.verdict for check in cell.checks), key=["supported", "review", "rejected"].index)
    return " ".join(words.VERDICTS[worst])


def _change(change: Change | None) -> list[Value]:
    if change is None:
        return [None, None, None, None]
    return [change.absolute, change.percent, change.text.zh, change.text.en]


_STATEMENTS = (
    "年度 Year",
    "说法 Statement",
    "核对 Verdict",
    "推算 Computed",
    "说明",
    "Explanation",
    "指标 Measure",
    "原文 Source",
)


def _statements(comparison: Comparison) -> Iterable[list[Value]]:
    for one in comparison.statements:
        yield [
            one.year,
            f"{one.figure.change}{one.figure.text}",
            " ".join(said.STATEMENTS[one.verdict]),
            one.computed,
            one.explanation.zh,
            one.explanation.en,
            one.row,
            one.evidence.text,
        ]


_PLANS = (
    "编号 Id", "计划年度 Planned in", "计划事项 Item", "事项状态 Item status", "措施 Measure", "状态 Status", "说明",
    "Explanation", "下一年度 Followed in", "依据 Evidence", "位置 Offsets",
)  # fmt: skip


def _plans(comparison: Comparison) -> Iterable[list[Value]]:
    for plan in comparison.plans:
        for one in plan.commitments:
            yield [
                plan.id,
                plan.year,
                plan.item.text,
                " ".join(said.STATUSES[plan.status]),
                one.plan.text,
                " ".join(said.STATUSES[one.status]),
                one.explanation.zh,
                one.explanation.en,
                plan.next,
                "\n".join(piece.text for piece in one.evidence),
                "\n".join(f"{piece.start}-{piece.end}" for piece in one.evidence),
            ]


def _problems(comparison: Comparison) -> Iterable[list[Value]]:
    for problem in comparison.problems:
        for mention in problem.mentions:
            yield [problem.id, mention.year, mention.item.text]


_SINGLE = ("年度 Year", "指标 Measure", "数值 Value", "单位 Unit", "原文 As written", "核对 Verdict", "依据 Evidence")


def _single(cell: Cell) -> list[Value]:
    figure = cell.figure
    return [cell.year, figure.measure, _value(cell), figure.unit, figure.text, verdict(cell), cell.evidence.text]


def _open(comparison: Comparison) -> Iterable[list[Value]]:
    for number, group in enumerate(comparison.open, 1):
        told: dict[tuple[str, int], str] = {}
        for pair in group.suggested:
            one, other = group.of_earlier[pair.earlier], group.of_later[pair.later]
            change = f"{pair.change.text.zh} / {pair.change.text.en}"
            told[one.year, one.figure.start] = f"? {pair.model}: {other.year} {other.figure.text}; {change}"
            told[other.year, other.figure.start] = f"? {pair.model}: {one.year} {one.figure.text}"
        for cell in (*group.of_earlier, *group.of_later):
            yield [number, *_single(cell), told.get((cell.year, cell.figure.start))]


_SOURCES = ("年度 Year", "标题 Title", "机关 Issuer", "文件 File", "核对依据 Verified in", "sha256")


def _sources(comparison: Comparison) -> Iterable[list[Value]]:
    for year in comparison.years:
        known = year.document
        yield [year.label, known.title, known.issuer, known.name, " ".join(said.FROM[year.verified_in]), known.sha256]
    for note in comparison.notes:
        yield [None, note]
