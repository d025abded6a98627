"""Scanned pages: made ones, turned, noised and blurred, read by text recognition and held against the words drawn.

    python -m benchmarks.scans      how many figures are right; how sure the recognizer was of the wrong ones

A figure is right where the text that was drawn has one of its value and unit with the same words before it, and wrong
else. A wrong one that is as sure as the verifier asks for would get a ✓: there must be none.
"""

from collections import Counter
from pathlib import Path

from benchmarks._scans import font_file, pages_of, scan
from summarizer.base.document import Document
from summarizer.pipeline.whole import prepare
from summarizer.quantities import Figure
from summarizer.readers import read
from summarizer.readers.pdf.extra import is_installed
from summarizer.verify.pictures import SURE

SLOW = True
SAMPLES = Path(__file__).parent.parent / "samples"
#: Turned by degrees, noise in greys, blur in pixels: a good scan, an askew one, a bad copy, one that is hard to read.
QUALITIES = {
    "good": (0.3, 8.0, 0.4), "askew": (1.0, 18.0, 0.6), "bad": (-1.5, 40.0, 1.3), "blurred": (2.0, 30.0, 2.4),
}  # fmt: skip
_TEXTS = ("yunhe_2023_rule_of_law.txt", "yanhu_2026_city.txt")
_PAGES = 3
Measured = dict[str, float | int | str]


def measure() -> Measured:
    """Over the first pages of the samples in each quality; raises FileNotFoundError without the extra or the font."""
    if font_file() is None or not is_installed():
        raise FileNotFoundError("the extra ocr, or the font of the extra dev, is not installed")
    return _measured(_PAGES)


def _measured(pages: int) -> Measured:
    counts: Measured = {}
    surest, with_tick = 0.0, 0
    for name, quality in QUALITIES.items():
        right = there = told = 0
        for text in _TEXTS:
            drawn = pages_of((SAMPLES / text).read_text(encoding="utf-8"))[:pages]
            good, all_of_them, doubts, wrong = tried(drawn, quality)
            right, there, told = right + good, there + all_of_them, told + doubts
            with_tick += sum(sure >= SURE for _, sure in wrong)
            surest = max([surest, *(sure for _, sure in wrong)])
            for one, sure in wrong:
                print(f"  {name}: {one} ({sure:.3f})")
        counts[f"{name}: right"] = right / there
        counts[f"{name}: for review"] = told / there
    counts["surest wrong number"] = surest
    counts["wrong with a tick"] = with_tick
    return counts


def tried(drawn: list[list[str]], quality: tuple[float, float, float]) -> tuple[int, int, int, list[tuple[str, float]]]:
    """Figures right, figures drawn, right ones that are not sure, and the wrong ones with how sure each was."""
    turn, noise, blur = quality
    shown = read(scan(drawn, turn=turn, noise=noise, blur=blur), name="scan.pdf", on_page=lambda done, total: None)
    said = read("\n".join("".join(page) for page in drawn))
    wanted = Counter(map(_key, _figures(said)))
    there, doubts = sum(wanted.values()), 0
    wrong = []
    right = 0
    for one in _figures(shown):
        sure = _sure(shown, one)
        if wanted[_key(one)] > 0:
            wanted[_key(one)] -= 1
            right += 1
            doubts += sure < SURE
        else:
            wrong.append((f"{shown.text[max(0, one.start - 8) : one.end + 2]!r}", sure))
    return right, there, doubts, wrong


def _figures(document: Document) -> list[Figure]:
    return [one for one in prepare(document).figures if one.is_figure and one.value is not None]


def _key(one: Figure) -> tuple[str, str]:
    return str(one.value), one.unit


def _sure(document: Document, figure: Figure) -> float:
    under = document.recognized
    return min((one.sure for one in under if one.start < figure.end and figure.start < one.end), default=0.0)


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:30} {value}")
