"""Who is to do a plan, and where a report praises itself: found by how Chinese reports write it, never by a model."""

import re
from collections.abc import Iterable

from summarizer.base.document import Span
from summarizer.language.lexicon import Rule, pattern

# （责任处室：法规安全处） （牵头单位：区司法局；配合单位：各镇街） 责任单位：财政局。
_WHO = re.compile(
    r"(?P<label>(?:责任|牵头|主责|承办|主办|实施|负责)(?:处室|科室|单位|部门|领导|人))[：:]\s*"
    r"(?P<who>[^。；;）)\n：:]{2,60})"
)
# （区司法局牵头，各镇街配合） （区财政局负责）
_LEADS = re.compile(
    r"(?<=[，,；;。\s])由(?P<by>[^（()）。；;：:，,]{2,24}?)(?:牵头|负责)"
    r"|[（(](?P<who>[^（()）。；;：:]{2,40}?)(?:牵头(?:负责)?|负责)(?:[，,、][^（()）。]{0,40})?[)）]"
)
# The brackets that hold it: they say nothing else.
REMARK = re.compile(
    r"\s*[（(](?:(?:责任|牵头|主责|承办|主办|实施|负责)(?:处室|科室|单位|部门|领导|人)[：:][^（()）]{1,120}"
    r"|[^（()）。；;：:]{2,40}?(?:牵头(?:负责)?|负责)(?:[，,、][^（()）。]{0,40})?)[)）]"
)

# How a report praises what it reports: a result called good, without saying by what measure.
_RESULTS = rf"(?:{pattern('review_name', 'zh')}|效果|成果|突破)"
_PRAISE = Rule(
    "praise without a measure",
    rf"{_RESULTS}(?:十分|非常|较为|比较|更加|日益|逐步|初步)?(?:显著|明显|突出|良好|喜人|显现|凸显|斐然)"
    rf"|取得了?(?:[^，,。；;]{{0,10}}的)?(?:明显|显著|良好|较好|积极|可喜|突出|丰硕|阶段性|新的?|一定|实质性|重大)的?{_RESULTS}"
    r"|(?:获得|得到|受到|赢得)了?[^，,。；;\d]{0,16}(?:好评|肯定|赞誉|认可|称赞|赞扬|欢迎|点赞)"
    rf"|(?:{pattern('in_effect', 'zh')}|大幅|全面)地?(?:{pattern('improves', 'zh')}|方便|维护|遏制)了?"
    r"(?=[^，,。；;\d]{0,24}(?:[，,。；;]|$))"
    rf"|圆满{pattern('act', 'zh')}|再上新台阶|迈上新台阶|开创了?[^，,。；;]{0, 10}新局面|走在[^，,。；;\d]{0, 12}前列",
    yes=("⟨成效显著⟩", "⟨得到广大群众好评⟩", "⟨圆满完成⟩任务"),
    no=("受理300件",),
)


def responsible(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    """Who ``spans`` of ``text`` name as responsible, as written, each once; () where nobody is named."""
    found = (
        (match["who"] or match.groupdict().get("by") or "").strip(" ，,、")
        for span in spans
        for match in _found(text, span)
    )
    return tuple(dict.fromkeys(who for who in found if who))


def _found(text: str, span: Span) -> list[re.Match[str]]:
    labelled = list(_WHO.finditer(text, *span))
    return labelled or list(_LEADS.finditer(text, *span))


def praise(words: str) -> tuple[str, ...]:
    """The phrases of a Chinese summary that judge instead of saying what was done (成效显著), as written, each once."""
    return tuple(dict.fromkeys(match.group() for match in _PRAISE.finditer(words)))
