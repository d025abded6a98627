"""docs/server.md is the service's: its commands run, its addresses are those that there are."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from summarizer.server.app import create
from tests.command import ROOT
from tests.service import free_port, serve, site

PAGE = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


@pytest.mark.loopback
@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
def test_every_command_is_answered(tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    port = free_port()
    process = serve(tmp_path / "service", port)
    try:
        assert len(COMMANDS) > 8
        for command in COMMANDS:
            asked = command.replace("127.0.0.1:8000", f"127.0.0.1:{port}").replace(
                "curl ", "curl -sS --fail-with-body "
            )
            ran = subprocess.run(["bash", "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=False)
            assert ran.returncode == 0, f"{command}\n{ran.stdout}\n{ran.stderr}"
    finally:
        process.terminate()
        process.wait(timeout=60)
    assert (tmp_path / "brief.docx").read_bytes().startswith(b"PK")


def test_the_addresses_are_those_that_there_are(tmp_path: Path) -> None:
    told = set(re.findall(r"^\| `(GET|POST|PUT|DELETE) (/\S+?)` \|", PAGE, re.MULTILINE))
    paths = create(site(tmp_path)).api.openapi()["paths"]
    assert told == {(method.upper(), path) for path, methods in paths.items() for method in methods}


def test_bodies_have_examples_that_fit_them(tmp_path: Path) -> None:
    schemas = create(site(tmp_path)).api.openapi()["components"]["schemas"]
    for name in ("TextAsked", "BriefAsked", "VerifyByText", "VerifyByJob", "Change"):
        required = schemas[name]["required"]
        assert all("examples" in str(schemas[name]["properties"][field]) for field in required), name
