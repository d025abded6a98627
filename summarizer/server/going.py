"""A report while a brief is made of it: it can be withdrawn from any thread, and has only so long.

What computes does so in a process that is killed with it (:mod:`summarizer.batch.helpers`).
"""

import asyncio
import threading

from summarizer.base.errors import InputError
from summarizer.batch.table import Outcome

CANCELLED = "cancelled"


class Going:
    """The work on one report: ``task`` on this thread's loop, ``seconds`` at most."""

    def __init__(self, task: "asyncio.Task[Outcome]", seconds: float) -> None:
        self.why = ""
        self._task, self._loop = task, asyncio.get_running_loop()
        self._closed = threading.Event()
        self._late = self._loop.call_later(
            seconds, self._end, f"it took longer than the {seconds:,.0f} s that a brief may take"
        )

    def withdraw(self, why: str) -> None:
        """End the work, for the reason ``why``; from any thread."""
        self._loop.call_soon_threadsafe(self._end, why)

    def _end(self, why: str) -> None:
        if not self._task.done():
            self.why = why
            self._task.cancel()

    async def outcome(self) -> Outcome:
        """What the work comes to; raises InputError where it was withdrawn."""
        try:
            return await self._task
        except asyncio.CancelledError:
            if not self.why:  # the run itself was stopped
                self._task.cancel()
                raise
            raise InputError(self.why) from None
        finally:
            self._late.cancel()

    def close(self) -> None:
        """Say that the table knows of the end."""
        self._closed.set()

    async def left(self, seconds: float = 10.0) -> None:
        """Wait until the table knows of the end, at most so long."""
        await asyncio.to_thread(self._closed.wait, seconds)
