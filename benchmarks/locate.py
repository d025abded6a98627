"""How right and how fast the Chinese locator is.

    python -m benchmarks.locate        the numbers, and every case that is not right

- reference report: its 251 classified mentions; a figure is right when span, value and unit are
- five gold reports: value, and value with unit, of every figure a person marked
- outside suites of Chinese numbers, read by the yardstick ``benchmarks.numerals`` (no part of the product, which asks
  what a number is before it reads it); what is refused on purpose stands in data/locate_refusals.json with its reason
- the same suites "by figures": the share of cases whose every value the product's own locator finds, as whatever kind
- share of figures without a measure over the 16 reports; characters a second; growth from 0.5M to 2M characters
"""

import json
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from benchmarks.numerals.bounds import intervals
from benchmarks.numerals.reading import find
from benchmarks.shared import shared_folder
from summarizer.quantities import Figure, locate

REFERENCE = "000_808629f87b488684.txt"
REFUSALS = Path(__file__).parent / "data" / "locate_refusals.json"
Case = dict[str, Any]


def measure() -> dict[str, float]:
    """Every number above; raises FileNotFoundError where the shared reports are missing."""
    return {name: value for name, value, _ in _measured()}


def _measured() -> Iterator[tuple[str, float, list[str]]]:
    shared = shared_folder()
    yield from reference(shared)
    yield from gold(shared)
    for suite, judge in (("cn2an", _number), ("recognizers_text_zh_number", _number),
                         ("recognizers_text_zh_percent", _percent), ("recognizers_text_zh_range", _range)):  # fmt: skip
        yield from suites(shared, suite, judge)
    yield from measures(shared)
    yield from speed(shared)


def reference(shared: Path) -> Iterator[tuple[str, float, list[str]]]:
    """The figures of the reference report that are right, and the decoys that came out as figures."""
    text = (shared / "reports" / "plain" / REFERENCE).read_text(encoding="utf-8")
    lines = (shared / "numbers" / "conghua_2016_mentions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    true = {(row["start"], row["end"]): row for row in rows if row["kind"] in ("statistic", "percent", "money")}
    figures = {(figure.start, figure.end): figure for figure in locate(text) if figure.is_figure}
    wrong = [row["text"] for span, row in true.items() if not _right(figures.get(span), row["value"], row["unit"])]
    false = [figure.text for span, figure in figures.items() if span not in true]
    yield "reference figures right", 1 - len(wrong) / len(true), wrong
    yield "reference false figures", len(false), false


def _right(figure: Figure | None, value: str, unit: str) -> bool:
    return figure is not None and figure.value == Decimal(value) and figure.unit == unit


def gold(shared: Path) -> Iterator[tuple[str, float, list[str]]]:
    """Figures of the gold reports: the one mention at the place must have the value, then the unit."""
    total = 0
    no_value, no_unit = [], []
    for path in sorted((shared / "reports" / "gold").glob("*.gold.json")):
        marked = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        name = path.name.removesuffix(".gold.json")
        text = (shared / "reports" / "plain" / f"{name}.txt").read_text(encoding="utf-8")
        found = locate(text)
        for row in marked["figures"]:
            total += 1
            value, unit = _base(Decimal(row["value"]), row["unit"] or "")
            hits = [figure for figure in found if figure.start < row["end"] and row["start"] < figure.end]
            where = f"{name} {row['start']} {row['text']!r}"
            if len(hits) != 1 or hits[0].value != value or not (hits[0].is_figure or hits[0].kind == "rank"):
                no_value.append(where)
                no_unit.append(where)
            elif hits[0].unit != unit and hits[0].kind != "rank" and not _bare(row["text"]):
                no_unit.append(where)
    yield "gold value", 1 - len(no_value) / total, no_value
    yield "gold value and unit", 1 - len(no_unit) / total, no_unit


def _base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    for word, scale in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if unit.startswith(word):
            return value * scale, unit.removeprefix(word)
    return value, unit


def _bare(text: str) -> bool:
    """A cell of a table, whose unit the annotator took from the heading."""
    return text.replace(".", "").strip().isdigit()


def suites(shared: Path, suite: str, judge: Callable[[Case], bool]) -> Iterator[tuple[str, float, list[str]]]:
    """The share of a suite's cases in scope that are read as the suite says, and how many are refused."""
    refused = {
        text
        for row in json.loads(REFUSALS.read_text(encoding="utf-8"))
        if row["suite"] == suite
        for text in row["inputs"]
    }
    lines = (shared / "numbers" / "suites" / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    scope = [case for case in cases if case["input"].strip() not in refused or judge(case)]
    wrong = [f"{case['input']} → {[row['value'] for row in case['expect']]}" for case in scope if not judge(case)]
    yield f"{suite}", 1 - len(wrong) / len(scope), wrong
    yield f"{suite} refused", len(cases) - len(scope), []
    if judge is not _range:
        unread = [case["input"] for case in cases if not _by_figures(case)]
        yield f"{suite} by figures", 1 - len(unread) / len(cases), unread


def _number(case: Case) -> bool:
    readings = find(case["input"])
    if case["suite"].startswith("cn2an_error"):
        return not (len(readings) == 1 and readings[0].start == 0 and readings[0].end == len(case["input"]))
    return _close([Fraction(row["value"]) for row in case["expect"]], [reading.value for reading in readings])


def _by_figures(case: Case) -> bool:
    """Whether the locator gives every value of the case; of one that is no number, none over the whole of it."""
    found = locate(case["input"])
    if case["suite"].startswith("cn2an_error"):
        return not any(one.start == 0 and one.end == len(case["input"]) and one.value is not None for one in found)
    values = {Fraction(one.value) for one in found if one.value is not None}
    return all(any(_close([Fraction(row["value"].rstrip("%"))], [value]) for value in values) for row in case["expect"])


def _percent(case: Case) -> bool:
    found = [reading.value for reading in find(case["input"]) if reading.percent]
    return _close([Fraction(row["value"].rstrip("%")) for row in case["expect"]], found)


def _close(true: list[Fraction], found: list[Fraction]) -> bool:
    """Equal up to the digits that the suite prints."""
    return len(true) == len(found) and all(
        abs(one - other) <= Fraction(1, 10**9) * max(1, abs(other)) for one, other in zip(true, found, strict=True)
    )


def _range(case: Case) -> bool:
    true = [tuple(Fraction(end) if end else None for end in row["value"][1:-1].split(",")) for row in case["expect"]]
    return true == [(interval.low, interval.high) for interval in intervals(case["input"])]


def measures(shared: Path) -> Iterator[tuple[str, float, list[str]]]:
    """Figures of all reports without a measure."""
    figures, empty = 0, []
    for path in sorted((shared / "reports" / "plain").glob("*.txt")):
        for figure in locate(path.read_text(encoding="utf-8")):
            figures += figure.is_figure
            if figure.is_figure and not figure.measure:
                empty.append(f"{path.name} {figure.start} {figure.text}")
    yield "figures of 16 reports", figures, []
    yield "figures without measure", len(empty) / figures, empty


def speed(shared: Path) -> Iterator[tuple[str, float, list[str]]]:
    """Characters a second over 2M characters of reports, and time growth from 0.5M (4 is linear)."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((shared / "reports" / "plain").glob("*.txt")))
    text = (text * (2_000_000 // len(text) + 1))[:2_000_000]
    quarter, whole = (_seconds(text[:size]) for size in (500_000, 2_000_000))
    yield "characters a second", 2_000_000 / whole, []
    yield "time for 4 times the text", whole / quarter, []


def _seconds(text: str) -> float:
    begun = time.perf_counter()
    locate(text)
    return time.perf_counter() - begun


if __name__ == "__main__":
    for name, value, cases in _measured():
        print(f"{name:40} {value:.4f}" if value <= 1 else f"{name:40} {value:,.1f}")
        for case in cases:
            print(f"    {case}")
