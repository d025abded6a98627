"""Last year's plan in this year's report: done, partly, not mentioned, with the passages that say so."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from summarizer.base.document import Span
from summarizer.compare.change import single
from summarizer.compare.commitments import Promise, promises_of
from summarizer.compare.measures import in_plan
from summarizer.compare.phrases import quantity_en
from summarizer.compare.record import Commitment, PlanFollowUp, Status
from summarizer.compare.year import Year
from summarizer.language.lexicon import pattern
from summarizer.quantities import Figure
from summarizer.schema import Bilingual
from summarizer.verify.compare import interchanged, same_unit
from summarizer.verify.topic import pairs

#: How much of a promise's words a passage must hold to speak of the same thing: by the weight of the words.
SPEAKS_OF = 0.6
#: With a result in the target's own unit, somewhat less is enough.
MEASURES = 0.55
#: Two passages that fit about equally well and say different things leave the promise unclear.
MARGIN = 0.04
#: How much a word counts that stands in the passage's sentence or under its heading only.
_AROUND = 0.35
#: Words in which a plan and a result differ by nature: they say when, how much and how firmly, not what.
_FIRMNESS = re.compile(
    rf"开工建设|开工|建设|建成|{pattern('goal zeal', 'zh')}|推动|推进|安排|落实|实现|完成|开展|组织|加强"
    rf"|{pattern('at_least_before at_least_after at_most_before at_most_after about_after', 'zh')}|达到"
    rf"|(?:{pattern('rise fall', 'zh', 'verb')}|控制|稳定|保持)[到在至]|{pattern('this_year half_year', 'zh')}|年底前?"
    r"|\d+月(?:底|份)?前?|[一二三四]季度|(?:19|20)\d\d年|[\d.,]+(?:万|亿)?|[%％]|[我本全][省市县区局委]"
)
_UNFINISHED = re.compile(
    rf"{pattern('under_way first_step', 'zh')}|加快(?:建设|推进)|启动(?!仪式)|开工"
    r"|草案|尚未|未能|未完成|有序推进|稳步推进|初步|主体(?:工程|结构|封顶|完工)|前期|即将|拟于|进度|阶段性"
)
_DONE = re.compile(rf"{pattern('makes', 'zh')}|挂牌|落实|达到?|开展|组织|通过|开通|入驻|揭牌|增至|提高到|新增")
_CLAUSE = re.compile(r"[^，,；;。\n]+")
_LOWER_IS_BETTER = re.compile(rf"控制在|{pattern('fall at_most_before', 'zh')}|降至|低于")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A clause of the next report, with the words of its sentence and headings; ``problem`` where it is admitted."""

    span: Span
    text: str
    near: frozenset[str]
    around: frozenset[str]
    figures: tuple[Figure, ...]
    problem: bool
    follows: str


def follow_up(year: Year, following: Year) -> list[PlanFollowUp]:
    """Each planned item of ``year`` with what ``following``, the next year's report, says of it."""
    passages = _passages(following)
    weights = _Weights(passages)
    found = []
    for item in year.outline.items:
        if item.kind != "plans":
            continue
        commitments = tuple(
            _followed(year, promise, following, passages, weights) for promise in promises_of(year, item)
        )
        found.append(
            PlanFollowUp(
                id=item.id,
                year=year.label,
                next=following.label,
                item=year.evidence(item.start, item.end),
                status=_whole([one.status for one in commitments]),
                commitments=commitments,
            )
        )
    return found


def _whole(statuses: Sequence[Status]) -> Status:
    """The status of an item from those of its parts."""
    kinds = set(statuses)
    if len(kinds) == 1:
        return statuses[0]
    return "unclear" if kinds <= {"unclear", "not_mentioned"} else "partly"


class _Weights:
    def __init__(self, passages: Sequence[_Passage]) -> None:
        self._count = Counter(pair for passage in passages for pair in passage.near)
        self._total = len(passages) + 1

    def held(self, words: frozenset[str], passage: _Passage) -> float:
        """The share of ``words`` by weight that the passage holds, what stands around it counting less."""
        weights = {pair: math.log(1 + self._total / (1 + self._count.get(pair, 0))) for pair in words}
        got = math.fsum(
            weight * (1.0 if pair in passage.near else _AROUND if pair in passage.around else 0.0)
            for pair, weight in weights.items()
        )
        whole = math.fsum(weights.values())
        return got / whole if whole else 0.0


def _passages(year: Year) -> list[_Passage]:
    """The clauses of what is reported: no plans, no furniture, no headings' words of their own."""
    headings = {section.id: section for section in year.outline.sections}
    found: list[_Passage] = []
    for sentence in year.outline.sentences:
        section = headings.get(sentence.section)
        if in_plan(year, sentence.start) or (section is not None and section.kind in ("other", "preamble", "plans")):
            continue
        if section is not None and sentence.end <= section.body:
            continue  # the heading itself promises nothing and reports nothing
        problem = (section is not None and section.kind == "problems") or any(
            item.kind == "problems" and item.start < sentence.end and sentence.start < item.end
            for item in year.outline.items
        )
        words = year.text[sentence.start : sentence.end]
        over = section.heading if section else ""
        for match in _CLAUSE.finditer(year.text, sentence.start, sentence.end):
            text = match.group().strip()
            if len(text) < 4:
                continue
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            span = Span(start, start + len(text))
            after = _CLAUSE.match(year.text, min(match.end() + 1, sentence.end), sentence.end)
            found.append(
                _Passage(
                    span=span,
                    text=text,
                    near=pairs(text),
                    around=pairs(f"{words}|{over}"),
                    figures=tuple(f for f in year.source.figures if span.start <= f.start and f.end <= span.end),
                    problem=problem,
                    follows=after.group() if after else "",
                )
            )
    return found


def _followed(
    year: Year, promise: Promise, following: Year, passages: Sequence[_Passage], weights: _Weights
) -> Commitment:
    plan = year.evidence(promise.span.start, promise.span.end)
    ranked = _ranked(promise, passages, weights)
    if not ranked:
        return Commitment(plan=plan, status="not_mentioned", explanation=_silent(following), evidence=())
    best = ranked[0][0]
    judged = [(passage, _judged(promise, passage)) for score, passage in ranked if score >= best - MARGIN]
    statuses = {status for _, (status, _) in judged}
    if len(statuses) > 1:
        evidence = tuple(following.evidence(*passage.span) for passage, _ in judged)
        why = Bilingual(zh="几处表述均可能与之对应，说法不一。", en="Several passages may answer this and they differ.")
        return Commitment(plan=plan, status="unclear", explanation=why, evidence=evidence)
    passage, (status, why) = judged[0]
    return Commitment(plan=plan, status=status, explanation=why, evidence=(following.evidence(*passage.span),))


def _ranked(promise: Promise, passages: Sequence[_Passage], weights: _Weights) -> list[tuple[float, _Passage]]:
    """The passages that speak of the promise, best first; of a document only those that name it."""
    words = pairs(_FIRMNESS.sub("|", promise.text))
    found: list[tuple[float, _Passage]] = []
    for passage in passages:
        if promise.document and _core(promise.document) not in passage.text:
            continue
        score = weights.held(words, passage)
        measured = bool(_answers(promise, passage))
        if promise.targets and measured:
            score += 0.1  # a result in the target's unit answers better than words alone
        if promise.document or score >= (MEASURES if measured else SPEAKS_OF):
            found.append((score, passage))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].span.start))


def _core(title: str) -> str:
    """A document's title without the place that issues it and without (试行)."""
    title = re.sub(r"[（(][^）)]*[）)]", "", title)
    return re.sub(r"^[一-鿿]{2,6}?[省市县区州旗]", "", title) or title


def _answers(promise: Promise, passage: _Passage) -> list[tuple[Figure, Figure]]:
    """Pairs of a target and a figure of the passage in its unit."""
    return [
        (target, figure)
        for target in promise.targets
        for figure in passage.figures
        if figure.aspect in ("result", "cumulative", "target")
        and not figure.direction
        and (
            same_unit(target.unit, figure.unit) is True
            or interchanged(target.unit, figure.unit)
            or target.unit == figure.unit
        )
    ]


def _judged(promise: Promise, passage: _Passage) -> tuple[Status, Bilingual]:
    """What the passage says of the promise."""
    if passage.problem:
        return "partly", Bilingual(zh="仍列为存在问题。", en="Named among the problems that remain.")
    if promise.targets:
        found = _answers(promise, passage)
        if not found:
            return "partly", Bilingual(
                zh="有提及，未见目标所列数据。", en="Mentioned, without a figure for the target."
            )
        target, result = found[0]
        met = _met(promise, target, result)
        shown_zh, shown_en = (
            f"目标{target.text}，实际{result.text}。",
            f"target {quantity_en(target)}, reported {quantity_en(result)}.",
        )
        if met is None:
            return "unclear", Bilingual(zh=f"无从断定是否达标：{shown_zh}", en=f"Cannot be decided: {shown_en}")
        if met:
            return "done", Bilingual(zh=f"已达目标：{shown_zh}", en=f"Target reached: {shown_en}")
        return "partly", Bilingual(zh=f"未达目标：{shown_zh}", en=f"Target not reached: {shown_en}")
    if _UNFINISHED.search(passage.text) or (_UNFINISHED.match(passage.follows) is not None):
        return "partly", Bilingual(zh="已启动，报告称尚未完成。", en="Begun; the report says that it is not finished.")
    if promise.concrete and _DONE.search(passage.text):
        return "done", Bilingual(zh="报告称已完成。", en="Reported as done.")
    return "addressed", Bilingual(
        zh="报告有对应内容，但无从断定是否完成。", en="The report speaks of it; whether it is done cannot be told."
    )


def _met(promise: Promise, target: Figure, result: Figure) -> bool | None:
    """Whether the result reaches the target; None where their values do not say."""
    wanted, got = single(target), single(result)
    if wanted is None or got is None:
        return None
    at_most = target.qualifier in ("at_most", "under") or _LOWER_IS_BETTER.search(promise.text) is not None
    if result.qualifier == "under" and not at_most:
        return False if got <= wanted else None
    if result.qualifier == "about" and abs(got - wanted) <= abs(wanted) / Fraction(20):
        return None if got != wanted else True
    return got <= wanted if at_most else got >= wanted


def _silent(following: Year) -> Bilingual:
    return Bilingual(
        zh=f"{following.label}年报告未见对应内容。", en=f"The report on {following.label} does not speak of it."
    )
