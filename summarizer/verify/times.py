"""Whether a claim sets a figure in another time than the source: a target as a result, another year, a sum of years."""

import re

from summarizer.language.lexicon import pattern
from summarizer.schema import Reason
from summarizer.verify import explain
from summarizer.verify.numbers import Number, done, goals
from summarizer.verify.source import Source

#: How far before a number the word may stand that makes it a goal.
_GOAL_REACH = 40
#: How far before an earlier value its own year may stand: 从2011年的1.5万元.
_YEAR_REACH = 14
#: Words that sum up over more than the year reported.
_OVER_YEARS = re.compile(r"以来|历年|至今|[两三四五六七八九十]年[来间]|\bsince\b|\bto date\b|\bover the years\b", re.I)
#: A time of several years: 五年来, 过去五年, 2018—2022年.
_YEARS = re.compile(r"[两三四五六七八九十]年|\d{4}\s?年?[-—–－~至到]|“?十[一二三四五]五”?")
_SUMMED = re.compile(
    r"累计|历年|至今|以来|总计|[两三四五六七八九十]年|\byears\b|\bdecade"
    r"|\bcumulative|\baccumulat|\bto date\b|\bso far\b|\bsince\b|\b(?:in )?total",
    re.I,
)
#: An average of years is told with a word for it, and not as one year's.
_AVERAGED = re.compile(
    r"年均|[每平]年|平均|\b(?:averag\w+|annual(?:ly|ised|ized)?|yearly|(?:a|per|each|every) year)\b", re.I
)
_IN_ALL = re.compile(r"累计|总共|合计|\b(?:in all|in total|altogether|cumulative\w*|overall)\b", re.I)
#: What the source itself only expects: 预计全社会研发投入5350亿元.
_FORECAST = re.compile(rf"{pattern('forecast', 'zh')}|预期|初步测算|估算")
#: Words that set a claim in one year.
_ONE_YEAR = re.compile(rf"{pattern('this_year last_year', 'zh')}|\b(?:this|last|the|that) year\b", re.I)


def wrong_time(number: Number, source: Source, index: int) -> tuple[Reason, str] | None:
    """What is wrong with the time of ``number``, told of the figure at ``index``, and a sentence on it, or None.

    A target told as a result, a result as a target, a figure as another year's, a sum over years as one year's.
    """
    figure, other = number.figure, source.figures[index]
    aspect, sentence = source.places[index].aspect, source.places[index].sentence
    context = source.document.excerpt(*sentence)
    told = explain.target(source, figure, index)
    if aspect == "target" and not number.around.denied and done(number, context):
        return "period", told
    own = source.places[index].years
    lead = source.document.excerpt(max(sentence.start, other.start - _YEAR_REACH), other.start)
    dated = any(year in lead for year in number.years)
    now = figure.aspect != "earlier" and not number.around.looks_back and not dated
    if aspect == "earlier" and now:
        return "period", explain.earlier(source, figure, index)
    if number.years and own and not number.years & own:
        return "period", explain.year(source, figure, index, sorted(own))
    if aspect == "average" and (number.years or _IN_ALL.search(number.said)) and not _AVERAGED.search(number.said):
        return "ambiguous", explain.summed(source, figure, index)
    if _sums_other_years(number, source, index, context):
        return "ambiguous", explain.summed(source, figure, index)
    if aspect == "target" and number.told != "target":
        before = context[: other.end - sentence.start]
        lost = bool(goals(before[-_GOAL_REACH:]) and not goals(number.said))
        return ("ambiguous", told) if lost else None
    looked_back = number.telling.when == "last" or number.telling.status in ("was", "done")  # 比去年完成的117个
    made = (
        figure.aspect == "target" and aspect == "result" and not looked_back and not goals(number.said) & goals(context)
    )
    made = made and not _FORECAST.search(context[: other.end - sentence.start])
    return ("ambiguous", told) if made else None


def _sums_other_years(number: Number, source: Source, index: int, context: str) -> bool:
    """Whether the claim tells a sum over years as one year's, or one year's as a sum since some year.

    全年累计 sums up within the year, so only a sum whose sentence names no time of its own is taken for one of years.
    """
    other = source.figures[index]
    years = bool(_YEARS.search(other.period))
    if years or (source.places[index].aspect == "cumulative" and not (other.period or _ONE_YEAR.search(context))):
        return bool(number.years or _ONE_YEAR.search(number.said)) and not _SUMMED.search(number.said)
    said = _OVER_YEARS.search(number.said[: number.said.find(number.figure.text) + 1])
    return bool(said) and not (_OVER_YEARS.search(context) or _SUMMED.search(context))
