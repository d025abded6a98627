"""How right the PDF reader is, and how fast: the disclosure report against its plain-text gold and its own page.

    python -m benchmarks.pdf        the numbers, and every figure that is not found

- gold figures: value with unit (where the page says one) and measure, of every figure that a person marked in the
  plain text of the same report, tables included
- cells: every number in the tables, value by row, as typed off the rendered pages into ``data/pdf``
- invented: numbers found that the page does not show (characters that the PDF does not hold)
- time against pdfplumber reading text and tables of the same file, in the same run
"""

import json
import re
import time
from decimal import Decimal
from pathlib import Path

from benchmarks.shared import shared_folder
from summarizer.outline import outline
from summarizer.pipeline.whole import figures_of
from summarizer.quantities import Figure
from summarizer.readers import read

NAME = "hongze_2023_disclosure"
CELLS = Path(__file__).parent / "data" / "pdf" / f"{NAME}.json"
_SCALES = {"万": 10**4, "亿": 10**8}
_RUNS = 5
Measured = dict[str, float | int | str]


def measure() -> Measured:
    """Every number above; raises FileNotFoundError where the shared reports are missing."""
    return _measured()[0]


def _measured() -> tuple[Measured, list[str]]:
    reports = shared_folder() / "reports"
    path = reports / "formats" / f"{NAME}.pdf"
    document = read(path)
    figures = [figure for figure in figures_of(outline(document)) if figure.is_figure]
    marked = json.loads(
        (reports / "gold" / f"{NAME}_pdftotext.gold.json").read_text(encoding="utf-8"), parse_float=Decimal
    )["figures"]
    lost = [f"gold: {row['measure']} {row['text']!r}" for row in marked if not any(_is(row, one) for one in figures)]
    rows = [[document.excerpt(cell.start, cell.end) for cell in table.cells] for table in document.tables]
    typed = json.loads(CELLS.read_text(encoding="utf-8"))
    wrong = [f"row not read: {row}" for row in typed["rows"] if not any(_holds(cells, row) for cells in rows)]
    values = sum(len(row) - 1 for row in typed["rows"])
    inside = [figure for figure in figures if any(t.start <= figure.start < t.end for t in document.tables)]
    invented = [figure.text for figure in figures if not _shown(figure.text, path)]
    ours, theirs = _seconds(path)
    return {
        "gold figures found": 1 - len(lost) / len(marked),
        "table rows right": 1 - len(wrong) / len(typed["rows"]),
        "cell figures missing or too many": abs(values - len(inside)),
        "cells without a measure": sum(1 for figure in inside if not figure.measure),
        "invented numbers": len(invented),
        "time to pdfplumber's": round(ours / theirs, 2),
        "read, s": f"{ours:.3f}",
        "pdfplumber, s": f"{theirs:.3f}",
    }, [*lost, *wrong, *(f"invented: {text}" for text in invented)]


def _is(row: dict[str, object], figure: Figure) -> bool:
    """Whether ``figure`` is the marked one: its value, its unit where the page says one, and its measure."""
    unit = str(row["unit"] or "")
    scale = _SCALES.get(unit[:1], 1) if len(unit) > 1 else 1
    said = unit[1:] if scale > 1 else unit
    alike = figure.value == Decimal(str(row["value"])) * scale and figure.unit in (said, "")
    wanted = set(re.sub(r"[()（）的]", "", str(row["measure"])))
    return alike and len(wanted & set(figure.measure)) >= 0.5 * len(wanted)


def _holds(cells: list[str], row: list[str]) -> bool:
    """Whether ``row``, its label first, stands in ``cells``, white space aside."""
    words = ["".join(cell.split()) for cell in cells]
    return any(words[at : at + len(row)] == row for at in range(len(words)))


def _shown(text: str, path: Path) -> bool:
    """Whether the numeral of ``text`` stands in what pdfium itself takes from a page, white space aside."""
    import pypdfium2

    numeral = re.sub(r"[^\d.]", "", text)
    if not numeral:
        return True
    with pypdfium2.PdfDocument(path) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    return any(
        re.search(rf"(?<!\d){re.escape(numeral)}(?!\d)", re.sub(r"[ \u3000]", "", page)) or numeral in page.split()
        for page in pages
    )


def _seconds(path: Path) -> tuple[float, float]:
    """The shortest of several runs each: ours, and pdfplumber's text and tables of every page."""
    import pdfplumber

    content = path.read_bytes()

    def theirs() -> None:
        with pdfplumber.open(path) as opened:
            for page in opened.pages:
                page.extract_text()
                page.extract_tables()

    times: list[list[float]] = [[], []]
    for _ in range(_RUNS):
        for kept, work in zip(times, (lambda: read(content), theirs), strict=True):
            begun = time.process_time()
            work()
            kept.append(time.process_time() - begun)
    return min(times[0]), min(times[1])


if __name__ == "__main__":
    measured, faults = _measured()
    for name, value in measured.items():
        print(f"{name:34} {value}")
    print("\n".join(faults))
