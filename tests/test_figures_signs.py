"""A number keeps its sign, its power and its spaces, and one that cannot be read whole is not read as a shorter one."""

from decimal import Decimal

import pytest

from summarizer.quantities import Figure, locate


def figures(text: str) -> list[Figure]:
    return [figure for figure in locate(text) if figure.is_figure]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("国有企业净利润-4500万元。", "-45000000", "元"),
        ("新增贷款－12.3亿元。", "-1230000000", "元"),
        ("净增户数-120户。", "-120", "户"),
        ("工业用电量同比-2.1%。", "-2.1", "%"),
        ("技改投资（同比-3.4%）。", "-3.4", "%"),
        ("净增户数△120户。", "-120", "户"),
        ("常住人口较上年-2.5万人。", "-25000", "人"),
        ("国有企业净利润–4500万元。", "-45000000", "元"),
        ("服务企业12\u3000345人次。", "12345", "人次"),
        ("办结案件128①件。", "128", "件"),
        ("新建冷库7 400个。", "7400", "个"),
        ("入库税金12 345.67万元。", "123456700", "元"),
        ("入库税金12\u2009345.67万元。", "123456700", "元"),
        ("入库税金12’345.67万元。", "123456700", "元"),
        ("风电发电量1.5×10^8千瓦时。", "150000000", "千瓦时"),
        ("风电发电量1.5×10⁸千瓦时。", "150000000", "千瓦时"),
        ("风电发电量10⁸千瓦时。", "100000000", "千瓦时"),
        ("风电发电量3×10⁵千瓦时。", "300000", "千瓦时"),
        ("风电发电量3x10^5千瓦时。", "300000", "千瓦时"),
        ("风电发电量2.5×10的8次方千瓦时。", "250000000", "千瓦时"),
        ("风电发电量1.23E+05千瓦时。", "123000", "千瓦时"),
        ("投资总额3×10⁵亿元。", "30000000000000", "元"),
        ("误差率1.23E-2%。", "0.0123", "%"),
        ("化解债务1.2个亿。", "120000000", "元"),
        ("化解债务三点五个亿。", "350000000", "元"),
        ("推进16个亿元以上项目。", "16", "个"),
        ("落实资金3亿5000多万元。", "350000000", "元"),
        ("售粮2亿3千余万斤。", "230000000", "斤"),
        ("年产100万千升啤酒。", "1000000", "千升"),
        ("办结案件128¹件。", "128", "件"),
        ("发行总额（亿）10.00。", "1000000000", "元"),
        ("发放补贴（万元）：35.2", "352000", "元"),
        ("入户率百分百。", "100", "%"),
        ("完成投资占比3⁄4。", "75", "%"),
    ],
)
def test_a_number_is_read_with_its_sign_its_power_and_its_spaces(text: str, value: str, unit: str) -> None:
    (figure, *_) = figures(text)
    assert (figure.value, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("办理3件-5件。", ["3..5"]),
        ("5月12日-15日开展检查12次。", ["12"]),
        ("经济总量迈上4万亿、5万亿两个台阶。", ["4000000000000", "5000000000000"]),
        ("附件-1共3页，检查12次。", ["3", "12"]),
    ],
)
def test_a_hyphen_that_joins_is_no_minus_and_a_count_is_no_part_of_the_number_before(
    text: str, values: list[str]
) -> None:
    found = [f"{one.low}..{one.high}" if one.value is None else str(one.value) for one in figures(text)]
    assert found == values


@pytest.mark.parametrize(
    "text",
    [
        "办结率9\ufffd.5%。",
        "受理案件12\ufffd件。",
        "办结率(cid:24).5%。",
        "受理(cid:17)(cid:20)件。",
        "碳排放1.2×104吨。",
        "国有企业利润（4500）万元。",
        "发放补贴3.2w元。",
        "发放补贴5k元。",
        "工业用水1.2e4吨。",
        "风电发电量1.23e5千瓦时。",
        "风电发电量3×105千瓦时。",
        "风电发电量3×10 5千瓦时。",
    ],
)
def test_a_number_with_a_character_that_cannot_be_read_is_a_figure_without_value(text: str) -> None:
    (figure,) = figures(text)
    assert figure.value is None
    assert figure.unit


def test_a_power_of_ten_whose_factor_is_not_read_is_no_smaller_number() -> None:
    assert all(one.value is None for one in figures("风电发电量(3~5)×10⁵千瓦时。"))


@pytest.mark.parametrize(
    ("text", "direction"), [("增速2.1%↓。", "down"), ("增速↓2.1%。", "down"), ("增速2.1%↑。", "up")]
)
def test_an_arrow_tells_the_direction_of_the_number_beside_it(text: str, direction: str) -> None:
    assert [one.direction for one in figures(text)] == [direction]


def test_digits_in_groups_of_four_behind_a_comma_are_no_shorter_number() -> None:
    assert [one.value for one in figures("工业产值2,3456.7万元。")] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "窗口延时服务至十八点三十分。",
        "热线工单十一点前转办。",
        "上午九点至十一点接访。",
        "为李四人民币结算提供服务。",
        "2.2本计划分两步。",
    ],
)
def test_times_of_day_names_and_section_numbers_are_no_figures(text: str) -> None:
    assert figures(text) == []
