"""The pace of calls: told by a clock of the test's own, so that no second is waited for."""

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

import httpx2
import openai
import pytest

from summarizer.base.errors import BudgetSpent
from summarizer.model.client.faults import GivenUp, setback_of
from summarizer.model.client.limits import Budget, Limits
from summarizer.model.client.pace import Pace
from summarizer.model.registry import Price


class Time:
    """A clock that goes on by what is slept, and by nothing else."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        for _ in range(20):  # whoever else can go on does so first
            await asyncio.sleep(0)
        self.now = max(self.now, until)

    def pace(self, **limits: Any) -> Pace:
        return Pace(Limits(**limits), clock=self.clock, sleep=self.sleep, chance=lambda: 1.0)


def refused(status: int, *, retry_after: str = "", code: str | None = None) -> openai.APIStatusError:
    request = httpx2.Request("POST", "http://host.example")
    headers = {"Retry-After": retry_after} if retry_after else {}
    response = httpx2.Response(status, headers=headers, request=request)
    return openai.APIStatusError("no", response=response, body={"code": code, "message": "no"})


def answers(*said: Exception | str) -> Callable[[], Awaitable[str]]:
    """Each in turn, the last one again and again."""
    left = list(said)

    async def send() -> str:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    return send


def test_many_refusals_for_speed_are_no_attempts_for_one_who_is_patient() -> None:
    time = Time()
    pace = time.pace(calls=4, retries=2, patience=600)
    answer = asyncio.run(pace.run(answers(*[refused(429)] * 30, "at last")))
    assert (answer, pace.sent, pace.faults) == ("at last", 31, 30)


def test_without_patience_the_number_of_attempts_is_the_bound() -> None:
    pace = Time().pace(calls=4, retries=2)
    with pytest.raises(openai.APIStatusError):
        asyncio.run(pace.run(answers(refused(429))))
    assert pace.sent == 3


@pytest.mark.parametrize("retry_after", ["7", "7.0"])
def test_retry_after_holds_everybody_back(retry_after: str) -> None:
    time = Time()
    pace = time.pace(calls=4, patience=600)
    sent_at: list[float] = []

    async def other() -> str:
        sent_at.append(time.now)
        return "other"

    async def both() -> None:
        first = asyncio.create_task(pace.run(answers(refused(429, retry_after=retry_after), "again")))
        await asyncio.sleep(0.01)
        await pace.run(other)
        await first

    asyncio.run(both())
    assert sent_at[0] >= 1007


def test_calls_at_a_time_are_halved_by_a_refusal_and_grow_again() -> None:
    time = Time()
    pace = time.pace(calls=8, patience=600)
    asyncio.run(pace.run(answers(refused(429), "fine")))
    assert pace.at_a_time == 4
    for _ in range(40):
        asyncio.run(_again(time, pace))
    assert pace.at_a_time == 8


async def _again(time: Time, pace: Pace) -> None:
    pace._gate, pace._changed = asyncio.Lock(), asyncio.Event()
    await pace.run(answers("fine"))


@pytest.mark.parametrize(("limit", "tokens"), [({"requests_a_minute": 60}, 0), ({"tokens_a_minute": 6000}, 100)])
def test_no_minute_sees_more_than_the_endpoint_allows(limit: dict[str, float], tokens: int) -> None:
    time = Time()
    pace = time.pace(calls=100, **limit)
    sent_at: list[float] = []

    async def send() -> str:
        sent_at.append(time.now)
        return "fine"

    async def all_of_them() -> None:
        for _ in range(200):
            await pace.run(send, tokens=tokens, spent=lambda _: tokens)

    asyncio.run(all_of_them())
    assert max(sum(start <= at < start + 60 for at in sent_at) for start in sent_at) <= 60
    assert sent_at[-1] - sent_at[0] < 240, "and not much fewer"


def test_a_dead_endpoint_is_paused_and_no_attempts_are_burnt() -> None:
    time = Time()
    pace = time.pace(calls=8, retries=8, patience=300)

    async def storm() -> list[BaseException | str]:
        calls = (pace.run(answers(refused(503))) for _ in range(50))
        return list(await asyncio.gather(*calls, return_exceptions=True))

    ended = asyncio.run(storm())
    assert all(isinstance(error, GivenUp) for error in ended)
    assert pace.sent < 40, "fifty calls of nine attempts would have been 450"
    assert time.now - 1000 >= 300


def test_one_request_that_always_fails_is_given_up_while_others_are_answered() -> None:
    time = Time()
    pace = time.pace(calls=2, retries=3, patience=1e9)

    async def both() -> None:
        async def others() -> None:
            while True:
                await pace.run(answers("fine"))
                await asyncio.sleep(0)

        busy = asyncio.create_task(others())
        with pytest.raises(openai.APIStatusError):
            await pace.run(answers(refused(500)))
        busy.cancel()

    asyncio.run(both())


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_asking_again_does_not_cure_is_not_asked_again(status: int) -> None:
    assert setback_of(refused(status)) is None
    assert setback_of(refused(429, code="insufficient_quota")) is None
    assert setback_of(ValueError("no")) is None


def test_an_answer_after_a_pause_opens_the_line_again() -> None:
    time = Time()
    pace = time.pace(calls=4, retries=8, patience=1e6)

    async def one(failures: int) -> str:
        return await pace.run(answers(*[refused(500)] * failures, "fine"))

    async def all_of_them() -> list[str]:
        return list(await asyncio.gather(*(one(4) for _ in range(6))))

    assert asyncio.run(all_of_them()) == ["fine"] * 6
    assert pace.at_a_time == 4


# --- what may be spent ---


def test_a_budget_is_never_exceeded_and_calls_under_way_are_waited_for() -> None:
    async def spend() -> tuple[Budget, int]:
        budget = Budget(max_tokens=1000)
        served = 0

        async def call() -> None:
            nonlocal served
            await budget.reserve(100, 300)
            await asyncio.sleep(0)
            assert budget.prompt_tokens + budget.completion_tokens <= 1000
            budget.settle((100, 300), (100, 50))
            served += 1

        ended = await asyncio.gather(*(call() for _ in range(20)), return_exceptions=True)
        assert {type(error) for error in ended if error} == {BudgetSpent}
        return budget, served

    budget, served = asyncio.run(spend())
    assert served == 5, "after five of 150 the next could take 400 of the 250 left"
    assert budget.prompt_tokens + budget.completion_tokens == 750


def test_money_is_counted_exactly() -> None:
    price = Price.model_validate({"model": "m", "prompt": "0.1", "completion": "0.3"})
    budget = Budget(price=price)
    asyncio.run(budget.reserve(10, 10))
    budget.settle((10, 10), (3, 1))
    assert budget.cost == Decimal("0.0000006")
