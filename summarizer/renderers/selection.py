"""What of a brief is shown when it must be short: chosen by weight, never silently.

Room is counted in printed lines of an A4 page. Admitted problems come first, then plans with their targets, then
achievements, spread over the report's own sections. A problem or plan that finds no room for its summary is shown by
its title; what finds none at all is counted as left out.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from summarizer.brief import key_figures, weight
from summarizer.renderers.options import Length, Presentation
from summarizer.schema import Bilingual, Brief, ReportItem

PAGE = 54
"""Lines of a page as it is printed: A4, type of 9.5 points."""
_ROOM: dict[Length, int | None] = {"short": PAGE, "standard": 2 * PAGE, "full": None}
_KEYS: dict[Length, int] = {"short": 6, "standard": 10, "full": 15}
_CHINESE, _ENGLISH = 48, 104  # characters of a line
_HEAD = 9  # lines of the title block
_KINDS = ("problems", "plans", "achievements")


@dataclass(frozen=True, slots=True)
class Selection:
    """Ids of the items that are ``shown`` and, of these, those ``told`` with their summary; ids of the key figures.

    ``left_out`` counts the items of each kind that are not shown (of those on the themes asked for).
    """

    shown: frozenset[str]
    told: frozenset[str]
    key_figures: tuple[str, ...]
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
    room = _ROOM[presentation.length]
    if room is None:
        return Selection(everything, everything, keys, dict.fromkeys(_KINDS, 0))
    left = room - _HEAD - len(keys) - 2 * len(_KINDS)
    titled = {item.id: 1 + _extras(item) for items in kinds.values() for item in items}  # both languages on a line
    summed = {item.id: _lines(item.summary, presentation) for items in kinds.values() for item in items}
    shown, told = set[str](), set[str]()
    ranked = _ranked(kinds, brief, text or "")
    titles_only = presentation.length == "short"
    # What a report admits is never left out, and of a plan there is at least its title while there is room.
    for item in ranked:
        if item.kind == "problems" or (left >= titled[item.id] and (item.kind == "plans" or titles_only)):
            shown.add(item.id)
            left -= titled[item.id]
    for item in [] if titles_only else ranked:
        cost = summed[item.id] + (0 if item.id in shown else titled[item.id])
        if left >= cost:
            shown.add(item.id)
            told.add(item.id)
            left -= cost
    left_out = {kind: sum(item.id not in shown for item in items) for kind, items in kinds.items()}
    return Selection(frozenset(shown), frozenset(told), keys, left_out)


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


def _ranked(kinds: Mapping[str, Sequence[ReportItem]], brief: Brief, text: str) -> list[ReportItem]:
    """Items by what a reader needs first: problems, then by turns plans and achievements, these section by section."""
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
    by_turns = [item for pair in _zip(plans, achievements) for item in pair]
    return [*kinds["problems"], *by_turns]


def _zip(plans: Sequence[ReportItem], achievements: Sequence[ReportItem]) -> list[list[ReportItem]]:
    longest = max(len(plans), len(achievements))
    return [[*plans[at : at + 1], *achievements[at : at + 1]] for at in range(longest)]


def _weights(brief: Brief, text: str) -> dict[str, Decimal]:
    keys = set(brief.key_figures)
    return {
        shown.figure.id: weight(shown, text) + (2 if shown.figure.id in keys else 0) for shown in brief.report.figures
    }


def _lines(text: Bilingual, presentation: Presentation) -> int:
    chinese = math.ceil(len(text.zh) / _CHINESE) if presentation.chinese else 0
    english = math.ceil(len(text.en or "") / _ENGLISH) if presentation.english else 0
    return chinese + english


def _extras(item: ReportItem) -> int:
    """Lines of what stands below a title: targets, deadlines and who is responsible share one; ties have one."""
    return bool(item.targets or item.deadlines or item.responsible) + bool(item.answers)
