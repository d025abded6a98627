"""One job done: from the report's file to its folder of results."""

import asyncio
import errno
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from summarizer.base.document import Document
from summarizer.base.errors import OutputError, SummarizerError
from summarizer.base.progress import Listener
from summarizer.batch.helpers import loaded
from summarizer.batch.inputs import path_of
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
    ``listener`` each step. With ``helpers`` the report is read and computed in a process of its own.
    Raises InputError for a report that cannot be used, OutputError, ModelError.
    """
    results.check(job.folder)
    genre = profile or load_profile()
    if helpers is not None and content is None:
        place = job.source, job.name
        if line is None:
            asked = (*place, job.folder, tuple(formats), presentation, genre)
            outcome, files = await asyncio.to_thread(helpers.ask, job.name, alone, *asked)
            await asyncio.to_thread(results.put, job.folder, files)
            return cast(Outcome, outcome)
        prepared: whole.Prepared = await asyncio.to_thread(helpers.ask, job.name, prepared_at, *place, genre.headings)
    else:
        prepared = await asyncio.to_thread(_prepared, job, content, genre.headings)
    if line is None:
        report = await whole.ask(prepared, None, listener=listener)
    else:
        async with Client(line.endpoint, line=line, paid=paid) as client:
            report = await whole.ask(prepared, client, listener=listener)
    report = report.model_copy(update={"model": genre.named_in(report.model)})
    return await asyncio.to_thread(_concluded, report, prepared, results, job.folder, formats, presentation)


def prepared_at(source: str, name: str, headings: Headings) -> whole.Prepared:
    """The report at ``source``, read in a child of this process, with its outline and figures."""
    return whole.prepare(loaded(source, name), headings)


def alone(
    source: str, name: str, folder: str, formats: Sequence[str], presentation: Presentation, profile: Profile
) -> tuple[Outcome, Mapping[str, str | bytes]]:
    """The brief of the report at ``source`` without a model: what the table keeps of it, and its files."""
    with profile.in_use():
        prepared = prepared_at(source, name, profile.headings)
        report = asyncio.run(whole.ask(prepared, None))
        report = report.model_copy(update={"model": profile.named_in(report.model)})
        brief = whole.conclude(report, prepared.proof())
        return outcome_of(brief, formats), report_files(brief, prepared.document.text, folder, formats, presentation)


def _prepared(job: Job, content: bytes | Document | None, headings: Headings) -> whole.Prepared:
    if isinstance(content, Document):
        return whole.prepare(content, headings)
    return whole.prepare(read(path_of(job.source) if content is None else content, name=job.name), headings)


def _concluded(
    report: WorkReport,
    prepared: whole.Prepared,
    results: Shelf,
    folder: str,
    formats: Sequence[str],
    presentation: Presentation,
) -> Outcome:
    brief = whole.conclude(report, prepared.proof())
    results.put(folder, report_files(brief, prepared.document.text, folder, formats, presentation))
    return outcome_of(brief, formats)


def outcome_of(brief: Brief, formats: Sequence[str]) -> Outcome:
    """What the table keeps of ``brief``."""
    report = brief.report
    gaps = [f"{gap.part}: {gap.reason}" for gap in report.gaps if gap.part != whole.SOURCE]
    unread = [gap.reason for gap in report.gaps if gap.part == whole.SOURCE]
    shown = next((name for name in ("html", "md") if name in formats), "json")
    told = [*unread, *([f"{len(gaps)} parts without the model's words; {gaps[0]}"] if gaps else [])]
    reason = " ".join(told)[:300]
    about = {"title": report.title.zh, "issuer": report.issuer.zh, "year": report.period, "page": f"brief.{shown}"}
    return Outcome(brief.ledger.counts, len(brief.ledger.unused), reason, about)


def ends_the_run(error: SummarizerError) -> bool:
    """Whether every other report would fail in the same way: a wrong key, a dead endpoint, a full disk."""
    if getattr(error, "for_all", False):
        return True
    cause = error.__cause__
    return isinstance(error, OutputError) and isinstance(cause, OSError) and cause.errno in _FULL
