"""How right the outline is: the five gold reports, and the reference report's exact outline.

An item is found when one of the same kind overlaps it by at least half: characters in both divided by
characters in either. Each gold item and each found item counts once.
"""

import json
import os
from pathlib import Path

from summarizer.outline import Outline, outline
from summarizer.readers import read

SHARED = Path(os.environ.get("SUMMARIZER_SHARED", Path(__file__).resolve().parents[2] / "shared"))
REFERENCE = "000_808629f87b488684.txt"
LEAST_OVERLAP = 0.5


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Characters in both, divided by characters in either."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(both, 0) / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def f1(gold: list[tuple[int, int]], found: list[tuple[int, int]]) -> float:
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


def kinds_right(gold: dict[str, object], found: Outline) -> float:
    """Share of the text's characters whose top-level kind is the gold one."""
    length = len(found.document.text)
    kinds = [""] * length
    for section in gold["sections"]:  # type: ignore[attr-defined]
        kinds[section["start"] : section["end"]] = [section["kind"]] * (section["end"] - section["start"])
    right = 0
    for section in found.sections:
        if section.level == 1:
            right += sum(1 for kind in kinds[section.start : section.end] if kind == section.kind)
    return right / length


def items(found: Outline, kind: str) -> list[tuple[int, int]]:
    return [(item.start, item.end) for item in found.items if item.kind == kind]


def gold_reports() -> list[tuple[str, dict[str, object], Outline]]:
    """Name, gold and outline of each of the five."""
    reports = []
    for path in sorted((SHARED / "reports" / "gold").glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        gold = json.loads(path.read_text(encoding="utf-8"))
        reports.append((name, gold, outline(read(SHARED / "reports" / "plain" / f"{name}.txt"))))
    return reports


def measure() -> dict[str, float | int | str]:
    """Per file and overall: F1 of problems and plans, share of characters of the right kind; the reference outline."""
    results: dict[str, float | int | str] = {}
    lowest = {"problems": 1.0, "plans": 1.0, "kinds": 1.0}
    matched = {"problems": 0, "plans": 0}
    counted = {"problems": 0, "plans": 0}
    for name, gold, found in gold_reports():
        for kind in ("problems", "plans"):
            spans = [(item["start"], item["end"]) for item in gold[kind]]  # type: ignore[attr-defined]
            score = f1(spans, items(found, kind))
            results[f"{name} {kind} F1"] = round(score, 4)
            lowest[kind] = min(lowest[kind], score)
            counted[kind] += len(spans) + len(items(found, kind))
            matched[kind] += round(score * (len(spans) + len(items(found, kind))))
        share = kinds_right(gold, found)
        results[f"{name} kinds"] = round(share, 4)
        lowest["kinds"] = min(lowest["kinds"], share)
    results |= {f"all {kind} F1": round(matched[kind] / counted[kind], 4) for kind in matched if counted[kind]}
    results |= {f"lowest {name}": round(value, 4) for name, value in lowest.items()}
    path = SHARED / "reports" / "plain" / REFERENCE
    if path.exists():
        results |= reference(outline(read(path)))
    return results


def reference(found: Outline) -> dict[str, float | int | str]:
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
