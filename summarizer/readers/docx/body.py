"""The body of a Word file as lines: paragraphs, table rows, and the notes behind them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from summarizer.base.document import Region, Table
from summarizer.readers.docx.looks import Looks
from summarizer.readers.docx.names import attribute, child, find, local
from summarizer.readers.docx.numbering import Numbering
from summarizer.readers.formula import formula
from summarizer.readers.scripts import LEVEL, UNREAD, Notes, note_line, settle, without_signs
from summarizer.readers.sight import Sight, times
from summarizer.readers.tables import Layout

#: Struck out, not shown, or shown a second time.
_NOT_SHOWN = frozenset(
    ("del", "moveFrom", "instrText", "delInstrText", "delText", "Fallback", "rPr", "pPr", "sectPr", "tblPr", "trPr",
     "rt")
)  # fmt: skip
_DELETED = frozenset(("del", "moveFrom"))
_PARTS = {
    "object": "embedded object", "altChunk": "inserted file", "subDoc": "inserted file", "control": "form control"
}  # fmt: skip
_GRAPHICS = {"chart": "chart", "chartex": "chart", "diagram": "diagram"}
_PAGE_WIDE, _PAGE_HIGH = 4_300_000, 5_800_000  # 12 by 16 cm: a picture that takes up a page
_FEW = 200  # characters of a text beside which pictures are the report
_SYMBOLS = {"F0FC": "✓", "F0FE": "☑", "F0A8": "□", "F06F": "□", "F0FB": "✗", "F0FD": "☒", "F052": "☑", "F0A3": "□",
            "F06C": "●", "F06E": "■", "F075": "◆", "F0D8": "➢", "F0B7": "•"}  # fmt: skip
_APART = frozenset(("txbxContent", "tbl"))
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_REFERENCES = ("footnoteReference", "endnoteReference")


@dataclass(slots=True)
class Written:
    """The text with all that lies in it."""

    text: str
    regions: list[Region]
    tables: list[Table]
    unread: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class Body:
    """Collects the lines of a document."""

    numbering: Numbering
    looks: Looks
    lines: list[str] = field(default_factory=list)
    length: int = 0
    regions: list[Region] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    marks: dict[tuple[str, str], int] = field(default_factory=dict)  # (which notes, id) → number shown
    sight: Sight = field(default_factory=Sight)
    raised: Notes = field(default_factory=Notes)
    parts: Counter[str] = field(default_factory=Counter)  # what the file holds that is not read
    carried: str | None = None  # a paragraph whose end is deleted: it goes on in the next one

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
            elif name in _DELETED:
                self._deleted(node)
            elif name not in _NOT_SHOWN:
                self._count(node, name)
                stack.extend(reversed(node))
        if self.carried is not None:
            self._line(self.carried)
            self.carried = None

    def _deleted(self, node: Any) -> None:
        words = (one.text or "" for one in node.iter() if local(one) in ("t", "delText"))
        self.sight.leave_out("deleted", "".join(words))

    def _count(self, node: Any, name: str) -> None:
        """Note what ``node`` holds besides text."""
        if name in _PARTS:
            self.parts[_PARTS[name]] += 1
        elif name == "graphicData":
            kind = attribute(node, "uri").rsplit("/", 1)[-1].lower()
            self.parts[_GRAPHICS.get(kind, "")] += 1
        elif name in ("extent", "imagedata") and not any(local(one) == "object" for one in node.iterancestors()):
            self.parts["any picture"] += 1
            wide, high = (attribute(node, side) for side in ("cx", "cy"))
            large = wide.isdigit() and high.isdigit() and int(wide) >= _PAGE_WIDE and int(high) >= _PAGE_HIGH
            self.parts["page-sized picture"] += large

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
                    self.raised.taken()
                    begun = self.length
                    self._line(f"[{number}] {' '.join(told.split())}")
                    self.regions.append(Region("footnote", begun, self.length - 1, "note"))

    def finish(self) -> Written:
        """The whole text."""
        return Written("\n".join(self.lines), self.regions, self.tables, tuple(self._unread()), self.sight.note())

    def _unread(self) -> Iterator[str]:
        pictures = self.parts.pop("any picture", 0)
        if self.length < _FEW and pictures:
            self.parts["page-sized picture"] = pictures
        if told := [times(count, what) for what, count in self.parts.items() if what and count]:
            yield f"Not read: {', '.join(told)} in this Word file; what is written there is not in its text."

    def _line(self, line: str) -> None:
        self.lines.append(line)
        self.length += len(line) + 1

    def _paragraph(self, node: Any) -> None:
        properties = child(node, "pPr")
        label = self.numbering.label(properties)
        words = self._words(node)
        whole = label + words if words.strip() else words
        if self.carried is not None:
            whole, self.carried = self.carried + words, None
        if child(child(properties, "rPr"), "del") is not None:
            self.carried = whole
            return
        if not words.strip() and child(child(properties, "rPr"), "vanish") is not None:
            return
        for line in whole.split("\n"):
            if note_line(line):
                self.regions.append(Region("footnote", self.length, self.length + len(line), "note"))
            self._line(line)
        self._write_marks()

    def _write_marks(self) -> None:
        """The marks of notes that stood in the paragraph or table, behind it."""
        if marks := self.raised.taken():
            self.regions.append(Region("footnote", self.length, self.length + len(marks), "marks"))
            self._line(marks)

    def _words(self, paragraph: Any) -> str:
        pieces: list[str] = []
        properties = child(paragraph, "pPr")
        stack: list[Any] = list(reversed(paragraph))
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                pieces.append(node)
                continue
            name = local(node)
            if name == "t":
                pieces.append(without_signs(node.text or "").replace("\n", " ").replace("\t", " "))
            elif name == "r":
                self._run(node, properties, stack)
            elif name in _BREAKS:
                pieces.append(_BREAKS[name])
            elif name in _REFERENCES:
                self.raised.add(str(self._mark(name, attribute(node, "id"))))
            elif name == "sym":
                pieces.append(_SYMBOLS.get(attribute(node, "char").upper(), UNREAD))
            elif name == "oMath":
                pieces.append(formula(node))
            elif name in _DELETED:
                self._deleted(node)
            elif name not in _NOT_SHOWN and name not in _APART:
                self._count(node, name)
                stack.extend(reversed(node))
        return settle("".join(pieces), self.raised)

    def _run(self, run: Any, properties: Any, stack: list[Any]) -> None:
        """Put what a reader sees of ``run`` on the stack."""
        look = self.looks.of(run, properties)
        if (why := self.looks.unseen(run, look)) is not None:
            self.sight.leave_out(why, "".join(one.text or "" for one in find(run, "t")))
            return
        noted = any(local(one) in _REFERENCES for one in run)
        sign = "" if noted else look.sign
        stack.extend([LEVEL, *reversed(run), sign] if sign else reversed(run))

    def _mark(self, kind: str, identifier: str) -> int:
        return self.marks.setdefault((kind, identifier), len(self.marks) + 1)

    # --- tables

    def _table(self, table: Any) -> None:
        start = self.length
        layout = Layout()
        kept = []
        for row in _inside(table, "tr"):
            if child(child(row, "trPr"), "del") is not None:
                self._deleted(row)
            else:
                kept.append(row)
        rows = [list(_cells(row)) for row in kept]
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
        self._write_marks()

    def _cell(self, cell: Any) -> str:
        """A cell's paragraphs as one line, those of a table inside it too."""
        words = ""
        for node in cell.iter():
            if local(node) == "p":
                said = " ".join((self.numbering.label(child(node, "pPr")) + self._words(node)).split())
                apart = words[-1:].isascii() and said[:1].isascii() and words and said
                words += ("  " if apart else "") + said  # two spaces join no digits
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
