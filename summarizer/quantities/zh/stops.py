"""Where sentences begin, as far as binding needs it: found once for a text, then looked up."""

import re
from bisect import bisect_right

#: A full stop, or a blank line. It begins with one set of characters, which the regex engine looks for fast.
_STOP = re.compile(r"[。！？!?\n](?:(?<!\n)|(?:[ \t\u3000]*\n)?)")
#: How far back a sentence is looked for.
_REACH = 300


#: Where a paragraph begins inside a line, as copied pages leave it: two full-width spaces.
_INDENT = re.compile(r"\u3000\u3000")
#: A heading, a bullet or an indent: what begins with one goes on from no line before it.
_BEGINS = re.compile(
    r"[ \t]*(?:\u3000|#{1,6}\s|[-*●•■◆—]\s?[\u3400-\u9fff]|"
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．章节]|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,2}[.．、](?!\d)))"
)


class Stops:
    """The ends of the sentences of a text, and of the headings and paragraphs that end without a mark."""

    def __init__(self, text: str) -> None:
        narrow = _is_narrow(text)
        stops = [match for match in _STOP.finditer(text) if _ends_sentence(text, match, narrow=narrow)]
        if "\u3000\u3000" in text:
            stops = sorted([*stops, *_INDENT.finditer(text)], key=lambda match: match.start())
        self._starts = [match.start() for match in stops]
        self._ends = [match.end() for match in stops]

    def sentence_start(self, position: int) -> int:
        """Where the sentence of ``position`` begins, looking back a bounded way."""
        floor = max(0, position - _REACH)
        last = bisect_right(self._ends, position) - 1
        return self._ends[last] if last >= 0 and self._starts[last] >= floor else floor


def _ends_sentence(text: str, match: re.Match[str], *, narrow: bool) -> bool:
    """Not 9。5081, where a full stop was typed for a point, and not a line break or blank line that a page left."""
    if match[0] == "。":
        return not (text[match.end() : match.end() + 1].isdigit() and text[match.start() - 1].isdigit())
    if match[0] == "\n":
        return _ends_line(text, match.start(), narrow=narrow)
    return not (match[0][0] == "\n" and _page_break(text, match.start()))


def _ends_line(text: str, at: int, *, narrow: bool) -> bool:
    """Whether the line that ends at ``at`` is a heading or a paragraph, not a line broken by a page's width."""
    if _BEGINS.match(text, at + 1):
        return True
    line = text.rfind("\n", max(0, at - 120), at) + 1
    if _BEGINS.match(text, line) and at - line < _FULL and text[at - 1] not in _GOES_ON:
        return True
    return not narrow and at - line < _FULL and text[at - 1] not in _GOES_ON and not text[at - 1].isdigit()


#: A line that is shorter was not broken by a page's width, unless all lines of the text are.
_FULL = 20
#: At these characters a line was broken inside a sentence.
_GOES_ON = "，、；：,;:（(“《—"


def _is_narrow(text: str) -> bool:
    """Whether most of the first lines of a text are short: a form, a column."""
    lengths = [len(line) for line in text[:4000].split("\n") if line.strip()]
    return len(lengths) > 6 and sorted(lengths)[len(lengths) // 2] < _FULL


#: A blank line, or several, with the number of a page between them.
_BLANK = re.compile(r"\n[ \t\u3000]*\n(?:[\s\f]*[-—–－─]?[ \t]*\d{1,4}[ \t]*[-—–－─]?[ \t]*\n)?\s*")


def running(text: str, start: int, end: int) -> str:
    """``text[start:end]`` without the blank lines, and page numbers, that pages left inside running text."""
    if "\n" not in text[start:end]:
        return text[start:end]
    kept, at = [], start
    for blank in _BLANK.finditer(text, start, end):
        if _page_break(text, blank.start()):
            kept.append(text[at : blank.start()])
            at = blank.end()
    return "".join([*kept, text[at:end]])


def _page_break(text: str, at: int) -> bool:
    """A blank line after running text that has not ended, as pages and fixed-width lines leave it."""
    line = text.rfind("\n", max(0, at - 120), at) + 1
    return at - line >= 20 and text[at - 1] not in "。！？：；"
