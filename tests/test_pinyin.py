"""Names of places are read as they are there, not as their characters are read alone."""

import pytest

from summarizer.language.pinyin import syllables


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("重庆", "chong qing"), ("厦门", "xia men"), ("蔚县", "yu xian"), ("六安", "lu an"), ("长沙", "chang sha"),
        ("都江堰", "du jiang yan"), ("从化", "cong hua"), ("吕梁", "lv liang"),
        ("台州", "tai zhou"), ("A市", "shi"), ("", ""),
    ],
)  # fmt: skip
def test_a_name_is_read_as_in_the_place(name: str, read: str) -> None:
    assert " ".join(syllables(name)) == read
