"""Which model answers, and where: options, then the environment, then the config file, then the embedded default."""

from pathlib import Path

import pytest

from summarizer.base.errors import UsageError
from summarizer.model.settings import Config, Endpoint, load_config, resolve

KEY = "sk-secret-of-a-test"
OPENAI = {"OPENAI_API_KEY": KEY}


def where(endpoint: Endpoint) -> tuple[str, str, str]:
    return endpoint.place, endpoint.model, endpoint.base_url


def test_with_nothing_configured_the_embedded_model_answers() -> None:
    endpoint = resolve(environ={})
    assert where(endpoint) == ("embedded", "qwen2.5-coder-1.5b", "")
    assert endpoint.describe() == "qwen2.5-coder-1.5b (embedded, on this machine)"
    assert endpoint.traits.plan == "items" and endpoint.traits.pattern
    assert endpoint.weights and endpoint.identity == f"sha256:{endpoint.weights.sha256}"


@pytest.mark.parametrize(
    ("model", "base_url", "environ", "config", "expected"),
    [
        ("none", None, OPENAI, {}, ("none", "", "")),
        (
            "local",
            None,
            {**OPENAI, "OPENAI_BASE_URL": "https://x.example/v1"},
            {},
            ("embedded", "qwen2.5-coder-1.5b", ""),
        ),
        ("openai/gpt-x", None, OPENAI, {}, ("remote", "gpt-x", "https://api.openai.com/v1")),
        ("gpt-x", None, OPENAI, {}, ("remote", "gpt-x", "https://api.openai.com/v1")),
        ("deepseek/chat", None, {"DEEPSEEK_API_KEY": KEY}, {}, ("remote", "chat", "https://api.deepseek.com/v1")),
        ("name", "https://host.example/v1/", {}, {}, ("remote", "name", "https://host.example/v1")),
        ("Org/Name", "http://127.0.0.1:8000/v1", {}, {}, ("remote", "Org/Name", "http://127.0.0.1:8000/v1")),
        ("openai/gpt-x", "https://host.example/v1", OPENAI, {}, ("remote", "gpt-x", "https://host.example/v1")),
        (
            "qwen2.5-coder-1.5b",
            "http://127.0.0.1:1/v1",
            {},
            {},
            ("remote", "qwen2.5-coder-1.5b", "http://127.0.0.1:1/v1"),
        ),
        (
            None,
            None,
            {**OPENAI, "OPENAI_BASE_URL": "https://e.example/v1", "SUMMARIZER_MODEL": "m"},
            {},
            ("remote", "m", "https://e.example/v1"),
        ),
        (None, None, {}, {"model": "m", "base_url": "https://c.example/v1"}, ("remote", "m", "https://c.example/v1")),
        (
            None,
            None,
            {"SUMMARIZER_MODEL": "none"},
            {"model": "m", "base_url": "https://c.example/v1"},
            ("none", "", ""),
        ),
        (
            "arg",
            None,
            {"SUMMARIZER_MODEL": "env"},
            {"model": "file", "base_url": "https://c.example"},
            ("remote", "arg", "https://c.example"),
        ),
        (
            "m",
            "https://a.example",
            {"OPENAI_BASE_URL": "https://e.example"},
            {"base_url": "https://c.example"},
            ("remote", "m", "https://a.example"),
        ),
        (
            "m",
            None,
            {"OPENAI_BASE_URL": "https://e.example"},
            {"base_url": "https://c.example"},
            ("remote", "m", "https://e.example"),
        ),
        (
            "deepseek/chat",
            None,
            {"DEEPSEEK_API_KEY": KEY, "OPENAI_BASE_URL": "https://e.example"},
            {},
            ("remote", "chat", "https://api.deepseek.com/v1"),
        ),
    ],
)
def test_options_go_before_environment_before_file(
    model: str | None,
    base_url: str | None,
    environ: dict[str, str],
    config: dict[str, str],
    expected: tuple[str, str, str],
) -> None:
    assert where(resolve(model, base_url, config=Config.model_validate(config), environ=environ)) == expected


def test_a_key_alone_means_openai_and_its_default_model_is_named_before_anything_is_sent() -> None:
    endpoint = resolve(environ=OPENAI)
    assert endpoint.base_url == "https://api.openai.com/v1"
    assert endpoint.model in endpoint.describe() and "api.openai.com" in endpoint.describe()


def test_the_key_is_the_one_of_the_provider_and_never_prints() -> None:
    environ = {"OPENAI_API_KEY": "sk-openai", "DEEPSEEK_API_KEY": KEY, "MINE": "sk-mine"}
    endpoint = resolve("deepseek/chat", environ=environ)
    assert endpoint.key.get_secret_value() == KEY
    assert KEY not in f"{endpoint} {endpoint!r} {endpoint.describe()} {endpoint.identity}"
    named = resolve("m", "https://x.example", config=Config(key_variable="MINE"), environ=environ)
    assert named.key.get_secret_value() == "sk-mine"


@pytest.mark.parametrize(
    ("model", "base_url", "environ", "said"),
    [
        ("openai/gpt-x", None, {}, "OPENAI_API_KEY"),
        ("qwen/max", None, {}, "DASHSCOPE_API_KEY"),
        ("unheard-of", None, {}, "--base-url"),
        ("some/thing", None, OPENAI, "--base-url"),
        ("local", "https://x.example/v1", {}, "runs on this machine"),
        ("m", "x.example/v1", {}, "https://host/v1"),
        ("m", "ftp://x.example/v1", {}, "https://host/v1"),
        ("m", "https://x.example:99999/v1", {}, "https://host/v1"),
        ("m", "https://me:secret@x.example/v1", {}, "must not carry"),
        ("m", "https://x.example/v1?key=secret", {}, "must not carry"),
    ],
)
def test_what_names_no_endpoint_is_a_plain_error(
    model: str, base_url: str | None, environ: dict[str, str], said: str
) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        resolve(model, base_url, config=Config(), environ=environ)
    assert "secret" not in str(raised.value)


def test_a_config_file_is_read_and_adds_to_the_registry(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        """
        model = "house/big"
        timeout = 30
        concurrency = 7
        [[models]]
        name = "house/big"
        context = 100000
        mode = "tools"
        [[providers]]
        prefix = "house"
        base_url = "https://models.example/v1"
        key_variable = "HOUSE_KEY"
        """,
        encoding="utf-8",
    )
    environ = {"SUMMARIZER_CONFIG": str(file), "HOUSE_KEY": KEY}
    endpoint = resolve(environ=environ)
    assert where(endpoint) == ("remote", "big", "https://models.example/v1")
    assert (endpoint.timeout, endpoint.concurrency) == (30, 7)
    assert (endpoint.traits.context, endpoint.traits.mode) == (100000, "tools")
    assert load_config(file, environ={}).model == "house/big"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"model = ", "TOML"), (b"modell = 'x'", "modell"), (b"timeout = -1", "timeout"), (b"\xff\xfe", "UTF-8")],
)
def test_a_config_file_that_cannot_be_used_is_named_with_the_setting(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=said) as raised:
        load_config(file)
    assert str(file) in str(raised.value)


def test_a_config_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_config(tmp_path / "nowhere.toml")
    assert load_config(environ={}) == Config()
