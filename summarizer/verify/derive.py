"""Values that the source does not write but that follow from it, with the arithmetic shown.

Sums, differences, percentage points, ratios and multiples, shares, growth from two levels, the level a year before,
averages. Only where the claim's own words ask for such a value: anything can be made of some sum. Qualifiers are
carried through: what is made of "more than" is more than its result.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise, permutations

from summarizer.language.lexicon import pattern
from summarizer.language.numerals import plain
from summarizer.quantities.figure import Figure, Qualifier
from summarizer.verify.compare import (
    comparable,
    ends,
    is_currency,
    is_rate,
    last_digit,
    nearness,
    qualifiers,
    same_unit,
)
from summarizer.verify.loose import Interval, grown, interval

_SUM = re.compile(
    r"合计|[共总]计|[一总]共|共(?!同|有产|享|产|建|治|和)|合起来|加起来|之和|两者|和为|加上"
    r"|\b(?:in total|total of|totall?ing|totall?ed|altogether|combined|in all|together|between them|sum"
    r"|add(?:s|ed|ing)? up)\b", re.I,
)  # fmt: skip
_DIFFERENCE = re.compile(
    r"相差|差距|除[^，。]{0,12}外|多出|少了|净增|差额|未办结|其余|剩余|还[有剩差]|高出|[比较].{0,20}[多高少低快慢]|快|慢|增加|减少|余下|缺口"
    r"|\b(?:differences?|net|more|less|fewer|higher|lower|faster|slower|gap|remaining|rest|ahead|above|below|short|behind"
    r"|added?|extra|grew|rose|fell|dropped|up|down|increase[ds]?|decrease[ds]?|left|lead|all but|except"
    r"|excluding|compared)\b", re.I,
)  # fmt: skip
#: Two rates lie apart only where a word compares them: "rose by 12.4 percentage points" alone is told of one.
_APART = re.compile(
    r"相差|差距|[快慢高低多少]|[比较]|提高|降低|回落|收窄|扩大"
    r"|\b(?:than|above|below|ahead|behind|short|gap|differences?|faster|slower|quicker|higher|lower|compared|from|between"
    r"|against|outpac\w+|narrow\w*|wid\w+)\b",
    re.I,
)
_SHARE = re.compile(
    r"占|比例|比重|率|分之|成|半|当中|其中|相当于|中有"
    r"|\b(?:share|rate|proportion|percentage|per cent|percent|account(?:ed|s|ing)?|of|half|third|quarter|out)\b|%",
    re.I,
)
_BEFORE = re.compile(
    rf"{pattern('last_year', 'zh')}|一年前|原来|原有|基础上|[由从][^，。；]{{1,16}}[升增提跃扩降减跌]"
    r"|\b(?:(?:a|one|the|previous|last) year (?:before|earlier|ago)|previous year"
    r"|last year|year before|up from|down from|from|against|compared (?:with|to))\b", re.I,
)  # fmt: skip
#: A share and the amount that it is of: their product is the part.
_PART = re.compile(
    r"其中|当中|之中|中[，、]|中[^，。；]{0,8}有|的[^，。；]{0,12}(?:成|%|分之)|\b(?:of|out|contribut\w+|account\w*)\b",
    re.I,
)
_AVERAGE = re.compile(
    r"平均|每|人均|户均|日均|月均|\b(?:average|per|each|every|apiece|a (?:day|month|head|year))\b", re.I
)
_YEAR = re.compile(r"全年|一年|\byear\b", re.I)
#: So many figures are tried, and so many terms of a list at once.
_MOST, _TERMS = 14, 6
_UP: frozenset[Qualifier] = frozenset({"over", "at_least"})
_LOW: frozenset[Qualifier] = frozenset({"under", "at_most"})
_POINTS = "个百分点"
#: A bound that is asked for is no value reckoned: 不少于40%.
_REQUIRED = re.compile(r"不[少低小高多大]于|\b(?:no|not)\s(?:less|fewer|more)\b", re.I)
#: A bound is told of a value that lies within this share of it.
_BOUND = Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class Way:
    """A value made of figures of the source: ``how`` is the arithmetic as text, without its result."""

    value: Fraction
    unit: str
    qualifier: Qualifier
    how: str
    used: tuple[Figure, ...]


def derived(claim: Figure, beside: Sequence[Figure], said: str) -> str:
    """The arithmetic by which ``claim`` follows from figures of a statement or a topic, "" where none does.

    ``beside`` are those figures in the order of the text, ``said`` is the claim's sentence: a sum is tried only where
    it speaks of a total, a share where it speaks of one.
    """
    way = derivation(claim, beside, said)
    if way is None:
        return ""
    return f"{way.how} = {shown(way)}, by the source's own figures; the claim says {claim.text}."


def derivation(claim: Figure, beside: Sequence[Figure], said: str) -> Way | None:
    """The way in which ``claim`` follows from ``beside``, or None."""
    if ends(claim) is None and interval(claim) is None and grown(claim) is None:
        return None
    known = [figure for figure in beside if _value(figure) is not None][:_MOST]
    return next((way for way in _ways(claim, known, said) if fits(way, claim)), None)


def shown(way: Way) -> str:
    """The result as people write it: at most four decimals, with its unit."""
    exact = Decimal(way.value.numerator) / Decimal(way.value.denominator)
    return f"{plain(round(exact, 4))}{way.unit}"


def _ways(claim: Figure, known: Sequence[Figure], said: str) -> Iterator[Way]:
    said = said.replace(claim.text, " ")  # "more than 50" bounds a number and asks for no difference
    if claim.unit == _POINTS:
        if _APART.search(said):
            yield from _points(known, said)
        return
    if claim.unit in ("倍", "番"):
        yield from _multiples(claim, known)
        return
    if claim.unit in ("%", "‰"):
        yield from _rest_of_all(known, said)
        if _BEFORE.search(said) and not claim.direction:
            yield from _before_addition(claim, known)
        if _SHARE.search(said) and not claim.direction:
            yield from _shares(known, said)
        if claim.direction:
            yield from _growth(claim, known)
        return
    if _SUM.search(said):
        yield from _sums(claim, known)
    if _DIFFERENCE.search(said):
        yield from _differences(claim, known)
    if _BEFORE.search(said):
        yield from _levels_before(claim, known)
        yield from _before_addition(claim, known)
    if _PART.search(said):
        yield from _parts(claim, known)
    if _AVERAGE.search(said):
        yield from _averages(claim, known)


def fits(way: Way, claim: Figure) -> bool:
    """Whether the claim tells the value rightly: loose words by their grain, bounds by the last digit that they show,
    figures exactly or correctly rounded."""
    loose: Interval | None = interval(claim)
    if loose is not None and way.unit == claim.unit:
        return loose.holds(way.value)
    if _bounded(way, claim):
        return True
    exact = Decimal(way.value.numerator) / Decimal(way.value.denominator)
    made = replace(
        claim, kind="statistic", unit=way.unit or claim.unit, value=exact, low=None, high=None, scale=1, text="",
        surface_value="", fraction=None, qualifier=way.qualifier, direction="", measure="",
    )  # fmt: skip
    near = nearness(made, replace(claim, unit=way.unit or claim.unit))
    if near is None:
        return False
    bound = claim.qualifier in _UP and way.qualifier == "about"  # near 2400 for 325 is 7.4, more than 7
    return bound or qualifiers(made, claim, near) == "same"


def _bounded(way: Way, claim: Figure) -> bool:
    """Whether the claim bounds the value by a round number next to it: 43,700 is 4万以上, 666 不到700, 7.4 over 7."""
    told = ends(claim)
    lower, upper = claim.qualifier in _UP, claim.qualifier in _LOW
    if told is None or told.is_range or way.qualifier not in ("exact", "about") or not (lower or upper):
        return False
    if _REQUIRED.match(claim.text):
        return False
    if way.unit != claim.unit and same_unit(way.unit, claim.unit) is False:
        return False
    step = last_digit(replace(claim, qualifier="about"))
    if abs(way.value - told.low) >= min(step, told.low * _BOUND):
        return False
    return way.value >= told.low if lower else way.value <= told.low


def _made(value: Fraction, unit: str, how: str, *used: Figure, opposite: Figure | None = None) -> Way:
    """``opposite`` is a term that lowers the result: more than 3 taken away leaves less."""
    said = {_turned(one.qualifier) if one is opposite else one.qualifier for one in used} - {"exact"}
    if len(said) == 1:
        return Way(value, unit, next(iter(said)), how, used)
    qualifier: Qualifier = "exact" if not said else "over" if said <= _UP else "under" if said <= _LOW else "about"
    return Way(value, unit, qualifier, how, used)


def _turned(qualifier: Qualifier) -> Qualifier:
    turned: dict[Qualifier, Qualifier] = {
        "over": "under",
        "under": "over",
        "at_least": "at_most",
        "at_most": "at_least",
    }
    return turned.get(qualifier, qualifier)


def _alike(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit or same_unit(one.unit, other.unit) is True


def _sums(claim: Figure, known: Sequence[Figure]) -> Iterator[Way]:
    """Any two, and lists that stand one behind the other; rates do not add up."""
    same = [one for one in known if comparable(one, claim) and not is_rate(one.unit) and not one.direction]
    runs = [same[at : at + size] for size in range(3, _TERMS + 1) for at in range(len(same) - size + 1)]
    for parts in (*map(list, combinations(same, 2)), *runs):
        if all(_alike(part, parts[0]) for part in parts):
            total = sum((_value(part) or Fraction(0) for part in parts), Fraction(0))
            yield _made(total, parts[0].unit, " + ".join(part.text for part in parts), *parts)


def _differences(claim: Figure, known: Sequence[Figure]) -> Iterator[Way]:
    same = [one for one in known if comparable(one, claim) and not is_rate(one.unit)]
    for first, second in combinations(same, 2):
        large, small = sorted((first, second), key=lambda one: _value(one) or Fraction(0), reverse=True)
        if _alike(large, small):
            value = (_value(large) or Fraction(0)) - (_value(small) or Fraction(0))
            yield _made(value, large.unit, f"{large.text} - {small.text}", large, small, opposite=small)


def _points(known: Sequence[Figure], said: str) -> Iterator[Way]:
    rates = [one for one in known if one.unit == "%"]
    for first, second in combinations(rates, 2):
        large, small = sorted((first, second), key=lambda one: _value(one) or Fraction(0), reverse=True)
        signed = (
            -1 if large.direction != small.direction and {large.direction, small.direction} == {"up", "down"} else 1
        )
        value = (_value(large) or Fraction(0)) - signed * (_value(small) or Fraction(0))
        sign = "-" if signed > 0 else "+"
        yield _made(value, _POINTS, f"{large.text} {sign} {small.text}", large, small, opposite=small)


def _multiples(claim: Figure, known: Sequence[Figure]) -> Iterator[Way]:
    growth = grown(claim)
    for one in known:
        value = _value(one)
        if growth is not None and one.unit == "%" and one.direction == "up" and value and growth.holds(value):
            yield Way(_multiple(claim), claim.unit, claim.qualifier, f"1 + {one.text}", (one,))
    more = claim.direction == "up" and not claim.text.isascii()
    for large, small in permutations([one for one in known if not is_rate(one.unit)], 2):
        top, bottom = _value(large), _value(small)
        if top is None or not bottom or not _alike(large, small) or top <= bottom:
            continue
        ratio = top / bottom - (1 if more else 0)
        if claim.unit == "番":
            if growth is not None and growth.holds((top / bottom - 1) * 100):
                yield Way(_multiple(claim), claim.unit, claim.qualifier, f"{large.text} / {small.text}", (large, small))
        else:
            yield _made(
                ratio, claim.unit, f"{large.text} / {small.text}{' - 1' if more else ''}", large, small, opposite=small
            )


def _multiple(claim: Figure) -> Fraction:
    known = interval(claim)
    return (known.low + known.high) / 2 if known is not None else Fraction(claim.value or 0)


def _shares(known: Sequence[Figure], said: str) -> Iterator[Way]:
    counts = [one for one in known if not is_rate(one.unit) and _value(one)]
    for first, second in combinations(counts, 2):
        small, large = sorted((first, second), key=lambda one: _value(one) or Fraction(0))
        part, whole = _value(small), _value(large)
        if part is not None and whole and part != whole and _alike(small, large):
            yield _made(part / whole * 100, "%", f"{small.text} / {large.text}", small, large, opposite=large)
    for one in counts:
        if one.unit in ("天", "日") and _YEAR.search(said):
            for days in (365, 366):
                yield _made((_value(one) or Fraction(0)) / days * 100, "%", f"{one.text} / {days}", one)


def _rest_of_all(known: Sequence[Figure], said: str) -> Iterator[Way]:
    if not re.search(r"其余|剩[余下]|余下|另外|\b(?:rest|remaining|remainder|other)\b", said, re.I):
        return
    for one in known:
        if one.unit == "%" and not one.direction:
            yield _made(100 - (_value(one) or Fraction(0)), "%", f"100% - {one.text}", one, opposite=one)


def _growth(claim: Figure, known: Sequence[Figure]) -> Iterator[Way]:
    """From the earlier of two levels to the later: 由A到B, in the source's own order."""
    for before, after in permutations([one for one in known if not is_rate(one.unit)], 2):
        first, then = _value(before), _value(after)
        if not first or then is None or not _alike(before, after) or before.aspect != "earlier":
            continue
        rise = (then - first) / first * 100
        if (rise > 0) == (claim.direction == "up"):
            how = f"({after.text} - {before.text}) / {before.text}"
            yield _made(abs(rise), "%", how, after, before)


def _levels_before(claim: Figure, known: Sequence[Figure]) -> Iterator[Way]:
    """The level that a growth told with it started from; what follows a level in its statement is its growth."""
    for level, growth in pairwise(known):
        value, rate = _value(level), _value(growth)
        if value is None or rate is None or growth.unit != "%" or not growth.direction or not comparable(level, claim):
            continue
        step = rate if growth.direction == "up" else -rate
        if step > -100:
            yield Way(
                value / (1 + step / 100),
                level.unit,
                "about",
                f"{level.text} / (1 {'+' if step > 0 else '-'} {rate}%)",
                (level, growth),
            )


def _before_addition(claim: Figure, known: Sequence[Figure]) -> Iterator[Way]:
    """The level before what was added to it: 新增7家、总量达18家; 90.4%、提高6.6个百分点."""
    for one, other in pairwise(known):
        for level, step in ((one, other), (other, one)):
            value, change = _value(level), _value(step)
            if value is None or change is None or not comparable(level, claim) or level.direction:
                continue
            points = level.unit == "%" and step.unit == _POINTS and step.direction
            added = step.unit == level.unit != "%" and _ADDED.match(step.measure) and change < value
            if points or added:
                up = step.direction != "down"
                before = value - change if up else value + change
                yield _made(before, level.unit, f"{level.text} {'-' if up else '+'} {step.text}", level, step)


#: A measure that tells what came in: 新增全国重点实验室7家.
_ADDED = re.compile(r"净?新[增添]|净增|增加")


def _parts(claim: Figure, known: Sequence[Figure]) -> Iterator[Way]:
    """What a share of an amount told beside it comes to: 20个断面，优良率85%."""
    levels = [one for one in known if not one.direction]
    for one, other in pairwise(levels):
        for whole, rate in ((one, other), (other, one)):
            amount, share = _value(whole), _value(rate)
            if amount is None or share is None or rate.unit != "%" or rate.direction or is_rate(whole.unit):
                continue
            if not comparable(whole, claim) or not 0 < share < 100:
                continue
            yield _made(amount * share / 100, whole.unit, f"{whole.text} × {rate.text}", whole, rate)


def _averages(claim: Figure, known: Sequence[Figure]) -> Iterator[Way]:
    for whole, count in permutations([one for one in known if not is_rate(one.unit)], 2):
        top, bottom = _value(whole), _value(count)
        if top is None or not bottom or bottom == 1 or not comparable(whole, claim) or _alike(whole, count):
            continue
        if is_currency(count.unit):
            continue
        yield _made(top / bottom, whole.unit, f"{whole.text} / {count.text}", whole, count, opposite=count)


def _value(figure: Figure) -> Fraction | None:
    known = ends(figure)
    return known.low if known and not known.is_range else None
