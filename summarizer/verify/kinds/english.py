"""Dates, times, lengths, ages, ordinals and names with a number, as English writes them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from summarizer.language.numerals.english_words import ORDINALS, TEENS, TENS, UNITS
from summarizer.verify.kinds.said import Said, counted, length, said

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<m>{'|'.join(sorted(map(str.title, _MONTHS), key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_DASH = r"\s?(?:[-–—−~/]|to|and|through)\s?"
_LEADS = "in by of since until till from to early late mid last this next every and before after between through during"
_LEAD = rf"(?:\b(?:{_LEADS.replace(' ', '|')})[\s-])"
_M2 = _MONTH.replace("?P<m>", "?P<m2>")
_DATES = (
    re.compile(rf"\b{_M2}{_DASH}{_MONTH}(?:,?\s(?:of\s)?{_YEAR}\b)?(?!\s\d{{1,2}}\b)"),
    re.compile(rf"\b(?:(?P<e>\d{{1,2}})(?:st|nd|rd|th)?{_DASH})?{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR}\b)?"),
    re.compile(
        rf"\b{_MONTH}\s{_DAY}\b(?:{_DASH}(?P<e>\d{{1,2}})(?:st|nd|rd|th)?\b)?(?!%|,\d{{3}}|\.\d)(?:,?\s{_YEAR}\b)?"
    ),
    re.compile(rf"\b{_MONTH}(?:\sof)?,?\s{_YEAR}\b"),
    re.compile(rf"(?<!\d){_YEAR}[-/.](?P<n>0?[1-9]|1[0-2])(?:[-/.](?P<d>[0-3]?\d))?(?![\d.%])"),
    re.compile(r"\b(?P<y>(?:19|20)\d0)s\b(?P<decade>)"),
    re.compile(
        rf"(?<![\d.,$€£¥-]){_YEAR}(?![\d%]|[.,]\d|-?[A-Za-z]|\s(?:million|billion|thousand|yuan|people|cases|kilom))"
    ),
    re.compile(rf"(?<=[\d][-–—~]){_YEAR}(?![\d%]|[.,]\d)"),
    re.compile(rf"{_LEAD}{_MONTH}(?P<word>)"),
)
_BARE_DAY = re.compile(
    r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)\b(?!\s(?:anniversary|congress|session|place|century|floor|largest))",
    re.IGNORECASE,
)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}
_NTHS = "|".join(_NTH)
_SMALL = {**UNITS, **TEENS, **TENS}
_TENS, _ONES = "|".join(TENS), "|".join(UNITS)
_COUNT = rf"(?:\d{{1,4}}(?:\.\d)?|(?:{_TENS})(?:[-\s](?:{_ONES}))?|{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
_PARTS = re.compile(
    rf"\b(?P<n>{_NTHS})\squarter\b|\bQ(?P<q>[1-4])\b|\b(?P<h>first|second|latter)\shalf\b|\bH(?P<h2>[12])\b"
    rf"|\bfirst\s(?P<c>{_COUNT})\s(?P<u>quarters|months)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d.])(?P<h>\d{1,2}):(?P<m>\d{2})(?::\d{2})?(?:\s?(?P<ap>[ap])\.?m\b\.?)?(?!\d)|\b(?P<h2>\d{1,2})(?:\s?(?P<ap2>[ap])\.?m\b|\so['’]clock)",
    re.IGNORECASE,
)
_UNIT = r"(?P<u>second|minute|hour|workday|day|week|month|quarter|year|decade|century|centurie)s?"
_SPAN = re.compile(
    rf"(?<![\d.,])\b(?:(?P<n>{_COUNT})(?P<half>\sand\sa\shalf)?|(?P<h>half\sa|half-a|a\shalf|half))[\s-]"
    rf"(?:(?P<work>working|business|work)[\s-]|(?:consecutive|straight|full|whole|calendar|short|long|more|odd|natural)[\s-]){{0,2}}{_UNIT}\b"
    r"(?P<old>[\s-](?:old|of\sage)\b)?(?![\s-]on[\s-]year)",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(r"\ban?\s(?P<u>year|month|week|day|hour|decade|century)\sand\sa\shalf\b", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?:aged?(?:\sof)?|ages|retirement\sage\s\w{2,5})\s(?:over\s|above\s|under\s|below\s)?(?P<a>\d{1,3})"
    r"(?:\s?(?:to|[-–]|and)\s?(?P<b>\d{1,3}))?\b",
    re.IGNORECASE,
)
_ORDINAL_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))
_ORDINAL = re.compile(
    rf"\b(?P<n>\d{{1,4}})(?:st|nd|rd|th)\b|\b(?:(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[-\s])?(?<!\ba\s)(?<!\bone\s)(?P<w>{_ORDINAL_WORDS})(?P<ly>ly)?\b"
    r"(?!-?hand)|\bNo\.\s?(?P<no>\d{1,4})\b(?!\s?[\[〔(])|\b[Nn]umber\s(?P<nw>one|two|three|four|five|\d{1,3})\b|\b(?:Article|Section|Chapter|Clause|Phase|Grade|Class|Level|Tier|Batch)s?\s(?P<part>\d{1,4})\b|\b(?:rank(?:s|ed|ing)?|placed?|came)\s(?:at\s|in\s)?(?P<r>\d{1,3})\b"
    r"|\b[Tt]op\s(?P<t>\d{1,4}|two|three|five|ten|twenty|fifty|hundred)\b(?![.,]\d|\s[a-z]+illion)",
    re.IGNORECASE,
)
#: "A sixteenth straight year" is no fraction; "a sixteenth of them" is.
_A_ROW = re.compile(
    rf"\ba\s(?P<w>{_ORDINAL_WORDS})(?=\s(?:consecutive|straight|successive|running|year|month|quarter|time|session)\b)",
    re.IGNORECASE,
)
_IN_A_ROW = re.compile(
    r"\s(?:consecutive|straight|successive|running)\s(?P<u>year|month|quarter|week|day)\b", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"(?:Document\s)?\bNos?\.?\s?(?P<n>\d{1,6})\s?[\[〔(（](?P<y>(?:19|20)\d\d)[\]〕)）]"
    r"|[\[〔(（](?P<y2>(?:19|20)\d\d)[\]〕)）]\s?Nos?\.?\s?(?P<n2>\d{1,6})\b",
    re.IGNORECASE,
)
_NO_NAME = r"(?!(?:CNY|RMB|USD|HKD|EUR|HK|US|S|NT|RM|No|FY|Q|H)[-.\s]?\d)"
_NAME = re.compile(
    rf"(?<![A-Za-z\d]){_NO_NAME}(?P<a>[A-Z][A-Za-z]{{0,12}})[-·]?(?P<n>\d{{1,5}}(?:\.\d{{1,2}})?)(?![\d%.,]\d|%)"
    r"|(?<![\d.,A-Za-z])(?P<m>\d{1,4})(?P<b>[A-Z])(?![A-Za-z\d])"
)


def _count(text: str) -> Fraction:
    if text[0].isdigit():
        return Fraction(text)
    return Fraction(sum(_SMALL[word] for word in re.split(r"[-\s]", text.lower()) if word in _SMALL))


@lru_cache(maxsize=256)
def in_english(text: str) -> tuple[Said, ...]:
    """Every such mention of ``text``, in order; one numeral may be read in more than one way (the 24th)."""
    found = [*_dates(text), *_times(text), *_spans(text), *_ordinals(text), *_names(text)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _dates(text: str) -> Iterator[Said]:
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            known = match.groupdict()
            start, end = match.span() if known.get("word") is None else match.span("m")
            if any(first < end and start < last for first, last in taken):
                continue
            taken.append((start, end))
            yield from _date(known, start, end)
    for match in _BARE_DAY.finditer(text):
        if int(match["d"]) <= 31 and not any(first < match.end() and match.start() < last for first, last in taken):
            yield said(*match.span(), "date", day=int(match["d"]))
    for match in _PARTS.finditer(text):
        yield from _part_of_year(match)


def _date(known: dict[str, str | None], start: int, end: int) -> Iterator[Said]:
    year = int(known.get("y") or 0) or None
    if known.get("decade") is not None:
        yield said(start, end, "date", decade=year)
        return
    name, number = known.get("m"), known.get("n")
    month = _MONTHS[name.lower().rstrip(".")] if name else int(number) if number else None
    first = known.get("m2")
    if first:
        yield said(start, end, "date", year=year, month=_MONTHS[first.lower().rstrip(".")])
    days = [int(day) for day in (known.get("d"), known.get("e")) if day]
    word = known.get("word") is not None
    if not days:
        yield said(start, end, "date", year=year, month=month, word=word)
    for day in days:
        if 1 <= day <= 31:
            yield said(start, end, "date", year=year, month=month, day=day, word=word)


def _part_of_year(match: re.Match[str]) -> Iterator[Said]:
    span = match.span()
    if match["c"]:
        yield said(*span, "date", first=_count(match["c"]) * (3 if match["u"].lower() == "quarters" else 1))
    elif match["h"] or match["h2"]:
        first = (match["h"] or "").lower() == "first" or match["h2"] == "1"
        word = match["h"] is not None
        yield said(*span, "date", half=1 if first else 2, word=word)
        if first:
            yield said(*span, "date", first=6, word=word)
    else:
        number = int(match["q"]) if match["q"] else _NTH[match["n"].lower()]
        yield said(*span, "date", quarter=number, word=match["q"] is None)
        if number == 1:
            yield said(*span, "date", first=3, word=match["q"] is None)


def _times(text: str) -> Iterator[Said]:
    for match in _TIME.finditer(text):
        hour, minute = int(match["h"] or match["h2"]), int(match["m"] or 0)
        half = (match["ap"] or match["ap2"] or "").lower()
        if hour > 24 or minute > 59:
            continue
        if half == "p" and hour < 12:
            hour += 12
        yield said(*match.span(), "time", hour=hour % 24, minute=minute)
        if not half and 0 < hour < 12:
            yield said(*match.span(), "time", hour=hour + 12, minute=minute)


def _spans(text: str) -> Iterator[Said]:
    for match in _SPAN.finditer(text):
        unit = match["u"].lower().replace("centurie", "century")
        number = Fraction(1, 2) if match["h"] else _count(match["n"])
        if match["half"]:
            number += Fraction(1, 2)
        if match["old"]:
            yield said(*match.span(), "age", age=number)
        elif number < 1900 or unit != "year":
            kind = "workday" if match["work"] and unit == "day" else unit
            yield length(*match.span(), number, kind, word=number == 1 and unit == "year")
    for match in _AND_A_HALF.finditer(text):
        yield length(*match.span(), Fraction(3, 2), match["u"].lower())
    for match in _AGED.finditer(text):
        for age in (match["a"], match["b"]):
            if age:
                yield said(*match.span(), "age", age=int(age))


def _ordinals(text: str) -> Iterator[Said]:
    for match in _ORDINAL.finditer(text):
        digits = match["n"] or match["no"] or match["r"] or match["part"]
        if digits or (match["nw"] or match["t"] or "").isdigit():
            rank = Fraction(digits or match["nw"] or match["t"])
        elif match["nw"] or match["t"]:
            rank = Fraction({**_SMALL, "hundred": 100}[(match["nw"] or match["t"]).lower()])
        else:
            rank = Fraction(ORDINALS[match["w"].lower()] + (TENS[match["tens"].lower()] if match["tens"] else 0))
        told = said(*match.span(), "ordinal", rank=rank, word=bool(match["ly"]))
        yield replace(told, of=counted(text, match.end()))
        if again := _IN_A_ROW.match(text, match.end()):
            yield length(*match.span(), rank, again["u"].lower())

    for match in _A_ROW.finditer(text):
        rank = Fraction(ORDINALS[match["w"].lower()])
        yield said(*match.span("w"), "ordinal", rank=rank)
        if again := _IN_A_ROW.match(text, match.end()):
            yield length(*match.span("w"), rank, again["u"].lower())


def _names(text: str) -> Iterator[Said]:
    for match in _NUMBERED.finditer(text):
        yield said(*match.span(), "name", letters=match["y"] or match["y2"], number=match["n"] or match["n2"])
    for match in _NAME.finditer(text):
        letters, number = match["a"] or match["b"], match["n"] or match["m"]
        yield said(*match.span(), "name", letters=letters.upper(), number=number)
