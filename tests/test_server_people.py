"""Who a request comes from: tokens with names and roles, sessions, a proxy in front, addresses that are none."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from summarizer.base.errors import UsageError
from summarizer.server.settings import Token, public_address, read_tokens
from tests.service import TEXT, client_of, done, site

READER, REVIEWER, ADMIN = (
    Token(b"reader-secret-0123456789", "李读", "reader"),
    Token(b"reviewer-secret-01234567", "王审", "reviewer"),
    Token(b"admin-secret-01234567890", "赵管", "admin"),
)


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    return client_of(site(tmp_path, tokens=(READER, REVIEWER, ADMIN)))


def bearing(token: Token) -> dict[str, str]:
    return {"Authorization": f"Bearer {token.secret.decode()}"}


def test_each_role_may_do_what_is_its_own_and_all_below(client: TestClient) -> None:
    with client:
        assert client.post("/v1/briefs", json={"text": TEXT}, headers=bearing(READER)).status_code == 403
        assert client.post("/v1/briefs", json={"text": TEXT}, headers=bearing(REVIEWER)).status_code == 202
        client.headers.update(bearing(READER))
        done(client, 1)
        claims = {"claims": "1,360 cases were accepted.", "job": 1}
        assert client.post("/v1/verify", json=claims).status_code == 200
        assert client.delete("/v1/briefs/1", headers=bearing(REVIEWER)).status_code == 403
        refused = client.delete("/v1/briefs/1", headers=bearing(READER))
        assert "role is reader; that wants the role admin" in refused.text
        assert client.delete("/v1/briefs/1", headers=bearing(ADMIN)).status_code == 204


def test_a_change_is_signed_with_the_name_of_the_token_whatever_it_says(client: TestClient) -> None:
    with client:
        client.headers.update(bearing(REVIEWER))
        client.post("/v1/briefs", json={"text": TEXT})
        done(client, 1)
        review = client.get("/v1/briefs/1/review").json()
        place = {key: review["brief"]["checks"][0][key] for key in ("field", "start", "end")}
        change = {"version": 0, "who": "另一人", "action": "accept", "reason": "已核实", **place}
        assert client.post("/v1/briefs/1/review", json=change).json()["audit"][0]["who"] == "王审"


def test_a_session_knows_whose_it_is_and_ends(client: TestClient) -> None:
    with client:
        assert client.post("/v1/session", headers=bearing(REVIEWER)).status_code == 204
        assert client.get("/v1/session").json() == {"who": "王审", "role": "reviewer", "token": True}
        assert client.delete("/v1/session").status_code == 204
        assert client.get("/v1/session").status_code == 401


def test_behind_a_proxy_that_rewrites_the_host_the_page_works_and_its_cookie_is_secure(tmp_path: Path) -> None:
    made = site(tmp_path, tokens=(ADMIN,), public="https://briefs.example.org")
    with client_of(made) as client:
        sent = bearing(ADMIN) | {"Origin": "https://briefs.example.org", "Host": "10.0.0.7:8000"}
        answer = client.post("/v1/session", headers=sent)
        assert (answer.status_code, "Secure" in answer.headers["set-cookie"]) == (204, True)
        other = sent | {"Origin": "https://elsewhere.example.org"}
        assert client.get("/v1/briefs", headers=other).status_code == 403


@pytest.mark.parametrize("header", [{"Host": "["}, {"Origin": "http://["}, {"Host": "127.0.0.1:99999999"}])
def test_an_address_that_is_none_is_refused_and_is_no_fault_of_the_program(
    tmp_path: Path, header: dict[str, str]
) -> None:
    with client_of(site(tmp_path)) as client:
        answer = client.get("/v1/briefs", headers=header)
        assert answer.status_code in (200, 403) and "failed" not in answer.text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("王审 owner secret-0123456789", "NAME ROLE SECRET"),
        ("王审 admin short", "at least 16"),
        ("甲 admin secret-a-0123456789\n甲 reader secret-b-0123456789", "two secrets"),
    ],
)
def test_a_token_file_that_says_something_else_is_refused(tmp_path: Path, line: str, says: str) -> None:
    file = tmp_path / "tokens"
    file.write_text(line, encoding="utf-8")
    file.chmod(0o600)
    with pytest.raises(UsageError, match=says):
        read_tokens(file, "127.0.0.1")


def test_a_token_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text("a-first-token-0123456789", encoding="ascii")
    file.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        read_tokens(file, "127.0.0.1")


@pytest.mark.parametrize("address", ["briefs.example.org", "ftp://x", "https://x/path", "http://["])
def test_a_public_address_is_scheme_and_host(address: str) -> None:
    assert public_address("https://briefs.example.org/") == "https://briefs.example.org"
    with pytest.raises(UsageError, match="https://briefs"):
        public_address(address)
