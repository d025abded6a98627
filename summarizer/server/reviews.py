"""What reviewers decided, kept in the job table's own sqlite file: each version of a brief, each line of the audit log.

Also there: which Idempotency-Key was whose, and what people call a report.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from summarizer.base.database import open_database, transaction
from summarizer.base.errors import OutputError
from summarizer.server.bodies import Review
from summarizer.server.problems import Problem

_CREATE = """
CREATE TABLE IF NOT EXISTS reviews (
    job INTEGER PRIMARY KEY, version INTEGER NOT NULL, brief TEXT NOT NULL, accepted TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS audit (
    job INTEGER NOT NULL, version INTEGER NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (job, version)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS labels (job INTEGER PRIMARY KEY, label TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS asked (key TEXT PRIMARY KEY, sha256 TEXT NOT NULL, job INTEGER NOT NULL) WITHOUT ROWID;
"""

_APPEND_ONLY = (
    "CREATE TRIGGER IF NOT EXISTS audit_is_append_only BEFORE UPDATE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
)


class Reviews:
    """The reviews in ``path``; usable from several threads. Raises OutputError where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, threading.RLock()
        with self._plainly():
            self._db = open_database(path, _CREATE)
            self._db.execute(_APPEND_ONLY)
            self._labels: dict[int, str] = dict(self._db.execute("SELECT job, label FROM labels").fetchall())

    def load(self, job: int) -> Review | None:
        """The review of ``job``, or None where nobody changed anything yet."""
        with self._plainly():
            row = self._db.execute("SELECT version, brief, accepted FROM reviews WHERE job = ?", (job,)).fetchone()
            lines = self._db.execute("SELECT entry FROM audit WHERE job = ? ORDER BY version", (job,)).fetchall()
        if row is None:
            return None
        return Review.model_validate(
            {"job": job, "version": row[0], "brief": json.loads(row[1]), "accepted": json.loads(row[2]),
             "audit": [json.loads(line[0]) for line in lines]}
        )  # fmt: skip

    def keep(self, review: Review) -> None:
        """Keep ``review``, whose version is one more than the one it was made from, with its last line of the log.

        Raises Problem (409) where another person was faster: nothing is overwritten.
        """
        accepted = json.dumps([one.model_dump(mode="json") for one in review.accepted])
        brief, entry = review.brief.model_dump_json(), review.audit[-1].model_dump_json()
        with self._plainly(), transaction(self._db):
            row = self._db.execute("SELECT version FROM reviews WHERE job = ?", (review.job,)).fetchone()
            if (row[0] if row else 0) != review.version - 1:
                raise outdated()
            self._db.execute(
                "INSERT OR REPLACE INTO reviews VALUES (?, ?, ?, ?)", (review.job, review.version, brief, accepted)
            )
            self._db.execute("INSERT INTO audit VALUES (?, ?, ?)", (review.job, review.version, entry))

    def labels(self) -> Mapping[int, str]:
        """What people call reports, by job."""
        return self._labels

    def label(self, job: int, label: str) -> None:
        """Call a report so; with an empty label by its own title."""
        with self._plainly(), transaction(self._db):
            self._db.execute("DELETE FROM labels WHERE job = ?", (job,))
            if label:
                self._db.execute("INSERT INTO labels VALUES (?, ?)", (job, label))
            self._labels = dict(self._db.execute("SELECT job, label FROM labels").fetchall())

    def forget(self, job: int) -> None:
        """Remove all that is kept of ``job``."""
        with self._plainly():
            for name in ("reviews", "audit", "asked", "labels"):
                self._db.execute(f"DELETE FROM {name} WHERE job = ?", (job,))

    def asked(self, key: str) -> tuple[str, int] | None:
        """The digest and job that an Idempotency-Key stands for, or None."""
        with self._plainly():
            row = self._db.execute("SELECT sha256, job FROM asked WHERE key = ?", (key,)).fetchone()
        return (row[0], row[1]) if row else None

    def note_asked(self, key: str, digest: str, job: int) -> None:
        """Keep what ``key`` stands for; nothing for an empty key."""
        if key:
            with self._plainly():
                self._db.execute("INSERT OR REPLACE INTO asked VALUES (?, ?, ?)", (key, digest, job))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            with self._lock:
                yield
        except sqlite3.Error as error:
            raise OutputError(f"The reviews in {self._path} cannot be used: {error}.") from error


def outdated() -> Problem:
    """Said where two people change the same brief."""
    return Problem(
        409, "Someone else changed this brief in the meantime. Your change was not made: load the brief again, look, "
        "and make it anew.",
    )  # fmt: skip
