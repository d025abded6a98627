# ruff: noqa: E501
"""The traits that a format can give a report: how runs of one sentence look, and which figures are right."""

from dataclasses import dataclass

HEAD = ("青岚区2023年法治政府建设年度报告", "一、主要工作成效")
TAIL = ("二、存在的问题", "执法力量不足。")
PLAIN = (("全年办理案件", ""), ("128", ""), ("件，办结率", ""), ("96.5", ""), ("%。", ""))


@dataclass(frozen=True, slots=True)
class Trait:
    """Runs of (words, look) of one paragraph, the figures that are right, and what a note has to say of it ("")."""

    name: str
    runs: tuple[tuple[str, str], ...]
    right: tuple[tuple[str, str], ...]
    told: str = ""


_USUAL = (("128", "件"), ("96.5", "%"))
TRAITS = (
    Trait("plain", PLAIN, _USUAL),
    Trait("note mark", (("全年办理案件128", ""), ("1", "raised"), ("件，办结率96.5%", ""), ("2", "raised"), ("。", "")), _USUAL),
    Trait("bracketed mark", (("全年办理案件128", ""), ("[1]", "raised"), ("件，办结率96.5%。", "")), _USUAL),
    Trait("unit", (("绿化面积350m", ""), ("2", "raised"), ("，办结率96.5%。", "")), (("350", "m²"), ("96.5", "%"))),
    Trait("index", (("全年减少CO", ""), ("2", "lowered"), ("排放128吨，办结率96.5%。", "")), (("128", "吨"), ("96.5", "%"))),
    Trait("power", (("全年发电10", ""), ("8", "raised"), ("千瓦时，办结率96.5%。", "")), (("100000000", "千瓦时"), ("96.5", "%"))),
    Trait("struck", (("全年办理案件", ""), ("118", "struck"), ("128件，办结率96.5%。", "")), _USUAL, "crossed out"),
    Trait("hidden", (("全年办理案件128件", ""), ("另有47件", "hidden"), ("，办结率96.5%。", "")), _USUAL, "hidden"),
    Trait("white", (("全年办理案件128件", ""), ("另有47件", "white"), ("，办结率96.5%。", "")), _USUAL, "colour of the page"),
    Trait("tiny", (("全年办理案件128件", ""), ("另有47件", "tiny"), ("，办结率96.5%。", "")), _USUAL, "too small"),
    Trait("power times", (("全年发电3×10", ""), ("5", "raised"), ("千瓦时，办结率96.5%。", "")), (("300000", "千瓦时"), ("96.5", "%"))),
    Trait("exponent", (("全年发电1.23E+05千瓦时，办结率96.5%。", ""),), (("123000", "千瓦时"), ("96.5", "%"))),
    Trait("negative", (("全年净利润-4500万元，办结率96.5%。", ""),), (("-45000000", "元"), ("96.5", "%"))),
    Trait("groups", (("全年收入12 345.67万元，办结率96.5%。", ""),), (("123456700", "元"), ("96.5", "%"))),
    Trait("range", (("全年检查120-130次，办结率96.5%。", ""),), (("120..130", "次"), ("96.5", "%"))),
    Trait("lost", (("全年办理案件1", ""), ("\ufffd", ""), ("8件，办结率96.5%。", "")), (("96.5", "%"),), "Not read"),
)  # fmt: skip
