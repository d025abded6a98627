"""The brief's opening: five lines of what matters, made last, of what was verified.

Two lines of results (growth and main figures), two of admitted problems, one of the goals. A strong model writes them
from its own verified items; what it did not write, or wrote wrongly, is said by rule: a sentence of the item that
weighs most. Every number in them is verified like all others, against the evidence of the items that the line rests
on.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal

from summarizer.language.headlines import Headline, headline
from summarizer.language.lexicon import Rule, pattern
from summarizer.outline.structure import ItemKind
from summarizer.pipeline.headline_lines import headline_lines, statistics
from summarizer.pipeline.keys import is_growth, weight
from summarizer.schema import Bilingual, Check, OpeningLine, ReportFigure, ReportItem, WorkReport

LINES: Mapping[ItemKind, int] = {"achievements": 2, "problems": 2, "plans": 1}
_ZH = re.compile(r"[^。；;！]+[。；;！]?")
_EN = re.compile(r".+?(?:[.!?](?=\s+[A-Z'])|$)")
_BEFORE = 6
_TRIED = 4  # lines that are held against the source for one that is shown
_LONGEST = 90
"""Characters of a Chinese line: a longer sentence is no line."""


_OUTPUT = re.compile(r"生产总值|GDP")
_LEANING = Rule(
    "a sentence that leans on the one before",
    rf"{pattern('compare', 'zh')}|其中|分别",
    yes=("⟨与上年相比⟩，收、支总计各减少215.6万元", "⟨其中⟩税收收入8.2亿元"),
    no=("全年收入增长5%",),
)


def with_opening(
    report: WorkReport, checks: Sequence[Check], text: str, holds: Callable[[OpeningLine], bool]
) -> WorkReport:
    """``report`` with its opening: the lines it has, and by rule those that lack.

    ``checks`` are the verdicts on its other words: a sentence with a number that is not supported is not taken.
    ``holds`` says of a line whether all its own numbers are supported.
    """
    doubtful = [check for check in checks if check.verdict != "supported"]
    lines: list[OpeningLine] = []
    unsure = {item.id for item in report.achievements if item.unsure}
    for kind, most in LINES.items():
        own = [line for line in report.opening if line.kind == kind and not unsure & set(line.items)][:most]
        told = {name for line in own for name in line.items}
        found = headline_lines(report, text, kind, most, holds)
        if own:  # a model is shown items only, and output and its goal mostly stand outside them
            known = {one.name for line in found[:1] for one in _told_by(report, line)}
            found = found[:1] if "output" in known and not any(_OUTPUT.search(line.text.zh) for line in own) else []
            own = own[: most - len(found)]
        told |= {name for line in found for name in line.items}
        spent = _statistics(report, found)
        rest: list[OpeningLine] = []
        if room := most - len(own) - len(found):
            by_rule = [line for line in _by_rule(report, kind, doubtful, text, spent) if not told & set(line.items)]
            rest = _sound_first(by_rule, holds, room)
        lines += [*found, *own, *rest]
    return report.model_copy(update={"opening": tuple(lines)})


def _sound_first(lines: Sequence[OpeningLine], holds: Callable[[OpeningLine], bool], room: int) -> list[OpeningLine]:
    """The first ``room`` lines whose numbers are all supported, in order; where they lack, others, which are marked."""
    sound: list[OpeningLine] = []
    for line in lines[: _TRIED * room]:
        if len(sound) < room and holds(line):
            sound.append(line)
    return [*sound, *(line for line in lines if line not in sound)][:room]


def _statistics(report: WorkReport, lines: Sequence[OpeningLine]) -> set[str]:
    """The headline statistics that ``lines`` tell, by name."""
    return {one.name for line in lines for one in _told_by(report, line)}


def _told_by(report: WorkReport, line: OpeningLine) -> list[Headline]:
    return [
        known for shown in report.figures if shown.figure.id in line.figures and (known := headline(shown.measure.zh))
    ]


def _by_rule(
    report: WorkReport, kind: ItemKind, doubtful: Sequence[Check], text: str, spent: Collection[str]
) -> list[OpeningLine]:
    """A line for each item of ``kind``, the weightiest first; problems in the report's own order.

    No line is taken for a headline statistic that is ``spent``: told by a line before.
    """
    items: Sequence[ReportItem] = getattr(report, kind)
    figures = {
        shown.figure.id: shown
        for shown in report.figures
        if not ((known := headline(shown.measure.zh)) and known.name in spent)
    }
    ranked = [(index, item) for index, item in enumerate(items) if not item.unsure]
    if kind != "problems":
        worth = {item.id: _heaviest(item, figures, text)[0] for item in items}
        ranked.sort(key=lambda pair: -worth[pair[1].id])
        ranked = _spread(ranked) if kind == "achievements" else ranked
    return [_line(item, f"{kind}[{index}]", figures, doubtful, text) for index, item in ranked]


def _spread(ranked: Sequence[tuple[int, ReportItem]]) -> list[tuple[int, ReportItem]]:
    """The first of every section before the second of any."""
    seen: dict[str, int] = {}
    order = []
    for at, (index, item) in enumerate(ranked):
        seen[item.section] = seen.get(item.section, -1) + 1
        order.append((seen[item.section], at, (index, item)))
    return [pair for _, _, pair in sorted(order, key=lambda one: one[:2])]


def _heaviest(item: ReportItem, figures: Mapping[str, ReportFigure], text: str) -> tuple[Decimal, ReportFigure | None]:
    known = [figures[name] for name in (*item.figures, *item.targets) if name in figures]
    best = max(known, key=lambda shown: weight(shown, text), default=None)
    return (weight(best, text) if best else Decimal(-99)), best


def _line(
    item: ReportItem, field: str, figures: Mapping[str, ReportFigure], doubtful: Sequence[Check], text: str
) -> OpeningLine:
    known = [figures[name] for name in (*item.figures, *item.targets) if name in figures]
    for shown in sorted(known, key=lambda one: -weight(one, text)):
        chinese = _sentence(_ZH, item.summary.zh, f"{field}.summary.zh", doubtful, shown.figure.text)
        if chinese is None or len(chinese) > _LONGEST or _LEANING.match(chinese):
            continue
        english = _sentence(
            _EN, item.summary.en or "", f"{field}.summary.en", doubtful, _digits(shown.quantity.en or "")
        )
        if item.summary.en is None:
            if not _stands_in(chinese, shown, text):
                continue
            english = _named([one for one in known if _stands_in(chinese, one, text)], item.kind)
        if english or item.summary.en is None:
            return _told(item, chinese, english)
    chinese = _sentence(_ZH, item.summary.zh, f"{field}.summary.zh", doubtful, "")
    english = _sentence(_EN, item.summary.en or "", f"{field}.summary.en", doubtful, "")
    if chinese and len(chinese) <= _LONGEST and (english or item.title.en is None):
        return _told(item, chinese, english)
    sound = item.title.en if not _touched(doubtful, f"{field}.title.en") else None
    return _told(item, item.title.zh, sound)


def _told(item: ReportItem, chinese: str, english: str | None) -> OpeningLine:
    chinese = chinese.strip(" ；;")
    told = Bilingual(zh=_ended(chinese, "。", "。！？；"), en=None if english is None else _ended(english, ".", ".!?"))
    return OpeningLine(kind=item.kind, text=told, items=(item.id,))


def _sentence(pattern: re.Pattern[str], summary: str, field: str, doubtful: Sequence[Check], wanted: str) -> str | None:
    """The sentence that says ``wanted``, the first one for ""; None where there is none or its numbers are doubtful."""
    for match in pattern.finditer(summary):
        said = match.group().strip()
        if not said or (wanted and not re.search(rf"(?<![\d.,]){re.escape(wanted)}(?!\d)", said)):
            continue
        touched = any(one.field == field and match.start() <= one.start < match.end() for one in doubtful)
        return None if touched else said
    return None


def _stands_in(sentence: str, shown: ReportFigure, text: str) -> bool:
    """Whether ``sentence``, made of the source's own runs, has this very figure and no other of the same digits."""
    before = "".join(text[max(0, shown.figure.start - _BEFORE) : shown.figure.end].split())
    return before[-len(shown.figure.text) - 3 :] in "".join(sentence.split())


def _named(inside: Sequence[ReportFigure], kind: ItemKind) -> str | None:
    """The figures of which no English sentence tells: "Fines and confiscated money CNY 3 million, up 8.5%"."""
    moved = {shown.measure.zh for shown in inside if shown.figure.direction}
    usable = [
        shown
        for shown in inside
        if shown.measure.en and shown.quantity.en and (shown.measure.zh in moved or not is_growth(shown))
    ]
    if kind != "achievements" or not usable:
        return None
    told = statistics(sorted(usable, key=lambda shown: shown.figure.start))
    return told[:1].upper() + told[1:]


def _touched(doubtful: Sequence[Check], field: str) -> bool:
    return any(one.field == field for one in doubtful)


def _digits(quantity: str) -> str:
    match = re.search(r"\d[\d,.]*\d|\d", quantity)
    return match.group() if match else ""


def _ended(line: str, stop: str, stops: str) -> str:
    return line if line[-1:] in stops else f"{line}{stop}"
