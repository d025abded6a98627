# ruff: noqa: E501
"""One report, rendered into every format with every trait that hides, raises or strikes its characters.

``python -m benchmarks.formats`` prints the table: for each trait and format whether every value was read rightly, and
whether what was left out or could not be read was told.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks._rendered import markdown, ofd, plain, workbook
from benchmarks._traits import HEAD, TAIL, TRAITS, Trait

if TYPE_CHECKING:
    from summarizer.quantities import Figure

Measured = dict[str, float | int | str]
_HTML = {"raised": "<sup>{}</sup>", "lowered": "<sub>{}</sub>", "struck": "<s>{}</s>", "tiny": '<i style="font-size:0">{}</i>',
         "hidden": '<span style="display:none">{}</span>', "white": '<span style="color:#fff">{}</span>', "": "{}"}  # fmt: skip
_CLASSED = {"raised": "vertical-align:super", "lowered": "vertical-align:sub", "struck": "text-decoration:line-through",
            "hidden": "visibility:hidden", "white": "color:#FFFFFF", "tiny": "font-size:0px", "": ""}  # fmt: skip
_DOCX = {"raised": '<w:vertAlign w:val="superscript"/>', "lowered": '<w:vertAlign w:val="subscript"/>', "struck": "<w:strike/>",
         "hidden": "<w:vanish/>", "white": '<w:color w:val="FFFFFF"/>', "tiny": '<w:sz w:val="2"/>', "": ""}  # fmt: skip
_SHIFTED = _DOCX | {"raised": '<w:position w:val="10"/><w:sz w:val="16"/>', "lowered": '<w:position w:val="-6"/>'}
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def page(trait: Trait) -> bytes:
    """A web page whose elements carry the looks."""
    said = "".join(_HTML[look].format(words) for words, look in trait.runs)
    return _page("", said)


def styled_page(trait: Trait) -> bytes:
    """A web page whose looks are classes of its own style sheet."""
    sheet = "".join(f".c{number}{{{look}}}" for number, look in enumerate(_CLASSED.values()))
    names = {look: f"c{number}" for number, look in enumerate(_CLASSED)}
    said = "".join(f'<span class="x {names[look]}">{words}</span>' for words, look in trait.runs)
    return _page(f"<style>@media print{{.x{{display:none}}}} {sheet}</style>", said)


def _page(head: str, said: str) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in (*HEAD, said, *TAIL))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body><div>{lines}</div></body></html>'.encode()
    )


def word(trait: Trait) -> bytes:
    """A Word file whose runs carry the looks."""
    return _word("".join(f"<w:r><w:rPr>{_DOCX[look]}</w:rPr>{_t(words)}</w:r>" for words, look in trait.runs))


def shifted_word(trait: Trait) -> bytes:
    """A Word file in which raised characters are small and moved."""
    return _word("".join(f"<w:r><w:rPr>{_SHIFTED[look]}</w:rPr>{_t(words)}</w:r>" for words, look in trait.runs))


def styled_word(trait: Trait) -> bytes:
    """A Word file whose looks are character styles, each based on another."""
    styles = "".join(
        f'<w:style w:type="character" w:styleId="b{n}"><w:rPr>{look}</w:rPr></w:style>'
        f'<w:style w:type="character" w:styleId="c{n}"><w:basedOn w:val="b{n}"/></w:style>'
        for n, look in enumerate(_DOCX.values())
    )
    names = {look: f"c{n}" for n, look in enumerate(_DOCX)}
    said = "".join(
        f'<w:r><w:rPr><w:rStyle w:val="{names[look]}"/></w:rPr>{_t(words)}</w:r>' for words, look in trait.runs
    )
    return _word(said, f"<w:styles {_W}>{styles}</w:styles>")


def tracked_word(trait: Trait) -> bytes:
    """A Word file in which what is struck is a tracked deletion, and the rest of it a tracked insertion."""
    said = "".join(
        f"<w:del><w:r><w:delText>{words}</w:delText></w:r></w:del>"
        if look == "struck"
        else f"<w:ins><w:r><w:rPr>{_DOCX[look]}</w:rPr>{_t(words)}</w:r></w:ins>"
        for words, look in trait.runs
    )
    return _word(said)


def _t(words: str) -> str:
    return f'<w:t xml:space="preserve">{words}</w:t>'


def _word(said: str, styles: str = "") -> bytes:
    lines = [f"<w:r>{_t(line)}</w:r>" for line in HEAD], [f"<w:r>{_t(line)}</w:r>" for line in TAIL]
    body = "".join(f"<w:p>{line}</w:p>" for line in (*lines[0], said, *lines[1]))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        if styles:
            archive.writestr("word/styles.xml", styles)
    return held.getvalue()


def portable(trait: Trait) -> bytes:
    """A PDF in which the looks are drawn: small and moved, in white, with a line through the middle."""
    return _portable(trait, turned=False)


def turned_portable(trait: Trait) -> bytes:
    """The same, drawn sideways on a page that is turned."""
    return _portable(trait, turned=True)


def _portable(trait: Trait, *, turned: bool) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842), invariant=1)
    if turned:
        canvas.setPageRotation(90)
        canvas.transform(0, 1, -1, 0, 842, 0)
    for number, line in enumerate((*HEAD, "", *TAIL)):
        at = 75.0
        for words, look in trait.runs if not line else ((line, ""),):
            at = _draw(canvas, at, 742 - 60 * number, words, look)
    canvas.setFillGray(0.85)
    canvas.setFont("STSong-Light", 48)
    canvas.translate(100, 300)
    canvas.rotate(45)
    canvas.drawString(0, 0, "青岚区2024年1月26日印发")
    canvas.save()
    return held.getvalue()


def _draw(canvas: object, at: float, top: float, words: str, look: str) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    size = {"raised": 9.0, "lowered": 9.0, "tiny": 0.5}.get(look, 16.0)
    text = canvas.beginText(at, top + {"raised": 7, "lowered": -3}.get(look, 0))  # type: ignore[attr-defined]
    text.setFont("STSong-Light", size)
    text.setTextRenderMode(3 if look == "hidden" else 0)
    text.setFillGray(1 if look == "white" else 0)
    text.textOut(words)
    canvas.saveState()  # type: ignore[attr-defined]
    canvas.drawText(text)  # type: ignore[attr-defined]
    canvas.restoreState()  # type: ignore[attr-defined]
    width = float(stringWidth(words, "STSong-Light", size))
    if look == "struck":
        canvas.line(at, top + 5.5, at + width, top + 5.5)  # type: ignore[attr-defined]
    return at + width


FORMATS: dict[str, Callable[[Trait], bytes]] = {
    "html": page, "html, classes": styled_page, "docx": word, "docx, moved": shifted_word, "docx, styles": styled_word,
    "docx, tracked": tracked_word, "pdf": portable, "pdf, turned": turned_portable, "xlsx": workbook, "ofd": ofd,
    "txt": plain, "md": markdown,
}  # fmt: skip
#: Looks that a format has no way to give: text has none but raised and lowered characters of its own.
_NONE = {"txt": {"struck", "hidden", "white", "tiny"}, "md": {"white", "tiny"}}


def expressed(trait: Trait, format: str) -> bool:
    """Whether ``format`` can show ``trait``; no PDF of the font used here can hold U+FFFD."""
    if trait.name == "lost" and format.startswith("pdf"):
        return False
    return not any(look in _NONE.get(format, ()) for _, look in trait.runs)


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one trait in one format."""

    wrong: tuple[str, ...]
    lost: tuple[str, ...]
    told: bool

    @property
    def word(self) -> str:
        """For the table."""
        return "wrong" if self.wrong else "lost" if self.lost else "right" if self.told else "silent"


def tried(trait: Trait, format: str) -> Read:
    """Read ``trait`` in ``format``, and hold its figures against the right ones."""
    import summarizer
    from summarizer.readers import read

    document = read(FORMATS[format](trait), name=trait.name)
    found = [(_worth(one), one.unit) for one in summarizer.figures(document) if one.is_figure and _worth(one)]
    wanted = [(value, unit) for value, unit in trait.right]
    wrong = [f"{value}{unit}" for value, unit in found if not any(_same((value, unit), one) for one in wanted)]
    lost = [f"{value}{unit}" for value, unit in wanted if not any(_same(one, (value, unit)) for one in found)]
    return Read(
        tuple(wrong),
        tuple(lost),
        not trait.told or trait.told in " ".join(document.notes) or _deleted(trait, document.notes),
    )


def _worth(figure: "Figure") -> str:
    if figure.value is None:
        return f"{figure.low}..{figure.high}" if figure.low is not None else ""
    return str(figure.value)


def _same(found: tuple[str, str], wanted: tuple[str, str]) -> bool:
    from decimal import Decimal

    units = {"m²": ("m²", "m2", "平方米"), "千瓦时": ("千瓦时", "瓦时")}.get(wanted[1], (wanted[1],))
    scale = 1000 if found[1] == "瓦时" else 1
    if ".." in found[0] or ".." in wanted[0]:
        return found == wanted
    return found[1] in units and Decimal(found[0]) == Decimal(wanted[0]) * scale


def _deleted(trait: Trait, notes: tuple[str, ...]) -> bool:
    return trait.told == "crossed out" and "deleted" in " ".join(notes)


def measured() -> Iterator[tuple[str, str, Read]]:
    """(trait, format, what became of it) of all that can be expressed."""
    for trait in TRAITS:
        for format in FORMATS:
            if expressed(trait, format):
                yield trait.name, format, tried(trait, format)


def measure() -> Measured:
    """Over all traits in all formats: values read wrongly, lost, not told; and the share that is right by format."""
    told = list(measured())
    counts: Measured = {
        "traits in formats": len(told),
        "wrong values": sum(len(read.wrong) for _, _, read in told),
        "lost values": sum(len(read.lost) for _, _, read in told),
        "left out in silence": sum(not read.told for _, _, read in told),
    }
    for format in FORMATS:
        rows = [read.word == "right" for _, its, read in told if its == format]
        counts[f"{format}: right"] = sum(rows) / len(rows)
    return counts


def main() -> None:
    """Print the table."""
    told = list(measured())
    print("| trait | " + " | ".join(FORMATS) + " |")
    print("|---" * (len(FORMATS) + 1) + "|")
    for trait in TRAITS:
        row = {format: read.word for name, format, read in told if name == trait.name}
        print(f"| {trait.name} | " + " | ".join(row.get(format, "–") for format in FORMATS) + " |")
    for name, format, read in told:
        if read.word != "right":
            print(name, format, read)


if __name__ == "__main__":
    main()
