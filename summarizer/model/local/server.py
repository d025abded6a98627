"""A llama.cpp server of this run's own: on a loopback port, behind a key, stopped with the program in any case."""

import atexit
import json
import os
import secrets
import subprocess
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from summarizer.base.errors import ModelError, WeightsUnavailable
from summarizer.model.local.gguf import check_memory

_HOST = Path(__file__).with_name("host.py")
_SPINS = "1000"
"""Turns that a waiting thread spins before it sleeps; measured in docs/models.md."""
_MISSING = (
    "The embedded model needs llama.cpp, which is not installed: pip install 'summarizer[local]'. "
    "Or name another model with --model, or --model none."
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a model answers, and the key it takes ("" for none). The key never prints."""

    base_url: str
    key: str

    def __repr__(self) -> str:
        return f"Address({self.base_url!r})"


class LlamaServer:
    """One llama.cpp server. ``start`` takes some seconds (it loads the weights); ``stop`` may be called at any time.

    ``context`` is the tokens of one call, for each of ``slots`` calls at a time.
    """

    def __init__(self, weights: Path, *, name: str = "", context: int = 8192, slots: int = 1) -> None:
        self._weights, self._tokens = weights, context * slots
        self._key = secrets.token_urlsafe(24)
        self._wanted = {
            "weights": str(weights),
            "name": name or weights.stem,
            "context": context,
            "slots": slots,
            "key": self._key,
        }
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False
        _all.add(self)

    def start(self) -> Address:
        """Load the weights and listen; to be called once.

        Raises ModelError when xllamacpp is missing, WeightsUnavailable when the file cannot be loaded, or would not
        fit into the memory of this machine.
        """
        if find_spec("xllamacpp") is None:
            raise ModelError(_MISSING)
        check_memory(self._weights, self._tokens)
        self._process = process = subprocess.Popen(
            [sys.executable, "-P", str(_HOST)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # nothing there is for the user: what matters comes as the answer
            # OpenMP's threads wait for each other by spinning; beside other work each spins away the other's time.
            # Read when libgomp loads, so it must stand in the environment before the process does.
            env={"GOMP_SPINCOUNT": _SPINS, **os.environ},
            start_new_session=True,  # a Ctrl-C in the terminal is for the program, which then stops this
            encoding="utf-8",
        )
        if self._stopped:  # meanwhile, from another thread
            self.stop()
        assert process.stdin and process.stdout
        try:
            process.stdin.write(json.dumps(self._wanted) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline() or "{}")
        except (OSError, ValueError):
            answer = {}
        if "address" not in answer:
            self.stop()
            raise WeightsUnavailable(
                f"llama.cpp cannot load the weights {self._wanted['weights']}: the file is damaged or there is too "
                f"little memory ({answer.get('error', 'it ended without a word')})."
            )
        return Address(f"{answer['address']}/v1", self._key)

    def stop(self) -> None:
        """Stop listening and free the memory, at once; harmless when nothing runs."""
        self._stopped = True
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()  # it holds nothing but memory
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


_all: weakref.WeakSet[LlamaServer] = weakref.WeakSet()


@atexit.register
def _stop_all() -> None:
    for server in list(_all):
        server.stop()


@contextmanager
def serve(weights: Path, *, name: str = "", context: int = 8192, slots: int = 1) -> Iterator[Address]:
    """A server over ``weights`` for the time of the block, stopped on any way out of it, Ctrl-C included."""
    server = LlamaServer(weights, name=name, context=context, slots=slots)
    try:
        yield server.start()
    finally:
        server.stop()
