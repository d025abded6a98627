"""A stop in order finishes what is in flight or hands it back; meanwhile the service says that it is not ready."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from summarizer.batch.table import Job, Table
from summarizer.server.app import create
from summarizer.server.settings import Bounds, models_of
from tests.endpoint import MODEL, MockEndpoint, hung
from tests.service import TEXT, client_of, done, site
from tests.stand_in import sensible


@pytest.fixture
def slow(loopback: None) -> Iterator[MockEndpoint]:
    with MockEndpoint(hung(30)) as endpoint:
        yield endpoint


def kept(folder: Path) -> list[Job]:
    table = Table(folder / "jobs.sqlite")
    try:
        return table.page()
    finally:
        table.close()


def test_a_report_in_flight_is_handed_back_after_the_grace_and_done_after_the_next_start(
    tmp_path: Path, slow: MockEndpoint
) -> None:
    models = models_of({"model": MODEL, "base_url": slow.base_url}, ())
    made = site(tmp_path, models=models, bounds=replace(Bounds(), grace=0.3))
    with client_of(made) as client:
        number = client.post("/v1/briefs", json={"text": TEXT}).json()["id"]
        for _ in range(600):
            if slow.requests:
                break
            time.sleep(0.05)
        assert client.get(f"/v1/briefs/{number}").json()["state"] == "running"
    assert [(job.state, job.reason) for job in kept(tmp_path)] == [("pending", "the run was stopped")]
    slow.reply = sensible
    with client_of(made) as client:
        assert done(client, number)["state"] == "done"


def test_a_report_that_ends_within_the_grace_is_finished(tmp_path: Path) -> None:
    with client_of(site(tmp_path)) as client:
        number = client.post("/v1/briefs", json={"text": TEXT}).json()["id"]
        while client.get(f"/v1/briefs/{number}").json()["state"] == "pending":
            time.sleep(0.01)
    assert [job.state for job in kept(tmp_path)] == ["done"]


def test_while_it_stops_the_service_is_there_but_not_ready_and_takes_nothing_in(tmp_path: Path) -> None:
    made: Any = create(site(tmp_path))
    with TestClient(made.app, base_url="http://127.0.0.1") as client:
        assert client.get("/readyz").status_code == 200
        made.desk.ending = True
        assert client.get("/healthz").status_code == 200
        told = client.get("/readyz")
        assert (told.status_code, told.json()["detail"]) == (503, "The service is stopping.")
        refused = client.post("/v1/briefs", json={"text": TEXT})
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "10")
    assert kept(tmp_path) == []
