"""A number's way from text to verdict: ``python -m benchmarks.way [--picture]``, run inside the tree that is measured.

One claim is verified against one short report while every call within the package is written down. Printed: how many
modules and functions it passes, and how many ``return`` these functions have; with --picture the functions themselves,
each once, in the order in which they are first entered, indented by depth.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType

import summarizer

PACKAGE = str(Path(summarizer.__file__).parent)
REPORT = (
    "云河区2023年法治政府建设年度报告\n\n一、主要成效\n全年受理投诉300件，同比下降12.5%，其中办结285件。\n\n"
    "二、存在的问题\n执法力量不足。\n\n三、下一步计划\n力争受理投诉400件。\n"
)
CLAIM = "全年受理投诉300件。"
_SKIPPED = ("<module>", "<lambda>", "<genexpr>", "<listcomp>", "<dictcomp>", "<setcomp>")


def measure() -> dict[str, float | int | str]:
    """Modules, functions and returns on the way of one number."""
    passed = way()
    return {
        "modules on a number's way": len({code.co_filename for _, code in passed}),
        "functions on a number's way": len(passed),
        "returns of these functions": sum(_returns(code) for _, code in passed),
    }


def way() -> list[tuple[int, CodeType]]:
    """The functions that are passed, each once, with their depth where they are first entered."""
    summarizer.verify(CLAIM, REPORT)  # once unseen, so that what is read and compiled once is not counted
    seen: dict[CodeType, int] = {}
    depth = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal depth
        code = frame.f_code
        if not code.co_filename.startswith(PACKAGE) or code.co_name in _SKIPPED:
            return
        if event == "call":
            depth += 1
            seen.setdefault(code, depth)
        elif event == "return":
            depth -= 1

    sys.setprofile(note)
    try:
        summarizer.verify(CLAIM, REPORT)
    finally:
        sys.setprofile(None)
    return [(at, code) for code, at in seen.items()]


def _returns(code: CodeType) -> int:
    """How many ``return`` stand in the function of ``code``, those of functions inside it left out."""
    tree = ast.parse(Path(code.co_filename).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == code.co_name:
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            if first == code.co_firstlineno:
                return sum(isinstance(inner, ast.Return) for inner in ast.walk(node))
    return 0


def picture() -> Iterator[str]:
    """The way as lines of text."""
    for depth, code in way():
        module = re.sub(r"\.py$", "", code.co_filename.removeprefix(PACKAGE + "/"))
        yield f"{'  ' * min(depth - 1, 12)}{module}: {code.co_qualname}"


if __name__ == "__main__":
    if "--picture" in sys.argv:
        print("\n".join(picture()))
    for name, value in measure().items():
        print(f"{name:30} {value}")
