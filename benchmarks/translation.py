"""Numbers in Chinese-English translations, outside the genre: the Chinese is the source, the English the claim.

From ``translation/`` of the shared folder, with its README's counting: DEMETR pairs with the right numbers and with one
altered, WMT 2023 translations in which no rater marked a digit, and real errors. ``odd`` and ``even`` are the lines of
each file, so that what is mended on the one half can be measured on the other. A digit is silent where it has neither a
verdict nor a reason why it has none.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import summarizer
from benchmarks.shared import shared_folder

Half = Literal["odd", "even", "all"]
_DIGITS = re.compile(r"\d[\d,.]*")
_WORST = ("supported", "review", "rejected")


def rows(folder: Path, name: str, half: Half = "all") -> Iterator[dict[str, Any]]:
    """The rows of one file; ``odd`` are its first, third, fifth … line."""
    for number, line in enumerate((folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(), 1):
        if half == "all" or (number % 2 == 1) == (half == "odd"):
            yield json.loads(line)


def state(chinese: str, english: str, at: str | None = None) -> tuple[str, bool]:
    """The worst verdict of the checks (of those on ``at``), "none" without one; and whether a digit is silent."""
    found = summarizer.verify(english.encode(), summarizer.load(chinese.encode()))
    told = [(one.start, one.end) for one in (*found.checks, *getattr(found, "unchecked", ()))]
    silent = any(not any(a < m.end() and b > m.start() for a, b in told) for m in _DIGITS.finditer(english))
    checks = found.checks
    if at is not None:
        start = english.index(at)
        checks = tuple(one for one in checks if one.start < start + len(at) and one.end > start)
    return max((one.verdict for one in checks), key=_WORST.index, default="none"), silent


def tally(half: Half = "all", folder: Path | None = None) -> dict[str, Counter[str]]:
    """How often each verdict is the worst of a sentence, by file; "silent" counts sentences with a silent digit."""
    folder = folder or shared_folder() / "translation"
    found: dict[str, Counter[str]] = {}
    for name, file, text in (
        ("right", "demetr_numbers", "right"),
        ("altered", "demetr_numbers", "altered"),
        ("clean", "wmt23_clean", "en"),
        ("error", "wmt23_errors", "en"),
    ):
        counted = found.setdefault(name, Counter())
        for row in rows(folder, file, half):
            verdict, silent = state(row["zh"], row[text], row.get("wrong"))
            counted[verdict] += 1
            counted["silent"] += silent
            counted["all"] += 1
    return found


def measure(half: Half = "all") -> dict[str, float | int | str]:
    """Shares of altered and wrong numbers not supported, of right ones supported, of clean sentences rejected."""
    folder = shared_folder() / "translation"
    if not folder.is_dir():
        raise FileNotFoundError(f"The translations are not at {folder}.")
    found = tally(half, folder)
    caught = {name: found[name]["review"] + found[name]["rejected"] for name in ("altered", "error")}
    return {
        "altered not supported": caught["altered"] / found["altered"]["all"],
        "right supported": found["right"]["supported"] / found["right"]["all"],
        "right rejected": found["right"]["rejected"],
        "clean rejected": found["clean"]["rejected"] / found["clean"]["all"],
        "clean supported": found["clean"]["supported"] / found["clean"]["all"],
        "clean without a check": found["clean"]["none"] / found["clean"]["all"],
        "real errors not supported": caught["error"] / found["error"]["all"],
        "sentences with a silent digit": sum(one["silent"] for one in found.values()),
    }


if __name__ == "__main__":
    for chosen in ("odd", "even"):
        print(chosen, {name: dict(counted) for name, counted in tally(chosen).items()})
