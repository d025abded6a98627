"""A mock writer: answers that pass every check, made from the question by rule. It stands in for a model where a test
is about the way around it (files, exit codes, interruption), never about what a model writes.
"""

from pathlib import Path
from typing import Any

from tests.endpoint import MODEL, Answer
from tests.stand_in import sensible

_CONFIG = f"""
[[models]]
name = "{MODEL}"
plan = "items"
concurrency = 1
"""


def config(folder: Path) -> Path:
    """A config file under which the mock is asked as a small model is: one item to a call, one call at a time."""
    path = folder / "config.toml"
    path.write_text(_CONFIG, encoding="utf-8")
    return path


def plain_words(request: dict[str, Any]) -> Answer:
    """For each statement a sentence with its quantities; names without meaning."""
    return sensible(request)
