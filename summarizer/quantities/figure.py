"""The figure: one located number, with all that the text says of it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "statistic", "percent", "money",  # figures: verified and reported
    "date", "period", "rank", "identifier", "marker", "name", "other",  # only look like figures
]  # fmt: skip
FIGURE_KINDS: frozenset[str] = frozenset({"statistic", "percent", "money"})

Qualifier = Literal["exact", "about", "over", "under", "at_least", "at_most"]
Direction = Literal["", "up", "down"]
Aspect = Literal[
    "result", "target", "requirement", "under_way", "assigned", "earlier", "cumulative", "average", "forecast", "unsure"
]


@dataclass(frozen=True, slots=True)
class Figure:
    """One mention of a number, ``text == source[start:end]``.

    value           exact, in base units (13.86亿元 → 1386000000); None for a range or a mention
                    without value (数十件). 三分之一 is kept exactly in ``fraction``.
    low, high       the ends of a range, in base units; None otherwise
    unit            the measure word as written, one spelling where two are one unit (万元 → 元);
                    "%" for every percentage, "个百分点" for percentage points, "" where there is none
    surface_value   the digits as written, without scale or unit ("13.86", "一百二十三", "3—5")
    scale           the power-of-ten factor of the written scale word (亿 → 100000000), else 1
    qualifier       about (约 近 左右) · over (余 多 逾 超) · under (不足 不到) · at_least (不少于 以上) ·
                    at_most (以内 以下) · exact
    direction       up or down when the number is itself a change (同比增长2.5%, 压减6件)
    change          the word that says so, as written ("同比上升", "fell by")
    measure         the noun phrase that is counted, as written in the source
    period          the time the number speaks of, as written ("2016年", "全年", "截至12月底"), "" if unsaid
    aspect          what it is in time: result · target (a goal: all figures of a plan) · requirement (不低于…的要求) ·
                    under_way (正在推进) · assigned (省下达…任务) · earlier (上年, 由A提高到B's A) · cumulative (累计) ·
                    average (年均) · forecast (预计) · unsure (whether its passage reviews or plans is divided)
    sentence        id of the sentence it stands in ("s12"), "" when located without sentences
    each            True where 各/每 distributes the number over several things (正副科长各1人)
    behind          the characters right behind it, which may name what is counted (9个 of 9个老旧小区改造)
    """

    id: str
    start: int
    end: int
    text: str
    kind: Kind
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    surface_value: str = ""
    scale: int = 1
    qualifier: Qualifier = "exact"
    direction: Direction = ""
    change: str = ""
    measure: str = ""
    period: str = ""
    aspect: Aspect = "result"
    sentence: str = ""
    each: bool = False
    fraction: tuple[int, int] | None = None
    behind: str = field(default="", compare=False, repr=False)

    @property
    def is_figure(self) -> bool:
        """Whether this mention is a number to verify and report, not one that only looks like it."""
        return self.kind in FIGURE_KINDS
