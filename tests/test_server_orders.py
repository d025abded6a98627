"""How a brief is wanted is part of its job: the model, the files, the languages, the length, the themes."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from summarizer.base.errors import UsageError
from summarizer.batch.table import Table
from summarizer.schema import Brief
from summarizer.server.settings import Site, models_of
from tests.endpoint import MODEL, MockEndpoint, status
from tests.service import SAMPLE, TEXT, client_of, done, site
from tests.stand_in import sensible


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(site(tmp_path_factory.mktemp("service"))) as made:
        yield made


def handed_in(client: TestClient, **order: Any) -> dict[str, Any]:
    answer = client.post("/v1/briefs", json={"text": SAMPLE.read_text(encoding="utf-8"), **order})
    assert answer.status_code in (200, 202), answer.text
    job: dict[str, Any] = answer.json()
    return job


def test_the_same_report_in_the_same_order_is_the_same_job_and_in_another_it_is_another(client: TestClient) -> None:
    one = handed_in(client, lang=["en"], length="short", formats=["html", "json"])
    assert handed_in(client, formats=["json", "html"], length="short", lang=["en"])["id"] == one["id"]
    others = [handed_in(client, **order)["id"] for order in ({"lang": ["en"]}, {"length": "full"}, {"theme": ["执法"]})]
    assert len({one["id"], *others}) == 4
    assert handed_in(client)["id"] not in {one["id"], *others}
    told = {name: one[name] for name in ("model", "lang", "length", "formats", "theme")}
    assert told == {"model": "none", "lang": ["en"], "length": "short", "formats": ["html", "json"], "theme": []}


def test_a_form_says_the_same_as_json(client: TestClient) -> None:
    file = {"file": ("云河.txt", SAMPLE.read_bytes())}
    form = {"lang": "zh", "formats": ["docx,md", "json"], "theme": ["执法", "培训"], "length": "short"}
    by_form = client.post("/v1/briefs", files=file, data=form).json()
    by_json = handed_in(client, lang=["zh"], formats=["md", "docx"], theme=["培训", "执法"], length="short")
    assert by_form["id"] == by_json["id"]


def test_the_files_are_those_that_were_asked_for_as_they_were_asked_for(client: TestClient) -> None:
    job = done(client, handed_in(client, lang=["zh"], formats=["md", "csv"])["id"])
    assert list(job["files"]) == ["md", "figures.csv", "items.csv", "checks.csv", "json"]
    assert "## English" not in client.get(job["files"]["md"]).text
    for name in ("csv", "figures.csv", "items.csv", "checks.csv"):
        answer = client.get(f"/v1/briefs/{job['id']}/brief.{name}")
        assert (answer.headers["content-type"], answer.content[:3]) == ("text/csv; charset=utf-8", b"\xef\xbb\xbf")
    assert client.get(f"/v1/briefs/{job['id']}/brief.csv").text == client.get(job["files"]["figures.csv"]).text
    other = client.get(f"/v1/briefs/{job['id']}/brief.docx")
    assert (other.status_code, "docx among its formats" in other.json()["detail"]) == (404, True)


def test_a_corrected_brief_keeps_to_its_order(client: TestClient) -> None:
    order = {"lang": ["zh"], "formats": ["md", "csv"], "length": "short"}
    number = client.post("/v1/briefs", json={"text": TEXT, **order}).json()["id"]
    done(client, number)
    before = client.get(f"/v1/briefs/{number}/brief.md").text
    check = next(
        one for one in client.get(f"/v1/briefs/{number}/review").json()["brief"]["checks"]
        if one["field"].startswith("achievements[")
    )  # fmt: skip
    change = {key: check[key] for key in ("field", "start", "end")} | {"version": 0, "who": "甲"}
    text = "全年受理行政复议案件1390件，同比增长4.5%。"
    answer = client.post(
        f"/v1/briefs/{number}/review", json=change | {"action": "correct", "reason": "据原件", "text": text}
    )
    assert answer.status_code == 200
    after = client.get(f"/v1/briefs/{number}/brief.md").text
    assert "1390" in after
    assert ("English" in after) == ("English" in before)
    assert "1390" in client.get(f"/v1/briefs/{number}/brief.checks.csv").text


@pytest.mark.parametrize(
    ("order", "says"),
    [
        ({"model": "openai/other"}, "The model openai/other is not allowed here: use none."),
        ({"model": "http://192.0.2.1/v1"}, "is not allowed here"),
        ({"lang": ["fr"]}, "lang"),
        ({"lang": ["zh", "zh"]}, "each may be named once"),
        ({"formats": ["exe"]}, "formats"),
        ({"formats": []}, "formats"),
        ({"length": "endless"}, "length"),
        ({"base_url": "http://192.0.2.1/v1"}, "base_url"),
    ],
)
def test_what_cannot_be_had_is_refused_and_makes_no_job(client: TestClient, order: dict[str, Any], says: str) -> None:
    before = client.get("/v1/briefs", params={"limit": 500}).json()["jobs"]
    answer = client.post("/v1/briefs", json={"text": TEXT + "本年新增9件。", **order})
    assert (answer.status_code, says in answer.json()["detail"]) == (422, True), answer.text
    assert [one["id"] for one in client.get("/v1/briefs", params={"limit": 500}).json()["jobs"]] == [
        one["id"] for one in before
    ]


def test_an_idempotency_key_is_of_one_order_too(client: TestClient) -> None:
    headers = {"Idempotency-Key": "order-1"}
    assert client.post("/v1/briefs", json={"text": TEXT, "lang": ["en"]}, headers=headers).status_code in (200, 202)
    other = client.post("/v1/briefs", json={"text": TEXT, "lang": ["zh"]}, headers=headers)
    assert (other.status_code, "other settings" in other.json()["detail"]) == (409, True)


# --- models ---------------------------------------------------------------------------------------------------------


def two_models(folder: Path, address: str) -> Site:
    return site(folder, models=models_of({"model": "none", "base_url": None}, ()) | {
        MODEL: next(iter(models_of({"model": MODEL, "base_url": address}, ()).values()))
    })  # fmt: skip


def test_a_request_names_one_of_the_allowed_models_and_each_has_its_own_brief(
    tmp_path: Path, mock_endpoint: MockEndpoint
) -> None:
    mock_endpoint.reply = sensible
    with client_of(two_models(tmp_path, mock_endpoint.base_url)) as client:
        assert client.get("/v1/models").json() == {"usual": "none", "models": ["none", MODEL]}
        without = done(client, client.post("/v1/briefs", json={"text": TEXT}).json()["id"])
        written = done(client, client.post("/v1/briefs", json={"text": TEXT, "model": MODEL}).json()["id"])
        assert (without["model"], without["usage"]["calls"]) == ("none", 0)
        assert (written["model"], written["state"], written["usage"]["calls"] > 0) == (MODEL, "done", True)
        brief = Brief.model_validate_json(client.get(written["files"]["json"]).content)
        assert brief.report.model.name == MODEL
        metrics = client.get("/metrics").text
        assert f"summarizer_model_calls_total {float(written['usage']['calls'])}" in metrics
        assert 'summarizer_brief_verdicts{verdict="supported"}' in metrics


@pytest.mark.loopback
def test_a_model_that_does_not_answer_keeps_its_own_reports_waiting_and_no_others(tmp_path: Path) -> None:
    with client_of(two_models(tmp_path, "http://127.0.0.1:9/v1")) as client:
        waiting = client.post("/v1/briefs", json={"text": TEXT, "model": MODEL}).json()["id"]
        other = client.post("/v1/briefs", json={"text": TEXT}).json()["id"]
        assert done(client, other)["state"] == "done"
        assert client.get(f"/v1/briefs/{waiting}").json()["state"] in ("pending", "running")
        assert client.get("/readyz").status_code == 200


def test_a_model_that_answers_again_is_asked_again_without_a_new_start(
    tmp_path: Path, mock_endpoint: MockEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.server.desk._PAUSE", 0.3)
    mock_endpoint.reply = lambda _: status(401)
    with client_of(
        site(tmp_path, models=models_of({"model": MODEL, "base_url": mock_endpoint.base_url}, ()))
    ) as client:
        number = client.post("/v1/briefs", json={"text": TEXT}).json()["id"]
        until = time.monotonic() + 60
        while (told := client.get("/readyz")).status_code == 200 and time.monotonic() < until:
            time.sleep(0.05)
        assert (told.status_code, "refused the key" in told.json()["detail"]) == (503, True)
        mock_endpoint.reply = sensible
        job = done(client, number)
        assert (job["state"], job["attempts"]) == ("done", 1)
        assert client.get("/readyz").status_code == 200


def test_a_model_that_is_allowed_no_more_takes_its_waiting_reports_out_and_says_so(tmp_path: Path) -> None:
    made = two_models(tmp_path, "http://127.0.0.1:9/v1")
    with client_of(made) as client:
        number = client.post("/v1/briefs", json={"text": TEXT, "model": MODEL}).json()["id"]
    with client_of(site(tmp_path)) as client:
        job = done(client, number)
        assert (job["state"], "another model" in job["reason"], job["model"]) == ("cancelled", True, MODEL)


def test_what_is_allowed_is_resolved_as_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", "k")
    found = models_of(
        {"model": "small", "base_url": "http://127.0.0.1:9/v1"}, ["none", "large", "deepseek/deepseek-chat"]
    )
    assert list(found) == ["small", "none", "large", "deepseek/deepseek-chat"]
    assert found["large"].base_url == found["small"].base_url
    assert "deepseek" in found["deepseek/deepseek-chat"].base_url
    assert found["none"].place == "none"
    with pytest.raises(UsageError):
        models_of({"model": "none"}, ["nowhere"])


def test_jobs_of_all_orders_are_worked_on_in_the_order_they_came(tmp_path: Path) -> None:
    made = replace(site(tmp_path), reports=1)
    orders = ["zh", "en", "zh", "en", "zh"]
    with client_of(made) as client:
        numbers = [
            client.post("/v1/briefs", json={"text": f"{TEXT}办理{n}件。", "lang": [lang]}).json()["id"]
            for n, lang in enumerate(orders)
        ]
        for number in numbers:
            done(client, number)
    table = Table(tmp_path / "jobs.sqlite")
    jobs = table.page(most=10)
    table.close()
    assert [job.state for job in jobs] == ["done"] * 5
    assert [job.finished for job in jobs] == sorted(job.finished for job in jobs)
