"""The job table: every report to be worked on, and what became of it, in one sqlite file beside the results.

WAL mode, so that several processes work on one table. A job is claimed by one statement, so that no two get it; who
has claimed it says that it is alive by a counter that grows. A process that died (its number is gone on this machine,
or its counter stands still for ``LEASE`` seconds of the watcher's own monotonic clock, so that a clock that jumps
changes nothing) loses its jobs to the others. The work itself is idempotent: what was paid for is in the store of
replies, results are written whole, and only the owner of a claim can close it.

    pending ─claim→ running ─finish→ done | incomplete        running ─release→ pending
                            ─fail→   failed                   any but running ─cancel→ cancelled
"""

import json
import sqlite3
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

from summarizer.base.database import open_database, transaction
from summarizer.base.errors import OutputError
from summarizer.batch.owner import is_gone, this_process
from summarizer.schema import Counts, Usage

State = Literal["pending", "running", "done", "incomplete", "failed", "cancelled"]
STATES: tuple[State, ...] = get_args(State)
Settings = str | Collection[str]
"""What jobs are to be made with: one line of JSON (see batch/settings.py), or any of several."""
FINISHED: tuple[State, ...] = ("done", "incomplete")
LEASE = 60.0
"""Seconds without a heartbeat after which a process elsewhere is taken for dead."""
HEARTBEAT = 5.0
"""Seconds between heartbeats."""

_VERSION = 1
_FEW = 100  # inputs that are looked up one by one
_USAGE = tuple(Usage.model_fields)
_COUNTS = tuple(Counts.model_fields)
_CREATE = f"""
CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    settings TEXT NOT NULL,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    folder TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL,
    started TEXT NOT NULL DEFAULT '',
    finished TEXT NOT NULL DEFAULT '',
    {"".join(f"{name} INTEGER NOT NULL DEFAULT 0, " for name in (*_USAGE, *_COUNTS, "unused", "flagged"))}
    about TEXT NOT NULL DEFAULT '{{}}'
);
CREATE INDEX IF NOT EXISTS by_state ON jobs (state, settings, id);
CREATE TABLE IF NOT EXISTS inputs (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, sha256 TEXT NOT NULL,
    job INTEGER NOT NULL REFERENCES jobs (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_job ON inputs (job);
CREATE TABLE IF NOT EXISTS owners (owner TEXT PRIMARY KEY, beat INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS collected (batch TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Job:
    """One report to be worked on, as the table has it.

    ``key`` is the digest of content and settings; ``settings`` is the JSON of everything that decides the result
    (model, endpoint, prompts, formats); ``source`` is where the report lies, ``folder`` the name of its results'
    folder; ``usage`` is what was paid over all attempts; ``counts`` and ``unused`` are the ledger's. ``flagged`` is 1
    where a reader must look (something rejected). ``about`` is title, issuer and period of a finished report.
    """

    id: int
    key: str
    sha256: str
    settings: str
    name: str
    source: str
    folder: str
    state: State
    reason: str = ""
    owner: str = ""
    attempts: int = 0
    created: str = ""
    started: str = ""
    finished: str = ""
    usage: Usage = field(default_factory=Usage)
    counts: Counts = field(default_factory=Counts)
    unused: int = 0
    flagged: bool = False
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a finished report came to; ``reason`` says what is missing where it is incomplete."""

    counts: Counts = field(default_factory=Counts)
    unused: int = 0
    reason: str = ""
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """Done, or incomplete where something is missing."""
        return "incomplete" if self.reason else "done"


@dataclass(frozen=True, slots=True)
class Found:
    """A report as found on disk, to be enqueued: ``folder`` is the name wanted for its results."""

    source: str
    name: str
    sha256: str
    folder: str
    size: int = 0
    modified: int = 0


def key_of(sha256_of_content: str, settings: str) -> str:
    """The key of a job: the same content with the same settings is the same job."""
    return sha256(f"{sha256_of_content}\n{settings}".encode()).hexdigest()


class Table:
    """The table in ``path``, made where it is missing. Usable from several threads and processes.

    Raises OutputError, in a plain sentence, where the file cannot be used or the disk is full.
    """

    def __init__(self, path: Path, *, owner: str | None = None) -> None:
        self.path = path
        self.owner = owner or this_process()
        self._lock = threading.RLock()
        self._seen: dict[str, tuple[int, float]] = {}  # other owners' counters, and when they last grew
        with self._plainly():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = open_database(path, _CREATE, version=_VERSION)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA synchronous = NORMAL")

    # --- into the table ---

    def enqueue(self, found: Iterable[Found], settings: str) -> list[int]:
        """The ids of the jobs for ``found``, in order; one that is there already, in whatever state, is not made anew.

        A report whose content or settings changed since the last run gets a new job in the same folder; its former
        one is gone. Folders that are taken get a number.
        """
        wanted = list(found)
        with self._transaction():
            there = self._there() if len(wanted) > _FEW else {}
            ids = [0] * len(wanted)
            new = []
            for at, one in enumerate(wanted):
                key, job = there.get((one.source, one.size, one.modified), ("", 0))
                if job and key == key_of(one.sha256, settings):
                    ids[at] = job
                else:
                    new.append(at)
            if new:
                taken = {row[0].casefold() for row in self._db.execute("SELECT folder FROM jobs")}
                for at in new:
                    ids[at] = self._enqueue(wanted[at], settings, taken)
            return ids

    def _there(self) -> dict[tuple[str, int, int], tuple[str, int]]:
        """Key and id of the job of every input, by path, size and time of modification: all in one look."""
        rows = self._db.execute(
            "SELECT i.path, i.size, i.modified, j.key, j.id FROM inputs i JOIN jobs j ON j.id = i.job"
        ).fetchall()
        return {(row[0], row[1], row[2]): (row[3], row[4]) for row in rows}

    def _enqueue(self, found: Found, settings: str, taken: set[str]) -> int:
        key = key_of(found.sha256, settings)
        known = self._db.execute("SELECT id FROM jobs WHERE key = ?", (key,)).fetchone()
        old = self._db.execute("SELECT job FROM inputs WHERE path = ?", (found.source,)).fetchone()
        job = int(known[0]) if known else 0
        folder = self._let_go(int(old[0]), found.source) if old and int(old[0]) != job else ""
        if not job:
            folder = folder or _free(found.folder, taken)
            taken.add(folder.casefold())
            made = self._db.execute(
                "INSERT INTO jobs (key, sha256, settings, name, source, folder, state, created) "
                "VALUES (?, ?, ?, ?, ?, ?, 'pending', ?)",
                (key, found.sha256, settings, found.name, found.source, folder, _now()),
            )
            job = int(made.lastrowid or 0)
        self._db.execute(
            "INSERT OR REPLACE INTO inputs (path, size, modified, sha256, job) VALUES (?, ?, ?, ?, ?)",
            (found.source, found.size, found.modified, found.sha256, job),
        )
        return job

    def _let_go(self, job: int, path: str) -> str:
        """Take ``path`` from its former job; gives the folder of a job that nobody needs any more."""
        others = self._db.execute("SELECT count(*) FROM inputs WHERE job = ? AND path <> ?", (job, path)).fetchone()
        if others[0]:
            return ""
        row = self._db.execute("SELECT folder FROM jobs WHERE id = ? AND state <> 'running'", (job,)).fetchone()
        if row is None:
            return ""
        self._db.execute("DELETE FROM jobs WHERE id = ?", (job,))
        return str(row[0])

    def digests(self) -> dict[str, tuple[int, int, str]]:
        """Size, time of modification (ns) and sha256 of every input, by path: what did not change is not read again."""
        with self._plainly():
            return {row[0]: (row[1], row[2], row[3]) for row in self._db.execute("SELECT * FROM inputs")}

    # --- out of it ---

    def claim(self, settings: Settings | None = None) -> Job | None:
        """The next pending job, now this process's own; None where there is none. ``settings`` bounds the choice."""
        given = (settings,) if isinstance(settings, str) else tuple(settings or ())
        chosen = f"AND settings IN ({', '.join('?' * len(given))})" if settings is not None else ""
        with self._transaction():
            row = self._db.execute(
                "UPDATE jobs SET state = 'running', reason = '', owner = ?, started = ?, attempts = attempts + 1 "
                f"WHERE id = (SELECT id FROM jobs WHERE state = 'pending' {chosen} ORDER BY id LIMIT 1) RETURNING *",
                (self.owner, _now(), *given),
            ).fetchone()
        return _job(row) if row else None

    def paid(self, job: int, usage: Usage) -> None:
        """Add what a reply cost to the job's total; it stays there whatever becomes of the attempt."""
        terms = ", ".join(f"{name} = {name} + ?" for name in _USAGE)
        with self._transaction():
            self._db.execute(f"UPDATE jobs SET {terms} WHERE id = ?", (*usage.model_dump().values(), job))

    def finish(self, job: int, outcome: Outcome) -> bool:
        """Close a job of this process; False where it was taken over in the meantime."""
        counts = ", ".join(f"{name} = ?" for name in _COUNTS)
        return self._close(
            job, outcome.state, outcome.reason,
            f", {counts}, unused = ?, flagged = ?, about = ?",
            (*outcome.counts.model_dump().values(), outcome.unused, bool(outcome.counts.rejected),
             json.dumps(dict(outcome.about), ensure_ascii=False)),
        )  # fmt: skip

    def fail(self, job: int, reason: str) -> bool:
        """Close a job that cannot be done, and say why; a later run tries it again when asked."""
        return self._close(job, "failed", reason)

    def release(self, job: int, reason: str = "", *, tried: bool = True) -> bool:
        """Hand a job back: it is pending again, for this run or another.

        ``tried`` is False where that was no fault of its own: then it does not count as an attempt.
        """
        uncounted = "" if tried else ", attempts = attempts - 1"
        return self._close(job, "pending", reason, f", started = ''{uncounted}")

    def _close(self, job: int, state: State, reason: str, more: str = "", values: Sequence[object] = ()) -> bool:
        finished = _now() if state != "pending" else ""
        with self._transaction():
            changed = self._db.execute(
                f"UPDATE jobs SET state = ?, reason = ?, finished = ?, owner = ''{more} "
                "WHERE id = ? AND owner = ? AND state = 'running'",
                (state, reason, finished, *values, job, self.owner),
            ).rowcount
        return changed == 1

    def cancel(self, job: int, reason: str = "") -> bool:
        """Take a job out: it is not worked on. False where it is running, or there is none."""
        with self._transaction():
            changed = self._db.execute(
                "UPDATE jobs SET state = 'cancelled', reason = ?, finished = ? WHERE id = ? AND state <> 'running'",
                (reason, _now(), job),
            ).rowcount
        return changed == 1

    def remove(self, job: int) -> bool:
        """Forget a job and its inputs; False where it is running, or there is none. Its files are the caller's."""
        with self._transaction():
            gone = self._db.execute("DELETE FROM jobs WHERE id = ? AND state <> 'running'", (job,)).rowcount
            if gone:
                self._db.execute("DELETE FROM inputs WHERE job = ?", (job,))
        return gone == 1

    def again(self, states: Iterable[State], settings: str | None = None) -> int:
        """Make the jobs in ``states`` pending once more; how many they were."""
        wanted = tuple(states)
        marks = ", ".join("?" * len(wanted))
        chosen, given = ("AND settings = ?", (settings,)) if settings is not None else ("", ())
        with self._transaction():
            return self._db.execute(
                f"UPDATE jobs SET state = 'pending', reason = '', attempts = 0 WHERE state IN ({marks}) {chosen}",
                (*wanted, *given),
            ).rowcount

    def reopen(self, job: int) -> bool:
        """Make one finished job pending once more; False where it is not finished."""
        with self._transaction():
            changed = self._db.execute(
                "UPDATE jobs SET state = 'pending', reason = '', attempts = 0 "
                "WHERE id = ? AND state NOT IN ('pending', 'running')", (job,)
            ).rowcount  # fmt: skip
        return changed == 1

    # --- looking at it ---

    def job(self, job: int) -> Job | None:
        """The job of that id, or None."""
        with self._plainly():
            row = self._db.execute("SELECT * FROM jobs WHERE id = ?", (job,)).fetchone()
        return _job(row) if row else None

    def find(self, key: str) -> Job | None:
        """The job with that key (see :func:`key_of`), or None."""
        with self._plainly():
            row = self._db.execute("SELECT * FROM jobs WHERE key = ?", (key,)).fetchone()
        return _job(row) if row else None

    def page(
        self, state: State | None = None, *, after: int = 0, before: int | None = None, most: int = 100
    ) -> list[Job]:
        """At most ``most`` jobs in the order of their ids, those after the id ``after``: a page.

        With ``before`` the newest first, of those before that id.
        """
        chosen, given = ("AND state = ?", (state,)) if state else ("", ())
        wanted, order = ("id > ?", "ASC") if before is None else ("id < ?", "DESC")
        with self._plainly():
            rows = self._db.execute(
                f"SELECT * FROM jobs WHERE {wanted} {chosen} ORDER BY id {order} LIMIT ?",
                (after if before is None else before, *given, most),
            ).fetchall()
        return [_job(row) for row in rows]

    def among(self, ids: Collection[int]) -> list[Job]:
        """The jobs of these ids, in the order of their ids; one that is gone is left out."""
        given = tuple(ids)
        with self._plainly():
            rows = self._db.execute(
                f"SELECT * FROM jobs WHERE id IN ({', '.join('?' * len(given))}) ORDER BY id", given
            ).fetchall()
        return [_job(row) for row in rows]

    def each(self, *states: State) -> Iterator[Job]:
        """Every job in ``states`` (all without any), page by page."""
        after = 0
        while page := self.page(after=after, most=500):
            yield from (job for job in page if not states or job.state in states)
            after = page[-1].id

    def finished(self, settings: str) -> list[tuple[int, str]]:
        """Id and folder of every finished job of ``settings``."""
        with self._plainly():
            rows = self._db.execute(
                "SELECT id, folder FROM jobs WHERE state IN ('done', 'incomplete') AND settings = ?", (settings,)
            ).fetchall()
        return [(int(row[0]), str(row[1])) for row in rows]

    def waiting(self) -> list[str]:
        """The settings of all pending jobs, each once."""
        with self._plainly():
            rows = self._db.execute("SELECT DISTINCT settings FROM jobs WHERE state = 'pending'").fetchall()
        return [str(row[0]) for row in rows]

    def names(self, job: int) -> list[str]:
        """The inputs that a job stands for: several where their content is the same."""
        with self._plainly():
            return [row[0] for row in self._db.execute("SELECT path FROM inputs WHERE job = ? ORDER BY path", (job,))]

    def status(self) -> dict[State, int]:
        """How many jobs are in each state."""
        with self._plainly():
            counted = dict(self._db.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall())
        return {state: int(counted.get(state, 0)) for state in STATES}

    def flagged(self) -> int:
        """How many jobs have something that a reader must look at."""
        with self._plainly():
            return int(self._db.execute("SELECT count(*) FROM jobs WHERE flagged").fetchone()[0])

    def totals(self) -> Usage:
        """What was paid for all jobs together, over all runs."""
        return Usage(**self._sums(_USAGE))

    def verdicts(self) -> Counts:
        """The verdicts in all finished briefs together."""
        return Counts(**self._sums(_COUNTS))

    def _sums(self, names: Sequence[str]) -> dict[str, int]:
        sums = ", ".join(f"coalesce(sum({name}), 0)" for name in names)
        with self._plainly():
            row = self._db.execute(f"SELECT {sums} FROM jobs").fetchone()
        return dict(zip(names, row, strict=True))

    # --- a provider's batches ---

    def collected(self) -> set[str]:
        """The ids of the provider's batches whose replies are all in the store."""
        with self._plainly():
            return {row[0] for row in self._db.execute("SELECT batch FROM collected")}

    def collect(self, batch: str) -> None:
        """Note that a batch's replies are in the store."""
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO collected VALUES (?)", (batch,))

    # --- who is alive ---

    def beat(self) -> None:
        """Say that this process is alive."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO owners VALUES (?, 1) ON CONFLICT (owner) DO UPDATE SET beat = beat + 1", (self.owner,)
            )

    def shared(self) -> bool:
        """Whether another process that may be alive works on this table."""
        with self._plainly():
            owners = [row[0] for row in self._db.execute("SELECT owner FROM owners WHERE owner <> ?", (self.owner,))]
        return any(is_gone(owner) is not True for owner in owners)

    def take_over(self) -> int:
        """Make the jobs of dead processes pending again; how many they were."""
        now, taken = time.monotonic(), 0
        with self._transaction():
            owners = self._db.execute(
                "SELECT DISTINCT j.owner, coalesce(o.beat, 0) FROM jobs j LEFT JOIN owners o ON o.owner = j.owner "
                "WHERE j.state = 'running' AND j.owner <> ?", (self.owner,)
            ).fetchall()  # fmt: skip
            for owner, beat in owners:
                if self._seen.get(owner, (-1, 0.0))[0] != beat:
                    self._seen[owner] = (beat, now)
                gone = is_gone(owner)
                if gone or (gone is None and now - self._seen[owner][1] > LEASE):
                    taken += self._db.execute(
                        "UPDATE jobs SET state = 'pending', owner = '', reason = 'taken over from a process that died' "
                        "WHERE state = 'running' AND owner = ?", (owner,)
                    ).rowcount  # fmt: skip
                    self._db.execute("DELETE FROM owners WHERE owner = ?", (owner,))
        return taken

    def close(self) -> None:
        """Close the file; jobs that are still this process's own are handed back first."""
        with self._lock:
            try:
                self._db.execute(
                    "UPDATE jobs SET state = 'pending', owner = '' WHERE state = 'running' AND owner = ?", (self.owner,)
                )
                self._db.execute("DELETE FROM owners WHERE owner = ?", (self.owner,))
            except sqlite3.Error:
                self._db.close()  # the next process takes them over
                return
            self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._plainly(), transaction(self._db):
            yield

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            with self._lock:
                yield
        except (sqlite3.Error, OSError) as error:
            raise OutputError(
                f"The job table {self.path} cannot be used: {error}. Nothing that was paid for is lost; make room or "
                "choose another folder, and run it again."
            ) from error


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _job(row: sqlite3.Row) -> Job:
    known = dict(row)
    usage = Usage(**{name: known.pop(name) for name in _USAGE})
    counts = Counts(**{name: known.pop(name) for name in _COUNTS})
    about = json.loads(known.pop("about"))
    return Job(**known | {"usage": usage, "counts": counts, "about": about, "flagged": bool(known["flagged"])})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
