"""``summarizer verify``: the verdict on every number of any text, whoever wrote it, against a source."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import Debug, choice
from summarizer.cli.terminal import printable, shorten

if TYPE_CHECKING:
    from summarizer.schema import Check, Slot, Verification

_FORMATS = ("text", "json")
_SIGNS = {"supported": "✓", "review": "?", "rejected": "✗"}
_STATES = {"agrees": "=", "silent": "·", "contradicts": "≠"}
_WIDEST = 100


def verify(
    source: Annotated[str, typer.Option("--source", metavar="FILE", help="The report that the claims are about.")],
    claims: Annotated[
        str | None,
        typer.Argument(metavar="[CLAIMS]", help="The text to check, Chinese or English; - reads standard input."),
    ] = None,
    check: Annotated[
        str | None,
        typer.Option("--check", metavar="FILE.json", help="Derive every verdict of a brief.json again, and compare."),
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="|".join(_FORMATS), help="How to print it.")] = "text",
    why: Annotated[bool, typer.Option("--why", help="Say slot by slot what agrees, is silent or contradicts.")] = False,
    debug: Debug = False,
) -> None:
    """Check the numbers of any text.

    Every number of a Chinese or English text, whoever wrote it, gets a verdict against the source, with the
    evidence. The exit code is 1 when one is rejected.
    """
    choice(format, _FORMATS)
    from summarizer.api import steps as api
    from summarizer.base.errors import UsageError
    from summarizer.cli.shell import INCOMPLETE, OK, write_json

    if (claims is None) == (check is None):
        raise UsageError("Give either CLAIMS to verify or --check FILE.json, one of the two.")
    if claims == "-" and source == "-":
        raise UsageError("Standard input can be the claims or the source, not both.")
    if check is not None:
        raise typer.Exit(_recheck(check, source))
    found = api.verify(str(claims), source, why=why)
    if format == "json":
        write_json(found)
    else:
        print(as_text(found))
    raise typer.Exit(INCOMPLETE if found.counts.rejected else OK)


def _recheck(check: str, source: str) -> int:
    """Derive the verdicts of the brief in ``check`` again and say what differs; 1 if anything does."""
    from pydantic import ValidationError

    from summarizer.api import steps as api
    from summarizer.base.errors import InputError, SchemaError
    from summarizer.cli.shell import INCOMPLETE, OK
    from summarizer.schema import Brief

    try:
        brief = Brief.model_validate_json(Path(check).read_bytes())
    except OSError as error:
        raise InputError(f"{check} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        raise SchemaError(
            f"{check} is no brief.json of this program: it does not fit schemas/brief.v1.json."
        ) from error
    differences = api.recheck(brief, source)
    for difference in differences:
        print(printable(difference))
    print(f"{len(brief.checks)} verdicts derived again, {len(differences) or 'no'} differences")
    return INCOMPLETE if differences else OK


def as_text(found: "Verification") -> str:
    """Each number with its verdict, the reason and the evidence; then the counts."""
    from summarizer.verify.unchecked import in_words

    left = in_words(found.unchecked)
    if not found.checks:
        return f"No numbers to check in the claims{f'; {left}' if left else ''}."
    counts = found.counts
    slots = {(one.start, one.end): one.slots for one in found.compared}
    lines = [
        line for check in found.checks for line in (*_check(check), *_why(slots.get((check.start, check.end), ())))
    ]
    lines += [f"Source: {printable(finding.explanation)}" for finding in found.audit if not finding.agrees]
    lines.append(
        f"{counts.supported} supported, {counts.review} review, {counts.rejected} rejected{f', {left}' if left else ''}"
    )
    return "\n".join(lines)


def _check(check: "Check") -> list[str]:
    where = f" in {printable(check.field)}" if check.field else ""
    lines = [
        f"{_SIGNS[check.verdict]} {printable(check.text)}{where}: {check.verdict} ({check.reason}). "
        f"{printable(check.explanation)}"
    ]
    return lines + [
        f"    {piece.start}-{piece.end}: {shorten(printable(piece.text), _WIDEST)}" for piece in check.evidence
    ]


def _why(slots: "Sequence[Slot]") -> list[str]:
    """The slots that say something, with the words on both sides."""
    return [
        f"    {_STATES[slot.state]} {slot.name}: {printable(slot.claim) or '-'} | {printable(slot.source) or '-'}"
        for slot in slots
        if slot.state != "silent" or slot.claim or slot.source
    ]
