"""The words around a number that bound it: more than 300, 300 or more, top the 400 billion mark."""

import re
from fractions import Fraction

from summarizer.quantities.en import cues
from summarizer.quantities.figure import Qualifier

#: So far from a number such words stand.
WINDOW = 40
#: A mark that is reached or passed is a bound, though it is told as a thing: above the 400 billion mark.
_MARK_REACHED = re.compile(r"[\s-]?(?:yuan|percent|per\scent)?[\s-]?(?:mark|threshold|barrier|milestone|line)s?\b")
#: Set against a thing told of: below the 6.4 percent of last year.
_SET_AGAINST = re.compile(r"\bthe\s{0,2}\Z")
#: From this value on a number can be passed or topped as a mark; two laws are passed otherwise.
_A_MARK = 1000


def squeezed(words: str) -> str:
    """``words`` in lower case with one space between them."""
    return " ".join(words.lower().split())


def qualified(text: str, start: int, end: int, floor: int, value: Fraction | None = None) -> tuple[int, int, Qualifier]:
    """The phrase widened by "more than …" before it and "… or more" behind it, with what they say.

    A bound behind the number is stronger than "about" or "exactly" before it ("about 500 or more"). ``value`` is the
    number's, where it is one number.
    """
    qualifier: Qualifier = "exact"
    last = cues.LAST_WORD.search(text[max(floor, start - 18) : start])
    window = text[max(floor, start - WINDOW) : start]
    hinted = last is not None and last[1].lower() in cues.LAST_WORDS and not cues.PHRASAL.search(window)
    if hinted and (match := cues.QUALIFIER_BEFORE.search(window)):
        said = squeezed(match[1])
        passed = said not in cues.REACHED or (value is not None and value >= _A_MARK)
        thing = _SET_AGAINST.search(match.group()) and cues.BEFORE_PHRASES[said] != "about"
        if passed and (not thing or _MARK_REACHED.match(text, end)):
            qualifier = cues.BEFORE_PHRASES[said]
            start -= len(match.group())
    if qualifier in ("exact", "about") and (match := cues.QUALIFIER_AFTER.match(text, end, end + WINDOW)):
        return start, match.end(), cues.AFTER_PHRASES[squeezed(match[1])]
    return start, end, qualifier
