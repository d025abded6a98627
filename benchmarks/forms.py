"""The disclosure form, flattened: invented forms taken off the page in the orders that programs take them in.

    python -m benchmarks.forms      how many of their values are right, by order; what is wrong or invented

Each made form has numbers of its own, of which the sums are right. A value counts as right where a figure of that value
has the measure of its row and column; as wrong where that measure has another value, or where a figure of the form has
a measure that the form has not.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence

from summarizer.quantities import locate
from summarizer.quantities.zh.applications import COLUMNS, FORMS

Measured = dict[str, float | int | str]
Row = tuple[str, list[int]]
_FORMS = 20
_SIGNS = ("一、", "二、", "（一）", "（二）", *(f"{n}." for n in range(1, 9)), *(f"{n}." for n in range(1, 4)),
          *(f"{n}." for n in range(1, 6)))  # fmt: skip
_GROUPS = {4: "（三）不予公开", 12: "（四）无法提供", 15: "（五）不予处理"}
_ENDED = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def numbers(seed: int, *, old: bool) -> list[Row]:
    """The rows of a table of applications whose sums are right: of the form of 2019 where ``old``, else of 2021."""
    chance = random.Random(seed)
    names = FORMS[23 if old else 25]
    results = []
    for _ in names[2:-2]:
        filled = chance.random() < 0.6
        row = [chance.choice((0, 0, 1, chance.randint(2, 90))) if filled else 0 for _ in COLUMNS[1:]]
        results.append([*row, sum(row)])
    total = [sum(row[column] for row in results) for column in range(len(COLUMNS))]
    left = [chance.choice((0, 0, 1)) if count else 0 for count in total[:-1]]
    before = [chance.choice((0, 1)) if count else 0 for count in total[:-1]]
    left, before = [*left, sum(left)], [*before, sum(before)]
    new = [total[column] + left[column] - before[column] for column in range(len(COLUMNS))]
    return list(zip(names, [new, before, *results, total, left], strict=True))


def _labels(rows: Sequence[Row]) -> list[str]:
    signs = [*_SIGNS, *(["（六）"] if len(rows) == 23 else ["1.", "2.", "3."]), "（七）", "四、"]
    said = {"本年度办理结果总计": "总计", "其他处理的其他情形": "其他"}
    return [f"{sign}{said.get(name, name)}" for sign, (name, _) in zip(signs, rows, strict=True)]


def copied(rows: Sequence[Row]) -> str:
    """A label, then its numbers, each on a line of its own."""
    return "\n".join(f"{label}\n" + "\n".join(map(str, row)) for label, (_, row) in _grouped(rows))


def apart(rows: Sequence[Row]) -> str:
    """The same with a blank line between any two."""
    return copied(rows).replace("\n", "\n\n")


def lines(rows: Sequence[Row]) -> str:
    """A row to a line."""
    return "\n".join(f"{label} {' '.join(map(str, row))}" for label, (_, row) in _grouped(rows))


def tabs(rows: Sequence[Row]) -> str:
    """A row to a line, its cells set off by tabs."""
    return "\n".join(f"{label}\t" + "\t".join(map(str, row)) for label, (_, row) in _grouped(rows))


def blocks(rows: Sequence[Row]) -> str:
    """Rows with a label of one line by themselves, those in between as seven columns, their labels behind them."""
    labels = _labels(rows)
    first, last = list(zip(labels, rows, strict=True))[:4], list(zip(labels, rows, strict=True))[-2:]
    inner = rows[4:-2]
    columns = "\n\n".join("\n".join(str(row[at]) for _, row in inner) for at in range(len(COLUMNS)))
    head = "\n\n".join(f"{label}\n\n" + "\n\n".join(map(str, row)) for label, (_, row) in first)
    foot = "\n\n".join(f"{label}\n\n" + "\n\n".join(map(str, row)) for label, (_, row) in last)
    return f"{head}\n\n{columns}\n\n" + "\n\n".join(labels[4:-2]) + f"\n\n{foot}"


def columns(rows: Sequence[Row]) -> str:
    """All labels, then column by column."""
    return (
        "\n\n".join(_labels(rows))
        + "\n\n"
        + "\n\n".join("\n\n".join(str(row[at]) for _, row in rows) for at in range(len(COLUMNS)))
    )


def pages(rows: Sequence[Row]) -> str:
    """A label and its numbers on lines, with a page's end between two rows and the longest labels over two lines."""
    found = list(_grouped(rows))
    said = [(f"{label[:12]}\n{label[12:]}" if len(label) > 14 else label, row) for label, (_, row) in found]
    texts = [f"{label}\n\n" + "\n\n".join(map(str, row)) for label, row in said]
    return "\n\n".join((*texts[:9], "- 3 -", *texts[9:]))


def _grouped(rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    for number, (label, row) in enumerate(zip(_labels(rows), rows, strict=True)):
        yield f"{_GROUPS[number]}\n{label}" if number in _GROUPS else label, row


ORDERS: dict[str, Callable[[Sequence[Row]], str]] = {
    "copied": copied, "apart": apart, "lines": lines, "tabs": tabs, "blocks": blocks, "columns": columns,
    "pages": pages,
}  # fmt: skip


def form(seed: int, order: str) -> tuple[str, dict[str, int]]:
    """A whole form in ``order``, and the value of each of its measures."""
    chance = random.Random(seed + 1000)
    rows = numbers(seed, old=seed % 2 == 0)
    counts = [chance.randint(0, 4000) for _ in range(9)]
    disputes = [[chance.randint(0, 9) for _ in range(4)] for _ in range(3)]
    told = {f"{name}：{column}": value for name, row in rows for column, value in zip(COLUMNS, row, strict=True)}
    heads = ("本年制发件数", "本年废止件数", "现行有效件数")
    for name, part in (("规章", counts[:3]), ("行政规范性文件", counts[3:6])):
        told |= {f"{name}：{head}": value for head, value in zip(heads, part, strict=True)}
    for name, value in (("行政许可", counts[6]), ("行政处罚", counts[7]), ("行政强制", counts[8])):
        told[f"{name}：本年处理决定数量"] = value
    for name, part in zip(("行政复议", "行政诉讼未经复议直接起诉", "行政诉讼复议后起诉"), disputes, strict=True):
        told |= {f"{name}：{head}": value for head, value in zip(_ENDED, (*part, sum(part)), strict=True)}
    by = {"lines": " ", "tabs": "\t", "apart": "\n\n", "pages": "\n\n"}.get(order, "\n")
    said = (
        "云溪区2032年政府信息公开工作年度报告", "一、总体情况", "全年主动公开信息512条。", "二、主动公开政府信息情况",
        "第二十条第（一）项", by.join(("信息内容", *heads)), by.join(("规章", *map(str, counts[:3]))),
        by.join(("行政规范性文件", *map(str, counts[3:6]))),
        "第二十条第（五）项", by.join(("信息内容", "本年处理决定数量")),
        by.join(("行政许可", str(counts[6]))), "第二十条第（六）项", by.join(("信息内容", "本年处理决定数量")),
        by.join(("行政处罚", str(counts[7]))), by.join(("行政强制", str(counts[8]))),
        "三、收到和处理政府信息公开申请情况", "申请人情况", by.join(COLUMNS), ORDERS[order](rows),
        "四、政府信息公开行政复议、行政诉讼情况", "行政复议", "行政诉讼", by.join(_ENDED * 3),
        by.join(str(value) for part in disputes for value in (*part, sum(part))),
        "五、存在的主要问题及改进情况", "公开不够及时，2名工作人员为兼职。",
    )  # fmt: skip
    return ("\n\n" if by == "\n\n" else "\n").join(said), told


def tried(seed: int, order: str) -> tuple[int, int, int]:
    """How many values of a form are right, how many it has, and how many figures are wrong or invented."""
    text, told = form(seed, order)
    begun, ended = text.index("第二十条"), text.index("五、")
    found = [one for one in locate(text) if one.is_figure and begun <= one.start < ended]
    right = {one.measure for one in found if one.measure in told and one.value == told[one.measure]}
    return len(right), len(told), sum(one.measure not in right for one in found)


def altered(seed: int, order: str) -> int:
    """How many figures of the table of applications are read where one of its numbers is another: none can be sure."""
    text, told = form(seed, order)
    begun, ended = text.index("申请人情况"), text.index("四、政府信息公开行政复议")
    inside = list(re.finditer(r"(?<![\d.（])\d+(?![\d.])", text[begun:ended]))
    one = random.Random(seed).choice(inside)
    changed = text[: begun + one.start()] + str(int(one[0]) + 1) + text[begun + one.end() :]
    found = [figure for figure in locate(changed) if figure.is_figure and begun <= figure.start < ended]
    return sum(figure.value != told.get(figure.measure) for figure in found)


def measure() -> Measured:
    """By order the share of values that are right; over all what is wrong, and what a changed number makes wrong."""
    counts: Measured = {}
    wrong = everything = all_right = 0
    for order in ORDERS:
        told = [tried(seed, order) for seed in range(_FORMS)]
        right, there = sum(one[0] for one in told), sum(one[1] for one in told)
        counts[f"{order}: right"] = right / there
        wrong, everything, all_right = wrong + sum(one[2] for one in told), everything + there, all_right + right
    counts["right"] = all_right / everything
    counts["wrong or invented"] = wrong
    counts["wrong where a number was changed"] = sum(altered(seed, order) for order in ORDERS for seed in range(_FORMS))
    return counts


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:40} {value}")
