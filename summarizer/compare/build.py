"""The comparison put together: rows, open measures, statements, plans, problems; every number shown is verified."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from summarizer.base.document import Span
from summarizer.compare.align import Alignment, Thread, align
from summarizer.compare.change import change
from summarizer.compare.followup import follow_up
from summarizer.compare.measures import Measure, measures_of, plain_measure
from summarizer.compare.order import follows, in_order, same_length
from summarizer.compare.phrases import known_names, measure_en, quantity
from summarizer.compare.problems import returning
from summarizer.compare.record import Cell, Change, Comparison, OpenMeasures, Row, Statement, Suggestion, YearRecord
from summarizer.compare.statements import Known, statements
from summarizer.compare.year import Year
from summarizer.language.glossary import Glossary, issuer_english, places_in_issuer
from summarizer.pipeline.brief import count
from summarizer.quantities import Figure
from summarizer.schema import Bilingual, Check, DocumentRecord, Evidence, FigureRecord
from summarizer.verify import verify_text

FROM_BRIEF = (
    "{name}: the report's own text was not given, only its brief.json. What the brief does not quote cannot be seen, "
    "and numbers are held against its quotations; give the report as well to have it searched whole."
)
NO_MODEL = (
    "No model was asked. What could not be aligned by rule is left open; English in [ ] gives glossary terms only."
)
NAMED_BY = (
    "English names of measures by {model}. What could not be aligned by rule is left open; a pair that the model took "
    "for the same measure is marked as suggested by it, is not proven, and stands in no row."
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a model answered: English by plain Chinese name, and by open group the places of pairs it takes for one."""

    model: str = "none"
    names: Mapping[str, str] = field(default_factory=dict)
    pairs: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def build(given: Sequence[Year], *, force: bool = False) -> Comparison:
    """The comparison of the reports of one issuer, in the order of their years; no model is asked.

    Raises:
        UsageError: as :func:`summarizer.compare.order.in_order`.
    """
    return Comparing(given, force=force).build()


class Comparing:
    """Years aligned, and the comparison of them; in between a caller may ask a model (:mod:`.asking`).

    ``measures`` are the names, in Chinese, of the rows that :meth:`build` will give; ``open`` what is left open.

    Raises:
        UsageError: as :func:`summarizer.compare.order.in_order`.
    """

    def __init__(self, given: Sequence[Year], *, force: bool = False) -> None:
        self.years, self.notes = in_order(given, force=force)
        self.levels = [measures_of(year) for year in self.years]
        self.alignment: Alignment = align(self.levels)
        self.threads = [thread for thread in self.alignment.threads if len(thread.links) > 1]
        self.measures = [thread.links[-1][1].figure.measure for thread in self.threads]
        self.glossary = Glossary.load().with_terms(places_in_issuer(self.years[-1].document.metadata.issuer))
        self.names: Mapping[str, str] = {}
        self.open = tuple(self._open_groups())

    def build(self, answers: Answers | None = None) -> Comparison:
        """The comparison, with what a model answered besides what is known; its pairs join no row."""
        answers = answers or Answers()
        self.names = known_names(self.measures, self.years) | dict(answers.names)
        rows = tuple(self._row(f"r{number}", thread) for number, thread in enumerate(self.threads, 1))
        opened = tuple(self._suggested(at, answers) for at in range(len(self.open)))
        left_open = {
            (cell.year, cell.figure.start) for group in opened for cell in (*group.of_earlier, *group.of_later)
        }
        only = tuple(
            cell
            for thread in self.alignment.threads
            if len(thread.links) == 1
            for cell in [self._cell(*thread.links[0])]
            if (cell.year, cell.figure.start) not in left_open
        )
        pairs = [(one, other) for one, other in zip(self.years, self.years[1:], strict=False) if follows(one, other)]
        issuer = self.years[-1].document.metadata.issuer
        shown = [cell for row in rows for cell in row.cells] + list(only)
        shown += [cell for group in opened for cell in (*group.of_earlier, *group.of_later)]
        return Comparison(
            issuer=Bilingual(zh=issuer, en=issuer_english(issuer, self.glossary)),
            years=tuple(self._year_record(year) for year in self.years),
            rows=rows,
            only=only,
            open=opened,
            statements=tuple(self._statements(rows)),
            plans=tuple(found for one, other in pairs for found in follow_up(one, other)),
            problems=tuple(returning(self.years)),
            counts=count(check for cell in _once(shown) for check in cell.checks),
            notes=(
                *self.notes,
                *_of_briefs(self.years),
                NO_MODEL if answers.model == "none" else NAMED_BY.format(model=answers.model),
                *answers.notes,
            ),
        )

    def _year_record(self, year: Year) -> YearRecord:
        return YearRecord(
            label=year.label,
            first=year.first,
            last=year.last,
            document=DocumentRecord.of(year.document),
            verified_in=year.known_from,
            figures=sum(figure.is_figure for figure in year.figures),
        )

    def _row(self, name: str, thread: Thread) -> Row:
        latest = thread.links[-1][1]
        words = latest.figure.measure
        return Row(
            id=name,
            measure=Bilingual(zh=plain_measure(words) or words, en=measure_en(words, self.names, self.glossary)),
            section=latest.section,
            cells=tuple(self._cell(at, measure) for at, measure in thread.links),
            changes=tuple(self._changes(thread)),
            similarity=Decimal(str(round(thread.weakest, 3))),
        )

    def _changes(self, thread: Thread) -> Iterable[Change]:
        for (a, one), (b, other) in zip(thread.links, thread.links[1:], strict=False):
            earlier, later = self.years[a], self.years[b]
            yield change(
                one.figure, other.figure, (earlier.label, later.label), spans_differ=not same_length(earlier, later)
            )

    def _cell(self, at: int, measure: Measure) -> Cell:
        year, figure = self.years[at], measure.figure
        place = year.source.places[measure.index].sentence
        shown = quantity(figure)
        return Cell(
            year=year.label,
            figure=FigureRecord.model_validate(figure, from_attributes=True),
            quantity=shown,
            evidence=year.evidence(place.start, place.end),
            mentions=tuple(self._sentence_of(year, mention) for mention in measure.mentions),
            checks=tuple(verified(year, figure, shown)),
        )

    def _sentence_of(self, year: Year, figure: Figure) -> Evidence:
        index = next(n for n, one in enumerate(year.source.figures) if one.start == figure.start)
        place = year.source.places[index].sentence
        return year.evidence(place.start, place.end)

    def _open_groups(self) -> Iterable[OpenMeasures]:
        for group in self.alignment.open:
            yield OpenMeasures(
                earlier=self.years[group.earlier].label,
                later=self.years[group.later].label,
                of_earlier=tuple(self._cell(group.earlier, measure) for measure in group.of_earlier),
                of_later=tuple(self._cell(group.later, measure) for measure in group.of_later),
            )

    def _suggested(self, at: int, answers: Answers) -> OpenMeasures:
        """The open group ``at`` with the pairs that a model suggested for it."""
        group, shown = self.alignment.open[at], self.open[at]
        years = self.years[group.earlier], self.years[group.later]
        found = []
        for one, other in answers.pairs.get(at, ()):
            figures = group.of_earlier[one].figure, group.of_later[other].figure
            told = change(*figures, (shown.earlier, shown.later), spans_differ=not same_length(*years))
            found.append(Suggestion(earlier=one, later=other, model=answers.model, change=told))
        return shown.model_copy(update={"suggested": tuple(found)})

    def _statements(self, rows: Sequence[Row]) -> Iterable[Statement]:
        names = {(cell.year, cell.figure.start): row.id for row in rows for cell in row.cells}
        for at in range(1, len(self.years)):
            year, last = self.years[at], self.years[at - 1]
            if not follows(last, year):
                continue
            known: dict[int, Known] = {}
            for thread in self.alignment.threads:
                links = dict(thread.links)
                if at in links:
                    measure, before = links[at], links.get(at - 1)
                    row = names.get((year.label, measure.figure.start), "")
                    for figure in (measure.figure, *measure.mentions):
                        known[figure.start] = Known(row, before.figure if before else None)
            yield from statements(year, last, known, self.levels[at - 1])


def _of_briefs(years: Iterable[Year]) -> list[str]:
    return [FROM_BRIEF.format(name=year.document.name) for year in years if year.known_from == "brief"]


def verified(year: Year, figure: Figure, shown: Bilingual) -> list[Check]:
    """The checks of one figure as shown, in both languages, against its own year's text; never none.

    What arrives without a check is given review, as in a brief: it never reads as fine.
    """
    own = [Span(figure.start, figure.end)]
    checks: list[Check] = []
    for language, text in (("zh", shown.zh), ("en", shown.en or "")):
        found = verify_text(
            text, year.source, cited=own, language=language, field=f"quantity.{language}", aspect=figure.aspect
        )
        checks += found or [
            Check(
                start=0,
                end=len(text),
                text=text,
                value=figure.value,
                unit=figure.unit,
                verdict="review",
                reason="ambiguous",
                explanation="No check of this number arrived.",
                evidence=(year.evidence(figure.start, figure.end),),
                field=f"quantity.{language}",
            )
        ]
    return checks


def _once(cells: Iterable[Cell]) -> list[Cell]:
    """Each figure once, however often it is shown."""
    return list({(cell.year, cell.figure.start): cell for cell in cells}.values())
