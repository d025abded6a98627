"""A mock writer: answers that pass every check, made from the question by rule. It stands in for a model where a test
is about the way around it (files, exit codes, interruption), never about what a model writes.
"""

import json
import re
from pathlib import Path
from typing import Any

from tests.endpoint import MODEL, Answer, completion
from tests.stand_in import sensible, wants

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
    """The quantities of the text that was asked about, in its order, as a sentence; names without meaning."""
    if wants(request) == "Names":
        return sensible(request)
    text = request["messages"][-1]["content"].partition("Text: ")[2].partition("</report>")[0]
    words = " ".join(re.sub(r"[^ !#-;=?-\[\]-~]+", " ", text).split())
    asked = request["messages"][1]["content"]
    listed = asked.partition("Terms: ")[2].partition("\n")[0]
    terms = ", ".join(re.findall(r"= ([^;]*)", listed)) or "this"
    verb = "will report" if "Tense: future" in asked else "reports"
    told = f"The office {verb} on {terms}: {words}."[:590]
    return completion(json.dumps({"title": "One of the matters", "summary": told}))
