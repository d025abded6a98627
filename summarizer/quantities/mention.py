"""A mention while it is being built: what the grammar read, before the sentence around it is asked."""

from dataclasses import dataclass
from decimal import Decimal

from summarizer.quantities.figure import Aspect, Direction, Kind, Qualifier


@dataclass(slots=True)
class Mention:
    """``[start, end)`` is the span, ``core``–``unit_end`` the numeral with its unit, without outer qualifiers."""

    start: int
    end: int
    kind: Kind
    rule: str = ""
    core: int = 0
    unit_end: int = 0
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    surface: str = ""
    scale: int = 1
    qualifier: Qualifier = "exact"
    fraction: tuple[int, int] | None = None
    direction: Direction = ""
    change: str = ""
    measure: str = ""
    tailed: bool = False  # the noun after it was taken into its measure
    lead: str = ""  # the words before it that name something
    base: str = ""  # what later changes and shares are said of
    root: str = ""  # what later nouns that need one stand under
    period: str = ""
    aspect: Aspect = "result"
    each: bool = False
