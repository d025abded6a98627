"""What a presentation will show of a report before its English is there: asked first, see ``extract.wanted``."""

from summarizer.extract.wanted import Wanted, everything
from summarizer.pipeline.brief import make_brief
from summarizer.renderers.options import Presentation
from summarizer.renderers.selection import select
from summarizer.schema import Bilingual, ReportItem, WorkReport

_BY_CHARACTER = 2.6
"""English characters to a Chinese one, at the low end: of words that are shorter than thought, more find room."""


def wanted(report: WorkReport, text: str, presentation: Presentation) -> Wanted:
    """What of ``report``, whose source is ``text``, ``presentation`` shows; where it has no English, nothing."""
    if not presentation.english:
        return Wanted(frozenset(), frozenset(), frozenset())
    if presentation.length == "full" and not presentation.themes:
        return everything(report)
    likely = report.model_copy(
        update={
            kind: tuple(_with_room(item) for item in getattr(report, kind))
            for kind in ("achievements", "problems", "plans")
        }
    )
    chosen = select(make_brief(likely, text, ()), text, presentation)
    targets = {name for names in chosen.targets.values() for name in names}
    shown = {item.id: set(item.targets) for item in report.plans if item.id in chosen.shown}
    held = {name for names in shown.values() for name in names} & targets
    return Wanted(chosen.shown, chosen.told, frozenset({*chosen.key_figures, *held}))


def _with_room(item: ReportItem) -> ReportItem:
    return item.model_copy(update={"title": _room(item.title), "summary": _room(item.summary)})


def _room(text: Bilingual) -> Bilingual:
    return text if text.en is not None else Bilingual(zh=text.zh, en="x" * int(len(text.zh) * _BY_CHARACTER))
