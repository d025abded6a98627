"""What ``summarizer compare`` writes for machines: the comparison of one issuer's reports over the years.

Offsets are code points into the text of the year that a piece belongs to, end exclusive. Years are named by their
``label`` ("2022"; with the file's name behind it where one year is given twice).
"""

from typing import Literal

from summarizer.schema import Bilingual, Check, Counts, DecimalText, DocumentRecord, Evidence, FigureRecord, Record

Unlike = Literal["", "cumulative", "period", "unit", "range", "undefined", "distributed"]
"""Why two figures of one measure are not subtracted: ``""`` where they are.

cumulative   one is counted up over years (累计, 三年来), the other of the year alone
period       they cover different parts of a year (上半年, 1-11月), or the reports cover spans of different length
unit         they are counted in words that need not mean the same
range        one is a range (3至5), or has no value (数十件)
undefined    the source says it in a way that has no single value
distributed  one holds for each of several things (各, 每), the other for all
"""
StatementVerdict = Literal["agrees", "differs", "unknown"]
Status = Literal["done", "partly", "not_mentioned", "addressed", "unclear"]
"""What became of a planned measure in the next year's report, as far as that report says.

done           said to be done, its target reached
partly         begun, or its target not reached, or named among the problems
not_mentioned  the next report does not speak of it
addressed      the next report speaks of it, but the plan has nothing by which to tell whether it is done
unclear        several passages may answer it and they say different things: left to the reader
"""


class YearRecord(Record):
    """One report compared; ``verified_in`` tells whether its text was at hand or only what a brief.json quotes."""

    label: str
    first: int | None
    last: int | None
    document: DocumentRecord
    verified_in: Literal["source", "brief"]
    figures: int


class Cell(Record):
    """A measure's figure in one year, with its sentence and the check of it against that year's own text.

    ``mentions`` are further places where the same report says the same figure. ``aspect`` of the figure tells a
    cumulative one apart.
    """

    year: str
    figure: FigureRecord
    quantity: Bilingual
    evidence: Evidence
    mentions: tuple[Evidence, ...] = ()
    checks: tuple[Check, ...]


class Change(Record):
    """From one year's figure to a later one's.

    ``absolute`` is in the figures' base unit (percentage points for rates); ``percent`` has one decimal, or none where
    the change is approximate; it is None for rates and where the earlier figure is 0. ``approximate`` where one of the
    two is qualified (余, 约).
    With ``unlike`` set nothing is computed, and ``text`` says why.
    """

    earlier: str
    later: str
    absolute: DecimalText | None
    percent: DecimalText | None
    approximate: bool
    unlike: Unlike
    text: Bilingual


class Row(Record):
    """One measure over the years; a year that does not say it has no cell.

    ``similarity`` is the weakest of the links that hold the row together, 0 to 1.
    """

    id: str
    measure: Bilingual
    section: str
    cells: tuple[Cell, ...]
    changes: tuple[Change, ...]
    similarity: DecimalText


class Suggestion(Record):
    """A pair of open figures that a model took for the same measure: suggested by it, never proven, and in no row.

    ``earlier`` and ``later`` are places in ``of_earlier`` and ``of_later``. ``change`` is computed from the two figures
    by the same rules as in a row, and holds only if they are the same measure.
    """

    earlier: int
    later: int
    model: str
    change: Change


class OpenMeasures(Record):
    """Figures of two years of which it cannot be told which answers which: left open, never guessed.

    ``suggested`` is empty unless a model was asked.
    """

    earlier: str
    later: str
    of_earlier: tuple[Cell, ...]
    of_later: tuple[Cell, ...]
    suggested: tuple[Suggestion, ...] = ()


class Statement(Record):
    """What a report itself says of last year, held against last year's report.

    kind "change": 同比增长8.7%, 比上年增加9件; "earlier": last year's figure told again (由上年的89.4%提高到…).
    ``row`` is the measure's row, "" where none was found; ``computed`` what follows from the two reports.
    """

    year: str
    kind: Literal["change", "earlier"]
    figure: FigureRecord
    verdict: StatementVerdict
    computed: DecimalText | None
    explanation: Bilingual
    row: str
    evidence: Evidence
    base: tuple[Evidence, ...] = ()


class Commitment(Record):
    """One measure of a plan and what the next report says of it; ``evidence`` lies in the next year's text."""

    plan: Evidence
    status: Status
    explanation: Bilingual
    evidence: tuple[Evidence, ...]


class PlanFollowUp(Record):
    """A planned item of one year's report, followed into the next one's; its status is that of its commitments."""

    id: str
    year: str
    next: str
    item: Evidence
    status: Status
    commitments: tuple[Commitment, ...]


class ProblemMention(Record):
    """A problem as one year's report admits it."""

    year: str
    item: Evidence


class ReturningProblem(Record):
    """A problem that several reports admit, in the order of the years."""

    id: str
    mentions: tuple[ProblemMention, ...]
    similarity: DecimalText


class Comparison(Record):
    """What ``summarizer compare`` writes as JSON.

    ``only`` are the figures that stand in one year alone; ``counts`` the verdicts on every number shown, each held
    against its own year's source. ``notes`` are plain sentences about what was not or could not be compared.
    """

    issuer: Bilingual
    years: tuple[YearRecord, ...]
    rows: tuple[Row, ...]
    only: tuple[Cell, ...]
    open: tuple[OpenMeasures, ...]
    statements: tuple[Statement, ...]
    plans: tuple[PlanFollowUp, ...]
    problems: tuple[ReturningProblem, ...]
    counts: Counts
    notes: tuple[str, ...] = ()
