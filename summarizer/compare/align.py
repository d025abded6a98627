"""The same measures found over the years: chains of figures, and what could not be told apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.compare.assign import assign
from summarizer.compare.measures import Measure
from summarizer.compare.similarity import Weights, candidates

#: Below this two measures are different ones.
LEAST = 0.5
#: Another pairing that costs less than this of similarity is about as good: the pair is left open.
MARGIN = 0.1
#: Over a year that does not say the measure, more likeness is asked.
OVER_A_GAP = 0.6


@dataclass(frozen=True, slots=True)
class Thread:
    """One measure over the years: (index of the year, measure) in order; ``weakest`` of its links' similarities."""

    links: tuple[tuple[int, Measure], ...]
    weakest: float = 1.0


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Measures of two years that answer each other in more than one way; ``pairs`` are the places of those alike."""

    earlier: int
    later: int
    of_earlier: tuple[Measure, ...]
    of_later: tuple[Measure, ...]
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """All measures of all years, each in exactly one thread (which may have one link), and the open groups."""

    threads: tuple[Thread, ...]
    open: tuple[OpenGroup, ...]


def align(years: Sequence[Sequence[Measure]]) -> Alignment:
    """The threads through ``years`` (the measures of each, in order): neighbours first, then over gaps.

    What is left open between two years joins no thread between them, and none over a gap.
    """
    weights = Weights(measure for year in years for measure in year)
    threads = [Thread(((at, measure),)) for at, year in enumerate(years) for measure in year]
    opened: list[OpenGroup] = []
    doubtful: set[tuple[int, int]] = set()
    for gap in range(1, len(years)):
        for earlier in range(len(years) - gap):
            later = earlier + gap
            least = LEAST if gap == 1 else OVER_A_GAP
            tails = {n: t.links[-1][1] for n, t in enumerate(threads) if t.links[-1][0] == earlier}
            heads = {n: t.links[0][1] for n, t in enumerate(threads) if t.links[0][0] == later}
            if gap > 1:
                tails = {n: m for n, m in tails.items() if (earlier, m.figure.start) not in doubtful}
                heads = {n: m for n, m in heads.items() if (later, m.figure.start) not in doubtful}
            scores = candidates(tails, heads, weights, least)
            found = assign(scores, MARGIN)
            for lefts, rights in found.open:
                alike = [
                    (a, b) for a, left in enumerate(lefts) for b, right in enumerate(rights) if (left, right) in scores
                ]
                group = OpenGroup(
                    earlier, later, tuple(tails[n] for n in lefts), tuple(heads[n] for n in rights), tuple(alike)
                )
                opened.append(group)
                doubtful |= {(earlier, measure.figure.start) for measure in group.of_earlier}
                doubtful |= {(later, measure.figure.start) for measure in group.of_later}
            threads = _joined(threads, {pair: scores[pair] for pair in found.sure})
    ordered = sorted(threads, key=lambda thread: (thread.links[-1][0] * -1, thread.links[-1][1].figure.start))
    return Alignment(tuple(ordered), tuple(opened))


def _joined(threads: Sequence[Thread], pairs: dict[tuple[int, int], float]) -> list[Thread]:
    following = {left: (right, score) for (left, right), score in pairs.items()}
    taken = {right for _, right in pairs}
    return [
        replace(
            thread,
            links=(*thread.links, *threads[following[n][0]].links),
            weakest=min(thread.weakest, threads[following[n][0]].weakest, following[n][1]),
        )
        if n in following
        else thread
        for n, thread in enumerate(threads)
        if n not in taken
    ]
