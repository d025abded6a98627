"""The service: jobs over HTTP, answers at once, and what it says to all that is wrong."""

import io
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from fastapi.testclient import TestClient

import summarizer
from summarizer import api
from summarizer.batch.owner import this_process
from summarizer.batch.table import Table
from summarizer.errors import UsageError
from summarizer.schema import Brief, Verification
from summarizer.server.app import create
from summarizer.server.settings import Bounds, Site, read_token
from tests.command import ROOT

SAMPLE = ROOT / "samples" / "yunhe_2023_rule_of_law.txt"
TEXT = "云河市2023年法治政府建设年度报告\n一、主要成效\n（一）依法行政。全年受理行政复议案件1360件，同比增长4.5%。\n"
TOKEN = b"a-token-of-a-test-0123456789"


def site(folder: Path, **changes: Any) -> Site:
    return replace(Site(folder, api.endpoint_of({"model": "none"}), reports=1), **changes)


def client_of(made: Site, **headers: str) -> TestClient:
    service: Any = create(made).app
    return TestClient(service, base_url="http://127.0.0.1", headers=headers, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(site(tmp_path_factory.mktemp("service"))) as made:
        yield made


def done(client: Any, number: int) -> dict[str, Any]:
    for _ in range(1200):
        job: dict[str, Any] = client.get(f"/v1/briefs/{number}").json()
        if job["state"] not in ("pending", "running"):
            return job
        time.sleep(0.05)
    raise AssertionError(job)


@pytest.fixture(scope="module")
def job(client: TestClient) -> dict[str, Any]:
    answer = client.post("/v1/briefs", files={"file": ("云河.txt", SAMPLE.read_bytes())})
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/v1/briefs/{answer.json()['id']}"
    return done(client, answer.json()["id"])


# --- the whole way ------------------------------------------------------------------------------------------------


def test_a_report_handed_in_becomes_the_brief_that_the_command_line_writes(
    client: TestClient, job: dict[str, Any]
) -> None:
    assert (job["state"], job["name"]) == ("done", "云河.txt")
    served = Brief.model_validate_json(client.get(job["files"]["json"]).content)
    own = summarizer.summarize(SAMPLE, model="none")
    assert (served.checks, served.ledger) == (own.checks, own.ledger)
    for kind, begins in {"html": b"<!DOCTYPE html>", "md": b"# ", "docx": b"PK", "xlsx": b"PK"}.items():
        answer = client.get(job["files"][kind])
        assert (answer.status_code, answer.content.startswith(begins)) == (200, True), kind


def test_the_evidence_page_is_served_with_its_own_policy_and_framed_by_this_site_alone(
    client: TestClient, job: dict[str, Any]
) -> None:
    policy = client.get(job["files"]["html"]).headers["content-security-policy"]
    assert "script-src 'sha256-" in policy
    assert "frame-ancestors 'self'" in policy


def test_events_tell_of_a_job_until_it_is_finished(client: TestClient, job: dict[str, Any]) -> None:
    answer = client.get(f"/v1/briefs/{job['id']}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert '"state":"done"' in answer.text


def test_the_same_report_is_the_same_job(client: TestClient, job: dict[str, Any]) -> None:
    again = client.post("/v1/briefs", files={"file": ("another name.txt", SAMPLE.read_bytes())})
    assert (again.status_code, again.json()["id"]) == (200, job["id"])


def test_jobs_are_listed_a_page_at_a_time_and_removed(client: TestClient) -> None:
    numbers = [
        client.post("/v1/briefs", json={"text": f"{TEXT}全年办理{count}件。", "name": "t.txt"}).json()["id"]
        for count in (11, 12, 13)
    ]
    first = client.get("/v1/briefs", params={"after": numbers[0] - 1, "limit": 2}).json()
    assert [one["id"] for one in first["jobs"]] == numbers[:2]
    following = client.get("/v1/briefs", params={"after": first["next"], "limit": 2}).json()
    assert ([one["id"] for one in following["jobs"]], following["next"]) == (numbers[2:], None)
    done(client, numbers[2])
    assert client.delete(f"/v1/briefs/{numbers[2]}").status_code == 204
    assert client.get(f"/v1/briefs/{numbers[2]}").status_code == 404


def test_an_idempotency_key_makes_it_safe_to_send_again_and_is_of_one_report(client: TestClient) -> None:
    headers = {"Idempotency-Key": "key-1"}
    one = client.post("/v1/briefs", json={"text": TEXT}, headers=headers).json()["id"]
    assert client.post("/v1/briefs", json={"text": TEXT}, headers=headers).json()["id"] == one
    other = client.post("/v1/briefs", json={"text": TEXT + "其中行政复议5件。"}, headers=headers)
    assert (other.status_code, "Idempotency-Key" in other.json()["detail"]) == (422, True)


def test_a_change_is_verified_again_logged_and_never_made_to_an_older_version(client: TestClient) -> None:
    number = client.post("/v1/briefs", json={"text": TEXT + "全年办理77件。", "name": "r.txt"}).json()["id"]
    done(client, number)
    at = f"/v1/briefs/{number}/review"
    check = next(one for one in client.get(at).json()["brief"]["checks"] if one["field"].startswith("achievements["))
    change = {key: check[key] for key in ("field", "start", "end")} | {"version": 0, "who": "甲"}
    assert client.post(at, json=change | {"action": "accept"}).status_code == 422  # without a reason
    wrong = client.post(at, json=change | {"action": "correct", "text": "受理行政复议案件1370件。"})
    assert wrong.json()["brief"]["ledger"]["counts"]["rejected"] == 1
    assert wrong.json()["audit"][0]["after"] == "受理行政复议案件1370件。"
    late = client.post(at, json=change | {"action": "remove"})
    assert (late.status_code, "Someone else" in late.json()["detail"]) == (409, True)
    assert client.get(at).json()["version"] == 1
    assert "1370" in client.get(f"/v1/briefs/{number}/brief.md").text
    assert "1370" not in client.get(f"/v1/briefs/{number}/brief.md?original=true").text


# --- at once ------------------------------------------------------------------------------------------------------


def test_claims_are_verified_at_once_against_a_text_or_a_job(client: TestClient, job: dict[str, Any]) -> None:
    claims = "行政复议案件1370件。"
    answer = client.post("/v1/verify", json={"claims": claims, "source": TEXT})
    assert Verification.model_validate(answer.json()).counts.rejected == 1
    source = SAMPLE.read_text(encoding="utf-8")
    by_job = client.post("/v1/verify", json={"claims": "全年受理32.46万件。", "job": job["id"]}).json()
    assert by_job["checks"] == summarizer.verify("全年受理32.46万件。", source).model_dump(mode="json")["checks"]


def test_figures_and_outline_are_those_of_the_command_line(client: TestClient) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    figures = client.post("/v1/figures", json={"text": text}).json()["figures"]
    assert [one["id"] for one in figures] == [one.id for one in summarizer.figures(text)]
    outline = client.post("/v1/outline", json={"text": text}).json()
    assert [one["id"] for one in outline["items"]] == [one.id for one in summarizer.outline(text).items]


def test_a_text_that_looks_like_a_path_is_never_opened(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("云河5.txt").write_text("受理1360件。", encoding="utf-8")
    answer = client.post("/v1/figures", json={"text": "云河5.txt"})
    assert answer.status_code == 200
    assert [one["text"] for one in answer.json()["figures"]] == ["5"]


def test_metrics_count_and_tell_no_text(client: TestClient, job: dict[str, Any]) -> None:
    told = client.get("/metrics").text
    assert 'summarizer_jobs{state="done"}' in told
    assert "云河" not in told


# --- what is wrong ------------------------------------------------------------------------------------------------


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open("word/document.xml", "w") as member:
            for _ in range(150):
                member.write(b" " * (1 << 20))
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
        (b"Nothing Chinese in 5 words.", "no Chinese text"),
        (bomb(), ""),
    ],
)
def test_what_cannot_be_read_is_refused_in_the_reader_s_own_sentence(
    client: TestClient, content: bytes, says: str
) -> None:
    answer = client.post("/v1/briefs", files={"file": ("report.docx", content)})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json()["detail"]
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_reader_that_dies_is_a_sentence_and_the_service_stays_up(tmp_path: Path) -> None:
    with client_of(site(tmp_path, bounds=replace(Bounds(), memory=8 << 20))) as client:
        answer = client.post("/v1/briefs", json={"text": TEXT})
        assert (answer.status_code, "more memory or time" in answer.json()["detail"]) == (422, True)
        assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    ("path", "options", "status"),
    [
        ("/v1/briefs", {"content": b"x", "headers": {"content-type": "text/plain"}}, 415),
        ("/v1/briefs", {"content": b"--b\r\nbroken", "headers": {"content-type": "multipart/form-data"}}, 400),
        ("/v1/briefs", {"content": b"--b--", "headers": {"content-type": "multipart/form-data; boundary=b"}}, 422),
        ("/v1/briefs", {"json": {"text": TEXT, "model": "openai/other"}}, 422),
        ("/v1/briefs", {"json": {"text": TEXT, "base_url": "http://192.0.2.1/"}}, 422),
        ("/v1/verify", {"json": {"claims": "5件"}}, 422),
        ("/v1/verify", {"json": {"claims": "5件", "job": 999_999}}, 404),
        ("/v1/figures", {"json": {"text": "no numbers"}}, 422),
        ("/v1/figures", {"content": b"{", "headers": {"content-type": "application/json"}}, 422),
        ("/v1/nothing", {"json": {}}, 404),
        ("/v1/figures", {"json": {"text": TEXT}, "headers": {"origin": "https://elsewhere.example"}}, 403),
        ("/v1/figures", {"json": {"text": TEXT}, "headers": {"host": "elsewhere.example"}}, 403),
    ],
)
def test_what_does_not_fit_is_a_problem_in_a_sentence(
    client: TestClient, path: str, options: dict[str, Any], status: int
) -> None:
    answer = client.post(path, **options)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], bool(told["detail"])) == (status, True)


def test_an_upload_beyond_the_bound_is_refused_whether_or_not_it_says_its_length(tmp_path: Path) -> None:
    with client_of(site(tmp_path, bounds=replace(Bounds(), upload=1000))) as client:
        assert client.post("/v1/briefs", files={"file": ("a.txt", b"x" * 2000)}).status_code == 413
        kind = {"content-type": "application/json"}
        assert client.post("/v1/figures", content=iter([b"x" * 600] * 3), headers=kind).status_code == 413


def test_a_full_queue_says_when_to_come_again(tmp_path: Path) -> None:
    made: Any = create(site(tmp_path, bounds=replace(Bounds(), waiting=1)))
    client = TestClient(made.app, base_url="http://127.0.0.1")  # not entered: no worker takes anything out
    assert client.post("/v1/briefs", json={"text": TEXT}).status_code == 202
    full = client.post("/v1/briefs", json={"text": TEXT + "又办5件。"})
    assert (full.status_code, full.headers["retry-after"]) == (429, "30")


def test_the_token_is_wanted_everywhere_but_where_nothing_is_told(tmp_path: Path) -> None:
    with client_of(site(tmp_path, token=TOKEN)) as client:
        for path in ("/v1/briefs", "/metrics", "/openapi.json"):
            assert client.get(path).status_code == 401, path
        assert client.get("/v1/briefs", headers={"Authorization": "Bearer wrong"}).status_code == 401
        assert client.get("/healthz").status_code == 200
        bearing = {"Authorization": f"Bearer {TOKEN.decode()}"}
        assert client.get("/v1/briefs", headers=bearing).status_code == 200
        assert client.post("/v1/session", headers=bearing).status_code == 204
        assert client.get("/v1/briefs").status_code == 200  # by the cookie
        assert TOKEN.decode() not in str(dict(client.cookies))


def test_no_host_but_this_machine_is_served_without_a_token(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--token-file"):
        read_token(None, "0.0.0.0")
    short = tmp_path / "token"
    short.write_text("short\n")
    with pytest.raises(UsageError, match="at least 16"):
        read_token(short, "0.0.0.0")
    assert read_token(None, "127.0.0.1") is None


# --- killed ---------------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def serve(folder: Path, port: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "summarizer", "serve", "--port", str(port), "--data", str(folder)]
    process = subprocess.Popen([*command, "--model", "none", "--reports", "1"], cwd=ROOT, stderr=subprocess.DEVNULL)
    for _ in range(600):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return process
        except httpx.HTTPError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError("the service did not come up")


@pytest.mark.loopback
def test_jobs_survive_a_kill_and_a_stop_in_order(tmp_path: Path) -> None:
    port = free_port()
    killed = serve(tmp_path, port)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        numbers = [
            client.post("/v1/briefs", json={"text": f"{TEXT}全年办理{count}件。"}).json()["id"] for count in range(4)
        ]
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        again = serve(tmp_path, port)
        assert {done(client, number)["state"] for number in numbers} == {"done"}
        again.send_signal(signal.SIGTERM)
        assert again.wait(timeout=60) in (0, -signal.SIGTERM, 128 + signal.SIGTERM)
    table = Table(tmp_path / "jobs.sqlite", owner=this_process())
    assert table.status()["done"] == len(numbers)
    table.close()
