"""China's administrative places: their full names, and the short ones by which a text names them.

The table is made by ``training/places.py``; its source stands there.
"""

import re
from functools import cache
from importlib.resources import files
from operator import add
from typing import Final

_LEVELS: Final = ("自治区", "自治州", "自治县", "自治旗", "省", "市", "盟", "州", "地区", "县", "区", "旗")
_PEOPLES: Final = (
    "蒙古族|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族"
    "|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族"
    "|塔吉克族?|怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春族|门巴族|珞巴族|基诺族|各族|蒙古"
)
_AUTONOMOUS = re.compile(rf"(.{{2,5}}?)(?:{_PEOPLES})*自治(?:区|州|县|旗)$")


@cache
def names() -> frozenset[str]:
    """The full names of all places."""
    return frozenset((files("summarizer.outline") / "data" / "places.txt").read_text(encoding="utf-8").split())


_NO_NAME = re.compile(r"[年在上会届次议向对由与和全新]\Z")


def known(written: str) -> str:
    """The place that ``written`` ends with (会议上池州市 → 池州市), "" where it is none of the known ones.

    What stands before must be no part of a name: 岚县 is a place, but 北岚县 may be another.
    """
    every = names()
    for at in range(len(written) - 1):
        if written[at:] in every and (at == 0 or _NO_NAME.search(written[:at])):
            return written[at:]
    return ""


def short(name: str) -> str:
    """``name`` without its level: 达州 for 达州市, 甘孜 for 甘孜藏族自治州; a name of two characters stays whole."""
    if match := _AUTONOMOUS.match(name):
        return match[1]
    level = next((level for level in _LEVELS if name.endswith(level)), "")
    return name[: -len(level)] if level and len(name) - len(level) > 1 else name


@cache
def of_level(level: str) -> tuple[tuple[str, str], ...]:
    """The places whose head says 我代表``level``人民政府 (市, 县, 州, 自治区), each with its short name."""
    ends = "自治州" if level == "州" else level
    return tuple((name, short(name)) for name in sorted(names()) if name.endswith(ends))


def self_named(text: str, level: str) -> str:
    """The place of ``level`` that ``text`` names above all others, "" where none stands out.

    A government names its own place again and again, others in passing; what is part of a longer name (吉林省 in a
    city's report) does not count.
    """
    text = text[:_ENOUGH]
    tallies = []
    pairs = set(map(add, text, text[1:]))  # a look-up is faster than a search, and few places are named at all
    for name, brief in of_level(level):
        often = text.count(brief) if brief[:2] in pairs else 0
        if often < _OFTEN:
            continue
        other = sum(text.count(brief + end) for end in _LEVELS if len(end) == 1 and not name.startswith(brief + end))
        tallies.append((often - other + 2 * text.count(name), name))
    tallies.sort(reverse=True)
    if not tallies or tallies[0][0] < _OFTEN:
        return ""
    return tallies[0][1] if len(tallies) == 1 or tallies[0][0] >= _ABOVE * tallies[1][0] else ""


_OFTEN = 4
_ENOUGH = 12_000  # characters in which a government has long named its place
_ABOVE = 1.7
