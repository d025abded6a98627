"""The brief: a report with its checks, the figures worth showing first, and the closing ledger.

Two promises are kept here. Every number in the brief's words has a check: one that arrives without is
given ``review``, never taken as fine. And every figure of the source that the brief does not use is listed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from summarizer.language.numerals import plain
from summarizer.pipeline.keys import key_figures
from summarizer.quantities import Figure, locate
from summarizer.quantities.second_reading import otherwise_read
from summarizer.schema import Bilingual, Brief, Check, Counts, Finding, Ledger, ReportItem, WorkReport
from summarizer.verify.unchecked import unchecked_of_report

UNCHECKED = "No check of this number arrived."

Language = Literal["zh", "en"]


class Prose(NamedTuple):
    """One text that the brief shows; ``field`` is its path, as in :class:`summarizer.schema.Check`."""

    field: str
    text: str
    language: Language


def make_brief(report: WorkReport, text: str, checks: Sequence[Check], audit: Sequence[Finding] = ()) -> Brief:
    """The brief of ``report``, whose source text is ``text``.

    ``checks`` are the verdicts on the report's fields, ``audit`` what was found about the source itself.
    ``report.figures`` must hold every figure of the source: those not used are reported as unused.
    """
    checks = read_twice(report, checks)
    complete = (*checks, *unchecked(report, checks))
    keys = key_figures(report, text)
    return Brief(
        report=report,
        key_figures=keys,
        checks=complete,
        ledger=Ledger(
            checked=len(complete),
            counts=count(complete),
            unused=unused(report, complete, keys),
            audit=tuple(audit),
            unchecked=unchecked_of_report(report, complete),
        ),
    )


def read_twice(report: WorkReport, checks: Sequence[Check]) -> tuple[Check, ...]:
    """``checks``, with ``review: two_readings`` for what rests on a figure that a second reader reads otherwise.

    The brief's numbers are made from what the locator read and checked by it: a misreading would stand on both sides.
    """
    doubted = {
        shown.figure.id: value for shown in report.figures if (value := otherwise_read(shown.figure)) is not None
    }
    if not doubted:
        return tuple(checks)
    return tuple(_read_two_ways(check, doubted) for check in checks)


def _read_two_ways(check: Check, doubted: Mapping[str, Decimal]) -> Check:
    value = next((doubted[name] for name in check.figures if name in doubted), None)
    if check.verdict != "supported" or value is None:
        return check
    told = f"{check.explanation} A second reading of the source's number gives {plain(value)}."
    return check.model_copy(update={"verdict": "review", "reason": "two_readings", "explanation": told})


def count(checks: Iterable[Check]) -> Counts:
    """How many of ``checks`` got each verdict."""
    verdicts = [check.verdict for check in checks]
    return Counts(
        supported=verdicts.count("supported"), review=verdicts.count("review"), rejected=verdicts.count("rejected")
    )


# --- every number of the words has a check ------------------------------------------------------------------------


def prose(report: WorkReport) -> Iterator[Prose]:
    """Every text of the report in which a number could stand, in the order of the brief."""
    yield from _both("title", report.title)
    yield from _both("issuer", report.issuer)
    for section, heading in report.headings.items():
        yield from _both(f"headings[{section}]", heading)
    ids = {shown.figure.id for shown in report.figures}
    for kind in ("achievements", "problems", "plans"):
        for index, item in enumerate(getattr(report, kind)):
            yield from _item(f"{kind}[{index}]", item, ids)
    for index, line in enumerate(report.opening):
        yield from _both(f"opening[{index}].text", line.text)
    for index, shown in enumerate(report.figures):
        yield from _both(f"figures[{index}].measure", shown.measure)
        if shown.quantity.en is not None:
            yield Prose(f"figures[{index}].quantity.en", shown.quantity.en, "en")


def _both(field: str, text: Bilingual) -> Iterator[Prose]:
    yield Prose(f"{field}.zh", text.zh, "zh")
    if text.en is not None:
        yield Prose(f"{field}.en", text.en, "en")


def _item(field: str, item: ReportItem, figure_ids: set[str]) -> Iterator[Prose]:
    yield from _both(f"{field}.title", item.title)
    yield from _both(f"{field}.summary", item.summary)
    for name in ("targets", "deadlines"):
        for index, text in enumerate(getattr(item, name)):
            if text not in figure_ids:  # an id is shown as the figure it names
                yield Prose(f"{field}.{name}[{index}]", text, language_of(text))
    for index, who in enumerate(item.responsible):
        yield from _both(f"{field}.responsible[{index}]", who)


def language_of(text: str) -> Language:
    """ "zh" where a Chinese character stands in ``text``, else "en"."""
    return "zh" if re.search(r"[㐀-鿿]", text) else "en"


def unchecked(report: WorkReport, checks: Sequence[Check]) -> list[Check]:
    """A ``review`` for each number of the report's words on which none of ``checks`` says anything."""
    covered: dict[str, list[tuple[int, int]]] = {}
    for check in checks:
        covered.setdefault(check.field, []).append((check.start, check.end))
    missing: list[Check] = []
    for words in prose(report):
        spans = covered.setdefault(words.field, [])
        for figure in _figures(words):
            if not any(start < figure.end and figure.start < end for start, end in spans):
                spans.append((figure.start, figure.end))
                missing.append(_not_checked(words.field, figure))
    return missing


def _figures(words: Prose) -> Iterator[Figure]:
    """The figures of one text; English with Chinese left in it is read in both languages, to overlook nothing."""
    languages = {words.language, language_of(words.text)}
    for language in sorted(languages):
        yield from (figure for figure in locate(words.text, language=language) if figure.is_figure)


def _not_checked(field: str, figure: Figure) -> Check:
    return Check(
        start=figure.start,
        end=figure.end,
        text=figure.text,
        value=figure.value,
        unit=figure.unit,
        verdict="review",
        reason="ambiguous",
        explanation=UNCHECKED,
        evidence=(),
        field=field,
    )


# --- what the brief leaves out --------------------------------------------------------------------------------------


def unused(report: WorkReport, checks: Sequence[Check], keys: Sequence[str]) -> tuple[str, ...]:
    """Ids of the source's figures that no number of the brief's words rests on, in source order.

    A figure counts as used when a check of an item's words names it or has it inside its evidence, when it is
    an item's target, or when it is a key figure. Rejected numbers use nothing.
    """
    items = (*report.achievements, *report.problems, *report.plans)
    told = [check for check in checks if check.verdict != "rejected" and not check.field.startswith("figures[")]
    used = {*keys, *(name for check in told for name in check.figures)}
    used |= {target for item in items for target in item.targets}
    exact = {(piece.start, piece.end) for check in told if not check.figures for piece in check.evidence}
    return tuple(
        shown.figure.id
        for shown in report.figures
        if shown.figure.id not in used
        and not any(shown.figure.start <= start and end <= shown.figure.end for start, end in exact)
    )
