"""Write the command reference in docs/usage.md from the program's own help: ``python docs/write_usage.py [--check]``.

With ``--check`` nothing is written, and a reference that differs from the program is an error.
"""

import sys
from pathlib import Path
from typing import Any

from typer.main import get_command

from summarizer.cli import app

PAGE = Path(__file__).parent / "usage.md"
BEGIN, END = "<!-- commands: begin -->", "<!-- commands: end -->"
_WIDTH = 100


def reference() -> str:
    """The help of every command, in Markdown."""
    return "\n".join(_sections(get_command(app), "summarizer", None))


def _sections(command: Any, name: str, parent: Any) -> list[str]:
    context = command.context_class(
        command, info_name=name, parent=parent, terminal_width=_WIDTH, max_content_width=_WIDTH
    )
    shown = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    full = context.command_path
    lines = [f"## `{full}`", "", "```text", shown, "```", ""]
    for below, found in getattr(command, "commands", {}).items():
        lines += _sections(found, below, context)
    return lines


def page(text: str) -> str:
    """``text`` (the page) with the reference between its two marks made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{after}"


def main(arguments: list[str]) -> int:
    """0 when all is well; 1 when ``--check`` finds that the page differs."""
    text = PAGE.read_text(encoding="utf-8")
    if arguments == ["--check"]:
        if page(text) == text:
            return 0
        print("docs/usage.md differs from the program's help: run python docs/write_usage.py", file=sys.stderr)
        return 1
    PAGE.write_text(page(text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
