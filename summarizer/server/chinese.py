"""The sentences of problems in Chinese: an English sentence in, the same in Chinese out.

They stand in chinese.tsv, a line each; ``{}`` stands for what a sentence is about (a name, a count), in the same order
in both languages. A test holds that every sentence of this room has its line.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files


@cache
def sentences() -> dict[str, str]:
    """The English sentences as they are said, with their Chinese."""
    lines = (files("summarizer.server") / "chinese.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Longest first: what is said most exactly wins."""
    ordered = sorted(sentences().items(), key=lambda pair: -len(pair[0]))
    return tuple(
        (re.compile("(.*?)".join(map(re.escape, english.split("{}"))), re.DOTALL), chinese)
        for english, chinese in ordered
    )


@lru_cache(maxsize=2_000)
def chinese(sentence: str) -> str:
    """``sentence`` in Chinese; "" where it has no line."""
    for pattern, told in _patterns():
        if found := pattern.fullmatch(sentence):
            for given in found.groups():
                told = told.replace("{}", _word(given), 1)
            return told
    return ""


_WORDS = {
    "pending": "等待中", "running": "处理中", "done": "已完成", "incomplete": "不完整", "failed": "未能完成",
    "cancelled": "已取消", "reader": "查看", "reviewer": "审阅", "admin": "管理",
}  # fmt: skip


def _word(given: str) -> str:
    return _WORDS.get(given, given)
