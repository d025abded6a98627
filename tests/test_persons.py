"""Names of people: family name first, given name in one word, and only where an office says that it is a name."""

import pytest

from summarizer.language.persons import person_english, persons_in


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("张建国", "Zhang Jianguo"), ("欧阳修", "Ouyang Xiu"), ("司马相如", "Sima Xiangru"), ("诸葛亮", "Zhuge Liang"),
        ("李西安", "Li Xi'an"), ("王长安", "Wang Chang'an"), ("吕梁", "Lü Liang"), ("单田芳", "Shan Tianfang"),
        ("曾国藩", "Zeng Guofan"), ("任重", "Ren Zhong"), ("区志明", "Ou Zhiming"), ("仇英", "Qiu Ying"),
    ],
)  # fmt: skip
def test_a_name_is_spelt_by_the_rules_of_pinyin(name: str, english: str) -> None:
    assert person_english(name) == english


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("局长张建国主持会议。", ["张建国"]),
        ("区长：欧阳明", ["欧阳明"]),
        ("张建国同志带队检查。", ["张建国"]),
        ("专项工作由王小明局长牵头。", ["王小明"]),
        ("党组书记、局长李西安，副局长陈晨等", ["李西安", "陈晨"]),
        ("云禾区司法局\n局长  刘洋\n2024年1月", ["刘洋"]),
    ],
)
def test_an_office_before_or_behind_it_says_that_it_is_a_name(text: str, found: list[str]) -> None:
    assert list(persons_in(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "书记高度重视。", "主任任期届满。", "由王副市长出席", "市长办公会议", "局长方面", "严格落实局长负责制",
        "张家口市长期坚持", "张家口市长出席",
        "各镇街书记、主任参加", "党委书记抓党建", "主任会议", "张建国参加培训",
    ],
)  # fmt: skip
def test_what_may_be_an_ordinary_word_is_no_name(text: str) -> None:
    assert persons_in(text) == {}
