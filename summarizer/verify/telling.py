"""How a number is told: as done, under way, planned or forecast, and of which year; read from the words around it.

The nearest word decides: of the stretch between the numbers beside it first, then of the clause, then of the sentence.
Chinese has no tense, so that much is left open; what is open contradicts nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from summarizer.base.document import Span
from summarizer.language.lexicon import pattern

Status = Literal["planned", "forecast", "under_way", "done", "act", "was", ""]
"""done: by words that say so (已建成, completed); act: 建成 alone, which a plan says too; was: by a past tense only."""
When = Literal["last", "this", "next", ""]

#: Words in -ed that name a statistic and no act: value added, fixed-asset investment, surveyed unemployment.
STATISTIC = r"(?!fixed[- ]asset|designated (?:size|scale)|(?<=value )added|(?:surveyed|registered) (?:urban|unemploy))"
_ACTS = rf"{pattern('comes_to_be', 'zh')}|投运|交付|开诊|投入运[行营]|投入使用|办结"
_ZH: dict[str, str] = {
    "planned": (
        rf"{pattern('aspires', 'zh')}|计划|规划|目标|拟[新建引]|拟(?=[^定稿订])|打算|希望|瞄准|定在|定为"
        "|底线|准备|还要|还想|必须|将(?!近|军|帅)"
        "|要(?=[^求素点闻塞领目])|任务"
    ),
    "forecast": rf"{pattern('forecast', 'zh')}|预期|展望",
    "under_way": "正在|加紧建设|加快建设|加快推进|在建|有序推进|开工|启动|动工|筹建|进行中|奠基|着手|稳步推进|破土",
    "done": f"(?:已经?(?!知)|业已|均已|实际|全部|全面|全都)(?:[^，。；\\d]{{0,12}}?(?:{_ACTS}))?|(?:{_ACTS})了",
    "act": _ACTS,
    "was": "了(?!解)|累计|去年|上一?年|实际(?!工作)|同比",
}
_EN: dict[str, str] = {
    "planned": (
        r"(?<!year )plan(?:s|ned|ning)?(?! period)|aim(?:s|ed|ing)?|target(?:s|ed|ing)?|goals?"
        r"|intend(?:s|ed|ing)?|wants?|hop(?:es?|ed|ing)"
        r"|pledge[sd]?|promise[sd]?|will|shall|(?:is|are) (?:to|due|meant|set|slated|scheduled)\b|to be|slated|"
        r"scheduled|pencilled|budget(?:s|ed|ing)? for|calls? for|should|must|seeks?|strives?|floor of|earmarked"
        r"|minimum target"
        r"|shooting for|call for|look(?:s|ing) to|setting out to|committed to|would|count on"
        r"|need(?:s|ed)? to|has to|have to"
    ),
    "forecast": r"expect(?:s|ed|ing)?|project(?:ed|s) (?:to|that)|forecasts?|anticipat\w+|estimated",
    "under_way": (
        r"under construction|under way|underway|being built|in progress|began construction|construction (?:has |was )?"
        r"(?:started|begun|began)|(?:broke|breaks|broken|breaking) ground|ground (?:was|has been) broken|launched"
        r"|started|started work|got under construction"
    ),
    "done": (
        r"complet(?:ed|ion|es)|finished|opened|in service|in(?:to)? operation|up and running|already"
        r"|into service|into use|"
        r"put into production|delivered|commissioned|in place|inaugurated"
    ),
    "act": r"completion of",
    "was": (
        r"was|were|had|has|have|did|rose|fell|grew|came|made|got|stood|held|built|met|won|shot up"
        r"|sold|spent|drew|took|put"
        rf"|went|ran|{STATISTIC}\w{{2,}}ed|last year|the year before|a year earlier"
    ),
}
#: What a clause before says of all that follows; what is begun or finished there is one thing only.
_LASTING = frozenset({"planned", "forecast", "was", "done"})
_ORDER = ("planned", "under_way", "done", "act", "forecast", "was")
_HAN, _LATIN = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z]")
_CLAUSE = re.compile(
    r"[，。；！？\n]|[,;:](?=\s)|,(?=[\u3400-\u9fff])|\.(?=\s|\Z)"
    r"|\b(?:while|but|after|against|whereas|compared (?:with|to)|up from|down from"
    r"|as (?:against|opposed to))\b"
)
_LAST_YEAR = pattern("last_year", "zh")
_WHEN: tuple[tuple[When, re.Pattern[str]], ...] = (
    ("last", re.compile(rf"{_LAST_YEAR}|一年来|\b(?:last year|(?:the|a) year (?:earlier|before|ago))\b", re.I)),
    ("this", re.compile(r"今年|本年|(?<!一)年内|\bthis year\b", re.I)),
    ("next", re.compile(rf"{pattern('next_year', 'zh')}|下年|\b(?:next|the coming|the following) year\b", re.I)),
)  # fmt: skip
#: Words that tell a thing of all of what is counted.
_ALL = re.compile(
    r"全部|全都|均已|都已|悉数|\b(?:all(?! but| the more)|every(?! year| day| month)|entire|each and every)\b", re.I
)
_ALL_SOURCE = re.compile(r"全部|全都|均|都|悉数|100[%％]|百分之百|全覆盖|全面")
#: A number of last year's: 由去年的362个降为今年计划的284个.
_LAST_YEARS = re.compile(r"(?:去年|上年|上一年)的\Z")
_AGAINST = re.compile(
    r"[比较与](?=\d{4})|\b(?:than in|than|compared with|on|from|over|against|since|versus|of|above|below)\s(?=\d{4})"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """How one number is told."""

    status: Status
    when: When
    all: bool
    years: frozenset[str] = frozenset()


@cache
def _cues(english: bool) -> re.Pattern[str]:
    words = _EN if english else _ZH
    edge = r"\b" if english else ""
    return re.compile("|".join(f"(?P<{name}>{edge}(?:{words[name]}){edge})" for name in _ORDER), re.I)


def telling(
    text: str,
    start: int,
    end: int,
    others: Sequence[Span] = (),
    dates: Sequence[tuple[int, str]] = (),
    *,
    source: bool = False,
) -> Telling:
    """How the number at ``start``–``end`` of the sentence ``text`` is told.

    ``others`` are the numbers beside it, ``dates`` the years that the sentence names, each with its offset.
    """
    clause = clause_at(text, start, end)
    stretch = _stretch(clause, start, end, others)
    english = 3 * len(_HAN.findall(text)) < len(_LATIN.findall(text))
    cues = [(match.start(), match.lastgroup or "") for match in _cues(english).finditer(text)]
    when = _when(text, clause, stretch, any(clause.start <= at < clause.end for at, _ in dates))
    return Telling(
        _status(text, cues, clause, stretch, start),
        when,
        bool((_ALL_SOURCE if source else _ALL).search(text, clause.start, clause.end)),
        _years(text, dates, clause, stretch) if not when or source else frozenset(),
    )


def _years(text: str, dates: Sequence[tuple[int, str]], clause: Span, stretch: Span) -> frozenset[str]:
    """The year named in the stretch, else in the clause, else in the clauses before; no year compared with."""
    own = [(at, year) for at, year in dates if not _AGAINST.search(text, max(0, at - 14), at + 5)]
    for span in (stretch, clause, Span(0, clause.start)):
        found = [year for at, year in own if span.start <= at < span.end]
        if found:
            return frozenset(found[-1:])
    return frozenset()


def clause_at(text: str, start: int, end: int) -> Span:
    """The clause of ``text`` that holds the number at ``start``–``end``."""
    left = 0
    for match in _CLAUSE.finditer(text):
        if match.end() <= start:
            left = match.start() if match[0].isalpha() or " " in match[0] else match.end()
        elif match.start() >= end:
            return Span(left, match.start())
    return Span(left, len(text))


def _stretch(clause: Span, start: int, end: int, others: Sequence[Span]) -> Span:
    left = max((one.end for one in others if one.end <= start), default=clause.start)
    right = min((one.start for one in others if one.start >= end), default=clause.end)
    return Span(max(left, clause.start), min(right, clause.end))


def _status(text: str, cues: Sequence[tuple[int, str]], clause: Span, stretch: Span, start: int) -> Status:
    if _LAST_YEARS.search(text, max(0, start - 6), start):
        return "was"
    for span in (stretch, clause):
        here = {name for at, name in cues if span.start <= at < span.end}
        for name in _ORDER:
            if name in here:
                return name  # type: ignore[return-value]
    before = [name for at, name in cues if at < start and name in _LASTING]
    return before[-1] if before else ""  # type: ignore[return-value]


def _when(text: str, clause: Span, stretch: Span, dated: bool) -> When:
    """``dated``: the clause names a year, so that no earlier clause's time is its own."""
    for span in (stretch, clause) if dated else (stretch, clause, Span(0, clause.start)):
        found = [(match.start(), name) for name, how in _WHEN for match in how.finditer(text, span.start, span.end)]
        if found:
            return max(found)[1]
    return ""
