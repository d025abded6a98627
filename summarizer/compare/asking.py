"""What a model is asked about a comparison: English names, and which open figure answers which.

Only what the rules left open is asked: for each figure of the earlier year, which of the later year's figures that are
alike counts the same thing, or none. What it answers is a suggestion: it joins no row and proves nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from summarizer.base.errors import ReplyUnusable
from summarizer.base.progress import Listener
from summarizer.compare.build import Answers, Comparing
from summarizer.compare.record import Cell, OpenMeasures
from summarizer.extract.names import english_names
from summarizer.extract.phrasing import Phrasing
from summarizer.extract.prompts import messages
from summarizer.extract.together import together
from summarizer.model.client import Client
from summarizer.model.settings import Endpoint
from summarizer.model.store import Store

SAME = "same.v1"
MOST = 60
"""Open figures that a model is asked about at most; further ones stay open."""
_TOKENS = 16
_SENTENCE = 160  # characters of a figure's sentence in a prompt
_UNUSED = "{model} gave no usable answer about {number} of the figures left open; they stay open."
_TOO_MANY = "{model} was asked about {most} of {number} figures left open; the others stay open."


async def answers_of(
    endpoint: Endpoint, prepared: Comparing, *, cache: bool = True, listener: Listener | None = None
) -> Answers:
    """What the model at ``endpoint`` says of ``prepared``: names by plain Chinese name, pairs by open group.

    A reply that cannot be used leaves its names out and its figures open, and the notes say how many. Raises ModelError
    where nothing can be asked.
    """
    latest = prepared.years[-1]
    store = Store() if cache else None
    try:
        async with Client(endpoint, store=store, listener=listener) as client:
            names = await english_names(prepared.measures, Phrasing.of(latest.outline, latest.figures), client)
            pairs, notes = await _pairs(prepared, client, endpoint.model)
            return Answers(endpoint.model, names, pairs, notes)
    finally:
        if store is not None:
            store.close()


async def _pairs(
    prepared: Comparing, client: Client, model: str
) -> tuple[Mapping[int, Sequence[tuple[int, int]]], tuple[str, ...]]:
    """The pairs suggested by open group, and what is to be said of those that could not be asked."""
    questions: list[tuple[int, int, tuple[int, ...]]] = []
    for at, group in enumerate(prepared.alignment.open):
        for one in range(len(group.of_earlier)):
            alike = tuple(other for left, other in group.pairs if left == one)
            if alike:
                questions.append((at, one, alike))
    asked = questions[:MOST]
    chosen = await together(_ask(prepared.open[at], one, alike, client) for at, one, alike in asked)
    notes = []
    if missing := chosen.count(None):
        notes.append(_UNUSED.format(model=model, number=missing))
    if len(questions) > MOST:
        notes.append(_TOO_MANY.format(model=model, most=MOST, number=len(questions)))
    found: dict[int, list[tuple[int, int]]] = {}
    for (at, one, alike), choice in zip(asked, chosen, strict=True):
        if choice:
            found.setdefault(at, []).append((one, alike[choice - 1]))
    return {at: _one_to_one(pairs) for at, pairs in found.items()}, tuple(notes)


def _one_to_one(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """``pairs`` without those that claim one figure twice: two measures of a year are not one of another."""
    claims = Counter(other for _, other in pairs)
    return [(one, other) for one, other in pairs if claims[other] == 1]


async def _ask(group: OpenMeasures, one: int, alike: Sequence[int], client: Client) -> int | None:
    """The number of the figure pointed at, counted from 1; 0 for none, None where no answer can be used."""
    asked = messages(
        SAME,
        earlier=group.earlier,
        later=group.later,
        figure=_shown(group.of_earlier[one]),
        figures=[_shown(group.of_later[other]) for other in alike],
    )
    try:
        answer = await client.ask(asked, _choice(len(alike)), max_tokens=_TOKENS)
    except ReplyUnusable:
        return None
    number: int = answer.model_dump()["c"]
    return number


def _shown(cell: Cell) -> str:
    """A figure as the prompt shows it: what it counts, the figure, and its sentence, shortened around it."""
    figure, sentence = cell.figure, cell.evidence
    at = figure.start - sentence.start
    begin = max(0, min(at - _SENTENCE // 2, len(sentence.text) - _SENTENCE))
    near = " ".join(sentence.text[begin : begin + _SENTENCE].split())
    return f"{figure.measure} {figure.text} | {near}"


def _choice(most: int) -> type[BaseModel]:
    """The reply: a number of the list, or 0."""
    fields: dict[str, Any] = {"c": (int, Field(ge=0, le=most))}
    made: type[BaseModel] = create_model("Same", __config__=ConfigDict(extra="forbid"), **fields)
    return made
