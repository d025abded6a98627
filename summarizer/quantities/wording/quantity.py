"""A Chinese figure as an English phrase: exact value, unit and qualifier."""

from decimal import Decimal

from summarizer.language.lexicon import Rule
from summarizer.language.numerals import plain
from summarizer.language.units.english import MONEY
from summarizer.quantities.figure import Figure, Qualifier
from summarizer.quantities.wording.counted import counted_noun

QUALIFIERS: dict[Qualifier, str] = {
    "exact": "",
    "about": "about ",
    "over": "more than ",
    "under": "less than ",
    "at_least": "at least ",
    "at_most": "at most ",
}
_NEAR = Rule(
    "about from below", r"[将接几]?近", yes=("⟨将近⟩300件", "⟨近⟩5万人"), no=("约300件",)
)  # "about" from below: nearly
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_FRACTIONS = {2: ("half", "halves"), 3: ("third", "thirds"), 4: ("quarter", "quarters"), 5: ("fifth", "fifths"),
    6: ("sixth", "sixths"),
              7: ("seventh", "sevenths"), 8: ("eighth", "eighths"), 9: ("ninth", "ninths"), 10: ("tenth",
                  "tenths")}  # fmt: skip
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_RATES = {"%": "%", "个百分点": " percentage point", "‰": "‰"}
# Mentions without value: 数十件 "dozens of cases". The English says no more than the Chinese does.
_VAGUE = (
    Rule("hundreds of thousands of", r"[数几]十[万]|[数几]十万", yes=("⟨数十万⟩件",)),
    Rule("hundreds of millions of", r"[数几]亿|数以亿计", yes=("⟨数亿⟩元",)),
    Rule("tens of millions of", r"[数几]千万", yes=("⟨数千万⟩元",)),
    Rule("millions of", r"[数几]百万", yes=("⟨几百万⟩元",)),
    Rule("tens of thousands of", r"[数几]万", yes=("⟨数万⟩件",)),
    Rule("thousands of", r"[数几]千", yes=("⟨数千⟩件",)),
    Rule("hundreds of", r"[数几]百", yes=("⟨数百⟩件",)),
    Rule("dozens of", r"[数几]十", yes=("⟨数十⟩件",)),
    Rule("more than half", r"过半|半数|大半", yes=("⟨过半⟩",)),
    Rule("half", r"一半", yes=("⟨一半⟩",)),
    Rule("quadrupled", r"翻两番", yes=("⟨翻两番⟩",)),
    Rule("doubled", r"翻[一]?番|翻倍|成倍|倍增", yes=("⟨翻一番⟩",)),
    Rule("several", r"[数几]", yes=("⟨数⟩件",)),
)  # fmt: skip


def english_quantity(figure: Figure, *, measure_en: str | None = None) -> str:
    """The English phrase for a Chinese figure: value, unit and qualifier exactly as the source has them.

    13.86亿元 → "CNY 1.386 billion", 培训150多人次 → "more than 150 attendances", 4.2个百分点 → "4.2 percentage
    points". What is counted is said as far as measure and measure word make it sure, see ``counted``;
    ``measure_en`` is the noun where the caller knows it, "" for the bare number. No digit is ever rounded.
    A mention without value is worded only as far as it is known ("dozens of cases"), else "".
    """
    if figure.fraction is not None and figure.unit == "%":
        return _qualified(figure, _fraction(*figure.fraction))
    if figure.low is not None and figure.high is not None:
        return _qualified(figure, _range(figure, figure.low, figure.high, measure_en))
    if figure.value is None:
        return _vague(figure, measure_en)
    return _qualified(figure, _amount(figure, figure.value, measure_en))


def _qualified(figure: Figure, phrase: str) -> str:
    if figure.qualifier == "about" and _NEAR.search(figure.text):
        return "nearly " + phrase
    return QUALIFIERS[figure.qualifier] + phrase


def _amount(figure: Figure, value: Decimal, measure_en: str | None) -> str:
    unit = figure.unit
    if unit in MONEY:
        return f"{'-' if value < 0 else ''}{MONEY[unit]} {_scaled(abs(value))}"
    if unit == "个百分点":
        return f"{_grouped(value)} percentage point{'' if abs(value) == 1 else 's'}"
    if unit in ("%", "‰"):
        return _grouped(value) + unit
    if unit == "倍":
        return f"{_grouped(value)}-fold"  # "3 times" would be 3次 as well
    noun = _noun(figure, value, measure_en)
    return f"{_counted(value)} {noun}".rstrip()


def _range(figure: Figure, low: Decimal, high: Decimal, measure_en: str | None) -> str:
    unit = figure.unit
    if unit in MONEY:
        return f"{MONEY[unit]} {_scaled(low)} to {MONEY[unit]} {_scaled(high)}"
    if unit in ("%", "‰"):
        return f"{_grouped(low)}{unit} to {_grouped(high)}{unit}"
    if unit == "个百分点":
        return f"{_grouped(low)} to {_grouped(high)} percentage points"
    if unit == "倍":
        return f"{_grouped(low)} to {_grouped(high)}-fold"
    # "1 to 12 million" would be read as millions on both sides: a scale word on both ends or on none.
    shown = _counted if low >= 10**7 else _grouped
    return f"{shown(low)} to {shown(high)} {_noun(figure, high, measure_en)}".rstrip()


def _noun(figure: Figure, value: Decimal, measure_en: str | None) -> str:
    return counted_noun(figure, value) if measure_en is None else measure_en


def _scaled(value: Decimal) -> str:
    """Exact digits under the largest scale word that keeps them at most as long ("1.386 billion", "500")."""
    for size, word in _SCALES:
        if value >= size:
            return f"{_grouped(value / size)} {word}"
    return _grouped(value)


def _counted(value: Decimal) -> str:
    """Counts in full with separators; from ten million on with a scale word ("12 million")."""
    return _scaled(value) if value >= 10**7 else _grouped(value)


def _grouped(value: Decimal) -> str:
    text = plain(value) or ""
    whole, point, decimals = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return sign + f"{int(whole.lstrip('-') or 0):,}" + point + decimals


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2 and top == 1:
        return "half"
    if bottom in _FRACTIONS and 0 < top <= 10:
        return f"{_SMALL[top]}{' ' if top == 1 else '-'}{_FRACTIONS[bottom][top != 1]}"
    return f"{top}/{bottom}"


def _vague(figure: Figure, measure_en: str | None) -> str:
    for rule in _VAGUE:
        if rule.search(figure.text):
            phrase, noun = rule.name, _noun(figure, Decimal(2), measure_en)
            if phrase.endswith(" of"):
                return f"{phrase} {noun}" if noun else phrase.removesuffix(" of")
            return f"{phrase} {noun}".rstrip() if phrase == "several" else phrase
    return ""
