"""The source with every piece of evidence marked in it, line by line."""

from itertools import pairwise

from markupsafe import Markup, escape

from summarizer.base.document import Span
from summarizer.renderers.evidence import Places, anchors
from summarizer.renderers.visible import visible


def source_markup(text: str, places: Places, first_claim: dict[str, str], idle: frozenset[str] = frozenset()) -> Markup:
    """``text`` escaped, a ``<div>`` for each line, each piece of evidence in a ``<mark>`` with its anchor as id.

    Marks nest as spans nest. One that crosses another's end, or the end of a line, is closed there and opened again
    without id (``data-e`` names it). A place ends with a link to the first number of the brief that rests on it,
    ``first_claim`` by anchor; a figure that nothing crosses is such a link itself. ``idle`` figures are unused.
    """
    return _Writer(text, places, first_claim, idle).written()


class _Writer:
    """Walks once through the text, from one border of a span or line to the next."""

    def __init__(self, text: str, places: Places, first_claim: dict[str, str], idle: frozenset[str]) -> None:
        self.text, self.first_claim, self.idle = text, first_claim, idle
        self.spans = sorted(anchors(places), key=lambda pair: (pair[0].start, -pair[0].end))
        self.alone = _alone([span for span, name in self.spans if "-" in name])
        self.out: list[Markup | str] = []
        self.open: list[tuple[Span, str]] = []

    def written(self) -> Markup:
        lines = _lines(self.text)
        edges = (edge for span, _ in self.spans for edge in span)
        borders = sorted({0, len(self.text), *lines, *edges})
        waiting = list(reversed(self.spans))
        for at, following in pairwise([*borders, len(self.text)]):
            self.close(at, everything=at in lines)
            if at in lines and at < len(self.text):
                kind = "l" if self.text[at : self.text.find("\n", at) + 1 or None].strip() else "l blank"
                self.out.append(("</div>" if at else "") + f'<div class="{kind}">')
                self.reopen()
            while waiting and waiting[-1][0].start == at:
                self.begin(*waiting.pop())
            self.put(at, following)
        self.out.append("</div>" if self.text else "")
        return Markup("".join(self.out))

    def close(self, at: int, *, everything: bool) -> None:
        """Close what ends at ``at``, and what stands in its way, which is opened again; at a line's end all."""
        held: list[tuple[Span, str]] = []
        while self.open and (everything or any(span.end <= at for span, _ in self.open)):
            span, name = self.open.pop()
            self.out.append("</mark>")
            if span.end > at:
                held.append((span, name))
            elif "-" not in name:
                self.out.append(self.back(name))
        self.open += reversed(held)
        if not everything:
            self.reopen(len(held))

    def reopen(self, count: int | None = None) -> None:
        """Open the innermost ``count`` marks again, by default all."""
        for _, name in self.open[len(self.open) - count :] if count is not None else self.open:
            kind = "spot" if "-" in name else "place"
            self.out.append(Markup('<mark data-e="{}" class="{}">').format(name, kind))

    def begin(self, span: Span, name: str) -> None:
        self.open.append((span, name))
        kind = ("spot idle" if name in self.idle else "spot") if "-" in name else "place"
        self.out.append(Markup('<mark id="{0}" data-e="{0}" class="{1}" tabindex="-1">').format(name, kind))

    def put(self, start: int, end: int) -> None:
        words = escape(visible(self.text[start:end]))
        span, name = self.open[-1] if self.open else (None, "")
        if words and span in self.alone and name in self.first_claim:
            words = Markup('<a class="u" href="#{}">{}</a>').format(self.first_claim[name], words)
        self.out.append(words)

    def back(self, name: str) -> Markup:
        if name not in self.first_claim:
            return Markup('<span class="e">{}</span>').format(name)
        return Markup('<a class="e" href="#{}">{}</a>').format(self.first_claim[name], name)


def _lines(text: str) -> frozenset[int]:
    """Where lines begin."""
    found = {0}
    at = text.find("\n")
    while at >= 0:
        found.add(at + 1)
        at = text.find("\n", at + 1)
    return frozenset(found)


def _alone(spans: list[Span]) -> frozenset[Span]:
    """The ``spans``, sorted by start, that neither touch inside nor hold another: only these can be links."""
    crossed: set[Span] = set()
    reach: Span | None = None
    for span in spans:
        if reach is not None and span.start < reach.end:
            crossed |= {span, reach}
        if reach is None or span.end > reach.end:
            reach = span
    return frozenset(set(spans) - crossed)
