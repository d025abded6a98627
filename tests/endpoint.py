"""A mock endpoint: it stands in for an OpenAI-compatible one to show faults and to bear load. It is no model.

    with MockEndpoint(status(429, retry_after="0"), completion('{"en": "fine"}')) as endpoint:
        Client(endpoint.endpoint())

Answers are given in order, the last one again and again; a function of the request's body may stand for all.
"""

import json
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pydantic import SecretStr

from summarizer.model.registry import Traits
from summarizer.model.settings import Endpoint

MODEL = "mock-model"


@dataclass(frozen=True)
class Answer:
    """What one request gets: ``promised`` bytes are announced, ``body`` is sent, after ``delay`` seconds."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    promised: int | None = None


def completion(
    content: str, *, model: str = MODEL, finish: str = "stop", tokens: tuple[int, int] = (100, 20), delay: float = 0.0
) -> Answer:
    """A chat completion that says ``content`` and cost ``tokens`` (prompt, completion)."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content}}
    return Answer(body=_envelope([choice], model, tokens), delay=delay)


def tool_call(name: str, arguments: str) -> Answer:
    """A chat completion that calls the function ``name``."""
    call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    return Answer(body=_envelope([{"index": 0, "finish_reason": "tool_calls", "message": message}], MODEL, (100, 20)))


def no_choices() -> Answer:
    """A completion with nothing in it."""
    return Answer(body=_envelope([], MODEL, (100, 0)))


def status(code: int, message: str = "no", *, param: str | None = None, retry_after: str | None = None) -> Answer:
    """An error in the form that OpenAI gives it."""
    body = json.dumps({"error": {"message": message, "type": "error", "param": param, "code": None}})
    return Answer(status=code, body=body.encode(), headers={"Retry-After": retry_after} if retry_after else {})


def page(code: int = 200) -> Answer:
    """A web page where JSON was hoped for."""
    return Answer(status=code, body=b"<!doctype html><title>Sign in</title>", content_type="text/html")


def reset_midway() -> Answer:
    """A reply that breaks off: more bytes are announced than come."""
    whole = completion('{"en": "never whole"}').body
    return Answer(body=whole[: len(whole) // 2], promised=len(whole))


def hung(seconds: float) -> Answer:
    """No answer for a long time."""
    return completion("{}", delay=seconds)


def _envelope(choices: list[dict[str, Any]], model: str, tokens: tuple[int, int]) -> bytes:
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
    reply = {"id": "mock", "object": "chat.completion", "created": 0, "model": model, "choices": choices}
    return json.dumps({**reply, "usage": usage}).encode()


class _QuietServer(ThreadingHTTPServer):
    """A client that hangs up is what some tests are about: no traceback of it on standard error."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class MockEndpoint:
    """The server; ``requests`` holds the bodies it got, ``headers`` their headers."""

    def __init__(self, *answers: Answer, reply: Callable[[dict[str, Any]], Answer] | None = None) -> None:
        self.answers: list[Answer] = list(answers)
        self.reply = reply
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.busy = self.most_busy = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = _QuietServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def endpoint(self, *, key: str = "sk-secret-of-a-test", timeout: float = 60.0, **traits: Any) -> Endpoint:
        """This server as the client's endpoint."""
        known = Traits.model_validate(traits)
        return Endpoint("remote", MODEL, self.base_url, SecretStr(key), known, None, timeout, known.concurrency)

    def answer(self, body: dict[str, Any], headers: dict[str, str]) -> Answer:
        with self._lock:
            self.requests.append(body)
            self.headers.append(headers)
            self.busy += 1
            self.most_busy = max(self.most_busy, self.busy)
            if self.reply:
                return self.reply(body)
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def wait(self, seconds: float) -> None:
        self._closing.wait(seconds)

    def done(self) -> None:
        with self._lock:
            self.busy -= 1

    def __enter__(self) -> "MockEndpoint":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(mock: MockEndpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = mock.answer(body, {name.lower(): value for name, value in self.headers.items()})
            try:
                mock.wait(answer.delay)
                self._send(answer)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client gave up waiting, as the test meant it to
            finally:
                mock.done()

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(answer.promised or len(answer.body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)
            if answer.promised:
                self.wfile.flush()
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Keeps quiet."""

    return Handler
