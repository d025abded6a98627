"""The numbers of a claim, each with the words that speak of it and how it is told."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from summarizer.base.document import Span
from summarizer.language.lexicon import pattern
from summarizer.language.sentences import split_sentences
from summarizer.quantities.figure import Aspect, Figure
from summarizer.verify.claims import language_of, mentions_of
from summarizer.verify.compare import as_fall
from summarizer.verify.roles import Surroundings
from summarizer.verify.telling import STATISTIC, Telling, clause_at, telling
from summarizer.verify.topic import YEAR, groups, near_of, says_only_how, unknown_words

Told = Literal["result", "target", ""]

#: Signs in a claim that it tells what was done. Chinese has no tense: without such a word it may be either.
_RESULT = re.compile(
    r"已(?!知)|了(?!解)|累计|去年|上年|\b(?:was|were|has|have|had|did|rose|fell|grew|came|made|got|stood|held|built|set|met|"
    rf"won|{STATISTIC}\w{{2,}}ed)\b"
)
#: Characters; the longest sentences of a report, lists of dozens of names, have some six hundred.
_LONGEST = 1_500
_PAUSE = re.compile(r"[，；、\s]|[,;](?!\d)")
#: Words that make a number a goal; a claim that leaves them out tells it as something that is.
_GOAL = re.compile(rf"{pattern('aspires', 'zh')}|计划|预期|预计|目标|拟|将")


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a claim.

    near    groups of words that speak of it alone; far: those of its sentence, heading and row
    said    the sentence, as written; ``sentence`` its place among the claim's sentences
    told    as a result or a target, "" where the words leave it open
    years   the years that the claim gives it
    around  the words of the sentence right before and after it
    telling  whether its clause tells it as done, planned or under way, and of which year
    beside  the words that speak of it alone, as written; ``clause`` those of its clause
    alone   whether the claim is this quantity only, of which nothing is stated, so that nothing is denied either
    goes_on  whether it has no word of its own, so that it is said of what the number before is said of
    unknown  how many English words near it are in no list: what they say of it cannot be weighed
    shares_change   whether a number beside it is told as a change and this one might be meant as one too
    """

    figure: Figure
    near: tuple[frozenset[str], ...]
    far: tuple[frozenset[str], ...]
    sentence: int
    said: str
    language: str
    told: Told
    years: frozenset[str]
    shares_change: bool
    around: Surroundings
    telling: Telling
    beside: str = ""
    clause: str = ""
    alone: bool = False
    unknown: int = 0
    goes_on: bool = False


def numbers_of(claims: str, language: str | None, context: str, aspect: Aspect | None) -> list[Number]:
    """The figures of ``claims`` in order; ``context`` and ``aspect`` as for :func:`summarizer.verify.verify_text`."""
    mentions = mentions_of(claims, language)
    figures = [as_fall(mention) for mention in mentions if mention.is_figure]
    if aspect == "earlier":  # the claim's place says so: a table's row of last year's
        figures = [replace(figure, aspect=aspect) for figure in figures]
    if not figures:
        return []
    dates = [mention for mention in mentions if mention.kind == "date"]
    spans = [piece for span in split_sentences(claims) or [Span(0, len(claims))] for piece in _bounded(claims, span)]
    about = groups(context) if context else ()
    starts = [span.start for span in spans]
    homes = [max(0, bisect_right(starts, figure.start) - 1) for figure in figures]
    company = {at: [figures[i] for i in group] for at, group in groupby(range(len(figures)), key=homes.__getitem__)}
    far = {at: groups(_words_only(claims[slice(*spans[at])], mates, starts[at])) for at, mates in company.items()}
    numbers: list[Number] = []
    for index, (figure, at) in enumerate(zip(figures, homes, strict=True)):
        said, mates = claims[slice(*spans[at])], company[at]
        beside = near_of(figures, index, claims, own=True)
        near, unknown = groups(beside), unknown_words(beside)
        goes_on = not near and bool(numbers) and numbers[-1].sentence == at
        if goes_on:
            near, unknown = (
                numbers[-1].near,
                numbers[-1].unknown,
            )  # "…, an increase of 6.5%": said of what the number before is said of
        if near and says_only_how(beside) and numbers and numbers[-1].sentence == at:
            near = (*near, *numbers[-1].near)
        near = near or about  # a bare number in a table: its row and column say what it is
        spoken = language or language_of(said)
        start = spans[at].start
        named = [
            (date.start - start + year.start(), year[0])
            for date in dates
            if start <= date.start < spans[at].end
            for year in YEAR.finditer(date.text)
        ]
        inside = Span(figure.start - start, figure.end - start)
        told = telling(
            said, *inside, [Span(mate.start - start, mate.end - start) for mate in mates if mate is not figure], named
        )
        numbers.append(
            Number(
                figure=figure,
                near=near,
                far=(*far[at], *about),
                sentence=at,
                said=said,
                language=spoken,
                told=_told(figure, told, aspect),
                years=told.years
                or (frozenset() if told.when else frozenset(YEAR.findall(figure.period)) - {y for _, y in named}),
                shares_change=not figure.direction and any(m.direction and m.unit == figure.unit for m in mates),
                around=Surroundings(claims[spans[at].start : figure.start], claims[figure.end : figure.end + 30]),
                telling=told,
                beside=beside,
                clause=said[slice(*clause_at(said, *inside))],
                unknown=unknown,
                goes_on=goes_on,
            )
        )
    return numbers


def _bounded(text: str, sentence: Span) -> Iterator[Span]:
    """``sentence``, in pieces where it is longer than any that is written: all its numbers are weighed together."""
    start = sentence.start
    while sentence.end - start > _LONGEST:
        marks = [match.end() for match in _PAUSE.finditer(text, start, start + _LONGEST)]
        end = marks[-1] if marks else start + _LONGEST
        yield Span(start, end)
        start = end
    yield Span(start, sentence.end)


def done(number: Number, context: str) -> bool:
    """Whether the claim says that it was done, by a word that the source's own ``context`` does not have."""
    return number.told == "result" and bool(set(_RESULT.findall(number.said)) - set(_RESULT.findall(context)))


def goals(text: str) -> set[str]:
    """The words of ``text`` that make a number a goal."""
    return set(_GOAL.findall(text))


def _told(figure: Figure, how: Telling, aspect: Aspect | None) -> Told:
    looked_back = how.when == "last" and how.status != "planned"  # …, 比去年完成的117个 beside a plan
    if (figure.aspect == "target" and not looked_back) or how.status == "planned":
        return "target"
    if how.status in ("done", "was", "act", "under_way") or figure.aspect in ("cumulative", "earlier"):
        return "result"
    return "target" if aspect == "target" else ""


def _words_only(said: str, mates: Sequence[Figure], start: int) -> str:
    """The sentence without its numbers, so that units and digits are no words."""
    parts, at = [], 0
    for figure in mates:
        parts.append(said[at : figure.start - start])
        at = figure.end - start
    return "|".join([*parts, said[at:]])
