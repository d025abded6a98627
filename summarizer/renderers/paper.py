"""A Word document with the styles of a brief, and what python-docx has no words for: bookmarks, links, fields.

Everything that is written goes through :func:`one_line`, so that no character of a report can break the XML.
"""

from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from summarizer.renderers.visible import one_line
from summarizer.schema import Verdict

LATIN, CHINESE, CHINESE_HEADINGS = "Calibri", "SimSun", "Microsoft YaHei"
SYMBOLS = "Segoe UI Symbol"
MARKS: dict[Verdict, str] = {"supported": "Mark Supported", "review": "Mark Review", "rejected": "Mark Rejected"}
LINK, EVIDENCE, NOTE, DETAIL = "Evidence Link", "Evidence", "Note", "Detail"
PAGE_WIDTH = Cm(17.4)
"""Between the margins of an A4 page."""

_COLOURS: dict[Verdict, str] = {"supported": "2E7D32", "review": "9C5700", "rejected": "C00000"}
_SIZES = {"Title": 16, "Subtitle": 11, "Heading 1": 12, "Heading 2": 10, "Heading 3": 9.5, "Caption": 8}
_BEFORE = {"Title": 0, "Subtitle": 0, "Heading 1": 8, "Heading 2": 5, "Heading 3": 3, "Caption": 0}
"""Points of white above; below there are two. Close, since the brief is two pages."""
_INK = RGBColor(0x1F, 0x38, 0x64)
_SHADE = "DCE6F1"


def blank() -> Document:
    """An empty A4 document with the styles of a brief; East Asian fonts are set in each."""
    paper = docx.Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.8)
    page.top_margin = page.bottom_margin = Cm(1.5)
    styles = paper.styles
    normal = styles["Normal"]
    _font(normal, CHINESE, 9)
    for name in ("Normal", "Body Text", "List Bullet"):
        styles[name].paragraph_format.space_after, styles[name].paragraph_format.line_spacing = Pt(1), 1.0
    _languages(styles.element)
    for name, size in _SIZES.items():
        _font(styles[name], CHINESE_HEADINGS, size)
        styles[name].font.color.rgb = _INK
        styles[name].font.italic = False
        styles[name].paragraph_format.space_before, styles[name].paragraph_format.space_after = Pt(_BEFORE[name]), Pt(2)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption"):
        styles[name].paragraph_format.keep_with_next = True
    for verdict, name in MARKS.items():
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        _font(style, SYMBOLS, None, SYMBOLS)
        style.font.color.rgb = RGBColor.from_string(_COLOURS[verdict])
        style.font.bold = verdict != "supported"
    link = styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.superscript = True
    link.font.color.rgb = RGBColor(0x05, 0x63, 0xC1)
    evidence = styles.add_style(EVIDENCE, WD_STYLE_TYPE.PARAGRAPH)
    evidence.base_style = normal
    _font(evidence, CHINESE, 8)
    evidence.paragraph_format.left_indent, evidence.paragraph_format.first_line_indent = Cm(1.2), Cm(-1.2)
    detail = styles.add_style(DETAIL, WD_STYLE_TYPE.PARAGRAPH)
    detail.base_style = normal
    _font(detail, CHINESE, 8)
    note = styles.add_style(NOTE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = normal
    note.font.italic = True
    note.font.color.rgb = RGBColor(0x6B, 0x6B, 0x6B)
    return paper


def _font(style: Any, chinese: str, size: float | None, latin: str = LATIN) -> None:
    """The fonts of ``style`` for both scripts, in place of the template's theme fonts."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), latin)
    fonts.set(qn("w:eastAsia"), chinese)
    if size is not None:
        style.font.size = Pt(size)


def _languages(styles: Any) -> None:
    """Latin letters are English, Chinese characters simplified Chinese, for spelling and line breaks."""
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
        language.set(qn("w:eastAsia"), "zh-CN")


# --- text -----------------------------------------------------------------------------------------------------------


def say(paragraph: Paragraph, text: str, style: str | None = None, *, bold: bool | None = None) -> Run:
    """Add ``text`` to ``paragraph``, on one line and with nothing unseen in it."""
    run = paragraph.add_run(one_line(text), style)
    if bold is not None:
        run.bold = bold
    return run


def link(paragraph: Paragraph, text: str, bookmark: str) -> None:
    """Add ``text``, linked to ``bookmark`` of the same document."""
    element = OxmlElement("w:hyperlink")
    element.set(qn("w:anchor"), bookmark)
    element.set(qn("w:history"), "1")
    element.append(paragraph.add_run(text, LINK)._r)
    paragraph._p.append(element)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Make ``paragraph`` a place that links lead to; ``number`` is its own in the document."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def field(paragraph: Paragraph, instruction: str, text: str) -> None:
    """Add a field that Word works out (a page's number, a table's), ``text`` being what it shows before that."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), f" {instruction} ")
    element.append(paragraph.add_run(text)._r)
    paragraph._p.append(element)


def footer(paper: Document, text: str) -> None:
    """``text`` and the page's number at the foot of every page."""
    paragraph = paper.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    say(paragraph, f"{text} · ")
    field(paragraph, "PAGE", "1")
    say(paragraph, " / ")
    field(paragraph, "NUMPAGES", "1")
    for run in paragraph.runs:
        run.font.size = Pt(8)


def comment(paper: Document, runs: Sequence[Run], lines: Sequence[str]) -> None:
    """A comment on ``runs``, a paragraph for each of ``lines``; without an hour, so that it is always the same."""
    if not runs or not lines:
        return
    made = paper.add_comment(runs, author="summarizer", initials="S")
    made._comment_elm.attrib.pop(qn("w:date"), None)
    for number, line in enumerate(lines):
        say(made.paragraphs[0] if number == 0 else made.add_paragraph(), line)


# --- tables ---------------------------------------------------------------------------------------------------------


def table(paper: Document, heads: Sequence[str], shares: Sequence[int], rows: int) -> Table:
    """A table with room for ``rows`` under its heads, which come again on each page; ``shares`` are the widths'."""
    made: Table = paper.add_table(rows + bool(heads), len(shares), "Table Grid")
    made.autofit = False
    for column, share in zip(made.columns, shares, strict=True):
        width = int(PAGE_WIDTH * share / sum(shares))
        column.width = width
        for cell in column.cells:
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    for row in made.rows:
        _flag(row._tr.get_or_add_trPr(), "w:cantSplit")
    if heads:
        _flag(made.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        for cell, head in zip(made.rows[0].cells, heads, strict=True):
            say(cell.paragraphs[0], head, bold=True)
            shade(cell)
    return made


def to_the_right(paragraph: Paragraph) -> None:
    """Numbers stand one under the other."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def in_columns(paper: Document, count: int) -> None:
    """What follows stands in ``count`` columns, on the same page."""
    section = paper.add_section(WD_SECTION.CONTINUOUS)._sectPr
    columns = section.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        section.append(columns)
    for name, value in (("num", str(count)), ("space", "340")):
        columns.set(qn(f"w:{name}"), value)


def shade(cell: _Cell) -> None:
    """Colour the ground of ``cell``."""
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        element.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(element)


def _flag(properties: Any, name: str) -> None:
    properties.append(OxmlElement(name))
