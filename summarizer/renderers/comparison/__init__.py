"""The comparison in the formats that people read, written into a folder: one HTML page, one workbook; and JSON."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from summarizer.base.errors import UsageError
from summarizer.base.files import write_atomically
from summarizer.compare.record import Comparison
from summarizer.renderers.comparison.html import to_html
from summarizer.renderers.comparison.xlsx import to_xlsx

__all__ = ["FORMATS", "to_html", "to_json", "to_xlsx", "write"]


def to_json(comparison: Comparison) -> str:
    """``comparison`` as readable JSON, UTF-8."""
    return json.dumps(comparison.model_dump(mode="json"), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


FORMATS: dict[str, Callable[[Comparison], str | bytes]] = {"html": to_html, "xlsx": to_xlsx, "json": to_json}
"""Each format by the name of its file's ending, with what makes it."""


def write(comparison: Comparison, folder: Path, formats: Iterable[str]) -> dict[str, Path]:
    """Write ``comparison`` into ``folder`` as comparison.html, …, all made before any is written; gives the paths.

    Raises UsageError for a format that there is not, SummarizerError where the folder cannot be written to.
    """
    wanted = tuple(formats)
    if unknown := [name for name in wanted if name not in FORMATS]:
        raise UsageError(f"There is no format {unknown[0]!r}: use {', '.join(FORMATS)}.")
    made = {name: FORMATS[name](comparison) for name in wanted}
    paths = {name: folder / f"comparison.{name}" for name in made}
    for name, path in paths.items():
        write_atomically(path, made[name])
    return paths
