"""Word files: body order, list numbers, tables with merged cells, notes; and what is refused."""

import io
import zipfile
from typing import Any

import pytest

import summarizer
from summarizer.base.errors import InputError
from summarizer.readers import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def p(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def packed(body: str, **parts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return held.getvalue()


def numbered(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'


NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="3">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>"""


def test_the_numbers_that_word_counts_are_written_out() -> None:
    levels = [0, 1, 1, 2, 0, 1, *[0] * 9]
    body = "".join(p(f"第{n}段。", numbered(level)) for n, level in enumerate(levels))
    lines = read(packed(body, numbering=NUMBERING)).text.split("\n")
    assert lines[:6] == ["一、第0段。", "（一）第1段。", "（二）第2段。", "1.第3段。", "二、第4段。", "（一）第5段。"]
    assert [line[:3] for line in lines[-2:]] == ["十、第", "十一、"]


def test_what_is_deleted_or_a_field_code_is_no_text_and_what_is_inserted_is() -> None:
    body = (
        "<w:p><w:r><w:t>全年</w:t></w:r><w:del><w:r><w:delText>办理9件</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>办理8件</w:t></w:r></w:ins><w:r><w:instrText> PAGE 77 </w:instrText></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>，审结7件。</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        f"<w:sdt><w:sdtContent>{p('特此报告。')}</w:sdtContent></w:sdt>"
    )
    assert read(packed(body)).text == "全年办理8件，审结7件。\n特此报告。"


def test_a_table_keeps_its_merged_cells() -> None:
    def tc(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"

    wide, begins, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        tc("办理结果", begins) + tc("申请人", wide),
        tc("", goes_on) + tc("自然人") + tc("法人"),
        tc("予以公开") + tc("12") + tc(""),
    ]
    body = p("2023年办理情况如下。") + "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    document = read(packed(body))
    assert document.text == "2023年办理情况如下。\n办理结果\t申请人\n自然人\t法人\n予以公开\t12\t"
    [figure] = [figure for figure in summarizer.figures(document) if figure.is_figure]
    assert (figure.text, figure.measure) == ("12", "予以公开：申请人：自然人")


def test_notes_stand_behind_the_text_and_are_no_part_of_it() -> None:
    reference = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    body = f"<w:p><w:r><w:t>落实“三项制度”</w:t></w:r>{reference}<w:r><w:t>，办案6件。</w:t></w:r></w:p>"
    notes = (
        f"<w:footnotes {W}><w:footnote w:id='2'>{p('三项制度：公示、记录、审核，共3项。')}</w:footnote></w:footnotes>"
    )
    document = read(packed(body, footnotes=notes))
    assert document.text == "落实“三项制度”，办案6件。\n[1]\n[1] 三项制度：公示、记录、审核，共3项。"
    assert [figure.text for figure in summarizer.figures(document) if figure.is_figure] == ["6件"]
    assert all("[1] 三项" not in item.text for item in summarizer.outline(document).items)


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('附件：清单。')}</w:txbxContent>"
    body = f"<w:p><w:r><w:t>正文。</w:t><w:Choice>{box}</w:Choice><w:Fallback>{box}</w:Fallback></w:r></w:p>"
    assert read(packed(body)).text == "正文。\n附件：清单。"


def test_annexes_stay_in_order() -> None:
    body = p("特此报告。") + p("附件1") + "<w:tbl><w:tr><w:tc>" + p("事项") + "</w:tc></w:tr></w:tbl>" + p("附件2")
    assert read(packed(body)).text == "特此报告。\n附件1\n事项\n附件2"


def declaring(entities: str, used: str) -> bytes:
    """A Word file whose XML declares entities, which no Word file does."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        body = f"<w:document {W}><w:body>{p(used)}</w:body></w:document>"
        archive.writestr("word/document.xml", f"<!DOCTYPE d [{entities}]>{body}")
    return held.getvalue()


BOMB = '<!ENTITY e0 "办理9件">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (packed(p("正文"))[:200], "damaged"),
        (packed("<w:p>"), "damaged"),
        (packed(""), "no text"),
        (packed("<w:p>" + "<w:r>" * 5000 + "</w:r>" * 5000 + "</w:p>"), "damaged"),
        (declaring(BOMB, "&e8;"), "damaged|no text"),
        (declaring('<!ENTITY e SYSTEM "file:///etc/hostname">', "&e;"), "damaged|no text"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99, "password"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 99, "save it as DOCX"),
    ],
)
def test_a_word_file_that_cannot_be_read_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as raised:
        read(content, name="报告.docx")
    assert str(raised.value).startswith("报告.docx")


def test_every_byte_of_a_word_file_may_be_wrong() -> None:
    whole = packed(p("全年办理8件。"), numbering=NUMBERING)
    for at in range(0, len(whole), 7):
        changed: Any = bytearray(whole)
        changed[at] ^= 0xFF
        try:
            read(bytes(changed), name="报告.docx")
        except InputError as error:
            assert str(error)
