"""HTML: the page's text in order, one block to a line; what is not the report is marked as chrome.

The report is the innermost container that still holds nearly all of the page's prose and tables. Inline
markup never breaks a line, so that a value split over spans stays whole; scripts, styles and hidden
elements are no text. Nothing is fetched and no entity is expanded from outside.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from summarizer.document import Document, Metadata, Region
from summarizer.errors import InputError
from summarizer.readers.chrome import chrome_regions

_NO_TEXT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "head",
        "select",
        "textarea",
        "button",
        "input",
        "canvas",
        "audio",
        "video",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_CONTAINERS = frozenset(
    [
        "article",
        "blockquote",
        "body",
        "center",
        "div",
        "fieldset",
        "form",
        "html",
        "main",
        "section",
        "table",
        "tbody",
        "td",
        "tr",
        "ul",
        "ol",
        "font",
        "span",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PROSE = re.compile(r"[。，；：、,;]")
_NEARLY_ALL = 0.95
_META_TITLE = ("articletitle", "og:title", "dc.title")
_META_DATE = ("pubdate", "publishdate", "article:published_time", "dc.date")
_META_SOURCE = ("contentsource", "source")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_DATE = re.compile(r"([12]\d{3})[-年./](\d{1,2})[-月./](\d{1,2})")
_WORD = re.compile(r"[A-Za-z]")


def read(page: str) -> Document:
    """The page as a Document: text, chrome and table regions, and the metadata that its head states.

    Raises InputError when there is no visible text in it.
    """
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        no_network=True, recover=True, remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True
    )
    try:
        root = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise InputError("The HTML page has no text in it. Save the page again, complete, and try that.") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise InputError(
            "The HTML page nests its elements too deeply to be read whole. Save its text as plain text and give that."
        )
    scores = _scores(root)
    writer = _Writer(_main(root, scores), _data_tables(root))
    writer.walk(root)
    text, regions = writer.finish()
    if not text.strip():
        raise InputError(
            "The HTML page shows no text: it may be filled in by a script. Save the page from a browser and try that."
        )
    furniture = [
        region
        for region in chrome_regions(text)
        if not any(r.start <= region.start and region.end <= r.end for r in regions)
    ]
    ordered = sorted([*regions, *furniture], key=lambda region: (region.start, -region.end))
    return Document(text=text, metadata=_metadata(root), regions=tuple(ordered))


# --- which part is the report


def _is_shown(node: Any) -> bool:
    return (
        isinstance(node.tag, str)
        and node.tag not in _NO_TEXT
        and not _HIDDEN.search(node.get("style") or "")
        and node.get("hidden") is None
    )


def _scores(root: Any) -> dict[Any, int]:
    """Characters of prose and of table cells in each element, links not counted."""
    scores: dict[Any, int] = {}
    for node in root.iter():
        scores[node] = 0
    for node in root.iter():
        if not _is_shown(node) or node.tag == "a":
            continue
        for run in (node.text, *(child.tail for child in node)):
            run = (run or "").strip()
            if run and (_PROSE.search(run) or node.tag in ("td", "th") or (len(run) > 1 and _has_ancestor(node, "td"))):
                scores[node] += len(run)
    for node in reversed(list(root.iter())):
        parent = node.getparent()
        if parent is not None and _is_shown(node) and node.tag != "a":
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


def _main(root: Any, scores: dict[Any, int]) -> Any:
    """The innermost container with nearly all of the page's prose."""
    node = root
    total = scores[root]
    while total:
        best = max((child for child in node if _is_shown(child)), key=lambda child: scores[child], default=None)
        if best is None or best.tag not in _CONTAINERS or scores[best] < _NEARLY_ALL * total:
            break
        node = best
    return node


def _data_tables(root: Any) -> set[Any]:
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


# --- writing the text


@dataclass(slots=True)
class _Writer:
    """Collects blocks as lines; remembers which are outside the report, and where tables and cells lie."""

    main: Any
    tables: set[Any]
    lines: list[str] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    length: int = 0
    pieces: list[str] = field(default_factory=list)
    inside: bool = False
    outside_from: int | None = None
    links: int = 0
    in_link: int = 0

    def walk(self, root: Any) -> None:
        """Visit the tree in document order without recursion: a page may nest deeper than Python may."""
        stack: list[tuple[Any, bool]] = [(root, False)]
        opened: dict[Any, int] = {}
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node, opened)
                self._add(node.tail)
                continue
            if not _is_shown(node):
                self._add(node.tail)
                continue
            self._enter(node, opened)
            self._add(node.text)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))

    def _add(self, run: str | None) -> None:
        if run:
            self.pieces.append(run)
            self.links += self.in_link > 0 and len(run.strip())

    def _enter(self, node: Any, opened: dict[Any, int]) -> None:
        if node is self.main:
            self._end_line()
            self._mark_outside()
            self.inside = True
        if node.tag in _BLOCKS or node.tag == "br":
            self._end_line()
        elif node.tag == "a":
            self.in_link += 1
        elif node.tag in ("td", "th"):
            previous = node.getprevious()
            if not self._in_data_table(node):
                self._end_line()
            elif previous is not None:
                self.pieces.append("\v")
        if node in self.tables:
            opened[node] = self.length

    def _leave(self, node: Any, opened: dict[Any, int]) -> None:
        if node.tag in _BLOCKS:
            self._end_line()
        elif node.tag == "a":
            self.in_link -= 1
        if node in opened and self.length > opened[node] and self.inside:
            self.regions.append(Region("table", opened[node], self.length - 1, "data"))
        if node is self.main:
            self._end_line()
            self.inside = False

    def _in_data_table(self, node: Any) -> bool:
        while node is not None and node.tag != "table":
            node = node.getparent()
        return node in self.tables

    def _end_line(self) -> None:
        line = _closed_up("".join(self.pieces)).strip(" ")
        only_links = self.links >= len(line.strip())
        self.pieces.clear()
        self.links = 0
        if not line.strip("\v\xa0\u3000 "):
            return
        line = re.sub(r" *\v *", "\t", line)
        if "\t" in line and self.inside:
            at = self.length
            for cell in line.split("\t"):
                if cell:
                    self.regions.append(Region("cell", at, at + len(cell)))
                at += len(cell) + 1
        if self.inside and only_links:
            self.regions.append(Region("chrome", self.length, self.length + len(line), "links"))
        if not self.inside and self.outside_from is None:
            self.outside_from = self.length
        self.lines.append(line)
        self.length += len(line) + 1

    def _mark_outside(self) -> None:
        if self.outside_from is not None and self.length > self.outside_from:
            self.regions.append(Region("chrome", self.outside_from, self.length - 1, "outside the report"))
        self.outside_from = None

    def finish(self) -> tuple[str, list[Region]]:
        """The text and its regions."""
        self._end_line()
        self._mark_outside()
        return "\n".join(self.lines), self.regions


def _closed_up(line: str) -> str:
    """White space as a browser shows it, but a line break of the source between Chinese characters is nothing."""

    def shown(match: re.Match[str]) -> str:
        before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
        breaks = "\n" in match.group() or "\r" in match.group()
        return "" if breaks and not (_WORD.match(before) and _WORD.match(after)) else " "

    return _WHITE.sub(shown, line)


# --- what the head states


def _metadata(root: Any) -> Metadata:
    stated: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        content = _WHITE.sub(" ", meta.get("content") or "").strip()
        if name and content:
            stated.setdefault(name, content)
    title = next((stated[name] for name in _META_TITLE if name in stated), "")
    if not title:
        heading = next((h for h in root.iter("h1") if "".join(h.itertext()).strip()), None)
        titles = root.xpath("//title//text()")
        title = "".join(heading.itertext()) if heading is not None else re.split(r"[_|]|\s-\s|--", "".join(titles))[0]
    date = _DATE.search(next((stated[name] for name in _META_DATE if name in stated), ""))
    published = f"{date.group(1)}-{int(date.group(2)):02}-{int(date.group(3)):02}" if date else ""
    issuer = next((stated[name] for name in _META_SOURCE if name in stated), "")
    return Metadata(title=_closed_up(title).strip(), issuer=issuer, published=published)
