"""Excel workbooks (XLSX): the cells of each sheet that a reader sees, as the sheet shows them.

A row is a line, its cells set off by tabs; a blank row ends a table, and a lone cell before or after the rows of a
table is a line of prose (a title, 单位：万元, a note). Hidden sheets, rows and columns, struck and white text are left
out and told. A formula whose result the file does not keep, and drawings, are said to be unread.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from summarizer.base.document import Document, Metadata, Region, Table
from summarizer.base.errors import InputError
from summarizer.readers.archive import refuse_bombs
from summarizer.readers.scripts import LEVEL, LOWER, RAISE, Notes, settle, without_signs
from summarizer.readers.shown_value import shown
from summarizer.readers.sight import Sight, Unseen, times
from summarizer.readers.tables import Layout

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_PLACES = 2_000_000
"""Rows times columns of one sheet; the longest yearbook table has some hundred thousand."""
_SMALLEST = 2  # points
_PICTURES = ("xl/media/", "xl/charts/", "xl/embeddings/")


def read(content: bytes, name: str) -> Document:
    """A Document of the sheets in ``content``; raises InputError where it is damaged, locked or unpacks to too much."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bombs(archive, name)
            drawn = sum(part.startswith(_PICTURES) and not part.endswith((".rels", "/")) for part in archive.namelist())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the file lacks and a sheet can do without: styles, a default
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
            formulas = openpyxl.load_workbook(io.BytesIO(content))
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part leads to
        raise InputError(f"{name} is a damaged Excel file: save it again from Excel, and give that.") from error
    writer = _Writer()
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in book.worksheets:
        if sheet not in sheets:
            writer.hide(sheet)
            continue
        if sheet.max_row * sheet.max_column > MOST_PLACES:
            raise InputError(f"{name} has a sheet of {sheet.max_row:,} rows, which is too much for a report.")
        if len(sheets) > 1:
            writer.line(sheet.title)
        writer.sheet(sheet, formulas[sheet.title])
    unread = tuple(_unread(writer, drawn))
    title = str(book.properties.title or "")
    return Document(
        text="\n".join(writer.lines), metadata=Metadata(title=" ".join(title.split())), regions=tuple(writer.regions),
        tables=tuple(writer.tables), notes=(*unread, *writer.sight.note()), unread=unread,
    )  # fmt: skip


def _unread(writer: "_Writer", drawn: int) -> Iterator[str]:
    if writer.uncounted:
        cells = f"{times(len(writer.uncounted), 'cell')} of this workbook ({', '.join(writer.uncounted[:5])})"
        yield f"Not read: {cells} with a formula whose result is not in the file; open it in Excel, save it, give that."
    if writer.errors:
        yield f"Not read: {times(len(writer.errors), 'cell')} of this workbook that show an error ({writer.errors[0]})."
    if drawn:
        yield f"Not read: {times(drawn, 'picture or chart')} in this workbook; what is shown there is not in its text."


@dataclass(slots=True)
class _Writer:
    """Collects lines, and where tables and cells lie in them."""

    lines: list[str] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    sight: Sight = field(default_factory=Sight)
    notes: Notes = field(default_factory=Notes)
    uncounted: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    length: int = 0

    def line(self, words: str) -> None:
        self.lines.append(words)
        self.length += len(words) + 1

    def hide(self, sheet: Any) -> None:
        for row in sheet.iter_rows(max_row=min(sheet.max_row, 10_000), max_col=min(sheet.max_column, 100)):
            for cell in row:
                self.sight.leave_out("hidden", str(cell.value or ""))

    def sheet(self, sheet: Any, formulas: Any) -> None:
        """The rows of ``sheet``; ``formulas`` is the same sheet with its formulas in place of their results."""
        spans, inside = _merged(sheet)
        block: list[list[tuple[str, int, int]]] = []
        for number, row in enumerate(sheet.iter_rows(), 1):
            seen_row = not sheet.row_dimensions[number].hidden
            placed = []
            for cell in row:
                if (cell.row, cell.column) in inside:
                    continue
                words = self._cell(cell, formulas)
                if not seen_row or _column_hidden(sheet, cell):
                    self.sight.leave_out("hidden", words)
                    if seen_row:
                        placed.append(("", 1, 1))
                    continue
                placed.append((words, *spans.get((cell.row, cell.column), (1, 1))))
            if seen_row and any(words for words, _, _ in placed):
                block.append(placed)
            elif seen_row:
                self._block(block)
                block = []
        self._block(block)

    def _cell(self, cell: Any, formulas: Any) -> str:
        said = formulas.cell(cell.row, cell.column).value if cell.value is None else None
        if isinstance(said, str) and said.startswith("="):
            self.uncounted.append(f"{formulas.title}!{cell.coordinate}")
            return "\ufffd"
        if getattr(cell, "data_type", "") == "e":
            self.errors.append(f"{cell.coordinate} {cell.value}")
            return ""
        words = self._shown(cell)
        font, fill = _styled(cell, "font"), _styled(cell, "fill")
        if font is not None and words:
            if font.strike:
                self.sight.leave_out("crossed out", words)
                return ""
            white = font.color is not None and font.color.type == "rgb" and str(font.color.rgb)[-6:].upper() == "FFFFFF"
            if white and (fill is None or fill.fill_type is None):
                self.sight.leave_out("in the colour of the page", words)
                return ""
        return words

    def _shown(self, cell: Any) -> str:
        value = cell.value
        if isinstance(value, list):  # runs of rich text
            fill = _styled(cell, "fill")
            on_paper = fill is None or fill.fill_type is None
            return settle("".join(self._run(run, on_paper) for run in value), self.notes)
        if isinstance(value, str):
            return " ".join(without_signs(value).split()) if "\n" not in value else _joined(without_signs(value))
        return "" if value is None else shown(value, str(_styled(cell, "number_format") or "General"))

    def _run(self, run: Any, on_paper: bool) -> str:
        if isinstance(run, str):
            return " ".join(without_signs(run).split("\n"))
        words, font = without_signs(str(run.text)).replace("\n", " "), run.font
        if font is not None and (why := _why_unseen(font, on_paper)):
            self.sight.leave_out(why, words)
            return ""
        sign = {"superscript": RAISE, "subscript": LOWER}.get(getattr(font, "vertAlign", None) or "", "")
        return f"{sign}{words}{LEVEL}" if sign else words

    def _block(self, rows: list[list[tuple[str, int, int]]]) -> None:
        """Rows without a blank one between them: lone cells before and after are prose, the rest is a table."""
        lone = [sum(bool(words) for words, _, _ in row) < 2 for row in rows]
        first = next((at for at, alone in enumerate(lone) if not alone), len(rows))
        last = next((at for at in range(len(rows) - 1, -1, -1) if not lone[at]), first - 1) + 1
        for row in rows[:first]:
            self.line(next(words for words, _, _ in row if words))
        self._table(rows[first:last])
        if marks := self.notes.taken():
            self.regions.append(Region("footnote", self.length, self.length + len(marks), "marks"))
            self.line(marks)
        for row in rows[max(first, last) :]:
            self.line(next(words for words, _, _ in row if words))

    def _table(self, rows: list[list[tuple[str, int, int]]]) -> None:
        if not rows:
            return
        start, layout = self.length, Layout()
        for row in rows:
            while len(row) > 1 and not row[-1][0] and row[-1][1:] == (1, 1):
                row.pop()
            layout.add(self.length, row)
            self.line("\t".join(words for words, _, _ in row))
        self.regions.append(Region("table", start, self.length - 1, "data"))
        self.regions.extend(layout.regions)
        self.tables.append(layout.table(start, self.length - 1))


def _styled(cell: Any, what: str) -> Any:
    """A part of a cell's style; None where it has none, or one that the file does not hold."""
    try:
        return getattr(cell, what, None)
    except IndexError:
        return None


def _why_unseen(font: Any, on_paper: bool) -> Unseen | None:
    """Why a reader does not see a run of this font (``on_paper``: its cell has no colour); None where it is seen."""
    colour = getattr(font, "color", None)
    if font.strike:
        return "crossed out"
    if on_paper and colour is not None and colour.type == "rgb" and str(colour.rgb)[-6:].upper() == "FFFFFF":
        return "in the colour of the page"
    return "too small to be seen" if 0 < (font.sz or 11) < _SMALLEST else None


def _joined(words: str) -> str:
    """A cell of several lines: two spaces between digits and letters, which join no number, else nothing."""
    parts = [" ".join(part.split()) for part in words.split("\n") if part.strip()]
    text = ""
    for part in parts:
        text += ("  " if text and text[-1].isascii() and part[0].isascii() else "") + part
    return text


def _merged(sheet: Any) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Over how many rows and columns merged cells reach, and the places that they cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    inside: set[tuple[int, int]] = set()
    for one in list(sheet.merged_cells.ranges)[:20_000]:
        rows, columns = one.max_row - one.min_row + 1, one.max_col - one.min_col + 1
        spans[one.min_row, one.min_col] = rows, columns
        if rows * columns <= 10_000:
            places = ((one.min_row + r, one.min_col + c) for r in range(rows) for c in range(columns))
            inside.update(place for place in places if place != (one.min_row, one.min_col))
    return spans, inside


def _column_hidden(sheet: Any, cell: Any) -> bool:
    letter = getattr(cell, "column_letter", "")
    return any(
        one.hidden and (key == letter or (one.min or 0) <= cell.column <= (one.max or 0))
        for key, one in sheet.column_dimensions.items()
    )
