"""Bilingual, number-checked briefs of Chinese government work reports.

    import summarizer

    document = summarizer.load("report.txt")
    brief = summarizer.summarize(document)          # or model="none", "openai/NAME", base_url=…
    brief.ledger.counts                             # supported, review, rejected
    summarizer.verify("Mediators settled 3,780 cases.", document).checks

Names are imported when first used, so that ``import summarizer`` costs nothing and a number check never loads a
model library.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from summarizer.api.many import Many, ManyResult, Tally, asummarize_many, summarize_many
    from summarizer.api.results import Brief, WorkReport
    from summarizer.api.steps import (
        acompare,
        aextract,
        asummarize,
        compare,
        extract,
        figures,
        load,
        models,
        outline,
        recheck,
        save,
        save_comparison,
        summarize,
        verify,
    )
    from summarizer.base.document import Document, Metadata, Region, Span
    from summarizer.base.errors import (
        BudgetSpent,
        EndpointRefused,
        EndpointUnreachable,
        InputError,
        LocateError,
        ModelError,
        OutputError,
        ReplyUnusable,
        SchemaError,
        SummarizerError,
        UsageError,
        WeightsUnavailable,
    )
    from summarizer.base.progress import Listener, Progress
    from summarizer.batch.table import Job
    from summarizer.compare.record import Comparison
    from summarizer.model.local import Card
    from summarizer.outline.structure import Item, Outline, Section, Sentence
    from summarizer.quantities.figure import Figure
    from summarizer.renderers.options import Presentation
    from summarizer.schema import (
        Bilingual,
        Check,
        Counts,
        DocumentRecord,
        Evidence,
        Extraction,
        FieldEvidence,
        FigureRecord,
        FiguresRecord,
        Finding,
        Gap,
        ItemRecord,
        Ledger,
        ModelRecord,
        OutlineRecord,
        ReportFigure,
        ReportItem,
        SectionRecord,
        Usage,
        Verification,
    )
    from summarizer.schema.profile import Profile, load_profile
    from summarizer.verify.fields import EvidenceIn, Unit

# What is public, by the module that it is made in.
_HOMES = {
    "api.many": "summarize_many asummarize_many Many ManyResult Tally",
    "batch.table": "Job",
    "api.steps": (
        "load outline figures extract aextract verify summarize asummarize compare acompare save save_comparison "
        "recheck models"
    ),
    "compare.record": "Comparison",
    "base.document": "Document Metadata Region Span",
    "outline.structure": "Outline Section Item Sentence",
    "quantities.figure": "Figure",
    "schema": (
        "ReportItem ReportFigure Bilingual Evidence Gap Usage Ledger Verification Check Counts "
        "Finding ModelRecord DocumentRecord OutlineRecord SectionRecord ItemRecord FiguresRecord FigureRecord "
        "Extraction FieldEvidence"
    ),
    "verify.fields": "EvidenceIn Unit",
    "model.local": "Card",
    "renderers.options": "Presentation",
    "api.results": "Brief WorkReport",
    "schema.profile": "Profile load_profile",
    "base.progress": "Progress Listener",
    "base.errors": (
        "SummarizerError InputError UsageError OutputError SchemaError LocateError ModelError EndpointUnreachable "
        "EndpointRefused ReplyUnusable WeightsUnavailable BudgetSpent"
    ),
}
_HOME = {name: f"{__name__}.{home}" for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "Bilingual",
    "Brief",
    "BudgetSpent",
    "Card",
    "Check",
    "Comparison",
    "Counts",
    "Document",
    "DocumentRecord",
    "EndpointRefused",
    "EndpointUnreachable",
    "Evidence",
    "EvidenceIn",
    "Extraction",
    "FieldEvidence",
    "Figure",
    "FigureRecord",
    "FiguresRecord",
    "Finding",
    "Gap",
    "InputError",
    "Item",
    "ItemRecord",
    "Job",
    "Ledger",
    "Listener",
    "LocateError",
    "Many",
    "ManyResult",
    "Metadata",
    "ModelError",
    "ModelRecord",
    "Outline",
    "OutlineRecord",
    "OutputError",
    "Presentation",
    "Profile",
    "Progress",
    "Region",
    "ReplyUnusable",
    "ReportFigure",
    "ReportItem",
    "SchemaError",
    "Section",
    "SectionRecord",
    "Sentence",
    "Span",
    "SummarizerError",
    "Tally",
    "Unit",
    "Usage",
    "UsageError",
    "Verification",
    "WeightsUnavailable",
    "WorkReport",
    "__version__",
    "acompare",
    "aextract",
    "asummarize",
    "asummarize_many",
    "compare",
    "extract",
    "figures",
    "load",
    "load_profile",
    "models",
    "outline",
    "recheck",
    "save",
    "save_comparison",
    "summarize",
    "summarize_many",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """Keeps the verbs reachable: outline, extract and verify are also the names of the rooms that do the work.

    Importing such a room would bind it over the verb; the room is still imported by its full name as usual.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name in _HOME and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
