"""The table of applications of the disclosure form, flattened: which number stands in which row and column.

A copied page keeps the numbers, in an order of its own: row by row, column by column, in blocks of one or the other.
The form is full of sums, so no order has to be guessed: of all orders in which the text may have been taken off the
page that one is right in which every row adds up to its last number, the results add up to their total in every column,
and what came in is what was settled and what is carried over. Where none or more than one does that, nothing is read.
"""

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_WIDTH = len(COLUMNS)
_REFUSED = (
    "属于国家秘密", "其他法律行政法规禁止公开", "危及“三安全一稳定”", "保护第三方合法权益", "属于三类内部事务信息",
    "属于四类过程性信息", "属于行政执法案卷", "属于行政查询事项",
)  # fmt: skip
_NOT_HELD = ("本机关不掌握相关政府信息", "没有现成信息需要另行制作", "补正后申请内容仍不明确")
_NOT_HANDLED = (
    "信访举报投诉类申请", "重复申请", "要求提供公开出版物", "无正当理由大量反复申请",
    "要求行政机关确认或重新出具已获取信息",
)  # fmt: skip
_OTHER = ("申请人无正当理由逾期不补正", "申请人逾期未按收费通知要求缴纳费用", "其他处理的其他情形")


def _form(others: Sequence[str]) -> tuple[str, ...]:
    return (
        "本年新收政府信息公开申请数量", "上年结转政府信息公开申请数量", "予以公开", "部分公开",
        *_REFUSED, *_NOT_HELD, *_NOT_HANDLED, *others, "本年度办理结果总计", "结转下年度继续办理",
    )  # fmt: skip


#: The rows of the form as of 2021, and of 2019, whose other results are one row.
FORMS = {len(rows): rows for rows in (_form(_OTHER), _form(["其他处理"]))}
_MOST_ORDERS = 256
Matrix = tuple[tuple[int, ...], ...]
"""Rows of places in the list of numbers."""


def matrix(values: Sequence[Decimal], stretches: Sequence[Sequence[int]]) -> Matrix | None:
    """The rows of the table whose numbers are ``values``, each row as places in it; None where that is not certain.

    ``stretches`` are the numbers between two labels, each as the sizes of its groups: numbers that a blank line or a
    line with other numbers sets apart.
    """
    if len(values) // _WIDTH not in FORMS or len(values) % _WIDTH:
        return None
    choices: list[list[Matrix]] = []
    orders, at = 1, 0
    for sizes in _whole(stretches):
        count = sum(sizes)
        found = {one for one in _orders(at, sizes) if all(_adds_up([values[place] for place in row]) for row in one)}
        alike = {tuple(tuple(values[place] for place in row) for row in one): one for one in sorted(found)}
        choices.append(list(alike.values()))
        orders *= len(alike)
        at += count
        if not 0 < orders <= _MOST_ORDERS:
            return None
    told: dict[tuple[tuple[Decimal, ...], ...], Matrix] = {}
    for chosen in itertools.product(*choices):
        rows = tuple(itertools.chain.from_iterable(chosen))
        worth = tuple(tuple(values[place] for place in row) for row in rows)
        if _balances(worth):
            told[worth] = rows
    return next(iter(told.values())) if len(told) == 1 else None


def _whole(stretches: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The stretches, those joined that hold no whole rows by themselves: a label may stand inside a row."""
    held: list[int] = []
    for sizes in stretches:
        held += sizes
        if sum(held) % _WIDTH == 0:
            if held:
                yield held
            held = []
    if held:
        yield held


def _orders(first: int, sizes: Sequence[int]) -> Iterator[Matrix]:
    """The orders in which ``sizes`` numbers from the place ``first`` on may have been taken off the page."""
    count = sum(sizes)
    if count % _WIDTH:
        return
    height = count // _WIDTH
    places = range(first, first + count)
    yield tuple(tuple(places[row * _WIDTH : (row + 1) * _WIDTH]) for row in range(height))
    yield tuple(tuple(places[row + column * height] for column in range(_WIDTH)) for row in range(height))
    if (blocks := _in_blocks(first, sizes)) is not None:
        yield blocks


def _in_blocks(first: int, sizes: Sequence[int]) -> Matrix | None:
    """Seven groups of one size are the columns of so many rows; a group of seven by itself is a row."""
    rows: list[tuple[int, ...]] = []
    at, group = first, 0
    while group < len(sizes):
        size = sizes[group]
        if list(sizes[group : group + _WIDTH]) == [size] * _WIDTH:
            rows += [tuple(at + row + column * size for column in range(_WIDTH)) for row in range(size)]
            at, group = at + size * _WIDTH, group + _WIDTH
        elif size % _WIDTH == 0:
            rows += [tuple(range(at + row, at + row + _WIDTH)) for row in range(0, size, _WIDTH)]
            at, group = at + size, group + 1
        else:
            return None
    return tuple(rows)


def _adds_up(row: Sequence[Decimal]) -> bool:
    return sum(row[:-1]) == row[-1]


def _balances(rows: Sequence[Sequence[Decimal]]) -> bool:
    """Whether the results add up to their total, and what came in is what went out, in every column."""
    new, before, *results, total, left = rows
    return all(
        sum(row[column] for row in results) == total[column]
        and new[column] + before[column] == total[column] + left[column]
        for column in range(_WIDTH)
    )
