"""The numbers of a claim text, which may change its language from sentence to sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from summarizer.base.document import Span
from summarizer.language.sentences import split_sentences
from summarizer.quantities import locate
from summarizer.quantities.figure import Figure

#: A character reference of HTML, and a run of numerals with one in it: no one can say what the reader will be shown.
_REFERENCE = re.compile(r"&#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6});?")
_REFERRED = re.compile(rf"[\d.,]{{0,40}}{_REFERENCE.pattern}(?:[\d.,]|{_REFERENCE.pattern}){{0,80}}")
_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
#: A Chinese character says about as much as three letters.
_LETTERS = 3


def mentions_of(claims: str, language: str | None = None) -> tuple[Figure, ...]:
    """Every mention of a number in ``claims``, each stretch read in its own language; offsets are into ``claims``.

    ``language`` ("zh" or "en") is taken for the whole where given. A Chinese word left in an English sentence does
    not make the sentence Chinese: its numbers must not be overlooked.
    """
    found = _located(claims, language)
    if "&#" not in claims:
        return found
    hidden = [Span(*match.span()) for match in _REFERRED.finditer(claims) if _hides_a_numeral(match[0])]
    seen = [one for one in found if not any(one.start < span.end and span.start < one.end for span in hidden)]
    unread = [Figure("", span.start, span.end, claims[span.start : span.end], "statistic") for span in hidden]
    every = sorted((*seen, *unread), key=lambda one: one.start)
    return tuple(replace(one, id=f"f{number}") for number, one in enumerate(every, start=1))


def _hides_a_numeral(written: str) -> bool:
    """Whether a character reference in ``written`` stands for a numeral or its point: &#57; is shown as 9."""
    shown = "".join(unescape(reference) for reference in _REFERENCE.findall(written))
    return any(character in ".,%．，％" or character.isnumeric() for character in shown)


def _located(claims: str, language: str | None) -> tuple[Figure, ...]:
    if language is not None:
        return locate(claims, language=language)
    found: list[Figure] = []
    for span, tongue in stretches(claims):
        for figure in locate(claims[span.start : span.end], language=tongue):
            moved = replace(figure, start=figure.start + span.start, end=figure.end + span.start)
            found.append(replace(moved, id=f"f{len(found) + 1}"))
    return tuple(found)


def language_of(text: str) -> str:
    """ "zh" or "en", by which script says more."""
    return "zh" if _LETTERS * len(_CHINESE.findall(text)) >= len(_LATIN.findall(text)) else "en"


def stretches(text: str) -> Iterator[tuple[Span, str]]:
    """Runs of sentences in one language, together covering the text; bare numbers go with what stands before."""
    start, tongue = 0, ""
    for sentence in split_sentences(text):
        words = text[sentence.start : sentence.end]
        if not _LATIN.search(words) and not _CHINESE.search(words):
            continue
        spoken = language_of(words)
        if tongue and spoken != tongue:
            yield Span(start, sentence.start), tongue
            start = sentence.start
        tongue = spoken
    yield Span(start, len(text)), tongue or "zh"
