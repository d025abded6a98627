"""What a reader sees is read, and nothing else; what could not be read is said. The same in every format."""

from pathlib import Path

import pytest

import summarizer
from benchmarks.formats import FORMATS, TRAITS, Trait, expressed, tried
from summarizer.readers import read
from summarizer.readers.scripts import Notes, lowered, raised, settle
from tests.made_pdf import pdf, prose


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("trait", TRAITS, ids=lambda trait: trait.name)
def test_no_value_is_wrong_and_none_is_lost_without_a_note(trait: Trait, format: str) -> None:
    if not expressed(trait, format):
        pytest.skip("this format has no way to show it")
    assert tried(trait, format).word == "right"


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("案件128" + raised("1") + "件", "案件128件"),
        ("案件128" + raised("[2]") + "件", "案件128件"),
        ("案件128" + raised("注1") + "件", "案件128件"),
        ("面积35km" + raised("2") + "，人口3万", "面积35km²，人口3万"),
        ("CO" + lowered("2") + "排放", "CO₂排放"),
        ("1.5×10" + raised("4") + "吨", "1.5×10⁴吨"),
        ("s" + raised("-1"), "s⁻¹"),
        ("比例为1" + raised("3") + "/" + lowered("4"), "比例为1 3/4"),
        ("8" + raised("th"), "8th"),
        ("收费12" + raised(".50") + "元", "收费12\ufffd.50元"),
        ("案件10" + raised("1") + "件", "案件10件"),
        (raised("1") + "含上年结转", "[1] 含上年结转"),
    ],
)
def test_what_is_raised_is_told_by_what_it_stands_behind(line: str, seen: str) -> None:
    assert settle(line, Notes()) == seen


def test_a_ten_with_a_raised_number_that_may_be_the_next_note_is_unread() -> None:
    notes = Notes()
    assert settle("案件12" + raised("1") + "件", notes) == "案件12件"
    assert "\ufffd" in settle("案件10" + raised("2") + "件", notes)


def test_marks_of_notes_stand_behind_the_paragraph_as_a_region() -> None:
    document = read("<html><body><p>办理128<sup>1</sup>件，罚款3<sup>2</sup>次。</p><p>其他工作。</p></body></html>")
    assert document.text == "办理128件，罚款3次。\n[1] [2]\n其他工作。"
    assert [document.excerpt(r.start, r.end) for r in document.regions if r.kind == "footnote"] == ["[1] [2]"]


def test_a_slanted_watermark_is_no_part_of_the_lines_under_it() -> None:
    document = read(tried_bytes())
    assert "办结率96.5%。" in document.text
    aside = [document.excerpt(r.start, r.end) for r in document.regions if r.label == "set aside: watermark"]
    assert aside == ["青岚区2024年1月26日印发"]


def tried_bytes() -> bytes:
    return FORMATS["pdf"](TRAITS[0])


def test_a_page_that_is_a_picture_is_said_to_be_unread() -> None:
    words = prose(
        "青岚区严格落实行政执法责任制，全年共办理各类行政复议案件123件，群众满意度明显提升，各项工作取得成效。"
    )
    document = read(pdf(words, [("picture",)], words))
    assert document.unread == document.notes
    assert "page 2 of this PDF, a picture" in document.notes[0]


def test_what_a_form_on_a_page_shows_is_read() -> None:
    choice = "<select><option>甲<option selected>乙</select>"
    page = f"<html><body><p>办理案件<input value='128' readonly>件，{choice}等。</p></body></html>"
    assert read(page).text == "办理案件128件，乙等。"


def test_frames_and_drawings_of_a_page_are_said_to_be_unread() -> None:
    document = read("<html><body><p>全年办理案件128件，详见下图。</p><iframe src='x'></iframe></body></html>")
    assert "1 frame" in document.unread[0]


def test_a_lost_character_is_told_with_its_lines() -> None:
    document = read("青岚区办理案件9\ufffd件。\n其他。\n增长(cid:24).5%。")
    assert "2 characters" in document.unread[0] and "lines 1, 3" in document.unread[0]
    assert not [one.text for one in summarizer.figures(document) if one.is_figure and one.value is not None]


def test_what_cannot_be_read_stands_first_among_what_a_brief_lacks(tmp_path: Path) -> None:
    source = tmp_path / "r.txt"
    source.write_text(
        "青岚区2023年工作总结\n一、主要工作\n办理案件9\ufffd件，培训350人。\n二、存在的问题\n力量不足。", "utf-8"
    )
    made = summarizer.summarize(source, model="none")
    assert made.report.gaps[0].part == "source" and "Not read: 1 character" in made.report.gaps[0].reason
    assert not any("Not read" in note for note in made.report.notes)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("办理案件~~118~~128件，办结率96.5%。", ["128", "96.5"]),
        ("~~办理案件47件。~~办理案件128件。", ["128"]),
        ("办理案件<del>118</del>128件^1^。", ["128"]),
        ("办理案件10件~~20件，走访30户~~40户。", ["10", "20", "30", "40"]),
        ("全年发电10^8^千瓦时。", ["100000000"]),
    ],
)
def test_what_markdown_strikes_out_or_raises_is_no_figure_of_the_text(line: str, values: list[str]) -> None:
    import summarizer

    document = read(f"青岚区2023年工作总结\n\n一、主要工作\n\n{line}")
    assert line in document.text
    found = [one for one in summarizer.figures(document) if one.is_figure]
    told = [
        format(value or 0, "f")
        for one in found
        for value in ((one.value,) if one.value is not None else (one.low, one.high))
    ]
    assert told == values
    assert ("crossed out" in " ".join(document.notes)) == ("47" in line or "118" in line)
