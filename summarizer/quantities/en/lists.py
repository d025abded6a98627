"""Numbers of one list share what is said once: "6.0 and 8.3 percent", "A, B and C grew 3%, 4% and 5% respectively".

The unit stands behind the last number, what the list is said of before the first. Each of "respectively"'s
numbers gets its own item of the list before it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from summarizer.quantities.en import cues
from summarizer.quantities.figure import Figure

_LAST_GAP = re.compile(r"(?:\syuan)?\s(?:and|or|to)\s|,\s(?:and|to)\s")
_COMMA = re.compile(r",\s")
_IN_LIST = re.compile(r",\s(?:and\s)?|\sand\s")
_RESPECTIVELY = re.compile(r"[^.;:!?\n]{0,24}?\brespectively\b", re.IGNORECASE)
_ITEMS = re.compile(r",\s(?:and\s)?|\s(?:and|as well as)\s")
_STEM = re.compile(r"\A(?P<stem>.*\b(?:in|of|for|from|to)\s(?:the\s)?)(?P<item>.+)\Z")
_VERB = re.compile(
    rf"\s(?:(?:{'|'.join(sorted(cues.CHANGES, key=len, reverse=True))})|was|were|is|are|reached|reaching|totall?ed"
    r"|stood|came|amounted|hit|accounted|respectively|increas\w+|by|had|has|have)\b",
    re.IGNORECASE,
)
_LARGE = 10**6
#: What may stand between an amount and a bare number that is of its money.
_PASSED = frozenset({"percent", "date", "period", "rank"})
#: Two amounts set against each other: 27,800 yuan in town, against 18,400 in the country.
_WEIGHED = re.compile(r"\b(?:against|versus|compared\s(?:with|to)|while|than|to)\s(?:[a-z]+\s){0,2}\Z|\band\s\Z")
_SENTENCE_END = re.compile(r"[.;!?]\s")
#: What follows an amount that counts nothing: the end of its clause, or a word of grammar or a verb.
_UNCOUNTED = re.compile(
    r"\s?[,.;:)]|\s(?:and|or|to|in|on|for|from|of|at|by|was|were|is|are|went|came|goes|as|more|less|respectively|with|while|against|over|under|this|last|next|each|apiece|per|between|a\s(?:year|month|day|head))\b|\Z"
)
#: A scale is shared by numbers of about one size: "30 and 50 million", not "500 to 2 million".
_ONE_SIZE = 20
#: So many numbers back the money may be told.
_BACK = 5
_REACH = 200
#: Words that need the noun of the list's last item: urban and rural residents.
_ADJECTIVES_WORDS = """
    primary secondary tertiary first second third fourth urban rural domestic foreign male female public
    private provincial municipal national local civil criminal administrative online offline junior
    senior old new small medium large direct indirect tax general special
    """
_ADJECTIVES = frozenset(_ADJECTIVES_WORDS.split())


def share_units(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """``figures`` where a bare number of a list, or of "from A to B", has the money or per cent of the list's last.

    A bare amount of millions that counts nothing is of the money told before in its sentence: spending was 25 billion
    yuan, of which 4.76 billion went to education.
    """
    found = list(figures)
    for at in range(1, len(found)):
        figure = found[at]
        if figure.kind != "statistic" or figure.unit or not _UNCOUNTED.match(text, figure.end):
            continue
        before = next((one for one in reversed(found[max(0, at - _BACK) : at]) if one.kind not in _PASSED), figure)
        gap = text[before.end : figure.start]
        if before.kind != "money" or len(gap) >= _REACH or _SENTENCE_END.search(gap):
            continue
        if figure.scale >= _LARGE or (_WEIGHED.search(gap) and _of_one_size(before, figure)):
            found[at] = replace(figure, kind="money", unit=before.unit)
    in_list = False  # the figure behind has its unit from a list, so a comma goes on with it
    for at in range(len(found) - 2, -1, -1):
        figure, after = found[at], found[at + 1]
        gap = text[figure.end : after.start]
        joined = _LAST_GAP.fullmatch(gap) or (in_list and _COMMA.fullmatch(gap))
        bare = figure.kind == "statistic" and not figure.unit and figure.value is not None
        if joined and bare and after.kind in ("money", "percent") and not _marked_before(text, after):
            found[at] = _like(figure, after)
            in_list = True
        else:
            in_list = False
    return found


def _of_one_size(one: Figure, other: Figure) -> bool:
    """Whether two amounts are such as are set against each other."""
    if not one.value or not other.value:
        return False
    return one.value < _ONE_SIZE * other.value and other.value < _ONE_SIZE * one.value


def _marked_before(text: str, figure: Figure) -> bool:
    """CNY 500 stands for itself: what is written before an amount is said of no other."""
    return bool(cues.MARK_BEFORE.match(figure.text)) or figure.text[:1] in "$€£¥￥" or figure.text[:2].isupper()


def _like(figure: Figure, last: Figure) -> Figure:
    value, scale = figure.value, figure.scale
    if value is not None and last.value is not None and scale == 1 and last.scale > 1:
        grown = value * Decimal(last.scale)
        if last.value and 0 < grown <= last.value * _ONE_SIZE:
            value, scale = grown, last.scale
    return replace(figure, kind=last.kind, unit=last.unit, value=value, scale=scale)


def share_out(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """``figures`` where those of a list with "respectively" have each the measure of their place."""
    found = _share_bounds(text, figures)
    first = 0
    while first < len(found):
        last = first
        while last + 1 < len(found) and found[last + 1].is_figure and _follows(text, found[last], found[last + 1]):
            last += 1
        if last > first and found[first].is_figure and _RESPECTIVELY.match(text, found[last].end):
            _distribute(text, found, first, last)
        first = last + 1
    return found


def _share_bounds(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """ "More than 160,000 and 150,000 cases": the bound before the first of two numbers of one size is said of both."""
    found = list(figures)
    for at in range(1, len(found)):
        one, after = found[at - 1], found[at]
        if (
            one.qualifier in ("over", "about", "at_least")
            and after.qualifier == "exact"
            and one.unit == after.unit
            and one.value
            and after.value
            and 1 / _ONE_SIZE < after.value / one.value < _ONE_SIZE
            and text[one.end : after.start] == " and "
        ):
            found[at] = replace(after, qualifier=one.qualifier)
    return found


def _follows(text: str, figure: Figure, after: Figure) -> bool:
    return figure.is_figure and _IN_LIST.fullmatch(text, figure.end, after.start) is not None


def _distribute(text: str, found: list[Figure], first: int, last: int) -> None:
    start = found[first].start
    floor = max(found[first - 1].end if first else 0, start - _REACH)
    head = re.split(r"[.;:!?\n](?:\s|\Z)", text[floor:start])[-1]
    names = _names(head, last - first + 1) or _counterparts(text, found, first, last - first + 1)
    for at, name in zip(range(first, last + 1), names, strict=False):
        one = found[first]
        found[at] = replace(
            found[at], measure=name, direction=one.direction, change=one.change, period=one.period, aspect=one.aspect
        )


def _counterparts(text: str, found: Sequence[Figure], first: int, count: int) -> list[str]:
    """The measures of the figures before, one for each: "X for urban and Y for rural residents, up 5.6% and 7.9%"."""
    earlier = found[max(0, first - count) : first]
    if len(earlier) < count or _SENTENCE_END.search(text[earlier[0].end : found[first].start]):
        return []
    ends = [*(one.start for one in earlier[1:]), found[first].start]
    behind = [
        re.split(r",\s|\sand\s|\swhile\s", text[one.end : end])[0].strip()
        for one, end in zip(earlier, ends, strict=True)
    ]
    front = text[max(0, earlier[0].start - _REACH) : earlier[0].start]
    front = re.split(r"[.;:!?\n](?:\s|\Z)", front)[-1].strip()
    told = [f"{front} {words}" for words in behind] if all(behind) else [one.measure for one in earlier]
    return told if all(one.is_figure and one.measure for one in earlier) and len(set(told)) == count else []


def _names(head: str, count: int) -> list[str]:
    """The last ``count`` items of the list before a verb, each with the words that only the first one has."""
    head = f" {head}"
    for verb in (*(match.start() for match in _VERB.finditer(head)), len(head)):  # "Value added in A, B and C was"
        items = [item.strip() for item in _ITEMS.split(head[:verb].strip())][-count:]
        if len(items) == count and all(items) and not any(item.lower() in cues.CHANGES for item in items):
            break
    else:
        return []
    stem = _STEM.match(items[0])
    lead = stem["stem"] if stem else ""
    own = [stem["item"] if stem else items[0], *items[1:]]
    noun = own[-1].partition(" ")[2]  # the primary, secondary and tertiary sectors
    if noun and all(item.lower() in _ADJECTIVES for item in own[:-1]):
        own = [*(f"{item} {noun}" for item in own[:-1]), own[-1]]
    return [item if item.startswith(lead.split(" ")[0] or "\0") else lead + item for item in own]
