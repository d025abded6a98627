"""A mock batch endpoint: files, batches and their results as OpenAI's API reference has them. It is no model.

    with MockBatchEndpoint(sensible) as endpoint: ...

``answer`` replies to each request of a batch; a batch goes on by one state each time it is looked at, and ``fate`` may
end one otherwise ("failed", "expired": half of its requests are answered).
"""

import email.parser
import email.policy
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.endpoint import Answer, _QuietServer

_STATES = ("validating", "in_progress", "finalizing", "completed")


class MockBatchEndpoint:
    """The server; ``batches`` by id, ``asked`` every request body of every batch in order."""

    def __init__(self, answer: Callable[[dict[str, Any]], Answer]) -> None:
        self.answer = answer
        self.fate: Callable[[int], str] = lambda number: "completed"
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.asked: list[dict[str, Any]] = []
        self.held = threading.Event()  # set: batches do not go on
        self._server = _QuietServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "MockBatchEndpoint":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    # --- what it does ---

    def upload(self, content: bytes) -> dict[str, Any]:
        name = f"file-{len(self.files) + 1}"
        self.files[name] = content
        return {"id": name, "object": "file", "bytes": len(content), "created_at": 0, "filename": "requests.jsonl",
                "purpose": "batch", "status": "processed"}  # fmt: skip

    def create(self, wanted: dict[str, Any]) -> dict[str, Any]:
        assert wanted["endpoint"] == "/v1/chat/completions" and wanted["completion_window"] == "24h"
        name = f"batch_{len(self.batches) + 1}"
        lines = [json.loads(line) for line in self.files[wanted["input_file_id"]].splitlines()]
        assert all(set(line) == {"custom_id", "method", "url", "body"} for line in lines)
        assert len({line["custom_id"] for line in lines}) == len(lines)
        self.asked += [line["body"] for line in lines]
        self.batches[name] = {
            "id": name, "object": "batch", "endpoint": wanted["endpoint"], "errors": None,
            "input_file_id": wanted["input_file_id"], "completion_window": "24h", "status": "validating",
            "output_file_id": None, "error_file_id": None, "created_at": 0, "metadata": wanted.get("metadata"),
            "request_counts": {"total": len(lines), "completed": 0, "failed": 0},
        }  # fmt: skip
        return self.batches[name]

    def look(self, name: str) -> dict[str, Any]:
        batch = self.batches[name]
        if batch["status"] in _STATES[:-1] and not self.held.is_set():
            batch["status"] = _STATES[_STATES.index(batch["status"]) + 1]
            fate = self.fate(int(name.removeprefix("batch_")))
            if fate == "failed":
                batch |= {
                    "status": "failed",
                    "errors": {"object": "list", "data": [{"code": "x", "message": "no such model"}]},
                }
            elif batch["status"] == "completed":
                self._finish(batch, fate)
        return batch

    def _finish(self, batch: dict[str, Any], fate: str) -> None:
        lines = [json.loads(line) for line in self.files[batch["input_file_id"]].splitlines()]
        answered = lines[: len(lines) // 2] if fate == "expired" else lines
        out, errors = [], []
        for line in reversed(answered):  # in any order
            answer = self.answer(line["body"])
            response = {"status_code": answer.status, "request_id": "r", "body": json.loads(answer.body or b"{}")}
            said = {"id": "x", "custom_id": line["custom_id"], "response": response, "error": None}
            (out if answer.status == 200 else errors).append(said)
        for line in lines[len(answered) :]:
            error = {
                "code": "batch_expired",
                "message": "This request could not be executed before the window expired.",
            }
            errors.append({"id": "x", "custom_id": line["custom_id"], "response": None, "error": error})
        batch["status"] = fate
        for field, found in (("output_file_id", out), ("error_file_id", errors)):
            if found:
                batch[field] = self.upload("".join(json.dumps(one) + "\n" for one in found).encode())["id"]


def _handler(mock: MockBatchEndpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/v1/files":
                self._json(mock.upload(_file_of(self.headers["Content-Type"], body)))
            elif self.path == "/v1/batches":
                self._json(mock.create(json.loads(body)))
            else:
                self._json({"error": {"message": "no such address"}}, 404)

        def do_GET(self) -> None:
            path = self.path.partition("?")[0].removeprefix("/v1/").split("/")
            if path == ["batches"]:
                found = list(mock.batches.values())
                self._json({"object": "list", "data": found, "has_more": False})
            elif path[0] == "batches":
                self._json(mock.look(path[1]))
            else:
                self._send(mock.files[path[1]], "application/octet-stream")

        def _json(self, said: dict[str, Any], status: int = 200) -> None:
            self._send(json.dumps(said).encode(), "application/json", status)

        def _send(self, body: bytes, kind: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Keeps quiet."""

    return Handler


def _file_of(kind: str, body: bytes) -> bytes:
    """The file in a multipart form."""
    whole = b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(whole)
    fields = {part.get_param("name", header="content-disposition"): part for part in message.iter_parts()}
    assert fields["purpose"].get_content().strip() == "batch"
    content = fields["file"].get_payload(decode=True)
    assert isinstance(content, bytes)
    return content
