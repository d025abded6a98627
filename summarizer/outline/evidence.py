"""What speaks for the kind of each passage: a report as units, each with the evidence found in it.

A unit is a sentence or a heading. Evidence is of four sorts: what the heading over it says, what its words say (the
lexicon's, and the small model's over its characters), where a passage may begin, and the marks by which a genre turns
from one part to the next. Nothing is decided here; `decode` weighs it over the whole text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from summarizer.base.document import Span
from summarizer.language.lexicon import Rule, pattern
from summarizer.language.sentences import split_sentences
from summarizer.outline import cues
from summarizer.outline.numbering import Node
from summarizer.outline.passages import heading_end, within
from summarizer.outline.structure import SectionKind
from summarizer.outline.weights import Weights

SECTION_STYLES: Final = frozenset({"part", "chapter", "comma", "bracket", "digit", "decimal", "ordinal"})
Border = Literal["root", "child", "paragraph", "sentence"]
#: The kinds of the top level in the genre's order.
KINDS: Final[tuple[SectionKind, ...]] = ("preamble", "achievements", "problems", "plans", "other")
PREAMBLE, REVIEW, PROBLEMS, PLANS, OTHER = range(5)

_STRONGEST = 2.5  # what one sentence's characters can say at most: a sentence is no report
_CARRIES = 0.6  # sentences that stand side by side repeat one another
_SHORT = 12  # characters of a sentence that say half of what they say in a long one
_HEADING, _SUBHEADING = 14.0, 9.0
_UNDER = 0.7  # how much what a heading says holds for each sentence under it
_LONGEST_PREAMBLE = 1200
_LONGEST_CLOSING = 500
_LAST = 700  # characters at the end in which the last words stand
_YEAR = Rule("a year", r"([12]\d{3})\s?年", yes=("⟨2023年⟩工作",), no=("2023件",))
_FAULT = pattern("fault", "zh")
_EXPLICIT_PROBLEMS = Rule(
    "a heading that says that problems follow",
    rf"(?:存在|面临)[^，。]{{0,8}}{_FAULT}|{_FAULT}(?:和|与|及|、)|^[^，。]{{0,10}}{_FAULT}[^，。]{{0,4}}$",
    yes=("⟨存在的主要问题⟩", "⟨问题和⟩打算"),
    no=("工作成绩",),
)
_EXPLICIT_PLANS = Rule(
    "a heading that says that plans follow",
    rf"下半年|工作{pattern('plan_intent', 'zh')}|{pattern('next_year future', 'zh')}",
    yes=("⟨下一步⟩", "2024年⟨工作打算⟩"),
    no=("工作成绩",),
)
_SOLVED = Rule(
    "problems that were solved",
    rf"(?:{pattern('mend mended', 'zh')}|缩小)[^，。]{{0,12}}(?:{_FAULT}|难题)",
    yes=("⟨解决群众急难愁盼问题⟩", "⟨补齐民生短板⟩"),
    no=("存在问题",),
)
_INTENDS = Rule(
    "words of intent",
    rf"{pattern('plan_intent future next_year', 'zh')}|展望|建议",
    yes=("工作⟨打算⟩", "⟨下一步⟩"),
    no=("工作成绩",),
)
# “十四五”时期发展成就和“十五五”时期主要目标任务 heads both: the text under it says where the one ends.
_REVIEW_AND_PLANS = Rule(
    "a heading of review and plans",
    rf"(?:情况|{pattern('looks_back review_name', 'zh')})[^，。；]{{0,2}}(?:和|及|与|暨|以及)[^，。；]*"
    rf"(?:目标|任务|{pattern('plan_intent', 'zh')})",
    yes=("2023年工作⟨总结和2024年工作计划⟩",),
    no=("2024年工作计划",),
)
# What a Policy Address will do. yes: 我们会增建, 运输局将会, 政府建议把 no: 社会各界都关心
_PROPOSES = Rule(
    "what an address proposes",
    r"(?:我们|政府|[局署会处])(?:亦|也|今年)?(?:将会?|会(?!议|员|计))|建议(?:把|将|由|在|设)|计划|我已责成|将会",
    yes=("⟨我们会⟩增建", "政府⟨建议把⟩"),
    no=("社会各界都关心",),
)
_MENDS = Rule(
    "what mends a fault", rf"{pattern('mend', 'zh')}|正视", yes=("切实加以⟨解决⟩", "⟨正视⟩问题"), no=("受理",)
)
_INTRODUCES = Rule(
    "what introduces a report",
    r"(?:如下|以下工作)[：:。]?$|(?:[省市县区州]长|主任|主席)[一-鿿]{2,4}$|人民代表大会第[一-鿿]{1,3}次会议",
    yes=("报告⟨如下：⟩", "云河市⟨市长张建国⟩"),
    no=("工作",),
)
_ADDRESS = Rule("the delegates addressed", rf"\s*{cues.ADDRESS}", yes=("⟨各位代表⟩，",), no=("各位同事",))


@dataclass(slots=True)
class Unit:
    """``text[start:end]`` and what speaks for its kind: ``says`` for each of ``KINDS``, ``enters`` for a turn here."""

    start: int
    end: int
    border: Border
    node: Node | None = None
    told: SectionKind | None = None
    says: list[float] = field(default_factory=lambda: [0.0] * len(KINDS))
    enters: list[float] = field(default_factory=lambda: [0.0] * len(KINDS))
    model: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of the whole: its text, the year reviewed, whether its title says that it only plans."""

    text: str
    period: int | None
    only_plans: bool
    by_paragraph: bool
    headings: cues.Headings
    weights: Weights


def units(frame: Frame, roots: Sequence[Node], paragraphs: Sequence[Span], begin: int, end: int) -> list[Unit]:
    """The units of ``[begin, end)`` in text order, with their evidence."""
    nodes = dict(_places(roots, end))
    borders = sorted(_starts(roots, begin, end))
    found: list[Unit] = []
    at = 0
    for paragraph in within(paragraphs, begin, end):
        edges = [paragraph.start]
        while at < len(borders) and borders[at] < paragraph.end:
            if borders[at] > edges[-1]:
                edges.append(borders[at])
            at += 1
        for index, start in enumerate(edges):
            stop = edges[index + 1] if index + 1 < len(edges) else paragraph.end
            found += _run(frame, start, stop, nodes, opens=index == 0)
    for index, unit in enumerate(found):
        _weigh(frame, unit, found[index + 1] if index + 1 < len(found) else None)
    _carry(frame, roots, found)
    _open(frame, found)
    _close(frame, found)
    return found


def heading_kind(frame: Frame, heading: str) -> SectionKind | None:
    """The kind that the words of a ``heading`` of the top level stand for, None where they say nothing."""
    if own := frame.headings.kind_of(heading):
        return own
    if cues.OTHER_HEADING.search(heading) or cues.ANNEX_TITLE.fullmatch(heading):
        return "other"
    if cues.MENDED.search(heading) or cues.REVIEW_AND_PROBLEMS.search(heading):
        return "achievements"
    if cues.CARRIED_OUT.search(heading) and not cues.PROBLEM_HEADING.search(heading):
        return "achievements"
    if cues.PROBLEM_HEADING.search(heading) and not _SOLVED.search(heading):
        return "problems"
    if _REVIEW_AND_PLANS.search(heading):
        return None
    years = [int(year) for year in _YEAR.findall(heading)]
    if years and frame.period and not min(years) <= frame.period <= max(years):
        return "plans" if min(years) > frame.period else "achievements"
    plans, review = cues.PLAN_HEADING.search(heading), cues.REVIEW_HEADING.search(heading)
    if review and not (plans and _INTENDS.search(plans.group())):
        return "achievements"
    return "plans" if plans else None


def subheading_kind(heading: str) -> SectionKind | None:
    """The kind of a second-level heading that only says that problems, or plans, follow."""
    if len(heading) > 30:
        return None
    if _EXPLICIT_PROBLEMS.search(heading) and "解决" not in heading:
        return "problems"
    if _EXPLICIT_PLANS.search(heading) or cues.OF_MENDING.fullmatch(heading):
        return "plans"
    return None


def written_heading(text: str, node: Node) -> str:
    """The heading of ``node`` without white space."""
    return re.sub(r"\s", "", text[node.marker.start : heading_end(text, node)])


def _places(roots: Sequence[Node], end: int) -> Iterator[tuple[int, tuple[Node, Border]]]:
    for root in roots:
        if root.start >= end:
            break
        yield root.start, (root, "root")
        for child in root.children:
            if child.marker.style in SECTION_STYLES and child.start < end:
                yield child.start, (child, "child")


def _starts(nodes: Sequence[Node], begin: int, end: int) -> Iterator[int]:
    for node in nodes:
        if begin <= node.start < end:
            yield node.start
        yield from _starts(node.children, begin, end)


def _run(
    frame: Frame, start: int, end: int, nodes: Mapping[int, tuple[Node, Border]], *, opens: bool
) -> Iterator[Unit]:
    """The units of a stretch of a paragraph that begins with a heading, the paragraph or a list's entry."""
    border: Border = "paragraph" if opens else "sentence"
    if start in nodes:
        node, border = nodes[start]
        stop = min(max(heading_end(frame.text, node), node.marker.end), end)
        heading = re.sub(r"\s", "", frame.text[node.marker.start : stop])
        told = heading_kind(frame, heading) if border == "root" else subheading_kind(heading)
        yield Unit(start, stop, border, node, told)
        start, border = stop, "sentence"
    for span in split_sentences(frame.text, start, end):
        yield Unit(span.start, span.end, border)
        border = "sentence"


def _weigh(frame: Frame, unit: Unit, following: Unit | None) -> None:
    """Fill in what ``unit`` says, and what it is to begin a passage here."""
    written = frame.text[unit.start : unit.end]
    bare = re.sub(r"\s", "", written)
    unit.model = frame.weights.log_odds(bare)
    share = _CARRIES * len(written) / (len(written) + _SHORT)
    problem, plan, closing = (max(-_STRONGEST, min(_STRONGEST, share * each)) for each in unit.model)
    says = unit.says
    says[PROBLEMS] += problem
    says[PLANS] += plan
    says[OTHER] += closing - 1.5
    says[PREAMBLE] -= 0.5
    if frame.by_paragraph and _PROPOSES.search(bare):
        says[PLANS] += 6
    if unit.node is not None:
        strength = _HEADING if unit.border == "root" else _SUBHEADING
        if unit.told is not None:
            says[KINDS.index(unit.told)] += strength
        says[PREAMBLE] -= 8
        return
    _turns(frame, unit, bare, following)
    if unit.border == "paragraph" and len(written) < 60 and written[-1] not in "。！；;":
        says[PREAMBLE] += 1.5


def _turns(frame: Frame, unit: Unit, bare: str, following: Unit | None) -> None:
    """The marks of a turn: an admission, a promise to mend, the announcement of a plan, a later year."""
    says, enters = unit.says, unit.enters
    if cues.GREETING.search(bare) or _INTRODUCES.search(bare):
        says[PREAMBLE] += 3
    strong = cues.SEES.search(bare) is not None
    if (strong or cues.ADMISSION.search(bare)) and _admits(frame, bare, following):
        enters[PROBLEMS] += 6 if strong else 4
        says[PROBLEMS] += 5 if strong and unit.border == "paragraph" else 2
    elif strong and unit.model[0] > 0:  # 我们也清醒看到，工业规模偏小: no word for fault, but faults
        enters[PROBLEMS] += 6
        says[PROBLEMS] += 2
    if cues.COMMITMENT.match(bare) or (len(bare) < 300 and _MENDS.search(bare) and cues.FAULT_WORD.search(bare)):
        says[PROBLEMS] += 2
    opening = _YEAR.match(bare)
    later = opening is not None and frame.period is not None and int(opening.group(1)) > frame.period
    if (later and len(bare) > 12) or cues.PLAN_BEGINS.search(bare[:160]):
        enters[PLANS] += 4
        says[PLANS] += 1.5


def _admits(frame: Frame, bare: str, following: Unit | None) -> bool:
    """Whether a sentence, with the one that follows it, admits faults of one's own."""
    if following is not None and following.node is None:
        bare += re.sub(r"\s", "", frame.text[following.start : min(following.end, following.start + 160)])
    return cues.ADMISSION.search(bare) is not None and cues.ADMITS.search(bare) is not None


def _carry(frame: Frame, roots: Sequence[Node], found: Sequence[Unit]) -> None:
    """What a heading says holds for what stands under it, if less than for itself; a subheading says it anew."""
    at = 0
    for root in roots:
        while at < len(found) and found[at].start < root.start:
            at += 1
        first = at
        while at < len(found) and found[at].start < root.end:
            at += 1
        inside = found[first:at]
        if not inside:
            continue
        mixed = cues.MEASURES_AFTER_PROBLEMS.search(written_heading(frame.text, root)) is not None
        told = inside[0].told
        over = 0
        for unit in inside[1:]:
            if unit.border == "child":
                over = unit.node.end if unit.node and unit.told else 0
                told = unit.told or inside[0].told
            elif unit.start >= over > 0:
                told = inside[0].told
            if mixed and unit.enters[PLANS]:
                unit.enters[PLANS] += 4
            if told and not (mixed and told == inside[0].told):
                unit.says[KINDS.index(told)] += 1.5 * _UNDER if over else _UNDER
        if inside[0].told == "problems":
            _remedies(frame, inside)


def _remedies(frame: Frame, inside: Sequence[Unit]) -> None:
    """改进措施： once begins the measures; once for each problem it is part of that problem's entry."""
    mends = [unit for unit in inside[1:] if cues.REMEDY.match(frame.text, unit.start)]
    for unit in mends:
        if len(mends) == 1:
            unit.enters[PLANS] += 6
            unit.says[PLANS] += 4
        else:
            unit.says[PROBLEMS] += 5


def _open(frame: Frame, found: Sequence[Unit]) -> None:
    """What stands before the first heading, where that heads the review, is a preamble."""
    first = next((at for at, unit in enumerate(found) if unit.border == "root"), len(found))
    heads = found[first].told if first < len(found) else None
    if first < len(found) and (frame.only_plans or heads not in ("problems", "plans")):
        short = found[first].start - found[0].start < _LONGEST_PREAMBLE
        for unit in found[:first]:
            unit.says[PREAMBLE] += 4 if heads or frame.only_plans else 1.5 if short else 0
        return
    for at, unit in enumerate(found[:first]):
        if unit.says[PREAMBLE] <= 0:
            unit.enters[REVIEW] += 7 if at else 0
            unit.enters[PLANS] += 7 if at else 0
            break
        unit.says[PREAMBLE] += 2


def _close(frame: Frame, found: Sequence[Unit]) -> None:
    """The marks of a report's last words, and that they stand at its end."""
    if not found:
        return
    end = found[-1].end
    late = end - max(_LAST, (end - found[0].start) // 10)
    at = len(found)
    last = True
    while at > 0:
        stop = at
        at -= 1
        while at > 0 and found[at].border == "sentence":
            at -= 1
        paragraph = found[at:stop]
        if paragraph[0].start < late:
            break
        _ends(frame.text, paragraph, last=last)
        last = last and paragraph[0].says[OTHER] > 3
    for unit in found:
        if unit.start < late:
            unit.says[OTHER] -= 0 if unit.told == "other" else 4


def _ends(text: str, paragraph: Sequence[Unit], *, last: bool) -> None:
    start, end = paragraph[0].start, paragraph[-1].end
    written = text[start:end]
    ends = cues.SIGNATURE.search(written) or cues.OFFICE_LINE.fullmatch(written)
    if end - start <= _LONGEST_CLOSING and paragraph[0].node is None:
        addressed = _ADDRESS.match(written) is not None and (
            end - start < 12 or (last and not re.search(r"\d", written) and not cues.SEES.search(written))
        )
        if ends or addressed or cues.CLOSING.search(written):
            paragraph[0].enters[OTHER] += 4
            for unit in paragraph:
                unit.says[OTHER] += 6 if ends else 5
            return
    for unit in reversed(paragraph):
        words = text[unit.start : unit.end]
        if unit.node is not None or not (
            cues.CLOSING.search(words) or (last and cues.INLINE_SIGNATURE.fullmatch(words))
        ):
            break
        unit.says[OTHER] += 6
        unit.enters[OTHER] += 6
