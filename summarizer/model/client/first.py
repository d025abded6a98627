"""The first call to an endpoint goes alone; the others wait for what comes of it.

A wrong key, an empty account or a form that is not taken shows at the first request: with four calls at a time it would
be met four times, and learned four times.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from summarizer.model.client.faults import Declined, Garbled
from summarizer.model.client.refusals import Refused

T = TypeVar("T")


class First:
    """Runs calls one at a time until one was answered, then all at once. ``settled`` from the start: no call waits."""

    def __init__(self, *, settled: bool) -> None:
        self._settled = settled
        self._alone: asyncio.Future[Exception | None] | None = None

    async def run(self, call: Callable[[], Awaitable[T]]) -> T:
        """What ``call`` gives; or what the call before it met, where that would meet this one as well."""
        while not self._settled:
            if self._alone is None:
                return await self._ahead(call)
            fault = await asyncio.shield(self._alone)
            if fault is not None:
                raise fault
        return await call()

    async def _ahead(self, call: Callable[[], Awaitable[T]]) -> T:
        self._alone = asyncio.get_running_loop().create_future()
        fault: Exception | None = None
        try:
            answer = await call()
            self._settled = True
            return answer
        except Exception as error:
            fault = None if _is_of_one_text(error) else error
            raise
        finally:
            alone, self._alone = self._alone, None
            alone.set_result(fault)


def _is_of_one_text(error: Exception) -> bool:
    """Whether ``error`` says nothing of other calls."""
    return (
        isinstance(error, Declined)
        or (isinstance(error, Refused) and error.alone)
        or (isinstance(error, Garbled) and error.fault.exit_code != 3)
    )
