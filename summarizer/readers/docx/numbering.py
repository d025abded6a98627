"""The numbers that Word counts itself: 一、 and （一） of a list are not in the text of its paragraphs."""

import re
from typing import Any

from summarizer.readers.docx.names import attribute, child, find

_LEVEL = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
     "ideographDigital", "koreanDigital2")
)  # fmt: skip
_HIGHEST = 999


class Numbering:
    """Counts the numbered paragraphs of a document in order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            for style in find(styles, "style"):
                if (numbered := _numbered(child(style, "pPr"))) is not None:
                    self._styles[attribute(style, "styleId")] = numbered

    def _read(self, numbering: Any) -> None:
        for abstract in find(numbering, "abstractNum"):
            key = attribute(abstract, "abstractNumId")
            for level in find(abstract, "lvl"):
                depth = _whole(attribute(level, "ilvl"))
                shape, words, start = (child(level, name) for name in ("numFmt", "lvlText", "start"))
                self._levels[key, depth] = (
                    attribute(shape, "val"), attribute(words, "val"), _whole(attribute(start, "val"), 1)
                )  # fmt: skip
        for number in find(numbering, "num"):
            self._abstract[attribute(number, "numId")] = attribute(child(number, "abstractNumId"), "val")

    def label(self, properties: Any) -> str:
        """The number that Word shows before a paragraph of these properties (w:pPr); "" where there is none."""
        numbered = _numbered(properties)
        if numbered is None and properties is not None:
            numbered = self._styles.get(attribute(child(properties, "pStyle"), "val"))
        if numbered is None:
            return ""
        key, depth = self._abstract.get(numbered[0], ""), numbered[1]
        if (key, depth) not in self._levels:
            return ""
        counts = self._counts.setdefault(key, {})
        counts[depth] = counts.get(depth, self._levels[key, depth][2] - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return self._shown(key, depth, counts)

    def _shown(self, key: str, depth: int, counts: dict[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            shape, _, start = self._levels.get((key, level), ("decimal", "", 1))
            return _written(counts.get(level, start), shape)

        shape, words, _ = self._levels[key, depth]
        if shape in ("bullet", "none"):
            return ""
        return _LEVEL.sub(number, words)


def _numbered(properties: Any) -> tuple[str, int] | None:
    numbering = child(properties, "numPr")
    if numbering is None or (identifier := child(numbering, "numId")) is None:
        return None
    return attribute(identifier, "val"), _whole(attribute(child(numbering, "ilvl"), "val"))


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
