"""What a report itself says of last year, held against last year's report."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction

from summarizer.compare.change import RATES, decimal, is_approximate, rounded, signed, single, why_unlike
from summarizer.compare.measures import Measure, in_plan, is_change, is_level, plain_measure
from summarizer.compare.phrases import quantity_en
from summarizer.compare.record import Statement, StatementVerdict
from summarizer.compare.similarity import in_order
from summarizer.compare.year import Year
from summarizer.language.lexicon import pattern, words
from summarizer.quantities import Figure
from summarizer.schema import Bilingual, Evidence, FigureRecord
from summarizer.verify.compare import same_unit

_LAST_YEAR = re.compile(rf"{pattern('year_on_year', 'zh')}|[上去]年同期")
_SAID_LAST_YEAR = re.compile(pattern("last_year", "zh"))
_LIST = re.compile(r"\s*(?:、|和|及|与|以及|，)\s*(?:[增下上减提降回]\S{0,3})?\Z")
#: Characters in a row that a change's words and its base's must share.
_RUN = 4
#: How much of a change's own words must name the base, where the base does not stand right before it.
_NAMED = 0.6


@dataclass(frozen=True, slots=True)
class Known:
    """A level of this year: its row, and last year's figure in that row, None where last year does not say it."""

    row: str
    before: Figure | None


def statements(
    year: Year, last: Year | None, known: Mapping[int, Known], last_measures: Sequence[Measure]
) -> list[Statement]:
    """Every statement of ``year`` about the year before, each with its verdict.

    ``known`` gives for a level of ``year``, by the offset of its figure, what last year says of it; ``last`` is the
    report of the year before, None where it was not given: then nothing can be said of it and nothing is returned.
    """
    if last is None:
        return []
    figures = [figure for figure in year.figures if figure.is_figure]
    found: list[Statement] = []
    for index, figure in enumerate(figures):
        if in_plan(year, figure.start):
            continue
        if is_change(figure) and _speaks_of_last_year(year, figures, index):
            base = base_of(year, figures, index)
            found.append(_of_change(year, last, figure, base, known))
        elif figure.aspect == "earlier" and _is_last_years(year, figure):
            found.append(_of_earlier(year, last, figure, figures, index, known, last_measures))
    return found


# --- 同比增长8.7% ---------------------------------------------------------------------------------------------------


def _speaks_of_last_year(year: Year, figures: Sequence[Figure], index: int) -> bool:
    """Whether the change is one against last year: it says so, or is in a list with one that says so."""
    figure = figures[index]
    if _LAST_YEAR.search(figure.change):
        return True
    if str((year.first or 0) - 1) in figure.change:
        return True
    before = figures[index - 1] if index else None
    return (
        before is not None
        and is_change(before)
        and bool(_LIST.match(year.text[before.end : figure.start]))
        and _speaks_of_last_year(year, figures, index - 1)
    )


def base_of(year: Year, figures: Sequence[Figure], index: int) -> Figure | None:
    """The level that the change at ``index`` is said of: the one before it in its sentence, else the one it names.

    Of A件、B元，同比分别增长X和Y the first change belongs to the first level, the second to the second.
    """
    text = year.text
    run = [index]
    while (
        run[0] > 0
        and is_change(figures[run[0] - 1])
        and _LIST.match(text[figures[run[0] - 1].end : figures[run[0]].start])
    ):
        run.insert(0, run[0] - 1)
    end = index
    while (
        end + 1 < len(figures)
        and is_change(figures[end + 1])
        and _LIST.match(text[figures[end].end : figures[end + 1].start])
    ):
        end += 1
        run.append(end)
    sentence = _sentence_start(text, figures[run[0]].start)
    levels = [one for one in figures[: run[0]] if one.start >= sentence and is_level(one)]
    if len(run) > 1 and "分别" in text[figures[run[0]].start - 12 : figures[run[0]].start]:
        return levels[run.index(index) - len(run)] if len(levels) >= len(run) else None
    change = figures[index]
    fitting = [one for one in levels if _can_change(one, change)]
    own = plain_measure(change.measure)
    if fitting and fitting[-1] is levels[-1] and _about(own, fitting[-1]):
        return fitting[-1]
    named = [one for one in fitting if _about(own, one)]
    if named:
        return named[-1]
    everywhere = [
        one
        for one in figures
        if is_level(one) and _can_change(one, change) and _about(own, one) and not in_plan(year, one.start)
    ]
    return everywhere[0] if own and len(everywhere) == 1 else None


def _can_change(level: Figure, change: Figure) -> bool:
    """Whether a change in this unit can be one of that level: points of rates, 件 of 件, % of all but rates."""
    if change.unit == "个百分点":
        return level.unit == "%"
    if change.unit == "%":
        return level.unit not in RATES
    return same_unit(level.unit, change.unit) is True


def _about(words: str, level: Figure) -> bool:
    """Whether a change's own words name the level; 万元GDP用水量 names no 用水总量, however alike they look.

    The two must hold one another, or have most of their characters in order and a run of them together.
    """
    named = plain_measure(level.measure)
    if not words or words == named or words.endswith(named) or named.endswith(words):
        return True
    run = SequenceMatcher(None, words, named, autojunk=False).find_longest_match().size
    return run >= _RUN and in_order(words, named) >= _NAMED


def _of_change(year: Year, last: Year, figure: Figure, base: Figure | None, known: Mapping[int, Known]) -> Statement:
    at = known.get(base.start) if base is not None else None
    if base is None:
        return _statement(year, figure, "change", "unknown", None, _NO_BASE, "", [])
    if at is None or at.before is None:
        why = _not_said(last, plain_measure(base.measure))
        return _statement(
            year, figure, "change", "unknown", None, why, at.row if at else "", [year.evidence(base.start, base.end)]
        )
    evidence = [last.evidence(at.before.start, at.before.end), year.evidence(base.start, base.end)]
    before, now, said = single(at.before), single(base), single(figure)
    unlike = why_unlike(at.before, base)
    if unlike or before is None or now is None or said is None or (figure.unit == "%" and not before):
        why = Bilingual(
            zh=f"{last.label}年为{at.before.text}，口径或数值不可比，无从核对。",
            en=f"{last.label}: {quantity_en(at.before)}; the two cannot be compared, so this cannot be checked.",
        )
        return _statement(year, figure, "change", "unknown", None, why, at.row, evidence)
    said = -abs(said) if figure.direction == "down" else abs(said)
    relative = figure.unit == "%"
    low, high = _computed_between(at.before, base, relative=relative)
    half = _half_step(figure)
    value = (now - before) / abs(before) * 100 if relative else now - before
    computed = rounded(value, max(1, _places(figure))) if relative else decimal(value)
    agrees = low - half <= said <= high + half
    verdict: StatementVerdict = "agrees" if agrees else "differs"
    if not agrees and (is_approximate(at.before) or is_approximate(base)):
        verdict = "unknown"
    sums = Bilingual(
        zh=_sum(base.text, at.before.text, computed, relative),
        en=_sum(quantity_en(base), quantity_en(at.before), computed, relative),
    )
    return _statement(
        year, figure, "change", verdict, computed, _verdict_words(verdict, figure, sums), at.row, evidence
    )


def _computed_between(before: Figure, now: Figure, *, relative: bool) -> tuple[Fraction, Fraction]:
    """The least and the most that the change can be, given that each figure is rounded as it is written."""
    a, b = single(before) or Fraction(0), single(now) or Fraction(0)
    da, db = _half_step(before), _half_step(now)
    if not relative:
        return b - db - a - da, b + db - a + da
    values = [(y - x) / abs(x) * 100 for x in (a - da, a + da) if x for y in (b - db, b + db)]
    return min(values), max(values)


def _half_step(figure: Figure) -> Fraction:
    """Half of the last digit shown, where a figure is written with decimals or under 万 or 亿; else 0: it is exact."""
    places = _places(figure)
    if not places and figure.scale == 1 and figure.unit not in (*RATES, "个百分点"):
        return Fraction(0)
    return Fraction(figure.scale, 2 * 10**places)


def _places(figure: Figure) -> int:
    """Digits behind the point as written."""
    return len(figure.surface_value.partition(".")[2]) if "." in figure.surface_value else 0


# --- 由上年的89.4%提高到93.1% ----------------------------------------------------------------------------------------


def _is_last_years(year: Year, figure: Figure) -> bool:
    """Whether the earlier figure is last year's: named so, or by its number; another year's cannot be checked here."""
    around = year.text[max(0, figure.start - 12) : figure.end]
    named: list[str] = re.findall(r"(?:19|20)\d\d(?=年)", around)
    if named:
        return named[-1] == str((year.first or 0) - 1)
    return bool(_SAID_LAST_YEAR.search(around)) or figure.period in words("last_year", "zh")


def _of_earlier(
    year: Year,
    last: Year,
    figure: Figure,
    figures: Sequence[Figure],
    index: int,
    known: Mapping[int, Known],
    last_measures: Sequence[Measure],
) -> Statement:
    """Last year's figure as told again, against last year's own: by the level it leads to, else by its words."""
    now = figures[index + 1] if index + 1 < len(figures) else None
    at = known.get(now.start) if now is not None and now.start - figure.end < 12 else None
    before = at.before if at else _named_by(year, figure, last_measures)
    if before is None:
        why = _not_said(last, plain_measure(figure.measure))
        return _statement(year, figure, "earlier", "unknown", None, why, at.row if at else "", [])
    evidence = [last.evidence(before.start, before.end)]
    one, other = single(before), single(figure)
    if one is None or other is None or same_unit(before.unit, figure.unit) is False:
        why = Bilingual(
            zh=f"{last.label}年报告为{before.text}，无从核对。",
            en=f"The report on {last.label} says {quantity_en(before)}; not comparable.",
        )
        return _statement(year, figure, "earlier", "unknown", None, why, at.row if at else "", evidence)
    agrees = abs(one - other) <= max(_half_step(before), _half_step(figure))
    verdict: StatementVerdict = "agrees" if agrees else "differs"
    if not agrees and (is_approximate(before) or is_approximate(figure)):
        verdict = "unknown"
    told = {
        "agrees": ("与上年报告一致", "as last year's report has it"),
        "differs": ("上年数据有改动", "last year's figure is restated"),
        "unknown": ("上年为约数，无从断定", "last year's figure is approximate: cannot be decided"),
    }[verdict]
    why = Bilingual(
        zh=f"{told[0]}：{last.label}年报告为{before.text}，本报告称上年为{figure.text}。",
        en=f"{told[1]}: the report on {last.label} says {quantity_en(before)}, this one {quantity_en(figure)}.",
    )
    return _statement(year, figure, "earlier", verdict, decimal(one), why, at.row if at else "", evidence)


def _named_by(year: Year, figure: Figure, last_measures: Sequence[Measure]) -> Figure | None:
    """Last year's figure that the earlier figure's own words name, where exactly one does."""
    words = plain_measure(figure.measure)
    found = [
        measure.figure
        for measure in last_measures
        if same_unit(measure.figure.unit, figure.unit) is True
        and measure.words
        and in_order(words, measure.words) >= 0.9
    ]
    return found[0] if len(found) == 1 else None


# --- both -----------------------------------------------------------------------------------------------------------

_NO_BASE = Bilingual(
    zh="未能确定所指数据，无从核对。", en="It cannot be told which figure this is said of, so it is not checked."
)


def _not_said(last: Year, words: str) -> Bilingual:
    return Bilingual(
        zh=f"{last.label}年报告未见可对应的数据（{words}），无从核对。",
        en=f"The report on {last.label} has no figure that answers this one, so it cannot be checked.",
    )


def _sum(now: str, before: str, computed: Decimal, relative: bool) -> str:
    return (
        f"({now} − {before}) ÷ {before} = {signed(computed)}%" if relative else f"{now} − {before} = {signed(computed)}"
    )


def _verdict_words(verdict: StatementVerdict, figure: Figure, sums: Bilingual) -> Bilingual:
    told = {
        "agrees": ("与两年数据相符", "fits the two reports"),
        "differs": ("与两年数据不符", "does not fit the two reports"),
        "unknown": ("所据为约数，无从断定", "cannot be decided: a figure is approximate"),
    }[verdict]
    word = "down" if figure.direction == "down" else "up"
    return Bilingual(
        zh=f"{told[0]}：{figure.change}{figure.text}；{sums.zh}。",
        en=f"{told[1]}: the report says {word} {quantity_en(figure)}; {sums.en}.",
    )


def _statement(
    year: Year,
    figure: Figure,
    kind: str,
    verdict: StatementVerdict,
    computed: Decimal | None,
    why: Bilingual,
    row: str,
    base: Sequence[Evidence],
) -> Statement:
    start, end = _sentence(year, figure)
    return Statement(
        year=year.label,
        kind="change" if kind == "change" else "earlier",
        figure=FigureRecord.model_validate(figure, from_attributes=True),
        verdict=verdict,
        computed=computed,
        explanation=why,
        row=row,
        evidence=year.evidence(start, end),
        base=tuple(base),
    )


def _sentence(year: Year, figure: Figure) -> tuple[int, int]:
    index = next(at for at, one in enumerate(year.source.figures) if one.start == figure.start)
    span = year.source.places[index].sentence
    return span.start, span.end


def _sentence_start(text: str, position: int) -> int:
    return max(text.rfind(mark, 0, position) for mark in "。！？\n") + 1
