"""Processes that compute, so that the service itself only waits: its event loop is free whatever is asked of it.

Each worker is :mod:`summarizer.server.worker`, started when first needed, in a session of its own and without the
service's environment. One that answers too late, or that dies, is killed with its children and replaced; the request
that it was busy with is told so, and no other.
"""

import asyncio
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Lock, Timer
from typing import Any

from summarizer.base.errors import InputError
from summarizer.readers.bounded import DIED
from summarizer.server.problems import Fault, Problem
from summarizer.server.worker import receive, send

_KEPT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")


class _Process:
    """One worker."""

    def __init__(self) -> None:
        environment = {key: os.environ[key] for key in _KEPT if key in os.environ} | {"PYTHONUTF8": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "summarizer.server.worker"], env=environment, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.pid = self._process.pid
        self.late = False

    def ask(self, head: dict[str, Any], content: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """The answer; raises EOFError or OSError where the worker died, or was killed after ``seconds``."""
        assert self._process.stdin and self._process.stdout
        watching = Timer(seconds, self._too_late)
        watching.start()
        try:
            send(self._process.stdin, head, content)  # type: ignore[arg-type]
            return receive(self._process.stdout)  # type: ignore[arg-type]
        finally:
            watching.cancel()

    def _too_late(self) -> None:
        self.late = True
        self.end()

    def end(self) -> None:
        """Kill it with what it started."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (AttributeError, ProcessLookupError, PermissionError):
            self._process.kill()

    def close(self) -> None:
        """End it and forget it."""
        self.end()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    continue


class Workers:
    """``count`` workers; a request that finds ``waiting`` others before it is refused (503)."""

    def __init__(self, count: int, waiting: int, seconds: float) -> None:
        self.count, self._most, self._seconds = count, waiting, seconds
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="worker")
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        self._all: set[_Process] = set()
        self._lock = Lock()
        self._asked = 0
        self._closed = False

    def start(self) -> None:
        """Start all workers now: the first requests need not wait for them."""
        for _ in range(self.count):
            self._idle.put(self._new())

    def _new(self) -> _Process:
        made = _Process()
        with self._lock:
            self._all.add(made)
        return made

    def pids(self) -> list[int]:
        """The numbers of the processes that are alive."""
        with self._lock:
            return [one.pid for one in self._all]

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
            worker = self._idle.get_nowait()
        except Empty:
            worker = self._new()
        try:
            answer = worker.ask(head, content, self._seconds)
        except (EOFError, OSError, ValueError):  # the last: its pipes were closed by a stop
            worker.close()
            with self._lock:
                self._all.discard(worker)
            if self._closed:
                raise Problem(503, "The service is stopping.", {"Retry-After": "10"}) from None
            raise self._died(head, worker.late) from None
        self._idle.put(worker)
        return answer

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
        self._closed = True
        with self._lock:
            ending = list(self._all)
            self._all.clear()
        for worker in ending:
            worker.end()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in ending:
            worker.close()
