"""One item's summary as the statements that are put to a model one by one, each with what its English begins with.

A statement is a clause with what leans on it. A small model that gets a whole item leaves clauses out and gives one's
subject to another; with one field for each statement it cannot.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.base.document import Span
from summarizer.extract.opening import Opening, opening
from summarizer.extract.shorten import EFFORT, clauses, statements_of
from summarizer.language.glossary import Glossary
from summarizer.language.lexicon import Rule, pattern

_SHORT = 6  # characters: what is shorter says nothing without its neighbour
MOST = 6
"""Statements of one item at most; what comes beyond stays with the last one."""
_LEANS = Rule(
    "a clause that leans on the one before",
    rf"{pattern('compare', 'zh')}|{pattern('rise fall', 'zh', 'verb')}|其中|参加|参与|参训"
    rf"|{pattern('part', 'zh', 'noun')}|受教育|分别|占|涉及|平均|合计|覆盖率"
    r"|[^，,]{0,6}率|并(?!发|购|网)|从而|使|确保|达到|未|不|但|却|则|因此|所以",
    yes=("⟨同比⟩增长5%", "⟨参加⟩人数"),
    no=("受理300件",),
)
_HANGS = Rule(
    "a clause that hangs on the next",
    r"^(?:如果|若|一旦|凡|虽|尽管|对于|因|由于|只有|即使|不仅|鉴于)|[的时后前中下上]$",
    yes=("⟨如果⟩不办", "受理⟨时⟩"),
    no=("受理300件",),
)
# How a problem's clause ends that is a sentence of its own: who or what is not as it should be.
_LACKING = Rule(
    "how a problem's clause ends",
    r"(?:[不欠](?:足|够|强|高|到位|平衡|规范|完善|健全|及时|深入|适应|相适应|明显|均衡|充分|严|实|紧密|顺畅|熟悉)"
    rf"|{pattern('lacking', 'zh')}(?:[^，,]{{2,12}})?"
    r"|短缺|单一|偏[高低少弱]|较[低弱差少大]|有差距|仍?[然]?存在|需[^，,]{0,6}(?:加强|提[高升]|优化|完善))$",
    yes=("办案质量⟨不高⟩", "基层力量⟨薄弱⟩"),
    no=("办案质量高",),
)
# A clause that goes on about what the one before it was about, or answers it.
_SAME_SUBJECT = Rule(
    "a clause that goes on",
    r"[对且而但则还也与及]|特别|尤其|导致|造成|影响|从而|致使|甚至|同时|并",
    yes=("⟨导致⟩效率低", "⟨但⟩"),
    no=("办案质量",),
)
_LEADS_UP = Rule(
    "a clause that leads up",
    rf"{pattern('on_basis', 'zh')}|按|为了?|以|在|对|贯彻|(?:20\d\d年)?\d{{1,2}}月",
    yes=("⟨按照⟩要求", "⟨2023年3月⟩"),
    no=("受理",),
)
_OBJECT = re.compile(r"[^\d，,]{2}")  # 审结79件 leans on what was concluded, which stands before
_WHOLE = 8  # characters of a clause that is a sentence of its own


@dataclass(frozen=True, slots=True)
class Piece:
    """Clauses of the source that make one statement; ``opening`` is that of the first clause with a verb, by index."""

    clauses: tuple[Span, ...]
    opening: Opening | None = None
    at: int = 0


def pieces(text: str, runs: Sequence[Span], glossary: Glossary) -> list[Piece]:
    """The statements of the runs of ``text``, in order."""
    found: list[Piece] = []
    for run in runs:
        for statement in statements_of(text, run):
            parts = clauses(text, *statement)
            if len(parts) > 1 and EFFORT.match(text, *parts[0]):  # the title says it
                parts = parts[1:]
            found += _parted(text, parts, glossary)
    if len(found) > MOST:
        rest = tuple(clause for piece in found[MOST - 1 :] for clause in piece.clauses)
        found = [*found[: MOST - 1], Piece(rest, found[MOST - 1].opening, found[MOST - 1].at)]
    return found


def _parted(text: str, parts: Sequence[Span], glossary: Glossary) -> list[Piece]:
    """A statement's clauses in groups: a new one where a clause has its own verb, and neither says who acts."""
    groups: list[tuple[list[Span], Opening | None, int]] = []
    for part in parts:
        words = text[slice(*part)]
        found = opening(words, glossary)
        if groups and not _begins_anew(text, groups[-1], words, found):
            spans, first, _ = groups[-1]
            if first is None and found and not found.subject and all(_leads(text[slice(*one)]) for one in spans):
                groups[-1] = ([*spans, part], found, len(spans))
            else:
                spans.append(part)
        else:
            groups.append(([part], found, 0))
    return [Piece(tuple(spans), found, at) for spans, found, at in groups]


def _begins_anew(text: str, group: tuple[list[Span], Opening | None, int], words: str, found: Opening | None) -> bool:
    spans, first, _ = group
    if _LEANS.match(words) or _HANGS.search(text[slice(*spans[-1])]):
        return False
    if _LACKING.search(text[slice(*spans[-1])]) and not _SAME_SUBJECT.match(words) and len(words) >= _WHOLE:
        return True
    if found is None or first is None:
        return False
    size = sum(span.end - span.start for span in spans)
    own = found.subject or not first.subject
    return bool(own) and size >= _SHORT and bool(_OBJECT.match(found.object))


def _leads(words: str) -> bool:
    """Whether a clause only leads up to the next (按照…, 围绕…, 为…)."""
    return bool(_LEADS_UP.match(words))
