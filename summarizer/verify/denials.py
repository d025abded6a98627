"""Whether a claim denies the count that it gives, in whatever words: then no word list has the last say.

A character of denial round a number (不是, 谈不上, "was anything but") that neither the statement has nor a compound
explains (不断, 未成年人) may turn the claim round. Such a number is for review, never supported.
"""

import re

from summarizer.language.lexicon import pattern

_STOP_ZH = re.compile(r"[，。；！？：、\n]")
_STOP_EN = re.compile(r"[.;:!?](?=\s)|\n|,\s")
_DENIES_ZH = re.compile(r"[不没未无莫勿非]")
_COMPOUND = re.compile(pattern("no_denial", "zh"))
_DENIES_EN = re.compile(
    r"n['’]t\b|\b(?:not|never|nor|neither|none|cannot|hardly|barely|scarcely|anything\sbut|far\sfrom|fail(?:s|ed|ing)?"
    r"|refus(?:e|es|ed)|without)\b",
    re.IGNORECASE,
)
#: Denials that bound a number or say more than was said, and so deny nothing.
_BOUNDS_EN = re.compile(
    r"\bnot?\s(?:only|just|merely|less|fewer|more|lower|higher|under|over|below|above|quite|exceed\w*)\b", re.IGNORECASE
)
_LONGEST = 60


def denies(claim: str, start: int, end: int, statement: str) -> bool:
    """Whether the clause of ``claim`` round its number ``[start, end)`` holds a denial that ``statement`` has not.

    >>> denies("全年不是受理投诉300件", 8, 12, "全年受理投诉300件。")
    True
    >>> denies("不断受理投诉300件", 6, 10, "全年受理投诉300件。")
    False
    >>> denies("178 of the projects failed to start.", 0, 3, "新开工项目178个。")
    True
    """
    before, behind = claim[max(0, start - _LONGEST) : start], claim[end : end + _LONGEST]
    chinese = _has_chinese(before + behind)
    stop = _STOP_ZH if chinese else _STOP_EN
    before = before[max((match.end() for match in stop.finditer(before)), default=0) :]
    if close := stop.search(behind):
        behind = behind[: close.start()]
    if chinese:
        return any(_denied_in(part, statement) for part in (before, behind))
    said = _BOUNDS_EN.sub("", f"{before}|{behind}")
    return bool(_DENIES_EN.search(said)) and not _DENIES_ZH.search(_COMPOUND.sub("", statement))


def _denied_in(part: str, statement: str) -> bool:
    rest = _COMPOUND.sub("", part)
    return any(
        rest[found.start() : found.end() + 1] not in statement or found.end() == len(rest)
        for found in _DENIES_ZH.finditer(rest)
    )


def _has_chinese(text: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" for character in text)
