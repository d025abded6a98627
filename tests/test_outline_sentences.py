"""The sentences of an outline: they part the text, keep their ids, and never cross a section."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.base.document import Document
from summarizer.outline import Outline, outline
from summarizer.readers import read
from tests.growth import processor_seconds

FRAGMENTS = st.sampled_from(
    ["一、工作情况", "二、存在的问题", "三、2024年工作计划", "（一）", "（二）", "1.", "一是", "二是", "——", "第一，",
     "办理案件3件", "增长9.5%", "推行“一次办好。”改革", "他说：“抓落实。不等待！”", "《办法（试行）。》",
     "（见附件；略。）", "“", "”", "（", "）", "《", "【", "同时，我们也清醒看到还存在一些不足：",
     "下一步，我们将抓好以下工作：", "各位代表！", "。", "；", "，", "！", "？", "……",
     "\n", "\n\n", "\f", "— 2 —\n", " ", "\u3000", "返回顶部\n", "云溪县人民政府\n2024年1月8日\n"]
)  # fmt: skip


def outlined(parts: list[str]) -> Outline:
    return outline(read("云溪县2023年工作总结\n\n" + "".join(parts) + "\n中"))


@settings(max_examples=80, deadline=None)
@given(st.lists(FRAGMENTS, max_size=60))
def test_sentences_part_the_text_outside_its_furniture(parts: list[str]) -> None:
    result = outlined(parts)
    text = result.document.text
    for one, following in pairwise(result.sentences):
        assert one.end <= following.start
    said = "".join(re.sub(r"\s", "", text[each.start : each.end]) for each in result.sentences)
    apart = [region for region in result.document.regions if region.kind in ("chrome", "page")]
    kept = "".join(
        char
        for at, char in enumerate(text)
        if not char.isspace() and not any(region.start <= at < region.end for region in apart)
    )
    everything = re.sub(r"\s", "", text)
    assert len(kept) <= len(said) <= len(everything)
    assert apart or said == everything


@settings(max_examples=80, deadline=None)
@given(st.lists(FRAGMENTS, max_size=60))
def test_a_sentence_lies_in_its_section_and_in_no_other(parts: list[str]) -> None:
    result = outlined(parts)
    sections = {section.id: section for section in result.sections}
    children: dict[str | None, list[tuple[int, int]]] = {}
    for section in result.sections:
        children.setdefault(section.parent, []).append((section.start, section.end))
    for sentence in result.sentences:
        own = sections[sentence.section]
        assert own.start <= sentence.start < sentence.end <= own.end
        for start, end in children.get(own.id, []):
            assert sentence.end <= start or end <= sentence.start


@settings(max_examples=40, deadline=None)
@given(st.lists(FRAGMENTS, max_size=60))
def test_ids_are_the_same_each_time_and_count_in_text_order(parts: list[str]) -> None:
    first, again = outlined(parts), outlined(parts)
    assert first.sentences == again.sentences and first.items == again.items and first.sections == again.sections
    assert [each.id for each in first.sentences] == [f"s{number}" for number in range(1, len(first.sentences) + 1)]
    assert [each.id for each in first.items] == [f"i{number}" for number in range(1, len(first.items) + 1)]
    assert [each.id for each in first.sections] == [f"sec{number}" for number in range(1, len(first.sections) + 1)]


def test_marks_in_quotations_and_brackets_close_no_sentence_of_a_section() -> None:
    result = outline(
        read(
            "一、工作情况\n\n推行“一次办好。”改革（见附件；略。），办成3件。他说：“抓落实。不等待！”全县行动。\n\n"
            "二、工作打算\n\n落实《办法（试行）。》，抓“学习；宣传；落实”。\n"
        )
    )
    text = result.document.text
    assert [text[each.start : each.end] for each in result.sentences] == [
        "一、工作情况",
        "推行“一次办好。”改革（见附件；略。），办成3件。",
        "他说：“抓落实。不等待！”",
        "全县行动。",
        "二、工作打算",
        "落实《办法（试行）。》，抓“学习；宣传；落实”。",
    ]


# --- time ---------------------------------------------------------------------------------------------------------

YEAR = (
    "云溪县{0}年工作总结\n\n一、{0}年工作回顾\n\n（一）抓产业。引进项目12个，总投资30亿元，增长8.1%。\n\n（二）抓民生。一是新增就业5600人。"
    "二是建成学校2所。\n\n同时，我们也清醒看到，还存在一些不足：产业结构不优；收支矛盾突出。\n\n二、下一年工作安排\n\n"
    "（一）做强产业。实施项目30个。\n\n（二）做实民生。办好十件实事。\n\n云溪县人民政府\n{0}年12月8日\n\n"
)


def seconds(text: str) -> float:
    """Processor seconds for the outline of ``text``."""
    document = Document(text)
    return processor_seconds(lambda: outline(document), repeats=1)


PROSE = "全县上下齐心协力，实施重点项目30个，完成投资12.6亿元，同比增长8.1%，办成了一批群众期盼已久的实事好事。" * 12


@pytest.mark.slow
def test_two_million_characters_take_in_proportion_what_a_small_part_takes() -> None:
    year = YEAR.replace("增长8.1%。", PROSE * 8).replace("办好十件实事。", PROSE * 24).replace("12月8日", "")
    text = "".join(year.format(1000 + number % 1000) for number in range(120))
    small = text[:125_000]
    seconds(small)
    assert len(text) > 2_000_000
    assert seconds(text[:2_000_000]) < 16 * 2.5 * seconds(small)


@pytest.mark.parametrize(
    "unit",
    [
        YEAR.format(2023),
        "注：\n1.甲。\n",
        "存在",
        "平安青岚、法治乙城，",
        "五年工作回顾\n",
        "云溪县人民政府\n2023年工作总结\n一、甲\n",
        "一是甲，",
        "“甲。",
        "存在不足：甲\n",
        "（一）存在的问题\n（二）改进措施：甲。\n",
    ],
)
def test_no_way_of_writing_makes_time_grow_faster_than_the_text(unit: str) -> None:
    head = "各位代表：现在，我代表市人民政府报告工作。\n"
    once = head + unit * (2_000 // len(unit))
    seconds(once)
    assert seconds(head + unit * (8_000 // len(unit))) < 4 * 2.5 * seconds(once) + 0.15
