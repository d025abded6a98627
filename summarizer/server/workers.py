"""Processes that compute, so that the service itself only waits: its event loop is free whatever is asked of it.

Each worker is :mod:`summarizer.server.worker` (how it is kept and killed: :mod:`summarizer.base.processes`). One that
answers too late, wants too much memory or dies is killed with its children and replaced; the request that it was busy
with is told so, and no other.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

from summarizer.base.errors import InputError
from summarizer.base.processes import Ended, Pool
from summarizer.readers.bounded import DIED
from summarizer.server.problems import Fault, Problem
from summarizer.server.worker import packed, unpacked


class Workers:
    """``count`` workers; a request that finds ``waiting`` others before it is refused (503)."""

    def __init__(self, count: int, waiting: int, seconds: float, memory: int = 0) -> None:
        self.count, self._most, self._seconds = count, waiting, seconds
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="worker")
        self._pool = Pool("summarizer.server.worker", count, seconds, memory)
        self._lock = Lock()
        self._asked = 0

    def start(self) -> None:
        """Start all workers now: the first requests need not wait for them."""
        self._pool.start()

    def pids(self) -> list[int]:
        """The numbers of the processes that are alive."""
        return self._pool.pids()

    async def ask(self, head: dict[str, Any], content: bytes = b"") -> tuple[dict[str, Any], bytes]:
        """The worker's answer to the task ``head`` with ``content``; raises Problem where it is no success."""
        with self._lock:
            if self._asked >= self.count + self._most:
                raise Problem(503, "Too much is asked at once; ask again in a moment.", {"Retry-After": "1"})
            self._asked += 1
        try:
            told, body = await asyncio.get_running_loop().run_in_executor(self._threads, self._ask, head, content)
        finally:
            with self._lock:
                self._asked -= 1
        if told["status"] == 200:
            return told, body
        if "fault" in told:
            sentence = f"The program itself failed ({told['fault']}); nothing of this answer can be relied on."
            raise Problem(500, sentence)
        raise Problem(told["status"], told["detail"], faults=[Fault(**fault) for fault in told.get("faults", ())])

    def _ask(self, head: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        try:
            return unpacked(self._pool.ask(packed(head, content)))
        except Ended as ended:
            if ended.closed:
                raise Problem(503, "The service is stopping.", {"Retry-After": "10"}) from None
            raise self._died(head, ended.late) from None

    def _died(self, head: dict[str, Any], late: bool) -> Exception:
        if head["do"] == "read":
            if late:
                sentence = (
                    f"{head['name']} takes too long to read ({self._seconds:.0f} s). Save it anew, or as plain text."
                )
                return InputError(sentence)
            return InputError(DIED.format(name=head["name"]))
        if late:
            return Problem(422, f"This takes longer than {self._seconds:.0f} s to work out; ask for less at once.")
        return Problem(500, "The process that worked this out came to its end; nothing was answered.")

    def close(self) -> None:
        """End all workers; what is asked of one now is told that the service stops."""
        self._pool.end()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._pool.close()
