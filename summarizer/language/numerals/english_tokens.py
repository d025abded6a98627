"""The words and digit runs of an English text, and the number as it is read from them."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from summarizer.language.numerals.english_words import VULGAR

Form = Literal["digits", "words", "fraction", "ratio"]

_MAX_DIGITS = 4000  # Python refuses longer ones by default; longer runs are mentions without value

# Possessive quantifiers and bounded parts: no position is tried twice, whatever the text.
_TOKEN = re.compile(
    r"""(?P<digits>
        (?<![\d./])\d{1,3}(?:[,，]\d{3})++(?!\d)(?:\.\d++(?!\.\d))?
      | (?<![\d./])[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})++(?!\d)(?:\.\d++)?(?![ ,.\u00a0\u2009\u202f]?\d)
      | (?<!\d)(?<!\d\.)\d++\.\d++(?!\.\d)
      | (?<![\d\w])\.\d++
      | \d++
      )
    | (?P<vulgar>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])
    | (?P<word>[A-Za-z]++)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written at ``text[start:end]``.

    value    exact, scale words included; None where the digits are too many to be read
    digits   the part without its scale word ("1.2" of "1.2 billion"; the whole for words)
    scale    the power of ten written behind the digits ("1.2 billion" → 10**9), else 1
    form     digits, words, fraction (two-thirds, 3/4, half), ratio (one in three, 3 out of 5)
    parts    the two numbers of a ratio, as Number
    glued    True where a letter follows or precedes without a space ("29km", "A4")
    """

    start: int
    end: int
    value: Fraction | None
    digits: str
    scale: int = 1
    form: Form = "digits"
    parts: tuple["Number", ...] = ()
    glued: bool = False


class Token(NamedTuple):
    """A word or a run of digits; ``text`` is lower case, ``value`` is set for digits and vulgar fractions."""

    start: int
    end: int
    text: str
    kind: str
    value: Fraction | None


def tokens(text: str) -> list[Token]:
    """Words and digit runs of ``text`` in order; what lies between them is punctuation and space."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        word = match.group()
        if kind == "word":
            found.append(Token(match.start(), match.end(), word.lower(), kind, None))
        elif kind == "vulgar":
            found.append(Token(match.start(), match.end(), word, kind, Fraction(*VULGAR[word])))
        else:
            found.append(Token(match.start(), match.end(), word, kind, read_digits(word)))
    return found


def read_digits(text: str) -> Fraction | None:
    """The value of a run of digits with separators ("121,675.5"); None when it is too long to be a number."""
    bare = re.sub(r"[,，\s]", "", text)
    if len(bare) > _MAX_DIGITS:
        return None
    whole, _, decimals = bare.partition(".")
    return Fraction(int((whole or "0") + decimals), 10 ** len(decimals))
