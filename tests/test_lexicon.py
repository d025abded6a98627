"""Every word of the lexicon and every rule keeps its examples, and no list of the lexicon is written again."""

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import summarizer
from summarizer.language.lexicon import Form, Rule, forms, pattern, words
from summarizer.language.lexicon.rule import bare, idle
from summarizer.language.lexicon.table import Language, _rows
from tests.lexicon_exceptions import NOT_YET_LIFTED, REASONS

LANGUAGES: tuple[Language, ...] = ("zh", "en")
PACKAGE = Path(summarizer.__file__).parent
#: Optional parts, which a plain installation has no libraries for, and the shells, which have no rules.
NOT_WALKED = ("summarizer.server", "summarizer.__main__", "summarizer.model.local", "summarizer.batch.cluster")
_TOKEN = re.compile(r"[㐀-鿿]{2,}|[A-Za-z][A-Za-z' -]*[A-Za-z]")
_ESCAPES = re.compile(r"\\s|\\ ")
#: Words of grammar: every English list of them has some.
_GRAMMAR = ("auxiliary", "modal", "determiner")


def rows() -> list[tuple[Language, Form]]:
    return [(language, form) for language in LANGUAGES for form in _rows(language)]


def modules() -> list[str]:
    found = [info.name for info in pkgutil.walk_packages([str(PACKAGE)], "summarizer.")]
    return [name for name in found if not name.startswith(NOT_WALKED)]


def rules() -> list[tuple[str, Rule]]:
    return [(name, rule) for name, table in tables() for rule in table]


def tables() -> list[tuple[str, tuple[Rule, ...]]]:
    """Where rules stand, and which: a name of a module's own that is a rule, or a collection of rules."""
    found: dict[int, tuple[str, tuple[Rule, ...]]] = {}
    for name in modules():
        for called, value in vars(importlib.import_module(name)).items():
            if isinstance(value, Rule):
                held: tuple[object, ...] = (value,)
            elif isinstance(value, (tuple, list)):
                held = tuple(value)
            elif isinstance(value, dict):
                held = tuple(value.values())
            else:
                continue
            if held and all(isinstance(one, Rule) for one in held):
                found.setdefault(id(value), (f"{name}.{called}", tuple(one for one in held if isinstance(one, Rule))))
    return list(found.values())


@pytest.mark.parametrize(("language", "cls"), sorted({(language, form.cls) for language, form in rows()}))
def test_words_of_a_class_are_found_in_their_examples_and_not_where_they_are_other_words(
    language: Language, cls: str
) -> None:
    found = re.compile(pattern(cls, language))
    for form in forms(cls, language):
        assert form.yes, f"{form.form}: a word without an example"
        for example in form.yes:
            assert form.form.lower() in [match[0].lower() for match in found.finditer(example)], example
        for example in form.no:
            assert form.form.lower() not in [match[0].lower() for match in found.finditer(example)], example


def test_a_word_stands_once_in_its_class() -> None:
    keys = [(language, form.cls, form.form) for language, form in rows()]
    assert len(keys) == len(set(keys))


def test_a_class_gives_its_words_and_its_pattern_and_an_unknown_one_is_refused() -> None:
    assert "增长" in words("rise", "zh")
    assert words("rise fall", "zh") == (*words("rise", "zh"), *words("fall", "zh"))
    assert re.findall(pattern("rise", "zh"), "同比增长5%，负增长3%") == ["增长"]
    assert re.findall(pattern("fall", "en"), "Cases Slipped and fell below") == ["Slipped", "fell"]
    with pytest.raises(KeyError, match="no word class grow in the zh lexicon"):
        forms("grow", "zh")


@pytest.mark.parametrize("rule", [pytest.param(rule, id=f"{where}-{rule.name}") for where, rule in rules()])
def test_a_rule_keeps_its_examples(rule: Rule) -> None:
    assert rule.yes, f"{rule.name} has no example"
    assert not rule.fails()


@pytest.mark.parametrize("table", [pytest.param(table, id=where) for where, table in tables()])
def test_every_rule_wins_on_one_of_its_own_examples(table: tuple[Rule, ...]) -> None:
    assert not idle(table)


def test_a_rule_tells_which_examples_it_does_not_keep() -> None:
    rule = Rule("a number of cases", r"\d+件", yes=("受理⟨30件⟩", "受理3⟨0件⟩", "受理30宗"), no=("受理30件",))
    assert rule.fails() == [
        "a number of cases: not found in '受理3⟨0件⟩'",
        "a number of cases: not found in '受理30宗'",
        "a number of cases: found in '受理30件'",
    ]
    assert bare("受理⟨30件⟩。") == ("受理30件。", "30件")
    assert idle((Rule("all", ".", yes=("受理",)), Rule("one", "受", yes=("受理",)))) == ["one"]


def literals(tree: ast.Module) -> Iterator[tuple[int, list[str]]]:
    """The strings of each statement that has no statements in it, with its line; no docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            own = [child for child in ast.iter_child_nodes(node) if isinstance(child, (ast.expr, ast.keyword))]
            inner = (leaf for child in own for leaf in no_examples(child))
            texts = [leaf.value for leaf in inner if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)]
            if texts:
                yield node.lineno, texts


def no_examples(node: ast.AST) -> Iterator[ast.AST]:
    """``node`` and what is in it, but for the examples of rules."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.keyword) and child.arg in ("yes", "no")):
            yield from no_examples(child)


def repeated(texts: list[str]) -> dict[str, set[str]]:
    """The classes of which ``texts`` repeat two or more words, with the words."""
    tokens = {token.lower() for text in texts for token in _TOKEN.findall(_ESCAPES.sub(" ", text))}
    found: dict[tuple[str, str], set[str]] = {}
    for token in tokens & told_by().keys():
        for place, form in told_by()[token]:
            found.setdefault(place, set()).add(form)
    return {cls: forms_ for (_, cls), forms_ in found.items() if len(forms_) > 1}


@cache
def told_by() -> dict[str, list[tuple[tuple[str, str], str]]]:
    """By form in small letters: its language, class and form; words of grammar left out."""
    found: dict[str, list[tuple[tuple[str, str], str]]] = {}
    for language, form in rows():
        if len(form.form) > 1 and form.part_of_speech not in _GRAMMAR:
            found.setdefault(form.form.lower(), []).append(((language, form.cls), form.form))
    return found


def written_again() -> dict[str, list[str]]:
    """By module, the statements that repeat two or more words of a class."""
    found: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith("language/lexicon/"):
            continue
        for line, texts in literals(ast.parse(path.read_text(encoding="utf-8"))):
            if classes := repeated(texts):
                told = "; ".join(f"{cls}: {' '.join(sorted(some))}" for cls, some in sorted(classes.items()))
                found.setdefault(name, []).append(f"line {line}: {told}")
    return found


def test_no_module_writes_two_words_of_a_class_again() -> None:
    found = written_again()
    new = {name: lines for name, lines in found.items() if name not in REASONS and not name.startswith(NOT_YET_LIFTED)}
    assert not new, f"take these from summarizer.language.lexicon (or see tests/lexicon_exceptions.py): {new}"


def test_the_list_of_exceptions_names_no_module_that_needs_none() -> None:
    assert not [name for name in REASONS if name.startswith(NOT_YET_LIFTED)]
    gone = {name for name in REASONS if not (PACKAGE / name).is_file()}
    assert not gone, f"strike from tests/lexicon_exceptions.py: {gone}"


def test_no_pattern_stands_that_nobody_asks() -> None:
    """A rule that no line of the package names changes nothing."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    named = Counter(re.findall(r"\w+", "\n".join(sources.values())))
    made = re.compile(r"^(_?[A-Z][A-Z_0-9]*)(?:: [^=\n]+)? = (?:Rule|re\.compile)\(", re.MULTILINE)
    dead = []
    for path, source in sources.items():
        own = Counter(re.findall(r"\w+", source))
        dead += [
            f"{path.name}: {name}" for name in made.findall(source) if (own if name[0] == "_" else named)[name] < 2
        ]
    assert not dead
