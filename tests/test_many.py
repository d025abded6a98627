"""Many reports from Python: at once, or one after the other as they are done."""

import asyncio
from pathlib import Path

import pytest

import summarizer
from tests.test_batch import shelf as shelf


def test_the_same_from_python_blocking_and_step_by_step(shelf: Path, tmp_path: Path) -> None:
    result = summarizer.summarize_many(shelf, tmp_path / "one", model="none")
    assert [job.state for job in result.jobs] == ["done"] * 3
    assert result.tally.total == result.tally.finished == 3
    assert result.paths["index.html"].is_file() and not result.stopped

    async def names() -> list[str]:
        return [job.name async for job in summarizer.asummarize_many([shelf], tmp_path / "two", model="none")]

    assert sorted(asyncio.run(names())) == ["丙.txt", "乙.txt", "甲.txt"]


def test_inside_a_loop_the_blocking_one_says_what_to_use(shelf: Path, tmp_path: Path) -> None:
    async def inside() -> None:
        summarizer.summarize_many(shelf, tmp_path / "out", model="none")

    with pytest.raises(summarizer.UsageError, match="asummarize_many"):
        asyncio.run(inside())
