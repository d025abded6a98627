"""PDF: what the pages show, in reading order, with tables and page furniture; and the files that are refused."""

from pathlib import Path

import pytest

import summarizer
from benchmarks.shared import shared_folder
from summarizer.base.document import Document
from summarizer.base.errors import InputError
from summarizer.outline import outline
from summarizer.readers import pdf as reader
from summarizer.readers import read
from tests.made_pdf import pdf, prose

LONG = (
    "青岚区严格落实行政执法责任制，全年共办理各类行政复议案件123件，其中直接纠错6件，"
    "推动各行政机关规范执法行为，提高执法人员能力和水平，群众满意度明显提升。"
)


def rows(document: Document, number: int = 0) -> list[list[str]]:
    table = document.tables[number]
    found: list[list[str]] = []
    for cell in table.cells:
        while len(found) <= cell.row:
            found.append([])
        found[cell.row].append(document.excerpt(cell.start, cell.end))
    return found


def test_the_lines_of_a_paragraph_are_joined_without_a_space() -> None:
    document = read(pdf(prose(LONG)))
    assert document.text == LONG
    assert document.media_type == "application/pdf"


def test_a_paragraph_begins_where_a_line_is_indented_or_the_one_before_was_short() -> None:
    first, second = "青岚区不断完善制度，规范行政行为，推进机关依法履职，全面落实各项要求和部署，取得积极成效。", LONG
    document = read(pdf([*prose(first), *prose(second, 100 + 27 * 2), *prose("短句。", 400, indented=False)]))
    assert document.text.split("\n") == [first, second, "短句。"]


def test_a_page_number_inside_a_word_is_set_aside_behind_the_paragraph() -> None:
    head, tail = LONG[:56], LONG[56:]
    pages = [
        [*prose(head, 700), ("text", 280, 815, "-4-")],
        [*prose(tail, 90, indented=False), ("text", 280, 815, "-5-")],
    ]
    document = read(pdf(*pages))
    assert document.text == f"{LONG}\n-4-\n-5-"
    assert [document.excerpt(r.start, r.end) for r in document.regions if r.kind == "page"] == ["-4-", "-5-"]
    assert [document.text[start:].startswith(words) for start, words in zip(document.pages, (head, tail), strict=True)]
    assert all("-4-" not in document.excerpt(s.start, s.end) for s in outline(document).sentences)


def test_running_heads_are_set_aside() -> None:
    pages = [[("text", 200, 50, "青岚区年度报告"), *prose(LONG), ("text", 280, 815, str(n))] for n in range(1, 5)]
    document = read(pdf(*pages))
    heads = [region for region in document.regions if region.label == "set aside: running head"]
    assert len(heads) == 4
    assert len([region for region in document.regions if region.label == "set aside: page number"]) == 4


def test_a_ruled_table_gives_rows_and_merged_cells() -> None:
    table = ("table", 300, [120, 80, 80, 80], [
        ["办理结果", "申请人", None, "总计"], ["^", "自然人", "法人", "^"], ["予以公开", "12", "3", "15"],
        ["不予公开", "4", "", "4"],
    ])  # fmt: skip
    document = read(pdf([*prose(LONG[:40]), table]))
    assert rows(document) == [
        ["办理结果", "申请人", "总计"], ["自然人", "法人"], ["予以公开", "12", "3", "15"], ["不予公开", "4", "", "4"],
    ]  # fmt: skip
    spans = {document.excerpt(c.start, c.end): (c.rows, c.columns) for c in document.tables[0].cells if c.row < 2}
    assert spans == {"办理结果": (2, 1), "申请人": (1, 2), "总计": (2, 1), "自然人": (1, 1), "法人": (1, 1)}


def test_a_table_over_a_page_break_is_one_table() -> None:
    widths = [200, 100]
    pages = [
        [*prose(LONG[:40]), ("table", 700, widths, [["事项", "件数"], ["许可", "5"]]), ("text", 280, 815, "- 1 -")],
        [("table", 80, widths, [["处罚", "7"]]), ("text", 280, 815, "- 2 -")],
    ]
    document = read(pdf(*pages))
    assert [rows(document, number) for number in range(len(document.tables))] == [
        [["事项", "件数"], ["许可", "5"], ["处罚", "7"]]
    ]
    assert document.text[document.pages[1] :].startswith("处罚")


def test_a_frame_around_text_is_no_table() -> None:
    assert read(pdf([*prose(LONG[:30]), ("table", 300, [200], [["只有一格"]])])).tables == ()


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(rotate: int) -> None:
    table = ("table", 300, [120, 80], [["事项", "件数"], ["许可", "5"]])
    document = read(pdf([*prose(LONG), table], rotate=rotate))
    assert document.text == f"{LONG}\n事项\t件数\n许可\t5"


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [("text", 60, 100 + 27 * n, f"左栏第{'一二三四五六七八'[n]}行文字内容") for n in range(8)]
    right = [("text", 330, 100 + 27 * n, f"右栏第{'一二三四五六七八'[n]}行文字内容") for n in range(8)]
    text = read(pdf([line for pair in zip(left, right, strict=True) for line in pair])).text
    assert text.index("左栏第八行") < text.index("右栏第一行")


def test_numbers_set_apart_are_not_joined() -> None:
    text = read(pdf([*prose(LONG), ("text", 75, 400, "1203"), ("text", 160, 400, "45")])).text
    assert "1203 45" in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pdf([("picture",)], [("picture",)]), "is a scan"),
        (pdf([]), "has no text"),
        (pdf(prose(LONG), encrypt="geheim"), "password"),
        (pdf(prose(LONG))[:300], "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 40, "damaged"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as raised:
        read(content, name="报告.pdf")
    assert str(raised.value).startswith("报告.pdf")


def test_a_pdf_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(pdf(prose(LONG)))
    assert read(path).text == LONG


def test_pages_and_characters_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf(prose(LONG), prose(LONG), prose(LONG))
    monkeypatch.setattr(reader, "MOST_PAGES", 2)
    with pytest.raises(InputError, match="3 pages"):
        read(content)
    monkeypatch.setattr(reader, "MOST_PAGES", 3)
    monkeypatch.setattr(reader, "MOST_CHARACTERS", 100)
    with pytest.raises(InputError, match="too large"):
        read(content)


def test_reading_a_text_loads_no_pdf_library() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from summarizer.readers import read; read('青岚区，工作。'); assert 'pypdfium2' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_real_disclosure_report_is_read_with_its_tables() -> None:
    try:
        folder = shared_folder()
    except FileNotFoundError as missing:
        pytest.skip(str(missing))
    document = read(folder / "reports" / "formats" / "hongze_2023_disclosure.pdf")
    assert len(document.tables) == 3
    assert ["行政事业性收费", "7730.28"] in rows(document, 0)
    assert "严格执行“分级审核、先审后发”程序" in document.text
    assert document.text.count("\n- ") == 5


def unruled(*rows: tuple[str, ...], lefts: tuple[float, ...] = (90, 280, 420)) -> bytes:
    """A page with a paragraph and, under it, these rows without any line drawn."""
    cells = [
        ("text", left, 240 + 27 * number, words)
        for number, row in enumerate(rows)
        for left, words in zip(lefts, row, strict=False)
        if words
    ]
    return pdf([*prose("2023年，青岚区各项工作有序开展，具体数据见下表，均经有关部门核对无误。", 100), *cells])


def test_a_table_without_ruled_lines_is_told_by_its_columns() -> None:
    head = ("指标", "计量单位", "完成数", "增长（%）")
    rows = [
        head,
        ("投资总额", "亿元", "95.2", "12.1"),
        ("外贸总额", "亿元", "", "-3.4"),
        ("新增就业", "人", "5120", ""),
    ]
    document = read(unruled(*rows, lefts=(80, 220, 340, 450)))
    assert document.text.split("\n")[1:] == ["\t".join(row) for row in rows]
    told = [(one.text, one.unit, one.measure) for one in summarizer.figures(document) if one.is_figure]
    assert told == [
        ("95.2", "元", "投资总额：完成数"),
        ("12.1", "%", "投资总额：增长"),
        ("-3.4", "%", "外贸总额：增长"),
        ("5120", "人", "新增就业：完成数"),
    ]


def test_columns_that_run_into_each_other_are_said_to_and_stay_lines() -> None:
    document = read(
        pdf(
            [
                *prose("2023年，青岚区各项工作有序开展，具体数据见下表，均经有关部门核对无误。", 100),
                *[
                    ("text", left, 240 + 27 * number, words)
                    for number, row in enumerate(
                        [[(90, "许可"), (180, "12"), (260, "9")], [(90, "处罚案件合计数"), (250, "87"), (330, "102")],
                         [(90, "检查"), (200, "130"), (300, "129")]]
                    )
                    for left, words in row
                ],
            ]
        )
    )  # fmt: skip
    assert document.tables == ()
    assert document.text.split("\n")[1:] == ["许可 12 9", "处罚案件合计数 87 102", "检查 130 129"]
    assert "page 1" in document.notes[0] and "without ruled lines" in document.notes[0]


def test_headings_with_the_numbers_of_their_pages_are_no_table() -> None:
    entries = [("一、总体情况", "", "1"), ("二、公开情况", "", "3"), ("三、存在的问题", "", "5")]
    assert read(unruled(*entries)).tables == ()


@pytest.mark.parametrize("rotate", [0, 90])
def test_a_page_reads_alike_whatever_fonts_the_machine_has(rotate: int) -> None:
    """A font that is named and not in the file: each character stands where the file says, known or not."""
    words = ("新增就业", "人", "龘", "Ж")
    drawn = [("text", 75 + 100 * number, 300, word) for number, word in enumerate(words)]
    assert read(pdf(drawn, rotate=rotate)).text.split() == list(words)
