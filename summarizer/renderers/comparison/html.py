"""The comparison as one self-contained HTML file: the years side by side on the left, their words on the right.

No network, no inline attributes of style or script: the page's policy allows exactly its style sheet and its script,
by their hashes. Everything of a report is text and is escaped.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from summarizer.compare.record import Cell, Change, Comparison, Row
from summarizer.renderers import words
from summarizer.renderers.comparison import words as said
from summarizer.renderers.comparison.chart import bars
from summarizer.renderers.comparison.passages import anchor, markup, passages
from summarizer.renderers.visible import visible
from summarizer.schema import Check

_ROOM = "summarizer.renderers.comparison"
_WORST = ("rejected", "review", "supported")


def to_html(comparison: Comparison) -> str:
    """``comparison`` as one HTML document; it needs nothing but the comparison, which holds its evidence."""
    years = tuple(year.label for year in comparison.years)
    style, script = _style(), _resource(_ROOM, "comparison.js")
    texts = {
        year: [markup(passage, f"y{number}") for passage in found]
        for number, (year, found) in enumerate(passages(comparison).items(), 1)
    }
    page = _template().render(
        shown=comparison,
        years=years,
        words=words,
        said=said,
        style=Markup(style),
        script=Markup(script),
        policy=policy(),
        texts=texts,
        bars=lambda row: bars(row, years),
        cell=_cell,
        change=_change,
        worst=worst,
        at=lambda year, start, end: f"#{anchor(years, year, start, end)}",
        href=lambda year, piece: f"#{anchor(years, year, piece.start, piece.end)}",
        base_year=lambda statement: years[years.index(statement.year) - 1],
        differing=sum(statement.verdict == "differs" for statement in comparison.statements),
    )
    return page + "\n"


def policy() -> str:
    """The Content-Security-Policy of the page: its own style sheet and script, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_hash(_style())}'; script-src '{_hash(_resource(_ROOM, 'comparison.js'))}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _style() -> str:
    return _resource(_ROOM, "base.css") + _resource(_ROOM, "comparison.css")


def worst(cell: Cell) -> Check:
    """The check of a cell that matters most."""
    return min(cell.checks, key=lambda check: _WORST.index(check.verdict))


def _cell(row: Row, year: str) -> Cell | None:
    return next((cell for cell in row.cells if cell.year == year), None)


def _change(row: Row, year: str) -> Change | None:
    return next((change for change in row.changes if change.later == year), None)


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["visible"] = visible
    return environment.from_string(_resource(_ROOM, "comparison.html.jinja"))


@cache
def _resource(room: str, name: str) -> str:
    return (files(room) / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
