"""Reading in a process of its own, with bounded memory and time: what a hostile file does there ends there.

Native libraries take files apart; a file of 700 bytes can make one of them recurse until it is killed, another take up
all memory. The process that reads has nothing to lose, and its end is a sentence about the file.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, NoReturn

from summarizer.base.document import Cell, Document, Metadata, Region, Table, Told
from summarizer.base.errors import InputError

DIED = (
    "{name} cannot be read: it needs more memory or time than a report does, or it is damaged. "
    "Save it anew, or as plain text."
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one report may take: ``memory`` in bytes, ``cpu`` in seconds of processor."""

    memory: int = 1 << 30
    cpu: int = 60


def read_bounded(content: bytes, name: str, bounds: Bounds = Bounds()) -> Document:  # it is frozen
    """What :func:`summarizer.readers.read` makes of ``content``, in a child of this process within ``bounds``.

    To be called where no other thread runs. Raises InputError, with the reader's own sentence or where the child died.
    """

    def told() -> bytes:
        from summarizer.readers import read

        try:
            return json.dumps({"document": asdict(read(content, name=name))}).encode()
        except InputError as error:
            return json.dumps({"refused": str(error)}).encode()

    got = in_a_child(told, bounds) if hasattr(os, "fork") else told()
    if not got:
        raise InputError(DIED.format(name=name))
    answer: dict[str, Any] = json.loads(got)
    if "refused" in answer:
        raise InputError(str(answer["refused"]))
    return document_of(answer["document"])


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
    with os.fdopen(out, "rb") as pipe:
        got = pipe.read()
    _, status = os.waitpid(child, 0)
    return got if status == 0 else b""


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

    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.cpu, bounds.cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
