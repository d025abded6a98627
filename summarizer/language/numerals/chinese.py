"""Chinese numerals, in any of their written forms, to exact decimals. No context, no classification.

parse("一百二十三") → 123        parse("12万3千") → 123000      parse("１，１００．７６") → 1100.76
parse("一点二万亿") → 1200000000000                              parse("二〇一六") → 2016
"""

import re
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from functools import lru_cache

from summarizer.language.lexicon import Rule

#: Digits, simplified and traditional, everyday and formal (大写, as on cheques).
DIGITS = {
    **dict.fromkeys("〇零○", 0), **dict.fromkeys("一壹弌", 1), **dict.fromkeys("二贰貳两兩俩倆", 2),
    **dict.fromkeys("三叁參叄", 3), **dict.fromkeys("四肆", 4), **dict.fromkeys("五伍", 5),
    **dict.fromkeys("六陆陸", 6), **dict.fromkeys("七柒", 7), **dict.fromkeys("八捌", 8), **dict.fromkeys("九玖", 9),
}  # fmt: skip
#: Tens that are one character.
TENS = {"廿": 20, "卅": 30}
#: Multipliers inside a group of four digits.
SMALL = {**dict.fromkeys("十拾", 10), **dict.fromkeys("百佰", 100), **dict.fromkeys("千仟", 1000)}
#: Multipliers of whole groups. 兆 is 10^12 here, as in traditional usage.
BIG = {**dict.fromkeys("万萬", 10**4), **dict.fromkeys("亿億", 10**8), "兆": 10**12}
SCALES = {**SMALL, **BIG}

#: ○ is a numeral only next to others (二○一六); it is left out of the class that starts a numeral.
CHARACTERS = "".join(key for key in (*DIGITS, *TENS, *SMALL, *BIG) if key not in "○弌")
MINUS = "-−－﹣–负負"
#: Every character that ``\\s`` matches.
WHITE = "".join(character for character in map(chr, range(0x3001)) if character.isspace())
#: More digits than this are no quantity that anyone reports; the bound keeps the work bounded too.
MAX_DIGITS = 4000

#: Exact arithmetic, or an exception: a value is never rounded silently.
EXACT = Context(prec=MAX_DIGITS * 2, Emax=10**6, Emin=-(10**6), traps=[Inexact, InvalidOperation, Overflow])

_TOKEN = re.compile(rf"(\d[\d,，]*(?:[.．]\d+)?|[.．]\d+)|([{CHARACTERS}○])|([点點])|(.)", re.DOTALL)
_GROUPED = Rule(
    "digits grouped by three",
    r"\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?\Z",
    yes=("⟨12,345⟩", "⟨1，234，567.8⟩"),
    no=("12,34",),
)
_SPACE = re.compile(r"\s+")
#: Most numbers of a report; they need no grammar.
_PLAIN = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,30})?")


def parse(text: str) -> Decimal | None:
    """The exact value of a numeral as a whole, or None where ``text`` is not one well-formed numeral.

    White space inside is ignored (1 9 9 8). A leading 负 or minus sign is read. A last digit right after a
    scale word counts tenths of it (三万五 is 35,000, 一百二 is 120), as it is spoken.
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    return _short(text) if len(text) <= _SHORT else _parse(text)


def _parse(text: str) -> Decimal | None:
    text = _SPACE.sub("", text)
    negative = text[:1] in MINUS and text[:1] != ""
    tokens = _tokens(text[1:] if negative else text)
    if not tokens:
        return None
    value = _with_point(tokens)
    if value is None:
        return None
    return EXACT.minus(value) if negative else value


#: 一, 十二, 三百 come again and again; the bounds keep the memory small.
_SHORT = 8
_short = lru_cache(maxsize=1024)(_parse)


def arabic(text: str) -> Decimal | None:
    """The value of digits of any script with optional separators and decimals, e.g. "１，１００．７６"."""
    if ("," in text or "，" in text) and not _GROUPED.match(text):
        return None
    plain = text.replace(",", "").replace("，", "").replace("．", ".")
    if len(plain) > MAX_DIGITS:
        return None
    return Decimal(plain.removesuffix("."))


_Token = Decimal | str


def _tokens(text: str) -> list[_Token] | None:
    """Arabic runs as decimals, every other character as itself; None where a character is no numeral."""
    if len(text) > MAX_DIGITS:
        return None
    found: list[_Token] = []
    for digits, character, point, other in _TOKEN.findall(text):
        if other:
            return None
        if digits:
            value = arabic(digits)
            if value is None:
                return None
            found.append(value)
        else:
            found.append("点" if point else character)
    return found


def _with_point(tokens: list[_Token]) -> Decimal | None:
    """Integer part, 点, decimals, then an optional scale over all of it (一点二万亿)."""
    if "点" not in tokens:
        return _whole(tokens)
    at = tokens.index("点")
    whole = _whole(tokens[:at])
    rest = tokens[at + 1 :]
    scale = 1
    while rest and isinstance(rest[-1], str) and rest[-1] in SCALES:
        scale *= SCALES[str(rest.pop())]
    if whole is None or whole != int(whole) or not rest or len(tokens) == at + 1:
        return None
    digits = ""
    for token in rest:
        if isinstance(token, Decimal):
            digits += str(token)
        elif token in DIGITS:
            digits += str(DIGITS[token])
        else:
            return None
    if not digits.isdigit():
        return None
    return EXACT.multiply(Decimal(f"{int(whole)}.{digits}"), Decimal(scale))


def _whole(tokens: list[_Token]) -> Decimal | None:
    """Tokens without 点: one Arabic number, a string of digits, or a numeral built with scale words."""
    if not tokens:
        return None
    if all(isinstance(token, str) and token in DIGITS for token in tokens):
        return Decimal("".join(str(DIGITS[str(token)]) for token in tokens))
    return _built(tokens)


def _built(tokens: list[_Token]) -> Decimal | None:
    """A numeral built with scale words, read from the left; groups close at 万, 亿, 兆."""
    groups: list[tuple[Decimal, int]] = []  # closed groups with their scale, scales falling
    section = Decimal(0)  # the group being read, without its last digit
    digit: Decimal | None = None
    scale = 0  # the scale word read last, 0 after 零
    ceiling = 10**16  # scale words inside a group fall
    fractional = False
    for token in tokens:
        if isinstance(token, Decimal) or token in TENS or DIGITS.get(token, 0):
            if digit is not None or fractional:
                return None
            digit = token if isinstance(token, Decimal) else Decimal(TENS.get(token) or DIGITS[token])
            fractional = digit != int(digit)
            if token in TENS:
                section, digit, scale, ceiling = section + digit, None, 10, 10
        elif token in DIGITS:  # 零 between groups
            if digit is not None or fractional:
                return None
            scale = 0
        elif token in SMALL:
            size = SMALL[token]
            if size >= ceiling:
                return None
            section = EXACT.add(section, EXACT.multiply(Decimal(1) if digit is None else digit, Decimal(size)))
            digit, scale, ceiling = None, size, size
        elif token in BIG:
            size = BIG[token]
            amount = section if digit is None else EXACT.add(section, digit)
            while groups and (groups[-1][1] < size or (amount == 0 and groups[-1][1] <= size)):
                amount = EXACT.add(amount, groups.pop()[0])
            if amount == 0 or (groups and groups[-1][1] <= size):
                return None
            groups.append((EXACT.multiply(amount, Decimal(size)), size))
            section, digit, scale, ceiling = Decimal(0), None, size, 10**16
        else:
            return None
    if digit is not None:
        spoken = scale > 10 and tokens[-1] in DIGITS and (not groups or section != 0 or scale == groups[-1][1])
        section = EXACT.add(section, EXACT.multiply(digit, Decimal(scale // 10)) if spoken else digit)
    total = section
    for amount, _ in groups:
        total = EXACT.add(total, amount)
    return total
