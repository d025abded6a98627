"""The stretches of a report that speak of what is to come; a number there is a target, not a result."""

import re

from summarizer.quantities.zh import cues

_HEADING = re.compile(
    r"^[ \t\u3000]{0,8}(?:第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}[、．.])[^\n。]{0,40}$",
    re.MULTILINE,
)
_GOALS = re.compile(r"(?:预期目标|发展目标|目标任务|主要目标)[^。\n：:]{0,12}[：:]")


def plan_ranges(text: str) -> list[tuple[int, int]]:
    """Stretches under a top-level heading that announces plans, and sentences that list goals; in order, disjoint."""
    headings = [*_HEADING.finditer(text)]
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    ranges = [(heading.end(), end) for heading, end in zip(headings, ends, strict=False) if _announces(heading[0])]
    for goal in _GOALS.finditer(text):
        stop = text.find("。", goal.end(), goal.end() + 600)
        ranges.append((goal.end(), stop if stop >= 0 else goal.end()))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _announces(heading: str) -> bool:
    return bool(cues.PLAN_HEADING.search(heading)) and not cues.REVIEW_HEADING.search(heading)
