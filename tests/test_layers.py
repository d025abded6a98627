"""The house stands as it is drawn: floors hold, all code is in a room, and warnings are errors."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from tests.command import ROOT

Node = TypeVar("Node", bound=ast.AST)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGE = ROOT / "summarizer"
ROOMS = sorted(
    path.stem
    for path in PACKAGE.iterdir()
    if (path.is_dir() or path.suffix == ".py") and not path.name.startswith("__")
)


def test_no_room_imports_from_above() -> None:
    lint = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    if lint is None:
        pytest.skip("import-linter is not installed (extra dev)")
    ran = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_every_room_has_its_floor() -> None:
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    placed = {name.strip().removeprefix("summarizer.") for layer in layers for name in re.split(r"[|:]", layer)}
    assert placed == set(ROOMS)


def test_the_package_opens_on_at_most_sixteen_rooms() -> None:
    assert len(ROOMS) <= 16


def test_the_picture_of_the_house_is_drawn_from_the_import_contract() -> None:
    drawn = subprocess.run(
        [sys.executable, "docs/write_architecture.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert drawn.returncode == 0, drawn.stderr


def test_warnings_are_errors_here() -> None:
    assert PROJECT["tool"]["pytest"]["ini_options"]["filterwarnings"][0] == "error"
    with pytest.raises(UserWarning, match="seen"):
        warnings.warn("seen", stacklevel=1)


def test_no_file_is_a_drawer() -> None:
    long = {  # a file is one idea; what grows beyond this is two
        str(path.relative_to(ROOT)): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 500
    }
    assert long == {}


def test_nothing_is_swallowed() -> None:
    """No bare except, and no exception of whatever kind that is met with nothing."""
    swallowing = [
        f"{path.relative_to(ROOT)}:{handler.lineno}"
        for path, handler in _nodes(ast.ExceptHandler)
        if handler.type is None
        or (_is_broad(handler.type) and all(isinstance(step, ast.Pass) for step in handler.body))
    ]
    assert swallowing == []


def _is_broad(kind: ast.expr) -> bool:
    return isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException")


def _nodes(kind: type[Node]) -> Iterator[tuple[Path, Node]]:
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, kind))


def test_files_are_opened_with_their_encoding_named() -> None:
    unnamed = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, call in _nodes(ast.Call)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in ("read_text", "write_text")
        and not any(keyword.arg == "encoding" for keyword in call.keywords)
    ]
    assert unnamed == []
