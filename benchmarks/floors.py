"""Floors under the measured numbers: they may only be made stricter.

In floors.toml a table per benchmark gives a measure its floor: ``recall = 0.97`` (at least), or
``prompt_tokens = { most = 5500 }`` (at most).
"""

import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Floor:
    """A bound that a measured number has to keep: at least ``bound``, or at most where ``most``."""

    bound: float
    most: bool = False

    def holds(self, value: float | int | str) -> bool:
        """Whether ``value`` keeps the bound; words never do."""
        if isinstance(value, str):
            return False
        return value <= self.bound if self.most else value >= self.bound

    def weaker_than(self, other: "Floor") -> bool:
        """Whether something that ``other`` refuses would pass here."""
        if self.most != other.most:
            return True
        return self.bound > other.bound if self.most else self.bound < other.bound

    def __str__(self) -> str:
        return f"{'≤' if self.most else '≥'} {self.bound:g}"


Floors = dict[str, dict[str, Floor]]


def read_floors(file: Path) -> Floors:
    """The floors of each benchmark in ``file``."""
    return parse(file.read_text(encoding="utf-8"))


def parse(text: str) -> Floors:
    """The floors written in ``text``; raises ValueError for one that is neither a number nor ``{ most = number }``."""
    return {
        benchmark: {measure: _floor(f"{benchmark}.{measure}", value) for measure, value in measures.items()}
        for benchmark, measures in tomllib.loads(text).items()
    }


def _floor(name: str, value: object) -> Floor:
    if isinstance(value, dict) and list(value) == ["most"]:
        return Floor(float(value["most"]), most=True)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Floor(float(value))
    raise ValueError(f"{name} in the floors file must be a number or {{ most = number }}, not {value!r}")


def weakened(before: Floors, now: Floors) -> list[str]:
    """A sentence for each floor of ``before`` that is gone or weaker in ``now``."""
    found = []
    for benchmark, measures in before.items():
        for measure, old in measures.items():
            new = now.get(benchmark, {}).get(measure)
            if new is None:
                found.append(f"The floor {benchmark}.{measure} ({old}) was removed: floors may only rise.")
            elif new.weaker_than(old):
                found.append(f"The floor {benchmark}.{measure} went from {old} to {new}: floors may only rise.")
    return found


def weakened_since_last_commit(file: Path) -> list[str]:
    """What was weakened against the commit before and the branch main, where git knows them; else nothing."""
    now = read_floors(file)
    sentences: list[str] = []
    for commit in ("HEAD~1", "origin/main", "main"):
        shown = subprocess.run(
            ["git", "show", f"{commit}:./{file.name}"], cwd=file.parent, capture_output=True, check=False
        )
        if shown.returncode == 0:
            sentences += weakened(parse(shown.stdout.decode("utf-8")), now)
    return list(dict.fromkeys(sentences))
