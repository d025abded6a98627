"""The outline of a report: nested sections, the items in them, and their sentences."""

from dataclasses import dataclass
from typing import Final, Literal

from summarizer.base.document import Document

SectionKind = Literal["preamble", "achievements", "problems", "plans", "other", "unsure"]
#: Below this an achievement is unsure: over the corpus, with its headings one in a thousand, without them one in 80.
DIVIDED: Final = 0.5
ItemKind = Literal["achievements", "problems", "plans"]
SentenceKind = Literal["preamble", "review", "problem", "plan", "requirement", "closing", "furniture", "unsure"]


@dataclass(frozen=True, slots=True)
class Section:
    """A run of the text under one heading; ``parent`` is the id of the section it lies in, or None.

    ``heading`` is as written with its marker ("（一）增强法治意识"), "" for an unheaded run; ``body`` is
    the offset at which the text after the heading begins. Level 1 is the report's top level. ``certainty`` (0 to 1)
    is how much of what speaks for a kind speaks for this one; ``unsure`` is the kind of what may be a review or not.
    """

    id: str
    kind: SectionKind
    heading: str
    level: int
    start: int
    end: int
    body: int
    parent: str | None = None
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of its kind: an admitted problem, a top-level plan measure, an achievement.

    ``certainty`` (0 to 1) is how much of its own words speaks for its kind.
    """

    id: str
    kind: ItemKind
    start: int
    end: int
    text: str
    section: str
    heading: str = ""
    certainty: float = 1.0

    @property
    def unsure(self) -> bool:
        """Whether it may as well be planned: it stands where things done are told, and most of its words plan."""
        return self.kind == "achievements" and self.certainty < DIVIDED


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; it never crosses a section. Ids are stable for a text: s1, s2, … in text order.

    ``kind`` is what it is in the whole of the report; figures take their aspect from it.
    """

    id: str
    start: int
    end: int
    section: str
    kind: SentenceKind = "review"


@dataclass(frozen=True, slots=True)
class Outline:
    """The structure of one document; ``document`` carries the metadata that the outline found.

    The sections of level 1 tile the text; deeper ones lie in their parent. ``notes`` are plain sentences
    about what was not found and what was done instead, for the reader of a brief.
    """

    document: Document
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    sentences: tuple[Sentence, ...]
    notes: tuple[str, ...] = ()
