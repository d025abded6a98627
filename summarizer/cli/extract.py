"""``summarizer extract``: the structured report with its checks, or a structure of the user's own, as JSON."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli.options import BaseUrl, Config, Debug, Model, NoCache, Profile, Quiet, Report, choice

if TYPE_CHECKING:
    from summarizer.api.steps import ModelOptions
    from summarizer.cli.progress import Reporter

_FORMATS = ("json",)


def extract(
    file: Report,
    schema: Annotated[
        str | None,
        typer.Option(
            "--schema",
            metavar="FILE.py:CLASS|FILE.json",
            help="Fill this instead: a pydantic class in a Python file (your own code, which is run) or a JSON Schema.",
        ),
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="|".join(_FORMATS), help="How to print it.")] = "json",
    model: Model = None,
    base_url: BaseUrl = None,
    config: Config = None,
    profile: Profile = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Print the structured report as JSON.

    Achievements, problems, plans and figures in both languages, with the check of every number in them: what
    brief writes as brief.json. With --schema, or a --profile that has one, the fields of that structure, each with its
    evidence, its check, or the gap that it leaves.
    """
    choice(format, _FORMATS)
    from summarizer.api import steps as api
    from summarizer.cli.brief import incomplete, shortcomings
    from summarizer.cli.progress import Reporter
    from summarizer.cli.shell import INCOMPLETE, OK, opened, write_json
    from summarizer.schema.profile import load_profile

    reporter = Reporter(quiet=quiet)
    options: ModelOptions = {
        "model": model, "base_url": base_url, "config": config, "cache": not no_cache, "progress": reporter,
        "profile": profile,
    }  # fmt: skip
    reporter.say(f"Model: {api.endpoint_of(options).describe()}")
    wanted = schema or load_profile(profile).schema
    if wanted is not None:
        raise typer.Exit(_own(file, wanted, options, reporter))
    try:
        made = api.summarize(opened(file), **options)
    finally:
        reporter.close()
    for sentence in shortcomings(made):
        reporter.say(f"Note: {sentence}")
    write_json(made)
    raise typer.Exit(INCOMPLETE if incomplete(made) else OK)


def _own(file: str, schema: "str | Path | Mapping[str, Any]", options: "ModelOptions", reporter: "Reporter") -> int:
    """Print the structure that ``schema`` asks for; 1 when a number in it is rejected or a field is missing."""
    from summarizer.api import steps as api
    from summarizer.cli.shell import INCOMPLETE, OK, opened, write_json

    try:
        made = api.extract(opened(file), schema=schema, **options)
    finally:
        reporter.close()
    counts = made.counts
    reporter.say(
        f"{len(made.sources)} fields found, {len(made.gaps)} missing; numbers: {counts.supported} supported, "
        f"{counts.review} review, {counts.rejected} rejected"
    )
    write_json(made)
    return INCOMPLETE if counts.rejected or made.gaps else OK
