"""``summarizer batch``: many reports, resumable, nothing paid for twice."""

import asyncio
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarizer.base.errors import UsageError
from summarizer.cli.options import BaseUrl, Config, Debug, Model, NoCache, Profile, Quiet, choice, choices
from summarizer.renderers.options import FORMATS, LENGTHS, USUAL_FORMATS, Presentation

if TYPE_CHECKING:
    from summarizer.api.many import Many, ManyOptions, Tally
    from summarizer.batch.table import Job, State
    from summarizer.cli.tally import Teller

_PROGRESS = ("auto", "table", "lines", "json", "none")
_VIA = ("calls", "batch")
_MOST_BAD = 100
_TABLES = ("csv", "parquet")
_AGAIN: tuple["State | Literal['none']", ...] = ("failed", "incomplete", "done", "none")


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="DIR|LIST|GLOB", help="Where the reports are: a folder, a file of paths, a quoted glob, or files."
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where everything goes, a folder for each report.")
    ] = Path("briefs"),
    format: Annotated[
        str, typer.Option("--format", metavar="LIST", help=f"Files for each report, of {', '.join(FORMATS)}.")
    ] = ",".join(USUAL_FORMATS),
    lang: Annotated[
        str, typer.Option("--lang", metavar="zh,en|zh|en", help="In which languages each brief is written.")
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
    tables: Annotated[
        str, typer.Option("--tables", metavar="LIST", help="Tables of all figures, of csv, parquet (with pyarrow).")
    ] = "csv",
    model: Model = None,
    base_url: BaseUrl = None,
    config: Config = None,
    profile: Profile = None,
    reports: Annotated[
        int | None,
        typer.Option(
            "--reports", min=1, metavar="N", help="Reports at a time (default: by --calls; 500 with --via batch)."
        ),
    ] = None,
    via: Annotated[
        str,
        typer.Option("--via", metavar="calls|batch", help="Call by call, or by the provider's batch files (cheaper)."),
    ] = "calls",
    poll: Annotated[
        float, typer.Option("--poll", min=0.01, metavar="SECONDS", help="Between two looks at a provider's batch.")
    ] = 30.0,
    calls: Annotated[
        int | None, typer.Option("--calls", min=1, metavar="N", help="Calls at a time at most (default: the model's).")
    ] = None,
    patience: Annotated[
        float,
        typer.Option("--patience", min=1, metavar="SECONDS", help="How long the endpoint may be silent to all calls."),
    ] = 600.0,
    max_cost: Annotated[
        str | None, typer.Option("--max-cost", metavar="MONEY", help="Stop before this run costs more.")
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option("--max-tokens", min=1, metavar="N", help="Stop before this run uses more tokens.")
    ] = None,
    again: Annotated[
        str,
        typer.Option(
            "--again", metavar="LIST", help="Finished reports to try once more: failed, incomplete, done, or none."
        ),
    ] = "failed",
    progress: Annotated[
        str, typer.Option("--progress", metavar="|".join(_PROGRESS), help="How progress is told on standard error.")
    ] = "auto",
    dask: Annotated[
        str | None,
        typer.Option("--dask", metavar="ADDRESS", help="Reports as tasks on dask: tcp://host:8786, or local."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, metavar="N", help="Processes of --dask local (default: its own).")
    ] = None,
    results: Annotated[
        str | None,
        typer.Option("--results", metavar="ADDRESS", help="Another place for the reports' folders: a path, s3://…"),
    ] = None,
    replies: Annotated[
        str | None,
        typer.Option("--replies", metavar="ADDRESS", help="With --dask: where replies are kept for all workers."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what it would cost, by estimate; nobody is asked.")
    ] = False,
    log_file: Annotated[
        Path | None,
        typer.Option("--log-file", metavar="FILE", help="JSON lines of what happens; no report text, never a key."),
    ] = None,
    log_text: Annotated[bool, typer.Option("--log-text", help="Let report text into the log.")] = False,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Brief many reports, resumably.

    Each report gets a folder; figures.csv, items.jsonl and index.html are over all of them. The same command again
    goes on where the last one ended: what is done is left alone, and no reply is paid for twice. Ctrl-C once finishes
    the reports in flight, twice stops at once.
    """
    from summarizer.api.many import Many
    from summarizer.cli.shell import INCOMPLETE, INTERRUPTED, OK
    from summarizer.cli.tally import Teller

    chosen = choices(again, _AGAIN)
    options: ManyOptions = {
        "model": model, "base_url": base_url, "config": config, "cache": not no_cache,
        "formats": choices(format, FORMATS), "presentation": Presentation.of(lang, length, theme or ()),
        "profile": profile, "tables": choices(tables, _TABLES), "reports": reports, "calls": calls,
        "via": "batch" if choice(via, _VIA) == "batch" else "calls", "poll": poll,
        "patience": patience, "max_cost": _money(max_cost), "max_tokens": max_tokens,
        "dask": dask, "workers": workers, "results": results, "replies": replies,
        "log_file": log_file, "log_text": log_text,
        "again": tuple(state for state in _AGAIN if state in chosen and state != "none"),
    }  # fmt: skip
    if dry_run:
        print(said_before(inputs, output, {**options, "log_file": None}), flush=True)
        raise typer.Exit(OK)
    teller = Teller("none" if quiet else choice(progress, _PROGRESS))
    many = Many(inputs, output, options)
    many.heard, many.told = teller.heard, teller.say
    try:
        teller.begin(many)
        asyncio.run(_run(many, teller))
        tally, flagged = many.tally(), many.table.flagged()  # not every job: there may be a million
        bad = list(islice(many.table.each("failed", "incomplete"), _MOST_BAD + 1))
    finally:
        teller.close()
        many.close()
    print(closing(tally, many.paths["index.html"]), flush=True)
    for sentence in what_is_bad(bad):
        print(sentence, flush=True)
    if many.stop.why is not None:
        raise many.stop.why
    states = tally.states
    if many.stop.asked and states["pending"]:
        raise typer.Exit(INTERRUPTED)
    whole = not (states["failed"] or states["incomplete"] or flagged)
    raise typer.Exit(OK if whole else INCOMPLETE)


async def _run(many: "Many", teller: "Teller") -> None:
    with _interruptible(many, teller):
        async for job in many.run():
            teller.tried(job)


@contextmanager
def _interruptible(many: "Many", teller: "Teller") -> Iterator[None]:
    """Ctrl-C (and a request to terminate): once finishes what is in flight, twice hands it back."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if many.stop.asked:
            teller.say("Stopping now: reports in flight are handed back, replies that arrived are kept.")
            many.stop.now()
        else:
            teller.say("Finishing the reports in flight; once more to stop at once.")
            many.stop.soon()

    with suppress(NotImplementedError):  # a system without such handlers: an interrupt then stops at once
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        with suppress(NotImplementedError):
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)


def closing(tally: "Tally", path: Path) -> str:
    """The closing line: where the results are, what became of the reports, what this run cost."""
    from summarizer.cli.terminal import printable

    said = ", ".join(f"{count:,} {state}" for state, count in tally.states.items() if count) or "no reports"
    used = tally.usage
    kept = f", {used.cached_calls:,} more from the store" if used.cached_calls else ""
    faults = f", {used.faults:,} sent again" if used.faults else ""
    money = f", {tally.cost:f} {tally.currency}" if tally.cost is not None else ""
    return printable(
        f"{path}: {said}; {used.prompt_tokens:,} + {used.completion_tokens:,} tokens "
        f"({used.calls:,} calls{kept}{faults}){money}; {tally.seconds:.1f} s"
    )


def what_is_bad(jobs: "Sequence[Job]") -> Iterator[str]:
    """A line for each report that failed or is incomplete: its state, its name, the reason."""
    from summarizer.cli.terminal import printable

    for job in jobs[:_MOST_BAD]:
        yield printable(f"{job.state}: {job.name}: {job.reason or 'see its brief'}")
    if len(jobs) > _MOST_BAD:
        yield "… and more: index.html names them all."


def said_before(inputs: list[str], output: Path, options: "ManyOptions") -> str:
    """What the run would cost, in words."""
    from summarizer.api.estimate import estimate_many

    found, cost = estimate_many(inputs, output, **options)
    usage = found.usage
    lines = [
        f"{found.reports:,} reports to do: about {usage.calls:,} calls, {usage.prompt_tokens:,} + "
        f"{usage.completion_tokens:,} tokens, what is asked again not counted.",
        f"By estimate, from {found.rehearsed:,} reports put together as they would be sent"
        + (f"; {found.unusable:,} of them cannot be used." if found.unusable else "."),
    ]
    lines.append(
        f"About {cost:.2f} {found.currency} by the price list."
        if cost is not None
        else "No price is known for this model: add [[prices]] to the config file."
    )
    return "\n".join(lines)


def _money(text: str | None) -> Decimal | None:
    try:
        amount = Decimal(text) if text is not None else None
    except InvalidOperation:
        amount = Decimal(-1)
    if amount is not None and not (amount.is_finite() and amount > 0):
        raise UsageError(f"--max-cost {text} is no amount of money: a number such as 2.50 is wanted.")
    return amount
