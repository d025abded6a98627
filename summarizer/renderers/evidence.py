"""Where the brief's evidence lies in the source: numbered places, the same in every format.

A place is a sentence of the source (or the run of sentences that one piece of evidence spans). Places are
numbered e1, e2, … in the order of the source, so the numbers are stable for the same brief. An exact run inside
a place, a figure for example, is a spot of it: e12-1, e12-2, …
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.base.document import Span
from summarizer.language.sentences import split_sentences
from summarizer.schema import Brief, Evidence


@dataclass(frozen=True, slots=True)
class Place:
    """A numbered run of the source; ``spots`` are the exact runs inside it that something points at."""

    id: str
    span: Span
    spots: tuple[Span, ...]

    def spot(self, span: Span) -> str:
        """The anchor of ``span``: a spot's own, or the place's where ``span`` is the whole of it."""
        return f"{self.id}-{self.spots.index(span) + 1}" if span in self.spots else self.id


@dataclass(frozen=True, slots=True)
class Places:
    """All places of a brief, in the order of the source."""

    all: tuple[Place, ...]
    by_span: dict[Span, Place]

    def place(self, span: Span) -> Place | None:
        """The place in which ``span`` was registered, or None."""
        return self.by_span.get(span)


def evidence_spans(brief: Brief) -> set[Span]:
    """Every run of the source that something in the brief points at."""
    report = brief.report
    pieces: list[Evidence] = [piece for check in brief.checks for piece in check.evidence]
    pieces += [piece for finding in brief.ledger.audit for piece in finding.evidence]
    for item in (*report.achievements, *report.problems, *report.plans):
        pieces += item.evidence
    shown = {*brief.key_figures, *brief.ledger.unused, *(target for item in report.plans for target in item.targets)}
    shown |= {name for check in brief.checks for name in check.figures}
    spans = {Span(piece.start, piece.end) for piece in pieces}
    spans |= {Span(each.figure.start, each.figure.end) for each in report.figures if each.figure.id in shown}
    return spans


def find_places(brief: Brief, text: str) -> Places:
    """The places of ``brief`` in the source ``text``. Spans that lie outside the text are left out."""
    sentences = split_sentences(text)
    spans = sorted(span for span in evidence_spans(brief) if 0 <= span.start < span.end <= len(text))
    starts = [sentence.start for sentence in sentences]
    blocks: dict[Span, list[Span]] = {}
    for span in spans:
        blocks.setdefault(_block(span, sentences, starts), []).append(span)
    places: list[Place] = []
    by_span: dict[Span, Place] = {}
    for number, (block, inside) in enumerate(sorted(blocks.items()), start=1):
        place = Place(f"e{number}", block, tuple(span for span in inside if span != block))
        places.append(place)
        by_span |= dict.fromkeys(inside, place)
    return Places(tuple(places), by_span)


def _block(span: Span, sentences: list[Span], starts: list[int]) -> Span:
    """``span`` widened to the borders of the ``sentences`` it touches; ``starts`` are where they begin."""
    first = max(0, bisect_right(starts, span.start) - 1)
    last = max(first, bisect_right(starts, span.end - 1) - 1)
    touched = sentences[first : last + 1]
    if not touched:
        return span
    return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end))


def stretches(places: Iterable[str]) -> list[tuple[str, ...]]:
    """The numbered ``places`` told shortly: ("e3",) alone, ("e5", "e9") for e5, e6, … e9; two neighbours stay two."""
    runs: list[list[str]] = []
    for place in places:
        if runs and int(runs[-1][-1][1:]) == int(place[1:]) - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [told for run in runs for told in ([(run[0], run[-1])] if len(run) > 2 else [(one,) for one in run])]


def anchors(places: Places) -> Iterable[tuple[Span, str]]:
    """Every (span, anchor) of ``places``, spots included."""
    for place in places.all:
        yield place.span, place.id
        for spot in place.spots:
            yield spot, place.spot(spot)
