"""What others do with reports at the faults of benchmarks/batch.py: how many are lost, what is paid for once more.

- loop: what many a script does: a loop over instructor, so many reports at a time, three attempts for each
- langextract: one call of its ``extract`` over all reports, as its own page on many documents has it

Each asks one question for a report and is started twice, as a person would after the first failure; neither has a store
of replies. Ours, on the same reports at the same faults, is started twice as well. An answered question that is
answered once more was paid for twice. Without faults each is held against its own bound: calls × latency ÷ calls at a
time. A peer that is not installed (extra ``peers``) is said to be so, never guessed.
"""

import asyncio
import importlib.util
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.made import report
from benchmarks.mock import MODEL, answering
from tests.endpoint import Answer, completion
from tests.stand_in import sensible

Value = float | int | str
FAULTS, LATENCY, CALLS = 0.2, 2.0, 16
_FIGURE = re.compile(r"\d[\d.]*[件%天宗期名个]")
_WANTED = "Extract every figure with its unit, in the report's own words."


def measured(home: Path, count: int) -> dict[str, Value]:
    """The numbers of ours and of each peer on ``count`` reports."""
    told: dict[str, Value] = {"peers_reports": count}
    for name, (package, work) in _TOOLS.items():
        if importlib.util.find_spec(package) is None:
            told[name] = "not installed"
        else:
            told |= {f"{name}_{number}": value for number, value in _of(work, home / name, count).items()}
    return told


Work = Callable[[Path, int, str], int]
"""A place, so many reports, an endpoint in; the reports that there are results of, out."""


def _of(work: Work, home: Path, count: int) -> dict[str, Value]:
    from benchmarks.batch import process

    answered: Counter[str] = Counter()

    def hear(body: dict[str, Any]) -> None:
        answered[json.dumps(body, sort_keys=True)] += 1

    with answering(0.05, faults=FAULTS, heard=hear, answer=answer) as url, process(home / "faulty") as fresh:
        first = fresh.submit(work, home / "faulty", count, url).result()
        paid = sum(answered.values())
        second = fresh.submit(work, home / "faulty", count, url).result()
    calls: list[Any] = []
    with answering(LATENCY, heard=calls.append, answer=answer) as url, process(home / "calm") as fresh:
        fresh.submit(work, home / "warm", 1, url).result()  # libraries are loaded by then
        calls.clear()
        begun = time.monotonic()
        fresh.submit(work, home / "calm", count, url).result()
        seconds = time.monotonic() - begun
    return {
        "lost_at_first": count - first,
        "lost_when_started_again": count - second,
        "paid_at_first": paid,
        "paid_twice_when_started_again": sum(answered.values()) - len(answered),
        "seconds_to_bound": seconds / (len(calls) * LATENCY / CALLS),
    }


def answer(body: dict[str, Any]) -> Answer:
    """The mock endpoint's answer to whoever asks."""
    name = body.get("response_format", {}).get("json_schema", {}).get("name")
    if name in ("Entries", "AgainEntries", "Lines", "Words", "Names"):
        return sensible(body)
    asked = str(body["messages"][-1]["content"])
    if name == "Summary":
        return completion(json.dumps({"title": "A title", "figures": _FIGURE.findall(asked)}, ensure_ascii=False))
    found = [{"figure": figure} for figure in _FIGURE.findall(asked.rpartition("Q: ")[2])]
    return completion(json.dumps({"extractions": found}, ensure_ascii=False))


# --- who is measured ------------------------------------------------------------------------------------------------


def ours(home: Path, count: int, url: str) -> int:
    """The batch itself."""
    from benchmarks.batch import run

    return int(run(home, count, url)["states"]["done"])


def loop(_: Path, count: int, url: str) -> int:
    """Each report one question with three attempts, CALLS at a time; a report whose attempts fail is given up."""
    import instructor
    import openai
    from pydantic import BaseModel

    logging.disable(logging.CRITICAL)

    class Summary(BaseModel):
        title: str
        figures: list[str]

    async def one(client: Any, turn: asyncio.Semaphore, number: int) -> bool:
        messages = [{"role": "system", "content": _WANTED}, {"role": "user", "content": report(number)}]
        async with turn:
            try:
                await client.chat.completions.create(
                    model=MODEL, response_model=Summary, max_retries=2, messages=messages
                )
            except Exception:  # a script gives the report up
                return False
            return True

    async def all_of_them() -> int:
        raw = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=2)
        client, turn = instructor.from_openai(raw, mode=instructor.Mode.JSON_SCHEMA), asyncio.Semaphore(CALLS)
        return sum(await asyncio.gather(*(one(client, turn, number) for number in range(count))))

    return asyncio.run(all_of_them())


def langextract(_: Path, count: int, url: str) -> int:
    """One call over all reports; where it fails there is nothing."""
    import langextract as lx
    from langextract.providers.openai import OpenAILanguageModel

    logging.disable(logging.CRITICAL)
    example = lx.data.ExampleData(
        text="全年办结许可120件。", extractions=[lx.data.Extraction(extraction_class="figure", extraction_text="120件")]
    )
    documents = [lx.data.Document(text=report(number), document_id=str(number)) for number in range(count)]
    try:
        found = lx.extract(
            documents, prompt_description=_WANTED, examples=[example], show_progress=False, batch_length=CALLS,
            max_workers=CALLS, use_schema_constraints=False,
            model=OpenAILanguageModel(model_id=MODEL, api_key="none", base_url=url, max_workers=CALLS),
        )  # fmt: skip
    except Exception:  # as it comes: nothing is returned
        return 0
    return sum(bool(document.extractions) for document in found)


_TOOLS: dict[str, tuple[str, Work]] = {
    "ours": ("summarizer", ours), "loop": ("instructor", loop), "langextract": ("langextract", langextract)
}  # fmt: skip
