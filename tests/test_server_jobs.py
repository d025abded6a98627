"""Jobs as a person handles them: many watched at once, cancelled, tried again, given up after their time."""

import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.base.errors import OutputError
from summarizer.batch.helpers import Helpers
from summarizer.batch.table import Table
from summarizer.server.settings import Bounds, data_folder, models_of
from tests.service import TEXT, client_of, done, site


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Reports whose computing takes as long as the test wants."""
    let, really = threading.Event(), Helpers.ask

    def slow(helpers: Helpers, *given: Any, **how: Any) -> Any:
        let.wait(30)
        return really(helpers, *given, **how)

    monkeypatch.setattr(Helpers, "ask", slow)
    yield let
    let.set()


def test_any_number_of_jobs_is_watched_with_one_question(tmp_path: Path) -> None:
    with client_of(site(tmp_path)) as client:
        for number in range(3):
            client.post("/v1/briefs", json={"text": f"{TEXT}又办{number}件。"})
        told = client.get("/v1/briefs?id=1&id=3&id=77").json()
        assert [job["id"] for job in told["jobs"]] == [1, 3]


def test_a_report_is_cancelled_while_it_waits_and_while_it_is_worked_on(tmp_path: Path, held: threading.Event) -> None:
    with client_of(site(tmp_path)) as client:
        for number in range(2):
            client.post("/v1/briefs", json={"text": f"{TEXT}又办{number}件。"})
        while client.get("/v1/briefs/1").json()["state"] != "running":
            pass
        for job in (2, 1):
            assert client.post(f"/v1/briefs/{job}/cancel").json()["state"] == "cancelled"
        assert client.post("/v1/briefs/1/cancel").status_code == 409
        held.set()
        assert client.post("/v1/briefs/1/again").json()["state"] in ("pending", "running", "done")
        assert done(client, 1)["state"] == "done"
        assert client.get("/v1/briefs/2").json()["state"] == "cancelled"
        assert client.post("/v1/briefs/1/again").status_code == 409


def test_a_brief_that_takes_too_long_is_given_up_and_the_next_is_made(tmp_path: Path, held: threading.Event) -> None:
    with client_of(site(tmp_path, bounds=replace(Bounds(), making=0.3))) as client:
        client.post("/v1/briefs", json={"text": TEXT})
        late = done(client, 1)
        assert (late["state"], "longer than" in late["reason"]) == ("failed", True)


def test_a_second_service_with_another_model_leaves_the_first_ones_queue_alone(
    tmp_path: Path, held: threading.Event
) -> None:
    with client_of(site(tmp_path)) as first:
        for number in range(2):
            first.post("/v1/briefs", json={"text": f"{TEXT}又办{number}件。"})
        with client_of(site(tmp_path, models=models_of({"model": "other", "base_url": "http://127.0.0.1:9/v1"}, ()))):
            assert first.get("/v1/briefs/2").json()["state"] == "pending"
        held.set()
        assert [done(first, job)["state"] for job in (1, 2)] == ["done", "done"]


def test_a_report_whose_end_could_not_be_written_down_is_done_when_there_is_room_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, really = threading.Event(), Table.finish
    full.set()

    def finish(table: Table, *given: Any) -> bool:
        if full.is_set():
            raise OutputError("The job table cannot be used: database or disk is full.")
        return really(table, *given)

    monkeypatch.setattr(Table, "finish", finish)
    monkeypatch.setattr("summarizer.server.desk._PAUSE", 0.2)
    with client_of(site(tmp_path)) as client:
        client.post("/v1/briefs", json={"text": TEXT})
        while client.get("/readyz").status_code == 200:
            time.sleep(0.05)
        assert "full" in client.get("/readyz").json()["detail"]
        full.clear()
        assert done(client, 1)["state"] == "done"
        while client.get("/readyz").status_code != 200:
            time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes")
def test_jobs_and_sources_are_their_owners_alone_whatever_stood_there_before(tmp_path: Path) -> None:
    place = tmp_path / "service"
    place.mkdir(mode=0o755)
    (place / "jobs.sqlite").touch(mode=0o644)
    with client_of(site(data_folder(place))) as client:
        client.post("/v1/briefs", json={"text": TEXT})
        done(client, 1)
        assert place.stat().st_mode & 0o777 == 0o700
        assert {one.stat().st_mode & 0o777 for one in place.glob("jobs.sqlite*")} == {0o600}
