"""Worked examples for a prompt: put to the model in the very form of a task, from prompts/examples.toml.

That each says what its Chinese says, number by number, is held by a test with the verifier itself.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from summarizer.base.document import Span
from summarizer.base.resources import text as resource
from summarizer.extract.drafts import Draft
from summarizer.extract.phrasing import Phrasing, Task
from summarizer.language.glossary import Glossary
from summarizer.language.style import Fault
from summarizer.outline.structure import ItemKind
from summarizer.quantities import locate


@dataclass(frozen=True, slots=True)
class Example:
    """A task, as the model gets it, and the answer to it; ``chinese`` is what both were made of.

    ``own`` are the words that only an example says, with their Chinese.
    """

    task: Task
    title: str
    sentences: tuple[str, ...]
    chinese: str
    kind: ItemKind
    own: Mapping[str, str]

    @property
    def reply(self) -> str:
        """The answer in the form that is asked for."""
        said = {f"s{number}": sentence for number, sentence in enumerate(self.sentences, start=1)}
        return json.dumps({"title": self.title} | said)


@cache
def worked_examples() -> tuple[Example, ...]:
    """The examples, the same for every item of every report."""
    rows = tomllib.loads(resource("prompts", "examples.toml"))["words"]
    return tuple(_example(row) for row in rows)


def _example(row: dict[str, Any]) -> Example:
    text = row["text"]
    kind: ItemKind = row["kind"]
    mentions = tuple(locate(text, language="zh"))
    whole = Span(0, len(text))
    draft = Draft("", kind, "", row["title"], text, (whole,), (), mentions, whole)
    task = Phrasing(text, mentions, Glossary.load(), row["actor"], "").task(draft)
    return Example(task, row["english_title"], tuple(row["english"]), text, kind, row["own"])


def copied(english: str, source: str) -> tuple[Fault, ...]:
    """The fault of words in ``english`` that only a worked example says, unless ``source`` says them too."""
    for word, chinese in _own_words().items():
        said = re.search(rf"\b{word}(?:s|es|'s)?\b", english, re.IGNORECASE)
        if said and chinese not in source and not re.search(rf"\b{word}", source, re.IGNORECASE):
            return (Fault("copied", f"'{said.group()}' is a word of an example, not of the text"),)
    return ()


@cache
def _own_words() -> dict[str, str]:
    return {word: chinese for example in worked_examples() for word, chinese in example.own.items()}
