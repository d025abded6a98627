"""A brief asks first for what it shows; what it does not show is not asked for, and says so."""

import asyncio
import json
from functools import partial
from pathlib import Path

import pytest

from summarizer.api.steps import endpoint_of
from summarizer.base.errors import UsageError
from summarizer.model.client import Client
from summarizer.pipeline.whole import ask, conclude, prepare
from summarizer.readers import read
from summarizer.renderers.options import Presentation
from summarizer.renderers.view import View, view
from summarizer.renderers.wanted import wanted
from summarizer.schema import Brief, WorkReport
from tests.endpoint import MockEndpoint
from tests.stand_in import prompt, sensible, wants
from tests.test_extract import DISTRICT, items


def brief_of(mock: MockEndpoint, presentation: Presentation, *, plan: str = "items") -> tuple[Brief, str]:
    """The brief of the sample district, of which the mock was asked what ``presentation`` shows."""
    mock.reply = sensible
    mock.requests.clear()
    prepared = prepare(read(DISTRICT))
    text = prepared.document.text

    async def run() -> WorkReport:
        async with Client(mock.endpoint(plan=plan)) as client:
            return await ask(prepared, client, choose=partial(wanted, text=text, presentation=presentation))

    return conclude(asyncio.run(run()), prepared.proof()), text


def asked_for(mock: MockEndpoint, name: str) -> int:
    return sum(wants(body) == name for body in mock.requests)


def shown(brief: Brief, text: str, presentation: Presentation) -> View:
    return view(brief, text, presentation)


def test_a_standard_brief_asks_for_fewer_items_than_a_full_one(mock_endpoint: MockEndpoint) -> None:
    counts = []
    for length in ("short", "standard", "full"):
        brief_of(mock_endpoint, Presentation(length=length))  # type: ignore[arg-type]
        counts.append(sum(len(json.dumps(body)) for body in mock_endpoint.requests))
    assert counts[0] < counts[1] < counts[2]


@pytest.mark.parametrize("length", ["short", "standard"])
def test_what_is_shown_has_its_english_and_what_has_none_is_not_shown(mock_endpoint: MockEndpoint, length: str) -> None:
    presentation = Presentation(length=length)  # type: ignore[arg-type]
    brief, text = brief_of(mock_endpoint, presentation)
    page = shown(brief, text, presentation)
    entries = [
        one for groups in (page.achievements, page.problems, page.plans) for group in groups for one in group.entries
    ]
    assert entries
    assert all(one.title.en for one in entries)
    assert all(one.summary.en for one in entries if one.told)
    left = [item for item in items(brief.report) if not item.asked]
    assert left and all(item.complete and not item.summary.en for item in left)
    assert any(f"English of {len(left)} items" in note for note in brief.report.notes)
    assert brief.report.gaps == (), "what was not asked for is no gap"


def test_of_names_only_those_that_are_shown_are_asked_for(mock_endpoint: MockEndpoint) -> None:
    brief_of(mock_endpoint, Presentation())
    few = "".join(prompt(body) for body in mock_endpoint.requests if wants(body) == "Names").count("\nn")
    brief_of(mock_endpoint, Presentation(length="full"))
    all_ = "".join(prompt(body) for body in mock_endpoint.requests if wants(body) == "Names").count("\nn")
    assert few < all_ / 2


def test_without_english_nothing_is_asked(mock_endpoint: MockEndpoint) -> None:
    brief_of(mock_endpoint, Presentation(languages=("zh",)))
    assert mock_endpoint.requests == []


def test_a_full_brief_asks_for_everything(mock_endpoint: MockEndpoint) -> None:
    brief, _ = brief_of(mock_endpoint, Presentation(length="full"))
    assert all(item.asked and item.summary.en for item in items(brief.report))


def test_nothing_is_asked_twice_and_the_same_run_asks_the_same(mock_endpoint: MockEndpoint) -> None:
    runs = []
    for _ in range(2):
        brief, _ = brief_of(mock_endpoint, Presentation())
        asked = sorted(json.dumps(body, sort_keys=True) for body in mock_endpoint.requests)
        assert len(asked) == len(set(asked))
        runs.append((asked, brief.model_dump_json()))
    assert runs[0] == runs[1]


def test_the_plan_of_a_model_can_be_set(tmp_path: Path) -> None:
    options = {"model": "some-model", "base_url": "http://127.0.0.1:9/v1"}
    assert endpoint_of({**options}).traits.plan == "whole"  # type: ignore[typeddict-item]
    assert endpoint_of({**options, "plan": "items"}).traits.plan == "items"  # type: ignore[typeddict-item]
    assert endpoint_of({"model": "local"}).traits.plan == "items"
    with pytest.raises(UsageError, match="whole"):
        endpoint_of({**options, "plan": "sections"})  # type: ignore[typeddict-item]
