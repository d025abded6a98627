"""Bind each figure to what it is said of (first version: the words around it)."""

import re
from collections.abc import Sequence

from summarizer.quantities.mention import Mention

_HEAD = re.compile(r"[^，。；：、,;:！？\n（）()]*\Z")


def bind(text: str, found: Sequence[Mention]) -> None:
    for mention in found:
        head = _HEAD.search(text, max(0, mention.start - 40), mention.start)
        mention.measure = head[0] if head else ""
