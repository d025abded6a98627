"""Processes that read and compute for a run: as many as there are cores, each with one report at a time.

A helper is ``python -m summarizer.batch.helpers`` (:mod:`summarizer.base.processes`). It reads a report in a bounded
child of its own (:mod:`summarizer.readers.bounded`); one that answers too late, wants too much memory or dies is killed
whole and replaced, and the report that it was busy with is told so.
"""

import asyncio
import os
import pickle
from collections.abc import Callable
from typing import Any

from summarizer.base.errors import InputError, SummarizerError
from summarizer.base.processes import Ended, Pool, Ticket, attend
from summarizer.readers.bounded import DIED

SECONDS = 180.0
"""For one report; the largest of the corpus takes four."""
MEMORY = 4 << 30
"""Bytes of address space for one report: ten times what the largest of the corpus takes."""
LATE = "{name} takes longer to work out than the {seconds:,.0f} s that a report may take: hand it in in parts."


class Helpers:
    """``count`` processes (by default one a core), started when they are first needed."""

    def __init__(self, count: int = 0, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.count = count or max(1, os.cpu_count() or 1)
        self._pool = Pool("summarizer.batch.helpers", self.count, seconds, memory)

    def start(self) -> None:
        """Start them all now."""
        self._pool.start()

    def pids(self) -> list[int]:
        """The numbers of the processes that are alive."""
        return self._pool.pids()

    def ask(self, name: str, work: Callable[..., Any], *given: Any, ticket: Ticket | None = None) -> Any:
        """What ``work``, a function of a module, makes of ``given`` in a helper; to be asked from a thread.

        Raises what it raises; InputError, about the report called ``name``, where the helper died or was too late.
        """
        try:
            answer = self._pool.ask(pickle.dumps((work, given)), ticket)
        except Ended as ended:
            sentence = LATE if ended.late else DIED
            raise InputError(sentence.format(name=name, seconds=self._pool.seconds)) from None
        kind, made = pickle.loads(answer)  # from a process of our own, which runs our own code
        if kind == "error":
            raise made
        return made

    async def asked(self, name: str, work: Callable[..., Any], *given: Any) -> Any:
        """The same beside an event loop; a task that is cancelled kills the helper that is busy with it."""
        ticket = Ticket()
        try:
            return await asyncio.to_thread(self.ask, name, work, *given, ticket=ticket)
        except asyncio.CancelledError:
            ticket.withdraw()
            raise

    def close(self) -> None:
        """End them all."""
        self._pool.close()


def loaded(source: str, name: str) -> Any:
    """The document at ``source``, read in a child of this process."""
    from summarizer.batch.inputs import content_of, path_of
    from summarizer.readers.bounded import read_bounded

    return read_bounded(content_of(path_of(source), name), name)


def _answer(task: bytes) -> bytes:
    work, given = pickle.loads(task)  # from the process that started this one
    try:
        return pickle.dumps(("made", work(*given)))
    except SummarizerError as error:
        return pickle.dumps(("error", error))
    except MemoryError:
        raise
    except Exception as error:  # the program's own fault: told where the report is told
        return pickle.dumps(("error", RuntimeError(f"{type(error).__name__}: {error}")))


if __name__ == "__main__":
    attend(_answer)
