"""The brief's tables as pandas data frames; pandas comes with the extra ``frames`` and is imported when asked for."""

from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from summarizer.base.errors import UsageError
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.renderers.tables import Name, tables, whole
from summarizer.renderers.view import view
from summarizer.schema import Brief

if TYPE_CHECKING:
    from pandas import DataFrame


def to_frame(
    brief: Brief, source_text: str | None = None, table: Name = "figures", presentation: Presentation = WHOLE
) -> "DataFrame":
    """The figures, items or checks of ``brief``, a row each, words without marks.

    Values stay exact: the columns ``value``, ``low`` and ``high`` hold ``decimal.Decimal`` (dtype object), never a
    float. Without ``source_text`` no place and no sentence of the source is given.

    Raises UsageError for a table that there is not, and where pandas is not installed.
    """
    if table not in get_args(Name):
        raise UsageError(f"There is no table {table!r}: use {', '.join(get_args(Name))}.")
    try:
        from pandas import DataFrame, Series
    except ImportError as error:
        raise UsageError("Frames need pandas, which is not installed: pip install 'summarizer[frames]'.") from error
    shown = view(brief, source_text, whole(presentation))
    found = next(one for one in tables(shown, source_text, marked=False) if one.name == table).of(presentation)
    columns = {key: [row[at] for row in found.rows] for at, key in enumerate(found.keys())}
    exact = {"value", "low", "high"} | {
        key for key, cells in columns.items() if any(isinstance(cell, Decimal) for cell in cells)
    }
    return DataFrame(
        {key: Series(cells, dtype=object) if key in exact else Series(cells) for key, cells in columns.items()}
    )
