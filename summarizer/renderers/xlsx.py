"""The brief as an Excel workbook: figures, items and checks, with the ledger, the audit and the evidence behind them.

Numbers are numbers where Excel holds them exactly, and text where it does not; a text is never a formula. Nothing in
the workbook leads out of it: links go from a row to its evidence, on another sheet.
"""

import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Square
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from summarizer.language.numerals import plain
from summarizer.renderers import words
from summarizer.renderers.labels import LABELS, facts, label, told
from summarizer.renderers.ooxml import cell_text, property_text, settled
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.renderers.tables import Cell, Column, Table, tables, texts, whole
from summarizer.renderers.view import View, view
from summarizer.schema import Brief

EXACT_DIGITS = 15
"""Excel keeps no more significant digits of a number (Excel specifications and limits: "Number precision")."""
LONGEST = 32_767
"""The most characters that a cell holds, counted in UTF-16 (the same page: "Total number of characters")."""
_CUT = " … [cut: a cell holds no more]"

_LINE = 1.3  # of a column's width that wraps to one line, by experience with Chinese in it
_TALLEST = 8  # lines that a row shows before its text is to be scrolled
_FILLS = {"supported": "E2F0D9", "review": "FFF2CC", "rejected": "F8CBAD"}
_VERDICTS: dict[str, str] = {key: verdict for verdict, sign in words.SIGNS.items() for key in (verdict, sign)}
_BESIDE = {"figures": ("quantity_en", "sentence"), "checks": ("verdict", "evidence")}
"""Behind which column the source's own words stand in a sheet: beside the value, not at its end."""
_NAMED = ("kind", "qualifier", "direction", "aspect")
"""Columns whose values are told in the languages that are shown."""
_PRINTED = {"figures": "used", "items": "rejected", "checks": "unit"}
"""The last column that is printed of each sheet: what follows is for the screen."""
_HEAD = PatternFill("solid", fgColor="1F3864")


def to_xlsx(brief: Brief, source_text: str, presentation: Presentation = WHOLE) -> bytes:
    """``brief`` as a workbook; ``source_text`` is the text its evidence points into.

    Sheets: brief (title block), figures, items, checks, ledger, reviewed, audit, evidence. They have every item on the
    themes asked for, whatever the length. The same brief gives the same bytes.
    """
    shown = view(brief, source_text, whole(presentation))
    book = Workbook()
    first = book.worksheets[0]
    _front(first, shown)
    made = [
        *tables(shown, source_text, marked=True),
        _ledger(shown),
        _reviewed(shown),
        _audit(shown),
        _evidence(shown, source_text),
    ]
    rows_of = {str(row[0]): number for number, row in enumerate(made[-1].rows, start=2)}
    for table in made:
        _fill(book.create_sheet(table.name), _beside(table).of(presentation), presentation, rows_of)
    title = shown.brief.report.title
    book.properties.title = property_text(" ".join(filter(None, (title.zh, title.en))))
    book.properties.creator = "summarizer"
    book.properties.subject = property_text(shown.brief.report.issuer.zh)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())


def _beside(table: Table) -> Table:
    """``table`` with the words of the source beside what they prove."""
    if table.name not in _BESIDE:
        return table
    behind, moved = (table.keys().index(key) for key in _BESIDE[table.name])
    order = [at for at in range(len(table.columns)) if at != moved]
    order.insert(order.index(behind) + 1, moved)
    return Table(
        table.name,
        tuple(table.columns[at] for at in order),
        tuple(tuple(row[at] for at in order) for row in table.rows),
    )


# --- the sheets -----------------------------------------------------------------------------------------------------


def _front(sheet: Worksheet, shown: View) -> None:
    """The title block, and what the marks mean."""
    presentation = shown.presentation
    sheet.title = "brief"
    sheet.sheet_view.showGridLines = False
    rows: list[tuple[str, str]] = [
        ("", told(texts(shown.title, shown), presentation, "\n")),
        (label("issuer", presentation), told(texts(shown.issuer, shown), presentation, " · ")),
        *((label(name, presentation), told(value, presentation, "\n") if value[0] != value[1] else value[0])
          for name, value in facts(shown)),
        ("", label("legend", presentation, "\n")),
    ]  # fmt: skip
    missing = [*(f"{gap.part}: {gap.reason}" for gap in shown.brief.report.gaps), *shown.brief.report.notes]
    rows += [(label("missing", presentation), text) for text in missing]
    for number, (name, value) in enumerate(rows, start=1):
        put(_square(sheet, number, 1), name).font = _font(bold=True)
        square = put(_square(sheet, number, 2), value)
        square.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[number].height = _height([value], [90])
    sheet.cell(1, 2).font = _font(bold=True, size=14)
    sheet.row_dimensions[1].height = _height([rows[0][1]], [60]) * 1.4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 100


def _ledger(shown: View) -> Table:
    """How many numbers got each verdict, by where they stand."""
    columns = (
        Column("account_zh", "类别", "Chinese account", 26),
        Column("account_en", "英文类别", "Account", 40),
        *(Column(name, *LABELS[name], 14) for name in ("checked", *words.SIGNS)),
    )
    accounts = [*shown.ledger, (LABELS["all"], shown.brief.ledger.counts)]
    rows = tuple(
        (*name, counts.supported + counts.review + counts.rejected, counts.supported, counts.review, counts.rejected)
        for name, counts in accounts
    )
    return Table("ledger", columns, rows)


def _reviewed(shown: View) -> Table:
    """What people decided, in the order of their changes."""
    columns = (
        Column("number", "数字", "Number", 16),
        Column("where_zh", "处", "Chinese place", 26),
        Column("where_en", "英文处", "Where", 30),
        Column("action_zh", "处理", "Chinese action", 10),
        Column("action_en", "英文处理", "Action", 12),
        Column("who", "审阅人", "Who", 14),
        Column("at", "时间（UTC）", "When (UTC)", 22),
        Column("reason", "理由", "Why", 40),
        Column("before", "改前", "Before", 60),
        Column("after", "改后", "After", 60),
    )
    rows = tuple(
        (one.number, *decided.where, *words.ACTIONS[one.action], one.who, one.at, one.reason, one.before, one.after)
        for one, decided in zip(shown.brief.reviewed, shown.reviewed, strict=True)
    )
    return Table("reviewed", columns, rows)


def _audit(shown: View) -> Table:
    """What was found about the source itself."""
    columns = (
        Column("mark", "标记", "Mark", 7),
        Column("kind", "类别", "Kind", 12),
        Column("told_zh", "核算", "Chinese arithmetic", 60),
        Column("told_en", "英文核算", "Arithmetic", 60),
        Column("places", "依据", "Evidence", 14),
    )
    rows = tuple(
        (words.SIGNS["supported" if one.agrees else "rejected"], one.kind, *one.told, " ".join(one.places))
        for one in shown.audit
    )
    return Table("audit", columns, rows)


def _evidence(shown: View, text: str) -> Table:
    """The places of the source that the brief rests on, word for word."""
    columns = (
        Column("id", "编号", "No.", 8),
        Column("start", "起", "Start", 9),
        Column("end", "止", "End", 9),
        Column("text", "原文", "Source", 130),
    )
    rows = tuple(
        (place.id, place.span.start, place.span.end, text[place.span.start : place.span.end])
        for place in shown.places.all
    )
    return Table("evidence", columns, rows)


# --- a sheet --------------------------------------------------------------------------------------------------------


def _fill(sheet: Worksheet, table: Table, presentation: Presentation, evidence: dict[str, int]) -> None:
    """``table`` on ``sheet`` under a head that stays, with filters; ``evidence`` are the rows of the places."""
    for at, column in enumerate(table.columns, start=1):
        head = put(_square(sheet, 1, at), column.head(presentation))
        head.font = _font(bold=True, color="FFFFFF")
        head.fill = _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.row_dimensions[1].height = 32
    widths = [column.width for column in table.columns]
    for number, row in enumerate(table.rows, start=2):
        for at, (column, value) in enumerate(zip(table.columns, row, strict=True), start=1):
            if column.key in _NAMED and isinstance(value, str):
                value = told(words.of_a_figure(column.key, value), presentation) if value else value
            square = put(_square(sheet, number, at), value)
            square.alignment = Alignment(wrap_text=column.width >= 20, vertical="top")
            if column.key in ("mark", "verdict") and (verdict := _VERDICTS.get(str(value))):
                square.fill = PatternFill("solid", fgColor=_FILLS[verdict])
            if column.key in ("place", "places") and value:
                _link(square, evidence.get(str(value).split()[0]))
        sheet.row_dimensions[number].height = _height(row, widths)
    sheet.freeze_panes = "C2" if table.name in ("figures", "items") else "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{max(2, len(table.rows) + 1)}"
    printed = table.keys().index(_PRINTED[table.name]) + 1 if table.name in _PRINTED else len(widths)
    sheet.print_area = f"A1:{get_column_letter(printed)}{len(table.rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = "1:1"


def _font(**more: Any) -> Font:
    return Font(name="Calibri", size=more.pop("size", 11), **more)


def _square(sheet: Worksheet, row: int, column: int) -> Square:
    square = sheet.cell(row, column)
    assert isinstance(square, Square)  # nothing is merged here
    return square


def put(square: Square, value: Cell) -> Square:
    """Write ``value`` into ``square``: a number as a number where Excel holds it exactly, all else as text.

    A text stays one whatever it begins with: it is typed as a string, and quoted, so that editing it makes no formula.
    """
    if value is None or value == "":
        return square
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, int | Decimal):
        if is_exact(value):
            square.value = value
            square.number_format = _format(value)
            return square
        value = str(plain(Decimal(value)))
    text = cell_text(value)
    square.value = text if _units(text) <= LONGEST else _shortened(text)
    square.data_type = "s"
    if text.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) or text[:1].isspace():
        square.quotePrefix = True
    return square


def is_exact(value: int | Decimal) -> bool:
    """Whether Excel keeps every digit of ``value``."""
    digits = Decimal(value).normalize().as_tuple().digits
    return len(digits) <= EXACT_DIGITS


def _format(value: int | Decimal) -> str:
    """Thousands apart, and as many decimals as the value has."""
    written = str(plain(Decimal(value)))
    decimals = len(written.partition(".")[2])
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _shortened(text: str) -> str:
    """``text`` in what a cell holds, said to be cut, and cut between two words or sentences, never inside a number."""
    kept = text.encode("utf-16-le")[: (LONGEST - len(_CUT)) * 2].decode("utf-16-le", errors="ignore")
    while kept and kept[-1] not in "。；，;\n ":
        kept = kept[:-1]
    return kept + _CUT


def _link(square: Square, row: int | None) -> None:
    if row is not None:
        square.hyperlink = Hyperlink(ref=square.coordinate, location=f"'evidence'!A{row}")
        square.font = _font(color="0563C1", underline="single")


def _height(row: Iterable[Cell], widths: Iterable[int]) -> float:
    """Points that the longest text of ``row`` takes in columns of ``widths``; Excel measures only what it wrote."""
    most = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str) and width >= 20:
            columns = sum(2 if ord(char) > 0x2E7F else 1 for char in value)
            most = max(most, value.count("\n") + 1 + int(columns // (width * _LINE / 1.2)))
    return 15.0 * min(most, _TALLEST)
