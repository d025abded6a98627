"""Problems that a later report admits again."""

import re
from collections.abc import Sequence
from decimal import Decimal

from summarizer.compare.assign import assign
from summarizer.compare.record import ProblemMention, ReturningProblem
from summarizer.compare.year import Year
from summarizer.language.lexicon import pattern
from summarizer.outline.structure import Item
from summarizer.verify.topic import pairs

#: Below this two problems are different ones.
LEAST = 0.24
MARGIN = 0.04
#: Words in which problems are told, whatever they are about.
_TELLING = re.compile(
    rf"还?存在|{pattern('fault fault_wider lacking zeal orders sets_out furthers', 'zh')}|仍然|依然|仍"
    r"|尚未|尚|还不|还有|还需|个别|部分|少数|一些|较为|比较|相对|需要|方面"
    r"|[一二三四五六七八九十]是|全[省市县区]|[我本][省市县区局]|工作"
)
_HEAD = 2
"""A word of the first clause, which names the problem, counts so many times a word of the rest."""


def returning(years: Sequence[Year]) -> list[ReturningProblem]:
    """The problems that two or more of ``years`` (in order) admit, by the words that name them."""
    chains: list[list[tuple[int, Item, Decimal]]] = [
        [(at, item, Decimal(1))]
        for at, year in enumerate(years)
        for item in year.outline.items
        if item.kind == "problems"
    ]
    for gap in range(1, len(years)):
        for earlier in range(len(years) - gap):
            lefts = {n: chain[-1][1] for n, chain in enumerate(chains) if chain and chain[-1][0] == earlier}
            rights = {n: chain[0][1] for n, chain in enumerate(chains) if chain and chain[0][0] == earlier + gap}
            scores = {
                (left, right): score
                for left, one in lefts.items()
                for right, other in rights.items()
                if (score := alike(one.text, other.text)) >= LEAST
            }
            for left, right in assign(scores, MARGIN).sure:
                likeness = Decimal(str(round(scores[left, right], 3)))
                at, item, _ = chains[right][0]
                chains[left] += [(at, item, likeness), *chains[right][1:]]
                chains[right] = []
    found = [chain for chain in chains if len(chain) > 1]
    return [
        ReturningProblem(
            id=f"p{number}",
            mentions=tuple(
                ProblemMention(year=years[at].label, item=years[at].evidence(item.start, item.end))
                for at, item, _ in chain
            ),
            similarity=min(likeness for _, _, likeness in chain),
        )
        for number, chain in enumerate(found, 1)
    ]


def alike(one: str, other: str) -> float:
    """How much two problems name the same thing, 0 to 1: words shared, those of the first clause counting more."""
    mine, theirs = _words(one), _words(other)
    both = sum(min(mine[pair], theirs[pair]) for pair in mine.keys() & theirs.keys())
    whole = min(sum(mine.values()), sum(theirs.values()))
    dice = 2 * both / (sum(mine.values()) + sum(theirs.values()) or 1)
    return (dice + both / whole) / 2 if whole else 0.0


def _words(problem: str) -> dict[str, int]:
    head = re.split(r"[，。；]", problem, maxsplit=1)[0]
    named = pairs(_TELLING.sub("|", head))
    return {pair: _HEAD if pair in named else 1 for pair in pairs(_TELLING.sub("|", problem)) | named}
