"""What one report measures: its figures that tell a level of something, each with the words that say of what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from summarizer.compare.year import Year
from summarizer.language.lexicon import pattern
from summarizer.quantities import Figure
from summarizer.verify.compare import ends, same_unit
from summarizer.verify.topic import pairs

#: Words of time, sum and self at the head of a measure: every year has them, they tell no measure apart.
_LEAD = re.compile(
    r"^(?:(?:19|20)\d\d年|\d{1,2}[-—至]\d{1,2}月份?|[一二三四五]年来|近[一二三四五]年|前?[一二三四]个?季度|"
    rf"截至[^，]{{0,6}}[底末]|{pattern('half_year this_year', 'zh')}|{pattern('whole', 'zh', 'adverb')}"
    r"|新时代|[我全本][省市县区州旗局委厅]|仍|尚|个(?!体|人))+"
)
_TRAIL = re.compile(r"(?:仅|只|共|仍|达|约)+$")
#: 罚款 and 罚款金额, 受理案件 and 受理案件数量 are one measure.
_SORT = re.compile(rf"(?<=[一-鿿]{{2}}){pattern('sort', 'zh')}$")
#: Words of which a report uses one this year and another the next for one thing; the first stands for all.
_SYNONYMS = {
    word: words[0]
    for words in (
        ("举办", "举行", "召开", "开办"), ("办结", "结案"), ("发放", "派发", "分发"), ("市场主体", "经营主体"),
        ("修订", "修编"), ("总数", "总量"), ("群众", "居民", "市民"), ("开展", "组织开展"),
        ("新建改建", "新改建", "新建和改建"), ("新登记", "新设立", "新设"), ("行政应诉", "行政诉讼应诉"),
    )
    for word in words[1:]
}  # fmt: skip
_SYNONYM = re.compile("|".join(sorted(_SYNONYMS, key=len, reverse=True)))
_NUMBER = re.compile(r"[\d.,，%％〇零]+")
#: A change against the year before is a statement about the measure, not another measure of it.
_STATED_CHANGE = re.compile(
    rf"{pattern('compare', 'zh')}|同期|[比较]\d{{4}}年|年均|{pattern('rise fall', 'zh', 'verb')}"
)
_CLASS_OF = re.compile(r"(?:以上)?的?(?:[一-鿿]{0,4}(?:项目|企业|工程|单位|产业|大户|法人))")
#: 有3个部门未…, 仍有3个镇街…不足2名: what is counted is those that fall short.
_THERE_ARE = re.compile(r"有\Z")
_SHORT_OF = re.compile(rf"[^，。；、]{{0,20}}?(?:{pattern('under_before', 'zh')}|未|没有|尚|缺)")
#: Parts of one measure's path stand between these ("受理行政复议申请：审结").
PATH = "："
_SAME = 0.8
"""How alike the words of two figures of equal value must be to be the same figure told twice."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured level: its figure, further mentions of the same figure, and features of its words.

    ``leaf`` are the character pairs of what is counted, ``path`` those of all that leads to it, ``near`` those of its
    clause, ``far`` those of its sentence, ``heading`` those of the headings above it; ``before`` and ``after`` those of
    the measures beside it in its sentence. ``shortfall`` where it counts those that fall short (仍有3个镇街…不足2名).
    """

    figure: Figure
    index: int
    leaf: frozenset[str]
    path: frozenset[str]
    near: frozenset[str]
    far: frozenset[str]
    heading: frozenset[str]
    section: str
    words: str
    mentions: tuple[Figure, ...] = ()
    beside: frozenset[str] = frozenset()
    shortfall: bool = False


def is_level(figure: Figure) -> bool:
    """Whether ``figure`` tells how much there was in the year: no target, no earlier year's, no change."""
    return (
        figure.is_figure
        and figure.aspect in ("result", "cumulative")
        and not is_change(figure)
        and figure.unit not in ("个百分点", "个千分点")
    )


def is_change(figure: Figure) -> bool:
    """Whether ``figure`` is a change against an earlier time (同比增长8.7%)."""
    return bool(figure.direction) and bool(_STATED_CHANGE.search(figure.change))


def in_plan(year: Year, start: int) -> bool:
    """Whether the offset lies in what is planned: a section or an item of that kind."""
    return any(
        section.kind == "plans" and section.start <= start < section.end for section in year.outline.sections
    ) or any(item.kind == "plans" and item.start <= start < item.end for item in year.outline.items)


def measures_of(year: Year) -> tuple[Measure, ...]:
    """The levels that ``year`` reports, in text order, each once: a figure told again is a mention of the first."""
    figures, places = year.source.figures, year.source.places
    found: list[Measure] = []
    for index, (figure, place) in enumerate(zip(figures, places, strict=True)):
        if not is_level(figure) or in_plan(year, figure.start) or _names_a_class(year.text, figure):
            continue
        words = common_words(plain_measure(figure.measure))
        leaf = words.rpartition(PATH)[2]
        beside = [
            figures[other].measure
            for other in (index - 1, index + 1)
            if 0 <= other < len(figures) and places[other].sentence == place.sentence
        ]
        found.append(
            Measure(
                figure=figure,
                index=index,
                leaf=pairs(leaf) or pairs(words),
                path=pairs(words),
                near=place.near,
                far=place.far,
                heading=place.heading,
                section=_section(year, figure),
                words=words,
                beside=pairs("|".join(beside)),
                shortfall=_falls_short(year.text, figure),
            )
        )
    return tuple(_without_repeats(found))


def plain_measure(measure: str) -> str:
    """A measure's words without numbers, and without words of time at the head of its parts."""
    parts = (_TRAIL.sub("", _LEAD.sub("", _NUMBER.sub("", part))).strip("“”《》、") for part in measure.split(PATH))
    return PATH.join(part for part in parts if len(part) > 1)


def common_words(measure: str) -> str:
    """A plain measure with one word for all that are used for one thing, and without 金额 or 数量 at its end."""
    parts = (_SORT.sub("", _SYNONYM.sub(lambda found: _SYNONYMS[found[0]], part)) for part in measure.split(PATH))
    return PATH.join(parts)


def _names_a_class(text: str, figure: Figure) -> bool:
    """亿元以上项目31个: the amount names a class of projects, the count behind it is the level."""
    return figure.qualifier in ("at_least", "over") and _CLASS_OF.match(text, figure.end) is not None


def _falls_short(text: str, figure: Figure) -> bool:
    before, after = text[max(0, figure.start - 3) : figure.start], text[figure.end : figure.end + 30]
    return bool(_THERE_ARE.search(before) and _SHORT_OF.match(after))


def _section(year: Year, figure: Figure) -> str:
    """The innermost heading over ``figure``."""
    inner = [one for one in year.outline.sections if one.start <= figure.start < one.end and one.heading]
    return min(inner, key=lambda section: section.end - section.start).heading if inner else ""


def _without_repeats(measures: Iterable[Measure]) -> list[Measure]:
    kept: list[Measure] = []
    for measure in measures:
        for at, other in enumerate(kept):
            if _repeats(other, measure):
                mentions = (*other.mentions, measure.figure)
                kept[at] = replace(other, mentions=mentions)
                break
        else:
            kept.append(measure)
    return kept


def _repeats(one: Measure, other: Measure) -> bool:
    a, b = one.figure, other.figure
    if ends(a) != ends(b) or ends(a) is None or a.aspect != b.aspect or same_unit(a.unit, b.unit) is not True:
        return False
    both = one.path | other.path
    return bool(both) and len(one.path & other.path) / len(both) >= _SAME
