"""Replies that a mock endpoint gives to the product's own prompts: well formed, without any sense. It is no model."""

import json
import re
from typing import Any

from tests.endpoint import Answer, completion

TASK = re.compile(
    r"(?:^Terms: (?P<terms>.*)\n+)?^Tense: (?P<tense>.*)\n"
    r"<report>\nTitle: (?P<title>.*)\n(?P<said>(?:s\d+: .*\n)*)</report>",
    re.MULTILINE,
)
STATEMENT = re.compile(r"^(s\d+): (?:\((?P<opening>[A-Z][^()]*)\) )?(?P<text>.*)$", re.MULTILINE)
QUANTITY = re.compile(r"\d[\d,]*(?:\.\d+)?(?:\s*(?:thousand|million|billion|%|percentage points?))?")
NAME = re.compile(r"^(n\d+): (.*)$", re.MULTILINE)
SENTENCE = re.compile(r"^\[(\d+)\](.*)$", re.MULTILINE)


def sensible(body: dict[str, Any]) -> Answer:
    """An answer that every check accepts, to whichever of the prompts ``body`` is."""
    return completion(json.dumps(reply_to(body), ensure_ascii=False))


def reply_to(body: dict[str, Any]) -> dict[str, Any]:
    user, body = prompt(body), in_one_form(body)
    if wants(body) == "Names":
        return {number: f"{' '.join(re.findall('[A-Za-z]+', name))} name" for number, name in NAME.findall(user)}
    if wants(body) == "Lines":
        return {"lines": []}
    if wants(body) in ("Entries", "AgainEntries"):
        return {"items": [entry(int(number), text) for number, text in SENTENCE.findall(user)]}
    written = [{"title": "A title"} | said(task) for task in TASK.finditer(user)]
    fields = body["response_format"]["json_schema"]["schema"]["properties"]
    return {name: text for name, text in written[0].items() if name in fields}


def entry(number: int, text: str) -> dict[str, Any]:
    """One item for one sentence, with its figures; the Chinese is its beginning, the English tells no number."""
    plain = re.sub(r"⟨f\d+⟩", "", text)
    figures = [int(figure) for figure in re.findall(r"⟨f(\d+)⟩", text)]
    summary = re.sub(r"[\d.,]+$", "", plain[:60])  # never half a number
    title = "".join(re.findall("[一-鿿]", re.split(r"(?<=.{2})\d", plain)[0])[:12]) or "标题"
    return {"s": [number], "f": figures, "tz": title, "te": "A title", "sz": summary, "se": "The district did this."}


def said(task: re.Match[str]) -> dict[str, str]:
    """For each statement a sentence in the tense asked for, with every quantity and the English words given, once."""
    terms = dict(re.findall(r"([^;=]+?) = ([^;]*)", task["terms"] or ""))
    return {one[1]: sentence(one, terms, task["tense"]) for one in STATEMENT.finditer(task["said"])}


def sentence(statement: re.Match[str], terms: dict[str, str], tense: str) -> str:
    """With the terms of its own text only, as an answer has them."""
    own = " ".join(english for chinese, english in terms.items() if chinese.strip() in statement["text"])
    given = QUANTITY.sub(" ", f"{own} {statement['text']}")
    words = dict.fromkeys(re.findall(r"[A-Za-z][A-Za-z']+(?:-[A-Za-z]+)*", given))
    begins = statement["opening"] or f"The district {'will do' if tense.startswith('future') else 'did'}"
    told = " and ".join(QUANTITY.findall(statement["text"])) or "all of it"
    denied = " and did not do" if re.search("[未不]|没有", statement["text"]) else ""
    about = f", about {', '.join(words)}" if words else ""
    return f"{begins}{denied} {told}{about} on the whole."


def wants(body: dict[str, Any]) -> str:
    """The name of the structure asked for: Entries, AgainEntries, Lines, Words or Names."""
    name: str = in_one_form(body)["response_format"]["json_schema"]["name"]
    return name


TOLD = re.compile(r"It must fit this JSON schema \((\w+)\): (\{.*\})")


def in_one_form(body: dict[str, Any]) -> dict[str, Any]:
    """``body`` with the structure asked for as a JSON schema, in whichever form it is asked for."""
    if "json_schema" in body.get("response_format", {}):
        return body
    if "tools" in body:
        function = body["tools"][0]["function"]
        name, schema = function["name"], function["parameters"]
    else:
        told = TOLD.search(body["messages"][0]["content"])
        assert told, "no structure is asked for"
        name, schema = told[1], json.loads(told[2])
    return {**body, "response_format": {"type": "json_schema", "json_schema": {"name": name, "schema": schema}}}


def prompt(body: dict[str, Any]) -> str:
    """The product's own words to the model, before any further attempt."""
    said: str = next(one for one in body["messages"] if one["role"] == "user")["content"]
    return said
