"""Anybody's text checked beside a report: what is computed of it, in a worker."""

from summarizer.base.document import Span
from summarizer.pipeline.claims import verified
from summarizer.pipeline.whole import Prepared
from summarizer.renderers.draft import Judged
from summarizer.server.bodies import DraftTold, Named
from summarizer.verify import Source


def judged(text: str, name: str, prepared: Prepared, proof: Source) -> Judged:
    """``text`` with the verdict on each of its numbers against the report."""
    found = verified(text, proof)
    wanted = {figure for check in found.checks for figure in check.figures}
    named = [figure for figure in prepared.figures if figure.id in wanted]
    known = prepared.document
    return Judged(
        text=text, name=name, source=known.metadata.title or known.name, found=found,
        figures={figure.id: Span(figure.start, figure.end) for figure in named},
        texts={figure.id: figure.text for figure in named},
    )  # fmt: skip


def told(one: Judged) -> DraftTold:
    """``one`` as it is told outside."""
    return DraftTold(
        name=one.name, text=one.text, verification=one.found,
        figures={name: Named(start=span.start, end=span.end, text=one.texts[name])
                 for name, span in one.figures.items()},
    )  # fmt: skip
