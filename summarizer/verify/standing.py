"""What a claim tells as there for use, held against where the source has it: begun, half done, or only planned.

A clause that names a thing and an act by which it is finished (潍烟高铁已于2023年建成通车) may have no figure at all;
its year alone is no proof. The source's clause on that thing is found by its words; where no clause has it finished and
the nearest has it begun or planned, the numbers and dates of the claim's clause are not supported.
"""

import re
from collections.abc import Iterator, Sequence

from summarizer.base.document import Span
from summarizer.language.lexicon import pattern
from summarizer.schema import Check, Evidence
from summarizer.verify.kinds.statements import Statements, statements_of
from summarizer.verify.source import Source
from summarizer.verify.topic import groups, pairs
from summarizer.verify.wording import BEGUN, FINISHED, HALF, scope_against

_CLAUSE = re.compile(r"[^，；。！？\n]+")
_PART = re.compile(r"[^，；。、！？\n]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_AHEAD = re.compile(r"力争|确保|争取|计划|目标|拟|将|预计|有望|要[^求]|年内|今年")
_NOT_YET = re.compile(rf"{pattern('deny', 'zh')}|仍在|还在|即将|在建|建设中")
#: How much of the thing's name a clause of the source must have, and how much more than others to be the one meant.
_NAMED, _BEST = 0.5, 0.15
#: So much of it, and there is no doubt that the clause is on that thing.
_SURELY = 0.7
_NUMERALS = re.compile(
    r"[\d.,]+[年月日号]?|[一二三四五六七八九十]+[个家座条]|于|在|已|全[面线]|相继|先后|正式|另有|均|都|了"
)


def with_standing(checks: Sequence[Check], claims: str, source: Source) -> tuple[Check, ...]:
    """``checks`` where those in a clause whose thing is not finished in the source are not supported.

    Offsets of ``checks`` are into ``claims``.
    """
    if not FINISHED.search(claims):
        return tuple(checks)
    known = statements_of(source)
    found = list(checks)
    for clause, sentence in _finished(claims):
        touched = [at for at, one in enumerate(found) if clause.start <= one.start < clause.end]
        if any(found[at].figures for at in touched):
            continue  # what is counted there is held against its figure's own statement
        touched = touched or [at for at, one in enumerate(found) if sentence.start <= one.start < sentence.end]
        if not any(found[at].verdict == "supported" for at in touched):
            continue
        if (unfinished := _unfinished(claims[slice(*clause)], known, source)) is not None:
            for at in touched:
                if found[at].verdict == "supported":
                    found[at] = _doubted(found[at], *unfinished, source)
    return tuple(found)


def _finished(claims: str) -> Iterator[tuple[Span, Span]]:
    """The clauses that tell something as finished, each with its sentence."""
    for match in _CLAUSE.finditer(claims):
        text = match[0]
        if FINISHED.search(text) and not (_AHEAD.search(text) or _NOT_YET.search(text)) and _HAN.search(text):
            left = max(claims.rfind(mark, 0, match.start()) for mark in "。！？\n") + 1
            ends = [at for mark in "。！？\n" if (at := claims.find(mark, match.end())) >= 0]
            yield Span(*match.span()), Span(left, min([*ends, len(claims)]))


def _unfinished(claim: str, known: Statements, source: Source) -> tuple[Span, bool] | None:
    """The source's clause on the claim's thing, where none has it finished; whether it is that thing for certain."""
    subject = pairs(_NUMERALS.sub("|", FINISHED.sub("|", claim)))
    if len(subject) < 2:
        return None
    ranked: list[tuple[float, Span, bool]] = []
    for _, at in known.about(groups("|".join(sorted(subject)))):
        span = known.all[at].span
        for part in _PART.finditer(source.document.plain, span.start, span.end):
            share = len(subject & pairs(part[0])) / len(subject)
            if share >= _NAMED:
                whole = _with_its_act(source.document.plain, part, span.end)
                ranked.append(
                    (share, whole, _stands(source.document.plain[slice(*whole)], claim, source, part.start()))
                )
    best = max((share for share, _, _ in ranked), default=0.0)
    near = [one for one in ranked if one[0] >= best - _BEST]
    if not near or any(finished for _, _, finished in near):
        return None
    share, span, _ = max(near, key=lambda one: one[0])
    text = source.document.plain[slice(*span)]
    if not (BEGUN.search(text) or HALF.search(text)):
        return None
    return span, share >= _SURELY


def _with_its_act(text: str, part: re.Match[str], end: int) -> Span:
    """A member of a list with the act that stands behind the last one: 沪苏湖高铁、杭德铁路加快建设."""
    if FINISHED.search(part[0]) or BEGUN.search(part[0]):
        return Span(*part.span())
    behind = _CLAUSE.match(text, part.start(), end)
    return Span(part.start(), behind.end() if behind else part.end())


def _stands(text: str, claim: str, source: Source, at: int) -> bool:
    """Whether a clause of the source tells its thing as finished, or tells nothing of it."""
    if HALF.search(text) and not HALF.search(claim):
        return False
    act = FINISHED.search(text)
    if act is None:
        return not BEGUN.search(text)
    return not _AHEAD.search(text, 0, act.start()) and not _in_plans(source, at)


def _in_plans(source: Source, at: int) -> bool:
    """Whether the figures round an offset stand in a part on plans."""
    near = source.within([Span(max(0, at - 200), at + 200)])
    return bool(near) and all(source.places[index].plan for index in near)


def _doubted(check: Check, span: Span, certain: bool, source: Source) -> Check:
    text = source.document.excerpt(*span)
    told = f"The source says “{text}”: not that it is finished, as the claim does."
    return check.model_copy(
        update={
            "verdict": "rejected" if certain else "review",
            "reason": "status" if certain else "ambiguous",
            "explanation": told,
            "evidence": (Evidence(start=span.start, end=span.end, text=text),),
        }
    )


def with_scopes(checks: Sequence[Check], claims: str) -> tuple[Check, ...]:
    """``checks`` where a place in an order is told of another circle than the evidence has: 全国第3 of 全省第3."""
    return tuple(_in_its_circle(check, claims) for check in checks)


def _in_its_circle(check: Check, claims: str) -> Check:
    if check.verdict != "supported" or check.figures or not check.evidence or not check.text.startswith("第"):
        return check
    mine = next((m[0] for m in _CLAUSE.finditer(claims) if m.start() <= check.start < m.end()), "")
    theirs = [m[0] for m in _CLAUSE.finditer(check.evidence[0].text) if check.text.strip("名位 ") in m[0]]
    if not theirs or not all(scope_against(mine, one) for one in theirs):
        return check
    told = f"The source has {check.text} of another circle: {theirs[0]}."
    return check.model_copy(update={"verdict": "rejected", "reason": "rank", "explanation": told})
