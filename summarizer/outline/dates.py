"""The dates of a report: when the page was published, when the report was signed or spoken."""

import re

from summarizer.base.document import Certainty, Told
from summarizer.language.lexicon import Rule

_HEAD, _TAIL = 3000, 1500
_CN_DIGITS = {**{char: str(value) for value, char in enumerate("零一二三四五六七八九")}, "〇": "0", "○": "0"}
_DATE = Rule(
    "a date in digits",
    r"([12]\d{3})\s?[-年./]\s?(\d{1,2})\s?[-月./]\s?(\d{1,2})\s?日?",
    yes=("⟨2024年1月5日⟩", "⟨2024-01-05⟩"),
    no=("2024年1月",),
)
_CN_DATE = Rule(
    "a date in words",
    r"([二一][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日",
    yes=("⟨二〇二四年一月五日⟩",),
    no=("二〇二四年一月",),
)
_DATE_FIELD = Rule(
    "the field of a date",
    r"(?:发布时间|发布日期|发文时间|发文日期|成文日期|时间|日期)[：:]\s*([12]\d{3}[-年./]\s?\d{1,2}[-月./]\s?\d{1,2})",
    yes=("⟨发布时间：2024-01-05⟩",),
    no=("时间：全年",),
)
_WRITTEN_FIELD = Rule(
    "the field of when it was written",
    r"成文日期[：:]\s*([12]\d{3}[-年./]\s?\d{1,2}[-月./]\s?\d{1,2})",
    yes=("⟨成文日期：2024-01-05⟩",),
    no=("发布日期：2024-01-05",),
)
_INLINE_DATE = Rule(
    "a date that ends a line",
    r"(?<=[一-鿿） \u3000])([12]\d{3} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日)[）)]?\s*$",
    yes=("云河市财政局⟨2024年1月5日⟩",),
    no=("2024年1月5日印发",),
)
_SPOKEN = Rule(
    "when it was spoken",
    r"[—―－]{1,2}\s?([12]\d{3}年\d{1,2}月\d{1,2}日)在|^[ \t\u3000]*[（(]?([12]\d{3}年\d{1,2}月\d{1,2}日)在",
    yes=("⟨——2024年1月5日在⟩云河市", "⟨（2024年1月5日在⟩"),
    no=("2024年1月5日",),
    flags=re.MULTILINE,
)
# Under a title: the date that it was given, in brackets, on a line of its own.
_GIVEN = Rule(
    "when it was given, under a title",
    r"^[ \t\u3000]*[（(][ ]?([12]\d{3} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日)[ ]?[）)][ \t\u3000]*$",
    yes=("⟨（2024年1月5日）⟩",),
    no=("（2024年）",),
    flags=re.MULTILINE,
)


def published(text: str, signed: Told | None) -> Told | None:
    """The date the page or file gives, else the signature's, else that of the congress the report was spoken at."""
    head = text[:_HEAD]
    if (field := _DATE_FIELD.search(head)) and (iso := _iso(field.group(1))):
        return Told("published", iso, *field.span(1), "stated", "a field of the page")
    if signed is not None:
        return Told("published", signed.value, signed.start, signed.end, signed.certainty, signed.basis)
    if (spoken := _SPOKEN.search(head)) and (iso := _iso(spoken.group(1) or spoken.group(2))):
        span = spoken.span(1) if spoken.group(1) else spoken.span(2)
        return Told("published", iso, *span, "stated", "the line that says where it was spoken")
    if (given := _GIVEN.search(head[:600])) and (iso := _iso(given.group(1))):
        return Told("published", iso, *given.span(1), "stated", "the date under the title")
    return None


def signed(text: str) -> Told | None:
    """The date under the report: the last line that is a date, a date in words, or one that ends the text."""
    begin = max(len(text) - _TAIL, 0)
    tail = text[begin:]
    at = len(text)
    for line in reversed(tail.splitlines(keepends=True)):
        at -= len(line)
        if _DATE.fullmatch(line.strip()) and (iso := _iso(line)):
            start = at + len(line) - len(line.lstrip())
            return _signature(iso, start, start + len(line.strip()), "stated")
    if found := list(_CN_DATE.finditer(tail)):
        last = found[-1]
        year, month, day = last.groups()
        iso = _valid("".join(_CN_DIGITS.get(char, "") for char in year), _small(month), _small(day))
        return _signature(iso, begin + last.start(), begin + last.end(), "stated") if iso else None
    if (inline := _INLINE_DATE.search(tail)) and (iso := _iso(inline.group(1))):
        return _signature(iso, begin + inline.start(1), begin + inline.end(1), "inferred")
    if (field := _WRITTEN_FIELD.search(text[:_HEAD])) and (iso := _iso(field.group(1))):
        return Told("signed", iso, *field.span(1), "stated", "a field of the page")
    return None


def _signature(iso: str, start: int, end: int, certainty: Certainty) -> Told:
    return Told("signed", iso, start, end, certainty, "the signature")


def _iso(written: str) -> str:
    match = _DATE.search(written)
    return _valid(*match.groups()) if match else ""


def _valid(year: str, month: str | int, day: str | int) -> str:
    if len(year) == 4 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
        return f"{year}-{int(month):02}-{int(day):02}"
    return ""


def _small(written: str) -> int:
    tens, ten, ones = written.rpartition("十")
    digits = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
    return (digits.get(tens, 1) * 10 if ten else 0) + digits.get(ones, 0)
