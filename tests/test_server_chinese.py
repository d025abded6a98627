"""A Chinese page speaks Chinese in errors and reasons: every sentence of the service has its line."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.base.errors import InputError
from summarizer.readers import read
from summarizer.server.chinese import chinese, sentences
from tests.command import ROOT
from tests.service import TEXT, client_of, done, site


def said(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return None


def said_in(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Problem", "InputError"):
                yield from (one for one in map(said, node.args[:2]) if one and " " in one)


def test_every_sentence_of_the_service_has_its_line_in_chinese() -> None:
    found = list(said_in(ROOT / "summarizer" / "server"))
    assert len(found) > 40
    assert [one for one in found if not chinese(one)] == []
    assert all(english.count("{}") >= told.count("{}") for english, told in sentences().items())


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n0000", b"%PDF-1.4 nothing", b"PK\x03\x04 xl/ ", b"{\\rtf1 a}"]
)
def test_a_report_that_is_refused_is_refused_in_chinese_too(content: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read(content, name="年报.bin")
    assert chinese(str(refused.value)).startswith("年报.bin"), str(refused.value)


def test_problems_and_reasons_are_told_in_both_languages(tmp_path: Path) -> None:
    with client_of(site(tmp_path)) as client:
        client.post("/v1/briefs", json={"text": TEXT})
        done(client, 1)
        problem = client.post("/v1/briefs/1/again").json()
        assert (problem["detail"], problem["detail_zh"]) == (
            "There is nothing to try anew: the report is done.", "无须重试：报告的状态是已完成。",
        )  # fmt: skip
        assert client.get("/nowhere").json()["detail_zh"] == "此地址没有内容。"
        assert client.get("/v1/briefs/1").json()["reason_zh"] == ""
