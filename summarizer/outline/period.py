"""The year or years that a report is about: never the date of the page."""

import re
from functools import lru_cache

from summarizer.base.document import Certainty, Told
from summarizer.language.lexicon import Rule, pattern
from summarizer.outline.cues import ADDRESS
from summarizer.outline.squeezed import Squeezed

_HEAD = 6000
_YEAR = r"([12]\d{3})\s?年"
_REVIEW_HEADING = Rule(
    "the heading of a review",
    r"(?:(?m:^)|[。：:！\s])[ \t\u3000]{0,4}(?:[（(]?[一二三][、）)]"
    rf"|第一部分)?[ ]?([^，。\n]{{0,26}}?)(?:回顾|{pattern('review_heading', 'zh')}|工作成效|工作开展"
    r"|政府工作(?!报告)|工作完成)",
    yes=("⟨\n一、2023年工作回顾⟩",),
    no=("一、2024年目标",),
)
_SPAN = Rule(
    "a span of years",
    r"([12]\d{3})\s?(?:年)?[-—–－~～至到]{1,2}\s?([12]\d{3})\s?年",
    yes=("⟨2021-2023年⟩", "⟨2021年至2023年⟩"),
    no=("2023年",),
)
_PLAN_YEARS = {
    "十一五": (2006, 2010),
    "十二五": (2011, 2015),
    "十三五": (2016, 2020),
    "十四五": (2021, 2025),
    "十五五": (2026, 2030),
}
_CN_YEAR = Rule(
    "a year in words", r"(二[〇○零][〇○零一二三四五六七八九]{2})年", yes=("⟨二〇二三年⟩",), no=("二十三年",)
)
_CN_DIGITS = {**{char: str(value) for value, char in enumerate("零一二三四五六七八九")}, "〇": "0", "○": "0"}
_STATISTICS_SPAN = Rule(
    "the span of the statistics",
    r"(?:统计|数据)[^。\n]{0,16}期限[^。\n]{0,6}([12]\d{3})\s?年\s?1\s?月",
    yes=("⟨统计数据的期限自2023年1月⟩1日",),
    no=("统计数据",),
)
_PLANNED = pattern("plan_heading work_heading", "zh")
_LATER = Rule(
    "a year that is still to come",
    rf"关于{_YEAR}|{_YEAR}[^，。\n]{{0,8}}(?:{_PLANNED}|政府工作)",
    yes=("⟨关于2024年⟩工作", "⟨2024年重点工作⟩"),
    no=("2023年成绩",),
)
_LAST_YEAR = Rule(
    "the year before", r"上一?年度|去年(?:度|以来|工作)", yes=("⟨上一年度⟩", "⟨去年工作⟩"), no=("去年同期",)
)


def period(title: Told | None, text: str, published: str) -> Told | None:
    """From the stated span, the review's heading, the title, the date less a year, the opening; None if unsaid."""
    head = Squeezed.of(text[:_HEAD], r"(?<=\d) (?=\d)")
    if stated := _STATISTICS_SPAN.search(head.text):
        return _told(stated.group(1), head.span(stated, 1), "stated", "the span of the statistics")
    congress = (title is not None and "政府工作报告" in title.value) or (
        re.search(ADDRESS, head.text[:400]) is not None and "我代表" in head.text[:800]
    )
    for heading in _REVIEW_HEADING.finditer(head.text):
        if found := _of_heading(heading.group(1), title, text, published):
            value, certainty = found
            begin, end = head.at[heading.start(1)], head.at[heading.end() - 1] + 1
            return _told(value, (begin, end), certainty, "the heading of the review")
    if title is not None and (found := _of_title(title.value, congress)):
        value, certainty = found
        return _told(value, (title.start, title.end), certainty, "the title")
    if published:
        year = int(published[:4])
        last = _LAST_YEAR.search(head.text)
        before = int(published[5:7]) <= 6 or last is not None
        value = str(year - 1 if before else year)
        span = head.span(last) if last else (0, 0)
        basis = "last year, as it says, by its date" if last else "its date" + (", less a year" if before else "")
        return _told(value, span, "inferred" if last else "guessed", basis)
    if opening := re.search(rf"{_YEAR}(?:以来|来|是|，)", head.text[:800]):
        return _told(opening.group(1), head.span(opening, 1), "inferred", "the opening words")
    return None


def _told(value: str, span: tuple[int, int], certainty: Certainty, basis: str) -> Told:
    return Told("period", value, *span, certainty, basis)


def _of_title(title: str, congress: bool) -> tuple[str, Certainty] | None:
    if span := _SPAN.search(title):
        return f"{span.group(1)}-{span.group(2)}", "stated"
    written = re.sub(r"(?<=\d) (?=\d)", "", title)
    years = (
        re.findall(_YEAR, written)
        or re.findall(r"20\d{2}", title)
        or [_digits(found) for found in _CN_YEAR.findall(title)]
    )
    if not years:
        return None
    return (str(int(years[0]) - 1), "inferred") if congress else (years[0], "stated")


def _of_heading(words: str, title: Told | None, text: str, published: str) -> tuple[str, Certainty] | None:
    """The years that a review's heading names: a span, a year (first, where a plan's years are named beside it)."""
    if span := _SPAN.search(words + "年"):
        return f"{span.group(1)}-{span.group(2)}", "stated"
    if year := re.search(_YEAR, words):
        return year.group(1), "stated"
    if year := _CN_YEAR.search(words):
        return _digits(year.group(1)), "stated"
    for name, (first, last) in _PLAN_YEARS.items():
        if name in words:
            return f"{first}-{last}", "stated"
    if "五年" in words:
        named = re.findall(r"20\d{2}", title.value) if title is not None else []
        base = _year_after(text) or (named or [published[:4]])[0]
        return (f"{int(base) - 5}-{int(base) - 1}", "inferred") if base else None
    return None


@lru_cache(maxsize=2)
def _year_after(text: str) -> str:
    """The year that the report goes on to plan, "" if it names none."""
    later = _LATER.search(re.sub(r"(?<=\d) (?=\d)", "", text))
    return later.group(1) or later.group(2) if later else ""


def _digits(written: str) -> str:
    return "".join(_CN_DIGITS[char] for char in written)
