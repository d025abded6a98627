"""A number of a claim that follows from the claim's other numbers, which the source bears out: the way, or None.

"5项，占4%左右", "33个，计划26个，少7个", "3.4万亿元，74%，约2.5万亿元". The operands are few and each is proven, so
that a result is hardly met by chance; that one is reckoned must be said by a word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations

from summarizer.quantities.figure import Figure
from summarizer.verify.compare import comparable, ends, is_currency, is_rate, nearness, same_unit
from summarizer.verify.derive import Way, derivation, fits

#: Words by which a clause says that a number is reckoned from others.
_ASKED = re.compile(
    r"[差多少高低快慢]|占|[合总共]计|共|两者|平均|每|人均|户均|折合|约合|合约|相当于|[是为]?.{0,12}[的之]?[一两二三四五六七八九十百\d.]+倍"
    r"|增[幅量长加]|降[幅低]|减少|其余|剩|还有|推算|计算|[即合]|比例|比重|分之|成|半"
    r"|\b(?:more|less|fewer|higher|lower|faster|slower|difference|gap|together|combined|total|average|each|per|times"
    r"|twice|double|half|share|account\w*|equivalent|i\.e\.|rest|remaining|left|up|down|than|that is)\b",
    re.I,
)
#: Words that a number of the claim is turned into another unit by.
_TURNED = re.compile(
    r"(?:折合|约合|合约|相当于|即|也就是|换算|合|[（(=])[^，。；\d]{0,6}\Z"
    r"|\b(?:or|i\.e\.|equivalent to|about)\b[^,.;\d]{0,12}\Z"
)
#: A difference told by one word right before it: 前者多1份.
_APART = re.compile(r"[多少高低快慢差](?:出|了|于|约|近)?\Z")
_REACH = 24
#: With fewer digits a product is met by chance, unless it is said to be about so much.
_DIGITS = 2


#: Words by which a rate is one of growth.
_GROWN = re.compile(r"[增升涨降减跌]|\b(?:up|down|growth|increase|rise|drop|fall)\b", re.I)


def from_mates(number: Figure, clause: str, before: str, mates: Sequence[Figure]) -> Way | None:
    """How ``number`` follows from ``mates``, figures of its claim that are proven; None where it does not.

    ``clause`` is the number's clause, ``before`` what stands before the number in its sentence.
    """
    if not mates or not _ASKED.search(clause):
        return None
    if (turned := next(_converted(number, before, mates), None)) is not None:
        return turned
    plain = [replace(mate, qualifier="about") if mate.qualifier not in ("exact", "about") else mate for mate in mates]
    for pool in (mates, plain):
        apart = "相差" if _APART.search(before) else ""
        if (way := derivation(number, pool, f"{clause} {before[-_REACH:]} {apart}")) is not None:
            return way
    grown = _growth(number, plain) if number.direction or _GROWN.search(clause) else ()
    return next((way for way in (*_products(number, plain), *grown) if fits(way, number)), None)


def _converted(number: Figure, before: str, mates: Sequence[Figure]) -> Iterator[Way]:
    """The same quantity in another unit: 1255万亩以上（折合约83.7万公顷）."""
    if not _TURNED.search(before[-_REACH:]):
        return
    for mate in mates:
        value = ends(mate)
        if mate.unit == number.unit or value is None or is_rate(mate.unit) or is_rate(number.unit):
            continue
        loose = replace(number, qualifier="about" if number.qualifier == "exact" else number.qualifier)
        if not same_unit(mate.unit, number.unit) and nearness(replace(mate, qualifier="exact"), loose):
            yield Way(value.low, mate.unit, mate.qualifier, mate.text, (mate,))


def _products(number: Figure, mates: Sequence[Figure]) -> Iterator[Way]:
    """A share of an amount: 509.4亿元, 约占64%, 约327亿元."""
    if is_rate(number.unit) or number.unit in ("倍", "番"):
        return
    digits = len(re.sub(r"\D|0+\Z", "", number.surface_value)) if number.surface_value.isascii() else 1
    if digits < _DIGITS and number.qualifier == "exact":
        return
    for rate, amount in permutations(mates, 2):
        share, whole = ends(rate), ends(amount)
        if rate.unit != "%" or rate.direction or is_rate(amount.unit) or share is None or whole is None:
            continue
        if comparable(amount, number) and not share.is_range and not whole.is_range:
            qualifier = "about" if "exact" not in (rate.qualifier, amount.qualifier) else rate.qualifier
            value = whole.low * share.low / 100
            yield Way(value, amount.unit, qualifier, f"{amount.text} × {rate.text}", (amount, rate))


def _growth(number: Figure, mates: Sequence[Figure]) -> Iterator[Way]:
    """From one level to another in per cent: 445亿元, 目标470亿元, 增幅5.6%."""
    if number.unit != "%":
        return
    for first, then in combinations(mates, 2):
        one, two = ends(first), ends(then)
        if one is None or two is None or not one.low or is_rate(first.unit) or one.is_range or two.is_range:
            continue
        if same_unit(first.unit, then.unit) and (is_currency(first.unit) or first.unit == then.unit):
            rise = (two.low - one.low) / one.low * 100
            way = "down" if rise < 0 else "up"
            if number.direction in ("", way) and Fraction(0) != rise:
                how = f"({then.text} - {first.text}) / {first.text}"
                yield Way(
                    abs(rise),
                    "%",
                    "about" if "about" in (first.qualifier, then.qualifier) else "exact",
                    how,
                    (first, then),
                )
