"""The numerals of a text that no check judges, each with the reason: no number is passed over in silence."""

import re
from collections.abc import Iterator, Sequence

from summarizer.quantities.figure import Figure
from summarizer.schema import Bilingual, Check, Unchecked, WorkReport
from summarizer.verify.claims import mentions_of

_DIGIT = re.compile(r"\d")
_REASONS = {
    "marker": "a list number",
    "identifier": "a document number or an address",
    "name": "a name",
    "rank": "a word of order",
    "date": "a time said in passing",
    "period": "a time said in passing",
    "other": "counts nothing of its own",
}


def unchecked(
    claims: str, checks: Sequence[Check], language: str | None = None, field: str = ""
) -> tuple[Unchecked, ...]:
    """The mentions of a number in ``claims`` that none of ``checks`` touches, in order, with the reason for each.

    ``language`` and ``field`` are those that the text was checked with. A numeral character inside a word (统一) is no
    mention of a number.
    """
    told = bytearray(len(claims) + 1)
    for check in checks:
        told[check.start : check.end] = b"\x01" * (check.end - check.start)
    return tuple(
        Unchecked(start=one.start, end=one.end, text=one.text, reason=_REASONS.get(one.kind, "not read"), field=field)
        for one in mentions_of(claims, language)
        if not any(told[one.start : one.end]) and _is_number(one)
    )


def unchecked_of_report(report: WorkReport, checks: Sequence[Check]) -> tuple[Unchecked, ...]:
    """The same over all the words of ``report``, by the field that ``checks`` give."""
    by_field: dict[str, list[Check]] = {}
    for check in checks:
        by_field.setdefault(check.field, []).append(check)
    return tuple(
        one
        for field, text, language in texts_of(report)
        for one in unchecked(text, by_field.get(field, ()), language, field)
    )


def texts_of(report: WorkReport) -> Iterator[tuple[str, str, str | None]]:
    """Every text of ``report`` that is verified: its path, itself, its language where it is known."""
    yield from _both("title", report.title)
    yield from _both("issuer", report.issuer)
    for section, heading in report.headings.items():
        yield from _both(f"headings[{section}]", heading)
    figures = {shown.figure.id for shown in report.figures}
    for kind in ("achievements", "problems", "plans"):
        for index, item in enumerate(getattr(report, kind)):
            path = f"{kind}[{index}]"
            yield from _both(f"{path}.title", item.title)
            yield from _both(f"{path}.summary", item.summary)
            for name in ("targets", "deadlines"):
                for at, text in enumerate(getattr(item, name)):
                    if text not in figures:
                        yield f"{path}.{name}[{at}]", text, None
            for at, who in enumerate(item.responsible):
                yield from _both(f"{path}.responsible[{at}]", who)
    for index, shown in enumerate(report.figures):
        yield from _both(f"figures[{index}].measure", shown.measure)


def _both(path: str, text: Bilingual) -> Iterator[tuple[str, str, str | None]]:
    yield f"{path}.zh", text.zh, "zh"
    if text.en is not None:
        yield f"{path}.en", text.en, "en"


def in_words(left: Sequence[Unchecked]) -> str:
    """ "2 unchecked: a list number, a name"; "" where there is none."""
    reasons = ", ".join(dict.fromkeys(one.reason for one in left))
    return f"{len(left)} unchecked: {reasons}" if left else ""


def _is_number(one: Figure) -> bool:
    return bool(_DIGIT.search(one.text)) or one.kind != "other"
