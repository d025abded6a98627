"""How a question goes out and an answer comes in: the store first, then the wire; instructor on top of both."""

import asyncio
import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import instructor
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from summarizer.client.faults import plain_fault
from summarizer.client.wire import Wire
from summarizer.errors import EndpointRefused, ModelError, ReplyUnusable
from summarizer.local import Address, LlamaServer, ensure
from summarizer.progress import Listener, Progress
from summarizer.schema import Usage
from summarizer.settings import Endpoint
from summarizer.store import Reply, Store, key_of

T = TypeVar("T", bound=BaseModel)
_MODES = {"json_schema": instructor.Mode.JSON_SCHEMA, "tools": instructor.Mode.TOOLS}
# pydantic closes each error with the address of its documentation: of no use to a model, and different by version.
_ERROR_LINK = re.compile(r"\n\s*For further information visit https://errors\.pydantic\.dev/\S*")

# instructor logs every failed attempt as an error; the caller is told by an exception, its stderr is not ours.
logging.getLogger("instructor").addHandler(logging.NullHandler())


class Door:
    """The working half of :class:`summarizer.client.Client`."""

    def __init__(self, endpoint: Endpoint, store: Store | None, *, retries: int, listener: Listener | None) -> None:
        self._endpoint = endpoint
        self._store = store
        self._retries = retries
        self._tell = listener or (lambda _: None)
        self._slots = asyncio.Semaphore(endpoint.concurrency)
        self._opening = asyncio.Lock()
        self._server: LlamaServer | None = None
        self._wire: Wire | None = None
        self._create: Any = instructor.patch(create=self._complete, mode=_MODES[endpoint.traits.mode])
        self._closed = False
        self.usage = Usage()
        self.notes: tuple[str, ...] = ()

    async def ask(self, messages: Sequence[Mapping[str, str]], reply: type[T], *, max_tokens: int, attempts: int) -> T:
        """See :meth:`summarizer.client.Client.ask`."""
        try:
            # No `context=` ever: instructor would render the messages, and with them the report, as a template.
            answer = await self._create(
                response_model=reply,
                max_retries=attempts - 1,
                model=self._endpoint.model,
                messages=[dict(message) for message in messages],
                max_tokens=max_tokens,
                temperature=0,
            )
        except Exception as error:
            fault = plain_fault(error, self._endpoint, max_tokens=max_tokens)
            if fault is None:
                raise
            raise fault from error
        return _as_asked(answer, reply)

    async def close(self) -> None:
        """Close the connections and stop the embedded server."""
        self._closed = True
        if self._wire is not None:
            await self._wire.close()
        if self._server is not None:
            self._server.stop()

    async def _complete(self, **request: Any) -> ChatCompletion:
        """One completion: kept, or asked for and then kept."""
        request = {**request, "messages": [_without_links(message) for message in request["messages"]]}
        key = key_of(self._endpoint.identity, request)
        async with self._slots:
            kept = self._store.get(key) if self._store else None
            body = kept.body if kept else await (await self._opened()).send(request)
            completion = _parsed(body, self._endpoint)
            if kept is None and self._store is not None:
                self._store.put(key, _reply(body, completion))
        self._count(completion, cached=kept is not None)
        return completion

    async def _opened(self) -> Wire:
        async with self._opening:
            if self._wire is None:
                address = await asyncio.to_thread(self._address)
                self._wire = Wire(address, self._endpoint, retries=self._retries)
            return self._wire

    def _address(self) -> Address:
        """Where to ask: the endpoint's own address, or that of the embedded server, started now."""
        endpoint = self._endpoint
        if endpoint.weights is None:
            return Address(endpoint.base_url, endpoint.key.get_secret_value())
        weights = ensure(endpoint.weights, self._tell_unless_closed)
        self._server = LlamaServer(
            weights, name=endpoint.model, context=endpoint.traits.context, slots=endpoint.concurrency
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

    def _count(self, completion: ChatCompletion, *, cached: bool) -> None:
        spent = completion.usage
        known = self.usage
        self.usage = Usage(
            calls=known.calls + (not cached),
            cached_calls=known.cached_calls + cached,
            prompt_tokens=known.prompt_tokens + (spent.prompt_tokens if spent and not cached else 0),
            completion_tokens=known.completion_tokens + (spent.completion_tokens if spent and not cached else 0),
        )
        self._note_name(completion.model)
        replies = self.usage.calls + self.usage.cached_calls
        self._tell(Progress("model", replies, 0, self.usage.prompt_tokens, self.usage.completion_tokens))

    def _note_name(self, answered: str) -> None:
        """Gateways and aliases answer under other names; that is no error, but the reader should know."""
        asked = self._endpoint.model
        if not answered or asked in answered or answered in asked:
            return
        note = f"Asked for the model {asked}, the endpoint answered as {answered}."
        if note not in self.notes:
            self.notes += (note,)


def _parsed(body: bytes, endpoint: Endpoint) -> ChatCompletion:
    """The reply as a completion with at least one choice."""
    try:
        completion = ChatCompletion.model_validate_json(body)
    except ValidationError as error:
        raise EndpointRefused(
            f"{endpoint.describe()} answered with something that is no chat completion: "
            "check that the address is an OpenAI-compatible one (it often ends in /v1)."
        ) from error
    if not completion.choices:
        raise ReplyUnusable(f"{endpoint.describe()} gave an empty reply: no choices in it.")
    return completion


def _as_asked(answer: BaseModel, reply: type[T]) -> T:
    """``answer`` as a plain ``reply``: instructor gives a subclass of its own, with the raw response inside."""
    fields = {name: getattr(answer, name) for name in reply.model_fields}
    return reply.model_construct(answer.model_fields_set, **fields)


def _reply(body: bytes, completion: ChatCompletion) -> Reply:
    spent = completion.usage
    return Reply(
        body=body,
        model=completion.model,
        prompt_tokens=spent.prompt_tokens if spent else 0,
        completion_tokens=spent.completion_tokens if spent else 0,
    )


def _without_links(message: Mapping[str, Any]) -> dict[str, Any]:
    content = message.get("content")
    return {**message, "content": _ERROR_LINK.sub("", content)} if isinstance(content, str) else dict(message)
