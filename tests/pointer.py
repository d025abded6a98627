"""A mock that fills forms by rule: it points at the line that holds a given word. It stands in for a model, badly.

mock_endpoint.reply = pointing({"收到": "137", "网上": "96"})     # field word → text of the line to choose
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.endpoint import Answer, completion
from tests.stand_in import prompt, wants

_LINE = re.compile(r"^(\d+) = (.*)$", re.MULTILINE)


def pointing(lines: Mapping[str, str], *, text: str = "A sentence.") -> Callable[[dict[str, Any]], Answer]:
    """Answers to every form question: the line that holds what ``lines`` gives for a word of the field; else none."""

    def line(part: str) -> int:
        field = part.partition("<report>")[0]
        sought = next((sought for word, sought in lines.items() if word in field), None)
        found = [int(number) for number, shown in _LINE.findall(part) if sought is not None and sought in shown]
        return found[0] if found else 0

    def every(part: str) -> list[int]:
        field = part.partition("<report>")[0]
        sought = [sought for word, sought in lines.items() if word in field]
        return [int(number) for number, shown in _LINE.findall(part) if any(one in shown for one in sought)]

    def reply(body: dict[str, Any]) -> Answer:
        said, kind = prompt(body), wants(body)
        if kind == "Points":
            parts = re.split(r"^Field a\d+: ", said, flags=re.MULTILINE)[1:]
            many = body["response_format"]["json_schema"]["schema"]["properties"]
            answer: dict[str, Any] = {
                f"a{number}": every(part) if many[f"a{number}"].get("type") == "array" else line(part)
                for number, part in enumerate(parts, start=1)
            }
        elif kind == "Written":
            at = line(said)
            answer = {"s": [at] if at else [], "t": text if at else ""}
        elif kind == "Choice":
            answer = {"s": line(said), "c": 1 if line(said) else 0}
        else:
            answer = {"s": every(said)}
        return completion(json.dumps(answer, ensure_ascii=False))

    return reply
