"""A number word inside a set phrase (three systems of administrative law enforcement) counts nothing of its own."""

import re
from collections.abc import Sequence

from summarizer.base.document import Span
from summarizer.language.glossary import Glossary
from summarizer.schema import Check, Evidence
from summarizer.verify.source import Source
from summarizer.verify.topic import groups, pairs

_QUOTES = re.compile('[“”‘’"]')
_NUMERAL = re.compile(r"[零一二三四五六七八九十两双百千万]")


def phrases_excused(
    checks: Sequence[Check], claims: str, source: Source, cited: Sequence[Span] | None = None
) -> tuple[Check, ...]:
    """``checks`` with those of number words in a phrase that the source has under its Chinese name supported by it.

    Only words that no figure of the source supports, written without digits, in an English term of the glossary whose
    Chinese holds a numeral and stands in the source word for word: 三项制度, 三张清单, 一窗受理.
    """
    checks = [_of_cited(check, source, cited) for check in checks]
    lost = [check for check in checks if check.verdict != "supported" and not re.search(r"\d", check.text)]
    if not lost:
        return tuple(checks)
    text = _QUOTES.sub("", source.document.plain)
    lost = [check for check in lost if not _told_in_words(check, claims, text)]
    known = [
        (span, term)
        for span, term in Glossary.current().terms_in_english(claims)
        if _NUMERAL.search(term.zh) and term.zh in text
    ]
    words = {id(check): found for check in checks if (found := _told_in_words(check, claims, text))}
    return tuple(
        _of(check, words[id(check)], source)
        if id(check) in words
        else next(
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


_YEAR = re.compile(r"(?:19|20)\d\d")


def _of_cited(check: Check, source: Source, cited: Sequence[Span] | None) -> Check:
    """``check`` supported where its number counts nothing: a year of the source, a small word that the evidence has.

    "The 2016 check" names a year; "ten projects" and "one window" are 十件实事 and 统一窗口, whose numerals are no
    figures; in "one contract specialist" one is hardly more than an article. A word is looked for in ``cited`` only.
    """
    if check.verdict == "supported":
        return check
    text = source.document.plain
    if check.reason == "not_found" and _YEAR.fullmatch(check.text) and (year := f"{check.text}年") in text:
        return _of(check, year, source)
    if cited is None or re.search(r"\d", check.text) or check.value is None or check.value not in range(1, 11):
        return check
    inside = [span for span in cited if re.search(_SMALL[int(check.value)], text[slice(*span)])]
    meant = check.evidence[:1]
    own = any(span.start <= piece.start < span.end for piece in meant for span in cited)
    article = check.value == 1 and check.reason in ("unit", "measure")
    if inside and (check.reason == "not_found" or article or not own):
        at = re.compile(_SMALL[int(check.value)]).search(text, *inside[0])
        return _of(check, at.group() if at else "", source, at.span() if at else None)
    return check


_SMALL = ("", "一", "[二两]", "三", "四", "五", "六", "七", "八", "九", "十")


def _told_in_words(check: Check, claims: str, text: str) -> str:
    """The source's words for "the three people's tribunals" (三个人民法庭), where no figure is told by them; else "".

    Only a small number written as a word, of which the source has no figure, before a noun that has it there.
    """
    if (
        check.reason != "not_found"
        or re.search(r"\d", check.text)
        or check.value is None
        or check.value not in range(1, 11)
    ):
        return ""
    said = groups(claims[check.end : check.end + _NOUN])
    for match in re.finditer(
        rf"{_SMALL[int(check.value)]}[个大项类种级家所支座条名位方]?([\u3400-\u9fff]{{2,6}})", text
    ):
        noun = pairs(match[1])
        if said and sum(bool(group & noun) for group in said[:2]) == len(said[:2]):
            return match[0]
    return ""


_NOUN = 30


def _of(check: Check, chinese: str, source: Source, place: tuple[int, int] | None = None) -> Check:
    match = None if place else re.search('[“”‘’"]?'.join(map(re.escape, chinese)), source.document.plain)
    at, end = place or (match.span() if match else (0, 0))
    return check.model_copy(
        update={
            "verdict": "supported",
            "reason": "equivalent",
            "explanation": f"Part of a name that the source has: {chinese}.",
            "evidence": (Evidence(start=at, end=end, text=source.document.excerpt(at, end)),) if end else (),
        }
    )
