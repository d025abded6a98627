"""From what openai and instructor raise to one plain sentence: what happened, where, what to do. Never a key."""

from collections.abc import Iterator
from dataclasses import dataclass

import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorError
from pydantic import ValidationError

from summarizer.base.errors import EndpointRefused, EndpointUnreachable, ModelError, ReplyUnusable
from summarizer.model.client.refusals import FOR_ALL, PASSING, Refused, excerpt, refusal_from
from summarizer.model.settings import Endpoint

_EXCERPT = 200


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


class Declined(openai.OpenAIError):
    """A reply that says that this text is not answered; ``words`` are its reason."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Setback:
    """A fault that may pass: ``limited`` where the endpoint said it was asked too fast; ``wait`` is its Retry-After."""

    limited: bool = False
    wait: float | None = None


def setback_of(error: Exception) -> Setback | None:
    """What kind of passing fault ``error`` is; None for one that asking again will not cure."""
    if isinstance(error, Refused | openai.APIStatusError):
        refusal = error.refusal if isinstance(error, Refused) else refusal_from(error)
        return Setback(refusal.kind == "busy", refusal.wait) if refusal.kind in PASSING else None
    return Setback() if isinstance(error, openai.APIConnectionError | TooSlow | Garbled) else None


def plain_fault(error: BaseException, endpoint: Endpoint, *, max_tokens: int) -> ModelError | None:
    """The error of our own tree that ``error`` means, or None where it is no fault of the model or its endpoint."""
    where = endpoint.describe()
    for cause in _chain(error):
        if isinstance(cause, ModelError):
            return cause
        if isinstance(cause, Garbled):
            return cause.fault
        if isinstance(cause, Declined):
            declined = ReplyUnusable(f"{where} does not answer this text: {_said(cause.words, endpoint)}.")
            declined.cut = True  # a part of it may be answered
            return declined
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
            return _refusal(Refused(refusal_from(cause), alone=False), endpoint)
        if isinstance(cause, Refused):
            return _refusal(cause, endpoint)
        if isinstance(cause, ValidationError):
            return ReplyUnusable(f"{where}: no reply could be used. The last one: {_reasons(cause)}.")
    if isinstance(error, InstructorError) and error.__cause__ is None:
        return ReplyUnusable(f"{where}: no reply could be used ({type(error).__name__}).")
    return None


def root_of(error: BaseException) -> BaseException:
    """What ``error`` was raised from, below instructor's own exceptions."""
    while isinstance(error, InstructorError) and error.__cause__ is not None:
        error = error.__cause__
    return error


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """``error`` and what caused it, from the outside in."""
    while error is not None:
        yield error
        error = error.__cause__


def _refusal(error: Refused, endpoint: Endpoint) -> ModelError:
    """What a refusal comes to: a fault of this one text, or of all."""
    refusal, where = error.refusal, endpoint.describe()
    kind, said = refusal.kind, _said(refusal.words, endpoint)
    status = f"HTTP {refusal.status}" if refusal.status != 200 else "an error in its reply"
    if error.alone:
        does = {"moderated": "refused this text", "context": "has no room for this text"}.get(
            kind, "refused this request"
        )
        fault = ReplyUnusable(f"{where} {does} ({status}): {said}.")
        fault.cut = kind in ("moderated", "context")
        return fault
    if kind == "failed":
        return EndpointUnreachable(f"{where} failed ({status}) and went on failing when asked again: {said}.")
    told = {
        "busy": f"{where} refused further calls ({status}): its quota or rate limit is used up: {said}.",
        "money": f"{where} has no balance or quota left for this key ({status}): {said}.",
        "key": f"{where} refused the key ({status}): {said}. Check the key and what it may use.",
        "unknown": f"{where} does not know this model or address ({status}): {said}. Check --model and --base-url.",
        "machine": f"{where} cannot run this model ({status}): {said}.",
    }.get(kind, f"{where} refused the request ({status}): {said}.")
    if refusal.location:
        other = _said(refusal.location, endpoint)
        told = f"{where} sends on to another address ({status}): {other}. Name it with --base-url."
    return _for_all(EndpointRefused(told)) if kind in FOR_ALL else EndpointRefused(told)


def _for_all(fault: ModelError) -> ModelError:
    """``fault``, marked as one that every other call would meet as well."""
    fault.for_all = True
    return fault


def _said(words: str, endpoint: Endpoint) -> str:
    """An excerpt of the endpoint's own words, without the key should it repeat it."""
    return excerpt(words, endpoint.key.get_secret_value())


def _reasons(error: ValidationError) -> str:
    parts = [
        f"{'.'.join(str(step) for step in item['loc']) or 'reply'}: {item['msg']}"
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return "; ".join(parts)[:_EXCERPT]
