"""What the locator says of figures that a person labelled: value, unit, measure, direction, qualifier.

    python -m benchmarks.measures          the numbers
    python -m benchmarks.measures wrong    and every row that is not right, of the half that may be read

573 figures of 20 corpus reports (``data/measures``), 100 of five further reports and 125 of the first gold reports.
The 20 are halved by name: the first ten may be read and mended by, the second ten (``kept``) are only counted.
A measure is ``exact`` when it is the label, or another that the annotator allows, apart from marks and 的; ``lenient``
when one holds the other's characters and is at most twice as long: 项目：总投资 for 总投资 of 项目. A label in
增速 or 降幅 is the measure of a change (地区生产总值 grew). Values and units are in base units.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import summarizer
from benchmarks.shared import shared_folder
from summarizer.language.numerals import plain
from summarizer.quantities import Figure

LABELS = Path(__file__).parent / "data" / "measures" / "figures.jsonl"
SLOTS = (
    *("located", "value", "unit", "measure exact", "measure lenient"),
    *("direction", "direction of a level", "qualifier"),
)
#: What a label and a measure may differ in: marks of joining and quoting, and the particle.
_RATE = re.compile(r"(?:增速|增幅|增长率?|降幅|涨幅|同比)\Z")
_MARKS = str.maketrans("", "", " ：:、“”‘’《》（）()的\u3000\n")


@dataclass(frozen=True)
class Label:
    """One labelled figure at ``[start, end)`` of ``report``; None where the annotator says nothing of it."""

    group: str
    report: str
    start: int
    end: int
    text: str
    value: str | None
    unit: str | None
    measures: tuple[str, ...]
    directions: tuple[str, ...] | None
    qualifier: str | None


@dataclass(frozen=True)
class Judged:
    """A label, the figure that was located at its place (None without any), and which slots are right."""

    label: Label
    figure: Figure | None
    right: Mapping[str, bool]


def measure() -> dict[str, float | int | str]:
    """The share of right slots by group, and how many figures each has; FileNotFoundError without shared reports."""
    right: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    for one in judged():
        for slot, holds in one.right.items():
            asked[one.label.group, slot] += 1
            right[one.label.group, slot] += holds
    rows: dict[str, float | int | str] = {}
    for group in sorted({group for group, _ in asked}):
        rows[f"{group} figures"] = asked[group, "located"]
        for slot in SLOTS:
            if asked[group, slot]:
                rows[f"{group} {slot}"] = right[group, slot] / asked[group, slot]
    return rows


def judged() -> Iterator[Judged]:
    """Every label with what was located for it."""
    for label in labels():
        figure = _figure_at(label)
        yield Judged(label, figure, dict(_slots(label, figure)))


def _figure_at(label: Label) -> Figure | None:
    """The figure whose numeral is the label's: the one that overlaps it most."""
    best, most = None, 0
    for figure in _figures(label.report):
        shared = min(figure.end, label.end) - max(figure.start, label.start)
        if shared > most:
            best, most = figure, shared
    return best


def _slots(label: Label, figure: Figure | None) -> Iterator[tuple[str, bool]]:
    yield "located", figure is not None and figure.is_figure
    if label.value is not None:
        yield "value", figure is not None and label.value in _values(figure)
    if label.unit is not None:
        yield "unit", figure is not None and figure.unit == label.unit
    told = figure.measure if figure is not None else ""
    names = [*label.measures, *(_RATE.sub("", one) for one in label.measures if figure is not None and figure.change)]
    yield "measure exact", any(_bare(told) == _bare(one) for one in names)
    yield "measure lenient", any(alike(told, one) for one in names)
    if label.directions is not None:
        yield (
            "direction of a level" if _is_level(label) else "direction",
            figure is not None and figure.direction in label.directions,
        )
    if label.qualifier is not None:
        yield "qualifier", figure is not None and figure.qualifier == label.qualifier


def _is_level(label: Label) -> bool:
    """提高到95%: the annotator gives a level the direction of its verb; a figure's own is that of a change."""
    lead = _text(label.report)[max(0, label.start - 4) : label.start].rstrip("约近超过每月人均不足")
    return bool(label.directions) and label.directions != ("",) and lead[-1:] in ("到", "至", "为")


def _values(figure: Figure) -> tuple[str, ...]:
    value = plain(figure.value)
    ends = f"{plain(figure.low)}..{plain(figure.high)}"
    return tuple(one for one in (value, value and value.removeprefix("-"), ends) if one is not None)


def alike(one: str, other: str) -> bool:
    """Whether the longer has the shorter's characters, and at most as many others."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    return bool(short) and len(short) * 2 >= len(long) and not Counter(short) - Counter(long)


def _bare(measure: str) -> str:
    return measure.translate(_MARKS)


# --- the labels


def labels() -> list[Label]:
    """Every label of every set; FileNotFoundError where the shared reports are missing."""
    return [*_corpus(), *_more(), *_first_gold()]


def _corpus() -> Iterator[Label]:
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    names = sorted({row["report"] for row in rows})
    first = set(names[: len(names) // 2])
    for row in rows:
        path = next((shared_folder() / "corpus").glob(f"*/{row['report']}.*"))
        at = _text(str(path)).find(row["quote"])
        if at < 0:
            continue
        start = at + row["quote"].index(row["text"])
        yield Label(
            "first ten" if row["report"] in first else "kept",
            str(path), start, start + len(row["text"]), row["text"], row["value"], row["unit"],
            (row["measure"], *row["also"]), (row["direction"], *row.get("direction_also", ())), row["qualifier"],
        )  # fmt: skip


def _more() -> Iterator[Label]:
    for gold in sorted((shared_folder() / "reports" / "more").glob("*.gold.json")):
        marked = json.loads(gold.read_text(encoding="utf-8"))
        path = str(gold.with_name(marked["file"]))
        for row in marked["figures"]:
            start = row["start"]
            if _text(path)[start : row["end"]] != row["text"]:  # offsets of another reader: the nearest place
                places = list(_all(_text(path), row["text"]))
                if not places:
                    continue
                start = min(places, key=lambda at: abs(at - row["start"]))
            yield Label(
                "further five", path, start, start + len(row["text"]), row["text"], row["value"], row["unit"],
                (row["measure"],), (row["direction"] or "",), row["qualifier"],
            )  # fmt: skip


def _all(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


def _first_gold() -> Iterator[Label]:
    reports = shared_folder() / "reports"
    for gold in sorted((reports / "gold").glob("*.gold.json")):
        path = str(reports / "plain" / f"{gold.name.removesuffix('.gold.json')}.txt")
        for row in json.loads(gold.read_text(encoding="utf-8"))["figures"]:
            yield Label(
                "first gold", path, row["start"], row["end"], row["text"], None, None, (row["measure"],), None, None
            )


@cache
def _text(path: str) -> str:
    return summarizer.load(path).text


@cache
def _figures(path: str) -> Sequence[Figure]:
    return summarizer.figures(summarizer.outline(summarizer.load(path)))


def _shown(one: Judged) -> dict[str, Any]:
    figure = one.figure
    told = figure and [
        figure.text,
        plain(figure.value),
        figure.unit,
        figure.measure,
        figure.direction,
        figure.qualifier,
    ]
    wrong = [slot for slot, holds in one.right.items() if not holds]
    around = _text(one.label.report)[max(0, one.label.start - 70) : one.label.end + 25]
    label = [one.label.text, *one.label.measures]
    return {"wrong": wrong, "label": label, "told": told, "report": Path(one.label.report).stem, "around": around}


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:32} {value:.4f}" if isinstance(value, float) else f"{name:32} {value}")
    if "wrong" in sys.argv:
        for one in judged():
            if one.label.group != "kept" and not all(one.right.values()):
                print(json.dumps(_shown(one), ensure_ascii=False))
