"""How often one client may ask: a bucket of tokens for each, filled at a steady rate."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

_SECONDS_AT_ONCE = 10.0
_LEAST_AT_ONCE = 10.0


class Rates:
    """Token buckets by client: ``per_minute`` requests on the average, and ten seconds' worth of them at once.

    At most ``clients`` are remembered; the one that was not heard of for longest is forgotten first, and its bucket
    is full again by then or soon. ``now`` is a clock in seconds.
    """

    def __init__(self, per_minute: float, *, clients: int = 10_000, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = per_minute / 60
        self._most = max(self._rate * _SECONDS_AT_ONCE, _LEAST_AT_ONCE)
        self._clients, self._now = clients, now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, client: str) -> float:
        """0.0 where ``client`` may ask now, which is counted; else the seconds after which it may."""
        now = self._now()
        with self._lock:
            had, since = self._buckets.pop(client, (self._most, now))
            left = min(self._most, had + (now - since) * self._rate)
            allowed = left >= 1
            self._buckets[client] = (left - 1 if allowed else left, now)
            while len(self._buckets) > self._clients:
                self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._rate
