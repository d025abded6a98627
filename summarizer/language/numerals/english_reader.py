"""Read one English number from its tokens: a small grammar, digits first or words first."""

import re
from collections.abc import Sequence
from fractions import Fraction

from summarizer.language.lexicon import Rule
from summarizer.language.numerals.english_tokens import Number, Token
from summarizer.language.numerals.english_words import (
    CHINESE_SCALES,
    DOZENS,
    GLUED,
    ORDINAL_UNITS,
    PARTS,
    PLURAL_PARTS,
    SCALES,
    SMALL,
    TENS,
    UNITS,
    VULGAR,
)

_MAX_WORDS = 40
_CHINESE_SCALE = re.compile("|".join(sorted(CHINESE_SCALES, key=len, reverse=True)))
_EXPONENT = Rule(
    "a power of ten behind e", r"[eE]([+-]?\d{1,2})(?!\w|[.,]\d)", yes=("⟨e6⟩", "⟨E+05⟩ yuan"), no=("ed", "e6x")
)
_TEN_POWER = Rule(
    "a power of ten written out",
    r"\s?[x×]\s?10\s?\^\s?([+-]?\d{1,2})(?![.,]?\d)",
    yes=("⟨ x 10^6⟩", "⟨×10^3⟩ t"),
    no=("x 10",),
)
_POWER = Rule("a power behind ten", r"\^([+-]{0,2}\d{1,2})(?![.,]?\d)", yes=("10⟨^4⟩ people",), no=("10^4.5",))
_SUFFIX = Rule(
    "a letter for a power of ten",
    r"(?P<gap>\s{0,2})(?P<letters>MM|[kKMGBTb])(?![\w'])",
    yes=("12⟨k⟩", "3.5⟨ MM⟩ yuan"),
    no=("5km", "4G's"),
)
_MONEY_BEFORE = Rule(
    "money before a number",
    r"(?:[$€£¥￥]|\b(?:CNY|RMB|USD|HKD|EUR|yuan))\s?$",
    yes=("about ⟨$⟩", "⟨CNY ⟩"),
    no=("CNY about",),
)
_MONEY_AFTER = Rule(
    "money behind a number",
    r"\s?(?:yuan|RMB|CNY|USD|dollars?)\b",
    yes=("5⟨ yuan⟩", "3 million⟨ dollars⟩"),
    no=("5 yuans",),
)
_SLASH = Rule("the lower half of a fraction", r"/(\d{1,3})(?![\d/.,]*\d)", yes=("3⟨/4⟩",), no=("2/4000", "3/4.5"))
_MIXED = Rule(
    "a fraction behind a whole", r"\s{1,2}(\d{1,2})/(\d{1,3})(?![\d/]|[.,]\d)", yes=("2⟨ 3/4⟩ years",), no=("2 3/4/5",)
)
_ENDED = Rule(
    "the end of a share in words",
    r"\s?(?:[.,;:)]|\Z)|\s(?:of|was|were|is|are|had|has|have)\b",
    yes=("three in four⟨.⟩", "three in four⟨ of⟩ them"),
)


class Reader:
    """Reads one number from a position in the tokens; every method returns what it read and where it stopped."""

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self.text = text
        self.found = found

    # -- looking ---------------------------------------------------------------------------------------

    def word(self, at: int) -> str:
        """The word at ``at``, "" past the end, at digits, or where more than space or a hyphen lies before it."""
        if at >= len(self.found) or self.found[at].kind != "word" or not self._joined(at):
            return ""
        return self.found[at].text

    def _joined(self, at: int) -> bool:
        if at == 0:
            return True
        gap = self.text[self.found[at - 1].end : self.found[at].start]
        if len(gap) > 4:
            return False
        return gap.strip() in ("", "-", "‑") and "\n\n" not in gap

    def _digits(self, at: int) -> Fraction | None:
        if at < len(self.found) and self.found[at].kind == "digits" and (at == 0 or self._joined(at)):
            return self.found[at].value
        return None

    # -- the number ------------------------------------------------------------------------------------

    def number(self, at: int) -> tuple[Number | None, int]:
        """The number that begins at token ``at`` with its sign, or None, and the token behind it."""
        first = self.found[at]
        start, sign = self._sign(first.start)
        number, after = self._ratio(at)
        if number is None:
            return None, at
        if sign < 0 and number.value is not None:
            number = Number(start, number.end, -number.value, number.digits, number.scale, number.form, number.parts)
        return number, after

    def _sign(self, start: int) -> tuple[int, int]:
        before = self.text[max(0, start - 9) : start]
        if match := re.search(r"(?:\b(?:minus|negative)\s|(?:^|(?<=[\s(（\[<>=*|~]))[-−])$", before, re.IGNORECASE):
            return start - len(match.group()), -1
        return start, 1

    def _ratio(self, at: int) -> tuple[Number | None, int]:
        number, after = self._mixed(at)
        if number is None or number.value is None or number.form in ("fraction", "ratio"):
            return number, after
        middle = after
        share = number.form == "words" and self._ends_small(after + 1)
        if (self.word(after), self.word(after + 1)) in (("out", "of"), ("in", "every")):
            middle = after + 2
        elif self.word(after) in ("in", "over") and (number.value == 1 or (share and self.word(after) == "in")):
            middle = after + 1
        if middle == after or middle >= len(self.found) or self.found[middle].text in ("a", "an"):
            return number, after
        whole, end = self._mixed(middle) if self._joined(middle) else (None, after)
        if whole is None or whole.value is None or whole.form == "fraction" or not number.value < whole.value:
            return number, after
        if whole.form == "digits" and whole.value >= 1000 and self.word(after) != "out":
            return number, after
        value = number.value / whole.value
        text = self.text[number.start : whole.end]
        return Number(number.start, whole.end, value, text, 1, "ratio", (number, whole)), end

    def _ends_small(self, at: int) -> bool:
        """Whether a small number at ``at`` ends what is said: "three in four", not "three in four days"."""
        small = SMALL.get(self.word(at), 0)
        return 1 < small <= 10 and _ENDED.match(self.text, self.found[at].end) is not None

    def _mixed(self, at: int) -> tuple[Number | None, int]:
        token = self.found[at]
        if token.kind == "vulgar":
            return Number(token.start, token.end, token.value, token.text, 1, "fraction"), at + 1
        if token.kind == "digits":
            return self._from_digits(at)
        if token.text in ("half", "quarter"):
            return self._bare_part(at)
        if token.text in ("a", "an"):
            return self._article(at)
        return self._from_words(at)

    # -- digits first ----------------------------------------------------------------------------------

    def _from_digits(self, at: int) -> tuple[Number | None, int]:
        token = self.found[at]
        glued_before = token.start > 0 and self.text[token.start - 1].isalpha() and self.text[token.start - 1].isascii()
        end, value = token.end, token.value
        if value is None:
            return Number(token.start, end, None, token.text), at + 1
        if powered := self._power(token, value):
            return powered, self._at(powered.end, at)
        if match := _MIXED.match(self.text, end):
            top, bottom = int(match[1]), int(match[2])
            if 0 < top < bottom <= 100 and value.denominator == 1:
                return self._fraction(token.start, match.end(), value + Fraction(top, bottom), at)
        if match := _SLASH.match(self.text, end):
            bottom = int(match[1])
            slashed = self.text[token.start - 1 : token.start] == "/"
            if value.denominator == 1 and 0 < value < bottom <= 100 and not slashed:
                return self._fraction(token.start, match.end(), value / bottom, at)
        if end < len(self.text) and self.text[end] in VULGAR and at + 1 < len(self.found):
            extra = self.found[at + 1].value or Fraction(0)
            return self._fraction(token.start, self.found[at + 1].end, value + extra, at)
        scaled, after, scale = self._scaled_digits(at, value)
        if after == at + 1 and (letters := self._glued_scale(token)):
            end, scale = letters
            return Number(token.start, end, value * scale, token.text, scale, glued=glued_before), self._at(end, at)
        end = self.found[after - 1].end
        if after == at + 1:
            follows = self.text[end : end + 1]
            glued = glued_before or (follows.isalpha() and follows.isascii())
            return Number(token.start, end, value, token.text, glued=glued), after
        number = Number(token.start, end, scaled, token.text, scale)
        return self._and_part(number, after, scale)

    def _power(self, token: Token, value: Fraction) -> Number | None:
        """ "1.3e6", "1.3 x 10^6", "2.5^-1"; the exponent has two digits at most, and the base is short."""
        end, base = token.end, Fraction(10)
        match = _EXPONENT.match(self.text, end) or _TEN_POWER.match(self.text, end)
        if match is None and len(token.text) <= 20 and (match := _POWER.match(self.text, end)):
            value, base = Fraction(1), value
        if match is None or (base == 0 and "-" in match[1]):
            return None
        exponent = int(match[1].replace("--", "").lstrip("+"))
        return Number(token.start, match.end(), value * base**exponent, self.text[token.start : match.end()])

    def _at(self, end: int, at: int) -> int:
        """The index of the first token that starts at or behind ``end``."""
        while at < len(self.found) and self.found[at].start < end:
            at += 1
        return at

    def _fraction(self, start: int, end: int, value: Fraction, at: int) -> tuple[Number, int]:
        return Number(start, end, value, self.text[start:end], 1, "fraction"), self._at(end, at)

    def _glued_scale(self, token: Token) -> tuple[int, int] | None:
        """The end and the factor of "k", "M", "bn" behind digits; "m" only beside money or behind two decimals.

        A translation can leave the Chinese scale in place ("1.4万家"): it counts as it does there.
        """
        text, end = self.text, token.end
        if match := _CHINESE_SCALE.match(text, end):
            return match.end(), CHINESE_SCALES[match.group()]
        if match := _SUFFIX.match(text, end):
            letters = match["letters"]
            if match["gap"] and letters in ("b", "T", "B"):
                return None
            return match.end(), GLUED[letters]
        if text[end : end + 1] == "m" and not text[end + 1 : end + 2].isalnum():
            money = _MONEY_BEFORE.search(text[max(0, token.start - 6) : token.start]) or _MONEY_AFTER.match(
                text, end + 1
            )
            if money or len(token.text.partition(".")[2]) >= 2:
                return end + 1, 10**6
        return None

    def _scaled_digits(self, at: int, value: Fraction) -> tuple[Fraction, int, int]:
        """Digits with scale words behind them, and smaller parts: "4 thousand 3 hundred and 21"."""
        scale, after = self._scale_words(at + 1)
        if scale == 1:
            scale, after = self._counted_as_in_chinese(at + 1)
        if scale == 1:
            return value, at + 1, 1
        total, pure = value * scale, scale
        if value.denominator != 1:
            return total, after, pure
        rest, end = self._tail(after, scale)
        if end > after:
            return total + rest, end, 1
        return total, after, pure

    def _counted_as_in_chinese(self, at: int) -> tuple[int, int]:
        """万 and 亿 as translations have them: "45 ten thousand", "35 wan", "3 yi"."""
        if self.word(at) == "ten" and self.word(at + 1) == "thousand":
            return 10**4, at + 2
        scale = {"wan": 10**4, "yi": 10**8}.get(self.word(at), 1)
        return scale, at + (scale > 1)

    def _scale_words(self, at: int) -> tuple[int, int]:
        scale = 1
        while (word := self.word(at)) in SCALES or word == "hundred" or word in DOZENS:
            scale *= 100 if word == "hundred" else 12 if word in DOZENS else SCALES[word]
            at += 1
        return scale, at

    def _tail(self, at: int, limit: int) -> tuple[Fraction, int]:
        """What may follow a scale: "3 hundred and 21" under a thousand; its value is below ``limit``."""
        joined = at + 1 if self.word(at) == "and" else at
        value = self._digits(joined)
        if value is not None and value.denominator == 1 and value > 0:
            scale, after = self._scale_words(joined + 1)
            plain_after_and = joined > at and scale == 1 and value < 100 and limit <= 1000
            lower_scale = joined == at and 1 < scale < limit
            if value * scale < limit and (plain_after_and or lower_scale) and not self._letters_follow(joined):
                rest, end = self._tail(after, scale) if scale > 1 else (Fraction(0), after)
                return value * scale + rest, end
            return Fraction(0), at
        if self.word(joined) in SMALL:
            small, after, last = self._cardinal(joined)
            if 0 < small < limit and last < limit and not self._part(after):
                return Fraction(small), after
        return Fraction(0), at

    def _letters_follow(self, at: int) -> bool:
        end = self.found[at].end
        return self.text[end : end + 1].isalpha() or self.text[end : end + 1] == "%"

    # -- words first -----------------------------------------------------------------------------------

    def _cardinal(self, at: int) -> tuple[int, int, int]:
        """A whole number in words from ``at``: its value, the token behind it, its last scale word."""
        total, current, last, limit, words = 0, -1, 1, 10**18, at
        while at < len(self.found) and at - words < _MAX_WORDS:
            if at > words and not self._joined(at):
                break
            word = self.found[at].text
            round_so_far = current < 0 or (current >= 100 and current % 100 == 0)
            if word == "and" and at > words and round_so_far and self._small_follows(at + 1, limit, current):
                at += 1
                continue
            if word in SMALL and round_so_far:
                if at > words and not self._small_follows(at, limit, current):
                    break
                current = max(current, 0) + SMALL[word]
                if word in TENS and self.word(at + 1) in UNITS and UNITS[self.word(at + 1)]:
                    at += 1
                    current += SMALL[self.found[at].text]
            elif word == "hundred" and 0 < current < 100:
                current *= 100
                last = 100
            elif word in DOZENS and current > 0:
                current *= 12
                last = 12
            elif word in SCALES and current > 0 and (not total or SCALES[word] < limit):
                total += current * SCALES[word]
                limit = last = SCALES[word]
                current = -1
            elif word in SCALES and current < 0 and total and at > words:
                total *= SCALES[word]
                limit = last = last * SCALES[word]
            else:
                break
            at += 1
        return total + max(current, 0), at, last

    def _small_follows(self, at: int, limit: int, current: int) -> bool:
        """Whether a smaller part stands at ``at``: "two thousand AND two hundred",
        not "two hundred and two hundred"."""
        if self.word(at) not in SMALL:
            return False
        value, after = SMALL[self.word(at)], at + 1
        if value >= 20 and UNITS.get(self.word(after)):
            value, after = value + UNITS[self.word(after)], after + 1
        ahead = self.word(after)
        if (part := self._part(after)) and value < part[0]:
            return False  # "one hundred and three quarters": the small number counts parts
        if ahead == "hundred":
            return current < 0
        return ahead not in DOZENS and SCALES.get(ahead, 1) < limit

    def _from_words(self, at: int) -> tuple[Number | None, int]:
        start = self.found[at].start
        if self.found[at].text in ("hundred", "thousand", "million", "billion", "trillion", "dozen"):
            return self._implied_one(at)
        value, after, last = self._cardinal(at)
        if after == at:
            return None, at
        if self.word(after) == "point" and (decimals := self._spoken_decimals(after + 1)):
            digits, after = decimals
            exact = value + Fraction(int(digits), 10 ** len(digits))
            scale, after = self._scale_words(after)
            return self._words(start, after, exact * scale)
        part = self._part(after)
        if part and (part[2] or self.found[after - 1].text not in ("hundred", *SCALES)):
            return self._numerator(at, value, part)
        ends_in_scale = last >= 100 and last == self._last_scale(after)
        number, after = self._words(start, after, Fraction(value))
        return self._and_part(number, after, last if ends_in_scale else 1)

    def _last_scale(self, after: int) -> int:
        word = self.found[after - 1].text
        return 100 if word == "hundred" else SCALES.get(word, 1)

    def _words(self, start: int, after: int, value: Fraction) -> tuple[Number, int]:
        end = self.found[after - 1].end
        return Number(start, end, value, self.text[start:end], 1, "words"), after

    def _implied_one(self, at: int) -> tuple[Number | None, int]:
        if at + 1 >= len(self.found) or self.found[at].text == "dozen":
            return None, at
        scale, after = self._scale_words(at)
        return (None, at) if after <= at + 1 else self._words(self.found[at].start, after, Fraction(scale))

    def _spoken_decimals(self, at: int) -> tuple[str, int] | None:
        digits = ""
        while (word := self.word(at)) in SMALL:
            value = SMALL[word]
            if word in TENS and UNITS.get(self.word(at + 1)):
                at += 1
                value += SMALL[self.found[at].text]
            digits += str(value)
            at += 1
        return (digits, at) if digits else None

    # -- fractions -------------------------------------------------------------------------------------

    def _part(self, at: int) -> tuple[int, int, bool] | None:
        """A denominator at ``at``: its value, the token behind it, whether it is plural."""
        word = self.word(at)
        if word in TENS:
            word = self.word(at + 1)
            stem = word.removesuffix("s")
            if stem in ORDINAL_UNITS:
                return TENS[self.found[at].text] + ORDINAL_UNITS[stem], at + 2, word != stem
            return None
        if word in PARTS:
            return PARTS[word], at + 1, False
        if word in PLURAL_PARTS:
            return PLURAL_PARTS[word], at + 1, True
        return None

    def _numerator(self, at: int, value: int, part: tuple[int, int, bool]) -> tuple[Number | None, int]:
        """``value`` over a denominator: "two thirds"; a singular part needs one ("one third")."""
        bottom, after, plural = part
        start = self.found[at].start
        if not plural and value != 1:
            number, after = self._words(start, self._cardinal(at)[1], Fraction(value))
            return number, after
        return self._of_a_scale(start, after, Fraction(value, bottom))

    def _of_a_scale(self, start: int, after: int, value: Fraction) -> tuple[Number, int]:
        """A fraction, times the million behind it ("three quarters million", "two thirds of a million")."""
        at = after
        if self.word(at) == "of" and self.word(at + 1) in ("a", "an", "one"):
            at += 2
        scale, end = self._scale_words(at)
        if scale > 1:
            return self._words(start, end, value * scale)
        finish = self.found[after - 1].end
        return Number(start, finish, value, self.text[start:finish], 1, "fraction"), after

    def _and_part(self, number: Number, after: int, scale: int) -> tuple[Number, int]:
        """ "one and a half", "3 million and a half" (of a million), "two and three fifths"."""
        if self.word(after) != "and" or number.value is None:
            return number, after
        at = after + 1
        if self.word(at) in ("a", "an", "one"):
            top, part = 1, self._part(at + 1)
        elif self.word(at) in SMALL:
            small, at, _ = self._cardinal(at)
            top, part = small, self._part(at)
        else:
            return number, after
        if not part or (part[2] and top == 1) or (not part[2] and top > 1) or top >= part[0]:
            return number, after
        share, behind = Fraction(top, part[0]), part[1]
        more, end = self._scale_words(behind)
        if more > 1:
            value = number.value + share * more if scale > more else (number.value + share) * more
            return self._words(number.start, end, value)
        value = number.value + share * (scale if scale >= 1000 else 1)
        return self._words(number.start, behind, value)

    def _bare_part(self, at: int) -> tuple[Number | None, int]:
        """ "half", "half a dozen", "half a million", "quarter million" at ``at``."""
        token = self.found[at]
        value = Fraction(1, PARTS[token.text])
        after = at + 1
        ahead = after + 1 if self.word(after) in ("a", "an") else after
        scale, end = self._scale_words(ahead)
        if scale > 1:
            return self._words(token.start, end, value * scale)
        if token.text == "quarter":
            return None, at
        return Number(token.start, token.end, value, token.text, 1, "fraction"), after

    def _article(self, at: int) -> tuple[Number | None, int]:
        """ "a hundred", "a dozen", "a third", "a hundred trillionths"; an article alone is no number."""
        start = self.found[at].start
        scale, after = self._scale_words(at + 1)
        if scale > 1:
            part = self._part(after)
            if part and part[2]:
                return self._of_a_scale(start, part[1], Fraction(scale, part[0]))
            rest, end = self._tail(after, min(scale, 10**12))
            number, end = self._words(start, max(end, after), scale + rest)
            return self._and_part(number, end, scale if end == after else 1)
        if (part := self._part(at + 1)) and not part[2]:
            return self._of_a_scale(start, part[1], Fraction(1, part[0]))
        return None, at
