"""An upload is read in a process of its own, with bounded memory and time: what kills the reader spares the service.

The process gets the content on standard input and none of the service's environment (no key); it answers with the
document as JSON, or with the sentence that refuses it. ``python -m summarizer.server.reading`` is that process.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from summarizer.errors import InputError
from summarizer.server.settings import Bounds

_KEPT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")


class ReaderDied(InputError):
    """The process that reads an upload came to its end without an answer."""


def read_apart(content: bytes, name: str, bounds: Bounds) -> bytes:
    """The document in ``content``, as the JSON that :func:`document_of` understands; blocks for as long as it takes.

    Raises InputError with the reader's own sentence, ReaderDied where it used up what it may or broke down.
    """
    head = json.dumps({"name": name, "memory": bounds.memory, "cpu": bounds.cpu})
    command = [sys.executable, "-m", "summarizer.server.reading"]
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ} | {"PYTHONUTF8": "1"}
    try:
        ran = subprocess.run(
            command, input=head.encode() + b"\n" + content, env=environment, timeout=bounds.wall,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ReaderDied(
            f"{name} takes too long to read ({bounds.wall:.0f} s). Save it anew, or as plain text."
        ) from None
    if ran.returncode != 0 or not ran.stdout:
        raise ReaderDied(
            f"{name} cannot be read: it needs more memory or time than a report does, or it is damaged. "
            "Save it anew, or as plain text."
        )
    told: dict[str, Any] = json.loads(ran.stdout)
    if "refused" in told:
        raise InputError(str(told["refused"]))
    document = told["document"]
    if len(document["text"]) > bounds.text:
        raise InputError(f"{name} has {len(document['text']):,} characters; at most {bounds.text:,} are taken.")
    if len(document["pages"]) > bounds.pages:
        raise InputError(f"{name} has {len(document['pages']):,} pages; at most {bounds.pages:,} are taken.")
    return json.dumps(document).encode()


def _main() -> None:
    """In the reader's process: bound it, read, answer."""
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(head)
    _bound(asked["memory"], asked["cpu"])
    from summarizer.readers import read, require_chinese

    try:
        document = require_chinese(read(content, name=asked["name"]))
        answer: dict[str, Any] = {"document": asdict(document)}
    except InputError as error:
        answer = {"refused": str(error)}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


def _bound(memory: int, cpu: int) -> None:
    try:
        import resource
    except ImportError:  # no such limits on this system; the time limit from outside holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _main()
