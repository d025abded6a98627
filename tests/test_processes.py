"""Processes that work for this one: bounded, withdrawn, replaced, and never left behind."""

import asyncio
import os
import subprocess
import sys
import time

import psutil
import pytest

from summarizer.base.errors import InputError
from summarizer.batch.helpers import Helpers

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits and signals"),
]


def test_what_is_withdrawn_is_killed_at_once_and_its_process_replaced() -> None:
    helpers = Helpers(1, seconds=60)

    async def withdrawn() -> float:
        task = asyncio.create_task(helpers.asked("a", time.sleep, 50))
        await asyncio.sleep(1)
        begun = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await helpers.asked("b", len, "abc") == 3
        return time.monotonic() - begun

    try:
        assert asyncio.run(withdrawn()) < 20
    finally:
        helpers.close()


def test_what_takes_too_long_or_too_much_is_said_in_a_sentence() -> None:
    helpers = Helpers(1, seconds=2, memory=1 << 30)
    try:
        with pytest.raises(InputError, match="a takes longer to work out than the 2 s that a report may take"):
            helpers.ask("a", time.sleep, 30)
        with pytest.raises(InputError, match="b cannot be read: it needs more memory or time"):
            helpers.ask("b", bytes, 2 << 30)
    finally:
        helpers.close()


def test_a_process_whose_parent_was_killed_ends_in_the_middle_of_its_work() -> None:
    work = (
        "import time, threading; from summarizer.batch.helpers import Helpers; helpers = Helpers(1);"
        "helpers.start(); print(helpers.pids()[0], flush=True); helpers.ask('a', exec, 'while True: pass')"
    )
    with subprocess.Popen([sys.executable, "-c", work], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(1)
        parent.kill()
    for _ in range(200):
        if not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.05)
    os.kill(child, 9)
    raise AssertionError("the process computes on")
