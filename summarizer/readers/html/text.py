"""The text of a page: a block to a line, a table row to a line, and where chrome, tables and cells lie in it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from summarizer.base.document import Region, Table
from summarizer.readers.formula import formula
from summarizer.readers.html.tags import BLOCKS, CROSSED, FIELDS, FRAMES
from summarizer.readers.html.visible import Look, Visible, is_bare, is_text, is_white
from summarizer.readers.scripts import LEVEL, LOWER, RAISE, Notes, note_line, settle, without_signs
from summarizer.readers.sight import Sight, times
from summarizer.readers.tables import Layout

_WHITE = re.compile(r"[ \t\r\n\f]+")
_WORD = re.compile(r"[A-Za-z]")
_CELL, _BREAK = "\v", "\x1f"  # where a cell begins; where a line breaks inside one
_BREAKS = re.compile(rf"(?<=(.)) *{_BREAK}[ {_BREAK}]*(?=(.))|{_BREAK}")
_APART = re.compile(r"[A-Za-z0-9.,%)]")


@dataclass(slots=True)
class Writer:
    """Collects blocks as lines; remembers which are outside the report, and where tables and cells lie."""

    main: Any
    tables: set[Any]
    visible: Visible
    lines: list[str] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    length: int = 0
    pieces: list[str] = field(default_factory=list)
    inside: bool = False
    outside_from: int | None = None
    links: int = 0
    in_link: int = 0
    found: list[Table] = field(default_factory=list)
    layout: Layout | None = None  # of the data table that is being written
    row: list[tuple[int, int]] = field(default_factory=list)  # over how many rows and columns its cells reach
    in_cell: bool = False
    sight: Sight = field(default_factory=Sight)
    notes: Notes = field(default_factory=Notes)
    parts: Counter[str] = field(default_factory=Counter)  # what the report's part holds that is not read
    colours: list[tuple[bool, bool]] = field(default_factory=lambda: [(False, True)])  # white, on the bare page
    raised: dict[Any, str] = field(default_factory=dict)

    def walk(self, root: Any) -> None:
        """Visit the tree in document order without recursion: a page may nest deeper than Python may."""
        stack: list[tuple[Any, bool]] = [(root, False)]
        opened: dict[Any, int] = {}
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node, opened)
                self.colours.pop()
                self._add(node.tail)
                continue
            if not self._is_read(node):
                self._add(node.tail)
                continue
            self._enter(node, opened)
            self.colours.append(self._colours(node))
            self._add(node.text)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))

    def _is_read(self, node: Any) -> bool:
        """Whether the words of ``node`` are read where they stand; what is not, is counted or put in as it is shown."""
        if not isinstance(node.tag, str):
            return False
        look = self.visible.look(node)
        if look.unseen is not None or node.get("hidden") is not None:
            self._unseen(node, look)
        elif node.tag in FIELDS:
            self._add(_value(node))
        elif node.tag == "math":
            self.pieces.append(formula(node))
        elif node.tag in FRAMES:
            self.parts[FRAMES[node.tag]] += self.inside and _shows_words(node)
        elif is_text(node):
            if not look.crossed and node.tag not in CROSSED and node.tag != "del":
                return True
            self._unseen(node, look)
        return False

    def _unseen(self, node: Any, look: Look) -> None:
        if self.inside and (is_text(node) or node.get("hidden") is not None):
            why = "deleted" if node.tag == "del" else look.unseen or ("hidden" if is_hidden(node) else "crossed out")
            self.sight.leave_out(why, "".join(node.itertext()))

    def _colours(self, node: Any) -> tuple[bool, bool]:
        """Whether words in ``node`` are white, and whether they stand on the bare page."""
        white, bare = self.colours[-1]
        look = self.visible.look(node)
        return is_white(look.colour) if look.colour else white, bare and is_bare(look.ground)

    def _add(self, run: str | None) -> None:
        if not run:
            return
        if self.colours[-1] == (True, True) and run.strip():
            if self.inside:
                self.sight.leave_out("in the colour of the page", run)
            return
        self.pieces.append(without_signs(run).replace(_CELL, " ").replace(_BREAK, " "))
        self.links += self.in_link > 0 and len(run.strip())

    def unread(self) -> Iterator[str]:
        """Sentences on what the page shows and its text does not hold."""
        for what, count in self.parts.items():
            if count:
                shows = "it shows" if count == 1 else "they show"
                yield f"Not read: {times(count, what)} in this page; what {shows} is not in its text."

    def _enter(self, node: Any, opened: dict[Any, int]) -> None:
        if node is self.main:
            self._end_line()
            self._mark_outside()
            self.inside = True
        if node in self.tables:
            self._end_line()
            opened[node] = self.length
            self.layout = Layout()
        elif self.in_cell and (node.tag in BLOCKS or node.tag == "br") and node.tag != "tr":
            self.pieces.append(_BREAK)
        elif node.tag in BLOCKS or node.tag == "br":
            self._end_line()
        elif height := _height(node, self.visible.look(node)):
            self.raised[node] = height
            self.pieces.append(height)
        elif node.tag == "a":
            self.in_link += 1
        elif node.tag in ("td", "th"):
            if not self._in_data_table(node):
                self._end_line()
            else:
                if self.row:
                    self.pieces.append(_CELL)
                self.row.append((_spanned(node, "rowspan"), _spanned(node, "colspan")))
                self.in_cell = True

    def _leave(self, node: Any, opened: dict[Any, int]) -> None:
        if self.raised.pop(node, ""):
            self.pieces.append(LEVEL)
        if node.tag in ("td", "th"):
            self.in_cell = False
        if self.in_cell and node.tag in BLOCKS:
            self.pieces.append(_BREAK)
        elif node.tag in BLOCKS:
            self._end_line()
        elif node.tag == "a":
            self.in_link -= 1
        if node in opened:
            self._end_table(opened[node])
        if node is self.main:
            self._end_line()
            self.inside = False

    def _in_data_table(self, node: Any) -> bool:
        while node is not None and node.tag != "table":
            node = node.getparent()
        return node in self.tables

    def _end_table(self, start: int) -> None:
        layout, self.layout = self.layout, None
        if layout is not None and self.inside and self.length > start:
            self.regions.append(Region("table", start, self.length - 1, "data"))
            self.regions.extend(layout.regions)
            self.found.append(layout.table(start, self.length - 1))
        self._write_marks()

    def _end_line(self) -> None:
        line = closed_up("".join(self.pieces)).strip(" ")
        only_links = self.links >= len(line.strip())
        row, self.row = self.row, []
        self.pieces.clear()
        self.links = 0
        blank = not line.strip("\v\xa0\u3000 ")
        if _BREAK in line:
            line = _BREAKS.sub(_unbroken, line)
        cells = [settle(cell, self.notes) for cell in re.split(r" *\v *", line)]
        if row and self.layout is not None:
            # A row without words is no line of the text, so its cells have no place there.
            placed = [] if blank else [(words, *spans) for words, spans in zip(cells, row, strict=False)]
            self.layout.add(self.length, placed)
        if blank:
            return
        line = "\t".join(cells)
        if self.inside and only_links:
            self.regions.append(Region("chrome", self.length, self.length + len(line), "links"))
        if not self.inside and self.outside_from is None:
            self.outside_from = self.length
        if self.inside and not row and note_line(line):
            self.regions.append(Region("footnote", self.length, self.length + len(line), "note"))
        self._write(line)
        if self.layout is None:
            self._write_marks()

    def _write(self, line: str) -> None:
        self.lines.append(line)
        self.length += len(line) + 1

    def _write_marks(self) -> None:
        """The marks of notes that stood in the paragraph or table, behind it."""
        if marks := self.notes.taken():
            self.regions.append(Region("footnote", self.length, self.length + len(marks), "marks"))
            self._write(marks)

    def _mark_outside(self) -> None:
        if self.outside_from is not None and self.length > self.outside_from:
            self.regions.append(Region("chrome", self.outside_from, self.length - 1, "outside the report"))
        self.outside_from = None

    def finish(self) -> tuple[str, list[Region]]:
        """The text and its regions."""
        self._end_line()
        self._mark_outside()
        return "\n".join(self.lines), self.regions


def is_hidden(node: Any) -> bool:
    """Whether its own attribute hides it."""
    return node.get("hidden") is not None


def _height(node: Any, look: Look) -> str:
    if node.tag == "sup" or look.height == "super":
        return RAISE
    return LOWER if node.tag == "sub" or look.height == "sub" else ""


def _value(node: Any) -> str:
    """What a field of a form shows."""
    if node.tag == "textarea":
        return str(node.text or "")
    if node.tag == "select":
        options = list(node.iter("option"))
        chosen = [one for one in options if one.get("selected") is not None] or options[:1]
        return "".join(chosen[0].itertext()) if chosen else ""
    kind = (node.get("type") or "text").lower()
    return str(node.get("value") or "") if kind in ("text", "number", "tel", "date", "month", "search") else ""


def _shows_words(node: Any) -> bool:
    return node.tag != "svg" or bool("".join(node.itertext()).strip())


def _unbroken(match: re.Match[str]) -> str:
    """A line break inside a cell: nothing beside a Chinese character, else two spaces, which join no digits."""
    return "  " if match[1] and _APART.match(match[1]) and _APART.match(match[2]) else ""


def _spanned(node: Any, attribute: str) -> int:
    said = (node.get(attribute) or "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def closed_up(line: str) -> str:
    """White space as a browser shows it, but a line break of the source between Chinese characters is nothing."""

    def shown(match: re.Match[str]) -> str:
        before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
        breaks = "\n" in match.group() or "\r" in match.group()
        return "" if breaks and not (_WORD.match(before) and _WORD.match(after)) else " "

    return _WHITE.sub(shown, line)
