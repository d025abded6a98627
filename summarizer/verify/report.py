"""Every number in a work report's words, each held against the evidence of its own item."""

import re
from collections.abc import Iterator, Sequence

from summarizer.base.document import Span
from summarizer.quantities.figure import Aspect
from summarizer.schema import Bilingual, Check, ReportItem, WorkReport
from summarizer.verify.quoted import by_name, by_quotation
from summarizer.verify.settle import verify_text
from summarizer.verify.source import Source

#: How far before a figure, and how far behind it, the words stand that its measure may be taken from.
_MEASURE_REACH, _MEASURE_BEHIND = 400, 100


def verify_report(report: WorkReport, source: Source) -> tuple[Check, ...]:
    """One check for every number that the words of ``report`` hold, in both languages, in the order of the fields.

    Titles, summaries, targets and deadlines of an item are held against that item's evidence; a section's heading
    against the heading; a figure's English quantity and its measure against the figure. The report's title and issuer
    are free text. ``Check.field`` is the path ("problems[1].summary.en"); an error in any step is raised.
    """
    return tuple(_checks(report, source))


def _checks(report: WorkReport, source: Source) -> Iterator[Check]:
    yield from _both("title", report.title, source, None)
    yield from _both("issuer", report.issuer, source, None)
    headings = {section.id: Span(section.start, section.body) for section in report.sections}
    for section, heading in report.headings.items():
        cited = [headings[section]] if section in headings else None
        yield from _both(f"headings[{section}]", heading, source, cited)
    figures = {shown.figure.id for shown in report.figures}
    for kind in ("achievements", "problems", "plans"):
        for index, item in enumerate(getattr(report, kind)):
            yield from _item(f"{kind}[{index}]", item, figures, source)
    yield from opening_checks(report, source)
    for index, shown in enumerate(report.figures):
        figure = shown.figure
        near = Span(max(0, figure.start - _MEASURE_REACH), figure.end + _MEASURE_BEHIND)
        yield from _measure(f"figures[{index}].measure", shown.measure, source, near, figure.aspect)
        own = [Span(figure.start, figure.end)]
        if shown.quantity.en is not None:
            yield from verify_text(
                shown.quantity.en,
                source,
                cited=own,
                language="en",
                field=f"figures[{index}].quantity.en",
                alone=True,
                aspect=figure.aspect,  # the table shows what sort of figure it is beside it
            )


def opening_checks(report: WorkReport, source: Source) -> Iterator[Check]:
    """The verdicts on the numbers of the opening lines, each held against the evidence of its items or its figures."""
    evidence = {item.id: item.evidence for item in (*report.achievements, *report.problems, *report.plans)}
    places = {shown.figure.id: shown.figure for shown in report.figures}
    for index, line in enumerate(report.opening):
        cited = [Span(piece.start, piece.end) for name in line.items for piece in evidence.get(name, ())]
        if told := [places[name] for name in line.figures if name in places]:
            first, last = min(one.start for one in told), max(one.end for one in told)
            cited = [Span(max(0, first - _MEASURE_REACH), _clause_end(source, last))]
        aspect: Aspect | None = "target" if line.kind == "plans" else None
        yield from _both(f"opening[{index}].text", line.text, source, cited, aspect=aspect)


_CLAUSE_END = re.compile(r"[，；。！？;\n]|\Z")


def _clause_end(source: Source, at: int) -> int:
    found = _CLAUSE_END.search(source.document.text, at)
    return found.start() if found else at


def _measure(field: str, text: Bilingual, source: Source, near: Span, aspect: Aspect) -> Iterator[Check]:
    chinese = verify_text(text.zh, source, cited=[near], language="zh", field=f"{field}.zh", aspect=aspect)
    yield from by_name(chinese, text.zh, near, source)
    if text.en is not None:
        yield from verify_text(text.en, source, cited=[near], language="en", field=f"{field}.en", aspect=aspect)


def _item(field: str, item: ReportItem, figures: set[str], source: Source) -> Iterator[Check]:
    cited = [Span(piece.start, piece.end) for piece in item.evidence]
    aspect: Aspect | None = "target" if item.kind == "plans" else None
    yield from _both(f"{field}.title", item.title, source, cited, aspect=aspect)
    yield from _both(f"{field}.summary", item.summary, source, cited, aspect=aspect)
    for name in ("targets", "deadlines"):
        for index, text in enumerate(getattr(item, name)):
            if text not in figures:  # an id stands for the source's own figure
                yield from verify_text(text, source, cited=cited, field=f"{field}.{name}[{index}]", aspect=aspect)
    for index, who in enumerate(item.responsible):
        yield from _both(f"{field}.responsible[{index}]", who, source, cited)


def _both(
    field: str, text: Bilingual, source: Source, cited: Sequence[Span] | None, *, aspect: Aspect | None = None
) -> Iterator[Check]:
    chinese = verify_text(text.zh, source, cited=cited, language="zh", field=f"{field}.zh", aspect=aspect)
    yield from by_quotation(chinese, text.zh, cited or (), source, planned=aspect == "target")
    if text.en is not None:
        yield from verify_text(text.en, source, cited=cited, language="en", field=f"{field}.en", aspect=aspect)
