"""In what role a number is told: as a level or as what was added, above or below something, said or denied.

The same 159 is a level in 增至159个 and an addition in 新增159个; both stand in a source, and one told as the other is
wrong. Roles are read from the words right before and after a number, in both languages; where the words are silent
there is no role and nothing is held against anything.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from summarizer.language.lexicon import pattern
from summarizer.quantities.figure import Direction

Role = Literal["level", "added", ""]
Side = Literal["above", "below", ""]

_HEDGE = r"(?:超过?|约|近|突破|逾|了|\s)*"
_LEVEL_ZH = re.compile(
    rf"(?:(?:增|升|涨|降|减|扩大?|发展|提[高升]|增[加长]|上升|下降|减少|压缩|整合)(?:至|到|为)|达到?|总(?:[数量额]|里程|规模|面积)|保有量|拥有量|余额){_HEDGE}\Z"
    r"|(?:共|现|实|拥)有[^，。；、：:新增\d]{0,14}\Z"
)
#: Where a level came from: 提高到, 降至; "fell from 14 to", "was cut to".
_RISEN_ZH = re.compile(rf"(?:{pattern('rise', 'zh', 'verb')}|延长|拓展|[增升涨扩])(?:到了?|至|为){_HEDGE}\Z")
_FALLEN_ZH = re.compile(rf"(?:{pattern('fall', 'zh', 'verb')}|[降减压缩跌])(?:到了?|至|为){_HEDGE}\Z")
_HEDGE_EN = r"(?:about |over |more than |nearly |at least |some |just )?\Z"
_UNTIL_EN = re.compile(rf"\b[^,;.]{{0,40}}?(?:[\d.,]+\S*\s)?to\s+{_HEDGE_EN}")
#: Illegal gains are no movement.
_MOVED_EN = re.compile(rf"(?!gains?\b)(?:(?P<up>{pattern('rise', 'en')})|(?P<down>{pattern('fall', 'en')}))")
#: A verb right before "to" of which no list says which way it moves; these say nothing of a way.
_SOMEHOW_EN = re.compile(rf"\b(?P<verb>[a-z]{{2,}}ed)\s(?:[a-z]+ly\s)?to\s+{_HEDGE_EN}", re.I)
_NO_WAY = frozenset(
    {"amounted", "moved", "changed", "adjusted", "revised", "returned", "adapted", "summed", "handed", "converted",
     "shifted", "turned", "passed", "offered", "granted", "issued", "supplied", "awarded", "delivered", "related"}
)  # fmt: skip
#: So far back a verb is looked for.
_VERB_REACH = 120
_ADDED_ZH = re.compile(rf"(?:{pattern('added', 'zh')}|增加(?!值)|增长(?![率点极]))[^，。；、：:\d]{{0,14}}\Z")
_PART_ZH = re.compile(
    r"\d[\d.,]*[万亿]{0,2}(?!个?百分点|[%％])[^，。；、\d%％]{0,4}[，,、（(]\s?其中[^，。；\d]{0,14}\Z"
)
#: The later ones of a list are told as its first is: 新增正高级教师16名、特级教师9名.
_LISTED_ZH = re.compile(
    r"\d[\d.,]*[万亿]{0,2}(?!个?百分点|[%％])[^，。；、\d%％]{0,4}(?:、|和|及)[^，。；、：\d]{1,14}\Z"
)
_LEVEL_EN = re.compile(
    r"\b(?:to|reach(?:ed|ing|es)?|totall?(?:ed|ing)|st(?:ood|ands?) at|c(?:ame|omes) to|number(?:ed|ing)|total of)\s+"
    r"(?:about |over |more than |nearly |at least |some |a total of )?\Z"
    r"|\b(?:has|have|had|there (?:are|were)|boasts|with)\s(?:now |already )?"
    r"(?:about |over |more than |nearly |at least |some |a total of )?\Z",
    re.I,
)
_ADDED_EN = re.compile(
    r"\b(?:(?:rose|risen|grew|grown|increased|climbed|up|expanded) by|add(?:ed|ing)|net (?:increase|gain) of|gained)\s+"
    r"(?:about |over |more than |nearly |at least |some |a net |another )?\Z"
    r"|\b(?:net )?(?:increase|gain|rise|growth) (?:in|of) [^,.;\d]{1,50}? (?:was|is|of|reached|totall?ed|came to)\s"
    r"(?:about |over |more than |nearly |at least |some )?\Z",
    re.I,
)
#: "Newly built roads reached 42 km" is what was added, whatever the verb.
_NEW = re.compile(r"\b(?:new(?:ly)?|additional|added|net)\b", re.I)
_NEW_EN = re.compile(
    r"\s+(?:\w+\s+)?(?:new|additional|newly|more)\b(?! than)"
    r"|\s+(?:[a-z-]+\s+){0,3}?(?:were|was|have been|being)\s(?:newly\s)?added\b",
    re.I,
)

_ABOVE_ZH = re.compile(
    rf"(?:{pattern('above', 'zh')}[^，。；\d]{{0,12}}"
    r"|超[过额]?[^，。；\d]{0,6}(?:目标|任务|计划|进度|预期)[^，。；\d]{0,4}"
    r"|[比较][^，。；\d上去年同期初底末]{1,12}(?:高|快|多|优)(?:出|了)?)\Z"
)
_BELOW_ZH = re.compile(
    rf"(?:{pattern('below', 'zh')}[^，。；\d]{{0,12}}"
    r"|[比较][^，。；\d上去年同期初底末]{1,12}(?:低|慢|少|差)(?:了)?)\Z"
)
_ABOVE_EN = re.compile(r"\s*(?:\w+\s+)?(?:above|higher|faster|more) (?:than|the)|\s+above\b", re.I)
_BELOW_EN = re.compile(r"\s*(?:\w+\s+)?(?:below|lower|slower|less) (?:than|the)|\s+below\b", re.I)

_DENIED = re.compile(
    # What a requirement asks may stand far behind: 未达到每个镇街不少于2名的要求.
    r"(?:未能?|没有?)(?:达到|满足)[^，。；\d]{0,24}\Z"
    rf"|(?:未能?|没有?|并未|不曾)(?:{pattern('rise fall', 'zh', 'verb')}|完成|实现|达到)[^，。；\d]{{0,6}}\Z"
    r"|(?:\b(?:not|never|no longer|fail(?:ed|s) to)|n't)\s+(?:\w+\s+){0,3}\Z"
    r"|(?:\b(?:not|never|no longer|fail(?:ed|s) to)|n't)\s+(?:meet|met|reach(?:ed)?|attain(?:ed)?|satisf(?:y|ied))\b"
    r"[^.,;\d]{0,50}\Z",
    re.I,
)
_COLON = re.compile("[:：︰∶]")
_TERMS_BEFORE = re.compile(r"(?<![\d.])(?:\d{1,6}(?:\.\d{1,6})?\s?[:：︰∶]\s?){1,4}\Z")
_TERMS_AFTER = re.compile(r"(?:\s?[:：︰∶]\s?\d{1,6}(?:\.\d{1,6})?){1,4}")
_BEFORE_NOW = re.compile(
    r"原|从|由|上年|去年|此前|以前|当时|过去"
    r"|\b(?:from|previous(?:ly)?|former(?:ly)?|originally|earlier|last year|than|once|initial)\b",
    re.I,
)


@dataclass(frozen=True)
class Surroundings:
    """The words of its sentence before a number and those right after it; each question is answered once."""

    before: str
    after: str

    @cached_property
    def role(self) -> Role:
        """Whether the number is told as a level or as what was added; "" where no word says so.

        A part is told as its whole is: 总量达2037.7万户，其中企业929.8万户 are of a level both.
        """
        if part := _PART_ZH.search(self.before):
            return Surroundings(self.before[: part.start()], "").role
        listed = None if _LEVEL_ZH.search(self.before) else _LISTED_ZH.search(self.before)
        if listed and Surroundings(self.before[: listed.start()], "").role == "added":
            return "added"
        if _NEW_EN.match(self.after):
            return "added"
        if _LEVEL_ZH.search(self.before) or (_LEVEL_EN.search(self.before) and not _NEW.search(self.before)):
            return "level"
        if _ADDED_ZH.search(self.before) or _ADDED_EN.search(self.before):
            return "added"
        return ""

    @cached_property
    def side(self) -> Side:
        """Whether the number says how far above or how far below something lies."""
        if _BELOW_ZH.search(self.before) or _BELOW_EN.match(self.after):
            return "below"
        if _ABOVE_ZH.search(self.before) or _ABOVE_EN.match(self.after):
            return "above"
        return ""

    @cached_property
    def trend(self) -> Direction:
        """Whether the words say that the level was risen or fallen to; "" where they do not."""
        if _RISEN_ZH.search(self.before):
            return "up"
        if _FALLEN_ZH.search(self.before):
            return "down"
        verbs = list(_MOVED_EN.finditer(self.before, max(0, len(self.before) - _VERB_REACH)))
        if not verbs or not _UNTIL_EN.fullmatch(self.before, verbs[-1].end()):
            return ""
        return "up" if verbs[-1].lastgroup == "up" else "down"

    @cached_property
    def moved_somehow(self) -> bool:
        """Whether a verb that no list knows brings it to its level: what way it moved cannot be told."""
        verb = None if self.trend else _SOMEHOW_EN.search(self.before)
        return verb is not None and verb["verb"].lower() not in _NO_WAY

    @cached_property
    def place(self) -> tuple[int, int] | None:
        """Which term of a ratio (14.3:41.5:44.2) the number is, from 0, and of how many; None where it is none."""
        before, after = _TERMS_BEFORE.search(self.before), _TERMS_AFTER.match(self.after)
        terms = [len(_COLON.findall(match[0])) if match else 0 for match in (before, after)]
        return (terms[0], sum(terms) + 1) if any(terms) else None

    @cached_property
    def denied(self) -> bool:
        """Whether the words say that it is not so."""
        return bool(_DENIED.search(self.before))

    @cached_property
    def looks_back(self) -> bool:
        """Whether a word before the number sets it in an earlier time."""
        return bool(_BEFORE_NOW.search(self.before))


def opposed(source: Surroundings, claim: Surroundings) -> bool:
    """Whether the claim says the contrary: below for above, fallen for risen, or denied what the source says."""
    if source.trend and claim.trend and source.trend != claim.trend:
        return True
    return bool(source.side and claim.side and source.side != claim.side) or source.denied != claim.denied


def other_role(source: Surroundings, claim: Surroundings) -> bool:
    """Whether one tells a level where the other tells what was added."""
    return bool(source.role and claim.role and source.role != claim.role)


_UP_WORDS = re.compile(r"[增升涨扩延超多新加高破]|提高|提升|翻番|拓展|改善|优化")
_DOWN_WORDS = re.compile(r"[降减缩压跌少低短]|精简|回落|收窄|控制")


def turned(source: Surroundings, claim: Surroundings, sentence: str) -> bool:
    """Whether the claim has a level risen or fallen to of whose movement the source's ``sentence`` has no word."""
    words = _UP_WORDS if claim.trend == "up" else _DOWN_WORDS
    return bool(claim.trend) and not source.trend and not words.search(sentence)
