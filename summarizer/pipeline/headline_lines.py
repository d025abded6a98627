"""Opening lines from the statistics that the genre opens with: output and its growth, and the goal for it.

The sentence of the source that tells output and its growth is the report's main result, and the one that sets the goal
for it is the next year's: both mostly stand outside every item, in a list that opens a part. A line is a run of that
sentence's clauses, word for word, as long as they tell headline statistics; its English is put together from their
names and quantities by rule.
"""

import re
from collections.abc import Callable, Collection, Sequence

from summarizer.base.document import Span
from summarizer.extract.shorten import clauses, flowing
from summarizer.language.headlines import headline, without_way
from summarizer.language.lexicon import pattern
from summarizer.language.sentences import wrapped_breaks
from summarizer.outline.structure import ItemKind
from summarizer.pipeline.keys import NOT_TOLD, Years, bounds, compares, goals_of, is_growth, of_a_project, rank
from summarizer.schema import Bilingual, OpeningLine, ReportFigure, WorkReport

_LONGEST = 90
"""Characters of a Chinese line."""
_MOST_ENGLISH = 5
"""Statistics that an English line names."""
_WITH_NOUN = re.compile(r"(?P<number>.*\d(?: (?:million|billion|trillion))?) (?P<noun>[a-z ]+)")
_BOTH = "城乡"
_SAID = 12
"""Characters at the head of a line in which it must say that it tells goals."""
_STOP = re.compile(r"[。！？!?\n]")
_PARTS = re.compile(r"[；;]")
_SAYS_GOAL = re.compile(pattern("goal aspires strives", "zh"))
_SAYS_EXPECTED = re.compile(pattern("forecast", "zh"))
#: What only leads up to the statistics, at the head of the first clause: （一）, 一是, ——, 2023年.
_HEAD = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[是、]|[—－-]+|\d{1,2}[.．、](?!\d))\s*"
)
_WHOLE = ("output", "industry", "revenue", "investment", "retail", "trade", "incomes", "urban incomes", "rural incomes")
"""Classes of statistics that a line may be made around, the first that the report tells."""


def headline_lines(
    report: WorkReport, text: str, kind: ItemKind, most: int, holds: Callable[[OpeningLine], bool]
) -> list[OpeningLine]:
    """At most ``most`` lines of ``kind``, each around another statistic, that of output first; [] where none is told.

    A line of plans is around a goal of the coming year, one of achievements around a result or what is expected of the
    year reported on: never around a growth over several years, a part's, or a project's statistic. ``holds`` says
    whether every number of a line is supported: a line of which it does not is left out.
    """
    if kind == "problems" or not most:
        return []
    usable = _usable(report, text, goals=kind == "plans")
    lines: list[OpeningLine] = []
    told: set[str] = set()
    for leading in (_WHOLE[:1], _WHOLE, _WHOLE)[:most]:
        firsts = [first for name in leading if (first := _first(usable, name, told))]
        tried = [_held(first, usable, report, text, kind, holds) for first in firsts]
        found = [line for line in tried if line is not None and not told & _classes(line, usable)]
        if found:
            best = max(found, key=lambda line: min(len(line.figures), _MOST_ENGLISH))
            lines.append(best)
            told |= _classes(best, usable)
    return lines[:most]


def _classes(line: OpeningLine, usable: Sequence[ReportFigure]) -> set[str]:
    return {_class(shown) for shown in usable if shown.figure.id in line.figures}


def _usable(report: WorkReport, text: str, *, goals: bool) -> list[ReportFigure]:
    """The headline statistics with English that are of the one year, in source order."""
    years = Years(report, text)
    promised = goals_of(report)
    return [
        shown
        for shown in report.figures
        if shown.measure.en
        and shown.quantity.en
        and (shown.figure.value or shown.figure.low)
        and shown.figure.unit != "倍"  # since 1949, or of a part
        and headline(shown.measure.zh)
        and shown.figure.aspect not in NOT_TOLD
        and (shown.figure.id in promised) == goals
        and (goals or shown.figure.aspect in ("result", "forecast"))
        and not bounds(shown, text)
        and not compares(shown)
        and not of_a_project(shown)
        and not years.cover(shown)
        and "年均" not in shown.figure.change
        and "番" not in shown.figure.text
    ]


def _class(shown: ReportFigure) -> str:
    known = headline(shown.measure.zh)
    return known.name if known else ""


def _first(usable: Sequence[ReportFigure], name: str, told: Collection[str]) -> ReportFigure | None:
    """The growth of the statistic ``name``, else its level; None where it is told already or not at all."""
    own = [shown for shown in usable if _class(shown) == name and name not in told]
    return min(own, key=lambda shown: (not is_growth(shown), rank(shown)), default=None)


def _held(
    first: ReportFigure,
    usable: Sequence[ReportFigure],
    report: WorkReport,
    text: str,
    kind: ItemKind,
    holds: Callable[[OpeningLine], bool],
) -> OpeningLine | None:
    """The line around ``first`` that holds: as many clauses as a line has room for, else its own clause alone."""
    for longest in (_LONGEST, 1):
        line = _line(first, usable, report, text, kind, longest)
        if line is not None and holds(line):
            return line
    return None


def _line(
    first: ReportFigure, usable: Sequence[ReportFigure], report: WorkReport, text: str, kind: ItemKind, longest: int
) -> OpeningLine | None:
    run = _run(first, usable, text, longest)
    inside = [shown for shown in usable if run.start <= shown.figure.start and shown.figure.end <= run.end]
    chinese = " ".join(flowing(text, *run).split("\n")).strip(" 　，,、；;：:")
    chinese = chinese[found.end() :] if (found := _HEAD.match(chinese)) else chinese
    if not inside or len(chinese) > _LONGEST + _LONGEST // 3:
        return None
    english = statistics(inside)
    if kind == "plans" and not _SAYS_GOAL.search(chinese[:_SAID]):
        chinese = f"预期目标：{chinese}"
    expected = kind != "plans" and first.figure.aspect == "forecast"
    if expected and not _SAYS_EXPECTED.search(chinese):
        chinese = f"预计：{chinese}"
    planned = kind == "plans"
    lead = "Goals: " if planned else "Expected: " if expected else ""
    english = f"{lead}{english if lead else english[:1].upper() + english[1:]}."
    ids = tuple(shown.figure.id for shown in inside)
    items = tuple(
        item.id
        for item in (*report.achievements, *report.problems, *report.plans)
        if item.kind == kind and any(piece.start <= first.figure.start < piece.end for piece in item.evidence)
    )
    told = Bilingual(zh=f"{chinese}。", en=english)
    return OpeningLine(kind=kind, text=told, items=items, figures=ids)


def _run(first: ReportFigure, usable: Sequence[ReportFigure], text: str, longest: int) -> Span:
    """The clauses around ``first``: from the one that names what it counts to the last that tells such a statistic."""
    sentence = _sentence(first, text)
    parts = [
        part
        for piece in _pieces(text, sentence)
        for part in clauses(text, *piece)
        if text[part.start : part.end].strip()
    ]
    at = next((index for index, part in enumerate(parts) if part.start <= first.figure.start < part.end), None)
    if at is None:
        return Span(first.figure.start, first.figure.end)
    begin = at
    while begin > 0 and not _names(text[slice(*parts[begin])], first) and parts[at].end - parts[begin].start < _LONGEST:
        begin -= 1
    if not _names(text[slice(*parts[begin])], first):
        begin = at
    end = at
    for after in range(at + 1, len(parts)):
        part = parts[after]
        tells = any(part.start <= one.figure.start < part.end for one in usable)
        if not tells or part.end - parts[begin].start > longest:
            break
        end = after
    return Span(parts[begin].start, parts[end].end)


def _sentence(first: ReportFigure, text: str) -> Span:
    wrapped = wrapped_breaks(text)
    start = end = first.figure.start
    while start > 0 and not (_STOP.match(text[start - 1]) and start - 1 not in wrapped):
        start -= 1
    while end < len(text) and not (_STOP.match(text[end]) and end not in wrapped):
        end += 1
    return Span(start, end)


def _pieces(text: str, sentence: Span) -> list[Span]:
    pieces, at = [], sentence.start
    for match in _PARTS.finditer(text, *sentence):
        pieces.append(Span(at, match.start()))
        at = match.end()
    return [*pieces, Span(at, sentence.end)]


def _names(clause: str, shown: ReportFigure) -> bool:
    """Whether a clause says what is counted: 达到6105亿元 does not, 地区生产总值突破6000亿元 does."""
    bare = "".join(clause.split())
    measure = without_way(re.split(r"[：:]", shown.measure.zh)[-1])
    return any(measure[-size:] in bare for size in (len(measure), 4, 3) if len(measure) >= size)


def statistics(inside: Sequence[ReportFigure]) -> str:
    """The statistics one after the other: gross regional product CNY 610.5 billion, up 6.3%; …"""
    groups: dict[str, list[ReportFigure]] = {}
    for shown in inside:
        groups.setdefault(shown.measure.en or "", []).append(shown)
    told = [_statistic(name, own) for name, own in list(groups.items())[:_MOST_ENGLISH]]
    return "; ".join(told)


def _statistic(name: str, own: Sequence[ReportFigure]) -> str:
    levels = sorted((one for one in own if not is_growth(one) and _is_level(one)), key=rank)
    growths = sorted((one for one in own if is_growth(one)), key=rank)
    name = name.rpartition(": ")[2]
    way = next((one.figure.direction for one in growths if one.figure.direction), "up")
    name = name[:1].lower() + name[1:] if name[1:2].islower() else name
    if own[0].measure.zh.startswith(_BOTH) and 2 in (len(levels), len(growths)):  # 分别达到42960元、24630元
        name = name.replace("of residents", "of urban and rural residents")
        told = [" and ".join(_level(one, name) for one in levels), " and ".join(_change(one, way) for one in growths)]
        return f"{name} {', '.join(part for part in told if part)}"
    parts = [_level(one, name) for one in levels[:1]] + [_change(one, way) for one in growths[:1]]
    return f"{name} {', '.join(parts)}"


def _is_level(shown: ReportFigure) -> bool:
    """Whether a figure can be the level of its statistic: output of 千亿 has no unit, of 千亿台阶 a wrong one."""
    return shown.figure.kind == "money" or (bool(shown.figure.unit) and _class(shown) not in _WHOLE)


def _change(shown: ReportFigure, way: str) -> str:
    """A growth; ``way`` is that of the one before it, for 增长5.6%、7.5%, where the second has no word of its own."""
    yearly = " a year on average" if "年均" in shown.figure.change else ""
    return f"{shown.figure.direction or way} {shown.quantity.en}{yearly}".replace("up -", "down ")


def _level(shown: ReportFigure, name: str) -> str:
    """The quantity without a noun that the name says already: new urban jobs 33,000, petition matters 1,011."""
    quantity = shown.quantity.en or ""
    said = _WITH_NOUN.fullmatch(quantity)
    if not said:
        return quantity
    words = [re.sub(r"(?:ies|s)\Z", "", word) for word in said["noun"].split()]
    whole = f"{name} {shown.measure.en}".lower()  # of 信访事项：来信 the noun would be that of the whole
    return said["number"] if all(word in whole for word in words) else quantity
