"""How a question goes out and an answer comes in: instructor on top of the line, and what one asker has used of it."""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import instructor
from openai.types.chat import ChatCompletion
from pydantic import BaseModel

from summarizer.base.progress import Listener, Progress
from summarizer.model.client.faults import plain_fault, root_of
from summarizer.model.client.line import Answered, Line
from summarizer.schema import Usage

T = TypeVar("T", bound=BaseModel)
# pydantic closes each error with the address of its documentation: of no use to a model, and different by version.
_ERROR_LINK = re.compile(r"\n\s*For further information visit https://errors\.pydantic\.dev/\S*")

# instructor logs every failed attempt as an error; the caller is told by an exception, its stderr is not ours.
logging.getLogger("instructor").addHandler(logging.NullHandler())


class Door:
    """The working half of :class:`summarizer.model.client.Client`."""

    def __init__(self, line: Line, *, listener: Listener | None, paid: Callable[[Usage], None] | None = None) -> None:
        self._line = line
        self._endpoint = line.endpoint
        self._tell = listener or (lambda _: None)
        self._paid = paid or (lambda _: None)
        # Always in one form: the wire shapes it to what the endpoint takes, and the reader gives it back in that form.
        self._create: Any = instructor.patch(create=self._complete, mode=instructor.Mode.JSON_SCHEMA)
        self.usage = Usage()
        self.notes: tuple[str, ...] = ()

    async def ask(self, messages: Sequence[Mapping[str, str]], reply: type[T], *, max_tokens: int, attempts: int) -> T:
        """See :meth:`summarizer.model.client.Client.ask`."""
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
                raise root_of(error) from None
            raise fault from error
        return _as_asked(answer, reply)

    async def _complete(self, **request: Any) -> ChatCompletion:
        """One completion, counted."""
        request = {**request, "messages": [_without_links(message) for message in request["messages"]]}
        answered = await self._line.complete(request)
        self._count(answered)
        return answered.completion

    def _count(self, answered: Answered) -> None:
        completion, cached = answered.completion, answered.cached
        spent = completion.usage if not cached else None
        step = Usage(
            calls=int(not cached),
            cached_calls=int(cached),
            prompt_tokens=spent.prompt_tokens if spent else 0,
            completion_tokens=spent.completion_tokens if spent else 0,
            faults=answered.faults,
        )
        self.usage = self.usage.plus(step)
        self._paid(step)
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


def _as_asked(answer: BaseModel, reply: type[T]) -> T:
    """``answer`` as a plain ``reply``: instructor gives a subclass of its own, with the raw response inside."""
    fields = {name: getattr(answer, name) for name in reply.model_fields}
    return reply.model_construct(answer.model_fields_set, **fields)


def _without_links(message: Mapping[str, Any]) -> dict[str, Any]:
    content = message.get("content")
    return {**message, "content": _ERROR_LINK.sub("", content)} if isinstance(content, str) else dict(message)
