"""A claim's mention held against what the source says of its kind: where the claim speaks of, else anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from summarizer.schema import Reason
from summarizer.verify.kinds.said import Said, relation
from summarizer.verify.kinds.statements import Statements

_REASONS: dict[str, Reason] = {
    "date": "date", "time": "period", "ordinal": "rank", "span": "period", "age": "not_found", "name": "not_found",
}  # fmt: skip
#: A source of so few statements is one place.
_FEW = 3
_CALLED = {
    "date": "date", "time": "time of day", "ordinal": "place in an order", "span": "length of time", "age": "age",
    "name": "name",
}  # fmt: skip
#: The parts of a date from the finest on.
_FINE = ("day", "month", "year", "decade", "first", "quarter", "half")


@dataclass(frozen=True, slots=True)
class Held:
    """What came of it: the reason, a sentence, the statement that it rests on.

    ``nothing`` says that the source has no mention of the kind that could be it.
    """

    reason: Reason
    explanation: str
    statement: int | None = None
    supported: bool = False
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A mention of the source and its statement; ``told`` is None where only the statement's own time says it."""

    at: int
    told: Said | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the source a claim's sentence speaks of: ``sure`` by evidence or by nearly all of its words."""

    sure: tuple[int, ...]
    likely: tuple[int, ...]


def hold(readings: Sequence[Said], text: str, place: Place, source: Statements, whole: str) -> Held:
    """The verdict on one mention, ``text`` of the claim, that may be read in several ways; ``whole`` is the source."""
    few = len(source.all) <= _FEW
    sure = tuple(range(len(source.all))) if few else place.sure
    if (found := _first_same(readings, sure, source)) is not None:
        return _supported(found, text, whole)
    claim = readings[0]
    if (other := _first_other(readings, sure, source)) is not None:
        return _otherwise(claim, text, other, whole)
    near = () if few else tuple(at for at in place.likely if at not in sure)
    elsewhere = _first_same(readings, None, source)
    for at in near:
        if (found := _first_same(readings, (at,), source)) is not None:
            weak = found.told is None and not place.sure
            return _elsewhere(text, at) if weak else _supported(found, text, whole)
        if (other := _first_other(readings, (at,), source)) is not None and not _rare(claim):
            return _elsewhere(text, at) if elsewhere is not None else _otherwise(claim, text, other, whole)
    if elsewhere is not None:
        return _supported(elsewhere, text, whole) if _rare(claim) else _elsewhere(text, elsewhere.at)
    near = (*sure, *near)
    if claim.sort == "date" and _nowhere(claim, source):
        return Held("date", f"The source speaks of no such time as {text}.", near[0] if near else None)
    if claim.sort == "name" and (renumbered := _renumbered(claim, source)) is not None:
        at, told = renumbered
        return Held("not_found", f"The source has {whole[told.start : told.end].strip()}, and no {text}.", at)
    none = f"The source gives no {_CALLED[claim.sort]} that {text} could be."
    return Held("ambiguous", none, near[0] if near else None, nothing=True)


def _supported(found: Found, text: str, whole: str) -> Held:
    if found.told is None:
        return Held("equivalent", f"{text} is the time that the source speaks of there.", found.at, supported=True)
    theirs = whole[found.told.start : found.told.end].strip()
    reason: Reason = "exact" if theirs == text.strip() else "equivalent"
    return Held(reason, f"The source says {theirs}: the same {_CALLED[found.told.sort]}.", found.at, supported=True)


def _otherwise(claim: Said, text: str, found: Found, whole: str) -> Held:
    theirs = whole[found.told.start : found.told.end].strip() if found.told else ""
    return Held(_REASONS[claim.sort], f"The source says {theirs} there; the claim says {text}.", found.at)


def _elsewhere(text: str, at: int) -> Held:
    return Held("ambiguous", f"The source says {text}, but the claim's words do not show that it means this.", at)


def _first_same(readings: Sequence[Said], near: Sequence[int] | None, source: Statements) -> Found | None:
    return next((found for claim in readings if (found := _same(claim, near, source)) is not None), None)


def _same(claim: Said, near: Sequence[int] | None, source: Statements) -> Found | None:
    for at, told in source.said(near):
        if relation(told, claim) == "same" or _filled(told, claim, at, source) or _named(told, claim):
            return Found(at, told)
    for at in near or ():
        if claim.names == {"year"} and claim.get("year") in source.years_of(at)[1]:
            return Found(at, None)
        frame = source.frame(at) if claim.sort == "span" else None
        spans = any(told.sort == "span" and told.names == claim.names for told in source.all[at].said)
        if frame is not None and not spans and frame.parts == claim.parts:
            return Found(at, frame)
    return None


def _named(told: Said, claim: Said) -> bool:
    """Whether the source writes a name in characters with the claim's number: 火星17 is Hwasong-17."""
    return (
        told.sort == claim.sort == "name" and told.get("letters") is None and told.get("number") == claim.get("number")
    )


def _filled(told: Said, claim: Said, at: int, source: Statements) -> bool:
    """Whether the source's mention says the same once its month or year is taken from what stands before it."""
    missing, shared = claim.names - told.names, claim.names & told.names
    if told.sort != "date" or claim.sort != "date" or "day" not in shared or not missing <= {"year", "month"}:
        return False
    if any(told.get(name) != claim.get(name) for name in shared):
        return False
    if "month" in missing and claim.get("month") != source.all[at].month:
        return False
    return "year" not in missing or claim.get("year") in source.years_of(at)[1]


def _first_other(readings: Sequence[Said], near: Sequence[int], source: Statements) -> Found | None:
    """A mention that says another thing in the place of the claim's, if the place has one of its kind."""
    for claim in readings:
        for at, told in source.said(near):
            if not told.word and relation(told, claim) == "other" and _in_its_place(told, claim):
                return Found(at, told)
    return None


def _in_its_place(told: Said, claim: Said) -> bool:
    """Whether two mentions of a kind stand for one another: a year is no day, the 20th congress no first time."""
    if claim.sort == "date":
        return next((name for name in _FINE if name in claim.names), "") in told.names
    if claim.sort == "ordinal":
        return claim.get("rank") != 1 and told.of == claim.of
    return True


def _rare(claim: Said) -> bool:
    """Whether a mention is hardly told of two things: a whole date, a name with its number, a late ordinal."""
    if claim.sort == "date":
        return len(claim.parts) > 1
    rank = claim.get("rank")
    return claim.sort in ("name", "time") or (isinstance(rank, Fraction) and rank > 10)


def _nowhere(claim: Said, source: Statements) -> bool:
    """Whether the claim names a year that the source cannot be about, though it names years."""
    year = claim.get("year")
    if not isinstance(year, Fraction):
        return False
    known = frozenset().union(*(statement.years for statement in source.all)) | source.period
    around = {one + step for one in source.period for step in (-1, 0, 1)}
    return bool(known) and int(year) not in known | around


def _renumbered(claim: Said, source: Statements) -> tuple[int, Said] | None:
    """The source's name with the claim's letters and another number: F-35 for F-22."""
    letters = claim.get("letters")
    return next(
        ((at, told) for at, told in source.said() if told.sort == "name" and told.get("letters") == letters), None
    )
