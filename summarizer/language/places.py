"""The places that a text names, as English names them: so that Dongping District is known to be 东屏区.

Every run that could be a place's name is taken: one that is none (规范区) does no harm, since no English says it.
"""

import re
from functools import lru_cache

from summarizer.language.glossary import Term, place_english
from summarizer.language.pinyin import plain_letters, romanized

_LEVELS = "街道|自治县|开发区|新区|[省市区县镇乡村旗]"
_ENDS = re.compile(_LEVELS)
_LEAST = 5  # letters: a shorter name may be an English word
_SIZES = (2, 3, 4)  # characters before the level


@lru_cache(maxsize=32)
def places_of(text: str) -> tuple[Term, ...]:
    """What may be places in the Chinese ``text``, each with its English in full and its bare name (Dongping)."""
    found: dict[str, Term] = {}
    for end in _ENDS.finditer(text):
        for size in _SIZES:
            stem = text[max(0, end.start() - size) : end.start()]
            name = stem + end.group()
            if len(stem) < size or name in found or not re.fullmatch(r"[一-鿿]+", name):
                continue
            english = place_english(name)
            bare = plain_letters(romanized(stem))
            if english and len(bare) >= _LEAST:
                found[name] = Term(name, plain_letters(english), "place", (bare,))
    return tuple(found.values())


def places_said(english: str, text: str) -> tuple[Term, ...]:
    """The places of the Chinese ``text`` that ``english`` names."""
    if not re.search(r"[A-Z][a-z]{3}", english):
        return ()
    low = plain_letters(english).lower()
    return tuple(term for term in places_of(text) if any(name.lower() in low for name in (term.en, *term.also)))
