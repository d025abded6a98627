"""What a change changes: ``python -m benchmarks.net write FOLDER``, then ``… compare BEFORE AFTER``.

In go the shared reports, the corpus, the marked files and the second reader's claims; out comes one JSON file for each,
with what outline, figures, the brief without a model and verify give. The second command prints how many rows of each
kind differ, and up to 12 of them. Nothing of the output is committed: the net tells a change of code from a change of
behaviour, and each difference is read by eye.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import summarizer
from benchmarks.shared import shared_folder

ROOT = Path(__file__).parent.parent
SHOWN = 12
Rows = dict[str, list[list[Any]]]


def reports() -> Iterator[Path]:
    """Every report the net is spread under: the corpus, the shared plain ones, the marked files, the samples."""
    shared = shared_folder()
    for folder in (shared / "corpus", shared / "reports", ROOT / "benchmarks" / "data", ROOT / "samples"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".txt", ".docx", ".pdf", ".html"} and not path.name.endswith(".claims.txt"):
                yield path


def told(path: Path) -> Rows:
    """What the program says of one report, as rows by kind; an error is a row too."""
    try:
        document = summarizer.load(path)
        outline = summarizer.outline(document)
        figures = summarizer.figures(outline)
        brief = summarizer.summarize(document, model="none")
    except summarizer.SummarizerError as refused:
        return {"refused": [[str(refused)]]}
    about = document.metadata
    return {
        "metadata": [[about.title, about.issuer, about.period, about.published]],
        "sections": [[one.start, one.end, one.kind, one.level] for one in outline.sections],
        "items": [[one.start, one.end, one.kind] for one in outline.items],
        "figures": [
            [
                one.start,
                one.end,
                one.text,
                one.kind,
                str(one.value),
                str(one.low),
                str(one.high),
                one.unit,
                one.qualifier,
                one.direction,
                one.measure,
                one.aspect,
            ]
            for one in figures
        ],
        "brief": [[check.text, check.verdict, check.reason] for check in brief.checks],
    }


def heard() -> dict[str, Rows]:
    """The verdicts on every shared claim, by report."""
    shared = shared_folder()
    rows: dict[str, Rows] = {}
    for claims in sorted((shared / "claims").glob("*.claims.tsv")):
        source = summarizer.load(claims.with_name(claims.name.split(".")[0] + ".txt"))
        checks = []
        for line in claims.read_text(encoding="utf-8").splitlines():
            claim = line.split("\t")[2]
            found = summarizer.verify(claim.encode(), source).checks
            checks.append([claim, [[one.text, one.verdict, one.reason] for one in found]])
        rows[claims.stem] = {"verdicts": checks}
    return rows


def write(folder: Path) -> None:
    """One JSON file a report, and one a file of claims, into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    everything = {f"{path.parent.name}.{path.name}": told(path) for path in reports()} | heard()
    for name, rows in everything.items():
        (folder / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def compare(before: Path, after: Path) -> int:
    """Print what differs between two folders; 1 when something does."""
    lost: Counter[str] = Counter()
    gained: Counter[str] = Counter()
    lines: list[str] = []
    for name in sorted({path.name for folder in (before, after) for path in folder.glob("*.json")}):
        old, new = (_read(folder / name) for folder in (before, after))
        for kind in sorted(old.keys() | new.keys()):
            was, now = ({json.dumps(row, ensure_ascii=False) for row in side.get(kind, [])} for side in (old, new))
            lost[kind] += len(was - now)
            gained[kind] += len(now - was)
            lines += [f"- {name} {kind} {row}" for row in sorted(was - now)]
            lines += [f"+ {name} {kind} {row}" for row in sorted(now - was)]
    print(*(f"{kind}: {lost[kind]} gone, {gained[kind]} new" for kind in sorted(lost | gained)), sep="\n")
    print(*lines[:SHOWN], sep="\n")
    return 1 if lines else 0


def _read(path: Path) -> Rows:
    rows: Rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return rows


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", folder]:
            write(Path(folder))
        case ["compare", before, after]:
            sys.exit(compare(Path(before), Path(after)))
        case _:
            sys.exit("usage: python -m benchmarks.net write FOLDER | compare BEFORE AFTER")
