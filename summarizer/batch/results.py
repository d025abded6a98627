"""What is written of a report beside its brief, and over all reports: figures, items, one page to begin with.

In each report's folder: the brief in all formats, figures.csv and items.jsonl. Beside the folders the same over all
finished reports, and index.html. Everything is made anew from the folders, a report at a time, so that memory does not
grow with their number; each file is written whole or not at all.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from summarizer.base.errors import OutputError, UsageError
from summarizer.base.files import replacing
from summarizer.batch.index import page
from summarizer.batch.shelf import Shelf
from summarizer.batch.table import FINISHED, Table
from summarizer.renderers.csv import BYTE_ORDER_MARK, lines
from summarizer.renderers.files import contents
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.schema import Brief, ReportFigure, ReportItem

FIGURES, ITEMS, INDEX, JOBS = "figures.csv", "items.jsonl", "index.html", "jobs.sqlite"
TABLES = ("csv", "parquet")
_PLAIN = (
    "id", "text", "kind", "value", "low", "high", "unit", "qualifier", "direction", "aspect", "period", "measure",
    "start", "end",
)  # fmt: skip
COLUMNS = ("report", "issuer", "year", *_PLAIN, "measure_en", "quantity_en")
"""Of figures.csv: ``report`` is the folder, ``year`` the report's period, the others as in the figures' schema."""


def report_files(
    brief: Brief, text: str, folder: str, formats: Sequence[str], presentation: Presentation = WHOLE
) -> dict[str, str | bytes]:
    """Every file of a report's folder by name; brief.json is always among them: it is the record of the report."""
    files = contents(brief, text, dict.fromkeys((*formats, "json")), presentation)
    return files | {FIGURES: figures_csv(brief, folder), ITEMS: items_jsonl(brief, folder)}


def figures_csv(brief: Brief, folder: str) -> str:
    """The report's figures with a head line; a cell that a spreadsheet would run is made plain text.

    It begins with a byte order mark, without which Excel takes Chinese for another encoding.
    """
    return BYTE_ORDER_MARK + lines((COLUMNS, *(list(_row(brief, shown, folder)) for shown in brief.report.figures)))


def _row(brief: Brief, shown: ReportFigure, folder: str) -> Iterator[object]:
    yield from (folder, brief.report.issuer.zh, brief.report.period)
    plain = shown.figure.model_dump(mode="json")
    yield from (plain[name] for name in _PLAIN)
    yield from (shown.measure.en, shown.quantity.en)


def items_jsonl(brief: Brief, folder: str) -> str:
    """The report's achievements, problems and plans, a JSON object a line."""
    report = brief.report
    items: Iterable[ReportItem] = (*report.achievements, *report.problems, *report.plans)
    about = {"report": folder, "issuer": report.issuer.zh, "year": report.period}
    lines = (json.dumps(about | item.model_dump(mode="json"), ensure_ascii=True) for item in items)
    return "".join(f"{line}\n" for line in lines)


# --- over all -------------------------------------------------------------------------------------------------------


def write_over_all(table: Table, output: Path, results: Shelf, tables: Sequence[str] = ("csv",)) -> dict[str, Path]:
    """figures.csv (and figures.parquet where asked), items.jsonl and index.html over all that is finished.

    Raises OutputError where one cannot be written; UsageError for parquet without pyarrow.
    """
    done = [job.folder for job in table.each(*FINISHED)]
    paths = {name: output / name for name in (FIGURES, ITEMS, INDEX)}
    with replacing(paths[FIGURES]) as file:
        file.write((BYTE_ORDER_MARK + ",".join(COLUMNS) + "\n").encode())
        _joined(file, results, done, FIGURES, without_head=True)
    with replacing(paths[ITEMS]) as file:
        _joined(file, results, done, ITEMS)
    with replacing(paths[INDEX]) as file:
        for part in page(table, results.seen_from(output)):
            file.write(part.encode("utf-8", "backslashreplace"))
    if "parquet" in tables:
        paths["figures.parquet"] = output / "figures.parquet"
        _parquet(paths[FIGURES], paths["figures.parquet"])
    return paths


def _joined(out: BinaryIO, results: Shelf, folders: Iterable[str], name: str, *, without_head: bool = False) -> None:
    for folder in folders:
        try:
            with results.open(folder, name) as file:
                if without_head:
                    file.readline()
                while chunk := file.read(1 << 20):
                    out.write(chunk)
        except FileNotFoundError:
            continue  # a folder that a person removed: the index still names the report
        except OSError as error:
            raise OutputError(f"{folder}/{name} cannot be read: {error.strerror or error}.") from error


def _parquet(source: Path, target: Path) -> None:
    """figures.csv as parquet, every column as text: a number stays the exact decimal that it was."""
    try:
        import pyarrow
        import pyarrow.csv
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: pip install 'summarizer[frames]', or ask for csv only.") from error
    types = dict.fromkeys(COLUMNS, pyarrow.string())
    parsing = pyarrow.csv.ParseOptions(newlines_in_values=True)
    converting = pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=False)
    with (
        pyarrow.csv.open_csv(source, parse_options=parsing, convert_options=converting) as reader,
        replacing(target) as file,
        pyarrow.parquet.ParquetWriter(file, reader.schema) as writer,
    ):
        for batch in reader:
            writer.write_batch(batch)


def complete(results: Shelf, folder: str) -> bool:
    """Whether a finished report's record is still where it was written."""
    try:
        results.open(folder, "brief.json").close()
    except OSError:
        return False
    return True
