"""The opening lines of a brief by a strong model, from the items that it wrote and that were verified."""

import re
from collections.abc import Sequence
from typing import Literal

from summarizer.base.document import Span
from summarizer.base.errors import ReplyUnusable
from summarizer.extract.prompts import OPENING, messages
from summarizer.extract.replies import Reply
from summarizer.extract.whole.write import Written
from summarizer.model.client import Client
from summarizer.outline.structure import ItemKind, Outline
from summarizer.schema import Bilingual, OpeningLine
from summarizer.verify import Source, verify_text

_MOST: dict[ItemKind, int] = {"achievements": 8, "problems": 4, "plans": 4}
_TOKENS = 900
_HAN = re.compile(r"[㐀-鿿]")


class Line(Reply):
    """One line: the ids of its items, what it is about, and its words."""

    i: list[str]
    k: Literal["achievements", "problems", "plans"]
    zh: str
    en: str


class Lines(Reply):
    """The opening."""

    lines: list[Line]


async def opening_by_model(
    outline: Outline, written: Sequence[Written], source: Source, client: Client
) -> tuple[OpeningLine, ...]:
    """The lines that hold: each rests on items that there are, and every number in it is supported by their evidence.

    One that does not hold is left out: the brief then says it by rule. Raises the ModelErrors that stop all.
    """
    known = {one.draft.id: one for one in written if one.draft.complete and one.english.summary}
    chosen = [name for kind, most in _MOST.items() for name in _weightiest(known, kind)[:most]]
    if not chosen:
        return ()
    items = [
        {"id": name, "kind": known[name].draft.kind, "zh": known[name].draft.summary, "en": known[name].english.summary}
        for name in known
        if name in chosen
    ]
    metadata = outline.document.metadata
    asked = messages(OPENING, issuer=metadata.issuer, period=metadata.period, items=items)
    try:
        answer = await client.ask(asked, Lines, max_tokens=min(_TOKENS, client.traits.max_tokens), attempts=2)
    except ReplyUnusable:
        return ()
    return tuple(
        OpeningLine(kind=line.k, text=Bilingual(zh=line.zh.strip(), en=line.en.strip()), items=tuple(line.i))
        for line in answer.lines
        if _holds(line, known, source)
    )


def _weightiest(known: dict[str, Written], kind: ItemKind) -> list[str]:
    """Items of ``kind``, those with many and large figures first, problems as they come."""
    own = [name for name, one in known.items() if one.draft.kind == kind]

    def worth(name: str) -> int:
        figures = known[name].draft.figures
        return len(figures) + max((one.value.adjusted() for one in figures if one.value), default=0)

    return own if kind == "problems" else sorted(own, key=lambda name: -worth(name))


def _holds(line: Line, known: dict[str, Written], source: Source) -> bool:
    if not line.i or any(name not in known or known[name].draft.kind != line.k for name in line.i):
        return False
    if not _HAN.search(line.zh) or _HAN.search(line.en):
        return False
    cited = [Span(one.start, one.end) for name in line.i for one in known[name].draft.sentences]
    aspect: Literal["target"] | None = "target" if line.k == "plans" else None
    checks = [
        *verify_text(line.zh, source, cited=cited, language="zh", aspect=aspect),
        *verify_text(line.en, source, cited=cited, language="en", aspect=aspect),
    ]
    return all(check.verdict == "supported" for check in checks)
