"""Where sentences begin, as far as binding needs it: found once for a text, then looked up."""

import re
from bisect import bisect_right

#: A full stop, or a blank line. It begins with one set of characters, which the regex engine looks for fast.
_STOP = re.compile(r"[。！？!?\n](?:(?<!\n)|[ \t\u3000]*\n)")
#: How far back a sentence is looked for.
_REACH = 300


class Stops:
    """The ends of the sentences of a text."""

    def __init__(self, text: str) -> None:
        stops = [match for match in _STOP.finditer(text) if _ends_sentence(text, match)]
        self._starts = [match.start() for match in stops]
        self._ends = [match.end() for match in stops]

    def sentence_start(self, position: int) -> int:
        """Where the sentence of ``position`` begins, looking back a bounded way."""
        floor = max(0, position - _REACH)
        last = bisect_right(self._ends, position) - 1
        return self._ends[last] if last >= 0 and self._starts[last] >= floor else floor


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Not 9。5081, where a full stop was typed for a point, and not a blank line that a page left."""
    if match[0] == "。":
        return not (text[match.end() : match.end() + 1].isdigit() and text[match.start() - 1].isdigit())
    return not (match[0][0] == "\n" and _page_break(text, match.start()))


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
