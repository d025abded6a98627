"""How much room a part of a brief takes on paper, in tenths of a line of the page's print style (9 points, A4).

Measured on printed pages, not worked out: a test prints briefs and counts their pages. Both languages stand side by
side in print, each with half the width; the longer of the two decides.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from summarizer.renderers.options import Presentation
from summarizer.schema import Bilingual, ReportFigure, ReportItem

PAGE = 540
"""An A4 page, less what is lost where an item is not broken over two."""
HEADING, GROUP, FIGURE = 24, 18, 12
"""A part's heading, a section's heading within it, a row of the key figures."""

_HEAD = {1: 110, 2: 135}  # the title block, by how many languages there are
_CHARTS = 24 + 60  # their heading and a row of four
_TITLE, _SUMMARY, _DETAIL, _GAP = 11, 10, 9, 5
_CHINESE, _ENGLISH, _MIXED = 54, 102, 128  # characters of a whole line; of small type, where both are mixed


def head(presentation: Presentation, *, charts: bool) -> int:
    """The title block, the heads of the key figures, and the charts where there is room for any."""
    return _HEAD[len(presentation.languages)] + HEADING + FIGURE + _CHARTS * charts


def title(
    item: ReportItem, presentation: Presentation, targets: Sequence[str], figures: Mapping[str, ReportFigure]
) -> int:
    """An item's title with the gap before it and the small lines below it: ``targets``, deadlines, ties."""
    small = sum(map(len, _details(item, presentation, targets, figures)))
    return _TITLE * _lines(item.title, presentation) + _DETAIL * math.ceil(small / _MIXED) + _GAP


def summary(item: ReportItem, presentation: Presentation) -> int:
    """An item's summary."""
    return _SUMMARY * _lines(item.summary, presentation)


def _lines(text: Bilingual, presentation: Presentation) -> int:
    sides = 2 if presentation.chinese and presentation.english and text.en is not None else 1
    chinese = math.ceil(len(text.zh) * sides / _CHINESE) if presentation.chinese else 0
    english = math.ceil(len(text.en or "") * sides / _ENGLISH) if presentation.english else 0
    return max(chinese, english)


def _details(
    item: ReportItem, presentation: Presentation, targets: Sequence[str], figures: Mapping[str, ReportFigure]
) -> Iterable[str]:
    """What stands in small type below an item, about as long as it will be."""
    if targets:
        yield "目标 Targets " + "（另有10项 10 more）" * (len(targets) < len(item.targets))
    for target in targets:
        shown = figures.get(target)
        # A Chinese character is as wide as two letters.
        yield 2 * (target if shown is None else f"{shown.measure.zh}{shown.quantity.zh}；")
        if shown is not None and presentation.english:
            yield f"{shown.measure.en or ''} {shown.quantity.en or ''}; "
    for deadline in item.deadlines:
        yield f"时限 Deadlines {2 * deadline}"
    for who in item.responsible:
        yield f"责任 Responsible {2 * who.zh} {who.en or ''}"
    for fault in item.praise:
        yield f"自评 Praise {2 * fault}"
    if item.answers:
        yield "x" * 80 * len(item.answers)
