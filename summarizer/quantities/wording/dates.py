"""Chinese dates and periods in English by rule: 2016年11月 → "November 2016"."""

import re

from summarizer.language.lexicon import Rule

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DIGITS = str.maketrans("０１２３４５６７８９〇零○一二三四五六七八九", "0123456789000123456789")
_DASH = r"\s*(?:[-–—－~～至到]|——|－－)\s*"
_Y, _M, _D = r"([12]\d{3})\s*年度?", r"(1[0-2]|0?[1-9])\s*月份?", r"([12]\d|3[01]|0?[1-9])\s*[日号]"
#: Each form of a date, under the English for it; the first that is the whole of a text holds.
_RULES = (
    Rule(
        "{d1} {m1} {y1} to {d2} {m2} {y2}", _Y + _M + _D + _DASH + _Y + _M + _D, yes=("⟨2016年11月3日至2017年1月5日⟩",)
    ),
    Rule("{d1} {m1} to {d2} {m2} {y1}", _Y + _M + _D + _DASH + _M + _D, yes=("⟨2016年11月3日至12月5日⟩",)),
    Rule("{d1} {m1} {y1}", _Y + _M + _D, yes=("⟨2016年11月3日⟩",)),
    Rule("{m1} {y1} to {m2} {y2}", _Y + _M + _DASH + _Y + _M, yes=("⟨2016年11月至2017年1月⟩",)),
    Rule("{m1} to {m2} {y1}", _Y + r"(1[0-2]|0?[1-9])\s*月?" + _DASH + _M, yes=("⟨2016年1-11月⟩",)),
    Rule("the end of {m1} {y1}", _Y + _M + "底", yes=("⟨2016年6月底⟩",)),
    Rule("{m1} {y1}", _Y + _M, yes=("⟨2016年11月⟩",)),
    Rule("{y1}–{y2}", r"([12]\d{3})\s*年?" + _DASH + _Y, yes=("⟨2016-2020年⟩",)),
    Rule("the first half of {y1}", _Y + "上半年", yes=("⟨2016年上半年⟩",)),
    Rule("the second half of {y1}", _Y + "下半年", yes=("⟨2016年下半年⟩",)),
    Rule("the end of {y1}", _Y + "[年]?底|" + _Y + "末", yes=("⟨2016年底⟩",)),
    Rule("since {y1}", _Y + "以来", yes=("⟨2016年以来⟩",)),
    Rule("{y1}", _Y, yes=("⟨2016年⟩",)),
    Rule("{d1} {m1} to {d2} {m2}", _M + _D + _DASH + _M + _D, yes=("⟨11月3日至12月5日⟩",)),
    Rule("{d1} {m1}", _M + _D, yes=("⟨11月3日⟩",)),
    Rule("{m1} to {m2}", r"(1[0-2]|0?[1-9])\s*月?" + _DASH + _M, yes=("⟨1-11月⟩",)),
    Rule("the end of {m1}", _M + "底", yes=("⟨6月底⟩",)),
    Rule("{m1}", _M, yes=("⟨11月⟩",)),
)


def english_date(text: str) -> str:
    """The English for a Chinese date or period as written; "" where it is none of the usual forms."""
    bare = re.sub(r"\s+", "", text).translate(_DIGITS)
    for rule in _RULES:
        if match := rule.fullmatch(bare):
            return _filled(rule.name, match)
    return ""


def _filled(form: str, match: re.Match[str]) -> str:
    values: dict[str, str] = {}
    names = re.findall(r"[ymd][12]", match.re.pattern) or _names(form)
    for name, group in zip(names, [group for group in match.groups() if group], strict=False):
        values[name] = MONTHS[int(group) - 1] if name[0] == "m" else str(int(group))
    return form.format(**values)


def _names(form: str) -> list[str]:
    """The parts in the order of Chinese writing: year, month, day, then those of the other end."""
    present = set(re.findall(r"[ymd][12]", form))
    return [name for name in ("y1", "m1", "d1", "y2", "m2", "d2") if name in present]
