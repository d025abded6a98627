"""A changed claim: what was done, and which numbers of it are to be judged."""

from dataclasses import dataclass

from summarizer.quantities.figure import Figure


@dataclass(frozen=True, slots=True)
class Variant:
    """``spans`` are the numbers in ``text`` that are to be judged; ``figures`` those of the source that they tell."""

    kind: str
    language: str
    text: str
    spans: tuple[tuple[int, int], ...]
    figures: tuple[Figure, ...]
