"""A brief written into a folder, a file for each format; csv has three."""

from collections.abc import Callable, Iterable
from pathlib import Path

from summarizer.base.errors import UsageError
from summarizer.base.files import write_atomically
from summarizer.renderers.options import FORMATS, WHOLE, Presentation
from summarizer.schema import Brief

Content = dict[str, str | bytes]
"""What is to be written, by file name."""


def contents(brief: Brief, text: str, formats: Iterable[str], presentation: Presentation = WHOLE) -> Content:
    """``brief`` in each of ``formats``, by file name ("brief.md"); ``text`` is what its evidence points into.

    Raises UsageError for a format that there is not.
    """
    wanted = tuple(formats)
    if unknown := [name for name in wanted if name not in _MAKERS]:
        raise UsageError(f"There is no format {unknown[0]!r}: use {', '.join(FORMATS)}.")
    made: Content = {}
    for name in wanted:
        made |= _MAKERS[name](brief, text, presentation)
    return made


def write(
    brief: Brief, text: str, folder: Path, formats: Iterable[str], presentation: Presentation = WHOLE
) -> dict[str, Path]:
    """Write ``brief`` into ``folder``, all made before any is written.

    Gives the path for each format; those of csv are "figures.csv", "items.csv" and "checks.csv".
    Raises UsageError as :func:`contents`, SummarizerError where the folder cannot be written to.
    """
    made = contents(brief, text, formats, presentation)
    for name, content in made.items():
        write_atomically(folder / name, content)
    return {name.removeprefix("brief."): folder / name for name in made}


def _md(brief: Brief, text: str, presentation: Presentation) -> Content:
    from summarizer.renderers.markdown import to_markdown

    return {"brief.md": to_markdown(brief, text, presentation)}


def _html(brief: Brief, text: str, presentation: Presentation) -> Content:
    from summarizer.renderers.html import to_html

    return {"brief.html": to_html(brief, text, presentation)}


def _docx(brief: Brief, text: str, presentation: Presentation) -> Content:
    from summarizer.renderers.docx import to_docx

    return {"brief.docx": to_docx(brief, text, presentation)}


def _xlsx(brief: Brief, text: str, presentation: Presentation) -> Content:
    from summarizer.renderers.xlsx import to_xlsx

    return {"brief.xlsx": to_xlsx(brief, text, presentation)}


def _csv(brief: Brief, text: str, presentation: Presentation) -> Content:
    from summarizer.renderers.csv import to_csv

    return {f"brief.{name}.csv": content for name, content in to_csv(brief, text, presentation).items()}


def _json(brief: Brief, text: str, presentation: Presentation) -> Content:
    from summarizer.renderers.json import to_json

    return {"brief.json": to_json(brief)}


_MAKERS: dict[str, Callable[[Brief, str, Presentation], Content]] = {
    "md": _md,
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
    "csv": _csv,
    "json": _json,
}
