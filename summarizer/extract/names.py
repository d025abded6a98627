"""English names: of measures, headings, the title and the issuer. By rule and glossary first, the rest by the model."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from summarizer.base.document import Span
from summarizer.base.errors import ReplyUnusable
from summarizer.extract.phrasing import Phrasing
from summarizer.extract.prompts import NAMES, messages
from summarizer.extract.replies import Reply, names_reply
from summarizer.extract.shorten import strip_marker
from summarizer.extract.together import together
from summarizer.language.glossary import Glossary, Term
from summarizer.language.style import misnamed, polish
from summarizer.model.client import Client

BATCH = 10
WHOLE_BATCH = 60
"""Names that go into one call: to a small model, to a strong one."""
MOST = 60
"""Names that a model is asked for at most; those that the glossary or a rule knows come on top."""
_LONGEST = 36  # characters: what is longer is a run of table cells, no name
_TOKENS = 28  # of one name, generously
_LEFT_OUT = re.compile(
    r"[“”\"'‘’《》〈〉<>]|[(（][^)）]*[)）]|\d+(?:\.\d+)?%?年?度?|[一二三四五六七八九十]是|^(?:[我全本][区县市省镇乡局州]|全年|共|累计|各类)+"
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
    if name in _SHARE:
        return "share"
    if whole := glossary.english(name) or _office(name, glossary):
        return whole
    spans = glossary.spans_in(name)
    if len(spans) == 2 and spans[0][1].kind == "place" and _whole(spans, name):
        return f"{spans[1][1].en} of {spans[0][1].en}"
    parts = re.split(r"[和与及、]", name)
    english = [glossary.english(part) or _office(part, glossary) for part in parts]
    known = [word for word in english if word]
    if len(known) < len(parts) or len(parts) < 2:
        return None
    return f"{', '.join(known[:-1])} and {known[-1]}"


# A measure that begins with what was done: 处理行政诉讼案件 is "administrative litigation cases handled".
_DONE = {
    "处理": "handled", "办理": "handled", "受理": "accepted", "审理": "heard", "审结": "concluded", "办结": "completed",
    "查处": "dealt with", "查办": "investigated", "评查": "reviewed", "审查": "reviewed",
    "审核": "reviewed", "清理": "reviewed", "开展": "carried out", "举办": "held", "召开": "held", "组织": "organized",
    "发放": "handed out", "印发": "issued", "出台": "issued", "制定": "drawn up", "修订": "revised", "废止": "repealed",
    "完成": "completed", "调解": "mediated", "化解": "resolved", "收到": "received", "接到": "received",
    "新增": "added", "建成": "built", "新建": "built", "培训": "trained", "检查": "inspected", "排查": "checked",
    "整改": "put right", "推出": "launched", "下放": "delegated", "取消": "cancelled", "公开": "disclosed",
    "发布": "published", "接待": "received", "聘请": "engaged", "聘任": "appointed", "招录": "recruited",
    "录入": "recorded", "把关": "checked", "作出": "made", "梳理出": "sorted out", "受理了": "accepted",
}  # fmt: skip
_VERB = re.compile(rf"(?:共|累计|已|拟|将|计划)*(?P<verb>{'|'.join(_DONE)})了?(?P<noun>[^：:，,]{{2,}})")


def verb_and_noun(name: str, glossary: Glossary) -> tuple[str, str] | None:
    """What was done, in English, and to what, in Chinese, for a measure that begins with it; else None."""
    match = _VERB.fullmatch(name)
    if not match or glossary.english(name):
        return None
    inside = glossary.spans_in(name)
    cut = match.start("noun")
    if any(span.start < cut < span.end for span, _ in inside):  # 审查 within a longer term is no verb of its own
        return None
    noun = re.sub(r"^(?:各类|各种|各项|相关|有关)", "", match["noun"])
    if match["verb"] == "作出":
        return ("imposed" if re.search(r"处[罚分]", noun) else "made"), noun
    return _DONE[match["verb"]], noun


_SHARE = {"占", "占比", "比重", "占总数"}  # the end of a measure's path: 网上可办：占
_LEVEL = {"省": "provincial", "市": "municipal", "区": "district", "县": "county", "镇": "town", "乡": "township",
          "州": "prefectural"}  # fmt: skip


def _office(name: str, glossary: Glossary) -> str | None:
    """An office of a level: 区司法局 is the district bureau of justice."""
    office = next((term for _, term in glossary.spans_in(name[1:]) if term.zh == name[1:]), None)
    level = _LEVEL.get(name[:1])
    return f"{level} {office.en}" if level and office and office.kind == "institution" else None


def _whole(spans: Sequence[tuple[Span, Term]], name: str) -> bool:
    """Whether terms stand side by side from the beginning of ``name`` to its end."""
    return "".join(term.zh for _, term in spans) == name


async def english_names(
    chinese: Iterable[str], phrasing: Phrasing, client: Client | None, *, done: Callable[[int], None] = lambda _: None
) -> dict[str, str]:
    """English by plain name; a name that neither the glossary nor the model could give is not in it.

    Nor is one of a model's that cannot be the name of what it stands for: no English is better than a wrong measure.

    Raises the ModelErrors that stop all, see ``words.english_of``.
    """
    names = list(dict.fromkeys(part for one in chinese for part in name_parts(one)))
    done_by = {name: split for name in names if (split := verb_and_noun(name, phrasing.glossary))}
    nouns = dict.fromkeys(done_by[name][1] if name in done_by else name for name in names)
    known = {name: english for name in nouns if (english := known_name(name, phrasing.glossary))}
    asked = [name for name in nouns if name not in known and _asked(name, phrasing)][:MOST] if client else []
    done(len(names) - len(asked))
    size = WHOLE_BATCH if client and client.traits.plan == "whole" else BATCH
    groups = [asked[at : at + size] for at in range(0, len(asked), size)]

    async def one(group: Sequence[str]) -> dict[str, str]:
        assert client is not None
        answers = await _ask(group, phrasing, client)
        done(len(group))
        told = {name: polish(english, "name", phrasing.glossary) for name, english in answers.items()}
        return {name: english for name, english in told.items() if not misnamed(english, name)}

    for answers in await together(one(group) for group in groups):
        known |= answers
    whole = {name: f"{known[noun]} {participle}" for name, (participle, noun) in done_by.items() if noun in known}
    return known | whole


_NO_NOUN = re.compile(r".*[.．]|(?:相?较|比|同比|环比|其中|约|近|其他$)")


def _asked(name: str, phrasing: Phrasing) -> bool:
    """Whether a model is asked for ``name``: not to translate a number (每万户…), nor where no noun is (相较去年)."""
    return (
        not _NO_NOUN.match(name)
        and len(name) <= _LONGEST
        and bool(re.search(r"[一-鿿]", name))
        and not re.search(r"[百千万亿]", phrasing.name(name))
    )


async def _ask(group: Sequence[str], phrasing: Phrasing, client: Client) -> dict[str, str]:
    """The names of one call; in halves where the reply could not be used, down to the one that fails."""
    # A strong model reads the names as they are; a small one gets their known terms in English.
    mixed = list(group) if client.traits.plan == "whole" else [phrasing.name(name) for name in group]
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
