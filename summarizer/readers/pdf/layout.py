"""From pages to a text: paragraphs over line and page breaks, tables as rows and cells, page furniture set aside.

Page numbers and running heads stand where the page ends, often in the middle of a word (使 - 4 - 各行政机关). They
are put, as regions, after the paragraph or table that the page break falls in, so that this reads whole.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from summarizer.base.document import Cell, Region, Table
from summarizer.language.lexicon import Rule
from summarizer.readers.pdf.aligned import aligned
from summarizer.readers.pdf.glyphs import Glyph
from summarizer.readers.pdf.grid import Box, Grid, grids
from summarizer.readers.pdf.lines import Line, columns, is_wide, lines_of
from summarizer.readers.pdf.page import Page
from summarizer.readers.scripts import LEVEL, RAISE, Notes, settle

_PAGE_NUMBER = Rule(
    "a page number",
    r"[-—–－‐―·~～\s]*\d{1,4}[-—–－‐―·~～\s]*|第\s?\d{1,4}\s?页(?:[\s，,/]*共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4}"
    r"|[-—–\s]*[ivxlIVXLⅠ-Ⅻ]{1,6}[-—–\s]*|Page\s?\d{1,4}(?:\s?of\s?\d{1,4})?",
    yes=("⟨— 12 —⟩", "⟨第 3 页 共 9 页⟩", "⟨Page 3 of 9⟩"),
    no=("全文",),
)
_DIGITS = re.compile(r"\d+")
_EDGE = 0.12
"""Share of the page's height at its top and its foot in which furniture stands."""
_ENDED = "。！？；!?;：:"
_NOTE = Rule(
    "the sign of a note",
    rf"{RAISE}[^{LEVEL}]{{1,6}}{LEVEL}|[①-⑳*＊※†]|[\[［〔【(（]\d{{1,2}}[\]］〕】)）]|注\s?[:：\d一二三]",
    yes=("⟨①⟩指执法人员", "⟨[3]⟩", "⟨注：⟩数据"),
    no=("本年数据",),
)
_HEADING = Rule(
    "the number of a heading",
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节条部]",
    yes=("⟨一、⟩", "⟨（三）⟩", "⟨第二章⟩"),
    no=("一是",),
)
_NOTE_SIZE = 0.93
"""Of the size of the text: notes at the foot of a page are set no larger."""


@dataclass(slots=True)
class _Leaf:
    """A page's own lines and tables in reading order, and its furniture."""

    blocks: list[Line | tuple[Grid, list[list[Line]]]]
    furniture: list[tuple[Line, str]] = field(default_factory=list)
    aside: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Written:
    """The text with all that lies in it."""

    text: str = ""
    regions: list[Region] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    unclear: list[int] = field(default_factory=list)
    """Numbers of the pages with tables whose columns are not told apart."""


def written(pages: Sequence[Page]) -> Written:
    """The text of ``pages`` in reading order, with regions, tables and where each page begins."""
    leaves = [_leaf(page) for page in pages]
    _set_aside(leaves, pages)
    _set_notes_aside(leaves)
    writer = _Writer(_margins(leaves))
    for leaf in leaves:
        writer.page(leaf)
    result = writer.finish()
    result.unclear = [
        number
        for number, leaf in enumerate(leaves, 1)
        if any(isinstance(block, Line) and block.apart for block in leaf.blocks)
    ]
    return result


# --- a page


def _leaf(page: Page) -> _Leaf:
    ruled = grids(page.rules)
    free: list[Glyph] = []
    inside: list[dict[int, list[Glyph]]] = [{} for _ in ruled]
    for glyph in page.glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        at = next((n for n, g in enumerate(ruled) if g.left <= x <= g.right and g.top <= y <= g.bottom), None)
        if at is None:
            free.append(glyph)
        else:
            box = next((n for n, b in enumerate(ruled[at].boxes) if _holds(b, x, y)), 0)
            inside[at].setdefault(box, []).append(glyph)
    tables = [
        (grid, [lines_of(glyphs.get(number, ())) for number in range(len(grid.boxes))])
        for grid, glyphs in zip(ruled, inside, strict=True)
    ]
    parts = [free] if tables else columns(free, page.width)
    if len(parts) > 1:
        return _Leaf([line for part in parts for line in lines_of(part)], aside=page.aside)
    unruled, lines = aligned(free)
    blocks: list[Line | tuple[Grid, list[list[Line]]]] = [*lines, *tables, *unruled]
    return _Leaf(sorted(blocks, key=_top), aside=page.aside)


def _top(block: Line | tuple[Grid, list[list[Line]]]) -> float:
    return block.top if isinstance(block, Line) else block[0].top


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom


# --- page furniture


def _set_aside(leaves: Sequence[_Leaf], pages: Sequence[Page]) -> None:
    """Move page numbers, and lines that stand at one place on several pages, out of the pages' blocks."""
    seen: Counter[tuple[str, int]] = Counter()
    for leaf, page in zip(leaves, pages, strict=True):
        seen.update({_place(line, page) for line in leaf.blocks if isinstance(line, Line) and _edge(line, page)})
    least = max(2, len(pages) // 5)
    for leaf, page in zip(leaves, pages, strict=True):
        kept: list[Line | tuple[Grid, list[list[Line]]]] = []
        for block in leaf.blocks:
            label = ""
            if isinstance(block, Line) and _edge(block, page):
                if _PAGE_NUMBER.fullmatch(block.text) and _is_alone(block, leaf):
                    label = "set aside: page number"
                elif seen[_place(block, page)] >= (least if len(block.text) > 3 else max(3, least)):
                    label = "set aside: running head"
            if isinstance(block, Line) and label:
                leaf.furniture.append((block, label))
            else:
                kept.append(block)
        leaf.blocks = kept


def _set_notes_aside(leaves: Sequence[_Leaf]) -> None:
    """Move the notes at the foot of a page, set smaller than the text and begun by a mark, out of the pages' blocks."""
    fonts = sorted(line.font for leaf in leaves for line in leaf.blocks if isinstance(line, Line) for _ in line.text)
    if not fonts:
        return
    usual = fonts[len(fonts) // 2]
    for leaf in leaves:
        small = len(leaf.blocks)
        while small and isinstance(line := leaf.blocks[small - 1], Line) and line.font < _NOTE_SIZE * usual:
            small -= 1
        marked = (at for at in range(small, len(leaf.blocks)) if _NOTE.match(leaf.blocks[at].text))  # type: ignore[union-attr]
        if (first := next(marked, None)) is not None and first > 0:
            notes = leaf.blocks[first:]
            del leaf.blocks[first:]
            leaf.furniture[:0] = [(line, "note") for line in notes if isinstance(line, Line)]


def _place(line: Line, page: Page) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text), round(line.top / page.height * 60)


def _edge(line: Line, page: Page) -> bool:
    return line.bottom < page.height * _EDGE or line.top > page.height * (1 - _EDGE)


def _is_alone(line: Line, leaf: _Leaf) -> bool:
    """Whether it stands above or below all that is on the page, apart from other furniture at its height."""
    others = [block for block in leaf.blocks if block is not line]
    tops = [_top(block) for block in others]
    bottoms = [block.bottom if isinstance(block, Line) else block[0].bottom for block in others]
    return not others or line.top >= max(bottoms) - line.size * 0.3 or line.bottom <= min(tops) + line.size * 0.3


# --- paragraphs


def _margins(leaves: Sequence[_Leaf]) -> tuple[float, float]:
    """Where lines of prose begin and end on the page: the commonest left edge, and where full lines reach.

    Where most paragraphs are of one line, the commonest edge is that of their indented first lines: then the edge two
    characters to its left, at which the other lines begin.
    """
    prose = [line for leaf in leaves for line in leaf.blocks if isinstance(line, Line) and len(line.text) > 12]
    if not prose:
        return 0.0, 0.0
    edges = Counter(round(line.left / 3) for line in prose)
    edge, often = edges.most_common(1)[0]
    size = sorted(line.size for line in prose)[len(prose) // 2] / 3
    outer = [at for at, count in edges.items() if 1.5 * size < edge - at < 2.6 * size and count >= max(2, often // 10)]
    left = 3.0 * (max(outer, key=lambda at: edges[at]) if outer else edge)
    rights = sorted(line.right for line in prose)
    return left, rights[int(len(rights) * 0.8)]


@dataclass(slots=True)
class _Writer:
    margins: tuple[float, float]
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    result: Written = field(default_factory=Written)
    last: Line | None = None
    column: float = 0.0
    waiting: list[tuple[Line, str]] = field(default_factory=list)
    rows: "_Rows | None" = None
    notes: Notes = field(default_factory=Notes)
    tail: str = ""  # what the paragraph ends with so far
    turned: list[tuple[str, str]] = field(default_factory=list)

    def page(self, leaf: _Leaf) -> None:
        """Write one page's blocks; its furniture waits until the block it breaks has ended."""
        fresh = True
        for block in leaf.blocks:
            if isinstance(block, Line):
                self._end_table()
                self._line(block, fresh)
            else:
                self._table(*block, fresh)
            if fresh and self.rows is not None:
                self.rows.pages.append(self.rows.begun)
            elif fresh:
                self.result.pages.append(self._begun)
            fresh = False
        if fresh:  # a page with nothing on it but furniture
            self._end_table()
            self.result.pages.append(self.length)
        self.waiting.extend(leaf.furniture)
        self.turned.extend(leaf.aside)

    _begun: int = 0

    def _line(self, line: Line, fresh: bool) -> None:
        if self.last is not None and self._goes_on(self.last, line, fresh):
            if _spaced(self.last.text, line.text):
                self._put("\n" if self.last.text[-1].isdigit() and line.text[0].isdigit() else " ")
        else:
            self._end_block()
        self._begun = self.length
        words = settle(line.text, self.notes, self.tail)
        self._put(words)
        self.tail = (self.tail + words)[-40:]
        self.last = replace(line, text=words or line.text)

    def _goes_on(self, last: Line, line: Line, fresh: bool) -> bool:
        """Whether ``line`` carries on the paragraph of ``last``: that one is full, this one begins at the margin."""
        if last.apart or line.apart or (last.text[-1] in _ENDED and _HEADING.match(line.text)):
            return False
        left, right = self.margins
        size = max(last.size, line.size)
        column = fresh or line.top < last.top  # on another page, or at the top of another column
        if max(last.size, line.size) > 1.3 * min(last.size, line.size) and not last.text[-1].isascii():
            return False
        if column and abs(line.left - last.left) > 0.3 * (right - left) > 0:
            left, right = left + line.left - min(last.left, line.left), right  # the second column has its own margin
            return last.text[-1] not in _ENDED and line.left - left < 0.8 * size
        if not column and line.top - last.bottom > 1.2 * size:
            return False
        full = last.right >= right - 2.1 * size
        return full and line.left - left < 0.8 * size

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _end_block(self) -> None:
        """End the paragraph or table, then write what was waiting for its end: marks, notes, furniture, side text."""
        if self.last is not None:
            self._put("\n")
            self.last = None
        self.tail = ""
        if marks := self.notes.taken():
            self._aside(marks, Region("footnote", 0, 0, "marks"))
        for line, label in self.waiting:
            words = settle(line.text, Notes())
            self._aside(words, Region("footnote" if label == "note" else "page", 0, 0, label))
        for label, words in self.turned:
            self._aside(words, Region("page", 0, 0, f"set aside: {label}"))
        self.waiting.clear()
        self.turned.clear()

    def _aside(self, words: str, region: Region) -> None:
        start = self.length
        self._put(words)
        self.result.regions.append(replace(region, start=start, end=self.length))
        self._put("\n")

    # --- tables

    def _table(self, grid: Grid, cells: Sequence[Sequence[Line]], fresh: bool) -> None:
        continued = fresh and self.rows is not None and self.rows.fits(grid)
        if not continued:
            self._end_table()
            self._end_block()
            self.rows = _Rows(grid.verticals)
        assert self.rows is not None
        self.rows.add(grid, [_joined(lines, self.notes) for lines in cells])

    def _end_table(self) -> None:
        if self.rows is None:
            return
        rows, self.rows = self.rows, None
        start = self.length
        cells = []
        text = []
        at = start
        for number, row in enumerate(rows.rows):
            line = []
            self.result.pages.extend(at for first in rows.pages if first == number)
            for place, (column, words, height, width) in enumerate(row):
                at += place > 0
                cells.append(Cell(at, at + len(words), number, column, height, width))
                at += len(words)
                line.append(words)
            text.append("\t".join(line))
            at += 1
        self._put("\n".join(text) + "\n")
        if at - 1 > start:
            self.result.regions.append(Region("table", start, at - 1, "data"))
            self.result.tables.append(Table(start, at - 1, tuple(cells)))
        self._end_block()

    def finish(self) -> Written:
        """The whole text."""
        self._end_table()
        self._end_block()
        self.result.text = "".join(self.pieces).removesuffix("\n")
        return self.result


def _spaced(before: str, after: str) -> bool:
    return bool(before and after) and not is_wide(before[-1]) and not is_wide(after[0]) and before[-1] != "-"


@dataclass(slots=True)
class _Rows:
    """The rows of a table, perhaps over several pages: (column, text, rows, columns) of each cell."""

    verticals: tuple[float, ...]
    rows: list[list[tuple[int, str, int, int]]] = field(default_factory=list)
    begun: int = 0  # the first row that was added last
    pages: list[int] = field(default_factory=list)  # the rows with which a page begins

    def fits(self, grid: Grid) -> bool:
        """Whether ``grid``, at the top of a page, goes on with this table: its lines stand where the table's do."""
        mine = self.verticals
        edges = abs(grid.left - mine[0]) < 6 and abs(grid.right - mine[-1]) < 6
        return edges and all(min(abs(x - y) for y in mine) < 6 for x in grid.verticals)

    def add(self, grid: Grid, cells: Sequence[str]) -> None:
        """Add the rows of ``grid``, its columns counted in this table's; rows without any words are left out."""
        place = [_nearest(self.verticals, x) for x in grid.verticals]
        self.begun = first = len(self.rows)
        height = max(box.row + box.rows for box in grid.boxes)
        self.rows.extend([] for _ in range(height))
        for box, words in zip(grid.boxes, cells, strict=True):
            column = place[box.column]
            width = max(1, place[box.column + box.columns] - column)
            self.rows[first + box.row].append((column, words, box.rows, width))


def _nearest(positions: Sequence[float], value: float) -> int:
    return min(range(len(positions)), key=lambda number: abs(positions[number] - value))


def _joined(lines: Sequence[Line], notes: Notes) -> str:
    """A cell's lines as one, apart only where words need it: by two spaces, which join no digits."""
    text = ""
    for line in lines:
        words = settle(line.text, notes, text)
        text += ("  " if _spaced(text, words) else "") + words
    return text
