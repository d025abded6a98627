"""A measure over the years as small bars: inline SVG without style or script, as a strict page policy asks."""

from fractions import Fraction

from markupsafe import Markup

from summarizer.compare.record import Cell, Row
from summarizer.renderers.visible import visible

_BAR, _GAP, _HEIGHT = 14, 5, 26
_LEAST = Fraction(3, 2)


def bars(row: Row, years: tuple[str, ...]) -> Markup:
    """One bar for each of ``years``, as high as the figure against the highest; no bar where a year says nothing.

    A cumulative figure is drawn hollow: its height is not to be held against a year's own. Empty where a value is
    missing or negative, or where fewer than two could be drawn.
    """
    cells = {cell.year: cell for cell in row.cells}
    values = {year: _value(cell) for year, cell in cells.items()}
    known = [value for value in values.values() if value is not None]
    if len(known) < 2 or len(known) < len(cells) or min(known) < 0:
        return Markup("")
    highest = max(known) or Fraction(1)
    shapes = Markup("")
    for at, year in enumerate(years):
        value = values.get(year)
        if value is None:
            continue
        height = max(_LEAST, value / highest * _HEIGHT)
        kind = "hollow" if cells[year].figure.aspect == "cumulative" else "bar"
        shapes += Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"></rect>').format(
            kind, at * (_BAR + _GAP) + 1, _number(_HEIGHT - height + 1), _BAR, _number(height)
        )
    width = len(years) * (_BAR + _GAP)
    label = "; ".join(f"{year}: {cells[year].figure.text}" for year in years if year in cells)
    return Markup(
        '<svg class="bars" role="img" aria-label="{}" width="{w}" height="{h}" viewBox="0 0 {w} {h}">{}</svg>'
    ).format(visible(label), shapes, w=width, h=_HEIGHT + 2)


def _value(cell: Cell) -> Fraction | None:
    figure = cell.figure
    if figure.fraction is not None:
        return Fraction(*figure.fraction) * 100
    return None if figure.value is None else Fraction(figure.value)


def _number(value: Fraction) -> str:
    return f"{float(value):.1f}"
