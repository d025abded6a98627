"""The command line: a thin shell that opens the Python API and formats its answers; a file per verb.

Exit codes: 0 all well; 1 done, but something is rejected or incomplete; 2 wrong usage, or something that cannot be
read or written; 3 the model could not be reached or its reply could not be used; 130 interrupted.
"""

import sys

import typer

from summarizer.cli import batch, brief, compare, extract, figures, models, outline, serve, verify
from summarizer.cli.shell import run

app = typer.Typer(
    name="summarizer",
    help="Bilingual briefs of Chinese government work reports, every number checked against the report.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 all well; 1 done, but something is rejected or incomplete; 2 wrong usage or a file that "
    "cannot be used; 3 the model could not be used; 130 interrupted.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from summarizer import __version__

        typer.echo(f"summarizer {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    pass


app.command("brief")(brief.brief)
app.command("batch")(batch.batch)
app.command("figures")(figures.figures)
app.command("outline")(outline.outline)
app.command("extract")(extract.extract)
app.command("verify")(verify.verify)
app.command("compare")(compare.compare)
app.command("serve")(serve.serve)
app.add_typer(models.app, name="models")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line with ``arguments`` (by default the program's own) and leave with its exit code."""
    sys.exit(run(app, sys.argv[1:] if arguments is None else arguments))
