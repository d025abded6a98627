"""Jobs as a person handles them: many watched at once, cancelled, tried again, given up after their time."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.batch import work
from summarizer.server.settings import Bounds
from tests.service import TEXT, client_of, done, site


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Reports whose computing takes as long as the test wants."""
    let, really = threading.Event(), work._prepared

    def slow(*given: Any) -> Any:
        let.wait(30)
        return really(*given)

    monkeypatch.setattr(work, "_prepared", slow)
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
