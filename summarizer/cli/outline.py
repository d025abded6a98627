"""``summarizer outline``: sections and items, no model needed."""

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import Debug, Profile, Report, choice
from summarizer.cli.terminal import printable, shorten

if TYPE_CHECKING:
    from summarizer.outline.structure import Outline

_FORMATS = ("text", "json")


def outline(
    file: Report,
    format: Annotated[str, typer.Option("--format", metavar="|".join(_FORMATS), help="How to print it.")] = "text",
    profile: Profile = None,
    debug: Debug = False,
) -> None:
    """Show the sections and items of a report.

    Items are achievements, admitted problems and plans. No model is needed.
    """
    choice(format, _FORMATS)
    from summarizer.api import steps as api
    from summarizer.cli.shell import opened, tell_unread

    found = api.outline(opened(file), profile=profile)
    if format == "json":
        from summarizer.api.records import outline_record
        from summarizer.cli.shell import write_json

        write_json(outline_record(found))
    else:
        print(as_text(found))
    if code := tell_unread(found.document.unread):
        raise typer.Exit(code)


def as_text(outline: "Outline") -> str:
    """The outline for people: what the report is, then its sections indented by level with their items."""
    known = outline.document.metadata
    guessed = {each.field for each in known.told if each.certainty == "guessed"}
    lines = [
        printable(f"{label}: {value or 'not found'}{' (a guess)' if label.lower() in guessed else ''}")
        for label, value in (("Title", known.title), ("Issuer", known.issuer), ("Period", known.period))
    ]
    for section in outline.sections:
        indent = "  " * section.level
        lines.append(f"{indent}[{section.kind}] {shorten(printable(section.heading), 76) or '(no heading)'}")
        lines += [
            f"{indent}  - {shorten(printable(item.text), 72)}" for item in outline.items if item.section == section.id
        ]
    return "\n".join(lines)
