"""The envelope of a reply, taken as it comes: what was said, why it ended, what it cost, or an error inside it.

Servers that call themselves compatible leave out, rename, wrap and mistype; nothing here insists on a form. Only what
is needed is looked for, wherever it stands: the text (of choices, of a tool's arguments, of a thinking model's
thoughts), the reason of the end, the counts of tokens. What is no reply at all is None.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Finish = Literal["stop", "length", "refused"]

_CUT = {"length", "max_tokens", "max_output_tokens", "max_length", "model_length", "token_limit"}
_REFUSED = ("filter", "sensitive", "safety", "refus", "moderat", "prohibited", "blocked", "violat", "risk")
# Where gateways put the whole reply, and where single texts stand besides choices.
_INSIDE = ("data", "response", "result", "output", "completion", "body")
_ERRORS = (
    "error",
    "errors",
    "detail",
    "msg",
    "message",
    "error_msg",
    "error_message",
    "errorMessage",
    "err_msg",
    "title",
)
_NESTING = 6


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reply says. ``texts`` are the places where the answer may stand, the likeliest first.

    ``thought`` is whether the model wrote thoughts beside its answer; ``odd`` names what had to be read leniently.
    The counts of tokens are None where the endpoint does not say.
    """

    texts: tuple[str, ...]
    finish: Finish = "stop"
    refusal: str = ""
    model: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    thought: bool = False
    odd: tuple[str, ...] = ()


def decoded(body: bytes) -> str:
    """The text of ``body``: UTF-8 with or without a mark, else the encoding that Chinese servers fall back to."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("utf-8", errors="replace")


def documents(body: bytes) -> tuple[list[Any], tuple[str, ...]]:
    """The JSON values in ``body``, in order, and what was odd about them.

    One value is usual; a stream of events or of lines has many, and comments that keep a connection open have none.
    """
    text = decoded(body)
    odd = ("byte order mark",) if body.startswith(b"\xef\xbb\xbf") else ()
    try:
        return [json.loads(text, strict=False)], odd
    except (ValueError, RecursionError):
        pass
    lines = [line.strip() for line in text.splitlines()]
    events = [line[5:].strip() for line in lines if line.startswith("data:")]
    if events:
        return list(_values("\n".join(one for one in events if one != "[DONE]"))), (*odd, "a stream of events")
    plain = "\n".join(line for line in lines if not line.startswith((":", "event:", "id:", "retry:")))
    return list(_values(plain)), (*odd, "text around the JSON")


def _values(text: str) -> Iterator[Any]:
    """The JSON values that follow one another in ``text``; it ends at the first that is none."""
    decoder = json.JSONDecoder(strict=False)
    at = 0
    while (at := _next(text, at)) < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def heard(body: bytes) -> Heard | None:
    """What ``body`` says; None where it is no reply of a model (an error, a page, nothing)."""
    values, odd = documents(body)
    said = [one for value in values for one in _messages(value)]
    if not said:
        return None
    texts, thoughts = _joined(said)
    whole = [value for value in values if isinstance(value, Mapping)]
    finish, refusal = _finish(said), _first(_text(message.get("refusal")) for message, _ in said)
    prompt, completion = _tokens(whole)
    return Heard(
        texts=tuple(dict.fromkeys(one for one in (*texts, *thoughts) if one.strip())),
        finish="refused" if refusal and not any(text.strip() for text in texts) else finish,
        refusal=refusal,
        model=_first(_text(value.get("model")) for value in whole),
        prompt_tokens=prompt,
        completion_tokens=completion,
        thought=any(one.strip() for one in thoughts) or any("<think" in one for one in texts),
        odd=odd,
    )


# --- where a message stands ---------------------------------------------------------------------------------------


def _messages(value: Any, depth: int = 0) -> list[tuple[Mapping[str, Any], Any]]:
    """The messages in ``value``, each with the reason of its end; those of one choice only, of its first."""
    if isinstance(value, str):
        value = _loaded(value)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, Mapping) or depth > _NESTING:
        return []
    for name in ("choices", "candidates"):
        choices = value.get(name)
        if isinstance(choices, Mapping):  # by number, or the one there is
            choices = [choices] if _message(choices) else list(choices.values())
        if isinstance(choices, list):
            of_first = [one for one in choices if isinstance(one, Mapping) and one.get("index") in (None, 0, "0")]
            found = [(message, one) for one in of_first[:1] if (message := _message(one)) is not None]
            if found:
                return [(message, _ended(one, value)) for message, one in found]
    if (message := _message(value)) is not None:
        return [(message, _ended(value, value))]
    if _is_error(value):
        return []
    for name in _INSIDE:
        inside = value.get(name)
        if isinstance(inside, str) and name in ("result", "output", "response", "completion") and inside.strip():
            return [({"content": inside}, _ended(value, value))]
        if isinstance(inside, Mapping | list | str) and (found_inside := _messages(inside, depth + 1)):
            return found_inside
    return []


def _message(one: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The message that ``one`` (a choice, or a reply without choices) carries."""
    for name in ("message", "delta", "content"):
        said = one.get(name)
        if isinstance(said, Mapping):
            return {"content": said["parts"]} if "parts" in said else said
    content = one.get("content")
    if isinstance(content, list) or (isinstance(content, str) and ("role" in one or "finish_reason" in one)):
        return one
    messages = one.get("messages")
    if isinstance(messages, list) and messages and isinstance(messages[-1], Mapping):
        return messages[-1]
    if isinstance(one.get("text"), str) and not _is_error(one):
        return {"content": one["text"]}
    output = one.get("output")
    if isinstance(output, list):  # the newer form of replies: messages among thoughts and calls
        parts = [part.get("content") for part in output if isinstance(part, Mapping) and part.get("type") == "message"]
        return {"content": [piece for part in parts if isinstance(part, list) for piece in part]} if parts else None
    said = one.get("message")
    return {"content": said} if isinstance(said, str) and ("finish_reason" in one or "index" in one) else None


def _ended(choice: Mapping[str, Any], whole: Mapping[str, Any]) -> Any:
    for one in (choice, whole):
        for name in ("finish_reason", "finishReason", "stop_reason", "done_reason"):
            if isinstance(one.get(name), str):
                return one[name]
    return None


def _is_error(value: Mapping[str, Any]) -> bool:
    return bool(value.get("error")) or value.get("success") is False


def _finish(said: Iterable[tuple[Mapping[str, Any], Any]]) -> Finish:
    reasons = [reason.lower() for _, reason in said if isinstance(reason, str)]
    if any(reason in _CUT for reason in reasons):
        return "length"
    return "refused" if any(word in reason for reason in reasons for word in _REFUSED) else "stop"


# --- what a message says ------------------------------------------------------------------------------------------


def _joined(said: Iterable[tuple[Mapping[str, Any], Any]]) -> tuple[list[str], list[str]]:
    """The texts where the answer may stand, and the thoughts; pieces of a stream are put together."""
    content, thoughts = "", ""
    calls: dict[int, str] = {}
    for message, _ in said:
        content += _text(message.get("content"))
        thoughts += _text(message.get("reasoning_content") or message.get("reasoning") or message.get("thinking"))
        for number, arguments in _calls(message):
            calls[number] = calls.get(number, "") + arguments
    return [*calls.values(), content], [thoughts]


def _calls(message: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The arguments of the tools that ``message`` calls, each as JSON text, whatever type they came in."""
    given = message.get("tool_calls")
    calls = [given] if isinstance(given, Mapping) else given if isinstance(given, list) else []
    if isinstance(message.get("function_call"), Mapping):
        calls = [*calls, {"function": message["function_call"]}]
    for position, call in enumerate(calls):
        function = call.get("function", call) if isinstance(call, Mapping) else None
        if isinstance(function, Mapping):
            arguments = next((function[name] for name in ("arguments", "input", "parameters") if name in function), "")
            index = call.get("index")
            number = index if isinstance(index, int) and not isinstance(index, bool) else position
            yield number, arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)


def _text(value: Any) -> str:
    """The text of a content: a string, or the texts of its parts; an object stands for its JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(_part(one) for one in value)
    if isinstance(value, Mapping):
        return _part(value) or json.dumps(value, ensure_ascii=False)
    return ""


def _part(part: Any) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, Mapping) or part.get("thought") is True or "think" in str(part.get("type", "")):
        return ""
    if isinstance(part.get("text"), Mapping):
        part = part["text"]
    return next((str(part[name]) for name in ("text", "value", "content") if isinstance(part.get(name), str)), "")


def _tokens(whole: Iterable[Mapping[str, Any]]) -> tuple[int | None, int | None]:
    """Prompt and completion tokens, of the last value that counts them, by whichever name."""
    prompt = completion = None
    for value in whole:
        for usage in (value, value.get("usage"), value.get("usageMetadata"), *(_inside(value, "usage"))):
            if isinstance(usage, Mapping):
                names = ("prompt_tokens", "input_tokens", "prompt_eval_count", "promptTokenCount")
                prompt = _count(usage, names, prompt)
                names = ("completion_tokens", "output_tokens", "eval_count", "candidatesTokenCount")
                completion = _count(usage, names, completion)
    return prompt, completion


def _inside(value: Mapping[str, Any], name: str) -> list[Any]:
    return [value[one].get(name) for one in _INSIDE if isinstance(value.get(one), Mapping)]


def _count(usage: Mapping[str, Any], names: Iterable[str], known: int | None) -> int | None:
    for name in names:
        said = usage.get(name)
        if isinstance(said, str) and said.strip().isdecimal():
            said = int(said)
        if isinstance(said, int | float) and not isinstance(said, bool) and 0 <= said < 1e12:
            return int(said)
    return known


# --- what an error says -------------------------------------------------------------------------------------------


def error_in(body: bytes) -> tuple[str, str] | None:
    """The words and the codes of the error in ``body``, of any form; None where it has none.

    A text that is no JSON is an error's words when it was sent as one; the caller knows.
    """
    values, _ = documents(body)
    for value in values:
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, Mapping):
            words = list(dict.fromkeys(_words(value)))
            codes = list(dict.fromkeys(_codes(value)))
            if words or codes:
                return "; ".join(words), " ".join(codes)
    return None


def _words(value: Any, depth: int = 0) -> Iterator[str]:
    """The sentences of an error, the outer ones first."""
    if depth > _NESTING:
        return
    if isinstance(value, str) and value.strip():
        inner = _loaded(value)  # a gateway hands on the other side's JSON as text
        yield from _words(inner, depth + 1) if isinstance(inner, Mapping | list) else [" ".join(value.split())]
    elif isinstance(value, list):
        for one in value[:5]:
            yield from _words(one, depth + 1)
    elif isinstance(value, Mapping):
        where = value.get("loc")
        place = ".".join(str(step) for step in where) + ": " if isinstance(where, list) else ""
        for name in _ERRORS:
            yield from (place + one for one in _words(value.get(name), depth + 1))
        metadata = value.get("metadata")
        yield from _words(metadata.get("raw"), depth + 1) if isinstance(metadata, Mapping) else ()


def _codes(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, Mapping) and depth <= _NESTING:
        for name in ("code", "type", "status", "error_code", "errorCode", "param", "reason"):
            if isinstance(value.get(name), str | int) and not isinstance(value.get(name), bool):
                yield str(value[name])
        for name in ("error", "errors", "detail", "base_resp"):
            inside = value.get(name)
            yield from _codes(inside[0] if isinstance(inside, list) and inside else inside, depth + 1)


def _loaded(text: str) -> Any:
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text.strip()), "")
