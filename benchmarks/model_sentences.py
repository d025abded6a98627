"""Sentences that the embedded model wrote from real statistics sentences, labelled by hand, number by number.

The model was asked to translate or to shorten one sentence of a real report, without any of our help; 159 of
its answers are kept in ``data/model_sentences.jsonl`` with the offsets of the sentence they were written from.
A label says of one number whether it is ``right``, ``wrong`` (value, scale, unit or what it is said of) or
``weakened`` (a qualifier lost or changed). Precision and recall are of "rejected or review" on them, with the
whole report as the source: the verifier is not told which sentence was translated.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.shared import shared_folder
from summarizer.outline import outline
from summarizer.quantities import locate
from summarizer.readers import read
from summarizer.schema import Check
from summarizer.verify import Source, verify_text

DATA = Path(__file__).parent / "data" / "model_sentences.jsonl"


@cache
def source_of(path: Path, sha256: str) -> Source:
    """The report at ``path`` as a source; raises ValueError when it is not the labelled one."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(f"{path.name} is not the file that the labels were made on")
    outlined = outline(read(data, name=path.name))
    document = outlined.document
    figures = locate(document.text, language="zh", sentences=outlined.sentences, skip=document.regions)
    return Source.of(outlined, figures)


def judged(folder: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any], Check | None]]:
    """Each labelled number with the check that covers it, None where no check does."""
    for line in DATA.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        source = source_of(folder / "reports" / "plain" / row["file"], row["sha256"])
        checks = verify_text(row["reply"], source)
        for label in row["labels"]:
            covering = [c for c in checks if c.start < label["end"] and label["start"] < c.end]
            yield row, label, covering[0] if covering else None


def measure() -> dict[str, float]:
    """Precision and recall of "rejected or review", and the wrong numbers that were called supported."""
    tally: Counter[tuple[str, str]] = Counter()
    for _, label, check in judged(shared_folder()):
        flagged = "unseen" if check is None else "passed" if check.verdict == "supported" else "flagged"
        tally[label["label"], flagged] += 1
    bad = ("wrong", "weakened")
    flagged_bad = sum(tally[kind, "flagged"] for kind in bad)
    flagged_all = flagged_bad + tally["right", "flagged"]
    total_bad = sum(count for (kind, _), count in tally.items() if kind in bad)
    right = sum(count for (kind, _), count in tally.items() if kind == "right")
    return {
        "numbers": sum(tally.values()),
        "recall": round(flagged_bad / total_bad, 4),
        "precision": round(flagged_bad / flagged_all, 4),
        "right_supported": round(tally["right", "passed"] / right, 4),
        "wrong_supported": tally["wrong", "passed"],
        "unseen": sum(count for (_, state), count in tally.items() if state == "unseen"),
    }


if __name__ == "__main__":
    for row, label, check in judged(shared_folder()):
        wrong = label["label"] != "right"
        if check is None or wrong == (check.verdict == "supported"):
            verdict = f"{check.verdict}/{check.reason}: {check.explanation}" if check else "no check"
            print(f"{row['file'][:8]} {row['start']} [{label['label']}] {label['text']} → {verdict}")
            print(f"    {row['reply'][:150]}")
    print(measure())
