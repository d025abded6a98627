"""Claims are verified as a text, a file, or a structure of this program; against a text, a file, or a job's report."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document as docx_document
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field

import summarizer
from tests.service import SAMPLE, TEXT, client_of, done, site

SOURCE = TEXT + "（二）加强培训。全年培训执法人员520人次。\n"
CLAIMS = "1,360 cases were accepted, up 4.5%. 另受理1370件。"


class Cases(BaseModel):
    accepted: int | None = Field(None, description="受理行政复议案件（件）")
    trained: int | None = Field(None, description="培训执法人员（人次）")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(site(tmp_path_factory.mktemp("service"))) as made:
        yield made


@pytest.fixture(scope="module")
def job(client: TestClient) -> int:
    number: int = client.post("/v1/briefs", files={"file": ("云河.txt", SAMPLE.read_bytes())}).json()["id"]
    done(client, number)
    return number


def docx_of(text: str) -> bytes:
    made, content = docx_document(), io.BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(content)
    return content.getvalue()


def verdicts(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 200, answer.text
    return [(check["text"], check["verdict"]) for check in answer.json()["checks"]]


def own(claims: Any, source: Any) -> list[tuple[str, str]]:
    return [(check.text, check.verdict) for check in summarizer.verify(claims, source).checks]


def test_claims_and_source_may_be_texts_or_files_of_any_kind(client: TestClient) -> None:
    expected = own(CLAIMS, TEXT)
    assert {verdict for _, verdict in expected} == {"supported", "rejected"}
    assert verdicts(client.post("/v1/verify", json={"claims": CLAIMS, "source": TEXT})) == expected
    files = {"claims": ("c.txt", CLAIMS.encode()), "source": ("s.docx", docx_of(TEXT))}
    assert verdicts(client.post("/v1/verify", files=files)) == expected
    files = {"claims": ("c.docx", docx_of("1,360 cases were accepted, up 4.5%."))}
    by_parts = client.post("/v1/verify", files=files, data={"source": TEXT})
    assert [verdict for _, verdict in verdicts(by_parts)] == ["supported", "supported"]


def test_a_job_s_report_may_be_the_source_in_a_form_too(client: TestClient, job: int) -> None:
    expected = own("全年受理32.46万件。", SAMPLE)
    by_form = client.post(
        "/v1/verify", files={"claims": ("c.txt", "全年受理32.46万件。".encode())}, data={"job": str(job)}
    )
    assert verdicts(by_form) == expected
    assert verdicts(client.post("/v1/verify", json={"claims": "全年受理32.46万件。", "job": job})) == expected


@pytest.mark.parametrize("structure", ["brief", "report"])
def test_a_structure_is_verified_field_by_field(client: TestClient, job: int, structure: str) -> None:
    brief = json.loads(summarizer.summarize(SAMPLE, model="none").to_json())
    report = brief["report"]
    item = next(one for one in report["achievements"] if "件" in one["summary"]["zh"])
    item["summary"]["zh"] += "另办理98765件。"
    claims = brief if structure == "brief" else report
    answer = client.post("/v1/verify", json={"claims": claims, "job": job})
    wrong = [check for check in answer.json()["checks"] if check["text"].startswith("98765")]
    assert [(one["verdict"], one["field"]) for one in wrong] == [
        ("rejected", f"achievements[{report['achievements'].index(item)}].summary.zh")
    ]
    by_file = client.post(
        "/v1/verify", files={"claims": ("b.json", json.dumps(claims).encode())}, data={"job": str(job)}
    )
    assert by_file.json() == answer.json()


@pytest.mark.parametrize("with_schema", [False, True])
def test_an_extraction_is_verified_by_its_schema_or_else_by_the_names_of_its_fields(
    client: TestClient, with_schema: bool
) -> None:
    made = json.loads(summarizer.extract(SOURCE, schema=Cases, model="none").model_dump_json())
    assert made["value"] == {"accepted": 1360, "trained": 520}
    made["value"]["accepted"] = 1361
    files = {"claims": ("e.json", json.dumps(made).encode())}
    if with_schema:
        files["schema"] = ("s.json", json.dumps(Cases.model_json_schema()).encode())
    answer = client.post("/v1/verify", files=files, data={"source": SOURCE})
    assert answer.status_code == 200, answer.text
    found = {check["field"]: check["verdict"] for check in answer.json()["checks"]}
    assert found["accepted"] == "rejected"
    assert found["trained"] == "supported"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"claims": {"ledger": {}}, "source": TEXT}, "claims.brief"),
        ({"claims": {"anything": 5}, "source": TEXT}, "claims.report"),
        ({"claims": 5, "source": TEXT}, "claims"),
        ({"claims": "5件", "source": TEXT, "job": 1}, "job"),
        ({"claims": "5件", "source": "no Chinese"}, "source"),
        ({"claims": "5件"}, "source"),
    ],
)
def test_what_cannot_be_verified_is_refused_with_its_place(client: TestClient, body: dict[str, Any], says: str) -> None:
    answer = client.post("/v1/verify", json=body)
    assert (answer.status_code, says in answer.json()["detail"]) == (422, True), answer.text


@pytest.mark.parametrize(
    ("files", "data", "status"),
    [
        ({"claims": ("c.txt", b"5")}, {}, 422),
        ({"claims": ("c.txt", b"5")}, {"job": "x"}, 422),
        ({"claims": ("c.txt", b"5")}, {"job": "999999"}, 404),
        ({"claims": ("c.txt", b"5")}, {"source": TEXT, "job": "1"}, 422),
        ({"claims": ("c.png", b"\x89PNG\r\n\x1a\n" + bytes(50))}, {"source": TEXT}, 422),
        ({"other": ("c.txt", b"5")}, {"source": TEXT}, 422),
    ],
)
def test_a_form_that_does_not_fit_is_refused(
    client: TestClient, files: dict[str, Any], data: dict[str, str], status: int
) -> None:
    answer = client.post("/v1/verify", files=files, data=data)
    assert (answer.status_code, bool(answer.json()["detail"])) == (status, True), answer.text


def test_a_brief_of_the_command_line_is_read_as_claims_there_too() -> None:
    made = summarizer.extract(SOURCE, schema=Cases, model="none")
    assert own(made, SOURCE) == own(made.model_dump_json(), SOURCE) == [("1360", "supported"), ("520", "supported")]
