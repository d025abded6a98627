"""A counted noun behind its number, as English has it: 评查案卷480宗 is "评查 480 案卷" before a model sees it.

Chinese counts after the noun (案卷480宗), English before it. A small model that has to turn this round says the noun
twice ("reviewed case files, reviewed 480 cases") or loses the number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.base.document import Span
from summarizer.language.lexicon import Rule, pattern
from summarizer.quantities import Figure
from summarizer.quantities.wording import english_quantity

# A noun phrase between verb and number: no clause of its own, no preposition, no verb that takes the number.
_NOUN = Rule(
    "a noun between verb and number",
    r"(?![或和与及并且等成功])(?:(?![对向为给将把被由从于至到占达])[一-鿿“”‘’]|《[^》]{2,40}》|、){2,24}",
    yes=("⟨规范性文件⟩", "⟨《云河市条例》案卷⟩"),
    no=("和",),
)
_DOERS = Rule(
    "those who do something", rf"{pattern('person_noun', 'zh')}.{{4,}}", yes=("⟨干部旁听庭审⟩",), no=("干部",)
)  # 组织领导干部旁听庭审: they do something
_TOTAL = Rule("a word of the sum", rf"(?:{pattern('whole', 'zh', 'adverb')})$", yes=("案件⟨共计⟩",), no=("共计案件",))
_NOT_LAST = Rule(
    "what no noun ends in",
    r"[约近超逾达为至到各仅有少多低高增减率比数量额值]$|分别$"
    rf"|{pattern('over_before at_least_before under_before', 'zh')}",
    yes=("案件⟨超过⟩", "办结⟨率⟩"),
    no=("案卷",),
)
_ENDS = re.compile(r"\s*(?:$|[、（(])")
# By measure word: the nouns that are counted without it (30 reviewers), and how others are ("4 sessions of").
_THINGS = Rule(
    "a thing that is counted",
    rf"(?:案件?|建议|措施|办法|事项|意见|问题|决定|裁决|条款?|{pattern('case_noun', 'zh')})$",
    yes=("规范性⟨文件⟩", "行政⟨处罚⟩"),
    no=("文件夹",),
)
_PEOPLE = Rule(
    "persons that are counted",
    rf"(?:{pattern('person_noun', 'zh')}|[员者师])$",
    yes=("法律⟨顾问⟩", "执法⟨人员⟩"),
    no=("顾问费",),
)
_EVENTS = Rule(
    "an event that is counted",
    rf"(?:{pattern('event_noun', 'zh')}|[会班课])$",
    yes=("普法⟨讲座⟩", "听证⟨会⟩"),
    no=("会计",),
)
_MONEY = Rule(
    "money of a kind", rf"(?:{pattern('fund_noun', 'zh')}|款|费用?)$", yes=("专项⟨资金⟩", "罚没⟨款⟩"), no=("资金管理",)
)
_BARE = "个项部条家户所处支座台辆篇幅本册"


@dataclass(frozen=True, slots=True)
class Moved:
    """A noun and its number turned round: from ``start`` to ``end`` of the text, ``words`` stand instead.

    ``index`` is that of the number among the mentions that are figures, ``phrase`` how it is now said.
    """

    start: int
    end: int
    words: str
    index: int
    phrase: str


def behind(text: str, rest: Span, mentions: Sequence[Figure]) -> Moved | None:
    """The first counted noun of ``rest``, which is what follows a clause's verb; None where none stands right there."""
    shown = [one for one in mentions if one.is_figure]
    index = next((at for at, one in enumerate(shown) if one.start >= rest.start), None)
    if index is None or any(rest.start <= one.start < shown[index].start for one in mentions):
        return None
    figure = shown[index]
    noun = _TOTAL.sub("", text[rest.start : figure.start])
    if (
        not _NOUN.fullmatch(noun)
        or _NOT_LAST.search(noun)
        or _DOERS.search(noun)
        or not _ENDS.match(text[figure.end : rest.end])
    ):
        return None
    phrase = _counted(figure, noun)
    return Moved(rest.start, figure.end, f"{phrase} {noun}", index, phrase) if phrase else None


def _counted(figure: Figure, noun: str) -> str:
    """The English of the number before ``noun``, "" where the noun is not what it counts."""
    unit = figure.unit
    plain = english_quantity(figure, measure_en="")
    if unit == "":
        return plain if _THINGS.search(noun) or _PEOPLE.search(noun) or _EVENTS.search(noun) else ""
    if unit in _BARE or unit in ("件", "宗", "起", "份", "例"):
        return plain
    if unit in ("人", "名"):
        return plain if _PEOPLE.search(noun) else ""
    if unit in ("次", "场", "期", "场次"):
        return plain if _EVENTS.search(noun) else ""
    if unit in ("批", "批次"):
        return f"{english_quantity(figure)} of"
    return f"{english_quantity(figure)} of" if unit.endswith("元") and _MONEY.search(noun) else ""
