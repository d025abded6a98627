"""llama.cpp in this process: an OpenAI-compatible server on a loopback port of its own, behind a key of this run."""

import atexit
import os
import secrets
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import ModelError, WeightsUnavailable

_SILENT = -1  # llama.cpp's verbosity: nothing on the user's stderr
_MISSING = (
    "The embedded model needs llama.cpp, which is not installed: pip install 'summarizer[local]'. "
    "Or name another model with --model, or --model none."
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running server answers, and the key it takes."""

    base_url: str
    key: str


class LlamaServer:
    """One llama.cpp server. ``start`` takes some seconds (it loads the weights); ``stop`` may be called at any time.

    It is stopped at the program's exit in any case. ``context`` is the tokens of one call, for each of ``slots``
    calls at a time.
    """

    def __init__(self, weights: Path, *, name: str = "", context: int = 8192, slots: int = 1) -> None:
        self._weights = weights
        self._name = name or weights.stem
        self._context = context
        self._slots = slots
        self._lock = threading.Lock()
        self._server: Any = None
        self._key = secrets.token_urlsafe(24)
        _running.add(self)

    def start(self) -> Address:
        """Load the weights and listen; a second call gives the same address.

        Raises ModelError when xllamacpp is missing, WeightsUnavailable when the file cannot be loaded.
        """
        with self._lock:
            if self._server is None:
                self._server = self._load()
            return Address(f"{self._server.listening_address}/v1", self._key)

    def stop(self) -> None:
        """Stop listening and free the memory; harmless when nothing runs."""
        with self._lock:
            self._server = None  # the binding stops the server's threads when its last reference goes

    def _load(self) -> Any:
        try:
            import xllamacpp
        except ImportError as error:
            raise ModelError(_MISSING) from error
        params = xllamacpp.CommonParams()
        params.model.path = str(self._weights)
        params.model_alias = {self._name}
        params.hostnames = ["127.0.0.1"]
        params.port = 0
        params.api_keys = [self._key]
        params.ui = False
        params.verbosity = _SILENT
        params.n_parallel = self._slots
        params.n_ctx = self._context * self._slots
        params.cpuparams.n_threads = os.cpu_count() or 1
        params.cache_prompt = True
        params.warmup = False
        try:
            return xllamacpp.Server(params)
        except RuntimeError as error:
            raise WeightsUnavailable(
                f"llama.cpp cannot load the weights {self._weights}: the file is damaged or there is too little memory."
            ) from error


_running: weakref.WeakSet[LlamaServer] = weakref.WeakSet()


@atexit.register
def _stop_all() -> None:
    for server in list(_running):
        server.stop()


@contextmanager
def serve(weights: Path, *, name: str = "", context: int = 8192, slots: int = 1) -> Iterator[Address]:
    """A server over ``weights`` for the time of the block, stopped on any way out of it, Ctrl-C included."""
    server = LlamaServer(weights, name=name, context=context, slots=slots)
    try:
        yield server.start()
    finally:
        server.stop()
