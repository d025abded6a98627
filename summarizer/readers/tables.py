"""Where the cells of a table's rows stand, when some of them reach over several rows or columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.base.document import Cell, Region, Table

MOST_SPANNED = 1_000
MOST_CELLS = 100_000
"""Cells of one table of which the places are kept; what follows is text, but no cell."""


@dataclass(slots=True)
class Layout:
    """Collects the rows of one table: each cell with its words, and over how many rows and columns it reaches."""

    cells: list[Cell] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    row: int = 0
    _open: dict[int, int] = field(default_factory=dict)  # column → rows for which a cell above still covers it

    def add(self, start: int, row: Sequence[tuple[str, int, int]]) -> None:
        """A row of (words, rows, columns) whose text begins at ``start``, its cells set off by one character."""
        column, at = 0, start
        covered = {column for column, left in self._open.items() if left > 0}
        begun: dict[int, int] = {}
        for words, rows, columns in row:
            while column in covered:
                column += 1
            rows, columns = min(max(rows, 1), MOST_SPANNED), min(max(columns, 1), MOST_SPANNED)
            first = at + len(words) - len(words.lstrip()) if words.strip() else at
            last = first + len(words.strip())
            if len(self.cells) < MOST_CELLS:
                self.cells.append(Cell(first, last, self.row, column, rows, columns))
            if first < last:
                self.regions.append(Region("cell", first, last))
            if rows > 1:
                begun.update(dict.fromkeys(range(column, column + columns), rows))
            column += columns
            at += len(words) + 1
        self._open = {column: left - 1 for column, left in (self._open | begun).items() if left > 1}
        self.row += 1

    def table(self, start: int, end: int) -> Table:
        """The table, whose text stands at ``[start, end)``."""
        return Table(start, end, tuple(self.cells))
