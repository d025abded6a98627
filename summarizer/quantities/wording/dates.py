"""Chinese dates and periods in English by rule: 2016年11月 → "November 2016"."""

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DIGITS = str.maketrans("０１２３４５６７８９〇零○一二三四五六七八九", "0123456789000123456789")
_DASH = r"\s*(?:[-–—－~～至到]|——|－－)\s*"
_Y, _M, _D = r"([12]\d{3})\s*年度?", r"(1[0-2]|0?[1-9])\s*月份?", r"([12]\d|3[01]|0?[1-9])\s*[日号]"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(_Y + _M + _D + _DASH + _Y + _M + _D), "{d1} {m1} {y1} to {d2} {m2} {y2}"),
    (re.compile(_Y + _M + _D + _DASH + _M + _D), "{d1} {m1} to {d2} {m2} {y1}"),
    (re.compile(_Y + _M + _D), "{d1} {m1} {y1}"),
    (re.compile(_Y + _M + _DASH + _Y + _M), "{m1} {y1} to {m2} {y2}"),
    (re.compile(_Y + r"(1[0-2]|0?[1-9])\s*月?" + _DASH + _M), "{m1} to {m2} {y1}"),
    (re.compile(_Y + _M + "底"), "the end of {m1} {y1}"),
    (re.compile(_Y + _M), "{m1} {y1}"),
    (re.compile(r"([12]\d{3})\s*年?" + _DASH + _Y), "{y1}–{y2}"),
    (re.compile(_Y + "上半年"), "the first half of {y1}"),
    (re.compile(_Y + "下半年"), "the second half of {y1}"),
    (re.compile(_Y + "[年]?底|" + _Y + "末"), "the end of {y1}"),
    (re.compile(_Y + "以来"), "since {y1}"),
    (re.compile(_Y), "{y1}"),
    (re.compile(_M + _D + _DASH + _M + _D), "{d1} {m1} to {d2} {m2}"),
    (re.compile(_M + _D), "{d1} {m1}"),
    (re.compile(r"(1[0-2]|0?[1-9])\s*月?" + _DASH + _M), "{m1} to {m2}"),
    (re.compile(_M + "底"), "the end of {m1}"),
    (re.compile(_M), "{m1}"),
)


def english_date(text: str) -> str:
    """The English for a Chinese date or period as written; "" where it is none of the usual forms."""
    bare = re.sub(r"\s+", "", text).translate(_DIGITS)
    for pattern, form in _RULES:
        if match := pattern.fullmatch(bare):
            return _filled(form, match)
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
