"""Numbers that follow from the other numbers of their claim, and bounds told in other words."""

import pytest

import summarizer

REPORT = """云河区2023年政府工作报告

一、2023年工作回顾
全年摸排经营主体397户，82户失信主体列入异常经营名录。一般公共预算收入445.8亿元、首次突破400亿元，税收占比73.8%。
完成老旧小区改造117个，城镇登记失业率低于3.5%。整治农田1255万亩以上。工业园区集聚度超71%。省级绿色工厂14家、市级绿色工厂13家。

二、2024年工作安排
改造老旧小区110个，粮食产量57亿斤以上。
"""
RIGHT = [
    "摸排经营主体397户，其中82户列入异常经营名录，占两成以上。",
    "按税收占比73.8%推算，445.8亿元一般公共预算收入里约有329亿元来自税收。",
    "整治农田1255万亩以上（折合约83.7万公顷）。",
    "省级绿色工厂14家、市级绿色工厂13家，前者多1家。",
    "今年计划改造老旧小区110个，比去年完成的117个少了7个。",
    "一般公共预算收入首次越过400亿元关口。",
    "城镇登记失业率在3.5%以下。",
    "工业园区集聚度在七成以上。",
    "粮食产量的底线是57亿斤。",
]
WRONG = [
    "摸排经营主体397户，其中82户列入异常经营名录，占三成以上。",
    "按税收占比73.8%推算，445.8亿元一般公共预算收入里约有359亿元来自税收。",
    "整治农田1255万亩以上（折合约63.7万公顷）。",
    "省级绿色工厂14家、市级绿色工厂13家，前者多2家。",
    "今年计划改造老旧小区110个，比去年完成的117个少了9个。",
    "城镇登记失业率在3.5%以上。",
    "粮食产量57亿斤。",
]


@pytest.mark.parametrize("claim", RIGHT)
def test_what_follows_from_the_claims_own_numbers_is_supported(claim: str) -> None:
    assert {check.verdict for check in summarizer.verify(claim.encode(), REPORT).checks} == {"supported"}


@pytest.mark.parametrize("claim", WRONG)
def test_what_does_not_follow_is_not(claim: str) -> None:
    assert {check.verdict for check in summarizer.verify(claim.encode(), REPORT).checks} != {"supported"}
