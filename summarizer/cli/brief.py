"""``summarizer brief``: the main job, for one report or many; one bad report never spoils the others."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import BaseUrl, Config, Debug, Model, NoCache, Plan, Profile, Quiet, Reports, choices
from summarizer.renderers.options import FORMATS, LENGTHS, USUAL_FORMATS, Presentation

if TYPE_CHECKING:
    from summarizer.api.steps import ModelOptions
    from summarizer.cli.progress import Reporter
    from summarizer.schema import Brief

_GROWING = ("md", "html")
"""Formats that are there after the first item, and are written anew, whole, as more arrive."""
_SECONDS_BETWEEN = 5.0


def brief(
    files: Reports,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the briefs go, a folder for each report.")
    ] = Path("briefs"),
    format: Annotated[
        str, typer.Option("--format", metavar="LIST", help=f"Which files to write, of {', '.join(FORMATS)}.")
    ] = ",".join(USUAL_FORMATS),
    lang: Annotated[
        str, typer.Option("--lang", metavar="zh,en|zh|en", help="In which languages the brief is written.")
    ] = "zh,en",
    length: Annotated[
        str,
        typer.Option(
            "--length",
            metavar="|".join(LENGTHS),
            help="How much md, html and docx tell: one page, two, or all; tables and json always have all.",
        ),
    ] = "standard",
    theme: Annotated[
        list[str] | None,
        typer.Option("--theme", metavar="WORD", help="Only items on this theme; may be given more than once."),
    ] = None,
    model: Model = None,
    base_url: BaseUrl = None,
    config: Config = None,
    profile: Profile = None,
    plan: Plan = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write bilingual, number-checked briefs.

    Each report gets a folder with its brief in Chinese and English, every number in it checked against the report.
    A report that cannot be read does not stop the others; the worst exit code counts.
    """
    from summarizer.api import steps as api
    from summarizer.cli.progress import Reporter
    from summarizer.cli.shell import tell

    formats = choices(format, FORMATS)
    presentation = Presentation.of(lang, length, theme or ())
    reporter = Reporter(quiet=quiet)
    options: ModelOptions = {
        "model": model, "base_url": base_url, "config": config, "cache": not no_cache, "progress": reporter,
        "profile": profile, "plan": plan, "shows": presentation,
    }  # fmt: skip
    reporter.say(f"Model: {api.endpoint_of(options).describe()}")
    codes = []
    for file, folder in zip(files, folders(output, files), strict=True):
        try:
            codes.append(_one(file, folder, formats, presentation, options, reporter))
        except Exception as error:
            codes.append(tell(error, debug=debug))
        finally:
            reporter.close()
    raise typer.Exit(max(codes))


def _one(
    file: str,
    folder: Path,
    formats: tuple[str, ...],
    presentation: Presentation,
    options: "ModelOptions",
    reporter: "Reporter",
) -> int:
    """Write the brief of ``file`` into ``folder``; 1 when something in it is rejected or incomplete, else 0."""
    from summarizer.api import steps as api
    from summarizer.cli.shell import INCOMPLETE, OK, opened
    from summarizer.cli.terminal import printable

    begun = time.monotonic()
    document = opened(file)
    reporter.say(f"{document.name}: {len(document.text):,} characters")
    growing = [one for one in formats if one in _GROWING]
    written = [0.0]

    def grows(brief: "Brief") -> None:
        if growing and time.monotonic() - written[0] >= _SECONDS_BETWEEN:
            api.save(brief, document, folder, growing, presentation)
            written[0] = time.monotonic()

    options = options.copy()
    options["grows"] = grows
    made = api.summarize(document, **options)
    paths = api.save(made, document, folder, formats, presentation)
    reporter.close()
    for sentence in shortcomings(made):
        reporter.say(f"Note: {sentence}")
    print(printable(summary(made, next(iter(paths.values())), time.monotonic() - begun)), flush=True)
    return INCOMPLETE if incomplete(made) else OK


def summary(brief: "Brief", path: Path, seconds: float) -> str:
    """The closing line: where the brief is, what became of its numbers, what it cost."""
    counts, usage = brief.ledger.counts, brief.report.usage
    kept = f", {usage.cached_calls} more from the store" if usage.cached_calls else ""
    return (
        f"{path}: {counts.supported} supported, {counts.review} review, {counts.rejected} rejected, "
        f"{len(brief.ledger.unused)} unused; {usage.prompt_tokens:,} + {usage.completion_tokens:,} tokens "
        f"({usage.calls} calls{kept}); {seconds:.1f} s"
    )


def incomplete(brief: "Brief") -> bool:
    """Whether something in the brief is rejected, or missing that was asked for."""
    return bool(brief.ledger.counts.rejected or brief.report.gaps)


def shortcomings(brief: "Brief") -> list[str]:
    """What a reader must know at once: parts without the model's words, and notes on the report."""
    gaps = [f"{gap.part}: {gap.reason}" for gap in brief.report.gaps]
    return [*brief.report.notes, *gaps]


def folders(output: Path, files: list[str]) -> list[Path]:
    """A folder below ``output`` for each file, named after it; same names are told apart by a number."""
    from summarizer.batch.inputs import folder_name
    from summarizer.cli.web import is_address, name_of

    taken: dict[str, int] = {}
    found = []
    for file in files:
        named = folder_name(Path(name_of(file)).stem) if is_address(file) else Path(file).stem
        stem = "stdin" if file == "-" else named or "report"
        taken[stem] = taken.get(stem, 0) + 1
        found.append(output / (stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"))
    return found
