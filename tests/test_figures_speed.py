"""What makes the Chinese locator fast may change nothing that it finds."""

import re
import time
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.quantities import Figure, locate
from summarizer.quantities.zh import cues
from summarizer.quantities.zh.classify import _candidates, _span
from summarizer.quantities.zh.ending import Ending
from summarizer.quantities.zh.rules import FILLER, RULES, Rule
from summarizer.quantities.zh.scan import _PATTERN, next_run

PIECES = st.sampled_from(
    [
        *"0129３一二三五十百千万亿〇廿①第前附图表件年月日号条款章届次大级强佳是要中会个分期季周岁天点时",
        *"，。；：、.-—/+·×〔〕（）[]【】“”^ \n\u3000",
        *("2023", "2016", "二〇一六", "至", "到", "电话：", "热线", "12345", "0517-87222589", "120", "急救"),
        *("PM", "G5", "kV", "千伏", "三中", "全会", "十四五", "规划", "多年", "余个", "工作日", "年代"),
        *("世纪", "分钟", "等奖", "元级", "量级", "号令"),
    ]
)
TEXTS = st.lists(PIECES, max_size=16).map("".join)


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_the_glance_leaves_out_no_rule_that_fits(text: str) -> None:
    at = 0
    while (run := next_run(text, at)) is not None:
        tried = _candidates(text, run.start)
        assert not [rule.name for rule in RULES if _span(rule, text, run.start) and rule not in tried]
        at = run.end


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_the_glance_looks_at_is_no_filler(rule: Rule) -> None:
    assert not re.search(FILLER, rule.after)


@settings(max_examples=300, deadline=None)
@given(TEXTS | st.text(alphabet="翻番过半数超12三 .@wht", max_size=12))
def test_the_search_for_runs_passes_over_none(text: str) -> None:
    first, plain = next_run(text, 0), _PATTERN.search(text)
    assert (first and first[:2]) == (plain and plain.span())


ENDINGS = {name: value for name, value in vars(cues).items() if isinstance(value, Ending)}


@pytest.mark.parametrize("name", sorted(ENDINGS))
def test_an_ending_ends_in_one_of_its_last_characters(name: str) -> None:
    ending = ENDINGS[name]
    letters = sorted(set(re.findall(r"[\u3400-\u9fff：，、“\s]", ending.pattern.pattern)) | set("1 \n:"))
    words = re.findall(r"[\u3400-\u9fff]+", ending.pattern.pattern)

    @settings(max_examples=300, deadline=None)
    @given(st.lists(st.sampled_from([*letters, *words]), max_size=4).map("".join))
    def holds(phrase: str) -> None:
        assert (ending.search(phrase) is None) == (ending.pattern.search(phrase) is None)

    holds()


def test_a_located_figure_is_frozen_and_like_any_other() -> None:
    (figure,) = locate("办理案件20件。")
    assert type(figure) is Figure
    with pytest.raises(FrozenInstanceError):
        figure.unit = "宗"  # type: ignore[misc]
    assert replace(figure) == figure and hash(replace(figure)) == hash(figure)


def test_an_act_that_is_said_over_and_over_takes_no_longer_than_it_is() -> None:
    begun = time.process_time()
    assert not cues.ACT.fullmatch("办结" * 80 + "管道")
    assert cues.ACT.fullmatch("已办结")
    assert time.process_time() - begun < 2
