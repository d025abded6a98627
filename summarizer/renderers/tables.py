"""A brief as tables: its figures, its items and its checks, a row each; what spreadsheets and data frames are made of.

Nothing is decided here: verdicts, marks and order are those of ``view``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from summarizer.base.document import Span
from summarizer.renderers import words
from summarizer.renderers.marked import WORST
from summarizer.renderers.options import Presentation
from summarizer.renderers.view import Entry, FigureRow, Group, Mark, Pair, Runs, View, where
from summarizer.schema import Check, ReportItem, Verdict

Cell = str | int | bool | Decimal | None
Name = Literal["figures", "items", "checks"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key for programs, its heads for people, and how wide it is to be, in Latin characters."""

    key: str
    zh: str
    en: str
    width: int = 12

    def head(self, presentation: Presentation) -> str:
        """What stands over the column: 单位 Unit."""
        return " ".join(getattr(self, language) for language in presentation.languages)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their columns; every row has a cell for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def keys(self) -> list[str]:
        """The keys of the columns, in their order."""
        return [column.key for column in self.columns]

    def of(self, presentation: Presentation) -> "Table":
        """The table without the columns of a language that is not shown."""
        dropped = {f"_{name}" for name in ("zh", "en") if name not in presentation.languages}
        kept = [at for at, column in enumerate(self.columns) if column.key[-3:] not in dropped]
        return Table(
            self.name,
            tuple(self.columns[at] for at in kept),
            tuple(tuple(row[at] for at in kept) for row in self.rows),
        )


_VERDICT = (
    Column("mark", "标记", "Mark", 7),
    Column("verdict", "结论", "Verdict", 11),
)
_WHY = (
    Column("reason_zh", "理由", "Chinese reason", 18),
    Column("reason_en", "英文理由", "Reason", 24),
    Column("explanation_zh", "说明", "Chinese explanation", 40),
    Column("explanation_en", "英文说明", "Explanation", 44),
)
_FIGURES = (
    Column("id", "编号", "No.", 7),
    Column("text", "原文", "As written", 16),
    Column("measure_zh", "指标", "Chinese measure", 30),
    Column("measure_en", "英文指标", "Measure", 34),
    Column("value", "数值", "Value", 16),
    Column("unit", "单位", "Unit", 8),
    Column("quantity_en", "英文数量", "Quantity", 24),
    *_VERDICT,
    Column("used", "用于", "Used in", 12),
    *_WHY,
    Column("low", "下限", "Low", 12),
    Column("high", "上限", "High", 12),
    Column("kind", "类别", "Kind", 10),
    Column("qualifier", "限定", "Qualifier", 10),
    Column("direction", "增减", "Direction", 10),
    Column("change", "变化用词", "Word of change", 12),
    Column("aspect", "性质", "Aspect", 11),
    Column("period", "时期", "Period", 10),
    Column("each", "每一", "Each", 7),
    Column("fraction", "分数", "Fraction", 9),
    Column("place", "依据", "Evidence", 9),
    Column("start", "起", "Start", 8),
    Column("end", "止", "End", 8),
    Column("sentence", "原文句", "Sentence", 60),
)
_ITEMS = (
    Column("id", "编号", "No.", 7),
    Column("kind", "类别", "Kind", 14),
    Column("title_zh", "标题", "Chinese title", 26),
    Column("title_en", "英文标题", "Title", 30),
    Column("summary_zh", "摘要", "Chinese summary", 50),
    Column("summary_en", "英文摘要", "Summary", 60),
    *_VERDICT,
    Column("supported", "有据", "Supported", 11),
    Column("review", "待核", "Review", 9),
    Column("rejected", "不符", "Rejected", 10),
    Column("section_zh", "小标题", "Chinese heading", 24),
    Column("section_en", "英文小标题", "Heading", 24),
    Column("theme", "主题", "Theme", 20),
    Column("targets", "目标", "Targets", 24),
    Column("deadlines", "时限", "Deadlines", 20),
    Column("responsible", "责任单位", "Responsible", 24),
    Column("answers", "对应", "Tied to", 10),
    Column("praise", "报告自评", "The report's own praise", 20),
    Column("complete", "完整", "Complete", 10),
    Column("note", "备注", "Note", 24),
    Column("style", "英文待核", "English to be read with care", 24),
    Column("figures", "数据", "Figures", 20),
    Column("places", "依据", "Evidence", 12),
    Column("evidence", "原文", "Source", 70),
)
_CHECKS = (
    Column("number", "序号", "No.", 7),
    Column("where_zh", "位置", "Chinese place", 20),
    Column("where_en", "英文位置", "Where", 30),
    Column("text", "所写", "As said", 20),
    *_VERDICT,
    *_WHY,
    Column("value", "数值", "Value", 16),
    Column("unit", "单位", "Unit", 8),
    Column("reason", "理由代码", "Code", 16),
    Column("field", "字段", "Field", 26),
    Column("accepted", "审阅认可", "Accepted by", 24),
    Column("figures", "数据", "Figures", 10),
    Column("places", "依据", "Evidence", 10),
    Column("evidence", "原文", "Source", 60),
)


def tables(shown: View, text: str | None, *, marked: bool) -> tuple[Table, Table, Table]:
    """The figures, items and checks of a brief.

    ``text`` is the source, None where it is not at hand (then no figure's sentence is shown). With ``marked``, each
    number of an item's words is followed by its mark, for readers; without, the words are as they are, for programs.
    Values are exact decimals in base units; offsets are code points into the source.
    """
    return figures(shown, text), items(shown, marked=marked), checks(shown)


def whole(presentation: Presentation) -> Presentation:
    """``presentation`` at full length: a table is filtered by who reads it, not shortened for a page."""
    return replace(presentation, length="full")


def figures(shown: View, text: str | None) -> Table:
    """Every figure of the source, in its order."""
    used = _used(shown)
    spans = {place.id: place.span for place in shown.places.all}
    rows = []
    for row, known in zip(shown.figures, shown.brief.report.figures, strict=True):
        figure = known.figure
        span = spans.get(row.mark.place)
        cells: dict[str, Cell] = {
            **{key: getattr(figure, key) for key in _AS_THEY_ARE},
            "measure_zh": known.measure.zh,
            "measure_en": known.measure.en,
            "quantity_en": known.quantity.en,
            "fraction": "/".join(str(part) for part in figure.fraction) if figure.fraction else "",
            "used": used.get(figure.id, ""),
            "place": row.mark.place,
            "sentence": text[span.start : span.end].strip() if span and text else "",
            **_judged(row.mark),
        }
        rows.append(_row(_FIGURES, cells))
    return Table("figures", _FIGURES, tuple(rows))


_AS_THEY_ARE = (
    "id", "text", "value", "low", "high", "unit", "kind", "qualifier", "direction", "change", "aspect", "period",
    "each", "start", "end",
)  # fmt: skip


def _row(columns: tuple[Column, ...], cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
    return tuple(cells[column.key] for column in columns)


def _judged(mark: Mark) -> dict[str, Cell]:
    return {
        "mark": mark.sign,
        "verdict": mark.verdict,
        "reason_zh": mark.reason[0],
        "reason_en": mark.reason[1],
        "explanation_zh": mark.explained,
        "explanation_en": mark.explanation,
    }


def _used(shown: View) -> dict[str, str]:
    """Figure id → what of the brief has it: "key", ids of items; a figure that nothing has is "unused"."""
    found: dict[str, dict[str, None]] = {name: {"key": None} for name in shown.brief.key_figures}
    fields = {field: item.id for field, item in _fields(shown)}
    for check in shown.brief.checks:
        home = fields.get(check.field.partition(".")[0])
        if home and check.verdict != "rejected":
            for name in check.figures:
                found.setdefault(name, {})[home] = None
    for _, item in _fields(shown):
        for name in item.targets:
            found.setdefault(name, {})[item.id] = None
    found |= {name: {"unused": None} for name in shown.brief.ledger.unused}
    return {name: " ".join(where) for name, where in found.items()}


def items(shown: View, *, marked: bool) -> Table:
    """The achievements, problems and plans that are shown, in the order of the brief."""
    known = {item.id: (field, item) for field, item in _fields(shown)}
    verdicts: dict[str, list[Verdict]] = {}
    for check in shown.brief.checks:
        verdicts.setdefault(check.field.partition(".")[0], []).append(check.verdict)
    rows = []
    for group, entry in _entries(shown):
        field, item = known[entry.id]
        own = verdicts.get(field, [])
        worst: Verdict | None = next((one for one in WORST if one in own), None)
        section = _both(group.heading, marked=marked) if group.heading else ("", None)
        title, summary = (_both(pair, marked=marked) for pair in (entry.title, entry.summary))
        cells: dict[str, Cell] = {
            "id": entry.id,
            "kind": item.kind,
            **_in_both("title", title),
            **_in_both("summary", summary),
            **_in_both("section", section),
            "mark": words.SIGNS[worst] if worst else "",
            "verdict": worst or "",
            **{verdict: own.count(verdict) for verdict in WORST},
            "theme": item.theme,
            "targets": "; ".join(_target(target, marked=marked) for target in entry.targets),
            "deadlines": "; ".join(words_of(one, marked=marked) for one in entry.deadlines),
            "responsible": "; ".join(_joined(who, marked=marked) for who in entry.responsible),
            "answers": " ".join(item.answers),
            "praise": "、".join(item.praise),
            "complete": item.complete,
            "note": entry.note,
            "style": " ".join(entry.style),
            "figures": " ".join(item.figures),
            "places": " ".join(entry.places),
            "evidence": "\n".join(dict.fromkeys(piece.text for piece in item.evidence)),
        }
        rows.append(_row(_ITEMS, cells))
    return Table("items", _ITEMS, tuple(rows))


def checks(shown: View) -> Table:
    """Every number of the brief with its verdict, in the order of the brief."""
    rows = []
    for number, (check, mark) in enumerate(zip(shown.brief.checks, shown.marks, strict=True), start=1):
        cells: dict[str, Cell] = {
            "number": number,
            **_in_both("where", where(check.field)),
            "text": check.text,
            **_judged(mark),
            "value": check.value,
            "unit": check.unit,
            "reason": check.reason,
            "field": check.field,
            "accepted": mark.accepted,
            "figures": " ".join(check.figures),
            "places": " ".join(_places(check, shown)),
            "evidence": "\n".join(dict.fromkeys(piece.text for piece in check.evidence)),
        }
        rows.append(_row(_CHECKS, cells))
    return Table("checks", _CHECKS, tuple(rows))


def _in_both(key: str, text: tuple[str, str | None]) -> dict[str, Cell]:
    return {f"{key}_zh": text[0], f"{key}_en": text[1]}


def words_of(runs: Runs, *, marked: bool = True, language: int = 0) -> str:
    """The words of ``runs``, each number followed by its mark: 12167宗 ✓."""
    return "".join(
        run.text + run.number + (f" {told(run.mark, language)}" if marked and run.mark else "") for run in runs
    )


def told(mark: Mark, language: int) -> str:
    """The sign of ``mark``, and why in brackets where the number is not supported: ✗ (wrong scale)."""
    return mark.sign if mark.verdict == "supported" else f"{mark.sign} ({mark.reason[language]})"


def texts(pair: Pair, shown: View) -> tuple[str, str]:
    """The words of ``pair`` with their marks in both languages; where English is missing, that it is."""
    chinese, english = _both(pair, marked=True)
    return chinese, shown.no_english if english is None else english


def _both(pair: Pair, *, marked: bool) -> tuple[str, str | None]:
    english = None if pair.en is None else words_of(pair.en, marked=marked, language=1)
    return words_of(pair.zh, marked=marked), english


def _joined(pair: Pair, *, marked: bool) -> str:
    return " · ".join(text for text in _both(pair, marked=marked) if text)


def _target(target: FigureRow | Runs, *, marked: bool) -> str:
    if not isinstance(target, FigureRow):
        return words_of(target, marked=marked)
    said = f"{words_of(target.measure.zh, marked=marked)} {target.written}".strip()
    return f"{said} {told(target.mark, 0)}" if marked else said


def _places(check: Check, shown: View) -> Iterable[str]:
    found = (shown.places.place(Span(piece.start, piece.end)) for piece in check.evidence)
    return dict.fromkeys(place.id for place in found if place)


def _entries(shown: View) -> Iterator[tuple[Group, Entry]]:
    for group in (*shown.achievements, *shown.problems, *shown.plans):
        for entry in group.entries:
            yield group, entry


def _fields(shown: View) -> Iterator[tuple[str, ReportItem]]:
    """Every item of the report with its path: ("plans[0]", …)."""
    for kind in ("achievements", "problems", "plans"):
        for index, item in enumerate(getattr(shown.brief.report, kind)):
            yield f"{kind}[{index}]", item
