"""The only place that knows where prompts/ and schemas/ live.

In a wheel they lie inside the package; in a checkout they stand beside it, at the root.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent


def folder(name: str) -> Traversable:
    """The resource folder ``name`` ("prompts" or "schemas"), installed or in a checkout."""
    installed = files("summarizer") / name
    if installed.is_dir():
        return installed
    return _CHECKOUT / name


def text(folder_name: str, file_name: str) -> str:
    """The UTF-8 text of one resource file; raises FileNotFoundError when there is none."""
    return (folder(folder_name) / file_name).read_text(encoding="utf-8")
