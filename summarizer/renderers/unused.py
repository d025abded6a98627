"""The figures of the source that a brief does not use, by the section that they stand in; those that are 0 behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from summarizer.renderers.marked import FigureRow
from summarizer.renderers.view import View
from summarizer.schema import Bilingual, SectionRecord


@dataclass(frozen=True, slots=True)
class Unused:
    """Figures of one section; ``heading`` is None where no section holds them. ``noughts`` are those that are 0."""

    heading: Bilingual | None
    rows: tuple[FigureRow, ...]
    noughts: tuple[FigureRow, ...]


def by_section(shown: View) -> tuple[Unused, ...]:
    """The unused figures of ``shown`` by their outermost section, in the order of the source."""
    report = shown.brief.report
    known = {one.figure.id: one.figure for one in report.figures}
    groups: dict[str, list[FigureRow]] = {}
    headings: dict[str, Bilingual | None] = {}
    for row in sorted(shown.unused, key=lambda row: known[row.id].start):
        section = _section(report.sections, known[row.id].start)
        name = section.id if section else ""
        groups.setdefault(name, []).append(row)
        if section is not None:
            headings[name] = report.headings.get(name) or Bilingual(zh=section.heading, en=None)
    return tuple(
        Unused(headings.get(name), *_parted(rows, {id for id, one in known.items() if one.value == Decimal(0)}))
        for name, rows in groups.items()
    )


def _section(sections: tuple[SectionRecord, ...], at: int) -> SectionRecord | None:
    around = [one for one in sections if one.start <= at < one.end and one.heading]
    return min(around, key=lambda one: one.level, default=None)


def _parted(rows: list[FigureRow], noughts: set[str]) -> Iterator[tuple[FigureRow, ...]]:
    yield tuple(row for row in rows if row.id not in noughts)
    yield tuple(row for row in rows if row.id in noughts)
