"""What a GGUF file says of itself at its head, and how much memory it needs: read without loading it.

The form is that of https://github.com/ggml-org/ggml/blob/master/docs/gguf.md: a magic word, counts, and named values,
those of the architecture before those of the tokenizer.
"""

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from summarizer.base.errors import WeightsUnavailable

_MAGIC = b"GGUF"
_MOST_VALUES = 4096  # of a head; what has more is no model of today
_LONGEST = 1 << 20  # bytes of one text in it
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_TEXT, _LIST = 8, 9
_CACHE_BYTES = 2  # of one value in the cache of keys and values
_WORKING = 400 << 20
"""Bytes that llama.cpp takes besides weights and cache, generously: its buffers, the server, Python."""
_UNLIMITED = 1 << 60


@dataclass(frozen=True, slots=True)
class Head:
    """The measures of a model that its memory depends on; 0 where the file does not say."""

    layers: int = 0
    width: int = 0
    heads: int = 0
    cached_heads: int = 0
    head_width: int = 0

    @property
    def bytes_a_token(self) -> int:
        """Bytes of keys and values that one token of context takes."""
        width = self.head_width or (self.width // self.heads if self.heads else 0)
        return 2 * self.layers * (self.cached_heads or self.heads) * width * _CACHE_BYTES


def read_head(path: Path) -> Head:
    """The measures of the model in ``path``; raises WeightsUnavailable where it is no GGUF file."""
    try:
        with path.open("rb") as file:
            if file.read(4) != _MAGIC:
                raise WeightsUnavailable(f"llama.cpp cannot load the weights {path}: it is no GGUF file.")
            _, _, count = struct.unpack("<IQQ", file.read(20))
            return _measures(_values(file, min(count, _MOST_VALUES)))
    except (OSError, struct.error, ValueError) as error:
        raise WeightsUnavailable(f"llama.cpp cannot load the weights {path}: the file is damaged.") from error


def _values(file: BinaryIO, count: int) -> dict[str, int]:
    """The whole numbers at the head of the file, by name, up to where the tokenizer's begin."""
    found: dict[str, int] = {}
    for _ in range(count):
        name = _text(file)
        if name.startswith("tokenizer."):
            break
        value = _value(file, *struct.unpack("<I", file.read(4)))
        if isinstance(value, int):
            found[name] = value
    return found


def _value(file: BinaryIO, kind: int) -> object:
    if kind == _TEXT:
        return _text(file)
    if kind == _LIST:
        inner, count = struct.unpack("<IQ", file.read(12))
        values = [_value(file, inner) for _ in range(min(count, _LONGEST))]
        return max((one for one in values if isinstance(one, int)), default=None)
    scalar = f"<{_SCALARS[kind]}" if kind in _SCALARS else ""
    if not scalar:
        raise ValueError(f"a value of the unknown kind {kind}")
    return struct.unpack(scalar, file.read(struct.calcsize(scalar)))[0]


def _text(file: BinaryIO) -> str:
    (length,) = struct.unpack("<Q", file.read(8))
    if length > _LONGEST:
        raise ValueError("a text without end")
    return file.read(length).decode("utf-8", errors="replace")


def _measures(values: dict[str, int]) -> Head:
    def one(ending: str) -> int:
        return next((value for name, value in values.items() if name.endswith(ending)), 0)

    return Head(
        layers=one(".block_count"),
        width=one(".embedding_length"),
        heads=one(".attention.head_count"),
        cached_heads=one(".attention.head_count_kv"),
        head_width=one(".attention.key_length"),
    )


def memory_needed(path: Path, tokens: int) -> int:
    """Bytes that the model in ``path`` takes with a context of ``tokens`` in all; raises WeightsUnavailable."""
    return path.stat().st_size + read_head(path).bytes_a_token * tokens + _WORKING


def memory_here() -> int:
    """Bytes of memory that this process may use at most: the machine's, or what its container is allowed."""
    limits = [_UNLIMITED]
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        limits.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    for file in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            said = Path(file).read_text(encoding="ascii").strip()
        except OSError:
            continue
        if said.isdecimal() and int(said) > 0:
            limits.append(int(said))
    return min(limits)


def check_memory(path: Path, tokens: int) -> None:
    """Raise WeightsUnavailable where the model in ``path`` does not fit into this machine's memory."""
    needed, here = memory_needed(path, tokens), memory_here()
    if needed > here:
        raise WeightsUnavailable(
            f"The weights {path} need about {_gigabytes(needed)} of memory, and this machine has {_gigabytes(here)}: "
            "use smaller ones, fewer calls at a time (concurrency) or a smaller context."
        )


def _gigabytes(size: int) -> str:
    return f"{size / (1 << 30):.1f} GB"
