"""What of a brief is shown when it must be short: chosen by weight, never silently.

Room is counted as it is printed, see :mod:`summarizer.renderers.room`. Admitted problems come first, then plans with
their targets, then achievements, spread over the report's own sections. A problem or plan that finds no room for its
summary is shown by its title; what finds none at all is counted as left out.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from summarizer.pipeline.keys import key_figures, weight
from summarizer.renderers import room
from summarizer.renderers.about import item_of
from summarizer.renderers.options import Length, Presentation
from summarizer.schema import Brief, ReportItem

_PAGES: dict[Length, int | None] = {"short": 1, "standard": 2, "full": None}
_KEYS: dict[Length, int] = {"short": 6, "standard": 10, "full": 15}
CHARTS: dict[Length, int] = {"short": 0, "standard": 4, "full": 8}
"""How many charts each length has."""
_TARGETS: dict[Length, int | None] = {"short": 1, "standard": 2, "full": None}
#: Of the room that problems leave, so many hundredths are kept for what is planned, at least by its title.
_PLANNED = 30
_KINDS = ("problems", "plans", "achievements")


@dataclass(frozen=True, slots=True)
class Selection:
    """Ids of the items that are ``shown`` and, of these, those ``told`` with their summary; ids of the key figures.

    ``targets`` are those of its targets that each item shows, by its id, in the report's order.
    ``left_out`` counts the items of each kind that are not shown (of those on the themes asked for).
    """

    shown: frozenset[str]
    told: frozenset[str]
    key_figures: tuple[str, ...]
    targets: Mapping[str, tuple[str, ...]]
    left_out: Mapping[str, int]


def select(brief: Brief, text: str | None, presentation: Presentation) -> Selection:
    """What ``presentation`` shows of ``brief``, whose source is ``text``; always the same for the same brief.

    Without the source the figures are weighed by what is known of each, without the words around it.
    """
    report = brief.report
    headings = {section.id: section.heading for section in report.sections}
    kinds = {
        kind: [item for item in getattr(report, kind) if _on(item, presentation.themes, headings)] for kind in _KINDS
    }
    keys = _keys(brief, text or "", kinds, presentation)
    everything = frozenset(item.id for items in kinds.values() for item in items)
    weights = _weights(brief, text or "")
    targets = {item.id: _weightiest(item, weights, _TARGETS[presentation.length]) for item in kinds["plans"]}
    targets = dict.fromkeys(everything, ()) | targets
    pages = _PAGES[presentation.length]
    if pages is None:
        return Selection(everything, everything, keys, targets, dict.fromkeys(_KINDS, 0))
    left = pages * room.PAGE - room.head(presentation, len(report.gaps) + len(report.notes))
    figures = {shown.figure.id: shown for shown in report.figures}
    left -= room.opening([line.text for line in report.opening], presentation)
    left -= sum(room.figure(figures[name], presentation) for name in keys) + len(_KINDS) * room.HEADING
    doubts = _doubts(brief) if presentation.english else {}
    shown, told, opened = set[str](), set[str](), set[str]()

    def take(item: ReportItem, *, summary: bool, left: int) -> int:
        """What ``item`` costs where there is room for it, else 0; with its summary, or its title alone."""
        price = (
            0
            if item.id in shown
            else room.title(item, presentation, targets[item.id], figures, doubts.get(item.id, ()))
        )
        price += room.summary(item, presentation) if summary else 0
        heading = item.section if item.kind == "achievements" else ""
        if heading and heading not in opened:
            price += room.group(report.headings.get(heading), presentation)
        # What a report admits is never left out.
        if price > left and not (item.kind == "problems" and not summary):
            return 0
        if presentation.english and not item.asked and (summary or item.title.en is None):
            return 0  # its English was not asked for, since it found no room
        shown.add(item.id)
        opened.add(heading)
        if summary:
            told.add(item.id)
        return price

    problems, plans, rest = _ranked(kinds, brief, text or "")
    titles_only = presentation.length == "short"
    for item in problems:
        left -= take(item, summary=False, left=left)
    promised = left * _PLANNED // 100
    for item in plans:
        spent = take(item, summary=False, left=promised)
        promised, left = promised - spent, left - spent
    for item in rest:
        left -= take(item, summary=not titles_only, left=left)
    for item in rest:
        left -= take(item, summary=False, left=left) if item.id not in shown else 0
    left_out = {kind: sum(item.id not in shown for item in items) for kind, items in kinds.items()}
    return Selection(frozenset(shown), frozenset(told), keys, targets, left_out)


def _doubts(brief: Brief) -> dict[str, list[str]]:
    """What is said below each item of its English, by the item's id."""
    found: dict[str, list[str]] = {}
    for kind in _KINDS:
        for index, item in enumerate(getattr(brief.report, kind)):
            path = f"{kind}[{index}]"
            found[item.id] = [
                one.explanation for one in brief.report.style if one.kind != "dense" and item_of(one.field) == path
            ]
    return found


def _on(item: ReportItem, themes: Sequence[str], headings: Mapping[str, str]) -> bool:
    """Whether an item is on one of ``themes``: its theme, its section's heading or its title has the word."""
    about = (item.theme, headings.get(item.section, ""), item.title.zh, item.title.en or "")
    return not themes or any(theme.casefold() in words.casefold() for theme in themes for words in about)


def _keys(
    brief: Brief, text: str, kinds: Mapping[str, Sequence[ReportItem]], presentation: Presentation
) -> tuple[str, ...]:
    """The weightiest figures, as many as the length has room for; with themes, those that items on them tell."""
    most = _KEYS[presentation.length]
    if text and not presentation.themes:
        return key_figures(brief.report, text, most)
    told = {name for items in kinds.values() for item in items for name in (*item.figures, *item.targets)}
    return tuple(name for name in brief.key_figures if not presentation.themes or name in told)[:most]


def _ranked(
    kinds: Mapping[str, Sequence[ReportItem]], brief: Brief, text: str
) -> tuple[list[ReportItem], list[ReportItem], list[ReportItem]]:
    """Problems; plans; all three kinds by turns, achievements section by section. The weightiest come first."""
    weights = _weights(brief, text)

    def worth(item: ReportItem) -> Decimal:
        return max((weights.get(name, Decimal(0)) for name in (*item.figures, *item.targets)), default=Decimal(0))

    crowd: dict[str, int] = {}
    spread: list[tuple[int, Decimal, ReportItem]] = []
    for item in sorted(kinds["achievements"], key=lambda one: -worth(one)):
        spread.append((crowd.get(item.section, 0), -worth(item), item))
        crowd[item.section] = crowd.get(item.section, 0) + 1
    achievements = [item for _, _, item in sorted(spread, key=lambda one: one[:2])]
    plans = sorted(kinds["plans"], key=lambda item: -worth(item) - bool(item.targets))
    return list(kinds["problems"]), plans, _by_turns(achievements, kinds["problems"], plans)


def _by_turns(
    achievements: Sequence[ReportItem], problems: Sequence[ReportItem], plans: Sequence[ReportItem]
) -> list[ReportItem]:
    """Two achievements, a problem, a plan, and so on: problems and plans are there by their titles already."""
    turns = range(max(math.ceil(len(achievements) / 2), len(problems), len(plans)))
    return [
        item
        for at in turns
        for item in (*achievements[2 * at : 2 * at + 2], *problems[at : at + 1], *plans[at : at + 1])
    ]


def _weightiest(item: ReportItem, weights: Mapping[str, Decimal], most: int | None) -> tuple[str, ...]:
    best = sorted(range(len(item.targets)), key=lambda at: -weights.get(item.targets[at], Decimal(0)))[:most]
    return tuple(item.targets[at] for at in sorted(best))


def _weights(brief: Brief, text: str) -> dict[str, Decimal]:
    keys = set(brief.key_figures)
    return {
        shown.figure.id: weight(shown, text) + (2 if shown.figure.id in keys else 0) for shown in brief.report.figures
    }
