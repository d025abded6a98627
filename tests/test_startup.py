"""What a start costs: no model library for help or a number check, and little memory with a remote endpoint."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import writer
from tests.command import ROOT
from tests.endpoint import MockEndpoint

HEAVY = ("openai", "instructor", "jinja2", "xllamacpp", "httpx2")
SAMPLE = ROOT / "samples" / "yunhe_2023_rule_of_law.txt"
#: 125 before the lexicon, the table of places and the two files of weights were in the process: they take some 7.
MOST_MEGABYTES = 135


def _loaded_by(code: str) -> list[str]:
    """Which of the heavy libraries are loaded when ``code`` has run in a fresh interpreter."""
    script = (
        "import contextlib, io, sys\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        + "".join(f"    {line}\n" for line in code.splitlines())
        + f"print(*[name for name in {HEAVY} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return ran.stdout.split()


@pytest.mark.parametrize(
    "code",
    [
        "from summarizer.cli import main; main(['--help'])",
        "from summarizer.cli import main; main(['brief', '--help'])",
        "import summarizer",
        "import summarizer; [getattr(summarizer, name) for name in summarizer.__all__]",
        f"import summarizer; summarizer.figures(summarizer.load({str(SAMPLE)!r}))",
        f"import summarizer; summarizer.verify('受理32.46万件。', {str(SAMPLE)!r})",
        "from summarizer.cli import main; main(['models'])",
    ],
)
def test_no_model_library_is_loaded_by(code: str) -> None:
    assert _loaded_by(code) == []


def test_importing_the_package_loads_none_of_its_rooms() -> None:
    script = "import sys, summarizer; print(*[name for name in sys.modules if name.startswith('summarizer.')])"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the kernel must tell the peak memory")
def test_peak_memory_with_a_remote_endpoint_stays_low(mock_endpoint: MockEndpoint, tmp_path: Path) -> None:
    mock_endpoint.reply = writer.plain_words
    script = (
        "import contextlib, pathlib, sys\n"
        "from summarizer.cli import main\n"
        "with contextlib.suppress(SystemExit):\n"
        f"    main(['brief', {str(SAMPLE)!r}, '-o', {str(tmp_path)!r}, '--model', 'mock-model', "
        f"'--base-url', {mock_endpoint.base_url!r}, '--config', {str(writer.config(tmp_path))!r}])\n"
        # of this process alone: ru_maxrss would begin with what its parent used
        "peak = next(line for line in pathlib.Path('/proc/self/status').read_text().splitlines() if 'VmHWM' in line)\n"
        "print('peak', peak.split()[1], 'openai' in sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    peak = ran.stdout.splitlines()[-1].split()
    assert mock_endpoint.requests, ran.stderr
    assert peak[2] == "True"
    assert int(peak[1]) / 1024 < MOST_MEGABYTES
