"""The disclosure form, flattened into lines: a label, then its values, each on a line of its own.

    第二十条第（六）项 ⏎ 信息内容 ⏎ 本年处理决定数量 ⏎ 行政处罚 ⏎ 1954 ⏎ 行政强制 ⏎ 195

The State Council fixed the form of the annual report on government disclosure (国办公开办函〔2021〕30号): its rows and
columns are known, and a page that was copied as text keeps their words and numbers in lines. Nothing is guessed: a part
of the form is read only where it has as many numbers as its rows and columns ask for, and where they stand in order; a
table of applications, and a row of it, only where its numbers add up. What is not read is a mention and no figure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from summarizer.language.numerals.chinese import EXACT
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh.applications import COLUMNS, FORMS, matrix
from summarizer.quantities.zh.classify import mentions
from summarizer.quantities.zh.scan import NUMERAL

_BARE = re.compile(r"\d{1,12}(?:\.\d+)?(?:万?元|[件项个])?")
#: A row in one line: its label and its numbers, or its numbers alone.
_IN_LINE = re.compile(
    r"(?P<label>\S*[^\d\s.](?:\s+\S*[^\d\s.])*)?\s*(?P<numbers>(?<!\S)\d{1,12}(?:\.\d+)?(?:\s+\d{1,12}(?:\.\d+)?)*)"
)
_LONGEST_LINE = 300
_PAGE = re.compile(r"[-—–－─]\s?\d{1,4}\s?[-—–－─]?")
_PART = re.compile(r"第\s?二十条\s?第\s?[（(]\s?([一五六八九])\s?[）)]\s?项")
_APPLICATIONS = re.compile(r"三、\s?收到和处理政府信息公开申请情况")
_DISPUTES = re.compile(r"四、\s?(?:因政府信息公开工作被申请|政府信息公开)行政复议")
_NEXT = re.compile(r"五、")
#: The rows of each part of article 20, and the words with which its columns begin.
_ROWS = {
    "一": ("规章", "行政规范性文件", "规范性文件"),
    "五": ("行政许可", "其他对外管理服务事项"),
    "六": ("行政处罚", "行政强制"),
    "八": ("行政事业性收费",),
    "九": ("政府集中采购",),
}
_COLUMN = re.compile(r"(?:本年|现行|对外|上一年|处理决定|采购)")
_HEAD = "信息内容"
_UNIT = re.compile(r"[（(].*[）)]\Z")
_MONEY = re.compile(r"单位[:：]?(?P<scale>[万亿]?)元")
_DISPUTED = ("行政复议", "行政诉讼未经复议直接起诉", "行政诉讼复议后起诉")
_ENDED = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_ROW_OF_APPLICATIONS = re.compile(r"(?:[一二四]、|[（(][一二三四五六七][）)]|\d[.．])")
_FIRST_ROW = "本年新收政府信息公开申请数量"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number with its mention, or a label; ``line`` is the line it stands in, from 0, blank ones counted."""

    words: str
    mention: Mention | None
    line: int = 0


def unread_in_forms(text: str) -> list[Mention]:
    """The numbers of flattened disclosure forms in ``text`` whose row and column are not certain."""
    return form_cells(text, mentions(text)) if _PART.search(text) else []


def form_cells(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Make figures of the numbers of flattened disclosure forms in ``found``, bound to row and column, in place.

    Those whose row and column are not certain are no figures, and are given back.
    """
    if not _PART.search(text):
        return []
    unread: list[Mention] = []
    at = {mention.start: mention for mention in found}
    parts = sorted(
        [*((match, match[1]) for match in _PART.finditer(text)),
         *((match, "三") for match in _APPLICATIONS.finditer(text)),
         *((match, "四") for match in _DISPUTES.finditer(text))],
        key=lambda part: part[0].start(),
    )  # fmt: skip
    for number, (match, name) in enumerate(parts):
        end = parts[number + 1][0].start() if number + 1 < len(parts) else _end(text, match.end())
        cells = list(_cells(text, match.end(), end, at))
        if name in _ROWS:
            _article(cells, _ROWS[name])
        elif name == "三" and not _whole_table(cells):
            _applications(cells)
        elif name == "四":
            _disputes(cells)
        unread += [cell.mention for cell in cells if cell.mention is not None and cell.mention.rule != "form"]
    for mention in unread:
        mention.kind = "other"
    return unread


def _end(text: str, start: int) -> int:
    """Where the last part ends: at the next of the report's own, which is of prose."""
    behind = _NEXT.search(text, start)
    return behind.start() if behind else start


def _cells(text: str, start: int, end: int, at: dict[int, Mention]) -> Iterator[_Cell]:
    for number, line in enumerate(text[start:end].split("\n")):
        place = start
        start += len(line) + 1
        words = line.strip()
        if not words or _PAGE.fullmatch(words):
            continue
        place += line.index(words)
        row = _IN_LINE.fullmatch(words) if len(words) < _LONGEST_LINE else None
        if row is None and _BARE.fullmatch(words):
            yield _Cell(words, _alone(text, at.get(place), words), number)
        elif row is None:
            yield from (_Cell(label, None, number) for label in _labels(words))
        else:
            if row["label"] and row["label"].strip():
                yield _Cell(re.sub(r"\s", "", row["label"]), None, number)
            for one in re.finditer(r"\S+", words[row.start("numbers") :]):
                yield _Cell(one[0], _alone(text, at.get(place + row.start("numbers") + one.start()), one[0]), number)


def _alone(text: str, mention: Mention | None, words: str) -> Mention | None:
    """``mention`` without what it took from the next line (0 ⏎ 本, 0 ⏎ 、): a number of a form ends with its line."""
    if mention is None or "\n" not in text[mention.start : mention.end] or not words.isascii():
        return mention
    end = mention.start + len(words)
    if NUMERAL.search(text, end, mention.end):
        return mention
    mention.end = mention.unit_end = end
    mention.value, mention.unit, mention.scale, mention.kind, mention.surface = Decimal(words), "", 1, "other", words
    return mention


def _labels(words: str) -> list[str]:
    """The heads of columns side by side in a line; else the whole line is one label."""
    apart = words.split()
    heads = all(part == _HEAD or _COLUMN.match(part) for part in apart)
    return apart if heads else [re.sub(r"\s", "", words)]


def _article(cells: Sequence[_Cell], known: Sequence[str]) -> None:
    """A part of article 20: each row has as many numbers as there are columns, behind its label or, alone, anywhere.

    Labels that all stand before the numbers of their one column stand in the order of these.
    """
    columns = [cell.words for cell in cells if cell.mention is None and _COLUMN.match(cell.words)]
    rows = [cell.words for cell in cells if cell.mention is None and cell.words in known]
    numbers = [cell.mention for cell in cells if cell.mention is not None]
    if not rows or not columns or len(numbers) != len(rows) * len(columns) or len(set(rows)) < len(rows):
        return
    listed = len(columns) == 1 and all(cell.mention is None for cell in cells[: -len(numbers)])
    if len(rows) > 1 and not listed and not _in_order(cells, known, len(columns)):
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


def _whole_table(cells: Sequence[_Cell]) -> bool:
    """Bind the numbers of the whole table of applications where all its sums say in which order they stand."""
    numbers: list[Mention] = []
    stretches: list[list[int]] = [[]]
    last: _Cell | None = None
    for cell in cells:
        if cell.mention is None:
            if stretches[-1]:
                stretches.append([])
        else:
            together = last is not None and last.mention is not None and cell.line - last.line <= 1
            if stretches[-1] and together and not (last and _ends_row(cells, last, cell)):
                stretches[-1][-1] += 1
            else:
                stretches[-1].append(1)
            numbers.append(cell.mention)
        last = cell
    values = [mention.value for mention in numbers if mention.value is not None]
    rows = matrix(values, stretches) if len(values) == len(numbers) else None
    if rows is None:
        return False
    for name, row in zip(FORMS[len(rows)], rows, strict=True):
        for column, place in zip(COLUMNS, row, strict=True):
            _bind(numbers[place], name, column, unit="件")
    return True


def _ends_row(cells: Sequence[_Cell], last: _Cell, cell: _Cell) -> bool:
    """Whether between two numbers one row in a line ends and another begins."""
    return cell.line > last.line and sum(1 for one in cells if one.line == last.line and one.mention) > 1


def _disputes(cells: Sequence[_Cell]) -> None:
    """The one row of reviews and lawsuits: three times four results and their sum."""
    numbers = [cell.mention for cell in cells if cell.mention is not None]
    size = len(_ENDED)
    runs = [numbers[at : at + size] for at in range(0, len(numbers), size)]
    if len(numbers) != len(_DISPUTED) * size or not all(map(_adds_up, runs)):
        return
    for row, run in zip(_DISPUTED, runs, strict=True):
        for column, mention in zip(_ENDED, run, strict=True):
            _bind(mention, row, column, unit="件")


def _applications(cells: Sequence[_Cell]) -> None:
    """The rows of applications: a label, then seven numbers of which the last is the sum of the others."""
    label = ""
    run: list[Mention] = []
    for cell in (*cells, _Cell("", None)):
        if cell.mention is not None:
            run.append(cell.mention)
            continue
        if len(run) > len(COLUMNS) and (run[len(COLUMNS) - 1].value or 0) > 0:
            run = run[: len(COLUMNS)]  # numbers of another table follow at once
        if len(run) == len(COLUMNS) and label and _adds_up(run):
            for column, mention in zip(COLUMNS, run, strict=True):
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
    name = words[marked.end() :]
    return {"总计": "本年度办理结果总计", "其他": "其他处理的其他情形"}.get(name, name)


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
