"""Locate every number of an English text and bind it to what it is said of.

The same :class:`Figure` as for Chinese, with units that compare: 元 and 美元 for money, "%", "个百分点", "倍";
for counts the counted noun in the singular ("121,675 administrative penalty cases" → "case").
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from summarizer.base.document import Region
from summarizer.base.errors import LocateError
from summarizer.language.sentences import split_sentences
from summarizer.quantities.en.bind import bind
from summarizer.quantities.en.lists import share_out, share_units
from summarizer.quantities.en.names import Named, named_runs
from summarizer.quantities.en.phrases import Phrase, phrases
from summarizer.quantities.figure import Figure


class Run(Protocol):
    """A sentence: anything with offsets; one with an ``id`` gives it to its figures."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""


_DIGIT = re.compile(r"\d")


def locate_english(
    text: str, *, sentences: Sequence[Run] | None = None, skip: Sequence[Region] = ()
) -> tuple[Figure, ...]:
    """Every mention of a number in ``text``, figures and what only looks like one, in order, ids f1, f2, …

    ``sentences`` bind the mentions (their own are made when None); mentions inside ``skip`` are left out.
    Raises LocateError when a digit outside ``skip`` is in no mention.
    """
    named = named_runs(text)
    found = phrases(text, named)
    mentions = share_units(text, _merge(text, found, named))
    runs: Sequence[Run] = split_sentences(text) if sentences is None else sentences
    bound = share_out(text, bind(text, mentions, [(run.start, run.end) for run in runs]))
    kept = [
        figure
        for figure in bound
        if not any(region.start < figure.end and figure.start < region.end for region in skip)
    ]
    _prove_complete(text, kept, skip)
    names = [getattr(run, "id", "") for run in runs]
    starts = [run.start for run in runs]
    return tuple(
        replace(figure, id=f"f{number}", sentence=_sentence(figure, runs, starts, names))
        for number, figure in enumerate(kept, 1)
    )


def _merge(text: str, found: Sequence[Phrase], named: Sequence[Named]) -> list[Figure]:
    figures = [_figure(text, phrase) for phrase in found]
    figures += [Figure("", run.start, run.end, text[run.start : run.end], run.kind) for run in named]
    figures.sort(key=lambda figure: figure.start)
    return sorted([*figures, *_left(text, figures)], key=lambda figure: figure.start)


def _left(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Digits that no rule made a mention of, as mentions of which nothing is known: said to be unchecked, not lost."""
    left, at, owned = [], 0, 0
    for run in re.finditer(r"\d+", text):
        start = run.start()
        while at < len(figures) and figures[at].start <= start:
            owned = max(owned, figures[at].end)
            at += 1
        if (start := max(start, owned)) < run.end():
            left.append(Figure("", start, run.end(), text[start : run.end()], "other"))
    return left


def _figure(text: str, phrase: Phrase) -> Figure:
    return Figure(
        id="",
        start=phrase.start,
        end=phrase.end,
        text=text[phrase.start : phrase.end],
        kind=phrase.kind,
        value=phrase.value,
        low=phrase.low,
        high=phrase.high,
        unit=phrase.unit,
        surface_value=phrase.surface,
        scale=phrase.scale,
        qualifier=phrase.qualifier,
        fraction=phrase.fraction,
        aspect=phrase.aspect,
    )


def _sentence(figure: Figure, runs: Sequence[Run], starts: Sequence[int], names: Sequence[str]) -> str:
    at = bisect_right(starts, figure.start) - 1
    return names[at] if at >= 0 and figure.start < runs[at].end else ""


def _prove_complete(text: str, figures: Sequence[Figure], skip: Sequence[Region]) -> None:
    """Every digit has exactly one owner: the promise that nothing is overlooked."""
    runs = sorted(
        [*((figure.start, figure.end) for figure in figures), *((region.start, region.end) for region in skip)]
    )
    at, owned = 0, 0
    for digit in _DIGIT.finditer(text):
        while at < len(runs) and runs[at][0] <= digit.start():
            owned = max(owned, runs[at][1])
            at += 1
        if digit.start() >= owned:
            excerpt = text[digit.start() : digit.start() + 20]
            raise LocateError(f"No mention of a number owns the digit at offset {digit.start()}: {excerpt!r}.")
