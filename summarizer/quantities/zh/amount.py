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
#: 1.2个亿, 3个多亿, 5个亿元: spoken, 个 between the number and its scale; 16个亿元以上项目 counts projects.
_SPOKEN = re.compile(
    r"[ \u3000]?[个個](?P<more>[多余餘])?(?P<scale>[亿億](?!元?(?:以[上下]|级)|元(?![，。；、左]|\Z)|[万亿]))"
)
_LONE_SCALE = re.compile(r"[万萬亿億]{1,2}")
_ROUND_BEFORE = re.compile(r"(?:近|上|超|超过|逾|过|破|约|不足|不到|突破)\s?\Z")
#: A hyphen at a number is a minus where nothing stands before it that it could join: a number with its unit (3个-5个,
#: 5月-6月), letters, a list word (附件-1); △ is the minus of accounts.
_MINUS = re.compile(
    r"(?:零下|(?<![\d\w%％）)\-−－﹣—–])[-−－﹣]"
    r"|(?<=[\u3400-\u9fff])(?<![件表图号步期题例节章页图注天月日年时分第至到])(?<!\d[\u3400-\u9fff])(?<!\d[\u3400-\u9fff]{2})"
    r"(?<![一二三四五六七八九十百千万亿][\u3400-\u9fff])[-−－﹣]"
    r"|(?<=[较比与][上去][年月])[-−－﹣]|(?<=同比|环比|增速|增幅|利润|差额|年均|增长)[–—](?![–—])"
    r"|(?<=[\u3400-\u9fff:：（(\s])[△▽](?=\s?\Z)|(?<![减減抱担擔背自肩正欠])[负負])\s?\Z"
)
_INNER_FIRST = frozenset("多余餘几幾来+＋ \u3000")
_MORE_FIRST = _INNER_FIRST | frozenset("个個")
_SPOKEN_FIRST = frozenset("个個 \u3000")
_MORE_WORDS = "多余餘几幾来+＋个個 \u3000"
#: Apostrophes and spaces between groups of three.
_PLAIN_GROUPS = re.compile(r"(?<=\d)['’\u00a0\u2009\u202f ](?=\d{3})")
_ODD = frozenset("。'’\u00a0\u2009\u202f ")
_RAISED = {ord(raised): plain for raised, plain in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True)}
_POWER = re.compile(
    r"(?:(?P<times>\d+(?:\.\d+)?)[×xX*·✕])?10(?:\^?\{?|的|<sup>)(?P<power>[-−]?\d{1,2})(?:\}?|次方|</sup>)"
)
_EXPONENT = re.compile(r"(?P<times>\d+(?:\.\d+)?)[eE](?P<power>[+-]?\d{1,2})")
_SCALE_BEHIND = re.compile(r"[ \u3000]?(?P<scale>[十百千]?[万萬亿億]{1,2})")
_FACTOR = re.compile(r"[×xX*·✕]\s?\Z")
_NEIGHBOURS = re.compile(r"[一二两三四五六七八九]{2}(?=[十百千万亿]|\Z)")
_TRAILING_SCALE = re.compile(r"[十拾百佰千仟万萬亿億兆]+\Z")
_MINUS_LAST = frozenset(f"{MINUS}—△▽下{WHITE}")


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
    if run.form == "power":
        return _power(text, run)
    written = text[run.start : run.end]
    start, sign = _signed(text, run)
    value = _value(text, run, written)
    behind = text[run.end : run.end + 1]
    if behind in _PARTS and value is not None and value == int(value):  # 2½
        return Amount(run.start, run.end + 1, text[run.start : run.end + 1], 1, value + _PARTS[text[run.end]])
    low, high = _neighbours(written) if run.form == "words" else (None, None)
    if low is not None:
        value = None
    elif value is None:
        return None
    end, scale, qualifier = _more(text, run.end) if behind in _MORE_FIRST else (run.end, 1, "exact")
    head = _TRAILING_SCALE.search(written) if written[-1] in SCALES else None
    own = 1
    if head and head.start() > 0 and (written[0].isdigit() or "点" in written or "點" in written):
        own = product(head[0])
    surface = written[: head.start()] if own > 1 and head else written
    if run.form == "words" and text[run.start - 1 : run.start] in _VAGUE_BEFORE:
        return Amount(start - 1, end, surface, own * scale, None, low, high, qualifier, vague=True)
    if value is not None and scale > 1:
        # 3亿5000多万: the scale behind 多 is of the last part only
        last = parse(written + text[run.end : end].strip(_MORE_WORDS))
        value = last if last is not None else EXACT.multiply(value, Decimal(scale))
    if value is not None and sign < 0:
        value = EXACT.minus(value)
    if low is not None and high is not None:
        low, high = EXACT.multiply(low, Decimal(scale)), EXACT.multiply(high, Decimal(scale))
    return Amount(start, end, surface, own * scale, value, low, high, qualifier)


def _signed(text: str, run: Run) -> tuple[int, int]:
    """Where the numeral begins with its minus, and its sign; 西部-一带一路 has a dash before a word."""
    if text[run.start - 1 : run.start] not in _MINUS_LAST:
        return run.start, 1
    minus = _MINUS.search(text, max(0, run.start - 6), run.start)
    if minus is None or (run.form == "words" and minus[0][0] not in "负負零"):
        return run.start, 1
    return (run.start if minus[0].startswith("零") else minus.start()), -1


def _value(text: str, run: Run, written: str) -> Decimal | None:
    if run.form == "arabic" and not _ODD.isdisjoint(written):
        written = _PLAIN_GROUPS.sub("", written.replace("。", "."))
    value = parse(written)
    if value is None and written in _BARE_DENOMINATORS and FRACTION.match(text, run.end):
        return _BARE_DENOMINATORS[written]
    if value is None and _LONE_SCALE.fullmatch(written) and _is_amount(text, run):
        return Decimal(product(written))
    return value


def _neighbours(written: str) -> tuple[Decimal | None, Decimal | None]:
    """The ends of 三五 and 二三十: two digits in a row, at most two apart; None and None for another numeral."""
    if len(written) > 6 or not _NEIGHBOURS.match(written):
        return None, None
    first, second = DIGITS[written[0]], DIGITS[written[1]]
    low, high = (parse(digit + written[2:]) for digit in written[:2])
    if low is None or high is None or not first < second <= first + 2:
        return None, None
    return low, high


def _more(text: str, at: int) -> tuple[int, int, Qualifier]:
    """Where 多, 余 or 个 between a numeral and its scale ends, the scale, and whether it says more."""
    inner = _INNER.match(text, at) if text[at : at + 1] in _INNER_FIRST else None
    if inner:
        return inner.end(), product(inner["scale"]), "over"
    spoken = _SPOKEN.match(text, at) if text[at : at + 1] in _SPOKEN_FIRST else None
    if spoken:
        return spoken.end(), product(spoken["scale"]), "over" if spoken["more"] else "exact"
    return at, 1, "exact"


def _power(text: str, run: Run) -> Amount | None:
    """1.5×10^8, 10⁸ and 1.23E+05; None where the power lost its height (1.2×104 may be 12,000 or 124.8) or a factor
    before it is not read: (3~5)×10⁵."""
    written = re.sub(r"\s", "", text[run.start : run.end])
    plain = written.translate(_RAISED)
    exponent = _EXPONENT.fullmatch(written)
    match = exponent or _POWER.fullmatch(plain)
    if match is None or (exponent is None and plain == written and not re.search("[\\^的<]", written)):
        return None
    if match["times"] is None and _FACTOR.search(text, max(0, run.start - 3), run.start):
        return None
    value = EXACT.scaleb(Decimal(match["times"] or 1), int(match["power"].replace("−", "-")))
    behind = _SCALE_BEHIND.match(text, run.end)
    end, scale = (behind.end(), product(behind["scale"])) if behind else (run.end, 1)
    return Amount(run.start, end, text[run.start : run.end], scale, EXACT.multiply(value, Decimal(scale)))


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
