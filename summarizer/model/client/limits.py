"""What a caller allows: how fast an endpoint is asked, how long it is waited for, and how much may be spent on it."""

import asyncio
from dataclasses import dataclass
from decimal import Decimal

from summarizer.base.errors import BudgetSpent
from summarizer.model.registry import Price


@dataclass(frozen=True, slots=True)
class Limits:
    """``calls`` at a time; requests and tokens a minute (None: no limit).

    ``retries`` is how often a call is sent again. ``patience`` is how many seconds the endpoint may leave all calls
    unanswered before it is given up; with None only ``retries`` count, and the endpoint is never paused.
    """

    calls: int = 4
    requests_a_minute: float | None = None
    tokens_a_minute: float | None = None
    retries: int = 2
    patience: float | None = None


class Budget:
    """What may be spent; a call is let through only when its highest cost still fits, so that it is never exceeded.

    ``max_cost`` is in the currency of ``price``. ``prompt_tokens`` and ``completion_tokens`` are the true numbers so
    far, of replies that arrived; a reply lost on its way is not known to have cost anything.
    """

    def __init__(
        self, *, max_tokens: int | None = None, max_cost: Decimal | None = None, price: Price | None = None
    ) -> None:
        self.max_tokens, self.max_cost, self.price = max_tokens, max_cost, price
        self.prompt_tokens = self.completion_tokens = 0
        self._reserved: list[tuple[int, int]] = []
        self._settled = asyncio.Event()

    @property
    def cost(self) -> Decimal | None:
        """The money spent so far; None where no price is known."""
        return self.price.of(self.prompt_tokens, self.completion_tokens) if self.price else None

    async def reserve(self, prompt_tokens: int, completion_tokens: int) -> None:
        """Set aside what a call may cost at most; waits for calls under way to settle where that decides.

        Raises BudgetSpent where the call does not fit any more.
        """
        while not self._fits(prompt_tokens, completion_tokens):
            if not self._reserved:
                raise BudgetSpent(self._said())
            self._settled.clear()
            await self._settled.wait()
        self._reserved.append((prompt_tokens, completion_tokens))

    def settle(self, reserved: tuple[int, int], spent: tuple[int, int]) -> None:
        """Replace what was set aside by what the call cost in truth, (0, 0) where it got no reply."""
        self._reserved.remove(reserved)
        self.prompt_tokens += spent[0]
        self.completion_tokens += spent[1]
        self._settled.set()

    def _fits(self, prompt_tokens: int, completion_tokens: int) -> bool:
        prompt = self.prompt_tokens + prompt_tokens + sum(one for one, _ in self._reserved)
        completion = self.completion_tokens + completion_tokens + sum(two for _, two in self._reserved)
        if self.max_tokens is not None and prompt + completion > self.max_tokens:
            return False
        return self.max_cost is None or self.price is None or self.price.of(prompt, completion) <= self.max_cost

    def _said(self) -> str:
        money = f", {self.cost} {self.price.currency}" if self.price else ""
        return (
            f"The next call could exceed what may be spent: {self.prompt_tokens:,} + {self.completion_tokens:,} tokens"
            f"{money} are used. All replies are kept; run it again with more allowed to go on."
        )
