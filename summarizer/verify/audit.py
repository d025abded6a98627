"""The source held against itself: totals and parts, rates and the counts they follow from, a statistic said twice.

What is found is the source's own matter and is reported as such. False alarms cost more than silence here: a list
after 其中 need not be complete, so that it differs from its total is only said where it nearly adds up to it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile

from summarizer.language.numerals import plain
from summarizer.quantities.figure import Figure
from summarizer.schema import Evidence, Finding
from summarizer.verify.source import Source

#: Units in which a total and its parts may be given side by side (517人次，其中县处级69人).
_ONE_SORT = (frozenset({"人", "人次", "名", "位"}), frozenset({"件", "件次", "宗", "起"}), frozenset({"户", "家"}))
#: Words that open a list of parts.
_PARTS = re.compile(r"其中|包括|分别|分为|[（(：:]|含")
#: A list that nothing announces is only believed of a total that is not small: 3 = 1 + 2 is chance.
_LEAST_UNANNOUNCED = 20
#: How near parts must come to their total before a difference is worth saying.
_NEARLY = Fraction(1, 10)
_SHARE = re.compile(r"率|占|比重|比例|百分")
#: A rate that differs from its counts by more than this many percentage points is a rate of something else.
_NEAR_RATE = 3
_CLOSED = re.compile(r"[。；;！？\n]")
_MOST_PARTS = 8
#: A measure shorter than this (总投资, 同比) says too little to be the same statistic twice.
_LEAST_MEASURE = 6


def audit(source: Source) -> tuple[Finding, ...]:
    """What adds up in the source and what does not, in source order, each with its arithmetic and evidence.

    Kinds: ``total`` (a total and the parts listed after it), ``rate`` (a percentage and two counts of its sentence),
    ``repeated`` (the same measure of the same time with its value, twice). ``agrees`` is False for a contradiction.
    """
    found = [*_totals(source), *_rates(source), *_repeated(source)]
    return tuple(sorted(found, key=lambda finding: (finding.evidence[0].start, finding.kind)))


# --- totals and parts ---------------------------------------------------------------------------------------------


def _totals(source: Source) -> Iterator[Finding]:
    for index, total in enumerate(source.figures):
        if not _is_count(total) or not total.unit:
            continue
        parts = _listed(source, index)
        if len(parts) < 2:
            continue
        between = source.document.text[total.end : parts[0].start]
        announced = bool(_PARTS.search(between))
        whole = _value(total)
        sums = [sum(map(_value, parts[:size]), Fraction(0)) for size in range(1, len(parts) + 1)]
        if whole in sums[1:] and (announced or whole >= _LEAST_UNANNOUNCED):
            used = parts[: sums.index(whole) + 1]
            yield _finding(source, "total", True, f"{_sum(used)} = {_shown(total)}, the total given.", [total, *used])
        elif announced and all(_plainly(part) for part in parts) and abs(sums[-1] - whole) <= whole * _NEARLY:
            told = f"{_sum(parts)} = {_plain(sums[-1])}, but the total given is {_shown(total)}."
            yield _finding(source, "total", False, told, [total, *parts])


def _listed(source: Source, index: int) -> list[Figure]:
    """The figures of the total's sort that follow it before its sentence, or the bracket they stand in, closes."""
    total, text = source.figures[index], source.document.text
    behind = source.figures[index + 1 : index + 1 + 2 * _MOST_PARTS]
    inside = list(takewhile(lambda figure: not _CLOSED.search(text[total.end : figure.start]), behind))
    parts = [figure for figure in inside if _is_count(figure) and (_same_sort(figure, total) or not figure.unit)]
    if not parts:
        return []
    opened = re.search(r"[（(][^）)]*\Z", text[total.end : parts[0].start])
    if opened:
        close = re.compile(r"[）)]").search(text, parts[0].end)
        parts = [part for part in parts if close is None or part.start < close.start()]
    return list(takewhile(lambda part: _value(part) < _value(total), parts))[:_MOST_PARTS]


def _plainly(part: Figure) -> bool:
    """Whether a part is one number of a named sort: 各1人 is several, 不予公开信息数1402 names none."""
    return bool(part.unit) and not part.each


def _is_count(figure: Figure) -> bool:
    """Whether ``figure`` is an exact amount that can be a total or a part of one; only a part may lack its unit."""
    return (
        figure.kind in ("statistic", "money")
        and figure.value is not None
        and figure.value > 0
        and figure.qualifier == "exact"
        and not figure.direction
        and figure.unit not in ("倍", "个百分点", "年", "岁")
    )


def _same_sort(one: Figure, other: Figure) -> bool:
    return (bool(one.unit) and (one.unit == other.unit)) or any(
        one.unit in sort and other.unit in sort for sort in _ONE_SORT
    )


# --- rates and the counts they follow from ------------------------------------------------------------------------


def _rates(source: Source) -> Iterator[Finding]:
    text = source.document.text
    for index, rate in enumerate(source.figures):
        if rate.unit != "%" or rate.value is None or rate.direction or rate.aspect != "result":
            continue
        before = text[max(0, rate.start - 16) : rate.start]
        if not _SHARE.search(rate.measure[-8:] + before):
            continue
        counts = [source.figures[i] for i in source.beside(index) if i < index and _is_count(source.figures[i])][-4:]
        pairs = [
            (part, whole)
            for at, whole in enumerate(counts)
            for part in counts[at + 1 :]
            if _same_sort(part, whole) and _value(part) <= _value(whole)
        ]
        fitting = [pair for pair in pairs if _rounds(_value(pair[0]) / _value(pair[1]) * 100, rate.value)]
        if fitting:
            part, whole = fitting[-1]
            yield _finding(
                source, "rate", True, f"{_quotient(part, whole)}, as given: {rate.text}.", [whole, part, rate]
            )
        elif len(pairs) == 1 and _speaks_of(rate, pairs[0][0]):
            part, whole = pairs[0]
            if abs(_value(part) / _value(whole) * 100 - Fraction(rate.value)) <= _NEAR_RATE:
                told = f"{_quotient(part, whole)}, but the source gives {rate.text}."
                yield _finding(source, "rate", False, told, [whole, part, rate])


def _speaks_of(rate: Figure, part: Figure) -> bool:
    """Whether the rate is named after the part: 调解成功率 after 调解成功."""
    stem = re.sub(r"(?:率|比重|比例|占比).*\Z", "", rate.measure.rpartition("：")[2])
    own = part.measure.rpartition("：")[2]
    return len(stem) > 1 and (stem[-2:] in part.measure or (len(own) > 1 and stem.startswith(own)))


def _rounds(share: Fraction, shown: Decimal) -> bool:
    exponent = shown.as_tuple().exponent
    quantum = Fraction(10) ** (exponent if isinstance(exponent, int) else 0)
    return abs(share - Fraction(shown)) <= quantum / 2


def _quotient(part: Figure, whole: Figure) -> str:
    share = _value(part) / _value(whole) * 100
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return f"{_shown(part)} / {_shown(whole)} = {plain(exact.quantize(Decimal('0.001')))}%"


# --- the same statistic twice -------------------------------------------------------------------------------------


def _repeated(source: Source) -> Iterator[Finding]:
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, figure in enumerate(source.figures):
        measure = re.sub(r"\s", "", figure.measure)
        if figure.value is None or not figure.period or len(measure) < _LEAST_MEASURE or "：" in measure:
            continue  # without a word of time, a plan's goal may stand beside last year's result
        key = (measure, figure.unit, figure.period, figure.aspect, figure.direction, figure.qualifier)
        groups[key].append(index)
    for indexes in groups.values():
        spoken = [index for index in indexes if source.places[index].sentence != source.places[indexes[0]].sentence]
        if not spoken:
            continue
        first = source.figures[indexes[0]]
        for index in spoken:
            other = source.figures[index]
            agrees = other.value == first.value
            told = "both times" if agrees else f"first, then {_shown(other)}"
            yield _finding(source, "repeated", agrees, f"{first.measure}: {_shown(first)} {told}.", [first, other])


# --- in common ----------------------------------------------------------------------------------------------------


def _finding(source: Source, kind: str, agrees: bool, explanation: str, figures: Sequence[Figure]) -> Finding:
    pieces = [Evidence(start=f.start, end=f.end, text=f.text, sentence=f.sentence) for f in figures]
    ordered = sorted(pieces, key=lambda piece: piece.start)
    return Finding.model_validate(
        {"kind": kind, "agrees": agrees, "explanation": explanation, "evidence": tuple(ordered)}
    )


def _value(figure: Figure) -> Fraction:
    return Fraction(figure.value or 0)


def _sum(parts: Sequence[Figure]) -> str:
    return " + ".join(_shown(part) for part in parts)


def _plain(value: Fraction) -> str:
    return plain(Decimal(value.numerator) / Decimal(value.denominator)) or "0"


def _shown(figure: Figure) -> str:
    return re.sub(r"\s", "", figure.text)
