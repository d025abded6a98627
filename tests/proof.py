"""Proof, from the rendered file alone, that no number of the brief's words stands there without a mark.

The words are read back out of the Markdown or HTML, every number in them is located afresh, and each must be
followed by a mark. Nothing of the brief's own structure is used, so that a renderer that loses a mark is caught.
"""

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from summarizer.pipeline.brief import language_of
from summarizer.quantities import locate

_FLAG = "\ue000"  # a private-use character stands for a mark while the words are read
_ABUTS = 1  # a mark may follow the number after one character at most (a closing bracket)


def unmarked_in_markdown(markdown: str) -> list[str]:
    """The numbers of the brief's words in ``markdown`` that carry no mark, each with the line it stands in."""
    return [found for words in _markdown_words(markdown) for found in _unmarked(words)]


def unmarked_in_html(page: str) -> list[str]:
    """The numbers of the brief's words in the HTML ``page`` that carry no mark, each with its paragraph."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    return [found for words in reader.words for found in _unmarked(words)]


def _unmarked(words: str) -> list[str]:
    clean: list[str] = []
    marks: set[int] = set()
    for char in words:
        if char == _FLAG:
            marks.add(len(clean))
        else:
            clean.append(char)
    text = "".join(clean)
    return [
        f"{figure.text} in “{text}”"
        for figure in locate(text, language=language_of(text))
        if figure.is_figure and not any(figure.start < mark <= figure.end + _ABUTS for mark in marks)
    ]


_MARK = re.compile(r" (?:\[[✓?✗] e\d+\]\(#e\d+\)|[✓?✗])(?: \([^()]*\))?")
_LINE = re.compile(r"^(?:#{1,3} |- (?:中文：|English: |时限 Deadlines: )|(?=\*\*.*\*\*(?: · |$)))(?P<words>.*)$")
_FIGURE_TABLES = re.compile(r"## 关键数据|### 简报未用")
_ROW = re.compile(r"^\| (?P<cells>.+) \|$")


def _markdown_words(markdown: str) -> Iterator[str]:
    lines = markdown.splitlines()
    yield from (_plain(line) for line in lines[2:3] if not line.startswith("|"))  # the English title
    heading = ""
    for line in lines:
        heading = line if line.startswith("##") else heading
        if heading.startswith("## 依据 "):
            return  # from here on it is the source's own words
        if match := _LINE.match(line):
            for part in match["words"].split(" · "):
                yield _plain(part)
        elif _FIGURE_TABLES.match(heading) and (row := _ROW.match(line)):
            cells = re.split(r"(?<!\\) \| ", row["cells"])
            written, english, chinese, measure, mark = cells
            if _MARK.match(f" {mark}"):
                english, written = "", ""  # the row's mark is theirs
            yield from (_plain(cell) for cell in (written, english, chinese, measure))


def _plain(markdown: str) -> str:
    """Words of a line without markup, each mark as the flag character."""
    flagged = re.sub(r"</?b>|<!-- -->|(?<!\\)\*", "", _MARK.sub(_FLAG, markdown))
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", flagged))


class _Words(HTMLParser):
    """Collects the text of every element of class ``prose``, marks as the flag, reasons left out."""

    _VOID = frozenset({"meta", "input", "br"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._open: list[str] = []  # what each open element is: "prose", "mark", "why" or ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._VOID:
            return
        classes = (dict(attrs).get("class") or "").split()
        kind = next((name for key, name in (("prose", "prose"), ("m", "mark"), ("why", "why")) if key in classes), "")
        self._open.append(kind)
        if kind == "prose":
            self.words.append("")
        if kind == "mark" and "prose" in self._open:
            self.words[-1] += _FLAG

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if "prose" in self._open and "mark" not in self._open and "why" not in self._open:
            self.words[-1] += data
