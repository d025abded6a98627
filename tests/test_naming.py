"""A right number under a wrong name is a wrong number: a model's measures are held against their Chinese."""

import pytest

from summarizer.language.style import misnamed


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Government services", "政务服务便民热线受理群众诉求"),
        ("Administrative law enforcement officers", "行政执法人员持证率"),
        ("Amount of penalties", "免予处罚金额"),
        ("Government legal adviser", "政府法律顾问参与合同审查、决策论证等法律事务"),
        ("Applications disclosed", "不予公开申请"),
        ("Sales of goods", "社会消费品零售增幅"),
        ("Signed projects", "签约项目总投资金额"),
    ],
)
def test_a_name_that_leaves_out_what_is_named_is_none(english: str, chinese: str) -> None:
    assert misnamed(english, chinese)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Completion rate", "按时办结率"),
        ("Amount of penalties waived", "免予处罚金额"),
        ("Hearings", "听证会"),
        ("Administrative penalty cases", "行政处罚案件数量"),
        ("Total retail sales of consumer goods", "社会消费品零售总额"),
        ("Minors protected", "受保护未成年人"),
        ("Intangible cultural heritage items", "非遗项目"),
        ("Market entities", "市场主体"),
        ("Increase in passenger flow", "客流量增幅"),
    ],
)
def test_a_name_that_says_it_stays(english: str, chinese: str) -> None:
    assert not misnamed(english, chinese)
