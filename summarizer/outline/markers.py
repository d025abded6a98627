"""Candidates: everything in a text that may begin a numbered or titled passage.

Nothing is decided here. A candidate has a style, a value and a context (begins a line, follows a full
stop, or is glued to what stands before it); `numbering` finds out which of them explain each other.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.base.document import Region
from summarizer.language.sentences import PAGE_LINE, wrapped_breaks
from summarizer.outline import cues

Style = Literal[
    "part", "chapter", "comma", "line", "bracket", "digit", "decimal", "digit_bracket", "circled",
    "is", "must", "ordinal", "dash",
]  # fmt: skip
Context = Literal["line", "flow", "glued"]

_N = "[一二三四五六七八九十]"
_CN = rf"(?:{_N}|十{_N}|{_N}十{_N}?)"
# Styles by what is written, in the order of precedence at one place.
_STYLES: tuple[tuple[Style, str], ...] = (
    ("chapter", rf"(?<![一-鿿])第({_CN}|\d{{1,2}})(?:章|部分|篇)"),
    (
        "comma",
        rf"(?<![第一二三四五六七八九十百])({_CN})[ \u3000]?[、．](?!{_N}[^是要、一-十〇○零]|(?:\d|{_N})、)",
    ),
    ("comma", rf"(?m:^)[ \t\u3000]*({_CN})(?:[ \u3000]+(?=\d{{4}}年|[一-鿿]{{2}})|[.](?=[ \u3000]?[“《\d一-鿿]))"),
    (
        "bracket",
        rf"(?:(?m:^)[ \t\u3000]*|(?<=[。；！]))[（(〔][ \u3000]?({_CN})[ \u3000]?[）)〕](?!项(?:规定|之规定|的规定))",
    ),
    ("bracket", rf"(?<![第条])[（(〔][ \u3000]?({_CN})[ \u3000]?[）)〕](?![项款条目类])"),
    ("bracket", rf"(?:(?m:^)[ \t\u3000]*|(?<=[。；！]))({_CN})[）)]"),
    ("bracket", rf"(?:(?m:^)[ \t\u3000]*|(?<=[。；！]))[（(]({_CN})[ \u3000]?(?=[一-鿿])(?!期|方|级|区|中|网|号)"),
    ("decimal", r"(?m:^)[ \t\u3000]*\d{1,2}[.．](\d{1,2})(?:[ \u3000]+|[、．.](?!\d))(?=[一-鿿“《])"),
    ("digit", r"(?<![\dA-Za-z.．/-])(\d{1,2})[ \u3000]?[.．、](?![\d])"),
    ("digit", r"(?m:^)[ \t\u3000]*(\d)[ \u3000]+(?=\d{4}年|[一-鿿]{4})"),
    ("digit_bracket", r"[（(](\d{1,2})[）)]|(?m:^)[ \t\u3000]*(\d{1,2})[）)]"),
    ("circled", r"([①-⑳⑴-⒇❶-❿])"),
    ("ordinal", rf"(?<![一-鿿])第({_CN})[，,、：:]|(?<![一-鿿])其([一二三四五六])[，,、：:是]"),
    ("is", rf"(?<![统之第唯同单专万惟合划逐有十])({_CN})\s?是(?!否|非)"),
    ("must", rf"(?<![一-鿿、])({_CN})\s?要(?!素|求)"),
    ("dash", r"(?<![一-鿿，、A-Za-z0-9”])(?:——|――|[•●■◆▲])(?!\d{4}年[^。\n]{0,30}(?:会议|大会)上)"),
)
_SCAN = re.compile("|".join(f"(?P<s{index}>{pattern})" for index, (_, pattern) in enumerate(_STYLES)))
_LINE = re.compile(r"[^\r\n\f\v]+")
_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
_ENDS_STATEMENT = "。！？；;：:!?…”’）)」》】"
_LONGEST_TITLE = 60
_IN_TABLE = 0.1  # how much a candidate among the cells of a flattened table weighs
_PROSE = re.compile(r"[。；！？，：]")


@dataclass(frozen=True, slots=True)
class Marker:
    """A candidate ``text[start:end]``; ``value`` is its number, None where the style has none."""

    start: int
    end: int
    style: Style
    value: int | None
    context: Context
    weight: float = 1.0


def candidates(text: str, regions: Sequence[Region]) -> list[Marker]:
    """All candidates in text order, none inside ``regions``, at most one at a place."""
    shut = _Inside([region for region in regions if region.label != "labels"])
    labels = _Inside([region for region in regions if region.label == "labels"])
    found = [*_numbered(text, shut, labels), *(title for title in _titles(text, shut) if title.start not in labels)]
    found.sort(key=lambda marker: (marker.start, marker.value is None))
    kept: list[Marker] = []
    for marker in found:
        if not kept or marker.start >= kept[-1].end:
            kept.append(marker)
    return kept


def number(written: str) -> int:
    """The value of a Chinese numeral below 100, a circled or an Arabic one."""
    if written.isascii():
        return int(written)
    for first in ("①", "⑴", "❶"):
        if 0 <= ord(written[0]) - ord(first) < 20:
            return ord(written[0]) - ord(first) + 1
    tens, ten, ones = written.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


class _Inside:
    """Quick test whether an offset lies in one of some regions."""

    def __init__(self, regions: Sequence[Region]) -> None:
        spans = sorted((region.start, region.end) for region in regions)
        self._starts = [start for start, _ in spans]
        self._ends: list[int] = []
        for _, end in spans:
            self._ends.append(max(end, self._ends[-1]) if self._ends else end)

    def __contains__(self, at: int) -> bool:
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._ends[index]


def _numbered(text: str, shut: _Inside, labels: _Inside) -> Iterator[Marker]:
    wrapped = wrapped_breaks(text)
    for match in _SCAN.finditer(text):
        style = _STYLES[int((match.lastgroup or "s0")[1:])][0] if match.lastgroup else "dash"
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        if start in shut:
            continue
        value = next((number(group) for group in match.groups() if group and group != match.group()), None)
        if style == "circled":
            value = number(match.group())
        context = _context(text, start, wrapped)
        if style in ("must", "chapter", "dash") and context == "glued":
            continue
        if style == "comma" and match.group()[-2] in " \u3000" and context == "line":
            context = "glued"  # 三 、: set apart by layout, a real heading less often
        in_table = start in labels or (context == "line" and _among_cells(text, match.start(), match.end()))
        weight = _IN_TABLE if in_table else 1.0
        yield Marker(start, match.end(), style, None if style == "dash" else value, context, weight)


def _context(text: str, start: int, wrapped: frozenset[int]) -> Context:
    at = start - 1
    while at >= 0 and text[at].isspace():
        if text[at] in "\r\n\f\v" and at not in wrapped:
            return "line"
        at -= 1
    if at < 0:
        return "line"
    return "flow" if text[at] in _ENDS_STATEMENT or at < start - 1 else "glued"


def _among_cells(text: str, start: int, end: int) -> bool:
    """Whether this is the label of a table row: bare numbers or bare labels stand on the lines around it."""
    before = [
        line for line in text[max(0, start - 120) : start].split("\n")[1 if start > 120 else 0 : -1] if line.strip()
    ][-3:]
    after = [line for line in text[end : end + 160].split("\n")[1:-1] if line.strip()][:3]
    around = [line.strip() for line in (*before, *after)]
    if before and after and _is_bare_number(around[len(before) - 1]) and _is_bare_number(around[len(before)]):
        return True
    bare = sum(1 for line in around if len(line) <= 16 and not _PROSE.search(line) and not _SCAN.match(line))
    return len(around) >= 5 and bare >= len(around) - 1


def _is_bare_number(line: str) -> bool:
    return bool(line) and line.replace(".", "").replace(",", "").replace("%", "").isdigit()


def _titles(text: str, shut: _Inside) -> Iterator[Marker]:
    """Short lines of their own, without a closing mark: titles of parts, annexes, groups."""
    wrapped = wrapped_breaks(text)
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if label := cues.PART_LABEL.match(line):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            if start not in shut:
                yield Marker(start, start + label.end(), "part", None, "line")
            continue
        if line.endswith(("：", ":")) and cues.PART_TITLE.fullmatch(line[:-1].strip("【】")):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            if start not in shut:
                yield Marker(start, start + len(line), "part", None, "line")
            continue
        if not 2 <= len(line) <= _LONGEST_TITLE or line[-1] in "。！？；，、,;：:.》”" or PAGE_LINE.fullmatch(line):
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        if start in shut or match.end() in wrapped or not cues.CHINESE.search(line):
            continue
        if start and _continues_wrapped(text, match.start(), wrapped):
            continue
        if cues.ANNEX_TITLE.fullmatch(line) or cues.PART_TITLE.fullmatch(line.strip("【】")):
            yield Marker(
                start, start + len(line), "part", None, "line", 3.0 if cues.ANNEX_TITLE.fullmatch(line) else 1.0
            )
        elif not cues.NO_TITLE.search(line):
            yield Marker(start, start + len(line), "line", None, "line")


def _continues_wrapped(text: str, start: int, wrapped: frozenset[int]) -> bool:
    at = start - 1
    while at >= 0 and text[at].isspace():
        if at in wrapped:
            return True
        at -= 1
    return False
