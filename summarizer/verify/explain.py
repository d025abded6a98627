"""One plain sentence for each verdict, with the source's value and the claim's in it."""

import re

from summarizer.quantities.figure import Figure
from summarizer.quantities.wording import english_quantity
from summarizer.verify.compare import Nearness
from summarizer.verify.numbers import Number
from summarizer.verify.source import Source

_HOW: dict[Nearness, str] = {
    "exact": "as written",
    "equivalent": "the same value in another notation",
    "rounded": "correctly rounded",
}


def amount(figure: Figure) -> str:
    """A figure as written, with its value in English where 万 and 亿 hide it: 4513.423万元 = CNY 45.13423 million."""
    if not re.search(r"[\u3400-\u9fff]", figure.text):
        return figure.text
    written = re.sub(r"\s+", "", figure.text)
    english = english_quantity(figure) if figure.scale != 1 else ""
    return f"{written} = {english}" if english else written


def said(source: Source, index: int) -> str:
    """A figure of the source with what it is said of: 121675宗 (全区共作出各类行政处罚)."""
    figure = source.figures[index]
    return f"{amount(figure)} ({figure.measure})" if figure.measure else amount(figure)


def supported(source: Source, claim: Figure, index: int, near: Nearness) -> str:
    """The value is the source's."""
    return f"The source says {said(source, index)}: {_HOW[near]}."


def quoted(source: Source, index: int) -> str:
    """The words around the number are the source's."""
    return f"The source says {said(source, index)}, in the same words."


def measure(source: Source, claim: Figure, index: int, rival: int) -> str:
    """The value belongs to something else."""
    return (
        f"In the source {claim.text} stands for another thing, {said(source, index)}; "
        f"what the claim speaks of is {said(source, rival)}."
    )


def unsure(source: Source, claim: Figure, index: int) -> str:
    """The value occurs, but the claim's words do not say of what."""
    return f"The source has {said(source, index)}, but the claim's words do not show that it means this."


def either(source: Source, claim: Figure, index: int, other: int) -> str:
    """Two figures told in another order, and no word to say which is which."""
    return (
        f"The source has {said(source, index)} and {said(source, other)}; the claim's words do not show which it means."
    )


def other_whole(source: Source, index: int) -> str:
    """A share told of another whole than the source's."""
    return f"The source has {said(source, index)}; the claim's words do not show that it is a share of the same whole."


def outside(source: Source, claim: Figure, index: int) -> str:
    """Right, but not in the evidence cited."""
    return f"The source says {said(source, index)}, but not in the evidence cited for this claim."


def direction(source: Source, claim: Figure, index: int) -> str:
    """Up told as down, or the other way."""
    figure = source.figures[index]
    mine, theirs = figure.change or figure.direction, claim.change or claim.direction
    return f"The source says {mine} {amount(figure)}; the claim says {theirs} {claim.text}."


def change_or_level(source: Source, claim: Figure, index: int) -> str:
    """A change told as a level, or the other way."""
    figure = source.figures[index]
    mine, theirs = ("a change" if one.direction else "a level" for one in (figure, claim))
    return f"The source gives {said(source, index)} as {mine}; the claim gives {claim.text} as {theirs}."


def qualifier(source: Source, claim: Figure, index: int) -> str:
    """A qualifier dropped, changed in strength or reversed."""
    figure = source.figures[index]
    return f"The source says {amount(figure)} ({_word(figure)}); the claim says {claim.text} ({_word(claim)})."


def _word(figure: Figure) -> str:
    return figure.qualifier.replace("_", " ")


def target(source: Source, claim: Figure, index: int) -> str:
    """A target told as a result, or the other way."""
    mine, theirs = ("target", "result") if source.places[index].aspect == "target" else ("result", "target")
    return f"The source gives {said(source, index)} as a {mine}; the claim tells it as a {theirs}."


def year(source: Source, claim: Figure, index: int, years: list[str]) -> str:
    """Another year's figure."""
    return f"The source gives {said(source, index)} for {', '.join(years)}; the claim is about another year."


def earlier(source: Source, claim: Figure, index: int) -> str:
    """What was before, told as what is."""
    return f"The source gives {said(source, index)} as what was before; the claim tells it as what is."


def summed(source: Source, claim: Figure, index: int) -> str:
    """A sum over years told as one year's, or the other way."""
    if source.places[index].aspect == "cumulative":
        return f"The source gives {said(source, index)} as a sum over time; the claim tells it as one year's."
    return f"The source does not give {said(source, index)} as a sum over years; the claim does."


def twice(source: Source, claim: Figure, index: int) -> str:
    """A figure that another number of the claim tells too, of another thing."""
    return f"The source has {said(source, index)} once; another number of the claim tells it already."


def opposed(source: Source, claim: Figure, index: int) -> str:
    """Below for above, or denied what the source says."""
    return f"The claim says the contrary of what the source says of {said(source, index)}."


def turned(source: Source, claim: Figure, index: int) -> str:
    """A level told as risen or fallen to, where the source's sentence tells no such movement."""
    return f"The source gives {said(source, index)} and does not say that it moved there, as the claim does."


def role(source: Source, claim: Figure, index: int, roles: tuple[str, str]) -> str:
    """A level told as an addition, or the other way."""
    words = {"level": "the whole that was reached", "added": "what was added"}
    return f"The source gives {said(source, index)} as {words[roles[0]]}; the claim gives it as {words[roles[1]]}."


def scale(source: Source, claim: Figure, index: int, power: int) -> str:
    """Off by a power of ten."""
    times, way = f"{10 ** abs(power):,}", "large" if power > 0 else "small"
    return f"The source says {said(source, index)}; the claim, {amount(claim)}, is {times} times too {way}."


def unit(source: Source, claim: Figure, index: int) -> str:
    """The same number in another unit or currency."""
    mine, theirs = source.figures[index].unit or "no unit", claim.unit or "no unit"
    return f"The source says {said(source, index)}, counted in {mine}; the claim says {claim.text}, in {theirs}."


def range_(source: Source, claim: Figure, index: int) -> str:
    """One end of a range, or a range where there is one value."""
    return f"The source says {said(source, index)}; the claim's {claim.text} shares only one end with it."


def not_found(source: Source, claim: Figure, index: int | None) -> str:
    """No such value in what the claim can be about."""
    if index is None:
        return f"The source has no figure that {claim.text} could be."
    return f"The source does not say {claim.text}; the nearest that it says is {said(source, index)}."


def no_value(source: Source, claim: Figure, index: int | None) -> str:
    """A mention that gives no value."""
    nearest = f"; the source says {said(source, index)}" if index is not None else ""
    return f"{claim.text} gives no value that could be held against the source{nearest}."


def part(small: Figure, large: Figure) -> str:
    """A part told as larger than its whole."""
    return f"The claim makes {small.text} a part of {large.text}, which is less: the two stand in each other's place."


_SLOTS = {
    "direction": "moves the other way",
    "qualifier": "bounds it otherwise",
    "measure": "speaks of something else",
    "pairing": "gives it to another of the things it lists",
    "part": "tells a part as the whole, or the other way",
    "subject": "names another subject",
    "period": "sets it in another time",
    "status": "tells what is planned or under way as done, or the other way",
    "denial": "denies it, or leaves a denial out",
    "rank": "gives it a place in another circle",
}


def contradicted(source: Source, claim: Figure, index: int, slot: str, number: Number) -> str:
    """A slot in which the claim contradicts the statement, with the words on both sides."""
    beside = number.beside.replace("|", " ").strip() or claim.text
    return f"The source says {said(source, index)}; the claim ({beside[:60]}) {_SLOTS[slot]}."
