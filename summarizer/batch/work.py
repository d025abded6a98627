"""One job done: from the report's file to its folder of results."""

import asyncio
import errno
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from summarizer.base.document import Document
from summarizer.base.errors import OutputError, SummarizerError
from summarizer.base.progress import Listener, Progress
from summarizer.batch.helpers import loaded
from summarizer.batch.inputs import content_of, path_of
from summarizer.batch.results import report_files
from summarizer.batch.shelf import Shelf
from summarizer.batch.table import Job, Outcome
from summarizer.model.client import Client
from summarizer.outline.cues import Headings
from summarizer.pipeline import whole
from summarizer.readers import read
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.schema import Brief, Usage, WorkReport
from summarizer.schema.profile import Profile, load_profile

if TYPE_CHECKING:
    from summarizer.batch.helpers import Helpers
    from summarizer.model.client.line import Line

Given = str | bytes | Document
"""A report: its place, its bytes, or what was read of it."""
Files = Mapping[str, str | bytes]
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


async def do(
    job: Job,
    results: Shelf,
    formats: Sequence[str],
    line: "Line | None",
    *,
    profile: Profile | None = None,
    paid: Callable[[Usage], None] = lambda _: None,
    content: bytes | Document | None = None,
    listener: Listener | None = None,
    presentation: Presentation = WHOLE,
    helpers: "Helpers | None" = None,
) -> Outcome:
    """Make the brief of ``job`` and write its files; what computes runs in threads.

    ``profile`` is the genre of the report (default: the usual one), which the caller has in use. ``content`` is the
    report, or what was read of it elsewhere, where it is not read from its place; ``paid`` hears what each reply cost,
    ``listener`` each step. With ``helpers`` all that computes does so in processes, which are killed where they take
    too long or too much, or the caller's task is cancelled.
    Raises InputError for a report that cannot be used, OutputError, ModelError.
    """
    results.check(job.folder)
    genre = profile or load_profile()
    report_of: Given = job.source if content is None else content
    shown = tuple(formats), presentation
    if line is None and helpers is not None:
        made = await helpers.asked(job.name, alone, report_of, job.name, job.folder, *shown, genre)
        return await _put(made, results, job.folder)
    prepared: whole.Prepared = await _worked(
        helpers, job.name, prepared_of, report_of, job.name, genre.headings, helpers is not None
    )
    if line is None:
        report = await whole.ask(prepared, None, listener=listener)
    else:
        async with Client(line.endpoint, line=line, paid=paid) as client:
            report = await whole.ask(prepared, client, listener=listener)
    report = report.model_copy(update={"model": genre.named_in(report.model)})
    if listener is not None:
        listener(Progress("verifying", 0, 0))
    return await _put(
        await _worked(helpers, job.name, concluded, report, prepared, job.folder, *shown), results, job.folder
    )


async def _worked(helpers: "Helpers | None", name: str, work: Callable[..., Any], *given: Any) -> Any:
    """What ``work`` makes of ``given``, in a helper or, without any, in a thread."""
    if helpers is None:
        return await asyncio.to_thread(work, *given)
    return await helpers.asked(name, work, *given)


async def _put(made: tuple[Outcome, Files], results: Shelf, folder: str) -> Outcome:
    outcome, files = made
    await asyncio.to_thread(results.put, folder, files)
    return outcome


def prepared_of(given: Given, name: str, headings: Headings, bounded: bool = True) -> whole.Prepared:
    """The report ``given``, by its place, its bytes or what was read of it, with its outline and figures.

    What is ``bounded`` is read in a child of this process.
    """
    if isinstance(given, Document):
        return whole.prepare(given, headings)
    if isinstance(given, str) and bounded:
        return whole.prepare(loaded(given, name), headings)
    content = content_of(path_of(given), name) if isinstance(given, str) else given
    return whole.prepare(read(content, name=name), headings)


def alone(
    given: Given, name: str, folder: str, formats: Sequence[str], presentation: Presentation, profile: Profile
) -> tuple[Outcome, Files]:
    """The brief of the report ``given`` without a model: what the table keeps of it, and its files."""
    with profile.in_use():
        prepared = prepared_of(given, name, profile.headings)
        report = asyncio.run(whole.ask(prepared, None))
        report = report.model_copy(update={"model": profile.named_in(report.model)})
        return concluded(report, prepared, folder, formats, presentation)


def concluded(
    report: WorkReport, prepared: whole.Prepared, folder: str, formats: Sequence[str], presentation: Presentation
) -> tuple[Outcome, Files]:
    """The verified brief of ``report``: what the table keeps of it, and its files."""
    brief = whole.conclude(report, prepared.proof())
    return outcome_of(brief, formats), report_files(brief, prepared.document.text, folder, formats, presentation)


def outcome_of(brief: Brief, formats: Sequence[str]) -> Outcome:
    """What the table keeps of ``brief``."""
    report = brief.report
    gaps = [f"{gap.part}: {gap.reason}" for gap in report.gaps if gap.part != whole.SOURCE]
    unread = [gap.reason for gap in report.gaps if gap.part == whole.SOURCE]
    shown = next((name for name in ("html", "md") if name in formats), "json")
    told = [*unread, *([f"{len(gaps)} parts without the model's words; {gaps[0]}"] if gaps else [])]
    reason = " ".join(told)[:300]
    about = {"title": report.title.zh, "issuer": report.issuer.zh, "year": report.period, "page": f"brief.{shown}"}
    about |= {f"{name}_en": said.en for name in ("title", "issuer") if (said := getattr(report, name)).en}
    return Outcome(brief.ledger.counts, len(brief.ledger.unused), reason, about)


def ends_the_run(error: SummarizerError) -> bool:
    """Whether every other report would fail in the same way: a wrong key, a dead endpoint, a full disk."""
    if getattr(error, "for_all", False):
        return True
    cause = error.__cause__
    return isinstance(error, OutputError) and isinstance(cause, OSError) and cause.errno in _FULL
