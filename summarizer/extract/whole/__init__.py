"""The way of a strong model: it reads a section as it stands and writes each item whole, in both languages.

A section's sentences go to it with their numbers, its figures with their marks and their exact English. It answers
with evidence, figures, titles and summaries. What it wrote is verified afterwards in both languages; what is found is
told once, in the source's words, together with the passages that no entry tells. What is still wrong then is a gap,
with the source's own sentences in its place.
"""

from summarizer.extract.whole.opening import opening_by_model
from summarizer.extract.whole.parts import PART_TOKENS, Part, marked_text, parts_of, table_of
from summarizer.extract.whole.write import Written, written_by_model

__all__ = [
    "PART_TOKENS",
    "Part",
    "Written",
    "marked_text",
    "opening_by_model",
    "parts_of",
    "table_of",
    "written_by_model",
]
