"""A batch against an endpoint that misbehaves in every known way: all is done or said, nothing lost or paid twice."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from summarizer.base.errors import EndpointRefused, EndpointUnreachable
from summarizer.batch.table import Table
from summarizer.model.client import Client
from summarizer.model.settings import Endpoint
from summarizer.model.store import Store, default_path
from tests import writer
from tests.command import Result
from tests.command import summarizer as command
from tests.endpoint import MODEL, Answer, MockEndpoint, completion, hung, no_choices, page, reset_midway, status
from tests.stand_in import wants
from tests.test_batch import REPORT
from tests.test_client import _ask

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.model.client.pace._FIRST_WAIT", 0.001)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, place in enumerate("甲乙丙"):
        text = REPORT.format(place=f"云{place}", number=42 + number)
        (folder / f"{place}.txt").write_text(text, encoding="utf-8")
    return folder


def run(mock: MockEndpoint, shelf: Path, *more: str | Path, timeout: float = 30) -> Result:
    config = writer.config(shelf.parent)
    config.write_text(f"timeout = {timeout}\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    return command(
        "batch", shelf, "-o", shelf.parent / "out", "--model", MODEL, "--base-url", mock.base_url, "--config", config,
        "--calls", "4", *more,
    )  # fmt: skip


FAULTS = {
    "429 storm": [status(429, retry_after="0")] * 12,
    "500": [status(500)] * 3,
    "503": [status(503, retry_after="0")] * 3,
    "reset": [reset_midway()] * 3,
    "truncated JSON": [Answer(body=b'{"choices": [{"mess')] * 3,
    "broken JSON": [Answer(body=b"\xff\xfe{{")] * 3,
    "HTML": [page()] * 3,
    "HTML with an error": [page(502)] * 3,
    "empty choices": [no_choices()] * 3,
    "hung": [hung(600)],
    "another model's name": [completion("{}", model="quite-another")],
    "wrong schema": [completion('{"nonsense": true}'), completion("not even JSON"), completion("[]")],
    "empty": [completion("")],
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_passing_changes_nothing(mock_endpoint: MockEndpoint, shelf: Path, name: str) -> None:
    faults, lock, right = list(FAULTS[name]), threading.Lock(), list[str]()

    def reply(body: dict[str, Any]) -> Answer:
        with lock:
            if faults and (name == "429 storm" or len(mock_endpoint.requests) % 2 == 0):
                return faults.pop()
            right.append(json.dumps(body, sort_keys=True))
            return _anew(body)

    mock_endpoint.reply = reply
    # On a busy machine an answer takes seconds: one that came too late would be paid for twice.
    shown = run(mock_endpoint, shelf, timeout=8 if name == "hung" else 120)
    assert shown.code == 0, shown.err
    assert not faults, "all of them happened"
    assert len(right) == len(set(right)), "no answer was paid for twice"


def _anew(body: dict[str, Any]) -> Answer:
    """The right answer to a question that is asked again because the first one could not be used."""
    return writer.plain_words(body | {"messages": body["messages"][:2]})


def test_words_that_stay_wrong_leave_the_report_incomplete_and_the_others_done(
    mock_endpoint: MockEndpoint, shelf: Path
) -> None:
    def reply(body: dict[str, Any]) -> Answer:
        wrong = wants(body) == "Words" and "43" in body["messages"][1]["content"]
        return completion('{"nonsense": true}') if wrong else _anew(body)

    mock_endpoint.reply = reply
    shown = run(mock_endpoint, shelf)
    assert shown.code == 1, shown.err
    table = Table(shelf.parent / "out" / "jobs.sqlite")
    assert {job.name: job.state for job in table.each()} == {
        "甲.txt": "done", "乙.txt": "incomplete", "丙.txt": "done"
    }  # fmt: skip
    asked = len(mock_endpoint.requests)
    mock_endpoint.reply = _anew
    assert run(mock_endpoint, shelf).code == 1, "it stays as it is"
    assert len(mock_endpoint.requests) == asked
    assert run(mock_endpoint, shelf, "--again", "incomplete").code == 0, "unless it is asked anew"


def test_a_damaged_store_is_noticed_set_aside_and_filled_again(mock_endpoint: MockEndpoint, shelf: Path) -> None:
    mock_endpoint.reply = _anew
    run(mock_endpoint, shelf, "--format", "md")
    store = default_path()
    store.write_bytes(store.read_bytes()[:100] + b"\0" * 20000)
    shown = run(mock_endpoint, shelf, "--format", "md,html")
    assert shown.code == 0, shown.err
    assert "damaged: it is set aside as" in shown.err
    assert len(list(store.parent.glob("*.damaged-*"))) == 1
    with Store() as fresh:
        assert len(fresh) > 0


# --- bytes without end, and bytes without haste -----------------------------------------------------------------------


@contextmanager
def raw_server(send: Any) -> Iterator[str]:
    """A server that lets ``send(socket)`` do what it likes once the head of a request has come."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer:
                peer.recv(1 << 16)
                with suppress(OSError):  # the client has seen enough
                    send(peer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def _endpoint(url: str, timeout: float) -> Endpoint:
    return Endpoint("remote", "m", url, timeout=timeout)


@pytest.mark.parametrize("announced", [True, False])
def test_a_reply_of_a_gigabyte_is_cut_off_after_a_few_megabytes(loopback: None, announced: bool) -> None:
    sent = 0

    def flood(peer: socket.socket) -> None:
        nonlocal sent
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        peer.sendall(head + (b"Content-Length: 1073741824\r\n\r\n" if announced else b"Connection: close\r\n\r\n"))
        for _ in range(1024):
            peer.sendall(b"x" * (1 << 20))
            sent += 1

    with raw_server(flood) as url, pytest.raises(EndpointRefused, match="larger than 8 MB"):
        _run(Client(_endpoint(url, 30), retries=0))
    assert sent < 64, "megabytes that were taken, socket buffers included"


def test_a_trickle_of_bytes_is_given_up_when_the_time_for_a_call_is_up(loopback: None) -> None:
    def trickle(peer: socket.socket) -> None:
        peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(600):
            peer.sendall(b" ")
            time.sleep(0.05)

    with raw_server(trickle) as url, pytest.raises(EndpointUnreachable, match=r"no answer within 0\.5 seconds"):
        _run(Client(_endpoint(url, 0.5), retries=0))


def _run(client: Client) -> None:
    import asyncio

    asyncio.run(_ask(client))
