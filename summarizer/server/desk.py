"""The desk: takes reports in, has them worked on through the batch's job table, and finds what came of them.

Everything that must outlive the process lies in one folder: jobs.sqlite (the table and the reviews), sources/ (what was
handed in, and what was read of it), briefs/ (the results).
"""

import asyncio
import json
import shutil
from collections import OrderedDict
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from summarizer import whole
from summarizer.batch.inputs import folder_name
from summarizer.batch.run import Stop, beating, run
from summarizer.batch.settings import settings_of
from summarizer.batch.shelf import LocalShelf
from summarizer.batch.table import FINISHED, Found, Job, Outcome, Table, key_of
from summarizer.batch.work import do
from summarizer.document import Document
from summarizer.errors import InputError
from summarizer.files import write_atomically
from summarizer.progress import Progress
from summarizer.schema import Brief
from summarizer.server.problems import Problem
from summarizer.server.reading import read_apart
from summarizer.server.reviews import Reviews
from summarizer.server.settings import FORMATS, Site

if TYPE_CHECKING:
    from summarizer.client.line import Line
    from summarizer.store import Store

_DOCUMENT = TypeAdapter(Document)
_IDLE = 1.0  # seconds between two looks at the table: jobs may come from another process
_PAUSE = 15.0  # seconds after a fault that every report would meet
_PREPARED = 8  # reports kept ready for review and for claims


class Desk:
    """One installation at work: ``begin`` starts its workers, ``end`` stops them and hands back what is in flight."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.settings = settings_of(site.endpoint, FORMATS)
        self.table = Table(site.data / "jobs.sqlite")
        self.reviews = Reviews(site.data / "jobs.sqlite")
        self.shelf = LocalShelf(site.data / "briefs")
        self.stages: dict[int, Progress] = {}
        self.trouble = ""
        self.ending = False
        self._line: Line | None = None
        self._store: Store | None = None
        self._stops: list[Stop] = []
        self._workers: list[asyncio.Task[None]] = []
        self._readers = asyncio.Semaphore(site.bounds.readers)
        self._prepared: OrderedDict[str, whole.Prepared] = OrderedDict()
        self._lock = Lock()

    def check_ready(self) -> None:
        """Raise Problem (503) where reports cannot be worked on now."""
        self.table.status()
        if self.ending:
            raise Problem(503, "The service is stopping.")
        if any(worker.done() for worker in self._workers):
            raise Problem(503, "A worker came to its end, which is a fault of the program: start the service again.")
        if self.trouble:
            raise Problem(503, self.trouble)

    # --- taking in ---

    async def take(self, content: bytes, name: str, again: str = "") -> tuple[Job, bool]:
        """The job for ``content``, and whether it is new (or tried anew); ``again`` is an Idempotency-Key.

        Raises InputError for what cannot be read, Problem where the queue is full or the key was another request's.
        """
        digest = sha256(content).hexdigest()
        if again and (known := self.reviews.asked(again)) is not None:
            if known[0] != digest:
                raise Problem(422, "This Idempotency-Key was used for another report: use a new one for each.")
            if (job := self.table.job(known[1])) is not None:
                return job, False
        key = key_of(digest, self.settings)
        old = self.table.find(key)
        if old is not None and old.state not in ("failed", "cancelled"):
            self.reviews.note_asked(again, digest, old.id)
            return old, False
        self._has_room()
        if old is not None:
            self.table.reopen(old.id)
        else:
            async with self._readers:
                document = await asyncio.to_thread(read_apart, content, name, self.site.bounds)
            self._has_room()
            place = self._place(key)
            await asyncio.to_thread(self._keep, place, content, document)
            found = Found(str(place / "source"), name, digest, folder_name(Path(name).stem), len(content))
            old = self.table.job(self.table.enqueue([found], self.settings)[0])
        job = self.table.job(old.id) if old else None
        if job is None:
            raise Problem(409, "The job was removed while it was made; send it again.")
        self.reviews.note_asked(again, digest, job.id)
        return job, True

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

    def prepared(self, job: Job) -> whole.Prepared:
        """The job's report with outline and figures, kept ready for a while."""
        with self._lock:
            if job.key in self._prepared:
                self._prepared.move_to_end(job.key)
                return self._prepared[job.key]
        made = whole.prepare(self.document(job))
        with self._lock:
            self._prepared[job.key] = made
            while len(self._prepared) > _PREPARED:
                self._prepared.popitem(last=False)
        return made

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
        """Start the workers; what another model or version left unfinished is taken out, to be sent again."""
        for job in self.table.each("pending"):
            if job.settings != self.settings:
                self.table.cancel(job.id)
        if self.site.endpoint.place != "none":
            self._open_line()
        self._beating = asyncio.create_task(self._beat())
        self._workers = [asyncio.create_task(self._work()) for _ in range(self.site.reports)]

    def _open_line(self) -> None:
        from summarizer.client.limits import Limits
        from summarizer.client.line import Line
        from summarizer.store import Store

        site = self.site
        limits = Limits(
            calls=site.endpoint.concurrency, requests_a_minute=site.requests_a_minute,
            tokens_a_minute=site.tokens_a_minute, retries=4, patience=120.0,
        )  # fmt: skip
        self._store = Store()
        self._line = Line(site.endpoint, self._store, limits=limits)

    async def _beat(self) -> None:
        async with beating(self.table):
            await asyncio.Event().wait()

    async def _work(self) -> None:
        """One report after the other; a fault that all would meet is told by ``trouble``, and tried again later."""
        while not self.ending:
            stop = Stop()
            self._stops.append(stop)
            try:
                if self.table.status()["pending"]:
                    async for job in run(self.table, self.settings, self._one, reports=1, stop=stop):
                        self.stages.pop(job.id, None)
                        self.trouble = "" if stop.why is None else self.trouble
            except Exception as error:  # the table itself: said by /readyz, and tried again
                stop.why = error if isinstance(error, InputError) else InputError(str(error))
            finally:
                self._stops = [one for one in self._stops if one is not stop]
            if stop.why is not None:
                self.trouble = str(stop.why)
            for _ in range(int(_PAUSE) if stop.why is not None else 1):
                if not self.ending:
                    await asyncio.sleep(_IDLE if stop.why is not None else _IDLE / 4)

    async def _one(self, job: Job) -> Outcome:
        def heard(step: Progress) -> None:
            self.stages[job.id] = step

        heard(Progress("reading", 0, 0))
        document = await asyncio.to_thread(self.document, job)
        heard(Progress("extracting", 0, 0))
        return await do(
            job, self.shelf, FORMATS, self._line, content=document, listener=heard,
            paid=lambda usage: self.table.paid(job.id, usage),
        )  # fmt: skip

    async def end(self) -> None:
        """Claim nothing more; finish what is in flight within the grace, else hand it back; close everything."""
        self.ending = True
        for stop in list(self._stops):
            stop.soon()
        if self._workers:
            _, late = await asyncio.wait(self._workers, timeout=self.site.bounds.grace)
            for stop in list(self._stops):
                stop.now()
            if late:
                await asyncio.wait(late, timeout=5)
            for worker in self._workers:
                worker.cancel()
            self._beating.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.gather(*self._workers, self._beating, return_exceptions=True)
        if self._line is not None:
            await self._line.close()
        if self._store is not None:
            self._store.close()
        self.reviews.close()
        self.table.close()
