"""The brief as a notebook shows it: a fragment of HTML without style or script, every number with its mark.

The whole page, with the source beside it, is ``html``'s; this is what stands under a cell.
"""

from collections.abc import Iterable
from html import escape

from summarizer.renderers import words
from summarizer.renderers.labels import facts, label, told
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.renderers.view import Entry, FigureRow, Group, Mark, Pair, Runs, View, view
from summarizer.renderers.visible import one_line
from summarizer.schema import Brief


def to_fragment(brief: Brief, source_text: str | None = None, presentation: Presentation = WHOLE) -> str:
    """``brief`` as one ``<div>``; without ``source_text`` no figure is compared with the source again."""
    shown = view(brief, source_text, presentation)
    evidence = {
        item.id: [piece.text for piece in item.evidence]
        for item in (*brief.report.achievements, *brief.report.problems, *brief.report.plans)
    }
    parts = [
        f"<h3>{_pair(shown.title, shown, '<br>')}</h3>",
        f"<p>{'<br>'.join(_text(one) for one in _lines(shown))}</p>",
        _figures(shown),
        *(
            _groups(kind, groups, shown, evidence)
            for kind, groups in (
                ("achievements", shown.achievements),
                ("problems", shown.problems),
                ("plans", shown.plans),
            )
        ),
        *(f"<p><em>{_text(one)}</em></p>" for one in _missing(shown)),
    ]
    return f'<div class="summarizer-brief">{"".join(parts)}</div>'


def _lines(shown: View) -> Iterable[str]:
    counts = dict(facts(shown))["numbers"]
    return (*dict.fromkeys(_chosen(shown.about, shown)), told(counts, shown.presentation, " · "))


def _missing(shown: View) -> Iterable[str]:
    report = shown.brief.report
    yield from filter(None, _chosen(shown.left_out, shown))
    yield from (f"{gap.part}: {gap.reason}" for gap in report.gaps)
    yield from report.notes


def _figures(shown: View) -> str:
    if not shown.key_figures:
        return ""
    heads = "".join(
        f"<th>{_text(label(name, shown.presentation))}</th>" for name in ("written", "quantity", "measure", "mark")
    )
    rows = "".join(_figure(row, shown) for row in shown.key_figures)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _figure(row: FigureRow, shown: View) -> str:
    tags = "".join(f" ({_text(told(tag, shown.presentation))})" for tag in row.tags)
    quantity = "—" if row.quantity is None else _runs(row.quantity, 1)
    cells = (_text(row.written), quantity, _pair(row.measure, shown) + tags, _mark(row.mark, 0))
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _groups(kind: str, groups: Iterable[Group], shown: View, evidence: dict[str, list[str]]) -> str:
    parts = [f"<h4>{_text(label(kind, shown.presentation))}</h4>"]
    items = [_entry(entry, shown, evidence.get(entry.id, [])) for group in groups for entry in group.entries]
    if items:
        return "".join((*parts, "<ul>", *items, "</ul>"))
    none = words.NONE_SHOWN if getattr(shown.brief.report, kind) else words.NONE_FOUND[kind]
    return "".join((*parts, f"<p>{_text(told(none, shown.presentation))}</p>"))


def _entry(entry: Entry, shown: View, evidence: list[str]) -> str:
    parts = [f"<strong>{_pair(entry.title, shown)}</strong>"]
    if entry.told:
        parts.append(_pair(entry.summary, shown, "<br>"))
    if entry.note:
        parts.append(f"<em>{_text(entry.note)}</em>")
    parts += [f"<em>{_text(label('style', shown.presentation))}: {_text(fault)}</em>" for fault in entry.style]
    source = "<br>".join(_text(piece) for piece in evidence)
    summary = _text(label("evidence", shown.presentation))
    return f"<li>{'<br>'.join(parts)}<details><summary>{summary}</summary>{source}</details></li>"


def _pair(pair: Pair, shown: View, between: str = " · ") -> str:
    """The words of ``pair`` in the languages that are shown; Chinese where English is missing."""
    said = [
        _runs(runs, index)
        for index, runs in ((0, pair.zh), (1, pair.en))
        if runs is not None and ("zh", "en")[index] in shown.presentation.languages
    ]
    return between.join(said) or f"<em>{_text(shown.no_english)}</em> {_runs(pair.zh, 0)}"


def _runs(runs: Runs, language: int) -> str:
    return "".join(_text(run.text + run.number) + (f" {_mark(run.mark, language)}" if run.mark else "") for run in runs)


def _mark(mark: Mark, language: int) -> str:
    why = "" if mark.verdict == "supported" else f" ({_text(mark.reason[language])})"
    explained = _text((mark.explained, mark.explanation)[language])
    return f'<abbr title="{explained}">{mark.sign}</abbr>{why}'


def _chosen(text: tuple[str, str], shown: View) -> list[str]:
    both = dict(zip(("zh", "en"), text, strict=True))
    return [both[language] for language in shown.presentation.languages]


def _text(text: str) -> str:
    return escape(one_line(text))
