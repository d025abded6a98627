"""The brief as every renderer sees it: words cut at their numbers, each number with its mark.

No format lives here. What is shown, in which order, with which mark is decided once, so that all formats
say the same.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.base.document import Span
from summarizer.pipeline.brief import UNCHECKED, count, language_of
from summarizer.renderers import words
from summarizer.renderers.about import about, is_account, left_out, reviewed_by
from summarizer.renderers.charts import Chart, charts
from summarizer.renderers.evidence import Places, find_places
from summarizer.renderers.marked import (
    WORST,
    Attention,
    Audited,
    Decided,
    Entry,
    FigureRow,
    Group,
    Mark,
    Pair,
    Run,
    Runs,
    cut,
)
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.renderers.selection import CHARTS, select
from summarizer.schema import (
    Bilingual,
    Brief,
    Check,
    Counts,
    Evidence,
    FigureRecord,
    Finding,
    ReportFigure,
    ReportItem,
    Reviewed,
)

__all__ = [
    "Attention", "Audited", "Chart", "Decided", "Entry", "FigureRow", "Group", "Mark", "Pair", "Run", "Runs", "View",
    "cut", "view", "where",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a rendered brief shows."""

    brief: Brief
    presentation: Presentation
    places: Places
    about: tuple[str, str]
    title: Pair
    issuer: Pair
    opening: tuple[Pair, ...]
    key_figures: tuple[FigureRow, ...]
    achievements: tuple[Group, ...]
    problems: tuple[Group, ...]
    plans: tuple[Group, ...]
    ledger: tuple[tuple[tuple[str, str], Counts], ...]
    attention: tuple[Attention, ...]
    audit: tuple[Audited, ...]
    reviewed: tuple[Decided, ...]
    charts: tuple[Chart, ...]
    unused: tuple[FigureRow, ...]
    figures: tuple[FigureRow, ...]
    """Every figure of the source, in the order of ``report.figures``."""
    marks: tuple[Mark, ...]
    """The mark of every check, in the order of ``brief.checks``."""
    left_out: tuple[str, str]
    no_english: str

    def headed(self, kind: str) -> str:
        """The name of the label over the items of ``kind``: what an account tells are no achievements."""
        accounts = kind == "achievements" and is_account(self.brief.report)
        return "accounts" if accounts else kind

    @property
    def has_english(self) -> bool:
        """Whether a model was there to write English, so that a missing text is an exception worth a line."""
        return self.no_english != words.NO_MODEL


def view(brief: Brief, text: str | None, presentation: Presentation = WHOLE) -> View:
    """The view of ``brief`` on its source ``text``, of what ``presentation`` asks for.

    ``text`` is None where the source is not at hand: then nothing has a place in it.
    """
    return _Maker(brief, text, presentation).make()


class _Maker:
    """Holds what all parts of one view need: the checks by field, the places, the figures by id."""

    def __init__(self, brief: Brief, text: str | None, presentation: Presentation) -> None:
        self.brief, self.report, self.text = brief, brief.report, text
        self.presentation = presentation
        self.places = find_places(brief, text or "")
        self.checks: dict[str, list[Check]] = {}
        for check in brief.checks:
            self.checks.setdefault(check.field, []).append(check)
        self.left: dict[str, list[tuple[Span, tuple[str, str]]]] = {}
        for one in brief.ledger.unchecked:
            why = words.LEFT.get(one.reason, (one.reason, one.reason))
            self.left.setdefault(one.field, []).append((Span(one.start, one.end), why))
        self.accepted = {
            (one.field, one.start, one.end): " · ".join(filter(None, (one.who, one.reason)))
            for one in brief.reviewed
            if one.standing and one.action == "accept"
        }
        self.figures = {shown.figure.id: (index, shown) for index, shown in enumerate(self.report.figures)}
        self.sections = {section.id: section for section in self.report.sections}
        self.selection = select(brief, text, presentation)
        self.titles = {
            item.id: self.pair(f"{kind}[{index}].title", item.title)
            for kind, items in (("problems", self.report.problems), ("plans", self.report.plans))
            for index, item in enumerate(items)
            if item.id in self.selection.shown
        }

    def make(self) -> View:
        brief, report = self.brief, self.report
        return View(
            brief=brief,
            presentation=self.presentation,
            places=self.places,
            about=_joined(about(report), reviewed_by(brief)),
            title=self.name("title", report.title),
            issuer=self.name("issuer", report.issuer),
            opening=tuple(self.pair(f"opening[{at}].text", one.text) for at, one in enumerate(report.opening)),
            key_figures=tuple(self.row(name) for name in self.selection.key_figures),
            achievements=self.groups("achievements", report.achievements, grouped=True),
            problems=self.groups("problems", report.problems),
            plans=self.groups("plans", report.plans),
            ledger=tuple(_accounts(brief.checks)),
            attention=tuple(
                Attention(where(check.field), check.text, self.mark(check))
                for check in brief.checks
                if check.verdict != "supported"
            ),
            reviewed=tuple(_decided(one) for one in brief.reviewed),
            audit=tuple(self.audited(finding) for finding in brief.ledger.audit),
            charts=charts(brief, self.row, CHARTS[self.presentation.length]),
            unused=tuple(self.row(name) for name in brief.ledger.unused),
            figures=tuple(self.row(name) for name in self.figures),
            marks=tuple(self.mark(check) for check in brief.checks),
            left_out=left_out(self.selection.left_out),
            no_english=words.NO_MODEL if report.model.name == "none" else words.NO_ENGLISH,
        )

    def groups(self, kind: str, items: Sequence[ReportItem], *, grouped: bool = False) -> tuple[Group, ...]:
        """``items`` in their order; with ``grouped``, under the second-level headings they stand in.

        What is unsure stands last, under a heading that says so.
        """
        groups: list[tuple[str, list[Entry]]] = []
        divided: list[Entry] = []
        for index, item in enumerate(items):
            if item.id not in self.selection.shown:
                continue
            if item.unsure:
                divided.append(_divided(self.entry(f"{kind}[{index}]", item)))
                continue
            home = self.heading(item.section) if grouped else ""
            if not groups or groups[-1][0] != home:
                groups.append((home, []))
            groups[-1][1].append(self.entry(f"{kind}[{index}]", item))
        told = tuple(Group(self.section_pair(home), tuple(entries)) for home, entries in groups)
        return (*told, Group(_both(words.DIVIDED), tuple(divided))) if divided else told

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
            return self.name(f"headings[{section_id}]", self.report.headings[section_id])
        section = self.sections.get(section_id)
        return Pair((Run(section.heading),), None) if section and section.heading else None

    def entry(self, field: str, item: ReportItem) -> Entry:
        spans = (Span(piece.start, piece.end) for piece in item.evidence)
        places = dict.fromkeys(place.id for span in spans if (place := self.places.place(span)))
        targets = self.selection.targets[item.id]
        return Entry(
            id=item.id,
            title=self.pair(f"{field}.title", item.title),
            summary=self.pair(f"{field}.summary", item.summary),
            places=tuple(places),
            theme="" if item.theme in self.heading_text(item.section) else item.theme,
            targets=tuple(
                self.row(target) if target in self.figures else self.runs(f"{field}.targets[{index}]", target)
                for index, target in enumerate(item.targets)
                if target in targets
            ),
            more_targets=len(item.targets) - len(targets),
            deadlines=tuple(
                self.runs(f"{field}.deadlines[{index}]", text) for index, text in enumerate(item.deadlines)
            ),
            note=item.note if item.note or item.complete else "The model's words could not be used.",
            responsible=tuple(
                self.pair(f"{field}.responsible[{index}]", who) for index, who in enumerate(item.responsible)
            ),
            answers=tuple(self.titles[name] for name in item.answers if name in self.titles),
            ties=tuple(name for name in item.answers if name in self.titles),
            told=item.id in self.selection.told,
            praise=item.praise,
            style=tuple(
                one.explanation
                for one in self.report.style
                if one.field.startswith(f"{field}.") and one.kind != "dense"  # told once for all, see about
            ),
        )

    def pair(self, field: str, text: Bilingual) -> Pair:
        return Pair(self.runs(f"{field}.zh", text.zh), None if text.en is None else self.runs(f"{field}.en", text.en))

    def name(self, field: str, text: Bilingual) -> Pair:
        """A title, a heading or what a figure counts: its numbers belong to a name, marked only where not found."""
        bare = self.pair(field, text)
        return Pair(_quiet(bare.zh), None if bare.en is None else _quiet(bare.en))

    def runs(self, field: str, text: str) -> Runs:
        marks = [(Span(check.start, check.end), self.mark(check)) for check in self.checks.get(field, ())]
        return cut(text, marks, self.left.get(field, ()))

    def mark(self, check: Check) -> Mark:
        unchecked = check.explanation == UNCHECKED
        places, spots = self.anchors((*self.named(check), *check.evidence))
        return Mark(
            check.verdict,
            words.UNCHECKED if unchecked else words.REASONS[check.reason],
            check.explanation,
            place=places[0] if places else "",
            spot=spots[0] if spots else "",
            explained=words.UNCHECKED[0] + "。" if unchecked else _explained(check, self.named(check)),
            spots=spots,
            accepted=self.accepted.get((check.field, check.start, check.end), ""),
        )

    def named(self, check: Check) -> list[FigureRecord]:
        """The figures that ``check`` names: nearer evidence than the sentence they stand in."""
        return [self.figures[name][1].figure for name in check.figures if name in self.figures]

    def anchors(self, evidence: Iterable[Evidence | FigureRecord]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Places and spots of ``evidence``, each once; pieces that do not lie in the source are left out."""
        found = [
            (place.id, place.spot(span))
            for piece in evidence
            if (place := self.places.place(span := Span(piece.start, piece.end)))
        ]
        return tuple(dict.fromkeys(place for place, _ in found)), tuple(dict.fromkeys(spot for _, spot in found))

    def audited(self, finding: Finding) -> Audited:
        arithmetic = finding.explanation.partition(", ")[0].rstrip(".")
        told = words.FINDINGS[finding.kind, finding.agrees].format(arithmetic)
        return Audited(finding.kind, finding.agrees, (told, finding.explanation), *self.anchors(finding.evidence))

    def row(self, figure_id: str) -> FigureRow:
        index, shown = self.figures[figure_id]
        english = shown.quantity.en
        field = f"figures[{index}]"
        return FigureRow(
            id=figure_id,
            written=shown.figure.text,
            quantity=None if english is None else (Run(english),),
            measure=self.name(f"{field}.measure", shown.measure),
            tags=tuple(_tags(shown.figure)),
            mark=self.figure_mark(shown, self.checks.get(f"{field}.quantity.en", [])),
        )

    def figure_mark(self, shown: ReportFigure, checks: Sequence[Check]) -> Mark:
        """The worst verdict on the English quantity; its evidence is always the figure itself."""
        figure = shown.figure
        span = Span(figure.start, figure.end)
        place = self.places.place(span)
        if self.text is not None and self.text[figure.start : figure.end] != figure.text:
            return Mark(
                "rejected",
                words.REASONS["not_found"],
                "The source does not read so at this offset.",
                explained="原文此处并非如此。",
            )
        if checks:
            mark = self.mark(min(checks, key=lambda check: WORST.index(check.verdict)))
        elif shown.quantity.en is not None:
            mark = Mark("review", words.UNCHECKED, UNCHECKED, explained=words.UNCHECKED[0] + "。")
        else:
            mark = Mark("supported", words.REASONS["exact"], "As written in the source.", explained="与原文一致。")
        spot = (place.spot(span),) if place else ()
        return replace(mark, place=place.id if place else "", spot="".join(spot), spots=spot)


def _both(text: tuple[str, str]) -> Pair:
    return Pair((Run(text[0]),), (Run(text[1]),))


def _divided(entry: Entry) -> Entry:
    """``entry`` with the words before its title that it may be done or planned."""
    title = entry.title
    english = None if title.en is None else (Run(words.UNSURE[1] + " "), *title.en)
    return replace(entry, title=Pair((Run(words.UNSURE[0]), *title.zh), english))


def _quiet(runs: Runs) -> Runs:
    """``runs`` without the marks of what is supported."""
    return tuple(
        replace(run, text=run.text + run.number, number="", mark=None) if run.mark and _is_fine(run.mark) else run
        for run in runs
    )


def _is_fine(mark: Mark) -> bool:
    return mark.verdict == "supported" and not mark.accepted


def _joined(one: tuple[str, str], other: tuple[str, str]) -> tuple[str, str]:
    return one[0] + other[0], " ".join(filter(None, (one[1], other[1])))


def _decided(one: Reviewed) -> Decided:
    """``one`` in both languages: who did what, when, why, and which words it was about."""
    changed = one.before != one.after
    chinese = f"{one.who}于{one.at}{words.ACTIONS[one.action][0]}"
    english = f"{words.ACTIONS[one.action][1]} by {one.who}, {one.at}"
    if one.reason:
        chinese, english = f"{chinese}：{one.reason}", f"{english}: {one.reason}"
    if changed:
        chinese += f"（原作“{one.before}”" + (f"，今作“{one.after}”）" if one.after else "）")
        english += f" (was “{one.before}”" + (f", is “{one.after}”)" if one.after else ")")
    return Decided(where(one.field), one.number, (chinese, english))


#: No longer piece of evidence is quoted in an explanation.
_QUOTED = 30


def _explained(check: Check, named: Sequence[FigureRecord]) -> str:
    """What the brief says and what the source says, in Chinese; ``named`` are the figures that the check names."""
    texts = [*(figure.text for figure in named), *(piece.text for piece in check.evidence)]
    written = dict.fromkeys(re.sub(r"\s+", "", text) for text in texts)
    quoted = "、".join(f"“{text}”" for text in written if len(text) <= _QUOTED)
    said = f"此处写作“{check.text}”" + (f"，原文为{quoted}" if quoted else "")
    return f"{said}：{words.REASONS[check.reason][0]}。"


_FIELD = re.compile(r"(\w+)\[(\w+)\]\.([a-z]+)(?:\[\d+\])?(?:\.(zh|en))?")


def where(field: str) -> tuple[str, str]:
    """ "achievements[2].summary.en" for people: 成效3摘要（英文）, Achievement 3, summary, English."""
    match = _FIELD.fullmatch(field) or re.fullmatch(r"(title|issuer)()()\.(zh|en)", field)
    if not match or match[1] not in words.KINDS:
        return field, field
    chinese, english = words.KINDS[match[1]]
    if match[2].isdecimal():
        chinese, english = f"{chinese}{int(match[2]) + 1}", f"{english} {int(match[2]) + 1}"
    if part := words.FIELDS.get(match[3]):
        chinese, english = chinese + part[0], f"{english}, {part[1]}"
    if match[4]:
        tongue = words.LANGUAGES[match[4]]
        chinese, english = f"{chinese}（{tongue[0]}）", f"{english}, {tongue[1]}"
    return chinese, english


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
