"""The brief as every renderer sees it: words cut at their numbers, each number with its mark.

No format lives here. What is shown, in which order, with which mark is decided once, so that all formats
say the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.brief import UNCHECKED, count, language_of
from summarizer.document import Span
from summarizer.renderers import words
from summarizer.renderers.evidence import Places, find_places
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.schema import Bilingual, Brief, Check, Counts, FigureRecord, ReportFigure, ReportItem, Verdict

_WORST: tuple[Verdict, ...] = ("rejected", "review", "supported")


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark behind a number: its verdict, why (both languages), and the anchor of its evidence ("" if none)."""

    verdict: Verdict
    reason: tuple[str, str]
    explanation: str
    place: str = ""
    spot: str = ""

    @property
    def sign(self) -> str:
        """✓, ? or ✗."""
        return words.SIGNS[self.verdict]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, the number it ends with, and that number's mark; the last run may have no number."""

    text: str
    number: str = ""
    mark: Mark | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in both languages; ``en`` is None where there is no English."""

    zh: Runs
    en: Runs | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of the source: as written, in English, what it counts.

    ``tags`` say, in both languages, what else must be known of it: a change up or down, a target, an earlier year's.
    """

    id: str
    written: str
    quantity: Runs | None
    measure: Pair
    tags: tuple[tuple[str, str], ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the brief with the places of its evidence; a target is a figure's row or a text."""

    id: str
    title: Pair
    summary: Pair
    places: tuple[str, ...]
    theme: str
    targets: tuple[FigureRow | Runs, ...]
    deadlines: tuple[Runs, ...]
    note: str
    responsible: tuple[Pair, ...] = ()
    answers: tuple[Pair, ...] = ()
    """The titles of the plans that answer this problem, or of the problems that this plan answers."""
    praise: tuple[str, ...] = ()
    """Phrases of the Chinese summary by which the report praises itself: to be shown as the report's own."""
    style: tuple[str, ...] = ()
    """Faults of the English that were left after asking again, each said in a sentence."""


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one heading of the report; ``heading`` is None where the report has none."""

    heading: Pair | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """A number that is not supported, as the ledger lists it; ``where`` says for people where it stands."""

    where: str
    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a rendered brief shows."""

    brief: Brief
    presentation: Presentation
    places: Places
    title: Pair
    issuer: Pair
    key_figures: tuple[FigureRow, ...]
    achievements: tuple[Group, ...]
    problems: tuple[Group, ...]
    plans: tuple[Group, ...]
    ledger: tuple[tuple[tuple[str, str], Counts], ...]
    attention: tuple[Attention, ...]
    unused: tuple[FigureRow, ...]
    no_english: str

    @property
    def has_english(self) -> bool:
        """Whether a model was there to write English, so that a missing text is an exception worth a line."""
        return self.no_english != words.NO_MODEL


def view(brief: Brief, text: str, presentation: Presentation = WHOLE) -> View:
    """The view of ``brief`` on its source ``text``, of what ``presentation`` asks for."""
    return _Maker(brief, text, presentation).make()


def cut(text: str, marks: Sequence[tuple[Span, Mark]]) -> Runs:
    """``text`` cut behind every number that has a mark; where marks overlap, the worst verdict stands."""
    runs: list[Run] = []
    at = 0
    for span, mark in _merged(marks):
        start, end = max(span.start, at), min(max(span.end, at), len(text))
        runs.append(Run(text[at:start], text[start:end], mark))
        at = end
    if at < len(text) or not runs:
        runs.append(Run(text[at:]))
    return tuple(runs)


def _merged(marks: Sequence[tuple[Span, Mark]]) -> list[tuple[Span, Mark]]:
    merged: list[tuple[Span, Mark]] = []
    for span, mark in sorted(marks, key=lambda pair: pair[0]):
        if merged and span.start < merged[-1][0].end:
            before, earlier = merged.pop()
            worst = min(earlier, mark, key=lambda one: _WORST.index(one.verdict))
            merged.append((Span(before.start, max(before.end, span.end)), worst))
        else:
            merged.append((span, mark))
    return merged


class _Maker:
    """Holds what all parts of one view need: the checks by field, the places, the figures by id."""

    def __init__(self, brief: Brief, text: str, presentation: Presentation) -> None:
        self.brief, self.report, self.text = brief, brief.report, text
        self.presentation = presentation
        self.places = find_places(brief, text)
        self.checks: dict[str, list[Check]] = {}
        for check in brief.checks:
            self.checks.setdefault(check.field, []).append(check)
        self.figures = {shown.figure.id: (index, shown) for index, shown in enumerate(self.report.figures)}
        self.sections = {section.id: section for section in self.report.sections}
        self.titles = {
            item.id: self.pair(f"{kind}[{index}].title", item.title)
            for kind, items in (("problems", self.report.problems), ("plans", self.report.plans))
            for index, item in enumerate(items)
        }

    def make(self) -> View:
        brief, report = self.brief, self.report
        return View(
            brief=brief,
            presentation=self.presentation,
            places=self.places,
            title=self.pair("title", report.title),
            issuer=self.pair("issuer", report.issuer),
            key_figures=tuple(self.row(name) for name in brief.key_figures),
            achievements=self.groups("achievements", report.achievements, grouped=True),
            problems=self.groups("problems", report.problems),
            plans=self.groups("plans", report.plans),
            ledger=tuple(_accounts(brief.checks)),
            attention=tuple(
                Attention(_where(check.field), check.text, self.mark(check))
                for check in brief.checks
                if check.verdict != "supported"
            ),
            unused=tuple(self.row(name) for name in brief.ledger.unused),
            no_english=words.NO_MODEL if report.model.name == "none" else words.NO_ENGLISH,
        )

    def groups(self, kind: str, items: Sequence[ReportItem], *, grouped: bool = False) -> tuple[Group, ...]:
        """``items`` in their order; with ``grouped``, under the second-level headings they stand in."""
        groups: list[tuple[str, list[Entry]]] = []
        for index, item in enumerate(items):
            home = self.heading(item.section) if grouped else ""
            if not groups or groups[-1][0] != home:
                groups.append((home, []))
            groups[-1][1].append(self.entry(f"{kind}[{index}]", item))
        return tuple(Group(self.section_pair(home), tuple(entries)) for home, entries in groups)

    def heading(self, section_id: str) -> str:
        """The id of the second-level section around ``section_id``; of the section itself where there is none."""
        at = section_id
        while (section := self.sections.get(at)) and section.level > 2 and section.parent:
            at = section.parent
        return at if at in self.sections else ""

    def heading_text(self, section_id: str) -> str:
        """The Chinese heading under which an item of ``section_id`` is shown."""
        section = self.sections.get(self.heading(section_id))
        return section.heading if section else ""

    def section_pair(self, section_id: str) -> Pair | None:
        if section_id in self.report.headings:
            return self.pair(f"headings[{section_id}]", self.report.headings[section_id])
        section = self.sections.get(section_id)
        return Pair((Run(section.heading),), None) if section and section.heading else None

    def entry(self, field: str, item: ReportItem) -> Entry:
        spans = (Span(piece.start, piece.end) for piece in item.evidence)
        places = dict.fromkeys(place.id for span in spans if (place := self.places.place(span)))
        return Entry(
            id=item.id,
            title=self.pair(f"{field}.title", item.title),
            summary=self.pair(f"{field}.summary", item.summary),
            places=tuple(places),
            theme="" if item.theme in self.heading_text(item.section) else item.theme,
            targets=tuple(
                self.row(target) if target in self.figures else self.runs(f"{field}.targets[{index}]", target)
                for index, target in enumerate(item.targets)
            ),
            deadlines=tuple(
                self.runs(f"{field}.deadlines[{index}]", text) for index, text in enumerate(item.deadlines)
            ),
            note=item.note if item.note or item.complete else "The model's words could not be used.",
            responsible=tuple(
                self.pair(f"{field}.responsible[{index}]", who) for index, who in enumerate(item.responsible)
            ),
            answers=tuple(self.titles[name] for name in item.answers if name in self.titles),
            praise=item.praise,
            style=tuple(one.explanation for one in self.report.style if one.field.startswith(f"{field}.")),
        )

    def pair(self, field: str, text: Bilingual) -> Pair:
        return Pair(self.runs(f"{field}.zh", text.zh), None if text.en is None else self.runs(f"{field}.en", text.en))

    def runs(self, field: str, text: str) -> Runs:
        return cut(text, [(Span(check.start, check.end), self.mark(check)) for check in self.checks.get(field, ())])

    def mark(self, check: Check) -> Mark:
        unchecked = check.explanation == UNCHECKED
        return Mark(
            check.verdict,
            words.UNCHECKED if unchecked else words.REASONS[check.reason],
            check.explanation,
            *self.anchor(check),
        )

    def anchor(self, check: Check) -> tuple[str, str]:
        """Place and spot of the first evidence of ``check`` that lies in the source, else two empty strings."""
        for piece in check.evidence:
            span = Span(piece.start, piece.end)
            if place := self.places.place(span):
                return place.id, place.spot(span)
        return "", ""

    def row(self, figure_id: str) -> FigureRow:
        index, shown = self.figures[figure_id]
        english = shown.quantity.en
        field = f"figures[{index}]"
        return FigureRow(
            id=figure_id,
            written=shown.figure.text,
            quantity=None if english is None else (Run(english),),
            measure=self.pair(f"{field}.measure", shown.measure),
            tags=tuple(_tags(shown.figure)),
            mark=self.figure_mark(shown, self.checks.get(f"{field}.quantity.en", [])),
        )

    def figure_mark(self, shown: ReportFigure, checks: Sequence[Check]) -> Mark:
        """The worst verdict on the English quantity; its evidence is always the figure itself."""
        figure = shown.figure
        span = Span(figure.start, figure.end)
        place = self.places.place(span)
        where = (place.id, place.spot(span)) if place else ("", "")
        if self.text[figure.start : figure.end] != figure.text:
            return Mark("rejected", words.REASONS["not_found"], "The source does not read so at this offset.")
        if checks:
            worst = self.mark(min(checks, key=lambda check: _WORST.index(check.verdict)))
            return replace(worst, place=where[0], spot=where[1])
        if shown.quantity.en is not None:
            return Mark("review", words.UNCHECKED, UNCHECKED, *where)
        return Mark("supported", words.REASONS["exact"], "As written in the source.", *where)


_KINDS = {
    "achievements": "成效 Achievement",
    "problems": "问题 Problem",
    "plans": "计划 Plan",
    "figures": "数据 Figure",
}


def _where(field: str) -> str:
    """ "achievements[2].summary.en" for people: "成效 Achievement 3, summary, en"."""
    if field.startswith("headings["):
        return f"小标题 Heading, {field.rsplit('.', 1)[-1]}"
    match = re.fullmatch(r"(\w+)\[(\d+)\]\.(.+)", field)
    if not match or match[1] not in _KINDS:
        return field.replace(".", ", ")
    return f"{_KINDS[match[1]]} {int(match[2]) + 1}, {match[3].replace('.', ', ')}"


def _tags(figure: FigureRecord) -> Iterator[tuple[str, str]]:
    if figure.direction:
        chinese, english = words.DIRECTIONS[figure.direction]
        yield figure.change or chinese, english
    if figure.aspect in words.ASPECTS:
        yield words.ASPECTS[figure.aspect]


def _accounts(checks: Sequence[Check]) -> Iterator[tuple[tuple[str, str], Counts]]:
    """The ledger's lines: numbers in Chinese words, in English words, and figures put into English by rule."""
    lines: dict[tuple[str, str], list[Check]] = {
        ("中文表述", "Chinese words"): [],
        ("英文表述", "English words"): [],
        ("按规则译出的数量", "quantities put into English by rule"): [],
    }
    chinese, english, by_rule = lines.values()
    for check in checks:
        if check.field.endswith(".quantity.en"):
            by_rule.append(check)
        elif check.field.endswith(".en") or (not check.field.endswith(".zh") and language_of(check.text) == "en"):
            english.append(check)
        else:
            chinese.append(check)
    for label, group in lines.items():
        yield label, count(group)
