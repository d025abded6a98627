"""English titles and summaries: words by the model, numbers by rule, terms by the glossary.

What comes back is held to the hard rules of ``replies`` (numbers, no Chinese), polished by rule, and then read by the
style check: where that finds something, the model is asked once more with the finding, and what is still wrong
then stays as a mark beside the text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from summarizer.client import Client
from summarizer.errors import ReplyUnusable
from summarizer.extract.drafts import Draft
from summarizer.extract.examples import worked_examples
from summarizer.extract.phrasing import Phrasing, Task
from summarizer.extract.prompts import WORDS, findings, messages
from summarizer.extract.replies import Words, batch_reply, cut_title, missing_quantities, words_reply
from summarizer.extract.together import together
from summarizer.style import Fault, faults, keeps, polish

_BASE_TOKENS = 60  # of a reply, besides what grows with its text
_TOKENS_BY_CHARACTER = 1.2  # an English reply's tokens for a character of the text, generously


@dataclass(frozen=True, slots=True)
class English:
    """The English of a draft; ``note`` says why it is None, or what it leaves out.

    ``faults`` are those of the style that were left after asking again, of the title and of the summary.
    """

    title: str | None = None
    summary: str | None = None
    note: str = ""
    faults: tuple[tuple[Fault, ...], tuple[Fault, ...]] = ((), ())


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
            return await _read_over([phrasing.task(draft) for draft in group], phrasing, client)
        except ReplyUnusable:
            pass
    return await together(_single(draft, phrasing, client) for draft in group)


async def _single(draft: Draft, phrasing: Phrasing, client: Client) -> English:
    """One draft; run by run where its whole summary is too much for the model; else with what is left out named."""
    task = phrasing.task(draft)
    try:
        return (await _read_over([task], phrasing, client))[0]
    except ReplyUnusable as error:
        reason = str(error)
    if len(draft.runs) > 1:
        try:
            parts = [(await _ask(client, phrasing, [phrasing.task(draft, [run])], attempts=2))[0] for run in draft.runs]
            joined = Words.model_construct(title=parts[0].title, summary=" ".join(part.summary for part in parts))
            return _english(joined, task, phrasing)
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
    return replace(_english(words, task, phrasing), note=f"The English leaves out: {', '.join(missing)}.")


# --- read over, and asked once more -----------------------------------------------------------------------------


async def _read_over(tasks: Sequence[Task], phrasing: Phrasing, client: Client) -> list[English]:
    """The English of ``tasks``; those with a fault are asked for once more, and the better answer is kept."""
    replies = _replies(tasks, client)  # made once for both questions: a structure costs memory
    answers = await _ask(client, phrasing, tasks, replies=replies)
    english = [_english(words, task, phrasing) for words, task in zip(answers, tasks, strict=True)]
    poor = [index for index, one in enumerate(english) if any(one.faults)]
    if not poor:
        return english
    try:
        again = await _ask(
            client,
            phrasing,
            [tasks[index] for index in poor],
            attempts=1,
            replies=[replies[index] for index in poor],
            before=[(answers[index], _said(english[index])) for index in poor],
        )
    except ReplyUnusable:
        return english  # the first answers stand, with their marks
    for index, words in zip(poor, again, strict=True):
        better, first = _english(words, tasks[index], phrasing), english[index]
        if _count(better) < _count(first) and keeps(better.summary or "", first.summary or ""):
            english[index] = better
    return english


def _english(words: Words, task: Task, phrasing: Phrasing) -> English:
    title = polish(words.title, "title", phrasing.glossary)
    summary = polish(words.summary, "summary", phrasing.glossary)
    return English(
        cut_title(title),
        summary,
        faults=(
            faults(title, task.chinese_title, "title"),
            faults(summary, task.chinese, "summary", terms=task.held, tense=task.tense.split()[0]),
        ),
    )


def _said(english: English) -> str:
    title, summary = ("; ".join(one.explanation for one in found) for found in english.faults)
    return " ".join(part for part in (title and f"Title: {title}.", summary and f"Summary: {summary}.") if part)


def _count(english: English) -> int:
    return sum(map(len, english.faults))


async def _ask(
    client: Client,
    phrasing: Phrasing,
    tasks: Sequence[Task],
    attempts: int = 3,
    replies: Sequence[type[Words]] = (),
    before: Sequence[tuple[Words, str]] = (),
) -> list[Words]:
    """The words for each task; ``before`` are former ones with what is wrong with each."""
    replies = replies or _replies(tasks, client)
    asked = messages(
        WORDS, actor=phrasing.actor, period=phrasing.period, tasks=tasks, examples=worked_examples(phrasing.actor)
    )
    if before:
        asked += findings([words.model_dump() for words, _ in before], [said for _, said in before])
    size = sum(len(task.title) + len(task.text) for task in tasks)
    most = min(client.traits.max_tokens, _BASE_TOKENS * len(tasks) + int(size * _TOKENS_BY_CHARACTER))
    if len(tasks) == 1:
        return [await client.ask(asked, replies[0], max_tokens=most, attempts=attempts)]
    batch = await client.ask(asked, batch_reply(replies), max_tokens=most, attempts=attempts)
    return [getattr(batch, f"i{number}") for number in range(1, len(tasks) + 1)]


def _replies(tasks: Sequence[Task], client: Client) -> list[type[Words]]:
    pattern = client.traits.pattern
    return [
        words_reply(task.title, task.text, quantities=task.quantities, known=task.known, pattern=pattern)
        for task in tasks
    ]
