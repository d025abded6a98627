"""A document: its text, its regions, its tables, and what is known about it.

Every offset anywhere in the project is a code-point offset into ``Document.text``, end exclusive, so
``document.text[start:end]`` is the evidence. The text is never cleaned: what is not part of the report
(page chrome, page footers) is a region that later steps pass over.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from summarizer.base.characters import plain

RegionKind = Literal["chrome", "page", "table", "cell", "footnote", "unread"]


class Span(NamedTuple):
    """A half-open run of code points, ``[start, end)``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """A run of the text that is read in another way than prose; ``label`` names what it is."""

    kind: RegionKind
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: the text at ``[start, end)`` (empty where ``start == end``) and its place, from 0.

    ``rows`` and ``columns`` tell over how many of them a merged cell reaches.
    """

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells are known: in ``Document.text`` a row to a line, its cells set off by tabs."""

    start: int
    end: int
    cells: tuple[Cell, ...]


class Recognized(NamedTuple):
    """A number that was read from a picture: the text at ``[start, end)``, and how sure its recognizer is, 0 to 1."""

    start: int
    end: int
    sure: float


Certainty = Literal["stated", "inferred", "guessed"]


@dataclass(frozen=True, slots=True)
class Told:
    """Where a value of the metadata was read: ``text[start:end]``, ``start == end`` where a page's own tags say it.

    ``stated``: the text says it in so many words; ``inferred``: it follows from what is said (last year's review, a
    county's congress); ``guessed``: the likeliest reading of what is hinted at. ``basis`` names the place in words.
    """

    field: str
    value: str
    start: int
    end: int
    certainty: Certainty
    basis: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says about itself; an empty string or None where it says nothing.

    ``period`` is the year (or years, "2016-2020") that the report is about, never the page's date.
    ``published`` is the page's or the signature's date, ``signed`` the signature's alone, ISO ``YYYY-MM-DD``.
    ``told`` says for each value found where it stands and how sure it is.
    """

    title: str = ""
    issuer: str = ""
    period: str = ""
    published: str = ""
    number: str = ""
    signed: str = ""
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One report as read.

    ``name`` is the source's name for people (a file name, never a path), ``address`` where on the web it was fetched
    ("" for none); ``sha256`` is of the bytes as
    read; ``media_type`` is what the content turned out to be. ``pages`` are the offsets at which the pages
    of a PDF begin. ``notes`` are plain sentences on what in the source was not read; those among them on what a reader
    sees and the program could not read are ``unread``. ``pictures`` are the numbers of pages that are pictures and were
    not read, ``recognized`` the numbers of those that were, by text recognition.
    """

    text: str
    name: str = "text"
    sha256: str = ""
    encoding: str = "utf-8"
    media_type: str = "text/plain"
    metadata: Metadata = field(default_factory=Metadata)
    regions: tuple[Region, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    address: str = ""
    pictures: tuple[int, ...] = ()
    recognized: tuple[Recognized, ...] = ()

    @property
    def plain(self) -> str:
        """The text as it is matched, of the same length: simplified characters for traditional ones, 工 for ⼯."""
        return plain(self.text)

    def excerpt(self, start: int, end: int) -> str:
        """The evidence at ``[start, end)``, exactly as written."""
        return self.text[start:end]
