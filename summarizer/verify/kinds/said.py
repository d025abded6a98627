"""What a mention that is no figure says, in parts that compare across languages."""

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
    source says otherwise or the same, never asked for.
    """

    start: int
    end: int
    sort: Sort
    parts: tuple[tuple[str, Fraction | str], ...]
    word: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The names of its parts."""
        return frozenset(name for name, _ in self.parts)

    def get(self, name: str) -> Fraction | str | None:
        """The part ``name``, None where it says nothing of it."""
        return next((value for mine, value in self.parts if mine == name), None)


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
