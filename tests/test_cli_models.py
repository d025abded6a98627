"""`summarizer models`: what can be used; `models pull` fetches embedded weights."""

import hashlib
from pathlib import Path

import pytest

from tests.command import summarizer


def test_every_known_model_and_provider_is_listed_with_what_it_costs_and_lacks() -> None:
    for arguments in (("models",), ("models", "list")):
        shown = summarizer(*arguments)
        assert (shown.code, shown.err) == (0, "")
        names = [line.split("  ")[0] for line in shown.out.splitlines()[1:]]
        assert names == ["local, qwen2.5-coder-1.5b", "openai/NAME", "deepseek/NAME", "qwen/NAME", "none"]
        assert "set OPENAI_API_KEY" in shown.out


def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-of-a-test")
    shown = summarizer("models")
    assert "sk-secret" not in shown.out + shown.err
    [line] = [line for line in shown.out.splitlines() if line.startswith("openai/")]
    assert "ready" in line


def test_models_of_the_config_file_are_listed(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[[models]]\nname = "house-model"\ncost = "nothing"\n', encoding="utf-8")
    assert "house-model" in summarizer("models", "--config", config).out


def test_pull_finds_weights_that_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = tmp_path / "weights" / "tiny.gguf"
    weights.parent.mkdir()
    weights.write_bytes(b"weights")
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path))
    shown = summarizer("models", "pull", "tiny", "--config", _tiny(tmp_path, weights.read_bytes()))
    assert (shown.code, shown.out) == (0, f"tiny: ready at {weights}\n")


def test_pull_without_a_network_says_how_to_get_them_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path))
    shown = summarizer("models", "pull", "tiny", "--config", _tiny(tmp_path, b"weights"))
    assert shown.code == 3
    assert "could not be fetched" in shown.err
    assert f"put it at {tmp_path / 'weights' / 'tiny.gguf'}" in shown.err


def test_only_embedded_models_can_be_pulled() -> None:
    shown = summarizer("models", "pull", "gpt-9")
    assert shown.code == 2
    assert "no weights to pull for gpt-9" in shown.err


def _tiny(folder: Path, content: bytes) -> Path:
    """A config file that knows an embedded model of a few bytes, with no source to fetch it from."""
    config = folder / "config.toml"
    config.write_text(
        '[[models]]\nname = "tiny"\n[models.weights]\nrepository = "nobody/tiny"\nrevision = "main"\n'
        f'file = "tiny.gguf"\nbytes = {len(content)}\nsha256 = "{hashlib.sha256(content).hexdigest()}"\n'
        'licence = "Apache-2.0"\nsources = []\n',
        encoding="utf-8",
    )
    return config
