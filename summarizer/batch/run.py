"""A run over the job table: so many reports at a time, each claimed, done and closed; one never spoils another.

Stops are clean: what is in flight is finished (``Stop.soon``) or handed back (``Stop.now``); a fault that every other
report would meet ends the run, and the jobs in flight are pending again. Nothing here knows how a report is done.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from summarizer.base.errors import ModelError, OutputError, SummarizerError
from summarizer.batch.table import HEARTBEAT, Job, Outcome, Settings, Table
from summarizer.batch.work import ends_the_run

Do = Callable[[Job], Awaitable[Outcome]]
_ATTEMPTS = 3
"""How often a report is tried when the endpoint fails on it though it answers others."""
_MOST_BEGUN = 5
"""How often a report is begun, where the process that does it dies over it."""


@dataclass(slots=True)
class Stop:
    """How a run is told to end; ``why`` is the fault that ended it, None where nobody's fault did."""

    _soon: asyncio.Event = field(default_factory=asyncio.Event)
    _now: asyncio.Event = field(default_factory=asyncio.Event)
    why: SummarizerError | None = None

    def soon(self) -> None:
        """Claim nothing more; reports in flight are finished."""
        self._soon.set()

    def now(self) -> None:
        """Hand back the reports in flight; replies that arrived are kept."""
        self._soon.set()
        self._now.set()

    @property
    def asked(self) -> bool:
        """Whether nothing more is to be claimed."""
        return self._soon.is_set()

    @property
    def at_once(self) -> asyncio.Event:
        """Set when reports in flight are to be handed back."""
        return self._now


async def run(table: Table, settings: Settings, do: Do, *, reports: int, stop: Stop) -> AsyncIterator[Job]:
    """Do the pending jobs of ``settings``, ``reports`` at a time; yields each as it stands after it was tried.

    A job that fails says why and spoils no other. Ends when nothing is pending, or ``stop`` says so; raises OutputError
    where the table itself cannot be used any more.
    """
    async with beating(table):
        async for job in _run(table, settings, do, reports, stop):
            yield job


async def _run(table: Table, settings: Settings, do: Do, reports: int, stop: Stop) -> AsyncIterator[Job]:
    stopping = asyncio.create_task(stop.at_once.wait())
    working: set[asyncio.Task[Job]] = set()
    try:
        while True:
            while not stop.asked and len(working) < reports and (job := table.claim(settings)):
                working.add(asyncio.create_task(_one(job, table, do, stop)))
            if not working:
                return
            await asyncio.wait({*working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if stopping.done():
                await _cancel(working)
            for task in [task for task in working if task.done()]:
                working.discard(task)
                if not task.cancelled():
                    yield task.result()
    finally:
        await _cancel(working)
        stopping.cancel()


@asynccontextmanager
async def beating(table: Table) -> AsyncIterator[None]:
    """Say that this process is alive, and take over from those that are not, for as long as it lasts."""
    table.beat()
    table.take_over()
    task = asyncio.create_task(_beat(table))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _one(job: Job, table: Table, do: Do, stop: Stop) -> Job:
    """The job as it stands after ``do``."""
    if job.attempts > _MOST_BEGUN:
        table.fail(job.id, f"It was begun {job.attempts - 1} times, and each time the process that did it ended first.")
        return table.job(job.id) or job
    try:
        outcome = await do(job)
    except SummarizerError as error:
        if ends_the_run(error):
            stop.why = stop.why or error
            stop.now()
            table.release(job.id, str(error), tried=False)
        elif isinstance(error, ModelError) and job.attempts < _ATTEMPTS:
            table.release(job.id, str(error))
        else:
            table.fail(job.id, str(error))
    except asyncio.CancelledError:
        table.release(job.id, "the run was stopped", tried=False)
        raise
    except Exception as error:  # the program's own fault: said as such, and the other reports go on
        table.fail(job.id, f"the program itself failed ({type(error).__name__}: {error})"[:300])
    else:
        table.finish(job.id, outcome)
    return table.job(job.id) or job


async def _cancel(working: set["asyncio.Task[Job]"]) -> None:
    for task in working:
        task.cancel()
    await asyncio.gather(*working, return_exceptions=True)


async def _beat(table: Table) -> None:
    while True:
        await asyncio.sleep(HEARTBEAT)
        with suppress(OutputError):  # a full disk: whoever works meets it too and says so; the next beat may be heard
            table.beat()
            table.take_over()
