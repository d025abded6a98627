"""The verifier against corruptions and true rewritings of claims about every shared report.

A corruption slips through where one of its changed numbers is called supported, or is not seen at all. Where the
false number happens to be another figure's true one (same words, same unit) it is a coincidence: listed, not counted.
``python -m benchmarks.verify --full`` takes every figure of every report; the quick mode takes every few.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.corruptions import Variant, claims_of, corrupted, english_measure, rewritten
from benchmarks.shared import shared_folder
from summarizer.outline import outline
from summarizer.quantities import Figure, locate
from summarizer.readers import read
from summarizer.schema import Check
from summarizer.verify import Source, verify_text
from summarizer.verify.compare import same_unit

SEED = 20261123
#: Of so many figures the quick mode takes one.
QUICK = 24
VALUE = ("digit edit", "transposition", "dropped digit", "range end")
SCALE = ("times ten", "scale word")


@dataclass
class Tally:
    """How many variants of each kind and language there were, and those that went wrong."""

    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    cases: list[tuple[str, Variant, Check | None]] = field(default_factory=list)
    coincidences: list[tuple[str, Variant, Check]] = field(default_factory=list)

    def called_supported(self, *kinds: str) -> int:
        """How many of ``kinds`` were called supported; a number that no check saw is counted by itself."""
        return sum(check is not None and variant.kind in kinds for _, variant, check in self.cases)

    def share(self, language: str, *kinds: str) -> float:
        """The share that went wrong, of all ``kinds`` together in ``language``."""
        tried = sum(self.tried[kind, language] for kind in kinds)
        return sum(self.wrong[kind, language] for kind in kinds) / tried if tried else 0.0


def source_of(path: Path) -> Source:
    """One shared report, made ready."""
    outlined = outline(read(path.read_bytes(), name=path.name))
    document = outlined.document
    return Source.of(
        outlined, locate(document.text, language="zh", sentences=outlined.sentences, skip=document.regions)
    )


def run(folder: Path, every: int = 1) -> tuple[Tally, Tally]:
    """Corruptions and rewritings of one claim in ``every``, over all reports in ``folder``."""
    bad, good = Tally(), Tally()
    for path in sorted(folder.glob("*.txt")):
        outlined = outline(read(path.read_bytes(), name=path.name))
        text, regions = outlined.document.text, outlined.document.regions
        figures = locate(text, language="zh", sentences=outlined.sentences, skip=regions)
        source = Source.of(outlined, figures)
        random = Random(SEED)
        for number, claim in enumerate(claims_of(outlined, figures)):
            if number % every:
                continue
            for variant in corrupted(claim, random):
                _judge(path.stem, variant, source, bad)
            for variant in rewritten(claim):
                _approve(path.stem, variant, source, good)
    return bad, good


def _judge(name: str, variant: Variant, source: Source, tally: Tally) -> None:
    tally.tried[variant.kind, variant.language] += 1
    for check in _checks(variant, source):
        if check is None:
            tally.wrong[variant.kind, variant.language] += 1
            tally.cases.append((name, variant, None))
            return
        if check.verdict == "supported":
            if _by_chance(variant, check, source):
                tally.coincidences.append((name, variant, check))
                continue
            tally.wrong[variant.kind, variant.language] += 1
            tally.cases.append((name, variant, check))
            return


def _by_chance(variant: Variant, check: Check, source: Source) -> bool:
    """Whether the changed number is what the source says elsewhere in words that the claim does not tell apart.

    The last part of the measures is the same (another time's, another place's figure), or the English template words
    the one measure with some of the words of the other.
    """
    told = {figure.id for figure in variant.figures}
    others = [figure for figure in source.figures if figure.id in check.figures and figure.id not in told]
    return any(
        (other.unit == figure.unit or same_unit(other.unit, figure.unit))
        and (_last(other) == _last(figure) or (variant.language == "en" and _within(figure, other)))
        for other in others
        for figure in variant.figures
    )


def _last(figure: Figure) -> str:
    return figure.measure.rpartition("：")[2]


def _within(figure: Figure, other: Figure) -> bool:
    one, two = (set(english_measure(each.measure).split(", ")) for each in (figure, other))
    return one <= two


def _approve(name: str, variant: Variant, source: Source, tally: Tally) -> None:
    tally.tried[variant.kind, variant.language] += 1
    for check in _checks(variant, source):
        if check is None or check.verdict != "supported":
            tally.wrong[variant.kind, variant.language] += 1
            tally.cases.append((name, variant, check))
            return


def _checks(variant: Variant, source: Source) -> Iterator[Check | None]:
    """The check of each number to be judged, None where there is none."""
    found = verify_text(variant.text, source)
    for start, end in variant.spans:
        yield next((check for check in found if check.start < end and start < check.end), None)


def measure(every: int = QUICK) -> dict[str, float | int | str]:
    """The shares of corruptions supported and of true claims accepted; a sample of one figure in ``every``."""
    begun = time.perf_counter()
    bad, good = run(shared_folder() / "reports" / "plain", every)
    kinds_bad = {kind for kind, _ in bad.tried}
    kinds_good = {kind for kind, _ in good.tried}
    rest = sorted(kinds_bad - {*VALUE, *SCALE, "neighbours swapped"})
    found: dict[str, float | int | str] = {
        "corruptions": bad.tried.total(),
        "value_supported": bad.called_supported(*VALUE),
        "scale_supported": bad.called_supported(*SCALE),
        "not_seen": sum(check is None for _, _, check in bad.cases),
        "coincidences": len(bad.coincidences),
        "swapped_supported_zh": bad.share("zh", "neighbours swapped"),
        "swapped_supported_en": bad.share("en", "neighbours swapped"),
    }
    for kind in rest:
        found[f"{kind.replace(' ', '_')}_supported"] = max(bad.share("zh", kind), bad.share("en", kind))
    found["rewritings"] = good.tried.total()
    found["accepted_zh"] = 1 - good.share("zh", *kinds_good)
    found["accepted_en"] = 1 - good.share("en", *kinds_good)
    found["seconds"] = round(time.perf_counter() - begun, 1)
    return found


def _print(title: str, tally: Tally, most: int) -> None:
    print(
        f"\n{title}: {tally.tried.total()} tried, {tally.wrong.total()} wrong, {len(tally.coincidences)} coincidences"
    )
    for kind, language in sorted(tally.tried):
        print(f"  {kind:20} {language}  {tally.wrong[kind, language]:5} of {tally.tried[kind, language]:6}")
    shown: Counter[tuple[str, str]] = Counter()
    for name, variant, check in tally.cases:
        shown[variant.kind, variant.language] += 1
        if shown[variant.kind, variant.language] <= most:
            said = f"{check.text} {check.verdict}/{check.reason}: {check.explanation}" if check else "not seen"
            print(f"  [{variant.kind} {variant.language}] {name[-12:]} {variant.text}\n      {said}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="every figure of every report")
    parser.add_argument("--every", type=int, default=QUICK, help="one claim in so many")
    parser.add_argument("--show", type=int, default=3, help="cases to print of each kind")
    asked = parser.parse_args()
    bad, good = run(shared_folder() / "reports" / "plain", 1 if asked.full else asked.every)
    _print("Corruptions", bad, asked.show)
    _print("True rewritings", good, asked.show)
    for name, variant, check in bad.coincidences[: asked.show * 5]:
        print(f"  coincidence [{variant.kind}] {name[-12:]} {variant.text} → {check.explanation}")
