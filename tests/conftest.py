"""What every test here rests on: no network, an environment of its own, and recorded replies of the real model.

    def test_words(cassette, local_endpoint):      # replays cassettes/<module>/<test>.yaml, network blocked
        ...Client(local_endpoint)...

    def test_cli(cassette, local_options):         # the same through the command line: [*local_options]

`pytest -n0 --record tests/test_extract.py` asks the real embedded model and writes the cassettes anew. Nothing else
ever writes one: a reply in a cassette is what the model said.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openai
import pytest
import vcr
import vcr.errors
import vcr.stubs.httpx_stubs
from pydantic import SecretStr

from summarizer.model.local import Address, LlamaServer, ensure
from summarizer.model.registry import Model, Weights, builtin
from summarizer.model.settings import Endpoint
from tests.cassettes import REPLAY_URL, ReadableCassettes, without_what_changes_by_run
from tests.endpoint import MockEndpoint

CASSETTES = Path(__file__).parent.parent / "cassettes"
CONFIGURATION = (
    "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "DEEPSEEK_API_KEY", "DASHSCOPE_API_KEY",
    "SUMMARIZER_MODEL", "SUMMARIZER_CONFIG", "SUMMARIZER_CACHE", "HF_ENDPOINT",
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy",
)  # fmt: skip
_passed = pytest.StashKey[bool]()
_weights = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="ask the real embedded model and write cassettes anew")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "loopback: this test talks to a server of its own on 127.0.0.1")
    if config.getoption("--record") and config.getoption("numprocesses", None):
        raise pytest.UsageError("Recording asks one model in one process: add -n0.")
    if config.getoption("--record"):  # here, where the developer's own cache and network are still to be had
        config.stash[_weights] = ensure(_embedded_weights())
    Network.block()


#: By the beginnings of their files' names: tests that start processes or a service, or run for long on purpose.
_PROCESS = (
    "test_batch", "test_benchmarks", "test_cli_", "test_cluster", "test_database", "test_fuzz", "test_kills",
    "test_local", "test_many", "test_models", "test_odd_endpoints", "test_page", "test_recorded",
    "test_security", "test_server", "test_startup", "test_store", "test_table",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        name = item.path.name
        if name == "test_docs.py":
            item.add_marker("docs")
        elif name.startswith(_PROCESS) or name.endswith("_speed.py"):
            item.add_marker("process")


def pytest_unconfigure(config: pytest.Config) -> None:
    Network.unblock()


# --- no network ---------------------------------------------------------------------------------------------------


class NetworkBlocked(AssertionError):
    """A test tried to leave this machine, or to reach a local server without saying so."""


class Network:
    """Guards on the ways out of this process; loopback opens inside ``loopback``."""

    loopback_open = 0
    _connect = socket.socket.connect
    _connect_ex = socket.socket.connect_ex
    _getaddrinfo = socket.getaddrinfo

    @classmethod
    def check(cls, host: Any) -> None:
        at_home = host in ("127.0.0.1", "::1", "localhost")
        if not (at_home and cls.loopback_open):
            raise NetworkBlocked(f"a test reached for {host!r}: the network is blocked (loopback needs its marker)")

    @classmethod
    def block(cls) -> None:
        def connect(self: socket.socket, address: Any) -> None:
            if self.family != socket.AF_UNIX:
                cls.check(address[0])
            cls._connect(self, address)

        def connect_ex(self: socket.socket, address: Any) -> int:
            if self.family != socket.AF_UNIX:
                cls.check(address[0])
            return cls._connect_ex(self, address)

        def getaddrinfo(host: Any, *rest: Any, **more: Any) -> Any:
            cls.check(host)
            return cls._getaddrinfo(host, *rest, **more)

        socket.socket.connect = connect
        socket.socket.connect_ex = connect_ex
        socket.getaddrinfo = getaddrinfo

    @classmethod
    def unblock(cls) -> None:
        socket.socket.connect = cls._connect
        socket.socket.connect_ex = cls._connect_ex
        socket.getaddrinfo = cls._getaddrinfo

    @classmethod
    @contextmanager
    def loopback(cls) -> Iterator[None]:
        cls.loopback_open += 1
        try:
            yield
        finally:
            cls.loopback_open -= 1


@pytest.fixture
def loopback() -> Iterator[None]:
    """Lets the test talk to servers on this machine."""
    with Network.loopback():
        yield


@pytest.fixture(autouse=True)
def _own_environment(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Neither the developer's keys and settings nor their caches reach a test."""
    for name in CONFIGURATION:
        monkeypatch.delenv(name, raising=False)
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    if request.node.get_closest_marker("loopback"):
        with Network.loopback():
            yield
    else:
        yield


@pytest.fixture
def mock_endpoint(loopback: None) -> Iterator[MockEndpoint]:
    """A stand-in for an endpoint, for faults and load only; see tests/endpoint.py."""
    with MockEndpoint() as endpoint:
        yield endpoint


# --- recorded replies ---------------------------------------------------------------------------------------------


class MissingReply(vcr.errors.CannotOverwriteExistingCassetteException, openai.OpenAIError):
    """A request that the cassette does not hold. Of openai's tree, so that its client neither retries nor wraps it."""


def _embedded() -> Model:
    model = builtin().model("local")
    assert model
    return model


def _embedded_weights() -> Weights:
    weights = _embedded().weights
    assert weights
    return weights


@pytest.fixture(scope="session")
def real_model(request: pytest.FixtureRequest) -> Iterator[Address]:
    """The embedded model itself, for recording."""
    model = _embedded()
    weights = request.config.stash[_weights]
    server = LlamaServer(weights, name=model.name, context=model.context, slots=1)
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture
def local_address(request: pytest.FixtureRequest) -> Address:
    """Where the embedded model answers: for real when recording, else an address that only a cassette answers."""
    if request.config.getoption("--record"):
        address: Address = request.getfixturevalue("real_model")
        return address
    return Address(REPLAY_URL, "no-key")


@pytest.fixture
def local_endpoint(local_address: Address) -> Endpoint:
    """The embedded model as an endpoint, its replies recorded; one call at a time, so that recordings are alike."""
    model = _embedded()
    return Endpoint(
        place="embedded",
        model=model.name,
        base_url=local_address.base_url,
        key=SecretStr(local_address.key),
        traits=model.traits,
        timeout=900,  # recording on a loaded machine takes its time
    )


@pytest.fixture
def local_options(local_address: Address, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Command-line options that lead to the embedded model, its replies recorded."""
    monkeypatch.setenv("OPENAI_API_KEY", local_address.key)
    return ["--model", _embedded().name, "--base-url", local_address.base_url]


@pytest.fixture
def cassette(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The recorded replies of this test; all of them must be played, and no other request made."""
    recording = request.config.getoption("--record")
    path = CASSETTES / request.module.__name__.rpartition(".")[2] / f"{request.node.name}.yaml"
    recorder = vcr.VCR(
        record_mode="all" if recording else "none",
        drop_unused_requests=recording,
        match_on=("method", "uri", "body"),
        before_record_request=without_what_changes_by_run,
    )
    recorder.register_persister(ReadableCassettes)
    monkeypatch.setattr(vcr.stubs.httpx_stubs, "CannotOverwriteExistingCassetteException", MissingReply)
    with Network.loopback() if recording else _nothing(), recorder.use_cassette(path) as played:
        yield played
    if not recording and request.node.stash.get(_passed, False):
        assert played.all_played, f"{path.name}: {len(played) - played.play_count} recorded replies were not asked for"


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """A request that no cassette holds fails the test as just that, whatever it was wrapped in on the way."""
    try:
        result = yield
    except Exception as error:
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, MissingReply):
            cause = cause.__cause__ or cause.__context__
        if cause is None:
            raise
        raise cause from None
    pyfuncitem.stash[_passed] = True
    return result
