"""How right the outline is: the five gold reports, those annotated by hand, and the reference report's exact outline.

An item is found when one of the same kind overlaps it by at least half: characters in both divided by
characters in either. Each gold item and each found item counts once. The annotations in ``data/outline`` are
offsets; their rules stand beside them.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from benchmarks.shared import shared_folder
from summarizer.outline import Outline, outline
from summarizer.readers import read

ANNOTATIONS = Path(__file__).parent / "data" / "outline"
REFERENCE = "000_808629f87b488684.txt"
LEAST_OVERLAP = 0.5
Offsets = tuple[int, int]
Measured = dict[str, float | int | str]


@dataclass(frozen=True)
class Gold:
    """What an annotator found in a report: its sections of the top level with their kinds, problems and plans."""

    name: str
    sections: tuple[tuple[str, Offsets], ...]
    problems: tuple[Offsets, ...]
    plans: tuple[Offsets, ...]

    @classmethod
    def read(cls, name: str, file: Path) -> "Gold":
        written = json.loads(file.read_text(encoding="utf-8"))
        return cls(
            name,
            tuple((each["kind"], _offsets(each)) for each in written["sections"]),
            tuple(map(_offsets, written["problems"])),
            tuple(map(_offsets, written["plans"])),
        )


def _offsets(written: dict[str, int]) -> Offsets:
    return written["start"], written["end"]


def overlap(one: Offsets, other: Offsets) -> float:
    """Characters in both, divided by characters in either."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(both, 0) / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def f1(gold: list[Offsets], found: list[Offsets]) -> float:
    """F1 of ``found`` against ``gold``, paired greedily by overlap; 1 when both are empty."""
    if not gold and not found:
        return 1.0
    pairs = sorted(((overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for share, i, j in pairs:
        if share >= LEAST_OVERLAP and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return 2 * len(used_gold) / (len(gold) + len(found))


def kinds_right(gold: Gold, found: Outline) -> float:
    """Share of the text's characters whose top-level kind is the gold one."""
    length = len(found.document.text)
    kinds = [""] * length
    for kind, (start, end) in gold.sections:
        kinds[start:end] = [kind] * (end - start)
    right = 0
    for section in found.sections:
        if section.level == 1:
            right += sum(1 for kind in kinds[section.start : section.end] if kind == section.kind)
    return right / length


def items(found: Outline, kind: str) -> list[Offsets]:
    """The offsets of the items of ``kind``."""
    return [(item.start, item.end) for item in found.items if item.kind == kind]


def gold_reports() -> list[tuple[Gold, Path]]:
    """The five gold reports and their texts; FileNotFoundError without the shared folder."""
    reports = shared_folder() / "reports"
    names = sorted(path.name.removesuffix(".gold.json") for path in (reports / "gold").glob("*.gold.json"))
    return [
        (Gold.read(name, reports / "gold" / f"{name}.gold.json"), reports / "plain" / f"{name}.txt") for name in names
    ]


def annotated_reports() -> list[tuple[Gold, Path]]:
    """The reports annotated here and their texts; ValueError when a text is not the one annotated."""
    found = []
    for file in sorted(ANNOTATIONS.glob("*.json")):
        written = json.loads(file.read_text(encoding="utf-8"))
        path = shared_folder() / "reports" / "plain" / written["file"]
        if hashlib.sha256(path.read_bytes()).hexdigest() != written["sha256"]:
            raise ValueError(f"{path.name} is not the text that was annotated: its sha256 differs from {file.name}.")
        found.append((Gold.read(file.stem, file), path))
    return found


def scores(gold: Gold, found: Outline) -> dict[str, float]:
    """F1 of problems and of plans, and the share of characters of the right kind."""
    return {
        "problems": f1(list(gold.problems), items(found, "problems")),
        "plans": f1(list(gold.plans), items(found, "plans")),
        "kinds": kinds_right(gold, found),
    }


def measure() -> Measured:
    """Per file: F1 of problems and plans, share of characters of the right kind; overall; the reference outline."""
    results: Measured = {}
    for group, reports in (("", gold_reports()), ("annotated ", annotated_reports())):
        lowest = {"problems": 1.0, "plans": 1.0, "kinds": 1.0}
        matched = {"problems": 0, "plans": 0}
        counted = {"problems": 0, "plans": 0}
        for gold, path in reports:
            found = outline(read(path))
            scored = scores(gold, found)
            for kind, score in scored.items():
                results[f"{gold.name} {kind}{'' if kind == 'kinds' else ' F1'}"] = round(score, 4)
                lowest[kind] = min(lowest[kind], score)
            for kind, spans in (("problems", gold.problems), ("plans", gold.plans)):
                count = len(spans) + len(items(found, kind))
                counted[kind] += count
                matched[kind] += round(scored[kind] * count)
        results |= {
            f"{group}all {kind} F1": round(matched[kind] / counted[kind], 4) for kind in matched if counted[kind]
        }
        results |= {f"{group}lowest {kind}": round(value, 4) for kind, value in lowest.items()}
    path = shared_folder() / "reports" / "plain" / REFERENCE
    if path.exists():
        results |= reference(outline(read(path)))
    return results


def reference(found: Outline) -> Measured:
    """What the reference report's outline has: to be 10, 31, 3, 5."""
    review = next(section for section in found.sections if section.kind == "achievements" and section.level == 1)
    return {
        "reference second-level achievements": sum(1 for section in found.sections if section.parent == review.id),
        "reference achievements": len(items(found, "achievements")),
        "reference problems": len(items(found, "problems")),
        "reference plans": len(items(found, "plans")),
        "reference title": found.document.metadata.title,
        "reference issuer": found.document.metadata.issuer,
        "reference period": found.document.metadata.period,
    }


if __name__ == "__main__":
    for key, value in measure().items():
        print(f"{key:60} {value}")
