"""Train the weights by which the verifier decides, and say how sure it then is.

    python -m training.verdicts            figures with each report left out, thresholds by cost, the weights of all
    python -m training.verdicts --write    the same, and the file in the package
    python -m training.verdicts --through  the same, and each report's claims through a verifier trained without it

Rows are (number, figure) pairs with their signs (:mod:`summarizer.verify.signs`). Labels come from claims labelled as a
whole (``../shared/claims``, ``benchmarks/data/claims``), from sentences of a model labelled number by number, from the
second reader's claims in ``tests/second_reader``, and from claims made by rule, right and wrong
(``benchmarks/corruptions``). Of a wrong claim only the worst number is known to be wrong.
"""

import argparse
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.corruptions import claims_of, corrupted, rewritten
from benchmarks.model_sentences import DATA as MODEL_SENTENCES
from benchmarks.shared import shared_folder
from summarizer.base.characters import plain
from summarizer.base.document import Span
from summarizer.outline import Outline, outline
from summarizer.quantities import Figure, locate
from summarizer.readers import read
from summarizer.verify import Source, decide, settle
from summarizer.verify.decide import Weights, contradicted, doubted
from summarizer.verify.match import agreeing, fields_of
from summarizer.verify.numbers import numbers_of
from summarizer.verify.rules import by_rules
from summarizer.verify.settled import verdict_on
from summarizer.verify.signs import Signs, signs_of
from training.priors import AGAINST, FOR, HELD

ROOT = Path(__file__).parents[1]
FILE = ROOT / "summarizer" / "verify" / "data" / "decision.json"
#: What an error costs: a wrong claim that is supported, a right one that is not, a right one that is rejected besides,
#: and a wrong one that is for review where it could have been rejected. The thresholds are the cheapest.
#: The second reader's right claims are tests that must hold.
COSTS = {
    "wrong supported": 2.0,
    "claims refused": 1.0,
    "reader refused": 6.0,
    "right rejected": 1.0,
    "wrong reviewed": 0.7,
}
#: So many figures of the right value are weighed for each number, as the verifier does.
TRIED = 3
#: How strongly the weights are held to what is known before any data.
PULL = 2.0
#: What one row of each set counts: right, wrong.
COUNTS = {"claims": (1.0, 1.5), "model": (1.0, 2.5), "reader": (0.5, 0.8), "made": (0.12, 0.2), "cited": (0.12, 0.2)}
_FALSE = re.compile(r"\{(.*?)\}")
_TABLE = re.compile(r"^@@ ([a-z ]+)\n", re.MULTILINE)


#: Of each report with claims the file of its text.
PLACES: dict[str, Path] = {}
_SURE: dict[int, list[tuple[float, bool]]] = {}


@dataclass
class Row:
    """One number and the figures that it may tell, each with its signs; ``right`` None if unknown."""

    signs: list[Signs]
    right: bool | None = None


@dataclass
class Example:
    """A claim: ``rows`` of the numbers whose value stands in the source; ``unmatched`` how many do not."""

    kind: str
    group: str
    language: str
    text: str
    right: bool
    rows: list[Row] = field(default_factory=list)
    unmatched: int = 0


# --- rows ---------------------------------------------------------------------------------------------------------


@cache
def parts_of(path: Path) -> tuple[Outline, tuple[Figure, ...]]:
    """A report's outline and its figures."""
    return _parts(path.read_bytes(), path.name)


def _parts(data: bytes, name: str) -> tuple[Outline, tuple[Figure, ...]]:
    outlined = outline(read(data, name=name))
    document = outlined.document
    return outlined, locate(document.text, language="zh", sentences=outlined.sentences, skip=document.regions)


@cache
def source_of(path: Path) -> Source:
    """A report made ready."""
    return Source.of(*parts_of(path))


def rows_of(text: str, source: Source, cited: Sequence[Span] | None = None) -> list[tuple[int, int, list[Signs]]]:
    """For each number of a claim its place and the signs of the figures that it may tell."""
    numbers = numbers_of(plain(text), None, "", None)
    scope = None if cited is None else frozenset(source.within(cited))
    fields = fields_of(numbers, source, scope)
    found = []
    for at, one in enumerate(fields):
        inside = [c for c in one.fitting if scope is None or c.index in scope]
        signs: list[Signs] = []
        if inside:
            first = agreeing(one, source, inside)
            tried = [first, *(c for c in inside if c is not first)][:TRIED]
            ruled = verdict_on(by_rules(at, fields, source, inside, scope).reason)
            signs = [signs_of(at, fields, source, c, scope, ruled) for c in tried]
        found.append((one.number.figure.start, one.number.figure.end, signs))
    return found


def claims() -> Iterator[Example]:
    """Claims labelled as a whole, by hand."""
    shared = shared_folder()
    for folder, texts, ending in (
        (shared / "claims", shared / "claims", ".txt"),
        (ROOT / "benchmarks" / "data" / "claims", shared / "corpus" / "city_2024", ".docx"),
    ):
        for path in sorted(folder.glob("*.claims.tsv")):
            name = path.name.partition(".")[0]
            source = source_of(texts / f"{name}{ending}")
            PLACES[f"{folder.name} {name}"] = texts / f"{name}{ending}"
            for line in csv.reader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
                found = rows_of(line[2], source)
                yield Example(
                    "claims", f"{folder.name} {name}", line[1], line[2], line[0] == "ok",
                    [Row(signs) for _, _, signs in found if signs], sum(not signs for _, _, signs in found),
                )  # fmt: skip


def _marked(found: Iterable[tuple[int, int, list[Signs]]], spans: Mapping[tuple[int, int], bool]) -> list[Row]:
    return [
        Row(signs, right)
        for (start, end), right in spans.items()
        for at, to, signs in found
        if signs and at < end and start < to
    ]


def model_sentences() -> Iterator[Example]:
    """Sentences of the embedded model, labelled number by number."""
    for line in MODEL_SENTENCES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        source = source_of(shared_folder() / "reports" / "plain" / row["file"])
        spans = {(label["start"], label["end"]): label["label"] == "right" for label in row["labels"]}
        rows = _marked(rows_of(row["reply"], source), spans)
        yield Example("model", row["file"], row["language"], row["reply"], all(spans.values()), rows)


def second_reader() -> Iterator[Example]:
    """Claims on reports of places that do not exist; the false numbers of a wrong one stand in braces."""
    for path in sorted((ROOT / "tests" / "second_reader").glob("*.txt")):
        report, *parts = _TABLE.split(path.read_text(encoding="utf-8"))
        source = Source.of(*_parts(report.encode(), path.name))
        for kind, table in zip(parts[::2], parts[1::2], strict=True):
            for line in filter(str.strip, table.split("\n")):
                pieces = _FALSE.split(line)
                text = "".join(pieces)
                found = rows_of(text, source)
                spans = {}
                for start, end, _ in found:
                    before = len(_FALSE.sub(lambda m: m[1], text[:start]))
                    spans[start, end] = not _in_braces(pieces, before)
                right = "right" in kind
                if right:
                    spans = dict.fromkeys(spans, True)
                yield Example("reader", path.name, kind[-2:], text, right, _marked(found, spans))


def _in_braces(pieces: Sequence[str], at: int) -> bool:
    length = 0
    for index, piece in enumerate(pieces):
        if length <= at < length + len(piece):
            return bool(index % 2)
        length += len(piece)
    return False


def made(cited: bool = False) -> Iterator[Example]:
    """Claims made by rule from real reports, as they stand and corrupted; ``cited``: with evidence."""
    shared = shared_folder()
    every = 32 if cited else 16
    reports = [(path, every) for path in sorted((shared / "reports" / "plain").glob("*.txt"))]
    reports += [(path, 2 * every) for path in sorted((shared / "corpus" / "city_2024").glob("*.docx"))[::5]]
    for path, step in reports:
        source = source_of(path)
        random = Random(7)
        for number, claim in enumerate(claims_of(*parts_of(path))):
            if number % step:
                continue
            spans = None
            if cited:
                spans = [
                    source.places[at].sentence
                    for at in source.within([Span(t.figure.start, t.figure.end) for t in claim.told])
                ]
            for right, variants in ((False, corrupted(claim, random)), (True, rewritten(claim))):
                for one in variants:
                    rows = _marked(rows_of(one.text, source, spans), dict.fromkeys(one.spans, right))
                    if rows:
                        yield Example("cited" if cited else "made", path.name, one.language, one.text, right, rows)


# --- the model ----------------------------------------------------------------------------------------------------


class Model:
    """A logistic regression, its weights pulled towards what is known and never turned around."""

    def __init__(self, examples: Sequence[Example]) -> None:
        seen = Counter(name for one in examples for row in one.rows for signs in row.signs for name in signs)
        self.names = sorted(seen)
        self.at = {name: index for index, name in enumerate(self.names)}
        unknown = [name for name in self.names if name not in AGAINST and name not in FOR and name not in _FREE]
        if unknown:
            raise ValueError(f"signs without a direction: {unknown}")
        self.start = np.array([-AGAINST[n] if n in AGAINST else FOR.get(n, 0.0) for n in self.names])
        self.low = np.array([0.0 if n in FOR else -9.0 for n in self.names])
        self.high = np.array([0.0 if n in AGAINST else 9.0 for n in self.names])
        self.weights = self.start.copy()

    def vector(self, signs: Signs) -> np.ndarray:
        """The signs in the order of the weights."""
        found = np.zeros(len(self.names))
        for name, value in signs.items():
            if name in self.at:
                found[self.at[name]] = value
        return found

    def sure(self, row: Row) -> float:
        """How sure the likeliest figure of a number is."""
        return max(float(1 / (1 + np.exp(-self.vector(signs) @ self.weights))) for signs in row.signs)

    def best(self, row: Row) -> Signs:
        """The signs of the likeliest figure."""
        return max(row.signs, key=lambda signs: float(self.vector(signs) @ self.weights))

    def table(self) -> dict[str, float]:
        """The weights by the names of their signs."""
        return {
            name: round(float(weight), 3)
            for name, weight in zip(self.names, self.weights, strict=True)
            if abs(weight) > 0.005
        }

    def fit(self, examples: Sequence[Example], rounds: int = 4) -> "Model":
        """Weights from ``examples``; of a wrong claim the least sure number is taken for the wrong one, in rounds."""
        for turn in range(rounds):
            rows, labels, counts = self._labelled(examples, turn)
            self._descend(np.array([self.vector(signs) for signs in rows]), np.array(labels), np.array(counts))
        return self

    def _labelled(self, examples: Sequence[Example], turn: int) -> tuple[list[Signs], list[float], list[float]]:
        rows: list[Signs] = []
        labels: list[float] = []
        counts: list[float] = []

        def add(row: Row, right: bool, count: float) -> None:
            rows.append(self.best(row) if turn else row.signs[0])
            labels.append(float(right))
            counts.append(count)

        for one in examples:
            right, wrong = COUNTS[one.kind]
            if one.kind != "claims":
                for row in one.rows:
                    add(row, bool(row.right), right if row.right else wrong)
                continue
            sure = [self.sure(row) for row in one.rows]
            if one.right:  # one whose value stands there by chance, being derived, teaches nothing
                for row, known in zip(one.rows, sure, strict=True):
                    if turn < 2 or known > 0.12:
                        add(row, True, right)
            elif sure:
                worst = sure.index(min(sure))
                for at, row in enumerate(one.rows):
                    add(row, at != worst, wrong * (0.3 if one.unmatched else 1.0) if at == worst else 0.3)
        return rows, labels, counts

    def _descend(self, rows: np.ndarray, labels: np.ndarray, counts: np.ndarray) -> None:
        pull = np.array([4 * PULL if name in HELD else PULL for name in self.names])
        for name in _FREE:
            if name in self.at:
                pull[self.at[name]] = 0.1
        total = rows @ self.weights
        columns = [np.nonzero(rows[:, at])[0] for at in range(rows.shape[1])]
        for _ in range(25):
            moved = 0.0
            for at, column in enumerate(columns):
                values = rows[column, at]
                chance = 1 / (1 + np.exp(-total[column]))
                slope = (counts[column] * (chance - labels[column]) * values).sum() + pull[at] * (
                    self.weights[at] - self.start[at]
                )
                bend = (counts[column] * chance * (1 - chance) * values * values).sum() + pull[at]
                found = min(self.high[at], max(self.low[at], self.weights[at] - max(-1.0, min(1.0, slope / bend))))
                if step := found - self.weights[at]:
                    total[column] += step * values
                    self.weights[at] = found
                    moved = max(moved, abs(step))
            if moved < 2e-3:
                return


_FREE = ("one", "en", "rate")


# --- the report ---------------------------------------------------------------------------------------------------

#: Sets whose claims are labelled by people, each left out in turn.
LEFT_OUT = ("claims", "reader")


def left_out(examples: Sequence[Example]) -> dict[int, list[tuple[float, bool]]]:
    """How sure the model is of each number of a claim when it was trained without that claim's report."""
    found: dict[int, list[tuple[float, bool]]] = {}
    for group in sorted({one.group for one in examples if one.kind in LEFT_OUT}):
        model = Model(examples).fit([one for one in examples if one.group != group])
        for at, one in enumerate(examples):
            if one.group == group and one.kind in LEFT_OUT and one.rows:
                found[at] = [_supportable(model, row) for row in one.rows]
    return found


def _supportable(model: Model, row: Row) -> tuple[float, bool]:
    """How sure a number is and whether the rules accept it; 0 where a slot contradicts or a doubt stands."""
    best = model.best(row)
    accepted = "ruled supported" in best
    held = contradicted(best) or (not accepted and doubted(best))
    return (0.0 if held else model.sure(row)), accepted


Sure = Mapping[int, Sequence[tuple[float, bool]]]


def thresholds(examples: Sequence[Example], sure: Sure) -> tuple[dict[str, dict[str, float]], float]:
    """From where on a number is supported, by language and by what the rules say, and under which it is rejected.

    What costs least. A right claim's number that stands nowhere follows by arithmetic; a wrong claim's is found out
    anyway.
    """
    known = [(examples[at], rows) for at, rows in sure.items() if examples[at].right or not examples[at].unmatched]
    steps = [step / 20 for step in range(2, 20)]

    def passes(rows: Sequence[tuple[float, bool]], kept: float, high: float) -> bool:
        return all(chance >= (kept if accepted else high) for chance, accepted in rows)

    def cost(language: str, kept: float, high: float) -> float:
        """Few claims lie near any level: what its neighbours cost counts too."""
        found = 0.0
        for step in (-0.05, 0.0, 0.05):
            for one, rows in known:
                if one.language == language and passes(rows, kept + step, high + step) != one.right:
                    found += COSTS[f"{one.kind} refused" if one.right else "wrong supported"]
        return found

    levels = {
        language: dict(
            zip(
                ("accepted", "doubted"),
                min(
                    ((kept, high) for kept in steps for high in steps if kept <= high),
                    key=lambda pair: (cost(language, *pair), pair),
                ),
                strict=True,
            )
        )
        for language in ("en", "zh")
    }

    def cost_of_rejection(level: float) -> float:
        least = [(one, min(chance for chance, _ in rows)) for one, rows in known]
        rejected = sum(one.right and chance < level for one, chance in least)
        open_ = sum(not one.right and chance >= level for one, chance in least)
        return COSTS["right rejected"] * rejected + COSTS["wrong reviewed"] * open_

    low = min((step for step in steps if step <= 0.5), key=lambda level: (cost_of_rejection(level), level))
    return levels, low


def show(examples: Sequence[Example], sure: Sure) -> None:
    """Of the claims all whose numbers stand in the source: right and wrong ones supported; reliability."""
    for kind in LEFT_OUT:
        for language in ("en", "zh"):
            known = [
                (one.right, min(chance for chance, _ in sure[at]))
                for at, one in enumerate(examples)
                if at in sure and one.kind == kind and one.language == language and not one.unmatched
            ]
            right = [chance for good, chance in known if good]
            wrong = [chance for good, chance in known if not good]
            shown = ", ".join(
                f"{level}: {sum(c >= level for c in right)} right {sum(c >= level for c in wrong)} wrong"
                for level in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
            )
            print(f"{kind} {language}: of {len(right)} right and {len(wrong)} wrong claims supported from {shown}")
    buckets: dict[int, list[bool]] = defaultdict(list)
    for at, chances in sure.items():
        if examples[at].kind == "claims":
            buckets[int(min(chance for chance, _ in chances) * 5)].append(examples[at].right)
    for bucket, outcomes in sorted(buckets.items()):
        print(
            f"said {bucket / 5:.1f} to {bucket / 5 + 0.2:.1f}: right {sum(outcomes) / len(outcomes):.2f} "
            f"of {len(outcomes)} claims"
        )


def through(examples: Sequence[Example]) -> None:
    """The claims through the whole verifier, each report with weights and thresholds found without it."""
    tally: Counter[tuple[str, str]] = Counter()
    for group in sorted({one.group for one in examples if one.kind == "claims"}):
        others = [one for one in examples if one.group != group]
        model = Model(examples).fit(others)
        supported, low = thresholds(examples, {at: c for at, c in _SURE.items() if examples[at].group != group})
        held = Weights(model.table(), supported, low)
        decide.weights.cache_clear()
        decide.weights = cache(lambda held=held: held)  # type: ignore[misc]
        settle.weights = decide.weights
        for one in examples:
            if one.group == group:
                checks = settle.verify_text(one.text, source_of(PLACES[group]))
                good = bool(checks) and all(check.verdict == "supported" for check in checks)
                bad = any(check.verdict == "rejected" for check in checks)
                tally[one.language, "right" if one.right else "wrong"] += 1
                name = f"{'right' if one.right else 'wrong'} {'supported' if good else 'rejected' if bad else 'open'}"
                tally[one.language, name] += 1
    for (language, name), count in sorted(tally.items()):
        print(f"through the verifier, report left out: {language} {name} {count}")


def main() -> None:
    """Train, show, write."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="write the weights into the package")
    asked.add_argument(
        "--through", action="store_true", help="each report's claims through the verifier trained without"
    )
    chosen = asked.parse_args()
    examples = [*claims(), *model_sentences(), *second_reader(), *made(), *made(cited=True)]
    print(Counter(f"{one.kind} {'right' if one.right else 'wrong'}" for one in examples))
    sure = left_out(examples)
    show(examples, sure)
    supported, low = thresholds(examples, sure)
    print(f"supported from {supported}, rejected under {low}, at the costs {COSTS}")
    model = Model(examples).fit(examples)
    if chosen.write:
        written = json.dumps({"supported": supported, "low": low, "weights": model.table()}, indent=1)
        FILE.write_text(f"{written}\n", encoding="utf-8")
        print(f"{len(model.table())} weights written to {FILE.relative_to(ROOT)}")
    if chosen.through:
        _SURE.update(sure)
        through(examples)


if __name__ == "__main__":
    main()
