"""``--via batch``: questions go out in files and their answers are collected; nothing is submitted twice."""

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.batch.table import Table
from tests import writer
from tests.batch_endpoint import MockBatchEndpoint
from tests.command import Result, start
from tests.command import summarizer as command
from tests.endpoint import MODEL, Answer, status
from tests.test_batch import REPORT

pytestmark = pytest.mark.slow


@pytest.fixture
def batches(loopback: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[MockBatchEndpoint]:
    monkeypatch.setattr("summarizer.model.client.pace._FIRST_WAIT", 0.001)
    with MockBatchEndpoint(writer.plain_words) as endpoint:
        yield endpoint


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, place in enumerate("甲乙丙"):
        text = REPORT.format(place=f"云{place}", number=42 + number)
        (folder / f"{place}.txt").write_text(text, encoding="utf-8")
    return folder


def arguments(endpoint: MockBatchEndpoint, shelf: Path) -> list[str]:
    return [
        "batch", str(shelf), "-o", str(shelf.parent / "out"), "--model", MODEL, "--base-url", endpoint.base_url,
        "--config", str(writer.config(shelf.parent)), "--via", "batch", "--poll", "0.3",
    ]  # fmt: skip


def run(endpoint: MockBatchEndpoint, shelf: Path, *more: str) -> Result:
    return command(*arguments(endpoint, shelf), *more)


def different(asked: list[dict[str, Any]]) -> int:
    return len({json.dumps(body, sort_keys=True) for body in asked})


def test_all_reports_ask_in_a_few_files(batches: MockBatchEndpoint, shelf: Path) -> None:
    shown = run(batches, shelf)
    assert shown.code == 0, shown.err
    assert 1 <= len(batches.batches) <= 4
    assert len(batches.asked) == different(batches.asked) >= 2 * 3, "names and words of three reports, nothing twice"
    assert "calls submitted" in shown.err and "replies collected" in shown.err
    assert f"({len(batches.asked)} calls" in shown.out
    assert all((shelf.parent / "out" / place / "brief.html").is_file() for place in "甲乙丙")


def test_a_second_run_submits_nothing(batches: MockBatchEndpoint, shelf: Path) -> None:
    run(batches, shelf)
    submitted = len(batches.batches)
    run(batches, shelf, "--format", "md")
    assert len(batches.batches) == submitted


def test_a_run_that_was_killed_is_collected_not_submitted_again(batches: MockBatchEndpoint, shelf: Path) -> None:
    batches.held.set()
    killed = start(*arguments(batches, shelf))
    deadline = time.monotonic() + 300
    while not batches.batches:
        assert time.monotonic() < deadline and killed.poll() is None
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    batches.held.clear()
    shown = run(batches, shelf)
    assert shown.code == 0, shown.err
    assert "of a former run" in shown.err
    assert len(batches.asked) == different(batches.asked), "nothing is paid for twice"


def test_what_expired_or_failed_is_submitted_again(batches: MockBatchEndpoint, shelf: Path) -> None:
    batches.fate = lambda number: "expired" if number == 1 else "completed"
    first = True

    def once_wrong(body: dict[str, Any]) -> Answer:
        nonlocal first
        wrong, first = first, False
        return status(500) if wrong else writer.plain_words(body)

    batches.answer = once_wrong
    shown = run(batches, shelf)
    assert shown.code == 0, shown.err
    table = Table(shelf.parent / "out" / "jobs.sqlite")
    assert table.status()["done"] == 3
    assert table.totals().faults > 0


def test_a_batch_that_is_refused_ends_the_run_with_the_reason(batches: MockBatchEndpoint, shelf: Path) -> None:
    batches.fate = lambda number: "failed"
    shown = run(batches, shelf)
    assert shown.code == 3
    assert "refused the batch: no such model" in shown.err
    assert len(batches.batches) == 1


def test_a_reply_without_end_in_a_file_is_cut_off_and_ends_the_run(batches: MockBatchEndpoint, shelf: Path) -> None:
    batches.answer = lambda body: Answer(body=json.dumps({"choices": "x" * (9 << 20)}).encode())
    shown = run(batches, shelf)
    assert shown.code == 3
    assert "larger than 8 MB" in shown.err


@pytest.mark.parametrize("more", [{"usage": []}, {"usage": {"prompt_tokens": ["many"]}}, {"choices": {"a": 1}}])
def test_nonsense_in_a_file_of_replies_breaks_nothing_else(
    batches: MockBatchEndpoint, shelf: Path, more: dict[str, Any]
) -> None:
    first = True

    def once_odd(body: dict[str, Any]) -> Answer:
        nonlocal first
        odd, first = first, False
        said = json.loads(writer.plain_words(body).body)
        return Answer(body=json.dumps(said | more if odd else said).encode())

    batches.answer = once_odd
    shown = run(batches, shelf)
    assert shown.code in (0, 1), shown.err
    table = Table(shelf.parent / "out" / "jobs.sqlite")
    assert table.status()["running"] == table.status()["pending"] == 0
    assert table.status()["done"] >= 2
    assert "the program itself failed" not in shown.err


def test_without_the_store_there_is_nowhere_to_collect_into(batches: MockBatchEndpoint, shelf: Path) -> None:
    shown = run(batches, shelf, "--no-cache")
    assert shown.code == 2
    assert "store of replies" in shown.err
