"""The form of a cassette: UTF-8 YAML whose bodies are parsed JSON, to be read and reviewed by people.

Requests and replies are kept as they were, but for what would differ on the next run or give something away: of the
headers only Content-Type stays, the model's port becomes a fixed address, llama.cpp's timings go. Interactions are
sorted, since calls that run at the same time are recorded in any order.
"""

import json
import re
from pathlib import Path
from typing import Any

import yaml
from vcr.persisters.filesystem import CassetteNotFoundError
from vcr.request import Request

REPLAY_URL = "http://127.0.0.1:8080/v1"
_LOCAL = re.compile(r"^http://127\.0\.0\.1:\d+/")
_VOLATILE = {"timings", "__verbose"}


def without_what_changes_by_run(request: Request) -> Request:
    """The request as it is kept and compared."""
    request.uri = _LOCAL.sub(REPLAY_URL.removesuffix("v1"), request.uri)
    request.headers = {"Content-Type": "application/json"}
    return request


class ReadableCassettes:
    """vcrpy's persister."""

    @staticmethod
    def load_cassette(path: Any, serializer: Any) -> tuple[list[Request], list[dict[str, Any]]]:
        try:
            kept = yaml.load(Path(path).read_text(encoding="utf-8"), Loader=_LOADER)
        except FileNotFoundError as error:
            raise CassetteNotFoundError() from error
        return [_request(one) for one in kept], [_response(one) for one in kept]

    @staticmethod
    def save_cassette(path: Any, cassette_dict: dict[str, Any], serializer: Any) -> None:
        pairs = zip(cassette_dict["requests"], cassette_dict["responses"], strict=True)
        kept = sorted((_interaction(*pair) for pair in pairs), key=lambda one: json.dumps(one["request"]))
        text = yaml.dump(kept, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
        if yaml.load(text, Loader=_LOADER) != kept:
            raise ValueError(f"{path} would not read back as it was recorded")
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


def _interaction(request: Request, response: dict[str, Any]) -> dict[str, Any]:
    body = response["body"]["string"]
    reply = json.loads(body)
    return {
        "request": {"method": request.method, "uri": request.uri, "body": json.loads(request.body)},
        "response": {
            "status": response["status"]["code"],
            "body": {name: value for name, value in reply.items() if name not in _VOLATILE},
        },
    }


def _request(kept: dict[str, Any]) -> Request:
    parts = kept["request"]
    body = json.dumps(parts["body"], ensure_ascii=False).encode("utf-8")
    return Request(parts["method"], parts["uri"], body, {"Content-Type": "application/json"})


def _response(kept: dict[str, Any]) -> dict[str, Any]:
    parts = kept["response"]
    return {
        "status": {"code": parts["status"], "message": None},
        "headers": {"Content-Type": ["application/json; charset=utf-8"]},
        "body": {"string": json.dumps(parts["body"], ensure_ascii=False).encode("utf-8")},
    }


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
