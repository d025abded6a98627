"""The outline of a text that was matched in other characters than its own, told in its own again."""

from dataclasses import replace

from summarizer.base.document import Document
from summarizer.outline.structure import Outline


def as_written(outline: Outline, document: Document) -> Outline:
    """``outline``, made of ``document.plain``, with the words of ``document.text``: both are of one length."""
    text, plain = document.text, document.plain

    def own(words: str, start: int = 0) -> str:
        at = plain.find(words, start) if words else -1
        return text[at : at + len(words)] if at >= 0 else words

    known = outline.document.metadata
    metadata = replace(
        known,
        title=own(known.title),
        issuer=own(known.issuer),
        number=own(known.number),
        told=tuple(replace(each, value=own(each.value, each.start)) for each in known.told),
    )
    return Outline(
        replace(outline.document, text=text, metadata=metadata),
        tuple(replace(one, heading=own(one.heading, one.start)) for one in outline.sections),
        tuple(
            replace(one, text=own(one.text, one.start), heading=own(one.heading, one.start)) for one in outline.items
        ),
        outline.sentences,
        outline.notes,
    )
