"""An index over the figures of all briefs: which issuer said what of which measure in which year.

Jobs in, rows out, newest report first. What a brief file says is read once and kept for as long as it does not change.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from typing import Any

from summarizer.batch.table import Job

_KEPT = 200  # briefs whose rows are held in memory


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a report; ``value``, ``low`` and ``high`` are exact decimals in base units, as text."""

    brief: int
    issuer: str
    year: str
    title: str
    measure_zh: str
    measure_en: str
    written: str
    value: str
    low: str
    high: str
    unit: str
    qualifier: str
    direction: str
    aspect: str
    period: str
    figure: str
    start: int
    end: int


COLUMNS = tuple(one.name for one in fields(Row))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: ``words`` each in measure or title, ``issuer`` in the issuer's name, ``year`` the report's."""

    words: str = ""
    issuer: str = ""
    year: str = ""

    def has(self, row: Row) -> bool:
        """Whether ``row`` is among them."""
        told = f"{row.measure_zh} {row.measure_en} {row.title} {row.written}".casefold()
        return (
            all(word in told for word in self.words.casefold().split())
            and self.issuer.casefold() in row.issuer.casefold()
            and (not self.year or self.year == row.year)
        )


class Index:
    """The index over jobs whose ``brief.json`` is given by ``read``."""

    def __init__(self, read: Callable[[Job], bytes]) -> None:
        self._read = read
        self._held = lru_cache(maxsize=_KEPT)(self._rows)
        self._job: dict[tuple[int, str], Job] = {}

    def rows(self, jobs: Iterable[Job], wanted: Wanted) -> Iterator[Row]:
        """The rows of ``jobs`` that are wanted; a brief that is gone or damaged has none."""
        for job in jobs:
            if wanted.year and job.about.get("year", "") != wanted.year:
                continue
            if wanted.issuer.casefold() not in job.about.get("issuer", "").casefold():
                continue
            key = (job.id, job.finished)
            self._job[key] = job
            try:
                yield from (row for row in self._held(key) if wanted.has(row))
            except (OSError, ValueError, KeyError):
                continue
            finally:
                self._job.pop(key, None)

    def _rows(self, key: tuple[int, str]) -> tuple[Row, ...]:
        job = self._job[key]
        report = json.loads(self._read(job))["report"]
        return tuple(_row(job, shown) for shown in report["figures"])


def _row(job: Job, shown: dict[str, Any]) -> Row:
    figure, measure = shown["figure"], shown["measure"]
    known = job.about
    return Row(
        brief=job.id, issuer=known.get("issuer", ""), year=known.get("year", ""), title=known.get("title", job.name),
        measure_zh=measure["zh"] or "", measure_en=measure["en"] or "", written=figure["text"],
        value=figure["value"] or "", low=figure["low"] or "", high=figure["high"] or "", unit=figure["unit"],
        qualifier=figure["qualifier"], direction=figure["direction"] or "", aspect=figure["aspect"],
        period=figure["period"], figure=figure["id"], start=figure["start"], end=figure["end"],
    )  # fmt: skip


def cells(row: Row) -> tuple[str | int, ...]:
    """The row as cells, in the order of ``COLUMNS``."""
    return astuple(row)
