"""The embedded model: a real llama.cpp server in this process, on tiny random weights made here."""

import asyncio
import hashlib
import json
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import pytest
from pydantic import BaseModel, ConfigDict, StringConstraints

from summarizer.base.errors import ModelError, WeightsUnavailable
from summarizer.model.client import Client
from summarizer.model.local import LlamaServer, serve
from summarizer.model.registry import Traits, Weights
from summarizer.model.settings import Endpoint
from summarizer.model.store import Store
from tests import tiny_gguf

ROOT = Path(__file__).parent.parent


LONG = {"messages": [{"role": "user", "content": "x"}], "max_tokens": 900, "ignore_eos": True}
SHORT = {"messages": [{"role": "user", "content": "x"}], "max_tokens": 1}


def connection(base_url: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", urlsplit(base_url).port))


def request(path: str, body: dict[str, Any], *, key: str) -> bytes:
    data = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data


class Words(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: Literal["achievements", "problems", "plans"]
    en: Annotated[str, StringConstraints(pattern=r"^[a-z ]{3,12}$")]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("xllamacpp", reason="llama.cpp is not installed: pip install 'summarizer[local]'")
    return tiny_gguf.write(tmp_path_factory.mktemp("weights") / "tiny.gguf")


@pytest.fixture
def tiny_endpoint(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    """The tiny weights as an embedded model whose file is in the cache already."""
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "cache"))
    data = tiny.read_bytes()
    weights = Weights(
        repository="nobody/tiny", revision="main", file="tiny.gguf", bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(), licence="none", sources=(),
    )  # fmt: skip
    place = tmp_path / "cache" / "weights" / "tiny.gguf"
    place.parent.mkdir(parents=True)
    place.write_bytes(data)
    traits = Traits(context=1024, max_tokens=64, pattern=True, concurrency=2)
    return Endpoint("embedded", "tiny", traits=traits, weights=weights, timeout=60, concurrency=2)


def answers(endpoint: Endpoint, store: Store | None = None) -> tuple[list[Words], Client]:
    client = Client(endpoint, store=store)

    async def ask() -> list[Words]:
        async with client:
            questions = (
                client.ask([{"role": "user", "content": f"{number} 处理投诉42件"}], Words, max_tokens=400)
                for number in range(3)
            )
            return list(await asyncio.gather(*questions))

    return asyncio.run(ask()), client


@pytest.mark.loopback
def test_a_real_server_answers_in_the_form_asked_for_and_is_asked_once(
    tiny_endpoint: Endpoint, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with Store(tmp_path / "replies.sqlite") as store:
        first, client = answers(tiny_endpoint, store)
        again, second = answers(tiny_endpoint, store)
    assert len(first) == 3 and all(3 <= len(answer.en) <= 12 for answer in first)
    assert client.usage.calls == 3 and client.usage.completion_tokens > 0
    assert again == first and second.usage.cached_calls == 3
    assert capfd.readouterr() == ("", ""), "llama.cpp's own words must not reach the user"


@pytest.mark.loopback
def test_serving_ends_with_the_block_even_in_the_middle_of_a_reply(tiny: Path) -> None:
    with serve(tiny, context=1024) as address, connection(address.base_url) as line:
        line.sendall(request("/v1/chat/completions", LONG, key=address.key))
    with pytest.raises(ConnectionRefusedError):
        connection(address.base_url)


@pytest.mark.loopback
def test_only_this_run_has_the_key(tiny: Path) -> None:
    with serve(tiny, context=512) as address:
        for key, status in ((address.key, b"200"), ("another", b"401")):
            with connection(address.base_url) as line:
                line.sendall(request("/v1/chat/completions", SHORT, key=key))
                assert line.recv(64).split()[1] == status
        assert address.key not in repr(address)


@pytest.mark.loopback
def test_a_cancelled_question_leaves_no_server_behind(tiny_endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[str]] = []
    popen = subprocess.Popen

    def noted(*command: Any, **options: Any) -> subprocess.Popen[str]:
        started.append(popen(*command, **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)

    async def ask() -> None:
        async with Client(tiny_endpoint) as client:
            question = asyncio.ensure_future(
                client.ask([{"role": "user", "content": "处理投诉42件"}], Words, max_tokens=400)
            )
            while not started:
                await asyncio.sleep(0.001)
            question.cancel()
            await question

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(ask())
    assert started and all(process.poll() is not None for process in started)


def test_a_file_that_is_no_model_is_a_plain_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("xllamacpp", reason="llama.cpp is not installed")
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"not a model")
    with pytest.raises(WeightsUnavailable, match="cannot load the weights"):
        LlamaServer(broken).start()
    assert capfd.readouterr() == ("", "")


def test_without_llama_cpp_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.model.local.server.find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"pip install 'summarizer\[local\]'"):
        LlamaServer(tmp_path / "any.gguf").start()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL, None], ids=["Ctrl-C", "killed", "left running"])
@pytest.mark.loopback
def test_a_server_stops_with_the_program(tiny: Path, sent: signal.Signals | None) -> None:
    code = """
        import sys, time
        from pathlib import Path
        from summarizer.model.local import LlamaServer
        server = LlamaServer(Path(sys.argv[1]), context=512)
        print(server.start().base_url, flush=True)
        if sys.argv[2] == "wait":
            time.sleep(60)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(tiny), "wait" if sent else "go"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as run:
        assert run.stdout
        base_url = run.stdout.readline().strip()
        if sent:
            run.send_signal(sent)
        run.wait(timeout=20)
    assert run.returncode == (-sent if sent else 0)
    assert stopped_listening(base_url)


def stopped_listening(base_url: str) -> bool:
    """Whether nothing answers there, within a moment: a killed program leaves its server to notice by itself."""
    for _ in range(100):
        try:
            connection(base_url).close()
        except ConnectionRefusedError:
            return True
        time.sleep(0.05)
    return False
