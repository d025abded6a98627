"""Any endpoint as it really answers: read, learned, and where one text is refused, the rest is written."""

import asyncio
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from summarizer.base.errors import ModelError
from summarizer.extract import extract_report
from summarizer.model.client import Client
from summarizer.model.client.answers import Form, answer_in
from summarizer.model.client.habits import Habits, learned, shaped
from summarizer.model.client.meanings import MEANINGS, meaning_of
from summarizer.model.client.refusals import Refusal
from summarizer.model.store import Store
from summarizer.schema import WorkReport
from tests.endpoint import Answer, MockEndpoint
from tests.odd_endpoints import LEARNED, ONE_REFUSED, SCENARIOS, Scenario, good, is_item, text
from tests.stand_in import sensible, wants
from tests.test_extract import SHORT, items, located

PLAIN = {"items": 6}
"""Requests of a run in which all goes well."""


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.model.client.pace._FIRST_WAIT", 0.001)


def play(mock: MockEndpoint, scenario: Scenario) -> None:
    counted, lock = [0], threading.Lock()

    def reply(body: dict[str, Any]) -> Answer:
        with lock:
            number, counted[0] = counted[0], counted[0] + 1
        return scenario.play(body, number)

    mock.reply = reply


def written(mock: MockEndpoint, source: str = SHORT, *, store: Store | None = None, **traits: Any) -> WorkReport:
    """The report that the mock's words make."""
    outlined, figures = located(source)

    async def run() -> WorkReport:
        async with Client(mock.endpoint(**{"plan": "items", **traits}), store=store) as client:
            return await extract_report(outlined, figures, client)

    return asyncio.run(run())


def without_english(report: WorkReport) -> int:
    return sum(item.summary.en is None for item in items(report))


@pytest.mark.parametrize("concurrency", [1, 4])
@pytest.mark.parametrize("name", SCENARIOS)
def test_an_endpoint_is_taken_as_it_answers(mock_endpoint: MockEndpoint, name: str, concurrency: int) -> None:
    scenario = SCENARIOS[name]
    play(mock_endpoint, scenario)
    if scenario.said:
        with pytest.raises(ModelError) as raised:
            written(mock_endpoint, concurrency=concurrency)
        assert scenario.said in str(raised.value) and "sk-secret" not in str(raised.value)
        assert len(mock_endpoint.requests) == scenario.requests
        return
    report = written(mock_endpoint, concurrency=concurrency)
    assert (without_english(report), len(report.gaps)) == (scenario.lost, scenario.lost)
    least = PLAIN["items"] + scenario.requests
    # With several calls at a time, some are under way before one of them is refused for its size.
    assert least <= len(mock_endpoint.requests) <= least + (concurrency > 1) * 2 * bool(scenario.requests)


@pytest.mark.parametrize("name", [name for name, one in SCENARIOS.items() if not one.said and not one.requests])
def test_a_strong_models_sections_are_taken_alike(mock_endpoint: MockEndpoint, name: str) -> None:
    mock_endpoint.reply = sensible
    plain = written(mock_endpoint, plan="whole")
    asked = len(mock_endpoint.requests)
    mock_endpoint.requests.clear()
    play(mock_endpoint, SCENARIOS[name])
    report = written(mock_endpoint, plan="whole")
    if not SCENARIOS[name].lost:
        assert len(mock_endpoint.requests) == asked and report.gaps == ()
    assert without_english(report) <= without_english(plain) + SCENARIOS[name].lost


@pytest.mark.parametrize("name", LEARNED)
@pytest.mark.parametrize("mode", ["json_schema", "tools"])
def test_what_was_learned_is_asked_rightly_at_once_the_next_time(
    mock_endpoint: MockEndpoint, tmp_path: Path, name: str, mode: str
) -> None:
    play(mock_endpoint, SCENARIOS[name])
    with Store(tmp_path / "replies.sqlite") as store:
        written(mock_endpoint, store=store, mode=mode)
        mock_endpoint.requests.clear()
        another = SHORT.replace("86件", "87件").replace("480宗", "481宗").replace("14个", "15个")
        report = written(mock_endpoint, another, store=store, mode=mode)
    assert without_english(report) == 0
    assert len(mock_endpoint.requests) <= PLAIN["items"], "nothing that is refused is asked"


@pytest.mark.parametrize("name", ONE_REFUSED)
def test_a_rerun_asks_only_what_was_refused(mock_endpoint: MockEndpoint, tmp_path: Path, name: str) -> None:
    play(mock_endpoint, SCENARIOS[name])
    with Store(tmp_path / "replies.sqlite") as store:
        [gap] = written(mock_endpoint, store=store).gaps
        assert "加强执法监督" in gap.part and "this text" in gap.reason
        mock_endpoint.requests.clear()
        mock_endpoint.reply = sensible
        assert written(mock_endpoint, store=store).gaps == ()
    words = [body for body in mock_endpoint.requests if wants(body) == "Words"]
    assert [is_item(body) for body in words] == [True]


# --- the text of an answer ----------------------------------------------------------------------------------------

FORM = Form(
    "Words", {"required": ["title", "s1"], "properties": {"title": {}, "s1": {}}, "additionalProperties": False}
)


@pytest.mark.parametrize(
    "said",
    [
        '{"title": "A title", "s1": "The county handled 86 appl',  # breaks off within a value
        '{"title": "A title"}',
        '{"title": "A title", "s1":}',
        '{"title": "A title", "s1": 8',
        "The county handled 86 applications.",
        '[{"title": "A", "s1": "B"}, {"title": "C", "s1": "D"}]',  # two answers
        "",
    ],
)
def test_what_is_not_all_there_is_never_made_up(said: str) -> None:
    assert not answer_in((said,), FORM).whole


@pytest.mark.parametrize("said", ['{"title": "A", "s1": "B"', "{'title': 'A', 's1': 'B',}"])
def test_what_was_cut_is_not_repaired(said: str) -> None:
    assert answer_in((said,), FORM).whole
    assert not answer_in((said,), FORM, cut=True).whole


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("{'title': \"It's\", 's1': 'a 1.5% rise'}", {"title": "It's", "s1": "a 1.5% rise"}),
        ('{"title": "\\u4e2d", "s1": "B\nC",}', {"title": "中", "s1": "B\nC"}),
        ('{"title": "A", "s1": "He said "yes" to 86."}', {"title": "A", "s1": 'He said "yes" to 86.'}),
        ('{title: "A", s1: "1,000 cases"}', {"title": "A", "s1": "1,000 cases"}),
        ('Draft: {"title": "X", "s1": "Y"}. Final: {"title": "A", "s1": "B"}', {"title": "A", "s1": "B"}),
    ],
)
def test_marks_are_put_right_and_words_stay(said: str, value: dict[str, str]) -> None:
    found = answer_in((said,), FORM)
    assert found.whole and found.repaired
    assert json.loads(found.text) == value


def test_what_needs_no_repair_is_given_as_it_came() -> None:
    said = '{ "title":"A",  "s1": "B" }'
    assert answer_in((said,), FORM).text == said and not answer_in((said,), FORM).repaired


# --- less asked for, where the context is small ---


def test_a_context_that_is_counted_otherwise_is_halved_a_few_times() -> None:
    habits, request = (
        Habits(form="json_schema"),
        {"messages": [{"role": "user", "content": "x" * 400}], "max_tokens": 4096},
    )
    refusal = Refusal(400, "This model's maximum context length is 4096 tokens. However, you requested 5012 tokens.")
    asked = []
    while (habits_then := learned(habits, refusal, request)) is not None:
        habits = habits_then
        asked.append(shaped(request, habits)["max_tokens"])
    assert asked[0] < 4096 and asked == sorted(asked, reverse=True) and 3 <= len(asked) <= 5


# --- the words of a refusal ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "said"), [(row.kind, said) for row in MEANINGS for said in row.yes])
def test_words_of_refusal_mean_what_they_are_listed_under(kind: str, said: str) -> None:
    assert meaning_of(said) == kind


@pytest.mark.parametrize(("kind", "said"), [(row.kind, said) for row in MEANINGS for said in row.no])
def test_and_nothing_that_only_sounds_like_it(kind: str, said: str) -> None:
    assert meaning_of(said) != kind


def test_a_reply_is_read_once_more_from_the_store_as_it_came(mock_endpoint: MockEndpoint, tmp_path: Path) -> None:
    mock_endpoint.reply = lambda body: text(f"```json\n{good(body)}\n```")
    with Store(tmp_path / "replies.sqlite") as store:
        first = written(mock_endpoint, store=store)
        asked = len(mock_endpoint.requests)
        again = written(mock_endpoint, store=store)
    assert len(mock_endpoint.requests) == asked == PLAIN["items"]
    assert [one.summary for one in items(first)] == [one.summary for one in items(again)]
