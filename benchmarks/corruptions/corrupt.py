"""One thing made wrong at a time. Each corruption takes a claim and gives the false variants of it."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from random import Random

from benchmarks.corruptions.claims import Claim
from benchmarks.corruptions.variant import Variant
from benchmarks.corruptions.words import DENIED, FALLS, FORECAST, RISES
from summarizer.quantities.figure import Figure

_NUMBER = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")
_WORDS = "一二三四五六七八九"
#: Units of sorts so different that no reader would take one for the other.
_UNITS_ZH = ("件", "人次", "户", "公里", "亩", "吨", "次", "家")
_SORTS_ZH = (
    "件 宗 起 例 份 件次 案 条 项 个 篇 部 则", "人 名 位 人次", "户 家 个", "公里 千米 米",
    "亩 万亩 公顷 平方公里 平方米", "吨 万吨 公斤", "次 场 场次 期 批 批次 轮 个", "所 座 处 个 家 条 间 栋",
)  # fmt: skip
_UNITS_EN = ("people", "kilometers", "hectares", "vehicles", "metric tons", "beds")
_CHANGES = (
    ("增长", "下降"), ("上升", "下降"), ("提高", "降低"), ("增加", "减少"), ("提升", "下降"), ("上涨", "下跌"),
    ("下降", "上升"), ("减少", "增加"), ("降低", "提高"), ("压减", "增加"), ("回落", "上升"),
    ("rise", "fall"), ("rose", "fell"), ("fall", "rise"), ("fell", "rose"),
)  # fmt: skip
_DROPPED = re.compile(
    r"不少于|不低于|不超过|超过|突破|约|近|逾|超|余|多|左右|以上|以内|以下"
    r"|more than |about |at least |at most |nearly |less than "
)
_REVERSED = (
    ("不少于", "不超过"), ("不低于", "不高于"), ("不超过", "不少于"), ("超过", "不足"), ("以上", "以下"),
    ("以内", "以上"), ("以下", "以上"),
    ("more than", "less than"), ("at least", "at most"), ("at most", "at least"), ("less than", "more than"),
)  # fmt: skip


def corrupted(claim: Claim, random: Random) -> Iterator[Variant]:
    """Every kind of corruption that can be made of ``claim``, one variant of each; ``random`` picks the digits."""
    for kind, make in _KINDS.items():
        variant = make(claim, random)
        if variant is not None and variant[0] != claim.text:
            text, spans = variant
            yield Variant(kind, claim.language, text, spans, tuple(told.figure for told in claim.told[: len(spans)]))


_Made = tuple[str, tuple[tuple[int, int], ...]] | None


def put(claim: Claim, written: str, at: int = 0) -> _Made:
    """The claim with ``written`` in the place of its number ``at``, and where that stands."""
    told = claim.told[at]
    text = claim.text[: told.start] + written + claim.text[told.end :]
    return text, ((told.start, told.start + len(written)),)


def _digits(written: str) -> list[int]:
    """Places of the digits that may be edited: not a leading zero's own place."""
    return [at for at, letter in enumerate(written) if letter.isascii() and letter.isdigit()]


def _digit_edit(claim: Claim, random: Random) -> _Made:
    written = claim.written()
    places = _digits(written)
    if places:
        at = random.choice(places)
        first = at == places[0]
        choices = [digit for digit in "0123456789" if digit != written[at] and not (first and digit == "0")]
    else:
        places = [at for at, letter in enumerate(written) if letter in _WORDS]
        if not places:
            return None
        at = random.choice(places)
        choices = [word for word in _WORDS if word != written[at]]
    return put(claim, written[:at] + random.choice(choices) + written[at + 1 :])


def _transposition(claim: Claim, random: Random) -> _Made:
    written = claim.written()
    places = _digits(written)
    pairs = [
        (one, two)
        for one, two in pairwise(places)
        if written[one] != written[two] and not (one == places[0] and written[two] == "0")
    ]
    if not pairs:
        return None
    one, two = random.choice(pairs)
    letters = list(written)
    letters[one], letters[two] = letters[two], letters[one]
    return put(claim, "".join(letters))


def _dropped_digit(claim: Claim, random: Random) -> _Made:
    written = claim.written()
    match = _NUMBER.search(written)
    if match is None or len(_digits(match.group())) < 2:
        return None
    number = match.group().replace(",", "").replace("，", "").replace("．", ".")
    at = random.choice(_digits(number))
    shorter = (number[:at] + number[at + 1 :]).strip(".") or "0"
    if _same_to_a_reader(number, shorter):
        return None
    return put(claim, written[: match.start()] + _regrouped(shorter, match.group()) + written[match.end() :])


def _same_to_a_reader(number: str, shorter: str) -> bool:
    """Whether the shorter number is the longer one, rightly rounded: then nothing false was said."""
    if shorter.startswith("0") and not shorter.startswith("0."):
        return True  # 07 is not a number that anybody writes
    one, two = Decimal(number), Decimal(shorter)
    exponent = two.as_tuple().exponent
    return isinstance(exponent, int) and abs(one - two) <= Decimal(5).scaleb(exponent - 1)


def _regrouped(number: str, like: str) -> str:
    if "," not in like or "." in number:
        return number
    return f"{int(number):,}"


def _times_ten(claim: Claim, random: Random) -> _Made:
    written = claim.written()
    match = _NUMBER.search(written)
    if (
        match is None
        or re.search(r"\d[\s\u3000]+\d", written)
        or not Decimal(match.group().replace(",", "").replace("，", "").replace("．", "."))
    ):
        return None
    value = Decimal(match.group().replace(",", "").replace("，", "").replace("．", ".")) * 10
    shifted = format(value.normalize(), "f")
    return put(claim, written[: match.start()] + _regrouped(shifted, match.group()) + written[match.end() :])


def _scale_word(claim: Claim, random: Random) -> _Made:
    written = claim.written()
    for one, other in (("万亿", "亿"), ("亿", "万"), ("万", "亿"), ("billion", "million"), ("million", "billion")):
        if one in written:
            return put(claim, written.replace(one, other))
    return None


def _unit(claim: Claim, random: Random) -> _Made:
    figure, written = claim.told[0].figure, claim.written()
    if figure.kind != "statistic" or not figure.unit:
        return None
    if claim.language == "zh":
        if not written.endswith(figure.unit):
            return None
        kin = {unit for sort in _SORTS_ZH if figure.unit in sort.split() for unit in sort.split()} | {figure.unit}
        if len(kin) == 1:
            return None
        choices = [unit for unit in _UNITS_ZH if unit not in kin]
        return put(claim, written.removesuffix(figure.unit) + random.choice(choices))
    match = re.search(r"\d (?P<noun>[a-z][a-z -]*)$", written)
    if match is None:
        return None
    choices = [noun for noun in _UNITS_EN if noun not in written and not _kin(figure.unit, noun)]
    return put(claim, written[: match.start("noun")] + random.choice(choices))


def _kin(unit: str, noun: str) -> bool:
    """Whether the noun could be an English word for what the unit counts."""
    people = unit in ("人", "名", "位", "人次", "户", "家") and noun == "people"
    things = unit in ("个", "台", "辆", "套", "张", "部") and noun in ("vehicles", "beds", "people")
    size = unit in ("公里", "米", "亩", "公顷", "吨", "万亩", "平方公里", "平方米", "万吨", "公斤")
    return people or things or (size and noun in ("kilometers", "hectares", "metric tons"))


def _points(claim: Claim, random: Random) -> _Made:
    written = claim.written()
    if "个百分点" in written:
        return put(claim, written.replace("个百分点", "%"))
    if "percentage point" in written:
        return put(claim, re.sub(r" percentage points?", "%", written))
    if claim.told[0].figure.unit == "%" and "%" in written:
        return put(claim, written.replace("%", "个百分点" if claim.language == "zh" else " percentage points"))
    return None


def _direction(claim: Claim, random: Random) -> _Made:
    told = claim.told[0]
    if not told.figure.direction:
        return None
    before = claim.text[: told.start]
    for one, other in _CHANGES:
        at = before.rfind(one, max(0, len(before) - 14))
        if at >= 0 and (not one.isascii() or before[:at].endswith(" ")):
            changed = before[:at] + other + before[at + len(one) :]
            moved = len(changed) - len(before)
            return changed + claim.text[told.start :], ((told.start + moved, told.end + moved),)
    return None


def _qualifier_dropped(claim: Claim, random: Random) -> _Made:
    written = claim.written()
    plain = _DROPPED.sub("", written)
    return put(claim, plain) if plain != written and claim.told[0].figure.qualifier != "exact" else None


def _qualifier_reversed(claim: Claim, random: Random) -> _Made:
    written = claim.written()
    for one, other in _REVERSED:
        if one in written:
            return put(claim, written.replace(one, other, 1))
    return None


def _range_end(claim: Claim, random: Random) -> _Made:
    figure, written = claim.told[0].figure, claim.written()
    numbers = list(_NUMBER.finditer(written))
    if figure.low is None or len(numbers) != 2:
        return None
    match = numbers[random.randrange(2)]
    digits = Decimal(match.group().replace(",", "").replace("，", "").replace("．", "."))
    changed = format((digits + random.choice((1, 2, 3))).normalize(), "f")
    return put(claim, written[: match.start()] + changed + written[match.end() :])


def _currency(claim: Claim, random: Random) -> _Made:
    written = claim.written()
    if claim.told[0].figure.kind != "money":
        return None
    if claim.language == "en":
        return put(
            claim, written.replace("CNY", "US$") if "CNY" in written else re.sub(r"US\$|HK\$|EUR", "CNY", written)
        )
    if written.endswith("美元"):
        return put(claim, written.removesuffix("美元") + "元")
    return put(claim, written.removesuffix("元") + "美元") if written.endswith("元") else None


def _swapped(claim: Claim, random: Random) -> _Made:
    """The two numbers of one unit, each in the other's place."""
    if len(claim.told) != 2:
        return None
    one, two = claim.told
    first, second = claim.written(0), claim.written(1)
    if _rounds(one.figure, two.figure) or _rounds(two.figure, one.figure):
        return None  # 1.75倍 told as 1.8倍 is no lie
    text = claim.text[: one.start] + second + claim.text[one.end : two.start] + first + claim.text[two.end :]
    moved = len(second) - len(first)
    return text, ((one.start, one.start + len(second)), (two.start + moved, two.end))


def _rounds(exact: Figure, shown: Figure) -> bool:
    exponent = shown.value.normalize().as_tuple().exponent if shown.value is not None else None
    if exact.value is None or shown.value is None or not isinstance(exponent, int):
        return False
    return abs(exact.value - shown.value) <= Decimal(5).scaleb(exponent - 1)


def _as_result(claim: Claim, random: Random) -> _Made:
    """A target told as a result."""
    told = claim.told[0]
    if (
        told.figure.aspect != "target"
        or len(claim.told) > 1
        or claim.style == "window"
        or "计划" in told.figure.measure
    ):
        return None
    before = claim.text[: told.start]
    if claim.language == "en":
        done = before.replace("is to rise by", "rose by").replace("is to fall by", "fell by").replace("will be", "was")
        if done == before:
            return None
        before = done
    elif told.figure.direction or re.search(r"力争|确保|预期|目标|拟|将|要求|争取|努力", claim.text):
        return None
    else:
        before = f"去年已完成{before.removeprefix('计划：')}"
    moved = len(before) - told.start
    return before + claim.text[told.start :], ((told.start + moved, told.end + moved),)


def _other_year(claim: Claim, random: Random) -> _Made:
    """Another year put before a figure that the source gives to a year of its own."""
    told = claim.told[0]
    own = re.findall(r"(?:19|20)\d\d", told.figure.period)
    if (
        len(own) != 1
        or len(claim.told) > 1
        or re.search(r"(?:19|20)\d\d", claim.text)
        or told.figure.aspect == "target"
    ):
        return None
    year = int(own[0]) - 3
    lead = f"{year}年，" if claim.language == "zh" else f"In {year}, "
    return lead + claim.text, ((told.start + len(lead), told.end + len(lead)),)


def _result(claim: Claim) -> bool:
    """Whether the claim tells one result, in words of its own: no window of the source, no other figure."""
    return len(claim.told) == 1 and claim.style != "window" and claim.told[0].figure.aspect == "result"


def _before_number(claim: Claim, before: str) -> _Made:
    told = claim.told[0]
    moved = len(before) - told.start
    return before + claim.text[told.start :], ((told.start + moved, told.end + moved),)


def _denied(claim: Claim, random: Random) -> _Made:
    """What the source says of a count, denied of it: 受理投诉不是300件, petitions was never 1,200."""
    if not _result(claim) or claim.told[0].figure.direction:
        return None
    before, word = claim.text[: claim.told[0].start], random.choice(DENIED[claim.language])
    if claim.language == "zh":
        return _before_number(claim, before + word)
    return _before_number(claim, before.removesuffix("was ") + word + " ") if before.endswith(" was ") else None


def _forecast(claim: Claim, random: Random) -> _Made:
    """A result told as what is to come."""
    if not _result(claim) or claim.told[0].figure.direction:
        return None
    before, word = claim.text[: claim.told[0].start], random.choice(FORECAST[claim.language])
    if claim.language == "zh":
        return _before_number(claim, word + before)
    return _before_number(claim, before.removesuffix("was ") + word + " ") if before.endswith(" was ") else None


def _other_verb(claim: Claim, random: Random) -> _Made:
    """A change turned round, by a verb that no list of the product has."""
    told = claim.told[0]
    if not _result(claim) or not told.figure.direction:
        return None
    verb = random.choice((FALLS if told.figure.direction == "up" else RISES)[claim.language])
    before = claim.text[: told.start]
    if claim.language == "en":
        head = re.sub(r"(?:rose|fell) by $", "", before)
        return _before_number(claim, f"{head}{verb} ") if head != before else None
    for said in sorted({word for pair in _CHANGES for word in pair if not word.isascii()}, key=len, reverse=True):
        if before.endswith(said):
            return _before_number(claim, before.removesuffix(said) + verb)
    return None


_KINDS: dict[str, Callable[[Claim, Random], _Made]] = {
    "digit edit": _digit_edit,
    "transposition": _transposition,
    "dropped digit": _dropped_digit,
    "times ten": _times_ten,
    "scale word": _scale_word,
    "unit": _unit,
    "percent and points": _points,
    "direction": _direction,
    "qualifier dropped": _qualifier_dropped,
    "qualifier reversed": _qualifier_reversed,
    "range end": _range_end,
    "currency": _currency,
    "neighbours swapped": _swapped,
    "target as result": _as_result,
    "other year": _other_year,
    "denied": _denied,
    "forecast": _forecast,
    "verb outside the lists": _other_verb,
}
"""Every kind by its name; a new one is a function here."""
