"""What is decided by rule before a model translates: who acts, the verb, the counted noun, one statement or two."""

from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.shared import shared_folder
from summarizer.base.document import Span
from summarizer.extract.drafts import Draft, drafts_by_rule
from summarizer.extract.joined import joined
from summarizer.extract.opening import opening, verbs
from summarizer.extract.phrasing import Phrasing, Statement
from summarizer.extract.statements import pieces
from summarizer.language.glossary import Glossary
from summarizer.outline import outline
from summarizer.outline.structure import ItemKind
from summarizer.quantities import locate
from summarizer.readers import read

GLOSSARY = Glossary.load()
SAMPLES = Path(__file__).parent.parent / "samples"


def statements(text: str, kind: ItemKind = "achievements", actor: str = "the county") -> list[Statement]:
    """The statements of a text that is a whole item's summary."""
    mentions = tuple(locate(text, language="zh"))
    whole = Span(0, len(text))
    draft = Draft("i1", kind, "", "标题", text, (whole,), (), mentions, whole)
    return list(Phrasing(text, mentions, GLOSSARY, actor, "2023").task(draft).statements)


# --- who acts, and the verb -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("举办听证会4场", "The county held"),
        ("全年共受理申请86件", "The county accepted"),
        ("全县累计培训干部300人", "The county trained"),
        ("进一步完善工作机制", "The county improved"),
        ("2023年，我县出台意见3件", "The county issued"),
        ("为企业减免税费120万元", "The county reduced and exempted"),
        ("在食品安全等重点领域开展检查120次", "The county carried out"),
        ("作出行政处罚决定31件", "The county imposed"),
        ("县司法局审查合同20份", ""),
        ("清理规范性文件20件", "The county reviewed"),
    ],
)
def test_a_statement_that_leaves_out_who_acts_begins_with_the_issuer(chinese: str, english: str) -> None:
    found = opening(chinese, GLOSSARY)
    assert found
    assert found.english("the county", "achievements") == english


@pytest.mark.parametrize(
    "chinese",
    [
        "培训班越办越好", "基层力量薄弱", "完善的制度", "建设法治政府的目标", "合格率达98%", "规范、有序",
        "调解员队伍不稳定", "监督力度不足",
    ],
)  # fmt: skip
def test_a_noun_or_an_adjective_is_no_verb(chinese: str) -> None:
    assert opening(chinese, GLOSSARY) is None


def test_a_plan_is_begun_as_a_plan_and_goes_on_where_it_says_so() -> None:
    assert [one.opening for one in statements("举办听证会4场", "plans")] == ["The county will hold"]
    assert [one.opening for one in statements("继续优化营商环境", "plans")] == ["The county will continue to improve"]


def test_a_body_that_is_named_acts_itself() -> None:
    [one] = statements("国务院办公厅印发通知3件")
    assert one.opening.startswith("The General Office of the State Council") and one.opening.endswith("issued")


def test_a_problem_is_begun_by_the_model_but_for_how_many_have_it() -> None:
    assert [one.opening for one in statements("部分单位执法程序不规范", "problems")] == ["Some"]
    assert [one.opening for one in statements("执法程序不规范", "problems")] == [""]


def test_every_verb_has_both_forms_in_plain_letters() -> None:
    assert len(verbs()) > 180
    assert all(verb.past.isascii() and verb.base.isascii() and verb.past and verb.base for verb in verbs().values())


# --- one statement or two -------------------------------------------------------------------------------------------


def parts(text: str) -> list[str]:
    found = pieces(text, [Span(0, len(text))], GLOSSARY)
    return ["，".join(text[slice(*clause)] for clause in piece.clauses) for piece in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("举办听证会4场，印发资料9万份", ["举办听证会4场", "印发资料9万份"]),
        ("受理申请86件，审结79件，其中维持52件", ["受理申请86件，审结79件，其中维持52件"]),
        ("新增企业12家，同比增长8%", ["新增企业12家，同比增长8%"]),
        ("法律顾问参与审查310件，避免损失860万元", ["法律顾问参与审查310件，避免损失860万元"]),
        ("按照省里部署，开展专项检查3次", ["按照省里部署，开展专项检查3次"]),
        ("执法力量不足，人员老化问题仍然存在", ["执法力量不足", "人员老化问题仍然存在"]),
        ("执法力量不足，导致案件办理不及时", ["执法力量不足，导致案件办理不及时"]),
        ("要在优化服务上下功夫，完善工作机制", ["完善工作机制"]),
    ],
)
def test_statements_are_parted_where_each_has_its_own_verb(text: str, wanted: list[str]) -> None:
    assert parts(text) == wanted


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_statements_tell_the_summary_in_its_order_and_no_figure_is_lost(sample: Path) -> None:
    outlined = outline(read(sample))
    text = outlined.document.text
    figures = locate(text, language="zh", sentences=outlined.sentences, skip=outlined.document.regions)
    for draft in drafts_by_rule(outlined, [one for one in figures if one.is_figure]):
        clauses = [clause for piece in pieces(text, draft.runs, GLOSSARY) for clause in piece.clauses]
        assert all(one.end <= after.start for one, after in pairwise(clauses))
        for figure in draft.figures:
            if any(run.start <= figure.start < run.end for run in draft.runs):
                assert any(clause.start <= figure.start and figure.end <= clause.end for clause in clauses)


# --- the counted noun -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chinese", "given", "quantities"),
    [
        ("评查案卷480宗", "评查 480 案卷.", ("480",)),
        ("举办听证会4场", "举办 4 听证会.", ("4",)),
        ("招录执法人员30名", "招录 30 执法人员.", ("30",)),
        ("完成食品抽检约2150批次", "完成 about 2,150 batches of 食品抽检.", ("about 2,150 batches of",)),
        ("安排专项资金320万元", "安排 CNY 3.2 million of 专项资金.", ("CNY 3.2 million of",)),
        ("印发《云禾区听证办法》等文件6份", "印发'云禾区听证办法'等文件 6 copies.", None),
        ("组织领导干部旁听庭审10场", "组织领导干部旁听庭审 10.", ("10 hearings",)),
        ("整改率达到93.1%", "整改率达到 93.1%.", ("93.1%",)),
        ("改造提升农村公路12条", "改造提升 12 农村公路.", ("12",)),
    ],
)
def test_what_is_counted_stands_behind_its_number(chinese: str, given: str, quantities: tuple[str, ...] | None) -> None:
    [one] = statements(chinese)
    assert "".join(one.text.split()) == "".join(given.split()) or quantities is None
    assert quantities is None or one.quantities == quantities


# --- one text of several sentences ----------------------------------------------------------------------------------


def test_neighbours_with_one_subject_say_it_once() -> None:
    county = "The county"
    assert joined([("The county held 4 hearings.", county), ("The county issued 9 rules.", county)]) == (
        "The county held 4 hearings and issued 9 rules."
    )
    assert joined([("The county will hold 4 hearings.", county), ("The county will issue 9 rules.", county)]) == (
        "The county will hold 4 hearings and issue 9 rules."
    )


def test_a_sentence_with_parts_of_its_own_stays_one_and_goes_on_with_it() -> None:
    first = "The county received 86 applications, of which 79 were concluded."
    assert (
        joined([(first, "The county"), ("The county issued 9 rules.", "The county")]) == f"{first} It issued 9 rules."
    )


def test_sentences_of_others_are_left_as_they_are() -> None:
    said = ["The county held 4 hearings.", "The court issued 9 rulings.", "The county issued 9 rules."]
    assert joined([(said[0], "The county"), (said[1], "The court"), (said[2], "The county")]) == " ".join(said)
    assert joined([(said[0], "The county"), ("Training was held.", "")]) == f"{said[0]} Training was held."


# --- Chinese summaries ----------------------------------------------------------------------------------------------


def reports() -> list[Path]:
    try:
        shared = sorted((shared_folder() / "reports" / "plain").glob("*.txt"))
    except FileNotFoundError:
        shared = []
    return [*sorted(SAMPLES.glob("*.txt")), *sorted(SAMPLES.glob("*.html")), *shared]


@pytest.mark.parametrize("path", reports(), ids=lambda path: path.stem)
def test_a_chinese_summary_is_the_reports_own_words_in_their_order(path: Path) -> None:
    """Nothing is added: without the semicolons of what was left out, it is a subsequence of its evidence."""
    outlined = outline(read(path))
    text = outlined.document.text
    figures = locate(text, language="zh", sentences=outlined.sentences, skip=outlined.document.regions)
    drafts = drafts_by_rule(outlined, [one for one in figures if one.is_figure])
    assert drafts
    for draft in drafts:
        evidence = "".join(one.text for one in draft.evidence(text))
        for words in (draft.title, draft.summary):
            assert own_words(words, evidence), (draft.id, words)


def own_words(words: str, evidence: str) -> bool:
    """Whether a Chinese text is a subsequence of its evidence, but for the marks of what was left out."""
    return is_within(words.translate(_CUT), evidence.translate(_CUT))


_CUT = str.maketrans("", "", "；。;… 　\n\r\t")


def is_within(words: str, text: str) -> bool:
    rest = iter(text)
    return all(sign in rest for sign in words)


def test_what_adds_a_word_is_no_subsequence() -> None:
    assert is_within("受理86件", "全年受理申请86件")
    assert not is_within("全部受理86件", "全年受理申请86件")
