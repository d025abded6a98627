"""What a claim's number was compared in, slot by slot, with the words on both sides: for ``verify --why``.

Each slot agrees, is silent or contradicts. What the decision weighs as a contradiction (:mod:`decide`) is named here
with the claim's clause and the source's; the others are read from the two figures themselves.
"""

from collections.abc import Iterator, Sequence

from summarizer.base.characters import plain
from summarizer.quantities.figure import Figure
from summarizer.schema import Check, Compared, Slot, SlotState
from summarizer.verify.bounds import qualifier_told
from summarizer.verify.compare import nearness, same_unit
from summarizer.verify.decide import judged
from summarizer.verify.match import Field, fields_of
from summarizer.verify.numbers import Number, numbers_of
from summarizer.verify.rules import by_rules
from summarizer.verify.settled import verdict_on
from summarizer.verify.signs import FLOOR, clause_of, signs_of
from summarizer.verify.source import Source

_SHOWN = 60
#: What a status is called to a reader.
_CALLED: dict[str, str] = {"act": "done", "was": "done", "under_way": "under way"}


def compared(claims: str, source: Source, checks: Sequence[Check]) -> tuple[Compared, ...]:
    """The slots of each of ``checks`` (of the text ``claims``) that rests on a figure of the source, in order."""
    claims = plain(claims)
    numbers = numbers_of(claims, None, "", None)
    fields = fields_of(numbers, source, None)
    at = {(field.number.figure.start, field.number.figure.end): index for index, field in enumerate(fields)}
    ids = {figure.id: index for index, figure in enumerate(source.figures)}
    found = []
    for check in checks:
        number, figure = at.get((check.start, check.end)), ids.get(check.figures[0]) if check.figures else None
        if number is not None and figure is not None:
            slots = tuple(_slots(number, fields, source, figure))
            found.append(Compared(start=check.start, end=check.end, text=check.text, slots=slots))
    return tuple(found)


def _slots(at: int, fields: Sequence[Field], source: Source, index: int) -> Iterator[Slot]:
    field = fields[at]
    number, other = field.number, source.figures[index]
    clause = clause_of(other, source.statement(index), source, index)
    against = _against(at, fields, source, index)
    for name, state, mine, theirs in (*_of_figures(number, other), *_of_words(field, source, index, clause)):
        contradicts = name in against and state != "contradicts"
        told = (number.clause, clause) if contradicts else (mine, theirs)
        yield Slot(
            name=name, state="contradicts" if contradicts else state, claim=_short(told[0]), source=_short(told[1])
        )
    for name in against - _NAMED:
        yield Slot(name=name, state="contradicts", claim=_short(number.clause), source=_short(clause))


_Row = tuple[str, SlotState, str, str]
_NAMED = frozenset({"value", "unit", "qualifier", "direction", "measure", "status", "period", "denial"})


def _of_figures(number: Number, other: Figure) -> Iterator[_Row]:
    """The slots that the two figures themselves fill."""
    claim = number.figure
    near = nearness(other, claim)
    yield "value", "agrees" if near else "contradicts", claim.text, other.text
    alike = same_unit(other.unit, claim.unit, claim.measure)
    yield "unit", _state(alike), claim.unit, other.unit
    told = qualifier_told(number, other, near or "exact")
    silent = claim.qualifier == other.qualifier == "exact"
    yield "qualifier", "silent" if silent else _state(told == "same"), claim.qualifier, other.qualifier
    known = bool(claim.direction and other.direction)
    yield "direction", _state(claim.direction == other.direction if known else None), claim.direction, other.direction


def _of_words(field: Field, source: Source, index: int, clause: str) -> Iterator[_Row]:
    """The slots that the words around the two fill."""
    number, place, theirs = field.number, source.places[index], source.telling(index)
    fit = source.affinity(field.words, index)
    measure = source.figures[index].measure
    yield "measure", "agrees" if fit is not None and fit >= FLOOR else "silent", number.beside, measure
    planned = place.plan or place.aspect == "target"
    said = "planned" if planned else _CALLED.get(theirs.status, theirs.status)
    mine = _CALLED.get(number.telling.status, number.telling.status)
    yield "status", "agrees" if mine and mine == said else "silent", mine, said
    years = (", ".join(sorted(number.years)), ", ".join(sorted(place.years)))
    yield "period", "agrees" if number.years & place.years else "silent", *years
    denied = (number.around.denied, source.surroundings(index).denied)
    yield (
        "denial",
        "agrees" if all(denied) else "silent",
        number.clause if denied[0] else "",
        clause if denied[1] else "",
    )


def _against(at: int, fields: Sequence[Field], source: Source, index: int) -> frozenset[str]:
    """The slots that contradict, by what the decision weighs."""
    candidate = next((one for one in fields[at].fitting if one.index == index), None)
    if candidate is None:
        return frozenset()
    ruled = by_rules(at, fields, source, [candidate], None)
    signs = signs_of(at, fields, source, candidate, None, verdict_on(ruled.reason))
    return frozenset(slot for slot, _, weight in judged(signs).slots if weight <= _WEIGHS)


#: A slot contradicts where it weighs so much.
_WEIGHS = -0.5


def _state(alike: bool | None) -> SlotState:
    return "silent" if alike is None else "agrees" if alike else "contradicts"


def _short(text: str) -> str:
    text = " ".join(text.replace("|", " ").split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
