"""What 其中 divides: the figure that is the whole, from where 其中 opens it to where its parts end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.language.lexicon import Rule
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh import cues

_CLOSE = re.compile(r"[)）]")
_OPENED = re.compile(r"[(（][^)）]*\Z")
_BRACKETED = re.compile(r"[（(][^（()）]{0,40}[)）]")
_PART_OF = re.compile(r"其中|(?<!不)包括|(?<![不饱内蕴])含(?!量|税|金|义|硒)")
_END = re.compile(r"[；;]")


@dataclass(frozen=True, slots=True)
class Whole:
    """The figure that is divided, None where none is; the whole outside the bracket that the text is in."""

    figure: Mention | None = None
    outer: Mention | None = None
    in_bracket: bool = False

    def after(self, gap: str, figure: Mention, seen: Sequence[Mention]) -> "Whole":
        """The whole at ``figure``, behind the words ``gap``; ``seen`` are the figures of the sentence before it."""
        now = self
        if now.in_bracket and _CLOSE.search(gap):
            now = Whole(now.outer)
        words = gap
        if "）" in gap or ")" in gap:  # 新增央企（含子公司）12家 divides nothing
            words = _BRACKETED.sub(lambda closed: " " * len(closed[0]), gap)
        if match := _PART_OF.search(words):
            if _OPENED.search(words[: match.start()]):  # 300人（其中专家200人）、技师100人: only inside the bracket
                now = replace(now, outer=now.figure, in_bracket=True)
            return replace(now, figure=_divided(figure, seen))
        return replace(now, figure=None) if _END.search(words) else now


def _divided(part: Mention, seen: Sequence[Mention]) -> Mention:
    """The last figure that is no change and of the part's unit, else the last that is none.

    42起，比上年少15起，其中38起 are of the 42; 资金1.08亿元，惠及11.4万人次，其中补助4215.6万元 is of the money.
    """
    levels = [one for one in seen if not one.change or cues.LEVEL.search(one.change)]
    alike = [one for one in levels if one.unit == part.unit]
    totals = [one for one in alike if one.qualifier != "at_most"]  # a limit (224.9亿元以内) has no parts
    return (totals or alike or levels or seen)[-1]


#: So long is a kind that says too little without its whole: 民事案件; 规范性文件 says enough.
_SHORT_PART = 4


def is_self_sufficient(own: str, whole: str, *, counted: bool) -> bool:
    """Whether a part's words name it without the whole: 第一产业增加值, 限上零售额; not 县处级, 新开工.

    Nor 高速公路 of 公路通车总里程: a kind of the things whose statistic the whole is; nor 民事案件 of 法律援助案件,
    which are ``counted`` by the same unit as their whole.
    """
    if own.startswith("全社会"):  # 其中制造业增加值占比25%，…，全社会研发经费投入年均增长9%
        return True
    if counted and whole.endswith(own[-2:]) and len(own) <= _SHORT_PART:
        return False
    if own[-2:] in whole:
        return len(own) >= 4 and whole.endswith(own[-2:])
    return len(own) >= 4 and cues.STATISTIC_NOUN.search(own) is not None


_OF_OUTPUT = Rule(
    "a ratio to output",
    r"(?P<of>[^：]{2,24}?)：?(?:占|相当于|与)[^：，]{0,6}(?:生产总值|GDP)(?:的?(?:比重|比例|比率)|之比)?",
    yes=("⟨研发经费投入占地区生产总值比重⟩", "⟨研发投入与GDP之比⟩"),
    no=("地区生产总值", "一般公共预算收入占比"),
)


def grown(measure: str, figure: Mention) -> str:
    """What grew, for a growth told behind a ratio to output: 研发投入占地区生产总值比重2.3%、增长12% is of 研发投入."""
    told = _OF_OUTPUT.fullmatch(measure) if figure.unit == "%" and "增" in figure.change else None
    return told["of"] if told else measure
