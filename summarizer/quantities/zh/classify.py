"""What a run of numeral characters is: the first rule of the table that fits, else a quantity that is judged."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from summarizer.base.document import Region
from summarizer.language.numerals.chinese import parse
from summarizer.quantities.mention import Mention
from summarizer.quantities.zh.disguised import enclosed, in_accounts, is_count, mistyped, signed, unread
from summarizer.quantities.zh.fused import fused_cells
from summarizer.quantities.zh.judge import judge
from summarizer.quantities.zh.quantity import read
from summarizer.quantities.zh.rules import FILLER, RULES, Rule
from summarizer.quantities.zh.scan import Run, next_run

#: How far back a rule may look; it keeps the work per mention bounded.
WINDOW = 24
#: How far the glance at a run goes: further than the numerals, spaces and dashes of any rule that has an ``after``.
_GLANCE = 40
_FILLER = re.compile(f"{FILLER}{{1,{_GLANCE}}}")

# Sets of rules as bits, bit n for RULES[n]: those that each character, length and start leaves possible.


def _bits(chosen: Iterable[bool]) -> int:
    return sum(1 << number for number, is_in in enumerate(chosen) if is_in)


def _by_character(sets: Sequence[str]) -> tuple[dict[str, int], int]:
    """For each character that a rule names, the rules that it leaves; and those that any other leaves."""
    table = {character: _bits(not one or character in one for one in sets) for character in set("".join(sets))}
    return table, _bits(not one for one in sets)


_AFTER, _ANY_AFTER = _by_character([rule.after for rule in RULES])
_BEHIND, _ANY_BEHIND = _by_character([rule.behind for rule in RULES])
_LENGTHS = [_bits(rule.least <= length for rule in RULES) for length in range(_GLANCE + 1)]
_DIGIT, _WORD = (_bits(rule.starts in ("", start) for rule in RULES) for start in ("digit", "word"))


@cache
def _rules(possible: int) -> tuple[Rule, ...]:
    return tuple(rule for number, rule in enumerate(RULES) if possible >> number & 1)


def _candidates(text: str, start: int) -> tuple[Rule, ...]:
    """The rules that can fit at ``start``, told from four glances; a superset of those that do."""
    filler = _FILLER.match(text, start)
    if filler is None:
        return RULES
    end = filler.end()
    possible = _LENGTHS[end - start]
    possible &= _AFTER.get(text[end : end + 1], _ANY_AFTER) if end - start < _GLANCE else _ANY_AFTER
    possible &= _fit_behind(text, start)
    return _rules(possible & (_DIGIT if text[start].isdecimal() else _WORD))


def mentions(text: str, skip: Sequence[Region] = ()) -> list[Mention]:
    """Every mention of ``text``, in order and disjoint, classified, with values; not yet bound."""
    found: list[Mention] = []
    cells = fused_cells(text)
    cell = 0
    last = 0
    while (run := next_run(text, last)) is not None:
        while cell < len(cells) and cells[cell].start < run.start:
            cell += 1
        if cell < len(cells) and cells[cell].start == run.start:
            mention = cells[cell]
            cell += 1
        else:
            mention = _classify(text, run)
            mention.start = max(mention.start, last)
            if mention.end <= run.start or mention.start > run.start:
                mention = Mention(run.start, run.end, "other", "fallback", run.start, run.end)
        found.append(mention)
        last = mention.end
    _pass_over(found, skip)
    return found


def _pass_over(found: Sequence[Mention], skip: Sequence[Region]) -> None:
    """Numerals inside a region that is no part of the report are mentions, but no figures."""
    regions = sorted(skip, key=lambda region: region.start)
    at = 0
    for mention in found:
        while at < len(regions) and regions[at].end <= mention.start:
            at += 1
        if at < len(regions) and regions[at].start <= mention.start and mention.end <= regions[at].end:
            mention.kind = "other"


def _fit_behind(text: str, start: int) -> int:
    before = text[start - 1] if start else "\n"
    possible = _BEHIND.get(before, _ANY_BEHIND)
    if before.isspace():
        before = text[max(0, start - WINDOW) : start].rstrip()[-1:]
        possible |= _BEHIND.get(before, _ANY_BEHIND)
    return possible


def _classify(text: str, run: Run) -> Mention:
    if run.form == "address":
        return Mention(run.start, run.end, "identifier", "address", run.start, run.end)
    if run.form == "sign":
        return signed(text, run.start) or Mention(run.start, run.end, "marker", "sign", run.start, run.end)
    if run.form == "broken":
        return (
            unread(text, run)
            if is_count(text, run)
            else Mention(run.start, run.end, "other", "lost", run.start, run.end)
        )
    if (count := in_accounts(text, run) or enclosed(text, run)) is not None:
        return count
    for rule in _candidates(text, run.start):
        span = _span(rule, text, run.start)
        if span is not None:
            if (count := mistyped(text, rule.name, *span)) is not None:
                return count
            mention = Mention(*span, rule.kind, rule.name, run.start, span[1])
            if rule.kind == "rank":
                mention.value = parse(text[run.start : run.end])
            return mention
    quantity = read(text, run)
    if quantity is None and run.form in ("arabic", "power"):
        return unread(text, run)
    if quantity is None:
        return Mention(run.start, run.end, "other", "no numeral", run.start, run.end)
    return judge(text, quantity)


def _span(rule: Rule, text: str, start: int) -> tuple[int, int] | None:
    """What ``rule`` takes at the run from ``start``, with the words before it that join; None where it does not fit."""
    at = rule.at.match(text, start)
    if at is None:
        return None
    if rule.before is None:
        return start, at.end()
    behind = rule.before.search(text, max(0, start - WINDOW), start)
    return None if behind is None else (behind.start("join"), at.end())
