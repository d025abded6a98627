"""``summarizer compare``: one issuer's reports over the years, side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import BaseUrl, Config, Debug, Model, NoCache, Quiet, choice, choices

if TYPE_CHECKING:
    from summarizer.api.steps import ModelOptions

_FORMATS = ("table", "json")
_FILES = ("html", "xlsx", "json")


def compare(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Two or more reports of one issuer, or the brief.json made of them."),
    ],
    format: Annotated[
        str, typer.Option("--format", metavar="|".join(_FORMATS), help="How to print the comparison.")
    ] = "table",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Also write comparison.html, .xlsx and .json there."),
    ] = None,
    write: Annotated[
        str, typer.Option("--write", metavar="LIST", help=f"Which files -o writes, of {', '.join(_FILES)}.")
    ] = ",".join(_FILES),
    force: Annotated[
        bool,
        typer.Option("--force", help="Compare although issuers differ, a year is given twice, or none was found."),
    ] = False,
    model: Model = None,
    base_url: BaseUrl = None,
    config: Config = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Put one issuer's reports side by side.

    Aligns the same measures over the years and shows how they changed, holds what each report says of the year before
    against that year's report, follows plans into the next report, and finds problems that return. The order of the
    files does not matter. No model is asked unless --model names one: it then names measures in English, and suggests
    pairs among what the rules left open; they are marked and join no row.
    """
    choice(format, _FORMATS)
    wanted = choices(write, _FILES)
    from summarizer.api import steps as api
    from summarizer.cli.progress import Reporter
    from summarizer.cli.shell import INCOMPLETE, OK, write_json
    from summarizer.cli.side_by_side import as_text
    from summarizer.cli.terminal import printable

    reporter = Reporter(quiet=quiet)
    options: ModelOptions = {
        "model": model, "base_url": base_url, "config": config, "cache": not no_cache, "progress": reporter,
    }  # fmt: skip
    try:
        made = api.compare([api.load(file) for file in files], force=force, **options)
    finally:
        reporter.close()
    paths = api.save_comparison(made, output, wanted) if output is not None else {}
    for note in made.notes:
        reporter.say(f"Note: {note}")
    if format == "json":
        write_json(made)
    else:
        print(as_text(made))
    for path in paths.values():
        reporter.say(printable(f"Written: {path}"))
    raise typer.Exit(INCOMPLETE if made.counts.rejected else OK)
