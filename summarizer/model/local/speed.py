"""How fast the embedded models were here the last time, as llama.cpp counts it: for ``summarizer models``."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from summarizer.model.local.weights import cache_folder

_ENOUGH = 100  # tokens below which a speed says little


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens a second, of prompts and of replies, and the day of the run."""

    prompt: float
    reply: float
    day: str

    def __str__(self) -> str:
        return f"{self.prompt:.0f} + {self.reply:.0f} tokens a second on {self.day}"


class Stopwatch:
    """Adds up what each reply says of its own time."""

    def __init__(self) -> None:
        self._tokens, self._seconds = [0.0, 0.0], [0.0, 0.0]

    def hear(self, body: bytes) -> None:
        """Add the times in the reply ``body``; one that tells none adds nothing."""
        with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
            timings = json.loads(body).get("timings") or {}
            for place, name in enumerate(("prompt", "predicted")):
                tokens, seconds = float(timings[f"{name}_n"]), float(timings[f"{name}_ms"]) / 1000
                self._tokens[place] += tokens
                self._seconds[place] += seconds

    @property
    def speed(self) -> Speed | None:
        """The speed over all replies heard; None where they were too few."""
        if min(self._tokens) < _ENOUGH or min(self._seconds) <= 0:
            return None
        prompt, reply = (tokens / seconds for tokens, seconds in zip(self._tokens, self._seconds, strict=True))
        return Speed(round(prompt, 1), round(reply, 1), datetime.now(UTC).date().isoformat())


def keep_speed(identity: str, speed: Speed | None) -> None:
    """Remember ``speed`` for the weights ``identity``; a cache that cannot be written to is no reason to fail."""
    if speed is None:
        return
    with suppress(OSError):
        path = _file()
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {**_kept(), identity: {"prompt": speed.prompt, "reply": speed.reply, "day": speed.day}}
        part = path.with_suffix(".part")
        part.write_text(json.dumps(kept, indent=1), encoding="utf-8")
        part.replace(path)


def last_speed(identity: str) -> Speed | None:
    """How fast the weights ``identity`` were here the last time; None where that is not known."""
    said = _kept().get(identity)
    try:
        return Speed(float(said["prompt"]), float(said["reply"]), str(said["day"])) if said else None
    except (KeyError, TypeError, ValueError):
        return None


def _kept() -> dict[str, dict[str, Any]]:
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _file() -> Path:
    return cache_folder() / "weights" / "speeds.json"
