"""Reading in a process of its own, with bounded memory and time: what a hostile file does there ends there.

Native libraries take files apart; a file of 700 bytes can make one of them recurse until it is killed, another take up
all memory. The process that reads has nothing to lose, and its end is a sentence about the file.
"""

import hashlib
import json
import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any, NoReturn

from summarizer.base.document import Cell, Document, Metadata, Recognized, Region, Table, Told
from summarizer.base.errors import InputError
from summarizer.readers.pdf import OnPage
from summarizer.readers.pdf.extra import is_installed

_FIRST_SECONDS, _PAGE_SECONDS = 60, 60
_RECOGNIZER_MEMORY = 3 << 30
"""Bytes of address space: the models with their threads take one and a half GiB, of which 0.7 are in memory."""
_PAGE = re.compile(rb"page (\d+) of (\d+)")
DIED = (
    "{name} cannot be read: it needs more memory or time than a report does, or it is damaged. "
    "Save it anew, or as plain text."
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one report may take: ``memory`` in bytes, ``cpu`` in seconds of processor, ``wall`` by the clock."""

    memory: int = 1 << 30
    cpu: int = 60
    wall: int = 300


def read_bounded(
    content: bytes,
    name: str,
    bounds: Bounds = Bounds(),
    on_page: OnPage | None = None,  # it is frozen
) -> Document:
    """What :func:`summarizer.readers.read` makes of ``content``, in a child of this process within ``bounds``.

    Pages of a PDF that are pictures are recognized where the extra ``ocr`` is installed, in a further child with bounds
    for so many pages; ``on_page`` is told how many of how many are done. Where other threads run, the child is a fresh
    interpreter: a fork would keep their locks. Raises InputError with the reader's own sentence or where the child
    died. An old office file is made a new one before, by LibreOffice, which has bounds of its own.
    """
    from summarizer.readers.office import modern

    digest = hashlib.sha256(content).hexdigest()
    content, notes = modern(content, name)
    if not hasattr(os, "fork"):
        got = told(content, name)
    elif threading.active_count() > 1 and sys.executable:
        got = in_a_fresh_process(content, name, bounds)
    else:
        got = in_a_child(lambda: told(content, name), bounds)
    if not got:
        raise InputError(DIED.format(name=name))
    answer: dict[str, Any] = json.loads(got)
    if (pictures := answer.pop("pictures", ())) and is_installed():
        answer = _with_pictures(content, name, len(pictures), on_page) or _without(answer, name, len(pictures))
    if "refused" in answer:
        raise InputError(str(answer["refused"]))
    document = document_of(answer["document"])
    return replace(document, sha256=digest, notes=(*document.notes, *notes))


def is_harmless(content: bytes) -> bool:
    """Whether ``content`` is text without markup, which is decoded as it stands and needs no bounds."""
    head = content[:20_000]
    return not any(mark in head for mark in (b"<", b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"))


def told(content: bytes, name: str, on_page: OnPage | None = None) -> bytes:
    """The document in ``content`` as JSON, or the sentence why it cannot be read; which of its pages are pictures."""
    from summarizer.readers import read

    try:
        document = read(content, name=name, on_page=on_page)
        return json.dumps({"document": asdict(document), "pictures": document.pictures}).encode()
    except InputError as error:
        return json.dumps({"refused": str(error), "pictures": getattr(error, "pictures", ())}).encode()


def _with_pictures(content: bytes, name: str, count: int, on_page: OnPage | None) -> dict[str, Any]:
    """What a child makes of ``content`` that recognizes its ``count`` pages that are pictures; {} where it died."""
    seconds = _FIRST_SECONDS + count * _PAGE_SECONDS
    bounds = Bounds(_RECOGNIZER_MEMORY, cpu=seconds, wall=2 * seconds)
    got = in_a_fresh_process(content, name, bounds, on_page or (lambda done, total: None))
    answer: dict[str, Any] = json.loads(got or b"{}")
    answer.pop("pictures", None)
    return answer


def _without(answer: dict[str, Any], name: str, count: int) -> dict[str, Any]:
    """What was read before, told that the ``count`` pages that are pictures were not recognized."""
    pages = "1 page that is a picture" if count == 1 else f"{count} pages that are pictures"
    sentence = f"{name} has {pages}, and recognizing what they show takes more memory or time. Split it."
    if "document" not in answer:
        return {"refused": sentence}
    document = answer["document"]
    told = {key: [sentence, *document[key]] for key in ("notes", "unread")}
    return {"document": document | told}


def in_a_fresh_process(content: bytes, name: str, bounds: Bounds, on_page: OnPage | None = None) -> bytes:
    """What :func:`told` gives in an interpreter of its own; b"" where that died or took too long.

    With ``on_page`` it recognizes the pages that are pictures, and tells of each.
    """
    known = {"name": name, "memory": bounds.memory, "cpu": bounds.cpu, "pictures": on_page is not None}
    head = json.dumps(known).encode()
    command = [sys.executable, "-m", "summarizer.readers.bounded"]
    found = os.pathsep.join(dict.fromkeys((str(Path(__file__).parents[2]), *filter(None, sys.path))))
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH") if key in os.environ}
    heard, said = os.pipe() if on_page else (-1, subprocess.DEVNULL)
    if on_page:
        listener = threading.Thread(target=_tell, args=(os.fdopen(heard, "rb"), on_page), daemon=True)
        listener.start()
    try:
        done = subprocess.run(
            command, input=head + b"\n" + content, stdout=subprocess.PIPE, stderr=said,
            timeout=bounds.wall, env=kept | {"PYTHONPATH": found, "PYTHONUTF8": "1"}, check=False,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, OSError):
        return b""
    finally:
        if on_page:
            os.close(said)
            listener.join(5)
    return done.stdout if done.returncode == 0 else b""


def _tell(lines: IO[bytes], on_page: OnPage) -> None:
    """Pass on what a child says of its pages: "page 3 of 12"."""
    with lines:
        for line in lines:
            if page := _PAGE.fullmatch(line.strip()):
                on_page(int(page[1]), int(page[2]))


def document_of(record: dict[str, Any]) -> Document:
    """The document whose fields are ``record``, as they come out of JSON."""
    known = dict(record["metadata"])
    known["told"] = tuple(Told(**one) for one in known["told"])
    tables = (Table(one["start"], one["end"], tuple(Cell(**cell) for cell in one["cells"])) for one in record["tables"])
    return Document(
        **{
            **record,
            "metadata": Metadata(**known),
            "regions": tuple(Region(**one) for one in record["regions"]),
            "tables": tuple(tables),
            "pages": tuple(record["pages"]),
            "notes": tuple(record["notes"]),
            "unread": tuple(record["unread"]),
            "pictures": tuple(record.get("pictures", ())),
            "recognized": tuple(Recognized(*one) for one in record.get("recognized", ())),
        }
    )


def in_a_child(work: Callable[[], bytes], bounds: Bounds) -> bytes:
    """What ``work`` gives in a child of this process; b"" where that died."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        os.close(out)
        _as_child(work, bounds, into)
    os.close(into)
    got = _until(out, time.monotonic() + bounds.wall)
    if got is None:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return got if got is not None and status == 0 else b""


def _until(out: int, end: float) -> bytes | None:
    """All that comes out of a pipe; None where it is not closed by ``end`` on the monotonic clock."""
    pieces: list[bytes] = []
    try:
        while (left := end - time.monotonic()) > 0:
            if not select.select([out], [], [], left)[0]:
                continue
            if not (piece := os.read(out, 1 << 20)):
                return b"".join(pieces)
            pieces.append(piece)
        return None
    finally:
        os.close(out)


def _as_child(work: Callable[[], bytes], bounds: Bounds, into: int) -> NoReturn:
    import faulthandler

    code = 1
    try:
        faulthandler.disable()  # how it ends is told by the parent, in a sentence
        _bound(bounds)
        with os.fdopen(into, "wb") as pipe:
            pipe.write(work())
        code = 0
    finally:
        os._exit(code)


def _bound(bounds: Bounds) -> None:
    import resource

    memory, most = bounds.memory + _held(), resource.getrlimit(resource.RLIMIT_AS)[1]
    memory = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.cpu, bounds.cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _held() -> int:
    """Bytes of address space that the process has already: a parent with a model in memory leaves it none else."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _attend() -> None:
    """Read what stands on standard input, bounded, and write what came of it: the fresh process."""
    head = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    _bound(Bounds(head["memory"], head["cpu"]))

    def on_page(done: int, total: int) -> None:
        print(f"page {done} of {total}", file=sys.stderr, flush=True)

    sys.stdout.buffer.write(told(content, head["name"], on_page if head["pictures"] else None))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _attend()
