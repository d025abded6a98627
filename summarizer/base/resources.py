"""The only place that knows where prompts/ and schemas/ live.

In a wheel they lie inside the package; in a checkout they stand beside it, at the root.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]


def folder(name: str) -> Traversable:
    """The resource folder ``name`` ("prompts" or "schemas"), installed or in a checkout."""
    installed = files("summarizer") / name
    if installed.is_dir():
        return installed
    return _CHECKOUT / name


_laid_over: ContextVar[Traversable | None] = ContextVar("_laid_over", default=None)


@contextmanager
def laid_over(prompts: Traversable) -> Iterator[None]:
    """Within, a file in ``prompts`` (a profile's folder) is read in place of the one of its name in prompts/."""
    token = _laid_over.set(prompts)
    try:
        yield
    finally:
        _laid_over.reset(token)


def prompt(file_name: str) -> str:
    """The text of a prompt template: the profile's own, else the program's; FileNotFoundError when there is none."""
    over = _laid_over.get()
    own = over / file_name if over is not None else None
    return own.read_text(encoding="utf-8") if own is not None and own.is_file() else text("prompts", file_name)


def text(folder_name: str, file_name: str) -> str:
    """The UTF-8 text of one resource file; raises FileNotFoundError when there is none."""
    return (folder(folder_name) / file_name).read_text(encoding="utf-8")
