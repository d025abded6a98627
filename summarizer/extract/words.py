"""English titles and summaries: words by the model, statement by statement, numbers by rule, terms by the glossary.

A statement's English is held to the hard rules of ``replies`` (numbers, no Chinese), polished by rule, and read by the
style check. One with a fault is asked for once more, alone, with the finding; the better one is kept, and what is still
wrong stays as a mark beside the text. The sentences are then made into the summary by rule.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.base.errors import ReplyUnusable
from summarizer.extract.drafts import Draft
from summarizer.extract.examples import copied, worked_examples
from summarizer.extract.joined import joined
from summarizer.extract.phrasing import Phrasing, Statement, Task
from summarizer.extract.prompts import WORDS, messages
from summarizer.extract.replies import (
    Words,
    cut_title,
    incomplete,
    missing_quantities,
    unusable,
    words_reply,
)
from summarizer.extract.together import together
from summarizer.language.pinyin import plain_letters
from summarizer.language.style import Fault, dense, faults, keeps, meaning, polish
from summarizer.model.client import Client

_BASE_TOKENS = 60  # of a reply, besides what grows with its text
_TOKENS_BY_CHARACTER = 1.2  # an English reply's tokens for a character of the text, generously


@dataclass(frozen=True, slots=True)
class English:
    """The English of a draft; ``note`` says why it is None, or what it leaves out.

    ``asked`` is False where the brief does not show it (all of it, or its summary) and no model was asked.

    ``faults`` are those of the style that were left after asking again, of the title and of the summary.
    """

    title: str | None = None
    summary: str | None = None
    note: str = ""
    asked: bool = True
    faults: tuple[tuple[Fault, ...], tuple[Fault, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class _Said:
    """One text as a model wrote it, polished; ``refused`` is why it cannot stand, ``lacks`` what is left out of it."""

    text: str
    refused: str = ""
    lacks: str = ""
    missing: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def finding(self) -> str:
        """What the model is told when it is asked again; "" where nothing is wrong."""
        return "; ".join(part for part in (self.refused, self.lacks, *(one.explanation for one in self.faults)) if part)

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """The lower, the better."""
        return bool(self.refused), bool(self.lacks), len(self.faults)


async def english_of(
    drafts: Sequence[Draft],
    phrasing: Phrasing,
    client: Client,
    *,
    summaries: Collection[str],
    done: Callable[[Draft, English], None],
) -> list[English]:
    """The English of each draft, in order, one to a call; ``done`` hears of each that is ready.

    ``summaries`` are the ids of those whose summary is wanted; of others the title alone is asked.

    A draft whose words fail every attempt says so and spoils no other. Raises the ModelErrors that stop all:
    EndpointUnreachable, EndpointRefused, WeightsUnavailable.
    """

    async def one(draft: Draft) -> English:
        task = phrasing.task(draft)
        told = draft.id in summaries
        answer = await _single(task if told else replace(task, statements=()), phrasing, client)
        done(draft, answer)
        return answer

    return await together(one(draft) for draft in drafts)


async def _single(task: Task, phrasing: Phrasing, client: Client) -> English:
    try:
        words = await _ask(task, phrasing, client)
    except ReplyUnusable as error:
        return English(note=str(error))
    return await _read_over(task, words.said, phrasing, client)


# --- read over, and asked once more -----------------------------------------------------------------------------


async def _read_over(task: Task, answer: Mapping[str, str], phrasing: Phrasing, client: Client) -> English:
    """The English of ``task`` from the ``answer``; what has a fault in it is asked for once more, each text alone."""
    said = {name: _judged(name, text, task, phrasing) for name, text in answer.items()}

    async def again(name: str) -> _Said:
        first = said[name]
        try:
            better = _judged(name, await _ask_alone(name, first.finding, task, phrasing, client), task, phrasing)
        except ReplyUnusable:
            return first  # it stands, with its marks
        kept = first.refused or first.lacks or keeps(better.text, first.text)
        return better if better.rank < first.rank and kept else first

    poor = [name for name, one in said.items() if (one.refused if name == "title" else one.finding)]
    said |= dict(zip(poor, await together(again(name) for name in poor), strict=True))
    return _english(task, said, small=client.traits.plan == "items")


def _judged(name: str, text: str, task: Task, phrasing: Phrasing) -> _Said:
    """``text``, polished, with what is wrong with it."""
    source = f"{task.title} {task.text} {task.known}"
    if name == "title":
        title = polish(text, "title", phrasing.glossary)
        found = (*faults(title, task.chinese_title, "title"), *copied(title, source))
        return _Said(title, unusable(title, source), faults=found)
    statement = task.statements[int(name[1:]) - 1]
    sentence = _ended(polish(text, "summary", phrasing.glossary))
    if refused := unusable(sentence, source):
        return _Said(sentence, refused)
    missing = missing_quantities(sentence, " ".join(statement.quantities))
    tense = task.tense.split()[0]
    found = (
        *faults(sentence, statement.chinese, "summary", terms=statement.held, tense=tense),
        *meaning(sentence, statement.chinese, statement.subject),
        *copied(sentence, source),
    )
    return _Said(sentence, "", incomplete(sentence, statement.quantities), tuple(missing), found)


def _ended(sentence: str) -> str:
    return sentence if sentence[-1:] in ".!)'" else f"{sentence}."


def _english(task: Task, said: Mapping[str, _Said], *, small: bool) -> English:
    """The item's English: its sentences made one text; what could not be used or is left out is told in the note.

    Of a ``small`` model what it often gets wrong is marked too, where no fault was found.
    """
    sentences = [said[f"s{number}"] for number in range(1, len(task.statements) + 1)]
    if not task.statements:
        title = said["title"]
        english = None if title.refused else _spelt(cut_title(title.text), task)
        return English(english, asked=False, faults=(title.faults, ()))
    usable = [(one, statement) for one, statement in zip(sentences, task.statements, strict=True) if not one.refused]
    if not usable:
        return English(note=sentences[0].refused if sentences else "there is nothing to translate")
    summary = joined([(one.text, statement.subject) for one, statement in usable])
    summary = _spelt(summary, task)
    title = said["title"]
    found = tuple(dict.fromkeys(fault for one, _ in usable for fault in one.faults))
    if small:
        found += tuple(dict.fromkeys(fault for _, statement in usable for fault in dense(statement.chinese)))
    return English(
        _spelt(cut_title(usable[0][0].text.rstrip(".") if title.refused else title.text), task),
        summary,
        _left_out(sentences, task.statements),
        faults=(title.faults, found + _of_all(summary, task, found)),
    )


def _of_all(summary: str, task: Task, found: Sequence[Fault]) -> tuple[Fault, ...]:
    """Faults that only the whole summary has: words that run twice, too many sentences."""
    known = {fault.kind for fault in found}
    whole = faults(summary, task.chinese, "summary")
    return tuple(fault for fault in whole if fault.kind in ("repeated", "long") and fault.kind not in known)


def _left_out(sentences: Sequence[_Said], statements: Sequence[Statement]) -> str:
    lost = [one.chinese for one, said in zip(statements, sentences, strict=True) if said.refused]
    missing = [quantity for said in sentences if not said.refused for quantity in said.missing]
    hanging = any(said.lacks and not said.missing and not said.refused for said in sentences)
    parts = [
        f"The English leaves out: {', '.join(missing)}." if missing else "",
        "A sentence of the English is not finished." if hanging else "",
        f"Not put into English: {'；'.join(lost)}." if lost else "",
    ]
    return " ".join(part for part in parts if part)


def _spelt(english: str, task: Task) -> str:
    """``english`` with the names in it as they are spelt: Garzê, which the reply, ASCII only, has as Garze."""
    for term in task.held:
        plain = plain_letters(term.en)
        if plain != term.en:
            english = english.replace(plain, term.en)
    return english


# --- the questions ------------------------------------------------------------------------------------------------


async def _ask(task: Task, phrasing: Phrasing, client: Client) -> Words:
    reply = words_reply(_openings(task.statements), pattern=client.traits.pattern)
    return await client.ask(_messages(task, phrasing), reply, max_tokens=_room(task, client))


async def _ask_alone(name: str, finding: str, task: Task, phrasing: Phrasing, client: Client) -> str:
    """One text of ``task`` again, without the others and with the ``finding``: at temperature 0 the same question
    would bring the same answer.
    """
    statements = () if name == "title" else (task.statements[int(name[1:]) - 1],)
    told = " ".join(one.text for one in statements) or task.title
    terms = tuple(term for term in task.terms if any(term.zh in text for text in (told, task.chinese_title)))
    alone = replace(task, statements=statements, terms=terms)
    reply = words_reply(_openings(statements), pattern=client.traits.pattern, title=name == "title")
    asked = _messages(alone, phrasing, note=finding)
    words = await client.ask(asked, reply, max_tokens=_room(alone, client), attempts=1)
    return next(iter(words.said.values()))


def _openings(statements: Sequence[Statement]) -> dict[str, str]:
    return {f"s{number}": one.opening for number, one in enumerate(statements, start=1)}


def _messages(task: Task, phrasing: Phrasing, note: str = "") -> list[dict[str, str]]:
    return messages(
        WORDS, actor=phrasing.actor, period=phrasing.period, tasks=[task], examples=worked_examples(), note=note
    )


def _room(task: Task, client: Client) -> int:
    size = len(task.title) + len(task.text)
    return min(client.traits.max_tokens, _BASE_TOKENS + int(size * _TOKENS_BY_CHARACTER))
