"""The words of English numbers: units, tens, scales, ordinals, and the parts of a fraction."""

UNITS = {
    "zero": 0, "nought": 0, "naught": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5, "crore": 10**7,
    "mil": 10**6, "mln": 10**6, "mn": 10**6, "bln": 10**9, "bn": 10**9, "tln": 10**12, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
DOZENS = frozenset({"dozen", "dozens", "doz", "dozs", "dz", "dzs"})
SMALL = UNITS | TEENS | TENS

# Letters glued to digits. A lower-case "m" is left out: alone it is a metre (see _glued_scale).
GLUED = {
    "k": 10**3, "K": 10**3, "M": 10**6, "MM": 10**6, "b": 10**9, "B": 10**9, "G": 10**9, "T": 10**12,
}  # fmt: skip

ORDINAL_UNITS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
}  # fmt: skip
ORDINAL_REST = {
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
    "thousandth": 1000, "millionth": 10**6, "billionth": 10**9, "trillionth": 10**12,
}  # fmt: skip
ORDINALS = ORDINAL_UNITS | ORDINAL_REST
PARTS = {word: value for word, value in ORDINALS.items() if value > 2} | {"half": 2, "quarter": 4}
PLURAL_PARTS = {word + "s": value for word, value in PARTS.items()} | {"halves": 2}
VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip

CHINESE_SCALES = {
    "万亿": 10**12,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 10**3,
    "百": 100,
}

# Around "one" these make it a pronoun or an article: "one of the", "one another", "no one", "which one".
PRONOUN_AFTER = frozenset((
    "of", "another", "is", "was", "are", "were", "has", "had", "can", "may", "must", "should", "would", "will",
    "might", "could", "that", "which", "who", "by", "after", "in", "on", "at", "to", "for", "and", "or", "as",
    "time", "hand", "side",
))  # fmt: skip
PRONOUN_BEFORE = frozenset(
    [
        "no",
        "any",
        "some",
        "every",
        "each",
        "which",
        "this",
        "that",
        "the",
        "another",
        "other",
        "last",
        "next",
        "first",
        "only",
    ]
)
