# ruff: noqa: E501 (tables: one row a line)
"""Odd but real ways in which OpenAI-compatible endpoints answer: a mock plays them. It is no model.

Each stands for a kind that servers' documentation and public bug reports show (DeepSeek, DashScope, Zhipu, vLLM, Ollama,
LM Studio, llama.cpp, Mistral, Gemini, OpenRouter, one-api and other relays). The good reply in it is the stand-in's.
"""

import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from summarizer.model.client.estimate import tokens_of
from tests.endpoint import Answer
from tests.stand_in import in_one_form, prompt, reply_to

Body = dict[str, Any]
Play = Callable[[Body, int], Answer]
ITEM = "480"
"""A figure of the one item whose text is refused, where one is."""


@dataclass(frozen=True)
class Scenario:
    """``play`` answers the n-th request. Right is: ``requests`` beside those of a plain run, ``lost`` items without
    English, or an end with ``said`` in its words after ``requests`` in all.
    """

    play: Play
    requests: int = 0
    lost: int = 0
    said: str = ""


SCENARIOS: dict[str, Scenario] = {}


def scenario(requests: int = 0, lost: int = 0, said: str = "") -> Callable[[Play], Play]:
    def add(play: Play) -> Play:
        SCENARIOS[play.__name__] = Scenario(play, requests, lost, said)
        return play

    return add


# --- what a mock says ---------------------------------------------------------------------------------------------


def good(body: Body) -> str:
    return json.dumps(reply_to(body), ensure_ascii=False)


def reply(message: Body, finish: Any = "stop", **more: Any) -> Body:
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    choice = {"index": 0, "finish_reason": finish, "message": message}
    whole = {"id": "mock", "object": "chat.completion", "created": 1, "model": "mock-model"}
    return {**whole, "choices": [choice], "usage": usage, **more}


def says(content: Any, **more: Any) -> Body:
    return {"role": "assistant", "content": content, **more}


def sent(body: Body | list[Any], status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, body=json.dumps(body, ensure_ascii=False).encode(), headers=named)


def text(content: str) -> Answer:
    return sent(reply(says(content)))


def refused(status: int, message: str, **more: Any) -> Answer:
    return sent({"error": {"message": message, **more}}, status)


def is_item(body: Body) -> bool:
    return ITEM in prompt(body)


def name_of(body: Body) -> str:
    return str(in_one_form(body)["response_format"]["json_schema"]["name"])


def most(body: Body) -> int:
    return int(body.get("max_tokens") or body.get("max_completion_tokens") or 0)


def call(body: Body, arguments: Any, **more: Any) -> Body:
    return {"id": "c", "type": "function", "function": {"name": name_of(body), "arguments": arguments}, **more}


def events(*chunks: Body | str) -> Answer:
    lines = (f"data: {one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)}\n\n" for one in chunks)
    return Answer(body="".join(lines).encode(), content_type="text/event-stream")


def chunk(delta: Body, finish: str | None = None) -> Body:
    return {
        "id": "m",
        "object": "chat.completion.chunk",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }


def halves(said: str) -> tuple[str, str]:
    return said[: len(said) // 2], said[len(said) // 2 :]


# --- text around the object ---------------------------------------------------------------------------------------

AROUND: dict[str, Callable[[Body, str], str]] = {
    "plain": lambda _, said: said,
    "fences": lambda _, said: f"Here is the JSON you asked for:\n```json\n{said}\n```\nHope this helps! {{smile}}",
    "fences_never_closed": lambda _, said: f"```json\n{said}",
    "chinese_around": lambda _, said: f"好的，以下是结果：\n{said}\n如需修改请告诉我。",
    "thoughts": lambda _, said: f'<think>\nA draft: {{"draft": true, "x": [1]}}\n</think>\n\n{said}',
    "thoughts_with_a_full_draft": lambda _, said: f"<think>{said.replace('A title', 'A draft')}</think>{said}",
    "thoughts_never_opened": lambda _, said: f"I need {{braces}} here.\n</think>\n{said}",
    "thoughts_never_closed": lambda _, said: f"<think>\n{said}",
    "channels": lambda _, said: f"<|channel|>analysis<|message|>Hm {{}}<|end|><|start|>assistant<|channel|>final<|message|>{said}",
    "end_of_turn": lambda _, said: f"{said}<|im_end|>",
    "in_a_list": lambda _, said: f"[{said}]",
    "doubled": lambda _, said: f"{said}\n\n{said}",
    "as_a_text": lambda _, said: json.dumps(said, ensure_ascii=False),
    "under_properties": lambda _, said: json.dumps({"properties": json.loads(said)}),
    "under_the_schemas_name": lambda body, said: json.dumps({name_of(body): json.loads(said)}),
    "with_the_schema": lambda body, said: json.dumps({"type": "object", "title": name_of(body), "value": json.loads(said)}),
    "tool_call_tag": lambda body, said: f'<tool_call>\n{{"name": "X", "arguments": {said}}}\n</tool_call>',
    "one_key_too_many": lambda _, said: json.dumps({**json.loads(said), "note": "extra"}),
    "raw_newline": lambda _, said: said.replace('": "', '": "\n', 1),
    "trailing_comma": lambda _, said: f"{said[:-1]},}}",
    "single_quotes": lambda _, said: repr(json.loads(said)),
    "curly_quotes": lambda _, said: said.replace('"', "“", 1).replace('"', "”", 1),
    "keys_without_quotes": lambda _, said: said.replace('"title"', "title").replace('"n1"', "n1"),
    "no_closing_brace": lambda _, said: said[:-1],
}  # fmt: skip


def _around(change: Callable[[Body, str], str]) -> Play:
    return lambda body, _: text(change(body, good(body)))


for _name, _change in AROUND.items():
    SCENARIOS[_name] = Scenario(_around(_change))


# --- where the text stands, and what is missing or mistyped -------------------------------------------------------

ENVELOPES: dict[str, Callable[[Body, str], Any]] = {
    "thoughts_only": lambda _, said: reply(says(None, reasoning_content=said, tool_calls=[])),
    "empty_content_beside_reasoning": lambda _, said: reply(says("", reasoning=said)),
    "parts": lambda _, said: reply(says([{"type": "text", "text": said}])),
    "parts_with_thoughts": lambda _, said: reply(
        says([{"type": "thinking", "thinking": [{"type": "text", "text": "hm {a}"}]}, {"type": "text", "text": said}])
    ),
    "content_is_an_object": lambda _, said: reply(says(json.loads(said))),
    "ended_eos": lambda _, said: reply(says(said), "eos"),
    "ended_null": lambda _, said: reply(says(said), None),
    "ended_by_nothing": lambda _, said: reply(says(said), ""),
    "ended_in_capitals": lambda _, said: reply(says(said), "STOP"),
    "ended_by_length_yet_whole": lambda _, said: reply(says(f"{said}   \n  "), "length"),
    "service_tier": lambda _, said: reply(says(said), service_tier="standard"),
    "no_id": lambda _, said: {name: value for name, value in reply(says(said)).items() if name in ("choices", "usage")},
    "another_object": lambda _, said: reply(says(said), object="chat.completions"),
    "numbers_as_texts": lambda _, said: reply(says(said), id=12345, created="1700000000"),
    "no_usage": lambda _, said: {name: value for name, value in reply(says(said)).items() if name != "usage"},
    "usage_of_nulls": lambda _, said: reply(says(said), usage={"prompt_tokens": 100, "completion_tokens": None}),
    "usage_of_fractions": lambda _, said: reply(
        says(said), usage={"prompt_tokens": 100.5, "completion_tokens": 20, "prompt_tokens_details": []}
    ),
    "usage_is_a_text": lambda _, said: reply(says(said), usage="none"),
    "no_role": lambda _, said: reply({"content": said}),
    "no_index": lambda _, said: {"choices": [{"finish_reason": "stop", "message": says(said)}]},
    "index_is_a_text": lambda _, said: {"choices": [{"index": "0", "message": says(said)}]},
    "odd_logprobs": lambda _, said: {"choices": [{"index": 0, "logprobs": [], "message": says(said)}]},
    "odd_annotations": lambda _, said: reply(says(said, annotations=[{"type": "file", "x": 1}], audio={}, refusal=None)),
    "choices_is_one": lambda _, said: {"choices": {"index": 0, "message": says(said)}},
    "old_completion": lambda _, said: {"object": "text_completion", "choices": [{"index": 0, "text": said}]},
    "wrapped_by_a_relay": lambda _, said: {"code": 0, "msg": "success", "data": reply(says(said))},
    "wrapped_as_text": lambda _, said: {"success": True, "data": json.dumps(reply(says(said)))},
    "output_choices": lambda _, said: {
        "output": {"choices": [{"finish_reason": "stop", "message": says([{"text": said}])}]},
        "usage": {"input_tokens": 9, "output_tokens": 2}, "request_id": "r",
    },
    "result": lambda _, said: {"id": "as-1", "result": said, "is_truncated": False, "usage": {"prompt_tokens": 9}},
    "output_list": lambda _, said: {
        "object": "response", "status": "completed", "error": None,
        "output": [
            {"type": "reasoning", "summary": []},
            {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": said}]},
        ],
    },
    "candidates": lambda _, said: {
        "candidates": [{"content": {"role": "model", "parts": [{"text": said}]}, "finishReason": "STOP"}],
        "usageMetadata": {"promptTokenCount": 9, "candidatesTokenCount": 2},
    },
    "content_at_the_top": lambda _, said: {
        "type": "message", "role": "assistant", "content": [{"type": "text", "text": said}], "stop_reason": "end_turn",
    },
    "native_of_a_local_server": lambda _, said: {"model": "m", "message": says(said), "done": True, "done_reason": "stop"},
    "a_tool_nobody_offered": lambda body, said: reply(says(None, tool_calls=[call(body, said)]), "tool_calls"),
    "an_old_function_call": lambda _, said: reply(says(None, function_call={"name": "x", "arguments": said})),
    "arguments_are_an_object": lambda body, said: reply(says("", tool_calls=[call(body, json.loads(said))])),
    "arguments_twice_a_text": lambda body, said: reply(says("", tool_calls=[call(body, json.dumps(said))])),
    "calls_of_no_type": lambda _, said: reply(says("", tool_calls=[{"function": {"arguments": said}}])),
    "the_same_call_twice": lambda body, said: reply(says(None, tool_calls=[call(body, said), call(body, said)])),
}  # fmt: skip


def _enveloped(build: Callable[[Body, str], Any]) -> Play:
    return lambda body, _: sent(build(body, good(body)))


for _name, _build in ENVELOPES.items():
    SCENARIOS[_name] = Scenario(_enveloped(_build))


# --- bytes --------------------------------------------------------------------------------------------------------


def whole(body: Body) -> bytes:
    return json.dumps(reply(says(good(body))), ensure_ascii=False).encode()


BYTES: dict[str, Callable[[Body], Answer]] = {
    "blank_lines_first": lambda body: Answer(body=b"\n\n   \n\n" + whole(body)),
    "comments_that_keep_alive": lambda body: Answer(body=b": PROCESSING\n\n: PROCESSING\n\n" + whole(body)),
    "byte_order_mark": lambda body: Answer(body=b"\xef\xbb\xbf" + whole(body)),
    "compressed": lambda body: Answer(body=gzip.compress(whole(body)), headers={"Content-Encoding": "gzip"}),
    "deflated": lambda body: Answer(body=zlib.compress(whole(body)), headers={"Content-Encoding": "deflate"}),
    "sent_as_plain_text": lambda body: Answer(body=whole(body), content_type="text/plain; charset=utf-8"),
    "another_encoding": lambda body: Answer(
        body=whole(body).decode().replace("mock-model", "云模型").encode("gb18030"), content_type="application/json; charset=GBK"
    ),
    "a_stream_though_not_asked": lambda body: events(
        chunk({"role": "assistant", "content": halves(good(body))[0]}), chunk({"content": halves(good(body))[1]}, "stop"),
        "[DONE]",
    ),
    "a_stream_of_thoughts_and_calls": lambda body: events(
        chunk({"role": "assistant", "content": None, "reasoning_content": "hm {"}),
        chunk({"tool_calls": [{"index": 0, "id": "c", "function": {"name": "x", "arguments": halves(good(body))[0]}}]}),
        chunk({"tool_calls": [{"index": 0, "function": {"arguments": halves(good(body))[1]}}]}, "tool_calls"),
        {"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 2}},
        "[DONE]",
    ),
    "a_stream_of_lines": lambda body: Answer(
        body=b"\n".join(
            json.dumps({"model": "m", "message": says(part), "done": False}).encode() for part in halves(good(body))
        ),
        content_type="application/x-ndjson",
    ),
}  # fmt: skip


def _as_bytes(build: Callable[[Body], Answer]) -> Play:
    return lambda body, _: build(body)


for _name, _bytes in BYTES.items():
    SCENARIOS[_name] = Scenario(_as_bytes(_bytes))


# --- what an endpoint takes ---------------------------------------------------------------------------------------


def _takes(condition: Callable[[Body], bool], answer: Answer) -> Play:
    return lambda body, _: answer if condition(body) else text(good(body))


def _form(body: Body) -> str:
    return str(body.get("response_format", {}).get("type") or ("tools" if "tools" in body else "text"))


_STREAM_ONLY = "This model only support stream mode, please enable the stream parameter to access the model."
_OLD_NAME = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
_TOO_MUCH = (
    "This model's maximum context length is {} tokens. However, you requested 5012 tokens (916 in the messages)."
)
LEARNED: dict[str, tuple[Callable[[Body], bool], Answer, int]] = {
    "no_schema": (lambda b: _form(b) == "json_schema", refused(400, "This response_format type is unavailable now"), 1),
    "no_schema_in_plain_text": (
        lambda b: _form(b) == "json_schema",
        Answer(status=422, body=b"Failed to deserialize the JSON body: response_format.type `json_schema` is unavailable"),
        1,
    ),
    "no_schema_and_no_tools": (
        lambda b: _form(b) in ("json_schema", "tools"), refused(400, "m does not support tools or response_format"), 2,
    ),
    "text_or_json_object": (
        lambda b: _form(b) not in ("json_object", "text"),
        sent({"detail": [{"loc": ["body", "response_format"], "msg": "Input should be text or json_object"}]}, 422), 1,
    ),
    "no_word_on_what": (lambda b: _form(b) == "json_schema", refused(400, "参数错误"), 1),
    "nothing_but_text": (lambda b: _form(b) != "text", refused(400, "Unsupported response_format or tools"), 3),
    "the_tool_may_not_be_named": (
        lambda b: _form(b) == "json_schema" or "tool_choice" in b,
        refused(400, "This mode does not support this response_format or tool_choice"), 1,
    ),
    "another_name_of_the_limit": (lambda b: "max_tokens" in b, refused(400, _OLD_NAME), 1),
    "no_limit_at_all": (lambda b: most(b) > 0, refused(400, "unknown field max_tokens / max_completion_tokens"), 2),
    "no_temperature": (lambda b: "temperature" in b, refused(400, "invalid temperature: only 1 is allowed"), 1),
    "temperature_above_nothing": (lambda b: b.get("temperature") == 0, refused(400, "temperature must be greater than 0"), 1),
    "smaller_replies_only": (lambda b: most(b) > 128, refused(400, "Range of max_tokens should be [1, 128]"), 1),
    "no_system_message": (
        lambda b: b["messages"][0]["role"] == "system", refused(400, "System role not supported"), 1,
    ),
    "no_thinking_unless_streamed": (
        lambda b: b.get("enable_thinking") is not False,
        refused(400, "parameter.enable_thinking must be set to false for non-streaming calls"), 1,
    ),
}  # fmt: skip
for _name, (_condition, _answer, _more) in LEARNED.items():
    SCENARIOS[_name] = Scenario(_takes(_condition, _answer), _more)


@scenario(requests=1)
def streams_only(body: Body, _: int) -> Answer:
    if not body.get("stream"):
        return refused(400, _STREAM_ONLY)
    return events(chunk({"reasoning_content": "hm"}), chunk({"content": good(body)}, "stop"), "[DONE]")


@scenario(requests=1)
def a_small_context(body: Body, number: int) -> Answer:
    context = tokens_of(body) + 150
    return text(good(body)) if number and most(body) < 150 else refused(400, _TOO_MUCH.format(context))


@scenario(requests=1)
def thinks_before_it_answers(body: Body, _: int) -> Answer:
    if most(body) < 2000:
        return sent(reply(says("", reasoning_content="Let me think about"), "length"))
    return sent(reply(says(good(body), reasoning_content="Let me think about it.")))


# --- one text refused ---------------------------------------------------------------------------------------------

ONE_REFUSED: dict[str, Answer] = {
    "ended_sensitive": sent(reply(says(""), "sensitive")),
    "ended_by_a_filter": sent(reply(says(None), "content_filter")),
    "ended_by_a_filter_in_its_words": sent(reply(says("很抱歉，我无法回答这个问题。"), "content_filter")),
    "a_refusal": sent(reply(says(None, refusal="I can't help with that."))),
    "inspected_400": refused(400, "Input text data may contain inappropriate content.", code="data_inspection_failed"),
    "violates_403": refused(403, "Content violates usage guidelines."),
    "legal_451": Answer(status=451, body="内容不予提供".encode()),
    "risk_in_chinese": sent(
        {"error": {"code": "1301", "message": "系统检测到输入或生成内容可能包含不安全或敏感内容"}}, 400
    ),
    "moderated_inside_a_200": sent({"choices": None, "error": {"message": "upstream moderation", "code": 403}}),
    "filtered_candidates": sent({"candidates": [{"finishReason": "SAFETY", "content": {"parts": []}}]}),
}


def _one(answer: Answer) -> Play:
    return lambda body, _: answer if is_item(body) else text(good(body))


for _name, _answer in ONE_REFUSED.items():
    SCENARIOS[_name] = Scenario(_one(_answer), lost=1)


@scenario(requests=2, lost=1)
def one_empty_answer(body: Body, _: int) -> Answer:
    return text("" if is_item(body) else good(body))


@scenario(requests=2, lost=1)
def breaks_off_within_a_value(body: Body, _: int) -> Answer:
    said = good(body)
    return text(said[: len(said) * 2 // 3] if is_item(body) else said)


@scenario(lost=1)
def no_room_for_one(body: Body, _: int) -> Answer:
    return refused(400, "the max input characters is 200") if is_item(body) else text(good(body))


# --- what passes --------------------------------------------------------------------------------------------------

PASSING: dict[str, Answer] = {
    "fails_inside_a_200": sent({"error": {"message": "Provider returned error", "code": 502}}),
    "too_fast_inside_a_200": sent({"code": "1302", "msg": "您的账户已达到速率限制，请您控制请求频率"}),
    "too_fast": refused(429, "Requests rate limit exceeded"),
    "still_loading": refused(503, "Loading model"),
    "fails_as_a_page": Answer(status=502, body=b"<html><title>502 Bad Gateway</title></html>", content_type="text/html"),
    "an_error_in_the_stream": events(chunk({"content": "{"}), {"error": {"message": "overloaded", "code": 529}}),
}  # fmt: skip


def _once(answer: Answer) -> Play:
    return lambda body, n: text(good(body)) if n else answer


for _name, _answer in PASSING.items():
    SCENARIOS[_name] = Scenario(_once(_answer), 1)


# --- what is no use repeating -------------------------------------------------------------------------------------

ENDS: dict[str, tuple[Answer, str]] = {
    "no_balance": (refused(402, "Insufficient Balance"), "Insufficient Balance"),
    "no_balance_429": (sent({"error": {"code": "1113", "message": "余额不足或无可用资源包,请充值。"}}, 429), "余额不足"),
    "no_balance_inside_a_200": (sent({"success": False, "code": "1113", "msg": "您的账户已欠费，请充值后重试。"}), "您的账户已欠费"),
    "no_free_quota_403": (refused(403, "Free allocated quota exceeded.", code="AllocationQuota.FreeTierOnly"), "Free allocated"),
    "arrears_400": (refused(400, "Access denied, please make sure your account is in good standing.", code="Arrearage"), "good standing"),
    "wrong_key": (refused(401, "Incorrect API key provided: sk-secret-of-a-test."), "Incorrect API key provided: …"),
    "wrong_key_in_chinese": (sent({"error": {"message": "无效的令牌", "type": "new_api_error"}}, 401), "无效的令牌"),
    "wrong_key_in_text": (Answer(status=403, body=b"Forbidden: token expired"), "token expired"),
    "unknown_model_400": (refused(400, "Model Not Exist"), "Model Not Exist"),
    "unknown_model_404": (sent({"detail": "The model `mock-model` does not exist."}, 404), "does not exist"),
    "no_channel_503": (refused(503, "当前分组 default 下对于模型 mock-model 无可用渠道"), "无可用渠道"),
    "no_page": (Answer(status=404, body=b"<html><title>404 Not Found</title></html>"), "404 Not Found"),
    "too_big_for_the_machine": (sent({"error": 'model "m" requires more system memory (9.0 GiB) than is available'}, 400), "system memory"),
    "another_address": (Answer(status=301, headers={"Location": "/other/v1/chat/completions"}), "/other/v1"),
    "no_in_a_relays_json": (
        refused(400, "Provider returned error", metadata={"raw": json.dumps({"error": {"message": "key disabled"}})}),
        "key disabled",
    ),
}  # fmt: skip


def _always(answer: Answer) -> Play:
    return lambda _, __: answer


for _name, (_answer, _said) in ENDS.items():
    SCENARIOS[_name] = Scenario(_always(_answer), 1, said=_said)
