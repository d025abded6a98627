"""The key figures of a brief: what the genre opens with, each once, then what weighs most.

A government's report opens with its output, revenue, investment, trade, incomes and jobs: those stand in the table of
``language/headlines`` and come first, the level and its growth, the result before the goal. A department's own counts
follow by weight. A figure that is named in one language only is no row that half the readers can use.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from summarizer.language.headlines import Headline, headline
from summarizer.language.lexicon import pattern
from summarizer.schema import ReportFigure, WorkReport

KEY_FIGURES = 15
"""The most that a key figures table shows; more is no longer a choice."""

_Rank = tuple[bool, bool, bool, bool, int]
#: An earlier year's, and what may be done or planned, are no key figures.
NOT_TOLD = frozenset(("earlier", "unsure"))
GOALS = frozenset(("target", "requirement", "assigned", "forecast"))
_LEAST = 5
"""Below so many rows a figure without English is better than none."""


def key_figures(report: WorkReport, text: str, most: int = KEY_FIGURES) -> tuple[str, ...]:
    """Ids of the figures to show first, at most ``most``, in source order; always the same for the same report.

    First the headline statistics in their order, then the figures that weigh most (:func:`weight`), each one taken
    making the others of its second-level section count half a point less: the table spreads over the report. A figure
    without a measure is never taken (nobody could tell what it counts), nor a cell of nought, nor what only bounds or
    compares (500万元以上固定资产投资, 高于全国1.4个百分点), nor a project's, nor a growth over several years, nor the
    same statement twice; at most a third are goals where there is anything else.
    """
    told = [shown for shown in report.figures if shown.measure.zh and shown.figure.value != 0]
    usable = [shown for shown in told if not bounds(shown, text) and not compares(shown) and not of_a_project(shown)]
    usable = [shown for shown in usable if not (headline(shown.measure.zh) and _is_completion(shown, text))]
    years = Years(report, text)
    usable = [shown for shown in usable if not is_growth(shown) or not years.cover(shown)] or usable
    promised = goals_of(report)
    taken = _headlines(usable, promised, most)
    weights = {shown.figure.id: weight(shown, text) for shown in usable}
    home = _sections(report)
    named = [shown for shown in usable if shown.measure.en]
    for offered, room in ((named or usable, most), (usable, _LEAST)):
        _fill(taken, offered, weights, home, most=min(room, most), goals=most // 3)
        if len(taken) >= most:
            break
    _fill(taken, named or usable, weights, home, most=most, goals=most)
    return tuple(shown.figure.id for shown in sorted(taken, key=lambda one: one.figure.start))


def _headlines(usable: Sequence[ReportFigure], promised: Collection[str], most: int) -> list[ReportFigure]:
    """The headline statistics: of each its level and its growth, goals behind results and at most a third."""
    best: dict[tuple[int, bool, bool], tuple[_Rank, ReportFigure]] = {}
    for shown in usable:
        known = headline(shown.measure.zh) if shown.measure.en else None
        if known is None or shown.figure.aspect in NOT_TOLD:
            continue
        place = (known.order, shown.figure.id in promised, is_growth(shown))
        better = rank(shown)
        if place not in best or better < best[place][0]:
            best[place] = better, shown
    order = sorted(best, key=lambda place: (place[1], place[0], place[2]))
    results = [best[place][1] for place in order if not place[1]]
    goals = [best[place][1] for place in order if place[1]]
    kept = min(len(goals), most // 3 if results else most)
    return [*results[: most - kept], *goals[:kept]] if len(results) > most - kept else [*results, *goals[:kept]]


def goals_of(report: WorkReport) -> frozenset[str]:
    """Ids of the figures that are goals; what is expected of the year reported on (预计增长6%) is a result."""
    plans = [(section.start, section.end) for section in report.sections if section.kind == "plans"]
    return frozenset(
        figure.id
        for figure in (shown.figure for shown in report.figures)
        if figure.aspect in GOALS
        and (figure.aspect != "forecast" or any(start <= figure.start < end for start, end in plans))
    )


def rank(shown: ReportFigure) -> _Rank:
    """What is better to show first: the year's own figure before a sum or an average of years, a rate before points,
    达到6105亿元 before 突破6000亿元, the first told before others.
    """
    figure = shown.figure
    return (
        figure.aspect != "result" and figure.aspect not in GOALS,
        "年均" in figure.change,
        figure.unit == "个百分点",
        figure.qualifier == "over" and figure.kind == "money",
        figure.start,
    )


#: A share or a rate is a level in per cent: what a year added to it is told in points.
_SHARE = re.compile(r"(?:率|比重|占比|比例|强度|浓度|涨幅)\Z")


def is_growth(shown: ReportFigure) -> bool:
    """Whether a figure is the growth of its measure: 增长5.5%, and the 6%以上 of 力争6%以上 behind it, 翻番."""
    figure = shown.figure
    if figure.unit == "%" and not _SHARE.search(shown.measure.zh):
        return True
    return bool(figure.change) or "翻" in figure.text


#: How other places or the whole stand to it, which is no figure of this place's own.
_COMPARED = re.compile(r"(?:高于|低于|高出|低出|快于|慢于|优于)")


def compares(shown: ReportFigure) -> bool:
    """高于全国1.4个百分点, 增幅高于全省: how it stands to others; points that no change goes with are such too."""
    figure = shown.figure
    return (
        _COMPARED.search(figure.change) is not None
        or _COMPARED.search(shown.measure.zh) is not None
        or (figure.unit == "个百分点" and not figure.direction)
    )


def bounds(shown: ReportFigure, text: str) -> bool:
    """500万元以上固定资产投资增长3%: an amount that bounds what is measured, whose noun stands right behind it."""
    figure = shown.figure
    if figure.kind != "money" or figure.qualifier not in ("at_least", "at_most"):
        return False
    return text.startswith(shown.measure.zh[:2], figure.end)


_COMPLETED = re.compile(r"完成[^，。；\n]{0,12}的\Z")


def _is_completion(shown: ReportFigure, text: str) -> bool:
    """城镇新增就业完成年计划的106.2%: how much of a plan was done, which is no figure of the statistic itself."""
    figure = shown.figure
    before = text[max(0, figure.start - 20) : figure.start]
    return figure.unit == "%" and not figure.direction and _COMPLETED.search(before) is not None


_PROJECT = re.compile(
    r"(?:项目|工程|园区|基地|企业|公司|集团)[^：]{0,4}：?(?:计划|合同|协议)?(?:总投资|投资额?|产值|规模)"
)


def of_a_project(shown: ReportFigure) -> bool:
    """新引进高端优质项目：总投资, 总投资 alone: a project's or a firm's, not the place's."""
    measure = shown.measure.zh
    return _PROJECT.search(measure) is not None or measure in ("总投资", "投资", "总规模", "营业收入", "产值")


#: Words of time at the head of a sentence or heading; they hold until the next. yes: 这五年，发展质效提升 ·
#: （二）“十四五”时期工作回顾 · 2025年，全省… · no: 连续三年增长, 2025年和“十四五”时期工作回顾 (both)
_TIMES = re.compile(
    r"(?:^|(?<=[。；！\n]))[\s#（(一二三四五六七八九十、.)）\d—]{0,8}?(?:回顾|回望|总结|初步核算，|刚刚过去的)?"
    r"(?:(?P<both>20\d\d年[^，。\n]{0,4}[和及与暨][^，。\n]{0,3}(?:五年|十[三四五]五))"
    r"|(?P<many>(?:过去|这|近|今后|未来)(?:五年|5年)|五年[来间，]|“?十[三四五]五”?(?:时期|期间|以来|末))"
    r"|(?P<one>今年|全年|去年|一年来|这一年|过去(?:的)?一年|20\d\d年(?!以来|[至到])))"
)


class Years:
    """Which figures stand in a passage that tells of several years: 这五年，…, “十四五”时期工作回顾."""

    def __init__(self, report: WorkReport, text: str) -> None:
        said = [(found.end(), found["many"] is not None) for found in _TIMES.finditer(text)]
        said += [(section.start, False) for section in report.sections if section.level == 1]
        self._said = sorted(said)

    def cover(self, shown: ReportFigure) -> bool:
        """Whether the last words of time before the figure are of several years; its own 年均 says so itself."""
        at = bisect_right(self._said, (shown.figure.start, True)) - 1
        return at >= 0 and self._said[at][1]


def _fill(
    taken: list[ReportFigure],
    offered: Sequence[ReportFigure],
    weights: dict[str, Decimal],
    home: dict[str, str],
    *,
    most: int,
    goals: int,
) -> None:
    """Take the heaviest of ``offered`` one by one, in place, until there are ``most``; at most ``goals`` goals."""
    ids = {shown.figure.id for shown in taken}
    said = {_statement(shown) for shown in taken}
    crowd: dict[str, int] = {}
    for shown in taken:
        crowd[home[shown.figure.id]] = crowd.get(home[shown.figure.id], 0) + 1
    promised = sum(shown.figure.aspect in GOALS for shown in taken)
    open_ = {
        shown.figure.id: shown
        for shown in offered
        if shown.figure.id not in ids and shown.figure.aspect not in NOT_TOLD and not _of_another(shown)
        if not _is_small(shown)
    }
    while open_ and len(taken) < most:
        best = max(
            open_.values(),
            key=lambda one: (
                weights[one.figure.id] - Decimal("0.5") * crowd.get(home[one.figure.id], 0),
                -one.figure.start,
            ),
        )
        del open_[best.figure.id]
        goal = best.figure.aspect in GOALS
        if _statement(best) in said or (goal and promised >= goals):
            continue
        promised += goal
        said.add(_statement(best))
        taken.append(best)
        crowd[home[best.figure.id]] = crowd.get(home[best.figure.id], 0) + 1


def _statement(shown: ReportFigure) -> tuple[str, str, bool, bool]:
    """What a row says, whatever its number: the same measure, of the same unit, as a change or not, is told once."""
    figure = shown.figure
    known = headline(shown.measure.zh)
    return known.name if known else shown.measure.zh, figure.unit, is_growth(shown), figure.aspect in GOALS


def _is_small(shown: ReportFigure) -> bool:
    """5个镇街被评为…: a count of a few is no key figure, unless the genre opens with it."""
    figure = shown.figure
    few = figure.kind == "statistic" and figure.value is not None and abs(figure.value) < _FEW
    return few and not figure.direction and _HEADLINE.search(shown.measure.zh) is None


_FEW = 10


def _of_another(shown: ReportFigure) -> bool:
    """Whether a measure is a headline statistic of a part of the place: 滨江新区地区生产总值."""
    measure = shown.measure.zh
    return headline(measure) is None and any(_tail_is_headline(measure))


def _tail_is_headline(measure: str) -> Iterator[bool]:
    for at in range(1, max(len(measure) - 4, 1)):
        known: Headline | None = headline(measure[at:])
        yield known is not None and len(measure) - at >= 5


_HEADLINE = re.compile(
    # What the annual statistical communiqués of China's governments open their chapters with …
    r"地区生产总值|国内生产总值|GDP|一般公共预算收入|财政(总)?收入|固定资产投资|社会消费品零售总额|进出口总额|工业增加值|可支配收入"
    r"|新增就业|粮食(总)?产量|常住人口|城镇化率|旅游(总)?收入"
    # … what reports on law-based administration, of courts and on disclosure count first.
    r"|行政(处罚|复议|诉讼|应诉|许可|检查|执法)|罚没|出庭|信访|规范性文件|法律援助|(受理|审结|收到|办结)|(主动|依申请)公开|办件"
)
_TOTAL = re.compile(rf"总|{pattern('whole', 'zh', 'adverb')}|全年|全[省市区县州]")
_PART = re.compile(r"其中[^。；;]{0,40}$")
_UNMET = re.compile(rf"{pattern('under_before', 'zh')}|未完成|仅")


def weight(shown: ReportFigure, text: str) -> Decimal:
    """How much a figure says to a reader who sees little else.

    2 for money and for a rate, 1 for a count; up to 2 more by its size (half a point for each power of ten of a
    count beyond ten, of money beyond ten thousand yuan). 2 more: what reports of the genre open with (output,
    revenue, income; cases, reviews, applications). 1 more each: it is a total; a change up or down; a target, or a
    requirement that was not met. 1 less: a part of another figure (其中). 2 less each: an order of magnitude only
    (上亿元); an earlier year's.
    """
    figure = shown.figure
    before = text[max(0, figure.start - 45) : figure.start]
    sentence = re.split(r"[。\n]", before)[-1]
    clause = re.split(r"[，,；;]", sentence)[-1]
    rate = figure.kind == "percent" or figure.unit == "个百分点"
    score = Decimal(2 if rate or figure.kind == "money" else 1)
    if not rate:
        score += _size(figure.value or figure.high, money=figure.kind == "money")
    score += 2 * bool(_HEADLINE.search(shown.measure.zh))
    score += bool(_TOTAL.search(shown.measure.zh) or _TOTAL.search(clause))
    score += bool(figure.direction)
    score += figure.aspect == "target" or bool(_UNMET.search(clause))
    score -= bool(_PART.search(sentence))
    score -= 2 * (not re.search(r"[\d０-９一二三四五六七八九]", figure.text))
    score -= 2 * (figure.aspect == "earlier")
    return score


def _size(value: Decimal | None, *, money: bool) -> Decimal:
    if not value:
        return Decimal(0)
    beyond = value.copy_abs().adjusted() - (4 if money else 1)
    return min(Decimal(2), max(Decimal(-1), Decimal(beyond) / 2))


def _sections(report: WorkReport) -> dict[str, str]:
    """Figure id → id of the second-level section it stands in, or first-level where there is none, "" outside all."""
    inner = sorted((one for one in report.sections if one.level <= 2), key=lambda section: section.end - section.start)
    return {
        shown.figure.id: next(
            (section.id for section in inner if section.start <= shown.figure.start < section.end), ""
        )
        for shown in report.figures
    }
