"""What a pydantic field says of the number in it: its words, its unit, and where its evidence stands.

applications: int | None = Field(None, description="收到政府信息公开申请（件）")
fines: Annotated[Decimal, Unit("万元"), EvidenceIn("quotes")]
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pydantic.fields import FieldInfo

from summarizer.language.units.chinese import unit_at
from summarizer.quantities.figure import Figure
from summarizer.verify.compare import is_rate, same_unit

#: Names of fields whose numbers point at a place or a time: they count nothing.
POINTER = re.compile(
    r"(?:^|_)(?:id|ids|index|year|page|line|offset|start|end|version|number_of_document|phone|code)$|年份|编号|页码"
)
#: A unit in the words about a field: "处罚金额（万元）", "rate in %", "applications (件)".
_NAMED = re.compile(r"万亿元|亿元|万元|元|个百分点|%|percentage points?|per ?cent|(?:million |billion )?yuan", re.I)
_BRACKETS = re.compile(r"[（(]\s*(?:单位[：:]|unit:)?\s*([^（()）]{1,8}?)\s*[)）]")
_SCALES = {"万亿": 10**12, "亿": 10**8, "百万": 10**6, "万": 10**4, "千": 10**3,
           "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}  # fmt: skip
_SCALED = re.compile(rf"({'|'.join(_SCALES)})\s*(?=\S)", re.I)
_RATES = {"percent": "%", "per cent": "%", "％": "%", "percentage point": "个百分点", "percentage points": "个百分点"}


@dataclass(frozen=True, slots=True)
class EvidenceIn:
    """Marks a field with the name of the sibling field that holds its evidence.

    ``summary: Annotated[str, EvidenceIn("quotes")]``; the sibling holds :class:`summarizer.schema.Evidence`, spans
    ``(start, end)`` or quotations of the source (one or a sequence). Without a mark a sibling named ``evidence``
    serves all fields of its object and of those inside it.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Marks a field with the unit of its numbers, as either language writes it: 件, 万元, %, "million yuan"."""

    name: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A declared unit taken apart: 万元 is 10000 times 元."""

    unit: str
    factor: int

    @classmethod
    def of(cls, declared: str) -> "Scale":
        """The base unit and the factor of ``declared``; 人次 and the like have the factor 1."""
        whole = _RATES.get(declared.strip().lower(), declared.strip())
        scaled = _SCALED.match(whole)
        rest = whole[scaled.end() :] if scaled else whole
        if scaled is None or not rest:
            return cls("元" if whole.lower() == "yuan" else whole, 1)
        return cls("元" if rest.lower() == "yuan" else rest, _SCALES[scaled[1].lower()])

    def value_of(self, figure: Figure) -> Decimal | None:
        """What ``figure`` is in this unit, exactly; None where it has no single value or is of another sort."""
        if figure.value is None:
            return None
        if self.unit and same_unit(figure.unit, self.unit, figure.measure) is False:
            return None
        if self.unit and is_rate(figure.unit) != is_rate(self.unit):
            return None
        exact = Fraction(figure.value) / self.factor
        return (Decimal(exact.numerator) / Decimal(exact.denominator)).normalize()


def words_of(name: str, info: FieldInfo) -> tuple[str, ...]:
    """What a field says it is about: its name, title and description."""
    return tuple(text for text in (name.replace("_", " "), info.title or "", info.description or "") if text)


def unit_of(info: FieldInfo, words: tuple[str, ...]) -> str:
    """The unit that a field declares, by a :class:`Unit`, ``json_schema_extra["unit"]`` or in its words; else ""."""
    for mark in info.metadata:
        if isinstance(mark, Unit):
            return mark.name
    extra = info.json_schema_extra
    if isinstance(extra, dict) and isinstance(extra.get("unit"), str):
        return str(extra["unit"])
    said = " ".join(words)
    for bracket in _BRACKETS.finditer(said):
        scaled = _SCALED.match(bracket[1])
        match = unit_at(bracket[1], scaled.end() if scaled else 0)
        if match and match.end() == len(bracket[1]):
            return bracket[1]
    named = _NAMED.search(said)
    return named.group() if named else ""


def evidence_marks(info: FieldInfo) -> list[EvidenceIn]:
    """The marks of a field that name where its evidence stands."""
    return [mark for mark in info.metadata if isinstance(mark, EvidenceIn)]
