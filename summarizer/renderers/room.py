"""How much room a part of a brief takes on paper, in tenths of a line of the page's print style (9 points, A4).

Measured on printed pages, not worked out: a test prints briefs and counts their pages. Both languages stand side by
side in print, English with three fifths of the width; the longer of the two decides.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from summarizer.renderers.options import Presentation
from summarizer.schema import Bilingual, ReportFigure, ReportItem

PAGE = 580
"""An A4 page, less what is lost where an item is not broken over two."""
HEADING = 24
"""A part's heading."""

_HEAD = {1: 110, 2: 135}  # the title block, by how many languages there are
_TITLE, _SUMMARY, _DETAIL, _GAP, _GROUP, _ROW, _TAG = 11, 10, 9, 5, 18, 12, 14
_CHINESE, _ENGLISH, _MIXED = 54, 102, 128  # characters of a whole line; of small type, where both are mixed
_MEASURE, _HEADED = 78, 104  # letters of a line: of a measure, of a section's heading
_DOUBT = 36  # letters before what is doubted of the English


def head(presentation: Presentation, gaps: int) -> int:
    """The title block, the heads of the key figures, and what is said of ``gaps``; charts are for the screen."""
    return _HEAD[len(presentation.languages)] + HEADING + _ROW + (HEADING + _DETAIL * gaps if gaps else 0)


def figure(shown: ReportFigure, presentation: Presentation) -> int:
    """A row of the key figures: what it counts, in the languages shown, and its tags."""
    tags = _TAG * (bool(shown.figure.direction) + (shown.figure.aspect != "result"))
    return _ROW * max(1, math.ceil((_width(shown.measure, presentation) + tags) / _MEASURE))


def opening(lines: Sequence[Bilingual], presentation: Presentation) -> int:
    """The opening lines with their heading."""
    return HEADING + sum(_SUMMARY * _lines(line, presentation) for line in lines) if lines else 0


def group(heading: Bilingual | None, presentation: Presentation) -> int:
    """A section's heading within a part."""
    return _GROUP + _TITLE * (_width(heading, presentation) // _HEADED) if heading else _GROUP


def title(
    item: ReportItem,
    presentation: Presentation,
    targets: Sequence[str],
    figures: Mapping[str, ReportFigure],
    doubts: Sequence[str] = (),
) -> int:
    """An item's title with the gap before it and the small lines below it: ``targets``, deadlines, ties, ``doubts``."""
    small = sum(map(len, _details(item, presentation, targets, figures)))
    small += sum(_DOUBT + len(doubt) for doubt in (*doubts, *filter(None, [item.note])))
    return _TITLE * _lines(item.title, presentation) + _DETAIL * math.ceil(small / _MIXED) + _GAP


def summary(item: ReportItem, presentation: Presentation) -> int:
    """An item's summary."""
    return _SUMMARY * _lines(item.summary, presentation)


def _lines(text: Bilingual, presentation: Presentation) -> int:
    both = presentation.chinese and presentation.english and text.en is not None
    chinese, english = (_CHINESE * 2 // 5, _ENGLISH * 3 // 5) if both else (_CHINESE, _ENGLISH)
    left = math.ceil(len(text.zh) / chinese) if presentation.chinese else 0
    right = math.ceil(len(text.en or "") / english) if presentation.english else 0
    return max(left, right)


def _width(text: Bilingual, presentation: Presentation) -> int:
    """In letters; a Chinese character is as wide as two."""
    chinese = 2 * len(text.zh) if presentation.chinese or text.en is None else 0
    return chinese + (len(text.en or "") if presentation.english else 0)


def _details(
    item: ReportItem, presentation: Presentation, targets: Sequence[str], figures: Mapping[str, ReportFigure]
) -> Iterable[str]:
    """What stands in small type below an item, about as long as it will be."""
    if targets:
        yield "目标 Targets " + "（另有10项 10 more）" * (len(targets) < len(item.targets))
    for target in targets:
        shown = figures.get(target)
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
