"""The renderers' own words, in both languages: verdicts, reasons, labels."""

from summarizer.schema import Reason, Verdict

SIGNS: dict[Verdict, str] = {"supported": "✓", "review": "?", "rejected": "✗"}

VERDICTS: dict[Verdict, tuple[str, str]] = {
    "supported": ("有据", "supported"),
    "review": ("待核", "review"),
    "rejected": ("不符", "rejected"),
}

REASONS: dict[Reason, tuple[str, str]] = {
    "exact": ("与原文一致", "as in the source"),
    "equivalent": ("换算一致", "same value, other notation"),
    "rounded": ("四舍五入", "rounded"),
    "derived": ("由原文数字推算", "worked out from the source"),
    "qualifier_lost": ("约、余、不少于等限定词有变", "qualifier lost"),
    "ambiguous": ("无法确定所指", "cannot be told which figure"),
    "outside_evidence": ("不在所引依据内", "not in the evidence cited"),
    "two_readings": ("两种读法不一致", "read two ways"),
    "read_unsurely": ("由图片识别，识别把握不足", "read from a picture, and not surely"),
    "unread": ("原文有此数字，但未读作数据", "its digits stand in the source, but are no figure"),
    "not_found": ("原文无此数", "not in the source"),
    "scale": ("数量级不符", "wrong scale"),
    "unit": ("单位不符", "wrong unit"),
    "currency": ("币种不符", "wrong currency"),
    "direction": ("增减方向不符", "wrong direction"),
    "qualifier": ("限定词相反", "qualifier reversed"),
    "measure": ("原文此数另有所指", "said of something else"),
    "range": ("范围不符", "wrong range"),
    "subject": ("主体不符", "another subject"),
    "status": ("计划、在建说成已完成，或相反", "planned or under way told as done, or the other way"),
    "denied": ("肯定与否定相反", "denied, or a denial left out"),
    "period": ("时期或目标、实绩不符", "wrong period, or a target told as a result"),
    "date": ("日期不符", "wrong date"),
    "rank": ("位次不符", "wrong rank"),
}

ACCEPTED = "☑"
"""The sign of a number that a person accepted: a decision, no proof."""

ACTIONS: dict[str, tuple[str, str]] = {
    "accept": ("认可", "accepted"),
    "correct": ("改正", "corrected"),
    "remove": ("删去", "removed"),
    "restore": ("还原", "restored"),
}

LEFT: dict[str, tuple[str, str]] = {
    "a list number": ("序号", "a list number"),
    "a document number or an address": ("文号或网址", "a document number or an address"),
    "a name": ("名称", "a name"),
    "a word of order": ("次序", "a word of order"),
    "a time said in passing": ("顺带提到的时间", "a time said in passing"),
    "counts nothing of its own": ("不计数", "counts nothing of its own"),
    "not read": ("未能读出", "not read"),
}
"""Why a numeral got no verdict (:mod:`summarizer.verify.unchecked`)."""

UNCHECKED = ("未经核对", "not checked")

ASPECTS = {
    "target": ("目标", "target"),
    "earlier": ("上期", "earlier"),
    "cumulative": ("累计", "cumulative"),
    "requirement": ("要求", "required"),
    "under_way": ("在推进", "under way"),
    "assigned": ("下达任务", "assigned"),
    "average": ("平均", "average"),
    "forecast": ("预计", "forecast"),
    "unsure": ("未能判定", "unsure"),
}

DIRECTIONS = {"up": ("上升", "up"), "down": ("下降", "down")}

FINDINGS: dict[tuple[str, bool], str] = {
    ("total", True): "{}，与原文总数一致。",
    ("total", False): "{}，与原文总数不符。",
    ("rate", True): "{}，与原文所列比率一致。",
    ("rate", False): "{}，与原文所列比率不符。",
    ("repeated", True): "{}，前后一致。",
    ("repeated", False): "{}，前后不一致。",
}
"""A finding about the source in Chinese, the arithmetic to be filled in."""

KINDS = {
    "title": ("标题", "Title"),
    "issuer": ("发文机关", "Issuer"),
    "headings": ("小标题", "Heading"),
    "opening": ("要点", "Opening line"),
    "achievements": ("成效", "Achievement"),
    "problems": ("问题", "Problem"),
    "plans": ("计划", "Plan"),
    "figures": ("数据", "Figure"),
}
FIELDS = {
    "title": ("标题", "title"),
    "summary": ("摘要", "summary"),
    "measure": ("指标", "measure"),
    "quantity": ("数量", "quantity"),
    "targets": ("目标", "target"),
    "deadlines": ("时限", "deadline"),
    "responsible": ("责任单位", "responsible"),
}
LANGUAGES = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}

NO_MODEL = "No English: no model was used."
NO_ENGLISH = "No English could be made for this."
NONE_FOUND = {
    "achievements": ("本报告未列明工作成效，或未能识别。", "No achievements were found in the report."),
    "problems": ("本报告未列明存在问题，或未能识别。", "No problems are admitted in the report, or none were found."),
    "plans": ("本报告未列明下一步计划，或未能识别。", "No plans were found in the report."),
}
DIVIDED = (
    "以下未能判定为已做或拟做，不计作成效",
    "Unsure, done or planned: not told as achieved",
)
UNSURE = ("〔未定〕", "[unsure]")
NONE_SHOWN = ("按所选篇幅或主题，此处未列出。", "None is shown at this length or on these themes.")


def noughts(count: int) -> tuple[str, str]:
    """That so many figures are 0."""
    return f"{count}项为0", f"{count} are 0"


_OF_A_FIGURE: dict[str, dict[str, tuple[str, str]]] = {
    "kind": {
        "statistic": ("数据", "statistic"), "percent": ("百分数", "percent"), "money": ("金额", "money"),
        "date": ("日期", "date"), "period": ("时期", "period"), "duration": ("时长", "duration"),
        "rank": ("位次", "rank"), "ordinal": ("序数", "ordinal"), "identifier": ("编号", "identifier"),
        "marker": ("序号", "marker"), "name": ("名称", "name"), "other": ("其他", "other"),
        "achievement": ("成效", "achievement"), "problem": ("问题", "problem"), "plan": ("计划", "plan"),
        "achievements": ("成效", "achievements"), "problems": ("问题", "problems"), "plans": ("计划", "plans"),
        "total": ("合计", "total"), "rate": ("比率", "rate"), "repeated": ("重复", "repeated"),
    },
    "qualifier": {
        "about": ("约", "about"), "over": ("超过", "over"), "under": ("不足", "under"),
        "at_least": ("不少于", "at least"), "at_most": ("不超过", "at most"), "exact": ("确数", "exact"),
    },
    "direction": DIRECTIONS,
    "aspect": {"result": ("结果", "result"), "goal": ("目标", "goal"), **ASPECTS},
}  # fmt: skip


def of_a_figure(key: str, value: str) -> tuple[str, str]:
    """What a figure's kind, qualifier, direction or aspect is called, Chinese and English."""
    return _OF_A_FIGURE.get(key, {}).get(value, (value, value))


def more(count: int) -> tuple[str, str]:
    """That so many more are not shown at this length."""
    return f"另有{count}项", f"{count} more"
