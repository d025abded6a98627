"""Data: what measure words count, by the measure that they stand behind (prompts/counted.tsv).

件 counts cases, patents, petitions and documents alike: the measure word alone does not say what.
"""

import re
from dataclasses import dataclass
from functools import cache

from summarizer.base.resources import text as resource


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: measure words, how the measure ends, the noun, and measures that it is and is not for."""

    counters: frozenset[str]
    ends: re.Pattern[str]
    one: str
    many: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


@cache
def rows() -> tuple[Row, ...]:
    """The rows, in order: the first that fits a measure word and a measure gives the noun."""
    lines = resource("prompts", "counted.tsv").splitlines()[1:]
    return tuple(_row(*line.split("\t")) for line in lines if line.strip())


def _row(counters: str, ends: str, one: str, many: str, yes: str, no: str) -> Row:
    return Row(
        frozenset(counters.split()),
        re.compile(rf"(?:{ends})$"),
        one,
        many,
        tuple(yes.split("；")),
        tuple(no.split("；")),
    )
