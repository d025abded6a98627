"""The brief's figures, items and checks as CSV files, to be opened in a spreadsheet or read by a program.

RFC 4180: commas, quotes doubled, CR LF. UTF-8 with a byte order mark, without which Excel takes Chinese for
another encoding; Python reads it as ``utf-8-sig``, pandas as it is. No cell is ever a formula: see :func:`neutral`.
"""

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal

from summarizer.language.numerals import plain
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.renderers.tables import Table, tables, whole
from summarizer.renderers.view import view
from summarizer.renderers.visible import one_line
from summarizer.schema import Brief

BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet would run as a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(brief: Brief, source_text: str | None, presentation: Presentation = WHOLE) -> dict[str, str]:
    """The CSV files "figures", "items" and "checks" of ``brief``; ``source_text`` is what its evidence points into.

    They have every item on the themes asked for, whatever the length. The numbers of an item's words are followed by
    their marks (✓ ? ✗); values are exact decimals in base units.
    """
    made = tables(view(brief, source_text, whole(presentation)), source_text, marked=True)
    return {table.name: BYTE_ORDER_MARK + written(table.of(presentation)) for table in made}


def written(table: Table) -> str:
    """``table`` under a head line of its columns' keys."""
    return lines((table.keys(), *table.rows), ending="\r\n")


def lines(rows: Iterable[Iterable[object]], *, ending: str = "\n") -> str:
    """``rows`` as lines of CSV, every cell made :func:`neutral`."""
    out = io.StringIO()
    csv.writer(out, lineterminator=ending).writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue()


def neutral(value: object) -> str:
    """``value`` as a cell that is only text or only a number.

    A text that a spreadsheet would run as a formula begins with an apostrophe. Decimals are written without exponent,
    line breaks as spaces, and what cannot be seen (control characters, direction marks) so that it can.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(plain(value)) if isinstance(value, Decimal) else str(value)
    if _is_number(text):
        return text
    shown = one_line(text)
    return f"'{shown}" if text.startswith(_FORMULA) or shown.lstrip().startswith(_FORMULA) else shown


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) is not None
