"""Bind a located English number to its noun, its change, its time and the phrase about it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from summarizer.language.units.english import KNOWN_NOUNS, MONEY, UNITS, singular
from summarizer.quantities.en import cues
from summarizer.quantities.figure import Aspect, Direction, Figure

_WORD = re.compile(r"[A-Za-z][A-Za-z'’²³/]*(?:-[A-Za-z]+)*")
_NOUN_GAP = re.compile(r"\s{1,2}|-|\s?\*\*\s?|\s?_\s?")
_CLAUSE = re.compile(r"[;:!?()（）\n，。；]|,(?!\d)|\.(?!\d)|\|")
_REACH = 160
_LONG_UNITS = re.compile(
    r"(square|cubic|sq\.?|linear|nautical|metric)\s(kilomet(?:re|er)s?|met(?:re|er)s?|km|m|miles?|tons?|feet)\b"
    r"|(micrograms?)\sper\scubic\s(met(?:re|er)s?)\b|(degrees?)\s(celsius)\b"
    r"|(person|vehicle)[-\s](times?|visits?|trips?)\b|(kilowatt)[-\s](hours?)\b|(tonnes?|tons?)\sof\s(standard\scoal)\b",
    re.IGNORECASE,
)
_EDGE = frozenset((
    "of", "to", "by", "at", "with", "a", "an", "the", "was", "were", "is", "are", "and", "in", "for", "from",
    "reached", "or", "that", "which", "total", "as", "than", "has", "have", "had", "been",
))  # fmt: skip


_YEARLY = re.compile(r"year[-\s](?:on|over)[-\s]year", re.IGNORECASE)


_CHINESE_UNIT = re.compile("|".join(sorted((*UNITS, *MONEY, "个"), key=len, reverse=True)))


class _Head(NamedTuple):
    unit: str
    end: int  # of the noun phrase behind the number


class _Marks(NamedTuple):
    """Where the words stand that speak of numbers at a distance: found once for the whole text, in order."""

    breaks: list[int]  # ends of clauses
    periods: list[tuple[int, int]]
    targets: list[int]
    cumulative: list[int]

    @classmethod
    def of(cls, text: str) -> "_Marks":
        periods = [match.span() for match in cues.PERIOD.finditer(text)]
        return cls(
            [match.end() for match in _CLAUSE.finditer(text)],
            [span for span in periods if not cues.YEAR_ON_YEAR.fullmatch(text, *span) and not _compared(text, *span)],
            [match.start() for match in cues.TARGET.finditer(text)],
            [match.start() for match in cues.CUMULATIVE.finditer(text)],
        )


_THAN = re.compile(r"\b(?:than|compared\s(?:with|to)|versus)\s(?:that\s|those\s|the\ssame\s)?\Z", re.IGNORECASE)
_CHANGED = re.compile(rf"\b(?:{'|'.join(sorted(cues.CHANGES))})\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\s?[-–—]|\s(?:to|until|till|through|on|onwards?)\b")


def _compared(text: str, start: int, end: int) -> bool:
    """Whether a year is the one compared with, not the number's own: "up 5% over 2022", "less than in 2022"."""
    word = text[start:end].split()[0].lower()
    if word == "over":
        return text[end - 4 : end].isdecimal()
    if word == "from" and not _GOES_ON.match(text, end):
        return _CHANGED.search(text, max(0, start - 40), start) is not None
    return _THAN.search(text, max(0, start - 32), start) is not None


def _any_between(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def bind(text: str, mentions: Sequence[Figure], sentences: Sequence[tuple[int, int]]) -> list[Figure]:
    """``mentions`` with unit, measure, direction, change, period, aspect and each filled in."""
    starts = [start for start, _ in sentences]
    marks = _Marks.of(text)
    bound: list[Figure] = []
    reached = 0  # where the noun phrase of the mention before ends
    for at, figure in enumerate(mentions):
        ceiling = mentions[at + 1].start if at + 1 < len(mentions) else len(text)
        if not figure.is_figure:
            bound.append(figure)
            reached = figure.end
            continue
        head = _head(text, figure, ceiling)
        sentence = _sentence(sentences, starts, figure, len(text))
        floor = max(sentence[0], reached)
        mine = _bound(text, marks, figure, head, sentence, floor, min(sentence[1], ceiling))
        linked = bool(bound) and bound[-1].is_figure and not _CLAUSE.search(text, bound[-1].end, figure.start)
        if not mine.measure and linked and floor > sentence[0]:
            mine = replace(mine, measure=bound[-1].measure)  # "from 91.6% to 93.1%": said of the same
        bound.append(mine)
        reached = head.end
    return _shared_units(text, bound)


_SHARED = re.compile(r"\s?(?:(?:out\s)?of|and|or|to|,|/)\s(?:the\s)?(?:total\s(?:of\s)?)?")


def _shared_units(text: str, figures: list[Figure]) -> list[Figure]:
    """ "3,780 out of 3,842 disputes": the noun behind the last number is said of both."""
    for at in range(len(figures) - 2, -1, -1):
        figure, after = figures[at], figures[at + 1]
        counts = figure.kind == "statistic" and after.kind == "statistic" and after.unit and not figure.unit
        if counts and _SHARED.fullmatch(text, figure.end, after.start):
            figures[at] = replace(figure, unit=after.unit)
    for at in range(1, len(figures)):
        figure, before = figures[at], figures[at - 1]
        bare = figure.kind == "statistic" and not figure.unit and before.kind == "money"
        if bare and _FOR_EACH.match(text, figure.end) and "." not in text[before.end : figure.start]:
            figures[at] = replace(figure, kind="money", unit=before.unit)
    return figures


#: "620,000 yuan in all, 310,000 each time": the unit is said once.
_FOR_EACH = re.compile(r"\s(?:each|apiece|per\s|every\s|on\saverage|a\s(?:year|month|day|head|person)\b)")


def _sentence(
    sentences: Sequence[tuple[int, int]], starts: Sequence[int], figure: Figure, length: int
) -> tuple[int, int]:
    at = bisect_right(starts, figure.start) - 1
    if at >= 0 and figure.start < sentences[at][1]:
        return sentences[at]
    return max(0, figure.start - _REACH), min(length, figure.end + _REACH)


def _bound(
    text: str, marks: _Marks, figure: Figure, head: _Head, sentence: tuple[int, int], floor: int, ceiling: int
) -> Figure:
    at = bisect_right(marks.breaks, figure.start)
    opened = marks.breaks[at - 1] if at else 0
    clause = text[max(floor, opened, figure.start - _REACH) : figure.start]
    behind = text[figure.end : max(figure.end, min(ceiling, figure.end + _REACH))]
    if stop := _CLAUSE.search(behind):
        behind = behind[: stop.start()]
    direction, change = _change(clause, behind)
    return replace(
        figure,
        unit=figure.unit or head.unit,
        measure=_measure(clause, behind),
        direction=direction,
        change=change,
        period=_period(text, marks, figure, sentence),
        aspect=_aspect(text, marks, figure, sentence, behind),
        each=bool(cues.EACH_BEHIND.match(behind) or cues.EACH_BEFORE.search(clause[-40:])),
    )


def _head(text: str, figure: Figure, ceiling: int) -> _Head:
    """The counted noun behind a number: the first known or plural noun of the phrase, else its last word."""
    end = min(ceiling, figure.end + _REACH)
    if match := _LONG_UNITS.match(text, figure.end + 1, end):
        return _Head(_long_unit(match.group()), match.end())
    if figure.unit:
        return _Head("", figure.end)
    if zh := _CHINESE_UNIT.match(text, figure.end, end):
        return _Head(zh.group(), zh.end())  # left in place by a translation: "1.4万家"
    words: list[tuple[str, int]] = []
    at = figure.end
    while len(words) < 7:
        gap = _NOUN_GAP.match(text, at, end)
        word = _WORD.match(text, gap.end() if gap else at, end)
        if word and not words and _YEARLY.match(text, word.start()):
            break
        if word and word.group().lower() == "and" and words and not _plural(words[-1][0]):
            at = word.end()  # "57 national and provincial reforms"
            continue
        if word is None or (gap is None and at != figure.end) or word.group().lower() in cues.STOPS:
            break
        words.append((word.group(), word.end()))
        at = word.end()
    return _choose(figure, words) if words else _Head("", figure.end)


def _long_unit(words: str) -> str:
    """ "Square kilometres" → "square kilometre", "tonnes of standard coal" → "tonne of standard coal"."""
    first, *rest = words.lower().replace("-times", " times").replace("-visits", " visits").split()
    if rest and rest[0] in ("of", "per"):
        return " ".join([singular(first), *rest[:-1], singular(rest[-1])])
    return singular(" ".join([singular(first) if rest == ["celsius"] else first, *rest]))


def _plural(word: str) -> bool:
    lower = word.lower()
    return lower != singular(lower) or lower in ("mu", "staff", "personnel", "aircraft", "species", "head", "km")


_MARKS = frozenset(("mark", "marks", "threshold", "thresholds", "barrier", "barriers", "milestone", "milestones"))


def _choose(figure: Figure, words: Sequence[tuple[str, int]]) -> _Head:
    one = figure.value == 1
    if words[0][0].lower() in _MARKS:
        return _Head("", figure.end)  # the 6 trillion mark
    for word, end in words:
        lower = word.lower()
        if _plural(word) and not (one and lower not in KNOWN_NOUNS):
            return _Head(singular(lower), end)
        if one and lower in KNOWN_NOUNS and word is words[-1][0]:
            return _Head(lower, end)
    for word, end in words:
        if word.lower() in KNOWN_NOUNS:
            return _Head(singular(word), end)
    if not one:
        return _Head("", figure.end)  # an adjective, or a noun that nothing tells from one
    nouns = [pair for pair in words if not pair[0].lower().endswith(("ed", "ing", "ly"))]
    return _Head(singular(nouns[-1][0]), nouns[-1][1]) if nouns else _Head("", figure.end)


def _measure(clause: str, behind: str) -> str:
    front = clause.split()
    while front and front[-1].lower().strip(",") in _EDGE:
        front.pop()
    back = behind.split()
    while back and back[0].lower() in ("of", "the"):
        back.pop(0)
    while back and back[-1].lower().strip(",") in _EDGE:
        back.pop()
    return " ".join([*front[-14:], *back[:12]]).strip(" ,*_#|-")


#: "2.5 percentage points above the average": how a level stands to another, no change in time.
_STANDING = re.compile(r"\s(above|below)\s(?=the|that|its|their|average|national|provincial)")


def _change(clause: str, behind: str) -> tuple[Direction, str]:
    """Whether the number is itself a change: "rose by 8.7%", "a 2.5% increase"; "rose to 93%" names a level."""
    if standing := _STANDING.match(behind):
        return "", standing[1]
    words = [word.lower() for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", clause)][-7:]
    for at in range(len(words) - 1, -1, -1):
        if words[at] in cues.CHANGES and not (at and words[at] == "up" and words[at - 1] in _NO_RISE):
            between = words[at + 1 :]
            if between[:2] == ["than", "the"]:
                return "", ""  # lower than the 5,000 of last year: what is compared with is no change
            if "to" in between or "from" in between:
                return "", " ".join(words[at:])
            if set(between) <= _LINKS or "by" in between:
                if at and words[at - 1] == "negative":  # negative growth of 0.3%
                    return "down", f"negative {words[at]}"
                return cues.CHANGES[words[at]], words[at]
            break
    after = [word.lower() for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", behind)][:5]
    for at, word in enumerate(after):
        if word in cues.CHANGES_BEHIND and all(other in _BETWEEN for other in after[:at]):
            return cues.CHANGES_BEHIND[word], word
    return "", ""


#: "Make up more than half", "set up 12 teams": up belongs to the verb.
_NO_RISE = frozenset(
    {"make", "makes", "made", "making", "set", "sets", "setting", "take", "takes", "took", "build", "built"}
)
_LINKS = frozenset((
    "by", "of", "a", "an", "the", "year", "on", "over", "about", "around", "some", "nearly", "approximately", "more",
    "than", "at", "least", "rate", "was", "is", "reached", "total", "yoy", "year-on-year", "another",
))  # fmt: skip
_BETWEEN = frozenset((
    "year", "on", "over", "year-on-year", "annual", "yearly", "cases", "points", "percentage", "sharp",
    "significant", "further",
))  # fmt: skip


def _period(text: str, marks: _Marks, figure: Figure, sentence: tuple[int, int]) -> str:
    """The time nearest before the number in its sentence, else the first behind it."""
    at = bisect_left(marks.periods, (figure.start, 0))
    if at and marks.periods[at - 1][0] >= max(sentence[0], figure.start - 2 * _REACH):
        return text[slice(*marks.periods[at - 1])]
    if at < len(marks.periods) and marks.periods[at][1] <= min(sentence[1], figure.end + _REACH):
        return text[slice(*marks.periods[at])]
    return ""


def _aspect(text: str, marks: _Marks, figure: Figure, sentence: tuple[int, int], behind: str) -> Aspect:
    """Whether the number is an earlier one ("from A to B", "compared with A"), a target, cumulative, or a result."""
    near = text[max(sentence[0], figure.start - 40) : figure.start]
    if cues.EARLIER.search(near):
        goes_on = re.match(r"(?::\d[\d.]*)*\s(?:[a-z]+\s){0,2}to\s", text[figure.end : figure.end + 30])
        if goes_on or _COMPARED.search(near):
            return "earlier"
    start, end = sentence
    aside = _ASIDE.search(text, figure.end, min(end, figure.end + _REACH))
    end = aside.start() if aside else end
    if _any_between(marks.targets, max(start, figure.start - 2 * _REACH), min(end, figure.end + _REACH)):
        return "target"
    if _any_between(marks.cumulative, max(start, figure.start - 80), figure.start) or _SO_FAR.search(behind):
        return "cumulative"
    return "result"


#: What follows from the number is another matter: "134 firms were fostered, which will serve as ...".
_ASIDE = re.compile(r",\s(?:which|who|where|thereby|thus|so\sthat)\b", re.IGNORECASE)
_COMPARED = re.compile(r"compared|(?:up|down)\sfrom\s(?:the\s)?$|versus|instead|originally|year's", re.IGNORECASE)
_SO_FAR = re.compile(r"\b(?:to date|so far)\b", re.IGNORECASE)
