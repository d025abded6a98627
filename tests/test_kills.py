"""kill -9 at random moments, a few times; ``python -m benchmarks.kills 200`` does it often."""

import pytest

from benchmarks import kills

pytestmark = pytest.mark.slow


@pytest.mark.loopback
def test_nothing_is_lost_nor_paid_for_twice_when_a_run_is_killed() -> None:
    told = kills.run(3, seed=3)
    assert told["kills"] == 3
    assert told["checks"] >= 3
