"""What a person sees on standard error while a run works."""

import sys
import threading
import time
from dataclasses import replace

from summarizer.base.progress import Progress
from summarizer.cli.terminal import printable, shorten

_SECONDS_BETWEEN_LINES = 5.0
_COLUMNS = 79


class Reporter:
    """Tells the steps of a run on standard error: one line that changes on a terminal, few lines elsewhere."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._moving = sys.stderr.isatty()
        self._step = Progress("", 0, 0)
        self._calls = 0
        self._told_at = 0.0
        self._begun = time.monotonic()  # of the present stage
        self._open_line = False
        self._lock = threading.Lock()  # a download reports from a thread of its own

    def __call__(self, step: Progress) -> None:
        """Hear of one step; fits :data:`summarizer.base.progress.Listener`."""
        if self._quiet:
            return
        with self._lock:
            new_stage = step.stage not in (self._step.stage, "model")
            if step.stage == "model":  # replies so far, in whichever stage the run is
                self._calls = step.done
                step = replace(step, stage=self._step.stage, done=self._step.done, total=self._step.total)
            finished = step.total > 0 and step.done == step.total and step != self._step
            if new_stage:
                self._begun = time.monotonic()
            self._step = step
            told = describe(step, self._calls, seconds_left(step, time.monotonic() - self._begun))
            if self._moving:
                sys.stderr.write("\r\x1b[K" + shorten(told, _COLUMNS))
                sys.stderr.flush()
                self._open_line = True
            elif new_stage or finished or self._due():
                print(told, file=sys.stderr, flush=True)
                self._told_at = time.monotonic()

    def say(self, sentence: str) -> None:
        """One sentence of its own on standard error, whatever stage the run is in."""
        if self._quiet:
            return
        with self._lock:
            self._clear()
            print(printable(sentence), file=sys.stderr, flush=True)

    def close(self) -> None:
        """Leave the terminal with a clean line."""
        with self._lock:
            self._clear()
            self._step, self._calls = Progress("", 0, 0), 0

    def _due(self) -> bool:
        return time.monotonic() - self._told_at >= _SECONDS_BETWEEN_LINES

    def _clear(self) -> None:
        if self._open_line:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._open_line = False


def seconds_left(step: Progress, seconds: float) -> int | None:
    """Seconds until the stage of ``step`` is done, by the pace of the ``seconds`` it has had; None while none is known.

    What comes after the stage is not in it: how much that is shows only then.
    """
    if not step.done or step.done >= step.total:
        return None
    return round(seconds / step.done * (step.total - step.done))


def describe(step: Progress, calls: int = 0, left: int | None = None) -> str:
    """One step in words: "english: 7 of 35, about 40 s left, 9 calls, 4,512 + 380 tokens"."""
    if step.stage == "weights":
        share = 100 * step.done // step.total if step.total else 0
        return f"weights: {step.done >> 20:,} of {step.total >> 20:,} MB ({share}%)"
    parts = [f"{printable(step.stage)}: {step.done} of {step.total}" if step.total else printable(step.stage)]
    if left is not None:
        parts.append(f"about {_time(left)} left")
    if calls:
        parts.append(f"{calls} calls")
    if step.prompt_tokens or step.completion_tokens:
        parts.append(f"{step.prompt_tokens:,} + {step.completion_tokens:,} tokens")
    return ", ".join(parts)


def _time(seconds: int) -> str:
    return f"{seconds} s" if seconds < 100 else f"{round(seconds / 60)} min"
