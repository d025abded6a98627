"""How right the comparison of years is: three fictional issuers with gold, two of them written after the rules were.

An aligned pair is right when both figures are mentions of one gold measure in years that follow each other in the
gold. A followed-up commitment is right when its status is the gold one; its evidence is when it overlaps the gold's.
"""

import json
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import summarizer
from summarizer.compare.record import Comparison

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
GOLD = {
    "yanchuan": "yanchuan_years.gold.json",
    "water bureau": "jichuan_water_years.gold.json",
    "county": "cenjiang_years.gold.json",
}
Span = tuple[int, int]


def compared(name: str) -> tuple[dict[str, Any], Comparison]:
    """The gold of one issuer and the product's comparison of its reports, given in the wrong order."""
    gold = json.loads((SAMPLES / GOLD[name]).read_text(encoding="utf-8"))
    return gold, summarizer.compare([SAMPLES / file for file in reversed(gold["files"].values())])


def overlaps(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


class Gold:
    """The gold's mentions by year."""

    def __init__(self, gold: dict[str, Any]) -> None:
        self.measures = gold["measures"]
        self.open = gold["open"]

    def measure(self, year: str, span: Span) -> str | None:
        """The gold measure of the figure at ``span``, None where it has none."""
        for measure in self.measures:
            for mention in measure["mentions"]:
                if mention["period"] == year and overlaps(span, (mention["start"], mention["end"])):
                    return str(measure["measure"])
        return None

    def pairs(self) -> set[tuple[str, str, str]]:
        """Measure, year and the next year that says it."""
        found = set()
        for measure in self.measures:
            years = list(dict.fromkeys(mention["period"] for mention in measure["mentions"]))
            found |= {(measure["measure"], a, b) for a, b in pairwise(years)}
        return found

    def unlike(self) -> set[tuple[str, str, str]]:
        """The pairs of which one figure is cumulative and the other is not."""
        counted = {
            (measure["measure"], mention["period"])
            for measure in self.measures
            for mention in measure["mentions"]
            if mention.get("cumulative")
        }
        return {(m, a, b) for m, a, b in self.pairs() if ((m, a) in counted) != ((m, b) in counted)}


def alignment(gold: Gold, found: Comparison) -> dict[str, float | int]:
    """F1 of aligned pairs, wrong pairs, and whether unlike figures and ambiguous ones are told."""
    wanted = gold.pairs()
    right: set[tuple[str, str, str]] = set()
    wrong = 0
    marked: set[tuple[str, str, str]] = set()
    for row in found.rows:
        for one, other in pairwise(row.cells):
            names = {gold.measure(cell.year, (cell.figure.start, cell.figure.end)) for cell in (one, other)}
            pair = (str(next(iter(names))), one.year, other.year)
            if len(names) == 1 and pair in wanted:
                right.add(pair)
            else:
                wrong += 1
        for one, change in zip(row.cells, row.changes, strict=False):
            if change.unlike:
                name = str(gold.measure(one.year, (one.figure.start, one.figure.end)))
                marked.add((name, change.earlier, change.later))
    opened = [
        (cell.year, (cell.figure.start, cell.figure.end))
        for group in found.open
        for cell in (*group.of_earlier, *group.of_later)
    ]
    doubtful = [
        (mention["period"], (mention["start"], mention["end"])) for group in gold.open for mention in group["mentions"]
    ]
    left = sum(any(year == at and overlaps(span, here) for at, here in opened) for year, span in doubtful)
    return {
        "alignment F1": 2 * len(right) / (len(right) + wrong + len(wanted)),
        "wrong pairs": wrong,
        "unlike periods told": share(len(marked & gold.unlike()), len(gold.unlike())),
        "ambiguous left open": share(left, len(doubtful)),
        "left open": len(opened),
    }


def statements(gold: dict[str, Any], found: Comparison) -> dict[str, float | int]:
    """Share of the gold's statements about last year that get the gold's verdict."""
    right = 0
    for said in gold["statements"]:
        here = [
            one.verdict
            for one in found.statements
            if one.year == said["period"] and overlaps((one.figure.start, one.figure.end), (said["start"], said["end"]))
        ]
        right += here == [said["expected"]]
    return {
        "statements right": share(right, len(gold["statements"])),
        "statements besides gold": len(found.statements) - len(gold["statements"]),
    }


def plans(gold: dict[str, Any], found: Comparison) -> dict[str, float | int]:
    """Share of the gold's commitments with the gold's status, and of their evidence that is the gold's."""
    right = evidenced = wanted = total = 0
    for item in gold["plans"]:
        for one in item["commitments"]:
            total += 1
            here = [
                commitment
                for plan in found.plans
                if plan.year == item["period"]
                for commitment in plan.commitments
                if overlaps((commitment.plan.start, commitment.plan.end), (one["start"], one["end"]))
            ]
            right += [commitment.status for commitment in here] == [one["expected"]]
            if one["evidence"]:
                wanted += 1
                pieces = [(piece.start, piece.end) for commitment in here for piece in commitment.evidence]
                evidenced += any(
                    overlaps(piece, (known["start"], known["end"])) for piece in pieces for known in one["evidence"]
                )
    return {"plan follow-up right": share(right, total), "plan evidence right": share(evidenced, wanted)}


def problems(gold: dict[str, Any], found: Comparison) -> dict[str, float | int]:
    """F1 of the pairs of years in which one problem returns."""

    def pairs(groups: list[list[tuple[str, Span]]]) -> Counter[tuple[tuple[str, str], ...]]:
        return Counter(
            ((a, str(gold_at(one)), b, str(gold_at(other))))  # type: ignore[misc]
            for group in groups
            for (a, one), (b, other) in combinations(group, 2)
        )

    known = [
        (mention["period"], (mention["start"], mention["end"]))
        for problem in gold["problems"]
        for mention in problem["mentions"]
    ]

    def gold_at(span: Span) -> Span | None:
        return next((here for _, here in known if overlaps(span, here)), None)

    wanted = pairs(
        [[(m["period"], (m["start"], m["end"])) for m in problem["mentions"]] for problem in gold["problems"]]
    )
    got = pairs([[(m.year, (m.item.start, m.item.end)) for m in problem.mentions] for problem in found.problems])
    both = sum((wanted & got).values())
    return {"returning problems F1": share(2 * both, sum(wanted.values()) + sum(got.values()))}


def share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def measure() -> dict[str, float | int | str]:
    """All of it for each issuer, and the numbers shown that are rejected."""
    results: dict[str, float | int | str] = {}
    for name in GOLD:
        gold, found = compared(name)
        scores = {
            **alignment(Gold(gold), found),
            **statements(gold, found),
            **plans(gold, found),
            **problems(gold, found),
            "numbers rejected": found.counts.rejected,
        }
        results |= {f"{name} {key}": value for key, value in scores.items()}
    return results


if __name__ == "__main__":
    for key, value in measure().items():
        print(f"{key:40} {value}")
