"""Tables without ruled lines: rows of words and numbers that stand under each other, with clear strips between them.

A run of lines is such a table where they fall into pieces, far apart, the pieces of the fullest lines leave a free
strip between each column and the next, which no piece below the heads crosses, and there are numbers in them. Where
the pieces do not stand under each other, nothing is guessed: the lines stay lines, and the reader says so.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.language.lexicon import Rule
from summarizer.readers.pdf.glyphs import Glyph
from summarizer.readers.pdf.grid import Box, Grid
from summarizer.readers.pdf.lines import Line, line_of, rows_of

_LEAST_ROWS = 3
_MOST_APART = 2.6  # heights of a letter between the middles of two rows
_NUMBER = Rule(
    "a number in a column",
    r"[-－—+]?\d[\d,，.．]*[%％‰]?[一-鿿]{0,3}",
    yes=("⟨1,234⟩", "⟨-5.6%⟩", "⟨12件⟩"),
    no=("合计",),
)
_DIGIT = Rule("a digit of a column", r"[\d.,%％]", yes=("⟨5⟩", "⟨%⟩"), no=("件",))
_ENTRY = Rule(
    "the marker of an entry in a column",
    r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十\d]",
    yes=("⟨（一）⟩受理", "⟨3.⟩办结", "⟨第三⟩"),
    no=("受理三件",),
)
Cells = list[list[Line]]
_Row = list[Line]  # the pieces of one line


def aligned(glyphs: Sequence[Glyph]) -> tuple[list[tuple[Grid, Cells]], list[Line]]:
    """The tables in ``glyphs``, and the lines that are in none; rows of tables without clear columns are ``apart``."""
    rows = rows_of(glyphs)
    pieces = [_pieces(row) for row in rows]
    tables: list[tuple[Grid, Cells]] = []
    taken: set[int] = set()
    unclear: set[int] = set()
    for start, end in _runs(pieces):
        block = pieces[start:end]
        if not _holds_numbers(block) or _is_contents(block):
            continue
        if (edges := _strips(block)) is None or (table := _table(block, edges)) is None:
            unclear.update(range(start, end))
        else:
            tables.append(table)
            taken.update(range(start, end))
    lines = [replace(line_of(row), apart=number in unclear) for number, row in enumerate(rows) if number not in taken]
    return tables, lines


def _pieces(row: Sequence[Glyph]) -> _Row:
    """The parts of a line between which there is more space than words need."""
    ordered = sorted(row, key=lambda glyph: glyph.left)
    parts: list[list[Glyph]] = [[ordered[0]]]
    for last, glyph in pairwise(ordered):
        digits = _DIGIT.match(last.text) or _DIGIT.match(glyph.text)
        if glyph.left - last.right > (1.0 if digits else 1.5) * min(last.size, glyph.size):
            parts.append([])
        parts[-1].append(glyph)
    return [line_of(part) for part in parts]


def _runs(rows: Sequence[_Row]) -> list[tuple[int, int]]:
    """Runs of neighbouring lines that fall into several pieces each."""
    found: list[tuple[int, int]] = []
    start = 0
    for at in range(1, len(rows) + 1):
        goes_on = at < len(rows) and len(rows[at]) > 1 and len(rows[at - 1]) > 1 and _near(rows[at - 1], rows[at])
        if not goes_on:
            if at - start >= _LEAST_ROWS:
                found.append((start, at))
            start = at
    return found


def _near(above: _Row, below: _Row) -> bool:
    size = max(line.size for line in (*above, *below))
    return min(line.top for line in below) - min(line.top for line in above) < _MOST_APART * size


def _holds_numbers(block: Sequence[_Row]) -> bool:
    """Whether there are three bare numbers behind the first pieces, and one in most of the lines but the first."""
    numbers = [sum(1 for line in row[1:] if _NUMBER.fullmatch(line.text)) for row in block]
    return sum(numbers) >= _LEAST_ROWS and sum(1 for number in numbers[1:] if number) > 0.6 * (len(block) - 1)


def _is_contents(block: Sequence[_Row]) -> bool:
    """Headings with the numbers of their pages."""
    if any(len(row) != 2 or not row[1].text.isdigit() for row in block):
        return False
    pages = [int(row[1].text) for row in block]
    return pages == sorted(pages) and sum(1 for row in block if _ENTRY.match(row[0].text)) >= len(block) / 2


def _strips(block: Sequence[_Row]) -> list[float] | None:
    """The middles of the free strips between the columns; None where they are not clear."""
    columns = max(len(row) for row in block)
    whole = [row for row in block if len(row) == columns]
    if len(whole) < 2:
        return None
    found = []
    for left, right in pairwise(range(columns)):
        low, high = max(row[left].right for row in whole), min(row[right].left for row in whole)
        if high - low < 0.4 * whole[0][0].size:
            return None
        found.append((low + high) / 2)
    return found


def _table(block: Sequence[_Row], strips: Sequence[float]) -> tuple[Grid, Cells] | None:
    """The table; None where two pieces of a line stand in one column, or one below the heads in several."""
    left, right = min(line.left for row in block for line in row), max(line.right for row in block for line in row)
    verticals = (left, *strips, right)
    boxes: list[Box] = []
    cells: Cells = []
    for number, row in enumerate(block):
        top = min(line.top for line in row)
        bottom = max(line.bottom for line in row)
        column = 0
        for line in row:
            first = sum(strip < line.left for strip in strips)
            last = sum(strip < line.right for strip in strips)
            if first < column or (last > first and number > 1):
                return None
            for empty in range(column, first):
                boxes.append(Box(verticals[empty], top, verticals[empty + 1], bottom, number, empty, 1, 1))
                cells.append([])
            boxes.append(Box(verticals[first], top, verticals[last + 1], bottom, number, first, 1, last - first + 1))
            cells.append([line])
            column = last + 1
        for empty in range(column, len(strips) + 1):
            boxes.append(Box(verticals[empty], top, verticals[empty + 1], bottom, number, empty, 1, 1))
            cells.append([])
    top, bottom = boxes[0].top, boxes[-1].bottom
    return Grid(left, top, right, bottom, verticals, tuple(boxes)), cells
