"""From what the Python API gives to the structures of the JSON contract."""

from collections.abc import Iterable

from summarizer.outline.structure import Outline
from summarizer.quantities.figure import Figure
from summarizer.schema import DocumentRecord, FigureRecord, FiguresRecord, ItemRecord, OutlineRecord, SectionRecord


def outline_record(outline: Outline) -> OutlineRecord:
    """What ``summarizer outline --format json`` writes."""
    return OutlineRecord(
        document=DocumentRecord.of(outline.document),
        sections=tuple(SectionRecord.model_validate(section, from_attributes=True) for section in outline.sections),
        items=tuple(ItemRecord.model_validate(item, from_attributes=True) for item in outline.items),
    )


def figures_record(outline: Outline, figures: Iterable[Figure]) -> FiguresRecord:
    """What ``summarizer figures --format json`` writes."""
    return FiguresRecord(
        document=DocumentRecord.of(outline.document),
        figures=tuple(FigureRecord.model_validate(figure, from_attributes=True) for figure in figures),
    )
