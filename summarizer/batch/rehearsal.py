"""What a run would cost, without asking anybody: every question is put together as it would be sent, and counted.

The estimate: prompt tokens as in ``summarizer.model.client.estimate`` (on recorded calls of the embedded model they
come out some 15% above the truth); a reply takes 0.41 of the tokens it is allowed (0.42 for names and 0.39 for English
in the same records), a reply of facts 0.4 tokens for each token of its text. Answers that would be asked again are not
in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from summarizer.base.errors import ReplyUnusable, SummarizerError
from summarizer.batch.helpers import loaded
from summarizer.batch.inputs import source_of
from summarizer.model.client import Client
from summarizer.model.client.estimate import tokens_in, tokens_of
from summarizer.model.settings import Endpoint
from summarizer.pipeline import whole
from summarizer.schema import Usage
from summarizer.schema.profile import Profile, load_profile

T = TypeVar("T", bound=BaseModel)
_OF_ALLOWED, _OF_TEXT = 0.41, 0.4
SAMPLE = 100
"""Reports that are rehearsed one by one; of more, the rest is reckoned by the size of their files."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Of ``reports`` to do, ``rehearsed`` were put together one by one; ``unusable`` of these cannot be read.

    ``currency`` is that of the price list, "" where it has no price for the model.
    """

    reports: int
    rehearsed: int
    unusable: int
    usage: Usage
    currency: str = ""


class Rehearsal(Client):
    """A client that asks nobody: it counts, and answers with words that mean nothing, so that the next call is made."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(endpoint)
        self.counted = Usage()

    @property
    def usage(self) -> Usage:
        """What the calls would have cost."""
        return self.counted

    async def ask(
        self, messages: Sequence[Mapping[str, str]], reply: type[T], *, max_tokens: int, attempts: int = 3
    ) -> T:
        """Count the call; words without meaning where words are asked for, ReplyUnusable for what points at text."""
        if len(messages) > 2:
            raise ReplyUnusable("A rehearsal asks nothing twice.")
        shape = {"response_format": reply.model_json_schema()}
        words = _words(reply)
        text = sum(tokens_in(message["content"]) for message in messages[1:])
        answer = max_tokens * _OF_ALLOWED if words is not None else text * _OF_TEXT
        step = Usage(calls=1, prompt_tokens=tokens_of({"messages": messages} | shape), completion_tokens=int(answer))
        self.counted = self.counted.plus(step)
        if words is None:
            raise ReplyUnusable("A rehearsal finds no facts; those found by rule stand in for them.")
        return words

    async def __aenter__(self) -> "Rehearsal":
        return self

    async def __aexit__(self, *_: Any) -> None:
        return None


def _words(reply: type[T]) -> T | None:
    """A ``reply`` filled with words, or None where it holds anything but words."""
    fields: dict[str, Any] = {}
    for name, field in reply.model_fields.items():
        kind = field.annotation
        if kind is str:
            fields[name] = "The words of the matter."
        elif isinstance(kind, type) and issubclass(kind, BaseModel) and (inner := _words(kind)) is not None:
            fields[name] = inner
        else:
            return None
    return reply.model_construct(**fields)


async def rehearse(files: Sequence[Path], endpoint: Endpoint, profile: Profile | None = None) -> Estimate:
    """The estimate for ``files``; SAMPLE of them, evenly spread, are put together, more are reckoned by their bytes."""
    chosen = files if len(files) <= SAMPLE else [files[at * len(files) // SAMPLE] for at in range(SAMPLE)]
    genre = profile or load_profile()
    total, read_bytes, unusable = Usage(), 0, 0
    for file in chosen:
        client = Rehearsal(endpoint)
        try:
            with genre.in_use():
                await whole.ask(whole.prepare(loaded(source_of(file), file.name), genre.headings), client)
        except SummarizerError:
            unusable += 1
            continue
        total = total.plus(client.usage)
        read_bytes += _size(file)
    if len(chosen) < len(files) and read_bytes:
        share = sum(map(_size, files)) / max(1, sum(map(_size, chosen)))
        total = Usage(**{name: int(count * share) for name, count in total.model_dump().items()})
    return Estimate(len(files), len(chosen), unusable, total)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
