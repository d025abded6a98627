"""What is wrong with an entry that a strong model wrote, each finding in a sentence with the source's words.

Told are what is certain: evidence that does not exist, words that the cited sentences do not have, a number that the
verifier refuses or cannot place, Chinese in English, another currency, "we". Taste is left to the writer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.base.document import Span
from summarizer.extract.replies import new_numbers
from summarizer.extract.whole.parts import Part
from summarizer.extract.whole.replies import Entry
from summarizer.language.style import Role, faults
from summarizer.quantities.figure import Aspect
from summarizer.verify import Source, verify_text

TITLE_ZH, SUMMARY_ZH = 40, 220
"""Characters that a Chinese title or summary may have: beyond what is asked for, what no brief has room for."""
CERTAIN = frozenset({"chinese", "currency", "person", "ends", "long", "repeated"})
_HAN = re.compile(r"[㐀-鿿]")
_LATIN = re.compile(r"[A-Za-z]")
_SPOKEN_OF_SELF = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z,]+){5,}")
_OWN_WORDS = 0.35  # of a Chinese summary's pairs of characters, those that must stand in the sentences it cites


@dataclass(frozen=True, slots=True)
class Finding:
    """``fatal``: the entry cannot stand with it. Else it is marked where it stays."""

    told: str
    fatal: bool = True


def findings(entry: Entry, part: Part, source: Source) -> list[Finding]:
    """What is wrong with ``entry``, an answer about ``part``; [] where nothing is found."""
    unknown = [number for number in entry.s if not 1 <= number <= len(part.sentences)]
    if unknown or not entry.s:
        return [Finding(f"s names {unknown}: no such sentence." if unknown else "s is empty: it rests on no sentence.")]
    text = source.document.text
    evidence = "".join(text[slice(*span)] for span in spans_of(entry, part))
    return [*_of_figures(entry, part), *_of_form(entry, evidence), *_of_numbers(entry, part, source)]


def spans_of(entry: Entry, part: Part) -> list[Span]:
    """Where the sentences stand that ``entry`` cites; those that do not exist are left out."""
    known = sorted({number for number in entry.s if 1 <= number <= len(part.sentences)})
    return [Span(part.sentences[number - 1].start, part.sentences[number - 1].end) for number in known]


def _of_figures(entry: Entry, part: Part) -> Iterator[Finding]:
    for number in entry.f:
        if not 1 <= number <= len(part.figures):
            yield Finding(f"f names {number}: no such figure.", fatal=False)
        elif (home := part.number_of(part.figures[number - 1])) not in entry.s:
            yield Finding(f"f names {number}, which stands in sentence {home}: cite it in s, or leave it out.", False)


def _of_form(entry: Entry, evidence: str) -> Iterator[Finding]:
    for name, english in (("te", entry.te), ("se", entry.se)):
        if not _LATIN.search(english):
            yield Finding(f"{name} holds no English.")
            continue
        role: Role = "title" if name == "te" else "summary"
        for fault in faults(english, evidence, role):
            if fault.kind in CERTAIN:
                yield Finding(f"{name}: {fault.explanation}.", fatal=fault.kind == "chinese")
    for name, chinese, most in (("tz", entry.tz, TITLE_ZH), ("sz", entry.sz, SUMMARY_ZH)):
        if not _HAN.search(chinese) or _SPOKEN_OF_SELF.search(chinese):
            yield Finding(f"{name} is not in Chinese.")
        elif len(chinese) > most:
            yield Finding(f"{name} has {len(chinese)} characters: write shorter.", fatal=False)
    if _own(entry.sz, evidence) < _OWN_WORDS:
        yield Finding(f"sz says what the cited sentences do not: {_shown(evidence)}")


def _of_numbers(entry: Entry, part: Part, source: Source) -> Iterator[Finding]:
    """Numbers that the verifier refuses, or of which it cannot tell what they are said of."""
    cited = spans_of(entry, part)
    aspect: Aspect | None = "target" if part.kind == "plans" else None
    evidence = "".join(source.document.text[slice(*span)] for span in cited)
    for name, words, language in (
        ("tz", entry.tz, "zh"), ("sz", entry.sz, "zh"), ("te", entry.te, "en"), ("se", entry.se, "en"),
    ):  # fmt: skip
        for check in verify_text(words, source, cited=cited, language=language, aspect=aspect):
            if check.verdict == "rejected":
                yield Finding(f"{name}, '{check.text}': {check.explanation}")
            elif check.verdict == "review" and check.reason in ("qualifier_lost", "outside_evidence"):
                yield Finding(f"{name}, '{check.text}': {check.explanation}", fatal=False)
    if new := new_numbers(entry.sz, evidence):
        known = {check.text for check in verify_text(entry.sz, source, cited=cited, language="zh", aspect=aspect)}
        if stray := [number for number in new if not any(number in text for text in known)]:
            yield Finding(f"sz: the cited sentences do not have {', '.join(stray)}.", fatal=False)


def _own(summary: str, evidence: str) -> float:
    words = "".join(_HAN.findall(summary))
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    return sum(pair in evidence for pair in pairs) / len(pairs) if pairs else 0.0


def _shown(evidence: str, most: int = 60) -> str:
    flat = " ".join(evidence.split())
    return f"“{flat[:most]}{'…' if len(flat) > most else ''}”"
