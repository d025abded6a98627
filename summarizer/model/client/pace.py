"""How fast an endpoint may be asked, and how long it is waited for: one pace for all calls that share it.

- Calls at a time adapt: halved when the endpoint says 429, one more for each round of answers, up to ``Limits.calls``.
- Requests and tokens a minute are kept in every window of a minute.
- A fault that may pass is sent again after a growing, jittered wait; Retry-After holds everybody back.
- With ``patience``, an endpoint that fails several calls in a row is paused: one probe at a time, the others wait
  without burning attempts; and 429 is no attempt at all. When nobody got an answer for so long, it is given up.

All times are of the monotonic clock: a clock that jumps changes nothing.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from summarizer.model.client.faults import GivenUp, setback_of
from summarizer.model.client.limits import Limits

T = TypeVar("T")
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 8.0  # seconds before a call is sent again, doubled each time
_LONGEST_ASKED = 300.0  # seconds of Retry-After that are believed
_DEAD_AFTER = 5  # calls in a row that failed: the endpoint is paused
_LONGEST_PAUSE = 60.0
_INSTANT = 1e-6  # seconds that are not worth waiting for, nor above what a float of the clock can tell apart
_BURST = 12  # a minute's allowance may be used in bursts of a twelfth of it


class Allowance:
    """So much a minute, in any minute: bursts of a twelfth, refilled at eleven twelfths of the rate."""

    def __init__(self, a_minute: float | None, now: float) -> None:
        self._most = (a_minute or 0) / _BURST
        self._refill = (a_minute or 0) * (_BURST - 1) / _BURST / 60
        self._level = self._most
        self._at = now
        self.limited = a_minute is not None

    def wait(self, amount: float, now: float) -> float:
        """Seconds until ``amount`` may be taken; more than a burst holds is let through when the burst is whole."""
        if not self.limited:
            return 0.0
        self._level = min(self._most, self._level + (now - self._at) * self._refill)
        self._at = now
        wait = (min(amount, self._most) - self._level) / self._refill
        return wait if wait > _INSTANT else 0.0

    def take(self, amount: float) -> None:
        """Use ``amount``; a negative one gives back what was estimated too high."""
        self._level -= amount


class Pace:
    """Admits calls to one endpoint; see the module. ``sent`` counts requests, ``faults`` those to be sent again."""

    def __init__(
        self,
        limits: Limits,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.limits = limits
        self.sent = 0
        self.faults = 0
        self._clock, self._sleep, self._chance = clock, sleep, chance
        now = clock()
        self._requests = Allowance(limits.requests_a_minute, now)
        self._tokens = Allowance(limits.tokens_a_minute, now)
        self._allowed = float(limits.calls)
        self._slowed_at = now
        self._busy = 0
        self._failed_in_a_row = 0
        self._pauses = 0
        self._not_before = now
        self._answered_at: float | None = None
        self._waiting_since: float | None = None  # of the first call that is yet to get any answer
        self._gate = asyncio.Lock()
        self._changed = asyncio.Event()

    @property
    def at_a_time(self) -> int:
        """How many calls may run at the moment."""
        return 1 if self._paused else max(1, int(self._allowed))

    @property
    def _paused(self) -> bool:
        return self.limits.patience is not None and self._failed_in_a_row >= _DEAD_AFTER

    async def run(
        self,
        send: Callable[[], Awaitable[T]],
        *,
        tokens: float = 0,
        spent: Callable[[T], float] | None = None,
        again: Callable[[BaseException], None] = lambda _: None,
    ) -> T:
        """The answer of ``send``, called as often as it takes; ``again`` hears each fault that is tried once more.

        ``tokens`` is the estimate held against the allowance, ``spent`` the true number once it is known.
        Raises what ``send`` raised last, or GivenUp where the endpoint was silent for longer than the patience.
        """
        attempts = 0
        while True:
            await self._enter(tokens)
            begun = self._clock()
            try:
                answer = await send()
            except BaseException as error:
                self._leave()
                setback = setback_of(error) if isinstance(error, Exception) else None
                if setback is None:
                    raise
                self._tokens.take(-tokens)
                self._slow_down(begun, setback.limited, setback.wait)
                attempts += not (setback.limited and self.limits.patience is not None)
                if self._is_enough(attempts, begun):
                    raise
                self.faults += 1
                again(error)
                await self._sleep(self._backoff(attempts))
            else:
                self._leave()
                self._speed_up(spent(answer) - tokens if spent else 0.0)
                return answer

    # --- in and out ---

    async def _enter(self, tokens: float) -> None:
        async with self._gate:  # first come, first served
            while (wait := self._seconds_to_wait(tokens)) > 0:
                self._give_up_if_silent()
                self._changed.clear()
                waking = asyncio.ensure_future(self._changed.wait())
                timing = asyncio.ensure_future(self._sleep(min(wait, 1.0)))
                try:
                    await asyncio.wait((waking, timing), return_when=asyncio.FIRST_COMPLETED)
                finally:
                    waking.cancel()
                    timing.cancel()
            self._give_up_if_silent()
            self._requests.take(1)
            self._tokens.take(tokens)
            self._busy += 1
            self.sent += 1
            if self._waiting_since is None:
                self._waiting_since = self._clock()

    def _seconds_to_wait(self, tokens: float) -> float:
        now = self._clock()
        if self._busy >= self.at_a_time:
            return 1.0  # woken when one leaves
        return max(self._not_before - now, self._requests.wait(1, now), self._tokens.wait(tokens, now))

    def _leave(self) -> None:
        self._busy -= 1
        self._changed.set()

    # --- faster and slower ---

    def _speed_up(self, more_tokens: float) -> None:
        self._tokens.take(more_tokens)
        self._failed_in_a_row = self._pauses = 0
        self._answered_at, self._waiting_since = self._clock(), None
        self._allowed = min(float(self.limits.calls), self._allowed + 1 / self._allowed)

    def _slow_down(self, begun: float, limited: bool, asked: float | None) -> None:
        now = self._clock()
        if asked:
            self._not_before = max(self._not_before, now + min(asked, _LONGEST_ASKED))
        if limited:
            if begun >= self._slowed_at:  # once for all calls that were under way when it happened
                self._allowed, self._slowed_at = max(1.0, self._allowed / 2), now
            return
        self._failed_in_a_row += 1
        if self._paused and now >= self._not_before:
            self._pauses += 1
            pause = min(_LONGEST_PAUSE, _FIRST_WAIT * 2**self._pauses)
            self._not_before = now + pause * (0.5 + self._chance() / 2)

    def _backoff(self, attempts: int) -> float:
        longest = min(_LONGEST_WAIT, _FIRST_WAIT * float(2 ** max(0, attempts - 1)))
        return longest * (0.5 + self._chance() / 2)

    # --- when it is enough ---

    def _is_enough(self, attempts: int, begun: float) -> bool:
        """Whether a call that has just failed for the ``attempts``-th time is given up."""
        if self.limits.patience is None:
            return attempts > self.limits.retries
        self._give_up_if_silent()
        # Others were answered in the meantime: it is this call, not the endpoint.
        return attempts > self.limits.retries and self._answered_at is not None and not self._paused

    def _give_up_if_silent(self) -> None:
        since, patience = self._waiting_since, self.limits.patience
        if patience is not None and since is not None and self._clock() - since > patience:
            raise GivenUp(patience)
