"""How fast numbers are located and claims verified, beside others in the same run, and how the time grows.

    python -m benchmarks.speed           the table, up to 450,000 characters (under a minute)
    python -m benchmarks.speed --full    up to 2,000,000 characters

- locate, in characters a second, over the 16 shared reports, and Recognizers-Text's Chinese numbers over the same
- 60 claims of the reference report verified in a source of 7,000 characters and in one of 112,000 (the same report and
  others behind it), against gtrex and langextract's exact alignment; making the source ready is told apart, because a
  source is made once and asked often
- time a character of locate, outline and the whole making of a source, relative to 112,000 characters: linear is 1

Times are of the processor, the best of several runs: other work on the machine counts little. A peer that is not
installed (extra ``peers``) is said to be so.
"""

import argparse
import gc
import importlib
import importlib.util
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.__main__ import shown
from benchmarks.peers import Claim, aligned, gtrex, reference, source_of
from benchmarks.shared import shared_folder
from summarizer.outline import outline
from summarizer.outline.structure import Outline
from summarizer.quantities import Figure, locate
from summarizer.readers import read
from summarizer.verify import Source, verify_text

#: A time told on a loaded machine is no floor: left out where --quick is asked for.
SLOW = True
Value = float | int | str
SIZES = (7_000, 28_000, 112_000, 450_000)
WHOLE = 2_000_000
#: Growth is told against this size: below it, what happens once (tables read, patterns compiled) still shows.
BASE = 112_000
_LONG = 112_000
_ENOUGH = 1.5


def measure(*, full: bool = False) -> dict[str, Value]:
    """Every number above; raises FileNotFoundError without the shared reports. ``full`` goes to 2M characters."""
    reports = _reports()
    text, claims = reference()
    warm = source_of(text)
    verify_text(claims.right[0].text, warm)
    measured: dict[str, Value] = dict(_located(reports))
    long = _filled([text, *(report for report in reports if report != text)], _LONG)
    for name, source in (("7k", text), ("112k", long)):
        measured |= _verified(name, source, claims.right)
    measured["verify_time_112k_to_7k"] = float(measured["verify_seconds_112k"]) / float(measured["verify_seconds_7k"])
    return measured | _growth("\n".join(reports), (*SIZES, WHOLE) if full else SIZES)


def _reports() -> list[str]:
    return [_decoded(file) for file in sorted((shared_folder() / "reports" / "plain").glob("*.txt"))]


def _decoded(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


def _filled(reports: Sequence[str], size: int) -> str:
    """``reports`` one after the other, and over again, as far as ``size`` characters."""
    text = "\n".join(reports)
    return (f"{text}\n" * (size // len(text) + 1))[:size]


def seconds(work: Callable[[], object], *, most: int = 5) -> float:
    """Processor seconds of the best run of ``work``: up to ``most`` runs, fewer where they take long."""
    best = spent = 0.0
    gc.collect()  # so that what was made before is not paid for here
    for _ in range(most):
        begun = time.process_time()
        work()
        took = time.process_time() - begun
        best = min(best or took, took)
        spent += took
        if spent > _ENOUGH:
            break
    return best


# --- locate ---------------------------------------------------------------------------------------------------------


def _located(reports: Sequence[str]) -> Iterator[tuple[str, Value]]:
    size = sum(map(len, reports))
    ours = size / seconds(lambda: [locate(report, language="zh") for report in reports])
    yield "locate_characters_a_second", ours
    parse = recognizers_text()
    if parse is None:
        yield "recognizers_text", "not installed"
        return
    theirs = size / seconds(lambda: [parse(report) for report in reports])
    yield "recognizers_text_characters_a_second", theirs
    yield "recognizers_text_reports_without_a_number", sum(not parse(report) for report in reports)
    yield "locate_times_as_fast_as_recognizers_text", ours / theirs


def recognizers_text() -> Callable[[str], Sequence[object]] | None:
    """Recognizers-Text's reader of Chinese numbers; None where it, or the old emoji package it needs, is missing."""
    try:
        numbers: Any = importlib.import_module("recognizers_number")
    except (ImportError, AttributeError):  # with emoji 2 and later it fails on an attribute that is gone
        return None
    model: Any = numbers.NumberRecognizer(numbers.Culture.Chinese).get_number_model()

    def parse(text: str) -> Sequence[object]:
        found: Sequence[object] = model.parse(text)
        return found

    return parse


# --- verify ---------------------------------------------------------------------------------------------------------

PEERS: dict[str, tuple[str, Callable[[str, Sequence[Claim]], object]]] = {
    "gtrex": ("gtrex", gtrex),
    "langextract": ("langextract", partial(aligned, unicode=False, exact_only=True)),
    "langextract_unicode": ("langextract", partial(aligned, unicode=True, exact_only=True)),
}
"""Name in the table → package that must be importable, and what is timed: all claims at once, in one text."""


def _verified(name: str, text: str, claims: Sequence[Claim]) -> dict[str, Value]:
    """Seconds for the claims in ``text``; what a peer prepares of the text is in its time, ours is told apart."""
    source = source_of(text)
    measured: dict[str, float] = {
        f"source_seconds_{name}": seconds(lambda: source_of(text), most=3),
        f"verify_seconds_{name}": seconds(lambda: [verify_text(claim.text, source) for claim in claims], most=3),
    }
    ours = measured[f"verify_seconds_{name}"]
    measured[f"source_and_verify_seconds_{name}"] = measured[f"source_seconds_{name}"] + ours
    missing: dict[str, Value] = {}
    for peer, (package, judge) in PEERS.items():
        if importlib.util.find_spec(package) is None:
            missing[peer] = "not installed"
            continue
        judge(text[:1000], claims[:1])  # what it loads and compiles once is not told
        theirs = seconds(partial(judge, text, claims), most=3)
        measured[f"{peer}_seconds_{name}"] = theirs
        measured[f"verify_time_{name}_to_{peer}"] = ours / theirs
    return missing | measured


# --- growth ---------------------------------------------------------------------------------------------------------


def _growth(corpus: str, sizes: Sequence[int]) -> dict[str, Value]:
    """Microseconds a character of each step at each of ``sizes``, and above BASE how many times what it is there."""
    steps = {size: _steps(_filled([corpus], size)) for size in sizes}
    measured: dict[str, Value] = {}
    for step in steps[BASE]:
        for size in sizes:
            measured[f"{step}_microseconds_a_character_{_short(size)}"] = steps[size][step]
        for size in (size for size in sizes if size > BASE):
            measured[f"{step}_growth_{_short(size)}_vs_{_short(BASE)}"] = steps[size][step] / steps[BASE][step]
    return measured


def _steps(text: str) -> dict[str, float]:
    """Microseconds a character that locate, outline and Source.of take for ``text``."""
    document = read(text.encode("utf-8"), name="report.txt")
    outlined = outline(document)
    figures = _located_in(outlined)
    taken = {
        "outline": seconds(lambda: outline(document), most=3),
        "locate": seconds(lambda: _located_in(outlined), most=3),
        "source_of": seconds(lambda: Source.of(outlined, figures), most=3),
    }
    return {step: 1e6 * spent / len(text) for step, spent in taken.items()}


def _located_in(outlined: Outline) -> tuple[Figure, ...]:
    document = outlined.document
    return locate(document.text, language="zh", sentences=outlined.sentences, skip=document.regions)


def _short(size: int) -> str:
    return f"{size // 1_000_000}M" if size >= 1_000_000 else f"{size // 1000}k"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.partition("\n")[0])
    parser.add_argument("--full", action="store_true", help="grow to 2,000,000 characters")
    for name, value in measure(full=parser.parse_args().full).items():
        print(f"{name:48} {shown(value)}")


if __name__ == "__main__":
    main()
