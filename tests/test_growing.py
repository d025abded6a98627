"""The brief is there after the first items, marked unfinished, and grows; what is written last is whole."""

from pathlib import Path

import pytest

from tests import writer
from tests.command import summarizer
from tests.endpoint import Answer, MockEndpoint, status
from tests.test_extract import SHORT


@pytest.mark.parametrize("fails_after", [None, 3])
def test_the_brief_grows_and_says_that_it_is_unfinished(
    mock_endpoint: MockEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_after: int | None
) -> None:
    seen: list[str] = []
    path = tmp_path / "out" / "short" / "brief.md"

    def reply(body: dict[str, object]) -> Answer:
        seen.append(path.read_text(encoding="utf-8") if path.is_file() else "")
        return status(401) if fails_after is not None and len(seen) > fails_after else writer.plain_words(body)

    mock_endpoint.reply = reply
    monkeypatch.setattr("summarizer.cli.brief._SECONDS_BETWEEN", 0.0)
    (tmp_path / "short.txt").write_text(SHORT, encoding="utf-8")
    shown = summarizer(
        "brief", tmp_path / "short.txt", "-o", tmp_path / "out", "--model", "mock-model",
        "--base-url", mock_endpoint.base_url, "--config", writer.config(tmp_path), "--no-cache",
    )  # fmt: skip
    grown = [text for text in seen if text]
    assert grown and all("未完成" in text for text in grown), shown.err
    assert len(grown[-1]) > len(grown[0]) or len(grown) == 1
    assert ("未完成" in path.read_text(encoding="utf-8")) is (fails_after is not None)
