"""How many Chinese words stand written in several modules: ``python -m benchmarks.words [FOLDER OF A PACKAGE]``.

A word is a run of two to six Chinese characters in a string, between the signs of a pattern; docstrings are none, and
the lexicon, where every word is to stand once, is counted for itself. Patterns are calls of ``re.compile``, and calls
of ``re`` with a pattern written into them.
"""

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "summarizer"
_WORD = re.compile(r"(?<![㐀-鿿])[㐀-鿿]{2,6}(?![㐀-鿿])")
_MANY = 3
SHOWN = 40


def measure() -> dict[str, float | int | str]:
    """The counts for the package as it is."""
    return {name: value for name, value in counted(PACKAGE).items() if not isinstance(value, list)}


def counted(package: Path) -> dict[str, int | list[str]]:
    """Words, words in three modules or more (with how many), and patterns of the package in ``package``."""
    modules: dict[str, set[str]] = defaultdict(set)
    compiled = inline = 0
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for word in _words(tree):
            modules[word].add(path.relative_to(package).as_posix())
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _is_re(call.func.value):
                compiled += call.func.attr == "compile"
                inline += call.func.attr in ("search", "match", "fullmatch", "findall", "finditer", "sub", "split")
    many = sorted((-len(where), word) for word, where in modules.items() if len(where) >= _MANY)
    return {
        "words": len(modules),
        "words in three or more modules": len(many),
        "compiled patterns": compiled,
        "inline patterns": inline,
        "most": [f"{word} {-count}" for count, word in many],
    }


def _is_re(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "re"


def _words(tree: ast.Module) -> set[str]:
    """The Chinese words in the strings of a module, but for its docstrings."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    )
    return {word for text in texts for word in _WORD.findall(text)}


if __name__ == "__main__":
    for name, value in counted(Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE).items():
        print(f"{name:34} {' '.join(value[:SHOWN]) if isinstance(value, list) else value}")
