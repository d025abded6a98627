"""A small report made by hand about an invented district: every kind of item, mark and gap once."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from summarizer.schema import (
    Bilingual,
    Check,
    DocumentRecord,
    Evidence,
    FigureRecord,
    Finding,
    Gap,
    ModelRecord,
    ReportFigure,
    ReportItem,
    SectionRecord,
    Usage,
    WorkReport,
)

TEXT = """云禾区2023年法治政府建设年度报告

一、工作情况
（一）严格执法。
全区共办理行政处罚案件12167宗，罚没金额2358.415万元。办理行政复议案件86件，审结79件，其中维持52件，撤销11件，驳回16件。案件数量同比下降4.6%。
二、存在问题
一是基层法制审核人员仅19名，未达到每个镇街不少于2名的要求。
三、2024年计划
（一）案卷评查优秀率达到80%以上，6月底前完成。
"""


def span(piece: str, text: str = TEXT) -> tuple[int, int]:
    """Where ``piece`` first stands in ``text``."""
    start = text.index(piece)
    return start, start + len(piece)


def evidence(piece: str, text: str = TEXT) -> Evidence:
    start, end = span(piece, text)
    return Evidence(start=start, end=end, text=piece)


def figure(
    name: str, piece: str, value: str, unit: str, measure: str, english: str | None, **more: Any
) -> ReportFigure:
    start, end = span(piece)
    record = {
        "id": name,
        "start": start,
        "end": end,
        "text": piece,
        "kind": "statistic",
        "value": Decimal(value),
        "low": None,
        "high": None,
        "unit": unit,
        "surface_value": value,
        "scale": 1,
        "qualifier": "exact",
        "direction": "",
        "change": "",
        "measure": measure,
        "period": "",
        "aspect": "result",
        "sentence": "s1",
        "each": False,
        "fraction": None,
    }
    return ReportFigure(
        figure=FigureRecord.model_validate(record | more),
        measure=Bilingual(zh=measure, en=f"{name} measure"),
        quantity=Bilingual(zh=piece, en=english),
    )


def check(
    field: str,
    claim: str,
    piece: str,
    verdict: str = "supported",
    reason: str = "exact",
    explanation: str = "",
    rests_on: Sequence[str] = (),
    figures: Sequence[str] = (),
) -> Check:
    start, end = span(piece, claim)
    return Check.model_validate(
        {
            "start": start,
            "end": end,
            "text": piece,
            "value": None,
            "unit": "",
            "verdict": verdict,
            "reason": reason,
            "explanation": explanation,
            "field": field,
            "figures": tuple(figures),
            "evidence": tuple(evidence(one) for one in rests_on),
        }
    )


def item(
    name: str, kind: str, section: str, title: Bilingual, summary: Bilingual, said: str, **more: Any
) -> ReportItem:
    return ReportItem.model_validate(
        {
            "id": name,
            "kind": kind,
            "section": section,
            "title": title,
            "summary": summary,
            "evidence": (evidence(said),),
            "figures": (),
        }
        | more
    )


def section(name: str, kind: str, heading: str, level: int, parent: str | None, end: str) -> SectionRecord:
    start, after = span(heading)
    return SectionRecord.model_validate(
        {
            "id": name,
            "kind": kind,
            "heading": heading,
            "level": level,
            "start": start,
            "end": span(end)[1],
            "body": after,
            "parent": parent,
        }
    )


PENALTIES_ZH = "办理行政处罚案件12167宗，罚没金额2358.415万元。"
PENALTIES_EN = "The district handled 12,167 penalty cases and collected 451,342.300 yuan, down 4.6%."
SHORTAGE_ZH = "法制审核人员仅19名，未达到每个镇街不少于2名的要求。"
PLAN_ZH = "案卷评查优秀率达到80%以上。"
PLAN_EN = "Raise the share of excellent files to 80%."


def made_report(**more: Any) -> WorkReport:
    """The report; ``more`` replaces fields of it."""
    fields: dict[str, Any] = {
        "document": DocumentRecord(
            name="yunhe.txt",
            sha256="ab" * 32,
            encoding="utf-8",
            media_type="text/plain",
            characters=len(TEXT),
            title="云禾区2023年法治政府建设年度报告",
            issuer="云禾区人民政府",
            period="2023",
            published="2024-01-26",
            number="",
        ),
        "title": Bilingual(zh="云禾区2023年法治政府建设年度报告", en="Report on law-based government, 2023"),
        "issuer": Bilingual(zh="云禾区人民政府", en="People's Government of Yunhe District"),
        "period": "2023",
        "achievements": (
            item(
                "a1",
                "achievements",
                "sec2",
                Bilingual(zh="严格执法", en="Strict enforcement"),
                Bilingual(zh=PENALTIES_ZH, en=PENALTIES_EN),
                "全区共办理行政处罚案件12167宗，罚没金额2358.415万元。",
                figures=("f1", "f2"),
                theme="law enforcement",
            ),
        ),
        "problems": (
            item(
                "p1",
                "problems",
                "sec3",
                Bilingual(zh="审核人员不足"),
                Bilingual(zh=SHORTAGE_ZH),
                "一是基层法制审核人员仅19名，未达到每个镇街不少于2名的要求。",
                complete=False,
                note="The reply was cut at the token limit.",
            ),
        ),
        "plans": (
            item(
                "m1",
                "plans",
                "sec4",
                Bilingual(zh="提高案卷质量", en="Better case files"),
                Bilingual(zh=PLAN_ZH, en=PLAN_EN),
                "（一）案卷评查优秀率达到80%以上，6月底前完成。",
                targets=("f8",),
                deadlines=("6月底前",),
            ),
        ),
        "figures": (
            figure("f1", "12167宗", "12167", "宗", "行政处罚案件", "12,167 cases"),
            figure("f2", "2358.415万元", "23584150", "元", "罚没金额", "CNY 23.58415 million", kind="money"),
            figure("f3", "86件", "86", "件", "行政复议案件", "86 cases"),
            figure("f4", "79件", "79", "件", "审结", "79 cases"),
            figure("f5", "52件", "52", "件", "维持", "52 cases"),
            figure("f6", "4.6%", "4.6", "%", "案件数量", "down 4.6%", kind="percent", direction="down"),
            figure("f7", "19名", "19", "名", "法制审核人员", "19 persons"),
            figure(
                "f8",
                "80%以上",
                "80",
                "%",
                "优秀率",
                "at least 80%",
                kind="percent",
                aspect="target",
                qualifier="at_least",
            ),
        ),
        "sections": (
            section("sec1", "achievements", "一、工作情况", 1, None, "同比下降4.6%。"),
            section("sec2", "achievements", "（一）严格执法。", 2, "sec1", "同比下降4.6%。"),
            section("sec3", "problems", "二、存在问题", 1, None, "不少于2名的要求。"),
            section("sec4", "plans", "三、2024年计划", 1, None, "6月底前完成。"),
        ),
        "headings": {"sec2": Bilingual(zh="（一）严格执法。", en="Strict law enforcement")},
        "gaps": (Gap(part="审核人员不足", reason="The reply was cut at the token limit."),),
        "notes": (),
        "model": ModelRecord(name="tiny", endpoint="http://127.0.0.1", prompts=("words.v1",)),
        "usage": Usage(calls=3, prompt_tokens=900, completion_tokens=120),
    }
    return WorkReport.model_validate(fields | more)


def made_checks() -> tuple[Check, ...]:
    """Verdicts on the words of :func:`made_report`: one of each kind; the shortage's two numbers come without."""
    said, done = "achievements[0].summary", "plans[0].summary"
    by_rule = (
        ("12,167 cases", "12167宗"),
        ("CNY 23.58415 million", "2358.415万元"),
        ("86 cases", "86件"),
        ("79 cases", "79件"),
        ("52 cases", "52件"),
        ("4.6%", "4.6%"),
        ("19 persons", "19名"),
        ("80%", "80%以上"),
    )
    report = made_report()
    quantities = (
        check(
            f"figures[{index}].quantity.en",
            str(report.figures[index].quantity.en),
            claim,
            "supported",
            "equivalent",
            "",
            (piece,),
            (f"f{index + 1}",),
        )
        for index, (claim, piece) in enumerate(by_rule)
    )
    return (
        check(f"{said}.zh", PENALTIES_ZH, "12167宗", rests_on=("12167宗",), figures=("f1",)),
        check(f"{said}.zh", PENALTIES_ZH, "2358.415万元", rests_on=("2358.415万元",), figures=("f2",)),
        check(f"{said}.en", PENALTIES_EN, "12,167", rests_on=("12167宗",), figures=("f1",)),
        check(
            f"{said}.en",
            PENALTIES_EN,
            "451,342.300 yuan",
            "rejected",
            "not_found",
            "No figure of the source is 451342.3 元.",
        ),
        check(
            f"{said}.en",
            PENALTIES_EN,
            "4.6%",
            "review",
            "outside_evidence",
            "Right, but in another sentence.",
            ("4.6%",),
            ("f6",),
        ),
        check(f"{done}.zh", PLAN_ZH, "80%以上", rests_on=("80%以上",), figures=("f8",)),
        check(f"{done}.en", PLAN_EN, "80%", "review", "qualifier_lost", "以上 is missing.", ("80%以上",), ("f8",)),
        *quantities,
    )


def made_audit() -> tuple[Finding, ...]:
    return (
        Finding(kind="total", agrees=True, explanation="52 + 11 + 16 = 79", evidence=(evidence("审结79件"),)),
        Finding(
            kind="rate", agrees=False, explanation="79 / 86 = 91.86%", evidence=(evidence("办理行政复议案件86件"),)
        ),
    )
