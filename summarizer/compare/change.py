"""From one year's figure to a later one's: exact arithmetic, said in both languages, or why it is not done."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from summarizer.compare.record import Change, Unlike
from summarizer.language.lexicon import pattern
from summarizer.language.numerals import plain
from summarizer.quantities import Figure
from summarizer.quantities.wording import english_quantity
from summarizer.schema import Bilingual
from summarizer.verify.compare import ends, same_unit

RATES = ("%", "‰")
#: Periods that are not the whole year: half years, quarters, runs of months.
_PART = re.compile(
    rf"{pattern('half_year', 'zh')}|前?[一二三四]个?季度|\d{{1,2}}(?:月份?)?[-—－~～至到]\d{{1,2}}月"
    r"|前[一二三四五六七八九十\d]+个?月|[1-9]月[底末]|1[01]月[底末]"
)
_YEARS = re.compile(r"[近过]?[去]?[一二两三四五六七八九十]年[来间]|以来|(?:19|20)\d\d[-—－~～至到]+(?:19|20)?\d\d年")
_SCALES = ((10**8, "亿"), (10**4, "万"))
_WHY: dict[Unlike, tuple[str, str]] = {
    "cumulative": (
        "一为累计数，一为当年数，不作比较",
        "not compared: one figure is cumulative, the other of the year alone",
    ),
    "period": ("所涉时段不同，不作比较", "not compared: the figures cover different spans of time"),
    "unit": ("计量单位不同，不作比较", "not compared: the figures are counted in different units"),
    "range": ("含区间或概数，不作计算", "not computed: one figure is a range or has no single value"),
    "undefined": ("数值不确定，不作计算", "not computed: one figure has no single value"),
    "distributed": ("一为每单位数，一为总数，不作比较", "not compared: one figure holds for each, the other for all"),
}


def change(earlier: Figure, later: Figure, labels: tuple[str, str], *, spans_differ: bool = False) -> Change:
    """The change from ``earlier`` to ``later``, figures of one measure in the years named by ``labels``.

    ``spans_differ`` where the two reports cover spans of different length. Percent is rounded half up to one decimal;
    a change is approximate where one of its figures is qualified.
    """
    unlike = why_unlike(earlier, later, spans_differ=spans_differ)
    if unlike:
        zh, en = _WHY[unlike]
        return _record(labels, None, None, False, unlike, Bilingual(zh=zh, en=en))
    a, b = single(earlier), single(later)
    assert a is not None
    assert b is not None
    difference = decimal(b - a)
    approximate = is_approximate(earlier) or is_approximate(later)
    # One decimal of a rounded figure would be more than the source knows.
    percent = None if later.unit in RATES else relative(a, b, 0 if approximate else 1)
    text = _said(difference, percent, later, approximate)
    return _record(labels, difference, percent, approximate, "", text)


def why_unlike(earlier: Figure, later: Figure, *, spans_differ: bool = False) -> Unlike:
    """Why the two figures must not be subtracted, "" where they may be."""
    if is_cumulative(earlier) != is_cumulative(later):
        return "cumulative"
    if (spans_differ and not is_cumulative(later)) or part_of_year(earlier) != part_of_year(later):
        return "period"
    if earlier.each != later.each:
        return "distributed"
    if earlier.unit != later.unit and same_unit(earlier.unit, later.unit) is False:
        return "unit"
    known = ends(earlier), ends(later)
    if None in known:
        return "undefined"
    if any(one is not None and one.is_range for one in known):
        return "range"
    return ""


def is_cumulative(figure: Figure) -> bool:
    """Whether the figure is counted up over more than its year (累计, 三年来, 2020—2022年)."""
    return figure.aspect == "cumulative" or bool(_YEARS.search(figure.period) or _YEARS.match(figure.measure))


def part_of_year(figure: Figure) -> str:
    """The part of the year that the figure covers, as written ("上半年"), "" for the year."""
    match = _PART.search(figure.period)
    return match.group() if match else ""


def is_approximate(figure: Figure) -> bool:
    """Whether the source qualifies the figure (余, 约, 近, 不少于)."""
    return figure.qualifier != "exact"


def single(figure: Figure) -> Fraction | None:
    """The figure's one exact value, None for a range or a mention without value."""
    known = ends(figure)
    return None if known is None or known.is_range else known.low


def relative(earlier: Fraction, later: Fraction, places: int = 1) -> Decimal | None:
    """The change in percent of the earlier value, to ``places`` decimals; None from 0."""
    return None if not earlier else rounded((later - earlier) / abs(earlier) * 100, places)


def rounded(value: Fraction, places: int) -> Decimal:
    """``value`` to ``places`` decimals, half up as reports round."""
    step = Decimal(1).scaleb(-places)
    exact = Decimal(value.numerator * 10 ** (places + 2) // value.denominator).scaleb(-places - 2)
    return exact.quantize(step, ROUND_HALF_UP) if value >= 0 else -rounded(-value, places)


def decimal(value: Fraction) -> Decimal:
    """``value`` exactly where a decimal can say it (as it always can of figures written in digits), else 4 places."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return rounded(value, 4)
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return Decimal(int(value * 10**places)).scaleb(-places)


def signed(value: Decimal) -> str:
    """``value`` with its sign and a proper minus, its decimals kept ("+8.7", "−12.0", "0")."""
    text = format(abs(value), "f")
    return f"+{text}" if value > 0 else f"−{text}" if value < 0 else text


def _record(
    labels: tuple[str, str],
    absolute: Decimal | None,
    percent: Decimal | None,
    approximate: bool,
    unlike: Unlike,
    text: Bilingual,
) -> Change:
    return Change(
        earlier=labels[0],
        later=labels[1],
        absolute=absolute,
        percent=percent,
        approximate=approximate,
        unlike=unlike,
        text=text,
    )


def _said(difference: Decimal, percent: Decimal | None, like: Figure, approximate: bool) -> Bilingual:
    """The change in words; its quantity is written at the scale and in the unit of the figure ``like``."""
    rate = like.unit in RATES
    about_zh, about_en = ("约", "about ") if approximate else ("", "")
    if not difference:
        return Bilingual(zh=f"{about_zh}持平", en=f"{about_en}unchanged")
    unit = {"%": "个百分点", "‰": "个千分点"}.get(like.unit, like.unit)
    amount = abs(difference)
    up = difference > 0
    verb = ("提高" if up else "下降") if rate else ("增加" if up else "减少")
    share = "" if percent is None else f"{signed(percent)}%"
    zh = f"{about_zh}{verb}{chinese_amount(amount, unit, like.scale)}" + (f"（{about_zh}{share}）" if share else "")
    shown = Figure(id="", start=0, end=1, text="", kind="statistic", value=amount, unit=unit, measure=like.measure)
    words = f"{plain(amount)} per mille points" if unit == "个千分点" else _bare(shown)
    en = f"{'up' if up else 'down'} {about_en}{words}" + (f" ({about_en}{share})" if share else "")
    return Bilingual(zh=zh, en=en)


def _bare(figure: Figure) -> str:
    """The amount of a change; "up 2 times" would be threefold, so 次 and 倍 are left out."""
    return english_quantity(replace(figure, unit="") if figure.unit in ("次", "回", "倍") else figure)


def chinese_amount(amount: Decimal, unit: str, scale: int = 1) -> str:
    """``amount`` base units as Chinese writes them, under 万 or 亿 where its figure was written so."""
    for size, word in _SCALES:
        if scale >= size and amount >= size / 100:
            return f"{plain(amount / size)}{word}{unit}"
    return f"{plain(amount)}{unit}"
