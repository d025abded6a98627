"""The reports of the corpus as sentences with the kind that the gold gives them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summarizer.language.sentences import split_sentences
from summarizer.outline.passages import paragraphs
from summarizer.readers import read

KINDS = ("review", "problem", "plan", "closing")
SHOWN = re.compile(r"[\u3400-\u9fff\dA-Za-z]")
_LONGEST_PROMISE = 600  # what stands between the last problem and the plan is a promise, or the review goes on
_SHORTEST = 6
_AFTER = re.compile(r"名词解释|注释|相关报道|附件|名词术语|用语说明")


@dataclass(frozen=True)
class Report:
    """A report's sentences with their kinds, numbers into ``KINDS``."""

    name: str
    sentences: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Parts:
    """Where the gold's parts stand in a text: offsets, None where there is no such part."""

    plan: tuple[int, int]
    problems: tuple[int, int] | None
    problem_items: tuple[int, ...]
    plan_items: tuple[int, ...]
    lost: tuple[str, ...] = ()


def gold(folder: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    """Each report's file in ``folder`` with its line of gold, by name; raises FileNotFoundError."""
    files = {path.stem: path for part in ("city_2024", "province_2026") for path in sorted((folder / part).iterdir())}
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            told = json.loads(line)
            yield files[told["name"].removeprefix("p_")], told


class _Anchors:
    """A text without white space and marks, in which the gold's words are looked for."""

    def __init__(self, text: str) -> None:
        self.at = [index for index, char in enumerate(text) if SHOWN.match(char)]
        self.flat = "".join(text[index] for index in self.at)

    def find(self, words: str, start: int = 0) -> int | None:
        """Where ``words`` first stand from ``start``, counted in the bare text."""
        bare = "".join(SHOWN.findall(words))
        found = self.flat.find(bare, start) if bare else -1
        return found if found >= 0 else None

    def each(self, words: list[str], start: int, lost: list[str]) -> tuple[int, ...]:
        """Offsets of ``words`` one after the other; those not found go to ``lost``."""
        found = []
        for one in words:
            at = self.find(one, start)
            if at is None:
                lost.append(one)
            else:
                found.append(self.at[at])
                start = at + 1
        return tuple(found)


def parts(text: str, told: dict[str, object]) -> Parts:
    """What ``told`` says of ``text``."""
    anchors = _Anchors(text)
    lost: list[str] = []

    def place(key: str, start: int = 0) -> int | None:
        words = str(told[key] or "")
        at = anchors.find(words, start)
        if words and at is None:
            lost.append(words)
        return at

    begin = place("plan_from") or 0
    end = place("plan_to", begin + 1)
    first = place("problems_from")
    last = place("problems_to", (first or 0) + 1) if first is not None else None
    offset = anchors.at
    return Parts(
        (offset[begin], offset[end] if end is not None else len(text)),
        (offset[first], offset[last] if last is not None else offset[begin]) if first is not None else None,
        anchors.each(list(told["problems"]), first or 0, lost),  # type: ignore[call-overload]
        anchors.each(list(told["plans"]), begin, lost),  # type: ignore[call-overload]
        tuple(lost),
    )


def labelled(path: Path, told: dict[str, object]) -> Report:
    """The report in ``path`` as sentences; those of which the gold says nothing are left out."""
    document = read(path)
    text = document.plain
    where = parts(text, told)
    found = []
    for paragraph in paragraphs(text, document.regions):
        if paragraph.start > where.plan[1] and _AFTER.search(
            text, paragraph.start, min(paragraph.end, paragraph.start + 30)
        ):
            break
        for span in split_sentences(text, *paragraph):
            kind = _kind(where, span.start, span.end)
            if kind is not None and span.end - span.start >= _SHORTEST:
                found.append((text[span.start : span.end], kind))
    return Report(path.stem, tuple(found))


def _kind(where: Parts, start: int, end: int) -> int | None:
    middle = (start + end) // 2
    admits = where.problems
    if admits and admits[0] < end and admits[0] - 200 <= start and middle < admits[1]:
        return KINDS.index("problem")
    if middle < where.plan[0]:
        after = where.problems is not None and middle >= where.problems[1]
        return None if after and where.plan[0] - where.problems[1] < _LONGEST_PROMISE else 0  # type: ignore[index]
    return KINDS.index("plan" if middle < where.plan[1] else "closing")


def corpus(folder: Path) -> list[Report]:
    """All reports of the corpus in ``folder``; raises FileNotFoundError where it is missing."""
    return [labelled(path, told) for path, told in gold(folder)]
