"""From what openai and instructor raise to one plain sentence: what happened, where, what to do. Never a key."""

from collections.abc import Iterator

import openai
from instructor.core.exceptions import IncompleteOutputException
from pydantic import ValidationError

from summarizer.errors import EndpointRefused, EndpointUnreachable, ModelError, ReplyUnusable
from summarizer.settings import Endpoint

_EXCERPT = 200


def plain_fault(error: BaseException, endpoint: Endpoint, *, max_tokens: int) -> ModelError | None:
    """The error of our own tree that ``error`` means, or None where it is no fault of the model or its endpoint."""
    where = endpoint.describe()
    for cause in _chain(error):
        if isinstance(cause, ModelError):
            return cause
        if isinstance(cause, IncompleteOutputException):
            return ReplyUnusable(f"{where}: the reply was cut at the token limit ({max_tokens} tokens).")
        if isinstance(cause, openai.APITimeoutError):
            return EndpointUnreachable(f"{where} gave no answer within {endpoint.timeout:g} seconds.")
        if isinstance(cause, openai.APIConnectionError):
            return EndpointUnreachable(f"{where} could not be reached: check the address and the network.")
        if isinstance(cause, openai.APIStatusError):
            return _refusal(cause, endpoint)
        if isinstance(cause, ValidationError):
            return ReplyUnusable(f"{where}: no reply could be used. The last one: {_reasons(cause)}.")
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """``error`` and what caused it, from the outside in."""
    while error is not None:
        yield error
        error = error.__cause__


def _refusal(error: openai.APIStatusError, endpoint: Endpoint) -> ModelError:
    where, status = endpoint.describe(), error.status_code
    if status in (401, 403):
        return EndpointRefused(f"{where} refused the key (HTTP {status}): check the key and what it may use.")
    if status == 404:
        return EndpointRefused(f"{where} does not know this model or address (HTTP 404): check --model and --base-url.")
    if status == 429:
        return EndpointRefused(f"{where} refused further calls (HTTP 429): the quota or rate limit is used up.")
    if status >= 500:
        return EndpointUnreachable(f"{where} failed (HTTP {status}) and went on failing when asked again.")
    return EndpointRefused(f"{where} refused the request (HTTP {status}): {_said(error, endpoint)}")


def _said(error: openai.APIStatusError, endpoint: Endpoint) -> str:
    """An excerpt of the endpoint's own words, without the key should it repeat it."""
    body = error.body if isinstance(error.body, dict) else {}
    said = " ".join(str(body.get("message") or "it gave no reason").split())
    key = endpoint.key.get_secret_value()
    return (said.replace(key, "…") if key else said)[:_EXCERPT]


def _reasons(error: ValidationError) -> str:
    parts = [
        f"{'.'.join(str(step) for step in item['loc']) or 'reply'}: {item['msg']}"
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return "; ".join(parts)[:_EXCERPT]
