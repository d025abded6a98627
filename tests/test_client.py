"""The one door: what comes in through it is checked, kept and counted; what goes wrong is one plain sentence."""

import asyncio
import gzip
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, field_validator

from summarizer.base.errors import EndpointRefused, EndpointUnreachable, ModelError, ReplyUnusable, UsageError
from summarizer.base.progress import Progress
from summarizer.model.client import Client, wire
from summarizer.model.settings import Endpoint
from summarizer.model.store import Store
from tests.endpoint import (
    Answer,
    MockEndpoint,
    completion,
    hung,
    no_choices,
    page,
    reset_midway,
    status,
    tool_call,
)

KEY = "sk-secret-of-a-test"
QUESTION = [{"role": "user", "content": "第三条 {{ source }} {% raw %}：处理投诉42件"}]
GOOD = completion('{"en": "42 complaints", "ids": ["s1"]}', tokens=(100, 20))


class Words(BaseModel):
    model_config = ConfigDict(extra="forbid")

    en: str
    ids: list[str]

    @field_validator("ids")
    @classmethod
    def _known(cls, ids: list[str]) -> list[str]:
        if unknown := sorted(set(ids) - {"s1", "s2"}):
            raise ValueError(f"there is no sentence {', '.join(unknown)}")
        return ids


async def _ask(client: Client, times: int = 1, attempts: int = 3) -> list[Words]:
    async with client:
        asked = [QUESTION, *([*QUESTION, {"role": "user", "content": str(number)}] for number in range(1, times))]
        questions = (client.ask(messages, Words, max_tokens=50, attempts=attempts) for messages in asked)
        return list(await asyncio.gather(*questions))


def ask(endpoint: Endpoint, *, attempts: int = 3, retries: int = 2, store: Store | None = None) -> Words:
    return asyncio.run(_ask(Client(endpoint, store=store, retries=retries), attempts=attempts))[0]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.model.client.pace._FIRST_WAIT", 0.001)


# --- what passes ---


def test_a_structure_comes_back_and_report_text_is_sent_as_it_is(mock_endpoint: MockEndpoint) -> None:
    mock_endpoint.answers = [GOOD]
    assert ask(mock_endpoint.endpoint()) == Words(en="42 complaints", ids=["s1"])
    [request] = mock_endpoint.requests
    assert request["messages"] == QUESTION
    assert (request["temperature"], request["max_tokens"]) == (0, 50)
    assert request["response_format"]["type"] == "json_schema"


def test_an_endpoint_without_response_format_is_asked_through_a_tool(mock_endpoint: MockEndpoint) -> None:
    mock_endpoint.answers = [tool_call("Words", '{"en": "42 complaints", "ids": ["s2"]}')]
    assert ask(mock_endpoint.endpoint(mode="tools")).ids == ["s2"]
    assert "response_format" not in mock_endpoint.requests[0]


@pytest.mark.parametrize(
    "fault",
    [status(429, retry_after="0"), status(500), status(503), reset_midway(), page(), no_choices(), Answer(body=b"{")],
)
def test_a_passing_fault_is_sent_again(mock_endpoint: MockEndpoint, fault: Answer) -> None:
    mock_endpoint.answers = [fault, GOOD]
    assert ask(mock_endpoint.endpoint()).en == "42 complaints"
    assert len(mock_endpoint.requests) == 2


def test_an_id_that_does_not_exist_is_asked_again_with_the_reason(mock_endpoint: MockEndpoint) -> None:
    mock_endpoint.answers = [completion('{"en": "42 complaints", "ids": ["s9"]}'), GOOD]
    assert ask(mock_endpoint.endpoint()).ids == ["s1"]
    reasked = mock_endpoint.requests[1]["messages"]
    assert reasked[0] == QUESTION[0]
    assert "there is no sentence s9" in reasked[-1]["content"]
    assert "errors.pydantic.dev" not in str(reasked)


@pytest.mark.parametrize("content", ['{"en": "cut of', '{"en": "x"}', '{"en": 1, "ids": []}', "", "[]"])
def test_unusable_words_are_asked_again_and_give_up_after_the_bound(mock_endpoint: MockEndpoint, content: str) -> None:
    mock_endpoint.answers = [completion(content)]
    with pytest.raises(ReplyUnusable, match="no reply could be used"):
        ask(mock_endpoint.endpoint(), attempts=2)
    assert len(mock_endpoint.requests) == 2


def test_the_last_reason_is_told(mock_endpoint: MockEndpoint) -> None:
    mock_endpoint.answers = [completion('{"en": "x", "ids": ["s9"]}')]
    with pytest.raises(ReplyUnusable, match=r"ids: .*there is no sentence s9"):
        ask(mock_endpoint.endpoint(), attempts=1)


@pytest.mark.parametrize("parameter", ["max_tokens", "temperature"])
def test_an_option_the_model_refuses_is_left_out_from_then_on(mock_endpoint: MockEndpoint, parameter: str) -> None:
    mock_endpoint.answers = [status(400, "unsupported", param=parameter), GOOD]
    asyncio.run(_ask(Client(mock_endpoint.endpoint(concurrency=1)), times=2))
    refused, adapted, later = mock_endpoint.requests
    assert parameter in refused and parameter not in adapted and parameter not in later


# --- what does not pass ---


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (status(401, f"wrong key {KEY}"), EndpointRefused, "key"),
        (status(404), EndpointRefused, "does not know this model"),
        (status(400, f"cannot {KEY}"), EndpointRefused, "cannot …"),
        (status(429, retry_after="0"), EndpointRefused, "quota"),
        (status(500), EndpointUnreachable, "HTTP 500"),
        (page(), EndpointRefused, "no chat completion"),
        (page(502), EndpointUnreachable, "HTTP 502"),
        (no_choices(), ReplyUnusable, "empty reply"),
        (reset_midway(), EndpointUnreachable, "could not be reached"),
        (completion('{"en": "and so', finish="length"), ReplyUnusable, "cut at the token limit"),
        (Answer(body=b'{"choices": 3}'), EndpointRefused, "no chat completion"),
        (Answer(body=b"\xff\xfe"), EndpointRefused, "no chat completion"),
        (Answer(body=b"x" * 4096), EndpointRefused, "larger than"),
        (Answer(body=GOOD.body, headers={"Content-Encoding": "gzip"}), EndpointRefused, "compressed"),
        (Answer(body=GOOD.body, headers={"Content-Encoding": "br"}), EndpointRefused, "compressed"),
        (Answer(body=gzip.compress(b"x" * 4096), headers={"Content-Encoding": "gzip"}), EndpointRefused, "larger than"),
    ],
)
def test_every_fault_is_one_plain_sentence_without_the_key(
    mock_endpoint: MockEndpoint, monkeypatch: pytest.MonkeyPatch, answer: Answer, error: type[ModelError], said: str
) -> None:
    monkeypatch.setattr(wire, "LARGEST_REPLY", 2048)
    mock_endpoint.answers = [answer]
    with pytest.raises(error, match=said) as raised:
        ask(mock_endpoint.endpoint(), retries=1)
    message = str(raised.value)
    assert raised.value.exit_code == 3
    assert KEY not in message and "\n" not in message and len(message) < 400
    assert "mock-model at http://127.0.0.1" in message


def test_a_hung_endpoint_is_given_up(mock_endpoint: MockEndpoint) -> None:
    mock_endpoint.answers = [hung(30)]
    with pytest.raises(EndpointUnreachable, match=r"no answer within 0\.2 seconds"):
        ask(mock_endpoint.endpoint(timeout=0.2), retries=1)
    assert len(mock_endpoint.requests) == 2


def test_an_address_where_nothing_listens(mock_endpoint: MockEndpoint) -> None:
    nobody = Endpoint("remote", "m", "http://127.0.0.1:9/v1")
    with pytest.raises(EndpointUnreachable, match="could not be reached"):
        ask(nobody, retries=0)


def test_an_answer_under_another_name_is_noted(mock_endpoint: MockEndpoint) -> None:
    mock_endpoint.answers = [completion('{"en": "x", "ids": []}', model="quite-another")]
    client = Client(mock_endpoint.endpoint())

    async def notes() -> tuple[str, ...]:
        async with client:
            await client.ask(QUESTION, Words, max_tokens=50)
            await client.ask(QUESTION, Words, max_tokens=50)
            return client.notes

    assert asyncio.run(notes()) == ("Asked for the model mock-model, the endpoint answered as quite-another.",)


def test_a_failure_leaves_nothing_on_stderr(mock_endpoint: MockEndpoint, capfd: pytest.CaptureFixture[str]) -> None:
    mock_endpoint.answers = [status(401)]
    with pytest.raises(EndpointRefused):
        ask(mock_endpoint.endpoint())
    assert capfd.readouterr() == ("", "")


# --- what is kept and counted ---


@pytest.mark.parametrize(
    "answers",
    [[GOOD], [completion('{"en": "x", "ids": ["s9"]}'), GOOD], [completion('{"en": "x'), GOOD]],
    ids=["good", "wrong id first", "broken first"],
)
def test_a_second_run_asks_nothing_twice(mock_endpoint: MockEndpoint, tmp_path: Path, answers: list[Answer]) -> None:
    mock_endpoint.answers = list(answers)
    with Store(tmp_path / "replies.sqlite") as store:
        first = Client(mock_endpoint.endpoint(), store=store)
        again = Client(mock_endpoint.endpoint(), store=store)
        assert asyncio.run(_ask(first)) == asyncio.run(_ask(again))
    assert len(mock_endpoint.requests) == len(answers)
    assert first.usage.calls == len(answers) and first.usage.completion_tokens == 20 * len(answers)
    assert again.usage.calls == 0 and again.usage.cached_calls == len(answers)
    assert again.usage.completion_tokens == 0


def test_an_unusable_reply_was_paid_for_and_is_kept(mock_endpoint: MockEndpoint, tmp_path: Path) -> None:
    mock_endpoint.answers = [completion('{"en": "and so', finish="length")]
    with Store(tmp_path / "replies.sqlite") as store:
        for _ in range(2):
            with pytest.raises(ReplyUnusable, match="cut"):
                ask(mock_endpoint.endpoint(), store=store)
    assert len(mock_endpoint.requests) == 1


@pytest.mark.parametrize("answer", [page(), status(401), no_choices()])
def test_what_is_no_completion_is_not_kept(mock_endpoint: MockEndpoint, tmp_path: Path, answer: Answer) -> None:
    mock_endpoint.answers = [answer, GOOD]
    with Store(tmp_path / "replies.sqlite") as store:
        with pytest.raises(ModelError):
            ask(mock_endpoint.endpoint(), store=store, retries=0)
        assert ask(mock_endpoint.endpoint(), store=store, retries=0).en == "42 complaints"


def test_without_a_store_every_question_is_asked(mock_endpoint: MockEndpoint) -> None:
    mock_endpoint.answers = [GOOD]
    ask(mock_endpoint.endpoint())
    ask(mock_endpoint.endpoint())
    assert len(mock_endpoint.requests) == 2


def test_the_key_reaches_the_endpoint_and_nothing_else(mock_endpoint: MockEndpoint, tmp_path: Path) -> None:
    mock_endpoint.answers = [GOOD]
    endpoint = mock_endpoint.endpoint()
    path = tmp_path / "replies.sqlite"
    with Store(path) as store:
        ask(endpoint, store=store)
    assert mock_endpoint.headers[0]["authorization"] == f"Bearer {KEY}"
    assert KEY not in repr(endpoint) and KEY not in endpoint.describe()
    assert all(KEY.encode() not in file.read_bytes() for file in tmp_path.iterdir())


def test_at_most_so_many_calls_run_at_a_time(mock_endpoint: MockEndpoint) -> None:
    mock_endpoint.answers = [completion('{"en": "x", "ids": []}', delay=0.02)]
    heard: list[Progress] = []
    client = Client(mock_endpoint.endpoint(concurrency=3), listener=heard.append)
    asyncio.run(_ask(client, times=12))
    assert mock_endpoint.most_busy == 3
    assert client.usage.calls == 12 and client.usage.prompt_tokens == 1200
    assert heard[-1] == Progress("model", 12, 0, 1200, 240)


# --- manners ---


def test_no_model_can_not_be_asked() -> None:
    with pytest.raises(UsageError):
        Client(Endpoint("none"))


def test_importing_the_client_imports_no_model_library() -> None:
    code = "import sys, summarizer.model.client, summarizer.model.settings, summarizer.model.local; sys.exit(" \
        "bool({'openai', 'instructor', 'httpx2', 'xllamacpp'} & set(sys.modules)))"  # fmt: skip
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_client_can_be_made_outside_of_any_loop_and_says_who_answers() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Client(Endpoint("remote", "m", "https://host.example/v1")).describe() == "m at https://host.example"


def test_one_client_may_ask_the_same_question_again_where_nothing_is_kept(mock_endpoint: MockEndpoint) -> None:
    mock_endpoint.answers = [GOOD, GOOD, GOOD]

    async def thrice() -> None:
        async with Client(mock_endpoint.endpoint()) as client:
            for _ in range(3):
                await client.ask(QUESTION, Words, max_tokens=50)

    asyncio.run(thrice())
    assert len(mock_endpoint.requests) == 3
