"""Many machines: each report a task on dask.distributed.

The job table stays with the one who starts the run; it claims, hands out a window of tasks, and closes each as it comes
back. A task carries the report's bytes, never a key: a worker reads the endpoint's key from its own environment, and
refuses a task whose model or prompts are not its own. What a task writes (results, replies) is idempotent, so a task
that dask gives to another worker, because the first was lost, does no harm and asks nothing again that was answered.

Needs the extra ``cluster``.
"""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from summarizer.base.errors import ModelError, SummarizerError, UsageError
from summarizer.batch.inputs import path_of
from summarizer.batch.run import Stop, beating
from summarizer.batch.settings import in_genre, settings_of
from summarizer.batch.shelf import SharedReplies, shelf_at
from summarizer.batch.table import Job, Outcome, Table
from summarizer.batch.work import do, ends_the_run
from summarizer.model.client.limits import Limits
from summarizer.model.settings import load_config, resolve
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.schema import Usage
from summarizer.schema.profile import load_profile

THREADS = 8
"""Reports at a time on a worker of a local cluster: more than its calls at a time, so that these are kept busy."""
TASKS_FOR_A_THREAD = 2
_RETRIES = 2  # a task whose worker was lost; dask itself counts how often


@dataclass(frozen=True, slots=True)
class Site:
    """What all tasks of a run share: where they write, whom they ask, how fast. Nothing secret."""

    results: str
    replies: str
    model: str | None
    base_url: str | None
    config: str | None
    formats: tuple[str, ...]
    limits: Limits
    profile: str | None = None
    presentation: Presentation = WHOLE


@dataclass(frozen=True, slots=True)
class Task:
    """One report for a worker."""

    job: Job
    content: bytes
    site: Site


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a task: an outcome, or a fault in a sentence; ``for_all`` where every task would meet it."""

    usage: Usage
    worker: str
    outcome: Outcome | None = None
    fault: str = ""
    for_all: bool = False
    model_fault: bool = False


# --- on a worker ----------------------------------------------------------------------------------------------------


def work(task: Task) -> Done:
    """Do one report; never raises what belongs to it, so that dask does not take it for the worker's fault."""
    from distributed import get_worker

    name = str(get_worker().address)
    spent: list[Usage] = []
    try:
        bench = _bench(task.site)
        if bench.settings != task.job.settings:
            fault = "A worker has another model, profile or version, or other prompts, than the run's starter."
            return Done(Usage(), name, fault=fault, for_all=True)
        outcome = bench.run(bench.do(task, spent.append))
    except SummarizerError as error:
        return Done(_sum(spent), name, None, str(error), ends_the_run(error), isinstance(error, ModelError))
    except Exception as error:
        return Done(_sum(spent), name, None, f"the program itself failed ({type(error).__name__}: {error})"[:300])
    return Done(_sum(spent), name, outcome)


def _sum(spent: list[Usage]) -> Usage:
    total = Usage()
    for one in spent:
        total = total.plus(one)
    return total


class _Bench:
    """One for each worker process: a loop of its own, and one line that all its tasks share."""

    def __init__(self, site: Site) -> None:
        config = load_config(Path(site.config) if site.config else None)
        self.endpoint = resolve(site.model, site.base_url, config=config)
        self._profile = load_profile(site.profile)
        self.settings = in_genre(settings_of(self.endpoint, site.formats, site.presentation), self._profile)
        self._results = shelf_at(site.results)
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._line: Any = None
        if self.endpoint.place != "none":
            self._line = self.run(self._opened(site))

    async def _opened(self, site: Site) -> Any:
        from summarizer.model.client.line import Line

        return Line(self.endpoint, SharedReplies(site.replies), limits=site.limits)

    def run(self, work: Awaitable[Any]) -> Any:
        """The result of ``work``, done in this process's loop."""
        return asyncio.run_coroutine_threadsafe(_awaited(work), self._loop).result()

    async def do(self, task: Task, paid: Callable[[Usage], None]) -> Outcome:
        """One report."""
        with self._profile.in_use():
            return await do(
                task.job, self._results, task.site.formats, self._line, profile=self._profile, paid=paid,
                content=task.content, presentation=task.site.presentation,
            )  # fmt: skip


async def _awaited(work: Awaitable[Any]) -> Any:
    return await work


_making = threading.Lock()


def _bench(site: Site) -> _Bench:
    with _making:
        return _made(site)


@cache
def _made(site: Site) -> _Bench:
    return _Bench(site)


# --- where the run is started -----------------------------------------------------------------------------------------


async def run(
    table: Table,
    settings: str,
    site_for: Callable[[int], Site],
    *,
    address: str,
    workers: int | None = None,
    stop: Stop,
    paid: Callable[[Job, Usage], None],
) -> AsyncIterator[Job]:
    """Do the pending jobs of ``settings`` on the cluster at ``address`` ("tcp://host:8786", or "local").

    ``site_for`` gets the number of workers, among which limits are divided. Yields each job as it stands after it was
    tried. A scheduler that is started again soon is waited for. Raises UsageError where dask is missing or the address
    does not answer, ModelError where the scheduler is lost; jobs that were out are pending again.
    """
    try:
        dask: Any = import_module("distributed")
    except ImportError as error:
        raise UsageError("--dask needs dask.distributed: pip install 'summarizer[cluster]'.") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told in our own words
    async with AsyncExitStack() as stack:
        try:
            if address == "local":
                cluster = dask.LocalCluster(
                    n_workers=workers, threads_per_worker=THREADS, processes=True, dashboard_address="127.0.0.1:0",
                    asynchronous=True, silence_logs=50,
                )  # fmt: skip
                await stack.enter_async_context(cluster)
                client = await stack.enter_async_context(dask.Client(cluster, asynchronous=True))
            else:
                client = await stack.enter_async_context(dask.Client(address, asynchronous=True, timeout=15))
            await client.wait_for_workers(1, timeout=60)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(f"No dask scheduler with a worker answers at {address}: {error}.") from error
        workers_now: dict[str, int] = await client.nthreads()
        threads, site = sum(workers_now.values()), site_for(max(1, len(workers_now)))
        await stack.enter_async_context(beating(table))
        out: dict[Any, Job] = {}
        try:
            while True:
                while not stop.asked and len(out) < TASKS_FOR_A_THREAD * max(1, threads):
                    job = table.claim(settings)
                    if job is None:
                        break
                    task = _task(job, site, table)
                    if task is None:
                        yield table.job(job.id) or job
                        continue
                    key = f"summarizer-{job.key}-{job.attempts}"
                    out[client.submit(work, task, key=key, retries=_RETRIES, pure=False)] = job
                if not out or stop.at_once.is_set():
                    return
                await _some_done(dask, out)
                for future in [one for one in out if one.done() and not one.cancelled()]:
                    yield await _closed(table, out.pop(future), future, stop, paid)
                if client.status != "running" or any(one.cancelled() for one in out):
                    for job in out.values():
                        table.release(job.id, "the scheduler was lost")
                    out.clear()
                    await _back(client, address)
        finally:
            for job in out.values():
                table.release(job.id, "the run was stopped")


async def _some_done(dask: Any, futures: Collection[Any]) -> None:
    """Wait until one of ``futures`` is done, for a second at most; a lost connection ends it, and cancels them all."""
    try:
        await dask.wait(list(futures), return_when="FIRST_COMPLETED", timeout=1)
    except TimeoutError:
        pass
    except Exception:
        if not any(one.cancelled() for one in futures):
            raise


async def _back(client: Any, address: str) -> None:
    """Wait for a scheduler that is started again, as long as dask itself tries; raises ModelError where none comes."""
    while client.status == "connecting":
        await asyncio.sleep(0.1)
    try:
        if client.status == "running":
            await client.wait_for_workers(1, timeout=60)
            return
    except (OSError, TimeoutError):
        pass
    raise ModelError(f"The scheduler at {address} was lost; run it again to go on with the rest.")


def _task(job: Job, site: Site, table: Table) -> Task | None:
    try:
        return Task(job, path_of(job.source).read_bytes(), site)
    except OSError as error:
        table.fail(job.id, f"{job.name} cannot be read: {error.strerror or error}.")
        return None


async def _closed(table: Table, job: Job, future: Any, stop: Stop, paid: Callable[[Job, Usage], None]) -> Job:
    """The job as it stands when its task has come back."""
    try:
        done: Done = await future
    except Exception as error:  # dask's own: the task's workers died too often, or the scheduler is gone
        table.fail(job.id, f"its workers were lost ({type(error).__name__})")
        return table.job(job.id) or job
    paid(job, done.usage)
    if done.outcome is not None:
        table.finish(job.id, done.outcome)
    elif done.for_all:
        fault = ModelError(done.fault)
        stop.why = stop.why or fault
        stop.now()
        table.release(job.id, done.fault)
    elif done.model_fault and job.attempts < 3:
        table.release(job.id, done.fault)
    else:
        table.fail(job.id, done.fault)
    return table.job(job.id) or job
