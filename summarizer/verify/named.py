"""A number word inside a set phrase (three systems of administrative law enforcement) counts nothing of its own."""

import re
from collections.abc import Sequence

from summarizer.glossary import Glossary
from summarizer.schema import Check, Evidence
from summarizer.verify.source import Source

_QUOTES = re.compile('[“”‘’"]')
_NUMERAL = re.compile(r"[零一二三四五六七八九十两双百千万]")


def phrases_excused(checks: Sequence[Check], claims: str, source: Source) -> tuple[Check, ...]:
    """``checks`` with those of number words in a phrase that the source has under its Chinese name supported by it.

    Only words that no figure of the source supports, written without digits, in an English term of the glossary whose
    Chinese holds a numeral and stands in the source word for word: 三项制度, 三张清单, 一窗受理.
    """
    lost = [check for check in checks if check.verdict != "supported" and not re.search(r"\d", check.text)]
    if not lost:
        return tuple(checks)
    text = _QUOTES.sub("", source.document.plain)
    known = [
        (span, term)
        for span, term in Glossary.current().terms_in_english(claims)
        if _NUMERAL.search(term.zh) and term.zh in text
    ]
    return tuple(
        next(
            (
                _of(check, term.zh, source)
                for span, term in known
                if span.start <= check.start and check.end <= span.end
            ),
            check,
        )
        if check in lost
        else check
        for check in checks
    )


def _of(check: Check, chinese: str, source: Source) -> Check:
    match = re.search('[“”‘’"]?'.join(map(re.escape, chinese)), source.document.plain)
    at, end = match.span() if match else (0, 0)
    return check.model_copy(
        update={
            "verdict": "supported",
            "reason": "equivalent",
            "explanation": f"Part of a name that the source has: {chinese}.",
            "evidence": (Evidence(start=at, end=end, text=source.document.excerpt(at, end)),) if match else (),
        }
    )
