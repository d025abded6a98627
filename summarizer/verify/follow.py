"""Numbers that no figure writes but that their statement gives: loose shares, and what follows by arithmetic.

The last step on a number that was not found: the statements that its sentence is about are asked, first whether a rate
there is what loose words stand for, then whether the number can be reckoned from their figures.
"""

import re
from collections.abc import Iterator, Sequence

from summarizer.base.document import Span
from summarizer.language.units.english_table import CASES
from summarizer.quantities.figure import Figure
from summarizer.schema import Check, Reason
from summarizer.verify.bounds import loosely_told
from summarizer.verify.compare import ends, is_rate
from summarizer.verify.derive import Way, derivation, shown
from summarizer.verify.loose import interval
from summarizer.verify.mates import from_mates
from summarizer.verify.numbers import Number
from summarizer.verify.source import Source, Words

_OPEN: frozenset[Reason] = frozenset({"not_found", "unit", "scale", "range"})
#: Where the claim's own numbers are asked too: a figure of the value stands there, but its words say another thing.
_UNSETTLED = _OPEN | {"ambiguous", "measure", "qualifier_lost", "outside_evidence"}
#: A figure of the value stands somewhere, but the claim speaks of another thing: it may be reckoned all the same.
_STRAY: frozenset[Reason] = frozenset({"measure", "direction", "period", "ambiguous"})
#: A figure belongs to a claim's topic where so much of the claim's words answers it.
_TOPIC = 0.22
_FIGURES, _STATEMENTS, _TERMS = 24, 4, 8
#: A loose share is told of a rate whose words fit so well.
_SURELY = 0.45
#: Names right before a number that counts them, and how far apart the source may have them.
_LIST = re.compile(
    r"(?:[^，。；：、\s\d]{2,16}[、])+[^，。；：、\s\d]{2,16}(?:(?:[和与及]|以及)[^，。；：、\s\d]{2,16})?(?:等|这|共)?\Z"
)
_AND = re.compile(r"、|以及|[和与及](?=[\u3400-\u9fff]{2})|(?:等|这|共)\Z")
_LEAST_NAMES, _NAMES_APART = 2, 300
#: What is told as the whole of a part is the sum of its parts: 557件，其中209件.
_WHOLE = re.compile(r"[^，。；\d]{0,6}[，,]\s?其中")
#: A smaller sum is chance where no word asks for one.
_LEAST = 20
#: Of two rates that fit the words about alike either may be meant.
_ALIKE = 0.05


def with_derived(
    checks: Sequence[Check], numbers: Sequence[Number], source: Source, scope: frozenset[int] | None = None
) -> list[Check]:
    """``checks`` of ``numbers`` (one each, in order) where one that was not found follows from the source's figures.

    ``scope`` are the indexes of the figures in the evidence cited, if any: then only from those.
    """
    found = list(checks)
    together: dict[int, list[int]] = {}
    for at, number in enumerate(numbers):
        together.setdefault(number.sentence, []).append(at)
    for at, (check, number) in enumerate(zip(checks, numbers, strict=True)):
        if check.verdict == "supported":
            continue
        beside = [other for other in together[number.sentence] if other != at]
        if (made := _made_of(check, number, [(found[other], numbers[other]) for other in beside], source)) is not None:
            found[at] = made
            continue
        if (made := _listed(check, number, source)) is not None:
            found[at] = made
            continue
        nothing = check.reason == "ambiguous" and ends(number.figure) is None
        loose = check.reason in _UNSETTLED and interval(number.figure) is not None and number.figure.unit == "%"
        if loose and (told := _loose_rate(check, number, source, scope)) is not None:
            found[at] = told
        elif check.reason in _OPEN or nothing:
            found[at] = _followed(check, number, [found[other] for other in beside], source, scope) or check
        elif check.reason in _STRAY:
            found[at] = _reckoned(check, number, [found[other] for other in beside], source, scope) or check
    return found


def _loose_rate(check: Check, number: Number, source: Source, scope: frozenset[int] | None) -> Check | None:
    """``check`` supported by the rate of the topic that the claim names and its loose words stand for."""
    words = source.weigh(number.near, number.far)
    about = [index for index in source.about(number.near, most=_FIGURES) if source.figures[index].unit == "%"]
    fit_of = {index: source.affinity(words, index) or 0.0 for index in about}
    best = max(fit_of.values(), default=0.0)
    alike = [index for index in about if fit_of[index] >= best - _ALIKE]
    if len({source.figures[index].value for index in alike}) > 1:
        return None  # two rates that the words fit alike: either may be meant
    for index in alike:
        fit = fit_of[index]
        if (scope is None or index in scope) and fit >= _SURELY and _named(index, words, source):
            told = _loosely(number, [(fit, index)], source)
            if told is not None and loosely_told(source.figures[told], number.figure):
                said = f"The source says {source.figures[told].text}: {check.text}."
                return _supported(check, "rounded", said, [told], source)
    return None


def _listed(check: Check, number: Number, source: Source) -> Check | None:
    """``check`` supported where its number counts the names right before it, which the source has together.

    兰海高速、德余高速以及凤新快线3个项目.
    """
    if check.reason not in _UNSETTLED or number.language != "zh" or number.figure.unit not in {*CASES, "个"}:
        return None
    match = _LIST.search(number.around.before)
    names = [one for one in _AND.split(match[0]) if one] if match else []
    names = [one for one in names if len(one) > 1]
    if len(names) < _LEAST_NAMES or len(names) != number.figure.value:
        return None
    text = source.document.plain
    at = text.find(names[0])
    while at >= 0:
        start, end = max(0, at - _NAMES_APART), at + _NAMES_APART
        if all(name in text[start:end] for name in names):
            beside = source.within([Span(start, end)])
            told = f"The source names {'、'.join(names)}: {check.text}."
            return _supported(check, "derived", told, beside[:1], source) if beside else None
        at = text.find(names[0], at + 1)
    return None


def _made_of(check: Check, number: Number, mates: Sequence[tuple[Check, Number]], source: Source) -> Check | None:
    """``check`` supported where the number follows from the others of its sentence that are supported themselves."""
    if check.reason not in _UNSETTLED or number.around.after.startswith("的"):  # 占比超过20%的23种 bounds a class
        return None
    proven = [(one, mate.figure) for one, mate in mates if one.verdict == "supported" and one.figures][:_TERMS]
    way = from_mates(number.figure, number.clause, number.around.before, [figure for _, figure in proven])
    if way is None:
        return None
    ids = {figure.id: index for index, figure in enumerate(source.figures)}
    used = [ids[known] for one, figure in proven if figure in way.used or _same(figure, way) for known in one.figures]
    told = f"{way.how} = {shown(way)}, by the claim's own figures; the claim says {check.text}."
    return _supported(check, "derived", told, used, source)


def _same(figure: Figure, way: Way) -> bool:
    return any((figure.start, figure.end) == (one.start, one.end) for one in way.used)


def _followed(
    check: Check, number: Number, mates: Sequence[Check], source: Source, scope: frozenset[int] | None
) -> Check | None:
    words = source.weigh(number.near, number.far)
    ranked = [
        (fit, index)
        for index in source.about([*number.near, *number.far], most=_FIGURES)
        if (scope is None or index in scope) and (fit := source.affinity(words, index) or 0.0) >= _TOPIC
    ]
    ranked.sort(key=lambda one: (-one[0], one[1]))
    if (told := _loosely(number, ranked, source)) is not None:
        return _supported(
            check, "rounded", f"The source says {source.figures[told].text}: {check.text}.", [told], source
        )
    if (way := _of_mates(number, mates, source)) is not None:
        used = [index for index in range(len(source.figures)) if source.figures[index] in way.used]
        told_how = f"{way.how} = {shown(way)}, by the claim's own figures; the claim says {check.text}."
        return _supported(check, "derived", told_how, used, source)
    for pool in _pools(number, words, mates, ranked, source, scope):
        figures = [source.figures[index] for index in pool]
        known = ends(number.figure)
        large = known is not None and known.low >= _LEAST
        whole = " 合计" if large and _of_several(number) else ""
        way = derivation(number.figure, figures, number.said + whole)
        if way is not None and _in_one_time(way, pool, figures, source, number):
            used = [pool[figures.index(one)] for one in way.used]
            told_how = f"{way.how} = {shown(way)}, by the source's own figures; the claim says {check.text}."
            return _supported(check, "derived", told_how, used, source)
    return None


def _reckoned(
    check: Check, number: Number, mates: Sequence[Check], source: Source, scope: frozenset[int] | None
) -> Check | None:
    """``check`` supported where its clause asks for a value that follows from the statements of the proven numbers.

    The value stands elsewhere too, of another thing; so only what the claim's own proven numbers lead to counts.
    """
    told = _told(mates, source)
    ids = set(check.figures) if check.reason in ("direction", "period") else set()
    if ids and any(source.figures[index].id in ids for one in told for index in source.beside(one)):
        return None  # the value stands in the statement itself, and was judged there
    beside = dict.fromkeys(tuple(source.beside(index)) for index in told)
    twins = (tuple(sorted((index, twin))) for index in told for twin in _twins(index, source))
    for pool in (*twins, *beside):
        inside = [index for index in pool if scope is None or index in scope]
        figures = [source.figures[index] for index in inside]
        way = derivation(number.figure, figures, number.clause)
        if way is not None and _in_one_time(way, inside, figures, source, number):
            used = [inside[figures.index(one)] for one in way.used]
            told_how = f"{way.how} = {shown(way)}, by the source's own figures; the claim says {check.text}."
            return _supported(check, "derived", told_how, used, source)
    return None


def _told(mates: Sequence[Check], source: Source) -> list[int]:
    """The figures that the sentence's proven numbers tell."""
    told = {one for mate in mates if mate.verdict == "supported" for one in mate.figures}
    return [index for index, figure in enumerate(source.figures) if figure.id in told] if told else []


def _twins(index: int, source: Source) -> list[int]:
    """The figures of the same measure and unit in other statements: last year's and this year's 安排财政资金."""
    figure, own = source.figures[index], source.places[index].own
    if len(own) < _OWN:
        return []
    return [
        other
        for other in source.about([frozenset({pair}) for pair in own], most=_FIGURES)
        if other != index
        and source.figures[other].unit == figure.unit
        and source.figures[other].direction == figure.direction
        and not source.together(other, index)
        and 2 * len(own & source.places[other].own) > len(own | source.places[other].own)
    ][:_TWINS]


#: A measure of fewer words than this says too little to be found again, and so many of one measure are tried.
_OWN, _TWINS = 2, 3


def _of_several(number: Number) -> bool:
    """Whether the number counts two things at once, or what comes before its parts."""
    around = number.around
    return bool(_WHOLE.match(around.after) or _TWO_AFTER.match(around.after) or _TWO_BEFORE.search(around.before))


#: Two things counted by one number: 10,556 suggestions and proposals; 建议和提案10556件.
_TWO_AFTER = re.compile(r"\s?(?:[a-z-]+\s){0,2}[a-z-]+s and (?:[a-z-]+\s)?[a-z-]+s\b")
_TWO_BEFORE = re.compile(r"[\u3400-\u9fff]{2}(?:[和与及、]|以及)[\u3400-\u9fff]{2,6}\Z")


def _loosely(number: Number, ranked: Sequence[tuple[float, int]], source: Source) -> int | None:
    """The rate that fits the words best, where the claim's loose words stand for its value."""
    allowed = interval(number.figure)
    if allowed is None or number.figure.unit != "%":
        return None
    rates = [(fit, index) for fit, index in ranked if _a_rate_alike(source.figures[index], number.figure)]
    for fit, index in rates:
        known = ends(source.figures[index])
        told_as_done = number.told == "result" and source.places[index].aspect == "target"
        if fit >= rates[0][0] - _ALIKE and known and allowed.holds(known.low) and not told_as_done:
            return index
    return None


def _a_rate_alike(figure: Figure, claim: Figure) -> bool:
    return figure.unit == "%" and (not figure.direction or not claim.direction or figure.direction == claim.direction)


def _of_mates(number: Number, mates: Sequence[Check], source: Source) -> Way | None:
    """The sum that a number is of others of its sentence, which the source bears out: no word need say so.

    Only a sum, and none that is small: 14 taken in and 13 closed make 1 of nothing in particular.
    """
    known = ends(number.figure)
    if known is None or known.low < _LEAST or is_rate(number.figure.unit):
        return None
    told = {one for mate in mates if mate.verdict == "supported" for one in mate.figures}
    figures = [figure for figure in source.figures if figure.id in told] if len(told) > 1 else []
    return derivation(number.figure, figures, "共") if 1 < len(figures) <= _TERMS else None


def _named(index: int, words: Words, source: Source) -> bool:
    """Whether the claim names what the figure is, by at least half of its measure's words."""
    return source.named(index, words) * 2 >= 1


def _pools(
    number: Number,
    words: Words,
    mates: Sequence[Check],
    ranked: Sequence[tuple[float, int]],
    source: Source,
    scope: frozenset[int] | None,
) -> Iterator[list[int]]:
    """The figures to reckon with: those of the statements that the sentence's other numbers stand in, of those that the
    words find, and those that the claim names by their measures, together."""
    ids = {source.figures[index].id: index for index in range(len(source.figures))} if mates else {}
    told = [ids[one] for mate in mates if mate.verdict == "supported" for one in mate.figures if one in ids]
    firsts = [index for _, index in ranked]
    seen: set[tuple[int, ...]] = set()
    statements = dict.fromkeys(tuple(source.beside(index)) for index in (*told, *firsts[: _STATEMENTS * 3]))
    for beside in list(statements)[:_STATEMENTS]:
        seen.add(beside)
        yield [index for index in beside if scope is None or index in scope]
    yield from ([index, twin] for index in told for twin in _twins(index, source))
    about = source.about([*number.near, *number.far], most=_FIGURES)
    named = [index for index in about if _named(index, words, source) and (scope is None or index in scope)]
    topic = sorted({*told, *named[:_TERMS]})
    if tuple(topic) not in seen:
        yield topic


def _in_one_time(way: Way, pool: Sequence[int], figures: Sequence[Figure], source: Source, number: Number) -> bool:
    """Whether no goal is reckoned with as a result: only where the claim speaks of a goal too."""
    aspects = {source.places[pool[figures.index(one)]].aspect for one in way.used}
    return "target" not in aspects or number.told == "target" or len(aspects) > 1


def _supported(check: Check, reason: Reason, told: str, used: Sequence[int], source: Source) -> Check:
    shown_in = dict.fromkeys(source.places[index].sentence for index in used)
    first = {source.places[index].sentence: index for index in reversed(used)}
    return check.model_copy(
        update={
            "verdict": "supported",
            "reason": reason,
            "explanation": told,
            "evidence": tuple(source.evidence(first[span]) for span in shown_in),
            "figures": tuple(source.figures[index].id for index in used),
        }
    )
