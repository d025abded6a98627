"""What `import summarizer` promises: all of it is there, documented, and says how it is called."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import summarizer
from tests.command import ROOT

NAMES = [name for name in summarizer.__all__ if name != "__version__"]
VERBS = [name for name in NAMES if inspect.isfunction(getattr(summarizer, name))]


def test_every_promised_name_is_there_and_no_other_is_listed() -> None:
    assert sorted(summarizer.__all__) == dir(summarizer)
    assert set(NAMES) == set(summarizer._HOME)


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(str(summarizer.__file__)).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_documented(name: str) -> None:
    value = getattr(summarizer, name)
    if name == "Listener":  # a type alias
        return
    assert (inspect.getdoc(value) or "").strip(), name


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_is_typed_and_says_what_it_raises(name: str) -> None:
    verb = getattr(summarizer, name)
    parameters = inspect.signature(verb).parameters.values()
    assert all(parameter.annotation is not parameter.empty for parameter in parameters)
    assert inspect.signature(verb).return_annotation is not inspect.Signature.empty
    assert "Raises:" in verb.__doc__ or ":func:`" in verb.__doc__


def test_every_error_of_the_tree_is_public() -> None:
    from summarizer.base import errors

    tree = {name for name, value in vars(errors).items() if inspect.isclass(value) and issubclass(value, Exception)}
    assert tree <= set(NAMES)


def test_every_structure_written_is_public() -> None:
    from summarizer.api.schema_files import STRUCTURES

    assert {structure.__name__ for structure in STRUCTURES.values()} <= set(NAMES)


def test_verbs_are_not_hidden_by_rooms_of_the_same_name() -> None:
    script = (
        "import summarizer.outline.structure, summarizer.verify, summarizer.extract, summarizer\n"
        "from summarizer import extract, outline, verify\n"
        "print(*[type(verb).__name__ for verb in (summarizer.outline, summarizer.verify, extract, outline, verify)])"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["function"] * 5


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert isinstance(summarizer, ModuleType)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = summarizer.nothing  # type: ignore[attr-defined]


def test_the_package_carries_its_types() -> None:
    assert (ROOT / "summarizer" / "py.typed").is_file()
