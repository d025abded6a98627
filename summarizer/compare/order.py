"""Which reports may stand side by side, and in which order."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from summarizer.base.errors import UsageError
from summarizer.compare.year import Year

_OFFICE = re.compile(r"(?<=人民政府)办公[室厅]$|(?<=[局委厅])办公室$")
_NO_YEAR = 9999


def in_order(years: Sequence[Year], *, force: bool = False) -> tuple[tuple[Year, ...], list[str]]:
    """``years`` by period, each with a label of its own, and a sentence for each thing that is odd about them.

    Raises:
        UsageError: fewer than two reports, different issuers, the same year twice, or a report that names no year;
            with ``force`` the last three are notes instead.
    """
    if len(years) < 2:
        raise UsageError("One report cannot be compared: give two or more of the same issuer.")
    odd = [*_issuers(years), *_twice(years), *_undated(years)]
    if odd and not force:
        raise UsageError(f"{odd[0]} Give the right files, or --force to compare them all the same.")
    ordered = sorted(years, key=lambda year: (year.first or _NO_YEAR, year.last or _NO_YEAR))
    shared = {label for label, count in Counter(year.label for year in ordered).items() if count > 1}
    named: list[Year] = []
    for year in ordered:
        label = f"{year.label} ({year.document.name})" if year.label in shared else year.label
        while any(label == other.label for other in named):
            label += "*"
        named.append(year.labelled(label))
    return tuple(named), [*odd, *_gaps(named), *_kinds(named)]


def follows(earlier: Year, later: Year) -> bool:
    """Whether ``later`` reports on the very next year (or years) after ``earlier``."""
    return earlier.last is not None and later.first == earlier.last + 1


def same_length(one: Year, other: Year) -> bool:
    """Whether both reports cover spans of the same length; a report without a year is taken for one of a year."""
    return _length(one) == _length(other)


def _length(year: Year) -> int:
    return 1 if year.first is None or year.last is None else year.last - year.first + 1


def _issuers(years: Sequence[Year]) -> list[str]:
    """A sentence where two reports are not of one issuer; one may name its province or its office besides."""
    known = [(year.document.name, _OFFICE.sub("", year.document.metadata.issuer)) for year in years]
    found = []
    if nameless := [name for name, issuer in known if not issuer]:
        found.append(f"{nameless[0]}: no issuer was found, so it cannot be told whether these reports are of the same.")
    named = [(name, issuer) for name, issuer in known if issuer]
    for name, issuer in named[1:]:
        first_name, first = named[0]
        if not (issuer.endswith(first) or first.endswith(issuer)):
            found.append(f"These are reports of different issuers: {first} ({first_name}) and {issuer} ({name}).")
            break
    return found


def _twice(years: Sequence[Year]) -> list[str]:
    for at, year in enumerate(years):
        for other in years[:at]:
            if year.first is not None and (year.first, year.last) == (other.first, other.last):
                names = f"{other.document.name} and {year.document.name}"
                return [f"{names} both report on {year.document.metadata.period}."]
    return []


def _undated(years: Sequence[Year]) -> list[str]:
    return [f"{year.document.name}: no year was found that it reports on." for year in years if year.first is None][:1]


def _gaps(years: Sequence[Year]) -> list[str]:
    return [
        f"Nothing was given between {earlier.label} and {later.label}: statements about the year before, plans and "
        "their outcome are not checked across the gap."
        for earlier, later in itertools.pairwise(years)
        if earlier.last is not None and later.first is not None and later.first > earlier.last + 1
    ]


def _kinds(years: Sequence[Year]) -> list[str]:
    """A note where titles tell that the reports are of different kinds."""
    kinds = {_kind(year.document.metadata.title) for year in years} - {""}
    return [f"The reports seem to be of different kinds: {', '.join(sorted(kinds))}."] if len(kinds) > 1 else []


def _kind(title: str) -> str:
    match = re.search(r"政府信息公开|法治政府建设|依法行政|政府工作报告|工作总结|预算执行|国民经济和社会发展", title)
    return {"依法行政": "法治政府建设"}.get(match.group(), match.group()) if match else ""
