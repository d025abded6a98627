"""Read a quantity at a numeral run: value, scale, unit, qualifiers, ranges, fractions."""

import re
from dataclasses import replace
from decimal import Decimal
from math import gcd

from summarizer.language.lexicon import pattern, words
from summarizer.language.numerals.chinese import DIGITS, EXACT, WHITE, parse
from summarizer.language.units.chinese import CURRENCIES, PER, unit_at
from summarizer.quantities.figure import Kind, Qualifier
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh.amount import FRACTION, FRACTION_FIRST, Amount, amount_at, product
from summarizer.quantities.zh.scan import Run, run_at

#: Words right before a number that say how exactly it is meant; they join its span.
BEFORE: dict[str, Qualifier] = {
    **dict.fromkeys((*words("about_before", "zh"), "左右"), "about"),
    **dict.fromkeys(words("over_before over_round", "zh"), "over"),
    **dict.fromkeys(words("at_least_before", "zh"), "at_least"),
    **dict.fromkeys(words("at_most_before", "zh"), "at_most"),
    **dict.fromkeys(words("under_before", "zh"), "under"),
}
#: A bound denied is the other bound: 不能高于600 is at most 600, 不得低于80% at least.
_DENIED: dict[Qualifier, Qualifier] = {"over": "at_most", "under": "at_least"}
BEFORE |= {
    f"{no}{bound}": _DENIED[kind] for no in words("must_not", "zh") for bound, kind in BEFORE.items() if kind in _DENIED
}
#: Words right after the unit.
AFTER: dict[str, Qualifier] = {
    **dict.fromkeys(words("about_after", "zh"), "about"),
    **dict.fromkeys(words("at_least_after", "zh"), "at_least"),
    **dict.fromkeys(words("at_most_after", "zh"), "at_most"),
    **dict.fromkeys(words("over_after", "zh"), "over"),
}

_LONGEST_FIRST = sorted(BEFORE, key=len, reverse=True)
_BEFORE = re.compile(rf"(?<![条合公集节签预](?=约))(?:{'|'.join(_LONGEST_FIRST)})\s?(?:了|为|有|达)?\s?\Z")
_BEFORE_WORD = re.compile("|".join(_LONGEST_FIRST))
#: 上 and 过 qualify round words only: 上百, 过万.
_LOOSE_BEFORE = ("上", "过")
_AFTER = re.compile(rf"\s?(?P<word>{'|'.join(sorted(AFTER, key=len, reverse=True))})")
_SLASH = re.compile(r"[/⁄∕](\d{1,2}|100)(?![\d/.年月])")
_SLASHES = frozenset("/⁄∕")
#: The mark of a note between a number and its unit: 128¹件.
_NOTE_MARKS = frozenset("¹²³⁰⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨⑩<^[［")
_NOTE_MARK = re.compile(
    r"[¹²³⁰⁴-⁹]{1,3}|[①-⑩]|<sup>[\[［]?\d{1,2}[\]］]?</sup>|\^[\[［]?\d{1,2}[\]］]?\^|[\[［]\d{1,2}[\]］]"
)
#: m<sup>2</sup>, as Markdown writes it.
_RAISED_UNIT = re.compile(r"<sup>([23])</sup>")
_AND = re.compile(r"\s?[、和及与]\s?")
#: The unit of a table in its heading: （单位：万元）
_HEADED = re.compile(r"单位\s?[:：]\s?(?P<scale>[百千万亿]{0,2})(?P<unit>[\u3400-\u9fff%％/]{1,6}?)\s?[）)]?\s*\Z")
#: The unit in the name: 发行总额（亿）10.00, 完成率（%）：98.5
_NAMED = re.compile(
    r"[（(]\s?(?:单位\s?[:：]?\s?)?(?P<scale>[百千万亿]{0,2})(?P<unit>(?:元|美元|%|％|[\u3400-\u9fff]{1,3})?)\s?[）)]\s*[:：为是达]?\s*\Z"
)
#: Nouns that name money; a bare 10亿 after one of them is an amount of yuan.
MONEY_NOUN = re.compile(rf"(?:{pattern('money_noun', 'zh')}|债|生产总值|增加值|零售额)[\u3400-\u9fff]{{0,4}}\Z")
_SMALL_MONEY = re.compile(
    r"(?:(?P<tenths>[一二两三四五六七八九壹贰叁肆伍陆柒捌玖零〇\d])[角毛](?:(?P<cents>[一二两三四五六七八九壹贰叁肆伍陆柒捌玖零〇\d])分)?)?[整正]?"
)
_TO = re.compile(r"\s?(?:—{1,2}|[-−－–~～～至到─―一]|－－)\s?(?=\d|[一二两三四五六七八九十百壹贰叁])")
#: White space, a line break, or a page footer, that may stand inside a quantity.
GAP = re.compile(
    r"[ \t\u3000\u00a0]{0,4}(?:(?:\r?\n[ \t\u3000]*){1,4}"
    r"(?:[-—–－─][ \t]*\d{1,4}[ \t]*[-—–－─]?[ \t]*(?:\r?\n[ \t\u3000\f]*){1,4})?)?"
)
#: A scale word cut off from its digits by a line break or a page footer: 885\n亿元
_LATE_SCALE = re.compile(r"[万亿萬億]{1,2}")
_WRAPPED = 12
_MOVED = re.compile(rf"(?:{pattern('rise fall', 'zh', 'verb')}|延长)了?(?:约|近)?\Z")
# The characters that each pattern can begin or end with: at most numbers they say that it need not be tried.
_TO_FIRST = frozenset("—-−－–~～至到─―一" + WHITE)
_PER_FIRST = frozenset("/／每" + WHITE)
_AFTER_FIRST = frozenset("".join(word[0] for word in AFTER) + WHITE)
_BEFORE_LAST = frozenset("".join(word[-1] for word in BEFORE) + "了为有达" + WHITE)
_GAP_FIRST = frozenset(" \t\u3000\u00a0\r\n")


def read(text: str, run: Run) -> Mention | None:
    """The quantity at ``run`` with everything that is written around it, or None where there is no numeral."""
    if run.form in ("phrase", "half"):
        return _phrase(text, run)
    amount = amount_at(text, run)
    if amount is None:
        return None
    fraction = _fraction(text, amount)
    if fraction is not None:
        return _finish(text, fraction)
    mention = _slash(text, amount) or _with_unit(text, amount)
    other = _second(text, amount, mention)
    if other is None and not mention.unit:
        _inherit(text, amount, mention)
    return _finish(text, other or mention)


#: What is said of how much without a numeral: unit and, where it is plain, the value.
_PHRASES: dict[str, tuple[str, Decimal | None]] = {
    "翻番": ("番", None), "翻倍": ("倍", None), "倍增": ("倍", None), "减半": ("%", None),
    "一半": ("%", Decimal(50)), "半数": ("%", Decimal(50)),
    "百分百": ("%", Decimal(100)), "百分之百": ("%", Decimal(100)),
}  # fmt: skip


def _phrase(text: str, run: Run) -> Mention:
    """翻番, 减半 and 过半 say how much without a number: mentions without value; 一半 is 50%."""
    written = text[run.start : run.end]
    unit, value = _PHRASES.get(written, ("%", None))
    kind: Kind = "percent" if unit == "%" else "statistic"
    mention = Mention(run.start, run.end, kind, "phrase", run.start, run.end, value, unit=unit, surface=written)
    if written[0] in "过超":
        mention.qualifier = "over"
    return _finish(text, mention) if value is not None else mention


def _gap(text: str, at: int) -> int:
    """Where the text goes on after white space, a line break in a wrapped line, or a page footer."""
    match = GAP.match(text, at) if text[at : at + 1] in _GAP_FIRST else None
    if match is None or match.end() == at:
        return at
    if "\n" in match[0] and not _wrapped(text, at):
        return at
    return match.end()


def _wrapped(text: str, at: int) -> bool:
    """Whether the line that ends at ``at`` was broken by a page's width: it is long, not a cell of a table."""
    line = text.rfind("\n", max(0, at - 200), at)
    return at - line - 1 >= _WRAPPED


def _with_unit(text: str, amount: Amount) -> Mention:
    at = _gap(text, amount.end)
    if text[at : at + 1] in _NOTE_MARKS and (note := _NOTE_MARK.match(text, at)) and unit_at(text, note.end()):
        at = note.end()
    late = _LATE_SCALE.match(text, at) if at > amount.end and amount.scale == 1 else None
    if late and unit_at(text, late.end()):
        amount = amount._replace(scale=product(late[0]))
        if amount.value is not None:
            amount = amount._replace(value=EXACT.multiply(amount.value, Decimal(amount.scale)))
        amount = amount._replace(end=late.end())
        at = late.end()
    unit = unit_at(text, at)
    mention = Mention(amount.start, amount.end, "statistic", "quantity", amount.start, amount.end, amount.value,
                      amount.low, amount.high, "", amount.surface, amount.scale, amount.qualifier)  # fmt: skip
    if unit is None:
        if "." in amount.surface and text.startswith("年", at) and not text.startswith("年度", at):
            mention.unit, mention.end, mention.unit_end = "年", at + 1, at + 1  # 4.7年 is measured, no date and no term
        return mention
    end = unit.end()
    if unit["money"]:
        mention.kind, mention.unit = "money", CURRENCIES[unit["money"]]
    elif unit["percent"]:
        mention.kind = "percent"
        mention.unit = "‰" if "‰" in unit[0] else "个百分点" if "点" in unit[0] or "點" in unit[0] else "%"
    else:
        mention.unit = _RAISED_UNIT.sub(lambda raised: "²³"[int(raised[1]) - 2], unit["measure"])
    if mention.unit == "元" and mention.value is not None:
        end = _small_money(text, mention, end)
    per = PER.match(text, end) if text[end : end + 1] in _PER_FIRST else None
    if per:
        mention.unit += per[0].strip().replace("／", "/").replace("每", "/")
        end = per.end()
    mention.end = mention.unit_end = end
    if mention.unit == "成":
        _tenths(text, mention)
    if mention.unit == "折" and mention.value is not None:
        mention.kind, mention.unit = "percent", "%"
        mention.value = EXACT.multiply(mention.value, Decimal(10 if mention.value < 10 else 1))
    return mention


def _small_money(text: str, mention: Mention, end: int) -> int:
    """The 角 and 分 after yuan, and the 整 that closes a written amount: 壹拾壹元壹角壹分, 壹佰元整."""
    match = _SMALL_MONEY.match(text, end)
    if match is None or mention.value is None:
        return end
    for part, size in ((match["tenths"], "0.1"), (match["cents"], "0.01")):
        amount = parse(part) if part else None
        if amount is not None:
            mention.value = EXACT.add(mention.value, EXACT.multiply(amount, Decimal(size)))
    return match.end()


def _slash(text: str, amount: Amount) -> Mention | None:
    """1/10, 2/3 as a share; a date or a path never reaches here with a denominator above 100."""
    match = _SLASH.match(text, amount.end) if text[amount.end : amount.end + 1] in _SLASHES else None
    if match is None or amount.value is None or "/" in text[max(0, amount.start - 1) : amount.start]:
        return None
    part, whole = amount.value, int(match[1])
    if part != int(part) or not 0 < part < whole:
        return None
    return Mention(
        amount.start, match.end(), "percent", "fraction", amount.start, match.end(),
        _percentage(part, whole), unit="%", surface=text[amount.start : match.end()], fraction=(int(part), whole),
    )  # fmt: skip


def _inherit(text: str, amount: Amount, mention: Mention) -> None:
    """高于全省22.7和28.8个百分点, 1409万、1305万人次: a bare number takes the unit of the next in its list."""
    at = amount.end
    for _ in range(4):
        link = _AND.match(text, at)
        run = run_at(text, link.end()) if link else None
        if run is None or run.form != "arabic":
            break
        other = amount_at(text, run)
        if other is None:
            return
        last = _with_unit(text, other)
        if last.unit:
            mention.unit, mention.kind = last.unit, last.kind
            shared = "." in amount.surface or (last.kind == "money" and _of_one_size(amount, other))
            if mention.value is not None and amount.scale == 1 and other.scale > 1 and shared:
                mention.value, mention.scale = EXACT.multiply(mention.value, Decimal(other.scale)), other.scale
            return
        at = other.end
    heading = _HEADED.search(text, max(0, amount.start - 40), amount.start) or _NAMED.search(
        text, max(0, amount.start - 16), amount.start
    )
    if heading and _from_heading(text, amount, mention, heading):
        return
    money = amount.scale >= 10**4 and MONEY_NOUN.search(text, max(0, amount.start - 16), amount.start)
    if money and not re.match(r"[\u3400-\u9fff]", text[mention.unit_end : mention.unit_end + 1]):
        mention.kind, mention.unit = "money", "元"


def _from_heading(text: str, amount: Amount, mention: Mention, heading: re.Match[str]) -> bool:
    """Give a bare number the scale and unit that its heading or name has in brackets; False where that is no unit."""
    unit = unit_at(heading["unit"], 0) if heading["unit"] else None
    scaled = bool(set(heading["scale"]) & {"万", "亿"}) and not heading["unit"]
    if mention.value is None or (unit is None and not scaled):
        return False
    if unit is not None and unit.end() != len(heading["unit"]):
        return False
    mention.scale *= product(heading["scale"])
    mention.value = EXACT.multiply(mention.value, Decimal(mention.scale))
    if unit is None:
        if MONEY_NOUN.search(text, max(0, heading.start() - 16), heading.start()):
            mention.kind, mention.unit = "money", "元"
        return True
    mention.kind = "money" if unit["money"] else "percent" if unit["percent"] else "statistic"
    mention.unit = CURRENCIES[unit["money"]] if unit["money"] else "%" if unit["percent"] else unit[0]
    return True


def _of_one_size(amount: Amount, other: Amount) -> bool:
    """Whether two numbers are alike before their scale: 12、15和18亿元, not 500元 in 500、3亿元."""
    if amount.value is None or other.value is None or not amount.value or not other.value:
        return False
    ratio = amount.value * other.scale / other.value
    return Decimal("0.05") < ratio < Decimal(20)


def _tenths(text: str, mention: Mention) -> None:
    """九成 is 90%, 三成半 35%, 七成六 76%."""
    mention.kind, mention.unit = "percent", "%"
    for name in ("value", "low", "high"):
        amount = getattr(mention, name)
        if amount is not None:
            setattr(mention, name, EXACT.multiply(amount, Decimal(10)))
    more = text[mention.end : mention.end + 1]
    extra = 5 if more == "半" else DIGITS.get(more, 0)
    if extra and mention.value is not None:
        mention.value += extra
        mention.end = mention.unit_end = mention.end + 1


def _second(text: str, amount: Amount, first: Mention) -> Mention | None:
    """A range: 3—5个, 20%至30%, 三至五年."""
    to = _TO.match(text, first.unit_end) if text[first.unit_end : first.unit_end + 1] in _TO_FIRST else None
    if to is None or amount.value is None:
        return None
    run = run_at(text, to.end())
    if run is None:
        return None
    other = amount_at(text, run)
    if other is None or other.value is None or other.start != to.end():
        return None
    last = _with_unit(text, other)
    if (first.unit and last.unit and first.unit != last.unit) or (not last.unit and first.unit):
        return None
    if first.unit and first.kind != "percent" and to[0].strip() in ("至", "到"):
        moved = _MOVED.search(text, max(0, first.start - 6), first.start)
        if moved:  # 缩短11天至32天: by how much, then to what
            return None
    low, high = amount.value, last.value
    if last.kind == "percent" and not first.unit and last.value is not None and other.value != last.value:
        low = EXACT.multiply(low, EXACT.divide(last.value, other.value))
    if high is None:
        return None
    if amount.scale == 1 and other.scale > 1 and not first.unit and low * other.scale <= high:
        low = EXACT.multiply(low, Decimal(other.scale))
    if low >= high:
        return None
    surface = f"{amount.surface}{to[0].strip()}{other.surface}"
    return replace(last, start=first.start, core=first.core, value=None, low=low, high=high, surface=surface)


def _fraction(text: str, amount: Amount) -> Mention | None:
    """百分之五, 千分之三, 三分之一: the denominator stands first."""
    link = FRACTION.match(text, amount.end) if text[amount.end : amount.end + 1] in FRACTION_FIRST else None
    if link is None or amount.value is None:
        return None
    at = link.end()
    sign = 1
    if text[at] in "-负負":
        at, sign = at + 1, -1
    run = run_at(text, at)
    part = amount_at(text, run) if run else None
    if part is None or run is None or run.start != at or amount.value <= 0:
        return None
    whole = int(amount.value)
    mention = Mention(amount.start, part.end, "percent", "fraction", amount.start, part.end, None, None, None, "%",
                      text[amount.start : part.end], 1, part.qualifier)  # fmt: skip
    if part.value is None:
        if part.low is not None and part.high is not None and whole == 100:
            mention.low, mention.high = part.low, part.high
        return mention
    mention.value = _percentage(part.value * sign, whole)
    if whole not in (100, 1000, 10000) and part.value == int(part.value):
        mention.fraction = (int(part.value) * sign, whole)
    if whole == 100:
        mention.surface = part.surface
    return mention


def _percentage(part: Decimal, whole: int) -> Decimal | None:
    """``part``/``whole`` in per cent where that is a finite decimal, else None."""
    numerator, denominator = part.as_integer_ratio()
    rest = denominator * whole // gcd(numerator, denominator * whole)
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest != 1:
        return None
    return EXACT.divide(EXACT.multiply(part, Decimal(100)), Decimal(whole)).normalize(EXACT)


def _finish(text: str, mention: Mention) -> Mention:
    """Outer qualifiers, before and after, join the span."""
    behind = text[mention.start - 1 : mention.start]
    before = _BEFORE.search(text, max(0, mention.start - 6), mention.start) if behind in _BEFORE_LAST else None
    if before:
        found = _BEFORE_WORD.match(before[0])
        word = found[0] if found else ""
        if word not in _LOOSE_BEFORE or (text[mention.core] in "百千万亿" and mention.rule == "quantity"):
            mention.qualifier = BEFORE[word]
            mention.start = before.start()
    ahead = text[mention.unit_end : mention.unit_end + 1]
    after = _AFTER.match(text, mention.unit_end) if ahead in _AFTER_FIRST else None
    if after and (after["word"] not in "多余" or _is_more(text, mention, after.end())):
        mention.qualifier = AFTER[after["word"]]
        mention.end = after.end()
    return mention


#: Units after which 多 and 余 may stand (5亿元多, 3公里余), and what follows where they begin another word.
_MORE_UNITS = frozenset(("", "元", "年", "公里", "亩", "个", "小时", "倍", "岁", "米", "吨"))
_OTHER_WORDS = frozenset("个种家项样元渠层万次")


def _is_more(text: str, mention: Mention, end: int) -> bool:
    """Whether 多 or 余 after a unit qualifies the number, not begins 多种, 余项."""
    counted = mention.unit in _MORE_UNITS or text[mention.unit_end - 1] == "成"  # 占六成多
    return mention.qualifier != "over" and counted and text[end : end + 1] not in _OTHER_WORDS
