"""The desk: takes reports in, has them worked on through the batch's job table, and finds what came of them.

Everything that must outlive the process lies in one folder: jobs.sqlite (the table and the reviews), sources/ (what was
handed in, and what was read of it), briefs/ (the results).
"""

import asyncio
import json
import shutil
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from summarizer.base.document import Document
from summarizer.base.errors import InputError, ModelError
from summarizer.base.files import write_atomically
from summarizer.base.progress import Progress
from summarizer.batch.helpers import Helpers
from summarizer.batch.inputs import folder_name
from summarizer.batch.run import Stop, beating, run
from summarizer.batch.shelf import LocalShelf
from summarizer.batch.table import FINISHED, Found, Job, Outcome, Table, key_of
from summarizer.batch.work import do
from summarizer.schema import Brief
from summarizer.server.going import CANCELLED, Going
from summarizer.server.orders import Menu, Order, ordered
from summarizer.server.problems import Problem
from summarizer.server.reviews import Reviews
from summarizer.server.settings import Site
from summarizer.server.workers import Workers

if TYPE_CHECKING:
    from summarizer.model.client.line import Line
    from summarizer.model.store import Store

_DOCUMENT = TypeAdapter(Document)
_IDLE = 0.25  # seconds between two looks at the table: jobs may come from another process
_PATIENCE = 120.0  # seconds that an endpoint may be silent to all calls; an embedded model on a busy machine more
_PAUSE = 15.0  # seconds after a fault that every report would meet


class Desk:
    """One installation at work: ``begin`` starts its workers, ``end`` stops them and hands back what is in flight."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.menu = Menu(site.models)
        self.table = Table(site.data / "jobs.sqlite")
        self.reviews = Reviews(site.data / "jobs.sqlite")
        self.shelf = LocalShelf(site.data / "briefs")
        self.readers = Workers(site.bounds.readers, site.bounds.waiting, site.bounds.wall)
        self.checkers = Workers(site.checkers, site.bounds.checks, site.bounds.checking, site.bounds.room)
        self.helpers = Helpers(site.reports * len(site.models), site.bounds.working, site.bounds.room)
        self.stages: dict[int, Progress] = {}
        self.trouble: dict[str, str] = {}  # why a model's reports wait
        self.ending = False
        self._going: dict[int, Going] = {}
        self._lines: dict[str, Line] = {}
        self._store: Store | None = None
        self._stops: list[Stop] = []
        self._workers: list[asyncio.Task[None]] = []
        self._thread: threading.Thread | None = None
        self._tell_end: Callable[[], object] = lambda: None

    def check_ready(self) -> None:
        """Raise Problem (503) where reports cannot be worked on now."""
        self.table.status()
        if self.ending:
            raise Problem(503, "The service is stopping.")
        fallen = self._thread is not None and not self._thread.is_alive()
        if fallen or any(worker.done() for worker in self._workers):
            raise Problem(503, "A worker came to its end, which is a fault of the program: start the service again.")
        if why := self.trouble.get(self.menu.usual):
            raise Problem(503, why)

    # --- taking in ---

    def order_of(self, job: Job) -> Order:
        """What ``job`` is made with."""
        return self.menu.served(job.settings) or ordered(job.settings)

    async def take(self, content: bytes, name: str, order: Order, again: str = "") -> tuple[Job, bool]:
        """The job for ``content`` in this ``order``, and whether it is new (or tried anew).

        ``again`` is an Idempotency-Key. Raises InputError for what cannot be read, Problem where the queue is full or
        the key was another request's.
        """
        digest, settings = sha256(content).hexdigest(), self.menu.settings(order)
        key = key_of(digest, settings)
        if again and (known := self.reviews.asked(again)) is not None:
            if known[0] != key:
                raise Problem(
                    409, "This Idempotency-Key was used for another report or other settings: use a new one for each."
                )
            if (job := self.table.job(known[1])) is not None:
                return job, False
        old = self.table.find(key)
        if old is not None and old.state not in ("failed", "cancelled"):
            self.reviews.note_asked(again, key, old.id)
            return old, False
        self._has_room()
        if old is not None:
            self.table.reopen(old.id)
        else:
            document = await self.read(content, name)
            self._has_room()
            place = self._place(key)
            await asyncio.to_thread(self._keep, place, content, document)
            found = Found(str(place / "source"), name, digest, folder_name(Path(name).stem), len(content))
            old = self.table.job(self.table.enqueue([found], settings)[0])
        job = self.table.job(old.id) if old else None
        if job is None:
            raise Problem(409, "The job was removed while it was made; send it again.")
        self.reviews.note_asked(again, key, job.id)
        return job, True

    async def read(self, content: bytes, name: str, *, chinese: bool = True) -> bytes:
        """The document in ``content`` as JSON, read in a process of its own; raises InputError, Problem."""
        return (await self.readers.ask(self.bounded("read", name) | {"chinese": chinese}, content))[1]

    def bounded(self, do: str, name: str = "") -> dict[str, Any]:
        """A task for a worker, with what it may use."""
        bounds = self.site.bounds
        return {
            "do": do, "name": name, "memory": bounds.memory, "cpu": bounds.cpu, "text": bounds.text,
            "pages": bounds.pages,
        }  # fmt: skip

    def about(self, do: str, job: Job) -> dict[str, Any]:
        """A task for a worker, about the report of ``job``."""
        return self.bounded(do, job.name) | {"document": str(self._place(job.key) / "document.json")}

    def _has_room(self) -> None:
        status = self.table.status()
        if self.ending:
            raise Problem(503, "The service is stopping; send it again in a moment.", {"Retry-After": "10"})
        if status["pending"] >= self.site.bounds.waiting:
            raise Problem(
                429, f"{status['pending']} reports are waiting, which is all that is taken; try again later.",
                {"Retry-After": "30"},
            )  # fmt: skip

    def _place(self, key: str) -> Path:
        return self.site.data / "sources" / key

    @staticmethod
    def _keep(place: Path, content: bytes, document: bytes) -> None:
        write_atomically(place / "source", content)
        write_atomically(place / "document.json", document)

    # --- finding ---

    def job(self, number: int) -> Job:
        """The job of that number; raises Problem (404)."""
        job = self.table.job(number)
        if job is None:
            raise Problem(404, f"There is no brief {number}.")
        return job

    def document(self, job: Job) -> Document:
        """What was read of the job's report; raises InputError where its files are gone."""
        try:
            return _DOCUMENT.validate_python(json.loads((self._place(job.key) / "document.json").read_bytes()))
        except (OSError, ValueError) as error:
            raise InputError(f"What was read of {job.name} is gone: send the report again.") from error

    def finished(self, number: int) -> Job:
        """The job of that number, done; raises Problem where it is not (409), or there is none (404)."""
        job = self.job(number)
        if job.state not in FINISHED:
            why = f": {job.reason}" if job.reason else ""
            raise Problem(409, f"The brief is not there yet: it is {job.state}{why}.")
        return job

    def file(self, job: Job, name: str) -> bytes:
        """A result's file; raises Problem (404)."""
        try:
            with self.shelf.open(job.folder, name) as file:
                return file.read()
        except OSError:
            raise Problem(404, f"{name} of this brief is gone; delete it and send the report again.") from None

    def brief(self, job: Job) -> Brief:
        """The brief as it was made."""
        try:
            return Brief.model_validate_json(self.file(job, "brief.json"))
        except ValidationError as error:
            raise InputError("brief.json of this brief is damaged; delete it and send the report again.") from error

    async def cancel(self, number: int) -> None:
        """Take a job out that waits or is worked on here; raises Problem where it is finished, or elsewhere (409)."""
        job = self.job(number)
        if job.state == "running":
            going = self._going.get(number)
            if going is None:
                raise Problem(409, "Another process works on this report: cancel it there, or wait for its end.")
            going.withdraw(CANCELLED)
            await going.left()
        elif job.state != "pending" or not self.table.cancel(number, CANCELLED):
            raise Problem(409, f"There is nothing to cancel: the report is {self.job(number).state}.")

    def retry(self, number: int) -> Job:
        """The job, pending once more; raises Problem where it is not to be tried anew (409), or the queue is full."""
        job = self.job(number)
        if self.menu.served(job.settings) is None:
            raise Problem(409, "It was made with another model, version or prompts: send the report again.")
        if job.state not in ("failed", "cancelled", "incomplete"):
            raise Problem(409, f"There is nothing to try anew: the report is {job.state}.")
        self._has_room()
        self.table.reopen(number)
        return self.job(number)

    def remove(self, number: int) -> None:
        """Forget a job with all its files; raises Problem where it is being worked on (409), or there is none (404)."""
        job = self.job(number)
        if not self.table.remove(number):
            raise Problem(409, "The report is being worked on; remove it when that is done.", {"Retry-After": "5"})
        self.reviews.forget(number)
        for place in (self._place(job.key), self.shelf.root / job.folder):
            shutil.rmtree(place, ignore_errors=True)

    # --- at work ---

    async def begin(self) -> None:
        """Start the workers; what another model or version left unfinished is taken out, to be sent again.

        Where another service works on the same table, what waits may be its own, and stays.
        """
        self.table.take_over()
        for job in () if self.table.shared() else self.table.each("pending"):
            if self.menu.served(job.settings) is None:
                self.table.cancel(job.id, "It was to be made with another model, version or prompts: send it again.")
        begun = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(begun,), name="desk", daemon=True)
        self._thread.start()
        await asyncio.to_thread(begun.wait)

    def _run(self, begun: threading.Event) -> None:
        try:
            asyncio.run(self._all_work(begun))
        finally:
            begun.set()

    async def _all_work(self, begun: threading.Event) -> None:
        """All that is done on reports, in a thread and an event loop of its own: requests are answered beside it."""
        loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        self._tell_end = lambda: loop.call_soon_threadsafe(self._end_of_work)
        async with beating(self.table):
            workers = [
                asyncio.create_task(self._work(model)) for model in self.menu.models for _ in range(self.site.reports)
            ]
            self._workers = workers
            begun.set()
            await self._ended.wait()
            _, late = await asyncio.wait(workers, timeout=self.site.bounds.grace)
            for stop in list(self._stops):
                stop.now()
            if late:
                await asyncio.wait(late, timeout=5)
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
        for line in self._lines.values():
            await line.close()

    def _end_of_work(self) -> None:
        for stop in list(self._stops):
            stop.soon()
        self._ended.set()

    def _line(self, model: str) -> "Line | None":
        """The line to ``model``, opened when first needed; None where no model is asked."""
        from summarizer.model.client.limits import Limits
        from summarizer.model.client.line import Line
        from summarizer.model.store import Store

        site, endpoint = self.site, self.site.models[model]
        if endpoint.place == "none":
            return None
        if model not in self._lines:
            limits = Limits(
                calls=endpoint.concurrency, requests_a_minute=site.requests_a_minute,
                tokens_a_minute=site.tokens_a_minute, retries=4, patience=max(_PATIENCE, endpoint.timeout),
            )  # fmt: skip
            self._store = self._store or Store()
            self._lines[model] = Line(endpoint, self._store, limits=limits)
        return self._lines[model]

    async def _hang_up(self, model: str) -> None:
        """Close the line to ``model``, which remembers that it was refused; the next report opens another."""
        line = self._lines.pop(model, None)
        if line is not None:
            await line.close()

    def _next(self, model: str) -> list[str]:
        """The settings of the reports that wait for ``model``."""
        orders = ((settings, self.menu.served(settings)) for settings in self.table.waiting())
        return [settings for settings, order in orders if order is not None and order.model == model]

    async def _work(self, model: str) -> None:
        """One report of ``model`` after the other, in the order they came.

        A fault that all of them would meet is told by ``trouble``, and they are tried again later. Each model has
        workers of its own: no report waits for another model's fault. A report whose end could not be written down (a
        full disk) is handed back as soon as the table takes it.
        """
        begun: list[int] = []

        async def one(job: Job) -> Outcome:
            begun.append(job.id)
            return await self._one(job)

        while not self.ending:
            stop = Stop()
            self._stops.append(stop)
            done = False
            try:
                while begun:
                    self.table.release(begun[-1], tried=False)
                    begun.pop()
                if settings := self._next(model):
                    async for job in run(self.table, settings, one, reports=1, stop=stop):
                        begun.clear()
                        self.stages.pop(job.id, None)
                        self._left(job)
                        done = True
                        stop.soon()  # one at a time: what came first is done first, whatever its settings
            except Exception as error:  # the table itself: said by /readyz, and tried again
                stop.why = error if isinstance(error, InputError) else InputError(str(error))
            finally:
                self._stops = [kept for kept in self._stops if kept is not stop]
            if stop.why is not None:
                self.trouble[model] = str(stop.why)
                if isinstance(stop.why, ModelError):
                    await self._hang_up(model)
            elif done:
                self.trouble.pop(model, None)
            pause = _PAUSE if stop.why is not None else 0.0 if done else _IDLE
            until = time.monotonic() + pause
            while not self.ending and time.monotonic() < until:
                await asyncio.sleep(_IDLE)

    def _left(self, job: Job) -> None:
        """What was withdrawn while it was worked on is taken out of the table."""
        going = self._going.pop(job.id, None)
        if going is not None:
            if going.why == CANCELLED:
                self.table.cancel(job.id, CANCELLED)
            going.close()

    async def _one(self, job: Job) -> Outcome:
        """The brief of ``job``; raises InputError where it was cancelled, or takes longer than a brief may."""
        going = self._going[job.id] = Going(asyncio.create_task(self._made(job)), self.site.bounds.making)
        return await going.outcome()

    async def _made(self, job: Job) -> Outcome:
        def heard(step: Progress) -> None:
            self.stages[job.id] = step

        order = self.order_of(job)
        heard(Progress("reading", 0, 0))
        document = await asyncio.to_thread(self.document, job)
        heard(Progress("extracting", 0, 0))
        return await do(
            job, self.shelf, order.formats, self._line(order.model), content=document, listener=heard,
            paid=lambda usage: self.table.paid(job.id, usage), presentation=order.presentation, helpers=self.helpers,
        )  # fmt: skip

    async def end(self) -> None:
        """Claim nothing more; finish what is in flight within the grace, else hand it back; close everything."""
        self.ending = True
        if self._thread is not None:
            self._tell_end()
            await asyncio.to_thread(self._thread.join)
        if self._store is not None:
            self._store.close()
        self.readers.close()
        self.checkers.close()
        self.helpers.close()
        self.reviews.close()
        self.table.close()
