"""Values that the source does not write but that follow from it: sums, differences, shares; the arithmetic shown."""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from summarizer.numerals import plain
from summarizer.quantities.figure import Figure
from summarizer.verify.compare import comparable, ends, nearness

_SUM = re.compile(r"合计|共计|总计|一共|总共|\b(?:total|totall?ing|altogether|combined|in all|sum)\b", re.I)
_DIFFERENCE = re.compile(r"相差|多出|少了|净增|差额|\b(?:difference|net|more than the|fewer than|gap)\b", re.I)
_SHARE = re.compile(r"占|比例|率|\b(?:share|rate|proportion|percentage|per cent|percent)\b", re.I)
_MOST = 8


def derived(claim: Figure, beside: Sequence[Figure], said: str) -> str:
    """The arithmetic by which ``claim`` follows from figures of one statement, "" where the words ask for none.

    ``said`` is the claim's sentence: a sum is tried only where it speaks of a total, a share where it speaks of one.
    """
    known = [figure for figure in beside if ends(figure) is not None and not ends(figure).is_range][:_MOST]  # type: ignore[union-attr]
    same = [figure for figure in known if comparable(figure, claim) and figure.qualifier == "exact"]
    if _SUM.search(said):
        for size in (2, 3, 4):
            for parts in combinations(same, size):
                if sum(_value(part) for part in parts) == _value_of(claim):
                    return f"{' + '.join(part.text for part in parts)} = {claim.text}."
    if _DIFFERENCE.search(said):
        for first, second in combinations(same, 2):
            if abs(_value(first) - _value(second)) == _value_of(claim):
                return f"The difference of {first.text} and {second.text} is {claim.text}."
    if claim.unit == "%" and _SHARE.search(said):
        return _share(claim, known)
    return ""


def _share(claim: Figure, known: Sequence[Figure]) -> str:
    counts = [figure for figure in known if figure.kind != "percent" and _value(figure)]
    for part, whole in combinations(counts, 2):
        small, large = sorted((part, whole), key=_value)
        if small.unit != large.unit or _value(small) == _value(large):
            continue
        told = _as_percent(small, _value(small) / _value(large) * 100)
        if told is not None and nearness(told, claim):
            return f"{small.text} ÷ {large.text} = {plain(told.value)}%, the claim says {claim.text}."
    return ""


def _as_percent(figure: Figure, share: Fraction) -> Figure | None:
    from dataclasses import replace
    from decimal import Decimal

    value = (Decimal(share.numerator) / Decimal(share.denominator)).quantize(Decimal("1.000000"))
    return replace(figure, kind="percent", unit="%", value=value, scale=1, qualifier="exact", fraction=None)


def _value(figure: Figure) -> Fraction:
    known = ends(figure)
    return known.low if known else Fraction(0)


def _value_of(claim: Figure) -> Fraction | None:
    known = ends(claim)
    return known.low if known else None
