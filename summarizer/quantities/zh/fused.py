"""Cells that lost the border between them, in the disclosure tables of older reports.

    指标名称计量单位2011年度历年累计主动公开信息数条4251516其中：1.网站公开条41815092.政府公报公开条77

The table has a known form: one row after another of label, unit, this year's count, the count of all years,
and sometimes the number of the next row. Nothing is guessed at. The row number that is due comes off the end; the rest
is cut in two only where no other cut is possible: the year's count is not greater than that of all years, none begins
with a 0, and the rows listed under 其中 add up to their total in both columns. Where more than one cut remains, the
digits are a mention, but no figure.
"""

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from summarizer.quantities.mention import Mention

_HEADER = re.compile(r"计量单位[\s\S]{0,12}?年度?[\s\S]{0,4}?(?:历年)?累计")
_CELLS = re.compile(r"(?P<unit>[条人件次元份])(?P<digits>\d{2,16})(?P<point>[.．、])?(?!\d)")
_ITEM = re.compile(r"[：:](\d)[.．、]")
#: A table of this form is never longer.
_REACH = 4000
_MOST_READINGS = 20_000
_Pair = tuple[int, int]


@dataclass(slots=True)
class _Row:
    """The digits of a row at ``start``, its unit, the marker that follows them, and what they can be read as."""

    start: int
    digits: str
    unit: str
    marker: str
    readings: list[_Pair]
    parts: list["_Row"] = field(default_factory=list)


def fused_cells(text: str) -> list[Mention]:
    """The cells and row numbers of every such table in ``text``, in order; empty where there is none.

    Digits whose border is not proven are one mention of kind "other".
    """
    return [mention for row in _rows(text) for mention in _mentions(row)]


def unproven_cells(text: str) -> list[tuple[int, int]]:
    """Where digits of such tables stand whose border is not proven."""
    return [(row.start, row.start + len(row.digits)) for row in _rows(text) if len(row.readings) != 1]


def _rows(text: str) -> list[_Row]:
    """The rows of every such table, each with the readings that are left."""
    found: list[_Row] = []
    for header in _HEADER.finditer(text):
        rows = list(_table(text, header.end()))
        for row in rows:
            _add_up(row)
        found += rows
    return found


def _table(text: str, base: int) -> Iterator[_Row]:
    due = 0
    total: _Row | None = None
    row: _Row | None = None
    for match in re.finditer(rf"{_ITEM.pattern}|{_CELLS.pattern}", text[base : base + _REACH]):
        if match[1]:
            due, total = int(match[1]) + 1, row
            continue
        digits, marker = match["digits"], ""
        if match["point"] and due and digits.endswith(str(due)):
            marker, digits = str(due), digits[: -len(str(due))]
        row = _Row(base + match.start("digits"), digits, match["unit"], marker, _readings(digits))
        if due and total is not None:
            total.parts.append(row)
        due = due + 1 if marker else 0
        yield row


def _readings(digits: str) -> list[_Pair]:
    """The two counts that ``digits`` can be: the first not greater than the second, neither with a 0 before it."""
    found = []
    for cut in range(1, len(digits) // 2 + 1):
        parts = digits[:cut], digits[cut:]
        plain = all(part == "0" or not part.startswith("0") for part in parts)
        if plain and int(parts[0]) <= int(parts[1]):
            found.append((int(parts[0]), int(parts[1])))
    return found


def _add_up(total: _Row) -> None:
    """Leave to ``total`` and its parts the one reading in which both columns add up, if it is the only one."""
    rows = [total, *total.parts]
    if not total.parts or math.prod(len(row.readings) for row in rows) > _MOST_READINGS:
        return
    sums = [chosen for chosen in itertools.product(*(row.readings for row in rows)) if _adds_up(chosen)]
    if len(sums) == 1:
        for row, reading in zip(rows, sums[0], strict=True):
            row.readings = [reading]


def _adds_up(chosen: Sequence[_Pair]) -> bool:
    (year, all_years), *parts = chosen
    return year == sum(part[0] for part in parts) and all_years == sum(part[1] for part in parts)


def _mentions(row: _Row) -> Iterator[Mention]:
    end = row.start + len(row.digits)
    if len(row.readings) == 1:
        border = row.start + len(str(row.readings[0][0]))
        for start, stop in ((row.start, border), (border, end)):
            digits = row.digits[start - row.start : stop - row.start]
            yield Mention(
                start,
                stop,
                "statistic",
                "fused cell",
                start,
                stop,
                Decimal(digits),
                unit=row.unit,
                surface=digits,
            )
    else:
        yield Mention(row.start, end, "other", "fused cells", row.start, end)
    if row.marker:
        stop = end + len(row.marker) + 1
        yield Mention(end, stop, "marker", "fused cell", end, stop)
