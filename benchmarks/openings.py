"""What a reader sees first of every report of the corpus, to be read: the opening lines and the key figures.

    python -m benchmarks.openings            the reports of even index, as the files are sorted
    python -m benchmarks.openings odd        the others; ``all`` for both

Without a model. Nothing is judged here: whether an opening tells the report's main result, its growth, its main problem
and the next goal, each as what it is, is for a person to say; the marks are kept in docs/quality.md.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import summarizer
from benchmarks.shared import shared_folder
from summarizer.schema import Brief


def chosen(which: str) -> list[tuple[int, Path]]:
    """The corpus files of ``which`` half ("even", "odd", "all") with their index in the sorted list."""
    files = sorted((shared_folder() / "corpus").glob("*/*.*"))
    rest = {"even": (0,), "odd": (1,)}.get(which, (0, 1))
    return [(index, path) for index, path in enumerate(files) if index % 2 in rest]


def told(brief: Brief) -> Iterator[str]:
    """The opening lines and the rows of the key figures, in both languages."""
    for line in brief.report.opening:
        yield f"  {line.kind[:4]} | {line.text.zh}"
        yield f"       | {line.text.en}"
    by_id = {shown.figure.id: shown for shown in brief.report.figures}
    for name in brief.key_figures:
        row = by_id[name]
        status = f"[{row.figure.direction} {row.figure.aspect}]"
        yield f"    {row.measure.zh} {row.figure.text} {status} {row.measure.en}: {row.quantity.en}"


if __name__ == "__main__":
    for at, file in chosen(sys.argv[1] if len(sys.argv) > 1 else "even"):
        found = summarizer.summarize(file, model="none")
        print(f"\n## {at} {file.stem} — {found.report.issuer.zh} {found.report.period}")
        print("\n".join(told(found)), flush=True)
