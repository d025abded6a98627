"""Sentences: what closes one, and what only looks as if it did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.language.sentences import split_sentences
from tests.growth import processor_seconds


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def test_full_stops_exclamations_questions_and_semicolons_close_a_sentence() -> None:
    assert said("甲完成了！乙呢？丙办理三件；丁办理四件。") == ["甲完成了！", "乙呢？", "丙办理三件；", "丁办理四件。"]


@pytest.mark.parametrize("text", ["耕地9。5081公顷已复垦。", "增长1.2%，降0.5个百分点。", "PM2.5浓度下降。"])
def test_a_point_inside_a_number_closes_nothing(text: str) -> None:
    assert said(text) == [text]


def test_a_year_after_a_full_stop_begins_a_sentence() -> None:
    assert said("案件增至38。2024年继续推进。") == ["案件增至38。", "2024年继续推进。"]


def test_marks_inside_brackets_titles_and_short_quotations_close_nothing() -> None:
    assert said("落实《关于甲（试行）。的意见》和“今天办！”行动（见附件。），见效。") == [
        "落实《关于甲（试行）。的意见》和“今天办！”行动（见附件。），见效。"
    ]


def test_a_quotation_that_is_a_sentence_ends_the_sentence_around_it() -> None:
    assert said("他说：“今年要办成。”大家鼓掌。") == ["他说：“今年要办成。”", "大家鼓掌。"]


def test_a_lost_bracket_swallows_nothing() -> None:
    assert said("会议（扩大召开。各部门落实。") == ["会议（扩大召开。", "各部门落实。"]


def test_a_heading_on_its_own_line_is_its_own_sentence() -> None:
    assert said("一、主要工作\n全年办理案件三件。") == ["一、主要工作", "全年办理案件三件。"]


WRAPPED = (
    "刚刚过去的一年，全县上下齐心协力，办成了一批大事要\n\n事，全年新开工项目四十四个，建成投用三十个，完成投资\n\n"
    "15.3亿元，增长\n\n— 2 —\n\n31.3%。企业满意度稳步提高，营商环境评价进入全省第一\n\n方阵，群众办事更加方便快捷，"
    "获得感明显增强，得到上级\n\n充分肯定并在全省推广。\n\n二、下一步打算\n\n继续抓好落实，确保各项任务完成。"
)


@pytest.mark.parametrize("heading", ["（六）政府效能不断提升", "（二）改革活力持续增强", "生态环境明显改善提高"])
def test_a_heading_that_ends_in_a_verb_of_rise_ends_where_its_line_ends(heading: str) -> None:
    text = f"{heading}\n\n办理建议318件，办复率100%。"
    assert next(text[one.start : one.end] for one in split_sentences(text)) == heading


def test_a_verb_of_rise_at_the_end_of_a_line_governs_the_number_that_begins_the_next() -> None:
    text = "全区生产总值比上年增长\n5.2%。"
    assert len(split_sentences(text)) == 1


def test_wrapped_lines_and_page_numbers_do_not_close_a_sentence() -> None:
    sentences = said(WRAPPED)
    assert sentences[0].endswith("31.3%。")
    assert "二、下一步打算" in sentences
    assert len(sentences) == 4


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It rose to 1.2% under Order No. 57. Dr. Li agreed.", 2),
        ("Aids (e.g. grants) fell. They cost CNY 1.2 billion.", 2),
        ('He said "yes." It passed.', 2),
        ("1. Strengthen training. 2. Recruit staff.", 2),
    ],
)
def test_english_abbreviations_decimals_and_list_numbers_close_nothing(text: str, count: int) -> None:
    assert len(said(text)) == count


@given(st.text(alphabet="一二是、。；！？（）“”《》\n 甲乙12.,aB—\f", max_size=300))
def test_sentences_never_overlap_and_lose_only_white_space(text: str) -> None:
    spans = split_sentences(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("unit", ["（", "“。”", "a.", "一是", "甲\n", "。"])
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        return processor_seconds(lambda: split_sentences(text))

    seconds(200)
    assert seconds(12_000) < 12 * seconds(3_000) + 0.1


@pytest.mark.parametrize("row", ["| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 |", "受理\t12\t15\t18\t21\t24\t27\t30\t33\t36"])
def test_a_row_of_a_table_is_a_sentence_of_its_own_however_many_are_alike(row: str) -> None:
    assert said("\n".join([row] * 40)) == [row] * 40
