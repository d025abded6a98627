"""The service: jobs over HTTP, and answers at once."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from fastapi.testclient import TestClient

import summarizer
from summarizer.batch.owner import this_process
from summarizer.batch.table import Table
from summarizer.schema import Brief, Verification
from tests.service import SAMPLE, TEXT, client_of, done, free_port, serve, site


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(site(tmp_path_factory.mktemp("service"))) as made:
        yield made


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
    assert (other.status_code, "Idempotency-Key" in other.json()["detail"]) == (409, True)


def test_a_change_is_verified_again_logged_and_never_made_to_an_older_version(client: TestClient) -> None:
    number = client.post("/v1/briefs", json={"text": TEXT + "全年办理77件。", "name": "r.txt"}).json()["id"]
    done(client, number)
    at = f"/v1/briefs/{number}/review"
    check = next(one for one in client.get(at).json()["brief"]["checks"] if one["field"].startswith("achievements["))
    change = {key: check[key] for key in ("field", "start", "end")} | {"version": 0, "who": "甲"}
    assert client.post(at, json=change | {"action": "accept"}).status_code == 422  # without a reason
    wrong = client.post(at, json=change | {"action": "correct", "reason": "据原件", "text": "受理行政复议案件1370件。"})
    assert wrong.json()["brief"]["ledger"]["counts"]["rejected"] == 1
    assert wrong.json()["audit"][0]["after"] == "受理行政复议案件1370件。"
    late = client.post(at, json=change | {"action": "remove"})
    assert (late.status_code, "Someone else" in late.json()["detail"]) == (409, True)
    assert client.get(at).json()["version"] == 1
    assert "1370" in client.get(f"/v1/briefs/{number}/brief.md").text
    assert "1370" not in client.get(f"/v1/briefs/{number}/brief.md?original=true").text


def test_a_change_is_taken_back_by_its_line_of_the_log(client: TestClient) -> None:
    number = client.post("/v1/briefs", json={"text": TEXT + "全年办理78件。", "name": "r.txt"}).json()["id"]
    done(client, number)
    at = f"/v1/briefs/{number}/review"
    original = client.get(at).json()["brief"]
    check = next(one for one in original["checks"] if one["field"].startswith("achievements["))
    place = {key: check[key] for key in ("field", "start", "end")} | {"who": "甲"}
    wrong = place | {"version": 0, "action": "correct", "reason": "据原件", "text": "受理行政复议案件1370件。"}
    assert client.post(at, json=wrong).json()["brief"] != original
    accepted = client.post(at, json=place | {"version": 1, "action": "accept", "reason": "r", "end": 13, "start": 8})
    taken_back = client.post(at, json=place | {"version": accepted.json()["version"], "action": "restore", "entry": 1})
    assert taken_back.json()["brief"] == original
    assert [one["action"] for one in taken_back.json()["audit"]][-1] == "restore"
    assert taken_back.json()["accepted"] == []  # it was of the text that is gone
    again = client.post(at, json=place | {"version": taken_back.json()["version"], "action": "restore", "entry": 99})
    assert (again.status_code, "no change 99" in again.json()["detail"]) == (422, True)


def test_jobs_are_listed_newest_first_where_that_is_asked(client: TestClient) -> None:
    for count in (21, 22, 23):
        assert client.post("/v1/briefs", json={"text": f"{TEXT}全年办理{count}件。"}).status_code == 202
    page = client.get("/v1/briefs", params={"before": 2**53, "limit": 2}).json()
    numbers = [one["id"] for one in page["jobs"]]
    assert numbers == sorted(numbers, reverse=True)
    older = client.get("/v1/briefs", params={"before": page["next"], "limit": 500}).json()["jobs"]
    assert {one["id"] for one in older} | set(numbers) == {
        one["id"] for one in client.get("/v1/briefs", params={"limit": 500}).json()["jobs"]
    }


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


# --- killed ---------------------------------------------------------------------------------------------------------


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
