"""Draw the house in docs/architecture.md from the import contract: ``python docs/write_architecture.py [--check]``.

The floors are the layers of pyproject.toml, counted from the ground; what a room is for is the first line of its
package. With ``--check`` nothing is written, and a drawing that differs from the house is an error.
"""

import ast
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- house: begin -->", "<!-- house: end -->"


def drawing() -> str:
    """A row for each room, the highest floor first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    floors = project["tool"]["importlinter"]["contracts"][0]["layers"]
    rows = ["| floor | room | from what, to what |", "|---:|---|---|"]
    for height, floor in zip(range(len(floors) - 1, -1, -1), floors, strict=True):
        for room in floor.split("|"):
            name = room.strip().removeprefix("summarizer.")
            rows.append(f"| {height} | `{name}/` | {_first_line(name)} |")
    return "\n".join(rows)


def _first_line(room: str) -> str:
    tree = ast.parse((ROOT / "summarizer" / room / "__init__.py").read_text(encoding="utf-8"))
    return (ast.get_docstring(tree) or "").splitlines()[0].replace("``", "`")


def page(text: str) -> str:
    """``text`` (the page) with the drawing between its two marks made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{drawing()}\n\n{END}{after}"


def main(arguments: list[str]) -> int:
    """0 when all is well; 1 when ``--check`` finds that the page differs."""
    text = PAGE.read_text(encoding="utf-8")
    if arguments == ["--check"]:
        if page(text) == text:
            return 0
        print("docs/architecture.md differs from the house: run python docs/write_architecture.py", file=sys.stderr)
        return 1
    PAGE.write_text(page(text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
