"""English numerals to exact fractions: digits, words, and mixtures of both ("4 thousand 3 hundred and 21").

:func:`find_numbers` knows how a number is written and nothing of what it is said of: years, list markers and
document numbers are numbers here; ordinals are not. What they are is decided in ``quantities``.

Not read on purpose: a comma as a decimal mark (English "1,3" is a list), and a minus sign with a space behind
it (that is a list bullet).
"""

from collections.abc import Iterator, Sequence

from summarizer.language.lexicon import Rule
from summarizer.language.numerals.english_reader import Reader
from summarizer.language.numerals.english_tokens import Form, Number, Token, read_digits, tokens
from summarizer.language.numerals.english_words import PRONOUN_AFTER, PRONOUN_BEFORE, SMALL

__all__ = ["Form", "Number", "find_numbers", "is_pronoun", "read_digits", "tokens"]


def find_numbers(text: str, found: Sequence[Token] | None = None) -> list[Number]:
    """Every number of ``text``, left to right, without overlap; ``found`` are its tokens if already made."""
    return list(_numbers(text, tokens(text) if found is None else found))


def is_pronoun(text: str, number: Number) -> bool:
    """Whether ``number`` is the word "one" standing for a thing or a person: "one of the", "this one", "no one"."""
    if number.form != "words" or text[number.start : number.end].lower() != "one":
        return False
    after = _NEXT.match(text, number.end)
    before = _LAST.search(text[max(0, number.start - 16) : number.start])
    return after is None or after[1].lower() in PRONOUN_AFTER or bool(before and before[1].lower() in PRONOUN_BEFORE)


_NEXT = Rule("the word behind a number", r"[\s-]([A-Za-z]+)", yes=("⟨ cases⟩ were heard", "⟨-year⟩"), no=("(cases)",))
_LAST = Rule("the word before a number", r"([A-Za-z]+)[\s-]$", yes=("⟨about ⟩", "some ⟨one-⟩"), no=("about",))
_STARTERS = frozenset(
    {*SMALL, "hundred", "thousand", "million", "billion", "trillion", "dozen", "half", "quarter", "a", "an"}
)


def _numbers(text: str, found: Sequence[Token]) -> Iterator[Number]:
    reader, at = Reader(text, found), 0
    while at < len(found):
        token = found[at]
        if token.kind == "word" and token.text not in _STARTERS:
            at += 1
            continue
        number, after = reader.number(at)
        if number is None:
            at += 1
            continue
        yield number
        at = max(after, at + 1)
        while at < len(found) and found[at].start < number.end:
            at += 1
