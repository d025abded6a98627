"""Plain text: the decoded file itself, with its chrome marked."""

from collections.abc import Sequence

from summarizer.base.characters import plain
from summarizer.base.document import Document, Region
from summarizer.readers.chrome import chrome_regions


def read(text: str) -> Document:
    """A Document whose text is ``text``, unchanged; page furniture is marked as regions.

    Tables that were flattened into lines are marked too, and a note says where they are: which number stands under
    which head was lost with their borders, and is not guessed.
    """
    regions = chrome_regions(plain(text))
    return Document(text=text, regions=regions, notes=tuple(_unreadable(text, regions)))


def _unreadable(text: str, regions: Sequence[Region]) -> list[str]:
    tables = [region for region in regions if region.kind == "table" and region.label == "cells"]
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
