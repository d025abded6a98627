"""Figures with one digit altered: who accepts them, and who accepts the right ones?

    python -m benchmarks.peers        the table, and every claim that we judge wrongly

From the reference report and its mentions, classified by a person, come 60 quotes, each a clause with one figure; the
same 60 with one digit of the figure changed; and 60 short ones, the figure with the words nearest to it. Each tool is
asked in its own way whether a quote is grounded in the report:

- ours            every number of the quote is supported (asked of every other digit in every place, too)
- langextract     its resolver aligns the quote (exact, lesser or fuzzy), with its default tokenizer and with the
                  Unicode one that it offers for CJK; once more with exact matches only
- instructor      CitationMixin still holds a quote after validation
- gtrex           its certificate says grounded
- groundgate      a typed number with its unit and the quote as evidence is admitted
- corroborate     an answer made of the quote has no critical finding

No tool calls a model here. A peer that is not installed (extra ``peers``) is said to be so, never guessed.
"""

import importlib
import importlib.util
import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.shared import shared_folder
from summarizer.outline import outline
from summarizer.quantities import locate
from summarizer.readers import read
from summarizer.verify import Source, verify_text

REFERENCE = "000_808629f87b488684.txt"
MENTIONS = "conghua_2016_mentions.jsonl"
WANTED = 60
_STOP = re.compile(r"[，,。；;：:！？\n]")
_NUMERAL = re.compile(r"[\d.]+|[一二三四五六七八九]")
_DIGITS = "一二三四五六七八九"
#: Words before the figure that a short claim keeps, and those after it where there are too few before.
_BEFORE, _TOO_FEW, _AFTER = 8, 3, 8


@dataclass(frozen=True, slots=True)
class Claim:
    """A quote with one figure in it: ``number`` is the numeral in ASCII digits as written, ``unit`` what follows it."""

    text: str
    number: str
    unit: str


@dataclass(frozen=True, slots=True)
class Claims:
    """The same figures told rightly, with one digit altered, and shortly, in the source's order; and every alteration.

    A short claim is cut without regard to sense: 暂未达到…比例不少于80%要求 loses 未达到 and 要求, and whoever finds
    the rest doubtful is right.
    """

    right: tuple[Claim, ...]
    altered: tuple[Claim, ...]
    short: tuple[Claim, ...]
    every: tuple[Claim, ...]


Judge = Callable[[str, Sequence[Claim]], list[bool]]
"""The report's text and claims in; for each claim whether the tool takes it for grounded."""


def measure() -> dict[str, int | str]:
    """Counts for ours and for each peer that is installed; raises FileNotFoundError without the shared reports."""
    text, claims = reference()
    measured: dict[str, int | str] = {
        "claims": len(claims.right),
        "altered_claims": len(claims.altered),
        "short_claims": len(claims.short),
    }
    measured |= _counts("", ours, text, claims)
    measured |= {"every_altered_claims": len(claims.every), "every_altered_accepted": sum(ours(text, claims.every))}
    for name, (package, judge) in PEERS.items():
        if importlib.util.find_spec(package) is None:
            measured[name] = "not installed"
        else:
            measured |= _counts(f"{name}_", judge, text, claims)
    return measured


def _counts(prefix: str, judge: Judge, text: str, claims: Claims) -> dict[str, int | str]:
    return {
        f"{prefix}altered_accepted": sum(judge(text, claims.altered)),
        f"{prefix}right_accepted": sum(judge(text, claims.right)),
        f"{prefix}short_accepted": sum(judge(text, claims.short)),
    }


def reference() -> tuple[str, Claims]:
    """The reference report's text and its claims."""
    shared = shared_folder()
    text = (shared / "reports" / "plain" / REFERENCE).read_bytes().decode("utf-8")
    mentions = shared / "numbers" / MENTIONS
    if not mentions.is_file():
        raise FileNotFoundError(f"The classified mentions of the reference report are not at {mentions}.")
    return text, claims_of(text, _figures(mentions))


def _figures(mentions: Path) -> list[tuple[int, int]]:
    rows = (json.loads(line) for line in mentions.read_text(encoding="utf-8").splitlines())
    return [(row["start"], row["end"]) for row in rows if row["kind"] in ("statistic", "percent", "money")]


def claims_of(text: str, figures: Sequence[tuple[int, int]]) -> Claims:
    """Claims from ``text`` and the spans of its figures; the same every time.

    A clause with several figures gives one claim, that ends with its first figure. An altered claim is never one
    that the text holds word for word elsewhere.
    """
    right: list[Claim] = []
    altered: list[Claim] = []
    short: list[Claim] = []
    every: list[Claim] = []
    before = 0
    for at, (start, end) in enumerate(figures):
        stops = [stop.end() for stop in _STOP.finditer(text, before, start)]
        left = stops[-1] if stops else before
        begins_inside = left == before and at > 0  # the figure before stands in the same clause
        before = end
        if begins_inside or len(right) == WANTED:
            continue
        stop = _STOP.search(text, end)
        right_end = stop.start() if stop else len(text)
        if at + 1 < len(figures) and figures[at + 1][0] < right_end:
            right_end = end
        figure = text[start:end]
        edits = _edits(text, (left, right_end), (start, end))
        lead = text[left:start][-_BEFORE:]
        tail = text[end:right_end][:_AFTER] if len(lead) < _TOO_FEW else ""
        right.append(_claim(text[left:right_end], figure))
        wrong = [_claim(text[left:start] + edit + text[end:right_end], edit) for edit in edits]
        altered.append(random.Random(f"{start}:{figure}").choice(wrong))
        every += wrong
        short.append(_claim(lead + figure + tail, figure))
    return Claims(tuple(right), tuple(altered), tuple(short), tuple(every))


def _edits(text: str, clause: tuple[int, int], figure: tuple[int, int]) -> list[str]:
    """The figure with one digit changed, in every way that gives a clause that ``text`` has nowhere."""
    (left, right), (start, end) = clause, figure
    numeral = _numeral(text[start:end])
    edits = [
        text[start : start + at] + new + text[start + at + 1 : end]
        for at in range(numeral.start(), numeral.end())
        for new in _others(text[start + at], first=at == numeral.start())
    ]
    return [edit for edit in edits if text[left:start] + edit + text[end:right] not in text]


def _others(digit: str, *, first: bool) -> str:
    """The digits that may stand in place of ``digit``: a number does not begin with 0."""
    if digit == ".":
        return ""
    kin = _DIGITS if digit in _DIGITS else "123456789" if first else "0123456789"
    return kin.replace(digit, "")


def _claim(text: str, figure: str) -> Claim:
    numeral = _numeral(figure)
    written = numeral.group()
    return Claim(
        text=text.strip(),
        number=str(_DIGITS.index(written) + 1) if written in _DIGITS else written,
        unit=figure[numeral.end() :].lstrip("余多"),
    )


def _numeral(figure: str) -> re.Match[str]:
    found = _NUMERAL.search(figure)
    if found is None:
        raise ValueError(f"The figure {figure!r} has no numeral.")
    return found


# --- ours -----------------------------------------------------------------------------------------------------------


def ours(text: str, claims: Sequence[Claim]) -> list[bool]:
    source = source_of(text)
    return [_supported(claim, source) for claim in claims]


def source_of(text: str) -> Source:
    """``text`` ready to be asked, as the public API makes it."""
    outlined = outline(read(text.encode("utf-8"), name="report.txt"))
    document = outlined.document
    figures = locate(document.text, language="zh", sentences=outlined.sentences, skip=document.regions)
    return Source.of(outlined, figures)


def _supported(claim: Claim, source: Source) -> bool:
    checks = verify_text(claim.text, source)
    return bool(checks) and all(check.verdict == "supported" for check in checks)


# --- peers ----------------------------------------------------------------------------------------------------------


def langextract(*, unicode: bool = False, exact_only: bool = False) -> Judge:
    """The resolver's own alignment; aligned at all is accepted, as its users read it.

    Each claim is aligned by itself: all at once, its default tokenizer accepts many more altered ones.
    """

    def judge(text: str, claims: Sequence[Claim]) -> list[bool]:
        return [found is not None for claim in claims for found in aligned(text, [claim], unicode, exact_only)]

    return judge


def aligned(text: str, claims: Sequence[Claim], unicode: bool, exact_only: bool) -> list[Any]:
    """The alignment status that langextract gives each of ``claims``, None where it finds no place for it."""
    data: Any = importlib.import_module("langextract.core.data")
    tokenizer: Any = importlib.import_module("langextract.core.tokenizer")
    resolver: Any = importlib.import_module("langextract.resolver").Resolver()
    found = resolver.align(
        [data.Extraction(extraction_class="figure", extraction_text=claim.text) for claim in claims],
        text,
        token_offset=0,
        char_offset=0,
        tokenizer_inst=tokenizer.UnicodeTokenizer() if unicode else tokenizer.RegexTokenizer(),
        enable_fuzzy_alignment=not exact_only,
        accept_match_lesser=not exact_only,
    )
    return [extraction.alignment_status for extraction in found]


def instructor(text: str, claims: Sequence[Claim]) -> list[bool]:
    mixin: Any = importlib.import_module("instructor.dsl.citation").CitationMixin
    validated = (
        mixin.model_validate({"substring_quotes": [claim.text]}, context={"context": text}) for claim in claims
    )
    return [bool(fact.substring_quotes) for fact in validated]


def gtrex(text: str, claims: Sequence[Claim]) -> list[bool]:
    verifier: Any = importlib.import_module("gtrex").Verifier(text)
    return [verifier.verify(claim.text).grounded for claim in claims]


def groundgate(text: str, claims: Sequence[Claim]) -> list[bool]:
    """A number field with its unit declared as a suffix, each claim a candidate of a receipt of its own."""
    library: Any = importlib.import_module("groundgate")
    accepted = []
    for claim in claims:
        schema = {
            "fields": {"figure": {"type": "number", "unit": claim.unit}},
            "units": {claim.unit: {"prefix": [], "suffix": [claim.unit]}},
        }
        candidate = {
            "field": "figure", "value": claim.number, "unit": claim.unit, "evidence": [{"text": claim.text}],
        }  # fmt: skip
        [decision] = library.admit(text, schema, [candidate]).decisions
        accepted.append(decision.outcome == "admitted")
    return accepted


def corroborate(text: str, claims: Sequence[Claim]) -> list[bool]:
    library: Any = importlib.import_module("corroborate")
    return [library.check_answer("", [text], claim.text).ok() for claim in claims]


PEERS: dict[str, tuple[str, Judge]] = {
    "langextract": ("langextract", langextract()),
    "langextract_unicode": ("langextract", langextract(unicode=True)),
    "langextract_unicode_exact_only": ("langextract", langextract(unicode=True, exact_only=True)),
    "instructor": ("instructor", instructor),
    "gtrex": ("gtrex", gtrex),
    "groundgate": ("groundgate", groundgate),
    "corroborate": ("corroborate", corroborate),
}
"""Name in the table → package that must be importable, and how it is asked."""


# --- what we judge wrongly, for people ------------------------------------------------------------------------------


def missed() -> list[str]:
    """A line for every claim that we judge otherwise than a person would: what, and why we did."""
    text, claims = reference()
    source = source_of(text)
    lines = []
    for sort, group, wanted in (
        ("right", claims.right, True), ("altered", claims.every, False), ("short", claims.short, True),
    ):  # fmt: skip
        for claim in group:
            if _supported(claim, source) == wanted:
                continue
            checks = verify_text(claim.text, source)
            said = "; ".join(f"{c.text}: {c.verdict}, {c.reason}: {c.explanation}" for c in checks)
            lines.append(f"{sort:8}{claim.text}  →  {said or 'no figure found'}")
    return lines


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:48} {value}")
    for line in missed():
        print(f"    {line}")
