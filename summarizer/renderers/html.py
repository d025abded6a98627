"""The brief as one self-contained HTML file: the brief on the left, its source on the right.

No network, no inline attributes of style or script: a Content-Security-Policy allows exactly the one style
sheet and the one script of this folder, by their hashes. Everything else is text and is escaped.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from summarizer.document import Span
from summarizer.renderers import words
from summarizer.renderers.evidence import Places, anchors
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.renderers.view import FigureRow, Mark, view
from summarizer.renderers.visible import visible
from summarizer.schema import Brief, Evidence


def to_html(brief: Brief, source_text: str, presentation: Presentation = WHOLE) -> str:
    """``brief`` as one HTML document; ``source_text`` is the text its evidence points into."""
    shown = view(brief, source_text, presentation)
    claims = Claims()
    style, script = _resource("brief.css"), _resource("brief.js")
    page = _template().render(
        shown=shown,
        report=brief.report,
        known=brief.report.document,
        ledger=brief.ledger,
        words=words,
        claims=claims,
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'",
        places_of=lambda evidence: _places_of(evidence, shown.places),
        source=lambda: source_markup(source_text, shown.places, claims.first),
    )
    return page + "\n"


class Claims:
    """Gives each mark of the page an id (c1, c2, …) and remembers the first that points at each anchor."""

    def __init__(self) -> None:
        self.first: dict[str, str] = {}
        self._count = 0

    def id(self, mark: Mark) -> str:
        """The next claim's id."""
        self._count += 1
        name = f"c{self._count}"
        for anchor in (mark.spot, mark.place):
            if anchor:
                self.first.setdefault(anchor, name)
        return name


def source_markup(text: str, places: Places, first_claim: dict[str, str]) -> Markup:
    """``text`` escaped, each piece of evidence in a ``<mark>`` with its anchor as id, nested as spans nest.

    A span that crosses another's end is closed there and opened again without id (``data-e`` names it).
    A place ends with a link back to the first number in the brief that rests on it.
    """
    opens = sorted(anchors(places), key=lambda pair: (pair[0].start, -pair[0].end))
    borders = sorted({0, len(text), *(edge for span, _ in opens for edge in span)})
    out: list[Markup] = []
    stack: list[tuple[Span, str]] = []
    waiting = list(reversed(opens))
    for at, following in zip(borders, [*borders[1:], len(text)], strict=True):
        reopen: list[tuple[Span, str]] = []
        while any(span.end <= at for span, _ in stack):
            span, name = stack.pop()
            out.append(Markup("</mark>"))
            if span.end > at:
                reopen.append((span, name))
            elif "-" not in name:
                out.append(_back(name, first_claim))
        for span, name in reversed(reopen):
            stack.append((span, name))
            out.append(Markup('<mark data-e="{}">').format(name))
        while waiting and waiting[-1][0].start == at:
            span, name = waiting.pop()
            stack.append((span, name))
            kind = "spot" if "-" in name else "place"
            out.append(Markup('<mark id="{0}" data-e="{0}" class="{1}" tabindex="-1">').format(name, kind))
        out.append(escape(visible(text[at:following])))
    return Markup("").join(out)


def _back(name: str, first_claim: dict[str, str]) -> Markup:
    label = Markup('<span class="e">{}</span>').format(name)
    if name not in first_claim:
        return label
    return Markup('<a class="e" href="#{}" title="回到简报 back to the brief">{}</a>').format(first_claim[name], name)


def _places_of(evidence: Iterable[Evidence], places: Places) -> list[str]:
    found = (places.place(Span(piece.start, piece.end)) for piece in evidence)
    return list(dict.fromkeys(place.id for place in found if place))


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["visible"] = visible
    environment.tests["figure"] = lambda target: isinstance(target, FigureRow)
    return environment.from_string(_resource("brief.html.jinja"))


@cache
def _resource(name: str) -> str:
    return (files("summarizer.renderers") / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
