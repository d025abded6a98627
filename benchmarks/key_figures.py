"""The key figures of a brief without a model, over the corpus: in both languages, no noughts, goals said.

    python -m benchmarks.key_figures          the numbers
    python -m benchmarks.key_figures rows     and every row, to be read

English comes from the glossary alone. A row is ``doubled`` when another of its table has its measure, direction and
aspect; ``headline`` when the genre opens with it (output, revenue, investment, trade, incomes, jobs …).
"""

import sys
from collections import Counter
from collections.abc import Iterator

import summarizer
from benchmarks.shared import shared_folder
from summarizer.language.headlines import headline
from summarizer.schema import ReportFigure

SLOW = True
Measured = dict[str, float | int | str]


def tables() -> Iterator[tuple[str, list[ReportFigure]]]:
    """The name and the key figures of every report of the corpus; FileNotFoundError where it is missing."""
    for path in sorted((shared_folder() / "corpus").glob("*/*.*")):
        brief = summarizer.summarize(path, model="none")
        by_id = {shown.figure.id: shown for shown in brief.report.figures}
        yield path.stem, [by_id[name] for name in brief.key_figures]


def measure() -> Measured:
    """How many rows there are, and which share of them has English, is a headline, is doubled, is nought."""
    rows: Counter[str] = Counter()
    for _, table in tables():
        told = Counter((row.measure.zh, row.figure.direction, row.figure.aspect, row.figure.unit) for row in table)
        rows["rows"] += len(table)
        rows["reports"] += 1
        rows["doubled"] += sum(count - 1 for count in told.values())
        for row in table:
            rows["english"] += bool(row.measure.en)
            rows["headline"] += headline(row.measure.zh) is not None
            rows["nought"] += row.figure.value == 0
    of = max(rows["rows"], 1)
    return {
        "reports": rows["reports"],
        "rows": rows["rows"],
        "rows with English": rows["english"] / of,
        "headline rows": rows["headline"] / of,
        "doubled rows": rows["doubled"],
        "rows of nought": rows["nought"],
    }


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:20} {value:.3f}" if isinstance(value, float) else f"{name:20} {value}")
    for report, table in tables() if "rows" in sys.argv else ():
        for row in table:
            figure = row.figure
            print(report, row.measure.zh, figure.text, figure.direction, figure.aspect, row.measure.en, row.quantity.en)
