"""A form filled: figures, dates and answers by pointing, words only where the form wants words."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from summarizer.base.document import Span
from summarizer.base.errors import ReplyUnusable
from summarizer.extract.own.candidates import ENTRIES, Candidates
from summarizer.extract.own.form import Entries, Form, Leaf
from summarizer.extract.own.replies import choice_reply, entries_reply, points_reply, wants_english, written_reply
from summarizer.extract.phrasing import Phrasing
from summarizer.extract.prompts import messages
from summarizer.extract.together import together
from summarizer.model.client import Client
from summarizer.quantities.wording import rewrite
from summarizer.schema import Evidence
from summarizer.verify.fields import POINTER

POINT, WRITE, CHOOSE, ROWS = "point.v1", "write.v1", "choose.v1", "rows.v1"
_FIELDS = 4  # fields to a call: more and a small model mixes their lists up
_MANY = 12  # values of a list field at most
_WORDS = 160  # characters of what a field says of itself that a prompt holds
_LINE = 140  # characters of a sentence or a figure's measure in a prompt
_NO_MODEL = "No model was asked."
_NOTHING = "Nothing in the report shares words with what the field asks for."
_POINTS = "A number of this name (an id, a code, a page) counts nothing and is not filled: rename the field."
_NOT_CHOSEN = "The model found it in none of what the report offers."


@dataclass(slots=True)
class Filled:
    """A form's values by path, with the evidence of each, what is missing and why, and the entries of its lists."""

    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    gaps: dict[str, str] = field(default_factory=dict)
    entries: dict[str, list["Filled"]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Option:
    """What a field may be answered with: how a prompt shows it, its value, and where it stands."""

    shown: str
    value: Any
    evidence: Evidence
    unit: str = ""


class Filler:
    """Fills forms from one document; ``client`` None takes for a number the figure whose words fit best."""

    def __init__(
        self,
        candidates: Candidates,
        phrasing: Phrasing,
        client: Client | None,
        done: Callable[[int], None],
    ) -> None:
        self._candidates = candidates
        self._phrasing = phrasing
        self._client = client
        self._done = done

    async def fill(self, form: Form, within: Span | None = None, *, settled: Filled | None = None) -> Filled:
        """``form`` filled from the whole text, or from ``within`` alone; what ``settled`` holds is not asked again.

        A reply that cannot be used leaves a gap and spoils no other field. Raises the ModelErrors that stop all.
        """
        filled = settled or Filled()
        pointed: list[tuple[Leaf, list[_Option]]] = []
        calls: list[Coroutine[Any, Any, None]] = []
        for leaf in form.leaves:
            if leaf.path in filled.evidence:
                self._done(1)
            elif leaf.kind == "year":
                self._year(leaf, filled)
            elif leaf.kind == "number" and POINTER.search(leaf.path.rpartition(".")[2]):
                self._miss(leaf, _POINTS, filled)  # its number would not be checked
            elif leaf.kind in ("number", "date"):
                options = self._options(leaf, within)
                if options:
                    pointed.append((leaf, options))
                else:
                    self._miss(leaf, _NOTHING, filled)
            elif self._client is None:
                self._miss(leaf, _NO_MODEL, filled)
            else:
                calls.append(self._said(leaf, within, filled))
        calls += [self._points(pointed[at : at + _FIELDS], filled) for at in range(0, len(pointed), _FIELDS)]
        calls += [self._entries(entries, within, filled) for entries in form.entries]
        await together(calls)
        return filled

    # --- pointing

    async def _points(self, group: Sequence[tuple[Leaf, list[_Option]]], filled: Filled) -> None:
        if self._client is None:
            for leaf, options in group:
                self._take(leaf, options[:1], filled)
            return
        asked = messages(
            POINT,
            fields=[
                {"words": _shown(leaf), "many": leaf.many, "figures": [option.shown for option in options]}
                for leaf, options in group
            ],
        )
        reply = points_reply([(len(options), _MANY if leaf.many else 1) for leaf, options in group])
        try:
            answer = await self._client.ask(asked, reply, max_tokens=40 + 24 * len(group))
        except ReplyUnusable as error:
            for leaf, _ in group:
                self._miss(leaf, str(error), filled)
            return
        finally:
            self._done(len(group))
        for number, (leaf, options) in enumerate(group, start=1):
            given = getattr(answer, f"a{number}")
            chosen = [options[at - 1] for at in (given if isinstance(given, list) else [given]) if at]
            self._take(leaf, chosen, filled)

    def _take(self, leaf: Leaf, chosen: Sequence[_Option], filled: Filled) -> None:
        """Put the chosen options' values into the form; what the field's type cannot hold is a gap."""
        values = []
        for option in chosen:
            try:
                values.append(_typed(leaf, option.value))
            except ValueError as error:
                self._miss(leaf, str(error), filled)
                return
        if not values:
            self._miss(leaf, _NOT_CHOSEN, filled)
            return
        filled.gaps.pop(leaf.path, None)
        filled.values[leaf.path] = values if leaf.many else values[0]
        filled.evidence[leaf.path] = tuple(dict.fromkeys(option.evidence for option in chosen))
        filled.units[leaf.path] = chosen[0].unit

    def _options(self, leaf: Leaf, within: Span | None) -> list[_Option]:
        if leaf.kind == "date":
            return [self._date(one.value, one.evidence) for one in self._candidates.dates(within)[:ENTRIES]]
        found = self._candidates.figures(leaf, within, most=_MANY if leaf.many else 5)
        return [self._figure(leaf, at) for at in (sorted(found) if self._client else found)]

    def _figure(self, leaf: Leaf, at: int) -> _Option:
        figure = self._candidates.source.figures[at]
        before = self._candidates.text[max(0, figure.start - 30) : figure.start]
        said = figure.measure or before
        when = f" ({figure.period})" if figure.period else ""
        shown = f"{_short(said)}{when}: {' '.join(figure.text.split())}"
        return _Option(shown, self._candidates.value(leaf, at), self._candidates.evidence(at), figure.unit)

    def _date(self, value: Any, evidence: Evidence) -> _Option:
        around = self._candidates.text[max(0, evidence.start - 30) : evidence.end + 30]
        return _Option(_short(around), value, evidence)

    def _year(self, leaf: Leaf, filled: Filled) -> None:
        """The year that the report is about: known from the document itself, no model is asked."""
        period = self._candidates.outline.document.metadata.period
        at = self._candidates.text.find(period) if period else -1
        if not period.isdigit() or at < 0 or leaf.many:
            self._miss(leaf, "The report does not say which one year it is about.", filled)
            return
        filled.values[leaf.path] = int(period)
        filled.evidence[leaf.path] = (Evidence(start=at, end=at + len(period), text=period),)

    # --- words

    async def _said(self, leaf: Leaf, within: Span | None, filled: Filled) -> None:
        assert self._client is not None
        pieces = self._candidates.sentences(leaf.words, within)
        try:
            if not pieces:
                self._miss(leaf, _NOTHING, filled)
            elif leaf.kind == "text" and leaf.many:
                await self._listed(leaf, within, self._client, filled)
            elif leaf.kind == "text":
                await self._written(leaf, pieces, self._client, filled)
            else:
                await self._chosen(leaf, pieces, self._client, filled)
        except ReplyUnusable as error:
            self._miss(leaf, str(error), filled)
        finally:
            self._done(1)

    async def _written(self, leaf: Leaf, pieces: Sequence[Evidence], client: Client, filled: Filled) -> None:
        english = wants_english(leaf.words)
        shown = [self._sentence(piece, english) for piece in pieces]
        terms = self._phrasing.terms("\n".join(piece.text for piece in pieces)) if english else ()
        language = "English" if english else "Chinese, in the sentences' own words"
        asked = messages(WRITE, words=_shown(leaf), language=language, terms=terms, sentences=shown)
        reply = written_reply(shown, english=english, pattern=client.traits.pattern)
        answer = await client.ask(asked, reply, max_tokens=min(client.traits.max_tokens, 220))
        if not answer.s:
            self._miss(leaf, _NOT_CHOSEN, filled)
            return
        filled.gaps.pop(leaf.path, None)
        filled.values[leaf.path] = " ".join(answer.t.split())
        filled.evidence[leaf.path] = tuple(pieces[number - 1] for number in answer.s)

    async def _listed(self, leaf: Leaf, within: Span | None, client: Client, filled: Filled) -> None:
        """A list of texts: the model names the sentences; in Chinese they stand as written, in English each is told."""
        pieces = await self._rows(leaf.outer, leaf.own, self._candidates.sentences(leaf.words, within, ENTRIES), client)
        if not wants_english(leaf.words):
            told: list[Filled] = [Filled({leaf.path: " ".join(one.text.split())}) for one in pieces]
        else:
            told = [Filled() for _ in pieces]
            single = replace(leaf, many=False)
            await together(self._written(single, [one], client, into) for one, into in zip(pieces, told, strict=True))
        kept = [
            (one.values[leaf.path], piece) for one, piece in zip(told, pieces, strict=True) if one.values.get(leaf.path)
        ]
        if not kept:
            self._miss(leaf, _NOT_CHOSEN, filled)
            return
        filled.gaps.pop(leaf.path, None)
        filled.values[leaf.path] = [words for words, _ in kept]
        filled.evidence[leaf.path] = tuple(piece for _, piece in kept)

    async def _rows(
        self, outer: Sequence[str], own: Sequence[str], pieces: Sequence[Evidence], client: Client
    ) -> list[Evidence]:
        """Those of ``pieces`` that the model names as entries of a list."""
        shown = [self._sentence(piece, False) for piece in pieces]
        asked = messages(ROWS, words=_shown_words(outer, own), sentences=shown)
        answer: Any = await client.ask(asked, entries_reply(len(pieces), ENTRIES), max_tokens=100)
        return [pieces[number - 1] for number in answer.s]

    async def _chosen(self, leaf: Leaf, pieces: Sequence[Evidence], client: Client, filled: Filled) -> None:
        options: tuple[Any, ...] = (True, False) if leaf.kind == "flag" else leaf.options
        names = ["yes", "no"] if leaf.kind == "flag" else [_name(option) for option in options]
        asked = messages(
            CHOOSE, words=_shown(leaf), options=names, sentences=[self._sentence(piece, False) for piece in pieces]
        )
        answer: Any = await client.ask(asked, choice_reply(len(pieces), len(options)), max_tokens=40)
        if not answer.s or not answer.c:
            self._miss(leaf, _NOT_CHOSEN, filled)
            return
        value = options[answer.c - 1]
        filled.gaps.pop(leaf.path, None)
        filled.values[leaf.path] = [value] if leaf.many else value
        filled.evidence[leaf.path] = (pieces[answer.s - 1],)

    def _sentence(self, piece: Evidence, english: bool) -> str:
        words = piece.text
        if english:
            words = rewrite(words, self._candidates.mentions(piece), start=piece.start)
        return _short(words, 2 * _LINE)

    # --- lists of objects

    async def _entries(self, entries: Entries, within: Span | None, filled: Filled) -> None:
        filled.entries[entries.path] = []
        if self._client is None:
            filled.gaps[entries.path] = _NO_MODEL
            return
        pieces = self._candidates.sentences(entries.words, within, most=ENTRIES)
        if not pieces:
            filled.gaps[entries.path] = _NOTHING
            return
        try:
            chosen = await self._rows(entries.outer, entries.own, pieces, self._client)
        except ReplyUnusable as error:
            filled.gaps[entries.path] = str(error)
            return
        finally:
            self._done(1)
        filled.gaps.pop(entries.path, None)
        if not chosen:
            filled.gaps[entries.path] = _NOT_CHOSEN
        spans = [Span(one.start, one.end) for one in chosen]
        filled.entries[entries.path] = await together(self.fill(entries.form, span) for span in spans)

    def _miss(self, leaf: Leaf, reason: str, filled: Filled) -> None:
        filled.values[leaf.path] = [] if leaf.many else None
        filled.gaps[leaf.path] = reason


def _typed(leaf: Leaf, value: Any) -> Any:
    """``value`` in the field's own type; raises ValueError where that would change it."""
    if leaf.kind != "number":
        return value
    if leaf.python is int:
        if value != value.to_integral_value():
            raise ValueError(f"The field is a whole number, the report says {value}: make it a Decimal.")
        return int(value)
    if leaf.python is float:
        return float(value)
    return value + 0 if value else abs(value)


def _shown(leaf: Leaf) -> str:
    unit = f" ({leaf.unit})" if leaf.unit and leaf.unit not in leaf.words else ""
    return _shown_words(leaf.outer, leaf.own) + unit


def _shown_words(outer: Sequence[str], own: Sequence[str]) -> str:
    """What a prompt says a field is: its name and description, after those of what it lies in."""
    inside = f"{'; '.join(outer[-2:])}: " if outer else ""
    return _short(f"{inside}{'; '.join(own)}", _WORDS)


def _short(text: str, most: int = _LINE) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _name(option: Any) -> str:
    if isinstance(option, Enum):
        return f"{option.name.replace('_', ' ').lower()} ({option.value})"
    return str(option)
