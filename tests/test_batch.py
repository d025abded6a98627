"""Many reports: each is done or said why not, nothing is paid for twice, and a rerun goes on where one ended."""

import csv
import io
import json
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from rich.console import Console

from summarizer.api.many import Tally
from summarizer.batch.table import STATES, Table
from summarizer.cli.tally import Teller
from summarizer.schema import Brief, Usage
from tests import writer
from tests.command import Result, start
from tests.command import summarizer as command
from tests.endpoint import MODEL, Answer, MockEndpoint, hung, status

REPORT = """{place}区2023年法治政府建设年度报告

一、主要成效
全年受理投诉{number}件，办结40件。

二、存在的问题
执法力量不足。

三、下一步计划
举办培训12期。
"""


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.model.client.pace._FIRST_WAIT", 0.001)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Three reports of invented districts."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, place in enumerate("甲乙丙"):
        text = REPORT.format(place=f"云{place}", number=42 + number)
        (folder / f"{place}.txt").write_text(text, encoding="utf-8")
    return folder


def without_model(shelf: Path, output: Path, *more: str | Path) -> Result:
    return command("batch", shelf, "-o", output, "--model", "none", *more)


def mock_options(mock: MockEndpoint, folder: Path) -> list[str]:
    return ["--model", MODEL, "--base-url", mock.base_url, "--config", str(writer.config(folder))]


def with_mock(mock: MockEndpoint, shelf: Path, *more: str | Path) -> Result:
    return command("batch", shelf, "-o", shelf.parent / "out", *mock_options(mock, shelf.parent), *more)


def states(output: Path) -> dict[str, str]:
    table = Table(output / "jobs.sqlite")
    found = {job.name: job.state for job in table.each()}
    table.close()
    return found


# --- what it gives --------------------------------------------------------------------------------------------------


def test_a_folder_for_each_report_and_tables_and_a_page_over_all(shelf: Path, tmp_path: Path) -> None:
    shown = without_model(shelf, tmp_path / "out")
    assert shown.code == 0, shown.err
    assert re.match(r".*/index\.html: 3 done; 0 \+ 0 tokens \(0 calls\); [\d.]+ s\n$", shown.out)
    for place in "甲乙丙":
        assert sorted(path.name for path in (tmp_path / "out" / place).iterdir()) == [
            "brief.html", "brief.json", "brief.md", "figures.csv", "items.jsonl"
        ]  # fmt: skip
    with (tmp_path / "out" / "figures.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert {row["report"] for row in rows} == {"甲", "乙", "丙"}
    assert {row["text"] for row in rows} >= {"42件", "43件", "44件"}
    items = [json.loads(line) for line in (tmp_path / "out" / "items.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {item["kind"] for item in items} == {"achievements", "problems", "plans"}
    assert (tmp_path / "out" / "index.html").read_text(encoding="utf-8").count("<tr>") == 4


def test_the_table_of_figures_opens_as_chinese_and_runs_nothing(shelf: Path, tmp_path: Path) -> None:
    (shelf / "亏损.txt").write_text("=1+1县2023年工作报告\n全年净利润\n-4500万元，办理案件42件。", encoding="utf-8")
    without_model(shelf, tmp_path / "out")
    for table in (tmp_path / "out" / "figures.csv", tmp_path / "out" / "亏损" / "figures.csv"):
        content = table.read_bytes()
        assert content.startswith(b"\xef\xbb\xbfreport,")
        assert content.count(b"\xef\xbb\xbf") == 1
        rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
        cells = [cell for row in rows for cell in row]
        assert [cell for cell in cells if cell[:1] in "=+@" and cell] == []
        assert all(cell.lstrip("-").replace(".", "").isdigit() for cell in cells if cell.startswith("-"))


def test_a_run_ends_with_a_line_for_each_report_that_is_not_whole(shelf: Path, tmp_path: Path) -> None:
    (shelf / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    (shelf / "缺.txt").write_text("云河县2023年工作报告\n办结率9\ufffd.5%，办理案件42件。", encoding="utf-8")
    shown = without_model(shelf, tmp_path / "out")
    assert shown.code == 1
    closing, *bad = shown.out.splitlines()
    assert "3 done, 1 incomplete, 1 failed" in closing
    assert sorted(line.split(": ")[:2] for line in bad) == [["failed", "坏.pdf"], ["incomplete", "缺.txt"]]
    assert all(len(line.split(": ", 2)[2]) > 20 for line in bad)


@pytest.mark.parametrize("far", ["folder", "file", "memory"])
def test_results_may_lie_elsewhere_and_the_page_leads_to_them(shelf: Path, tmp_path: Path, far: str) -> None:
    pytest.importorskip("fsspec")
    place = {"folder": f"{tmp_path}/远 处", "file": f"file://{tmp_path}/far", "memory": f"memory://{tmp_path.name}"}[
        far
    ]
    shown = without_model(shelf, tmp_path / "out", "--results", place)
    assert shown.code == 0, shown.err
    assert len((tmp_path / "out" / "figures.csv").read_text(encoding="utf-8").splitlines()) > 9
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    links = [unquote(link) for link in re.findall(r'href="([^"]*brief[^"]*)"', page)]
    assert len(links) == (0 if far == "memory" else 3)
    assert all((tmp_path / "out" / link).is_file() for link in links)
    assert "0 to do" in without_model(shelf, tmp_path / "out", "--results", place).err


def test_the_tables_as_parquet_where_asked(shelf: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    without_model(shelf, tmp_path / "out", "--tables", "csv,parquet")
    with (tmp_path / "out" / "figures.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert parquet.read_table(tmp_path / "out" / "figures.parquet").to_pylist() == rows


def test_one_bad_report_never_spoils_the_others(shelf: Path, tmp_path: Path) -> None:
    (shelf / "empty.txt").write_bytes(b"")
    (shelf / "english.txt").write_text("No Chinese in here.", encoding="utf-8")
    (shelf / "binary.html").write_bytes(bytes(range(256)) * 40)
    shown = without_model(shelf, tmp_path / "out")
    assert shown.code == 1
    assert "3 done, 3 failed" in shown.out
    assert "failed: empty.txt: empty.txt is empty" in shown.err
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "empty.txt is empty" in page
    assert page.count('<td class="q">–</td>') == 3 * 4, "what was never checked has no counts, not even noughts"


def test_the_same_content_is_done_once_and_the_same_stem_has_folders_of_its_own(shelf: Path, tmp_path: Path) -> None:
    (shelf / "龘").mkdir()
    (shelf / "龘" / "copy.txt").write_bytes((shelf / "甲.txt").read_bytes())
    (shelf / "龘" / "甲.txt").write_text(REPORT.format(place="云丁", number=99), encoding="utf-8")
    shown = without_model(shelf, tmp_path / "out")
    assert "5 inputs, 4 different reports, 4 to do" in shown.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if path.is_dir()) == ["丙", "乙", "甲", "甲-2"]


def test_the_results_of_a_batch_are_no_input_of_the_next(shelf: Path) -> None:
    without_model(shelf, shelf / "out", "--format", "md")
    assert "3 inputs" in without_model(shelf, shelf / "out", "--format", "md").err


# --- again ----------------------------------------------------------------------------------------------------------


def test_a_second_run_does_nothing_twice(mock_endpoint: MockEndpoint, shelf: Path) -> None:
    mock_endpoint.reply = writer.plain_words
    first = with_mock(mock_endpoint, shelf)
    assert first.code == 0, first.err
    asked = len(mock_endpoint.requests)
    written = {path: path.stat().st_mtime_ns for path in (shelf.parent / "out").glob("*/*")}
    again = with_mock(mock_endpoint, shelf)
    assert "0 to do" in again.err
    assert len(mock_endpoint.requests) == asked
    assert written == {path: path.stat().st_mtime_ns for path in (shelf.parent / "out").glob("*/*")}


def test_only_what_is_new_or_changed_is_done(shelf: Path, tmp_path: Path) -> None:
    without_model(shelf, tmp_path / "out")
    (shelf / "甲.txt").write_text(REPORT.format(place="云甲", number=77), encoding="utf-8")
    (shelf / "丁.txt").write_text(REPORT.format(place="云丁", number=1), encoding="utf-8")
    again = without_model(shelf, tmp_path / "out")
    assert "4 inputs, 4 different reports, 2 to do" in again.err
    brief = Brief.model_validate_json((tmp_path / "out" / "甲" / "brief.json").read_text(encoding="utf-8"))
    assert "77件" in str(brief.report.figures)


def test_other_formats_are_another_setting_that_costs_no_call(mock_endpoint: MockEndpoint, shelf: Path) -> None:
    mock_endpoint.reply = writer.plain_words
    with_mock(mock_endpoint, shelf, "--format", "md")
    asked = len(mock_endpoint.requests)
    again = with_mock(mock_endpoint, shelf, "--format", "md,html")
    assert "3 to do" in again.err
    assert (shelf.parent / "out" / "甲" / "brief.html").is_file()
    assert len(mock_endpoint.requests) == asked


def test_a_record_that_was_removed_is_made_anew(shelf: Path, tmp_path: Path) -> None:
    without_model(shelf, tmp_path / "out")
    (tmp_path / "out" / "乙" / "brief.json").unlink()
    assert "1 to do" in without_model(shelf, tmp_path / "out").err
    assert (tmp_path / "out" / "乙" / "brief.json").is_file()


def test_questions_that_two_reports_share_are_asked_once(mock_endpoint: MockEndpoint, shelf: Path) -> None:
    mock_endpoint.reply = writer.plain_words
    with_mock(mock_endpoint, shelf, "--reports", "3")
    bodies = [json.dumps(body, sort_keys=True) for body in mock_endpoint.requests]
    assert len(bodies) == len(set(bodies))


def test_totals_are_of_all_replies_that_were_paid_for(mock_endpoint: MockEndpoint, shelf: Path) -> None:
    mock_endpoint.reply = writer.plain_words
    shown = with_mock(mock_endpoint, shelf)
    calls = len(mock_endpoint.requests)
    assert f"{100 * calls:,} + {20 * calls:,} tokens ({calls} calls" in shown.out
    table = Table(shelf.parent / "out" / "jobs.sqlite")
    assert (table.totals().calls, table.totals().prompt_tokens) == (calls, 100 * calls)
    assert sum(job.usage.calls for job in table.each()) == calls


# --- ending early ---------------------------------------------------------------------------------------------------


def test_a_budget_stops_the_run_cleanly_and_a_larger_one_goes_on(mock_endpoint: MockEndpoint, shelf: Path) -> None:
    mock_endpoint.reply = writer.plain_words
    shown = with_mock(mock_endpoint, shelf, "--max-tokens", "1700", "--reports", "1")
    assert shown.code == 1
    assert "Error: The next call could exceed what may be spent" in shown.err
    spent = 120 * len(mock_endpoint.requests)
    assert 0 < spent <= 1700
    assert "pending" in states(shelf.parent / "out").values()
    more = with_mock(mock_endpoint, shelf)
    assert more.code == 0, more.err
    bodies = [json.dumps(body, sort_keys=True) for body in mock_endpoint.requests]
    assert len(bodies) == len(set(bodies)), "nothing was paid for twice"


@pytest.mark.parametrize("answer", [status(401), status(404)])
def test_an_endpoint_that_refuses_all_ends_the_run_at_once(
    mock_endpoint: MockEndpoint, shelf: Path, answer: Answer
) -> None:
    mock_endpoint.answers = [answer]
    shown = with_mock(mock_endpoint, shelf, "--reports", "1")
    assert shown.code == 3
    assert set(states(shelf.parent / "out").values()) == {"pending"}
    assert len(mock_endpoint.requests) == 1


def test_a_silent_endpoint_is_given_up_after_the_patience(mock_endpoint: MockEndpoint, shelf: Path) -> None:
    mock_endpoint.answers = [status(503)]
    shown = with_mock(mock_endpoint, shelf, "--patience", "1")
    assert shown.code == 3
    assert "gave no answer to any call for 1 seconds" in shown.err
    assert set(states(shelf.parent / "out").values()) == {"pending"}


def test_a_full_disk_ends_the_run_and_what_was_paid_for_is_kept(
    mock_endpoint: MockEndpoint, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    mock_endpoint.reply = writer.plain_words
    with monkeypatch.context() as patch:
        patch.setattr("summarizer.base.files.os.fsync", full)
        shown = with_mock(mock_endpoint, shelf, "--reports", "1")
    assert shown.code == 2
    assert "No space left on device" in shown.err
    asked = len(mock_endpoint.requests)
    assert with_mock(mock_endpoint, shelf).code == 0
    bodies = [json.dumps(body, sort_keys=True) for body in mock_endpoint.requests]
    assert len(bodies) > asked
    assert len(bodies) == len(set(bodies))


def test_replies_that_cannot_be_kept_end_the_run(
    mock_endpoint: MockEndpoint, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shelf.parent / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(shelf.parent / "file"))
    mock_endpoint.reply = writer.plain_words
    shown = with_mock(mock_endpoint, shelf)
    assert shown.code == 2
    assert "would pay for them again" in shown.err
    assert mock_endpoint.requests == []
    assert with_mock(mock_endpoint, shelf, "--no-cache").code == 0


_LONG = 300  # seconds after which something hangs, however busy the machine is


def _wait_for(reached: Callable[[], bool], *runs: Any) -> None:
    deadline = time.monotonic() + _LONG
    while not reached():
        assert time.monotonic() < deadline
        for run in runs:
            assert run.poll() is None, run.communicate()[1].decode()
        time.sleep(0.02)


def _wait_to_hear(sentence: str, run: Any) -> None:
    heard = b""
    while sentence.encode() not in heard:
        line = run.stderr.readline()
        assert line, heard.decode()
        heard += line


@pytest.fixture
def held(slow: MockEndpoint, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """An endpoint that gives its answers when this is set, not before."""
    gate = threading.Event()
    monkeypatch.setattr(slow, "wait", lambda _: gate.wait(_LONG))
    return gate


@pytest.fixture
def slow(mock_endpoint: MockEndpoint) -> Iterator[MockEndpoint]:
    def reply(request: dict[str, Any]) -> Answer:
        answer = writer.plain_words(request)
        return Answer(body=answer.body, delay=0.15)

    mock_endpoint.reply = reply
    yield mock_endpoint


@pytest.mark.slow
def test_an_interrupt_finishes_what_is_in_flight(slow: MockEndpoint, held: threading.Event, shelf: Path) -> None:
    run = start("batch", shelf, "-o", shelf.parent / "out", *mock_options(slow, shelf.parent), "--reports", "1")
    _wait_for(lambda: len(slow.requests) > 0, run)
    run.send_signal(signal.SIGINT)
    _wait_to_hear("Finishing the reports in flight", run)
    held.set()
    _, err = run.communicate(timeout=_LONG)
    assert run.returncode == 130, err.decode()
    assert sorted(states(shelf.parent / "out").values()) == ["done", "pending", "pending"]


@pytest.mark.slow
def test_a_second_interrupt_stops_at_once_and_keeps_what_came(slow: MockEndpoint, shelf: Path) -> None:
    calm = slow.reply
    assert calm
    slow.reply = lambda body: hung(2 * _LONG) if len(slow.requests) > 1 else calm(body)
    run = start("batch", shelf, "-o", shelf.parent / "out", *mock_options(slow, shelf.parent), "--reports", "1")
    _wait_for(lambda: len(slow.requests) > 1, run)
    run.send_signal(signal.SIGINT)
    _wait_to_hear("Finishing the reports in flight", run)  # two signals that are not yet heard would be one
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=_LONG)
    assert run.returncode == 130, err.decode()
    assert set(states(shelf.parent / "out").values()) == {"pending"}
    slow.reply = writer.plain_words
    first = slow.requests[0]
    asked = len(slow.requests)
    assert with_mock(slow, shelf).code == 0
    assert first not in slow.requests[asked:]


@pytest.mark.slow
def test_two_processes_on_one_folder_share_the_work(slow: MockEndpoint, held: threading.Event, shelf: Path) -> None:
    for number in range(5):
        (shelf / f"{number}.txt").write_text(REPORT.format(place="云己", number=100 + number), encoding="utf-8")
    arguments = ["batch", shelf, "-o", shelf.parent / "out", *mock_options(slow, shelf.parent), "--reports", "1"]
    one, two = start(*arguments), start(*arguments)
    _wait_for(lambda: slow.busy == 2, one, two)  # each with one call at a time: both are at it
    held.set()
    errors = [run.communicate(timeout=_LONG)[1].decode() for run in (one, two)]
    assert (one.returncode, two.returncode) == (0, 0), errors
    assert set(states(shelf.parent / "out").values()) == {"done"}
    table = Table(shelf.parent / "out" / "jobs.sqlite")
    assert all(job.attempts == 1 for job in table.each())
    assert all("done: " in error for error in errors), "both did some of it"


@pytest.mark.slow
def test_a_killed_run_repeats_at_most_what_was_in_flight(slow: MockEndpoint, shelf: Path) -> None:
    arguments = ["batch", shelf, "-o", shelf.parent / "out", *mock_options(slow, shelf.parent)]
    run = start(*arguments)
    _wait_for(lambda: len(slow.requests) > 3, run)
    run.kill()
    run.communicate()
    shown = with_mock(slow, shelf)
    assert shown.code == 0, shown.err
    bodies = [json.dumps(body, sort_keys=True) for body in slow.requests]
    assert len(bodies) - len(set(bodies)) <= 1, "one call at a time was in flight"


# --- bad usage ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--max-cost", "1"), "No price is known"),
        (("--max-cost", "much"), "no amount of money"),
        (("--max-cost", "-1"), "no amount of money"),
        (("--format", "pdf2"), "There is no format 'pdf2'"),
        (("--tables", "xls"), "There is no format 'xls'"),
        (("--progress", "loud"), "There is no format 'loud'"),
        (("--again", "never"), "There is no format 'never'"),
    ],
)
def test_wrong_usage_is_a_sentence_and_exit_code_2(
    mock_endpoint: MockEndpoint, shelf: Path, options: tuple[str, ...], said: str
) -> None:
    shown = with_mock(mock_endpoint, shelf, *options)
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.splitlines()[-1].startswith("Error: ")
    assert said in shown.err


def test_a_folder_without_reports_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    shown = without_model(tmp_path / "none", tmp_path / "out")
    assert shown.code == 2
    assert "No reports are found" in shown.err
    assert not (tmp_path / "out").exists()


# --- progress -------------------------------------------------------------------------------------------------------


def test_progress_as_json_lines(mock_endpoint: MockEndpoint, shelf: Path) -> None:
    mock_endpoint.reply = writer.plain_words
    shown = with_mock(mock_endpoint, shelf, "--progress", "json")
    told = [json.loads(line) for line in shown.err.splitlines()]
    assert [one["state"] for one in told if one["event"] == "report"] == ["done"] * 3
    assert told[-1]["event"] == "tally" and told[-1]["states"]["done"] == 3
    assert told[-1]["usage"]["calls"] == len(mock_endpoint.requests)


def test_the_live_table_has_a_line_for_the_bar_and_for_each_number() -> None:
    states = dict.fromkeys(STATES, 0) | {"done": 2, "pending": 3}
    console = Console(width=100, file=io.StringIO())
    console.print(Teller("table")._table(Tally(states, Usage(), None, "", 4.0, 4, 2)))
    lines = [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]
    assert lines[0] == "━" * 24, "two fifths of sixty"
    assert [line.split()[0] for line in lines[1:]] == ["reports", "calls", "tokens", "time"]
    assert lines[1].endswith("2 of 5 (3 pending, 2 done)") and lines[4].endswith("about 6 s left")


def test_the_live_table_draws_and_quiet_says_nothing(shelf: Path, tmp_path: Path) -> None:
    table = without_model(shelf, tmp_path / "one", "--progress", "table")
    assert table.code == 0, table.err
    assert without_model(shelf, tmp_path / "two", "--quiet").err == ""


# --- how the briefs are to be ---------------------------------------------------------------------------------------


def test_language_and_length_are_settings_of_the_run(shelf: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert without_model(shelf, output, "--format", "md").code == 0
    both = (output / "甲" / "brief.md").read_text(encoding="utf-8")
    again = without_model(shelf, output, "--format", "md", "--lang", "zh", "--length", "short")
    assert "3 to do" in again.err
    chinese = (output / "甲" / "brief.md").read_text(encoding="utf-8")
    assert "Yunjia District" in both
    assert "Yunjia District" not in chinese and "42件" in chinese
    assert "0 to do" in without_model(shelf, output, "--format", "md", "--lang", "zh", "--length", "short").err
    assert without_model(shelf, output, "--lang", "fr").code == 2


def test_a_profile_is_a_setting_of_the_run_and_is_named_in_the_record(shelf: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    without_model(shelf, output, "--format", "md")
    again = without_model(shelf, output, "--format", "md", "--profile", "disclosure_report")
    assert "3 to do" in again.err
    brief = Brief.model_validate_json((output / "甲" / "brief.json").read_text(encoding="utf-8"))
    assert brief.report.model.profile == "disclosure_report"
    assert without_model(shelf, output, "--profile", "no_such_genre").code == 2
