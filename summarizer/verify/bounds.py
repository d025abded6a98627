"""How a claim bounds a number against how the source does: the relation of the two, with words that stand apart.

:func:`summarizer.verify.compare.qualifiers` compares what stands at the numbers themselves; here are loose shares
(四成以上 of 42%), what follows from what (超71% is 七成以上) and bounds told by a noun (底线是50亿元 of 50亿元以上).
"""

import re

from summarizer.quantities.figure import Figure
from summarizer.verify.compare import Nearness, QualifierRelation, ends, qualifiers
from summarizer.verify.loose import interval
from summarizer.verify.numbers import Number

_FLOOR = re.compile(r"底线|下限|最低|至少|起码|不少于|不低于|\b(?:floor|minimum|at least)\b", re.I)
_CEILING = re.compile(r"上限|红线|封顶|最多|至多|不超过|\b(?:ceiling|cap|at most)\b", re.I)
_NEARLY = re.compile(r"[近接]")


def qualifier_told(number: Number, source: Figure, near: Nearness) -> QualifierRelation:
    """Whether the claim keeps the source's qualifier, changes it in strength or turns it around."""
    claim = number.figure
    relation = qualifiers(source, claim, near)
    if relation != "changed" or claim.text.isascii():
        return relation
    if _follows(source, claim) or _by_a_noun(number, source) or loosely_told(source, claim):
        return "same"
    if near == "rounded" and claim.qualifier == "about" and source.qualifier == "over" and _NEARLY.match(claim.text):
        return "same"  # 4.8万多 is 接近5万
    return relation


def _follows(source: Figure, claim: Figure) -> bool:
    """What is over 71 is 71以上, what is under 3.5 is 3.5以下: as said, so bounded."""
    return (source.qualifier, claim.qualifier) in {("over", "at_least"), ("under", "at_most")}


def _by_a_noun(number: Number, source: Figure) -> bool:
    """50亿元以上 is told by 底线是50亿元."""
    if number.figure.qualifier not in ("exact", "about"):
        return False
    if source.qualifier == "at_least":
        return bool(_FLOOR.search(number.clause))
    return source.qualifier == "at_most" and bool(_CEILING.search(number.clause))


def loosely_told(source: Figure, claim: Figure) -> bool:
    """A loose share bounded by its own grain: 42% is 四成以上, 超71% 七成以上, 近十分之一 接近一成."""
    allowed, known = interval(claim), ends(source)
    if allowed is None or known is None or known.is_range or source.qualifier in ("under", "at_most"):
        return False
    if _NEARLY.search(source.text) and claim.qualifier in ("over", "at_least"):
        return False  # 近六成 is less
    plain = source.qualifier == "exact" or (source.qualifier == "about" and interval(source) is None)
    return allowed.holds(known.low) and (claim.qualifier != "exact" or plain)  # 约三成 told as 三成 has lost its 约
