"""Writes what the program prints under each command of the README's console blocks: python docs/write_examples.py.

With ``--check`` it only says whether the page is as it would write it. Seconds may differ.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "README.md"
BLOCK = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n(?P<shown>.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS = re.compile(r"\d+\.\d s\b")


def printed(command: str) -> str:
    """What ``command`` prints, run in a folder of its own that has the samples."""
    with tempfile.TemporaryDirectory() as desk:
        (Path(desk) / "samples").symlink_to(ROOT / "samples")
        program = Path(desk) / "summarizer"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m summarizer "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        environment = {**os.environ, "PATH": f"{desk}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(
            ["bash", "-c", command], cwd=desk, env=environment, capture_output=True, encoding="utf-8", check=False
        )
    return ran.stdout


def page(text: str) -> str:
    """``text`` with what each command prints now; a block that differs in its seconds alone stays."""

    def block(match: re.Match[str]) -> str:
        now = printed(match["command"])
        same = SECONDS.sub("", now) == SECONDS.sub("", match["shown"])
        return match.group() if same else f"```console\n$ {match['command']}\n{now}```"

    return BLOCK.sub(block, text)


if __name__ == "__main__":
    old = PAGE.read_text(encoding="utf-8")
    new = page(old)
    if "--check" in sys.argv and new != old:
        sys.exit("README.md does not show what the program prints: run python docs/write_examples.py")
    PAGE.write_text(new, encoding="utf-8")
