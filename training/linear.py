"""A linear classifier over runs of characters, trained the same way to the same bytes every time.

Multinomial logistic regression by AdaGrad over small batches in a fixed shuffle; the kinds weigh alike, so that the
scores are likelihood ratios and the order of the genre is left to who decodes. Sums run in one order: no BLAS.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.outline.weights import encode, normal, runs
from training.corpus import KINDS, Report


@dataclass(frozen=True)
class Settings:
    """How the weights are found; chosen by leaving reports out."""

    least_reports: int = 3
    kept: int = 32_000
    rounds: int = 8
    batch: int = 256
    rate: float = 0.25
    decay: float = 2e-5


def train(reports: Sequence[Report], settings: Settings = Settings()) -> bytes:
    """The file of weights that ``reports`` give."""
    names = _vocabulary(reports, settings)
    rows, kinds = _rows(reports, names)
    found, bias = _fit(rows, kinds, len(names), settings)
    found, bias = found - found[:, :1], bias - bias[0]
    often = np.bincount(rows[1], minlength=len(names))
    order = np.argsort(-np.abs(found).max(axis=1) * np.sqrt(often), kind="stable")[: settings.kept]
    unit = float(np.abs(found[order]).max() / 127) if len(order) else 1.0
    # Few weights are large: clipping the largest leaves finer steps to all others.
    unit = min(unit, float(np.quantile(np.abs(found[order]), 0.999) / 100)) if len(order) else unit
    whole = np.clip(np.rint(found[order] / unit), -127, 127).astype(int)
    table = {
        names[at]: tuple(int(each) for each in row[1:])
        for at, row in zip(order.tolist(), whole, strict=True)
        if any(row[1:])
    }
    return encode(table, round(unit, 8), tuple(round(float(each), 5) for each in bias[1:]))


def _vocabulary(reports: Sequence[Report], settings: Settings) -> list[str]:
    """Runs that stand in enough reports."""
    often: Counter[str] = Counter()
    for report in reports:
        often.update({run for sentence, _ in report.sentences for run in runs(normal(sentence))})
    return sorted(run for run, count in often.items() if count >= settings.least_reports)


_Rows = tuple[np.ndarray, np.ndarray, np.ndarray]


def _rows(reports: Sequence[Report], names: Sequence[str]) -> tuple[_Rows, np.ndarray]:
    """Sentences as sparse rows: where each begins, the runs in it, how much each counts."""
    at = {name: index for index, name in enumerate(names)}
    starts, columns, counts, kinds = [0], [], [], []
    for report in reports:
        for sentence, kind in report.sentences:
            words = normal(sentence)
            size = len(words) ** 0.5
            found = Counter(at[run] for run in runs(words) if run in at)
            columns += found.keys()
            counts += [count / size for count in found.values()]
            starts.append(len(columns))
            kinds.append(kind)
    rows = (np.array(starts), np.array(columns, dtype=np.int64), np.array(counts, dtype=np.float64))
    return rows, np.array(kinds)


def _fit(rows: _Rows, kinds: np.ndarray, size: int, settings: Settings) -> tuple[np.ndarray, np.ndarray]:
    """The weights of each run for each kind, and those of the kinds alone."""
    starts, columns, counts = rows
    many = len(KINDS)
    found, bias = np.zeros((size, many)), np.zeros(many)
    seen, seen_bias = np.full((size, many), 1e-8), np.full(many, 1e-8)
    share = np.bincount(kinds, minlength=many)
    worth = len(kinds) / (many * np.maximum(share, 1))
    shuffle = np.random.RandomState(0)
    for _turn in range(settings.rounds):
        order = shuffle.permutation(len(kinds))
        for first in range(0, len(order), settings.batch):
            chosen = order[first : first + settings.batch]
            lengths = starts[chosen + 1] - starts[chosen]
            where = np.repeat(starts[chosen] - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
            where = where + np.arange(lengths.sum())
            row = np.repeat(np.arange(len(chosen)), lengths)
            column, count = columns[where], counts[where]
            scores = np.stack(
                [np.bincount(row, count * found[column, kind], minlength=len(chosen)) for kind in range(many)], axis=1
            )
            odds = np.exp(scores + bias - (scores + bias).max(axis=1, keepdims=True))
            error = odds / odds.sum(axis=1, keepdims=True)
            error[np.arange(len(chosen)), kinds[chosen]] -= 1
            error *= (worth[kinds[chosen]] / len(chosen))[:, None]
            touched, inverse = np.unique(column, return_inverse=True)
            step = np.stack(
                [np.bincount(inverse, count * error[row, kind], minlength=len(touched)) for kind in range(many)], axis=1
            )
            step += settings.decay * found[touched]
            seen[touched] += step**2
            found[touched] -= settings.rate * step / np.sqrt(seen[touched])
            whole = error.sum(axis=0)
            seen_bias += whole**2
            bias -= settings.rate * whole / np.sqrt(seen_bias)
    return found, bias
