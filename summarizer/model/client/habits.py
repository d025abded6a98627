"""What an endpoint was found to take, for one model: the form in which a structure is asked for, and its options.

A request is always made in one canonical form (a JSON schema as the response format) and shaped on its way out; so a
reply is kept under the same key whatever the endpoint takes. What was learned is kept beside the replies, for a month:
a server may be upgraded.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from summarizer.model.client.answers import Form
from summarizer.model.client.estimate import tokens_of
from summarizer.model.client.refusals import Refusal
from summarizer.model.registry import Mode
from summarizer.model.settings import Endpoint
from summarizer.model.store import Reply, ReplyStore, key_of

LADDER: tuple[Mode, ...] = ("json_schema", "tools", "tools_auto", "json_object", "text")
"""The forms to ask in, the surest first."""
_KEPT = timedelta(days=30)
_ROOM_FOR_THOUGHTS = 4096  # tokens that a model may think before it answers
_LEAST = 64  # tokens of a reply that are worth asking for
_SPARE = 64  # tokens that a chat's own marks may take
_NUMBER = re.compile(r"\d[\d,]*")
_CONTEXTS = tuple(
    re.compile(words)
    for words in (
        r"(?:context[ _](?:length|window|size)|max_model_len|n_ctx|上下文)\D{0,40}?(\d[\d,]*)",
        r"(\d[\d,]*)(?: tokens?)? (?:maximum )?context",
        r"range of input length\D*\d+, ?(\d+)",
    )
)


class Habits(BaseModel):
    """How one model at one endpoint is asked; the defaults are how it is asked before anything is learned.

    ``refused`` are forms that it does not take. ``most`` bounds the tokens of a reply, ``context`` those of prompt and
    reply together; ``thoughts`` are asked for on top, for a model that thinks before it answers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: Mode
    refused: tuple[Mode, ...] = ()
    temperature: float | None = 0
    limit: str = "max_tokens"
    most: int | None = None
    context: int | None = None
    thoughts: int = 0
    stream: bool = False
    think: bool | None = None
    system: bool = True

    def told(self) -> tuple[str, ...]:
        """What differs from the usual, in words."""
        said = [f"asked in the form {self.form}" if self.refused else ""]
        said.append("without a temperature" if self.temperature is None else "")
        said.append(f"with {self.limit or 'no limit of tokens'}" if self.limit != "max_tokens" else "")
        said.append(f"for at most {self.most:,} tokens" if self.most else "")
        said.append(f"within {self.context:,} tokens" if self.context else "")
        said.append("with room for thoughts" if self.thoughts else "")
        said.append("as a stream" if self.stream else "")
        said.append("without a system message" if not self.system else "")
        return tuple(one for one in said if one)


# --- shaped -------------------------------------------------------------------------------------------------------


def shaped(request: Mapping[str, Any], habits: Habits) -> dict[str, Any]:
    """``request`` as this endpoint takes it."""
    sent = _formed(request, habits.form)
    if habits.temperature is None:
        sent.pop("temperature", None)
    elif habits.temperature:
        sent["temperature"] = habits.temperature
    if "max_tokens" in sent:
        most = int(sent.pop("max_tokens")) + habits.thoughts
        most = min(most, habits.most or most)
        if habits.context:
            most = max(_LEAST, min(most, habits.context - tokens_of(request) - _SPARE))
        if habits.limit:
            sent[habits.limit] = most
    if not habits.system:
        sent["messages"] = _without_system(sent["messages"])
    if habits.stream:
        sent["stream"] = True
    if habits.think is not None:
        sent["enable_thinking"] = habits.think
    return sent


def _formed(request: Mapping[str, Any], form: Mode) -> dict[str, Any]:
    sent, wanted = dict(request), Form.of(request)
    if form == "json_schema" or wanted.schema is None:
        return sent
    del sent["response_format"]
    if form in ("tools", "tools_auto"):
        function = {"name": wanted.name, "description": "Give the answer.", "parameters": wanted.schema}
        sent["tools"] = [{"type": "function", "function": function}]
        if form == "tools":
            sent["tool_choice"] = {"type": "function", "function": {"name": wanted.name}}
        else:
            sent["messages"] = _with_words(sent["messages"], f"Give the answer by calling the function {wanted.name}.")
        return sent
    schema = json.dumps(wanted.schema, ensure_ascii=False)
    told = f"Answer with one JSON object and nothing else. It must fit this JSON schema ({wanted.name}): {schema}"
    sent["messages"] = _with_words(sent["messages"], told)
    if form == "json_object":
        sent["response_format"] = {"type": "json_object"}
    return sent


def _with_words(messages: list[dict[str, Any]], words: str) -> list[dict[str, Any]]:
    """``messages`` with ``words`` at the end of the first of them."""
    first, *rest = messages
    return [{**first, "content": f"{first.get('content') or ''}\n\n{words}"}, *rest]


def _without_system(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """``messages`` with the system's words put before the user's."""
    first, *rest = messages
    if first.get("role") != "system" or not rest:
        return messages
    return [{**rest[0], "content": f"{first['content']}\n\n{rest[0].get('content') or ''}"}, *rest[1:]]


# --- learned ------------------------------------------------------------------------------------------------------


def learned(habits: Habits, refusal: Refusal, request: Mapping[str, Any]) -> Habits | None:
    """How to ask instead, after ``refusal`` of ``request`` shaped by ``habits``; None where nothing is learned."""
    said = f"{refusal.codes} {refusal.words}".lower()
    kind = refusal.kind
    if kind == "option":
        return _other_option(habits, said) or _other_form(habits, said)
    if kind == "context":
        return _smaller(habits, said, request)
    if kind == "form" or refusal.vague:
        return _other_form(habits, said)
    return None


def _other_option(habits: Habits, said: str) -> Habits | None:
    if "temperature" in said and habits.temperature is not None:
        positive = re.search(r"(?:greater|larger|more) than 0|> ?0\b|\(0|positive|大于 ?0", said)
        return _changed(habits, temperature=0.01 if positive and not habits.temperature else None)
    if "enable_thinking" in said and habits.think is None:
        return _changed(habits, think=False)
    if re.search(r"\bstream(?:ing)?\b", said) and not habits.stream:
        return _changed(habits, stream=True)
    if re.search(r"max_(?:completion_|output_)?tokens", said):
        if most := _most_in(said, habits):
            return _changed(habits, most=most)
        return (
            _changed(habits, limit={"max_tokens": "max_completion_tokens"}.get(habits.limit, ""))
            if habits.limit
            else None
        )
    if habits.system and re.search(r"system|developer|role", said):
        return _changed(habits, system=False)
    return None


def _most_in(said: str, habits: Habits) -> int | None:
    """The largest reply that the endpoint allows, from its own words; None where they name none."""
    if not re.search(
        r"too large|at most|less than|range|exceed|greater than|larger|maximum|<=|\[\d|不能(?:超过|大于)|范围|最大",
        said,
    ):
        return None
    numbers = [int(one.replace(",", "")) for one in _NUMBER.findall(said)]
    allowed = [one for one in numbers if _LEAST <= one < (habits.most or 10**9)]
    return min(allowed) if allowed else None


def _smaller(habits: Habits, said: str, request: Mapping[str, Any]) -> Habits | None:
    """Less room for the reply, where the prompt itself fits; None where it does not, or that was tried."""
    asked = int(shaped(request, habits).get(habits.limit) or 0)
    context = _context_in(said)
    if context and (habits.context is None or habits.context > context):
        room = context - tokens_of(request) - _SPARE
        return _changed(habits, context=context) if room >= _LEAST else None
    # It counts otherwise than is estimated here, or gives no number: half is tried as long as that may be the matter.
    tried = context is not None or not re.search(r"\d", said)
    return _changed(habits, most=asked // 2) if tried and asked >= 8 * _LEAST else None


def _context_in(said: str) -> int | None:
    """The tokens that fit into prompt and reply together, from the endpoint's own words; None where they name none."""
    for words in _CONTEXTS:
        for match in words.finditer(said):
            if (number := int(match[1].replace(",", ""))) >= _LEAST * 4:
                return number
    return None


def contradicts_itself(refusal: Refusal, habits: Habits, request: Mapping[str, Any]) -> bool:
    """Whether what was asked fits, by far, into what the endpoint says is its context."""
    said = refusal.words.lower()
    characters = re.search(r"characters\D{0,20}(\d[\d,]*)|(\d[\d,]*) characters", said)
    if characters:
        sent = sum(len(str(message.get("content") or "")) for message in request["messages"])
        return 2 * sent < int((characters[1] or characters[2]).replace(",", ""))
    context = _context_in(said)
    return context is not None and 2 * (tokens_of(request) + _LEAST) < context


def _other_form(habits: Habits, said: str) -> Habits | None:
    """The next form that was not refused; what the words rule out is passed over."""
    refused = {*habits.refused, habits.form}
    if re.search(r"tool_?choice|tool choice", said) and habits.form != "tools":
        refused |= {"tools", "tools_auto"}  # a relay's own way of asking for a schema
    elif (
        habits.form in ("tools", "tools_auto") and not re.search(r"choice", said) and re.search(r"tool|function", said)
    ):
        refused |= {"tools", "tools_auto"}
    if re.search(r"text or json_object|json_object or text|['\"]?text['\"]?,? (?:and|or) ['\"]?json_object", said):
        refused |= {"json_schema", "tools", "tools_auto"}
    at = LADDER.index(habits.form)
    left = [form for form in (*LADDER[at + 1 :], *LADDER[:at]) if form not in refused]
    return _changed(habits, form=left[0], refused=tuple(one for one in LADDER if one in refused)) if left else None


def roomier(habits: Habits) -> Habits | None:
    """More room, after a model spent all that it was given on thoughts; None where it has had it."""
    return _changed(habits, thoughts=_ROOM_FOR_THOUGHTS) if not habits.thoughts else None


def _changed(habits: Habits, **changes: Any) -> Habits:
    return habits.model_copy(update=changes)


# --- kept ---------------------------------------------------------------------------------------------------------


def first_habits(endpoint: Endpoint) -> Habits:
    """How ``endpoint`` is asked before anything is learned."""
    return Habits(form=endpoint.traits.mode)


def kept_habits(endpoint: Endpoint, store: ReplyStore | None) -> Habits:
    """What an earlier run learned of ``endpoint``; its first habits where none did, or too long ago."""
    kept = store.get(_key(endpoint)) if store is not None else None
    try:
        learned_then = _Kept.model_validate_json(kept.body) if kept else None
    except ValidationError:
        learned_then = None
    if learned_then is None or datetime.now(UTC) - learned_then.at > _KEPT:
        return first_habits(endpoint)
    return learned_then.habits


def keep_habits(habits: Habits, endpoint: Endpoint, store: ReplyStore | None) -> None:
    """Keep what was learned, for the next run."""
    if store is not None:
        body = _Kept(at=datetime.now(UTC), habits=habits).model_dump_json().encode()
        store.put(_key(endpoint), Reply(body, endpoint.model, 0, 0))


class _Kept(BaseModel):
    at: AwareDatetime
    habits: Habits


def _key(endpoint: Endpoint) -> str:
    return key_of(endpoint.identity, {"habits": endpoint.model, "mode": endpoint.traits.mode})
