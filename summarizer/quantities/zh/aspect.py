"""The aspect of a figure: from the kind of its sentence, which the outline decided, and from the words of its clause.

One truth about time: the outline says whether a sentence reviews or plans; here the clause says whether its figure is
the result, a goal, under way, assigned by others, a forecast, a sum or an average of years. Without an outline every
sentence counts as a review, and the clause alone speaks.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

from summarizer.language.lexicon import pattern
from summarizer.quantities.figure import FIGURE_KINDS, Aspect
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh import cues

#: Kinds of sentences in which a number is to come, whatever its clause does not say of the past.
AHEAD: Final = frozenset({"plan", "requirement", "closing"})

#: An annex behind the closing, and whether it is a list of what is to be done.
#: yes: 附件1⏎2026年省十件民生实事 · 附件：重点项目计划 · no: 附件2⏎名词解释
_ANNEX: Final = re.compile(
    r"^\s*附件\s*[\d一二三四五]{0,2}\s*[:：]?\s*(?:(?P<plan>[^\n]{0,40}(?:实事|安排|计划|任务))|[^\n])", re.MULTILINE
)
_LONGEST = 60
_OPENS = re.compile(r"[。；！？\n，：]")
_CLOSES = re.compile(r"[。；！？\n，]")
_SENTENCE = re.compile(r"[。！？\n]")
# In a plan: what it starts from, 去年完成12亿元, 已建成36个. yes: 去年新增 · 目前已建成 · no: 全年新增, 已成为目标
_BACK: Final = re.compile(
    r"去年|上年|过去[一三五]年|[三五]年来|近年来|目前已|现已|(?:我市|我省|全市|全省|我们)已|已(?:经)?(?:建成|完成|实现|达到?|有|投入|累计)"
)
_FORECAST: Final = re.compile(pattern("forecast", "zh"))
_DONE: Final = re.compile(r"(?<!预计)完成|实现了|达到了|已")
_GOAL: Final = re.compile(rf"{pattern('aspires', 'zh')}|计划|拟|目标")
#: What speaks of the future even in a review. yes: 力争达到12% · 到2027年建成 · 预期目标5%左右 · no: 争取资金3亿元,
#: 三年行动计划, 预期寿命79岁, 比目标低9%, 制定195项任务
_MEANT: Final = re.compile(
    r"力争|预期(?!寿命)|(?<![项个条])目标(?:是|为|值?(?:增长|[：:]))|拟(?=[新建招引培实完开举])|(?:年|[^即])将(?=[新建达完实于在再全努力])|年计划|计划(?:今年|明年|总?投资|新建|建设|到)|(?:\A|(?<=[，；。！？：\n]))计划(?!内|外|生育|单列|任务|指标|经济)"
    r"|到20\d\d年(?=[，,]?(?:[^的，。；]{0,12}(?:要|将|力争|建成|形成|达到)))|明年|争取(?=今年|明年|年内|早日|尽快|到20|在20)|要(?=[达实完建新推确力])|奋力(?=实现)"
)
_AVERAGE: Final = re.compile(r"(?:年|月|日|季)均|年平均|平均每|每年平均|两年平均|平均(?=居住|停留|每)")
# yes: 下达我市棚改任务, 省下达25件, 完成自治区10万亩…任务 · no: 完成全年任务的102%
_ASSIGNED: Final = re.compile(
    r"(?:下达|分配|分解)(?:的|给|我|全|了)?|(?:完成|承担|落实)(?:了|好)?(?:国家|中央|上级|自治区|[省市州]委?|国务院)(?:政府)?(?:下达|交办|确定|部署)?(?:的)?\Z"
)
_TASKS: Final = re.compile(r"[^，。；\d]{0,24}(?:任务|指标|试点|实事)")
# yes: 加快建设, 正在推进, 22个在建项目 · no: 建成, 完成, 加快发展
_UNDER_WAY: Final = re.compile(
    r"(?:加快|加紧|抓紧|正在|正|稳步|有序|集中|扎实|全力|持续)(?:推进|推动|建设|实施|施工|开展|改造|筹建|办理)(?!了|会|成|力度|机制)"
    r"|在建|即将(?:全线)?(?:贯通|建成|开通|投用|完工)"
)
_FINISHED: Final = re.compile(rf"{pattern('comes_to_be', 'zh')}|贯通|实现|完工|达到?|增长|下降|累计|新增|获")


def settle(text: str, found: Sequence[Mention], kind_at: Callable[[int], str]) -> None:
    """Give every figure in ``found`` its aspect, in place; ``kind_at`` says of an offset what its sentence is."""
    annexes = [(one.start(), bool(one["plan"])) for one in _ANNEX.finditer(text)]
    starts = [start for start, _ in annexes]
    for figure in found:
        if figure.kind in FIGURE_KINDS and figure.aspect != "earlier":
            kind, annex = kind_at(figure.core), bisect_right(starts, figure.core)
            planned = kind == "furniture" and annex and annexes[annex - 1][1]
            figure.aspect = _aspect(text, figure, "plan" if planned else kind)


def _aspect(text: str, figure: Mention, kind: str) -> Aspect:
    begin, end = _clause(text, figure)
    before, clause = text[begin : figure.start], text[begin:end]
    if kind in AHEAD:
        return "earlier" if _BACK.search(before) and not _GOAL.search(before) else "target"
    if kind == "unsure" and figure.aspect == "result":
        return "unsure"
    sentence = _so_far(text, figure)
    if _FORECAST.search(sentence) and not _DONE.search(before) and not _GOAL.search(before):
        return "forecast"
    after = text[figure.end : end]
    if figure.kind != "percent" and _ASSIGNED.search(before) and (_TASKS.match(after) or "任务" in before):
        return "assigned"
    if figure.aspect == "target" and (required := cues.REQUIRED.match(after)):
        return "requirement" if required.group().endswith(("要求", "标准")) else "target"
    if figure.aspect == "target" and (kind != "review" or _MEANT.search(sentence) or _MEANT.search(clause)):
        return "target"
    if figure.aspect == "target":
        return "cumulative" if "累计" in before else "result"
    if _AVERAGE.search(before[-12:]):
        return "average"
    if figure.kind != "percent" and _UNDER_WAY.search(clause) and not _FINISHED.search(clause):
        return "under_way"
    return figure.aspect


def _clause(text: str, figure: Mention) -> tuple[int, int]:
    """Where the figure's clause begins and ends."""
    begin = max(0, figure.start - _LONGEST)
    for mark in _OPENS.finditer(text, begin, figure.start):
        begin = mark.end()
    close = _CLOSES.search(text, figure.end, figure.end + _LONGEST)
    return begin, close.start() if close else min(len(text), figure.end + _LONGEST)


def _so_far(text: str, figure: Mention) -> str:
    """The figure's sentence up to the figure, at most 120 characters of it."""
    begin = max(0, figure.start - 2 * _LONGEST)
    for mark in _SENTENCE.finditer(text, begin, figure.start):
        begin = mark.end()
    return text[begin : figure.start]
