"""Calls at the same time, answers in order; the first fault that stops all stops the rest."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


async def together(calls: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """The results of ``calls``, in their order.

    When one raises, the others are cancelled (what already arrived is in the store) and that error is raised.
    How many run at a time is the client's business.
    """
    tasks = [asyncio.ensure_future(call) for call in calls]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
