"""Plain text: the decoded file itself, with its chrome marked."""

import re
from collections.abc import Iterator, Sequence

from summarizer.base.characters import plain
from summarizer.base.document import Document, Region
from summarizer.readers.chrome import chrome_regions
from summarizer.readers.sight import Sight

#: 10件~~20件，30件~~40件 are ranges: what is struck out begins a clause, or is no longer than one.
_STRUCK = re.compile(
    r"(?:^|(?<=[\s，。；：、（(]))~~(?=\S)[^\n~]{1,500}(?<=\S)~~|(?<!\d)~~(?=\S)[^\n~，。；]{1,60}(?<=\S)~~"
    r"|<(?P<tag>del|s|strike)>[^\n<]{1,500}</(?P=tag)>",
    re.MULTILINE,
)
#: The disclosure form is read by its known rows and columns; what is not read of it is told there.
_FORM = re.compile(r"第\s?二十条\s?第\s?[（(](?:(?!\n\s*五、)[\s\S]){0,30000}")
_COMMENT = re.compile(r"<!--((?:(?!-->)[^\f]){0,5000})-->")
_RAISED = re.compile(r"(?<!10)(?<![\dk]m)(?:\^\[?\d{1,3}\]?\^|<sup>\[?\d{1,3}\]?</sup>)")


def read(text: str) -> Document:
    """A Document whose text is ``text``, unchanged; page furniture is marked as regions.

    Tables that were flattened into lines are marked too, and a note says where they are: which number stands under
    which head was lost with their borders, and is not guessed.
    """
    sight = Sight()
    marked = [*chrome_regions(plain(text)), *_marked(text, sight)]
    regions = tuple(sorted(marked, key=lambda region: (region.start, -region.end)))
    return Document(text=text, regions=regions, notes=(*_unreadable(text, regions), *sight.note()))


def _marked(text: str, sight: Sight) -> Iterator[Region]:
    """What Markdown strikes out (~~118~~, <del>118</del>) or hides in a comment, and marks of notes (^1^)."""
    for struck in _STRUCK.finditer(text):
        sight.leave_out("crossed out", struck[0].strip("~"))
        yield Region("chrome", struck.start(), struck.end(), "crossed out")
    for comment in _COMMENT.finditer(text):
        sight.leave_out("hidden", comment[1])
        yield Region("chrome", comment.start(), comment.end(), "hidden")
    for mark in _RAISED.finditer(text):
        yield Region("footnote", mark.start(), mark.end(), "marks")


def _unreadable(text: str, regions: Sequence[Region]) -> list[str]:
    form = _FORM.search(text)
    tables = [
        region
        for region in regions
        if region.kind == "table"
        and region.label == "cells"
        and not (form and form.start() <= region.start < form.end())
    ]
    if not tables:
        return []
    cells = sum(len(text[table.start : table.end].split()) for table in tables)
    places = ", ".join(str(text.count("\n", 0, table.start) + 1) for table in tables[:5])
    more = " and further on" if len(tables) > 5 else ""
    lines = "line" if len(tables) == 1 else "lines"
    return [
        f"The text holds tables whose rows and columns were lost (from {lines} {places}{more}): the {cells} entries"
        " there are not read as figures. The report as PDF, DOCX or HTML has them whole."
    ]
