"""``summarizer figures``: every figure located, no model needed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import Debug, Report, choice
from summarizer.cli.terminal import table

if TYPE_CHECKING:
    from summarizer.schema import FigureRecord

_FORMATS = ("table", "json", "csv")
_COLUMNS = (
    "id", "start", "end", "text", "kind", "value", "low", "high", "unit", "surface_value", "scale", "qualifier",
    "direction", "measure", "period", "aspect", "sentence",
)  # fmt: skip


def figures(
    file: Report,
    format: Annotated[
        str,
        typer.Option("--format", metavar="|".join(_FORMATS), help="How to print them; json and csv have all kinds."),
    ] = "table",
    debug: Debug = False,
) -> None:
    """List every figure of a report.

    Each with its value in base units, its unit, and what it counts. No model is needed.
    """
    choice(format, _FORMATS)
    from summarizer.api import steps as api
    from summarizer.api.records import figures_record
    from summarizer.cli.shell import opened, tell_unread, write_json

    outlined = api.outline(opened(file))
    found = figures_record(outlined, api.figures(outlined))
    if format == "json":
        write_json(found)
    elif format == "csv":
        print(as_csv(found.figures), end="")
    else:
        print(as_table(found.figures))
    if code := tell_unread(outlined.document.unread):
        raise typer.Exit(code)


def as_table(records: "Iterable[FigureRecord]") -> str:
    """The figures (not the dates, markers and names) for people, and how many other mentions there are."""
    from summarizer.quantities.figure import FIGURE_KINDS

    records = list(records)
    shown = [record for record in records if record.kind in FIGURE_KINDS]
    if not shown:
        return f"No figures. Other mentions of numbers (dates, markers, names): {len(records)}."
    rows = [
        (record.id, record.text, _value(record), record.unit, record.qualifier, record.direction, record.measure)
        for record in shown
    ]
    heads = ("id", "as written", "value", "unit", "qualifier", "direction", "measure")
    others = len(records) - len(shown)
    closing = f"{len(shown)} figures; --format json also has {others} mentions of other kinds (dates, markers, names)."
    return f"{table(heads, rows)}\n{closing}"


def _value(record: "FigureRecord") -> str:
    plain = record.model_dump(mode="json", include={"value", "low", "high"})
    if plain["value"] is not None:
        return str(plain["value"])
    return f"{plain['low']} to {plain['high']}" if plain["low"] is not None else ""


def as_csv(records: "Iterable[FigureRecord]") -> str:
    """All mentions with a head line; a cell that a spreadsheet would run as a formula begins with an apostrophe."""
    from summarizer.renderers.csv import lines

    rows = (record.model_dump(mode="json") for record in records)
    return lines((_COLUMNS, *([row[column] for column in _COLUMNS] for row in rows)))
