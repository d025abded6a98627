"""Text in, every mention of a number out, in order, each numeral character owned exactly once."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import fields, make_dataclass
from typing import Any, Protocol

from summarizer.base.document import Region, Table
from summarizer.base.errors import LocateError
from summarizer.quantities.figure import Figure
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh.aspect import settle
from summarizer.quantities.zh.bind import bind
from summarizer.quantities.zh.classify import mentions
from summarizer.quantities.zh.forms import form_cells
from summarizer.quantities.zh.scan import NUMERAL

_CHINESE = re.compile(r"[\u3400-\u9fff]")


class Sentence(Protocol):
    """What is needed of an outline's sentence: its id and where it stands."""

    @property
    def id(self) -> str:
        """The stable id, "s12"."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset after its last character."""


def locate(
    text: str,
    *,
    language: str | None = None,
    sentences: Sequence[Sentence] | None = None,
    skip: Sequence[Region] = (),
    tables: Sequence[Table] = (),
) -> tuple[Figure, ...]:
    """Every mention of a number in ``text``, of every kind, in text order, with ids f1, f2, …

    ``language`` is "zh", "en" or None (Chinese where the text has Chinese characters). ``sentences`` give
    each figure its sentence id. Numerals inside a ``skip`` region (page chrome) are mentions of kind "other", never
    figures. In the cells of ``tables`` a number takes its measure from the heads of its row and column, even where a
    ``skip`` region covers the table. Raises LocateError where a numeral character would belong to no mention, or two.
    """
    if language is None:
        language = "zh" if _CHINESE.search(text) else "en"
    if language == "en":
        from summarizer.quantities.en.locate import locate_english

        return locate_english(text, sentences=sentences, skip=skip)
    prose = _without(text, tables)
    found = mentions(prose, skip)
    _check(prose, found)
    bind(prose, found)
    settle(prose, found, _kinds(sentences))
    form_cells(prose, found)
    if tables:
        found = _with_cells(text, found, tables)
    owners = _owners(sentences)
    return tuple(_figure(text, number, mention, owners(mention.core)) for number, mention in enumerate(found, 1))


def _without(text: str, tables: Sequence[Table]) -> str:
    """``text`` with its cells blotted out, every offset kept: prose takes no words from a cell, nor a cell from it."""
    pieces, last = [], 0
    for cell in sorted((cell for table in tables for cell in table.cells), key=lambda cell: cell.start):
        if cell.start >= last and cell.end > cell.start:
            pieces += [text[last : cell.start], "。" * (cell.end - cell.start)]
            last = cell.end
    return "".join(pieces) + text[last:] if pieces else text


def _with_cells(text: str, found: Sequence[Mention], tables: Sequence[Table]) -> list[Mention]:
    from summarizer.quantities.zh.cells import cell_mentions

    cells = [mention for table in tables for mention in cell_mentions(text, table)]
    everything = sorted([*found, *cells], key=lambda mention: mention.start)
    _check(text, everything)
    return everything


def _check(text: str, found: Sequence[Mention]) -> None:
    """Mentions are in order and disjoint, and no numeral character stands between two of them."""
    end = 0
    for mention in found:
        if mention.start < end or mention.end <= mention.start:
            raise LocateError(f"Two mentions overlap at offset {mention.start}.")
        _no_numeral(text, end, mention.start)
        end = mention.end
    _no_numeral(text, end, len(text))


def _no_numeral(text: str, start: int, end: int) -> None:
    if (match := NUMERAL.search(text, start, end)) is not None:
        raise LocateError(f"No mention owns the numeral character at offset {match.start()}.")


def _owners(sentences: Sequence[Sentence] | None) -> Callable[[int], str]:
    if not sentences:
        return lambda position: ""
    starts = [sentence.start for sentence in sentences]

    def owner(position: int) -> str:
        at = bisect_right(starts, position) - 1
        return sentences[at].id if at >= 0 and position < sentences[at].end else ""

    return owner


def _kinds(sentences: Sequence[Sentence] | None) -> Callable[[int], str]:
    """What the sentence at an offset is, as the outline says; "" where there is none."""
    if not sentences:
        return lambda position: ""
    starts = [sentence.start for sentence in sentences]
    kinds = [getattr(sentence, "kind", "") for sentence in sentences]

    def kind(position: int) -> str:
        at = bisect_right(starts, position) - 1
        return kinds[at] if at >= 0 else ""

    return kind


_BEHIND = 16  # characters that a figure keeps of what stands behind it
#: A frozen dataclass takes 5 µs to make, one with the same slots that is not frozen 0.4; so a figure is made
#: open and closed afterwards.
_Open: Any = make_dataclass("_Open", [(field.name, field.type) for field in fields(Figure)], slots=True)


def _figure(text: str, number: int, mention: Mention, sentence: str) -> Figure:
    figure: Figure = _Open(
        f"f{number}", mention.start, mention.end, text[mention.start : mention.end], mention.kind,
        mention.value, mention.low, mention.high, mention.unit, mention.surface,
        mention.scale, mention.qualifier, mention.direction, mention.change,
        mention.measure, mention.period, mention.aspect, sentence, mention.each,
        mention.fraction, text[mention.end : mention.end + _BEHIND],
    )  # fmt: skip
    figure.__class__ = Figure
    return figure
