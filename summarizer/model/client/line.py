"""The line to one endpoint: the store first, then the wire; shared by all who ask the same endpoint at the same time.

It holds what is one for all of them: the connection (and the embedded server), the pace, the budget, and the questions
under way, so that two reports that ask the same thing at the same time pay for it once.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from openai.types.chat import ChatCompletion

from summarizer.base.errors import ModelError
from summarizer.base.progress import Listener, Progress
from summarizer.model.client.answers import Form
from summarizer.model.client.estimate import tokens_of
from summarizer.model.client.faults import Declined, Garbled, plain_fault
from summarizer.model.client.first import First
from summarizer.model.client.limits import Budget, Limits
from summarizer.model.client.pace import Pace
from summarizer.model.client.reader import Read, read
from summarizer.model.client.wire import Wire
from summarizer.model.local import Address, LlamaServer, ensure
from summarizer.model.local.speed import Stopwatch, keep_speed
from summarizer.model.settings import Endpoint
from summarizer.model.store import Reply, ReplyStore, key_of

_log = logging.getLogger(__name__)


class Sender(Protocol):
    """What carries a request and brings its reply: the wire, or a provider's batch files."""

    async def send(self, request: dict[str, Any]) -> bytes:
        """The body of the reply to ``request``, as it came."""
        ...

    async def close(self) -> None:
        """Let go of all connections."""
        ...


@dataclass(frozen=True, slots=True)
class Answered:
    """A completion; ``cached`` where nobody was paid for it now; ``faults`` that were met on the way."""

    completion: ChatCompletion
    cached: bool
    faults: int = 0


class Line:
    """See the module. ``fresh`` reads no kept reply, but keeps the new ones; ``faulted`` hears of each fault that is
    tried once more. Used in one event loop, then closed.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        store: ReplyStore | None = None,
        *,
        limits: Limits | None = None,
        budget: Budget | None = None,
        sender: Sender | None = None,
        listener: Listener | None = None,
        fresh: bool = False,
        faulted: Callable[[BaseException], None] | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.pace = Pace(limits or Limits(calls=endpoint.concurrency))
        self.budget = budget or Budget()
        self._store = store
        self._fresh = fresh
        self._faulted = faulted or (lambda _: None)
        self._sender = sender
        self._tell = listener or (lambda _: None)
        self._opening = asyncio.Lock()
        self._server: LlamaServer | None = None
        self._watch = Stopwatch()
        self._under_way: dict[str, asyncio.Task[Answered]] = {}
        self._waiting: Counter[str] = Counter()
        self._refused: Exception | None = None  # what every further call would meet
        # Until one answer shows that the endpoint can be asked, and how, the others wait: what is no use is asked once.
        self._first = First(settled=endpoint.place != "remote" or sender is not None)
        self.repairs: Counter[str] = Counter()
        self._closed = False

    async def complete(self, request: dict[str, Any]) -> Answered:
        """The completion for ``request``: kept, under way for somebody else, or asked for now and then kept.

        Raises what openai raises, Refused, GivenUp, Garbled, Declined, BudgetSpent, EndpointRefused.
        """
        key = key_of(self.endpoint.identity, request)
        task = self._under_way.get(key)
        shared = task is not None
        if task is None:
            kept = self._kept(key, request)
            if kept is not None:
                return Answered(kept, cached=True)
            task = asyncio.create_task(self._first.run(lambda: self._asked(key, request)))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._ended(key, done))
        self._waiting[key] += 1
        try:
            answered = await asyncio.shield(task)  # one who gives up does not take it from the others, nor the store
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key]
        return Answered(answered.completion, cached=True) if shared else answered

    async def close(self) -> None:
        """End what is under way, close all connections and stop the embedded server."""
        self._closed = True
        for task in (tasks := list(self._under_way.values())):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._sender is not None:
            await self._sender.close()
        if self._server is not None:
            self._server.stop()
            keep_speed(self.endpoint.identity, self._watch.speed)
        self._tell_repairs()

    # --- one question ---

    def _kept(self, key: str, request: dict[str, Any]) -> ChatCompletion | None:
        """The reply in the store; one that is no completion (a damaged record) is asked for again."""
        kept = self._store.get(key) if self._store and not self._fresh else None
        try:
            return self._read(kept.body, request).completion if kept else None
        except (Garbled, Declined):
            return None

    def _read(self, body: bytes, request: dict[str, Any]) -> Read:
        said = read(body, Form.of(request), self.endpoint)
        self.repairs.update(said.repaired)
        return said

    def _tell_repairs(self) -> None:
        learned = self._sender.habits.told() if isinstance(self._sender, Wire) else ()
        mended = [f"{name} in {count}" for name, count in self.repairs.most_common()]
        if learned or mended:
            _log.debug("%s: %s", self.endpoint.describe(), "; ".join((*learned, *mended)))

    async def _asked(self, key: str, request: dict[str, Any]) -> Answered:
        estimate = (tokens_of(request), int(request.get("max_tokens") or self.endpoint.traits.max_tokens))
        faults: list[BaseException] = []

        def heard(fault: BaseException) -> None:
            faults.append(fault)
            self._faulted(fault)

        await self.budget.reserve(*estimate)
        spent = (0, 0)
        try:
            body, completion = await self.pace.run(
                lambda: self._sent(key, request), tokens=sum(estimate),
                spent=lambda reply: sum(_spent(reply[1]) or estimate), again=heard,
            )  # fmt: skip
            spent = _spent(completion) or estimate  # where it does not say, what it may have cost
            # No await between the reply and the store: what arrived is kept.
            if self._store is not None:
                self._store.put(key, Reply(body, completion.model, *(_spent(completion) or (0, 0))))
        except Exception as error:
            fault = plain_fault(error, self.endpoint, max_tokens=estimate[1])
            if fault is not None and fault.for_all:
                self._refused = error
            raise
        finally:
            self.budget.settle(estimate, spent)
        return Answered(completion, cached=False, faults=len(faults))

    async def _sent(self, key: str, request: dict[str, Any]) -> tuple[bytes, ChatCompletion]:
        if self._refused is not None:
            raise self._refused
        if not self._waiting[key]:
            raise asyncio.CancelledError  # nobody wants the answer any more
        body = await (await self._opened()).send(request)
        if self._server is not None:
            self._watch.hear(body)
        return body, self._read(body, request).completion

    def _ended(self, key: str, task: asyncio.Task[Answered]) -> None:
        self._under_way.pop(key, None)
        if not task.cancelled():
            task.exception()  # looked at, also when all who waited are gone

    # --- the connection ---

    async def _opened(self) -> Sender:
        async with self._opening:
            if self._sender is None:
                address = await asyncio.to_thread(self._address)
                self._sender = Wire(address, self.endpoint, self._store)
            return self._sender

    def _address(self) -> Address:
        """Where to ask: the endpoint's own address, or that of the embedded server, started now."""
        endpoint = self.endpoint
        if endpoint.weights is None:
            return Address(endpoint.base_url, endpoint.key.get_secret_value())
        weights = ensure(endpoint.weights, self._tell_unless_closed)
        self._server = LlamaServer(
            weights, name=endpoint.model, context=endpoint.traits.context, slots=self.pace.limits.calls
        )
        address = self._server.start()
        if self._closed:
            self._server.stop()
        return address

    def _tell_unless_closed(self, step: Progress) -> None:
        """Ends a download, which runs in a thread of its own, when nobody waits for it any more."""
        if self._closed:
            raise ModelError("The download of the weights was interrupted; the next run goes on with it.")
        self._tell(step)


def _spent(completion: ChatCompletion) -> tuple[int, int] | None:
    """Prompt and completion tokens as the endpoint counts them; None where it does not say."""
    usage = completion.usage
    return (usage.prompt_tokens, usage.completion_tokens) if usage else None
