"""A text that repeats its evidence is proven by that; one that joins what the source keeps apart is not."""

import pytest

from summarizer.base.document import Span
from summarizer.outline import outline
from summarizer.quantities import locate
from summarizer.readers import read
from summarizer.schema import Check
from summarizer.verify.quoted import by_name, by_quotation
from summarizer.verify.source import Source

TEXT = """云禾区2023年工作报告

2022年，新设企业310家。2023年，全区新设企业452家，注册资本18.6亿元，同比增长7.2%。
其中，重点领域查处案件61件，罚没金额52万元。全年完成投资9.7亿元；力争到2025年，新增就业5万人；建成14个省份产业集群协作站点，覆盖20个街道。
"""


@pytest.fixture(scope="module")
def source() -> Source:
    document = read(TEXT)
    return Source.of(outline(document), locate(document.text))


def unproven(text: str, source: Source) -> list[Check]:
    """A check of every number of ``text``, none of them supported yet."""
    return [
        Check(
            start=one.start, end=one.end, text=one.text, value=one.value, unit=one.unit, verdict="review",
            reason="ambiguous", explanation="", evidence=(), field="",
        )
        for one in locate(text, language="zh") if one.is_figure
    ]  # fmt: skip


def verdicts(text: str, source: Source) -> list[str]:
    cited = [Span(TEXT.index("2022年"), len(TEXT))]
    return [check.verdict for check in by_quotation(unproven(text, source), text, cited, source)]


@pytest.mark.parametrize(
    "text",
    [
        "全区新设企业452家，注册资本18.6亿元，同比增长7.2%。",
        "注册资本18.6亿元，同比增长7.2%。",
        "全年完成投资9.7亿元；覆盖20个街道。",
    ],
)
def test_the_sources_own_clauses_are_proven_by_themselves(text: str, source: Source) -> None:
    assert set(verdicts(text, source)) == {"supported"}


def test_the_evidence_is_the_sentence_that_was_repeated(source: Source) -> None:
    text = "全年完成投资9.7亿元。"
    cited = [Span(TEXT.index("2022年"), len(TEXT))]
    (check,) = by_quotation(unproven(text, source), text, cited, source)
    assert check.evidence[0].text.startswith("全年完成投资9.7亿元")
    assert TEXT[check.evidence[0].start : check.evidence[0].end] == check.evidence[0].text


@pytest.mark.parametrize(
    "text",
    [
        "全区新设企业453家，同比增长7.2%。",  # one digit is another: no clause of the source
        "2022年，全区新设企业452家。",  # two clauses of the source, with a year left out between them
        "全区新设企业452家，同比增长7.2%。",  # it is the capital that grew
        "全区新设企业452家，罚没金额52万元。",  # 其中 left out: a part is told as the whole
        "同比增长7.2%，全区新设企业452家。",  # not in the source's order
        "新增就业5万人。",  # a goal, whose words stood before the clause
        "452家。",  # no words to know it by
    ],
)
def test_what_the_source_keeps_apart_is_not_proven_by_its_pieces(text: str, source: Source) -> None:
    assert "supported" not in verdicts(text, source)


def test_a_plan_may_leave_the_words_of_a_goal_to_its_heading(source: Source) -> None:
    text, cited = "新增就业5万人。", [Span(TEXT.index("2022年"), len(TEXT))]
    assert [one.verdict for one in by_quotation(unproven(text, source), text, cited, source, planned=True)] == [
        "supported"
    ]


def test_nothing_outside_the_evidence_proves_a_number(source: Source) -> None:
    cited = [Span(TEXT.index("其中"), len(TEXT))]
    text = "全区新设企业452家。"
    assert [one.verdict for one in by_quotation(unproven(text, source), text, cited, source)] == ["review"]


def test_a_number_in_a_name_is_right_where_the_name_stands_there(source: Source) -> None:
    near = Span(TEXT.index("全年"), len(TEXT))
    right, wrong = "14个省份产业集群协作站点", "15个省份产业集群协作站点"
    assert [one.verdict for one in by_name(unproven(right, source), right, near, source)] == ["supported"]
    assert [one.verdict for one in by_name(unproven(wrong, source), wrong, near, source)] == ["review"]
