"""From whatever ends a command to its exit code and at most two plain sentences on standard error."""

import io
import json
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from summarizer.base.errors import SummarizerError
from summarizer.cli.terminal import printable

if TYPE_CHECKING:
    from pydantic import BaseModel

    from summarizer.base.document import Document

OK, INCOMPLETE, UNUSABLE, NO_MODEL, INTERRUPTED = 0, 1, 2, 3, 130


def run(app: Callable[..., Any], arguments: Sequence[str]) -> int:
    """Run ``app`` and give its exit code; errors become sentences, and a traceback only with ``--debug``."""
    debug = "--debug" in arguments
    warnings.showwarning = _show_warning
    if debug:
        _show_what_was_mended()
    _speak_utf8()
    try:
        code = _code_of(app, arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has seen enough
        _abandon_stdout()
        return INCOMPLETE
    except SummarizerError as error:
        code = tell(error, debug=debug)
    except OSError as error:
        code = tell(error, debug=debug)
        _abandon_stdout()
    except Exception as error:
        code = tell(error, debug=debug)
    if code == INTERRUPTED:
        complain("Interrupted. Nothing was left half-written; replies already paid for are kept for the next run.")
    return code


def tell(error: Exception, *, debug: bool = False) -> int:
    """Say ``error`` in a sentence and give its exit code."""
    if debug:
        traceback.print_exception(error)
    if isinstance(error, SummarizerError):
        complain(f"Error: {error}")
        return error.exit_code
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"Error: {where}{error.strerror}.")
        return UNUSABLE
    complain(
        f"Error: the program itself failed ({type(error).__name__}: {error}). "
        "Please report it with what --debug shows; nothing of this run's answer can be relied on."
    )
    return UNUSABLE


def complain(sentence: str) -> None:
    """One sentence on standard error, safe for a terminal; a closed standard error is no further error."""
    with suppress(OSError):
        print(printable(sentence), file=sys.stderr, flush=True)


def opened(file: str) -> "Document":
    """The report in ``file``, read in a child of this process with bounded memory and time; "-" is standard input.

    An address of the web (http://, https://) is fetched, from public addresses only.
    """
    from summarizer.api import steps as api
    from summarizer.cli.web import fetched, is_address

    if is_address(file):
        content, name, address = fetched(file)
        return replace(api.load(content, name=name, on_page=_tell_page), address=address)
    path = Path(file)
    try:
        is_file = file != "-" and path.is_file()
    except (OSError, ValueError):
        is_file = False
    return api.load(path if is_file else file, on_page=_tell_page)


def _tell_page(done: int, total: int) -> None:
    complain(f"Text recognition: page {done} of {total}.")


def tell_unread(sentences: Sequence[str]) -> int:
    """Say on standard error what of a report could not be read; the exit code that this makes."""
    for sentence in sentences:
        complain(sentence)
    return INCOMPLETE if sentences else OK


def write_json(answer: "BaseModel | dict[str, Any]") -> None:
    """``answer`` on standard output as the JSON that the contract says, readable and in UTF-8."""
    plain = answer if isinstance(answer, dict) else answer.model_dump(mode="json")
    # Lone surrogates of a damaged text leave as their JSON escapes: standard output is set to do so.
    print(json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False))


def _code_of(app: Callable[..., Any], arguments: Sequence[str]) -> int:
    try:
        app(list(arguments), prog_name="summarizer")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else OK
    return OK


def _speak_utf8() -> None:
    """Answers are UTF-8 whatever the locale says; what UTF-8 cannot carry is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _abandon_stdout() -> None:
    """Let what is still buffered for a closed or full standard output go nowhere at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_what_was_mended() -> None:
    """What was learned of an endpoint, and what its replies needed to be read, on standard error."""
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("Debug: %(message)s"))
    logger = logging.getLogger("summarizer.model")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """A warning of our own as a plain sentence; those of libraries are for their developers."""
    if category is UserWarning and "summarizer" in filename:
        complain(f"Note: {message}")
