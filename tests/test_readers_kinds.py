"""What people bring: workbooks, OFD files, old office files, archives of reports, addresses on the web."""

import datetime
import http.server
import io
import json
import os
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import summarizer
from summarizer.base.errors import InputError
from summarizer.batch.inputs import expand
from summarizer.cli import web
from summarizer.readers import office, read
from summarizer.readers.bounded import read_bounded
from summarizer.readers.shown_value import shown
from tests.command import summarizer as command
from tests.test_readers_docx import p, packed

# --- workbooks


def workbook(fill: Callable[[Any], None]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    fill(book.active)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def report(sheet: Any) -> None:
    from openpyxl.styles import Font

    sheet.append(["青岚区2023年法治政府建设情况统计表"])
    sheet.append([None, None, "单位：万元"])
    sheet.append(["指标", "金额", "同比增长"])
    sheet.append(["工业投资", 1234.5, -0.123])
    sheet.append(["技改投资", -56.7, 0.034])
    sheet.append(["旧数", 99, 0.01])
    sheet.append(["注：以上为快报数。"])
    for row in (4, 5, 6):
        sheet.cell(row, 2).number_format = "#,##0.0;(#,##0.0)"
        sheet.cell(row, 3).number_format = "0.0%"
    sheet.row_dimensions[6].hidden = True
    sheet.cell(5, 1).font = Font(bold=True)
    sheet.merge_cells("A1:C1")


def test_a_workbook_is_read_as_its_sheet_shows_it() -> None:
    document = read(workbook(report), name="表.xlsx")
    assert document.text == (
        "青岚区2023年法治政府建设情况统计表\n单位：万元\n指标\t金额\t同比增长\n工业投资\t1,234.5\t-12.3%\n"
        "技改投资\t(56.7)\t3.4%\n注：以上为快报数。"
    )
    figures = [(one.value, one.unit, one.measure) for one in summarizer.figures(document) if one.is_figure]
    assert figures == [
        (Decimal("12345000"), "元", "工业投资：金额"), (Decimal("-12.3"), "%", "工业投资：同比增长"),
        (Decimal("-567000"), "元", "技改投资：金额"), (Decimal("3.4"), "%", "技改投资：同比增长"),
    ]  # fmt: skip
    assert any("hidden" in note for note in document.notes)


def test_what_a_workbook_holds_but_does_not_show_is_told() -> None:
    def fill(sheet: Any) -> None:
        from openpyxl.styles import Font

        sheet.append(["指标", "件数"])
        sheet.append(["行政许可", "=40+2"])
        sheet.append(["行政处罚", 12])
        sheet.append(["行政强制", 7])
        sheet.cell(3, 2).font = Font(strike=True)

    document = read(workbook(fill), name="表.xlsx")
    assert "\ufffd" in document.text and "12" not in document.text
    assert any("formula whose result is not in the file" in sentence for sentence in document.unread)
    assert any("crossed out" in note for note in document.notes)


@pytest.mark.parametrize(
    ("value", "form", "seen"),
    [
        (1234.5, "General", "1234.5"), (0.1 + 0.2, "General", "0.3"), (1234.5, "#,##0.00", "1,234.50"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"), (0.965, "0.0%", "96.5%"), (12, '0"件"', "12件"),
        (-3, "0;[Red]-0", "-3"), (12345678, "#,##0,", "12,346"), (5, '¥#,##0.00', "¥5.00"), (3.14159, "0.##", "3.14"),
        (2, "0.##", "2"), (datetime.datetime(2023, 12, 31), "yyyy-mm-dd", "2023-12-31"), (True, "General", "是"),
        (1234.5, "[$¥-804]#,##0.0", "¥1,234.5"), (12.5, "# ?/?", "12.5"), (0.5, "_(* #,##0.0_)", "0.5"),
    ],
)  # fmt: skip
def test_a_value_is_read_as_its_format_shows_it(value: object, form: str, seen: str) -> None:
    assert shown(value, form) == seen


@pytest.mark.parametrize("cut", [40, 900, -30])
def test_a_damaged_workbook_is_a_sentence(cut: int) -> None:
    with pytest.raises(InputError, match=r"表\.xlsx"):
        read(workbook(report)[:cut], name="表.xlsx")


# --- OFD


def repacked(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(held, "w") as made:
        for name in given.namelist():
            made.writestr(name, change(given.read(name)))
    return held.getvalue()


def ofd(lines: list[str], extra: str = "") -> bytes:
    objects = "".join(
        f'<ofd:TextObject ID="{n + 10}" Boundary="25 {30 + 10 * n} 160 6" Font="1" Size="5">'
        f'<ofd:TextCode X="0" Y="5" DeltaX="{" ".join("5" if ord(a) > 0x2E7F else "2.5" for a in words)}">{words}'
        "</ofd:TextCode></ofd:TextObject>"
        for n, words in enumerate(lines)
    )
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            '</ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
            "</ofd:Pages></ofd:Document>",
        )
        archive.writestr(
            "Doc_0/Pages/Page_0/Content.xml",
            f"<ofd:Page {space}><ofd:Content><ofd:Layer>{objects}{extra}</ofd:Layer></ofd:Content></ofd:Page>",
        )
    return held.getvalue()


def test_an_ofd_file_is_read_line_by_line_as_it_stands_on_its_pages() -> None:
    document = read(
        ofd(["青岚区2023年法治政府建设年度报告", "全年办理案件128件，办结率96.5%。", "培训350人次。"]), name="报告.ofd"
    )
    assert document.media_type == "application/ofd"
    found = [(str(one.value), one.unit) for one in summarizer.figures(document) if one.is_figure]
    assert found == [("128", "件"), ("96.5", "%"), ("350", "人次")]


def test_what_an_ofd_file_does_not_show_is_left_out_and_told() -> None:
    hidden = (
        '<ofd:TextObject Visible="false" Boundary="25 90 160 6" Size="5"><ofd:TextCode X="0" Y="5">另有47件'
        '</ofd:TextCode></ofd:TextObject><ofd:TextObject Boundary="25 90 160 6" Size="5"><ofd:FillColor Value="255 255'
        ' 255"/><ofd:TextCode X="0" Y="5">又有48件</ofd:TextCode></ofd:TextObject>'
    )
    document = read(ofd(["全年办理案件128件，办结率96.5%。"], hidden), name="报告.ofd")
    assert "47" not in document.text and "48" not in document.text
    assert any("hidden" in note and "colour of the page" in note for note in document.notes)


@pytest.mark.parametrize("area", ["0 0 0 0", "0 0 nan nan", "0 0 1e300 297", "0 0 -210 -297"])
def test_an_ofd_page_of_no_possible_size_is_read_as_a4(area: str) -> None:
    made = repacked(ofd(["全年办理案件128件。"]), lambda part: part.replace(b"0 0 210 297", area.encode()))
    assert "128件" in read(made).text


def test_a_damaged_ofd_file_is_a_sentence() -> None:
    whole = ofd(["全年办理案件128件。"])
    with pytest.raises(InputError, match=r"报告\.ofd"):
        read(whole.replace(b"Pages/Page_0", b"Pages/Page_9", 1), name="报告.ofd")


# --- old office files


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for LibreOffice: it hands out what lies beside it, and says by its folder's name that it is one."""
    folder = tmp_path / "stand-in-for-libreoffice"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(
        f"#!{sys.executable}\nimport pathlib, sys, time\nhere = pathlib.Path(__file__).parent\n"
        "if (here / 'sleep').exists(): time.sleep(60)\n"
        "kind = sys.argv[sys.argv.index('--convert-to') + 1]\nout = sys.argv[sys.argv.index('--outdir') + 1]\n"
        "made = here / ('made.' + kind)\n"
        "made.exists() and pathlib.Path(out, 'report.' + kind).write_bytes(made.read_bytes())\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


OLD = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 99
OLD_SHEET = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 99


@pytest.mark.parametrize("content", [OLD, b"{\\rtf1 x}"])
def test_an_old_office_file_is_read_through_libreoffice_where_it_is_installed(content: bytes, stand_in: Path) -> None:
    (stand_in / "made.docx").write_bytes(packed(p("全年办理案件128件，办结率96.5%。")))
    document = read(content, name="报告.doc")
    assert document.text == "全年办理案件128件，办结率96.5%。"
    assert document.name == "报告.doc"
    assert any("LibreOffice" in note for note in document.notes)
    bounded = read_bounded(content, "报告.doc")
    assert (bounded.text, bounded.sha256) == (document.text, document.sha256)


def test_an_old_sheet_becomes_a_workbook(stand_in: Path) -> None:
    (stand_in / "made.xlsx").write_bytes(workbook(report))
    assert "工业投资\t1,234.5" in read(OLD_SHEET, name="表.xls").text


def test_a_file_that_libreoffice_does_not_open_in_time_is_a_sentence(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match=r"报告\.doc cannot be opened by LibreOffice"):
        read(OLD, name="报告.doc")
    (stand_in / "sleep").touch()
    monkeypatch.setattr(office, "SECONDS", 1)
    with pytest.raises(InputError, match="cannot be opened by LibreOffice"):
        read(OLD, name="报告.doc")


def test_without_libreoffice_a_sentence_says_how_to_save_the_file_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(InputError, match="save it as DOCX"):
        read(OLD, name="报告.doc")


# --- archives of reports

TEXT = "青岚区2023年工作总结\n一、主要工作\n办理案件{}件，培训350人。\n二、存在的问题\n力量不足。"


def test_a_batch_reads_the_reports_in_an_archive_as_if_it_were_a_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "各区.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("东区/报告.txt", "西区/报告.txt", "~$报告.docx", "__MACOSX/._a.txt", "../../逃.txt", "图.png"):
            archive.writestr(name, TEXT.format(len(name)))
        archive.writestr("AAAAAAAA.txt", TEXT.format(7))
    packed_file = tmp_path / "各区.zip"
    packed_file.write_bytes(packed_file.read_bytes().replace(b"AAAAAAAA.txt", "工作报告.txt".encode("gbk")))
    assert [file.relative_to(tmp_path).as_posix() for file in expand([tmp_path])] == [
        "各区.zip/东区/报告.txt", "各区.zip/工作报告.txt", "各区.zip/西区/报告.txt", "各区.zip/逃.txt",
    ]  # fmt: skip
    shown = command("batch", tmp_path / "各区.zip", "-o", tmp_path / "out", "--model", "none")
    assert (shown.code, "3 done" in shown.out) == (0, True), shown.err
    assert not (tmp_path.parent / "逃.txt").exists()
    again = command("batch", tmp_path / "各区.zip", "-o", tmp_path / "out", "--model", "none")
    assert again.code == 0


def test_an_archive_that_unpacks_to_too_much_is_one_report_that_cannot_be_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(11):
            archive.writestr(f"{number}.txt", bytes(100 << 20))
    (tmp_path / "a.txt").write_text(TEXT.format(9), encoding="utf-8")
    shown = command("batch", tmp_path, "-o", tmp_path / "out", "--model", "none")
    assert (shown.code, "1 done, 1 failed" in shown.out) == (1, True)
    assert "ZIP archive" in shown.err


# --- addresses on the web


@pytest.mark.parametrize(
    "place",
    ["127.0.0.1", "::1", "10.0.0.7", "192.168.3.4", "169.254.169.254", "0.0.0.0", "::ffff:192.168.1.1", "fe80::1%eth0",
     "100.64.0.1", "224.0.0.1"],
)  # fmt: skip
def test_no_name_leads_into_the_machine_s_own_network(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", (place, 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: known)
    with pytest.raises(InputError, match="no public address"):
        web.fetched("http://reports.example/a.html")


@pytest.mark.parametrize(
    "address", ["http://user:secret@reports.example/", "http:///a", "http://[x/", "http://a:99999/"]
)
def test_what_is_no_address_of_the_web_is_a_sentence(address: str) -> None:
    with pytest.raises(InputError, match="no address of the web"):
        web.fetched(address)


@pytest.fixture
def site(loopback: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site on this machine that the checks take for a public one."""

    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/moved"):
                self.send_response(302)
                self.send_header("Location", "http://localhost/inner" if "inner" in self.path else "/report.txt")
                self.end_headers()
                return
            self.send_response(404 if "none" in self.path else 200)
            self.end_headers()
            self.wfile.write(bytes(3000) if "large" in self.path else TEXT.format(96).encode())

        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    checked = web.public_place
    monkeypatch.setattr(web, "public_place", lambda host, port: host if host == "127.0.0.1" else checked(host, port))
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_report_on_the_web_is_briefed_and_its_address_kept(site: str, tmp_path: Path) -> None:
    shown = command("brief", f"{site}/moved", "-o", tmp_path / "out", "--model", "none", "--format", "json")
    assert shown.code == 0, shown.err
    [made] = (tmp_path / "out").rglob("brief.json")
    record = json.loads(made.read_text(encoding="utf-8"))["report"]["document"]
    assert (record["name"], record["address"]) == ("report.txt", f"{site}/report.txt")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/moved-inner", "no public address"),
        ("/none", "answers 404"),
        ("/large", "larger than"),
        ("/x", "answer whole"),
    ],
)
def test_an_address_that_leads_astray_is_a_sentence(
    path: str, words: str, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if path == "/large":
        monkeypatch.setattr(web, "LARGEST", 1000)
    if path == "/x":
        monkeypatch.setattr(web, "SECONDS", 0.0)
    with pytest.raises(InputError, match=words):
        web.fetched(f"{site}{path}")


def test_a_cell_whose_style_names_a_font_that_the_workbook_does_not_hold_is_read() -> None:
    def changed(part: bytes) -> bytes:
        head, cells, rest = part.partition(b"<cellXfs")
        return head + cells + rest.replace(b'fontId="0"', b'fontId="977"')

    assert read(repacked(workbook(report), changed)).tables
