"""Read one numeral with its scale words: 12万3千, 三五, 二三十, 数十, 300余, 负3.2."""

import re
from decimal import Decimal
from math import prod
from typing import NamedTuple

from summarizer.language.numerals.chinese import DIGITS, EXACT, MINUS, SCALES, WHITE, parse
from summarizer.language.units.chinese import unit_at
from summarizer.quantities.figure import Qualifier
from summarizer.quantities.zh.scan import Run

#: Measure words before which + says "and more" (500+家); before another word it joins names (互联网+, 1+N, 3+文旅).
COUNTED = "[家个项項户人件次亩名场条所座处台套辆吨份起宗例批元万亿]"
_INNER = re.compile(
    rf"[ \u3000]?(?:[多余餘几幾]|来(?![自源往访信电])|[+＋](?=[ \u3000]?(?:[万亿]|{COUNTED})))"
    r"[ \u3000]?(?P<scale>(?:[万萬亿億百十]|千(?![瓦米克伏卡])){0,3})"
)
#: 数十, 几千: vague words before a numeral.
_VAGUE_BEFORE = frozenset("数几幾")
#: 分之 between the parts of a fraction, and what it can begin with.
FRACTION = re.compile(r"\s?分\s?之\s?(?=[-负負\d〇零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟])")
FRACTION_FIRST = frozenset("分" + WHITE)
_BARE_DENOMINATORS = {"万": Decimal(10**4), "萬": Decimal(10**4), "亿": Decimal(10**8)}
_PARTS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_LONE_SCALE = re.compile(r"[万萬亿億]{1,2}")
_ROUND_BEFORE = re.compile(r"(?:近|上|超|超过|逾|过|破|约|不足|不到|突破)\s?\Z")
_MINUS = re.compile(
    r"(?:零下|(?<![\d\w%％）)])[-−－﹣]|(?<=[为达长降升率速幅])[-−－﹣](?=\s?\Z)|(?<![减減抱担擔背自肩正欠])[负負])\s?\Z"
)
_NEIGHBOURS = re.compile(r"[一二两三四五六七八九]{2}(?=[十百千万亿]|\Z)")
_TRAILING_SCALE = re.compile(r"[十拾百佰千仟万萬亿億兆]+\Z")
_INNER_FIRST = frozenset("多余餘几幾来+＋ \u3000")
_MINUS_LAST = frozenset(f"{MINUS}下{WHITE}")


class Amount(NamedTuple):
    """One numeral as read: ``[start, end)`` with its scale words; ``low``–``high`` for 三五 or 二三十."""

    start: int
    end: int
    surface: str
    scale: int = 1
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: Qualifier = "exact"
    vague: bool = False


def amount_at(text: str, run: Run) -> Amount | None:
    """The numeral at ``run``, or None where its characters are no well-formed numeral."""
    written = text[run.start : run.end]
    start, sign = run.start, 1
    behind = text[run.start - 1 : run.start]
    minus = _MINUS.search(text, max(0, run.start - 3), run.start) if behind in _MINUS_LAST else None
    if minus:
        start, sign = run.start if minus[0].startswith("零") else minus.start(), -1
    value = parse(written.replace("。", ".") if run.form == "arabic" else written)
    if value is None and written in _BARE_DENOMINATORS and FRACTION.match(text, run.end):
        value = _BARE_DENOMINATORS[written]
    if value is None and _LONE_SCALE.fullmatch(written) and _is_amount(text, run):
        value = Decimal(product(written))
    if value is not None and text[run.end : run.end + 1] in _PARTS and value == int(value):  # 2½
        return Amount(run.start, run.end + 1, text[run.start : run.end + 1], 1, value + _PARTS[text[run.end]])
    low = high = None
    words = run.form == "words"
    if words and len(written) <= 6 and _NEIGHBOURS.match(written):
        first, second = DIGITS[written[0]], DIGITS[written[1]]
        rest = written[2:]
        ends = [parse(digit + rest) for digit in written[:2]]
        if first < second and second - first <= 2 and all(end is not None for end in ends):
            (low, high), value = ends, None
    if value is None and low is None:
        return None
    vague = words and behind in _VAGUE_BEFORE
    qualifier: Qualifier = "exact"
    end, scale = run.end, 1
    inner = _INNER.match(text, end) if text[end : end + 1] in _INNER_FIRST else None
    if inner:
        qualifier, end, scale = "over", inner.end(), product(inner["scale"])
    head = _TRAILING_SCALE.search(written) if written[-1] in SCALES else None
    own = 1
    if head and head.start() > 0 and (written[0].isdigit() or "点" in written or "點" in written):
        own = product(head[0])
    if value is not None and scale * sign != 1:
        value = EXACT.multiply(value, Decimal(scale * sign))
    surface = written[: head.start()] if own > 1 and head else written
    if vague:
        start, value = start - 1, None
    if low is not None and high is not None:
        low, high = EXACT.multiply(low, Decimal(scale)), EXACT.multiply(high, Decimal(scale))
    return Amount(start, end, surface, own * scale, value, low, high, qualifier, vague)


def _is_amount(text: str, run: Run) -> bool:
    """近万人, 万余人次, 亿元以上: a scale word alone is one time itself beside a qualifier or a measure word."""
    return (
        _ROUND_BEFORE.search(text, max(0, run.start - 3), run.start) is not None
        or _INNER.match(text, run.end) is not None
        or unit_at(text, run.end) is not None
    )


def product(scales: str) -> int:
    """The power of ten that scale words make together: 百万 is 10^6."""
    return prod(SCALES[character] for character in scales)
