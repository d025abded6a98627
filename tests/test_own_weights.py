"""Any weights: a GGUF file on disk, or an entry of the config file; what it needs is known before it starts."""

import asyncio
import hashlib
import json
from pathlib import Path

import pytest

from summarizer.base.errors import UsageError, WeightsUnavailable
from summarizer.model.client import Client
from summarizer.model.local import LlamaServer, catalogue, ensure, gguf
from summarizer.model.local.speed import Speed, Stopwatch, keep_speed, last_speed
from summarizer.model.registry import Model, Registry, Weights
from summarizer.model.settings import Config, load_config, resolve
from tests import tiny_gguf
from tests.command import summarizer
from tests.test_local import Words

MB = 1 << 20


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_gguf.write(tmp_path_factory.mktemp("weights") / "tiny.gguf")


def entry(path: Path, *, sha256: str = "") -> Registry:
    return Registry(models=(Model(name="own", weights=Weights(path=str(path), sha256=sha256)),))


def test_a_file_is_named_as_a_model(tiny: Path) -> None:
    endpoint = resolve(str(tiny), config=Config(), environ={})
    assert (endpoint.place, endpoint.model) == ("embedded", "tiny")
    assert endpoint.traits.pattern and endpoint.traits.plan == "items"
    assert ensure(endpoint.weights) == tiny  # type: ignore[arg-type]


def test_a_file_that_is_not_there_is_said_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There are no weights at"):
        resolve(str(tmp_path / "no.gguf"), config=Config(), environ={})


def test_a_changed_file_is_another_model_to_the_store(tmp_path: Path) -> None:
    path = tmp_path / "a.gguf"
    path.write_bytes(b"GGUF one")
    first = Weights(path=str(path)).identity
    path.write_bytes(b"GGUF another")
    assert Weights(path=str(path)).identity != first


def test_an_entry_of_the_config_file_may_name_a_file_or_a_repository(tiny: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        f'[[models]]\nname = "own"\n[models.weights]\npath = "{tiny}"\n'
        f'[[models]]\nname = "far"\n[models.weights]\nrepository = "a/b"\nfile = "b.gguf"\nsha256 = "{"0" * 64}"\n',
        encoding="utf-8",
    )
    assert resolve("own", config=load_config(config), environ={}).place == "embedded"
    listed = summarizer("models", "--config", config)
    assert (listed.code, listed.err) == (0, "")
    [own] = [line for line in listed.out.splitlines() if line.startswith("own")]
    assert "ready" in own and "MB" in own
    [far] = [line for line in listed.out.splitlines() if line.startswith("far")]
    assert "summarizer models pull far" in far


def test_weights_that_name_neither_are_no_weights() -> None:
    with pytest.raises(ValueError, match="a path, or a repository, file and sha256"):
        Weights(repository="a/b", file="b.gguf")


def test_a_digest_beside_a_path_is_checked(tiny: Path) -> None:
    right = hashlib.sha256(tiny.read_bytes()).hexdigest()
    assert ensure(Weights(path=str(tiny), sha256=right)) == tiny
    with pytest.raises(WeightsUnavailable, match="sha256 differs"):
        ensure(Weights(path=str(tiny), sha256="0" * 64))
    assert tiny.is_file(), "a file of the user's is never moved"


def test_the_memory_is_the_file_its_cache_and_some_more(tiny: Path) -> None:
    head = gguf.read_head(tiny)
    assert (head.layers, head.width, head.heads) == (1, tiny_gguf.WIDTH, tiny_gguf.HEADS)
    assert head.bytes_a_token == 2 * 1 * tiny_gguf.WIDTH * 2
    more = gguf.memory_needed(tiny, 2048) - gguf.memory_needed(tiny, 1024)
    assert more == 1024 * head.bytes_a_token


def test_what_does_not_fit_is_refused_before_it_starts(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("xllamacpp", reason="llama.cpp is not installed: pip install 'summarizer[local]'")
    monkeypatch.setattr(gguf, "memory_here", lambda: 100 * MB)
    server = LlamaServer(tiny, context=1024, slots=1)
    with pytest.raises(WeightsUnavailable, match=r"this machine has 0\.1 GB"):
        server.start()
    assert server._process is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no weights", b"GGUF", b"GGUF\x03\0\0\0" + b"\xff" * 40])
def test_a_file_that_holds_no_weights_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(content)
    with pytest.raises(WeightsUnavailable, match=r"no GGUF file|damaged"):
        gguf.read_head(path)
    [card, *_] = catalogue(entry(path), {})
    assert not card.ready and card.memory == 0 and card.hint


def test_the_last_speed_is_remembered_by_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path))
    watch = Stopwatch()
    for body in (b"", b"{}", b'{"timings": 3}', b"[]"):
        watch.hear(body)
    assert watch.speed is None
    timings = {"prompt_n": 900, "prompt_ms": 10_000, "predicted_n": 300, "predicted_ms": 20_000}
    watch.hear(json.dumps({"timings": timings}).encode())
    keep_speed("sha256:1", watch.speed)
    kept = last_speed("sha256:1")
    assert isinstance(kept, Speed) and (kept.prompt, kept.reply) == (90, 15)
    assert last_speed("sha256:2") is None
    (tmp_path / "weights" / "speeds.json").write_text("[", encoding="utf-8")
    assert last_speed("sha256:1") is None


@pytest.mark.loopback
def test_a_file_on_disk_answers(tiny: Path) -> None:
    pytest.importorskip("xllamacpp", reason="llama.cpp is not installed: pip install 'summarizer[local]'")
    endpoint = resolve(str(tiny), config=Config(concurrency=1), environ={})

    async def ask() -> Words:
        async with Client(endpoint) as client:
            return await client.ask([{"role": "user", "content": "处理投诉42件"}], Words, max_tokens=400)

    assert asyncio.run(ask()).kind in ("achievements", "problems", "plans")
