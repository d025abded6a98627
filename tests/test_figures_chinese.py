"""Numbers in Chinese official prose: what they are, what they are worth, what they are said of."""

import os
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summarizer
from summarizer.base.document import Region
from summarizer.quantities import Figure, locate
from summarizer.quantities.zh.scan import NUMERAL
from tests.growth import processor_seconds

SHARED = Path(os.environ.get("SUMMARIZER_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def figures(text: str) -> list[Figure]:
    return [figure for figure in locate(text) if figure.is_figure]


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, [figure.text for figure in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "span", "value", "unit", "kind"),
    [
        ("全年共办理行政复议案件1,234件。", "1,234件", "1234", "件", "statistic"),
        ("总投资13.86亿元。", "13.86亿元", "1386000000", "元", "money"),
        ("进出口额２８，０４９，７８０，０００元。", "２８，０４９，７８０，０００元", "28049780000", "元", "money"),
        ("外贸总额达71.53亿美元。", "71.53亿美元", "7153000000", "美元", "money"),
        ("合格率达到97.84%。", "97.84%", "97.84", "%", "percent"),
        ("覆盖率提高到百分之九十五。", "百分之九十五", "95", "%", "percent"),
        ("同比提高4.2个百分点。", "4.2个百分点", "4.2", "个百分点", "percent"),
        ("人口自然增长率为4.5‰。", "4.5‰", "4.5", "‰", "percent"),
        ("九成群众表示满意。", "九成", "90", "%", "percent"),
        ("近四成人员持证。", "近四成", "40", "%", "percent"),
        ("约六成人口参保。", "约六成", "60", "%", "percent"),
        ("检查企业2430家次。", "2430家次", "2430", "家次", "statistic"),
        ("约占全国1/10。", "约占全国1/10"[-4:], "10", "%", "percent"),
        ("是2011年的1.75倍。", "1.75倍", "1.75", "倍", "statistic"),
        ("负债率为负3.2%。", "负3.2%", "-3.2", "%", "percent"),
        ("全年收到信访0件。", "0件", "0", "件", "statistic"),
        ("人均寿命达7 0 ．8 岁。", "7 0 ．8 岁", "70.8", "岁", "statistic"),
        ("利率下降至5 . 5%。", "5 . 5%", "5.5", "%", "percent"),
        ("征收土地9。5081公顷。", "9。5081公顷", "9.5081", "公顷", "statistic"),
        ("为企业减负15.9亿元。", "15.9亿元", "1590000000", "元", "money"),
        ("共发放补贴12万3千元。", "12万3千元", "123000", "元", "money"),
        ("全市受理投诉三十二件。", "三十二件", "32", "件", "statistic"),
        ("共罚款壹拾壹元伍角。", "壹拾壹元伍角", "11.5", "元", "money"),
    ],
)
def test_a_quantity_has_span_value_unit_and_kind(text: str, span: str, value: str, unit: str, kind: str) -> None:
    figure = only(text)
    assert (figure.text, figure.value, figure.unit, figure.kind) == (span, Decimal(value), unit, kind)


def test_digits_cut_off_from_their_unit_by_a_page_footer_are_one_figure() -> None:
    figure = only("全年医疗保障救助困难群众的资金总额共计3.9\n\n— 6 —\n\n亿元，惠及全体居民。")
    assert (figure.value, figure.unit) == (Decimal("390000000"), "元")
    assert figure.text == "3.9\n\n— 6 —\n\n亿元"


@pytest.mark.parametrize(
    ("text", "qualifier", "span"),
    [
        ("培训约300人。", "about", "约300人"),
        ("培训近300人。", "about", "近300人"),
        ("增长6%左右。", "about", "6%左右"),
        ("培训300余人。", "over", "300余人"),
        ("访问9600多人次。", "over", "9600多人次"),
        ("逾三百人参加。", "over", "逾三百人"),
        ("比例不少于80%。", "at_least", "不少于80%"),
        ("新增500家以上。", "at_least", "500家以上"),
        ("控制在5%以内。", "at_most", "5%以内"),
        ("不超过3件。", "at_most", "不超过3件"),
        ("不足10人。", "under", "不足10人"),
        ("共有500余万元。", "over", "500余万元"),
    ],
)
def test_no_approximation_is_lost(text: str, qualifier: str, span: str) -> None:
    figure = only(text)
    assert (figure.qualifier, figure.text) == (qualifier, span)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("建成3—5个基地。", 3, 5, "个"),
        ("增长20%至30%。", 20, 30, "%"),
        ("培育企业2—3家。", 2, 3, "家"),
        ("抽查二三十家。", 20, 30, "家"),
        ("投资3至5亿元。", 300000000, 500000000, "元"),
    ],
)
def test_a_range_has_two_ends_and_no_value(text: str, low: int, high: int, unit: str) -> None:
    figure = only(text)
    assert (figure.value, figure.low, figure.high, figure.unit) == (None, Decimal(low), Decimal(high), unit)


def test_a_fraction_without_finite_decimal_is_kept_exactly() -> None:
    figure = only("三分之一的村完成改造。")
    assert (figure.fraction, figure.value, figure.unit) == ((1, 3), None, "%")


def test_phrases_without_plain_value_are_mentions_with_none() -> None:
    for text in ("收入实现翻番。", "处理投诉数十件。"):
        figure = only(text)
        assert figure.value is None and figure.low is None


@pytest.mark.parametrize(
    "text",
    [
        "（一）加强学习。",
        "1.加强领导。",
        "一是加强培训。",
        "第一，强化责任。",
        "①健全制度。",
        "附件1：统计表",
        "根据从府办〔2016〕57号文件要求",
        "依照条例第三十九条第（二）项规定",
        "依据市政府令第39号",
        "2016年11月完成",
        "二○一二年二月二十日",
        "2021—2025年规划",
        "（2015-2020年）",
        "2017-02-20 09:28",
        "排名全省第1位",
        "位居前三",
        "拨打12345政务服务热线",
        "电话：0517-87222589",
        "邮编：223100",
        "邮箱：abc123@163.com",
        "实现“三集中、三到位”",
        "推进“五公开”",
        "党的十八届三中、四中全会精神",
        "“十四五”规划",
        "“1+3”系列政策",
        "推行一卡通",
        "珠三角队伍建设进一步统一",
        "单位一把手",
        "存在一些不足",
        "每一位干部",
        "下一年",
        "四位一体机制",
        "两个渠道的办法",
        "建成500千伏变电站",
        "新增5G网络",
        "改善PM2.5浓度",
        "G318线提质改造",
        "世界500强企业",
        "省级试点^[3]",
        "见说明[12]。",
        "https://www.example.com/2016/t20120418_80716.htm",
        "65岁以上老年人",
        "近三年来",
        "在20个工作日内公开",
        "做好十件民生实事",
        "路北一期、路南二期建成",
        "坚持第一时间处置",
    ],
)
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    found = locate(text, language="zh")
    assert found and not [figure.text for figure in found if figure.is_figure]


def test_glued_numbers_share_their_measure() -> None:
    first, second, third, fourth = figures("举办干部培训班一期750人次，受理集体上访144批1744人次。")
    assert (first.text, second.text, third.text, fourth.text) == ("一期", "750人次", "144批", "1744人次")
    assert first.measure == second.measure == "举办干部培训班"
    assert third.measure == fourth.measure == "受理集体上访"


def measures(text: str) -> dict[str, str]:
    return {figure.text: figure.measure for figure in figures(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年罚没金额4513.423万元。", {"4513.423万元": "罚没金额"}),
        ("共办理549个《河东省行政执法证》。", {"549个": "办理《河东省行政执法证》"}),
        (
            "提醒约谈共517人次，其中县处级69人，乡科级及以下448人。",
            {"517人次": "提醒约谈", "69人": "提醒约谈：县处级", "448人": "提醒约谈：乡科级及以下"},
        ),
        ("主动公开信息303条，占71.3%。", {"303条": "主动公开信息", "71.3%": "主动公开信息：占"}),
        ("清理规范性文件210件，废止6件。", {"210件": "清理规范性文件", "6件": "清理规范性文件：废止"}),
        ("第一、第三产业增加值分别增长2.5%、3.9%。", {"2.5%": "第一产业增加值", "3.9%": "第三产业增加值"}),
        (
            "城乡居民人均可支配收入分别增长5%和7.5%。",
            {"5%": "城镇居民人均可支配收入", "7.5%": "农村居民人均可支配收入"},
        ),
        ("项目11项、投资额23.66亿元。", {"11项": "项目", "23.66亿元": "项目：投资额"}),
        (
            "在食品药品等重点领域开展行政检查1105次，行政处罚76宗。",
            {"1105次": "在食品药品等重点领域开展行政检查", "76宗": "重点领域：行政处罚"},
        ),
        (
            "三次产业比重为4.0∶37.7∶58.3。",
            {"4.0": "三次产业比重：第一产业", "37.7": "三次产业比重：第二产业", "58.3": "三次产业比重：第三产业"},
        ),
        ("调处纠纷1760件，成功率97.84%。", {"1760件": "调处纠纷", "97.84%": "调处纠纷：成功率"}),
        ("近四成人员持证。", {"近四成": "人员持证"}),
        ("投资5.2亿元的污水处理厂建成投用。", {"5.2亿元": "污水处理厂投资"}),
        (
            "国家级、自治区级、市级示范区分别增至13个、42个、1045个。",
            {"13个": "国家级示范区", "42个": "自治区级示范区", "1045个": "市级示范区"},
        ),
        (
            "城镇常住居民和农村常住居民人均可支配收入分别增长5%和6%。",
            {"5%": "城镇常住居民人均可支配收入", "6%": "农村常住居民人均可支配收入"},
        ),
    ],
)
def test_each_number_is_bound_to_what_it_is_said_of(text: str, expected: dict[str, str]) -> None:
    assert measures(text) == expected


def test_a_change_has_direction_and_the_measure_of_its_base() -> None:
    total, rise = figures("全年受理信访事项1011件次，同比下降2.5%。")
    assert (total.direction, rise.direction, rise.change) == ("", "down", "同比下降")
    assert rise.measure == total.measure == "受理信访事项"


def test_a_level_reached_is_no_change_and_its_start_is_earlier() -> None:
    before, after = figures("森林覆盖率由91.6%提高到93.1%。")
    assert (before.aspect, after.aspect) == ("earlier", "result")
    assert before.direction == after.direction == ""
    assert before.measure == after.measure == "森林覆盖率"


def test_targets_are_told_from_results() -> None:
    done, planned = figures("去年新建学校3所。今年力争新建学校5所。")
    assert (done.aspect, planned.aspect) == ("result", "target")
    whole = "一、2023年工作回顾\n\n建成公路35公里。\n\n二、2024年工作计划\n\n建成公路50公里。"
    result, goal = (figure for figure in summarizer.figures(whole) if figure.is_figure)
    assert (result.aspect, goal.aspect) == ("result", "target")


def test_a_time_limit_belongs_to_its_date_not_to_the_measure() -> None:
    for text, period in (
        ("6月底前每个镇街建成1个站点。", "6月底前"),
        ("计划于2024年6月底前每个镇街建成1个站点。", "2024年6月底前"),
        ("年底前每个镇街建成1个站点。", "年底前"),
    ):
        figure = only(text)
        assert (figure.period, figure.measure) == (period, "每个镇街建成站点")
    assert only("2025年前三季度建成1个站点。").period != "2025年前"


def test_an_unmet_requirement_is_told_as_one() -> None:
    assert only("专业人员比例暂未达到不少于80%要求。").aspect == "requirement"


def test_what_is_under_way_assigned_or_expected_is_no_result() -> None:
    for text, aspect in (
        ("22个在建项目加快推进。", "under_way"),
        ("完成市下达10万亩粮食生产任务。", "assigned"),
        ("预计地区生产总值增长6%左右。", "forecast"),
        ("地区生产总值年均增长4.7%。", "average"),
        ("累计建成换电站25座。", "cumulative"),
        ("争取中央预算内投资36.8亿元。", "result"),
    ):
        assert [
            figure.aspect for figure in summarizer.figures(f"一、2023年工作回顾\n\n{text}") if figure.is_figure
        ] == [aspect], text


def test_each_is_marked_where_it_distributes() -> None:
    assert only("正副科长各1人。").each


def test_cells_of_a_disclosure_table_that_ran_together_are_cut() -> None:
    text = (
        "指标名称计量单位2011年度历年累计主动公开信息数条4251516其中：1.网站公开条41815092.公报公开条77受理申请总数条00"
    )
    assert [figure.text for figure in figures(text)] == ["425", "1516", "418", "1509", "7", "7", "0", "0"]


def test_numerals_in_skipped_regions_are_mentions_but_no_figures() -> None:
    text = "浏览次数：325次 全年办理案件20件。"
    skipped = locate(text, skip=[Region("chrome", 0, 10)])
    assert [(figure.text, figure.kind) for figure in skipped] == [("325次", "other"), ("20件", "statistic")]


class Sentence(NamedTuple):
    id: str
    start: int
    end: int


def test_sentence_ids_are_those_of_the_outline() -> None:
    text = "办理案件20件。审结13件。"
    found = locate(text, sentences=[Sentence("s1", 0, 8), Sentence("s2", 8, 14)])
    assert [figure.sentence for figure in found] == ["s1", "s2"]


ALPHABET = (
    "0123456789０５٣一二三十百千万亿两零〇廿壹伍陆半点,.，。、：:%％‰〔〕（）()"
    "“”《》-—~至到由从年月日号条个件元余多约近第各其中分之成折倍 \n\u3000①Ⅳ½\ud800\x00aG人增长同比"
)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=60))
def test_every_numeral_character_belongs_to_exactly_one_mention(text: str) -> None:
    owners = [0] * len(text)
    for figure in locate(text, language="zh"):
        assert figure.text == text[figure.start : figure.end]
        for position in range(figure.start, figure.end):
            owners[position] += 1
    assert max(owners, default=0) <= 1
    for match in NUMERAL.finditer(text):
        assert all(owners[match.start() : match.end()])


@pytest.mark.parametrize(
    "unit",
    ["1,111", "一百", "1.", "1 ", "“一", "《1", "三分之", "1件和", "其中1件，", "9·", "G1", "1/", "〔1", "到1", "1 "],
)
def test_time_grows_in_proportion_to_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size] + "件"
        return processor_seconds(lambda: locate(text, language="zh"))

    assert seconds(8_000) < 32 * max(seconds(1_000), 0.002)


def test_a_number_of_ten_thousand_digits_is_a_mention_without_value() -> None:
    (found,) = locate("共" + "9" * 10_000 + "件", language="zh")
    assert found.value is None


@pytest.mark.skipif(not (SHARED / "numbers").is_dir(), reason="the shared reports are not here")
def test_the_shared_reports_hold_their_accuracy() -> None:
    from benchmarks.locate import gold, reference

    measured = {name: value for part in (reference(SHARED), gold(SHARED)) for name, value, _ in part}
    assert measured["reference figures right"] == 1
    assert measured["reference false figures"] <= 1
    assert measured["gold value"] >= 0.99
    assert measured["gold value and unit"] >= 0.98
