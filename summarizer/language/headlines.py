"""The statistics that reports of the genre open with: a measure in, its place in their order and its English out.

The table is data, prompts/headlines.tsv: ``class``, ``zh`` (every form of the name, "|" between them) and ``en``, in
the order in which a statistical communiqué tells them. A name is known whole only: 滨江新区生产总值 is another's.
"""

import re
from dataclasses import dataclass
from functools import cache

from summarizer.base.resources import text as resource

#: Whose statistic it is where that is the report's own place, and words of doing.
_OWN = re.compile(
    r"\A(?:[全我本][省市县区州]|全自治[区州]|全年|当年|预计|实现|完成|累计|全社会(?=固定|研)|年末|我们)+(?=[\u3400-\u9fffA-Z])"
)
#: What a report says of the statistic's way, which the finder of measures took for a part of its name.
_WAY = re.compile(r"(?:(?:首次|历史性)?(?:突破|迈上|跨越?上?|站上|跃上|再上)|新?台?阶|在[^：]{1,14}[下中上后]|“).*\Z")
_GROWTH = re.compile(r"(?:增速|增幅|增长率?|总额增速)\Z")


@dataclass(frozen=True, slots=True)
class Headline:
    """A statistic that reports open with; ``order`` counts from 0 in the order of the table."""

    order: int
    name: str
    english: str


def headline(measure: str) -> Headline | None:
    """The headline statistic that ``measure`` names, None where it is another, or another place's."""
    known = _table()
    bare = _OWN.sub("", measure)
    return known.get(measure) or known.get(bare) or known.get(_GROWTH.sub("", bare)) or known.get(without_way(bare))


def without_way(measure: str) -> str:
    """``measure`` without what is said of its way: 地区生产总值新台阶 is 地区生产总值."""
    return _WAY.sub("", measure)


@cache
def _table() -> dict[str, Headline]:
    rows = resource("prompts", "headlines.tsv").splitlines()[1:]
    found: dict[str, Headline] = {}
    for order, row in enumerate(rows):
        name, forms, english = row.split("\t")
        for form in forms.split("|"):
            found.setdefault(form, Headline(order, name, english))
    return found
