"""All briefs together: an index over their figures, one issuer's years compared, names that people give a report."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command import ROOT
from tests.service import TEXT, client_of, done, site

YEARS = [ROOT / "samples" / f"yanchuan_{year}.txt" for year in (2022, 2023)]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Any]:
    with client_of(site(tmp_path)) as made:
        made.post("/v1/briefs", json={"text": TEXT})
        for file in YEARS:
            made.post("/v1/briefs", files={"file": (file.name, file.read_bytes())})
        for number in (1, 2, 3):
            assert done(made, number)["state"] in ("done", "incomplete")
        yield made


def test_every_figure_of_all_reports_is_found_by_issuer_measure_and_year(client: Any) -> None:
    found = client.get("/v1/index?words=行政复议 案件&year=2023&issuer=云河").json()["rows"]
    assert [(row["brief"], row["written"], row["value"], row["unit"]) for row in found] == [
        (1, "1360件", "1360", "件"), (1, "4.5%", "4.5", "%"),
    ]  # fmt: skip
    years = {row["year"] for row in client.get("/v1/index?limit=1000").json()["rows"]}
    assert years == {"2022", "2023"}
    first = client.get("/v1/index?limit=3").json()
    second = client.get(f"/v1/index?limit=3&skip={first['next']}").json()
    assert len(first["rows"]) == len(second["rows"]) == 3
    assert first["rows"] != second["rows"]
    rows = list(csv.DictReader(io.StringIO(client.get("/v1/index.csv?words=1360").content.decode("utf-8-sig"))))
    assert [(row["year"], row["value"], row["measure_zh"] != "") for row in rows] == [("2023", "1360", True)]


def test_one_issuers_years_are_compared_and_others_are_refused_in_a_sentence(client: Any) -> None:
    page = client.get("/v1/comparison.html?id=3&id=2")
    assert page.status_code == 200, page.text
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]
    assert client.get("/v1/comparison.json?id=2&id=3").json()["rows"]
    assert client.get("/v1/comparison.xlsx?id=2&id=3").content.startswith(b"PK")
    other = client.get("/v1/comparison.html?id=1&id=2")
    assert (other.status_code, "issuer" in other.json()["detail"]) == (422, True)
    assert client.get("/v1/comparison.html?id=2").status_code == 422
    assert client.get("/v1/comparison.html?id=2&id=99").status_code == 404


def test_a_report_is_called_as_people_call_it_until_they_take_the_name_back(client: Any) -> None:
    assert client.put("/v1/briefs/1/label", json={"label": "云河年报"}).status_code == 200
    assert client.get("/v1/briefs/1").json()["label"] == "云河年报"
    assert [job["label"] for job in client.get("/v1/briefs").json()["jobs"]] == ["云河年报", "", ""]
    client.put("/v1/briefs/1/label", json={"label": ""})
    assert client.get("/v1/briefs/1").json()["label"] == ""
    assert client.put("/v1/briefs/9/label", json={"label": "x"}).status_code == 404
