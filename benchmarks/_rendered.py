"""The same report as a workbook, an OFD file, plain text and Markdown: see ``benchmarks.formats``."""

import io
import zipfile
from xml.sax.saxutils import escape

from benchmarks._traits import HEAD, TAIL, Trait

_HIGH, _LOW = str.maketrans("0123456789[]", "⁰¹²³⁴⁵⁶⁷⁸⁹[]"), str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def plain(trait: Trait) -> bytes:
    """A text, whose raised and lowered digits are characters of their own."""
    said = "".join(
        (words if words[0] == "[" else words.translate(_HIGH))
        if look == "raised"
        else words.translate(_LOW)
        if look == "lowered"
        else words
        for words, look in trait.runs
    )
    return "\n".join((*HEAD, said, *TAIL)).encode()


def markdown(trait: Trait) -> bytes:
    """Markdown, with the elements that it takes from HTML for what it has no marks of its own."""
    marks = {"raised": "<sup>{}</sup>", "lowered": "<sub>{}</sub>", "struck": "~~{}~~", "hidden": "<!-- {} -->"}
    said = "".join(marks.get(look, "{}").format(words) for words, look in trait.runs)
    title, part, foot, last = *HEAD, *TAIL
    return f"# {title}\n\n## {part}\n\n{said}\n\n## {foot}\n\n{last}\n".encode()


def workbook(trait: Trait) -> bytes:
    """A workbook of a line to a row; what is hidden stands in a hidden column between two others."""
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    looks = {"raised": {"vertAlign": "superscript"}, "lowered": {"vertAlign": "subscript"}, "struck": {"strike": True},
             "white": {"color": "FFFFFFFF"}, "tiny": {"sz": 1}, "": {}}  # fmt: skip
    for row, line in enumerate((*HEAD, "", *TAIL), 1):
        if line:
            sheet.cell(row, 1).value = line
            continue
        column, held = 1, CellRichText()
        for words, look in trait.runs:
            if look == "hidden":
                sheet.cell(row, column).value = held
                sheet.cell(row, column + 1).value = words
                sheet.column_dimensions[openpyxl.utils.get_column_letter(column + 1)].hidden = True
                column, held = column + 2, CellRichText()
            else:
                held.append(TextBlock(InlineFont(**looks[look]), words))
        sheet.cell(row, column).value = held
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def ofd(trait: Trait) -> bytes:
    """An OFD file whose looks are drawn: small and moved, in white, not to be seen, with a line through the middle."""
    drawn: list[str] = []
    for row, line in enumerate((*HEAD, "", *TAIL)):
        at = 25.0
        for words, look in ((line, ""),) if line else trait.runs:
            at = _draw(drawn, at, 30.0 + 12 * row, words, look)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        archive.writestr("OFD.xml", f"<ofd:OFD {_SPACE}>{root}</ofd:OFD>")
        box = "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        area = f"<ofd:CommonData><ofd:PageArea>{box}</ofd:PageArea></ofd:CommonData>"
        pages = '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        archive.writestr("Doc_0/Document.xml", f"<ofd:Document {_SPACE}>{area}{pages}</ofd:Document>")
        layer = f"<ofd:Content><ofd:Layer>{''.join(drawn)}</ofd:Layer></ofd:Content>"
        archive.writestr("Doc_0/Pages/Page_0/Content.xml", f"<ofd:Page {_SPACE}>{layer}</ofd:Page>")
    return held.getvalue()


def _draw(drawn: list[str], at: float, top: float, words: str, look: str) -> float:
    size = {"raised": 2.8, "lowered": 2.8, "tiny": 0.2}.get(look, 5.0)
    steps = [size if ord(character) > 0x2E7F else size / 2 for character in words]
    width, base = sum(steps), top + {"raised": -2.0, "lowered": 1.0}.get(look, 0.0)
    seen = ' Visible="false"' if look == "hidden" else ""
    white = '<ofd:FillColor Value="255 255 255"/>' if look == "white" else ""
    moves = " ".join(f"{step:g}" for step in steps[:-1])
    delta = f' DeltaX="{moves}"' if moves else ""
    box = f"{at:g} {base - 5:g} {width + 1:g} 6"
    drawn.append(
        f'<ofd:TextObject ID="{len(drawn) + 10}" Boundary="{box}" Font="1" Size="{size:g}"'
        f'{seen}>{white}<ofd:TextCode X="0" Y="5"{delta}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )
    if look == "struck":
        drawn.append(
            f'<ofd:PathObject ID="{len(drawn) + 10}" Boundary="{at:g} {top - 1.8:g} {width:g} 0.1" LineWidth="0.3">'
            f"<ofd:AbbreviatedData>M 0 0 L {width:g} 0</ofd:AbbreviatedData></ofd:PathObject>"
        )
    return at + width
