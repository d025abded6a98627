"""All figures of one or more reports as one table: python examples/figures_to_a_table.py FILE… > figures.csv."""

import csv
import sys

import summarizer

COLUMNS = ("measure", "value", "unit", "qualifier", "direction", "aspect", "period", "text")


def main(paths: list[str]) -> int:
    """Write a row for each figure of ``paths`` to standard output."""
    rows = csv.writer(sys.stdout)
    rows.writerow(("report", *COLUMNS))
    for path in paths:
        for one in summarizer.figures(summarizer.load(path)):
            if one.kind in ("statistic", "percent", "money"):
                told = (
                    one.measure,
                    one.value,
                    one.unit,
                    one.qualifier,
                    one.direction,
                    one.aspect,
                    one.period,
                    one.text,
                )
                rows.writerow((path, *told))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
