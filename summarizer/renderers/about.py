"""What this is, said in both languages: whose report, on which year, published when, and what the brief leaves out."""

import re
from collections.abc import Mapping

from summarizer.language.lexicon import Rule
from summarizer.schema import Brief, WorkReport

_NAMES = {
    "achievements": ("成效", "achievement"),
    "problems": ("问题", "problem"),
    "plans": ("计划", "plan"),
}


_ACCOUNT = Rule(
    "the title of an account",
    r"决算|预算执行(?!.*(?:工作报告|草案))|收支情况|财政收支",
    yes=("云河县交通运输局2023年度部门⟨决算⟩", "云河县2023年11月⟨预算执行⟩情况分析"),
    no=("云河县政府工作报告", "关于2023年预算执行情况和2024年预算草案的报告"),
)


def is_account(report: WorkReport) -> bool:
    """Whether a report is an account (final accounts, budget execution) that admits and plans nothing.

    What stands in it are figures by section: no one calls them achievements.
    """
    return not report.problems and not report.plans and _ACCOUNT.search(report.title.zh) is not None


def about(report: WorkReport) -> tuple[str, str]:
    """What this is, in Chinese and in English; nothing in it that the report or its metadata does not have.

    Where the English of items is doubtful, it says of how many: they are marked one by one.
    """
    period, published = report.period, report.document.published
    open_ = sum(item.unsure for item in report.achievements)
    counts = [len(report.achievements) - open_, len(report.problems), len(report.plans)]
    chinese = "本简报依据" + (f"{report.issuer.zh}的报告" if report.issuer.zh else "未载明发文机关的报告")
    chinese += f"（{period}年度）" if period else ""
    chinese += f"，{published}发布" if published else ""
    names = _NAMES | ({"achievements": ("收支情况", "accounts passage")} if is_account(report) else {})
    first = names["achievements"][0]
    chinese += f"；原报告列{first}{counts[0]}项、问题{counts[1]}项、计划{counts[2]}项。评价性词语均为报告自评。"
    english = "A brief of the report"
    english += f" by the {report.issuer.en}" if report.issuer.en else "" if report.issuer.zh else " (issuer not stated)"
    english += f" on {period}" if period else ""
    english += f", published {published}" if published else ""
    told = [_counted(count, names[kind][1]) for count, kind in zip(counts, names, strict=True)]
    english += f": {told[0]}, {told[1].replace(' ', ' admitted ', 1)} and {told[2]}. Any praise is the report's own."
    if open_:
        chinese += f"另有{open_}项未能判定为已做或拟做，单列于成效之后，不计作成效。"
        is_, they = ("is", "It is") if open_ == 1 else ("are", "They are")
        english += (
            f" {_counted(open_, 'more statement')} {is_} unsure, done or planned: {they.lower()} shown apart,"
            " not as achieved."
        )
    if unsure := sum(section.kind == "unsure" for section in report.sections if section.level == 1):
        chinese += f"另有{unsure}处未能判定为已做或拟做，未列为成效，见未尽事项。"
        which = f"{_counted(unsure, 'passage')} tell{'s' if unsure == 1 else ''}"
        english += f" Whether {which} what was done or what will be is unsure: nothing there is told as achieved."
    if dense := len({item_of(one.field) for one in report.style if one.kind == "dense"}):
        chinese += f"英文由小模型译成：一句含多个分句时常有错位（{dense}项有此类长句），请对照中文。"
        english += (
            f" The English is a small model's, which often turns round a sentence of several clauses"
            f" ({_counted(dense, 'item')} {'has' if dense == 1 else 'have'} one): read it beside the Chinese."
        )
    if doubtful := len(doubtful_items(report)):
        chinese += f"其中{doubtful}项的英文存疑，已逐项标明“英文待核”。"
        is_ = "is" if doubtful == 1 else "are"
        english += (
            f" {_counted(doubtful, 'item')} {is_} marked 'English to be read with care': check against the Chinese."
        )
    return chinese, english


def reviewed_by(brief: Brief) -> tuple[str, str]:
    """Who reviewed how many numbers, and how many of those to be looked at are open; empty where nobody did."""
    if not brief.reviewed:
        return "", ""
    people = list(dict.fromkeys(one.who for one in brief.reviewed))
    numbers = len({(one.field, one.number) for one in brief.reviewed})
    settled = {(one.field, one.start, one.end) for one in brief.reviewed if one.standing}
    open_ = sum(
        check.verdict != "supported" and (check.field, check.start, check.end) not in settled for check in brief.checks
    )
    return (
        f"经{'、'.join(people)}审阅{numbers}个数字，尚余{open_}个待核。",
        f"{_counted(numbers, 'number')} reviewed by {', '.join(people)}; {open_} open.",
    )


def doubtful_items(report: WorkReport) -> frozenset[str]:
    """The items whose English has a fault that was left after asking again, by path ("plans[0]").

    A sentence of several clauses is a doubt and no fault: nearly every item has one, so it is told once, at the head.
    """
    return frozenset(item_of(one.field) for one in report.style if one.kind != "dense") - {""}


def item_of(field: str) -> str:
    """The item that a field is of ("plans[0].summary.en" is of "plans[0]"), "" for one of none."""
    match = re.match(r"(?:achievements|problems|plans)\[\d+\]", field)
    return match.group() if match else ""


def left_out(counts: Mapping[str, int]) -> tuple[str, str]:
    """That some items are not shown at this length, and where they are; two empty strings where all are."""
    some = {kind: count for kind, count in counts.items() if count}
    if not some:
        return "", ""
    chinese = "、".join(f"{_NAMES[kind][0]}{count}项" for kind, count in some.items())
    english = ", ".join(_counted(count, _NAMES[kind][1]) for kind, count in some.items())
    return (
        f"限于篇幅，另有{chinese}未列出（完整版：--length full；brief.json 为全部）。",
        f"Not shown at this length: {english} (--length full shows all; brief.json has everything).",
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
