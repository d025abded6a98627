"""Cells that lost the border between them, in the disclosure tables of older reports.

    指标名称计量单位2011年度历年累计主动公开信息数条4251516其中：1.网站公开条41815092.政府公报公开条77

The table has a known form: one row after another of label, unit, this year's count, the count of all years,
and sometimes the number of the next row. A run of digits is cut where that form says: the row number that
is due comes off the end, and the rest is two counts of which the first is not the greater.
"""

import re
from decimal import Decimal

from summarizer.quantities.mention import Mention

_HEADER = re.compile(r"计量单位[\s\S]{0,12}?年度?[\s\S]{0,4}?(?:历年)?累计")
_CELLS = re.compile(r"(?P<unit>[条人件次元份])(?P<digits>\d{2,16})(?P<point>[.．、])?(?!\d)")
_ITEM = re.compile(r"[：:](\d)[.．、]")
#: A table of this form is never longer.
_REACH = 4000


def fused_cells(text: str) -> list[Mention]:
    """The cells and row numbers of every such table in ``text``, in order; empty where there is none."""
    found: list[Mention] = []
    for header in _HEADER.finditer(text):
        due = 0
        for match in re.finditer(rf"{_ITEM.pattern}|{_CELLS.pattern}", text[header.end() : header.end() + _REACH]):
            base = header.end()
            if match[1]:
                due = int(match[1]) + 1
                continue
            due = _row(found, match, base, due)
    return found


def _row(found: list[Mention], match: re.Match[str], base: int, due: int) -> int:
    digits, start = match["digits"], base + match.start("digits")
    marker = ""
    if match["point"] and due and digits.endswith(str(due)):
        marker, digits = str(due), digits[: -len(str(due))]
        due += 1
    elif not match["point"]:
        due = 0
    cut = _cut(digits)
    if cut is None:
        return due
    for low, high in ((0, cut), (cut, len(digits))):
        found.append(
            Mention(
                start + low,
                start + high,
                "statistic",
                "fused cell",
                start + low,
                start + high,
                Decimal(digits[low:high]),
                unit=match["unit"],
                surface=digits[low:high],
            )
        )
    if marker:
        at = start + len(digits)
        found.append(Mention(at, at + len(marker) + 1, "marker", "fused cell", at, at + len(marker) + 1))
    return due


def _cut(digits: str) -> int | None:
    """Where the first of two counts ends: the longest that is not greater than the second; None if there is none."""
    for cut in range(len(digits) // 2, 0, -1):
        first, second = digits[:cut], digits[cut:]
        plain = all(part == "0" or not part.startswith("0") for part in (first, second))
        if plain and int(first) <= int(second):
            return cut
    return None
