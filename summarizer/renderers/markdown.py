"""The brief as Markdown: each number followed by its mark, each mark linked to the evidence at the end.

Text of the report or of a model never becomes markup: see :func:`escape`.
"""

import re
from collections.abc import Iterable, Sequence

from summarizer.renderers import words
from summarizer.renderers.evidence import Place
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.renderers.view import Entry, FigureRow, Group, Mark, Pair, Run, Runs, View, view
from summarizer.renderers.visible import one_line
from summarizer.schema import Brief, Counts

_ACTIVE = re.compile(r"([\\`*_\[\]|~$])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LINK = re.compile(r"(?i)(?<=\w)(?=://)|(?<=www)(?=\.)|(?=@)")
_OPENER = re.compile(r"^(\s*)([#+=-]|\d{1,9}(?=[.)](?:\s|$)))")


def escape(text: str) -> str:
    """``text`` as Markdown that shows exactly it, on one line: no markup, HTML, link, list or table cell of its own."""
    plain = one_line(text).translate(_ENTITIES)
    plain = _ACTIVE.sub(r"\\\1", plain)
    plain = _LINK.sub("<!-- -->", plain)  # an address stays readable but is no link
    opener = _OPENER.match(plain)
    if opener:
        at = opener.end(2)
        plain = f"{plain[:at]}\\{plain[at:]}" if plain[at - 1].isdigit() else f"{opener[1]}\\{plain[at - 1 :]}"
    return plain


def to_markdown(brief: Brief, source_text: str, presentation: Presentation = WHOLE) -> str:
    """``brief`` as one Markdown document; ``source_text`` is the text its evidence points into."""
    shown = view(brief, source_text, presentation)
    parts = [
        _head(shown),
        _key_figures(shown),
        _groups("主要成效 Achievements", shown.achievements, "achievements", shown),
        _groups("存在问题 Problems", shown.problems, "problems", shown),
        _groups("下一步计划 Plans", shown.plans, "plans", shown),
        " ".join(f"*{escape(told)}*" for told in shown.left_out if told),
        _gaps(shown),
        _ledger(shown),
        _evidence(shown, source_text),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


# --- marks and words ------------------------------------------------------------------------------------------------


def _mark(mark: Mark, language: int) -> str:
    """``[✓ e12](#e12)``, and in brackets why, where the number is not supported."""
    linked = f"[{mark.sign} {mark.place}](#{mark.place})" if mark.place else mark.sign
    return linked if mark.verdict == "supported" else f"{linked} ({escape(mark.reason[language])})"


def _runs(runs: Runs, language: int) -> str:
    whole = "".join(_run(run, language) for run in runs)
    return whole.strip()


def _run(run: Run, language: int) -> str:
    text = escape(run.text) + escape(run.number)
    return text if run.mark is None else f"{text} {_mark(run.mark, language)}"


def _english(runs: Runs | None, shown: View) -> str:
    return f"*{shown.no_english}*" if runs is None else _runs(runs, 1)


def _refs(places: Iterable[str]) -> str:
    return " ".join(f"[{place}](#{place})" for place in places)


# --- parts ----------------------------------------------------------------------------------------------------------


def _head(shown: View) -> str:
    report, known = shown.brief.report, shown.brief.report.document
    asked = [escape(part) for part in (report.model.name, report.model.endpoint, *report.model.prompts) if part]
    model = "none (the source's own sentences)" if report.model.name == "none" else ", ".join(asked)
    spent = f"{report.usage.prompt_tokens} prompt + {report.usage.completion_tokens} completion"
    counts = shown.brief.ledger.counts
    rows = [
        ("发文机关 Issuer", _both_on_a_line(shown.issuer)),
        ("报告年度 Period", escape(report.period or known.period or "—")),
        ("发布日期 Published", escape(known.published or "—")),
        ("来源 Source", f"{escape(known.name)}, {known.characters} characters"),
        ("sha256", f"`{re.sub('[^0-9a-fA-F]', '', known.sha256)}`"),
        ("撰写 Words by", model),
        ("用量 Tokens", spent),
        ("数字核对 Numbers", _counts_line(counts, len(shown.unused))),
    ]
    table = "\n".join(f"| {label} | {value} |" for label, value in rows)
    title = _runs(shown.title.zh, 0)
    legend = (
        "*✓ 与原文相符 found in the source, same value, unit and subject · "
        "? 待核 to be looked at · ✗ 与原文不符 not what the source says. Each mark leads to its evidence.*"
    )
    what = "\n\n".join(escape(told) for told in shown.about)
    return f"# {title}\n\n{_english(shown.title.en, shown)}\n\n{what}\n\n| | |\n|---|---|\n{table}\n\n{legend}"


def _both_on_a_line(pair: Pair) -> str:
    return _runs(pair.zh, 0) + (f" · {_runs(pair.en, 1)}" if pair.en else "") or "—"


def _counts_line(counts: Counts, unused: int) -> str:
    return (
        f"✓ {counts.supported} supported · ? {counts.review} review · ✗ {counts.rejected} rejected · "
        f"{unused} figures of the source unused"
    )


def _figure_table(rows: Sequence[FigureRow]) -> str:
    lines = ["| 原文 As written | English | 指标 | Measure | 依据 |", "|---:|---:|---|---|---|"]
    for row in rows:
        tags = "".join(f" ({escape(zh)} {en})" for zh, en in row.tags)
        quantity = "—" if row.quantity is None else _runs(row.quantity, 1)
        measure = "—" if row.measure.en is None else _runs(row.measure.en, 1)
        cells = (escape(row.written), quantity, _runs(row.measure.zh, 0) + tags, measure, _mark(row.mark, 0))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _key_figures(shown: View) -> str:
    if not shown.key_figures:
        return (
            "## 关键数据 Key figures\n\n原文未见可列示的数据。 No figure with a known subject was found in the source."
        )
    return "## 关键数据 Key figures\n\n" + _figure_table(shown.key_figures)


def _groups(heading: str, groups: tuple[Group, ...], kind: str, shown: View) -> str:
    if not groups:
        none = words.NONE_SHOWN if getattr(shown.brief.report, kind) else words.NONE_FOUND[kind]
        return f"## {heading}\n\n{' '.join(none)}"
    parts = [f"## {heading}"]
    if not shown.has_english:
        parts.append(f"*{shown.no_english}*")
    for group in groups:
        if group.heading:
            parts.append(f"### {_both_on_a_line(group.heading)}")
        parts += [_entry(entry, shown) for entry in group.entries]
    return "\n\n".join(parts)


def _entry(entry: Entry, shown: View) -> str:
    lines = [f"**{_runs(entry.title.zh, 0)}**" + (f" · {_runs(entry.title.en, 1)}" if entry.title.en else "")]
    if entry.told:
        lines.append(f"- 中文：{_runs(entry.summary.zh, 0)}")
    if entry.told and (entry.summary.en is not None or shown.has_english):
        lines.append(f"- English: {_english(entry.summary.en, shown)}")
    if entry.targets:
        lines.append(f"- 目标 Targets: {'; '.join(_target(target) for target in entry.targets)}")
    if entry.deadlines:
        lines.append(f"- 时限 Deadlines: {'; '.join(_runs(text, 0) for text in entry.deadlines)}")
    if entry.responsible:
        lines.append(f"- 责任单位 Responsible: {'; '.join(_both_on_a_line(who) for who in entry.responsible)}")
    if entry.answers:
        lines.append(f"- 对应 Tied to: {'; '.join(_both_on_a_line(title) for title in entry.answers)}")
    if entry.praise:
        phrases = "、".join(escape(phrase) for phrase in entry.praise)
        lines.append(f"- 报告自评 The report's own praise: {phrases}")
    lines += [f"- **英文待核 English to be read with care**: {escape(fault)}" for fault in entry.style]
    if entry.theme:
        lines.append(f"- 主题 Theme: {escape(entry.theme)}")
    if entry.note:
        lines.append(f"- **不完整 Incomplete**: {escape(entry.note)}")
    if entry.places:
        lines.append(f"- 依据 Evidence: {_refs(entry.places)}")
    return lines[0] + "\n\n" + "\n".join(lines[1:])


def _target(target: FigureRow | Runs) -> str:
    if not isinstance(target, FigureRow):
        return _runs(target, 0)
    english = f" ({_runs(target.quantity, 1)})" if target.quantity else ""
    return f"{_runs(target.measure.zh, 0)} {escape(target.written)}{english} {_mark(target.mark, 0)}".strip()


def _gaps(shown: View) -> str:
    report = shown.brief.report
    lines = [f"- {escape(gap.part)}: {escape(gap.reason)}" for gap in report.gaps]
    lines += [f"- {escape(note)}" for note in report.notes]
    return "## 未尽事项 What is missing\n\n" + "\n".join(lines) if lines else ""


def _ledger(shown: View) -> str:
    ledger = shown.brief.ledger
    rows = [
        f"| {zh} {en} | {counts.supported + counts.review + counts.rejected} | {counts.supported} "
        f"| {counts.review} | {counts.rejected} |"
        for (zh, en), counts in shown.ledger
    ]
    total = ledger.counts
    rows.append(f"| **合计 All** | {ledger.checked} | {total.supported} | {total.review} | {total.rejected} |")
    parts = [
        "## 核对账 Ledger",
        "| | 核对 checked | ✓ supported | ? review | ✗ rejected |\n|---|---:|---:|---:|---:|\n" + "\n".join(rows),
    ]
    if shown.attention:
        lines = [
            f"- {one.mark.sign} **{escape(one.text)}** ({escape(' · '.join(one.where))}): "
            + escape(one.mark.explanation)
            + (f" [{one.mark.place}](#{one.mark.place})" if one.mark.place else "")
            for one in shown.attention
        ]
        parts.append("### 须核实的数字 Numbers to look at\n\n" + "\n".join(lines))
    if shown.audit:
        lines = [
            f"- {'✓ agrees' if finding.agrees else '✗ **原文自身不一致 the source disagrees with itself**'}: "
            f"{escape(finding.told[1])} {_refs(finding.places)}".rstrip()
            for finding in shown.audit
        ]
        parts.append("### 原文审计 Audit of the source\n\n" + "\n".join(lines))
    unused = _figure_table(shown.unused) if shown.unused else "无。 None."
    parts.append(f"### 简报未用的原文数据 Figures of the source not used ({len(shown.unused)})\n\n{unused}")
    return "\n\n".join(parts)


def _evidence(shown: View, text: str) -> str:
    lines = [
        f'- <a id="{place.id}"></a>**{place.id}** ({place.span.start}–{place.span.end}) {_quoted(place, text)}'
        for place in shown.places.all
    ]
    return "## 依据 Evidence\n\n" + ("\n".join(lines) if lines else "无。 None.")


def _quoted(place: Place, text: str) -> str:
    """The place's own words, with the runs that something points at in bold."""
    parts, at = [], place.span.start
    for spot in place.spots:
        if spot.start >= at:
            parts += [escape(text[at : spot.start]), f"<b>{escape(text[spot.start : spot.end])}</b>"]
            at = spot.end
    return "".join((*parts, escape(text[at : place.span.end])))
