"""The brief as a Word document: real styles, tables, every number followed by its mark, in print as on the screen.

A mark's number leads to the evidence at the end. An item's title carries its evidence as a comment, and so does each
number that is not supported, with what is wrong: those are what a reader must resolve.
"""

import io
from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.text.paragraph import Paragraph
from docx.text.run import Run as Stretch

from summarizer.renderers import paper as on_paper
from summarizer.renderers import words
from summarizer.renderers.evidence import Place, stretches
from summarizer.renderers.labels import LABELS, Both, facts, label, told
from summarizer.renderers.ooxml import property_text, settled
from summarizer.renderers.options import WHOLE, Language, Presentation
from summarizer.renderers.unused import Unused, by_section
from summarizer.renderers.view import Entry, FigureRow, Group, Mark, Pair, Run, Runs, View, view
from summarizer.schema import Brief, Verdict

_INDEX: dict[Language, int] = {"zh": 0, "en": 1}


def to_docx(brief: Brief, source_text: str, presentation: Presentation = WHOLE) -> bytes:
    """``brief`` as a Word document; ``source_text`` is the text its evidence points into.

    The same brief gives the same bytes.
    """
    shown = view(brief, source_text, presentation)
    writer = _Writer(shown, source_text)
    writer.head()
    writer.key_figures()
    for kind, groups in (("achievements", shown.achievements), ("problems", shown.problems), ("plans", shown.plans)):
        writer.groups(kind, groups)
    writer.missing()
    writer.ledger()
    writer.evidence()
    _properties(writer.paper, shown)
    out = io.BytesIO()
    writer.paper.save(out)
    return settled(out.getvalue())


def _properties(paper: Document, shown: View) -> None:
    report, known = shown.brief.report, paper.core_properties
    known.title = property_text(" · ".join(filter(None, (report.title.zh, report.title.en))))
    known.subject = property_text(" · ".join(filter(None, (report.issuer.zh, report.issuer.en))))
    known.author = known.last_modified_by = "summarizer"
    known.category = "brief"
    known.keywords = property_text(report.period)
    known.language = " ".join({"zh": "zh-CN", "en": "en-GB"}[one] for one in shown.presentation.languages)
    known.comments = property_text(told(facts(shown)[-1][1], shown.presentation, "; "))


class _Writer:
    """Writes one brief; holds the document and what has been numbered so far."""

    def __init__(self, shown: View, text: str) -> None:
        self.shown, self.text = shown, text
        self.presentation = shown.presentation
        self.places = {place.id: place for place in shown.places.all}
        self.paper = on_paper.blank()
        self.tables = 0
        self.linked: set[str] = set()  # the places that something in the document leads to

    def label(self, name: str) -> str:
        return label(name, self.presentation)

    def paragraph(self, style: str) -> Paragraph:
        return self.paper.add_paragraph(style=style)

    # --- words with their marks ---

    def runs(self, paragraph: Paragraph, runs: Runs, language: Language, *, bold: bool | None = None) -> None:
        for run in runs:
            self.run(paragraph, run, language, bold=bold)

    def run(self, paragraph: Paragraph, run: Run, language: Language, *, bold: bool | None = None) -> None:
        if run.text:
            on_paper.say(paragraph, run.text, bold=bold)
        number = on_paper.say(paragraph, run.number, bold=bold) if run.number else None
        if run.mark is not None:
            self.mark(paragraph, run.mark, language, number)

    def mark(self, paragraph: Paragraph, mark: Mark, language: Language, number: Stretch | None = None) -> None:
        """``✓[e12]``, e12 leading to the evidence; where the number is not supported also why, and a comment."""
        style = on_paper.MARKS[mark.verdict]
        on_paper.say(paragraph, " ")
        sign = on_paper.say(paragraph, mark.sign, style)
        if mark.place:  # in brackets, so that it joins no digit where the text is copied without its style
            self.linked.add(mark.place)
            on_paper.link(paragraph, f"[{mark.place}]", mark.place)
        if mark.verdict != "supported":
            on_paper.say(paragraph, f" ({mark.reason[_INDEX[language]]})", style)
            on_paper.comment(self.paper, [number or sign, sign], self.why(mark))

    def why(self, mark: Mark) -> list[str]:
        """What a comment says of a number that is not supported."""
        name = told(words.VERDICTS[mark.verdict], self.presentation)
        lines = [f"{mark.sign} {name}: {told(mark.reason, self.presentation, ' · ')}"]
        lines += [f"{words.ACCEPTED} {mark.accepted}"] if mark.accepted else []
        lines += [one for one in _chosen((mark.explained, mark.explanation), self.presentation) if one]
        return [*lines, self.quoted(self.places[mark.place])] if mark.place in self.places else lines

    def quoted(self, place: Place) -> str:
        return f"{place.id} “{self.text[place.span.start : place.span.end].strip()}”"

    def refs(self, paragraph: Paragraph, places: Iterable[str]) -> None:
        """Links to ``places``, spaces between them; many in a row are told by the first and the last."""
        for number, run in enumerate(stretches(places)):
            if number:
                on_paper.say(paragraph, " ")
            for at, place in enumerate(run):
                if at:
                    on_paper.say(paragraph, "–")
                self.linked.add(place)
                on_paper.link(paragraph, place, place)

    def pair(self, paragraph: Paragraph, pair: Pair, *, bold: bool | None = None) -> None:
        """``pair`` on one line, in the languages that are shown."""
        first = True
        for language in self.presentation.languages:
            runs = pair.zh if language == "zh" else pair.en
            if runs is None:
                continue
            if not first:
                on_paper.say(paragraph, " · ")
            self.runs(paragraph, runs, language, bold=bold)
            first = False
        if first:  # only English is shown, and there is none
            on_paper.say(paragraph, f"[{self.shown.no_english}] ").italic = True
            self.runs(paragraph, pair.zh, "zh", bold=bold)

    # --- parts ---

    def head(self) -> None:
        shown, presentation = self.shown, self.presentation
        for number, language in enumerate(presentation.languages):
            runs = shown.title.zh if language == "zh" else shown.title.en
            title = self.paragraph("Title" if number == 0 else "Subtitle")
            if runs is None:
                on_paper.say(title, shown.no_english)
            else:
                self.runs(title, runs, language)
        for text in dict.fromkeys(_chosen(shown.about, presentation)):
            on_paper.say(self.paragraph("Body Text"), text)
        rows = [(name, value) for name, value in facts(shown) if name != "sha256"]
        made = on_paper.table(self.paper, (), (1, 4), len(rows) + 1)
        on_paper.say(made.cell(0, 0).paragraphs[0], self.label("issuer"), bold=True)
        self.pair(made.cell(0, 1).paragraphs[0], shown.issuer)
        for at, (name, value) in enumerate(rows, start=1):
            on_paper.say(made.cell(at, 0).paragraphs[0], self.label(name), bold=True)
            self.both(made.cell(at, 1).paragraphs[0], value)
        for row in made.rows:
            on_paper.shade(row.cells[0])
        for text in _chosen(LABELS["legend"], presentation):
            on_paper.say(self.paragraph(on_paper.NOTE), text)
        on_paper.footer(self.paper, shown.brief.report.title.zh[:40])

    def opening(self) -> None:
        """The lines of what matters, a paragraph for each language."""
        if self.shown.opening:
            self.paper.add_heading(self.label("opening"), 1)
        for line in self.shown.opening:
            for language in self.presentation.languages:
                runs = line.zh if language == "zh" else line.en
                if runs is not None:
                    self.runs(self.paragraph("Body Text"), runs, language)

    def both(self, paragraph: Paragraph, text: Both, between: str = " · ") -> Stretch:
        return on_paper.say(paragraph, between.join(dict.fromkeys(_chosen(text, self.presentation))))

    def key_figures(self) -> None:
        self.opening()
        self.paper.add_heading(self.label("key_figures"), 1)
        if self.shown.key_figures:
            self.figures("key_figures", self.shown.key_figures)
        else:
            self.both(self.paragraph(on_paper.NOTE), LABELS["no_key_figures"], " ")

    def caption(self, name: str) -> None:
        """表 1 关键数据 / Table 1. Key figures, numbered by Word."""
        self.tables += 1
        caption = self.paragraph("Caption")
        for number, language in enumerate(self.presentation.languages):
            on_paper.say(caption, (" / " if number else "") + ("表 " if language == "zh" else "Table "))
            if number:
                on_paper.say(caption, str(self.tables))
            else:
                on_paper.field(caption, "SEQ Table \\* ARABIC", str(self.tables))
            on_paper.say(caption, f" {LABELS[name][_INDEX[language]]}")

    def figures(self, name: str, rows: Sequence[FigureRow]) -> None:
        """A table of figures: as written, in English, what each counts, its mark."""
        self.caption(name)
        english = self.presentation.english
        columns = ["written", *(["quantity"] if english else []), "measure", "mark"]
        shares = {"written": 16, "quantity": 22, "measure": 52, "mark": 10}
        heads, widths = [self.label(one) for one in columns], [shares[one] for one in columns]
        made = on_paper.table(self.paper, heads, widths, len(rows))
        for cells, row in zip(list(made.rows)[1:], rows, strict=True):
            at = dict(zip(columns, (cell.paragraphs[0] for cell in cells.cells), strict=True))
            for name in ("written", "quantity"):
                if name in at:
                    on_paper.to_the_right(at[name])
            on_paper.say(at["written"], row.written)
            if english:
                self.runs(at["quantity"], row.quantity or (Run("—"),), "en")
            self.pair(at["measure"], row.measure)
            for tag in row.tags:
                on_paper.say(at["measure"], f" ({told(tag, self.presentation)})")
            self.mark(at["mark"], row.mark, self.presentation.languages[0])

    def groups(self, kind: str, groups: Sequence[Group]) -> None:
        self.paper.add_heading(self.label(self.shown.headed(kind)), 1)
        if not groups:
            known = getattr(self.shown.brief.report, kind)
            self.both(self.paragraph(on_paper.NOTE), words.NONE_SHOWN if known else words.NONE_FOUND[kind], " ")
        elif self.presentation.english and not self.shown.has_english:
            on_paper.say(self.paragraph(on_paper.NOTE), self.shown.no_english)
        for group in groups:
            if group.heading:
                self.pair(self.paragraph("Heading 2"), group.heading)
            for entry in group.entries:
                self.entry(entry)

    def entry(self, entry: Entry) -> None:
        title = self.paragraph("Heading 3")
        self.pair(title, entry.title)
        on_paper.comment(self.paper, title.runs[:1], [self.quoted(self.places[name]) for name in entry.places])
        on_paper.say(title, " ")
        self.refs(title, entry.places)
        for language in self.presentation.languages if entry.told else ():
            runs = entry.summary.zh if language == "zh" else entry.summary.en
            if runs is not None:
                self.runs(self.paragraph("Body Text"), runs, language)
            elif self.shown.has_english or not self.presentation.chinese:
                paragraph = self.paragraph(on_paper.NOTE)
                on_paper.say(paragraph, self.shown.no_english)
                if not self.presentation.chinese:
                    on_paper.say(paragraph, " ")
                    self.runs(paragraph, entry.summary.zh, "zh")
        if entry.targets:
            line = self.line("targets")
            for number, target in enumerate(entry.targets):
                on_paper.say(line, "; " if number else "")
                self.target(line, target)
            if entry.more_targets:
                on_paper.say(line, f" ({told(words.more(entry.more_targets), self.presentation, ' · ')})")
        if entry.deadlines:
            line = self.line("deadlines")
            for number, deadline in enumerate(entry.deadlines):
                on_paper.say(line, "; " if number else "")
                self.runs(line, deadline, "zh")
        for name, pairs in (("responsible", entry.responsible), ("answers", entry.answers)):
            if pairs:
                line = self.line(name)
                for number, pair in enumerate(pairs):
                    on_paper.say(line, "; " if number else "")
                    self.pair(line, pair)
        for name, text in (
            ("praise", "、".join(entry.praise)),
            ("style", " ".join(entry.style)),
            ("theme", entry.theme),
            ("incomplete", entry.note),
        ):
            if text:
                on_paper.say(self.line(name), text)

    def line(self, name: str) -> Paragraph:
        """A new line of small type, opened by a label."""
        paragraph = self.paragraph(on_paper.DETAIL)
        on_paper.say(paragraph, f"{self.label(name)}: ", bold=True)
        return paragraph

    def target(self, paragraph: Paragraph, target: FigureRow | Runs) -> None:
        if not isinstance(target, FigureRow):
            self.runs(paragraph, target, "zh")
            return
        self.pair(paragraph, target.measure)
        on_paper.say(paragraph, f" {target.written}")
        if target.quantity and self.presentation.english:
            on_paper.say(paragraph, " (")
            self.runs(paragraph, target.quantity, "en")
            on_paper.say(paragraph, ")")
        self.mark(paragraph, target.mark, self.presentation.languages[0])

    def missing(self) -> None:
        report = self.shown.brief.report
        for text in filter(None, dict.fromkeys(_chosen(self.shown.left_out, self.presentation))):
            on_paper.say(self.paragraph(on_paper.NOTE), text)
        lines = [*(f"{gap.part}: {gap.reason}" for gap in report.gaps), *report.notes]
        if lines:
            self.paper.add_heading(self.label("missing"), 1)
        for line in lines:
            on_paper.say(self.paragraph("List Bullet"), line)

    def ledger(self) -> None:
        shown = self.shown
        self.paper.add_heading(self.label("ledger"), 1).paragraph_format.page_break_before = True
        self.caption("ledger")
        accounts = [*shown.ledger, (LABELS["all"], shown.brief.ledger.counts)]
        heads = ["", self.label("checked"), *(f"{sign} {self.label(name)}" for name, sign in words.SIGNS.items())]
        made = on_paper.table(self.paper, heads, (8, 4, 5, 5, 5), len(accounts))
        for cells, (name, counts) in zip(list(made.rows)[1:], accounts, strict=True):
            three = (counts.supported, counts.review, counts.rejected)
            for cell, text in zip(
                cells.cells, (told(name, self.presentation), *map(str, (sum(three), *three))), strict=True
            ):
                on_paper.say(cell.paragraphs[0], text)
        if shown.attention:
            self.paper.add_heading(self.label("attention"), 2)
        for one in shown.attention:
            line = self.paragraph("List Bullet")
            on_paper.say(line, one.mark.sign, on_paper.MARKS[one.mark.verdict])
            on_paper.say(line, f" {one.text} ", bold=True)
            on_paper.say(line, f"({told(one.where, self.presentation, ' · ')}): ")
            self.both(line, (one.mark.explained, one.mark.explanation), " ")
            self.refs(line, [one.mark.place] if one.mark.place else [])
        if shown.reviewed:
            self.paper.add_heading(self.label("reviewed"), 2)
        for decided in shown.reviewed:
            line = self.paragraph("List Bullet")
            on_paper.say(line, f"{decided.number} ", bold=True)
            on_paper.say(line, f"({told(decided.where, self.presentation, ' · ')}): ")
            self.both(line, decided.told, " ")
        if shown.audit:
            self.paper.add_heading(self.label("audit"), 2)
        for finding in shown.audit:
            line = self.paragraph("List Bullet")
            verdict: Verdict = "supported" if finding.agrees else "rejected"
            told_as = self.label("agrees" if finding.agrees else "disagrees")
            on_paper.say(line, f"{words.SIGNS[verdict]} {told_as}: ", on_paper.MARKS[verdict])
            self.both(line, finding.told, " ")
            self.refs(line, finding.places)
        self.unused()

    def unused(self) -> None:
        """The figures that the brief does not use: at full length a table, else by section in small type."""
        shown = self.shown
        self.paper.add_heading(f"{self.label('unused')} ({len(shown.unused)})", 2)
        if not shown.unused:
            self.both(self.paragraph("Body Text"), LABELS["none"], " ")
        elif self.presentation.length == "full":
            self.figures("unused", shown.unused)
        else:
            for group in by_section(shown):
                self.unused_of(group)

    def unused_of(self, group: Unused) -> None:
        """One section's figures in a paragraph; those that are 0 are counted, and named behind."""
        line = self.paragraph(on_paper.DETAIL)
        heading = group.heading.zh if group.heading else "—"
        if group.heading and not self.presentation.chinese:
            heading = group.heading.en or heading
        on_paper.say(line, f"{heading} ({len(group.rows) + len(group.noughts)}): ", bold=True)
        for number, row in enumerate(group.rows):
            on_paper.say(line, "; " if number else "")
            self.brief_row(line, row)
        if not group.noughts:
            return
        on_paper.say(line, ("; " if group.rows else "") + told(words.noughts(len(group.noughts)), self.presentation))
        first = self.presentation.languages[0]
        for number, row in enumerate(group.noughts):
            measure = row.measure.zh if first == "zh" or row.measure.en is None else row.measure.en
            on_paper.say(line, ": " if not number else ", ")
            self.runs(line, measure, first)

    def brief_row(self, line: Paragraph, row: FigureRow) -> None:
        """A figure in a line of text: 行政处罚 12167宗 ✓, and in English where that is shown."""
        for number, language in enumerate(self.presentation.languages):
            measure = row.measure.zh if language == "zh" else row.measure.en
            amount = (Run(row.written),) if language == "zh" else row.quantity
            if measure is None or amount is None:
                continue
            on_paper.say(line, " / " if number else "")
            self.runs(line, measure, language)
            on_paper.say(line, " ")
            self.runs(line, amount, language)
        on_paper.say(line, " ")
        on_paper.say(line, row.mark.sign, on_paper.MARKS[row.mark.verdict])

    def evidence(self) -> None:
        """The places of the source, word for word, each to be jumped to; what is pointed at stands in bold."""
        self.paper.add_heading(self.label("evidence"), 1)
        known = self.shown.brief.report.document
        on_paper.say(self.paragraph("Caption"), f"{known.name} · SHA-256 {known.sha256}")
        on_paper.in_columns(self.paper, 2)
        whole = self.presentation.length == "full"
        for number, place in enumerate(self.shown.places.all):
            if not whole and place.id not in self.linked:
                continue
            paragraph = self.paragraph(on_paper.EVIDENCE)
            on_paper.say(paragraph, f"{place.id} ", bold=True)
            on_paper.say(paragraph, f"({place.span.start}–{place.span.end}) ")
            at = place.span.start
            for spot in place.spots:
                if spot.start >= at:
                    on_paper.say(paragraph, self.text[at : spot.start])
                    on_paper.say(paragraph, self.text[spot.start : spot.end], bold=True)
                    at = spot.end
            on_paper.say(paragraph, self.text[at : place.span.end])
            on_paper.bookmark(paragraph, place.id, number)


def _chosen(text: Both, presentation: Presentation) -> list[str]:
    return [text[_INDEX[language]] for language in presentation.languages]
