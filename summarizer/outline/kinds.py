"""The kind of each passage: preamble, achievements, problems, plans, other.

The top level of a report is cut at its headings, then at the places where, without a heading, the review
turns to problems, the problems turn to plans, or the report's own words end. A cut says what begins there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.base.document import Document, Region, Span
from summarizer.language.sentences import split_sentences
from summarizer.outline import cues
from summarizer.outline.numbering import Node
from summarizer.outline.passages import heading_end, within
from summarizer.outline.structure import SectionKind

_SECTION_STYLES = frozenset({"part", "chapter", "comma", "bracket", "digit", "decimal", "ordinal"})
_SHORTEST_PLAN = 24  # 下一步我们将认真解决。 is a promise, no plan
_LONGEST_CLOSING = 500
_LONGEST_GREETING = 150
_YEAR = re.compile(r"([12]\d{3})\s?年")
_LISTED = re.compile(
    r"[ \t\u3000]*(?:[（(]?[一二三四五六七八九十]{1,3}[、）)]|[一二三四五六七八九十]是"
    r"|第[一二三四五六七八九]，|[（(]?\d{1,2}[）).、．]|[①-⑳]|——)"
)
_SEES = cues.SEES.search
_INTENTION = re.compile(r"要|将|力争|确保|必须|争取|计划|努力|进一步")
_RESULT = re.compile(r"了|已|完成|实现|达到|取得|荣获|累计")
_EXPLICIT_PROBLEMS = re.compile(
    r"(?:存在|面临)[^，。]{0,8}(?:问题|不足|困难|短板|差距)|(?:问题|不足|困难)(?:和|与|及|、)"
    r"|^[^，。]{0,10}(?:主要)?(?:问题|不足)[^，。]{0,4}$"
)
_EXPLICIT_PLANS = re.compile(r"下一?步|下一?阶段|下半年|工作(?:计划|打算|安排|思路|设想)|明年|来年|今后")


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a top-level passage begins, its kind, and its heading's node if it has one."""

    start: int
    kind: SectionKind
    node: Node | None = None


def top_level(
    document: Document, roots: Sequence[Node], paragraphs: Sequence[Span], headings: cues.Headings = cues.GENERAL
) -> list[Cut]:
    """The cuts that tile the text, the first at 0; ``headings`` are a genre's own words, before the general ones."""
    return _Cutter(document, roots, paragraphs, headings).cuts()


class _Cutter:
    def __init__(
        self, document: Document, roots: Sequence[Node], paragraphs: Sequence[Span], headings: cues.Headings
    ) -> None:
        self.text = document.text
        self.headings = headings
        self.period = _last_year(document.metadata.period)
        self.only_plans = cues.PLAN_TITLE.search(document.metadata.title) is not None
        self.regions = document.regions
        self.paragraphs = paragraphs
        self.roots = [root for root in roots if root.marker.style in _SECTION_STYLES and not _in_prose(root)]
        self.begin = _after_leading_furniture(self.text, self.regions, self.roots[0].start if self.roots else None)
        self.finish, self.text_end = self._closing()

    def cuts(self) -> list[Cut]:
        found: list[Cut] = [Cut(0, "other")] if self.begin > 0 else []
        if self.roots:
            headed = self._headed()
            if self.roots[0].start > self.begin:
                review = headed[0].kind in ("problems", "plans") and self._reviews(self.roots[0].start)
                has_plans = any(cut.kind == "plans" for cut in headed)
                found += self._unheaded(self.roots[0].start, has_plans) if review else [Cut(self.begin, "preamble")]
            found += headed
        else:
            found += self._unheaded(self.finish)
        if self.finish < len(self.text):
            found = [cut for cut in found if cut.start < self.finish or cut.start >= self.text_end]
            found += [Cut(self.finish, "other"), Cut(self.text_end, "other")]
        return _tidy(found, len(self.text))

    # --- headed reports

    def _headed(self) -> list[Cut]:
        found: list[Cut] = []
        kinds = self._kinds()
        last = {
            kind: max((at for at, each in enumerate(kinds) if each == kind), default=-1)
            for kind in ("problems", "plans")
        }
        for index, (root, kind) in enumerate(zip(self.roots, kinds, strict=True)):
            end = min(root.end, self.finish) if root.start < self.finish else root.end
            found.append(Cut(root.start, kind, root))
            if end <= root.start:
                continue
            has_plans_later = index < last["plans"]
            if kind == "achievements":
                problems_later = index < last["problems"]
                nested = self._nested(root, kind)
                found += nested
                if not problems_later and not any(cut.kind == "problems" for cut in nested):
                    found += self._turn_to_problems(root, end, has_plans_later)
            elif kind == "problems" and (split := self._parts_of_problems(root)):
                found += split
            elif kind == "problems":
                found += self._turn_to_plans(heading_end(self.text, root), end, has_plans_later, self._heading(root))
        return found

    def _kinds(self) -> list[SectionKind]:
        kinds: list[SectionKind] = []
        for root in self.roots:
            kind = self._kind_of(self._heading(root))
            if kind is None:
                kind = self._kind_by_context(root, kinds)
            kinds.append(kind)
        return kinds

    def _heading(self, node: Node) -> str:
        return re.sub(r"\s", "", self.text[node.marker.start : heading_end(self.text, node)])

    def _kind_of(self, heading: str) -> SectionKind | None:
        if own := self.headings.kind_of(heading):
            return own
        if cues.OTHER_HEADING.search(heading) or cues.ANNEX_TITLE.fullmatch(heading):
            return "other"
        if cues.MENDED.search(heading) or cues.REVIEW_AND_PROBLEMS.search(heading):
            return "achievements"
        if cues.CARRIED_OUT.search(heading) and not cues.PROBLEM_HEADING.search(heading):
            return "achievements"
        if cues.PROBLEM_HEADING.search(heading) and not re.search(
            r"(?:解决|化解|整改|回应)[^，。]{0,12}(?:问题|困难|难题)", heading
        ):
            return "problems"
        years = [int(year) for year in _YEAR.findall(heading)]
        if years and self.period and not _between(years, self.period):
            return "plans" if min(years) > self.period else "achievements"
        plans, review = cues.PLAN_HEADING.search(heading), cues.REVIEW_HEADING.search(heading)
        if review and not (plans and re.search(r"计划|打算|下一?步|今后|未来|明年|展望|建议|安排", plans.group())):
            return "achievements"
        return "plans" if plans else None

    def _kind_by_context(self, root: Node, before: Sequence[SectionKind]) -> SectionKind:
        previous: SectionKind = "plans" if self.only_plans else "achievements"
        previous = next((kind for kind in reversed(before) if kind != "other"), previous)
        if before and before[-1] == "other":
            return "other"
        if previous == "problems":
            return "plans"
        sentences = split_sentences(self.text, root.start, min(root.end, root.start + 4000))
        told = [span for span in sentences if _RESULT.search(self.text, *span)]
        intended = [span for span in sentences if _INTENTION.search(self.text, *span) and span not in told]
        if previous == "plans":
            opening = self.text[heading_end(self.text, root) : root.end][:80]
            return "achievements" if cues.LOOKS_BACK.match(opening) and len(told) >= len(intended) else "plans"
        return "plans" if len(before) > 0 and len(intended) > 0.6 * len(sentences) else "achievements"

    def _nested(self, root: Node, kind: SectionKind) -> list[Cut]:
        """Second-level headings that say they are about problems or plans, inside a review."""
        found: list[Cut] = []
        for child in root.children:
            if child.marker.style not in _SECTION_STYLES:
                continue
            heading = self._heading(child)
            if len(heading) > 30:
                continue
            if _EXPLICIT_PROBLEMS.search(heading) and "解决" not in heading:
                found.append(Cut(child.start, "problems", child))
            elif _EXPLICIT_PLANS.search(heading):
                found.append(Cut(child.start, "plans", child))
            elif found:
                found.append(Cut(child.start, kind, child))
        return found

    def _parts_of_problems(self, root: Node) -> list[Cut]:
        """（一）存在的问题 （二）下一步打算 inside one part: each with its kind; [] where the entries are problems."""
        found: list[Cut] = []
        for child in root.children:
            heading = self._heading(child)
            if child.marker.style not in _SECTION_STYLES or len(heading) > 30:
                continue
            if cues.OF_PROBLEMS.fullmatch(heading):
                found.append(Cut(child.start, "problems", child))
            elif _EXPLICIT_PLANS.search(heading) or cues.OF_MENDING.fullmatch(heading):
                found.append(Cut(child.start, self._promised_or_done(child), child))
        return found if any(cut.kind != "problems" for cut in found) else []

    def _promised_or_done(self, node: Node) -> SectionKind:
        """改进情况 tells what was done or what is intended."""
        if _EXPLICIT_PLANS.search(self._heading(node)):
            return "plans"
        sentences = split_sentences(self.text, heading_end(self.text, node), min(node.end, node.start + 4000))
        done = sum(1 for span in sentences if _RESULT.search(self.text, *span))
        return "achievements" if done > len(sentences) / 2 else "plans"

    # --- turns without a heading

    def _turn_to_problems(self, root: Node, end: int, has_plans: bool) -> list[Cut]:
        start = heading_end(self.text, root)
        admission = self._admission(start, end)
        if admission is None:
            return []
        found = [Cut(admission, "problems")]
        stop = self._problems_end(admission, end)
        plans = self._turn_to_plans(admission, stop, has_plans, "")
        found += plans
        plan = None if plans or has_plans else self._plan_paragraph(stop, True, end)
        if plan is not None:
            found.append(Cut(plan, "plans"))
        if stop < (plan or end) and self.text[stop : plan or end].strip() and not plans:
            found.append(Cut(stop, "achievements"))
        return sorted(found, key=lambda cut: cut.start)

    def _admission(self, start: int, end: int) -> int | None:
        """Where the review begins to admit problems: the last strong admission, or a weak one in its last third."""
        best: int | None = None
        paragraphs = within(self.paragraphs, start, end)
        for paragraph in paragraphs:
            sentences = split_sentences(self.text, *paragraph)
            for index, span in enumerate(sentences):
                following = sentences[min(index + 1, len(sentences) - 1)].end
                passage = re.sub(r"\s", "", self.text[span.start : max(span.end, min(following, span.end + 160))])
                if not cues.ADMISSION.search(passage) or not cues.ADMITS.search(passage):
                    continue
                own = re.sub(r"\s", "", self.text[span.start : span.end])
                strong = cues.SEES.search(own) is not None
                if not strong and not cues.ADMISSION.search(own):
                    continue
                late = (
                    span.start > start + (end - start) * (0.5 if self.roots else 0.3)
                    or paragraph is paragraphs[-1]
                    # a numbered report goes on without a number: the paragraphs behind its last entry
                    or (len(self.roots) > 1 and end >= self.finish and paragraph is not paragraphs[0])
                )
                opens = index == 0 and cues.ADMISSION_OPENS.match(passage) is not None
                if (strong and span.start > start + (end - start) * 0.3) or (late and opens):
                    best = (
                        paragraph.start if index == 0 or self._only_address(paragraph.start, span.start) else span.start
                    )
                    break
        return best

    def _only_address(self, start: int, end: int) -> bool:
        return end - start < 12 and self.text[start:end].startswith(("各位代表", "同志们"))

    def _problems_end(self, admission: int, end: int) -> int:
        """The end of the paragraph that admits, and of those that go on listing or promise to mend."""
        rest = within(self.paragraphs, admission, end)
        stop = rest[0].end
        for span in rest[1:]:
            passage = self.text[span.start : span.end]
            mends = (
                len(passage) < 300
                and re.search(r"(?:解决|改进|克服|正视|弥补)", passage)
                and re.search(r"问题|不足|差距|困难", passage)
            )
            opening = self.text[stop - 1] in "：:"
            if not (_LISTED.match(passage) or cues.COMMITMENT.match(passage) or mends or opening):
                break
            stop = span.end
        following = next((span.start for span in rest if span.start >= stop), end)
        return following

    def _turn_to_plans(self, start: int, end: int, has_plans: bool, heading: str) -> list[Cut]:
        mixed = cues.MEASURES_AFTER_PROBLEMS.search(heading) is not None
        if has_plans and not mixed:
            return []
        admitted = False
        told = [
            (span, re.sub(r"\s", "", self.text[span.start : span.end]))
            for span in split_sentences(self.text, start, end)
        ]
        # 改进措施： once begins the measures; once for each problem it is part of that problem's entry.
        apart = mixed and sum(1 for _, sentence in told if cues.REMEDY.match(sentence)) == 1
        for span, sentence in told:
            turns = (
                cues.PLAN_BEGINS.search(sentence)
                or (mixed and cues.COMMITMENT.match(sentence))
                or (apart and cues.REMEDY.match(sentence))
            )
            if admitted and turns and end - span.start >= _SHORTEST_PLAN:
                return [Cut(span.start, "plans")]
            admitted = admitted or cues.FAULT_WORD.search(sentence) is not None
        return []

    # --- reports without headings

    def _reviews(self, end: int) -> bool:
        """Whether what stands before the first heading, of problems or plans, is the review, and no mere preamble."""
        spans = [span for span in within(self.paragraphs, self.begin, end) if not self._is_preamble(span)]
        return not self.only_plans and any(_RESULT.search(self.text, *span) for span in spans)

    def _unheaded(self, end: int, has_plans: bool = False) -> list[Cut]:
        spans = within(self.paragraphs, self.begin, end)
        if not spans:
            return [Cut(self.begin, "achievements")]
        found: list[Cut] = []
        start = self.begin
        if len(spans) > 2 and self._is_preamble(spans[0]):
            last = next((i for i, span in enumerate(spans) if not self._is_preamble(span) or i > 6), 1)
            found.append(Cut(self.begin, "preamble"))
            start = self._after_greeting(spans[max(last, 1) - 1]) or spans[max(last, 1)].start
        if self.only_plans:
            return [*found, Cut(start, "plans")]
        found.append(Cut(start, "achievements"))
        admission = self._admission(start, end)
        plan_from = start
        if admission is not None:
            found.append(Cut(admission, "problems"))
            plan_from = self._problems_end(admission, end)
            turn = self._turn_to_plans(admission, plan_from, has_plans, "")
            if turn:
                return [*found, *turn]
        plan = None if has_plans else self._plan_paragraph(plan_from, admission is not None)
        if plan is not None:
            found.append(Cut(plan, "plans"))
            if admission is not None and plan > plan_from:
                found.append(Cut(plan_from, "achievements"))
        elif admission is not None and plan_from < end:
            found.append(Cut(plan_from, "achievements"))
        return sorted(found, key=lambda cut: cut.start)

    def _after_greeting(self, span: Span) -> int | None:
        """Where the text begins in a paragraph that opens with the greeting and goes on at length."""
        sentences = split_sentences(self.text, *span)
        last = max((i for i, each in enumerate(sentences) if cues.GREETING.search(self.text, *each)), default=-1)
        rest = sentences[last + 1 :]
        return rest[0].start if last >= 0 and rest and span.end - rest[0].start > _LONGEST_GREETING else None

    def _is_preamble(self, span: Span) -> bool:
        passage = self.text[span.start : span.end]
        return (
            cues.GREETING.search(passage) is not None
            or (len(passage) < 60 and passage[-1] not in "。！；")
            or passage.rstrip("：:。").endswith(("如下", "以下工作"))
        )

    def _plan_paragraph(self, start: int, after_problems: bool, end: int | None = None) -> int | None:
        """Where the plan begins in a text without headings: an announcement of it, or a later year."""
        spans = within(self.paragraphs, start, self.finish if end is None else end)
        for index, span in enumerate(spans):
            passage = re.sub(r"\s", "", self.text[span.start : min(span.end, span.start + 160)])
            opening = _YEAR.match(passage)
            later = opening is not None and self.period and int(opening.group(1)) > self.period
            begins = cues.PLAN_BEGINS.search(passage) is not None
            if (later or begins) and (after_problems or index > 0):
                return span.start
        return None

    # --- the end

    def _closing(self) -> tuple[int, int]:
        """Where the report's last words begin, and where its text ends: annexes, a source, furniture follow."""
        text = self.text
        headings = [root.marker.end for root in self.roots if root.marker.start < len(text)]
        annex = next((root.start for root in self.roots if self._kind_of(self._heading(root)) == "other"), None)
        finish = annex if annex is not None and annex > len(text) // 3 else len(text)
        floor = max([self.begin, len(text) // 3, *(at for at in headings if at < finish)])
        if inline := cues.INLINE_END.search(text, floor, finish):
            finish = inline.start()
        spans = within(self.paragraphs, floor, finish)
        if spans and not text[spans[-1].end : finish].isspace() and finish == len(text):
            finish = spans[-1].end
        finish = self._notes_begin(spans, finish)
        spans = [span for span in spans if span.start < finish]
        closing = finish
        for span in reversed(spans[-8:]):
            if span.start <= floor or span.end - span.start > _LONGEST_CLOSING:
                return self._closing_sentences(span, closing), finish
            passage = text[span.start : span.end]
            if cues.NOTES.match(passage):
                finish = closing = span.start
                continue
            addressed = self._addresses(span, last=closing == finish)
            ends = cues.SIGNATURE.search(passage) or cues.CLOSING.search(passage) or cues.OFFICE_LINE.fullmatch(passage)
            if addressed or ends:
                closing = span.start
            elif not cues.LEFTOVER.fullmatch(passage):
                break
        return closing, finish

    def _addresses(self, span: Span, *, last: bool) -> bool:
        """各位代表！ alone before other closing words, or as the opening of a last paragraph without a figure."""
        if self._only_address(span.start, span.end):
            return not last
        passage = self.text[span.start : span.end]
        return (
            last and passage.startswith(("各位代表", "同志们")) and not re.search(r"\d", passage) and not _SEES(passage)
        )

    def _notes_begin(self, spans: Sequence[Span], finish: int) -> int:
        """Where 注： begins a list that ends the text, else ``finish``."""
        for listed, span in enumerate(reversed(spans)):
            if listed and cues.NOTES_BEGIN.fullmatch(self.text, *span):
                return span.start
            if not _LISTED.match(self.text, *span):
                break
        return finish

    def _closing_sentences(self, span: Span, closing: int) -> int:
        """The same inside a paragraph that holds more than the closing: its last sentences."""
        for sentence in reversed(split_sentences(self.text, *span)):
            passage = self.text[sentence.start : sentence.end]
            if cues.CLOSING.search(passage) and len(passage) <= _LONGEST_CLOSING:
                closing = sentence.start
            elif not (cues.LEFTOVER.fullmatch(passage) or cues.INLINE_SIGNATURE.fullmatch(passage)):
                break
        return closing


def _tidy(cuts: list[Cut], length: int) -> list[Cut]:
    """In order, one at a place, the first at 0, neighbours without a heading and of one kind joined."""
    ordered = sorted(cuts, key=lambda cut: (cut.start, cut.node is None))
    kept: list[Cut] = []
    for cut in ordered:
        joins = kept and cut.node is None and kept[-1].node is None and cut.kind == kept[-1].kind
        if cut.start < max(length, 1) and not joins and (not kept or cut.start > kept[-1].start):
            kept.append(cut)
    if kept and kept[0].start > 0:
        kept.insert(0, Cut(0, "preamble"))
    return kept


def _after_leading_furniture(text: str, regions: Sequence[Region], first_heading: int | None) -> int:
    limit = first_heading if first_heading is not None else min(len(text) // 2, 3000)
    ends = [region.end for region in regions if region.kind == "chrome" and region.end <= limit and region.start < 3000]
    if not ends:
        return 0
    at = max(ends)
    while at < len(text) and text[at].isspace():
        at += 1
    return at if at < len(text) else 0


def _in_prose(node: Node) -> bool:
    """Whether this is 第一，…第二，… inside a paragraph: a list, no section of the report."""
    return node.marker.style == "ordinal" and node.marker.context != "line"


def _last_year(period: str) -> int | None:
    years = re.findall(r"\d{4}", period)
    return int(years[-1]) if years else None


def _between(years: Sequence[int], period: int) -> bool:
    """Whether the heading names the reviewed year or a span around it ("2016-2020")."""
    return min(years) <= period <= max(years)
