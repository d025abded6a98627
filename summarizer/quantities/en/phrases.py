"""From bare numbers to quantities: currency, percent sign, range and qualifier joined to their number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from summarizer.language.numerals.english import Number, find_numbers, is_pronoun
from summarizer.language.units.english import KNOWN_NOUNS, MONEY, singular
from summarizer.quantities.en import cues
from summarizer.quantities.en.names import Named
from summarizer.quantities.en.qualifiers import WINDOW, qualified, squeezed
from summarizer.quantities.figure import Aspect, Kind, Qualifier

_RANGE_GAP = re.compile(r"-\s(?:to|or)\s|\s?(?:[-–—−~～]|(?<=\s)to(?=\s)|(?<=\s)through(?=\s))\s?")
_RANGE_WORDS = re.compile(r"\b(?:rang(?:e|es|ed|ing)|vary(?:ing)?|varies|anywhere)\s(?:from\s)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)
_FROM = re.compile(
    r"\bfrom\s(?:the\s|its\s|a\s)?(?:(?:current|present|existing|earlier|original)\s)?(?:(?:previous|last|prior|preceding)\syear(?:['’]s)?\s|(?:19|20)\d\d(?:['’]s)?\s)?"
    r"(?:level\sof\s|figure\sof\s)?$",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|of|by|since|until|till|during|for|before|after|through|throughout|year|years|early|late|mid"
    r"|the|this|from|than|between|their|its|our"
    r"|fiscal|annual|with|and|or|over|compared to|compared with|as of)|[(\[（《\"'“])\s?$",
    re.IGNORECASE,
)
_LOWER_BEFORE = re.compile(r"\b[a-z]{2,}\s$")
_COUNT_BEFORE = re.compile(
    r"\b(?:reach(?:ed|es|ing)?|total(?:l?ed|l?ing)?|number(?:ed|ing)|handled|was|were|is|are|be|been|settled|issued|held|completed"
    r"|received|accepted|concluded|resolved"
    r"|(?:rise|rose|risen|increased?|fall|fell|fallen|grow|grew|grown|climb(?:ed)?|drop(?:ped)?|decreased?|declined?|up|down"
    r"|raised?|cut|reduced?|expand(?:ed)?)\s(?:by|to)"
    r"|a\stotal\sof)\s$",
    re.IGNORECASE,
)
_EXPONENT = re.compile(r"(?<=\d)(\s?(?:k|c|d)?m)[23]\b")  # km2: the 2 is no number
_CHINESE_MONEY = re.compile("|".join(sorted(MONEY, key=len, reverse=True)))
_EXPONENTS = re.compile(r"\s?(km|cm|dm|m)\x00")
_WORD_AFTER = re.compile(r"[\s-]([A-Za-z]+)")
_TIME_UNITS = re.compile(
    r"[\s-](?:(?:working|business|calendar|consecutive|straight|natural|full|whole|legal|statutory)[\s-])?"
    r"(years?|months?|weeks?|days?|hours?|minutes?|seconds?|workdays?|quarters?|decades?)\b(?![\s-]o(?:n"
    r"|ver)[\s-]year)",
    re.IGNORECASE,
)
FOLDS = {
    "two": Decimal(2), "three": Decimal(3), "four": Decimal(4), "five": Decimal(5), "six": Decimal(6),
    "seven": Decimal(7),
    "eight": Decimal(8), "nine": Decimal(9), "ten": Decimal(10),
}  # fmt: skip
# Numbers that are no numerals: threefold, doubled; and counts without value: dozens of.
_WORDS = re.compile(
    rf"\b({'|'.join(FOLDS)})fold\b|\b((?:dozens|scores|tens|hundreds|thousands|millions"
    rf"|billions)(?:\sof\s(?:thousands|millions|billions))?)\b"
    r"|\b(?:doubl|tripl|quadrupl)(?:es|ed|ing)\b(?!-)|(?<=\bto\s)(?:double|triple)\b|(?<=\bwill\s)(?:double"
    r"|triple)\b|\bhalved\b"
    r"|\b(twice)(?=\s(?:as|the|that|its|their|last)\b)|\b(?:several|many)[-\s]?fold\b"
    r"|\b(a\scouple\sof|(?:double|triple)[-\s]digits?)\b"
    r"|\b((?:half\s)?a\s(?:full\s|whole\s)?percentage\spoint)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quantity, or a number that is something else, at ``[start, end)``; the fields are those of Figure."""

    start: int
    end: int
    kind: Kind
    surface: str
    scale: int = 1
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    qualifier: Qualifier = "exact"
    fraction: tuple[int, int] | None = None
    aspect: Aspect = "result"


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number with its currency and sign, before ranges are joined."""

    start: int
    end: int
    number: Number
    unit: str
    marked: bool = False


def phrases(text: str, named: Sequence[Named]) -> list[Phrase]:
    """The quantities of ``text`` outside its ``named`` runs, in order, without overlap."""
    open_text = _EXPONENT.sub("\\1\0", _covered(text, named))
    numbers = [part for number in find_numbers(open_text) for part in _split(number)]
    quantities: list[_Quantity] = []
    for number in numbers:
        quantities.append(_quantity(open_text, number, quantities[-1].end if quantities else 0))
    found = [_powered(text, phrase) for phrase in _joined(open_text, quantities)]
    found += [
        Phrase(
            match.start(),
            match.end(),
            "statistic",
            match.group(),
            value=_word_value(match),
            unit="个百分点" if match[5] else "" if match[2] or match[4] else "倍",
        )
        for match in _WORDS.finditer(open_text)
    ]
    found = [_qualified_twice(open_text, phrase) for phrase in found]
    return _without_overlap(sorted(found, key=lambda phrase: (phrase.start, -phrase.end)))


def _word_value(match: re.Match[str]) -> Decimal | None:
    """What a word that is no numeral stands for: threefold, twice, half a percentage point; None for no value."""
    if match[5]:
        return Decimal("0.5") if match[5].lower().startswith("half") else Decimal(1)
    return FOLDS.get((match[1] or "").lower()) or (Decimal(2) if match[3] else None)


def _qualified_twice(text: str, phrase: Phrase) -> Phrase:
    """ "More than twice", "nearly threefold": the word before is part of what is said."""
    if phrase.unit not in ("倍", "个百分点") or phrase.qualifier != "exact" or not phrase.surface[:1].isalpha():
        return phrase
    start, end, qualifier = qualified(text, phrase.start, phrase.end, max(0, phrase.start - WINDOW))
    return phrase if qualifier == "exact" else replace(phrase, start=start, end=end, qualifier=qualifier)


def _powered(text: str, phrase: Phrase) -> Phrase:
    """The unit of "120 km2" as written, its exponent back in place."""
    if not phrase.unit.endswith("\x00"):
        return phrase
    return replace(phrase, unit=phrase.unit[:-1] + text[phrase.end - 1])


def _split(number: Number) -> tuple[Number, ...]:
    """A ratio of two counts ("3,780 out of 3,842") is two numbers; "one in three", "nine out of ten" is a fraction."""
    if number.form != "ratio":
        return (number,)
    top, bottom = number.parts
    small = (
        top.value == 1
        or bottom.value in (10, 100)
        or (top.form == bottom.form == "words" and (bottom.value or 11) < 10)
        or _EVERY.search(number.digits) is not None
    )
    return (number,) if small and bottom.value is not None and bottom.value <= 100 else (top, bottom)


_EVERY = re.compile(r"\bin\severy\b")


def _covered(text: str, named: Sequence[Named]) -> str:
    """``text`` with its named runs blotted out, offsets unchanged, so that no number reaches into one."""
    parts, at = [], 0
    for run in named:
        parts += [text[at : run.start], "\x00" * (run.end - run.start)]
        at = run.end
    return "".join([*parts, text[at:]])


def _without_overlap(found: list[Phrase]) -> list[Phrase]:
    kept: list[Phrase] = []
    for phrase in found:
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return kept


# -- one number ----------------------------------------------------------------------------------------------


def _quantity(text: str, number: Number, floor: int) -> _Quantity:
    """``number`` with the currency before (not before ``floor``) or behind it, or its percent sign, or fold."""
    start, end = number.start, number.end
    before = text[max(floor, start - 10) : start]
    if match := cues.MARK_BEFORE.search(before):
        unit = cues.CURRENCY_BEFORE[match.group().strip()]
        start -= len(match.group())
        if after := cues.MARK_AFTER.match(text, end):  # "RMB 45.13 million yuan"
            end = after.end() if cues.CURRENCY_AFTER[squeezed(after[1])] == unit else end
        return _Quantity(start, end, number, unit, True)
    if number.value is not None and (match := _BASIS_POINTS.match(text, end)):
        return _Quantity(start, match.end(), replace(number, value=number.value / 100), "个百分点", True)
    for pattern, unit in ((cues.POINTS, "个百分点"), (cues.PERCENT, "%"), (cues.PER_MILLE, "‰"), (cues.TIMES, "倍")):
        if match := pattern.match(text, end):
            return _Quantity(start, match.end(), number, unit, True)
    if (match := cues.MARK_AFTER.match(text, end)) and number.form == "ratio":
        return _Quantity(start, match.end(), number, "")  # three in every ten yuan
    if (match := cues.MARK_AFTER.match(text, end)) and not _OWNED_BY_NEXT.match(text, match.end()):
        return _Quantity(start, match.end(), number, cues.CURRENCY_AFTER[squeezed(match[1])], True)
    if (
        number.value is not None
        and number.value.denominator != 1
        and number.form == "digits"
        and re.match(r"\stimes\b", text[end : end + 7])
    ):
        return _Quantity(start, end + 6, number, "倍", True)
    if match := _CHINESE_MONEY.match(text, end):  # left in place by a translation: "30亿元"
        return _Quantity(start, match.end(), number, match.group(), True)
    if match := _EXPONENTS.match(text, end):
        return _Quantity(start, match.end(), number, match[1] + "\x00")
    return _Quantity(start, end, number, "")


_BASIS_POINTS = re.compile(r"[\s-]?(?:basis\spoints?|bps?)\b", re.IGNORECASE)
_OWNED_BY_NEXT = re.compile(r"\s?\d")  # "3 CNY 500": the mark stands before its own amount


#: The two ends of a range are no farther apart than this, where nothing else tells it from a change and a level.
_FAR_APART = Fraction(5, 2)
_PERCENT_UNITS = frozenset({"%", "个百分点"})
_CHANGED = re.compile(
    r"\b(?:rose|risen|rising|grew|grown|growing|increas\w+|climb\w+|up|fell|fallen|falling|dropp?\w*|declin\w+|decreas\w+"
    r"|cut|reduc\w+|down|shrank)\s+(?:by\s+)?(?:an?\s+)?(?:net\s+)?\Z",
    re.I,
)


# -- joining -------------------------------------------------------------------------------------------------


def _joined(text: str, quantities: Sequence[_Quantity]) -> list[Phrase]:
    found: list[Phrase] = []
    at = 0
    while at < len(quantities):
        floor = found[-1].end if found else 0
        second = quantities[at + 1] if at + 1 < len(quantities) else None
        if second is not None and (joined := _range(text, quantities[at], second, floor)):
            found.append(joined)
            at += 2
            continue
        phrase = _single(text, quantities[at], floor)
        if phrase is not None:
            found.append(phrase)
        at += 1
    return found


def _range(text: str, first: _Quantity, second: _Quantity, floor: int) -> Phrase | None:
    """ "3–5 cases", "20% to 30%", "between 20 and 30": two ends of one quantity, the lower first."""
    gap = text[first.end : second.start]
    if len(gap) > 10:
        return None
    before = text[max(floor, first.start - WINDOW) : first.start]
    between = _BETWEEN.search(before)
    if not (_RANGE_GAP.fullmatch(gap) or (between and gap.strip() == "and")):
        return None
    if _FROM.search(before) and not _RANGE_WORDS.search(before) and " " in gap:
        return None  # from A to B: where it started and where it came to
    if second.unit in MONEY and not first.unit and second.start < second.number.start:
        return None  # "in 2015 to RMB 25,120"
    if gap.strip() == "to" and not between and _change_then_level(before, first, second):
        return None
    if text[first.start - 1 : first.start] == ":" or text[second.end : second.end + 1] == ":":
        return None  # a term of a ratio: from 1.81:1 to 1.77:1
    if _no_figure(text, first) or _no_figure(text, second):
        return None
    if first.number.value is None or second.number.value is None or {first.number.form, second.number.form} & {"ratio"}:
        return None
    if (first.number.form == "fraction") != (second.number.form == "fraction"):
        return None  # "soared by nearly four fifths to 1,753"
    unit = second.unit or first.unit
    if first.unit and second.unit and first.unit != second.unit:
        return None
    marked_twice = bool(first.unit and second.unit)  # "CNY 500 to CNY 2 million": each amount is complete
    scale = second.number.scale if first.number.scale == 1 and not marked_twice else 1
    low, high = first.number.value * scale, second.number.value
    if low >= high and first.number.value < high:
        low = first.number.value  # "500 to 2 million"
    if not low < high:
        return None
    low_value, high_value = _decimal(low), _decimal(high)
    if low_value is None or high_value is None:
        return None
    start = first.start - len(between.group()) if between else first.start
    start, end, qualifier = qualified(text, start, second.end, floor)
    surface = text[first.number.start : second.number.end]
    return Phrase(start, end, _kind(unit), surface, second.number.scale, None, low_value, high_value, unit, qualifier)


def _change_then_level(before: str, first: _Quantity, second: _Quantity) -> bool:
    """ "rose 2.5% to 1,011", "grew by a net 480,000 to 6.8 million": by how much, then to what; no range."""
    if first.unit in _PERCENT_UNITS and not second.unit:
        return True
    if first.unit and first.unit == second.unit:
        small, large = first.number.value, second.number.value
        apart = bool(small and large and large > 3 * small)  # "rose 2.7% to 63%"; but "rose by 2% to 3%"
        return apart and first.unit in _PERCENT_UNITS and bool(_CHANGED.search(before))
    small, large = first.number.value, second.number.value
    complete = bool(first.unit) or (small is not None and small >= 1000)
    if small and large and not second.unit and large > _FAR_APART * small:
        complete = True  # "fell by 15 to 42"; "rose by 3 to 5" is a range
    return complete and bool(_CHANGED.search(before))


def _single(text: str, quantity: _Quantity, floor: int) -> Phrase | None:
    number = quantity.number
    if number.value is not None and (other := _no_figure(text, quantity)):
        return Phrase(quantity.start, quantity.end, other, text[number.start : number.end])
    start, end, qualifier = qualified(text, quantity.start, quantity.end, floor, number.value)
    if _AND_A_HALF.search(text, max(0, number.start - 16), number.start) and number.form == "fraction":
        return None  # a year and a half
    if number.form == "fraction" and _LATE.match(text, number.end):
        return None  # a sixteenth straight year
    if qualifier == "exact" and _bare_fraction(text, number) and not _CHANGED_BY.search(text, 0, number.start):
        return None
    fraction, value, unit = None, _decimal(number.value), quantity.unit
    if number.form in ("fraction", "ratio") and not unit and number.value is not None and 0 < number.value < 1:
        fraction, unit = (number.value.numerator, number.value.denominator), "%"
        value = _decimal(number.value * 100)
    if not unit and (length := _length(text, start, quantity.end)):
        kind, unit, behind = length
        return Phrase(start, max(end, behind), kind, number.digits, number.scale, value, None, None, unit, qualifier)
    kind = "percent" if fraction else _kind(unit)
    return Phrase(start, end, kind, number.digits, number.scale, value, None, None, unit, qualifier, fraction)


def _length(text: str, start: int, end: int) -> tuple[Kind, str, int] | None:
    """A length of time, or an age: years, months and limits ("within 7 days") speak of time, "3,000 hours" counts."""
    match = _TIME_UNITS.match(text, end)
    if match is None or (match[1].islower() and not match[1].endswith("s") and _plural_needed(text, start, end)):
        return None
    noun = match[1].lower().removesuffix("s")
    if _OLD.match(text, match.end()):
        return "other", noun, match.end()
    if noun in ("year", "month", "quarter", "decade") or text[start:end].lower().startswith("within"):
        return "period", noun, match.end()
    if text[end] == "-" and noun in ("hour", "minute"):
        return "name", noun, match.end()  # a 15-minute circle, a 24-hour service
    return "statistic", "working day" if _WORKING.search(match.group()) else noun, match.end()


def _plural_needed(text: str, start: int, end: int) -> bool:
    """Whether a length of time would be written in the plural: "500 day care beds" is none."""
    return text[end : end + 1] != "-" and text[start:end].lower() not in ("1", "one", "a", "half")


_OLD = re.compile(r"[\s-]old\b")
_AGED = re.compile(r"\baged?\s(?:of\s|over\s|above\s|under\s|below\s)?$", re.IGNORECASE)
_WORKING = re.compile(r"work|business", re.IGNORECASE)


def _kind(unit: str) -> Kind:
    if unit in ("%", "个百分点", "‰"):
        return "percent"
    return "money" if unit in MONEY else "statistic"


def _decimal(value: Fraction | None) -> Decimal | None:
    """``value`` as an exact decimal, None where it has none (one third)."""
    if value is None:
        return None
    bottom, twos, fives = value.denominator, 0, 0
    while bottom % 2 == 0:
        bottom, twos = bottom // 2, twos + 1
    while bottom % 5 == 0:
        bottom, fives = bottom // 5, fives + 1
    if bottom != 1:
        return None
    places = max(twos, fives)
    digits = value.numerator * 10**places // value.denominator
    return Decimal((int(digits < 0), tuple(int(digit) for digit in str(abs(digits))), -places))


_AND_A_HALF = re.compile(r"\b(?:year|month|week|day|hour|minute|decade)s?\sand\s\Z", re.IGNORECASE)
_LATE = re.compile(r"\s(?:straight|consecutive|successive|year|month|quarter|time|place|session|edition)\b")


# -- what only looks like a figure ---------------------------------------------------------------------------


def _no_figure(text: str, quantity: _Quantity) -> Kind | None:
    number = quantity.number
    if quantity.unit:
        return None
    if is_pronoun(text, number):
        return "other"
    if _AGED.search(text[max(0, number.start - 12) : number.start]):
        return "other"
    if number.form == "digits" and _is_year(text, number):
        return "date"
    return None


# Nouns of the tables that a year stands before: "the 2016 report".
_YEAR_NOUNS = frozenset(
    ("level", "levels", "figure", "average", "base", "baseline", "report", "work", "plan", "year", "target",
     "session", "campaign", "project", "plans", "reports", "law", "standard",
     "programme", "program", "regulation", "statement", "meeting", "conference", "edition", "term", "task", "tasks")
)  # fmt: skip


def _is_year(text: str, number: Number) -> bool:
    """Four bare digits that grammar reads as a year: "in 2016", "the 2016 report"; not "2016 cases"."""
    bare = text[number.start : number.end]
    if (
        len(bare) != 4
        or not bare.isdecimal()
        or number.value is None
        or not 1900 <= number.value <= 2060
        or number.glued
    ):
        return False
    words = _following(text, number.end)
    if words and words[0] in KNOWN_NOUNS - _YEAR_NOUNS:
        return False
    before = text[max(0, number.start - 30) : number.start]
    if _COUNT_BEFORE.search(before):
        return False
    if _YEAR_BEFORE.search(before):
        return True
    counted = any(word in KNOWN_NOUNS - _YEAR_NOUNS and word != singular(word) for word in words)
    plain_noun = bool(words) and words[0] not in _YEAR_NOUNS and text[number.end + 1 : number.end + 2].islower()
    return not counted and not (plain_noun and _LOWER_BEFORE.search(before))  # "build 2000 heavy-duty cages"


def _following(text: str, at: int) -> list[str]:
    """The words of the noun phrase behind ``at``, four at most."""
    words: list[str] = []
    while len(words) < 4 and (match := _WORD_AFTER.match(text, at)) and match[1].lower() not in cues.STOPS:
        words.append(match[1].lower())
        at = match.end()
    return words


def _bare_fraction(text: str, number: Number) -> bool:
    """ "half" and "a third" are fractions only of something ("half of the cases"); else no figure."""
    if number.form != "fraction" or text[number.start : number.end].lower() not in _SOFT:
        return False
    return re.match(r"\s(?:of|the)\b|[\s]*[.,;:)]|\s*$", text[number.end : number.end + 5]) is None


#: "cut by a tenth", "up a quarter": a fraction of what it was.
_CHANGED_BY = re.compile(r"\b(?:by|up|down|rose|fell|grew)\s\Z")
_SOFT = frozenset(
    [
        "half",
        *(
            f"a {part}"
            for part in ("third", "quarter", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "half")
        ),
    ]
)
