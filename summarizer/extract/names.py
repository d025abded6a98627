"""English names: of measures, headings, the title and the issuer. By rule and glossary first, the rest by the model."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from summarizer.client import Client
from summarizer.document import Span
from summarizer.errors import ReplyUnusable
from summarizer.extract.phrasing import Phrasing
from summarizer.extract.prompts import NAMES, messages
from summarizer.extract.replies import Reply, names_reply
from summarizer.extract.shorten import strip_marker
from summarizer.extract.together import together
from summarizer.glossary import Glossary, Term

BATCH = 10
_TOKENS = 28  # of one name, generously
_LEFT_OUT = re.compile(
    r"[“”\"'‘’《》〈〉<>]|[(（][^)）]*[)）]|\d+(?:\.\d+)?%?年?度?|[一二三四五六七八九十]是|^(?:全[区县市省镇乡局]|全年|共|累计|各类)+"
)


def plain_name(chinese: str) -> str:
    """A name as it is translated: without list marker, digits, quotes and remarks in brackets."""
    return _LEFT_OUT.sub("", strip_marker(chinese)).strip(" 　，,、。：:；;\n")


def name_parts(chinese: str) -> list[str]:
    """The plain names that a measure is a path of (受理申请：审结 → 受理申请, 审结)."""
    return [plain for part in re.split(r"[：:]", chinese) if (plain := plain_name(part))]


def name_english(chinese: str, names: Mapping[str, str]) -> str | None:
    """The English of a name or path from that of its plain parts; None where one is missing."""
    whole = names.get(plain_name(chinese))
    parts = [names.get(part) for part in name_parts(chinese)]
    if whole or not parts:
        return whole
    known = [part for part in parts if part]
    return ": ".join(known) if len(known) == len(parts) else None


def known_name(chinese: str, glossary: Glossary) -> str | None:
    """The English of a name that the glossary knows whole or in all its parts (A和B; a place and a title), or None."""
    name = plain_name(chinese)
    if whole := glossary.english(name):
        return whole
    spans = glossary.spans_in(name)
    if len(spans) == 2 and spans[0][1].kind == "place" and _whole(spans, name):
        return f"{spans[1][1].en} of {spans[0][1].en}"
    parts = re.split(r"[和与及、]", name)
    english = [glossary.english(part) for part in parts]
    known = [word for word in english if word]
    if len(known) < len(parts) or len(parts) < 2:
        return None
    return f"{', '.join(known[:-1])} and {known[-1]}"


def _whole(spans: Sequence[tuple[Span, Term]], name: str) -> bool:
    """Whether terms stand side by side from the beginning of ``name`` to its end."""
    return "".join(term.zh for _, term in spans) == name


async def english_names(
    chinese: Iterable[str], phrasing: Phrasing, client: Client | None, *, done: Callable[[int], None] = lambda _: None
) -> dict[str, str]:
    """English by plain name; a name that neither the glossary nor the model could give is not in it.

    Raises the ModelErrors that stop all, see ``words.english_of``.
    """
    names = list(dict.fromkeys(part for one in chinese for part in name_parts(one)))
    known = {name: english for name in names if (english := known_name(name, phrasing.glossary))}
    if client is None:
        return known
    asked = [name for name in names if name not in known and _asked(name, phrasing)]
    done(len(names) - len(asked))
    groups = [asked[at : at + BATCH] for at in range(0, len(asked), BATCH)]

    async def one(group: Sequence[str]) -> dict[str, str]:
        answers = await _ask(group, phrasing, client)
        done(len(group))
        return answers

    for answers in await together(one(group) for group in groups):
        known |= answers
    return known


def _asked(name: str, phrasing: Phrasing) -> bool:
    """Whether a model is asked for ``name``: not where it would have to translate a number (每万户…)."""
    return bool(re.search(r"[一-鿿]", name)) and not re.search(r"[百千万亿]", phrasing.name(name))


async def _ask(group: Sequence[str], phrasing: Phrasing, client: Client) -> dict[str, str]:
    """The names of one call; in halves where the reply could not be used, down to the one that fails."""
    mixed = [phrasing.name(name) for name in group]
    reply = names_reply(mixed, pattern=client.traits.pattern)
    most = min(client.traits.max_tokens, 40 + _TOKENS * len(group))
    try:
        answer: Reply = await client.ask(messages(NAMES, names=mixed), reply, max_tokens=most, attempts=2)
    except ReplyUnusable:
        if len(group) == 1:
            return {}
        half = len(group) // 2
        return await _ask(group[:half], phrasing, client) | await _ask(group[half:], phrasing, client)
    return {name: getattr(answer, f"n{number}") for number, name in enumerate(group, start=1)}
