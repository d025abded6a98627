"""Measured numbers are held against floors, and a floor may only be made stricter."""

import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import __main__ as runner
from benchmarks.floors import Floor, parse, read_floors, weakened, weakened_since_last_commit


def _benchmark(name: str, **measured: float | int | str) -> ModuleType:
    module = ModuleType(name)
    module.measure = lambda: measured  # type: ignore[attr-defined]
    return module


FLOORS = parse("[outline]\nrecall = 0.97\nseconds = { most = 2 }\n")


def test_a_number_on_its_floor_holds_and_one_below_does_not() -> None:
    rows, _ = runner.run({"outline": _benchmark("outline", recall=0.97, seconds=2.1, other=3)}, FLOORS)
    assert [(row.measure, row.held) for row in rows] == [("recall", True), ("seconds", False), ("other", True)]
    assert "| outline | seconds | 2.1 | ≤ 2 | BROKEN |" in runner.table(rows, [])


def test_a_floor_whose_number_is_missing_or_no_number_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "has_shared_reports", lambda: True)
    rows, _ = runner.run({"outline": _benchmark("outline", recall="nan")}, FLOORS)
    assert [(row.measure, row.held) for row in rows] == [("recall", False), ("seconds", False)]


def test_without_the_real_reports_a_floor_over_them_is_skipped_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "has_shared_reports", lambda: False)
    rows, _ = runner.run({"outline": _benchmark("outline", recall=0.5)}, FLOORS)
    assert [(row.measure, row.held) for row in rows] == [("recall", False), ("seconds", True)]
    assert "| outline | seconds | not measured | ≤ 2 | skipped |" in runner.table(rows, [])


def test_a_benchmark_without_its_reports_is_skipped_in_sight() -> None:
    module = ModuleType("real")

    def missing() -> None:
        raise FileNotFoundError("The shared reports are not here.")

    module.measure = missing  # type: ignore[attr-defined]
    rows, skipped = runner.run({"real": module}, {"real": {"recall": Floor(1)}})
    assert rows == []
    assert skipped == ["real: skipped: The shared reports are not here."]
    assert runner.table(rows, skipped).endswith(skipped[0])


def test_in_short_a_long_benchmark_is_held_against_the_floors_of_what_it_measured() -> None:
    module = _benchmark("outline", recall=0.97, seconds=3)
    module.SLOW, module.quick = True, lambda: {"recall": 0.5}  # type: ignore[attr-defined]
    rows, skipped = runner.run({"outline": module}, FLOORS, quick=True)
    assert [(row.measure, row.held) for row in rows] == [("recall", False)]
    assert skipped == ["outline: in part: it takes long, and --quick was asked for"]
    assert [row.measure for row in runner.run({"outline": module}, FLOORS)[0]] == ["recall", "seconds"]


@pytest.mark.parametrize(
    "now",
    [
        "[outline]\nrecall = 0.96\nseconds = { most = 2 }\n",
        "[outline]\nrecall = 0.97\nseconds = { most = 3 }\n",
        "[outline]\nrecall = 0.97\nseconds = 2\n",
        "[outline]\nrecall = 0.97\n",
        "",
    ],
)
def test_a_floor_that_was_lowered_or_removed_is_named(now: str) -> None:
    [sentence] = weakened(FLOORS, parse(now))[:1]
    assert "floors may only rise" in sentence


def test_a_floor_may_rise_and_new_ones_may_come() -> None:
    stricter = "[outline]\nrecall = 0.99\nseconds = { most = 1.5 }\nitems = 3\n[new]\nx = 1\n"
    assert weakened(FLOORS, parse(stricter)) == []


def test_a_floor_that_is_no_bound_is_refused() -> None:
    for text in ('[a]\nb = "much"', "[a]\nb = true", "[a]\nb = { least = 1 }"):
        with pytest.raises(ValueError, match=r"a\.b in the floors file"):
            parse(text)


def test_the_floors_file_is_read_and_names_benchmarks_that_exist() -> None:
    folder = runner.FLOORS.parent
    known = {path.stem for path in folder.iterdir()}
    assert set(read_floors(runner.FLOORS)) <= known


def test_no_floor_was_lowered_since_the_last_commit() -> None:
    assert weakened_since_last_commit(runner.FLOORS) == []


def test_a_lowered_floor_is_found_in_the_history(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    for recall in ("0.9", "0.8"):
        file.write_text(f"[outline]\nrecall = {recall}\n", encoding="utf-8")
        subprocess.run([*git, "add", "floors.toml"], check=True)
        subprocess.run([*git, "commit", "-q", "-m", recall], check=True)
    assert weakened_since_last_commit(file) == [
        "The floor outline.recall went from ≥ 0.9 to ≥ 0.8: floors may only rise."
    ]
