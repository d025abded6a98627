"""What a figure counts is read from its clause: no heading, markup or date inside, no chains, money not by its use."""

import pytest

from summarizer.quantities import locate


def measures(text: str) -> list[str]:
    return [one.measure for one in locate(text) if one.is_figure]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # money is named by the act of spending, things by what is done to them
        ("投入2.1亿元治理矿山24座。", ["投入", "治理矿山"]),
        ("为8.4万名务工人员追回拖欠工资15.6亿元。", ["务工人员追回拖欠工资", "追回拖欠工资"]),
        ("签约总投资38亿元的新材料项目。", ["新材料项目总投资"]),
        # parts of a whole: those that name themselves stand alone, the others under it, none under another part
        ("谈话517人次，其中县处级69人、乡科级448人。", ["谈话", "谈话：县处级", "谈话：乡科级"]),
        ("生产总值90亿元，其中第一产业增加值30亿元。", ["生产总值", "第一产业增加值"]),
        ("公路里程900公里，其中高速公路51公里。", ["公路里程", "公路里程：高速公路"]),
        ("引进央企（含子公司）12家、外企5家、民企3家。", ["引进央企", "引进外企", "引进民企"]),
        ("粮食产量40万吨，棉花6万吨，油料2万吨。", ["粮食产量", "棉花产量", "油料产量"]),
        ("发行债券9.5亿元，其中含专项债7亿元、点心债2亿元。", ["发行债券", "发行债券：专项债", "发行债券：点心债"]),
        ("办理法律援助案件120件，其中民事案件90件。", ["办理法律援助案件", "办理法律援助案件：民事案件"]),
        ("共有各级控参股企业97家（其中参股企业8家）。", ["各级控参股企业", "各级控参股企业：参股企业"]),
        ("新登记经营主体32万户、增长13%，总量达203万户。", ["新登记经营主体", "新登记经营主体", "经营主体：总量"]),
        ("粮食播种面积85万亩、产量31万吨。", ["粮食播种面积", "粮食产量"]),
        ("调解纠纷300件，调解成功290件。", ["调解纠纷", "调解纠纷：调解成功"]),
        ("引进10亿元以上项目30个、50亿元以上5个。", ["引进项目", "10亿元以上项目", "10亿元以上项目", "50亿元以上项目"]),
        # a long phrase keeps whose it is and its field; only the means, and examples, are left out
        (
            "全市各级行政复议机构及其委托机构依法受理行政复议申请86件。",
            ["全市各级行政复议机构及其委托机构依法受理行政复议申请"],
        ),
        (
            "在食品药品、公共卫生、生态环境等重点领域办理行政处罚案件41件。",
            ["在食品药品、公共卫生、生态环境等重点领域办理行政处罚案件"],
        ),
        ("以购买砂石、上缴补差款等向相关部门上缴资金3亿元。", ["上缴资金"]),
        ("新签署星火园区、检验检测等7个合作协议。", ["新签署合作协议"]),
        # an account keeps its name
        ("总收入21亿元，完成预算的92.3%，减收5亿元，下降19%。", ["总收入", "总收入：完成预算", "总收入", "总收入"]),
        ("社保支出年初预算为40万元，支出决算为38万元。", ["社保支出年初预算", "社保支出决算"]),
        ("税收13.7亿元、占全省的3%、增长5%。", ["税收", "税收：占全省", "税收"]),
        # lists
        ("技改投资、研发投入分别突破3亿元、5亿元。", ["技改投资", "研发投入"]),
        ("战略产业和制造业增加值年均增长9%、8%。", ["战略产业增加值", "制造业增加值"]),
        ("限额以上住宿和餐饮业分别增长8%、4%。", ["限额以上住宿业", "限额以上餐饮业"]),
        ("三次产业增加值分别增长3%、7%、6%。", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
        # neither headings nor dates nor adverbs
        ("一、主要工作\n受理复议申请86件，办结79件。", ["受理复议申请", "受理复议申请：办结"]),
        ("## 二、综合全年实现工业产值8亿元。", ["工业产值"]),
        ("截至10月8日共摸排人员12人。", ["摸排人员"]),
        ("公开的主要内容2031年新增公开信息140条。", ["新增公开信息"]),
        ("投资规模首次超过2万亿元、达2.4万亿元。", ["投资规模", "投资规模"]),
        ("养老金标准提高至每月375元。", ["养老金标准"]),
        ("改造小区65个、惠及1.2万户。", ["改造小区", "改造小区：惠及"]),
    ],
)
def test_a_measure_is_what_the_clause_names(text: str, told: list[str]) -> None:
    assert measures(text) == told


@pytest.mark.parametrize(
    ("text", "direction", "change"),
    [
        ("工业产值同比-2.1%。", "down", "同比"),
        ("投诉量同比↓12.3%。", "down", "同比↓"),
        ("办件量▲5.6%。", "up", "▲"),
        ("总收入减收5亿元。", "down", "减收"),
        ("技改投资增速20%。", "up", "增速"),
    ],
)
def test_a_change_is_told_by_verb_sign_or_arrow(text: str, direction: str, change: str) -> None:
    (figure,) = (one for one in locate(text) if one.is_figure)
    assert (figure.direction, figure.change) == (direction, change)


@pytest.mark.parametrize(
    ("text", "qualifiers"),
    [
        ("技改投资、研发投入分别突破3亿元、5亿元。", ["over", "over"]),
        ("粮食、蔬菜面积分别稳定在29万亩、36万亩以上。", ["at_least", "at_least"]),
        ("建成车站3座、码头5座以上。", ["exact", "at_least"]),
    ],
)
def test_what_is_said_of_all_of_a_list_holds_for_each(text: str, qualifiers: list[str]) -> None:
    assert [one.qualifier for one in locate(text) if one.is_figure] == qualifiers
