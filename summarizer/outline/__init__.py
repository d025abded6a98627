"""The outline of a report, found without a model: sections, items, sentences, and what it says of itself."""

from summarizer.outline.build import outline
from summarizer.outline.describe import describe
from summarizer.outline.structure import Item, Outline, Section, Sentence

__all__ = ["Item", "Outline", "Section", "Sentence", "describe", "outline"]
