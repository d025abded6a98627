"""The headings and labels of a brief in both languages, and the facts of its title block: the same in every format."""

from summarizer.renderers import words
from summarizer.renderers.options import Presentation
from summarizer.renderers.view import View

Both = tuple[str, str]
"""A text in Chinese and in English."""

LABELS: dict[str, Both] = {
    # parts
    "brief": ("简报", "Brief"),
    "opening": ("要点", "In brief"),
    "key_figures": ("关键数据", "Key figures"),
    "achievements": ("主要成效", "Achievements"),
    "accounts": ("收支情况", "The accounts"),
    "problems": ("存在问题", "Problems"),
    "plans": ("下一步计划", "Plans"),
    "missing": ("未尽事项", "What is missing"),
    "ledger": ("核对账", "Ledger"),
    "attention": ("须核实的数字", "Numbers to look at"),
    "reviewed": ("人工审阅", "Reviewed by people"),
    "audit": ("原文审计", "Audit of the source"),
    "unused": ("简报未用的原文数据", "Figures of the source not used"),
    "evidence": ("依据", "Evidence"),
    "figures": ("数据", "Figures"),
    "items": ("事项", "Items"),
    "checks": ("逐数核对", "Checks"),
    # of an item
    "targets": ("目标", "Targets"),
    "deadlines": ("时限", "Deadlines"),
    "responsible": ("责任单位", "Responsible"),
    "answers": ("对应", "Tied to"),
    "praise": ("报告自评", "The report's own praise"),
    "style": ("英文待核", "English to be read with care"),
    "theme": ("主题", "Theme"),
    "incomplete": ("不完整", "Incomplete"),
    # of a figure
    "written": ("原文", "As written"),
    "quantity": ("英文", "English"),
    "measure": ("指标", "Measure"),
    "mark": ("核对", "Check"),
    # of the title block
    "issuer": ("发文机关", "Issuer"),
    "period": ("报告年度", "Period"),
    "published": ("发布日期", "Published"),
    "source": ("来源", "Source"),
    "sha256": ("文件指纹", "SHA-256"),
    "writer": ("撰写", "Words by"),
    "tokens": ("用量", "Tokens"),
    "numbers": ("数字核对", "Numbers"),
    # of the ledger
    "all": ("合计", "All"),
    "checked": ("核对", "Checked"),
    "supported": words.VERDICTS["supported"],
    "review": words.VERDICTS["review"],
    "rejected": words.VERDICTS["rejected"],
    "agrees": ("一致", "agrees"),
    "disagrees": ("原文自身不一致", "the source disagrees with itself"),
    "place": ("编号", "No."),
    "offsets": ("位置", "Characters"),
    "none": ("无。", "None."),
    "no_key_figures": ("原文未见可列示的数据。", "No figure with a known subject was found in the source."),
    "legend": (
        "✓ 与原文相符；? 待核；✗ 与原文不符。每个标记后的编号指向文末依据。",
        "✓ found in the source: same value, unit and subject. ? to be looked at. ✗ not what the source says. "
        "The number behind a mark leads to the evidence at the end.",
    ),
}


def label(name: str, presentation: Presentation, between: str = " ") -> str:
    """The label in the languages that are shown: 关键数据 Key figures."""
    return told(LABELS[name], presentation, between)


def told(text: Both, presentation: Presentation, between: str = " ") -> str:
    """``text`` in the languages that are shown, in their order."""
    by_language = dict(zip(("zh", "en"), text, strict=True))
    return between.join(by_language[language] for language in presentation.languages)


def facts(shown: View) -> tuple[tuple[str, Both], ...]:
    """The title block below title and issuer: the name of each label with its value in both languages."""
    report, known = shown.brief.report, shown.brief.report.document
    counts, usage = shown.brief.ledger.counts, report.usage
    writer = ", ".join(part for part in (report.model.name, report.model.endpoint, *report.model.prompts) if part)
    nobody = ("无模型，均为原文语句", "none (the source's own sentences)")
    unused = len(shown.unused)
    return (
        ("period", _same(report.period or known.period or "—")),
        ("published", _same(known.published or "—")),
        ("source", (f"{known.name}，{known.characters}字", f"{known.name}, {known.characters} characters")),
        ("sha256", _same(known.sha256)),
        ("writer", nobody if report.model.name == "none" else _same(writer)),
        (
            "tokens",
            (
                f"输入{usage.prompt_tokens}，输出{usage.completion_tokens}",
                f"{usage.prompt_tokens} prompt + {usage.completion_tokens} completion",
            ),
        ),
        (
            "numbers",
            (
                f"✓ {counts.supported} 有据 · ? {counts.review} 待核 · ✗ {counts.rejected} 不符 · "
                f"原文另有{unused}项数据未用",
                f"✓ {counts.supported} supported · ? {counts.review} review · ✗ {counts.rejected} rejected · "
                f"{unused} figures of the source unused",
            ),
        ),
    )


def no_english(shown: View) -> Both:
    """What stands where English is missing."""
    if shown.no_english == words.NO_MODEL:
        return "（未用模型，无英文）", shown.no_english
    return "（未能译出英文）", shown.no_english


def _same(text: str) -> Both:
    return text, text
