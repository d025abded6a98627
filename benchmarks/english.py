"""English numbers against the outside suites of Microsoft Recognizers-Text (numbers, percents, ranges).

The suites lie in the shared folder (SUMMARIZER_SHARED, or beside the project). A case counts when every span
and value it expects is found and nothing else is. The cases in ``REFUSED`` are read otherwise on purpose; they
are out of the rate, and each has its reason.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from summarizer.language.numerals.english import find_numbers, is_pronoun
from summarizer.quantities.en.locate import locate_english
from summarizer.quantities.figure import Figure

Expected = tuple[int, int, str]

_COMMA = "a comma is never a decimal mark in English: 1,3 is a list, and 12,34,567 is no grouping used for China"
_BULLET = "a dash with a space behind it is a list bullet, not a sign"
_CHAIN = (
    "no reader agrees on what such a chain of small words and parts means; a wrong reading is worse than two numbers"
)
_DOZENS = "'three hundred and two dozens' is two amounts to most readers"
_OVER = "'2000 over 3' is a number over a period far more often than a division"
_OF = "'percent of 10' does not say 10%: the number is what the share is of"
_BARE = "a percent sign or the word percentage without a number is no number"
_ELLIPSIS = "'less than 5000 or equal' leaves out what it is equal to; a report does not write so"
_AGE = "an age is no figure of a report, and its mention takes the word years with it"
_SHARE = "'2 in 5' is as often two amounts; only 'one in N' and 'N out of ten' are read as a share"
_ORDINAL = "an ordinal is a rank, not an amount"
_FROM = "'from A to B' names two values, where it was and where it came to, unless it says 'range'"

REFUSED: Mapping[str, Mapping[int, str]] = {
    "number": {
        25: _DOZENS, 32: _BULLET, 41: _BULLET, 70: _CHAIN, 71: _CHAIN, 102: _CHAIN, 107: _CHAIN, 108: _CHAIN,
        109: _CHAIN,
        110: _CHAIN, 126: _CHAIN, 159: _COMMA, 164: _OVER, 173: _COMMA, 187: _COMMA, 200: _COMMA, 215: _DOZENS,
    },
    "percent": {9: _OF, 10: _OF, 11: _OF, 12: _OF, 17: _BARE, 18: _BARE, 19: _BARE},
    "range": {
        3: _ORDINAL, 5: _ORDINAL, 11: _FROM, 16: _AGE, 17: _AGE, 48: _ELLIPSIS, 49: _ELLIPSIS, 50: _ELLIPSIS,
        57: _SHARE,
        70: _FROM,
    },
}  # fmt: skip


def suites() -> Path | None:
    """The folder of the suites, None where it is missing."""
    shared = Path(os.environ.get("SUMMARIZER_SHARED") or Path(__file__).resolve().parents[1].parent / "shared")
    folder = shared / "numbers" / "suites"
    return folder if folder.is_dir() else None


def cases(name: str) -> Iterator[dict[str, Any]]:
    """The cases of one English suite: number, percent or range."""
    folder = suites()
    if folder is None:
        return
    for line in (folder / f"recognizers_text_en_{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def expected(case: Mapping[str, Any]) -> list[Expected]:
    """What a case wants found: start, end, value."""
    return [(one["start"], one["end"], str(one["value"])) for one in case["expect"]]


def numbers_found(text: str) -> list[tuple[int, int, Fraction | None]]:
    """The numbers as the suite counts them: not the ones glued to letters, not the pronoun."""
    found = [number for number in find_numbers(text) if not number.glued and not is_pronoun(text, number)]
    return [(number.start, number.end, number.value) for number in found]


def _same_number(found: tuple[int, int, Fraction | None], wanted: Expected) -> bool:
    if found[:2] != wanted[:2] or found[2] is None:
        return False
    value = Fraction(Decimal(wanted[2]))  # the suite rounds to 15 digits
    return abs(found[2] - value) <= abs(value) / 10**12


def number_right(case: Mapping[str, Any]) -> bool:
    """Whether all numbers of the case are found as expected."""
    found, wanted = numbers_found(case["input"]), expected(case)
    return len(found) == len(wanted) and all(map(_same_number, found, wanted))


def percent_right(case: Mapping[str, Any]) -> bool:
    """Whether all percentages of the case are found as expected."""
    found = [figure for figure in locate_english(case["input"]) if figure.kind == "percent"]
    got = [(figure.start, figure.end, f"{figure.value:f}%") for figure in found]
    return got == expected(case)


# -- ranges: our figures in the brackets of the suite ------------------------------------------------------------

_BRACKETS = {"over": "({},)", "at_least": "[{},)", "under": "(,{})", "at_most": "(,{}]"}
_JOINT = re.compile(r"\s?(?:and|but|,)\s?")


def brackets(text: str) -> list[Expected]:
    """The ranges of ``text`` as Recognizers-Text writes them: "more than 40 and less than 50" as one, (40,50)."""
    found: list[Expected] = []
    figures = [figure for figure in locate_english(text) if figure.is_figure or figure.qualifier != "exact"]
    at = 0
    while at < len(figures):
        both = _both(text, figures[at], figures[at + 1]) if at + 1 < len(figures) else None
        one = both or _one(figures[at])
        if one:
            found.append(one)
        at += 2 if both else 1
    return found


def _one(figure: Figure) -> Expected | None:
    if figure.low is not None and figure.high is not None:
        start = figure.end - len(figure.text.split("about ")[-1])
        return start, figure.end, f"[{_plain(figure.low)},{_plain(figure.high)})"
    form, value = _BRACKETS.get(figure.qualifier), _base(figure)
    if figure.text.lower().startswith("equal") and figure.qualifier == "exact":
        form = "[{0},{0}]"
    start = figure.start + len("about ") * figure.text.startswith("about ")  # the suite leaves it out
    return (start, figure.end, form.format(_plain(value))) if form and value is not None else None


def _both(text: str, first: Figure, second: Figure) -> Expected | None:
    one, two = _one(first), _one(second)
    if not one or not two or not _JOINT.fullmatch(text, first.end, second.start):
        return None
    lower, upper = (one[2], two[2]) if one[2].endswith(",)") else (two[2], one[2])
    low, high = (_base(first), _base(second)) if lower == one[2] else (_base(second), _base(first))
    if not lower.endswith(",)") or not upper.startswith("(,") or low is None or high is None or low >= high:
        return None
    return one[0], two[1], lower.removesuffix(",)") + "," + upper.removeprefix("(,")


def _base(figure: Figure) -> Decimal | None:
    return figure.value / 100 if figure.fraction and figure.value is not None else figure.value


def _plain(value: Decimal | None) -> str:
    text = format(value if value is not None else Decimal(0), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def range_right(case: Mapping[str, Any]) -> bool:
    """Whether all ranges of the case are found as expected."""
    return brackets(case["input"]) == expected(case)


CHECKS = {"number": number_right, "percent": percent_right, "range": range_right}


def wrong(name: str) -> Sequence[dict[str, Any]]:
    """The cases in scope that are read otherwise than expected."""
    return [case for case in cases(name) if case["i"] not in REFUSED[name] and not CHECKS[name](case)]


def measure() -> dict[str, float | int | str]:
    """Shares in percent of the cases in scope, and how many are refused; a sentence where the suites are missing."""
    if suites() is None:
        return {"english": "skipped: the shared suites are not here"}
    table: dict[str, float | int | str] = {}
    for name in CHECKS:
        total = [case for case in cases(name) if case["i"] not in REFUSED[name]]
        table[f"english {name}s right, %"] = round(100 * (len(total) - len(wrong(name))) / len(total), 2)
        table[f"english {name}s in scope"] = len(total)
        table[f"english {name}s refused"] = len(REFUSED[name])
    return table
