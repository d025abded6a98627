"""One door to any OpenAI-compatible endpoint: a structure is asked for, and a checked one comes back.

    async with Client(resolve("local"), store=Store()) as client:
        answer = await client.ask(messages, Words, max_tokens=200)

openai and instructor are imported when the first question is asked, not before.
"""

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from summarizer.base.errors import UsageError
from summarizer.base.progress import Listener
from summarizer.model.registry import Traits
from summarizer.model.settings import Endpoint
from summarizer.model.store import ReplyStore
from summarizer.schema import Usage

if TYPE_CHECKING:
    from summarizer.model.client.door import Door
    from summarizer.model.client.line import Line

T = TypeVar("T", bound=BaseModel)


class Client:
    """Asks ``endpoint`` for structures; every reply that arrives is kept in ``store`` before it is parsed.

    ``store`` None keeps nothing (--no-cache). ``retries`` is how often a call is sent again after 429, a server's
    error or a broken connection. ``listener`` hears of stage "weights" (bytes) and of "model" (replies so far;
    their total, which only the caller knows, is given as 0); ``paid`` of the cost of each reply.
    With ``line`` it shares that line's connection, pace, budget and store with others; else it has one of its own.
    Made anywhere, used inside ``async with``.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        store: ReplyStore | None = None,
        retries: int = 2,
        listener: Listener | None = None,
        line: "Line | None" = None,
        paid: Callable[[Usage], None] | None = None,
    ) -> None:
        if endpoint.place == "none":
            raise UsageError("There is no model to ask: the endpoint is none.")
        self.endpoint = endpoint
        self._store = store
        self._retries = retries
        self._listener = listener
        self._shared = line
        self._own: Line | None = None
        self._paid = paid
        self._door: Door | None = None
        self._usage = Usage()

    @property
    def traits(self) -> Traits:
        """How this model is to be asked: its plan of calls, context, token limit, and whether it holds a pattern."""
        return self.endpoint.traits

    @property
    def usage(self) -> Usage:
        """The totals so far: ``calls`` and tokens are of replies that were paid for, ``cached_calls`` cost nothing."""
        return self._door.usage if self._door else self._usage

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of the endpoint's answers, such as another model's name in them."""
        return self._door.notes if self._door else ()

    def describe(self) -> str:
        """Which model answers, and where."""
        return self.endpoint.describe()

    async def ask(
        self, messages: Sequence[Mapping[str, str]], reply: type[T], *, max_tokens: int, attempts: int = 3
    ) -> T:
        """The model's answer to ``messages`` as a ``reply``; an answer that fails its validators is asked again.

        Messages are sent as they are, never rendered as templates. ``attempts`` bounds the answers asked for.
        Raises ReplyUnusable with the last reason, EndpointRefused, EndpointUnreachable or WeightsUnavailable.
        """
        if self._door is None:
            raise RuntimeError("a Client answers inside 'async with' only")
        return await self._door.ask(messages, reply, max_tokens=max_tokens, attempts=attempts)

    async def __aenter__(self) -> "Client":
        from summarizer.model.client.door import Door
        from summarizer.model.client.limits import Limits
        from summarizer.model.client.line import Line

        if self._shared is None:
            limits = Limits(calls=self.endpoint.concurrency, retries=self._retries)
            self._own = Line(self.endpoint, self._store, limits=limits, listener=self._listener)
        line = self._shared or self._own
        assert line is not None
        self._door = Door(line, listener=self._listener, paid=self._paid)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        door, self._door = self._door, None
        if door is not None:
            self._usage = door.usage
        own, self._own = self._own, None
        if own is not None:
            await own.close()


__all__ = ["Client"]
