"""What a batch is made of: folders, globs, lists; names that are safe as folders."""

from pathlib import Path

import pytest

from summarizer.base.errors import UsageError
from summarizer.batch.inputs import expand, folder_name, survey


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "sub/c.docx", "notes.tmp", ".hidden.txt", ".git/d.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"报告{name}", encoding="utf-8")
    return tmp_path


def names(files: list[Path], shelf: Path) -> list[str]:
    return [str(file.relative_to(shelf)) for file in files]


def test_a_folder_gives_its_reports_and_those_below(shelf: Path) -> None:
    assert names(expand([shelf]), shelf) == ["a.html", "b.txt", "sub/c.docx"]


def test_a_glob_is_expanded_here_as_a_shell_would(shelf: Path) -> None:
    assert names(expand([f"{shelf}/*.txt"]), shelf) == ["b.txt"]
    assert names(expand([f"{shelf}/**/*.docx"]), shelf) == ["sub/c.docx"]


def test_a_list_names_files_relative_to_itself_and_may_have_remarks(shelf: Path) -> None:
    listing = shelf / "list.lst"
    listing.write_text("# 2023\nsub/c.docx\n\nb.txt\nmissing.txt\n", encoding="utf-8")
    assert names(expand([listing]), shelf) == ["sub/c.docx", "b.txt", "missing.txt"]


def test_a_report_in_plain_text_is_no_list(shelf: Path) -> None:
    assert names(expand([shelf / "b.txt", shelf / "b.txt"]), shelf) == ["b.txt"]


def test_nothing_found_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No reports are found"):
        expand([tmp_path])


@pytest.mark.parametrize(
    ("stem", "folder"),
    [
        ("2023年报告", "2023年报告"),
        ("..", "report"),
        (".", "report"),
        ("", "report"),
        (" a. ", "a"),
        ("a/b\\c:d", "a_b_c_d"),
        ("\x1b[31mred\x07", "_[31mred_"),
        ("gpj.\u202etxt", "gpj._txt"),
        ("CON", "CON_"),
        ("index.html", "index.html_"),
        ("figures.csv", "figures.csv_"),
        ("jobs.sqlite-wal", "jobs.sqlite-wal_"),
    ],
)
def test_a_file_name_never_leads_elsewhere_nor_onto_the_batchs_own_files(stem: str, folder: str) -> None:
    assert folder_name(stem) == folder


def test_a_long_name_still_fits() -> None:
    assert len(folder_name("报" * 500).encode()) <= 200


def test_what_did_not_change_is_not_read_again(shelf: Path) -> None:
    file = shelf / "b.txt"
    [first] = survey([file], {})
    state = file.stat()
    known = {str(file): (state.st_size, state.st_mtime_ns, "as it was")}
    assert [one.sha256 for one in survey([file], known)] == ["as it was"]
    file.write_text("另一份", encoding="utf-8")
    [changed] = survey([file], known)
    assert changed.sha256 not in ("as it was", first.sha256)


def test_one_that_cannot_be_read_is_still_a_job(tmp_path: Path) -> None:
    [missing] = survey([tmp_path / "missing.txt"], {})
    assert missing.sha256 and missing.name == "missing.txt"
