"""A stop in order finishes what is in flight or hands it back; meanwhile the service says that it is not ready."""

import re
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2 as httpx
import psutil
import pytest
from fastapi.testclient import TestClient

from summarizer.batch.owner import this_process
from summarizer.batch.table import Job, Table
from summarizer.server.app import create
from summarizer.server.settings import Bounds, models_of
from tests.endpoint import MODEL, MockEndpoint, hung
from tests.service import TEXT, client_of, done, free_port, serve, site
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
    with client_of(site(tmp_path, bounds=Bounds())) as client:
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


def heavy(seed: str) -> str:
    """A report whose cells are all equal: every claim could be about every one of them."""
    cells = "。\n".join(f"办理{seed}事项{number}类100件" for number in range(2000))
    return f"云河市2023年法治政府建设年度报告\n一、主要成效\n{cells}。\n"


def begun(address: str, count: int) -> None:
    for _ in range(600):
        jobs = httpx.get(f"{address}/v1/briefs", timeout=30).json()["jobs"]
        if sum(job["state"] == "running" for job in jobs) >= count:
            return
        time.sleep(0.1)
    raise AssertionError(jobs)


@pytest.mark.process
@pytest.mark.loopback
def test_reports_that_compute_for_minutes_hold_up_no_cancel_and_no_stop_and_leave_nothing_behind(
    tmp_path: Path,
) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = serve(tmp_path, port, "--reports", "2")
    try:
        for seed in "甲乙":
            httpx.post(f"{address}/v1/briefs", json={"text": heavy(seed)}, timeout=60)
        begun(address, 2)
        time.sleep(1)
        children = psutil.Process(process.pid).children(recursive=True)
        since = time.monotonic()
        told = httpx.post(f"{address}/v1/briefs/1/cancel", timeout=30).json()
        assert (told["state"], time.monotonic() - since < 8) == ("cancelled", True)
        since = time.monotonic()
    finally:
        process.terminate()
        process.wait(timeout=60)
    assert time.monotonic() - since < 20
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == []
    assert [(job.state, job.reason) for job in kept(tmp_path)] == [
        ("cancelled", "cancelled"),
        ("pending", "the run was stopped"),
    ]


def test_a_report_that_takes_longer_than_it_may_fails_with_a_sentence(tmp_path: Path) -> None:
    with client_of(site(tmp_path, bounds=replace(Bounds(), working=3.0, grace=0.5))) as client:
        number = client.post("/v1/briefs", json={"text": heavy("甲")}).json()["id"]
        told = done(client, number)
        assert (told["state"], "takes longer to work out than the 3 s" in told["reason"]) == ("failed", True)
        light = client.post("/v1/figures", json={"text": TEXT})
        assert light.status_code == 200


def test_a_report_over_which_the_service_was_killed_time_and_again_is_begun_no_more(tmp_path: Path) -> None:
    with client_of(site(tmp_path)) as client:
        number = client.post("/v1/briefs", json={"text": TEXT}).json()["id"]
        done(client, number)
    with sqlite3.connect(tmp_path / "jobs.sqlite") as table:  # as five services left it that were killed over it
        table.execute("UPDATE jobs SET state = 'running', attempts = 5, owner = ?", (dead(),))
    with client_of(site(tmp_path)) as client:
        told = done(client, number)
        assert told["state"] == "failed"
        assert told["reason"].startswith("It was begun 5 times")


def dead() -> str:
    """The name of a process of this machine that is there no more."""
    return re.sub(r"/\d+/.*", "/999999999/1.x", this_process())
