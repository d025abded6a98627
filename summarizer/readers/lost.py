"""Characters that were lost before the text came here: U+FFFD, and (cid:24) as PDF converters leave it."""

from dataclasses import replace

from summarizer.base.document import Document
from summarizer.language.lexicon import Rule
from summarizer.readers.sight import places, times

_LOST = Rule("a character that was lost", r"\ufffd|\(cid:\d{1,6}\)", yes=("执法⟨�⟩监督", "⟨(cid:12)⟩"), no=("(cid)",))


def told_of_lost(document: Document) -> Document:
    """``document``, with a sentence among its notes where characters of its text were lost, and on which lines."""
    lost = list(_LOST.finditer(document.text))
    if not lost:
        return document
    lines: list[int] = []
    line, last = 1, 0
    for one in lost:
        line += document.text.count("\n", last, one.start())
        last = one.start()
        if not lines or lines[-1] != line:
            lines.append(line)
    sentence = (
        f"Not read: {times(len(lost), 'character')} of this text, lost before it came here"
        f" (on {places('line', lines)}); a number with one of them in it is not read."
    )
    return replace(document, notes=(sentence, *document.notes), unread=(sentence, *document.unread))
