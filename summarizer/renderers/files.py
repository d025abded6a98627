"""A brief written into a folder, a file for each format."""

from collections.abc import Callable, Iterable
from pathlib import Path

from summarizer.errors import UsageError
from summarizer.files import write_atomically
from summarizer.renderers.html import to_html
from summarizer.renderers.json import to_json
from summarizer.renderers.markdown import to_markdown
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.schema import Brief

_MAKERS: dict[str, Callable[[Brief, str, Presentation], str | bytes]] = {
    "md": to_markdown,
    "html": to_html,
    "json": lambda brief, text, presentation: to_json(brief),
}


def contents(
    brief: Brief, text: str, formats: Iterable[str], presentation: Presentation = WHOLE
) -> dict[str, str | bytes]:
    """``brief`` in each of ``formats``, by file name ("brief.md"); ``text`` is what its evidence points into.

    Raises UsageError for a format that there is not.
    """
    wanted = tuple(formats)
    if unknown := [name for name in wanted if name not in _MAKERS]:
        raise UsageError(f"There is no format {unknown[0]!r}: use {', '.join(_MAKERS)}.")
    return {f"brief.{name}": _MAKERS[name](brief, text, presentation) for name in wanted}


def write(
    brief: Brief, text: str, folder: Path, formats: Iterable[str], presentation: Presentation = WHOLE
) -> dict[str, Path]:
    """Write ``brief`` into ``folder``, all made before any is written; gives the path for each format.

    Raises UsageError as :func:`contents`, SummarizerError where the folder cannot be written to.
    """
    made = contents(brief, text, formats, presentation)
    for name, content in made.items():
        write_atomically(folder / name, content)
    return {name.removeprefix("brief."): folder / name for name in made}
