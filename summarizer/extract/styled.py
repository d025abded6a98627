"""What the style check found, put into the report: a finding for every fault left, and a note on names."""

from collections.abc import Iterator, Mapping

from summarizer.language.style import Fault, faults
from summarizer.schema import Bilingual, StyleFinding, WorkReport

_SHOWN = 5  # names that the note gives


def with_style(report: WorkReport, items: Mapping[str, tuple[tuple[Fault, ...], tuple[Fault, ...]]]) -> WorkReport:
    """``report`` with the faults left in its English: those of ``items`` by id, and those of every name.

    ``items`` gives the faults of the title and of the summary of each item.
    """
    found = [*_of_items(report, items), *_of_names(report)]
    names = [one for one in found if not one.field.endswith((".title.en", ".summary.en")) or one.field == "title.en"]
    texts = dict.fromkeys(_at(report, one.field) for one in names)
    notes = report.notes
    if texts:
        listed = "; ".join(f"'{text}'" for text in list(texts)[:_SHOWN])
        more = f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
        notes = (*notes, f"English names to be read with care: {listed}{more}.")
    return report.model_copy(update={"style": tuple(found), "notes": notes})


def _of_items(
    report: WorkReport, items: Mapping[str, tuple[tuple[Fault, ...], tuple[Fault, ...]]]
) -> Iterator[StyleFinding]:
    for kind in ("achievements", "problems", "plans"):
        for index, item in enumerate(getattr(report, kind)):
            for part, found in zip(("title", "summary"), items.get(item.id, ((), ())), strict=True):
                yield from _findings(f"{kind}[{index}].{part}.en", found)


def _of_names(report: WorkReport) -> Iterator[StyleFinding]:
    for field, text in _names(report):
        if text.en is not None:
            yield from _findings(field, faults(text.en, text.zh, "name"))


def _names(report: WorkReport) -> Iterator[tuple[str, Bilingual]]:
    yield "title.en", report.title
    yield "issuer.en", report.issuer
    for section, heading in report.headings.items():
        yield f"headings[{section}].en", heading
    for index, shown in enumerate(report.figures):
        yield f"figures[{index}].measure.en", shown.measure


def _at(report: WorkReport, field: str) -> str:
    return next((text.en or "" for name, text in _names(report) if name == field), "")


def _findings(field: str, found: tuple[Fault, ...]) -> Iterator[StyleFinding]:
    for fault in found:
        yield StyleFinding(
            field=field, kind=fault.kind, explanation=fault.explanation[:1].upper() + fault.explanation[1:] + "."
        )
