"""Many reports: every one briefed or said why not, resumable, nothing paid for twice.

    for job in summarizer.summarize_many("reports/", "briefs/").jobs: ...
    async for job in summarizer.asummarize_many("reports/", "briefs/", model="openai/NAME"): ...

A run stands on a job table (``jobs.sqlite`` beside the results, see :mod:`summarizer.batch.table`); the same call again
goes on where the last one ended.
"""

import os
import time
import warnings
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack

from summarizer.api import steps as api
from summarizer.base.errors import BudgetSpent, OutputError, UsageError
from summarizer.base.progress import Progress
from summarizer.batch.inputs import expand, path_of, survey
from summarizer.batch.log import Log
from summarizer.batch.settings import in_genre, settings_of
from summarizer.batch.shelf import shelf_at
from summarizer.batch.table import Job, State, Table
from summarizer.schema import Usage

if TYPE_CHECKING:
    from summarizer.batch.rehearsal import Estimate
    from summarizer.batch.table import Outcome
    from summarizer.model.client.batch_files import BatchFiles
    from summarizer.model.client.limits import Budget
    from summarizer.model.client.line import Line
    from summarizer.model.registry import Price
    from summarizer.model.settings import Config, Endpoint
    from summarizer.model.store import Store
    from summarizer.renderers.options import Presentation

Inputs = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
"""Where reports lie: a folder, a glob, a file that lists paths, a report; or several of them."""
REPORTS = 4
REPORTS_IN_A_ROUND = 500
PATIENCE = 600.0
_RETRIES = 8
JOBS = "jobs.sqlite"


class ManyOptions(api.ModelOptions, total=False):
    """Options of :func:`summarize_many`, besides those of :class:`summarizer.api.steps.ModelOptions`.

    formats          which files each report gets (default md, html, json)
    presentation     in which languages, how long and on which themes they tell it (default: the usual brief)
    tables           which tables are written over all reports: csv, parquet (with pyarrow)
    reports          reports at a time (default: half as many again as calls, at least 4)
    via              "calls" (one by one), or "batch": the provider's batch files, cheaper and within 24 hours
    poll             seconds between two looks at a provider's batch
    calls            calls at a time (default: what is known of the model)
    patience         seconds the endpoint may leave every call unanswered before the run ends
    results          another place for the reports' folders: a path, or any address of fsspec (s3://…)
    dask             "local", or a scheduler's address (tcp://host:8786): reports as tasks on dask.distributed
    workers          processes of a local cluster
    replies          with dask: where replies are kept for all workers (default: replies/ in the output folder)
    max_cost         money that may be spent in this run, in the currency of the price list
    max_tokens       tokens that may be spent in this run
    log_file         a file that gets a JSON line for each thing that happens; no report text, never a key
    log_text         let report text (names, titles, reasons in full) into the log
    again            states whose jobs are tried once more (default: failed); "incomplete" asks anew what was unusable
    """

    formats: tuple[str, ...]
    presentation: "Presentation"
    tables: tuple[str, ...]
    reports: int | None
    via: Literal["calls", "batch"]
    poll: float
    calls: int | None
    patience: float
    max_cost: Decimal | None
    max_tokens: int | None
    results: str | None
    dask: str | None
    workers: int | None
    replies: str | None
    log_file: Path | str | None
    log_text: bool
    again: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How a run stands: jobs by state, what this run has paid and tried, the money where a price is known."""

    states: dict[State, int]
    usage: Usage
    cost: Decimal | None
    currency: str
    seconds: float
    calls_at_a_time: int = 0
    tried: int = 0

    @property
    def finished(self) -> int:
        """Jobs that need nothing more."""
        return self.total - self.states["pending"] - self.states["running"]

    @property
    def total(self) -> int:
        """All jobs."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class ManyResult:
    """A run that ended: every job of the table, the tally, and ``stopped`` where the run ended before all were done.

    ``jobs`` takes some 3 kB for each; who has a hundred thousand takes them one by one from :func:`asummarize_many`.
    """

    jobs: tuple[Job, ...]
    tally: Tally
    paths: dict[str, Path]
    stopped: str = ""


def summarize_many(inputs: Inputs, output: Path | str, **options: Unpack[ManyOptions]) -> ManyResult:
    """Brief every report of ``inputs`` into a folder of ``output`` each, with tables and a page over all of them.

    Reports that are done already (same content, model, prompts and settings) are left as they are. One that cannot be
    read, or whose words could not be used, is said to be so and spoils no other.

    Raises:
        UsageError: no reports are found, or settings that do not fit together.
        OutputError: the output folder cannot be written to, or the disk is full.
        ModelError: the endpoint refuses every call or is silent; what is done is kept, and a rerun goes on.
    """

    async def whole() -> ManyResult:
        many = Many(inputs, output, options)
        try:
            async for _ in many.run():
                pass
            if many.stop.why is not None:
                raise many.stop.why
            return many.result()
        finally:
            many.close()

    return api.run_to_the_end(whole, "asummarize_many", options)


async def asummarize_many(inputs: Inputs, output: Path | str, **options: Unpack[ManyOptions]) -> AsyncIterator[Job]:
    """:func:`summarize_many` inside a running event loop: yields each job as it stands after it was tried."""
    many = Many(inputs, output, options)
    try:
        async for job in many.run():
            yield job
        if many.stop.why is not None:
            raise many.stop.why
    finally:
        many.close()


@dataclass
class Many:
    """One run: ``enqueue`` finds the reports, ``run`` does them, ``result`` tells. ``stop`` ends it cleanly."""

    inputs: Inputs
    output: Path | str
    options: ManyOptions
    heard: Callable[[Progress], None] | None = None
    told: Callable[[str], None] | None = None
    scratch: Path | None = None
    folder: Path = field(init=False)
    endpoint: "Endpoint" = field(init=False)
    table: Table = field(init=False)
    found: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        from summarizer.batch.results import TABLES
        from summarizer.batch.run import Stop
        from summarizer.extract.prompts import check_templates
        from summarizer.model.settings import load_config
        from summarizer.renderers.options import WHOLE
        from summarizer.schema.profile import load_profile

        self.endpoint = api.endpoint_of(self.options)
        named = self.options.get("config")
        self.config: Config = load_config(Path(named) if named else None)
        self.formats = tuple(self.options.get("formats") or ("md", "html", "json"))
        self.tables = tuple(self.options.get("tables") or ("csv",))
        if unknown := [name for name in self.tables if name not in TABLES]:
            raise UsageError(f"There is no table {unknown[0]!r}: use {', '.join(TABLES)}.")
        self.presentation = self.options.get("presentation") or WHOLE
        self.profile = load_profile(self.options.get("profile"))
        check_templates(self.profile.folder)
        self.settings = in_genre(settings_of(self.endpoint, self.formats, self.presentation), self.profile)
        price = price_of(self.endpoint, self.config)
        self.by_files = self.options.get("via") == "batch"
        self.price = price.batched() if price and self.by_files else price
        if self.by_files and (self.endpoint.place != "remote" or not self.options.get("cache", True)):
            raise UsageError(
                "Batch files need a remote endpoint and the store of replies: no local model, no --no-cache."
            )
        if self.options.get("max_cost") is not None and self.price is None:
            raise UsageError(
                f"No price is known for {self.endpoint.model}: add [[prices]] to the config file, or use --max-tokens."
            )
        self.stop: Stop = Stop()
        self.folder = Path(self.output)
        self.results = shelf_at(self.options.get("results") or self.folder)
        self._used = Usage()
        self._tried = 0
        self._begun = time.monotonic()
        self._line: Line | None = None
        self.budget: Budget | None = None
        files = self._files_meant()  # nothing is written where there is nothing to do
        self.log = self._opened_log()
        self.table = Table((self.scratch or self.folder) / JOBS)
        try:
            self._enqueue(files)
        except BaseException:
            self.table.close()
            raise

    def _opened_log(self) -> Log | None:
        named = self.options.get("log_file")
        secrets = (self.endpoint.key.get_secret_value(),)
        return Log(Path(named), text=self.options.get("log_text", False), secrets=secrets) if named else None

    def _files_meant(self) -> list[Path]:
        given = [self.inputs] if isinstance(self.inputs, str | os.PathLike) else list(self.inputs)
        own = self.folder.resolve()
        return [file for file in expand(given) if own not in file.resolve().parents]

    def _enqueue(self, files: Iterable[Path]) -> None:
        self.table.take_over()
        ids = self.table.enqueue(survey(files, self.table.digests()), self.settings)
        self.found = len(ids)
        self.table.again(self.options.get("again", ("failed",)), self.settings)
        self._redo_what_is_gone()
        self._note("begin", model=self.endpoint.describe(), inputs=self.found, states=self.table.status())

    def _note(self, event: str, **fields: object) -> None:
        if self.log is not None:
            self.log.write(event, **fields)

    def _redo_what_is_gone(self) -> None:
        """A finished report whose record was removed is made anew; from the store, it costs nothing."""
        from summarizer.batch.results import complete

        for job, folder in self.table.finished(self.settings):
            if not complete(self.results, folder):
                self.table.reopen(job)

    async def run(self) -> AsyncIterator[Job]:
        """Do all that is pending; yields each job after it was tried, then writes the tables over all reports."""
        try:
            async for job in self._on_a_cluster() if self.options.get("dask") else self._here():
                self._tried += 1
                self._note_tried(job)
                yield job
        finally:
            self.paths = self._over_all()
            tally = self.tally()
            self._note("end", states=tally.states, usage=tally.usage.model_dump(), cost=str(tally.cost or ""),
                       why=self._said(str(self.stop.why or "")))  # fmt: skip

    async def _here(self) -> AsyncIterator[Job]:
        from summarizer.batch.helpers import Helpers
        from summarizer.batch.run import run
        from summarizer.batch.work import do
        from summarizer.model.store import Store

        store = Store(notify=self._store_failed) if self._asks and self.options.get("cache", True) else None
        line = self._line = self._opened(store)
        helpers = Helpers()

        async def one(job: Job) -> "Outcome":
            with self.profile.in_use():
                return await do(
                    job, self.results, self.formats, line, profile=self.profile, presentation=self.presentation,
                    helpers=helpers, paid=lambda usage: self._paid(job, usage),
                )  # fmt: skip

        try:
            if self.stop.why is None:
                async for job in run(self.table, self.settings, one, reports=self._reports_at_a_time, stop=self.stop):
                    yield job
        finally:
            helpers.close()
            if line is not None:
                await line.close()
            if store is not None:
                store.close()

    async def _on_a_cluster(self) -> AsyncIterator[Job]:
        from summarizer.batch.cluster import Site, run
        from summarizer.model.client.limits import Limits

        if self.options.get("api_key") or self.by_files or not self.options.get("cache", True):
            raise UsageError(
                "With --dask the key is in the workers' environment, replies are kept, and calls are made one by one."
            )
        named, profile = self.options.get("config"), self.options.get("profile")

        def site(workers: int) -> Site:
            calls = self.options.get("calls") or self.endpoint.concurrency * workers
            requests, tokens = self.config.requests_a_minute, self.config.tokens_a_minute
            limits = Limits(
                calls=max(1, calls // workers),
                requests_a_minute=requests and requests / workers,
                tokens_a_minute=tokens and tokens / workers,
                retries=_RETRIES,
                patience=self.options.get("patience") or PATIENCE,
            )
            return Site(
                results=self._far("results", self.folder), replies=self._far("replies", self.folder / "replies"),
                model=self.options.get("model"), base_url=self.options.get("base_url"),
                config=str(named) if named else None, formats=self.formats, limits=limits,
                profile=str(profile) if profile else None, presentation=self.presentation,
            )  # fmt: skip

        async for job in run(
            self.table, self.settings, site, address=self.options.get("dask") or "local",
            workers=self.options.get("workers"), stop=self.stop, paid=self._paid_and_checked,
        ):  # fmt: skip
            yield job

    def _far(self, option: Literal["results", "replies"], default: Path) -> str:
        """An address that means the same on every machine that shares it."""
        given = self.options.get(option)
        return given if given and "://" in given else str(Path(given or default).absolute())

    def _paid_and_checked(self, job: Job, usage: Usage) -> None:
        """On a cluster the budget is looked at between reports: those in flight may still add to it."""
        self._paid(job, usage)
        tally, most = self._used, self.options.get("max_tokens")
        cost, dearest = self.tally().cost, self.options.get("max_cost")
        spent = most is not None and tally.prompt_tokens + tally.completion_tokens >= most
        if spent or (cost is not None and dearest is not None and cost >= dearest):
            self.stop.why = self.stop.why or BudgetSpent("What may be spent is spent; run it again with more to go on.")
            self.stop.soon()

    def _note_tried(self, job: Job) -> None:
        about = {"name": job.name, "title": job.about.get("title", "")} if self.options.get("log_text") else {}
        self._note(
            "report", job=job.id, sha256=job.sha256, state=job.state, reason=self._said(job.reason),
            attempts=job.attempts, usage=job.usage.model_dump(), counts=job.counts.model_dump(), **about,
        )  # fmt: skip

    def _said(self, sentence: str) -> str:
        return self.log.said(sentence) if self.log is not None else sentence

    async def estimate(self) -> "Estimate":
        """What the pending reports would cost, without asking anybody."""
        from summarizer.batch.rehearsal import rehearse

        jobs = self.table.each("pending")
        files = [path_of(job.source) for job in jobs if job.settings == self.settings]
        return await rehearse(files, self.endpoint, self.profile)

    def _over_all(self) -> dict[str, Path]:
        from summarizer.batch.results import write_over_all

        return write_over_all(self.table, self.folder, self.results, self.tables)

    @property
    def _reports_at_a_time(self) -> int:
        """More than calls: a report that is being read or written asks nothing, and another must fill its place."""
        usual = REPORTS_IN_A_ROUND if self.by_files else max(REPORTS, self._calls_at_a_time * 3 // 2)
        return self.options.get("reports") or usual

    @property
    def _calls_at_a_time(self) -> int:
        return self.options.get("calls") or self.endpoint.concurrency

    @property
    def _asks(self) -> bool:
        return self.endpoint.place != "none"

    def _opened(self, store: "Store | None") -> "Line | None":
        if not self._asks:
            return None
        from summarizer.model.client.limits import Budget, Limits
        from summarizer.model.client.line import Line

        limits = Limits(
            calls=self._calls_at_a_time,
            requests_a_minute=self.config.requests_a_minute,
            tokens_a_minute=self.config.tokens_a_minute,
            retries=_RETRIES,
            patience=self.options.get("patience") or PATIENCE,
        )
        self.budget = Budget(
            max_tokens=self.options.get("max_tokens"), max_cost=self.options.get("max_cost"), price=self.price
        )
        again = self.options.get("again", ())
        sender = None
        if self.by_files and store is not None:
            limits = Limits(calls=1_000_000, retries=3)
            sender = self._files(store)
        return Line(
            self.endpoint,
            store,
            limits=limits,
            budget=self.budget,
            listener=self.heard,
            fresh="incomplete" in again,
            sender=sender,
            faulted=lambda fault: self._note("fault", kind=type(fault).__name__, said=self._said(str(fault)[:200])),
        )

    def _files(self, store: "Store") -> "BatchFiles":
        from summarizer.model.client.batch_files import POLL, QUIET, BatchFiles

        mark = sha256(f"{self.settings}\n{self.folder.resolve()}".encode()).hexdigest()[:32]
        return BatchFiles(
            self.endpoint, store, mark=mark, collected=self.table.collected(), done=self.table.collect,
            tell=self._tell, poll=self.options.get("poll") or POLL, quiet=min(QUIET, self.options.get("poll") or POLL),
        )  # fmt: skip

    def _tell(self, sentence: str) -> None:
        self._note("said", said=sentence)
        if self.told is not None:
            self.told(sentence)
        else:
            warnings.warn(sentence, stacklevel=3)

    def _paid(self, job: Job, usage: Usage) -> None:
        self.table.paid(job.id, usage)
        self._used = self._used.plus(usage)
        self._note("reply", job=job.id, **usage.model_dump())
        if self.heard is not None:
            self.heard(Progress("model", self._used.calls, 0))

    def _store_failed(self, sentence: str) -> None:
        """Replies that cannot be kept would be paid for twice: the run ends, unless a fresh store was begun."""
        if "set aside" in sentence:
            self._tell(sentence)
            return
        self.stop.why = self.stop.why or OutputError(
            f"{sentence.rstrip('.')}; a batch would pay for them again. Make room or set XDG_DATA_HOME, or --no-cache."
        )
        self.stop.now()

    def tally(self) -> Tally:
        """How the run stands."""
        cost = self.price.of(self._used.prompt_tokens, self._used.completion_tokens) if self.price else None
        currency = self.price.currency if self.price else ""
        pace = self._line.pace.at_a_time if self._line else 0
        return Tally(self.table.status(), self._used, cost, currency, time.monotonic() - self._begun, pace, self._tried)

    def result(self) -> ManyResult:
        """All jobs and the tally."""
        why = str(self.stop.why) if self.stop.why else ("the run was stopped" if self.stop.asked else "")
        return ManyResult(tuple(self.table.each()), self.tally(), self.paths, why)

    def close(self) -> None:
        """Close the table; jobs still in flight are pending again."""
        self.table.close()
        if self.log is not None:
            self.log.close()


def price_of(endpoint: "Endpoint", config: "Config") -> "Price | None":
    """What the model costs, by the price list of the registry and the config file; None where it is not listed."""
    registry = config.registry()
    prefixed = [f"{one.prefix}/{endpoint.model}" for one in registry.providers if one.base_url == endpoint.base_url]
    return registry.price(*prefixed, endpoint.model)
