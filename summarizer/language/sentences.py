"""Sentences of Chinese and English prose, by their closing marks.

A line break closes a sentence unless the line was only wrapped, as in text taken out of a PDF, where the
break falls anywhere, even inside a word, a figure, or around a page number.
"""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from summarizer.base.document import Span
from summarizer.language.lexicon import Rule, words

PAGE_LINE = Rule(
    "a page number on a line",
    r"[ \t\u3000]*(?:[-—–－‐―][ \t]?\d{1,4}[ \t]?[-—–－‐―]|第 ?\d{1,4} ?页(?:[ ，,/]*共 ?\d{1,4} ?页)?)[ \t\u3000]*",
    yes=("⟨— 12 —⟩", "⟨第3页 共9页⟩"),
    no=("12件", "第3章"),
)
"""A line that is only a page number, such as ``— 12 —`` or ``第3页 共9页``."""

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_MARKER = Rule(
    "the marker of an entry",
    r"[（(〔]?[一二三四五六七八九十]{1,3}[、）)]|[一二三四五六七八九十][是要]|第[一二三四五六七八九十]{1,3}[，、,章节]"
    r"|[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳]|[—－–-]{2}|[•●■◆]",
    yes=("⟨（一）⟩加强监管", "⟨一是⟩加强监管", "⟨1.⟩加强监管", "⟨①⟩"),
    no=("1.5亿元", "加强监管"),
)
_ROW = Rule(
    "a row of a table",
    r"[ \t]*\|.*\|[ \t]*|[^\t]+(?:\t+[^\t]+)+",
    yes=("⟨| 受理 | 12 |⟩", "⟨受理\t12\t15⟩"),
    no=("\t全年受理12件", "受理|立案", "全年受理12件"),
)
"""A line that is a row of a table: its cells between bars (Markdown) or set off by tabs (as the readers write them)."""
_CLOSERS = "”’」』）)】〉》\"'"
_TERMINALS = "。！？；!?;"
_BRACKETS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "“": "”",
    "【": "】",
    "〔": "〕",
    "[": "]",
}
# Words that govern what follows: no heading ends in one.
_UNFINISHED = ("占", "共", "累计", "为", "至", "和", "与", "及", "比", "其中", "分别", "由", "将")
# Words that govern a number where one follows; many a heading ends in one too (政府效能不断提升).
_BEFORE_A_NUMBER = words("rise fall reach exceed about_before", "zh")
_NUMBER_FIRST = Rule(
    "a number at the head of a line",
    r"[到至为了由从近约超逾过]{0,2}(?:[\d０-９.]|[一二三四五六七八九十百千万亿两几数]{1,3}(?:成|倍|分|个|多|余|点|[百千万亿]))",
    yes=("⟨至1⟩23件", "⟨三成⟩", "⟨约5⟩0人"),
    no=("三农工作",),
)
_QUOTES = "“「『"
_LONGEST_BRACKET = 300  # a bracket not closed within so many characters was lost
_LONG_QUOTE = 20  # a quotation this long that ends in a full stop ends its sentence too
_TOKEN = re.compile(r"[。！？；!?;.．\r\n\f\v\x85\u2028\u2029（(《〈「『“【〔\[]")
_NEWLINES = "\r\n\f\v\x85\u2028\u2029"
_ABBREVIATION = Rule(
    "an abbreviation before its point",
    r"(?:\b(?:Nos?|Dr|Mr|Mrs|Ms|Prof|St|Art|Arts|Sec|Ch|Fig|Vol|pp?|vs|approx|ca|cf|Inc|Ltd|Co|Corp|Dept|est|incl|al"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|\be\.g|\bi\.e|\b[a-z]\.[a-z])$",
    yes=("see ⟨No⟩", "⟨e.g⟩", "by Mr ⟨J⟩"),
    no=("in total",),
)


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of ``text[start:end]``, without surrounding white space, in order, never overlapping.

    A closing mark inside a bracket, a book title or a short quotation does not close the sentence, nor
    does one between digits (9。5081, 1.2) or after an abbreviation (No. 57). `；` closes one: in reports
    it parts complete statements. Line breaks are judged in the light of the whole ``text``.
    """
    end = len(text) if end is None else min(end, len(text))
    edges = [start, *_ends(text, start, end), end]
    spans = (_trim(text, Span(a, b)) for a, b in itertools.pairwise(edges))
    return [span for span in spans if span.start < span.end]


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets just after each closing mark, in order."""
    wrapped = wrapped_breaks(text)
    protected, begin, at = start, start, start
    while match := _TOKEN.search(text, at, end):
        at, char = match.end(), match.group()
        if char in _NEWLINES:
            if match.start() not in wrapped and at > protected:
                begin = at
                yield at
        elif char in _BRACKETS:
            close = _matching(text, match.start(), end)
            if close >= 0:
                protected = max(protected, close + 1)
                if _quotation_ends(text, match.start(), close, begin):
                    at = begin = _past_closers(text, close + 1, end)
                    yield at
        elif at > protected and _closes(text, match.start(), begin, end):
            at = begin = _past_closers(text, at, end)
            yield at


def _matching(text: str, opening: int, end: int) -> int:
    """Offset of the bracket that closes the one at ``opening``, or -1 when it is too far or behind a
    paragraph's end."""
    close = _BRACKETS[text[opening]]
    at = text.find(close, opening + 1, min(end, opening + _LONGEST_BRACKET))
    for _ in range(text.count(text[opening], opening + 1, max(at, 0))):  # nested brackets of the same shape
        further = text.find(close, at + 1, min(end, opening + _LONGEST_BRACKET))
        at = further if further >= 0 else at
    return at if at >= 0 and not _hard_break_inside(text, opening, at) else -1


def _hard_break_inside(text: str, start: int, end: int) -> bool:
    wrapped = wrapped_breaks(text)
    return any(text[at] in _NEWLINES and at not in wrapped for at in range(start, end))


def _quotation_ends(text: str, opening: int, close: int, begin: int) -> bool:
    """Whether a quotation that ends in a full stop ends the sentence around it (他说：“……。”)."""
    if text[opening] not in _QUOTES or text[close - 1] not in "。！？":
        return False
    return (
        (opening - begin < 9 and not text[begin:opening].strip())
        or text[opening - 1] in "：:"
        or close - opening > _LONG_QUOTE
    )


def _closes(text: str, at: int, begin: int, end: int) -> bool:
    """Whether the mark at ``at`` closes the sentence that began at ``begin``."""
    char = text[at]
    before, after = text[at - 1 : at], text[at + 1 : min(at + 6, end)]
    if char == "。" and before.isdigit() and after[:1].isdigit():
        return re.match(r"\d{4}年", after) is not None
    if char not in ".．":
        return True
    if before >= "\u4e00":  # a full stop typed as a point after Chinese
        return (not after[:1].isdigit() and not after[:1].isascii()) or not after.strip() or after[:1].isspace()
    numbered = at - begin < 9 and text[begin:at].strip().isdigit()
    if not after or after[0] in _NEWLINES:
        return not numbered
    if not (after[0].isspace() or after[0] in _CLOSERS):
        return False
    if numbered or _ABBREVIATION.search(text, max(begin, at - 8), at):
        return False
    following = after.lstrip(" \t" + _CLOSERS)
    return not following or not following[0].islower()


def _past_closers(text: str, at: int, end: int) -> int:
    while at < end and text[at] in _CLOSERS + _TERMINALS:
        at += 1
    return at


@lru_cache(maxsize=2)
def wrapped_breaks(text: str) -> frozenset[int]:
    """Offsets of the line-break characters of ``text`` that lie inside a sentence.

    Evidence, in this order: a line that begins with a list marker begins anew, as a row of a table does; a line
    that ends with a full stop has ended, and so has a row; one that ends with a comma, or whose successor begins
    with one, goes on; so does a full line in a text whose lines all break at one width, and a long line left in
    mid-sentence.
    """
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    width = _wrap_width(text, lines)
    soft: set[int] = set()
    previous: tuple[int, int] | None = None
    for start, end in lines:
        if PAGE_LINE.fullmatch(text, start, end):
            continue
        if previous is not None and _goes_on(text, previous, (start, end), width):
            soft.update(at for at in range(previous[1], start) if text[at] in _NEWLINES)
        previous = (start, end)
    return frozenset(soft)


def _goes_on(text: str, line: tuple[int, int], following: tuple[int, int], width: float) -> bool:
    this, after = text[line[0] : line[1]].strip(), text[following[0] : following[1]].strip()
    if _MARKER.match(after) or _ROW.fullmatch(this) or _ROW.fullmatch(after):
        return False
    if after[0] in "，、。；：）》”’」』％%,)":
        return True
    last = this.rstrip(_CLOSERS)[-1:] or this[-1]
    full = width > 0 and _columns(this) >= 0.8 * width
    if last in "。！？；：!?;:" or (
        last == "." and ("\u4e00" <= this.rstrip(_CLOSERS)[-2:-1] <= "\u9fff" or this[-2:-1] == "%")
    ):
        return last in "：:" and full
    if this[-1] in "，、,（《“(的" or this.endswith(_UNFINISHED) or (after[0].islower() and this[-1].isalpha()):
        return True
    if this.endswith(_BEFORE_A_NUMBER) and _NUMBER_FIRST.match(after):
        return True
    if full:
        return True
    tail = re.split(r"[。！？]", this)
    return len(tail) > 1 and len(this) > 60 and this[-1] not in _CLOSERS


def _columns(line: str) -> int:
    """Width on the page: a Chinese character takes two columns."""
    return 2 * len(line) - len(line.encode("ascii", "ignore"))


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> float:
    """The width at which the lines of ``text`` break, in columns; 0 when lines are paragraphs."""
    widths = sorted(columns for start, end in lines if (columns := _columns(text[start:end].strip())) >= 24)
    if len(widths) < 5:
        return 0
    width = widths[int(len(widths) * 0.9)]
    unfinished = [
        _columns(line)
        for start, end in lines
        if (line := text[start:end].strip())[-1] not in "。！？；：!?;:）)" and len(line) > 11
    ]
    full = sum(1 for columns in unfinished if 0.8 * width <= columns <= 1.15 * width)
    return width if width <= 160 and len(unfinished) >= 4 and full >= 0.6 * len(unfinished) else 0


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
