"""Digits that stand in the source and are no figure of it: small counts, bare cells, a number in a name.

A number that no figure of the source has is not simply missing where its numeral stands there: a small count
(四个专题会议) before the claim's own noun is what the claim tells; any other numeral of that value leaves the number
unread, for a person to look at.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from summarizer.base.document import Span
from summarizer.language.numerals.chinese import parse
from summarizer.quantities.figure import Figure
from summarizer.schema import Check, Evidence
from summarizer.verify.compare import is_currency, is_rate, same_unit
from summarizer.verify.source import Source
from summarizer.verify.topic import groups, pairs

_NUMERAL = re.compile(r"\d[\d,，]*(?:\.\d+)?|[零一二三四五六七八九十两百千万]+")
_NOUN, _BEHIND = 40, 10
_LEAST_SHARED = 2
#: A mention is a numeral with at most so many characters of a measure word.
_UNIT = 2


def with_unread(
    checks: Sequence[Check], claims: str, source: Source, cited: Sequence[Span] | None = None
) -> tuple[Check, ...]:
    """``checks`` where a number that was not found is told by the mention of another kind that has its value."""
    if not any(check.reason == "not_found" and check.value is not None for check in checks):
        return tuple(checks)
    return tuple(_told(check, claims, source, cited) if check.reason == "not_found" else check for check in checks)


def _told(check: Check, claims: str, source: Source, cited: Sequence[Span] | None) -> Check:
    if check.value is None or is_rate(check.unit) or is_currency(check.unit) or check.unit == "倍":
        return check
    digits = bool(re.search(r"\d", check.text))
    found = list(_of_value(check.value, source, cited, digits=digits))
    counted = next((one for one in found if one.unit and _same_noun(one, check, claims, source)), None)
    if counted is not None:
        return _of(check, counted, source, supported=True)
    open_ = [one for one in found if digits or not one.unit]  # three courts are no 三项制度
    return _of(check, open_[0], source, supported=False) if open_ else check


def _of_value(value: Decimal, source: Source, cited: Sequence[Span] | None, *, digits: bool) -> Iterator[Figure]:
    for other in source.others:
        if cited is not None and not any(span.start <= other.start < span.end for span in cited):
            continue
        bare = other.kind == "other" or (digits and (other.kind == "name" or other.text.isdecimal()))
        if bare and value in _values(other):
            yield other


def _values(other: Figure) -> set[Decimal]:
    if other.value is not None:
        return {other.value}
    found = _NUMERAL.search(other.text)
    if found is None or len(other.text) - len(found[0]) > _UNIT:
        return set()
    value = parse(found[0].replace("两", "二"))
    return set() if value is None else {value}


def _same_noun(other: Figure, check: Check, claims: str, source: Source) -> bool:
    """Whether the noun behind the claim's number stands behind the source's: four special meetings, 四个专题会议."""
    alike = same_unit(other.unit, check.unit)
    if alike is False or (not alike and not check.text.isascii()):
        return False
    behind = re.split(r"[，。；、,;.!?\n]", source.document.plain[other.end : other.end + _BEHIND])[0]
    noun = pairs(behind)
    said = groups(re.split(r"[，。；、,;.!?\n]", claims[check.end : check.end + _NOUN])[0])[:_LEAST_SHARED]
    return bool(said) and any(group & noun for group in said)


def _of(check: Check, other: Figure, source: Source, *, supported: bool) -> Check:
    text = source.document.text
    start = max(text.rfind(mark, 0, other.start) for mark in "。；！？\n") + 1
    ends = [at for mark in "。；！？\n" if (at := text.find(mark, other.end)) >= 0]
    end = min([*ends, len(text)])
    piece = Evidence(start=start, end=end, text=text[start:end])
    told = (
        f"The source says {other.text} there: the same count."
        if supported
        else f"{check.text} stands in the source ({other.text}), but what it counts there is not known."
    )
    return check.model_copy(
        update={
            "verdict": "supported" if supported else "review",
            "reason": "equivalent" if supported else "unread",
            "explanation": told,
            "evidence": (piece,),
        }
    )
