"""What the service says to all that is wrong, and that it stays up."""

import asyncio
import io
import os
import signal
import socket
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2 as httpx
import psutil
import pytest
from fastapi.testclient import TestClient

from summarizer.base.errors import UsageError
from summarizer.server.app import create
from summarizer.server.settings import Bounds, Token, read_tokens
from tests.service import TEXT, TOKEN, client_of, free_port, serve, site


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(site(tmp_path_factory.mktemp("service"))) as made:
        yield made


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open("word/document.xml", "w") as member:
            for _ in range(150):
                member.write(b" " * (1 << 20))
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
        (b"Nothing Chinese in 5 words.", "no Chinese text"),
        (bomb(), ""),
    ],
)
def test_what_cannot_be_read_is_refused_in_the_reader_s_own_sentence(
    client: TestClient, content: bytes, says: str
) -> None:
    answer = client.post("/v1/briefs", files={"file": ("report.docx", content)})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json()["detail"]
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_reader_that_dies_is_a_sentence_and_the_service_stays_up(tmp_path: Path) -> None:
    with client_of(site(tmp_path, bounds=replace(Bounds(), memory=8 << 20))) as client:
        answer = client.post("/v1/briefs", files={"file": ("r.txt", (TEXT + "全年办理5件。" * 300_000).encode())})
        assert (answer.status_code, "more memory or time" in answer.json()["detail"]) == (422, True)
        assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    ("path", "options", "status"),
    [
        ("/v1/briefs", {"content": b"x", "headers": {"content-type": "text/plain"}}, 415),
        ("/v1/briefs", {"content": b"--b\r\nbroken", "headers": {"content-type": "multipart/form-data"}}, 400),
        ("/v1/briefs", {"content": b"--b--", "headers": {"content-type": "multipart/form-data; boundary=b"}}, 422),
        ("/v1/briefs", {"json": {"text": TEXT, "model": "openai/other"}}, 422),
        ("/v1/briefs", {"json": {"text": TEXT, "base_url": "http://192.0.2.1/"}}, 422),
        ("/v1/verify", {"json": {"claims": "5件"}}, 422),
        ("/v1/verify", {"json": {"claims": "5件", "job": 999_999}}, 404),
        ("/v1/figures", {"json": {"text": "no numbers"}}, 422),
        ("/v1/figures", {"content": b"{", "headers": {"content-type": "application/json"}}, 422),
        ("/v1/nothing", {"json": {}}, 404),
        ("/v1/figures", {"json": {"text": TEXT}, "headers": {"origin": "https://elsewhere.example"}}, 403),
        ("/v1/figures", {"json": {"text": TEXT}, "headers": {"host": "elsewhere.example"}}, 403),
    ],
)
def test_what_does_not_fit_is_a_problem_in_a_sentence(
    client: TestClient, path: str, options: dict[str, Any], status: int
) -> None:
    answer = client.post(path, **options)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], bool(told["detail"])) == (status, True)


def test_an_upload_beyond_the_bound_is_refused_whether_or_not_it_says_its_length(tmp_path: Path) -> None:
    with client_of(site(tmp_path, bounds=replace(Bounds(), upload=1000))) as client:
        assert client.post("/v1/briefs", files={"file": ("a.txt", b"x" * 2000)}).status_code == 413
        kind = {"content-type": "application/json"}
        assert client.post("/v1/figures", content=iter([b"x" * 600] * 3), headers=kind).status_code == 413


def test_a_full_queue_says_when_to_come_again(tmp_path: Path) -> None:
    made: Any = create(site(tmp_path, bounds=replace(Bounds(), waiting=1)))
    client = TestClient(made.app, base_url="http://127.0.0.1")  # not entered: no worker takes anything out
    assert client.post("/v1/briefs", json={"text": TEXT}).status_code == 202
    full = client.post("/v1/briefs", json={"text": TEXT + "又办5件。"})
    assert (full.status_code, full.headers["retry-after"]) == (429, "30")


def test_the_token_is_wanted_everywhere_but_where_nothing_is_told(tmp_path: Path) -> None:
    with client_of(site(tmp_path, tokens=(Token(TOKEN),))) as client:
        for path in ("/v1/briefs", "/metrics", "/openapi.json"):
            assert client.get(path).status_code == 401, path
        assert client.get("/v1/briefs", headers={"Authorization": "Bearer wrong"}).status_code == 401
        assert client.get("/healthz").status_code == 200
        bearing = {"Authorization": f"Bearer {TOKEN.decode()}"}
        assert client.get("/v1/briefs", headers=bearing).status_code == 200
        assert client.post("/v1/session", headers=bearing).status_code == 204
        assert client.get("/v1/briefs").status_code == 200  # by the cookie
        assert TOKEN.decode() not in str(dict(client.cookies))


def test_no_host_but_this_machine_is_served_without_a_token(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--token-file"):
        read_tokens(None, "0.0.0.0")
    short = tmp_path / "token"
    short.write_text("short\n", encoding="ascii")
    short.chmod(0o600)
    with pytest.raises(UsageError, match="at least 16"):
        read_tokens(short, "0.0.0.0")
    assert read_tokens(None, "127.0.0.1") == ()


def test_several_tokens_are_told_apart_and_a_wrong_one_is_none_of_them(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text("# analysts\na-first-token-0123456789\n\na-second-token-123456789\n", encoding="ascii")
    file.chmod(0o600)
    tokens = read_tokens(file, "0.0.0.0")
    assert len(tokens) == 2
    with client_of(site(tmp_path / "data", tokens=tokens)) as client:
        for token in tokens:
            assert (
                client.get("/v1/briefs", headers={"Authorization": f"Bearer {token.secret.decode()}"}).status_code
                == 200
            )
        wrong = client.get("/v1/briefs", headers={"Authorization": "Bearer a-third-token-0123456789"})
        assert (wrong.status_code, wrong.headers["www-authenticate"]) == (401, "Bearer")


# --- in a process of its own --------------------------------------------------------------------------------------


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[int, int]]:
    """A service in a process of its own: its port, its number."""
    port = free_port()
    process = serve(tmp_path, port)
    yield port, process.pid
    process.terminate()
    assert process.wait(timeout=60) in (0, -signal.SIGTERM, 128 + signal.SIGTERM)


@pytest.fixture
def port(running: tuple[int, int]) -> int:
    return running[0]


def is_well(port: int) -> bool:
    return bool(httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=10).json() == {"status": "ok"})


@pytest.mark.loopback
def test_an_upload_that_breaks_off_leaves_nothing_behind(port: int, tmp_path: Path) -> None:
    head = (
        f"POST /v1/briefs HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        "Content-Length: 1000000\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="file"; filename="r.txt"\r\n\r\n'
    )
    with socket.create_connection(("127.0.0.1", port)) as upload:
        upload.sendall(head.encode() + TEXT.encode())
        time.sleep(0.2)
    assert is_well(port)
    assert httpx.get(f"http://127.0.0.1:{port}/v1/briefs").json()["jobs"] == []
    assert not list((tmp_path / "sources").glob("*"))


@pytest.mark.loopback
@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_worker_that_is_killed_costs_one_answer_and_is_replaced(running: tuple[int, int]) -> None:
    port, service = running
    address = f"http://127.0.0.1:{port}"
    for _ in range(3):
        for pid in workers(service):
            os.kill(pid, signal.SIGKILL)
        told = [httpx.post(f"{address}/v1/figures", json={"text": TEXT}, timeout=60).status_code for _ in range(8)]
        assert set(told) <= {200, 500}
        assert told[-1] == 200
        assert is_well(port)


def workers(service: int) -> list[int]:
    """The processes of this service, and of no other, that read and compute."""
    alive = [one for one in psutil.Process(service).children() if one.status() != psutil.STATUS_ZOMBIE]
    return [one.pid for one in alive if "summarizer.server.worker" in one.cmdline()]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_what_takes_too_long_to_work_out_is_ended_and_said(tmp_path: Path) -> None:
    with client_of(site(tmp_path, bounds=replace(Bounds(), checking=0.01, wall=0.01))) as client:
        slow = client.post("/v1/verify", json={"claims": "受理5件。" * 20_000, "source": TEXT * 200})
        assert (slow.status_code, "takes longer than" in slow.json()["detail"]) == (422, True)
        read = client.post("/v1/briefs", json={"text": TEXT})
        assert (read.status_code, "takes too long to read" in read.json()["detail"]) == (422, True)
        assert client.get("/healthz").status_code == 200


@pytest.mark.loopback
def test_who_asks_takes_the_place_of_who_does_not_and_idle_connections_are_closed(tmp_path: Path) -> None:
    """uvicorn with our protocol in a thread: five connections at most, each of which must ask within a second."""
    import uvicorn

    from summarizer.server.serve import bounded

    bounds, number = replace(Bounds(), connections=5, idle=1.0), free_port()
    protocol = bounded(bounds)
    service: Any = create(site(tmp_path, bounds=bounds)).app
    server = uvicorn.Server(
        uvicorn.Config(service, host="127.0.0.1", port=number, http=protocol, log_level="critical", ws="none")
    )
    running = threading.Thread(target=server.run)
    running.start()
    try:
        while not server.started:
            time.sleep(0.01)
        idle = [socket.create_connection(("127.0.0.1", number)) for _ in range(5)]
        time.sleep(0.1)
        with socket.create_connection(("127.0.0.1", number)) as one_more:  # the oldest one makes room
            one_more.settimeout(10)
            one_more.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            assert b"200 OK" in one_more.recv(4096)
        idle[0].settimeout(0.5)
        assert idle[0].recv(1) == b""
        for waiting in idle:
            waiting.settimeout(10)
            assert waiting.recv(1) == b""  # closed: it brought no request
            waiting.close()
        with socket.create_connection(("127.0.0.1", number)) as again:
            again.settimeout(10)
            again.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert b"200 OK" in again.recv(4096)
            again.sendall(b"G")
            b"".join(iter(lambda: again.recv(4096), b""))  # it comes to an end: one byte of a second request, no more
        assert is_well(number)
    finally:
        server.should_exit = True
        running.join(60)


@pytest.mark.loopback
def test_where_all_connections_are_being_answered_one_more_is_told_so() -> None:
    """The protocol alone, before a service that takes its time: nobody who is being answered makes room."""
    import uvicorn

    from summarizer.server.serve import bounded

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        while not server.should_exit:
            await asyncio.sleep(0.05)

    number = free_port()
    protocol = bounded(replace(Bounds(), connections=3, idle=0.2))
    server = uvicorn.Server(
        uvicorn.Config(
            slow, host="127.0.0.1", port=number, http=protocol, log_level="critical", ws="none", lifespan="off"
        )
    )
    running = threading.Thread(target=server.run)
    running.start()
    asking = []
    try:
        while not server.started:
            time.sleep(0.01)
        for _ in range(3):
            asking.append(socket.create_connection(("127.0.0.1", number)))
            asking[-1].sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        time.sleep(0.5)  # longer than an idle one may stay
        with socket.create_connection(("127.0.0.1", number)) as one_more:
            one_more.settimeout(10)
            told = b"".join(iter(lambda: one_more.recv(4096), b""))
        assert told.startswith(b"HTTP/1.1 503 ")
        assert b"application/problem+json" in told
        assert b"3 connections are open" in told
    finally:
        server.should_exit = True
        running.join(60)
        for one in asking:
            one.close()
