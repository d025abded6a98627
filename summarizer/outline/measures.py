"""Which lists of a plan are its measures, and which only state requirements, principles and aims.

A plan opens with what is required and aimed at (总体要求, 指导思想, 发展目标), often in a list of its own. Those
are part of the plan, but no measures where the measures are listed elsewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.language.lexicon import Rule, pattern
from summarizer.outline.markers import Style
from summarizer.outline.numbering import Node
from summarizer.outline.passages import heading_end

LOOSE: frozenset[Style] = frozenset({"is", "must", "digit_bracket", "circled"})
"""Styles that list statements inside prose: they make no headings."""

_LONGEST_HEADING = 40
_LEAST_LIST = 3
_PARTS: frozenset[Style] = frozenset({"part", "chapter", "comma"})
# What leads to a list. yes: 着力推进十个方面重点任务。· 部署了13项任务举措：· 重点从八个方面实现突破。
# no: 要重点把握好5个方面：
_TASKS = Rule(
    "what leads to a list of measures",
    rf"任务|举措|突破|{pattern('take_up', 'zh')}",
    yes=("着力⟨推进⟩十个方面重点任务。", "部署了13项⟨任务⟩举措："),
    no=("要重点把握好5个方面：",),
)
# yes: 要努力实现以下主要目标。· 实现以下目标任务：· 要把握好以下原则： no: 细化为以下举措：
_AIMS_FOLLOW = Rule(
    "that aims follow",
    r"实现[^，。]{0,12}目标|把握|原则|要求",
    yes=("要努力⟨实现以下主要目标⟩。", "要⟨把握⟩好以下原则："),
    no=("细化为以下举措：",),
)
_AIMS_LED = Rule(
    "a sentence that ends in aims",
    r"实现(?:以下|下列|这些)[^，。]{0,10}目标$",
    yes=("努力⟨实现以下主要目标⟩",),
    no=("实现目标管理",),
)
_AIM = Rule(
    "a heading of aims",
    rf"{pattern('demand_heading aim_heading', 'zh')}|形势",
    yes=("一、⟨总体要求⟩", "二、⟨发展目标⟩"),
    no=("三、重点任务",),
)
_WORK = Rule(
    "a heading of work",
    rf"任务|重点|措施|举措|{pattern('plan_intent', 'zh')}|主要工作|各项工作|下一?步",
    yes=("三、⟨重点⟩任务", "⟨下一步⟩"),
    no=("一、总体要求",),
)
# What is to hold the work together, and is no part of the work where that is listed beside it.
_SUPPORT = Rule(
    "a heading of support",
    r"(?:组织|工作|政策|要素)?保障(?:措施|机制)?|保障和?要求|工作要求|组织领导|组织实施|有关要求|工作保障",
    yes=("⟨保障措施⟩", "⟨组织实施⟩"),
    no=("完善社会救助体系",),
)
_ACTS = Rule(
    "an act in a heading",
    rf"[，,；]|{pattern('sets_out', 'zh')}|把握",
    yes=("⟨强化⟩目标管理", "⟨落实⟩"),
    no=("总体要求",),
)
# A heading that only says that measures follow: 重点任务, 主要工作措施.
_CONTAINER = Rule(
    "a heading that only announces measures",
    rf"^[^，。；：]{{0,16}}(?:任务|措施|工作|举措|{pattern('plan_intent', 'zh')})(?:及分工)?[。：:]?$"
    r"|^(?:意见|对策|工作|几点)?(?:和|与)?建议[。：:]?$",
    yes=("⟨重点任务。⟩", "⟨主要工作措施⟩"),
    no=("强化监管",),
)
_ORDER = Rule(
    "an order",
    rf"{pattern('zeal orders sets_out take_up furthers', 'zh')}|努力|改进|用|让|以|把|要",
    yes=("⟨加强⟩监管", "⟨推动⟩改革"),
    no=("监管有力",),
)
_MARK = Rule(
    "the marker of a heading",
    r"^[\s（(〔]*[第一二三四五六七八九十\d]{0,3}[\s）)〕、．.，,：:]*",
    yes=("⟨（一）⟩加强监管", "⟨1.⟩加强监管"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A top-level passage of plans: its heading ("" without one) and the headings in it."""

    heading: str
    nodes: tuple[Node, ...]


def only_aims(text: str, parts: Sequence[Part]) -> set[int]:
    """Indexes of those ``parts`` whose lists state aims while a later part lists the measures.

    A part states aims when its heading says so, or when it lists in prose (一是…) what later parts list under headings.
    """
    lists = [_lists_measures(part) for part in parts]
    found = set()
    for index, part in enumerate(parts):
        later = any(lists[index + 1 :])
        loose = bool(part.nodes) and all(node.marker.style in LOOSE for node in part.nodes)
        aims = (
            is_aim(part.heading)
            or (loose and not (tasks_of(text, part.nodes) or "举措" in part.heading))
            or _led_to_aims(text, part.nodes)
        )
        beside = is_support(part.heading) and any(
            listed and not is_support(parts[at].heading) for at, listed in enumerate(lists)
        )
        if (later and aims) or beside:
            found.add(index)
    return found


def tasks_of(text: str, nodes: Sequence[Node]) -> list[Node]:
    """Those of the lists in prose that are measures: what leads to them announces tasks (重点从八个方面实现突破。)."""
    lists: dict[int, list[Node]] = {}
    for node in nodes:
        lists.setdefault(node.list_id, []).append(node)
    return [
        node
        for listed in lists.values()
        if len(listed) >= _LEAST_LIST
        and _TASKS.search(lead := _lead(text, listed[0].start))
        and not _AIMS_FOLLOW.search(lead)
        for node in listed
    ]


def _led_to_aims(text: str, nodes: Sequence[Node]) -> bool:
    """Whether what leads to a list says that aims follow: 努力实现以下8个方面主要目标。"""
    return len(nodes) >= _LEAST_LIST and _AIMS_LED.search(_lead(text, nodes[0].start)) is not None


def _lead(text: str, at: int) -> str:
    """The sentence before ``at``, of which at most 120 characters count."""
    before = text[max(0, at - 120) : at].rstrip()
    return re.split(r"[。！？；\n]", before[:-1])[-1] if before else ""


def measures_of(text: str, nodes: Sequence[Node], end: int) -> list[Node]:
    """The ``nodes`` of one list that are measures; what stands under those left, if they just announce them."""
    kept = [node for node in nodes if not is_aim(_heading(text, node))] or list(nodes)
    if len(kept) < _LEAST_LIST and all(node.marker.style in _PARTS for node in kept):
        below = [[child for child in node.children if child.start < end] for node in kept]
        if all(sum(child.marker.style == "bracket" for child in listed) >= _LEAST_LIST for listed in below):
            return [child for listed in below for child in listed if child.marker.style == "bracket"]
    if any(_CONTAINER.match(_MARK.sub("", _heading(text, node))) for node in kept):
        kept = [node for node in kept if not is_support(_heading(text, node))] or kept
    if len(nodes) > 1 and all(_CONTAINER.match(_MARK.sub("", _heading(text, node))) for node in kept):
        below = [_list_under(node, end) for node in kept]
        if any(below):
            return [each for node, listed in zip(kept, below, strict=True) for each in _inner(text, node, listed, end)]
    return kept


def _list_under(node: Node, end: int) -> list[Node]:
    """The first list under ``node``, [] where it has fewer than two entries."""
    below = [child for child in node.children if child.start < end]
    listed = [child for child in below if child.list_id == below[0].list_id]
    return listed if len(listed) > 1 else []


def _inner(text: str, node: Node, listed: list[Node], end: int) -> list[Node]:
    return measures_of(text, listed, end) if listed else [node]


def are_measures(headings: Sequence[str]) -> bool:
    """Whether the first sentences of unnumbered paragraphs title measures: at least three, most of them orders."""
    titles = [heading for heading in headings if heading]
    orders = sum(1 for title in titles if _ORDER.match(title))
    return len(titles) >= _LEAST_LIST and orders > len(titles) / 2


def are_titled(heading: str, titles: Sequence[str]) -> bool:
    """Whether the paragraphs of a part with a ``heading`` of its own are measures: most have a short first sentence."""
    titled = sum(1 for title in titles if title)
    return not is_aim(heading) and titled >= _LEAST_LIST and titled >= 0.6 * len(titles)


def is_aim(heading: str) -> bool:
    """Whether ``heading`` announces requirements, principles or targets, and no work."""
    words = _MARK.sub("", re.sub(r"\s", "", heading)).rstrip("。：:")
    beside = _AIM.sub("", words)  # 总体思路 is no 思路 for the work
    return len(words) <= _LONGEST_HEADING and beside != words and not (_WORK.search(beside) or _ACTS.search(words))


def is_support(heading: str) -> bool:
    """Whether ``heading`` only says that the work is provided for: 保障措施, 组织实施."""
    return _SUPPORT.fullmatch(_MARK.sub("", re.sub(r"\s", "", heading)).rstrip("。：:")) is not None


def _lists_measures(part: Part) -> bool:
    headed = [node for node in part.nodes if node.marker.style not in LOOSE]
    return len(headed) >= _LEAST_LIST and not is_aim(part.heading)


def _heading(text: str, node: Node) -> str:
    return re.sub(r"\s", "", text[node.marker.start : heading_end(text, node)])
