"""`summarizer outline`: sections and items, as text or JSON."""

import json
import subprocess
import sys
from pathlib import Path

from summarizer.schema import OutlineRecord
from tests.command import ROOT, start, summarizer

SAMPLE = ROOT / "samples" / "qilan_bureau_2022_summary.txt"


def test_the_text_names_the_report_and_shows_items_below_their_sections() -> None:
    shown = summarizer("outline", SAMPLE)
    assert (shown.code, shown.err) == (0, "")
    lines = shown.out.splitlines()
    assert lines[0].startswith("Title: 栖澜县")
    assert lines[2] == "Period: 2022"
    assert any("[problems]" in line for line in lines)
    assert any(line.strip().startswith("- ") for line in lines)


def test_json_is_the_contract() -> None:
    shown = summarizer("outline", SAMPLE, "--format", "json")
    answer = json.loads(shown.out)
    OutlineRecord.model_validate_json(shown.out)
    text = SAMPLE.read_bytes().decode("utf-8")
    assert set(answer) >= {"document", "sections", "items"}
    for section in answer["sections"]:
        assert set(section) >= {"id", "kind", "heading", "level", "start", "end", "parent"}
        assert section["kind"] in ("preamble", "achievements", "problems", "plans", "other")
    for item in answer["items"]:
        assert set(item) >= {"id", "kind", "start", "end", "text", "section"}
        assert item["kind"] in ("achievements", "problems", "plans")
        assert text[item["start"] : item["end"]] == item["text"]


def test_escape_sequences_in_headings_are_shown_never_sent() -> None:
    shown = summarizer("outline", "-", stdin="一、\x1b[2J工作情况\n受理投诉42件。\n")
    assert "\x1b" not in shown.out
    assert "\\x1b[2J" in shown.out


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    run = start("outline", SAMPLE, "--format", "json")
    assert run.stdout
    assert run.stderr
    run.stdout.close()
    err = run.stderr.read()
    run.stderr.close()
    assert run.wait(60) == 1  # not all was written
    assert err == b""


def test_a_full_disk_behind_standard_output_is_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "summarizer", "outline", str(SAMPLE)],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert run.returncode == 2
    assert run.stderr.decode() == "Error: No space left on device.\n"
