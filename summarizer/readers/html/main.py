"""Which part of a page is the report: the innermost container with nearly all of its prose and tables."""

import re
from typing import Any

from summarizer.base.characters import plain
from summarizer.readers.chrome import is_furniture
from summarizer.readers.html.tags import CONTAINERS
from summarizer.readers.html.visible import Visible

_PROSE = re.compile(r"[。，；：、,;]")
_NEARLY_ALL = 0.95


def scores(root: Any, visible: Visible) -> dict[Any, int]:
    """Characters of prose and of table cells in each element, links and page furniture not counted."""
    scores: dict[Any, int] = {}
    runs: list[tuple[Any, str]] = []
    for node in root.iter():
        scores[node] = 0
        if visible.shown(node) and node.tag != "a":
            runs += [(node, run.strip()) for run in (node.text, *(child.tail for child in node)) if run and run.strip()]
    told = [
        (node, run)
        for node, run in runs
        if _PROSE.search(run) or node.tag in ("td", "th") or (len(run) > 1 and _has_ancestor(node, "td"))
    ]
    matched, at = plain("\n".join(run for _, run in told)), 0  # cues are written in simplified characters
    for node, run in told:
        if not is_furniture(matched[at : at + len(run)]):
            scores[node] += len(run)
        at += len(run) + 1
    for node in reversed(list(root.iter())):
        parent = node.getparent()
        if parent is not None and visible.shown(node) and node.tag != "a":
            scores[parent] += scores[node]
    return scores


def _has_ancestor(node: Any, tag: str) -> bool:
    for _ in range(4):
        node = node.getparent()
        if node is None:
            return False
        if node.tag == tag:
            return True
    return False


def main_part(root: Any, scores: dict[Any, int], visible: Visible) -> Any:
    """The innermost container with nearly all of the page's prose."""
    node = root
    total = scores[root]
    while total:
        best = max((child for child in node if visible.shown(child)), key=lambda child: scores[child], default=None)
        if best is None or best.tag not in CONTAINERS or scores[best] < _NEARLY_ALL * total:
            break
        node = best
    return node


def data_tables(root: Any) -> set[Any]:
    """Tables that hold data, not a page's layout: several rows of several short cells, no table inside."""
    found = set()
    for table in root.iter("table"):
        rows = list(table.iter("tr"))
        cells = list(table.iter("td", "th"))
        if len(rows) < 2 or len(cells) < 2 * len(rows) - len(rows) // 2 or len(list(table.iter("table"))) > 1:
            continue
        if sum(len("".join(cell.itertext()).strip()) for cell in cells) <= 60 * len(cells):
            found.add(table)
    return found
