"""Values that the source does not write but that follow from it: sums, differences, shares; the arithmetic shown.

Only where the claim's own words ask for such a value: anything can be made of some sum.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from summarizer.language.numerals import plain
from summarizer.quantities.figure import Figure
from summarizer.verify.compare import comparable, ends, is_rate, nearness

_SUM = re.compile(
    r"合计|共计|总计|一共|总共|\b(?:in total|total of|totall?ing|totall?ed|altogether|combined|in all|together)\b", re.I
)
_DIFFERENCE = re.compile(
    r"相差|多出|少了|净增|差额|未办结|其余|剩余|\b(?:difference|net|more than the|fewer than|gap|remaining|the rest)\b",
    re.I,
)
_SHARE = re.compile(r"占|比例|比重|率|\b(?:share|rate|proportion|percentage|per cent|percent|accounting)\b", re.I)
#: So many figures of a statement are tried, and so many at once.
_MOST, _TERMS = 8, 4


def derived(claim: Figure, beside: Sequence[Figure], said: str) -> str:
    """The arithmetic by which ``claim`` follows from figures of one statement, "" where the words ask for none.

    ``said`` is the claim's sentence: a sum is tried only where it speaks of a total, a share where it speaks of one.
    """
    told = _value(claim)
    known = [figure for figure in beside if _value(figure) is not None and figure.qualifier == "exact"][:_MOST]
    if told is None or claim.qualifier not in ("exact", "about"):
        return ""
    share = claim.unit == "%" and not any(figure.unit == "%" for figure in beside)  # else it would be that one
    ways = (
        _sums(told, known, claim) if _SUM.search(said) else (),
        _differences(told, known, claim) if _DIFFERENCE.search(said) else (),
        _shares(known, claim) if share and _SHARE.search(said) else (),
    )
    return next((how for way in ways for how in way), "")


def _sums(told: Fraction, known: Sequence[Figure], claim: Figure) -> Iterator[str]:
    same = [figure for figure in known if comparable(figure, claim) and not is_rate(figure.unit)]  # rates do not add up
    for size in range(2, _TERMS + 1):
        for parts in combinations(same, size):
            if sum(_value(part) or 0 for part in parts) == told and len({part.unit for part in parts}) == 1:
                yield f"{' + '.join(part.text for part in parts)} = {claim.text}, by the source's own figures."


def _differences(told: Fraction, known: Sequence[Figure], claim: Figure) -> Iterator[str]:
    for first, second in combinations([figure for figure in known if comparable(figure, claim)], 2):
        large, small = sorted((first, second), key=lambda figure: _value(figure) or 0, reverse=True)
        if (_value(large) or 0) - (_value(small) or 0) == told and first.unit == second.unit:
            yield f"{large.text} - {small.text} = {claim.text}, by the source's own figures."


def _shares(known: Sequence[Figure], claim: Figure) -> Iterator[str]:
    counts = [figure for figure in known if figure.kind != "percent" and _value(figure)]
    for first, second in combinations(counts, 2):
        small, large = sorted((first, second), key=lambda figure: _value(figure) or 0)
        part, whole = _value(small), _value(large)
        if part is None or whole is None or part == whole or small.unit != large.unit:
            continue
        share = Decimal((part / whole * 100).numerator) / Decimal((part / whole * 100).denominator)
        exact = share.quantize(Decimal("0.000001"))
        if nearness(replace(small, kind="percent", unit="%", value=exact, scale=1, text="", fraction=None), claim):
            shown = plain(share.quantize(Decimal("0.001")))
            yield f"{small.text} / {large.text} = {shown}%, by the source's own figures; the claim says {claim.text}."


def _value(figure: Figure) -> Fraction | None:
    known = ends(figure)
    return known.low if known and not known.is_range else None
