"""The outline of fictional reports, written in the styles of the genre with their sections and items marked in them.

A file of ``data/marked`` begins with what is to be read of the whole (``#title=``, ``#issuer=``, ``#period=``, …); in
its text ⟦plans⟧ begins a section of that kind, and ⟨A|…⟩, ⟨P|…⟩, ⟨N|…⟩ hold an achievement, a problem, a plan. They
were written before the program had seen them, and what it got wrong was mended; how much that was at first stands in
docs/outline.md.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from benchmarks.outline import Gold, Offsets, f1, items, kinds_right
from summarizer.outline import Outline, outline
from summarizer.readers import read

MARKED = Path(__file__).parent / "data" / "marked"
_MARK = re.compile(r"⟦(?P<section>\w+)⟧|⟨(?P<item>[APN])\||⟩")
_KINDS = {"A": "achievements", "P": "problems", "N": "plans"}
Measured = dict[str, float | int | str]


@dataclass(frozen=True)
class Marked:
    """A report without its marks, and what they said."""

    name: str
    text: str
    sections: tuple[tuple[str, Offsets], ...]
    items: dict[str, list[Offsets]]
    told: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> "Marked":
        """The report in ``path``."""
        lines = path.read_text(encoding="utf-8").split("\n")
        head = [line for line in lines if line.startswith("#")]
        written = "\n".join(lines[len(head) :])
        text, last, opened = "", 0, ("", 0)
        sections: list[tuple[str, int]] = []
        found: dict[str, list[Offsets]] = {kind: [] for kind in _KINDS.values()}
        for mark in _MARK.finditer(written):
            text += written[last : mark.start()]
            last = mark.end()
            if mark["section"]:
                sections.append((mark["section"], len(text)))
            elif mark["item"]:
                opened = (_KINDS[mark["item"]], len(text))
            else:
                found[opened[0]].append((opened[1], len(text)))
        text += written[last:]
        ends = [start for _, start in sections[1:]] + [len(text)]
        tiles = tuple((kind, (start, end)) for (kind, start), end in zip(sections, ends, strict=True))
        return cls(path.stem, text, tiles, found, dict(line[1:].split("=", 1) for line in head))

    def scores(self, found: Outline) -> dict[str, float]:
        """F1 of each kind of item that is marked, and the share of characters of the right kind."""
        gold = Gold(self.name, self.sections, tuple(self.items["problems"]), tuple(self.items["plans"]))
        kinds = [kind for kind in self.items if kind != "achievements" or self.items[kind]]
        return {kind: f1(self.items[kind], items(found, kind)) for kind in kinds} | {"kinds": kinds_right(gold, found)}

    def untold(self, found: Outline) -> dict[str, str]:
        """What was read of the whole where it is not what is marked."""
        read_as = {field: str(getattr(found.document.metadata, field)) for field in self.told}
        return {field: value for field, value in read_as.items() if value != self.told[field]}


def marked_reports() -> list[Marked]:
    """All of them, by name."""
    return [Marked.read(path) for path in sorted(MARKED.glob("*.txt"))]


def measure() -> Measured:
    """F1 over all files, the lowest share of right kinds, how many values of metadata are right, and files at fault."""
    pairs: dict[str, list[tuple[float, int]]] = {kind: [] for kind in _KINDS.values()}
    lowest, right, asked = 1.0, 0, 0
    faults = []
    reports = marked_reports()
    for report in reports:
        found = outline(read(report.text))
        scored = report.scores(found)
        untold = report.untold(found)
        for kind, each in pairs.items():
            if kind in scored:
                each.append((scored[kind], len(report.items[kind]) + len(items(found, kind))))
        lowest = min(lowest, scored["kinds"])
        asked += len(report.told)
        right += len(report.told) - len(untold)
        if min(scored.values()) < 0.99 or untold:
            faults.append(report.name)
    return {
        "files": len(reports),
        **{
            f"all {kind} F1": round(sum(score * count for score, count in each) / sum(count for _, count in each), 4)
            for kind, each in pairs.items()
        },
        "lowest kinds": round(lowest, 4),
        "metadata right": round(right / asked, 4),
        "files without a fault": len(reports) - len(faults),
        "files at fault": ", ".join(faults) or "none",
    }


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:24} {value}")
