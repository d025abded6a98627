"""One reply, read leniently in one place: the bytes of an endpoint in, a plain completion out.

``envelope`` finds what was said, ``answers`` the object in it; what comes out is in the form that openai's own client
would give, so that nobody further on meets an oddity. Reading decides form only: whether the object is right is for
its validators.
"""

from dataclasses import dataclass
from typing import Any

from openai.types.chat import ChatCompletion

from summarizer.base.errors import EndpointRefused, ReplyUnusable
from summarizer.model.client.answers import Form, answer_in
from summarizer.model.client.envelope import documents, heard
from summarizer.model.client.faults import Declined, Garbled
from summarizer.model.settings import Endpoint


@dataclass(frozen=True, slots=True)
class Read:
    """A ``completion`` with one choice, and what was ``repaired`` to read it."""

    completion: ChatCompletion
    repaired: tuple[str, ...] = ()


def read(body: bytes, form: Form, endpoint: Endpoint) -> Read:
    """The completion in ``body`` that answers a request for ``form``.

    Raises Garbled where it is none, Declined where it says that this text is not answered.
    """
    reply = heard(body)
    if reply is None:
        raise Garbled(_no_reply(body, endpoint))
    found = answer_in(reply.texts, form, cut=reply.finish == "length")
    if reply.finish == "refused" and not found.whole:
        raise Declined(reply.refusal or found.text or "it gives no reason, as a filter of contents does")
    usage: dict[str, Any] | None = None
    if reply.prompt_tokens is not None or reply.completion_tokens is not None:
        prompt, completion = reply.prompt_tokens or 0, reply.completion_tokens or 0
        usage = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
    finish = "length" if reply.finish == "length" and not found.whole else "stop"
    message = {"role": "assistant", "content": found.text}
    whole = {
        "id": "", "object": "chat.completion", "created": 0, "model": reply.model, "usage": usage,
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
    }  # fmt: skip
    return Read(ChatCompletion.model_validate(whole), (*reply.odd, *found.repaired))


def _no_reply(body: bytes, endpoint: Endpoint) -> EndpointRefused | ReplyUnusable:
    values, _ = documents(body)
    if any(isinstance(value, dict) and value.get("choices", 0) in ([], None) for value in values):
        return ReplyUnusable(f"{endpoint.describe()} gave an empty reply: no choices in it.")
    return EndpointRefused(
        f"{endpoint.describe()} answered with something that is no chat completion: "
        "check that the address is an OpenAI-compatible one (it often ends in /v1)."
    )
