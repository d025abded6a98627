"""From what openai and instructor raise to one plain sentence: what happened, where, what to do. Never a key."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import openai
from instructor.core.exceptions import IncompleteOutputException
from pydantic import ValidationError

from summarizer.base.errors import EndpointRefused, EndpointUnreachable, ModelError, ReplyUnusable
from summarizer.model.settings import Endpoint

_EXCERPT = 200
_PASSING = {408, 409, 425, 429}
_NO_QUOTA = "insufficient_quota"  # a 429 that no waiting cures


class GivenUp(Exception):
    """Nobody got an answer for longer than the patience allows, in seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class TooSlow(openai.OpenAIError):
    """A reply that had begun, or not, and was not whole when the time for one call was up."""


class Garbled(openai.OpenAIError):
    """Something that is no completion; ``fault`` is what is told when asking again did not help."""

    def __init__(self, fault: ModelError) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Setback:
    """A fault that may pass: ``limited`` where the endpoint said it was asked too fast; ``wait`` is its Retry-After."""

    limited: bool = False
    wait: float | None = None


def setback_of(error: Exception) -> Setback | None:
    """What kind of passing fault ``error`` is; None for one that asking again will not cure."""
    if isinstance(error, openai.APIStatusError):
        if error.status_code < 500 and (error.status_code not in _PASSING or error.code == _NO_QUOTA):
            return None
        return Setback(error.status_code == 429, _retry_after(error))
    return Setback() if isinstance(error, openai.APIConnectionError | TooSlow | Garbled) else None


def _retry_after(error: openai.APIStatusError) -> float | None:
    """Seconds that the endpoint asks to wait: a number or a date, as RFC 9110 says; None where it does not say."""
    said = error.response.headers.get("Retry-After", "").strip()
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def plain_fault(error: BaseException, endpoint: Endpoint, *, max_tokens: int) -> ModelError | None:
    """The error of our own tree that ``error`` means, or None where it is no fault of the model or its endpoint."""
    where = endpoint.describe()
    for cause in _chain(error):
        if isinstance(cause, ModelError):
            return cause
        if isinstance(cause, Garbled):
            return cause.fault
        if isinstance(cause, IncompleteOutputException):
            fault = ReplyUnusable(f"{where}: the reply was cut at the token limit ({max_tokens} tokens).")
            fault.cut = True
            return fault
        if isinstance(cause, GivenUp):
            return _for_all(EndpointUnreachable(f"{where} gave no answer to any call for {cause.seconds:g} seconds."))
        if isinstance(cause, openai.APITimeoutError | TooSlow):
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
        return _for_all(EndpointRefused(f"{where} refused the key (HTTP {status}): check the key and what it may use."))
    if status == 404:
        return _for_all(
            EndpointRefused(f"{where} does not know this model or address (HTTP 404): check --model and --base-url.")
        )
    if status == 429:
        refused = EndpointRefused(f"{where} refused further calls (HTTP 429): the quota or rate limit is used up.")
        return _for_all(refused) if error.code == _NO_QUOTA else refused
    if status >= 500:
        return EndpointUnreachable(f"{where} failed (HTTP {status}) and went on failing when asked again.")
    return EndpointRefused(f"{where} refused the request (HTTP {status}): {_said(error, endpoint)}")


def _for_all(fault: ModelError) -> ModelError:
    """``fault``, marked as one that every other call would meet as well."""
    fault.for_all = True
    return fault


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
