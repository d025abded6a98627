"""Reading: every way in, every encoding, and every file that cannot be read."""

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from summarizer import figures, outline
from summarizer.base.document import Document
from summarizer.base.errors import InputError
from summarizer.readers import read, require_chinese
from summarizer.readers import source as source_module
from tests.growth import processor_seconds

REPORT = "青岚区2023年法治工作情况报告\r\n\r\n2023年，全区办理行政复议案件123件，审结120件，其中直接纠错6件。\r\n"
TRADITIONAL = (
    "青嵐縣政府二○二三年度依法行政工作報告。本府各機關積極推動行政革新，全年受理申請案件一千二百件，問題逐步解決。"
)


def test_a_plain_text_keeps_its_characters_and_its_line_breaks() -> None:
    assert read(REPORT).text == REPORT
    assert read(REPORT.encode()).text == REPORT


def test_a_path_bytes_and_open_files_give_the_same_document(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(REPORT.encode())
    documents = [read(path), read(str(path)), read(REPORT.encode()), read(io.BytesIO(REPORT.encode()))]
    with path.open("rb") as file:
        documents.append(read(file))
    assert {document.text for document in documents} == {REPORT}
    assert len({document.sha256 for document in documents}) == 1
    assert documents[0].name == documents[4].name == "报告.txt"


def test_the_name_given_is_the_name_kept() -> None:
    assert read(REPORT, name="甲").name == "甲"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_the_encoding_is_found(encoding: str) -> None:
    document = read(REPORT.encode(encoding))
    assert document.text == REPORT
    assert document.encoding == encoding


def test_big5_is_not_taken_for_gb18030() -> None:
    document = read(TRADITIONAL.encode("big5"))
    assert (document.text, document.encoding) == (TRADITIONAL, "big5hkscs")


def test_a_wrongly_declared_encoding_is_noticed() -> None:
    page = '<html><head><meta charset="big5"></head><body><p>' + REPORT + "</p></body></html>"
    assert "办理行政复议案件123件" in read(page.encode("gb18030")).text


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04\x14\x00word/document.xml", "damaged Word file"),
        (b"PK\x03\x04\x14\x00xl/workbook.xml", "XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word) as refusal:
        read(content, name="文件")
    assert str(refusal.value).endswith(".")


def test_a_missing_file_a_folder_a_broken_link_and_an_address_are_refused(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    for source, word in (
        (str(tmp_path / "no.txt"), "does not exist"),
        (str(tmp_path), "folder"),
        (str(tmp_path / "link.txt"), "link"),
        ("https://example.org/report.html", "[Dd]ownload"),
        ("report-of-2023.txt", "does not exist"),
    ):
        with pytest.raises(InputError, match=word):
            read(source)


def test_a_str_with_a_sentence_in_it_is_the_text_itself() -> None:
    assert read("全年办理案件三件。").text == "全年办理案件三件。"
    assert read("The total rose to 12, up 3%.").text == "The total rose to 12, up 3%."


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "MAX_BYTES", 100)
    with pytest.raises(InputError, match="larger"):
        read(b"a" * 101)


def test_english_is_read_but_is_no_chinese_report() -> None:
    document = read("Cases fell by 12%.")
    with pytest.raises(InputError, match="no Chinese"):
        require_chinese(document)
    assert require_chinese(read(REPORT)).text == REPORT


def marked(document: Document, kind: str) -> list[str]:
    return [document.text[region.start : region.end] for region in document.regions if region.kind == kind]


def test_page_furniture_is_marked_and_kept() -> None:
    text = (
        "您当前所在位置: 首页 > 政务公开 > 年度报告\n青岚区年度报告\n来源:青岚区政府 发布时间:2024-01-20 09:28\n\n"
        "全年办理案件三件。\n— 1 —\n继续努力。\n返回顶部打印页面关闭本页浏览次数:-\n扫一扫在手机打开当前页\n"
    )
    document = read(text)
    assert document.text == text
    chrome = "\n".join(marked(document, "chrome"))
    for word in ("首页", "发布时间", "返回顶部", "扫一扫"):
        assert word in chrome
    assert "案件" not in chrome
    assert [line.strip() for line in marked(document, "page")] == ["— 1 —"]


PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<meta name="ArticleTitle" content="青岚区2023年法治政府建设年度报告">
<meta name="PubDate" content="2024-01-20 10:00"><meta name="ContentSource" content="青岚区司法局">
<script>var views = 99999;</script><style>p{width:777px}</style></head>
<body><div class="nav"><a href="#">首页</a> &gt; <a href="#">政务公开</a></div>
<div class="text"><h2>一、主要工作</h2><p>2023年，全区办理案件<span>1</span><span>2</span>
<span>3</span>件，罚没<b>13.86</b><span>亿元</span>，成效明显。</p>
<table><tr><th>项目</th><th>件数</th></tr><tr><td>处罚</td><td>120</td></tr><tr><td>强制</td><td></td></tr></table>
<p style="display:none">隐藏的888件，不算。</p><p>下一步，将抓好培训，加强监督。</p></div>
<div class="foot">版权所有 访问量：<span>4567</span></div></body></html>"""


def test_html_keeps_split_values_whole_headings_as_lines_and_tables_as_rows() -> None:
    document = read(PAGE)
    assert document.media_type == "text/html"
    assert "办理案件123件，罚没13.86亿元，" in document.text
    assert "\n一、主要工作\n" in document.text
    assert "处罚\t120" in document.text
    assert marked(document, "cell") == ["项目", "件数", "处罚", "120", "强制"]


def test_html_scripts_styles_and_hidden_text_are_no_text() -> None:
    assert not [number for number in ("99999", "777", "888") if number in read(PAGE).text]


def test_html_around_the_report_is_chrome() -> None:
    document = read(PAGE)
    chrome = "".join(marked(document, "chrome"))
    assert "首页" in chrome and "4567" in chrome and "案件" not in chrome


def test_html_metadata_of_government_sites_is_read() -> None:
    metadata = read(PAGE).metadata
    assert (metadata.title, metadata.issuer, metadata.published) == (
        "青岚区2023年法治政府建设年度报告",
        "青岚区司法局",
        "2024-01-20",
    )


def test_book_title_brackets_in_angle_signs_are_not_html() -> None:
    assert read("贯彻<中共中央关于若干问题的决定>的实施意见。").media_type == "text/plain"


def nested(depth: int) -> str:
    return "<html><body>" + "<div>" * depth + "办理案件三件。" + "</div>" * depth + "</body></html>"


def test_deeply_nested_html_is_read_whole_or_refused() -> None:
    assert "案件三件" in read(nested(1000)).text
    with pytest.raises(InputError, match="deeply"):
        read(nested(20_000))


def test_an_html_page_without_text_is_refused() -> None:
    with pytest.raises(InputError, match="no text"):
        read("<html><head><title>x</title></head><body><script>1</script></body></html>")


def test_a_word_file_gives_its_paragraphs_and_tables_in_order() -> None:
    from docx import Document as new_docx

    made = new_docx()
    made.add_paragraph("全年受理申请86件。")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "审结", "79件"
    made.add_paragraph("特此报告。")
    target = io.BytesIO()
    made.save(target)
    document = read(target.getvalue(), name="report.docx")
    assert document.text == "全年受理申请86件。\n审结\t79件\n特此报告。"
    [region] = [region for region in document.regions if region.kind == "table"]
    assert document.text[region.start : region.end] == "审结\t79件"


def test_a_word_file_that_unpacks_to_too_much_is_not_opened() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (201 << 20))
    with pytest.raises(InputError, match="too much for a report"):
        read(target.getvalue(), name="bomb.docx")


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, encoding="utf-8")
    opening = Path.open

    def written_to(self: Path, *args: Any, **options: Any) -> Any:
        opened = opening(self, *args, **options)
        with opening(path, "ab") as other:
            other.write("又及。".encode())
        os.utime(path, ns=(1, 1))
        return opened

    known = path.stat()
    monkeypatch.setattr(os, "fstat", lambda descriptor: known)
    monkeypatch.setattr(Path, "open", written_to)
    with pytest.raises(InputError, match="changed while it was read"):
        read(path)


def test_a_file_of_two_hundred_megabytes_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(InputError, match="larger than 50 MB"):
        read(path)


@pytest.mark.parametrize("ending", ["txt", "html", "pdf", "docx"])
@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4\n%", b"PK\x03\x04word/", b"<html>", b"\xd0\xcf\x11\xe0", b"\0" * 64]
)
def test_a_bad_file_under_any_name_is_one_sentence_and_exit_code_2(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"report.{ending}"
    path.write_bytes(content)
    with pytest.raises(InputError) as raised:
        read(path)
    assert path.name in str(raised.value)
    assert raised.value.exit_code == 2
    assert "\n" not in str(raised.value)


def test_the_tables_of_a_flattened_text_are_said_to_be_unreadable() -> None:
    cells = "\n\n".join(["规章", "0", "0", "1", "行政规范性文件", "0", "5", "5", "行政许可"])
    report = f"2023年，青岚区公开工作报告如下。\n一、总体情况\n全年主动公开信息1136条。\n二、主动公开情况\n{cells}\n"
    [note] = read(report).notes
    assert "not read as figures" in note
    assert note in outline(read(report)).notes
    assert [figure.text for figure in figures(report) if figure.is_figure] == ["1136条"]


def test_values_split_over_spans_of_one_line_stay_whole() -> None:
    page = (
        "<div><p><span>2011</span><span>年刊出政务公开栏</span><span>12</span><span>期，</span>"
        "<span>成效明显。</span></p></div>" * 2
    )
    assert "2011年刊出政务公开栏12期，成效明显。" in read(page).text


def test_an_empty_row_at_the_end_of_a_page_has_no_cells_beyond_the_text() -> None:
    rows = "<tr><td>事项</td><td>件数</td></tr><tr><td>许可</td><td>5</td></tr><tr><td></td><td> </td></tr>"
    document = read(f"<div><p>2023年，办理情况如下，共5件。</p><table>{rows}</table></div>")
    assert [document.excerpt(cell.start, cell.end) for cell in document.tables[0].cells] == [
        "事项",
        "件数",
        "许可",
        "5",
    ]


def test_a_mirror_sites_address_inside_a_word_is_furniture_and_breaks_no_sentence() -> None:
    text = "青岚区2023年工作总结\n一、工作情况\n推进依法行www.mirror2023.com政工作，办理案件12件。详见http://qinglan.gov.cn。\n"
    document = read(text)
    assert [document.excerpt(one.start, one.end) for one in document.regions] == ["www.mirror2023.com"]
    told = outline(document)
    assert any(
        "依法行www" in text[one.start : one.end] and "12件" in text[one.start : one.end] for one in told.sentences
    )
    assert [one.text for one in figures(document) if one.is_figure] == ["12件"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 OFD.xml", "an OFD file"),
        (b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "a web archive"),
    ],
)
def test_what_is_no_report_yet_is_refused_by_what_it_is(content: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read(content)


def test_a_line_of_buttons_repeated_takes_no_longer_than_it_is_long() -> None:
    def seconds(buttons: int) -> float:
        text = "青岚区年度报告\n" + "浏览量 " * buttons + "全年办理案件12件。\n"
        return processor_seconds(lambda: read(text))

    assert seconds(240) < 10 * max(seconds(60), 0.02)
