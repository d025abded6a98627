"""How a statement begins in English: who acts and the verb, where the Chinese leaves who acts to the reader.

A report's statements drop their subject (举办听证会4场: the district held 4 hearings), and a small model then makes the
wrong one up. Where a statement begins with a verb of prompts/verbs.tsv, its English begins by rule.
"""

import re
from dataclasses import dataclass
from functools import cache

from summarizer.base.resources import text as resource
from summarizer.language.glossary import Glossary, Term
from summarizer.language.lexicon import Rule, pattern, words
from summarizer.outline.structure import ItemKind

# What may stand before the verb: when, how far and how, which English says later or not at all.
_BEFORE = Rule(
    "what may stand before the verb",
    r"(?:(?:20\d{2}年度?|[全今去当本]年(?:度|来)?|年内|每年|目前|现已|同时|此外|并且?|还|也|已经?|先后|陆续|均|全部|要|狠抓"
    r"|(?:20\d{2}年)?(?:\d{1,2}月(?:\d{1,2}日|[底末])?|年[底末]|[上下]半年)(?:之|以)?前"
    rf"|分别|重点|{pattern('whole', 'zh', 'adverb')}|{pattern('goal zeal manner', 'zh')}"
    r"|在[^，,。]{2,40}?(?:领域|方面|期间|范围内|基础上|平台|网站|网上|[上中下内前后]))[，,\s]*)",
    yes=("⟨全年⟩受理", "⟨进一步⟩加强", "⟨在食品药品领域⟩开展", "⟨6月底前⟩完成"),
    no=("受理300件",),
)
_FOR = Rule(
    "for whom, before the verb", r"[为向给]", yes=("⟨为⟩企业减免税费",), no=("减免税费",)
)  # 为企业减免税费: for whom, before the verb
_FOR_REACH = 12
_AFTER = Rule("what may stand behind the verb", r"[了过]?", yes=("⟨了⟩5场",))
_NOT_A_VERB = Rule(
    "what makes a verb a noun",
    r"[的、，,。；;：:或]|$|成功|率|性|力度|工作量|情况|[\u4e00-\u9fff]{0,20}的(?:目标|要求|原则|精神|部署)$",
    yes=("⟨率⟩95%", "⟨情况⟩"),
)
_SELF = Rule(
    "the issuer by its own word",
    r"(?:我|全|本)(?:区|县|市|省|镇|乡|州|旗|局|厅|委|办|院|街道|单位|部门)(?:政府)?",
    yes=("⟨我区⟩受理", "⟨全市⟩"),
    no=("云河市",),
)
_BODY = Rule(
    "a body that acts",
    r"[一-鿿“”‘’\d]{2,16}?(?:中心|局|办|委|院|所|站|队|厅|部门|单位|组|热线|顾问|会|政府|镇|街道|平台)",
    yes=("⟨云河市财政局⟩", "⟨12345热线⟩"),
    no=("受理",),
)
UNKNOWN = "?"
"""Who acts, where the text names a body that the glossary does not know."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that statements begin with."""

    zh: str
    past: str
    base: str


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the verb of a clause stands in it (``start``, ``end``, the end behind 了), which it is, and who acts.

    ``object`` is what follows the verb. ``subject`` is "" where the clause does not say, which means the issuer.
    ``goes_on`` is whether it is 继续.
    """

    start: int
    end: int
    verb: Verb
    object: str
    subject: str = ""
    goes_on: bool = False

    def who(self, actor: str) -> str:
        """The subject that the English sentence begins with ("The district"); "" where it is not known."""
        who = "" if self.subject == UNKNOWN else self.subject or actor
        return who[:1].upper() + who[1:]

    def english(self, actor: str, kind: ItemKind) -> str:
        """The first words of the sentence: The district held, The district will continue to hold; "" if not known."""
        who = self.who(actor)
        did = f"will {'continue to ' if self.goes_on else ''}{self.verb.base}" if kind == "plans" else self.verb.past
        return f"{who} {did}" if who else ""


def opening(clause: str, glossary: Glossary) -> Opening | None:
    """The opening of a Chinese clause that begins with a known verb, after who acts and when; None where none does."""
    at, subject, goes_on = 0, "", False
    while True:
        if verb := _verb(clause, at, glossary):
            end = _AFTER.match(clause, at + len(verb.zh))
            assert end
            return Opening(at, end.end(), _spoken(verb, clause[end.end() :]), clause[end.end() :], subject, goes_on)
        before = _BEFORE.match(clause, at)
        if before:
            goes_on = goes_on or before.group().startswith("继续")
            at = before.end()
            continue
        if not subject and (named := _subject(clause, at, glossary)):
            at, subject = named
            continue
        if _FOR.match(clause, at):
            reach = range(at + 2, min(at + _FOR_REACH, len(clause)))
            later = next((one for one in reach if _verb(clause, one, glossary)), None)
            if later is not None:
                at = later
                continue
        return None


_TAKE_VERBS = words("takes_act", "zh")
"""Verbs whose object may itself look like one: 提出修改意见."""


def after_verbs(clause: str, at: int) -> int:
    """Where the verbs right behind the first one, at ``at``, end (改造提升): what they are said of begins there."""
    taken = clause[:at].endswith(_TAKE_VERBS)
    while not taken and clause[at : at + 2] in verbs() and not _NOT_A_VERB.match(clause, at + 2):
        at += 2
    return at


def _subject(clause: str, at: int, glossary: Glossary) -> tuple[int, str] | None:
    """Where the clause goes on after who acts, and who that is in English: "" the issuer, UNKNOWN another body."""
    if match := _SELF.match(clause, at):
        return match.end(), ""
    for span, term in glossary.spans_in(clause[at : at + 24]):
        if span.start == 0 and term.kind == "institution":
            return at + span.end, term.en if term.en.startswith("the ") else f"the {term.en}"
        break
    match = _BODY.match(clause, at)
    return (match.end(), UNKNOWN) if match else None


def _verb(clause: str, at: int, glossary: Glossary) -> Verb | None:
    verb = next((verbs()[clause[at : at + size]] for size in (4, 3, 2) if clause[at : at + size] in verbs()), None)
    if verb is None:
        return None
    after = _AFTER.match(clause, at + len(verb.zh))
    assert after
    if _NOT_A_VERB.match(clause, after.end()):
        return None
    for span, term in glossary.spans_in(clause[at : at + 24]):
        if span.start == 0 and span.end > len(verb.zh) and term.kind != "verb" and not _of_two(term, verb, glossary):
            return None
        break
    return verb


# Verbs whose English depends on what they are said of.
_SPOKEN = {
    "作出": (re.compile(r"[^，,]{0,12}处[罚分]"), Verb("作出", "imposed", "impose")),
    "办理": (re.compile(r"[^，,]{0,16}证[”’》]?(?:$|\d|[，,])"), Verb("办理", "issued", "issue")),
}


def _spoken(verb: Verb, rest: str) -> Verb:
    rule = _SPOKEN.get(verb.zh)
    return rule[1] if rule and rule[0].match(rest) else verb


def _of_two(term: Term, verb: Verb, glossary: Glossary) -> bool:
    """Whether a longer term is this verb and its object (清理规范性文件), and no noun of its own (培训班)."""
    rest = term.zh.removeprefix(verb.zh)
    return term.en.endswith(verb.past) or len(rest) >= 4 or glossary.english(rest) is not None


@cache
def verbs() -> dict[str, Verb]:
    """The verbs of prompts/verbs.tsv by their Chinese."""
    lines = resource("prompts", "verbs.tsv").splitlines()[1:]
    return {zh: Verb(zh, past, base) for zh, past, base in (line.split("\t") for line in lines)}
