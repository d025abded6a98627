"""A file is written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from summarizer.base.errors import SummarizerError
from summarizer.base.files import write_atomically


def test_text_and_bytes_arrive_whole_in_new_folders(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a" / "b" / "brief.md", "简报\n")
    write_atomically(tmp_path / "a" / "brief.docx", b"\x00\xff")
    assert (tmp_path / "a" / "b" / "brief.md").read_bytes() == "简报\n".encode()
    assert (tmp_path / "a" / "brief.docx").read_bytes() == b"\x00\xff"


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "brief.md"
    target.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SummarizerError, match=r"brief\.md could not be written: No space left on device"):
        write_atomically(target, "new")
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_in_the_way_is_a_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "brief.md").mkdir()
    with pytest.raises(SummarizerError, match="could not be written"):
        write_atomically(tmp_path / "brief.md", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["brief.md"]


def test_an_interrupted_write_leaves_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "brief.md", "text")
    assert list(tmp_path.iterdir()) == []
