"""The brief as files: Markdown, HTML, Word, Excel, CSV, JSON. All say the same; what they say is decided in ``view``.

A format's library is imported when that format is first written, never before.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.renderers.csv import to_csv
    from summarizer.renderers.docx import to_docx
    from summarizer.renderers.html import to_html
    from summarizer.renderers.json import to_json
    from summarizer.renderers.markdown import to_markdown
    from summarizer.renderers.xlsx import to_xlsx

__all__ = ["to_csv", "to_docx", "to_html", "to_json", "to_markdown", "to_xlsx"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{name.removeprefix('to_')}"), name)
