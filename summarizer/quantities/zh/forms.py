"""The disclosure form, flattened into lines: a label, then its values, each on a line of its own.

    第二十条第（六）项 ⏎ 信息内容 ⏎ 本年处理决定数量 ⏎ 行政处罚 ⏎ 1954 ⏎ 行政强制 ⏎ 195

The State Council fixed the form of the annual report on government disclosure (国办公开办函〔2021〕30号): its rows and
columns are known, and a page that was copied as text keeps their words and numbers in lines. Nothing is guessed: a part
of the form is read only where it has as many numbers as its rows and columns ask for, and where they stand in order; a
row of applications only where its seven numbers add up. What is not read stays a mention that is no figure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from summarizer.language.numerals.chinese import EXACT
from summarizer.quantities.mention import Mention

_LINE = re.compile(r"[^\n\f]+")
_BARE = re.compile(r"\d{1,12}(?:\.\d+)?")
_PAGE = re.compile(r"[-—–－─]\s?\d{1,4}\s?[-—–－─]?")
_PART = re.compile(r"第\s?二十条\s?第\s?[（(]\s?([一五六八])\s?[）)]\s?项")
_APPLICATIONS = re.compile(r"三、\s?收到和处理政府信息公开申请情况")
_DISPUTES = re.compile(r"四、\s?(?:因政府信息公开工作被申请|政府信息公开)行政复议")
#: The rows of each part of article 20, and the words with which its columns begin.
_ROWS = {
    "一": ("规章", "行政规范性文件", "规范性文件"),
    "五": ("行政许可", "其他对外管理服务事项"),
    "六": ("行政处罚", "行政强制"),
    "八": ("行政事业性收费",),
}
_COLUMN = re.compile(r"(?:本年|现行|对外|上一年|处理决定|采购)")
_UNIT = re.compile(r"[（(].*[）)]\Z")
_MONEY = re.compile(r"单位[:：]?(?P<scale>[万亿]?)元")
_APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_ROW_OF_APPLICATIONS = re.compile(r"(?:[一二四]、|[（(][一二三四五六七][）)]|\d[.．])")
_FIRST_ROW = "本年新收政府信息公开申请数量"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A line: a number with its mention, or a label."""

    words: str
    mention: Mention | None


def form_cells(text: str, found: Sequence[Mention]) -> None:
    """Make figures of the numbers of flattened disclosure forms in ``found``, bound to row and column, in place."""
    if not _PART.search(text):
        return
    at = {mention.start: mention for mention in found}
    parts = sorted(
        [*((match, match[1]) for match in _PART.finditer(text)),
         *((match, "三") for match in _APPLICATIONS.finditer(text)),
         *((match, "四") for match in _DISPUTES.finditer(text))],
        key=lambda part: part[0].start(),
    )  # fmt: skip
    for number, (match, name) in enumerate(parts):
        end = parts[number + 1][0].start() if number + 1 < len(parts) else match.end()
        cells = list(_cells(text, match.end(), end, at))
        if name in _ROWS:
            _article(cells, _ROWS[name])
        elif name == "三":
            _applications(cells)


def _cells(text: str, start: int, end: int, at: dict[int, Mention]) -> Iterator[_Cell]:
    for line in _LINE.finditer(text, start, end):
        words = line[0].strip()
        if not words or _PAGE.fullmatch(words):
            continue
        mention = at.get(line.start() + line[0].index(words)) if _BARE.fullmatch(words) else None
        yield _Cell(re.sub(r"\s", "", words), mention)


def _article(cells: Sequence[_Cell], known: Sequence[str]) -> None:
    """A part of article 20: each row has as many numbers as there are columns, behind its label or, alone, anywhere."""
    columns = [cell.words for cell in cells if cell.mention is None and _COLUMN.match(cell.words)]
    rows = [cell.words for cell in cells if cell.mention is None and cell.words in known]
    numbers = [cell.mention for cell in cells if cell.mention is not None]
    if not rows or not columns or len(numbers) != len(rows) * len(columns) or len(set(rows)) < len(rows):
        return
    if len(rows) > 1 and not _in_order(cells, known, len(columns)):
        return
    for index, mention in enumerate(numbers):
        row, column = rows[index // len(columns)], columns[index % len(columns)]
        if (money := _MONEY.search(column)) and not mention.unit and mention.value is not None:
            mention.scale = {"": 1, "万": 10**4, "亿": 10**8}[money["scale"]]
            mention.value, mention.unit = EXACT.multiply(mention.value, Decimal(mention.scale)), "元"
        _bind(mention, row, _UNIT.sub("", column), unit="件" if column.endswith("件数") else "")


def _in_order(cells: Sequence[_Cell], known: Sequence[str], size: int) -> bool:
    """Whether behind each row's label stand its ``size`` numbers, and no number elsewhere."""
    left = 0
    for cell in cells:
        if cell.mention is None:
            if left:
                return False
            left = size if cell.words in known else 0
        elif left == 0:
            return False
        else:
            left -= 1
    return left == 0


def _applications(cells: Sequence[_Cell]) -> None:
    """The rows of applications: a label, then seven numbers of which the last is the sum of the others."""
    label = ""
    run: list[Mention] = []
    for cell in (*cells, _Cell("", None)):
        if cell.mention is not None:
            run.append(cell.mention)
            continue
        if len(run) > len(_APPLICANTS) and (run[len(_APPLICANTS) - 1].value or 0) > 0:
            run = run[: len(_APPLICANTS)]  # numbers of another table follow at once
        if len(run) == len(_APPLICANTS) and label and _adds_up(run):
            for column, mention in zip(_APPLICANTS, run, strict=True):
                _bind(mention, label, column, unit="件")
        run = []
        label = _row_label(cell.words, label)


def _row_label(words: str, before: str) -> str:
    """The name of a row of applications: 予以公开; under the last column's head stands the first row."""
    if words == "总计":
        return _FIRST_ROW
    marked = _ROW_OF_APPLICATIONS.match(words)
    if marked is None:
        return before if before and "（" in before else ""  # a label that goes on in a second line
    return words[marked.end() :]


def _adds_up(run: Sequence[Mention]) -> bool:
    values = [mention.value for mention in run]
    *parts, total = values
    return None not in values and sum(part for part in parts if part is not None) == total


def _bind(mention: Mention, row: str, column: str, *, unit: str) -> None:
    name = re.sub(r"[（(].*", "", row)
    mention.kind = "money" if mention.unit == "元" else "statistic"
    mention.rule = "form"
    mention.unit = mention.unit or unit
    mention.measure = mention.base = mention.root = f"{name}：{column}"
    mention.change, mention.direction, mention.aspect, mention.each = "", "", "result", False
