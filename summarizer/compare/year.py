"""One year's report made ready to be compared: from the report itself, or from the brief.json that was made of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from summarizer.base.document import Document, Metadata
from summarizer.outline import outline as find_outline
from summarizer.outline.structure import Item, Outline, Section, Sentence
from summarizer.quantities import Figure, locate
from summarizer.schema import Brief, Evidence, FigureRecord
from summarizer.verify import Source

_BLANK = "\u3000"


@dataclass(frozen=True, slots=True)
class Year:
    """One report: its outline, its figures (all kinds), and what its numbers are verified against.

    ``first`` and ``last`` are the years it is about, None where it names none. ``english`` gives the English of a
    Chinese measure or title where a brief had it. ``known_from`` is "brief" where the report's own text was not at
    hand: its document's text then holds what the brief quotes, at the right offsets, and blanks elsewhere.
    """

    label: str
    first: int | None
    last: int | None
    outline: Outline
    figures: tuple[Figure, ...]
    source: Source
    known_from: Literal["source", "brief"] = "source"
    english: dict[str, str] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        """The report's document, with its metadata."""
        return self.outline.document

    @property
    def text(self) -> str:
        """The report's text."""
        return self.outline.document.text

    def labelled(self, label: str) -> "Year":
        """The same year under another name."""
        return replace(self, label=label)

    def evidence(self, start: int, end: int) -> Evidence:
        """The run ``[start, end)`` of the text, word for word."""
        return Evidence(start=start, end=end, text=self.text[start:end])


def year_of(document: Document) -> Year:
    """The year that ``document`` reports on; raises LocateError where a numeral cannot be accounted for."""
    return _made(find_outline(document), None, "source", {})


def year_of_brief(brief: Brief, document: Document | None = None) -> Year:
    """The year of a brief; ``document`` is the report it was made of, where that is at hand."""
    report = brief.report
    english = {shown.measure.zh: shown.measure.en for shown in report.figures if shown.measure.en}
    if document is not None:
        return _made(find_outline(document), None, "source", english)
    outlined = _outline_of(brief)
    figures = tuple(
        Figure(**{name: getattr(shown.figure, name) for name in FigureRecord.model_fields}) for shown in report.figures
    )
    return _made(outlined, figures, "brief", english)


def _made(
    outlined: Outline,
    figures: tuple[Figure, ...] | None,
    known_from: Literal["source", "brief"],
    english: dict[str, str],
) -> Year:
    document = outlined.document
    if figures is None:
        figures = locate(document.text, language="zh", sentences=outlined.sentences, skip=document.regions)
    first, last = span_of(document.metadata.period)
    return Year(
        label=document.metadata.period or document.name,
        first=first,
        last=last,
        outline=outlined,
        figures=figures,
        source=Source.of(outlined, figures),
        known_from=known_from,
        english=english,
    )


def span_of(period: str) -> tuple[int | None, int | None]:
    """The first and the last year of a period ("2022", "2016-2020"); None twice where it names no year."""
    years = [int(part) for part in period.split("-") if part.isdigit()]
    return (years[0], years[-1]) if years else (None, None)


def _outline_of(brief: Brief) -> Outline:
    """The outline that a brief still holds; its document's text is blank where the brief quotes nothing."""
    report = brief.report
    known = report.document
    items = (*report.achievements, *report.problems, *report.plans)
    pieces = [piece for item in items for piece in item.evidence]
    pieces += [piece for check in brief.checks for piece in check.evidence]
    pieces += [piece for finding in brief.ledger.audit for piece in finding.evidence]
    pieces += [
        Evidence(start=shown.figure.start, end=shown.figure.end, text=shown.figure.text) for shown in report.figures
    ]
    pieces += [
        Evidence(start=section.start, end=section.start + len(section.heading), text=section.heading)
        for section in report.sections
    ]
    text = _laid_out(known.characters, pieces)
    metadata = Metadata(known.title, known.issuer, report.period or known.period, known.published, known.number)
    document = Document(text, known.name, known.sha256, known.encoding, known.media_type, metadata)
    sections = tuple(Section(**section.model_dump()) for section in report.sections)
    sentences = {
        piece.sentence: Sentence(piece.sentence, piece.start, piece.end, item.section)
        for item in items
        for piece in item.evidence
        if piece.sentence
    }
    return Outline(
        document,
        sections,
        tuple(
            Item(item.id, item.kind, start, end, text[start:end], item.section)
            for item in items
            if item.evidence
            for start, end in [(min(one.start for one in item.evidence), max(one.end for one in item.evidence))]
        ),
        tuple(sorted(sentences.values(), key=lambda sentence: sentence.start)),
    )


def _laid_out(length: int, pieces: Iterable[Evidence]) -> str:
    """``pieces`` at their offsets in a text of ``length`` characters; what lies outside is left out."""
    kept = [piece for piece in pieces if 0 <= piece.start < piece.end <= length]
    text = [_BLANK] * length
    for piece in kept:
        text[piece.start : piece.end] = piece.text.ljust(piece.end - piece.start, _BLANK)[: piece.end - piece.start]
    return "".join(text)
