"""Counts written in seldom ways are figures all the same: a number that is no figure would get no check."""

from decimal import Decimal

import pytest

from summarizer.quantities import Figure, locate


def figures(text: str) -> list[Figure]:
    return [figure for figure in locate(text) if figure.is_figure]


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, [figure.text for figure in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "span", "value", "unit", "qualifier"),
    [
        ("审核合同两百份。", "两百份", "200", "份", "exact"),
        ("审核合同百余份。", "百余份", "100", "份", "over"),
        ("审核合同几十份。", "几十份", None, "份", "exact"),
        ("审核合同九百九十九份。", "九百九十九份", "999", "份", "exact"),
        ("审核合同玖佰玖拾玖份。", "玖佰玖拾玖份", "999", "份", "exact"),
        ("下达任务三百项。", "三百项", "300", "项", "exact"),
        ("上报信息三百条。", "三百条", "300", "条", "exact"),
        ("检查单位三百个。", "三百个", "300", "个", "exact"),
        ("新增上市公司四百五十个。", "四百五十个", "450", "个", "exact"),
        ("设立调解工作站五个。", "五个", "5", "个", "exact"),
        ("设立工作站一个。", "一个", "1", "个", "exact"),
        ("新建工作站十二个，运行平稳。", "十二个", "12", "个", "exact"),
    ],
)
def test_chinese_numerals_count_behind_their_noun(
    text: str, span: str, value: str | None, unit: str, qualifier: str
) -> None:
    figure = only(text)
    assert (figure.text, figure.unit, figure.qualifier) == (span, unit, qualifier)
    assert figure.value == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "span", "value", "unit", "qualifier"),
    [
        ("庙会吸引近万人。", "近万人", "10000", "人", "about"),
        ("庙会吸引万余人。", "万余人", "10000", "人", "over"),
        ("庙会吸引上万人。", "上万人", "10000", "人", "over"),
        ("接待游客万人次。", "万人次", "10000", "人次", "exact"),
        ("接待游客万余人次。", "万余人次", "10000", "人次", "over"),
        ("接待游客近亿人次。", "近亿人次", "100000000", "人次", "about"),
        ("完成投资近亿元。", "近亿元", "100000000", "元", "about"),
        ("完成投资亿元以上。", "亿元以上", "100000000", "元", "at_least"),
        ("成交额百亿元。", "百亿元", "10000000000", "元", "exact"),
        ("进出口总额百亿元。", "百亿元", "10000000000", "元", "exact"),
        ("收缴罚没款千万元。", "千万元", "10000000", "元", "exact"),
        ("申请专利百件。", "百件", "100", "件", "exact"),
        ("服务群众百万人。", "百万人", "1000000", "人", "exact"),
        ("出生人口超百万。", "超百万", "1000000", "", "over"),
        ("出生人口超千万，创新高。", "超千万", "10000000", "", "over"),
    ],
)
def test_a_scale_word_alone_is_an_amount_beside_a_qualifier_or_behind_its_noun(
    text: str, span: str, value: str, unit: str, qualifier: str
) -> None:
    figure = only(text)
    assert (figure.text, figure.value, figure.unit, figure.qualifier) == (span, Decimal(value), unit, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "拓宽两个渠道，抓好三个方面，围绕一个中心。",
        "坚持一个中心、两个基本点。",
        "举办百家名企进校园活动。",
        "入选全国百强县。",
        "打造千亿级产业集群。",
        "培育万亿产业。",
        "走进千家万户。",
        "建成百亩、千亩连片示范区。",
        "出台民营经济三十条、开门红九条。",
        "实施百亿元产业工程。",
        "开展“万名党员进万家”活动。",
        "修建成百上千。",
    ],
)
def test_slogans_and_names_stay_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("审核合同“999”份。", "“999”份", "999", "份"),
        ("新设外资企业“3.9万家”。", "3.9万家", "39000", "家"),
        ("新设外资企业“3.9万”家。", "“3.9万”家", "39000", "家"),
        ("审核合同“九百九十九”份。", "“九百九十九”份", "999", "份"),
        ("服务企业“三百家”。", "三百家", "300", "家"),
        ("审核合同共（999）件。", "（999）件", "999", "件"),
        ("审核合同（9）份。", "（9）份", "9", "份"),
        ("审核合同[999]份。", "[999]份", "999", "份"),
        ("审核合同①②份。", "①②份", None, "份"),
        ("审核合同㊿份。", "㊿份", "50", "份"),
        ("审核合同⑼份。", "⑼份", "9", "份"),
        ("审核合同Ⅻ份。", "Ⅻ份", "12", "份"),
        ("审核合同⁹⁹份。", "⁹⁹份", None, "份"),
        ("完成合同¾份。", "¾份", "0.75", "份"),
        ("占全部的½。", "½", "50", "%"),
        ("产量增至2½倍。", "2½倍", "2.5", "倍"),
        ("合同共计2K件。", "2K件", None, "件"),
        ("合同共计1.2.3.4份。", "1.2.3.4份", None, "份"),
        ("产值增长9·5%。", "9·5%", None, "%"),
        ("合同共计2022-2025件。", "2022-2025件", None, "件"),
        ("审核合同0x104份。", "0x104份", None, "份"),
        ("审核合同5\u200b5份。", "5\u200b5份", None, "份"),
        ("近一半企业享受优惠。", "近一半", "50", "%"),
        ("半数以上企业享受优惠。", "半数以上", "50", "%"),
        ("办理成本减半。", "减半", None, "%"),
        ("总产值实现倍增。", "倍增", None, "倍"),
    ],
)
def test_a_number_before_a_measure_word_is_a_figure_however_it_is_written(
    text: str, span: str, value: str | None, unit: str
) -> None:
    figure = only(text)
    assert (figure.text, figure.unit) == (span, unit)
    assert figure.value == (None if value is None else Decimal(value))
    assert figure.measure


def test_more_digits_than_a_number_has_are_a_figure_without_value() -> None:
    figure = only("审核合同" + "9" * 4001 + "份。")
    assert figure.value is None
    assert figure.unit == "份"


@pytest.mark.parametrize(
    "text",
    [
        "①加强领导。②落实责任。",
        "重点是（1）个人信息保护，（2）条例宣传。",
        "建成“15”分钟便民圈。",
        "拨打“12345”热线，依托“12315”平台。",
        "水质达到Ⅲ类，启动Ⅱ级响应。",
        "推广5G套餐，提供7×24小时服务。",
        "2022-2023学年开学。",
        "实施企业倍增计划。",
        "产值成倍增长。",
    ],
)
def test_marks_names_and_school_years_stay_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    "text", ["科技型中小企业10000家以上、市级以上创新平台10家。", "到位资金13500000000元。", "累计投入4000000000元。"]
)
def test_a_number_with_its_unit_is_no_telephone_number(text: str) -> None:
    first = next(mention for mention in locate(text) if mention.text[0].isdigit())
    assert first.is_figure


@pytest.mark.parametrize("text", ["争取上级资金3.12亿元。", "对用水单位实行计划用水管理238家。"])
def test_what_was_obtained_or_is_called_a_plan_is_no_target(text: str) -> None:
    [figure] = [one for one in locate(text) if one.is_figure]
    assert figure.aspect == "result"
