"""The disclosure form, copied as text: labels and values on lines of their own are figures with row and column."""

import pytest

from benchmarks.forms import ORDERS, altered, tried
from summarizer.pipeline.whole import prepare
from summarizer.quantities import locate
from summarizer.readers import read

FORM = """云溪区2032年政府信息公开工作年度报告
二、主动公开政府信息情况
第二十条第（一）项
信息内容
本年制发件数
本年废止件数
现行有效件数
规章
0
1
2
行政规范性文件
3
4
5
第二十条第（五）项
本年处理决定数量
550
行政许可
第二十条第（六）项
本年处理决定数量
行政处罚
1954
行政强制
{forced}
第二十条第（八）项
本年收费金额（单位：万元）
行政事业性收费
77.28
三、收到和处理政府信息公开申请情况
自然人
总计
21
2
0
0
0
1
{total}
二、上年结转政府信息公开申请数量
0
0
0
0
0
0
0
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
公开不够及时。
"""


def told(text: str) -> dict[str, str]:
    return {one.measure: f"{one.text} {one.value} {one.unit}" for one in locate(text) if one.is_figure and one.measure}


def test_a_flattened_disclosure_form_is_read_by_its_known_rows_and_columns() -> None:
    found = told(FORM.format(forced="195", total="24"))
    assert found["规章：本年废止件数"] == "1 1 件"
    assert found["行政规范性文件：现行有效件数"] == "5 5 件"
    assert found["行政许可：本年处理决定数量"].startswith("550 550")
    assert found["行政处罚：本年处理决定数量"].startswith("1954 1954")
    assert found["行政强制：本年处理决定数量"].startswith("195 195")
    assert found["行政事业性收费：本年收费金额"].startswith("77.28 772800")
    assert found["本年新收政府信息公开申请数量：自然人"] == "21 21 件"
    assert found["本年新收政府信息公开申请数量：总计"] == "24 24 件"


@pytest.mark.parametrize(
    ("forced", "total", "lost"),
    [
        ("195\n7", "24", "行政处罚：本年处理决定数量"),
        ("", "24", "行政强制：本年处理决定数量"),
        ("195", "23", "本年新收政府信息公开申请数量：自然人"),
    ],
)
def test_a_part_of_the_form_that_does_not_come_out_even_is_not_guessed_at(forced: str, total: str, lost: str) -> None:
    assert lost not in told(FORM.format(forced=forced, total=total))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", [3, 4])
def test_the_whole_form_is_read_in_whatever_order_its_numbers_were_copied(order: str, seed: int) -> None:
    right, there, wrong = tried(seed, order)
    assert (right, wrong) == (there, 0)


@pytest.mark.parametrize("order", ORDERS)
def test_where_the_totals_do_not_come_out_no_value_is_put_into_another_place(order: str) -> None:
    assert altered(5, order) == 0


def test_numbers_of_the_form_that_are_not_read_are_told() -> None:
    whole = prepare(read(FORM.format(forced="195", total="24"))).document
    broken = prepare(read(FORM.format(forced="195", total="23"))).document
    assert not any("disclosure form" in sentence for sentence in whole.unread)
    assert any("7 numbers of the disclosure form" in sentence for sentence in broken.unread)


def test_a_row_in_one_line_is_no_figure_with_its_neighbours_as_measure() -> None:
    text = FORM.format(forced="195", total="24").replace("规章\n0\n1\n2\n", "规章 0 1 2\n")
    assert told(text)["规章：本年废止件数"] == "1 1 件"
    wrong = told(text.replace("规章 0 1 2", "规章 0 1"))
    assert not any("规章" in measure for measure in wrong)
