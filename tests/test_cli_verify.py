"""`summarizer verify`: a verdict on every number of any text."""

import json
from pathlib import Path

import pytest

from summarizer.schema import Verification
from tests.command import ROOT, summarizer

SOURCE = ROOT / "samples" / "yunhe_2023_rule_of_law.txt"
RIGHT = "区政务服务中心全年办理各类事项32.46万件，同比增长8.7%。"
WRONG = "The service centre handled 3.246 million matters, up 8.7%."


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    path = tmp_path / "claims.txt"
    path.write_text(RIGHT, encoding="utf-8")
    return path


def test_what_the_source_says_is_supported_with_its_evidence(claims: Path) -> None:
    shown = summarizer("verify", claims, "--source", SOURCE)
    assert (shown.code, shown.err) == (0, "")
    lines = shown.out.splitlines()
    assert lines[0].startswith("✓ 32.46万件: supported (exact). ")
    assert "32.46万件，同比增长8.7%" in lines[1]
    assert lines[-1] == "2 supported, 0 review, 0 rejected"


def test_a_wrong_number_is_rejected_and_the_exit_code_says_so() -> None:
    shown = summarizer("verify", "-", "--source", SOURCE, stdin=WRONG)
    assert shown.code == 1
    assert "✗ 3.246 million: rejected (scale)" in shown.out
    assert shown.out.splitlines()[-1] == "1 supported, 0 review, 1 rejected"


def test_json_is_the_contract_and_offsets_are_into_the_claims() -> None:
    shown = summarizer("verify", "-", "--source", SOURCE, "--format", "json", stdin=WRONG)
    answer = json.loads(shown.out)
    Verification.model_validate_json(shown.out)
    assert set(answer) >= {"document", "counts", "checks"}
    assert answer["document"]["name"] == SOURCE.name
    assert answer["counts"] == {"supported": 1, "review": 0, "rejected": 1}
    source = SOURCE.read_bytes().decode("utf-8")
    for check in answer["checks"]:
        assert set(check) >= {"start", "end", "text", "value", "unit", "verdict", "reason", "explanation", "evidence"}
        assert WRONG[check["start"] : check["end"]] == check["text"]
        for piece in check["evidence"]:
            assert source[piece["start"] : piece["end"]] == piece["text"]


def test_claims_without_numbers_are_said_to_have_none() -> None:
    shown = summarizer("verify", "-", "--source", SOURCE, stdin="The district governs by law.")
    assert (shown.code, shown.out) == (0, "No numbers to check in the claims.\n")


def test_escape_sequences_in_claims_are_never_sent_to_a_terminal() -> None:
    shown = summarizer("verify", "-", "--source", SOURCE, stdin="办理各类事项\x1b[31m32.46万件。\x1b]0;x\x07")
    assert "32.46万件" in shown.out
    assert "\x1b" not in shown.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("verify", "--source", str(SOURCE)), "Give either CLAIMS to verify or --check"),
        (("verify", "-", "--source", "-"), "not both"),
        (("verify", "-"), "Missing option '--source'"),
        (("verify", "-", "--source", "missing.txt"), "missing.txt does not exist"),
        (("verify", "missing.md", "--source", str(SOURCE)), "missing.md does not exist"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    shown = summarizer(*arguments, stdin="42件")
    assert (shown.code, shown.out) == (2, "")
    assert said in shown.err


def test_a_source_without_chinese_is_refused(tmp_path: Path) -> None:
    english = tmp_path / "english.txt"
    english.write_text("The district handled 42 cases.", encoding="utf-8")
    shown = summarizer("verify", "-", "--source", english, stdin="42 cases")
    assert shown.code == 2
    assert "english.txt has no Chinese text" in shown.err


# --- verdicts derived again ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("briefs")
    assert summarizer("brief", SOURCE, "-o", folder, "--model", "none", "--format", "json").code in (0, 1)
    return folder / SOURCE.stem / "brief.json"


def test_every_verdict_of_a_brief_is_derived_again_from_its_json_and_the_source(written: Path) -> None:
    shown = summarizer("verify", "--check", written, "--source", SOURCE)
    assert shown.code == 0, shown.out
    assert "derived again" in shown.out


def test_a_verdict_that_was_changed_by_hand_is_found(written: Path, tmp_path: Path) -> None:
    brief = json.loads(written.read_text(encoding="utf-8"))
    brief["checks"][0].update(verdict="rejected", reason="not_found")
    forged = tmp_path / "forged.json"
    forged.write_text(json.dumps(brief), encoding="utf-8")
    shown = summarizer("verify", "--check", forged, "--source", SOURCE)
    assert shown.code == 1
    assert "rejected (not_found)" in shown.out


def test_a_brief_of_another_report_is_refused(written: Path) -> None:
    shown = summarizer("verify", "--check", written, "--source", ROOT / "samples" / "qilan_bureau_2022_summary.txt")
    assert shown.code == 2
    assert "is not the report" in shown.err


def test_a_file_that_is_no_brief_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"report": 1}', encoding="utf-8")
    shown = summarizer("verify", "--check", other, "--source", SOURCE)
    assert shown.code == 2
    assert "other.json" in shown.err
    assert "Traceback" not in shown.err
