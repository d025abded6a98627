"""The body of a Word file as lines: paragraphs, table rows, and the notes behind them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from summarizer.base.document import Region, Table
from summarizer.readers.docx.names import attribute, child, local
from summarizer.readers.docx.numbering import Numbering
from summarizer.readers.tables import Layout

#: Struck out, not shown, or shown a second time.
_NOT_SHOWN = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "sectPr", "tblPr", "trPr"))
_APART = frozenset(("txbxContent", "tbl"))
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_REFERENCES = ("footnoteReference", "endnoteReference")


@dataclass(slots=True)
class Written:
    """The text with all that lies in it."""

    text: str
    regions: list[Region]
    tables: list[Table]


@dataclass(slots=True)
class Body:
    """Collects the lines of a document."""

    numbering: Numbering
    lines: list[str] = field(default_factory=list)
    length: int = 0
    regions: list[Region] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    marks: dict[tuple[str, str], int] = field(default_factory=dict)  # (which notes, id) → number shown

    def add(self, root: Any) -> None:
        """Write the paragraphs and tables in ``root`` in order, those in content controls and text boxes too."""
        stack = [root]
        while stack:
            node = stack.pop()
            name = local(node)
            if name == "p":
                self._paragraph(node)
                stack.extend(reversed(list(_boxes(node))))
            elif name == "tbl":
                self._table(node)
            elif name not in _NOT_SHOWN:
                stack.extend(reversed(node))

    def notes(self, *parts: Any) -> None:
        """Write the notes that the text refers to, each on a line of its own that no sentence of the text runs into."""
        for part, kind in zip(parts, _REFERENCES, strict=True):
            if part is None:
                continue
            words = {attribute(note, "id"): note for note in part if local(note) in ("footnote", "endnote")}
            for (which, identifier), number in list(self.marks.items()):
                if which == kind and identifier in words:
                    told = " ".join(
                        self._words(node).strip() for node in words[identifier].iter() if local(node) == "p"
                    )
                    begun = self.length
                    self._line(f"[{number}] {' '.join(told.split())}")
                    self.regions.append(Region("footnote", begun, self.length - 1, "note"))

    def finish(self) -> Written:
        """The whole text."""
        return Written("\n".join(self.lines), self.regions, self.tables)

    def _line(self, line: str) -> None:
        self.lines.append(line)
        self.length += len(line) + 1

    def _paragraph(self, node: Any) -> None:
        label = self.numbering.label(child(node, "pPr"))
        for number, line in enumerate(self._words(node).split("\n")):
            self._line(label + line if number == 0 and line.strip() else line)

    def _words(self, paragraph: Any) -> str:
        pieces: list[str] = []
        stack = list(reversed(paragraph))
        while stack:
            node = stack.pop()
            name = local(node)
            if name == "t":
                pieces.append((node.text or "").replace("\n", " ").replace("\t", " "))
            elif name in _BREAKS:
                pieces.append(_BREAKS[name])
            elif name in _REFERENCES:
                pieces.append(f"[{self._mark(name, attribute(node, 'id'))}]")
            elif name not in _NOT_SHOWN and name not in _APART:
                stack.extend(reversed(node))
        return "".join(pieces)

    def _mark(self, kind: str, identifier: str) -> int:
        return self.marks.setdefault((kind, identifier), len(self.marks) + 1)

    # --- tables

    def _table(self, table: Any) -> None:
        start = self.length
        layout = Layout()
        rows = [list(_cells(row)) for row in _inside(table, "tr")]
        for at, row in enumerate(rows):
            placed = []
            for column, width, merged, cell in row:
                if merged == "continue":
                    continue
                placed.append((self._cell(cell), 1 + _further(rows, at, column) if merged else 1, width))
            layout.add(self.length, placed)
            self._line("\t".join(words for words, _, _ in placed))
        if self.length - 1 > start:
            self.regions.append(Region("table", start, self.length - 1, "data"))
            self.regions.extend(layout.regions)
            self.tables.append(layout.table(start, self.length - 1))

    def _cell(self, cell: Any) -> str:
        """A cell's paragraphs as one line, those of a table inside it too."""
        words = ""
        for node in cell.iter():
            if local(node) == "p":
                said = " ".join((self.numbering.label(child(node, "pPr")) + self._words(node)).split())
                apart = words[-1:].isascii() and said[:1].isascii() and words and said
                words += (" " if apart else "") + said
        return words


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, those that stand for another left out."""
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if local(node) == "txbxContent":
            yield node
        elif local(node) not in _NOT_SHOWN:
            stack.extend(reversed(node))


def _inside(node: Any, name: str) -> Iterator[Any]:
    """The children called ``name``, those in content controls and tracked insertions too."""
    stack = list(reversed(node))
    while stack:
        one = stack.pop()
        if local(one) == name:
            yield one
        elif local(one) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            stack.extend(reversed(one))


def _cells(row: Any) -> Iterator[tuple[int, int, str, Any]]:
    """(column, columns, "restart" | "continue" | "", cell) of each cell of a row."""
    column = 0
    skipped = attribute(child(child(row, "trPr"), "gridBefore"), "val")
    column += min(int(skipped), 100) if skipped.isascii() and skipped.isdigit() and len(skipped) < 4 else 0
    for cell in _inside(row, "tc"):
        properties = child(cell, "tcPr")
        said = attribute(child(properties, "gridSpan"), "val")
        width = int(said) if said.isascii() and said.isdigit() and 0 < len(said) < 4 else 1
        merge = child(properties, "vMerge")
        merged = "" if merge is None else attribute(merge, "val") or "continue"
        yield column, max(width, 1), merged, cell
        column += max(width, 1)


def _further(rows: list[list[tuple[int, int, str, Any]]], at: int, column: int) -> int:
    """Over how many further rows a merged cell reaches."""
    count = 0
    for row in rows[at + 1 :]:
        if not any(place == column and merged == "continue" for place, _, merged, _ in row):
            break
        count += 1
    return count
