"""One's own text beside a report: verdicts in place, and the text given back marked, in one's own Word file too."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from tests.service import TEXT, client_of, done, site

DRAFT = "一、概况\n全年受理行政复议案件1360件，同比下降4.5%。\nIn 2023, 1,360 cases were accepted and 98,765 closed."


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Any]:
    with client_of(site(tmp_path)) as made:
        made.post("/v1/briefs", json={"text": TEXT})
        done(made, 1)
        yield made


def word_file() -> bytes:
    made = docx.Document()
    made.add_heading("送审稿", 1)
    line = made.add_paragraph("全年受理行政复议案件")
    line.add_run("13").bold = True
    line.add_run("60件，同比下降4.5%。")
    made.add_table(1, 2).cell(0, 1).text = "98765件"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def shaded(made: Document) -> str:
    return "".join(
        "".join(run.itertext())
        for run in made.element.body.iter(qn("w:r"))
        if run.find(f"{qn('w:rPr')}/{qn('w:shd')}") is not None
    )


def test_every_numeral_of_a_draft_has_a_verdict_or_is_said_to_have_none(client: Any) -> None:
    told = client.post("/v1/briefs/1/draft", json={"text": DRAFT}).json()
    verdicts = {(one["text"], one["verdict"]) for one in told["verification"]["checks"]}
    assert ("1360件", "supported") in verdicts
    assert {verdict for text, verdict in verdicts if text in ("4.5%", "下降4.5%")} == {"rejected"}
    assert {verdict for text, verdict in verdicts if "98,765" in text} == {"rejected"}
    assert told["verification"]["unchecked"]
    named = next(one for one in told["verification"]["checks"] if one["text"] == "1360件")["figures"]
    assert [told["figures"][name]["text"] for name in named] == ["1360件"]
    source = client.get("/v1/briefs/1/source").json()["text"]
    assert all(source[one["start"] : one["end"]] == one["text"] for one in told["figures"].values())


def test_a_word_file_is_given_back_with_its_own_words_and_looks_and_a_comment_at_each_doubt(client: Any) -> None:
    files = {"file": ("送审稿.docx", word_file())}
    answer = client.post("/v1/briefs/1/draft.docx", files=files, data={"lang": "zh"})
    assert answer.status_code == 200, answer.text
    assert "%E9%80%81%E5%AE%A1%E7%A8%BF.checked.docx" in answer.headers["content-disposition"]
    made = docx.Document(io.BytesIO(answer.content))
    assert [one.text for one in made.paragraphs] == ["送审稿", "全年受理行政复议案件1360件，同比下降4.5%。"]
    assert [run.text for run in made.paragraphs[1].runs if run.bold] == ["13"]
    assert "1360件" in shaded(made)
    assert "98765件" in shaded(made)
    said = [one.text for one in made.comments]
    assert any(one.startswith("✗ 不符") and "增减方向不符" in one for one in said)
    assert any(one.startswith("依据：") and "有据 1" in one for one in said)


def test_a_typed_text_comes_as_word_and_as_a_page_that_runs_nothing(client: Any) -> None:
    body = {"text": f"{DRAFT}\n<script>alert(1)</script>", "name": "草稿", "lang": "en"}
    made = docx.Document(io.BytesIO(client.post("/v1/briefs/1/draft.docx", json=body).content))
    assert "\n".join(one.text for one in made.paragraphs) == body["text"]
    page = client.post("/v1/briefs/1/draft.html", json=body)
    assert page.headers["content-type"].startswith("text/html")
    assert "<script" not in page.text
    assert "wrong direction" in page.text
    assert 'class="rejected"' in page.text


def test_a_draft_without_any_number_and_one_that_cannot_be_read_are_told_so(client: Any) -> None:
    told = client.post("/v1/briefs/1/draft", json={"text": "没有数字。"}).json()
    assert told["verification"]["checks"] == []
    broken = client.post("/v1/briefs/1/draft", files={"file": ("a.docx", b"PK\x03\x04broken")})
    assert (broken.status_code, broken.json()["detail"].startswith("a.docx")) == (422, True)
    assert client.post("/v1/briefs/9/draft", json={"text": "5件"}).status_code == 404
