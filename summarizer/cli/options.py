"""The options that several commands share, said once."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.base.errors import UsageError

_KINDS = "plain text, HTML, PDF, DOCX, XLSX or OFD, or an address (https://…); - reads standard input."
Report = Annotated[str, typer.Argument(metavar="FILE", help=f"The report: {_KINDS}")]
Reports = Annotated[
    list[str],
    typer.Argument(metavar="FILE", help=f"The reports: {_KINDS}"),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        help="Who writes: local (the embedded model), a GGUF file, none, openai/NAME, deepseek/NAME, qwen/NAME, or a "
        "name that --base-url serves. Without it: the config file's, else local.",
    ),
]
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", metavar="URL", help="Address of any OpenAI-compatible endpoint.")
]
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="A TOML config file in place of the user's own.")
]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME|DIR",
        help="The genre: annual_work_report (the usual one), disclosure_report, or a folder of your own; "
        "a schema.py in it is run.",
    ),
]
Plan = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="whole|items",
        help="How the model writes: whole sections in both languages (strong models), or item by item (small ones). "
        "Without it: as is known of the model.",
    ),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Ask everything anew, and keep no reply for the next run.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


def choice(value: str, known: tuple[str, ...]) -> str:
    """``value`` if it is one of ``known``; raises UsageError otherwise."""
    if value not in known:
        raise UsageError(f"There is no format {value!r}: use {' or '.join(known)}.")
    return value


def choices(value: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The comma-separated ``value``, each one of ``known``, without repeats; raises UsageError otherwise."""
    names = dict.fromkeys(part.strip() for part in value.split(",") if part.strip())
    if not names:
        raise UsageError(f"No format is named: use {', '.join(known)}.")
    return tuple(choice(name, known) for name in names)
