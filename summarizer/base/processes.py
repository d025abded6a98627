"""Processes that work for this one and can be killed: bytes in, bytes out, bounded in memory and time.

A worker is ``python -m MODULE`` in a session of its own, without the environment's keys. It gets one task after the
other on its standard input and answers each on its standard output, a length before each (:func:`attend` is its side of
the wire). One that is too late, withdrawn or dead is killed with all that it started; one whose parent died ends.
"""

import os
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Timer
from types import FrameType
from typing import IO

_KEPT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "HOME")
_LENGTH = struct.Struct(">Q")
_SECONDS_BETWEEN_LOOKS = 1.0  # at the parent


class Ended(Exception):
    """The process that a task was given to came to its end over it.

    ``late`` where its time was up, ``withdrawn`` where the task was, ``closed`` where all workers were ended.
    """

    def __init__(self, *, late: bool = False, withdrawn: bool = False, closed: bool = False) -> None:
        super().__init__()
        self.late, self.withdrawn, self.closed = late, withdrawn, closed


class Worker:
    """One process of ``module``; ``memory`` bytes of address space are all that it may use (0: any number)."""

    def __init__(self, module: str, memory: int = 0) -> None:
        environment = {key: os.environ[key] for key in _KEPT if key in os.environ} | {"PYTHONUTF8": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, str(memory), str(os.getpid())], env=environment, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.pid = self._process.pid
        self.late = False

    def ask(self, task: bytes, seconds: float) -> bytes:
        """The answer; raises EOFError, OSError or ValueError where it died, was ended, or was killed as too late."""
        assert self._process.stdin and self._process.stdout
        watching = Timer(seconds, self._too_late)
        watching.daemon = True
        watching.start()
        try:
            _send(self._process.stdin, task)
            return _receive(self._process.stdout)
        finally:
            watching.cancel()

    def _too_late(self) -> None:
        self.late = True
        self.end()

    def end(self) -> None:
        """Kill it with what it started; from any thread."""
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


class Ticket:
    """A task's hold on the worker that does it: whoever asked may withdraw it, from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._worker: Worker | None = None
        self.withdrawn = False

    def withdraw(self) -> None:
        """Kill the worker that is busy with the task; one that has not begun does not begin."""
        with self._lock:
            self.withdrawn = True
            if self._worker is not None:
                self._worker.end()

    def begin(self, worker: Worker) -> None:
        """Say which worker it is; raises Ended where the task was withdrawn before."""
        with self._lock:
            if self.withdrawn:
                raise Ended(withdrawn=True)
            self._worker = worker

    def over(self) -> None:
        """The worker is another task's from now on."""
        with self._lock:
            self._worker = None


class Pool:
    """``count`` workers of ``module``, started when first needed; to be asked from threads.

    A task may take ``seconds`` and ``memory`` bytes.
    """

    def __init__(self, module: str, count: int, seconds: float, memory: int = 0) -> None:
        self.count, self.seconds = count, seconds
        self._module, self._memory = module, memory
        self._idle: SimpleQueue[Worker | None] = SimpleQueue()
        self._all: set[Worker] = set()
        self._lock = Lock()
        self._closed = False
        for _ in range(count):
            self._idle.put(None)

    def start(self) -> None:
        """Start all workers now: the first tasks need not wait for them."""
        for _ in range(self.count):
            worker = self._idle.get()
            self._idle.put(worker or self._new())

    def pids(self) -> list[int]:
        """The numbers of the processes that are alive."""
        with self._lock:
            return [one.pid for one in self._all]

    def ask(self, task: bytes, ticket: Ticket | None = None) -> bytes:
        """The answer to ``task``; waits for a worker that is free. Raises Ended."""
        ticket = ticket or Ticket()
        worker = self._idle.get()
        dead = False
        try:
            worker = worker or self._new()
            ticket.begin(worker)
            return worker.ask(task, self.seconds)
        except (EOFError, OSError, ValueError):  # the last: its pipes were closed by a stop
            dead = True
            raise Ended(late=bool(worker and worker.late), withdrawn=ticket.withdrawn, closed=self._closed) from None
        finally:
            ticket.over()
            self._idle.put(None if dead or ticket.withdrawn else worker)
            if worker and (dead or ticket.withdrawn):
                self._forget(worker)

    def _new(self) -> Worker:
        with self._lock:
            if self._closed:
                raise Ended(closed=True)
            made = Worker(self._module, self._memory)
            self._all.add(made)
            return made

    def _forget(self, worker: Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.close()

    def end(self) -> None:
        """Kill all workers; what is asked of one raises Ended from now on."""
        with self._lock:
            self._closed = True
            for worker in self._all:
                worker.end()

    def close(self) -> None:
        """Kill and forget all workers."""
        self.end()
        with self._lock:
            gone = list(self._all)
            self._all.clear()
        for worker in gone:
            worker.close()


# --- in the worker --------------------------------------------------------------------------------------------------


def attend(answer: Callable[[bytes], bytes]) -> None:
    """Answer task after task until nobody asks any more: what ``python -m MODULE MEMORY PARENT`` does.

    What wants more memory than is allowed ends the process: nothing that is half made is answered.
    """
    memory, parent = int(sys.argv[1]), int(sys.argv[2])
    _bound(memory)
    _watch(parent)
    tasks, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            task = _receive(tasks)
        except EOFError:
            return
        try:
            _send(answers, answer(task))
        except MemoryError:
            os._exit(1)


def _bound(memory: int) -> None:
    if not memory:
        return
    try:
        import resource
    except ImportError:  # elsewhere than on POSIX the time limit alone holds
        return
    # a process that this one starts may be given another bound: recognizing a page takes more than reading one
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _watch(parent: int) -> None:
    """End with the parent, whatever is being computed; by a signal, not a thread: the readers fork."""
    if not hasattr(signal, "setitimer"):
        return

    def look(number: int, frame: FrameType | None) -> None:
        if os.getppid() != parent:
            os.killpg(os.getpid(), signal.SIGKILL)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _SECONDS_BETWEEN_LOOKS, _SECONDS_BETWEEN_LOOKS)


def _send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    got = pipe.read(count)
    if len(got) < count:
        raise EOFError
    return got
