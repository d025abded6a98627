"""Does the source add up? Totals and parts, rates and their counts, the same statistic told twice.

What is found is said of the source, with the arithmetic; nothing is corrected. Rules are cautious: parts after 其中
need not be all parts, so a smaller sum is no contradiction; a larger one is.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations

from summarizer.quantities.figure import Figure
from summarizer.schema import Evidence, Finding
from summarizer.verify.source import Source

_BRACKET = re.compile(r"[^（(。；，]{0,14}[（(](?:其中[：:，]?)?")
_OF_WHICH = re.compile(r"[^。；]{0,16}其中[：:，]?")
_STOP = re.compile(r"[。；;）)]")
_CLOSE = Fraction(2, 100)
_RATE = re.compile(r"率|占|比重|比例")


def audit(source: Source) -> tuple[Finding, ...]:
    """All findings about the source itself, in text order: what adds up, and what does not."""
    found = [*_totals(source), *_rates(source), *_repeated(source)]
    return tuple(sorted(found, key=lambda finding: finding.evidence[0].start))


def _totals(source: Source) -> Iterator[Finding]:
    for index, total in enumerate(source.figures):
        if total.value is None or total.qualifier != "exact" or total.kind == "percent" or total.direction:
            continue
        parts, closed = _parts(source, index)
        if len(parts) < 2:
            continue
        whole, added = Fraction(total.value), sum(Fraction(part.value or 0) for part in parts)
        certain = added > whole or (closed and whole - added <= whole * _CLOSE)
        if added == whole or certain:
            yield _finding(source, "total", added == whole, _sum(parts, added, total), [total, *parts])


def _parts(source: Source, index: int) -> tuple[list[Figure], bool]:
    """The figures told as parts of the one at ``index``: those in the bracket after it, or after 其中."""
    text, total = source.document.text, source.figures[index]
    limit = source.places[index].sentence.end
    opening = _BRACKET.match(text, total.end, limit)
    closed = opening is not None
    opening = opening or _OF_WHICH.match(text, total.end, limit)
    if opening is None:
        return [], False
    between = source.figures[index + 1].start if index + 1 < len(source.figures) else limit
    if between < opening.end():
        return [], False
    stop = _STOP.search(text, opening.end(), limit)
    end = stop.start() if stop else limit
    parts: list[Figure] = []
    for figure in source.figures[index + 1 :]:
        if figure.start >= end:
            break
        if figure.kind == "percent":
            continue
        if figure.unit != total.unit or figure.value is None or figure.qualifier != "exact" or figure.each:
            return [], False
        if parts and "：" in figure.measure and parts[-1].measure and figure.measure.startswith(parts[-1].measure):
            return [], False  # a part of a part
        parts.append(figure)
    return parts, closed


def _sum(parts: Sequence[Figure], added: Fraction, total: Figure) -> str:
    terms = " + ".join(part.text for part in parts)
    scale = Decimal(total.scale)
    shown = format((Decimal(added.numerator) / Decimal(added.denominator) / scale).normalize(), "f")
    relation = "=" if total.value is not None and added == Fraction(total.value) else "≠"
    tail = "" if relation == "=" else f" (the parts make {shown}{_written_unit(total)})"
    return f"{terms} {relation} {total.text}{tail}"


def _written_unit(figure: Figure) -> str:
    return figure.text.lstrip("0123456789.,，． ０１２３４５６７８９")


def _rates(source: Source) -> Iterator[Finding]:
    """A rate told beside the two counts that it is made of: 1760件, 成功1722件, 成功率97.84%."""
    for index, rate in enumerate(source.figures):
        if rate.unit != "%" or rate.value is None or rate.direction or not _RATE.search(rate.measure):
            continue
        counts = [source.figures[i] for i in source.beside(index) if i < index][-3:]
        counts = [c for c in counts if c.kind != "percent" and c.value and c.qualifier == "exact"]
        for first, second in combinations(counts, 2):
            part, whole = sorted((first, second), key=lambda figure: figure.value or Decimal(0))
            if first.unit != second.unit or not part.value or not whole.value or part.value == whole.value:
                continue
            share = part.value / whole.value * 100
            places = Decimal(1).scaleb(-len(rate.surface_value.partition(".")[2]))
            right = share.quantize(places, ROUND_HALF_UP) == rate.value.quantize(places)
            shown = format(share.quantize(places * Decimal("0.1"), ROUND_HALF_UP), "f")
            if right:
                yield _finding(
                    source, "rate", True, f"{part.text} ÷ {whole.text} = {shown}%: {rate.text}", [rate, part, whole]
                )


def _repeated(source: Source) -> Iterator[Finding]:
    """The same measure, unit and year with two values, in two sentences."""
    groups: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for index, figure in enumerate(source.figures):
        plain_level = figure.aspect == "result" and not figure.direction and figure.value is not None
        if plain_level and len(figure.measure) >= 6 and figure.qualifier == "exact":
            years = "/".join(sorted(source.places[index].years))
            groups[figure.measure, figure.unit, years, figure.period].append(index)
    for same in groups.values():
        for first, second in combinations(same[:4], 2):
            one, other = source.figures[first], source.figures[second]
            apart = source.places[first].sentence != source.places[second].sentence
            if apart and one.value != other.value:
                yield _finding(
                    source, "repeated", False, f"{one.measure} is told as {one.text} and as {other.text}", [one, other]
                )


def _finding(source: Source, kind: str, agrees: bool, explanation: str, figures: Sequence[Figure]) -> Finding:
    evidence = tuple(Evidence(start=f.start, end=f.end, text=f.text) for f in sorted(figures, key=lambda f: f.start))
    return Finding.model_validate({"kind": kind, "agrees": agrees, "explanation": explanation, "evidence": evidence})
