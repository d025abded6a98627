"""Anybody's text with the verdict on each of its numbers in place: as a page, in Word, in one's own Word file.

What is shown is decided here once: :func:`pieces` cuts the text, :func:`why` says in the reader's language what became
of a number.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.base.document import Span
from summarizer.renderers import words
from summarizer.schema import Check, Counts, Unchecked, Verification

Language = Literal["zh", "en"]
_QUOTED = 120  # characters of a source's sentence that a comment quotes


@dataclass(frozen=True, slots=True)
class Judged:
    """A text that was checked against the source ``source``: its verdicts, and where the figures that they name stand.

    ``figures`` are spans of the source by figure id; ``texts`` what is written there.
    """

    text: str
    name: str
    source: str
    found: Verification
    figures: Mapping[str, Span]
    texts: Mapping[str, str]

    @property
    def counts(self) -> Counts:
        """How many numbers got each verdict."""
        return self.found.counts


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text: plain, a number with its verdict, or a numeral that no check judges."""

    text: str
    start: int
    check: Check | None = None
    left: Unchecked | None = None


def pieces(judged: Judged) -> tuple[Piece, ...]:
    """The text cut at its numerals, in order; where two overlap the first one stands."""
    known: list[Check | Unchecked] = sorted(
        [*judged.found.checks, *judged.found.unchecked], key=lambda one: (one.start, -one.end)
    )
    cut: list[Piece] = []
    at = 0
    for one in known:
        if one.start < at or one.end <= one.start:
            continue
        if at < one.start:
            cut.append(Piece(judged.text[at : one.start], at))
        check, left = (one, None) if isinstance(one, Check) else (None, one)
        cut.append(Piece(judged.text[one.start : one.end], one.start, check, left))
        at = one.end
    if at < len(judged.text):
        cut.append(Piece(judged.text[at:], at))
    return tuple(cut)


def why(check: Check, judged: Judged, language: Language) -> tuple[str, ...]:
    """What is said of a number: its verdict and reason, an explanation where that is not plain, the source's words."""
    at = ("zh", "en").index(language)
    head = f"{words.SIGNS[check.verdict]} {words.VERDICTS[check.verdict][at]}"
    head += ("：" if language == "zh" else ": ") + words.REASONS[check.reason][at]
    lines = [head]
    if check.verdict != "supported" or check.reason == "derived":
        lines.append(told(check, judged, language))
    lines += [_quoted(piece.text, language) for piece in check.evidence[:2]]
    return tuple(line for line in lines if line)


def told(check: Check, judged: Judged, language: Language) -> str:
    """The explanation of a verdict, in the reader's language."""
    if language == "en":
        return check.explanation
    named = [judged.texts[name] for name in check.figures if name in judged.texts]
    written = dict.fromkeys(re.sub(r"\s+", "", one) for one in named)
    source = f"，原文为{'、'.join(f'“{one}”' for one in written)}" if written else ""
    return f"此处写作“{check.text}”{source}：{words.REASONS[check.reason][0]}。"


def left_why(left: Unchecked, language: Language) -> str:
    """Why a numeral got no verdict."""
    reason = words.LEFT.get(left.reason, (left.reason, left.reason))
    return f"未核对：{reason[0]}" if language == "zh" else f"Not checked: {reason[1]}"


def tally(judged: Judged, language: Language) -> str:
    """How many numbers got each verdict, and how many none; never silent about those."""
    counts, at = judged.counts, ("zh", "en").index(language)
    parts = [f"{words.SIGNS[name]} {words.VERDICTS[name][at]} {getattr(counts, name)}" for name in words.SIGNS]
    left = len(judged.found.unchecked)
    said = f"{words.UNCHECKED[at]} {left}"
    return "  ".join([*parts, said])


def lines_of(cut: Sequence[Piece]) -> list[list[Piece]]:
    """``cut`` by the lines of the text; a piece that goes over a line's end is in both."""
    lines: list[list[Piece]] = [[]]
    for piece in cut:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Piece(part, piece.start, piece.check, piece.left))
    return lines


def _quoted(text: str, language: Language) -> str:
    line = re.sub(r"\s+", " ", text).strip()
    short = line if len(line) <= _QUOTED else line[:_QUOTED] + "…"
    return f"原文：“{short}”" if language == "zh" else f"Source: “{short}”"
