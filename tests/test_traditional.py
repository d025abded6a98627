"""Traditional characters, Kangxi radicals: matched as simplified ones, quoted as written."""

from pathlib import Path

import opencc
import pytest

import summarizer
from summarizer.base.characters import plain
from summarizer.readers import read

SAMPLES = ("yunhe_2023_rule_of_law.txt", "qilan_bureau_2022_summary.txt", "jichuan_2021_openness.html")
FOLDER = Path(__file__).parent.parent / "samples"


def traditional(text: str) -> str:
    return str(opencc.OpenCC("s2t").convert(text))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_report_in_traditional_characters_has_the_same_outline_and_figures(name: str) -> None:
    simplified = (FOLDER / name).read_text(encoding="utf-8")
    ours, theirs = summarizer.outline(read(simplified)), summarizer.outline(read(traditional(simplified)))
    assert [(s.kind, s.start, s.end) for s in theirs.sections] == [(s.kind, s.start, s.end) for s in ours.sections]
    assert [(i.kind, i.start, i.end) for i in theirs.items] == [(i.kind, i.start, i.end) for i in ours.items]
    text = theirs.document.text
    assert text == traditional(ours.document.text) != ours.document.text
    assert all(item.text in text for item in theirs.items)
    assert all(section.heading in text for section in theirs.sections)
    assert (theirs.document.metadata.title, theirs.document.metadata.period) == (
        traditional(ours.document.metadata.title), ours.document.metadata.period,
    )  # fmt: skip
    mine, others = summarizer.figures(ours), summarizer.figures(theirs)
    assert [(f.value, f.unit, f.kind, f.start) for f in others] == [(f.value, f.unit, f.kind, f.start) for f in mine]
    assert all(text[f.start : f.end] == f.text for f in others)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("全年受理行政复议申请86件，罚没金额218.6万元。", "supported"),
        ("全年受理行政複議申請86件，罰沒金額218.6萬元。", "supported"),
        ("全年受理行政复议申请87件。", "rejected"),
        ("全年受理行政複議申請87件。", "rejected"),
        ("The county accepted 86 applications for administrative reconsideration.", "supported"),
    ],
)
def test_claims_are_verified_across_the_two_ways_of_writing(claim: str, verdict: str) -> None:
    report = "青岚县2023年法治政府建设年度报告\n2023年，全县受理行政复议申请86件，罚没金额218.6万元。"
    for source in (report, traditional(report)):
        checks = summarizer.verify(claim, read(source)).checks
        assert {check.verdict for check in checks} == {verdict}
        assert all(check.text == claim[check.start : check.end] for check in checks)
        assert all(source[e.start : e.end] == e.text for check in checks for e in check.evidence)


def test_a_simplified_text_is_matched_as_it_is() -> None:
    text = "乾县2023年办理案件12件，藉此提升服务，著名景区覆盖率90%。"
    assert plain(text) is text


def test_a_traditional_name_does_not_make_a_text_traditional() -> None:
    text = "全县办理案件12件，涉及當鋪的2件，各项工作取得积极进展，服务水平不断提高，得到群众认可。"
    assert plain(text) is text


def test_kangxi_radicals_and_compatibility_ideographs_are_matched_as_their_characters() -> None:
    text = "全年⾏政处罚⼯作：办理案件12件，⻔店⻅效，⻓期坚持。\uf9fc別"
    assert len(plain(text)) == len(text)
    assert plain(text).startswith("全年行政处罚工作：办理案件12件，门店见效，长期坚持。")
    report = "2023年，青岚区⾏政处罚⼯作全⾯推进，作出⾏政处罚12件。"
    [check] = summarizer.verify("作出行政处罚12件。", read(report)).checks
    assert check.verdict == "supported"
    assert check.evidence[0].text in report


def test_matching_never_changes_a_length() -> None:
    text = "臺灣裡裏髮發后後瞭〇○①㈠Ⅳ\u2fd5\U0002f800" * 3
    assert len(plain(text)) == len(text)


def test_a_simplified_report_loads_no_converter() -> None:
    import subprocess
    import sys

    code = "import sys, summarizer; summarizer.figures('全年办理案件12件。'); assert 'opencc' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
