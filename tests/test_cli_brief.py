"""`summarizer brief`: the main job, and everything that can go wrong on the way: a sentence and the right exit code."""

import errno
import json
import os
import re
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from summarizer.schema import Brief
from tests import writer
from tests.command import ROOT, Result, start, summarizer
from tests.endpoint import MODEL, Answer, MockEndpoint, completion, hung, no_choices, status

SAMPLES = [ROOT / "samples" / name for name in ("yunhe_2023_rule_of_law.txt", "qilan_bureau_2022_summary.txt")]
SAMPLE = SAMPLES[0]
CLOSING = re.compile(
    r"^(?P<path>.+): (?P<supported>\d+) supported, (?P<review>\d+) review, (?P<rejected>\d+) rejected, "
    r"(?P<unused>\d+) unused; (?P<prompt>[\d,]+) \+ (?P<completion>[\d,]+) tokens \((?P<calls>\d+) calls.*\); [\d.]+ s$"
)
SHORT = """栖澜区2023年法治政府建设年度报告

一、主要成效
全年受理投诉42件，办结40件。

二、存在的问题
执法力量不足。

三、下一步计划
举办培训12期。
"""


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.model.client.pace._FIRST_WAIT", 0.001)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "short.txt"
    path.write_text(SHORT, encoding="utf-8")
    return path


def without_model(*arguments: str | Path, stdin: bytes | str = b"") -> Result:
    return summarizer("brief", *arguments, "--model", "none", stdin=stdin)


# --- what it gives ---------------------------------------------------------------------------------------------------


def test_three_files_and_a_closing_line_that_says_where_and_how_many(tmp_path: Path) -> None:
    shown = without_model(SAMPLE, "-o", tmp_path)
    folder = tmp_path / SAMPLE.stem
    assert sorted(path.name for path in folder.iterdir()) == ["brief.html", "brief.json", "brief.md"]
    [line] = shown.out.splitlines()
    closing = CLOSING.match(line)
    assert closing, line
    brief = Brief.model_validate_json((folder / "brief.json").read_text(encoding="utf-8"))
    assert closing["path"] == str(folder / "brief.md")
    for verdict in ("supported", "review", "rejected"):
        assert int(closing[verdict]) == getattr(brief.ledger.counts, verdict)
    assert int(closing["unused"]) == len(brief.ledger.unused)
    assert shown.code == (1 if brief.ledger.counts.rejected else 0)


def test_without_a_model_the_missing_english_is_said_to_be_missing(tmp_path: Path) -> None:
    shown = without_model(SAMPLE, "-o", tmp_path)
    assert shown.err.startswith("Model: no model\n")
    assert "Note: No model was asked: the English of titles and summaries is missing." in shown.err


def test_only_the_formats_asked_for_are_written(tmp_path: Path) -> None:
    assert without_model(SAMPLE, "-o", tmp_path, "--format", "json").code in (0, 1)
    assert [path.name for path in (tmp_path / SAMPLE.stem).iterdir()] == ["brief.json"]


def test_language_length_and_theme_are_asked_for_on_the_command_line(tmp_path: Path) -> None:
    def told(name: str, *options: str) -> str:
        assert without_model(SAMPLE, "-o", tmp_path / name, "--format", "md", *options).code in (0, 1)
        return (tmp_path / name / SAMPLE.stem / "brief.md").read_text(encoding="utf-8")

    whole, short = told("whole", "--length", "full"), told("short", "--length", "short")
    assert len(short) < len(whole)
    assert "Problems" not in told("zh", "--lang", "zh")
    assert "None is shown at this length or on these themes." in told("none", "--theme", "此处没有的主题")


def test_quiet_leaves_standard_error_empty(tmp_path: Path) -> None:
    assert without_model(SAMPLE, "-o", tmp_path, "--quiet").err == ""


def test_standard_input_is_briefed_for_a_dash(tmp_path: Path) -> None:
    shown = without_model("-", "-o", tmp_path, stdin=SHORT)
    assert shown.code == 0, shown.err
    assert (tmp_path / "stdin" / "brief.md").is_file()


def test_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(SHORT.replace("栖澜", f"栖{folder}"), encoding="utf-8")
    without_model(tmp_path / "a" / "report.txt", tmp_path / "b" / "report.txt", "-o", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["report", "report-2"]


def test_a_second_run_replaces_the_brief(tmp_path: Path, report: Path) -> None:
    assert without_model(report, "-o", tmp_path / "out").code == 0
    first = (tmp_path / "out" / "short" / "brief.md").read_bytes()
    assert without_model(report, "-o", tmp_path / "out").code == 0
    assert (tmp_path / "out" / "short" / "brief.md").read_bytes() == first


# --- a model answers -------------------------------------------------------------------------------------------------


def with_mock(mock: MockEndpoint, folder: Path, *arguments: str | Path) -> Result:
    return summarizer("brief", *arguments, "-o", folder / "out", *_mock_options(mock, folder))


def _mock_options(mock: MockEndpoint, folder: Path) -> list[str]:
    return ["--model", MODEL, "--base-url", mock.base_url, "--config", str(writer.config(folder))]


def test_the_run_says_who_answers_before_it_asks_and_counts_calls_and_tokens(
    mock_endpoint: MockEndpoint, tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-of-a-test")
    mock_endpoint.reply = writer.plain_words
    shown = with_mock(mock_endpoint, tmp_path, report)
    assert shown.code == 0, shown.err
    assert shown.err.startswith(f"Model: {MODEL} at {mock_endpoint.base_url.removesuffix('/v1')}\n")
    assert re.search(r"^english: \d+ of \d+, \d+ calls, [\d,]+ \+ [\d,]+ tokens$", shown.err, re.MULTILINE)
    closing = CLOSING.match(shown.out.strip())
    assert closing
    calls = len(mock_endpoint.requests)
    assert (closing["calls"], closing["prompt"], closing["completion"]) == (
        str(calls),
        str(100 * calls),
        str(20 * calls),
    )
    written = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert b"sk-secret" not in written + shown.out.encode() + shown.err.encode()


def test_a_second_run_asks_nothing_twice_and_no_cache_asks_again(
    mock_endpoint: MockEndpoint, tmp_path: Path, report: Path
) -> None:
    mock_endpoint.reply = writer.plain_words
    with_mock(mock_endpoint, tmp_path, report)
    asked = len(mock_endpoint.requests)
    again = with_mock(mock_endpoint, tmp_path, report)
    assert len(mock_endpoint.requests) == asked
    assert f"0 + 0 tokens (0 calls, {asked} more from the store)" in again.out
    with_mock(mock_endpoint, tmp_path, report, "--no-cache")
    assert len(mock_endpoint.requests) == 2 * asked


# --- the report is bad ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.txt", None, "does not exist"),
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\xe3\x80\x80\n", "is empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary.txt"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(2000), "picture.png"),
        ("english.txt", b"The district handled 42 cases in 2023.", "has no Chinese text"),
    ],
)
def test_a_report_that_cannot_be_briefed_is_a_sentence_and_exit_code_2(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    shown = without_model(path, "-o", tmp_path / "out")
    assert shown.code == 2
    assert shown.out == ""
    _only_sentences(shown.err, said)
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that exists and cannot be read")
def test_an_unreadable_file_is_a_sentence(tmp_path: Path) -> None:
    shown = without_model("/proc/self/mem", "-o", tmp_path)
    assert shown.code == 2
    _only_sentences(shown.err, "cannot be read")


def test_a_folder_is_a_sentence(tmp_path: Path) -> None:
    shown = without_model(tmp_path, "-o", tmp_path / "out")
    assert shown.code == 2
    _only_sentences(shown.err, "is a folder")


def test_a_report_without_recognisable_sections_is_still_briefed_and_says_so(tmp_path: Path) -> None:
    shown = without_model("-", "-o", tmp_path, stdin="今年受理投诉42件，办结40件。办理许可证1300个。")
    assert shown.code == 0, shown.err
    assert re.search(r"^Note: .*(?:heading|section)", shown.err, re.MULTILINE)
    brief = json.loads((tmp_path / "stdin" / "brief.json").read_text(encoding="utf-8"))
    assert "42件" in json.dumps(brief["report"]["achievements"], ensure_ascii=False)


def test_one_bad_report_never_spoils_the_others(tmp_path: Path, report: Path) -> None:
    shown = without_model(tmp_path / "missing.txt", report, tmp_path / "missing2.txt", "-o", tmp_path / "out")
    assert shown.code == 2
    assert shown.err.count("does not exist") == 2
    assert (tmp_path / "out" / "short" / "brief.html").is_file()


# --- the model is bad -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (status(401), "refused the key (HTTP 401)"),
        (status(404), "does not know this model"),
        (status(429, retry_after="0"), "quota or rate limit"),
        (status(503, retry_after="0"), "failed (HTTP 503)"),
    ],
)
def test_an_endpoint_that_refuses_is_a_sentence_and_exit_code_3(
    mock_endpoint: MockEndpoint, tmp_path: Path, report: Path, answer: Answer, said: str
) -> None:
    mock_endpoint.answers = [answer]
    shown = with_mock(mock_endpoint, tmp_path, report)
    assert (shown.code, shown.out) == (3, "")
    _only_sentences(shown.err, said)
    assert not (tmp_path / "out").exists()


def test_an_unreachable_endpoint_is_a_sentence_and_exit_code_3(loopback: None, tmp_path: Path, report: Path) -> None:
    shown = summarizer("brief", report, "-o", tmp_path / "out", "--model", "m", "--base-url", "http://127.0.0.1:9/v1")
    assert shown.code == 3
    _only_sentences(shown.err, "could not be reached")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (completion('{"title": "Law", "summ', finish="length"), "cut at the token limit"),
        (no_choices(), "empty reply"),
        (completion(""), ""),
        (completion('{"title": "Law", "summary": "It worked well.", "names": [], "extra": 1}'), ""),
    ],
    ids=["cut", "no-choices", "empty", "extra-fields"],
)
def test_replies_that_cannot_be_used_leave_the_reports_own_words_and_exit_code_1(
    mock_endpoint: MockEndpoint, tmp_path: Path, report: Path, answer: Answer, said: str
) -> None:
    mock_endpoint.answers = [answer]
    shown = with_mock(mock_endpoint, tmp_path, report)
    assert shown.code == 1, shown.err
    assert said in shown.err
    assert "Traceback" not in shown.err
    brief = Brief.model_validate_json((tmp_path / "out" / "short" / "brief.json").read_text(encoding="utf-8"))
    assert brief.report.gaps
    incomplete = [item for item in brief.report.achievements if not item.complete]
    assert incomplete
    assert "42件" in incomplete[0].summary.zh


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--model", "nobody/knows"), "Nothing says where the model nobody/knows answers"),
        (("--model", "openai/gpt-9"), "set the environment variable OPENAI_API_KEY"),
        (("--base-url", "ftp://host"), "must look like https://host/v1"),
        (("--config", "missing.toml"), "missing.toml cannot be read"),
        (("--format", "pdf"), "There is no format 'pdf'"),
        (("--format", ","), "No format is named"),
        (("--lang", "fr"), "There is no language 'fr'"),
        (("--length", "long"), "There is no length 'long'"),
    ],
)
def test_settings_that_name_no_model_are_a_sentence_and_exit_code_2(
    report: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    shown = summarizer("brief", report, "-o", tmp_path / "out", *options)
    assert (shown.code, shown.out) == (2, "")
    _only_sentences(shown.err, said)
    assert not (tmp_path / "out").exists()


# --- the disk is full, the run is interrupted ------------------------------------------------------------------------


def test_a_full_disk_is_a_sentence_and_nothing_half_written(
    tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("summarizer.base.files.os.fsync", full)
    shown = without_model(report, "-o", tmp_path / "out")
    assert shown.code == 2
    _only_sentences(shown.err, "No space left on device")
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def test_a_file_where_the_folder_should_be_is_a_sentence(tmp_path: Path, report: Path) -> None:
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    shown = without_model(report, "-o", tmp_path / "out")
    assert shown.code == 2
    _only_sentences(shown.err, "could not be written")


def test_an_interrupted_run_leaves_nothing_half_written_and_keeps_what_was_paid_for(
    mock_endpoint: MockEndpoint, tmp_path: Path, report: Path
) -> None:
    def slow_after_the_first(request: dict[str, Any]) -> Answer:
        return hung(60) if len(mock_endpoint.requests) > 1 else writer.plain_words(request)

    mock_endpoint.reply = slow_after_the_first
    arguments = ["brief", str(report), "-o", str(tmp_path / "out"), *_mock_options(mock_endpoint, tmp_path)]
    run = start(*arguments)
    deadline = time.monotonic() + 30
    while len(mock_endpoint.requests) < 2:
        assert time.monotonic() < deadline
        assert run.poll() is None
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=20)
    assert (run.returncode, out) == (130, b""), err.decode()
    assert err.decode().splitlines()[-1].startswith("Interrupted.")
    assert b"Traceback" not in err
    for file in (tmp_path / "out").rglob("*.*"):
        assert "未完成" in file.read_text(encoding="utf-8"), "what is there is whole, and says that it is unfinished"

    mock_endpoint.reply = writer.plain_words
    asked = len(mock_endpoint.requests)
    again = summarizer(*arguments)
    assert again.code == 0, again.err
    assert ", 1 more from the store)" in again.out
    repeated = mock_endpoint.requests[asked:]
    assert mock_endpoint.requests[0] not in repeated


def test_the_program_s_own_failure_is_said_to_be_one(
    tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by design")

    monkeypatch.setattr("summarizer.pipeline.brief.make_brief", broken)
    shown = without_model(report, "-o", tmp_path / "out")
    assert shown.code == 2
    _only_sentences(shown.err, "the program itself failed (ZeroDivisionError: by design)")
    told = summarizer("brief", report, "-o", tmp_path / "out", "--model", "none", "--debug")
    assert "Traceback" in told.err


def _only_sentences(err: str, said: str) -> None:
    """The last line is the error, with ``said`` in it, and nothing on standard error is a traceback."""
    assert "Traceback" not in err
    last = err.splitlines()[-1]
    assert last.startswith("Error: "), err
    assert said in last, err
