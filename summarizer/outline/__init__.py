"""From a document to its sections, items and sentences."""

from summarizer.outline.structure import Item, ItemKind, Outline, Section, SectionKind, Sentence

__all__ = ["Item", "ItemKind", "Outline", "Section", "SectionKind", "Sentence"]
