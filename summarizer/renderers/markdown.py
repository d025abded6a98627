"""The brief as Markdown: each number followed by its mark, each mark linked to the evidence at the end.

Text of the report or of a model never becomes markup: see :func:`escape`.
"""

import re
from collections.abc import Iterable, Sequence

from summarizer.renderers import words
from summarizer.renderers.evidence import Place, stretches
from summarizer.renderers.labels import LABELS, Both, facts, label, told
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.renderers.view import Entry, FigureRow, Group, Mark, Pair, Run, Runs, View, view
from summarizer.renderers.visible import one_line
from summarizer.schema import Brief

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
        _opening(shown),
        _key_figures(shown),
        _groups(shown.achievements, "achievements", shown),
        _groups(shown.problems, "problems", shown),
        _groups(shown.plans, "plans", shown),
        " ".join(f"*{escape(text)}*" for text in _in_languages(shown.left_out, shown) if text),
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


def _pair(pair: Pair, shown: View) -> str:
    """``pair`` on one line in the languages that are shown."""
    if not shown.presentation.chinese:
        return _in_english(pair, shown)
    both = {"zh": _runs(pair.zh, 0), "en": "" if pair.en is None else _runs(pair.en, 1)}
    return " · ".join(text for language in shown.presentation.languages if (text := both[language])) or "—"


def _in_english(pair: Pair, shown: View) -> str:
    """The English of ``pair``; where there is none, that it is missing, and the Chinese in its place."""
    return f"*{shown.no_english}* {_runs(pair.zh, 0)}".rstrip() if pair.en is None else _runs(pair.en, 1)


def _label(name: str, shown: View) -> str:
    return label(name, shown.presentation)


def _told(text: Both, shown: View, between: str = " ") -> str:
    return escape(told(text, shown.presentation, between))


def _refs(places: Iterable[str]) -> str:
    return " ".join("–".join(f"[{place}](#{place})" for place in run) for run in stretches(places))


# --- parts ----------------------------------------------------------------------------------------------------------


def _head(shown: View) -> str:
    rows = [(_label("issuer", shown), _pair(shown.issuer, shown))]
    for name, value in facts(shown):
        said = " · ".join(dict.fromkeys(_in_languages(value, shown)))
        rows.append((_label(name, shown), f"`{said}`" if name == "sha256" and said.isalnum() else escape(said)))
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    titles = {"zh": _runs(shown.title.zh, 0), "en": _english(shown.title.en, shown)}
    first, *others = (titles[language] for language in shown.presentation.languages)
    what = [escape(text) for text in dict.fromkeys(_in_languages(shown.about, shown)) if text]
    legend = f"*{_told(LABELS['legend'], shown)}*"
    return "\n\n".join((f"# {first}", *others, *what, f"| | |\n|---|---|\n{table}", legend))


def _english(runs: Runs | None, shown: View) -> str:
    return f"*{shown.no_english}*" if runs is None else _runs(runs, 1)


def _in_languages(text: Both, shown: View) -> list[str]:
    both = dict(zip(("zh", "en"), text, strict=True))
    return [both[language] for language in shown.presentation.languages]


def _figure_table(rows: Sequence[FigureRow], shown: View) -> str:
    """As written, in English, what it counts in each language, and the mark: one column for each that is shown."""
    chinese, english = shown.presentation.chinese, shown.presentation.english
    heads = [_label("written", shown), *(["English"] if english else [])]
    heads += [*(["指标"] if chinese else []), *(["Measure"] if english else []), "依据" if chinese else "Evidence"]
    lines = [f"| {' | '.join(heads)} |", f"|{'---:|' * (1 + english)}{'---|' * (chinese + english + 1)}"]
    for row in rows:
        tags = "".join(f" ({_told(tag, shown)})" for tag in row.tags)
        cells = [escape(row.written)]
        if english:
            cells.append("—" if row.quantity is None else _runs(row.quantity, 1))
        if chinese:
            cells.append(_runs(row.measure.zh, 0) + tags)
        if english:
            cells.append(_english_or_dash(row.measure) if chinese else _in_english(row.measure, shown) + tags)
        cells.append(_mark(row.mark, 0 if chinese else 1))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _english_or_dash(pair: Pair) -> str:
    return "—" if pair.en is None else _runs(pair.en, 1)


def _opening(shown: View) -> str:
    """The lines of what matters, a language below the other."""
    if not shown.opening:
        return ""
    lines = []
    for pair in shown.opening:
        both = {"zh": _runs(pair.zh, 0), "en": "" if pair.en is None else _runs(pair.en, 1)}
        told = [both[language] for language in shown.presentation.languages if both[language]]
        lines.append("- " + "\n  ".join(told or [_runs(pair.zh, 0)]))
    return f"## {_label('opening', shown)}\n\n" + "\n".join(lines)


def _key_figures(shown: View) -> str:
    heading = f"## {_label('key_figures', shown)}\n\n"
    if not shown.key_figures:
        return heading + _told(LABELS["no_key_figures"], shown)
    return heading + _figure_table(shown.key_figures, shown)


def _groups(groups: tuple[Group, ...], kind: str, shown: View) -> str:
    heading = f"## {_label(shown.headed(kind), shown)}"
    if not groups:
        none = words.NONE_SHOWN if getattr(shown.brief.report, kind) else words.NONE_FOUND[kind]
        return f"{heading}\n\n{_told(none, shown)}"
    parts = [heading]
    if not shown.has_english and shown.presentation.english:
        parts.append(f"*{shown.no_english}*")
    for group in groups:
        if group.heading:
            parts.append(f"### {_pair(group.heading, shown)}")
        parts += [_entry(entry, shown) for entry in group.entries]
    return "\n\n".join(parts)


def _entry(entry: Entry, shown: View) -> str:
    titles = {"zh": f"**{_runs(entry.title.zh, 0)}**", "en": "" if entry.title.en is None else _runs(entry.title.en, 1)}
    if shown.presentation.chinese:
        lines = [" · ".join(titles[one] for one in shown.presentation.languages if titles[one])]
    else:
        lines = [f"**{_in_english(entry.title, shown)}**"]
    for language in shown.presentation.languages if entry.told else ():
        if language == "zh":
            lines.append(f"- 中文：{_runs(entry.summary.zh, 0)}")
        elif entry.summary.en is not None or not shown.presentation.chinese:
            lines.append(f"- English: {_in_english(entry.summary, shown)}")
        elif shown.has_english:
            lines.append(f"- English: *{shown.no_english}*")
    if entry.targets:
        targets = "; ".join(_target(target, shown) for target in entry.targets)
        more = f" ({_told(words.more(entry.more_targets), shown, ' · ')})" if entry.more_targets else ""
        lines.append(f"- {_label('targets', shown)}: {targets}{more}")
    if entry.deadlines:
        lines.append(f"- {_label('deadlines', shown)}: {'; '.join(_runs(text, 0) for text in entry.deadlines)}")
    for name, pairs in (("responsible", entry.responsible), ("answers", entry.answers)):
        if pairs:
            lines.append(f"- {_label(name, shown)}: {'; '.join(_pair(pair, shown) for pair in pairs)}")
    if entry.praise:
        lines.append(f"- {_label('praise', shown)}: {'、'.join(escape(phrase) for phrase in entry.praise)}")
    if shown.presentation.english:
        lines += [f"- **{_label('style', shown)}**: {escape(fault)}" for fault in entry.style]
    if entry.theme:
        lines.append(f"- {_label('theme', shown)}: {escape(entry.theme)}")
    if entry.note:
        lines.append(f"- **{_label('incomplete', shown)}**: {escape(entry.note)}")
    if entry.places:
        lines.append(f"- {_label('evidence', shown)}: {_refs(entry.places)}")
    return lines[0] + "\n\n" + "\n".join(lines[1:])


def _target(target: FigureRow | Runs, shown: View) -> str:
    if not isinstance(target, FigureRow):
        return _runs(target, 0)
    english = f" ({_runs(target.quantity, 1)})" if target.quantity and shown.presentation.english else ""
    measure = _runs(target.measure.zh, 0) if shown.presentation.chinese else _in_english(target.measure, shown)
    return f"{measure} {escape(target.written)}{english} {_mark(target.mark, 0)}".strip()


def _gaps(shown: View) -> str:
    report = shown.brief.report
    lines = [f"- {escape(gap.part)}: {escape(gap.reason)}" for gap in report.gaps]
    lines += [f"- {escape(note)}" for note in report.notes]
    return f"## {_label('missing', shown)}\n\n" + "\n".join(lines) if lines else ""


def _ledger(shown: View) -> str:
    ledger = shown.brief.ledger
    rows = [
        f"| {_told(name, shown)} | {counts.supported + counts.review + counts.rejected} | {counts.supported} "
        f"| {counts.review} | {counts.rejected} |"
        for name, counts in shown.ledger
    ]
    total = ledger.counts
    rows.append(
        f"| **{_label('all', shown)}** | {ledger.checked} | {total.supported} | {total.review} | {total.rejected} |"
    )
    heads = " | ".join(
        (_label("checked", shown), *(f"{sign} {_label(one, shown)}" for one, sign in words.SIGNS.items()))
    )
    parts = [f"## {_label('ledger', shown)}", f"| | {heads} |\n|---|---:|---:|---:|---:|\n" + "\n".join(rows)]
    if shown.attention:
        lines = [
            f"- {one.mark.sign} **{escape(one.text)}** ({_told(one.where, shown, ' · ')}): "
            + _told((one.mark.explained, one.mark.explanation), shown)
            + (f" [{one.mark.place}](#{one.mark.place})" if one.mark.place else "")
            for one in shown.attention
        ]
        parts.append(f"### {_label('attention', shown)}\n\n" + "\n".join(lines))
    if shown.reviewed:
        lines = [
            f"- **{escape(one.number)}** ({_told(one.where, shown, ' · ')}): "
            + _told((escape(one.told[0]), escape(one.told[1])), shown)
            for one in shown.reviewed
        ]
        parts.append(f"### {_label('reviewed', shown)}\n\n" + "\n".join(lines))
    if shown.audit:
        agrees, disagrees = f"✓ {_label('agrees', shown)}", f"✗ **{_label('disagrees', shown)}**"
        lines = [
            f"- {agrees if one.agrees else disagrees}: {_told(one.told, shown)} {_refs(one.places)}".rstrip()
            for one in shown.audit
        ]
        parts.append(f"### {_label('audit', shown)}\n\n" + "\n".join(lines))
    unused = _figure_table(shown.unused, shown) if shown.unused else _told(LABELS["none"], shown)
    parts.append(f"### {_label('unused', shown)} ({len(shown.unused)})\n\n{unused}")
    return "\n\n".join(parts)


def _evidence(shown: View, text: str) -> str:
    lines = [
        f'- <a id="{place.id}"></a>**{place.id}** ({place.span.start}–{place.span.end}) {_quoted(place, text)}'
        for place in shown.places.all
    ]
    return f"## {_label('evidence', shown)}\n\n" + ("\n".join(lines) if lines else _told(LABELS["none"], shown))


def _quoted(place: Place, text: str) -> str:
    """The place's own words, with the runs that something points at in bold."""
    parts, at = [], place.span.start
    for spot in place.spots:
        if spot.start >= at:
            parts += [escape(text[at : spot.start]), f"<b>{escape(text[spot.start : spot.end])}</b>"]
            at = spot.end
    return "".join((*parts, escape(text[at : place.span.end])))
