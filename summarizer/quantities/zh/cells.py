"""Numbers in the cells of a table: what a cell counts is said by the heads of its row and column.

A cell that is one number takes its measure from the labels left of it and the heads above it, its unit from the
cell, the column of units, the head (件数, （万元）) or the line above the table (单位：万元), and nothing where none of
them says it. Row numbers are markers, numbers inside heads and labels belong to names, and a cell of prose is read
by itself. An empty cell is no number. A table may be made of several under one another: rows without any value open
a new set of heads.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from summarizer.base.document import Cell, Table
from summarizer.quantities.figure import FIGURE_KINDS
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh.bind import bind
from summarizer.quantities.zh.cell_number import CellNumber, cell_number
from summarizer.quantities.zh.classify import mentions
from summarizer.quantities.zh.measure import squeeze
from summarizer.quantities.zh.quantity import MONEY_NOUN

LONGEST = 80
"""Characters of a measure put together from heads."""
_LABEL = 60
_NUMBER = re.compile(
    r"[约近]?\s*[-－−+＋]?\s*[\d０-９][\d０-９,，.．\s]*(?:[%％‰]|[万亿]?元|[^\d\s。；，]{1,4})?(?:以上|以下|左右)?"
)
_BARE = re.compile(r"[-－−+＋]?\s*[\d０-９]+(?:[,，][\d０-９]{3})*(?:[.．][\d０-９]+)?")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:[-—－–~至](?:19|20)?\d{2,4})?")
_PERIOD = re.compile(r"(?:19|20)\d{2}年?度?(?:末|底|\d{1,2}月)?|[上本去]年度?(?:同期)?")
_ORDINALS = re.compile(r"(?:序号?|编号|次序|No\.?)", re.IGNORECASE)
_UNITS = re.compile(r"(?:计量)?单\s?位")
_UNIT_SAID = re.compile(r"(?:计量)?单\s?位\s?[:：]\s?([^\s，。；、）)（(/]{1,6})")
_BRACKETED = re.compile(r"[（(]\s?(?:(?:计量)?单位\s?[:：]?\s?)?([^（()）\d]{1,6}?)\s?[)）]\s*\Z")
#: 增长（%） says what its numbers are, whatever the row's own unit is.
_RATE = re.compile(r"[（(]?\s?([%％‰]|个?百分点)\s?[）)]?\Z")
_COUNTED = re.compile(r"(?:\A|(?<=[\u3400-\u9fff]))(人次|件次|[件人户次个项宗起条场所家])数\Z")
_NUMBERED = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）).．、]|其中[：:]?)\s*(?=\D)")
_NO_LABEL = re.compile(r"(?:信息内容|项\s?目|指\s?标(?:名称)?|类\s?别|名\s?称|内\s?容|事\s?项)")
_DIGITS_ALONE = re.compile(r"(?!(?:19|20)\d\d(?:\D|\Z))(?=[^\d]*\d)[-\d\s.,，．()（）'’+−－±%％*^×xXeE⁰¹²³⁴-⁹⁻]{2,40}")
#: A share in brackets is a number too; whether it is a fall is asked when its heads are known.
_CHANGED, _SCALED = "增减", frozenset("百千万亿")
_EARLIER, _TARGET, _CUMULATIVE = (
    re.compile("上年|去年|上期"),
    re.compile("目标|计划|预期|预算"),
    re.compile("历年|累计"),
)


@dataclass(slots=True)
class _Grid:
    """A table with its cells by row, and the cell that covers a place."""

    text: str
    cells: tuple[Cell, ...]
    rows: list[list[Cell]] = field(default_factory=list)
    over: dict[tuple[int, int], Cell] = field(default_factory=dict)
    width: int = 0

    @classmethod
    def of(cls, text: str, table: Table) -> "_Grid":
        grid = cls(text, table.cells)
        height = 1 + max((cell.row for cell in table.cells), default=-1)
        grid.rows = [[] for _ in range(height)]
        grid.width = max((cell.column + cell.columns for cell in table.cells), default=0)
        for cell in table.cells:
            grid.rows[cell.row].append(cell)
            for row in range(cell.row, min(cell.row + cell.rows, height)):
                for column in range(cell.column, cell.column + cell.columns):
                    grid.over.setdefault((row, column), cell)
        return grid

    def words(self, cell: Cell) -> str:
        return squeeze(self.text[cell.start : cell.end])


def unread_cells(text: str, table: Table) -> list[Cell]:
    """The cells of ``table`` that hold digits and signs alone, and are no number of certain value.

    Two numbers in one cell, a sign that may mean two things: 12  3.4, ±0.5, 1.234,5.
    """
    grid = _Grid.of(text, table)
    values = _values(grid)
    heads = _head_rows(grid, values)
    told = ((cell, text[cell.start : cell.end]) for cell in values if cell.row not in heads and cell.column > 0)
    unread = [cell for cell, words in told if cell_number(words, _CHANGED) is None and _read(words) is None]
    return sorted(unread, key=lambda cell: cell.start)


def cell_mentions(text: str, table: Table) -> list[Mention]:
    """The mentions of numbers in the cells of ``table``, in text order, bound to what they count."""
    grid = _Grid.of(text, table)
    values = _values(grid)
    heads = _head_rows(grid, values)
    values = {cell for cell in values if cell.row not in heads}
    ordinals = _ordinals(grid, values, heads)
    unit_above = _UNIT_SAID.search(text, max(0, table.start - 40), table.start)
    found: list[Mention] = []
    for cell in sorted(grid.cells, key=lambda cell: cell.start):
        words = text[cell.start : cell.end]
        if not words:
            continue
        if cell in ordinals:
            found.extend(_plain(cell, words, "marker"))
        elif cell in values:
            found.extend(_value(grid, cell, words, _said(grid, cell, values, ordinals, heads), unit_above))
        elif values and (cell.row in heads or _is_label(words)):
            found.extend(_plain(cell, words, "name"))
        else:
            found.extend(_prose(cell, words))
    return found


# --- the parts of a table


def _values(grid: _Grid) -> set[Cell]:
    """The cells that are one number, with its unit or without; (3) is one where its column has others."""
    found, weak = set(), []
    for cell in grid.cells:
        words = grid.text[cell.start : cell.end]
        number = cell_number(words, _CHANGED) if words else None
        if number is not None and number.weak:
            weak.append(cell)
        elif _is_value(grid.words(cell), number) or (cell.column > 0 and _DIGITS_ALONE.fullmatch(words)):
            found.add(cell)
    columns = {cell.column for cell in found if cell.column > 0}
    return found | {cell for cell in weak if cell.column in columns}


def _is_value(words: str, number: CellNumber | None) -> bool:
    if not words or _BARE.fullmatch(words):
        return bool(words)
    if number is not None and _read(f"{number.said}{number.unit}{number.tail}") is not None:
        return True
    return _NUMBER.fullmatch(words) is not None and _read(words) is not None


def _is_label(words: str) -> bool:
    return len(words) <= _LABEL and "。" not in words


def _head_rows(grid: _Grid, values: set[Cell]) -> set[int]:
    """The rows that hold heads: no value in them, but words right of the first column or over the whole width.

    A row of bare years above the first values is one too.
    """
    if not values:
        return set()
    heads: set[int] = set()
    begun = False
    for number, row in enumerate(grid.rows):
        told = [cell for cell in row if cell.start < cell.end]
        counted = [cell for cell in row if cell in values]
        years = counted and all(
            _YEAR.fullmatch(grid.words(cell).removesuffix("年").removesuffix("年度")) for cell in counted
        )
        if counted and not (years and not begun and len(counted) > 1):
            begun = True
        elif any(cell.column > 0 or cell.columns == grid.width for cell in told):
            heads.add(number)
            begun = False
    return heads


def _ordinals(grid: _Grid, values: set[Cell], heads: set[int]) -> set[Cell]:
    """The cells of the first column where they count the rows: under 序号, or 1, 2, 3 … beside labels."""
    first = [cell for cell in sorted(values, key=lambda cell: cell.row) if cell.column == 0 and cell.columns == 1]
    if not first:
        return set()
    over = [grid.words(cell) for cell in grid.cells if cell.row in heads and cell.column == 0 and cell.columns == 1]
    if any(_ORDINALS.fullmatch(words) for words in over):
        return set(first)
    said = [grid.words(cell) for cell in first]
    labelled = all((beside := grid.over.get((cell.row, 1))) and beside not in values for cell in first)
    counts = len(said) > 1 and said == [str(number) for number in range(1, len(said) + 1)]
    return set(first) if counts and labelled else set()


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of a cell: the labels of its row, the heads of its column, the unit in a column of its own."""

    labels: tuple[str, ...]
    heads: tuple[str, ...]
    unit: str


def _said(grid: _Grid, cell: Cell, values: set[Cell], ordinals: set[Cell], heads: set[int]) -> _Said:
    above = list(_heads_above(grid, cell, heads))
    labels: list[Cell] = []
    unit = ""
    for column in range(cell.column - 1, -1, -1):
        beside = grid.over.get((cell.row, column))
        if beside is None or beside in labels or beside in ordinals:
            continue
        if beside in values or beside.row in heads:
            if labels:
                break
            continue
        label = _label(grid, beside, values, heads)
        if label is None:
            continue
        if any(_UNITS.fullmatch(grid.words(head)) for head in _heads_above(grid, beside, heads)):
            unit = unit or grid.words(label)
        else:
            labels.append(label)
    wide = {head for head in above if head.columns >= grid.width}
    names = above if not labels and wide == set(above) else [head for head in above if head not in wide]
    told = [grid.words(label) for label in reversed(labels)]
    return _Said(tuple(dict.fromkeys(told)), tuple(dict.fromkeys(grid.words(head) for head in names)), unit)


def _label(grid: _Grid, cell: Cell, values: set[Cell], heads: set[int]) -> Cell | None:
    """The label in ``cell``; an empty one goes on with the label above, as after a page break. None without any."""
    while cell.start == cell.end:
        above = grid.over.get((cell.row - 1, cell.column))
        if above is None or above.row in heads or above in values or above.columns != cell.columns:
            return None
        cell = above
    return cell


def _heads_above(grid: _Grid, cell: Cell, heads: set[int]) -> Iterator[Cell]:
    """The heads over ``cell`` from the top, of the nearest rows of heads above it."""
    last = next((row for row in range(cell.row - 1, -1, -1) if row in heads), None)
    if last is None:
        return
    first = last
    while first - 1 in heads:
        first -= 1
    seen: set[Cell] = set()
    for row in range(first, last + 1):
        head = grid.over.get((row, cell.column))
        if head is not None and head not in seen and head.start < head.end:
            seen.add(head)
            yield head


# --- the mentions


def _value(grid: _Grid, cell: Cell, words: str, said: _Said, unit_above: re.Match[str] | None) -> Iterator[Mention]:
    rate = _RATE.search(said.heads[-1]) if said.heads else None
    unit = (rate[1] if rate else said.unit) or _unit_of(said) or (unit_above[1] if unit_above else "")
    number = cell_number(words, " ".join((*said.heads, *said.labels)))
    mention = _numbered(number, unit) if number else _read(f"{words}{unit}") or _read(words)
    if mention is None:
        yield from _plain(cell, words, "other")
        return
    mention.end = min(mention.end, len(words))
    mention.unit_end = min(mention.unit_end, len(words))
    _shift(mention, cell.start)
    mention.rule = "cell"
    parts = [_name(part) for part in (*said.labels, *said.heads) if not _NO_LABEL.fullmatch(part)]
    if not mention.unit and mention.scale >= 10**4 and any(MONEY_NOUN.search(part) for part in parts):
        mention.unit, mention.kind = "元", "money"
    mention.measure = mention.base = _measure(parts)
    heads = " ".join(said.heads)
    period = _PERIOD.search(heads) or _PERIOD.search(" ".join(said.labels))
    mention.period = period[0] if period else ""
    everything = f"{heads} {' '.join(said.labels)}"
    if _EARLIER.search(everything):
        mention.aspect = "earlier"
    elif _TARGET.search(everything):
        mention.aspect = "target"
    elif _CUMULATIVE.search(heads):
        mention.aspect = "cumulative"
    yield mention
    for note in mentions(words[number.note :]) if number else ():
        note.kind = "marker"
        _shift(note, cell.start + number.note if number else cell.start)
        yield note


def _numbered(number: CellNumber, unit: str) -> Mention | None:
    """The mention of ``number``, its unit from the heads where the cell has none or only a scale."""
    own = number.unit
    if not own or (own[-1] in "万亿" and unit[:1] not in _SCALED):
        own += unit
    if not number.said.strip("-0."):
        own = own.lstrip("百千万亿") or own  # nought has no scale
    mention = _read(f"{number.said}{own}{number.tail}") or _read(f"{number.said}{number.unit}{number.tail}")
    if mention is None:
        return None
    mention.start, mention.core = 0, number.core
    mention.end = mention.unit_end = number.end
    mention.direction = number.direction or mention.direction
    return mention


def _name(part: str) -> str:
    """A head or label without its number in the list and without its unit."""
    numbered = _NUMBERED.match(part)
    return _BRACKETED.sub("", part[numbered.end() :] if numbered else part) or part


def _measure(parts: Sequence[str]) -> str:
    """The parts joined, without those that are only a time where others say what is counted; a long one loses the
    first."""
    named = [part for part in parts if not _PERIOD.fullmatch(part) and not _YEAR.fullmatch(part)] or list(parts)
    measure = "：".join(named)
    while len(measure) > LONGEST and len(named) > 1:
        del named[0]
        measure = "：".join(named)
    return measure[-LONGEST:]


def _unit_of(said: _Said) -> str:
    for part in (*reversed(said.heads), *reversed(said.labels)):
        if match := _UNIT_SAID.search(part) or _BRACKETED.search(part) or _COUNTED.search(part):
            return match[1]
    return ""


def _read(words: str) -> Mention | None:
    """The one figure that ``words`` are, None where they are none or several."""
    found = mentions(words)
    if "±" in words or len(found) != 1 or found[0].kind not in FIGURE_KINDS or found[0].end < len(words.rstrip()):
        return None
    return found[0]


def _plain(cell: Cell, words: str, kind: str) -> Iterator[Mention]:
    """The numbers of a head, a label or a row number: mentions, but no figures."""
    for mention in mentions(words):
        if mention.kind in FIGURE_KINDS:
            mention.kind = "marker" if kind == "marker" else "name" if kind == "name" else "other"
        _shift(mention, cell.start)
        yield mention


def _prose(cell: Cell, words: str) -> Iterator[Mention]:
    found = mentions(words)
    bind(words, found)
    for mention in found:
        _shift(mention, cell.start)
        yield mention


def _shift(mention: Mention, by: int) -> None:
    mention.start += by
    mention.end += by
    mention.core += by
    mention.unit_end += by
