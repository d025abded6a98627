"""``python -m training.sentences [CORPUS]``: the weights in the package, made anew, and what they are worth.

CORPUS is the folder with the reports and gold.jsonl (by default ../shared/corpus). Writes the weights and, beside this
script, sentences.json: what they were trained on and how many sentences they tell right by themselves, each report
judged by weights that had not seen it (five folds). The same corpus gives the same bytes.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from summarizer.outline.weights import Weights, decode
from training.corpus import KINDS, Report, corpus
from training.linear import Settings, train

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "summarizer" / "outline" / "data" / "sentences.bin"
TOLD = Path(__file__).with_suffix(".json")
FOLDS = 5


def folds(reports: Sequence[Report]) -> list[Weights]:
    """For each fold the weights that all other reports give; report ``i`` is of fold ``i % FOLDS``."""
    return [decode(train([each for at, each in enumerate(reports) if at % FOLDS != fold])) for fold in range(FOLDS)]


def told_right(reports: Sequence[Report], models: Sequence[Weights]) -> dict[str, float]:
    """The share of the sentences of each kind that have the highest score for it, judged by who had not seen them."""
    right: Counter[int] = Counter()
    all_of: Counter[int] = Counter()
    for at, report in enumerate(reports):
        for sentence, kind in report.sentences:
            odds = (0.0, *models[at % FOLDS].log_odds(sentence))
            all_of[kind] += 1
            right[kind] += max(range(len(KINDS)), key=odds.__getitem__) == kind
    return {name: round(right[kind] / max(all_of[kind], 1), 4) for kind, name in enumerate(KINDS)}


def main(folder: Path) -> None:
    """Train on all reports in ``folder``, judge by folds, write both."""
    reports = corpus(folder)
    made = train(reports)
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_bytes(made)
    counts = Counter(KINDS[kind] for report in reports for _, kind in report.sentences)
    told = {
        "corpus": "80 city reports of 2024 and 21 provincial ones of 2026: ../shared/corpus, its sources in its README",
        "gold sha256": hashlib.sha256((folder / "gold.jsonl").read_bytes()).hexdigest(),
        "reports": len(reports),
        "sentences": dict(counts),
        "settings": asdict(Settings()),
        "weights": len(decode(made).table),
        "bytes": len(made),
        "sha256": hashlib.sha256(made).hexdigest(),
        "sentences told right alone, five folds": told_right(reports, folds(reports)),
    }
    TOLD.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "corpus")
