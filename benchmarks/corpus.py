"""How real reports that nobody marked by offsets are taken apart: the corpus of 101, with gold made by reading.

Each report is judged twice: by the weights in the package, which were trained on it too, and by weights trained on four
fifths of the corpus without it (``folds``). What holds on reports that nobody has seen is what the folds say. The
counting is that of ../shared/corpus/score.py.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from benchmarks.shared import shared_folder
from summarizer.outline import Outline, outline
from summarizer.outline.weights import Weights, in_place
from summarizer.pipeline.whole import figures_of
from summarizer.readers import read
from training.corpus import SHOWN, Parts, corpus, gold, parts
from training.sentences import FOLDS, folds

SLOW = True
Measured = dict[str, float | int | str]
_NEAR = 14  # characters by which the beginning of an item may be off
_MUCH = 0.05


@dataclass(frozen=True)
class Score:
    """One report: F1 of the items' beginnings, shares of parts told wrongly, and counts of figures told wrongly."""

    name: str
    problems: float
    plans: float
    plan_as_review: float
    review_as_plan: float
    plan_figures: tuple[int, int]
    review_figures: tuple[int, int]
    issuer: str
    year: bool


def score(path: Path, told: dict[str, object]) -> Score:
    """The report in ``path`` against its line of gold."""
    found = outline(read(path))
    text = found.document.text
    where = parts(text, told)
    begin, end = where.plan
    figures = [figure for figure in figures_of(found) if figure.is_figure]
    inside = [figure for figure in figures if begin <= figure.start < end]
    before = [figure for figure in figures if figure.start < begin]
    return Score(
        path.stem,
        _f1(_begin(found, "problems"), list(where.problem_items)),
        _f1(_begin(found, "plans"), list(where.plan_items)),
        _covered(found, ("achievements", "preamble"), begin, end) / max(end - begin, 1),
        _covered(found, ("plans",), 0, begin) / max(begin, 1),
        (sum(figure.aspect == "result" for figure in inside), len(inside)),
        (sum(figure.aspect == "target" for figure in before), len(before)),
        _issuer(found, text, where, str(told["issuer"])),
        found.document.metadata.period == told["year"],
    )


def _begin(found: Outline, kind: str) -> list[int]:
    text = found.document.text
    return [
        next((at for at in range(item.start, item.end) if SHOWN.match(text[at])), item.start)
        for item in found.items
        if item.kind == kind
    ]


def _f1(found: Sequence[int], wanted: Sequence[int]) -> float:
    if not found and not wanted:
        return 1.0
    used: set[int] = set()
    for each in wanted:
        near = min((abs(one - each), one) for one in [*(set(found) - used), 10**9])
        if near[0] <= _NEAR:
            used.add(near[1])
    return 2 * len(used) / (len(found) + len(wanted))


def _covered(found: Outline, kinds: Sequence[str], begin: int, end: int) -> int:
    tops = [section for section in found.sections if section.level == 1 and section.kind in kinds]
    return sum(max(0, min(section.end, end) - max(section.start, begin)) for section in tops)


def _issuer(found: Outline, text: str, where: Parts, wanted: str) -> str:
    issuer = found.document.metadata.issuer
    short = wanted not in text and issuer.startswith(wanted[:2]) and issuer[-2:] == wanted[-2:]
    return "right" if issuer == wanted or short else "wrong" if issuer else "none"


def scores(folder: Path, weights_of: Callable[[int], Weights | None]) -> list[Score]:
    """Every report of the corpus; ``weights_of`` gives for the i-th the weights in place of the package's."""
    found = []
    for at, (path, told) in enumerate(gold(folder)):
        other = weights_of(at)
        with in_place(other) if other is not None else nullcontext():
            found.append(score(path, told))
    return found


def summary(found: Sequence[Score]) -> Measured:
    """Means and counts over reports."""
    planned = [sum(each.plan_figures[at] for each in found) for at in (0, 1)]
    reviewed = [sum(each.review_figures[at] for each in found) for at in (0, 1)]
    return {
        "problems F1": round(sum(each.problems for each in found) / len(found), 4),
        "reports without a problem found": sum(each.problems == 0 for each in found),
        "plans F1": round(sum(each.plans for each in found) / len(found), 4),
        "plan told as review": sum(each.plan_as_review > _MUCH for each in found),
        "review told as plan": sum(each.review_as_plan > _MUCH for each in found),
        "figures of plans told as results": round(planned[0] / planned[1], 4),
        "figures of reviews told as goals": round(reviewed[0] / reviewed[1], 4),
        "issuer right": round(sum(each.issuer == "right" for each in found) / len(found), 4),
        "issuer invented": sum(each.issuer == "wrong" for each in found),
        "year right": round(sum(each.year for each in found) / len(found), 4),
    }


def quick() -> Measured:
    """By the weights in the package alone. Raises FileNotFoundError without the corpus."""
    return {"reports": len(found := scores(_folder(), lambda at: None)), **summary(found)}


def measure() -> Measured:
    """The same, and each report by weights that had not seen it. Raises FileNotFoundError without the corpus."""
    folder = _folder()
    models = folds(corpus(folder))
    apart = summary(scores(folder, lambda at: models[at % FOLDS]))
    return {**quick(), **{f"folds: {name}": value for name, value in apart.items()}}


def _folder() -> Path:
    folder = shared_folder() / "corpus"
    if not (folder / "gold.jsonl").is_file():
        raise FileNotFoundError(f"{folder} with the reports and their gold")
    return folder


if __name__ == "__main__":
    for measure_name, value in measure().items():
        print(f"{measure_name:48} {value}")
