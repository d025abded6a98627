"""The command line, run as a user would, inside this process (or in one of its own where that matters)."""

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from summarizer.cli import app
from summarizer.cli.shell import run

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Result:
    """How a command ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


def summarizer(*arguments: str | Path, stdin: bytes | str = b"") -> Result:
    """Run ``summarizer arguments…`` in this process."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    out, err = _stream(), _stream()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code = run(app, [str(argument) for argument in arguments])
    return Result(code, _text(out), _text(err))


def start(*arguments: str | Path, **environment: str) -> "subprocess.Popen[bytes]":
    """Start ``python -m summarizer arguments…`` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "summarizer", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
