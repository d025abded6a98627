"""How many Chinese words stand written in several modules: ``python -m benchmarks.words [FOLDER OF A PACKAGE]``.

In goes a package, out come two counts. The first is of every run of two to six Chinese characters in a string, between
the signs of a pattern; docstrings, examples of rules and what is told a reader (``zh=``) are none; the lexicon, where
every word is to stand once, counts as one module. The second leaves out what is no copy of a word by which texts are
told apart: characters in a class of a pattern ([一二三四]), a part of a phrase that goes on in a group (工作 in
工作(?:安排|计划)), names of units, which figures have as values ("个百分点"), the keys of tables that say what a
word is in English, and modules that only write labels (each with its reason in ``LABELS``). Patterns are calls of
``re.compile``, and calls of ``re`` with a pattern written into them.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from summarizer.language.units import chinese

PACKAGE = Path(__file__).parent.parent / "summarizer"
SHOWN = 40
_RUN = r"(?<![㐀-鿿])[㐀-鿿]{2,6}(?![㐀-鿿])"
_WORD = re.compile(_RUN)
_CLASS = re.compile(r"(?<!\\)\[(?:\\.|[^\]\\])*\]")
_PHRASE_GOES_ON = re.compile(r"\(\?:[㐀-鿿]|\[\][^{*+?]")
_PHRASE_BEGAN = re.compile(r"[㐀-鿿]\)\??$")
_CHINESE = re.compile(r"[㐀-鿿]")
_MANY = 3
#: Modules whose Chinese is written for people or for machines, and read by no rule.
LABELS = {
    "batch/index.py": "the headings of the list of briefs",
    "cli/side_by_side.py": "the headings of a table",
    "renderers/": "the words of the brief itself",
    "server/bodies.py": "an example in the description of the service",
}


def measure() -> dict[str, float | int | str]:
    """The counts for the package as it is."""
    return {name: value for name, value in counted(PACKAGE).items() if not isinstance(value, list)}


def counted(package: Path) -> dict[str, int | list[str]]:
    """Words, words in three modules or more by both counts, and patterns of the package in ``package``."""
    every: dict[str, set[str]] = defaultdict(set)
    copies: dict[str, set[str]] = defaultdict(set)
    compiled = inline = 0
    for path in sorted(package.rglob("*.py")):
        tree, name = ast.parse(path.read_text(encoding="utf-8")), path.relative_to(package).as_posix()
        for text, key in _texts(tree):
            for word in _WORD.findall(text):
                every[word].add(name)
            for word in () if key or name.startswith(tuple(LABELS)) else _read_by(text):
                copies[word].add(name)
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _is_re(call.func.value):
                compiled += call.func.attr == "compile"
                inline += call.func.attr in ("search", "match", "fullmatch", "findall", "finditer", "sub", "split")
    many = sorted((-len(where), word) for word, where in copies.items() if len(where) >= _MANY)
    return {
        "words": len(every),
        "words in three or more modules": sum(len(where) >= _MANY for where in every.values()),
        "copies in three or more modules": len(many),
        "compiled patterns": compiled,
        "inline patterns": inline,
        "most": [f"{word} {-count}" for count, word in many],
    }


def _is_re(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "re"


def _texts(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """The strings of a module but for its docstrings, each with whether it is a key whose value is not Chinese."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    written = [node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg in ("yes", "no", "zh")]
    told |= {id(leaf) for one in written for leaf in ast.walk(one)}
    keys = {
        id(key)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if key is not None and not _CHINESE.search(ast.unparse(value))
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value, id(node) in keys


def _read_by(text: str) -> Iterator[str]:
    """The words of a string that stand in it for themselves, and are no units."""
    bare = _CLASS.sub("[]", text)
    for found in _WORD.finditer(bare):
        part = _PHRASE_GOES_ON.match(bare, found.end()) or _PHRASE_BEGAN.search(bare[: found.start()])
        if not part and found.group() not in UNITS:
            yield found.group()


def _units() -> frozenset[str]:
    """The names of units and currencies, as figures carry them."""
    held = [value for value in vars(chinese).values() if isinstance(value, (str, dict))]
    lists = [value.split() if isinstance(value, str) else [*value, *value.values()] for value in held]
    return frozenset(name for listed in lists for name in listed if isinstance(name, str) and "|" not in name)


UNITS = _units()

if __name__ == "__main__":
    for name, value in counted(Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE).items():
        print(f"{name:34} {' '.join(value[:SHOWN]) if isinstance(value, list) else value}")
