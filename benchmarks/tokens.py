"""What a whole report costs in tokens, counted with the embedded model's own tokenizer over a mock endpoint.

The mock gives, for the reference report, replies as long as a strong model's: every outlined item with all of its
sentences and figures by number, a Chinese title and a Chinese summary; then English of the length that Chinese
comes to. It is no model: it shows what the product asks for and how much an answer in full costs.
"""

import asyncio
import json
import re
import urllib.request
from collections import Counter
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from benchmarks.shared import shared_folder
from summarizer.extract import extract_report
from summarizer.extract.drafts import Draft, drafts_by_rule
from summarizer.extract.whole import Part, marked_text, parts_of
from summarizer.model.client import Client
from summarizer.model.local import Address, LlamaServer, present, weights_path
from summarizer.model.registry import builtin
from summarizer.outline import outline
from summarizer.outline.structure import Outline
from summarizer.quantities import Figure, locate
from summarizer.readers import read
from tests.endpoint import MockEndpoint, completion
from tests.stand_in import STATEMENT, TASK, in_one_form, prompt, reply_to, wants

REFERENCE = Path("reports") / "plain" / "000_808629f87b488684.txt"
ENGLISH_WORDS = 0.75
"""English words (about a token each) for a character of Chinese; the embedded model's replies came to 0.7."""


def measure() -> dict[str, float | int | str]:
    """Tokens of the reference report: raw, and for a model that reads sections and one that gets single items."""
    document = read(shared_folder() / REFERENCE)
    outlined = outline(document)
    text = outlined.document.text
    figures = locate(text, language="zh", sentences=outlined.sentences, skip=outlined.document.regions)
    model = builtin().model("local")
    assert model and model.weights
    if not present(model.weights):
        raise FileNotFoundError("the embedded model's weights, whose tokenizer counts, are not here: models pull local")
    server = LlamaServer(weights_path(model.weights), context=512)
    try:
        tokens = Tokenizer(server.start())
        results: dict[str, float | int | str] = {"bare report": tokens.of(text)}
        for plan in ("whole", "items"):
            spent = _spent(outlined, figures, plan, tokens)
            results |= {f"{plan}: {name}": count for name, count in spent.items()}
            if plan == "whole":
                results |= {f"whole plan, told once: {name}": count for name, count in _once(spent).items()}
        return results
    finally:
        server.stop()


class Tokenizer:
    """The embedded model's tokenizer, asked of its server."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def of(self, text: str) -> int:
        """Tokens of ``text``; the marks of a chat's turns count as one each."""
        request = urllib.request.Request(
            self._address.base_url.removesuffix("/v1") + "/tokenize",
            json.dumps({"content": text, "parse_special": True}).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {self._address.key}"},
        )
        with urllib.request.urlopen(request) as answer:
            return len(json.load(answer)["tokens"])

    def of_chat(self, messages: Sequence[dict[str, str]]) -> int:
        """Tokens of a prompt in the embedded model's chat form."""
        turns = [f"<|im_start|>{one['role']}\n{one['content']}<|im_end|>\n" for one in messages]
        return self.of("".join(turns) + "<|im_start|>assistant\n")


def _spent(outlined: Outline, figures: Sequence[Figure], plan: str, tokens: Tokenizer) -> dict[str, int]:
    shown = [figure for figure in figures if figure.is_figure]
    drafts, parts = drafts_by_rule(outlined, shown), parts_of(outlined, shown)
    spent: Counter[str] = Counter()

    def answer(body: dict[str, Any]) -> Any:
        reply = _reply(body, outlined.document.text, drafts, parts)
        content = json.dumps(reply, ensure_ascii=False, separators=(",", ":"))
        stage = _STAGES.get(wants(body)) or ("English again" if _again(body) else "English")
        spent[f"{stage}, calls"] += 1
        spent[f"{stage}, prompt"] += tokens.of_chat(body["messages"])
        spent[f"{stage}, completion"] += tokens.of(content)
        return completion(content)

    async def run() -> None:
        async with Client(mock.endpoint(plan=plan, concurrency=1, timeout=60)) as client:
            report = await extract_report(outlined, figures, client)
        if report.gaps and plan == "items":
            raise RuntimeError(f"the mock's replies were refused: {report.gaps[0].reason}")

    with MockEndpoint(reply=answer) as mock:
        asyncio.run(run())
    return dict(sorted(spent.items(), reverse=True))


def _once(spent: dict[str, int]) -> Counter[str]:
    """All that the plan asks where no entry has to be told again: how often one has tells little of a mock's words."""
    told: Counter[str] = Counter()
    for name, count in spent.items():
        stage, _, what = name.rpartition(", ")
        if not stage.endswith("again"):
            told[what] += count
    return told


_STAGES = {
    "Divided": "divided passages",
    "Entries": "whole",
    "AgainEntries": "whole again",
    "Lines": "opening",
    "Names": "names",
}


def _reply(body: dict[str, Any], text: str, drafts: Sequence[Draft], parts: Sequence[Part]) -> dict[str, Any]:
    if wants(body) == "Entries":
        return _entries(body, text, drafts, parts)
    if wants(body) == "Divided":
        properties = in_one_form(body)["response_format"]["json_schema"]["schema"]["properties"]
        return dict.fromkeys(properties, "other")  # as long as any answer
    if wants(body) == "Lines":  # five, as long as they may be
        line = {"i": ["i1"], "k": "achievements", "zh": "年" * 60, "en": _filler(35)}
        return {"lines": [line] * 5}
    return reply_to(body) if wants(body) == "AgainEntries" else _english(body)


def _again(body: dict[str, Any]) -> bool:
    """Whether the style check asks a second time: how often tells little, since the mock's words are no English."""
    return "\nMind: " in str(body["messages"][-1]["content"])


def _entries(body: dict[str, Any], text: str, drafts: Sequence[Draft], parts: Sequence[Part]) -> dict[str, Any]:
    """Every item of the part that ``body`` asks about, by number: the outline's Chinese, English of its length."""
    part = next(one for one in parts if marked_text(text, one) in prompt(body))
    numbers = {sentence.id: number for number, sentence in enumerate(part.sentences, start=1)}
    marks = {figure.id: number for number, figure in enumerate(part.figures, start=1)}
    return {
        "items": [
            {
                "s": [numbers[one.id] for one in (draft.sentences[0], draft.sentences[-1])],
                "f": [marks[one.id] for one in draft.figures],
                "tz": draft.title[:24],
                "te": _filler(8).strip(),
                "sz": draft.summary[:110],
                "se": _filler(min(75, _length(draft.summary))) + ".",
            }
            for draft in drafts
            if draft.sentences[0].id in numbers
        ]
    }


def _english(body: dict[str, Any]) -> dict[str, Any]:
    """A reply as long as English would be: its quantities, and words in place of the Chinese."""
    reply = reply_to(body)
    if wants(body) == "Names":
        return {number: _named(name.removesuffix(" name")) for number, name in reply.items()}
    if wants(body) == "Words" and "title" not in reply:
        return reply
    replies = [reply] if wants(body) == "Words" else list(reply.values())
    for task, words in zip(TASK.finditer(prompt(body)), replies, strict=True):
        words["title"] = _filler(min(14, _length(task["title"])))[:80].strip()
        for one in STATEMENT.finditer(task["said"]):
            # A list's commas and its connecting words are the mock's, not English's.
            said = words[one[1]].removesuffix(" on the whole.").replace(", about", "").replace(", ", " ")
            missing = _length(one["text"]) - len(re.findall(r"[A-Za-z]+", said))
            words[one[1]] = f"{said} {_filler(max(0, missing))}".strip() + "."
    return reply


def _named(given: str) -> str:
    """A name as long as measures are named: the English words given, up to eight of them, each once."""
    return " ".join(list(dict.fromkeys(given.split()))[:8]) or "matters handled by offices"


def _filler(count: int) -> str:
    """So many words, about a token each, which the style check lets pass: sentences, none twice in a row."""
    nouns = cycle(
        [
            "law",
            "staff",
            "case",
            "office",
            "court",
            "plan",
            "review",
            "service",
            "town",
            "school",
            "road",
            "water",
            "land",
            "market",
        ]
    )
    verbs = cycle(["held", "met", "kept", "sent", "took", "gave", "saw", "built", "read", "met", "led", "found", "won"])
    said = [next(nouns) if at % 2 else next(verbs) for at in range(count)]
    return ". The ".join(" ".join(said[at : at + 45]) for at in range(0, count, 45))


def _length(chinese: str) -> int:
    return round(len(re.findall(r"[一-鿿]", chinese)) * ENGLISH_WORDS)


if __name__ == "__main__":
    for key, value in measure().items():
        print(f"{key:60} {value}")
