"""Worked examples for a prompt: put to the model in the very form of a task, from prompts/examples.toml.

That each says what its Chinese says, number by number, is held by a test with the verifier itself.
"""

import tomllib
from dataclasses import dataclass
from functools import cache

from summarizer.document import Span
from summarizer.extract.drafts import Draft
from summarizer.extract.phrasing import Phrasing, Task
from summarizer.glossary import Glossary
from summarizer.outline.structure import ItemKind
from summarizer.quantities import locate
from summarizer.resources import text as resource


@dataclass(frozen=True, slots=True)
class Example:
    """A task, as the model gets it, and the answer to it; ``chinese`` is what both were made of."""

    task: Task
    title: str
    summary: str
    chinese: str
    kind: ItemKind


@cache
def worked_examples(actor: str) -> tuple[Example, ...]:
    """The examples with ``actor`` ("the district") as the one who acts; the same for every item of a report."""
    rows = tomllib.loads(resource("prompts", "examples.toml"))["words"]
    return tuple(_example(row, actor) for row in rows)


def _example(row: dict[str, str], actor: str) -> Example:
    text = row["text"]
    kind: ItemKind = "plans" if row["kind"] == "plans" else "achievements"
    mentions = tuple(locate(text, language="zh"))
    whole = Span(0, len(text))
    draft = Draft("", kind, "", row["title"], text, (whole,), (), mentions, whole)
    task = Phrasing(text, mentions, Glossary.load(), actor, "").task(draft)
    name = actor.removeprefix("the ")
    return Example(task, row["english_title"], row["english"].format(actor=name), text, kind)
