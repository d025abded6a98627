"""Reports as tasks on dask: a lost worker's reports go to another, and nothing that was answered is asked again."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed")

from summarizer.batch.shelf import FarShelf, SharedReplies
from summarizer.batch.table import Table
from summarizer.model.store import Reply
from tests import writer
from tests.command import start
from tests.endpoint import MODEL, Answer, MockEndpoint
from tests.test_batch import REPORT

pytestmark = pytest.mark.slow


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(6):
        text = REPORT.format(place=f"云{'甲乙丙丁戊己'[number]}", number=42 + number)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def arguments(mock: MockEndpoint, shelf: Path) -> list[str]:
    return [
        "batch", str(shelf), "-o", str(shelf.parent / "out"), "--dask", "local", "--workers", "2", "--model", MODEL,
        "--base-url", mock.base_url, "--config", str(writer.config(shelf.parent)),
    ]  # fmt: skip


@pytest.fixture
def slow(mock_endpoint: MockEndpoint) -> Iterator[MockEndpoint]:
    def reply(request: dict[str, Any]) -> Answer:
        return Answer(body=writer.plain_words(request).body, delay=0.3)

    mock_endpoint.reply = reply
    yield mock_endpoint


def test_a_killed_worker_loses_no_report_and_pays_for_none_again(slow: MockEndpoint, shelf: Path) -> None:
    run = start(*arguments(slow, shelf))
    _wait_until(lambda: len(slow.requests) >= 4, run)
    workers = _workers_of(run.pid)
    assert workers
    os.kill(workers[0], signal.SIGKILL)
    out, err = run.communicate(timeout=240)
    assert run.returncode == 0, err.decode() + out.decode()
    table = Table(shelf.parent / "out" / "jobs.sqlite")
    assert table.status()["done"] == 6
    assert all((shelf.parent / "out" / str(number) / "brief.json").is_file() for number in range(6))
    bodies = [json.dumps(body, sort_keys=True) for body in slow.requests]
    # Two workers with one call at a time each: what was in flight at the one that died, and what both asked at once.
    assert len(bodies) - len(set(bodies)) <= 3


def test_a_lost_scheduler_ends_the_run_and_the_same_command_goes_on(slow: MockEndpoint, shelf: Path) -> None:
    with _cluster() as (first, scheduler):
        run = start(*[one if one != "local" else first for one in arguments(slow, shelf)])
        _wait_until(lambda: len(slow.requests) >= 4, run)
        scheduler.kill()
        out, err = run.communicate(timeout=240)
    assert run.returncode == 3, err.decode() + out.decode()
    assert f"The scheduler at {first} was lost; run it again" in err.decode()
    assert b"Traceback" not in err
    table = Table(shelf.parent / "out" / "jobs.sqlite")
    states = table.status()
    assert states["failed"] == states["running"] == 0 and states["pending"] > 0
    with _cluster() as (second, _):
        run = start(*[one if one != "local" else second for one in arguments(slow, shelf)])
        out, err = run.communicate(timeout=240)
    assert run.returncode == 0, err.decode() + out.decode()
    assert table.status()["done"] == 6
    bodies = [json.dumps(body, sort_keys=True) for body in slow.requests]
    assert len(bodies) - len(set(bodies)) <= 2, "one worker with one call at a time, and what it asked when it was left"


def test_a_scheduler_that_is_started_again_soon_is_waited_for(slow: MockEndpoint, shelf: Path) -> None:
    with _cluster() as (address, scheduler):
        run = start(*[one if one != "local" else address for one in arguments(slow, shelf)])
        _wait_until(lambda: len(slow.requests) >= 4, run)
        scheduler.kill()
        scheduler.wait()
        with _cluster(int(address.rpartition(":")[2])):
            out, err = run.communicate(timeout=240)
    assert run.returncode == 0, err.decode() + out.decode()
    assert Table(shelf.parent / "out" / "jobs.sqlite").status()["done"] == 6


@contextmanager
def _cluster(port: int = 0) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A scheduler and one worker, each a process as on a host of its own; the address, and the scheduler."""
    if not port:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    scheduler = subprocess.Popen([*command, "--dashboard-address", "127.0.0.1:0"], **quiet)  # type: ignore[call-overload]
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "2", "--no-nanny"]
    worker = subprocess.Popen([*command, "--dashboard-address", "127.0.0.1:0"], **quiet)  # type: ignore[call-overload]
    try:
        yield address, scheduler
    finally:
        for process in (worker, scheduler):
            process.kill()
            process.wait()


def _wait_until(reached: Callable[[], bool], run: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 240
    while not reached():
        assert time.monotonic() < deadline
        assert run.poll() is None, run.communicate()[1].decode()
        time.sleep(0.05)


def _workers_of(parent: int) -> list[int]:
    """The worker processes below ``parent``: those that run dask's nanny's child."""
    import psutil

    found = psutil.Process(parent).children(recursive=True)
    return [one.pid for one in found if "spawn_main" in " ".join(one.cmdline())]


def test_an_address_where_no_scheduler_answers_is_a_sentence(mock_endpoint: MockEndpoint, shelf: Path) -> None:
    run = start(*[one if one != "local" else "tcp://127.0.0.1:9" for one in arguments(mock_endpoint, shelf)])
    _, err = run.communicate(timeout=120)
    assert run.returncode == 2, err.decode()
    assert "No dask scheduler with a worker answers at tcp://127.0.0.1:9" in err.decode()
    assert b"Traceback" not in err


# --- what workers share ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["folder", "memory://replies"])
def test_replies_are_shared_through_any_address(tmp_path: Path, place: str) -> None:
    address = str(tmp_path / "replies") if place == "folder" else place
    one, two = SharedReplies(address), SharedReplies(address)
    reply = Reply("{“处罚”}".encode(), "m", 100, 20)
    assert one.get("ab12") is None
    one.put("ab12", reply)
    assert two.get("ab12") == reply


def test_a_damaged_reply_counts_as_none_and_is_written_anew(tmp_path: Path) -> None:
    store = SharedReplies(str(tmp_path))
    store.put("ab12", Reply(b"{}", "m", 1, 1))
    (tmp_path / "ab" / "ab12.json").write_bytes(b"{half of i")
    assert store.get("ab12") is None
    store.put("ab12", Reply(b"{}", "m", 1, 1))
    assert store.get("ab12") is not None


def test_many_may_keep_the_same_reply_at_the_same_time(tmp_path: Path) -> None:
    stores = [SharedReplies(str(tmp_path)) for _ in range(8)]
    threads = [threading.Thread(target=store.put, args=("cd34", Reply(b"x" * 9999, "m", 1, 1))) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = stores[0].get("cd34")
    assert kept and kept.body == b"x" * 9999
    assert [path.name for path in (tmp_path / "cd").iterdir()] == ["cd34.json"]


def test_results_may_lie_beyond_this_machine() -> None:
    shelf = FarShelf("memory://briefs")
    shelf.put("云甲", {"brief.json": "{}", "brief.md": "简报"})
    with shelf.open("云甲", "brief.md") as file:
        assert file.read().decode() == "简报"
    with pytest.raises(FileNotFoundError):
        shelf.open("云甲", "none")
