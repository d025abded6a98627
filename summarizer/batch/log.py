"""The log of a run: a JSON object a line, appended as things happen.

No key ever, and no report text unless asked: of a report its file name, digest and numbers; of a fault its sentence,
without the excerpts that a model's answer may have put into it.
"""

import json
import re
import threading
import time
from pathlib import Path
from typing import Any

from summarizer.base.errors import OutputError

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+(?:[^A-Za-z]*[\u3400-\u9fff\uf900-\ufaff]+)*")
_KEY = re.compile(r"\b(?:sk|Bearer|key)[-_ ][A-Za-z0-9._-]{8,}")


class Log:
    """Lines into ``path``; ``text`` lets what reports and models say into it. ``secrets`` are never written."""

    def __init__(self, path: Path, *, text: bool = False, secrets: tuple[str, ...] = ()) -> None:
        self.path, self._text, self._secrets = path, text, tuple(secret for secret in secrets if secret)
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a", encoding="utf-8")
        except OSError as error:
            raise OutputError(f"The log {path} cannot be written: {error.strerror or error}.") from error

    def write(self, event: str, **fields: Any) -> None:
        """One line; raises OutputError where the disk is full."""
        line = json.dumps({"time": round(time.time(), 3), "event": event} | fields, ensure_ascii=True)
        for secret in self._secrets:
            line = line.replace(json.dumps(secret)[1:-1], "…")
        try:
            with self._lock:
                self._file.write(line + "\n")
                self._file.flush()
        except OSError as error:
            raise OutputError(f"The log {self.path} cannot be written: {error.strerror or error}.") from error

    def said(self, sentence: str) -> str:
        """``sentence`` as it may be logged: without Chinese and quotations from replies, unless text was asked for."""
        return sentence if self._text else _KEY.sub("…", _CHINESE.sub("…", sentence))[:300]

    def close(self) -> None:
        """Close the file."""
        self._file.close()
