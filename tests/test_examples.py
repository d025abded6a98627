"""The programs in examples/ run as their first line says, on the samples."""

import importlib.util
from types import ModuleType

import pytest

from tests.command import ROOT

SAMPLE = str(ROOT / "samples" / "yunhe_2023_rule_of_law.txt")


def program(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "examples" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_program_says_how_it_is_run() -> None:
    for path in sorted((ROOT / "examples").glob("*.py")):
        assert f"python examples/{path.name}" in path.read_text(encoding="utf-8").splitlines()[0]


def test_a_text_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    check = program("check_a_text").main
    assert check(SAMPLE, "The district handled 324,600 matters, up 8.7%.") == 0
    assert "supported" in capsys.readouterr().out
    assert check(SAMPLE, "受理32.47万件。") == 1
    assert "rejected" in capsys.readouterr().out


def test_figures_become_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert program("figures_to_a_table").main([SAMPLE]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.startswith("report,measure,value")
    assert len(rows) > 10


def test_problems_and_plans_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert program("admitted_problems").main([SAMPLE]) == 0
    told = capsys.readouterr().out
    assert told.startswith("# ") and "## problems: " in told and "- " in told
