"""The rules, each a function over one English text and the Chinese it stands for.

They are made to be right when they speak: a rule that is unsure is silent. Where the words of a rule come from:
the fault as a small model made it, read in briefs of real reports (docs/quality.md).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from summarizer.language.glossary import Glossary, Term
from summarizer.language.lexicon import Rule, pattern
from summarizer.language.pinyin import plain_letters
from summarizer.language.style.fault import Fault, Role
from summarizer.language.style.words import EVALUATIVE, SYNONYMS, has_verb

TITLE_WORDS = 12
SENTENCE_WORDS = 55
SUMMARY_WORDS = 120
NAME_WORDS = 16

_CHINESE = re.compile(r"[㐀-鿿豈-﫿]+")
_SENTENCE = re.compile(r"(?<=[.!?])['’]?\s+(?=[A-Z'])")
_WORD = re.compile(r"[A-Za-z0-9][\w'’.,%-]*")
_NAMES = {"law", "institution", "place", "person", "document", "rank"}


def faults(
    english: str,
    chinese: str,
    role: Role,
    *,
    terms: Sequence[Term] = (),
    tense: str = "",
    missing: Sequence[str] = (),
) -> tuple[Fault, ...]:
    """What is wrong with ``english``, which stands for ``chinese`` in the part ``role``; () when nothing is found.

    ``terms`` are those that stand in ``chinese`` and were asked for; ``tense`` is "past", "present" or "future" of
    the item, "" where it does not matter; ``missing`` are quantities of the source that are left out.
    """
    found = [*_in_every_text(english, chinese, role)]
    if missing:
        found.append(Fault("missing", f"it leaves out {', '.join(missing)}"))
    if role == "summary":
        found += [*_in_a_summary(english, chinese, tense), *_terms(english, terms)]
    elif role == "name":
        found += _terms(english, terms)
    return tuple(found)


def told_twice(evidence: Iterable[tuple[str, tuple[tuple[int, int], ...]]]) -> list[tuple[str, str]]:
    """Pairs of ids of items that rest on the very same sentences: one statement made into two.

    ``evidence`` gives for each item its id and the spans it rests on.
    """
    by_spans: dict[tuple[tuple[int, int], ...], list[str]] = {}
    for name, spans in evidence:
        by_spans.setdefault(spans, []).append(name)
    return [pair for names in by_spans.values() for pair in combinations(names, 2)]


# --- every text -----------------------------------------------------------------------------------------------------

_HANGING = Rule(
    "a word on which no sentence ends",
    r"(?:^|[\s'(])(?:the|a|an|and|or|of|to|in|for|with|by|on|from|as|at|through|that|which|its|their|is|are|was|were|"
    r"still|not|more|than|between|into|under|including|such)$",
    yes=("The district handled⟨ the⟩", "it was decided⟨ to⟩"),
    no=("The district handled 300 cases",),
    flags=re.IGNORECASE,
)
_ABOUT = Rule(
    "a sentence that speaks of itself",
    r"\b(?:the|this) (?:summary|text|passage|item)\b|\b(?:title|summary|tense|terms|json):",
    yes=("⟨The summary⟩ says", "⟨Title:⟩ work"),
    no=("the work of the district",),
    flags=re.IGNORECASE,
)
_REPORT = Rule(
    "the report, spoken of",
    r"\b(?:the|this) report\b",
    yes=("⟨The report⟩ says",),
    no=("a report",),
    flags=re.IGNORECASE,
)
_DOLLARS = Rule(
    "money that is no yuan",
    r"\$|\b(?:US)?\s?dollars?\b|\bUSD\b|\beuros?\b|\bpounds? sterling\b|€|£",
    yes=("⟨$⟩5 million", "5 million ⟨US dollars⟩"),
    no=("CNY 5 million",),
    flags=re.IGNORECASE,
)
_PERSON = Rule(
    "we, where a name should act",
    r"\b(?:we|our|ours|us)\b",
    yes=("⟨We⟩ handled", "⟨our⟩ district"),
    no=("the hour",),
    flags=re.IGNORECASE,
)


def _in_every_text(english: str, chinese: str, role: Role) -> Iterator[Fault]:
    if left := _CHINESE.findall(english):
        yield Fault("chinese", f"Chinese is left in it: {' '.join(left[:3])}")
    if (money := _DOLLARS.search(english)) and not re.search(r"美元|美金|欧元|英镑|港元|港币|澳元", chinese):
        yield Fault("currency", f"it says {money.group().strip()}, the source speaks of yuan: write CNY")
    most = {"title": TITLE_WORDS, "summary": SUMMARY_WORDS, "name": NAME_WORDS}[role]
    if (count := len(_WORD.findall(english))) > most:
        yield Fault("long", f"it is too long ({count} words, at most {most})")
    if run := _repeated(english):
        yield Fault("repeated", f"it says '{run}' twice")
    if _HANGING.search(english.rstrip(" .'")):
        yield Fault("ends", f"it breaks off after '{english.rstrip(' .').rsplit(' ', 1)[-1]}'")
    if match := _ABOUT.search(english) or (None if "报告" in chinese else _REPORT.search(english)):
        yield Fault("about", f"it speaks of itself ('{match.group()}'): say who did what")
    if match := _PERSON.search(english):
        yield Fault("person", f"it says '{match.group()}': name who acts")
    if pair := _double(english):
        yield Fault("double", f"'{pair}' says one thing twice: use one word")


def _repeated(english: str) -> str:
    """Words that stand twice side by side, or a run of seven words that comes again."""
    words = [word.strip(".,;:'").lower() for word in english.split()]
    for length in range(1, 8):
        for at in range(len(words) - 2 * length + 1):
            run = words[at : at + length]
            if run == words[at + length : at + 2 * length] and any(len(word) > 1 and word.isalpha() for word in run):
                return " ".join(run)
    runs = [tuple(words[at : at + 7]) for at in range(len(words) - 6)]
    return next((" ".join(run) for at, run in enumerate(runs) if run in runs[:at]), "")


def _double(english: str) -> str:
    for group in SYNONYMS:
        either = "|".join(_forms(word) for word in group.split())
        for match in re.finditer(rf"\b({either}) and (?:further )?({either})\b", english, re.IGNORECASE):
            if match[1].lower()[:5] != match[2].lower()[:5]:
                return match.group()
    return ""


def _forms(word: str) -> str:
    stem = word.removesuffix("e")
    return word if word.endswith("ly") else rf"{stem}(?:e|es|ed|ing|s)?"


# --- a summary ------------------------------------------------------------------------------------------------------

_ORDINAL = Rule(
    "a list put into a sentence",
    r"\b(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?), |(?:^|\s)\(?[1-9][.)] ",
    yes=("⟨First, ⟩the district", "⟨1. ⟩the"),
    no=("the first case",),
    flags=re.IGNORECASE,
)
_FUTURE = Rule(
    "what is to come",
    rf"{pattern('goal', 'en')}|\bto be\b",
    yes=("it ⟨will⟩ build", "⟨to be⟩ built"),
    no=("it built",),
    flags=re.IGNORECASE,
)
_WILL = Rule(
    "that something will be",
    rf"\b(?:will|shall)\b|{pattern('goal', 'en', 'verb')}\sto\b",
    yes=("it ⟨will⟩ build",),
    no=("it built",),
    flags=re.IGNORECASE,
)
_MEANT = Rule(
    "a word of what is meant to be",
    rf"{pattern('goal forecast furthers', 'zh')}|将|规划|要求|为了?|可|如|便|即|旨在",
    yes=("⟨力争⟩建成", "⟨推动⟩改革"),
    no=("办结",),
)
_BEGINS = Rule(
    "a beginning in mid-sentence",
    r"^(?:[a-z,;:)]|(?:And|Or|But|Which|That|Including|Such as|As well as)\b)",
    yes=("⟨a⟩nd handled", "⟨Which⟩ handled"),
    no=("The district",),
)


def _in_a_summary(english: str, chinese: str, tense: str) -> Iterator[Fault]:
    sentences = [one for one in _SENTENCE.split(english.strip()) if one]
    if _BEGINS.match(english):
        yield Fault("begins", f"it begins in the middle of a sentence ('{english[:20]}')")
    for sentence in sentences:
        if not has_verb(sentence):
            yield Fault("verbless", f"'{sentence[:50]}' has no verb: write full sentences")
        if len(_WORD.findall(sentence)) > SENTENCE_WORDS:
            yield Fault("long", f"a sentence is too long: '{sentence[:40]}'")
    statements = len([part for part in re.split(r"[。；;，,]|[一二三四五六七八九]是", chinese) if part.strip()])
    if len(sentences) > max(2, statements):
        yield Fault("split", f"{len(sentences)} sentences for {statements} statements: say it in one or two")
    elif _ORDINAL.search(english) and not re.search(r"[一二三四五六]是|首先|第[一二三]|其次|[1-9][.、．)）]", chinese):
        yield Fault("split", "it counts points that the text does not count: say it in one or two sentences")
    if tense == "future" and not _FUTURE.search(english):
        yield Fault("tense", "it is a plan: write what will be done")
    if tense == "past" and _WILL.search(english) and not _MEANT.search(chinese):
        yield Fault("tense", "it was done: write in the past tense")
    for english_words, chinese_words in EVALUATIVE.items():
        if (judged := re.search(english_words, english, re.IGNORECASE)) and not re.search(chinese_words, chinese):
            yield Fault("praise", f"'{judged.group()}' is praise that the text does not have")


# --- terms ----------------------------------------------------------------------------------------------------------

_SMALL = frozenset(
    ["of", "the", "and", "a", "an", "in", "on", "for", "to", "by", "with", "at", "from", "as", "or", "its", "their"]
)
_STEM = 5  # letters: administration, administrative


def _terms(english: str, terms: Iterable[Term]) -> Iterator[Fault]:
    said = _stems(english)
    for term in terms:
        if term.kind in ("verb", "unit") or (term.kind not in _NAMES and len(term.zh) < 4):
            continue
        if not any(_said(_stems(_bare(name)), said, term.kind) for name in (term.en, *term.also)):
            yield Fault("term", f"it does not use the term '{term.en}' ({term.zh})")


def _said(wanted: set[str], said: set[str], kind: str) -> bool:
    """Whether a term is there: a name whole, of another long term two words of three (government openness)."""
    return wanted <= said or (kind not in _NAMES and len(wanted) > 2 and 3 * len(wanted & said) >= 2 * len(wanted))


def _bare(name: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", name)


def keeps(again: str, first: str) -> bool:
    """Whether a text written again still says what it said: half of its words at least, and nothing in quotes added."""
    before, after = _stems(first), _stems(again)
    quoted = again.count("'") > first.count("'") + 1
    return 2 * len(before & after) >= len(before) and not quoted


def _stems(english: str) -> set[str]:
    """The first letters of every word that matters, without endings."""
    plain = plain_letters(english)  # Garzê as a model writes it, Garze
    words = (word.lower().replace("'s", "") for word in re.findall(r"[A-Za-z0-9][A-Za-z0-9']*", plain))
    return {_root(word)[:_STEM] for word in words if word not in _SMALL}


def _root(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def terms_of(glossary: Glossary, chinese: str) -> tuple[Term, ...]:
    """The terms of ``chinese`` that its English is held to."""
    return tuple(term for term in glossary.terms_in(chinese) if term.kind not in ("verb", "unit"))
