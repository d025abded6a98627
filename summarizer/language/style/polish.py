"""What can be mended in English words by rule, without touching a number, a name or a meaning."""

import re

from summarizer.language.glossary import Glossary
from summarizer.language.lexicon import Rule
from summarizer.language.style.fault import Role

# Adverbs of the genre that Chinese puts before every verb and English does without.
_FILLERS = Rule(
    "an adverb that English does without",
    r"\b(?:vigorously|earnestly|conscientiously|solidly|resolutely|unswervingly|energetically|in[- ]depth(?:ly)?)\s+"
    r"(?=[a-z])",
    yes=("⟨vigorously ⟩promoted", "⟨in-depth ⟩study"),
    no=("promoted vigorously",),
)
_OUR = Rule(
    "our, said of an office",
    r"\b([Oo])ur (?=(?:district|county|city|province|bureau|town|area|zone|region|office|department)\b)",
    yes=("⟨Our ⟩district", "⟨our ⟩bureau"),
    no=("our work",),
)
_TWICE = Rule(
    "a small word twice",
    r"\b(the|a|an|of|to|in|for|and|is|was|were|are|has|have) \1\b",
    yes=("of ⟨the the⟩ district",),
    no=("that that",),
    flags=re.IGNORECASE,
)
_WORK_OF = Rule(
    "the work of doing",
    r"\b(carr(?:y|ied|ying) out) the work of (?=[a-z]+ing\b|the\b)",
    yes=("⟨carried out the work of ⟩inspecting",),
    no=("carried out the work",),
)
_SHORT_FORMS = {"isn't": "is not", "aren't": "are not", "wasn't": "was not", "don't": "do not", "doesn't": "does not",
                "didn't": "did not", "can't": "cannot", "won't": "will not", "haven't": "have not",
                "hasn't": "has not"}  # fmt: skip
_HAS_CAPITAL = re.compile(r"[A-Z]")


def polish(english: str, role: Role, glossary: Glossary) -> str:
    """``english`` with small faults mended: doubled little words, empty adverbs, "our district", capitals of titles."""
    text = _TWICE.sub(r"\1", " ".join(english.split()))
    text = _OUR.sub(lambda match: "The " if match[1] == "O" else "the ", text)
    text = _WORK_OF.sub(r"\1 ", text)
    for short, full in _SHORT_FORMS.items():
        text = re.sub(rf"\b{short}\b", full, text)
    text = _FILLERS.sub("", text)
    if role == "summary":
        return text[:1].upper() + text[1:] if re.match(r"[a-z]+ [a-z]+ ", text) else text
    return sentence_case(text.rstrip(" ."), glossary, first=role == "title")


def sentence_case(title: str, glossary: Glossary, *, first: bool = True) -> str:
    """A title in sentence case: names keep their capitals (Conghua District, Civil Code), other words lose them.

    A name is what the glossary writes with capitals, what stands in single quotes, and what has capitals within
    (CNY, PM2.5, e-Government). Without ``first`` the first word loses its capital too.
    """
    if not re.search(r"[a-z]", title) or not re.search(r"\b[A-Z][a-z]+(?: \w+)* [A-Z][a-z]+", title):
        return _first(title, glossary, first)
    kept = _names(title, glossary)
    parts: list[str] = []
    for match in re.finditer(r"[A-Za-z][\w'-]*|[^A-Za-z]+", title):
        word = match.group()
        own = any(start <= match.start() < end for start, end in kept) or re.search(r"[a-z0-9][A-Z]|[A-Z]{2}", word)
        parts.append(word if own else word.lower())
    lowered = "".join(parts)
    return _first(lowered, glossary, first)


def _first(title: str, glossary: Glossary, capital: bool) -> str:
    if capital:
        return title[:1].upper() + title[1:]
    word = re.match(r"[A-Za-z'-]+", title)
    own = word is None or re.search(r"[A-Z].*[A-Z]", word.group()) or any(a == 0 for a, _ in _names(title, glossary))
    return title if own or (word and word.group() == "I") else title[:1].lower() + title[1:]


_QUOTED = Rule(
    "a quoted name", r"(?<!\w)'[^']{2,80}'(?!\w)", yes=("the ⟨'one window'⟩ reform",), no=("the district's",)
)
_PLACE = Rule(
    "a place by name",
    r"\b(?!(?:The|Each|Every|All|Of|In|And|For|New|Other)\b)[A-Z][a-z']+(?: [A-Z][a-z']+)?? "
    r"(?:District|County|Province|Prefecture|Town|Township|Banner|Subdistrict|City|Village"
    r"|Development Zone|New Area)\b",
    yes=("in ⟨Yunhe District⟩", "⟨Qing Shan City⟩"),
    no=("The District",),
)
_ALWAYS = Rule(
    "a name that keeps its capitals",
    r"\b(?:Party|CPC|CPPCC|China|Chinese|Beijing|Guangdong|Internet Plus|State Council|Communist|Xi Jinping|Fengqiao|"
    r"Marxis[mt]|National Day|Spring Festival|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Monday|Sunday|Tibetan|Hui|Yi|Uygur|Mongolian)\b",
    yes=("the ⟨State Council⟩", "in ⟨January⟩"),
    no=("the council",),
)


def _names(title: str, glossary: Glossary) -> list[tuple[int, int]]:
    """Where names stand that keep their capitals: (start, end) pairs."""
    found = [match.span() for pattern in (_QUOTED, _PLACE, _ALWAYS) for match in pattern.finditer(title)]
    for span, term in glossary.terms_in_english(title):
        if any(_HAS_CAPITAL.search(name) for name in (term.en, *term.also)) and title[span.start : span.end] in (
            term.en,
            *term.also,
        ):
            found.append((span.start, span.end))
    return found
