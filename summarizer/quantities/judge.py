"""Decide whether what reads as a quantity is a count that the text reports, or a word, a name or rhetoric.

Arabic digits with a measure word are counts. Chinese numerals are the hard half: 一期750人次 and 三十二件
count, 每一位 and 两个渠道 and 四位一体 do not. Official prose writes reported counts in Arabic digits and
small numbers of its own points in Chinese ones, so a small Chinese numeral has to prove that it counts.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from summarizer.quantities.figure import Kind
from summarizer.quantities.mention import Mention

_QUOTED_BEFORE = re.compile(
    r"[“‘「『][^”’」』\n。；]{0,14}\Z|(?<=[\u3400-\u9fff\s，、])[\"'][^\"'\n。；，]{0,10}\Z|[〃″][^〃″\n。；，]{0,10}\Z"
)
_QUOTED_AFTER = re.compile(r"[^“‘「『\n。；]{0,14}?[”’」』]|[^\"'\n。；，]{0,10}[\"']|[^〃″\n。；，]{0,10}[〃″]")
_TITLE_BEFORE = re.compile(r"[《〈<][^》〉>\n]{0,60}\Z")
_TITLE_AFTER = re.compile(r"[^《\n]{0,60}?[》〉>]")
_PATH = re.compile(r"[/_\\@#=&][A-Za-z\d]{0,20}\Z")
_PATH_AFTER = re.compile(r"[_/\\@#=&]")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_WORD_BEFORE = re.compile(r"[A-Za-z]\Z")
#: Verbs and nouns of counting, right before a numeral or its qualifier.
_COUNTING = re.compile(
    r"(?:共计?|总计|合计|累计|总共|计|达到?|为|有|了|完成|办理|受理|新增|新建|举办|召开|开展|组织|收到|获得?|办结|审结|查处|发放|建成|印发|出台|处理|处分|"
    r"各|数|比|率|量|至|到|增加|减少|提高|下降|增长|缩减?|压减|压缩|建设|数量|人数|总数|分别为?|其中)\s?\Z"
)
#: After a count in the place behind its noun the clause ends or the next count comes: 培训班三期，
_CLOSED = re.compile(r"\s*(?:[，。；、,;）)]|\Z|共|约|(?:近|超)?\d)")
_BEFORE_NOT = re.compile(
    r"(?:[每任某另同这那哪该进下上统唯万之第有近逐首头划合专归单均]|任何|每|不|新|其|另|若干|如|成|作为|是|这|那)\Z"
)
#: Measure words of abstract things; 两个渠道, 三个方面, 一种, 一项 are rhetoric.
_ABSTRACT = frozenset("个 项 种 类 点 条 位 步 块 层 级 样 张 把 面 方 手 环 线 门 对 双 道 轮 章 度 片 段 组 团 队 班 起 批 部 字 国 省 市 县 区 镇 村 院 校 头 口 卡 星 核 节 讲 号 站 分 根 副 包 款 则 笔 单 拍 席 间 架 幅 档 集 届".split())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule of judgement: its name, the kind it gives, and the test on text and mention."""

    name: str
    kind: Kind
    holds: Callable[[str, Mention], bool]


def _before(text: str, mention: Mention, size: int) -> str:
    return text[max(0, mention.start - size) : mention.start]


def _chinese(text: str, mention: Mention) -> bool:
    return not text[mention.core].isdigit() and text[mention.core] not in "-−－﹣"


def _quoted(text: str, mention: Mention) -> bool:
    """“五公开”, “1+3”, “四个意识”: short quotations are names."""
    return bool(
        _QUOTED_BEFORE.search(text, max(0, mention.start - 16), mention.start)
        and _QUOTED_AFTER.match(text, mention.end)
    )


def _titled(text: str, mention: Mention) -> bool:
    """Inside 《…》 a number belongs to the title."""
    return bool(
        _TITLE_BEFORE.search(text, max(0, mention.start - 62), mention.start) and _TITLE_AFTER.match(text, mention.end)
    )


def _in_path(text: str, mention: Mention) -> bool:
    """Pieces of paths and file names: zfxxgk/201204/80716_平潭县."""
    if mention.unit:
        return False
    return bool(_PATH.search(text, max(0, mention.start - 22), mention.start) or _PATH_AFTER.match(text, mention.end))


def _bare_year(text: str, mention: Mention) -> bool:
    """A lone 2021 is a year unless a word of counting leads to it."""
    if mention.unit or not _YEAR.match(text[mention.core : mention.end]):
        return False
    return not _COUNTING.search(text, max(0, mention.start - 4), mention.start)


def _letters_before(text: str, mention: Mention) -> bool:
    return bool(_WORD_BEFORE.search(text, max(0, mention.start - 1), mention.start))


def _word(text: str, mention: Mention) -> bool:
    """A Chinese numeral without measure word is part of a word: 珠三角, 统一, 三集中."""
    return _chinese(text, mention) and not mention.unit and mention.rule == "quantity"


def _rhetoric(text: str, mention: Mention) -> bool:
    """A small Chinese number with a measure word that does not stand where counts stand."""
    if not _chinese(text, mention) or mention.rule != "quantity" or mention.kind != "statistic":
        return False
    if mention.unit in ("倍", "番"):
        return False
    amount = mention.value if mention.value is not None else mention.high
    one = amount == 1
    behind = _before(text, mention, 2)
    if _BEFORE_NOT.search(behind):
        return True
    if amount is not None and amount > 10 and not (mention.unit in _ABSTRACT and not _COUNTING.search(behind)):
        return False
    if mention.unit in _ABSTRACT or one:
        posed = re.search(r"[\u3400-\u9fff》”）)]\Z", behind) and _CLOSED.match(text, mention.end)
        return not posed or not (
            _COUNTING.search(behind) or mention.unit not in _ABSTRACT or text[mention.end : mention.end + 1].isdigit()
        )
    return amount is not None and not (_COUNTING.search(behind) or _CLOSED.match(text, mention.end))


VERDICTS: tuple[Verdict, ...] = (
    Verdict("title", "name", _titled),
    Verdict("quotation", "name", _quoted),
    Verdict("path", "identifier", _in_path),
    Verdict("letters", "name", _letters_before),
    Verdict("year", "date", _bare_year),
    Verdict("word", "other", _word),
    Verdict("rhetoric", "other", _rhetoric),
)


def judge(text: str, mention: Mention) -> Mention:
    """``mention`` with the kind that the first rule gives that holds, else as it was."""
    for verdict in VERDICTS:
        if verdict.holds(text, mention):
            mention.kind, mention.rule = verdict.kind, verdict.name
            return mention
    return mention
