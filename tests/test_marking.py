"""The kit by which prose is marked: passages by reference, sheets that hide who wrote what, a tally by arithmetic."""

import pytest

from benchmarks.marking import EACH, REPORTS, Mark, passages, sheets, tally
from tests.conftest import CASSETTES

TEXTS = {"p01": "全年受理申请86件，审结79件。", "p02": "执法力量薄弱。"}
VARIANTS = {
    "small": {"p01": "The district received 86 applications.", "p02": "Enforcement is weak."},
    "strong": {"p01": "Of 86 applications, 79 were concluded.", "p02": "Enforcement is thinly staffed."},
}


def test_there_are_sixty_passages_of_ten_reports_and_no_text_among_them() -> None:
    found = passages()
    assert len(found) == REPORTS * sum(EACH.values()) == 60
    assert len({one.report for one in found}) == REPORTS
    assert len({(one.report, one.start) for one in found}) == 60
    kept = (CASSETTES.parent / "benchmarks" / "data" / "prose" / "passages.jsonl").read_text(encoding="utf-8")
    assert max(len(line) for line in kept.splitlines()) < 300


def test_a_passage_is_where_it_was_picked() -> None:
    try:
        texts = [one.text() for one in passages()]
    except FileNotFoundError:
        pytest.skip("the shared reports are not here")
    assert all(20 <= len(text) < 320 for text in texts)


def test_a_sheet_does_not_say_who_wrote_what_and_its_key_does() -> None:
    sheet, key = sheets(TEXTS, VARIANTS, seed=1)
    assert "small" not in sheet and "strong" not in sheet
    assert all(sorted(letters.values()) == ["small", "strong"] for letters in key.values())
    assert sheets(TEXTS, VARIANTS, seed=1) == (sheet, key)
    orders = {tuple(sheets(TEXTS, VARIANTS, seed=seed)[1]["p01"].values()) for seed in range(9)}
    assert len(orders) == 2, "the order is drawn"


def test_marks_are_summed_by_variant() -> None:
    key = {"p01": {"A": "strong", "B": "small"}, "p02": {"A": "small", "B": "strong"}}
    marks = [
        Mark("p01", "A", 0, 1, 95),
        Mark("p01", "B", 1, 0, 60, 1),
        Mark("p02", "A", 0, 0, 100),
        Mark("p02", "B", 0, 0, 90),
    ]
    found = tally(marks, key, VARIANTS, TEXTS)
    assert found["strong"]["points"] == 92.5 and found["strong"]["to print, %"] == 100
    assert found["small"]["majors per 100 sentences"] == 50.0 and found["small"]["majors without a mark"] == 1
    assert (found["strong"]["figures present, %"], found["small"]["figures present, %"]) == (100, 50)
