"""What a reviewer decided is in every file that is delivered, with a sign of its own; its log cannot be changed."""

import io
import json
import sqlite3
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.service import TEXT, client_of, done, site


@pytest.fixture
def reviewed(tmp_path: Path) -> Any:
    """A brief with a wrong number that 王敏 accepts, and one text that 李华 corrected."""
    with client_of(site(tmp_path)) as client:
        client.post("/v1/briefs", json={"text": TEXT})
        done(client, 1)
        at = "/v1/briefs/1/review"
        checks = client.get(at).json()["brief"]["checks"]
        place = {key: next(one for one in checks if one["field"].endswith("summary.zh"))[key] for key in _PLACE}
        wrong = {"version": 0, "who": "李华", "action": "correct", "text": "受理行政复议案件1370件。"}
        assert client.post(at, json=wrong | place).status_code == 422  # a correction needs a reason
        made = client.post(at, json=wrong | place | {"reason": "据台账"}).json()
        check = next(one for one in made["brief"]["checks"] if one["verdict"] != "supported")
        accept = {"version": 1, "who": "王敏", "action": "accept", "reason": "已电话核实"}
        assert client.post(at, json=accept | {key: check[key] for key in _PLACE}).status_code == 200
        yield client


_PLACE = ("field", "start", "end")


def test_brief_json_tells_each_decision_and_the_verdict_is_not_changed(reviewed: Any) -> None:
    brief = reviewed.get("/v1/briefs/1/brief.json").json()
    assert [(one["action"], one["who"], one["reason"]) for one in brief["reviewed"]] == [
        ("correct", "李华", "据台账"), ("accept", "王敏", "已电话核实"),
    ]  # fmt: skip
    assert brief["ledger"]["counts"]["supported"] < brief["ledger"]["checked"]
    assert "reviewed" in reviewed.get("/v1/briefs/1/brief.json?original=true").json()


@pytest.mark.parametrize("kind", ["html", "md"])
def test_a_page_shows_the_sign_of_a_decision_who_made_it_and_what_is_open(reviewed: Any, kind: str) -> None:
    page = reviewed.get(f"/v1/briefs/1/brief.{kind}").text
    assert "☑" in page and "尚余0个待核" in page and "经李华、王敏审阅" in page
    assert "已电话核实" in page and "据台账" in page
    assert "1370件✓" not in page and "1370件 ✓" not in page


def test_word_and_excel_carry_the_decisions_too(reviewed: Any) -> None:
    with ZipFile(io.BytesIO(reviewed.get("/v1/briefs/1/brief.docx").content)) as parts:
        assert "已电话核实" in parts.read("word/comments.xml").decode()
        assert "据台账" in parts.read("word/document.xml").decode()
    book = load_workbook(io.BytesIO(reviewed.get("/v1/briefs/1/brief.xlsx").content))
    rows = list(book["reviewed"].iter_rows(values_only=True))
    assert [row[5] for row in rows[1:]] == ["李华", "王敏"]
    assert any("王敏 · 已电话核实" in row for row in book["checks"].iter_rows(values_only=True))


def test_the_log_is_append_only_and_a_change_from_outside_is_found(reviewed: Any, tmp_path: Path) -> None:
    log = reviewed.get("/v1/briefs/1/review").json()["audit"]
    assert log[1]["previous"] == log[0]["digest"] != ""
    with sqlite3.connect(tmp_path / "jobs.sqlite") as outside:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            outside.execute("UPDATE audit SET entry = '{}'")
        outside.execute("DROP TRIGGER audit_is_append_only")
        forged = json.dumps(log[0] | {"who": "别人"})
        outside.execute("UPDATE audit SET entry = ? WHERE version = 1", (forged,))
    refused = reviewed.get("/v1/briefs/1/review")
    assert (refused.status_code, "line 1" in refused.json()["detail"]) == (409, True)
    assert reviewed.get("/v1/briefs/1/brief.html").status_code == 409


def test_a_download_is_called_after_its_report(reviewed: Any) -> None:
    assert "filename*=UTF-8''text.docx" in reviewed.get("/v1/briefs/1/brief.docx").headers["content-disposition"]
