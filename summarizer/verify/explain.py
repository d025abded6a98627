"""One plain sentence for each verdict, with both values in it."""

from summarizer.numerals import plain
from summarizer.quantities.figure import Figure
from summarizer.verify.compare import Nearness
from summarizer.verify.source import Source


def amount(figure: Figure) -> str:
    """A figure as written, with its value in base units where the writing hides it: 4513.423万元 (45134230元)."""
    if figure.value is None or figure.scale == 1:
        return figure.text
    return f"{figure.text} ({plain(figure.value)}{figure.unit})"


def _said(source: Source, index: int) -> str:
    figure = source.figures[index]
    of = f" of {figure.measure}" if figure.measure else ""
    return f"{amount(figure)}{of}"


def supported(source: Source, claim: Figure, index: int, near: Nearness) -> str:
    """The value is the source's."""
    how = {"exact": "as written", "equivalent": "the same value in another notation", "rounded": "correctly rounded"}
    return f"The source says {_said(source, index)}: {how[near]}."


def measure(source: Source, claim: Figure, index: int, rival: int) -> str:
    """The value belongs to something else."""
    return f"In the source {claim.text} is {_said(source, index)}; what the claim speaks of is {_said(source, rival)}."


def unsure(source: Source, claim: Figure, index: int) -> str:
    """The value occurs, but the claim's words do not say of what."""
    return f"The source has {_said(source, index)}, but the claim's words do not show that it means this."


def outside(source: Source, claim: Figure, index: int) -> str:
    """Right, but not in the evidence cited."""
    return f"The source says {_said(source, index)}, but not in the evidence cited for this claim."


def direction(source: Source, claim: Figure, index: int) -> str:
    """Up told as down, or the other way."""
    figure = source.figures[index]
    return f"The source says {figure.change or figure.direction} {amount(figure)}; the claim says {claim.change or claim.direction}."


def change_or_level(source: Source, claim: Figure, index: int) -> str:
    """A change told as a level, or the other way."""
    figure = source.figures[index]
    sort = ("a level", "a change")
    return f"The source gives {amount(figure)} as {sort[bool(figure.direction)]}, the claim as {sort[bool(claim.direction)]}."


def qualifier(source: Source, claim: Figure, index: int) -> str:
    """A qualifier dropped, changed in strength or reversed."""
    figure = source.figures[index]
    return f"The source says {figure.text} ({_word(figure)}); the claim says {claim.text} ({_word(claim)})."


def _word(figure: Figure) -> str:
    return figure.qualifier.replace("_", " ")


def target(source: Source, claim: Figure, index: int) -> str:
    """A target told as a result, or the other way."""
    figure = source.figures[index]
    other = "result" if figure.aspect == "target" else "target"
    return f"The source gives {_said(source, index)} as a {figure.aspect}; the claim tells it as a {other}."


def year(source: Source, claim: Figure, index: int, years: list[str]) -> str:
    """Another year's figure."""
    return f"The source gives {_said(source, index)} for {', '.join(years)}; the claim says {claim.period}."


def scale(source: Source, claim: Figure, index: int, power: int) -> str:
    """Off by a power of ten."""
    times = f"{10 ** abs(power):,}"
    return f"The source says {_said(source, index)}; the claim, {amount(claim)}, is {times} times too {'large' if power > 0 else 'small'}."


def unit(source: Source, claim: Figure, index: int) -> str:
    """The same digits in another unit or currency."""
    figure = source.figures[index]
    return f"The source says {_said(source, index)}, in {figure.unit or 'no unit'}; the claim says {claim.text}, in {claim.unit or 'no unit'}."


def range_(source: Source, claim: Figure, index: int) -> str:
    """One end of a range, or a range where there is one value."""
    return f"The source says {_said(source, index)}; the claim's {claim.text} shares only one end with it."


def not_found(source: Source, claim: Figure, index: int | None) -> str:
    """No such value in what the claim can be about."""
    if index is None:
        return f"The source has no figure that {claim.text} could be."
    return f"The source does not say {claim.text}; the nearest that it says is {_said(source, index)}."


def part(small: Figure, large: Figure) -> str:
    """A part told as larger than its whole."""
    return f"The claim makes {small.text} a part of {large.text}, which is less: the two stand in each other's place."
