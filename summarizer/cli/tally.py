"""How a batch tells its progress on standard error: a live table, plain lines, or JSON lines."""

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from summarizer.base.progress import Progress
from summarizer.cli.progress import describe
from summarizer.cli.terminal import printable

if TYPE_CHECKING:
    from rich.live import Live

    from summarizer.api.many import Many, Tally
    from summarizer.batch.table import Job

_BETWEEN_LINES = 10.0
_BETWEEN_LOOKS = 0.5


class Teller:
    """``mode`` is auto (a table on a terminal, lines elsewhere), table, lines, json or none."""

    def __init__(self, mode: str) -> None:
        self._mode = ("table" if sys.stderr.isatty() else "lines") if mode == "auto" else mode
        self._many: Many | None = None
        self._live: Live | None = None
        self._last: list[str] = []
        self._looked = self._told = 0.0

    def begin(self, many: "Many") -> None:
        """Say what is to be done, and by whom."""
        self._many = many
        tally = many.tally()
        left = tally.states["pending"]
        self.say(f"Model: {many.endpoint.describe()}")
        self.say(f"{many.found:,} inputs, {tally.total:,} different reports, {left:,} to do")
        if self._mode == "table":
            from rich.console import Console
            from rich.live import Live

            self._live = Live(console=Console(stderr=True), refresh_per_second=4, transient=True)
            self._live.start()

    def heard(self, step: Progress) -> None:
        """Hear of a reply, or of the weights being fetched; fits :data:`summarizer.base.progress.Listener`."""
        if step.stage == "weights" and self._mode in ("lines", "table") and self._due():
            self.say(describe(step))
        elif step.stage == "model":
            self._look()

    def tried(self, job: "Job") -> None:
        """Tell what became of a job."""
        counts, usage = job.counts, job.usage
        if self._mode == "json":
            self._json(
                event="report", job=job.id, name=job.name, folder=job.folder, state=job.state, reason=job.reason,
                counts=counts.model_dump(), usage=usage.model_dump(),
            )  # fmt: skip
            return
        said = f"{job.state}: {job.name}"
        if job.state in ("done", "incomplete"):
            said += f": {counts.supported} supported, {counts.review} review, {counts.rejected} rejected"
        if job.reason:
            said += f": {job.reason}"
        if self._mode == "lines":
            self.say(said)
        self._last = [*self._last[-7:], printable(said)]
        self._look(now=True)

    def say(self, sentence: str) -> None:
        """One sentence of its own."""
        if self._mode == "none":
            return
        if self._mode == "json":
            self._json(event="said", text=sentence)
        elif self._live is not None:
            self._live.console.print(printable(sentence), markup=False, highlight=False)
        else:
            print(printable(sentence), file=sys.stderr, flush=True)

    def close(self) -> None:
        """Leave the terminal clean; the last state as a line of its own."""
        if self._live is not None:
            self._live.stop()
            self._live = None
        if self._many is not None and self._mode == "json":
            self._json(event="tally", **_plain(self._many.tally()))

    def _look(self, *, now: bool = False) -> None:
        if self._many is None or self._mode == "none":
            return
        moment = time.monotonic()
        if moment - self._looked < _BETWEEN_LOOKS:
            return
        self._looked = moment
        if self._live is not None:
            self._live.update(self._table(self._many.tally()))
        elif self._due() and self._mode == "lines":
            self.say(in_words(self._many.tally()))
        elif self._mode == "json" and (now or self._due()):
            self._json(event="tally", **_plain(self._many.tally()))

    def _due(self) -> bool:
        moment = time.monotonic()
        if moment - self._told < _BETWEEN_LINES:
            return False
        self._told = moment
        return True

    def _table(self, tally: "Tally") -> Any:
        from rich.console import Group
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        shown = Table.grid(padding=(0, 2))
        for name, value in _rows(tally):
            shown.add_row(Text(name, style="bold"), Text(value))
        bar = Table.grid()  # a bar alone does not end its line
        bar.add_row(ProgressBar(total=max(1, tally.total), completed=tally.finished, width=60))
        return Group(bar, shown, *(Text(line, style="dim", overflow="ellipsis", no_wrap=True) for line in self._last))

    @staticmethod
    def _json(**fields: Any) -> None:
        print(json.dumps({"time": round(time.time(), 3)} | fields, ensure_ascii=True), file=sys.stderr, flush=True)


def in_words(tally: "Tally") -> str:
    """The tally as one line."""
    return "; ".join(f"{name} {value}" for name, value in _rows(tally))


def _rows(tally: "Tally") -> list[tuple[str, str]]:
    states = ", ".join(f"{count:,} {state}" for state, count in tally.states.items() if count)
    used = tally.usage
    rows = [
        ("reports", f"{tally.finished:,} of {tally.total:,} ({states})"),
        ("calls", f"{used.calls:,}, {used.cached_calls:,} from the store, {used.faults:,} sent again; "
         f"{tally.calls_at_a_time} at a time"),
        ("tokens", f"{used.prompt_tokens:,} + {used.completion_tokens:,}"),
    ]  # fmt: skip
    if tally.cost is not None:
        rows.append(("cost", f"{tally.cost:.4f} {tally.currency}"))
    rows.append(("time", f"{tally.seconds:.0f} s{_left(tally)}"))
    return rows


def _left(tally: "Tally") -> str:
    done, left = tally.tried, tally.states["pending"] + tally.states["running"]
    return f", about {tally.seconds / done * left:.0f} s left" if done and left else ""


def _plain(tally: "Tally") -> dict[str, Any]:
    return {
        "states": tally.states,
        "usage": tally.usage.model_dump(),
        "cost": None if tally.cost is None else str(tally.cost),
        "currency": tally.currency,
        "seconds": round(tally.seconds, 1),
    }
