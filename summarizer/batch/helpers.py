"""Processes that read and compute for a run: as many as there are cores, each with one report at a time.

A helper is ``python -m summarizer.batch.helpers`` in a session of its own, without the environment's keys. It reads a
report in a bounded child of its own (:mod:`summarizer.readers.bounded`); one that answers too late, or that dies, is
killed whole and replaced, and the report that it was busy with is told so.
"""

import os
import pickle
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Timer
from typing import Any, BinaryIO

from summarizer.base.errors import InputError, SummarizerError
from summarizer.readers.bounded import DIED

SECONDS = 180.0
"""For one report; the largest of the corpus takes four."""
_KEPT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "HOME")
_LENGTH = struct.Struct(">Q")


class Helpers:
    """``count`` processes, started when they are first needed; to be asked from threads."""

    def __init__(self, count: int = 0, seconds: float = SECONDS) -> None:
        self.count = count or max(1, os.cpu_count() or 1)
        self._seconds = seconds
        self._idle: SimpleQueue[_Helper | None] = SimpleQueue()
        self._all: set[_Helper] = set()
        self._lock = Lock()
        for _ in range(self.count):
            self._idle.put(None)

    def ask(self, name: str, work: Callable[..., Any], *given: Any) -> Any:
        """What ``work``, a function of a module, makes of ``given`` in a helper.

        Raises what it raises; InputError, about the report called ``name``, where the helper died or was too late.
        """
        helper = self._idle.get() or self._new()
        try:
            answer = helper.ask(pickle.dumps((work, given)), self._seconds)
        except (EOFError, OSError):
            with self._lock:
                self._all.discard(helper)
            helper.close()
            self._idle.put(None)
            raise InputError(DIED.format(name=name)) from None
        except BaseException:
            self._idle.put(helper)
            raise
        self._idle.put(helper)
        kind, made = pickle.loads(answer)  # from a process of our own, which runs our own code
        if kind == "error":
            raise made
        return made

    def _new(self) -> "_Helper":
        made = _Helper()
        with self._lock:
            self._all.add(made)
        return made

    def close(self) -> None:
        """End them all."""
        with self._lock:
            for helper in self._all:
                helper.close()
            self._all.clear()


class _Helper:
    def __init__(self) -> None:
        environment = {key: os.environ[key] for key in _KEPT if key in os.environ} | {"PYTHONUTF8": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "summarizer.batch.helpers"], env=environment, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def ask(self, task: bytes, seconds: float) -> bytes:
        """The answer; raises EOFError or OSError where the process died, or was killed after ``seconds``."""
        assert self._process.stdin and self._process.stdout
        watching = Timer(seconds, self._end)
        watching.daemon = True
        watching.start()
        try:
            _send(self._process.stdin, task)  # type: ignore[arg-type]
            return _receive(self._process.stdout)  # type: ignore[arg-type]
        finally:
            watching.cancel()

    def _end(self) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (AttributeError, ProcessLookupError, PermissionError):
            self._process.kill()

    def close(self) -> None:
        """End it with what it started."""
        self._end()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    continue


def _send(pipe: BinaryIO, content: bytes) -> None:
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def _receive(pipe: BinaryIO) -> bytes:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


def loaded(source: str, name: str) -> Any:
    """The document at ``source``, read in a child of this process."""
    from summarizer.batch.inputs import path_of
    from summarizer.readers.bounded import read_bounded
    from summarizer.readers.source import take

    content, name = take(path_of(source), name)
    return read_bounded(content if isinstance(content, bytes) else content.encode(), name)


def _answer(task: bytes) -> bytes:
    work, given = pickle.loads(task)  # from the process that started this one
    try:
        return pickle.dumps(("made", work(*given)))
    except SummarizerError as error:
        return pickle.dumps(("error", error))
    except Exception as error:  # the program's own fault: told where the report is told
        return pickle.dumps(("error", RuntimeError(f"{type(error).__name__}: {error}")))


def _main() -> None:
    tasks, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            task = _receive(tasks)
        except EOFError:
            return
        _send(answers, _answer(task))


if __name__ == "__main__":
    _main()
