"""What is begun is not told as finished, a forecast is no result, and what contradicts is never outweighed."""

import pytest

import summarizer

REPORT = """云河区2023年政府工作报告

一、2023年工作回顾
全年受理投诉300件，办结285件。潍河高铁、云岭铁路加快建设，南湖机场基本建成，东湖大桥建成通车。39幢产业大楼全面建成。
新增学位15190个，创新指数居全省第3。森林覆盖率56.13%。清退异常主体30户，将82户失信主体列入异常名录。

二、2024年工作安排
确保西岭隧道建成通车，新增就业5万人。
"""
RIGHT = [
    "全年受理投诉300件。", "东湖大桥2023年建成通车。", "潍河高铁2023年尚未通车。", "南湖机场2023年基本建成。",
    "39幢产业大楼全面建成。", "新增学位15190个。", "创新指数居全省第3。", "清退异常主体30户。",
]  # fmt: skip
WRONG = [
    ("预计受理投诉300件。", ""), ("全年没有受理投诉300件。", "denied"), ("潍河高铁已于2023年建成通车。", "status"),
    ("云岭铁路已在2023年建成投用。", "status"), ("南湖机场已于2023年建成通航。", "status"),
    ("西岭隧道已于2023年建成通车。", "status"), ("39幢产业大楼开工建设。", ""), ("学位减少15190个。", ""),
    ("创新指数居全国第3。", "rank"), ("森林覆盖率提高了56.13%。", ""), ("清退失信主体82户。", ""),
]  # fmt: skip


@pytest.mark.parametrize("claim", RIGHT)
def test_what_stands_so_in_the_source_is_supported(claim: str) -> None:
    assert {check.verdict for check in summarizer.verify(claim.encode(), REPORT).checks} == {"supported"}


@pytest.mark.parametrize(("claim", "reason"), WRONG)
def test_what_contradicts_is_not_supported(claim: str, reason: str) -> None:
    checks = summarizer.verify(claim.encode(), REPORT).checks

    assert any(check.verdict != "supported" for check in checks)
    assert not reason or reason in {check.reason for check in checks}
