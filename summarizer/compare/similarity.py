"""How alike two measures of two years are, by the words that say what is counted; never by their values."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from summarizer.compare.measures import PATH, Measure
from summarizer.verify.compare import interchanged, same_unit

#: How much each group of words counts: the counted thing, its path, its clause and sentence, neighbours, headings.
_LEAF, _PATH, _NEAR, _FAR, _BESIDE, _HEADING = 0.42, 0.18, 0.12, 0.12, 0.1, 0.06
#: What it costs that the two are counted in different words that can mean the same (件 and 宗, 家 and 户).
_OTHER_UNIT = 0.03
#: What is left of the likeness when one is a bound (不足2名) and the other a level.
_OTHER_BOUND = 0.65
#: Of shorter names the common characters tell nothing.
_SHORTEST = 3
#: Words of which only one can be said of a thing: where one measure has one and the other another, they differ.
_OPPOSED = tuple(
    frozenset(group.split())
    for group in (
        "民事 刑事", "合格 不合格", "受理 审结", "受理 收到", "维持 撤销 驳回 终止 确认", "废止 修改 失效",
        "收入 支出", "进口 出口", "城镇 农村", "城市 农村", "立案 结案", "立案 移送", "批评 处分",
        "一期 二期 三期", "男 女", "上访 来访", "企业 个体 农民专业合作社", "新增 注销", "旁听 出庭", "学法 讲座",
        "第一产业 第二产业 第三产业", "予以公开 不予公开", "主动公开 依申请公开", "线上 线下", "成功 失败",
    )
)  # fmt: skip


class Weights:
    """How much each character pair tells in the measures compared: a pair that few measures have tells much."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        every = list(measures)
        self._count = Counter(pair for measure in every for pair in measure.path | measure.leaf)
        self._total = len(every) + 1
        self._rarest = math.log(1 + self._total)

    def of(self, pair: str) -> float:
        """The weight of ``pair``; one that no measure has counts like a rare one."""
        count = self._count.get(pair, 0)
        return math.log(1 + self._total / count) if count else self._rarest

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float | None:
        """Twice the weight in both over the weight in each, 0 to 1; None where neither has a word."""
        # fsum: the order in which a set gives its members must not show in the answer
        whole = math.fsum(map(self.of, (*one, *other)))
        return 2 * math.fsum(map(self.of, one & other)) / whole if whole else None


def similarity(one: Measure, other: Measure, weights: Weights) -> float:
    """How surely the two count the same thing, 0 to 1; 0 where units or opposed words say that they do not."""
    if not (cost := _units(one, other) * _bounds(one, other)) or opposed(one, other):
        return 0.0
    leaf = max(weights.alike(one.leaf, other.leaf) or 0.0, in_order(_leaf(one), _leaf(other)))
    parts = (
        (_LEAF, leaf),
        (_PATH, weights.alike(one.path, other.path)),
        (_NEAR, weights.alike(one.near, other.near)),
        (_FAR, weights.alike(one.far, other.far)),
        (_BESIDE, weights.alike(one.beside, other.beside)),
        (_HEADING, weights.alike(one.heading, other.heading)),
    )
    known = [(weight, score) for weight, score in parts if score is not None]
    if not one.path & other.path:
        return 0.0
    return sum(weight * score for weight, score in known) / sum(weight for weight, _ in known) * cost


def _units(one: Measure, other: Measure) -> float:
    a, b = one.figure, other.figure
    if a.kind != b.kind and "percent" in (a.kind, b.kind):
        return 0.0
    same = same_unit(a.unit, b.unit)
    if same or a.unit == b.unit:
        return 1.0
    if same is None and interchanged(a.unit, b.unit):
        return 1.0 - _OTHER_UNIT
    return 0.0


def _bounds(one: Measure, other: Measure) -> float:
    """不足2名 names a bound that was missed, 19名 a level: they are seldom the same measure."""
    if one.shortfall != other.shortfall:
        return 0.0
    bounds = [measure.figure.qualifier in ("under", "at_least", "at_most") for measure in (one, other)]
    return 1.0 if bounds[0] == bounds[1] else _OTHER_BOUND


def _leaf(measure: Measure) -> str:
    return measure.words.rpartition(PATH)[2]


def in_order(one: str, other: str) -> float:
    """How much of two names stands in both in the same order (下沉执法人员 in 下沉镇街执法人员), 0 to 1.

    The mean of two shares of the longest common subsequence: of both names, and of the shorter one.
    """
    if min(len(one), len(other)) < _SHORTEST:
        return 0.0
    row = [0] * (len(other) + 1)
    for char in one:
        diagonal = 0
        for at, against in enumerate(other, 1):
            above = row[at]
            row[at] = diagonal + 1 if char == against else max(above, row[at - 1])
            diagonal = above
    common = row[-1]
    return (2 * common / (len(one) + len(other)) + common / min(len(one), len(other))) / 2


def opposed(one: Measure, other: Measure) -> bool:
    """Whether the counted things are told apart by words that exclude each other (民事 and 刑事)."""
    mine, theirs = _leaf(one), _leaf(other)
    for group in _OPPOSED:
        a = _said(group, mine)
        b = _said(group, theirs)
        if a and b and a.isdisjoint(b):
            return True
    return False


def _said(group: frozenset[str], words: str) -> frozenset[str]:
    """The words of ``group`` in ``words``; 合格 is not said where 不合格 is."""
    found = {word for word in group if word in words}
    return frozenset(word for word in found if not any(word != other and word in other for other in found))


def candidates(
    lefts: Mapping[int, Measure], rights: Mapping[int, Measure], weights: Weights, least: float
) -> dict[tuple[int, int], float]:
    """The pairs of indexes whose similarity is at least ``least``; only pairs that share a word are looked at."""
    by_pair: dict[str, list[int]] = {}
    for index, measure in rights.items():
        for pair in measure.leaf | measure.path:
            by_pair.setdefault(pair, []).append(index)
    found: dict[tuple[int, int], float] = {}
    for left, measure in lefts.items():
        near = {right for pair in measure.leaf | measure.path for right in by_pair.get(pair, ())}
        for right in sorted(near):
            score = similarity(measure, rights[right], weights)
            if score >= least:
                found[left, right] = score
    return found
