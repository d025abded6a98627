"""A small linear model over the characters of a sentence: how much it speaks for each kind of passage.

The weights are a file made by ``training/`` from real reports; what they were trained on and how right they are stands
beside that script. Read when first needed: one to three characters with a weight for each kind, log-odds against the
review.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from operator import add
from typing import Final

KINDS: Final = ("problem", "plan", "closing")
"""The kinds that have weights, in the file's order; the review is what they are held against."""

LONGEST = 800
"""So many characters of a sentence are looked at: it has said by then what it is."""

_FIELD = 20  # bits of a packed sum for each kind; a weight is a signed byte, so 4,000 of them fit
_HALF = 1 << (_FIELD - 1)
_MASK = (1 << _FIELD) - 1
_WHITE = re.compile(r"\s+")
_DIGITS = re.compile(r"[\d.,%]*\d[\d.,%]*")


@dataclass(frozen=True, slots=True)
class Weights:
    """``table`` has a packed weight of each run of characters; ``unit`` is what one step of a weight is worth."""

    table: dict[str, int]
    unit: float
    bias: tuple[float, ...]

    def log_odds(self, sentence: str) -> tuple[float, ...]:
        """How much ``sentence`` speaks for each of ``KINDS`` against the review: natural log of likelihood ratios."""
        words = normal(sentence)
        of = self.table.get
        pairs = list(map(add, words, words[1:]))
        total = sum(filter(None, map(of, words)))
        total += sum(filter(None, map(of, pairs)))
        total += sum(filter(None, map(of, map(add, pairs, words[2:]))))
        size = self.unit / sqrt(max(len(words), 1))
        found = []
        for bias in self.bias:
            part = total & _MASK
            part -= (part & _HALF) << 1
            total = (total - part) >> _FIELD
            found.append(part * size + bias)
        return tuple(found)


def normal(sentence: str) -> str:
    """``sentence`` as the weights know it: without white space, a number as 0, its two ends marked."""
    return "^" + _DIGITS.sub("0", _WHITE.sub("", sentence[:LONGEST])) + "$"


def runs(sentence: str) -> Iterable[str]:
    """The runs of one to three characters of a normal sentence, as often as they stand in it."""
    for size in (1, 2, 3):
        for at in range(len(sentence) - size + 1):
            yield sentence[at : at + size]


def packed(weights: Iterable[int]) -> int:
    """Signed weights in one number that adds up as they do."""
    return sum(weight << (_FIELD * at) for at, weight in enumerate(weights))


def encode(table: dict[str, tuple[int, ...]], unit: float, bias: tuple[float, ...]) -> bytes:
    """The file of weights: a line of numbers, a line of runs, then a byte for each weight, kind by kind."""
    names = sorted(table)
    head = " ".join(repr(number) for number in (unit, *bias))
    body = b"".join(bytes(table[name][at] & 0xFF for name in names) for at in range(len(KINDS)))
    return zlib.compress(f"{head}\n{chr(9).join(names)}\n".encode() + body, 9)


def decode(file: bytes) -> Weights:
    """The weights in ``file``, as :func:`encode` wrote them."""
    head, names, body = zlib.decompress(file).split(b"\n", 2)
    unit, *bias = (float(number) for number in head.split())
    written = names.decode().split("\t")
    size = len(written)
    signed = [memoryview(body[at * size : (at + 1) * size]).cast("b").tolist() for at in range(len(KINDS))]
    shifts = [_FIELD * at for at in range(len(KINDS))]
    sums = [sum(w << s for w, s in zip(row, shifts, strict=True)) for row in zip(*signed, strict=True)]
    return Weights(dict(zip(written, sums, strict=True)), unit, tuple(bias))


_in_place: ContextVar[Weights | None] = ContextVar("_in_place", default=None)


@contextmanager
def in_place(other: Weights) -> Iterator[None]:
    """Within, ``other`` weights are used: those that were trained without the reports that they are tried on."""
    token = _in_place.set(other)
    try:
        yield
    finally:
        _in_place.reset(token)


def weights() -> Weights:
    """The weights that come with the program, or those set in their place."""
    return _in_place.get() or _own()


@cache
def _own() -> Weights:
    return decode((files("summarizer.outline") / "data" / "sentences.bin").read_bytes())
