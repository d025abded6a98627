"""What a mention that is no figure says, in parts that compare across languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Sort = Literal["date", "time", "ordinal", "span", "age", "name"]
Relation = Literal["same", "other", "silent"]

#: Lengths of time in one unit for each family: a quarter is three months, a week seven days.
LENGTHS: Mapping[str, tuple[str, Fraction]] = {
    "second": ("minutes", Fraction(1, 60)), "minute": ("minutes", Fraction(1)), "hour": ("minutes", Fraction(60)),
    "day": ("days", Fraction(1)), "week": ("days", Fraction(7)), "workday": ("workdays", Fraction(1)),
    "month": ("months", Fraction(1)), "quarter": ("months", Fraction(3)), "year": ("months", Fraction(12)),
    "decade": ("months", Fraction(120)), "century": ("months", Fraction(1200)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A mention at ``[start, end)`` and its parts, by name.

    date     year, month, day; decade (1990 for the 1990s); first (the first so many months of a year); half, quarter
    time     hour, minute, second
    ordinal  rank
    span     months, days, workdays or minutes, each family in one unit
    age      age
    name     letters and number are one key ("F-22"), digits alone another

    ``word`` says that no numeral is written (a month's name, 首): such a mention of a claim is only told where the
    source says otherwise or the same, never asked for. ``of`` is what an ordinal counts, where it is a five-year plan
    or a congress: neither is a place in an order.
    """

    start: int
    end: int
    sort: Sort
    parts: tuple[tuple[str, Fraction | str], ...]
    word: bool = False
    of: Literal["", "plan", "congress"] = ""

    @property
    def names(self) -> frozenset[str]:
        """The names of its parts."""
        return frozenset(name for name, _ in self.parts)

    def get(self, name: str) -> Fraction | str | None:
        """The part ``name``, None where it says nothing of it."""
        return next((value for mine, value in self.parts if mine == name), None)


def counted(text: str, end: int) -> Literal["", "plan", "congress"]:
    """What the ordinal that ends at ``end`` counts: 十四五规划 and the 14th Five-Year Plan are plans."""
    if _PLAN.match(text, end) or _PLAN_ZH.search(text, max(0, end - 3), end):
        return "plan"
    return "congress" if _CONGRESS.match(text, end) or _CONGRESS_ZH.search(text, max(0, end - 3), end) else ""


_PLAN, _PLAN_ZH = re.compile(r"\W?Five[- ]Year", re.I), re.compile(r"(?<!第)[一二三四五六七八九十]五\Z")
_CONGRESS = re.compile(
    r"\W(?:\w+\W){0,3}(?:congress|plen\w+|session)|(?:届|次)?[^，。；]{0,8}(?:全会|代表大会|大会|会议)", re.I
)
_CONGRESS_ZH = re.compile(r"[一二三四五六七八九十](?:大|[届中]全?会?)\Z")


def said(start: int, end: int, sort: Sort, *, word: bool = False, **parts: int | Fraction | str | None) -> Said:
    """A mention with those of ``parts`` that are known."""
    known = tuple(
        (name, value if isinstance(value, str) else Fraction(value))
        for name, value in parts.items()
        if value is not None
    )
    return Said(start, end, sort, known, word)


def length(start: int, end: int, number: Fraction, unit: str, *, word: bool = False) -> Said:
    """A length of time of ``number`` times ``unit`` (a key of :data:`LENGTHS`)."""
    family, size = LENGTHS[unit]
    return Said(start, end, "span", ((family, number * size),), word)


def relation(source: Said, claim: Said) -> Relation:
    """Whether the source's mention says what the claim's does, another thing of its kind, or nothing of it.

    The claim may say less (a day told by its month) but where it says more the source is silent.
    """
    if source.sort != claim.sort:
        return "silent"
    shared = source.names & claim.names
    if not shared:
        return "silent"
    if all(source.get(name) == claim.get(name) for name in shared):
        return "same" if claim.names <= source.names else "silent"
    return "other"
