"""Chinese measure words in English: what each can be called, and whether two units can be the same thing.

``units_match(zh, en)`` answers in three ways:

* True: they name the same unit ("%" and "%", 宗 and "case", 公里 and "kilometre");
* False: they cannot (户 and "kilometre", "%" and "case", 元 and 美元);
* None: the units alone do not decide (个 counts anything; an English noun that is in no table).
"""

import re
from fractions import Fraction

from summarizer.language.units.counted import rows
from summarizer.language.units.english_table import BODIES, CASES, IRREGULAR, PEOPLE, PHYSICAL, ROUNDS, THINGS, TIME

# Counts anything: English names the thing itself, or nothing.
_GENERIC = frozenset({"个", "个次", "", "来个", "只个"})

UNITS: dict[str, tuple[str, ...]] = PEOPLE | CASES | BODIES | ROUNDS | THINGS | TIME | PHYSICAL

MONEY = {
    "元": "CNY", "人民币": "CNY", "美元": "US$", "港元": "HK$", "港币": "HK$", "欧元": "EUR", "日元": "JPY",
    "英镑": "GBP",
    "澳门元": "MOP", "澳元": "AUD", "新台币": "TWD", "韩元": "KRW", "卢布": "RUB",
    "新加坡元": "S$", "加元": "C$", "瑞士法郎": "CHF", "令吉": "MYR", "卢比": "INR", "泰铢": "THB", "比索": "PHP",
    "印尼盾": "IDR", "越南盾": "VND", "雷亚尔": "BRL", "里拉": "TRY", "迪拉姆": "AED", "新西兰元": "NZ$",
}  # fmt: skip
"""Currencies as Chinese units, each with the English mark that stands before the amount."""

# How much of the base unit one is, exactly. 亩 is 10000/15 square metres by definition.
_AREA = {
    "平方米": Fraction(1), "亩": Fraction(10000, 15), "公顷": Fraction(10**4), "平方公里": Fraction(10**6),
    "平方千米": Fraction(10**6), "万亩": Fraction(10**8, 15),
}  # fmt: skip
_LENGTH = {
    "米": Fraction(1), "延米": Fraction(1), "公里": Fraction(1000), "千米": Fraction(1000), "里": Fraction(500),
    "厘米": Fraction(1, 100), "公分": Fraction(1, 100), "毫米": Fraction(1, 1000), "微米": Fraction(1, 10**6),
    "海里": Fraction(1852),
}  # fmt: skip
_MASS = {
    "克": Fraction(1), "毫克": Fraction(1, 1000), "微克": Fraction(1, 10**6), "公斤": Fraction(1000),
    "千克": Fraction(1000), "斤": Fraction(500), "吨": Fraction(10**6),
}  # fmt: skip
_VOLUME = {"立方米": Fraction(1), "方": Fraction(1), "立方": Fraction(1), "升": Fraction(1, 1000)}
_POWER = {"瓦": Fraction(1, 1000), "千瓦": Fraction(1), "兆瓦": Fraction(1000), "吉瓦": Fraction(10**6)}
_ENERGY = {"千瓦时": Fraction(1), "度": Fraction(1)}
_SPAN = {
    "秒": Fraction(1), "分钟": Fraction(60), "小时": Fraction(3600), "个小时": Fraction(3600), "天": Fraction(86400),
    "日": Fraction(86400), "周": Fraction(604800),
}  # fmt: skip
_MONTHS = {"月": Fraction(1), "个月": Fraction(1), "季度": Fraction(3), "年": Fraction(12)}
_DIMENSIONS = (_AREA, _LENGTH, _MASS, _VOLUME, _POWER, _ENERGY, _SPAN, _MONTHS)
#: What a Chinese text converts from one of its units to another; lengths of time are not converted.
_SIZED = (_AREA, _LENGTH, _MASS, _VOLUME, _POWER, _ENERGY)

# English physical nouns without a Chinese twin above.
_FOREIGN = {"mile": ("米", Fraction(1609344, 1000)), "acre": ("平方米", Fraction(40468564224, 10**7))}


def singular(word: str) -> str:
    """The singular of an English noun in lower case ("attendances" → "attendance", "people" → "person")."""
    word = word.lower()
    head, gap, last = word.rpartition(" ")
    if gap:
        return head + gap + singular(last)
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word


def _forms(entry: str) -> tuple[str, str]:
    one, slash, many = entry.partition("/")
    if entry.count("/") > 1:  # the unit has a slash of its own: "μg/m³/μg/m³"
        half = len(entry) // 2
        return entry[:half], entry[half + 1 :]
    return one, many if slash else one + "s"


def english_unit(zh_unit: str, *, many: bool = True) -> str:
    """The English noun for a Chinese unit, plural by default; "" where English has none (个, or an unknown unit)."""
    entries = UNITS.get(zh_unit)
    return _forms(entries[0])[1 if many else 0] if entries else ""


def plural(noun: str) -> str:
    """The plural of an English noun in the singular ("case" → "cases", "person" → "people")."""
    if noun in _PLURALS:
        return _PLURALS[noun]
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return noun + ("es" if re.search(r"(?:s|x|ch|sh)$", noun) else "s")


def counts(zh_unit: str, noun: str) -> bool:
    """Whether ``noun`` (in the singular) names what ``zh_unit`` is known to count; 个 counts all of the tables."""
    last = noun.lower().rpartition(" ")[2]
    return last in KNOWN_NOUNS if zh_unit in _GENERIC and zh_unit else bool({noun.lower(), last} & _names(zh_unit))


def _names(zh_unit: str) -> frozenset[str]:
    return _NAMES.get(zh_unit, frozenset())


def _spellings(unit: str, entry: str) -> frozenset[str]:
    """Both numbers of an entry, and of a thing in several words its head too ("parking space" → "space")."""
    one, many = _forms(entry)
    whole = unit in PHYSICAL or " of " in one  # a square kilometre is no kilometre
    heads = set() if whole else {one.rpartition(" ")[2], many.rpartition(" ")[2]}
    return frozenset(form.lower() for form in (one, many, singular(one), *heads))


_NAMES = {unit: frozenset().union(*(_spellings(unit, entry) for entry in entries)) for unit, entries in UNITS.items()}
_KNOWN: dict[str, frozenset[str]] = {}
for _unit, _spelled in _NAMES.items():
    for _name in _spelled:
        _KNOWN[_name] = _KNOWN.get(_name, frozenset()) | {_unit}
for _row in rows():  # what the table says is counted: a noun that fits, of which no other unit is contradicted
    for _unit in _row.counters:
        _NAMES[_unit] = _NAMES.get(_unit, frozenset()) | _spellings(_unit, f"{_row.one}/{_row.many}")
_PLURALS = dict(_forms(entry) for entries in UNITS.values() for entry in entries)
KNOWN_NOUNS = frozenset(_KNOWN)
"""Every English noun of the tables, singular and plural, lower case."""

_RATES = {"%", "个百分点", "‰", "个千分点"}
_MEASURED = frozenset({*PHYSICAL, *(TIME.keys() - {"分", "名次", "岁", "周年", "度"})})
_STRICT_NOUNS = frozenset(name for unit in _MEASURED for name in _NAMES[unit]) - {
    "time",
    "point",
    "mark",
    "degree",
    "second",
    "quarter",
    "m",
    "g",
    "t",
}

_TIME_NOUNS = frozenset(name for unit in TIME.keys() - {"倍", "名次", "分"} for name in _NAMES[unit])


def _class_of(unit: str) -> str:
    """What sort of thing a unit is: its own name for rates, "money", "measured", "倍", "generic" or "counted"."""
    if unit in _RATES:
        return unit
    if unit in MONEY or unit == "$":
        return "money"
    if unit in _GENERIC:
        return "generic"
    if unit == "倍":
        return "倍"
    if unit in _MEASURED or unit.lower() in _STRICT_NOUNS:
        return "measured"
    return "counted"


def units_match(zh_unit: str, en_unit: str, measure: str = "") -> bool | None:
    """Whether a Chinese unit and an English one can be the same: True, False, or None where they do not decide.

    Both are as ``Figure.unit`` holds them: the measure word as written; in English "%", "个百分点", a currency
    as its Chinese name (元, 美元), "倍", or the counted noun in the singular. ``measure`` is the English
    phrase about the number: a unit that is no word of the table but whose table word stands in the measure
    ("121,675 penalties … cases") is True.

    False only for a contradiction: another rate, another currency, money or a rate against a count, a
    physical size against a count or against a size of another dimension, or two counting nouns of the tables
    that share no Chinese unit and no meaning with the one given (户 and "vehicle").
    """
    if zh_unit == en_unit and zh_unit:
        return True
    zh_class, en_class = _class_of(zh_unit), _class_of(en_unit)
    noun = singular(en_unit)
    if "generic" in (zh_class, en_class):
        other = en_class if zh_class == "generic" else zh_class
        bare = "" in (zh_unit, en_unit)
        span = zh_class == "generic" and noun in _TIME_NOUNS
        return None if other in ("generic", "counted") or (bare and other == "measured") or span else False
    if zh_class != en_class and not {zh_class, en_class} <= {"counted", "measured", "倍"}:
        return False
    if zh_class == "money":
        return MONEY.get(zh_unit, "US$") == MONEY.get(en_unit, "US$")
    if zh_class in _RATES:
        return zh_unit == en_unit
    if noun in _names(zh_unit) or en_unit.lower() in _names(zh_unit):
        return True
    if "measured" in (zh_class, en_class):
        return _same_dimension(zh_unit, noun)
    return _counted(zh_unit, noun, measure)


def _counted(zh_unit: str, noun: str, measure: str) -> bool | None:
    names = _names(zh_unit)
    if any(singular(word) in names for word in measure.lower().replace(",", " ").split()):
        return True
    if not names or noun not in _KNOWN:
        return None
    return None if _related(zh_unit, noun) else False


# Units whose nouns overlap in use; across these groups a known noun contradicts.
_KIN = (
    frozenset({*PEOPLE} - {"对", "代"}) | {"员", "成员", "家", "单位"},
    frozenset(CASES),
    frozenset({*BODIES, "户", "点", "岗位"}),
    frozenset({*ROUNDS, "件", "人次", "项", "条", "起"}),
    frozenset({*THINGS, "套", "件", "座", "处"}),
)


#: Rounds of vehicles: their nouns are those of things, and no other round is counted in them.
_TRIPS = frozenset({"辆次", "车次", "台次"})


def _related(zh_unit: str, noun: str) -> bool:
    known = _KNOWN[noun] if zh_unit in _TRIPS else _KNOWN[noun] - _TRIPS
    return any(zh_unit in group and known & group for group in _KIN)


def _same_dimension(zh_unit: str, noun: str) -> bool | None:
    if _factor(zh_unit, noun) is not None:
        return True
    if zh_unit not in _NAMES:
        return None
    if noun in _KNOWN or noun in _FOREIGN:
        return False
    return None if zh_unit not in _MEASURED else False if noun in KNOWN_NOUNS else None


def _factor(zh_unit: str, noun: str) -> Fraction | None:
    """How many of the other unit, English or Chinese, one Chinese unit is: 15 亩 are 1 公顷."""
    for table in _DIMENSIONS:
        if zh_unit not in table:
            continue
        if noun in table:
            return table[zh_unit] / table[noun] if table in _SIZED else None
        if noun in _FOREIGN and _FOREIGN[noun][0] in table:
            return table[zh_unit] / _FOREIGN[noun][1]
        for other, size in table.items():
            if noun in _names(other):
                return table[zh_unit] / size
    return None


def convert(value: Fraction, zh_unit: str, en_unit: str) -> Fraction | None:
    """``value`` of the Chinese unit in the English one, exactly (15 亩 → 1 hectare); None where it cannot be."""
    factor = _factor(zh_unit, singular(en_unit))
    return None if factor is None else Fraction(value) * factor
