"""The documentation is the program's: its examples run, its tables are complete, its links lead somewhere."""

import importlib.util
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
import typer

from summarizer.cli import app
from tests.command import ROOT
from tests.command import summarizer as run_here

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(page: Path, language: str) -> list[str]:
    return [code for kind, code in _BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def _ids(path: Path) -> str:
    return path.name


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the samples in it, where examples may write."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if _blocks(page, "sh")], ids=_ids)
def test_shell_examples_run(page: Path, desk: Path) -> None:
    """Each line is run as written; one that would ask a model is run with none."""
    for line in "\n".join(_blocks(page, "sh")).splitlines():
        if "summarizer" not in line or "pip install" in line:
            continue  # what sets everything up is run by .ci/run
        command = line.partition("  #")[0]
        if " brief " in command:
            command = re.sub(r" --model \S+", "", command) + " --model none"
        ran = _run(command, desk)
        assert ran.returncode in (0, 1), f"{command}\n{ran.stderr}"
        assert "Error:" not in ran.stderr, f"{command}\n{ran.stderr}"
        assert ran.stdout.strip(), command


#: A line that says the same without a shell: the program, and words that need no more than their stars filled in.
_PLAIN = r"summarizer(?: [\w./*=,:%-]+|\s)*"


def _run(command: str, desk: Path) -> "subprocess.CompletedProcess[str]":
    """``command`` as a shell runs it, with this program under the name it is installed by; here, if it can be."""
    if re.fullmatch(_PLAIN, command):
        words = [sorted(map(str, Path().glob(word))) if "*" in word else [word] for word in shlex.split(command)[1:]]
        here = run_here(*(one for some in words for one in some))
        return subprocess.CompletedProcess(command, here.code, here.out, here.err)
    shim = desk / "bin" / "summarizer"
    shim.parent.mkdir(exist_ok=True)
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m summarizer "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    environment = {**os.environ, "PATH": f"{shim.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=desk, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_what_the_readme_shows_is_what_the_program_prints() -> None:
    """A console block is a command and all that it prints; only its seconds may differ."""
    tool = _tool("write_examples")
    readme = tool.PAGE.read_text(encoding="utf-8")
    assert len(tool.BLOCK.findall(readme)) >= 2
    assert tool.page(readme) == readme, "run python docs/write_examples.py"


@pytest.mark.parametrize("page", [page for page in PAGES if _blocks(page, "python")], ids=_ids)
def test_python_examples_run_and_print_what_they_say(
    page: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A comment behind a print is what it prints."""
    namespace: dict[str, object] = {}
    for block in _blocks(page, "python"):
        said = re.findall(r"^print\(.*\)  # (.+)$", block, re.MULTILINE)
        if not said or len(said) < block.count("print("):
            exec(compile(block, str(page), "exec"), namespace)
            continue
        capsys.readouterr()
        exec(compile(block, str(page), "exec"), namespace)
        assert capsys.readouterr().out.splitlines() == said


def test_the_readme_has_the_two_commands_that_ci_calls() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    marked = dict(re.findall(r"<!-- command: (\w+) -->\n```sh\n(.+)\n```", readme))
    assert set(marked) == {"brief", "test"}
    assert all(command.startswith("python3 -m venv .venv && ") for command in marked.values())
    assert "-c constraints.txt" in marked["brief"]
    sample = re.search(r"samples/\S+", marked["brief"])
    assert sample
    assert (ROOT / sample[0]).is_file()


def test_the_command_reference_is_the_programs() -> None:
    tool = _tool("write_usage")
    assert tool.page(tool.PAGE.read_text(encoding="utf-8")) == tool.PAGE.read_text(encoding="utf-8"), (
        "run python docs/write_usage.py"
    )


def _tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_commands_and_options_are_documented() -> None:
    def every(command: object, path: str) -> list[tuple[str, object]]:
        below = getattr(command, "commands", {})
        return [(path, command), *(found for name, child in below.items() for found in every(child, f"{path} {name}"))]

    for path, command in every(typer.main.get_command(app), "summarizer"):
        assert getattr(command, "help", None), f"{path} has no help"
        for parameter in getattr(command, "params", []):
            assert getattr(parameter, "help", None), f"{path} {parameter.name} has no help"


def test_every_verdict_and_reason_has_its_line() -> None:
    from summarizer.schema import Reason, Verdict

    page = (ROOT / "docs" / "verification.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| (\w+) \| `(\w+)` \|", page, re.MULTILINE)
    assert [reason for _, reason in lines] == list(get_args(Reason))
    assert {verdict for verdict, _ in lines} == set(get_args(Verdict))


def test_every_error_is_explained() -> None:
    from summarizer.base import errors

    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert [name for name in dir(errors) if name[0].isupper() and f"`{name}`" not in page and "Summ" not in name] == []


def test_the_example_config_is_one() -> None:
    from summarizer.model.settings import Config

    examples = [Config.model_validate(tomllib.loads(one)) for one in _blocks(ROOT / "docs" / "models.md", "toml")]
    assert [(one.models[0].name, bool(one.models[0].weights)) for one in examples] == [
        ("qwen3-8b", True),
        ("deepseek/deepseek-chat", False),
    ]


@pytest.mark.parametrize("page", PAGES, ids=_ids)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_constraints_are_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#") or re.fullmatch(r"[a-z0-9.-]+==[0-9][A-Za-z0-9.]*", line) for line in lines)
