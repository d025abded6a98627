"""Parts and wholes among the numbers of a claim: a part cannot be more than its whole."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.quantities.figure import Figure
from summarizer.verify.compare import comparable, ends

_ARTICLES = r"(?:the\s|its\s|all\s|these\s|some\s)?"
_OF = re.compile(
    rf"\s*(?:(?!and\b|or\b|with\b|to\b|for\b|in\b|a\b|an\b)[A-Za-z]+\s){{0,3}}?(?:out\s)?of\s{_ARTICLES}\s*\Z"
)
_OF_BEFORE = re.compile(rf"(?:\A|[.;,]\s)[Oo]f\s{_ARTICLES}\s*\Z")
_AMONG = re.compile(r"中[^，。；]{0,10}\Z|[^。；]{0,12}[，,、（(]\s?其中")
#: A rate for each of many is no whole: 每千人6.6批次，其中…5万批次.
_EACH = re.compile(r"每[^，。；]{0,6}\Z|\b(?:per|each|average)\b[^,.;]{0,20}\Z", re.IGNORECASE)
_AMONG_ONLY = re.compile(r"[，,、（(]\s?其中|\bof\s(?:which|whom|them|these|those)\b")
_FAR = 60


def exceeding(claims: str, figures: Sequence[Figure]) -> Iterator[tuple[int, int]]:
    """Indexes (part, whole) of figures whose words make one a part of the other though it is more than the other."""
    for part, whole in _parts(claims, figures):
        small, large = ends(figures[part]), ends(figures[whole])
        if small and large and small.low > large.low and comparable(figures[whole], figures[part]):
            yield part, whole


def _parts(claims: str, figures: Sequence[Figure]) -> Iterator[tuple[int, int]]:
    """ "1,722 of 1,760", "Of the 1,760 disputes, 1,722", 1760件中1722件, 1760件，其中…1722件."""
    for first, second in pairwise(range(len(figures))):
        while (
            first
            and figures[first].direction
            and _AMONG_ONLY.search(claims[figures[first].end : figures[second].start])
        ):
            first -= 1  # 42起，比上年少15起，其中38起: of the 42
        between = claims[figures[first].end : figures[second].start]
        if len(between) > _FAR or _EACH.search(claims[max(0, figures[first].start - 30) : figures[first].start]):
            continue
        if _OF.match(between):
            yield first, second
        elif (
            _OF_BEFORE.search(claims[max(0, figures[first].start - 30) : figures[first].start]) and "." not in between
        ) or _AMONG.match(between):
            yield second, first
