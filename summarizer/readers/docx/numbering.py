"""The numbers that Word counts itself: 一、 and （一） of a list are not in the text of its paragraphs."""

import re
from dataclasses import dataclass
from typing import Any

from summarizer.readers.docx.names import attribute, child, find

_LEVEL = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
     "ideographDigital", "koreanDigital2")
)  # fmt: skip
_HIGHEST = 999


_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: the shape of its numbers, the words around them, the first number."""

    shape: str = "decimal"
    words: str = ""
    start: int = 1
    decimal: bool = False  # all numbers in it are shown in digits (w:isLgl)
    style: str = ""


@dataclass(frozen=True, slots=True)
class _Number:
    """What a paragraph or style says of its number; None where it says nothing."""

    list: str | None = None
    depth: int | None = None


class Numbering:
    """Counts the numbered paragraphs of a document in order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._own: dict[tuple[str, int], _Level] = {}  # (list, depth): a level that the list has of its own
        self._restart: dict[tuple[str, int], int] = {}  # (list, depth): where the list begins anew
        self._counts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, str] = {}
        self._styles: dict[str, tuple[_Number, str]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            for style in find(styles, "style"):
                based = attribute(child(style, "basedOn"), "val")
                self._styles[attribute(style, "styleId")] = _numbered(child(style, "pPr")), based

    def _read(self, numbering: Any) -> None:
        for abstract in find(numbering, "abstractNum"):
            key = attribute(abstract, "abstractNumId")
            for level in find(abstract, "lvl"):
                self._levels[key, _whole(attribute(level, "ilvl"))] = _level(level)
        for number in find(numbering, "num"):
            key = attribute(number, "numId")
            self._abstract[key] = attribute(child(number, "abstractNumId"), "val")
            for override in find(number, "lvlOverride"):
                depth = _whole(attribute(override, "ilvl"))
                if (level := child(override, "lvl")) is not None:
                    self._own[key, depth] = _level(level)
                    self._restart[key, depth] = self._own[key, depth].start
                if (start := child(override, "startOverride")) is not None:
                    self._restart[key, depth] = _whole(attribute(start, "val"), 1)

    def label(self, properties: Any) -> str:
        """The number that Word shows before a paragraph of these properties (w:pPr); "" where there is none."""
        if properties is None:
            return ""
        key, depth = self._place(properties)
        level = self._level(key, depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._abstract[key], {})
        start = self._restart.pop((key, depth), None)
        counts[depth] = start if start is not None else counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return self._shown(key, level, counts)

    def _place(self, properties: Any) -> tuple[str, int]:
        """The list and level of a paragraph: its own, else those of its style or of one that this is based on."""
        own = _numbered(properties)
        key, depth, linked = own.list, own.depth, ""
        style = attribute(child(properties, "pStyle"), "val")
        for _ in range(_DEEPEST):
            if style not in self._styles or (key is not None and depth is not None):
                break
            said, based = self._styles[style]
            depth = said.depth if depth is None else depth
            if key is None and said.list is not None:
                key, linked = said.list, style
            style = based
        if depth is None and linked:
            abstract = self._abstract.get(key or "", "")
            levels = (at for (one, at), level in self._levels.items() if one == abstract and level.style == linked)
            depth = next(levels, 0)
        return key or "", depth or 0

    def _level(self, key: str, depth: int) -> _Level | None:
        return self._own.get((key, depth)) or self._levels.get((self._abstract.get(key, ""), depth))

    def _shown(self, key: str, shown: _Level, counts: dict[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            level = self._level(key, depth) or _Level()
            return _written(counts.get(depth, level.start), "decimal" if shown.decimal else level.shape)

        return "" if shown.shape in ("bullet", "none") else _LEVEL.sub(number, shown.words)


def _level(node: Any) -> _Level:
    return _Level(
        attribute(child(node, "numFmt"), "val"),
        attribute(child(node, "lvlText"), "val"),
        _whole(attribute(child(node, "start"), "val"), 1),
        child(node, "isLgl") is not None and attribute(child(node, "isLgl"), "val") not in ("0", "false", "off"),
        attribute(child(node, "pStyle"), "val"),
    )


def _numbered(properties: Any) -> _Number:
    numbering = child(properties, "numPr")
    if numbering is None:
        return _Number()
    identifier, depth = child(numbering, "numId"), child(numbering, "ilvl")
    return _Number(
        None if identifier is None else attribute(identifier, "val"),
        None if depth is None else _whole(attribute(depth, "val")),
    )


def _whole(said: str, otherwise: int = 0) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else otherwise


def _written(number: int, shape: str) -> str:
    if shape in _CHINESE and 0 < number <= _HIGHEST:
        return _chinese(number)
    if shape == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if shape in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr((97 if shape == "lowerLetter" else 65) + number - 1)
    if shape in ("lowerRoman", "upperRoman") and 0 < number < 40:
        roman = "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
        return roman.lower() if shape == "lowerRoman" else roman
    return str(number)


def _chinese(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
