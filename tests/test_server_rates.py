"""How often one may ask: so many requests a minute for each token, or for each address where there is none."""

from pathlib import Path

from summarizer.server.rates import Rates
from summarizer.server.settings import Token
from tests.service import TOKEN, client_of, site

OTHER = b"another-token-0123456789"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_client_may_ask_ten_seconds_worth_at_once_and_then_at_the_steady_rate() -> None:
    clock = Clock()
    rates = Rates(120, now=clock)
    assert [rates.take("a") for _ in range(20)] == [0.0] * 20
    assert rates.take("a") == 0.5
    clock.now += 0.5
    assert rates.take("a") == 0.0
    assert rates.take("a") > 0
    clock.now += 3600
    assert [rates.take("a") for _ in range(21)][:20] == [0.0] * 20


def test_one_client_s_haste_is_not_another_s() -> None:
    rates = Rates(60, now=Clock())
    for _ in range(11):
        rates.take("hasty")
    assert rates.take("hasty") > 0
    assert rates.take("patient") == 0.0


def test_a_refused_request_costs_nothing() -> None:
    clock = Clock()
    rates = Rates(60, now=clock)
    for _ in range(500):
        rates.take("a")
    clock.now += 1.0
    assert rates.take("a") == 0.0


def test_only_so_many_clients_are_remembered() -> None:
    rates = Rates(60, clients=3, now=Clock())
    for number in range(1000):
        rates.take(str(number))
    assert len(rates._buckets) == 3


def test_a_token_is_told_when_to_come_again_and_another_token_is_served(tmp_path: Path) -> None:
    with client_of(site(tmp_path, tokens=(Token(TOKEN), Token(OTHER)), rate=6)) as client:
        mine, others = ({"Authorization": f"Bearer {token.decode()}"} for token in (TOKEN, OTHER))
        told = [client.get("/v1/briefs", headers=mine) for _ in range(11)]
        assert [answer.status_code for answer in told] == [200] * 10 + [429]
        assert 9 <= int(told[-1].headers["retry-after"]) <= 10
        assert told[-1].headers["content-type"] == "application/problem+json"
        assert client.get("/v1/briefs", headers=others).status_code == 200
        assert client.get("/healthz").status_code == 200


def test_wrong_tokens_are_counted_by_address_so_that_none_is_guessed_quickly(tmp_path: Path) -> None:
    with client_of(site(tmp_path, tokens=(Token(TOKEN),), rate=6)) as client:
        told = [client.get("/v1/briefs", headers={"Authorization": f"Bearer guess-{n}"}).status_code for n in range(12)]
        assert told == [401] * 10 + [429] * 2
        assert client.get("/v1/briefs", headers={"Authorization": f"Bearer {TOKEN.decode()}"}).status_code == 200


def test_without_tokens_an_address_is_counted(tmp_path: Path) -> None:
    with client_of(site(tmp_path, rate=6)) as client:
        assert [client.get("/v1/briefs").status_code for _ in range(11)] == [200] * 10 + [429]
