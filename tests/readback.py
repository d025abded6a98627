"""A rendered brief read back out of its file: its marked words and its figures, the same shape for every format.

Words come as a reader sees them, a mark behind each number: ``12167宗 ✓，罚没金额…``. Why a number is not supported,
and which evidence a mark leads to, are left out, so that formats may say that each in their way.
"""

import csv
import html
import io
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

import docx
import openpyxl

from summarizer.renderers import words
from summarizer.schema import Brief, Check

Figures = set[tuple[str, str]]
"""Figures as written in the source, each with its sign."""

_REASONS = "|".join(re.escape(one) for both in (*words.REASONS.values(), words.UNCHECKED) for one in both)
_WHY = re.compile(rf"(?<=[✓?✗]) ?\((?:{_REASONS})\)")
_PLACE = re.compile(r"(?<=[✓?✗])\[e\d+\]")


def bare(text: str) -> str:
    """``text`` without the evidence and the reason behind a mark, and without what only spacing is."""
    return re.sub(r"\s+", "", _WHY.sub("", _PLACE.sub("", text)))


def expected(brief: Brief, titles: Iterable[str] | None = None, summaries: Iterable[str] | None = None) -> list[str]:
    """The words of the items as every format must say them, from the structure alone.

    Of all items, or of those only whose ids are among ``titles`` and ``summaries``.
    """
    ids = {"title": titles, "summary": summaries}
    by_field: dict[str, list[Check]] = {}
    for check in brief.checks:
        by_field.setdefault(check.field, []).append(check)
    said = []
    for kind in ("achievements", "problems", "plans"):
        for index, item in enumerate(getattr(brief.report, kind)):
            for name in (one for one, wanted in ids.items() if wanted is None or item.id in wanted):
                for language in ("zh", "en"):
                    text = getattr(getattr(item, name), language)
                    if text is not None:
                        field = f"{kind}[{index}].{name}.{language}"
                        said.append(bare(marked(text, by_field.get(field, []))))
    return said


def marked(text: str, checks: list[Check]) -> str:
    """``text`` with the sign of each check behind its number."""
    for check in sorted(checks, key=lambda one: one.end, reverse=True):
        text = f"{text[: check.end]} {words.SIGNS[check.verdict]}{text[check.end :]}"
    return text


# --- words ----------------------------------------------------------------------------------------------------------


def words_of_markdown(content: str) -> str:
    unlinked = re.sub(r"\[([✓?✗]) e\d+\]\(#e\d+\)", r"\1", content)
    plain = re.sub(r"</?b>|<!-- -->|\*\*|\\(?=[!-/:-@\[-`{-~])", "", unlinked)
    return bare(html.unescape(plain))


def words_of_html(content: str) -> str:
    reader = _Prose()
    reader.feed(content)
    reader.close()
    return bare("\n".join(reader.said))


def words_of_docx(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    return bare("\n".join(_whole(paragraph) for paragraph in paper.paragraphs))


def _whole(paragraph: docx.text.paragraph.Paragraph) -> str:
    return "".join(piece.text for piece in paragraph.iter_inner_content())


def words_of_xlsx(content: bytes) -> str:
    return bare("\n".join(str(cell) for row in sheet(content, "items") for cell in row if cell is not None))


def words_of_csv(content: str) -> str:
    return bare("\n".join(cell for row in csv_rows(content) for cell in row.values()))


class _Prose(HTMLParser):
    """The text of every element of class ``prose``, reasons left out."""

    _VOID = frozenset({"meta", "input", "br", "link"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._VOID:
            classes = (dict(attrs).get("class") or "").split()
            self._open.append(next((name for name in ("prose", "why", "m") if name in classes), ""))
            if self._open[-1] == "prose":
                self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if "prose" in self._open and "why" not in self._open:
            self.said[-1] += "".join(re.findall("[✓?✗]", data)) if "m" in self._open else data


# --- figures --------------------------------------------------------------------------------------------------------


def figures_of_markdown(content: str) -> Figures:
    found = set()
    for row in re.findall(r"^\| (.+) \|$", content, re.MULTILINE):
        cells = re.split(r"(?<!\\) \| ", row)
        sign = re.match(r"\[?([✓?✗])", cells[-1])
        if len(cells) == 5 and sign:
            found.add((re.sub(r"\\(.)", r"\1", cells[0]), sign[1]))
    return found


def figures_of_docx(content: bytes) -> Figures:
    found = set()
    for table in docx.Document(io.BytesIO(content)).tables:
        for row in list(table.rows)[1:]:
            cells = ["".join(_whole(one) for one in cell.paragraphs) for cell in row.cells]
            sign = re.match(r" ?([✓?✗])", cells[-1])
            if len(cells) == 4 and sign:
                found.add((cells[0], sign[1]))
    return found


def figures_of_xlsx(content: bytes) -> Figures:
    return _told(sheet_rows(content, "figures"))


def figures_of_csv(content: str) -> Figures:
    return _told(csv_rows(content))


def _told(rows: list[dict[str, str]]) -> Figures:
    """The key figures and those not used, which are what the written formats show in tables."""
    return {(row["text"], row["mark"]) for row in rows if row["used"].startswith(("key", "unused"))}


# --- tables ---------------------------------------------------------------------------------------------------------


def csv_rows(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


def sheet(content: bytes, name: str) -> Iterator[tuple[object, ...]]:
    yield from openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)


def sheet_rows(content: bytes, name: str) -> list[dict[str, str]]:
    """The rows of a sheet by the keys of its columns: those of CSV, the source's words beside the value."""
    from summarizer.renderers import tables, xlsx

    columns = {"figures": tables._FIGURES, "items": tables._ITEMS, "checks": tables._CHECKS}[name]
    columns = xlsx._beside(tables.Table(name, columns, ())).columns
    _, *rows = sheet(content, name)
    return [
        {column.key: "" if cell is None else str(cell) for column, cell in zip(columns, row, strict=True)}
        for row in rows
    ]
