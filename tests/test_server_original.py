"""Evidence on the original: a PDF's page as it is printed with the number framed, a paragraph with its sections."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.service import TEXT, client_of, done, site


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Any]:
    with client_of(site(tmp_path)) as made:
        yield made


def figure(client: Any, number: int, written: str) -> dict[str, Any]:
    figures = client.get(f"/v1/briefs/{number}/brief.json").json()["report"]["figures"]
    return next(one["figure"] for one in figures if one["figure"]["text"] == written)


def test_evidence_of_a_text_is_told_by_its_paragraph_and_sections(client: Any) -> None:
    number = client.post("/v1/briefs", json={"text": TEXT}).json()["id"]
    done(client, number)
    one = figure(client, number, "1360件")
    told = client.get(f"/v1/briefs/{number}/place?start={one['start']}&end={one['end']}").json()
    assert told["paragraph"] == 3
    assert told["sections"][0] == "一、主要成效"
    assert (told["page"], told["boxes"]) == (0, [])
    assert client.get(f"/v1/briefs/{number}/pages/1").status_code == 409
    assert client.get(f"/v1/briefs/{number}/place?start=5&end=5").status_code == 422
    assert client.get(f"/v1/briefs/{number}/place?start=5&end=99999").status_code == 422
    source = client.get(f"/v1/briefs/{number}/source").json()
    assert (source["media_type"], source["pages"]) == ("text/plain", [])


def test_evidence_of_a_pdf_is_framed_on_its_page(client: Any, tmp_path: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(600, 800))
    for lines in (
        ["云河市2023年法治政府建设年度报告", "一、主要成效", "全年受理行政复议案件1360件，审结1360件。"],
        ["二、存在问题", "培训不足，全年仅办理36期。"],
    ):
        canvas.setFont("STSong-Light", 16)
        for at, line in enumerate(lines):
            canvas.drawString(60, 700 - 40 * at, line)
        canvas.showPage()
    canvas.save()
    content = (tmp_path / "a.pdf").read_bytes()
    number = client.post("/v1/briefs", files={"file": ("a.pdf", content)}).json()["id"]
    done(client, number)
    text = client.get(f"/v1/briefs/{number}/source").json()["text"]
    first = text.index("1360件")
    second = text.index("1360件", first + 1)
    places = [client.get(f"/v1/briefs/{number}/place?start={at}&end={at + 5}").json() for at in (first, second)]
    assert [place["page"] for place in places] == [1, 1]
    assert places[0]["boxes"][0]["right"] < places[1]["boxes"][0]["left"]  # each its own
    box = places[0]["boxes"][0]
    assert 0.3 < box["left"] < box["right"] < 0.7
    assert 0.2 < box["top"] < box["bottom"] < 0.25
    assert (
        client.get(f"/v1/briefs/{number}/place?start={text.index('36期')}&end={text.index('36期') + 3}").json()["page"]
        == 2
    )
    picture = client.get(f"/v1/briefs/{number}/pages/2")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture.content[16:24])[0] == 1400
    assert client.get(f"/v1/briefs/{number}/pages/3").status_code == 422
