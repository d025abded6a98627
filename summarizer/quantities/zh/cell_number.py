"""A cell that is one number, as accounts and statistics write it: signs, brackets, groups, notes.

    (1.2) → -1.2        △0.5 → -0.5        ▼2.1 → -2.1, a fall        1 234.5 → 1234.5        ≥95 → at least 95

A cell holds nothing before its number that a dash could join it to, so every dash there is a sign. Brackets are the
minus of accounts, but (12.5%) beside a count may be a share, and (3) the number of a note: what is not certain is no
number here. Digits in groups of three are one number where one space, thin space or apostrophe sets them apart; a line
break inside a cell is two spaces in the text, and joins nothing.
"""

import re
from dataclasses import dataclass
from typing import Literal

_DIGIT = "[0-9０-９]"
_BY = "[,， \u00a0\u2009\u202f\u3000'’]"
_GROUPS = rf"{_DIGIT}{{1,3}}(?P<by>{_BY}){_DIGIT}{{3}}(?:(?P=by){_DIGIT}{{3}}){{0,5}}(?!{_DIGIT})"
_NUMBER = rf"(?:{_GROUPS}|{_DIGIT}{{1,15}})(?:[.．]{_DIGIT}{{1,10}})?(?!{_DIGIT})"
_ARROWS = {"down": "▼▾↓⬇", "up": "▲▴↑⬆"}
_VERBS = {"down": "下降|减少|降低|回落|缩减", "up": "增长|增加|上升|提高|增幅"}
_MARK = "|".join(f"(?P<{which}>[{_ARROWS[which]}]|{_VERBS[which]})" for which in ("down", "up"))
_BEHIND = "|".join(f"(?P<{which}_behind>[{_ARROWS[which]}])" for which in ("down", "up"))
_UNIT = (
    r"[%％‰]|个?百分点|[十百千]?[万亿]?(?:美|欧|日|港)?元|[十百千]?[万亿]"
    r"|(?!以上|以下|以内|左右|余)[\u3400-\u9fff㎡℃]{1,4}?"
)
_CELL = re.compile(
    rf"(?P<open>[（(])?\s?(?P<about>约|近|超过?|逾|不足|不少于|不低于|[<>≥≤＜＞≧≦])?\s?(?:{_MARK})?\s?"
    rf"(?P<sign>[-－−–—﹣+＋±△▽负負])?\s?(?P<currency>[¥￥$])?\s?(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT})?"
    rf"\s?(?P<close>[)）])?\s?(?P<outer>{_UNIT})?(?P<tail>以上|以下|以内|左右|余)?\s?(?:{_BEHIND})?"
    r"(?P<note>[*＊※①-⑳]{0,2}|(?<!10)[¹²³⁴-⁹]{1,2})"
)
_SAID = {
    ">": "大于",
    "＞": "大于",
    "<": "小于",
    "＜": "小于",
    "≥": "不少于",
    "≧": "不少于",
    "≤": "不超过",
    "≦": "不超过",
}
_PLAIN = str.maketrans("０１２３４５６７８９．", "0123456789.", ",， \u00a0\u2009\u202f\u3000'’")
_MINUS, _NO_SIGN = frozenset("-－−–—﹣△▽负負"), frozenset("+＋")
_CHANGE = re.compile("[增减]|同比|环比|变动|变化|升降|涨跌|差|盈亏|利润|结余")
#: So short a number in brackets is as often the number of a note or of a row.
_SHORT = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class CellNumber:
    """One number: ``said`` in the plain form that the grammar reads, its own ``unit`` (""), ``tail`` (以上).

    ``core`` and ``end`` are where the digits begin and the number ends in the cell's words, ``note`` where the mark of
    a note begins behind it (or the words' end). ``direction`` is what an arrow or a verb tells. ``weak`` is what may be
    the number of a note: only other numbers in its column make it one.
    """

    said: str
    unit: str
    tail: str
    core: int
    end: int
    note: int
    direction: Literal["", "up", "down"] = ""
    weak: bool = False


def cell_number(words: str, heads: str = "") -> CellNumber | None:
    """The number that the cell ``words`` is, under ``heads``; None where it is none, several, or of unsure sign."""
    match = _CELL.fullmatch(words.rstrip())
    if match is None or (match["sign"] == "±") or bool(match["open"]) != bool(match["close"]):
        return None
    if not match["open"] and match["unit"] and match["outer"]:
        return None
    down, up = match["down"] or match["down_behind"], match["up"] or match["up_behind"]
    minus = (match["sign"] or "") in _MINUS and match["sign"] is not None
    if (down and up) or (match["open"] and minus) or (up and minus):
        return None
    unit = match["unit"] or match["outer"] or ""
    if match["open"] and unit[:1] in "%％‰个" and unit and not _CHANGE.search(heads):
        return None  # a share in brackets, or a fall
    number = match["number"].translate(_PLAIN)
    verb = len(down or up or "") > 1
    negative = bool(match["open"]) or minus or (bool(down) and not verb)
    if not number.strip("0."):
        negative = False
    about = _SAID.get(match["about"] or "", match["about"] or "")
    if match["currency"] and not unit:
        unit = "美元" if match["currency"] == "$" else "元"
    return CellNumber(
        said=f"{about}{'-' if negative else ''}{number}",
        unit=unit,
        tail=match["tail"] or "",
        core=match.start("number"),
        end=match.start("note"),
        note=match.start("note"),
        direction="down" if down else "up" if up else "",
        weak=bool(match["open"]) and not unit and _SHORT.fullmatch(number) is not None,
    )
