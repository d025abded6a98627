"""The glossary: the genre's terms both ways, and names of places and governments by rule."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.base.resources import text as resource
from summarizer.language.glossary import Glossary, _folded, issuer_english, place_english, places_in_issuer
from tests.growth import processor_seconds

GLOSSARY = Glossary.load()
DOCS = Path(__file__).parent.parent / "docs"
LINES = resource("prompts", "glossary.tsv").splitlines()[1:]


def test_it_holds_at_least_four_hundred_terms_each_once() -> None:
    terms = [line.split("\t")[0] for line in LINES]
    assert len(GLOSSARY) == len(terms) == len(set(terms)) >= 400


@pytest.mark.parametrize("column", [1, 3])
def test_its_english_is_printable_ascii_without_double_quotes(column: int) -> None:
    cells = [line.split("\t")[column] for line in LINES if len(line.split("\t")) > column]
    assert cells
    assert [cell for cell in cells if not re.fullmatch(r"[ !#-~]+", cell)] == []


def test_its_kinds_are_the_documented_ones() -> None:
    kinds = {"term", "verb", "institution", "rank", "law", "place", "document", "unit", "formula"}
    assert {term.kind for term in GLOSSARY} == kinds


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("依法行政", "law-based administration"),
        ("信访", "petitions (letters and visits)"),
        ("规范性文件", "normative documents"),
        ("行政复议", "administrative reconsideration"),
        ("行政诉讼法", "Administrative Procedure Law"),
        ("国务院", "State Council"),
        ("没有这个词", None),
    ],
)
def test_a_term_is_looked_up_whole(zh: str, en: str | None) -> None:
    assert GLOSSARY.english(zh) == en


def test_the_longest_term_wins_and_none_overlaps_another() -> None:
    found = GLOSSARY.terms_in("受理行政复议申请，开展行政复议工作")
    assert [term.zh for term in found] == ["受理", "行政复议申请", "行政复议"]


def test_english_terms_are_found_whatever_their_case_and_number() -> None:
    text = "The Normative Documents, one administrative penalty case and petitions (letters and visits)."
    found = GLOSSARY.terms_in_english(text)
    assert [(text[span.start : span.end], term.zh) for span, term in found] == [
        ("Normative Documents", "规范性文件"),
        ("administrative penalty case", "行政处罚案件"),
        ("petitions (letters and visits", "信访"),
    ]


def test_terms_that_share_their_english_are_all_found() -> None:
    assert {term.zh for term in GLOSSARY.chinese("legal review")} == {"法制审核", "法制审查", "法律审查"}


def test_another_english_name_in_use_is_understood() -> None:
    assert "群众集体上访" in {term.zh for term in GLOSSARY.chinese("group petitions fell")}


def test_every_english_term_is_found_again_in_its_own_english() -> None:
    lost = [term.en for term in GLOSSARY if term not in GLOSSARY.chinese(term.en)]
    assert lost == []


@given(st.text(alphabet="行政复议申请处罚依法信访abc \n，。", max_size=60))
def test_spans_lie_in_order_and_are_the_terms_they_say(text: str) -> None:
    spans = GLOSSARY.spans_in(text)
    assert all(text[span.start : span.end] == term.zh for span, term in spans)
    assert all(one.end <= after.start for (one, _), (after, _) in pairwise(spans))


def test_a_long_text_takes_time_in_proportion() -> None:
    def seconds(text: str) -> float:
        return processor_seconds(lambda: GLOSSARY.spans_in(text))

    text = "行政行政复行政复议申" * 2000
    assert seconds(text * 8) < 40 * max(seconds(text), 0.001)


def test_terms_of_one_document_take_precedence_and_leave_the_glossary_as_it_is() -> None:
    own = GLOSSARY.with_terms(places_in_issuer("澄州市云禾区人民政府"))
    assert own.english("云禾区") == "Yunhe District"
    assert GLOSSARY.english("云禾区") is None


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("从化区", "Conghua District"),
        ("广州市从化区", "Conghua District, Guangzhou"),
        ("陕西省西安市", "Xi'an, Shaanxi Province"),
        ("浦东新区", "Pudong New Area"),
        ("平潭综合实验区", "Pingtan Comprehensive Pilot Zone"),
        ("甘孜藏族自治州", "Garzê Tibetan Autonomous Prefecture"),
        ("漯河市", "Luohe"),
        ("忠县", "Zhongxian County"),
        ("从化区鳌头镇", "Aotou Town, Conghua District"),
        ("内蒙古自治区", "Inner Mongolia Autonomous Region"),
        ("市场监督管理局", None),
        ("长安区", "Chang'an District"),
        ("吕梁市", "Lüliang"),
        ("景德镇市珠山区", "Zhushan District, Jingdezhen"),
        ("兰州新区", "Lanzhou New Area"),
        ("从化区鳌头镇中塘村", "Zhongtang Village, Aotou Town, Conghua District"),
        ("江宁街道", "Jiangning Subdistrict"),
        ("天安社区", "Tian'an Community"),
        ("正蓝旗", "Zhenglan Banner"),
        ("锡林郭勒盟", "Xilingol League"),
        ("凉山州西昌市", "Xichang, Liangshan Prefecture"),
        ("延边朝鲜族自治州", "Yanbian Korean Autonomous Prefecture"),
        ("恩施土家族苗族自治州", "Enshi Tujia and Miao Autonomous Prefecture"),
        ("双江拉祜族佤族布朗族傣族自治县", "Shuangjiang Lahu, Va, Blang and Dai Autonomous County"),
        ("莫力达瓦达斡尔族自治旗", "Molidawa Daur Autonomous Banner"),
        ("桑植县白族乡", "Bai Ethnic Township, Sangzhi County"),
        ("呼和浩特市", "Hohhot"),
        ("乌鲁木齐市", "Urumqi"),
        ("西藏自治区", "Xizang Autonomous Region"),
        ("香港", "Hong Kong"),
        ("澳门特别行政区", "Macao Special Administrative Region"),
        ("山西省", "Shanxi Province"),
        ("单县", "Shanxian County"),
        ("市辖区", None),
    ],
)
def test_places_are_spelt_by_rule(zh: str, en: str | None) -> None:
    assert place_english(zh) == en


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("从化区人民政府", "People's Government of Conghua District"),
        ("澄州市云禾区人民政府办公室", "General Office of the People's Government of Yunhe District, Chengzhou"),
        ("栖澜县市场监督管理局", "Market Regulation Bureau of Qilan County"),
        ("平潭综合实验区某某办事处", None),
        ("", None),
    ],
)
def test_issuers_are_named_by_rule(zh: str, en: str | None) -> None:
    assert issuer_english(zh) == en


def test_a_term_is_found_with_quotation_marks_in_it() -> None:
    text = "推进“两法”衔接和“放管服”改革"
    found = [(text[span.start : span.end], term.zh) for span, term in Glossary.load().spans_in(text)]
    assert found == [("“两法”衔接", "两法衔接"), ("“放管服”改革", "放管服改革")]


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("我区长期坚持，全市长效机制，各县长远规划", []),
        ("区长、市长和县长", ["区长", "市长", "县长"]),
        ("担任市长期间", ["市长"]),
    ],
)
def test_a_long_time_is_no_mayor(text: str, posts: list[str]) -> None:
    assert [term.zh for term in GLOSSARY.terms_in(text) if term.kind == "rank"] == posts


# --- what the terms were held against ------------------------------------------------------------------------------

SOURCES = [line.split("\t") for line in (DOCS / "glossary_sources.tsv").read_text("utf-8").splitlines()]


def test_four_hundred_terms_were_held_against_two_sources_each() -> None:
    head, *rows = SOURCES
    assert head == ["zh", "source", "says", "source", "says", "held"]
    assert len({zh for zh, *_ in rows}) == len(rows) >= 400
    assert [zh for zh, *_ in rows if GLOSSARY.english(zh) is None] == []
    assert [row[0] for row in rows if row[1] == row[3] or not all(cell.strip() for cell in row)] == []


def test_every_source_is_named_in_the_glossary_s_page() -> None:
    named = set(re.findall(r"^\| ([A-Z]{2,4}) \|", (DOCS / "glossary.md").read_text("utf-8"), re.MULTILINE))
    assert {code for row in SOURCES[1:] for code in (row[1], row[3])} == named


def test_what_is_said_to_be_the_same_is_in_both_sources() -> None:
    """Word for word, but for order, number and verb form; ``understood`` may be one of the names not written."""
    wrong = []
    for zh, _, one, _, other, held in SOURCES[1:]:
        term = next(term for term in GLOSSARY if term.zh == zh)
        names = (term.en,) if held == "same" else (term.en, *term.also)
        if held in ("same", "understood") and not all(
            any(_says(said, name) for name in names) for said in (one, other)
        ):
            wrong.append(zh)
    assert wrong == []


def _says(said: str, name: str) -> bool:
    return any(_stems(name) <= _stems(part) for part in (said, *said.split("; ")))


def _stems(words: str) -> set[str]:
    bare = words.replace("'s", "").replace("-", " ")
    small = {"of", "the", "and", "for", "a", "in", "to", "s"}
    kept = [word for word in re.findall("[a-z0-9]+", _folded(bare)) if word not in small]
    return {re.sub("(?:ing|ed|e|d)$", "", word) for word in kept}
