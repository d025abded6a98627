"""The whole that a share is of: 占GDP比重28.3% is no share of the services' value added.

Both sides are asked for the words behind 占 or "per cent of"; where both name a whole and no word of the one is a word
of the other, the claim tells another share than the source does.
"""

import re

from summarizer.verify.numbers import Number
from summarizer.verify.source import Source
from summarizer.verify.topic import groups, pairs

_REACH = 40
_OF_ZH = re.compile(
    r"占(?:到|据|了)?(?P<of>[^，。；、：\d占]{2,18}?)的?(?:比重|比例|份额|总量|总数|总额)?"
    r"(?:已?(?:达到?|为|提高到|提升[到至]|[增升降]至|超过?|突破|约|近|接近|不足))?\s*\Z"
)
_OF_EN = re.compile(
    r"\s*(?:per\s?cent|%)?\s*(?:share\s)?of\s(?:(?:the|all|its|their|total|overall)\s)*(?P<of>[A-Za-z][\w' -]{2,50}?)"
    r"(?=[,.;:]|\Z|\s(?:in|last|by|and|while|this|at|for|from|after|on|was|were|is|are)\s)"
)
#: Said of the whole of a place or of all that there is, they name no whole of their own.
_EMPTY = re.compile(r"全[国省市区县州]|总量|总数|总额|总体|整体|全部|GDP|国内|地区")
_OUTPUT_ZH, _OUTPUT_EN = re.compile(r"GDP|生产总值|经济"), re.compile(r"\b(?:GDP|output|econom\w+|product)\b", re.I)


def other_whole(number: Number, source: Source, index: int) -> bool:
    """Whether the claim's rate is told of another whole than the figure ``index`` of the source is a share of."""
    if number.figure.unit != "%" or source.figures[index].unit != "%":
        return False
    statement, place = source.statement(index), source.places[index]
    at = source.figures[index].start - place.sentence.start
    theirs = _OF_ZH.search(statement, max(0, at - _REACH), at)
    if theirs is None:
        return False
    output = bool(_OUTPUT_ZH.search(theirs["of"]))
    if number.language == "zh":
        mine = _OF_ZH.search(number.around.before[-_REACH:])
        if mine is None or (output and _OUTPUT_ZH.search(mine["of"])):
            return False
        one, other = (pairs(_EMPTY.sub("", of)) for of in (mine["of"], theirs["of"]))
        return bool(one) and bool(other or output) and one.isdisjoint(other)
    found = _OF_EN.match(number.around.after)
    if found is None:
        return False
    if output and _OUTPUT_EN.search(found["of"]):
        return False
    known = groups(found["of"])
    whole = pairs(theirs["of"])
    return len(known) >= _KNOWN and bool(whole) and all(group.isdisjoint(whole) for group in known)


#: So many words of an English whole must be known before their lack says anything.
_KNOWN = 2
