"""The parts of the page, each as markup by itself: title, figures, charts, items, ledger, source.

    parts = Parts(view(brief, text), text)
    parts.items("problems")

Marks are numbered in the order in which parts are made; the source is made last, for it leads back to them.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from summarizer.renderers import words
from summarizer.renderers.evidence import stretches
from summarizer.renderers.html.labels import LABELS
from summarizer.renderers.html.numerals import Aligned, aligned
from summarizer.renderers.html.source import source_markup
from summarizer.renderers.marked import Mark
from summarizer.renderers.view import FigureRow, Runs, View
from summarizer.renderers.visible import one_line, visible


class Parts:
    """Makes the parts of one page of ``shown``, whose source is ``text``."""

    def __init__(self, shown: View, text: str) -> None:
        self._text = text
        self._shown = shown
        self.claims = Claims()
        self.known: dict[str, Any] = {
            "shown": shown,
            "report": shown.brief.report,
            "ledger": shown.brief.ledger,
            "words": words,
            "labels": LABELS,
            "languages": shown.presentation.languages,
            "claims": self.claims,
            "item_ids": {
                entry.id
                for groups in (shown.achievements, shown.problems, shown.plans)
                for group in groups
                for entry in group.entries
            },
            "hint": self._hint,
            "both": self._both,
        }
        self._templates: dict[str, Any] = {}

    def title(self) -> Markup:
        """What this is: title, issuer, period, publication, and what became of its numbers."""
        return self._part("parts", "title")

    def opening(self) -> Markup:
        """The lines of what matters; nothing where there are none."""
        return self._part("parts", "opening")

    def figures(self) -> Markup:
        """The key figures."""
        return self._part("parts", "figures")

    def charts(self) -> Markup:
        """Parts, shares and changes as small drawings; nothing where there are none."""
        return self._part("charts", "charts")

    def items(self, kind: str) -> Markup:
        """The items of a kind: achievements, problems or plans."""
        return self._part("items", "items", kind, getattr(self._shown, kind))

    def gaps(self) -> Markup:
        """What is left out or missing, and notes; nothing where there is nothing to say."""
        return self._part("parts", "gaps")

    def ledger(self) -> Markup:
        """The account of all numbers, those to look at, the audit of the source, what the brief does not use."""
        return self._part("parts", "account")

    def provenance(self) -> Markup:
        """Which document this was made of, and how."""
        return self._part("parts", "provenance")

    def source(self) -> Markup:
        """The source, its evidence marked; to be made after all parts that point into it."""
        idle = {row.mark.spot for row in self._shown.unused} - self.claims.told
        text = source_markup(self._text, self._shown.places, self.claims.first, frozenset(idle))
        return self._part("parts", "source", text)

    def _part(self, template: str, name: str, *given: object) -> Markup:
        if template not in self._templates:
            self._templates[template] = environment().get_template(f"{template}.html.jinja").make_module(self.known)
        return Markup(getattr(self._templates[template], name)(*given))

    def _both(self, pair: tuple[str, str]) -> str:
        """``pair`` as one text in the page's languages, for labels that cannot hold markup."""
        return " ".join(dict.fromkeys(pair[("zh", "en").index(name)] for name in self._shown.presentation.languages))

    def _hint(self, mark: Mark) -> str:
        """Why, a line for each of the page's languages; the script shows the line of the language chosen."""
        told = {"zh": mark.reason[0], "en": mark.reason[1]}
        if mark.verdict != "supported" or (mark.explanation and mark.reason == words.REASONS["derived"]):
            told = {"zh": mark.explained or told["zh"], "en": f"{told['en']}: {mark.explanation}"}
        return "\n".join(one_line(told[name]) for name in self._shown.presentation.languages)


class Claims:
    """Gives each mark of the page an id (c1, c2, …) and remembers the first that points at each anchor.

    ``told`` are the anchors that something else than the list of unused figures points at.
    """

    def __init__(self) -> None:
        self.first: dict[str, str] = {}
        self.told: set[str] = set()
        self._count = 0

    def id(self, mark: Mark, listed: bool = False) -> str:
        """The next claim's id; ``listed`` where it only lists a figure as unused."""
        self._count += 1
        name = f"c{self._count}"
        for anchor in (*mark.spots, mark.spot, mark.place):
            if anchor:
                self.first.setdefault(anchor, name)
                if not listed:
                    self.told.add(anchor)
        return name


def verdicts(marks: Iterable[Mark]) -> str:
    """Classes by which the page filters: which verdicts are among ``marks``."""
    found = {mark.verdict for mark in marks}
    return " ".join(f"has-{verdict}" for verdict in words.SIGNS if verdict in found)


def extent(share: Fraction, whole: int = 100) -> str:
    """``share`` of a drawing's ``whole`` width, to a hundredth, as a plain decimal."""
    exact = Decimal(share.numerator) * whole / Decimal(share.denominator)
    return f"{exact.quantize(Decimal('0.01')):f}"


def plain(runs: Runs | None) -> str:
    """The words of ``runs`` without their marks."""
    return "".join(run.text + run.number for run in runs or ())


def by_decimal(text: str) -> Aligned:
    """``text`` cut where a table aligns it."""
    return aligned(visible(text))


def _shown_text(value: object) -> object:
    """Every text that a template puts out passes here: nothing invisible steers what a reader sees."""
    return visible(value) if type(value) is str else value


@cache
def environment() -> Environment:
    """Jinja over this folder: everything escaped, a missing name is an error."""
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown_text,
        loader=FunctionLoader(resource),
    )
    made.filters |= {
        "verdicts": verdicts,
        "extent": extent,
        "plain": plain,
        "by_decimal": by_decimal,
        "stretches": stretches,
    }
    made.tests["figure"] = lambda target: isinstance(target, FigureRow)
    return made


@cache
def resource(name: str) -> str:
    """The text of a file of this folder."""
    return (files("summarizer.renderers.html") / name).read_text(encoding="utf-8")
