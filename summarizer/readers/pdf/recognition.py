"""Text recognition (OCR) of pages that are pictures, by RapidOCR, whose wheel carries its models: the extra `ocr`.

Each character comes with its place and how sure the recognizer is of it. A page that was laid askew is turned upright
by the slant of its lines, so that it is laid out like any other. Nothing is left out for being unsure: it is told.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any

from summarizer.base.document import Recognized
from summarizer.language.numerals.chinese import CHARACTERS
from summarizer.readers.pdf.glyphs import Glyph
from summarizer.readers.scripts import without_signs

_DOTS = 200 / 72  # a point of the page
_WIDE = 4.0  # times its height: a line whose slant can be measured
_NUMBER = re.compile(rf"[\d{CHARACTERS}]+(?:[ ]?[.．,，:：·][ ]?[\d{CHARACTERS}]+)*[%％‰]?")
_BEGINS, _ENDS = re.compile(r"[.．,，]?\d[\d.．,，]*"), re.compile(r"\d[\d.．,，]*\Z")
_UNIT = 2
_MARK, _WORDS = re.compile("[，。；：、！？（）《》“”]"), re.compile("[\u3400-\u9fff，。；：、！？（）《》“”]")
_ASIDE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Seen:
    """A character that was recognized, where it stands upright, and how sure the recognizer is of it (0 to 1)."""

    text: str
    glyph: Glyph
    sure: float


def recognized(page: Any) -> list[list[Seen]]:
    """The lines of characters that ``page``, a pypdfium2 page, shows in its picture."""
    image = page.render(scale=_DOTS, rev_byteorder=True).to_numpy()
    found = _engine()(image[:, :, :3], return_word_box=True, return_single_char_box=True, text_score=0.0)
    if getattr(found, "boxes", None) is None:
        return []  # a picture without words
    lines = [line for line in found.word_results if line and line[0][2]]
    return _upright([[(text, float(sure), box) for text, sure, box in line if text.strip()] for line in lines])


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = "EngineConfig.onnxruntime.intra_op_num_threads"
    return RapidOCR(params={"Global.log_level": "error", threads: 2})


_Box = Sequence[Sequence[float]]


def _upright(lines: Sequence[Sequence[tuple[str, float, _Box]]]) -> list[list[Seen]]:
    """Every line level: its characters at one height, where the line stands once the page's slant is taken out."""
    slant = median([found for line in lines if line and (found := _slant(line)) is not None] or [0.0])
    turned: list[list[Seen]] = []
    for line in lines:
        places = [[_turn(x, y, -slant) for x, y in box] for _, _, box in line]
        if not places:
            continue
        height = median(max(y for _, y in box) - min(y for _, y in box) for box in places) / _DOTS
        middle = sum(y for box in places for _, y in box) / (4 * len(places)) / _DOTS
        top, bottom = middle - height / 2, middle + height / 2
        made = []
        for (text, sure, _), box in zip(line, places, strict=True):
            left, right = (side(x for x, _ in box) / _DOTS for side in (min, max))
            said = without_signs(text)
            step = (right - left) / len(said)
            for at, one in enumerate(said):
                here, base = left + at * step, bottom - 0.2 * height
                glyph = Glyph(one, here, top, here + step, bottom, height, base, 0.8 * height)
                made.append(Seen(one, glyph, sure))
        turned.append(made)
    return turned


def _slant(line: Sequence[tuple[str, float, _Box]]) -> float | None:
    """The angle (radians) at which a long line runs; None for a short one, of which it is not certain."""
    (x0, y0), (x1, y1) = line[0][2][0], line[-1][2][1]
    tall = abs(line[0][2][3][1] - y0)
    return math.atan2(y1 - y0, x1 - x0) if x1 - x0 > _WIDE * max(tall, 1) else None


def _turn(x: float, y: float, angle: float) -> tuple[float, float]:
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)


def how_sure(text: str, start: int, end: int, lines: Sequence[Sequence[Seen]]) -> list[Recognized]:
    """How sure each number in ``text[start:end]`` is, the text of a page that was recognized.

    That is the least of its characters and of those that say what it is worth (万, %, 件: the next two, if need be in
    the next line, and a sign before it), in whatever line of the page it stands; one that ends with its line where the
    next begins with a number may be half of one, and is not sure at all.
    """
    rows = sorted((line for line in lines if line), key=lambda line: (line[0].glyph.base, line[0].glyph.left))
    below = [*(row[:_UNIT] for row in rows[1:]), []]
    joined = [("".join(one.text for one in row), [*row, *more]) for row, more in zip(rows, below, strict=bool(rows))]
    ends, begins = _cut(rows)
    found = []
    for number in _NUMBER.finditer(text, start, end):
        said = _ASIDE.sub("", number[0])
        alone = re.compile(rf"(?<![\d.．,，]){re.escape(said)}(?!\d|[.．,，]\d)")
        places = [(line, one.start()) for whole, line in joined for one in alone.finditer(whole)]
        sure = min((one.sure for line, at in places for one in _telling(line, at, at + len(said))), default=0.0)
        head, tail = _BEGINS.match(said), _ENDS.search(said)
        if (head and head[0] in begins) or (tail and tail[0] in ends):
            sure = 0.0
        found.append(Recognized(number.start(), number.end(), round(sure, 3)))
    return found


def _telling(line: Sequence[Seen], start: int, end: int) -> Iterator[Seen]:
    """The characters of a number, of its unit, and what stands before it unless that is a word or a mark."""
    if start and not _WORDS.match(line[start - 1].text):
        yield line[start - 1]
    yield from line[start:end]
    for one in line[end : end + _UNIT]:
        if _MARK.match(one.text):
            return
        yield one


def _cut(rows: Sequence[Sequence[Seen]]) -> tuple[set[str], set[str]]:
    """The numbers at the ends of lines where the next one down begins with a number, and those at its beginning."""
    ends: set[str] = set()
    begins: set[str] = set()
    for line, below in pairwise(rows):
        lower = below[0].glyph.base - line[0].glyph.base > line[0].glyph.size / 2
        tail = _ENDS.search("".join(one.text for one in line))
        head = _BEGINS.match("".join(one.text for one in below))
        if lower and tail and head:
            ends.add(tail[0])
            begins.add(head[0])
    return ends, begins
