"""English titles and summaries: words by the model, numbers by rule, terms by the glossary."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from summarizer.client import Client
from summarizer.errors import ReplyUnusable
from summarizer.extract.drafts import Draft
from summarizer.extract.phrasing import Phrasing, Task
from summarizer.extract.prompts import WORDS, messages
from summarizer.extract.replies import Words, batch_reply, missing_quantities, words_reply
from summarizer.extract.together import together

_BASE_TOKENS = 60  # of a reply, besides what grows with its text
_TOKENS_BY_CHARACTER = 1.2  # an English reply's tokens for a character of the text, generously


@dataclass(frozen=True, slots=True)
class English:
    """The English of a draft; ``note`` says why it is None, or what it leaves out."""

    title: str | None = None
    summary: str | None = None
    note: str = ""


async def english_of(
    drafts: Sequence[Draft], phrasing: Phrasing, client: Client, *, batch: int, done: Callable[[int], None]
) -> list[English]:
    """The English of each draft, in order, ``batch`` drafts to a call; ``done`` hears how many are ready.

    A draft whose words fail every attempt says so and spoils no other. Raises the ModelErrors that stop all:
    EndpointUnreachable, EndpointRefused, WeightsUnavailable.
    """
    groups = [drafts[at : at + batch] for at in range(0, len(drafts), batch)]

    async def one(group: Sequence[Draft]) -> list[English]:
        answers = await _group(group, phrasing, client)
        done(len(group))
        return answers

    return [english for answers in await together(one(group) for group in groups) for english in answers]


async def _group(group: Sequence[Draft], phrasing: Phrasing, client: Client) -> list[English]:
    """Several drafts in one call; one by one where their common reply could not be used."""
    if len(group) > 1:
        try:
            answers = await _ask(client, phrasing, [phrasing.task(draft) for draft in group])
            return [English(words.title, words.summary) for words in answers]
        except ReplyUnusable:
            pass
    return await together(_single(draft, phrasing, client) for draft in group)


async def _single(draft: Draft, phrasing: Phrasing, client: Client) -> English:
    """One draft; run by run where its whole summary is too much for the model; else with what is left out named."""
    task = phrasing.task(draft)
    try:
        [words] = await _ask(client, phrasing, [task])
        return English(words.title, words.summary)
    except ReplyUnusable as error:
        reason = str(error)
    if len(draft.runs) > 1:
        try:
            parts = [(await _ask(client, phrasing, [phrasing.task(draft, [run])], attempts=2))[0] for run in draft.runs]
            return English(parts[0].title, " ".join(part.summary for part in parts))
        except ReplyUnusable as error:
            reason = str(error)
    return await _partial(task, phrasing, client, reason)


async def _partial(task: Task, phrasing: Phrasing, client: Client, reason: str) -> English:
    """The first answer again (the store has it), taken though it leaves out quantities, which the note names."""
    try:
        [words] = await _ask(client, phrasing, [replace(task, quantities=())], attempts=1)
    except ReplyUnusable:
        return English(note=reason)
    missing = missing_quantities(words.summary, " ".join(task.quantities))
    return English(words.title, words.summary, f"The English leaves out: {', '.join(missing)}.")


async def _ask(client: Client, phrasing: Phrasing, tasks: Sequence[Task], attempts: int = 3) -> list[Words]:
    pattern = client.traits.pattern
    replies = [
        words_reply(task.title, task.text, quantities=task.quantities, known=task.known, pattern=pattern)
        for task in tasks
    ]
    asked = messages(WORDS, actor=phrasing.actor, period=phrasing.period, tasks=tasks)
    size = sum(len(task.title) + len(task.text) for task in tasks)
    most = min(client.traits.max_tokens, _BASE_TOKENS * len(tasks) + int(size * _TOKENS_BY_CHARACTER))
    if len(tasks) == 1:
        return [await client.ask(asked, replies[0], max_tokens=most, attempts=attempts)]
    batch = await client.ask(asked, batch_reply(replies), max_tokens=most, attempts=attempts)
    return [getattr(batch, f"i{number}") for number in range(1, len(tasks) + 1)]
