"""``summarizer extract``: the structured report with its checks, as JSON."""

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import BaseUrl, Config, Debug, Model, NoCache, Quiet, Report, choice

if TYPE_CHECKING:
    from summarizer.api import ModelOptions

_FORMATS = ("json",)


def extract(
    file: Report,
    format: Annotated[str, typer.Option("--format", metavar="|".join(_FORMATS), help="How to print it.")] = "json",
    model: Model = None,
    base_url: BaseUrl = None,
    config: Config = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Print the structured report as JSON.

    Achievements, problems, plans and figures in both languages, with the check of every number in them: what
    brief writes as brief.json.
    """
    choice(format, _FORMATS)
    from summarizer import api
    from summarizer.cli.brief import incomplete, shortcomings
    from summarizer.cli.progress import Reporter
    from summarizer.cli.shell import INCOMPLETE, OK, write_json

    reporter = Reporter(quiet=quiet)
    options: ModelOptions = {
        "model": model, "base_url": base_url, "config": config, "cache": not no_cache, "progress": reporter,
    }  # fmt: skip
    reporter.say(f"Model: {api.endpoint_of(options).describe()}")
    try:
        made = api.summarize(file, **options)
    finally:
        reporter.close()
    for sentence in shortcomings(made):
        reporter.say(f"Note: {sentence}")
    write_json(made)
    raise typer.Exit(INCOMPLETE if incomplete(made) else OK)
