"""What a number counts, as an English noun: from its measure and its measure word together.

件 counts cases, patents, petitions and documents alike: the measure word alone does not say what. The noun comes from
prompts/counted.tsv (measure word and end of the measure), else from the glossary's own noun for the measure, else from
a measure word that counts one thing only (人, 辆, 公里). Where none of them is sure there is no noun, and the bare
number is told: never "cases" or "attendances" by default.
"""

import re
from decimal import Decimal
from functools import cache

from summarizer.base.resources import text as resource
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
_SUM = re.compile(r"总[量数额]|数量|累计|新增|总计|合计|共计")
_DEGREE = "度"
_NO_DEGREE = 1_000
_WARMTH = re.compile(r"温|角|[经纬]度")
_AHEAD = re.compile(r"[，、；。：（(《“]")
_REACH = 14  # characters of a noun behind a number
_GO_ON = """
获 被 入 进 通 参 达 列 均 全部 成为 改造 治理 整治 规划 编制 建成 竣工 开工 投产 投用 上市 落地 签约 恢复 成功 提前
污水 生活污水
"""
_DID = re.compile(r"建成|完成|实现|获|入选|达到|通过|纳入|开展|实施|建立|设立|落户|启动|成立|全部|均")
_TERM = 3  # characters: a shorter end of a measure is no term that says what is counted


def counted_noun(figure: Figure, value: Decimal) -> str:
    """The noun that follows ``value``, which is that of ``figure`` or one end of its range; "" where none is sure."""
    many = abs(value) != 1
    if figure.unit == _DEGREE:
        return _degrees(figure, value, many)
    measure = thing(figure)
    row = _row_behind(figure)
    if row is None and _acts(figure, measure):
        measure = ""
    if row := row or _row_of(figure.unit, measure):
        return row.many if many else row.one
    return _of_term(figure.unit, measure, many) or (
        english_unit(figure.unit, many=many) if figure.unit in _SURE else ""
    )


def thing(figure: Figure) -> str:
    """What ``figure`` counts, as its measure says it last: of 受理申请：审结 it is 审结, of 企业：总量 企业."""
    parts = re.split(r"[：:]", figure.measure)
    return parts[-2] if len(parts) > 1 and _SUM.fullmatch(parts[-1]) else parts[-1]


def _row_of(unit: str, measure: str) -> Row | None:
    """The row with the longest noun that ``measure`` ends in: a 公交线路 is a route and no 路."""
    found = [(row, size) for row in rows() if unit in row.counters and (size := _ends(row, measure))]
    return max(found, key=lambda pair: pair[1])[0] if found else None


def _ends(row: Row, measure: str) -> int:
    """How many characters at the end of ``measure`` are the noun of ``row``."""
    return max(len(match[0]) if (match := row.ends.search(said)) else 0 for said in (measure, _TAIL.sub("", measure)))


def _row_behind(figure: Figure) -> Row | None:
    """The row of the noun right behind the number, where a verb or nothing follows it: 9个老旧小区改造, 10家企业进入….

    3个学校食堂 counts canteens: what goes on is no verb.
    """
    behind = _AHEAD.split(figure.behind, maxsplit=1)[0]
    for size in range(min(len(behind), _REACH), 0, -1):
        rest = behind[size:]
        if _DID.search(behind[:size], 1):
            continue
        if not rest or rest.startswith(_verbs()):
            row = _row_of(figure.unit, behind[:size])
            if row is not None:
                return row
    return None


def _acts(figure: Figure, measure: str) -> bool:
    """Whether ``measure`` ends in what those counted did: 14个镇全部建成综治中心 counts no centres."""
    tail = next(
        (figure.behind[:end] for end in range(len(figure.behind), 0, -1) if measure.endswith(figure.behind[:end])), ""
    )
    return _DID.search(tail, 1) is not None


def _degrees(figure: Figure, value: Decimal, many: bool) -> str:
    """度 is a kilowatt-hour where electricity is told or no degree could be meant, a degree of a temperature."""
    if abs(value) >= _NO_DEGREE or "电" in figure.measure:
        return "kilowatt-hours" if many else "kilowatt-hour"
    return english_unit(_DEGREE, many=many) if _WARMTH.search(figure.measure) else ""


@cache
def _verbs() -> tuple[str, ...]:
    """What statements go on with behind a noun: the verbs of prompts/verbs.tsv, and 获, 被, 入 and the like."""
    lines = resource("prompts", "verbs.tsv").splitlines()[1:]
    return (*(line.split("\t")[0] for line in lines), *_GO_ON.split())


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
    counts_things = figure.unit in UNITS or figure.unit in _counters()
    return counts_things and figure.unit not in PHYSICAL and figure.unit not in TIME


@cache
def _counters() -> frozenset[str]:
    return frozenset().union(*(row.counters for row in rows())) - {_DEGREE}
