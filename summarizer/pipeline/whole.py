"""The whole way in three steps, so that a caller may run each where it likes: prepare, ask, conclude.

    Document ─prepare→ Prepared ─ask(model)→ WorkReport ─conclude→ Brief

Only the middle one waits for a model; the two others compute, and are safe in a thread of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.base.document import Document
from summarizer.base.progress import Listener
from summarizer.outline import outline as find_outline
from summarizer.outline.cues import GENERAL, Headings
from summarizer.outline.structure import Outline
from summarizer.quantities import Figure, locate
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh.cells import unread_cells
from summarizer.quantities.zh.forms import unread_in_forms
from summarizer.quantities.zh.fused import unproven_cells
from summarizer.readers import require_chinese

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.extract.wanted import Wanted
    from summarizer.model.client import Client
    from summarizer.schema import Brief, OpeningLine, WorkReport
    from summarizer.verify import Source

_SHOWN = 5
SOURCE = "source"
"""The part of a gap that is in the report itself: what of it could not be read."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report with all that is known of it before a model is asked: outline and every mention of a number."""

    outline: Outline
    figures: tuple[Figure, ...]

    @property
    def document(self) -> Document:
        """The report, with the metadata that the outline found."""
        return self.outline.document

    def proof(self) -> "Source":
        """What its numbers are verified against."""
        from summarizer.verify import Source

        return Source.of(self.outline, self.figures)


def figures_of(outline: Outline) -> tuple[Figure, ...]:
    """Every mention of a number in the outlined report, in text order; raises LocateError."""
    document = outline.document
    text, plain = document.text, document.plain
    found = locate(plain, language="zh", sentences=outline.sentences, skip=document.regions, tables=document.tables)
    if plain is text:
        return found
    return tuple(replace(figure, text=text[figure.start : figure.end]) for figure in found)


def prepare(document: Document, headings: Headings = GENERAL) -> Prepared:
    """Outline and figures of ``document``; raises InputError where it has no Chinese, LocateError.

    ``headings`` are the words by which its genre heads its sections.
    """
    found = outlined(document, headings)
    return Prepared(found, figures_of(found))


def outlined(document: Document, headings: Headings = GENERAL) -> Outline:
    """The outline of ``document``, with notes on the cells of its tables that are not read; raises InputError."""
    found = find_outline(require_chinese(document), headings)
    if unproven := unproven_cells(document.plain):
        found = replace(found, notes=(*found.notes, _not_cut(unproven)))
    if numbers := unread_in_forms(document.plain):
        found = _telling(found, _of_a_form(numbers))
    if unread := [cell for table in document.tables for cell in unread_cells(document.plain, table)]:
        found = _with_unread_cells(found, [document.text[cell.start : cell.end] for cell in unread])
    return found


def _with_unread_cells(outline: Outline, words: Sequence[str]) -> Outline:
    """``outline`` with a sentence on the cells that hold ``words``, which are no number that is certain."""
    shown = ", ".join(" ".join(one.split()) for one in words[:_SHOWN])
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    cells = "1 cell" if len(words) == 1 else f"{len(words):,} cells"
    sentence = f"Not read: {cells} of its tables with digits that are no number of certain value: {shown}{more}."
    return _telling(outline, sentence)


def _of_a_form(numbers: Sequence[Mention]) -> str:
    count = "1 number" if len(numbers) == 1 else f"{len(numbers):,} numbers"
    return (
        f"Not read: {count} of the disclosure form (from character {numbers[0].start:,}): in the text it is not certain"
        " in which row and column they stand, or they do not add up to their totals."
    )


def _telling(outline: Outline, sentence: str) -> Outline:
    told = replace(
        outline.document, notes=(sentence, *outline.document.notes), unread=(*outline.document.unread, sentence)
    )
    return replace(outline, document=told, notes=(sentence, *outline.notes))


def _not_cut(unproven: list[tuple[int, int]]) -> str:
    runs = f"{len(unproven)} run{'' if len(unproven) == 1 else 's'} of digits"
    return (
        f"In a table whose cells ran together, {runs} (from character {unproven[0][0]:,}) are not read as figures:"
        " where one cell ends and the next begins cannot be proven."
    )


async def ask(
    prepared: Prepared,
    client: "Client | None",
    *,
    listener: Listener | None = None,
    choose: "Callable[[WorkReport], Wanted] | None" = None,
    grown: "Callable[[WorkReport], None]" = lambda _: None,
) -> "WorkReport":
    """The structured report; with ``client`` None nobody is asked. Raises ModelError.

    ``choose`` says what of it will be shown: no more is asked for. ``grown`` hears of the report as it grows, its
    title marked as unfinished.
    """
    from summarizer.extract import extract_report
    from summarizer.extract.wanted import everything

    report = await extract_report(
        prepared.outline, prepared.figures, client, listener=listener, choose=choose or everything,
        grown=lambda report: grown(_unfinished(report)),
    )  # fmt: skip
    return _with_unread(report, prepared.document.unread)


def _unfinished(report: "WorkReport") -> "WorkReport":
    """``report`` while more of it is asked for: its title says so."""
    title = report.title
    marked = {"zh": f"〔未完成〕{title.zh}", "en": f"[Unfinished] {title.en}" if title.en else None}
    return report.model_copy(update={"title": title.model_copy(update=marked)})


def _with_unread(report: "WorkReport", unread: Sequence[str]) -> "WorkReport":
    """``report``, with what of its source could not be read among its gaps, and first; a note no longer."""
    from summarizer.schema import Gap

    if not unread:
        return report
    gaps = (*(Gap(part=SOURCE, reason=sentence) for sentence in unread), *report.gaps)
    return report.model_copy(update={"gaps": gaps, "notes": tuple(n for n in report.notes if n not in unread)})


def conclude(report: "WorkReport", proof: "Source") -> "Brief":
    """The brief of ``report``: every number in its words verified, its opening made, the source audited, a ledger."""
    from summarizer.pipeline.brief import make_brief
    from summarizer.pipeline.opening import with_opening
    from summarizer.verify import audit, opening_checks, verify_report

    text = proof.document.text
    checks = [one for one in verify_report(report, proof) if not one.field.startswith("opening[")]

    def holds(line: "OpeningLine") -> bool:
        alone = report.model_copy(update={"opening": (line,)})
        return all(check.verdict == "supported" for check in opening_checks(alone, proof))

    report = with_opening(report, checks, text, holds)
    return make_brief(report, text, [*checks, *opening_checks(report, proof)], audit(proof))
