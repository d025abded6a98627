"""``summarizer models``: what can be used here and what it costs; ``models pull`` fetches embedded weights."""

from typing import Annotated

import typer

from summarizer.cli.options import Config, Debug, Quiet
from summarizer.cli.terminal import printable, table

app = typer.Typer(
    invoke_without_command=True,
    rich_markup_mode=None,
)


@app.callback()
def models(context: typer.Context, config: Config = None, debug: Debug = False) -> None:
    """Show which models can be used.

    What they cost, where they answer, and what is missing; pull fetches the weights of an embedded one.
    """
    if context.invoked_subcommand is None:
        _show(config)


@app.command("list")
def list_(config: Config = None, debug: Debug = False) -> None:
    """Show which models can be used."""
    _show(config)


@app.command()
def pull(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An embedded model.")] = "local",
    config: Config = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Fetch the weights of an embedded model.

    They go into your cache and their sha256 is checked; what is there already is not fetched again.
    """
    from summarizer.cli.progress import Reporter
    from summarizer.model.local import pull as fetch
    from summarizer.model.settings import load_config

    reporter = Reporter(quiet=quiet)
    try:
        path = fetch(name, reporter, load_config(config).registry())
    finally:
        reporter.close()
    print(printable(f"{name}: ready at {path}"))


def _show(config: object) -> None:
    from pathlib import Path

    from summarizer.api import steps as api

    cards = api.models(config if isinstance(config, Path) else None)
    rows = [
        (
            card.name,
            "ready" if card.ready else card.hint,
            f"{card.bytes >> 20:,} MB" if card.bytes else "",
            f"{card.memory >> 20:,} MB" if card.memory else "",
            card.speed,
            card.licence,
            card.cost,
            card.where,
        )
        for card in cards
    ]
    print(table(("model", "state", "size", "memory", "last speed", "licence", "cost", "where"), rows, widest=72))
