"""Passages that may be done or planned, put to the model at hand in one small call; its answer is a witness more.

In go the drafts of the outline; out come those that the model's answer settles, marked as ``judged`` by a model. What
it calls done stays an achievement, what it calls planned becomes a plan, and their figures go with them; for all else,
and where no answer can be used, the passage stays unsure. It is shown the first words of each, numbered, and answers
with kinds: no number of the report passes through it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

from pydantic import create_model

from summarizer.base.errors import ReplyUnusable
from summarizer.extract.drafts import Draft
from summarizer.extract.prompts import messages
from summarizer.extract.replies import Reply
from summarizer.model.client import Client
from summarizer.outline.structure import DIVIDED
from summarizer.quantities import Figure
from summarizer.quantities.figure import Aspect

PROMPT: Final = "divided.v1"
MOST: Final = 12
"""Passages that are asked about at most; further ones stay unsure."""
_WORDS = 60  # characters of a passage in the prompt
_TOKENS = 12  # of an answer for each passage

Said = Literal["done", "plan", "problem", "other"]


async def settled(
    drafts: Sequence[Draft], figures: Sequence[Figure], text: str, period: str, client: Client
) -> tuple[list[Draft], list[Figure]]:
    """``drafts`` and ``figures`` as they are after the model was asked; the same where nothing is divided."""
    divided = [draft for draft in drafts if draft.unsure][:MOST]
    if not divided:
        return list(drafts), list(figures)
    said = await _asked(divided, text, period, client)
    moved = {figure.id: _moved(figure, said[draft.id]) for draft in divided for figure in draft.figures}
    told = [moved.get(figure.id, figure) for figure in figures]
    return [_settled(draft, said, moved) for draft in drafts], told


async def _asked(divided: Sequence[Draft], text: str, period: str, client: Client) -> Mapping[str, Said]:
    """What the model says of each, by the draft's id; "other" of all where its answer cannot be used."""
    passages = [
        " ".join(text[draft.span.start : min(draft.span.end, draft.span.start + _WORDS)].split()) for draft in divided
    ]
    try:
        answer = await client.ask(
            messages(PROMPT, period=period, passages=passages), _reply(len(divided)), max_tokens=_TOKENS * len(divided)
        )
    except ReplyUnusable:
        return {draft.id: "other" for draft in divided}
    return dict(zip((draft.id for draft in divided), answer.model_dump().values(), strict=True))


def _reply(count: int) -> type[Reply]:
    """The reply: a kind for each passage, p1 and so on."""
    fields: dict[str, Any] = {f"p{number}": (Said, ...) for number in range(1, count + 1)}
    made: type[Reply] = create_model("Divided", __base__=Reply, **fields)
    return made


def _settled(draft: Draft, said: Mapping[str, Said], moved: Mapping[str, Figure]) -> Draft:
    answer = said.get(draft.id)
    if answer not in ("done", "plan"):
        return draft
    own = tuple(moved[figure.id] for figure in draft.figures)
    kind = draft.kind if answer == "done" else "plans"
    return replace(draft, kind=kind, figures=own, unsure=False, judged="model", certainty=max(draft.certainty, DIVIDED))


_ASPECTS: Mapping[Said, Aspect] = {"done": "result", "plan": "target"}


def _moved(figure: Figure, said: Said) -> Figure:
    """``figure`` with the aspect of its passage, where that alone was open."""
    return replace(figure, aspect=_ASPECTS[said]) if figure.aspect == "unsure" and said in _ASPECTS else figure
