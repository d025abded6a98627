"""The time of a figure out of its sentence: its period, and the aspect that its clause alone gives it.

What the outline knows of the sentence is weighed afterwards, in ``aspect``.
"""

import re
from collections.abc import Sequence

from summarizer.quantities.figure import Aspect
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh import cues
from summarizer.quantities.zh.measure import CLAUSE, squeeze

_TIME_LIMIT = re.compile(r"之?前(?![一二三四五六七八九十\d])")
#: 由 or 从 before a number that a rise or fall began at.
LED = re.compile(r"(?:(?<![理自缘事])由(?!于)|从(?!事))[^由从，。；]{0,14}\Z")


class Times:
    """What holds beyond a clause: the dates and the goal of a sentence."""

    def __init__(self, text: str, found: Sequence[Mention]) -> None:
        self.target = False
        self._dates = [mention for mention in found if mention.kind == "date" or _is_time(text, mention)]
        self._date = 0
        self._word: re.Match[str] | None = None  # the last word of time, and how far it was looked for
        self._read = 0

    def period(self, text: str, start: int, figure: Mention) -> str:
        """The last date or word of time between ``start`` of the sentence and the figure."""
        while self._date < len(self._dates) and self._dates[self._date].end <= figure.start:
            self._date += 1
        at = self._date - 1
        while at >= 0 and self._dates[at].start >= start and _is_compared(text, self._dates[at].start):
            at -= 1
        last = self._dates[at] if at >= 0 else None
        if last is not None and last.start >= start:
            return squeeze(text[last.start : last.end]) + _before_it(text, last, figure)
        for word in cues.PERIOD.finditer(text, max(start, self._read), figure.start):
            if not _is_compared(text, word.start()):
                self._word = word
        self._read = figure.start
        return self._word[0] if self._word and self._word.start() >= start else ""


def aspect(text: str, sentence: int, head: str, figure: Mention, times: Times) -> Aspect:
    """The aspect of ``figure`` in the sentence that begins at ``sentence``, with the words ``head`` before it."""
    if cues.FROM.search(head) or cues.EARLIER.search(head) or _from_here(text, figure):
        return "earlier"
    if cues.REQUIRED.match(text[figure.end : figure.end + 6]):
        return "target"
    clause = max(sentence, figure.start - 60)
    for match in CLAUSE.finditer(text, clause, figure.start):
        clause = match.end()
    if times.target or cues.TARGET.search(text, clause, figure.start):
        times.target = times.target or bool(cues.GOAL.search(text, clause, figure.start))
        return "target"
    summed = cues.CUMULATIVE.search(text, max(sentence, figure.start - 40), figure.start)
    if summed and not _YEARS_OWN.search(text, summed.end(), figure.start):
        return "cumulative"
    return "result"


#: A year's own sum, whatever was summed before it: 自2022年8月以来…，全年完成663亿元.
_YEARS_OWN = re.compile(r"全年(?!累计)")


def _from_here(text: str, figure: Mention) -> bool:
    """由2011年的91.6%提高到93.1%: 由 or 从 before the figure and a verb of level right after it."""
    led = LED.search(text, max(0, figure.start - 18), figure.start)
    return led is not None and goes_to(text, figure.end)


def goes_to(text: str, at: int) -> bool:
    """Whether a verb that leads to a level begins at ``at``: 提高到, 增至."""
    return any(cues.LEVEL.is_all(text[at : at + size]) for size in (2, 3, 4))


def _is_time(text: str, mention: Mention) -> bool:
    """Whether a length of time sets the time of what is told (五年来, 过去三年), not a term (五年以上刑期)."""
    if mention.kind != "period":
        return False
    lead = text[max(0, mention.start - 2) : mention.start]
    return text[mention.end - 1] in "来间" or "年来" in text[mention.start : mention.end + 1] or lead.endswith(_SPANS)


#: Words before a length of time that place it: 过去五年, 近三年, 今后五年, 头两年.
_SPANS = ("过去", "近", "最近", "今后", "未来", "前", "后", "这", "上", "头", "届", "往")


def _is_compared(text: str, start: int) -> bool:
    """Whether a time is the one compared with (比2022年, 较上年), not the number's own."""
    return start > 0 and text[start - 1] in "比较"


def _before_it(text: str, date: Mention, figure: Mention) -> str:
    """前 of 6月底前, which sets a time limit and belongs to its date."""
    limit = _TIME_LIMIT.match(text, date.end, figure.start)
    return limit[0] if limit else ""
