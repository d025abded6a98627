"""A claim's acts and movements against those of the statement that it is held against.

Chinese only, where both sides are words of one language. That a claim has words of its own says nothing: a paraphrase
has more of them than a falsehood (measured on 400 claims). What contradicts is an act that is finished where the
statement has it begun, one that is another clause's, and a movement where the statement has the contrary.
"""

import re

from summarizer.language.lexicon import pattern

#: Acts by which a thing is there for use, and those by which it is not yet.
FINISHED = re.compile(
    r"建成|投用|投运|投产|竣工|落成|通车|开通|交付|完工|开诊|开园|开业|下线|通航|投入(?:使用|运[营行])|启用|运营|落户"
)
BEGUN = re.compile(
    r"开工|动工|启动|在建|封顶|奠基|着手|加快(?:推进|建设)?|推进|正在|筹建|规划|谋划|前期|获批|立项|贯通|铺轨|力争|确保"
    r"|争取|计划|将|拟|基本建成|主体"
)
HALF = re.compile(r"(?:基本|初步|部分|主体)(?=建成|完[成工]|竣工|贯通|形成)")
_WHOLLY = re.compile(r"全线|全面|全部|均已|悉数|都已")
#: Acts that tell one count from another of the same thing.
_ACTS = re.compile(
    rf"{pattern('act', 'zh')}|{pattern('act_law', 'zh')}"
    "|清退|授权|申请|吊销|注销|移送|淘汰|关闭|引进|认定|评定|复审|清理|追回|挽回"
)
#: Acts that say no more than that something was done.
_ANY_ACT = re.compile(
    r"完成|实施|新增|新建|到位|落地|处理|实现|开工|启动|建成|投用|投产|办理|获批|获评|入选|列入|命名|通过"
)
_UP = re.compile(rf"{pattern('rise', 'zh')}|新增|净增|增设|前移|前进|进位|回暖|走高|加快|多于|高于|快于|超额|跑赢|领先")
_DOWN = re.compile(rf"{pattern('fall', 'zh')}|后移|后退|退步|走低|放缓|少于|低于|慢于|落后|不及|负增长")
#: One thing measured by another, which moves nothing: 不及上年的三分之一.
_SHARED = re.compile(r"分之|[倍半成]")
_EVEN = re.compile(r"持平|相当|一致|恰好完成")


def finished_strange(claim: str, clause: str, statement: str) -> bool:
    """Whether the claim tells as there for use what the statement has begun, half done or not at all of that kind.

    >>> finished_strange("5200套住房已全部交付使用", "5200套住房项目一期主体结构全面封顶", "")
    True
    """
    if not FINISHED.search(claim):
        return False
    if HALF.search(clause) and not HALF.search(claim):
        return True
    return not FINISHED.search(clause) and bool(BEGUN.search(clause)) and not FINISHED.search(statement)


def begun_strange(claim: str, clause: str) -> bool:
    """Whether the claim tells as begun what the statement has finished: 开工建设 of 全面建成."""
    started = re.search(r"开工|动工|在建|启动|奠基", claim)
    return bool(started) and not FINISHED.search(claim) and bool(FINISHED.search(clause)) and not BEGUN.search(clause)


def act_strange(claim: str, statement: str) -> bool:
    """Whether the claim has an act of its own that stands nowhere in the statement."""
    told = set(_ACTS.findall(claim)) - set(_ANY_ACT.findall(claim))
    return any(act not in statement for act in told)


def act_moved(claim: str, clause: str, measure: str, statement: str) -> bool:
    """Whether the claim's act is another clause's of the statement, and the figure's own clause has its own.

    清退 of what was 列入; an act said once for several clauses is theirs too, so that a clause without one is open.
    """
    told = set(_ACTS.findall(claim)) - set(_ANY_ACT.findall(claim)) - {"争取"}
    said = set(_ACTS.findall(clause))
    if not said or told & said:
        return False
    return any(act in statement and act not in clause and act not in measure for act in told)


def moves_against(claim: str, clause: str) -> bool:
    """Whether the claim has a movement or comparison where the clause has the contrary only."""
    if _SHARED.search(claim):
        return False
    up, down, even = (bool(one.search(claim)) for one in (_UP, _DOWN, _EVEN))
    rises, falls = bool(_UP.search(clause)), bool(_DOWN.search(clause))
    if up != down:
        return (falls and not rises) if up else (rises and not falls)
    return even and not up and (rises or falls or "超额" in clause)


def moves_strange(claim: str, clause: str) -> bool:
    """Whether the claim has a movement of which the clause says nothing at all."""
    told = bool(_UP.search(claim)) != bool(_DOWN.search(claim))
    return told and not _UP.search(clause) and not _DOWN.search(clause)


def wholly_strange(claim: str, statement: str) -> bool:
    """Whether the claim says of all what the statement does not."""
    return bool(_WHOLLY.search(claim)) and not re.search(r"全|均|都|悉数|100[%％]|百分之百", statement)


def scope_against(claim: str, clause: str) -> bool:
    """Whether a place in an order is told of a wider or narrower circle than the statement has: 在全省率先 of 全国."""
    told, said = (set(_FIRST_IN.findall(text)) for text in (claim, clause))
    return bool(told and said) and not told & said


_FIRST_IN = re.compile(
    r"(全球|世界|全国|全省|全市|全区|全县|西部|中部|东部|东北)[^，。；、\d]{0,8}(?:率先|首[个家位批创]|第|前|唯一|最|领先|居|排)"
)
