"""What a strong model is asked for: entries with evidence, figures, and words in both languages.

Only the form is held here. What an entry says is judged afterwards, entry by entry: one that is no good must not cost
the others.
"""

from pydantic import Field

from summarizer.extract.replies import Reply


class Entry(Reply):
    """One item as a model wrote it; ``s`` and ``f`` are the numbers of its sentences and figures."""

    s: list[int]
    f: list[int] = Field(default_factory=list)
    tz: str
    te: str
    sz: str
    se: str


class Entries(Reply):
    """The items of one part, in the order of the source."""

    items: list[Entry]


class Again(Entry):
    """One item written once more; ``n`` is the number of the entry it stands for, 0 for a new one."""

    n: int = 0


class AgainEntries(Reply):
    """What was asked for again."""

    items: list[Again]
