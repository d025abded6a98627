"""Old office files (DOC, WPS, ET, XLS, RTF, ODT): made DOCX or XLSX by LibreOffice where it is installed.

It runs without a window, with a profile of its own, and is killed with all that it started when its time is up.
Where it is not installed, the reader says how to save the file anew.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from summarizer.base.errors import InputError
from summarizer.readers.kinds import old_office

SECONDS = 60
LARGEST = 50 << 20
"""Bytes of what LibreOffice makes."""
_PROGRAMS = ("soffice", "libreoffice")
_SHEETS = frozenset((".xls", ".et", ".ods"))


def modern(content: bytes, name: str) -> tuple[bytes, tuple[str, ...]]:
    """``content``, or what LibreOffice makes of it where it is an old office file, and a note that says so.

    Raises InputError as :func:`converted`. Where nothing may be written (in a bounded child) it stays as it is.
    """
    ending = old_office(content)
    try:
        made = converted(content, name, ending) if ending else None
    except OSError:
        made = None
    if made is None:
        return content, ()
    return made, (f"{name} was opened by LibreOffice, and what that makes of it was read.",)


def converted(content: bytes, name: str, ending: str) -> bytes | None:
    """``content`` as DOCX (XLSX for sheets); None where LibreOffice is not installed.

    ``ending`` is what kind of file it is, ".doc". Raises InputError where LibreOffice cannot open it in time.
    """
    program = next((found for one in _PROGRAMS if (found := shutil.which(one))), None)
    if program is None:
        return None
    kind = "xlsx" if ending in _SHEETS else "docx"
    with tempfile.TemporaryDirectory(prefix="summarizer-") as folder:
        given = Path(folder, f"report{ending}")
        given.write_bytes(content)
        command = [
            program, "--headless", "--norestore", "--nolockcheck",
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--convert-to", kind, "--outdir", folder,
            str(given),
        ]  # fmt: skip
        _run(command, folder)
        made = Path(folder, f"report.{kind}")
        if not made.is_file() or not 0 < made.stat().st_size <= LARGEST:
            raise InputError(
                f"{name} cannot be opened by LibreOffice. Open it in Word or WPS, save it as {kind.upper()}."
            )
        return made.read_bytes()


def _run(command: list[str], folder: str) -> None:
    """Run ``command`` in a session of its own, and kill that session when its time is up or it has ended."""
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT") if key in os.environ}
    process = subprocess.Popen(
        command, cwd=folder, env=kept | {"HOME": folder, "TMPDIR": folder}, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        pass
    finally:
        with suppress(ProcessLookupError, PermissionError, AttributeError):
            os.killpg(process.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()
