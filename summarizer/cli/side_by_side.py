"""A comparison as text for a terminal."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summarizer.cli.terminal import printable, shorten, table

if TYPE_CHECKING:
    from summarizer.compare.record import Cell, Change, Comparison
    from summarizer.schema import FigureRecord

_WIDE = 76


def as_text(comparison: "Comparison") -> str:
    """The comparison in the order of what a reader asks: figures, statements that do not fit, plans, problems, open."""
    years = [year.label for year in comparison.years]
    parts = [
        f"{printable(comparison.issuer.zh or 'Issuer unknown')}: {printable(', '.join(years))}",
        _figures(comparison, years),
        *_statements(comparison),
        *_plans(comparison),
        *_problems(comparison),
        *_open(comparison),
        _closing(comparison),
    ]
    return "\n\n".join(parts)


def _figures(comparison: "Comparison", years: Sequence[str]) -> str:
    if not comparison.rows:
        return "No measure was found in more than one report."
    rows = []
    for row in comparison.rows:
        cells = {cell.year: cell for cell in row.cells}
        changes = {change.later: change for change in row.changes}
        line, like = [row.id, row.measure.zh], row.cells[-1].figure
        for year in years:
            line.append(_shown(cells.get(year)))
            if year != years[0]:
                line.append(_delta(changes.get(year), like))
        rows.append(line)
    heads = ["", "指标 measure", years[0], *(head for year in years[1:] for head in (year, "±"))]
    return table(heads, rows, widest=36)


def _shown(cell: "Cell | None") -> str:
    if cell is None:
        return "—"
    worst = {check.verdict for check in cell.checks}
    sign = " ✗" if "rejected" in worst else " ?" if "review" in worst else ""
    return f"{cell.figure.text}{'（累计）' if cell.figure.aspect == 'cumulative' else ''}{sign}"


def _delta(change: "Change | None", like: "FigureRecord") -> str:
    """The change in signs alone: +9 +64.3%, +3.6 pp, ~ before it where it is approximate; ``like`` gives the scale."""
    if change is None:
        return ""
    if change.absolute is None:
        return f"({change.unlike})"
    from summarizer.compare.change import RATES, chinese_amount, signed

    about = "~" if change.approximate else ""
    sign = "+" if change.absolute > 0 else "−" if change.absolute < 0 else "±"
    amount = f"{about}{sign}{chinese_amount(abs(change.absolute), '', like.scale)}"
    if like.unit in RATES:
        return f"{amount} pp"
    return amount if change.percent is None else f"{amount} {signed(change.percent)}%"


def _statements(comparison: "Comparison") -> Iterator[str]:
    said = comparison.statements
    if not said:
        return
    from summarizer.renderers.comparison.words import STATEMENT_SIGNS

    count = {verdict: sum(one.verdict == verdict for one in said) for verdict in ("agrees", "differs", "unknown")}
    lines = [
        f"关于上年的说法 Statements about the year before: {count['agrees']} agree, {count['differs']} differ, "
        f"{count['unknown']} cannot be checked"
    ]
    for one in said:
        if one.verdict == "differs":
            lines.append(f"  {STATEMENT_SIGNS[one.verdict]} {printable(f'{one.year} {one.row}: {one.explanation.zh}')}")
            lines.append(f"      {printable(one.explanation.en or '')}")
    yield "\n".join(lines)


def _plans(comparison: "Comparison") -> Iterator[str]:
    if not comparison.plans:
        return
    from summarizer.renderers.comparison.words import STATUS_SIGNS, STATUSES

    lines = ["上年计划，本年落实 Last year's plan in this year's report"]
    for plan in comparison.plans:
        lines.append(
            f"  {printable(f'{plan.year} → {plan.next}')}  {shorten(printable(plan.item.text.strip()), _WIDE)}"
        )
        for one in plan.commitments:
            status = f"{STATUS_SIGNS[one.status]} {' '.join(STATUSES[one.status])}"
            lines.append(f"    {status}: {shorten(printable(one.plan.text.strip()), _WIDE)}")
            lines += [f"        {shorten(printable(piece.text.strip()), _WIDE)}" for piece in one.evidence]
    yield "\n".join(lines)


def _problems(comparison: "Comparison") -> Iterator[str]:
    if not comparison.problems:
        return
    lines = ["反复出现的问题 Problems that return"]
    for problem in comparison.problems:
        for at, mention in enumerate(problem.mentions):
            lead = "•" if not at else " "
            lines.append(f"  {lead} {printable(mention.year)}  {shorten(printable(mention.item.text.strip()), _WIDE)}")
    yield "\n".join(lines)


def _open(comparison: "Comparison") -> Iterator[str]:
    if not comparison.open:
        return
    lines = ["待定 Left open: which of these answers which cannot be told"]
    for group in comparison.open:
        for at, cell in enumerate((*group.of_earlier, *group.of_later)):
            lead = "•" if not at else " "
            words = f"{cell.year}  {cell.figure.measure}  {cell.figure.text}"
            lines.append(f"  {lead} {shorten(printable(words), _WIDE)}")
        for pair in group.suggested:
            one, other = group.of_earlier[pair.earlier].figure, group.of_later[pair.later].figure
            words = f"{one.measure} {one.text} → {other.measure} {other.text}; {pair.change.text.en}"
            lines.append(f"    ? suggested by {printable(pair.model)}, not proven: {shorten(printable(words), _WIDE)}")
    yield "\n".join(lines)


def _closing(comparison: "Comparison") -> str:
    counts = comparison.counts
    return (
        f"{len(comparison.rows)} measures aligned, {len(comparison.only)} figures of one year alone; numbers shown: "
        f"{counts.supported} supported, {counts.review} review, {counts.rejected} rejected"
    )
