"""What a number counts, as an English noun: from its measure and its measure word together.

件 counts cases, patents, petitions and documents alike: the measure word alone does not say what. The noun comes from
prompts/counted.tsv (measure word and end of the measure), else from the glossary's own noun for the measure, else from
a measure word that counts one thing only (人, 辆, 公里). Where none of them is sure there is no noun, and the bare
number is told: never "cases" or "attendances" by default.
"""

import re
from decimal import Decimal
from functools import cache

from summarizer.language.glossary import Glossary
from summarizer.language.units.counted import Row, rows
from summarizer.language.units.english import UNITS, counts, english_unit, plural, singular
from summarizer.language.units.english_table import PHYSICAL, TIME
from summarizer.quantities.figure import Figure

_ONE_THING = """
人 名 位 口人 口 对 案 村 镇 乡镇 镇街 社区 县 市 省 区 国 校 站 院 辆 艘 架次 株 棵 头 羽 匹 床 张床位 床位 剂 剂次
批 批次 页 题 字 票 封 笔 车位 个车位 泊位 标箱 课时 学时 轮 遍 届
类 种 级 层 章 成员 股 班次 航次 列次 辆次 岗位 户籍 企业
机构 部门 单位 领域 方面 环节 步 门 宗地 工位 部电梯
"""
_SURE = frozenset(_ONE_THING.split()) | {*PHYSICAL, *TIME}
_TAIL = re.compile(r"总?(?:数量?|量)$")
_HEAD = re.compile(r" (?=(?:for|of|on|in|by|to|under|with) )")
_TERM = 3  # characters: a shorter end of a measure is no term that says what is counted


def counted_noun(figure: Figure, value: Decimal) -> str:
    """The noun that follows ``value``, which is that of ``figure`` or one end of its range; "" where none is sure."""
    many = abs(value) != 1
    measure = thing(figure)
    for row in rows():
        if figure.unit in row.counters and _ends(row, measure):
            return row.many if many else row.one
    return _of_term(figure.unit, measure, many) or (
        english_unit(figure.unit, many=many) if figure.unit in _SURE else ""
    )


def thing(figure: Figure) -> str:
    """What ``figure`` counts, as its measure says it last: of 受理申请：审结 it is 审结."""
    return re.split(r"[：:]", figure.measure)[-1]


def _ends(row: Row, measure: str) -> bool:
    return bool(row.ends.search(measure) or row.ends.search(_TAIL.sub("", measure)))


def _of_term(unit: str, measure: str, many: bool) -> str:
    """The glossary's noun for the longest term at the end of ``measure``, where the measure word counts such things."""
    for at in range(len(measure) - _TERM + 1):
        english = _glossary().english(measure[at:])
        if english is None:
            continue
        head = _HEAD.split(english, maxsplit=1)[0]
        noun = singular(head)
        return (plural(noun) if many else noun) + english[len(head) :] if counts(unit, noun) else ""
    return ""


@cache
def _glossary() -> Glossary:
    return Glossary.load()


def is_plain(figure: Figure) -> bool:
    """Whether the measure word of ``figure`` is one that English may leave out: no size, money, rate or time."""
    return figure.unit in UNITS and figure.unit not in PHYSICAL and figure.unit not in TIME
