"""The deterministic verifier: every number of a claim, held against the source.

    source = Source.of(outline, figures)          made once
    verify_text("全年受理14件。", source)           a claim in either language, whoever wrote it
    verify_report(report, source)                 our own structure, by the evidence that it cites
    verify_model(value, source)                   any pydantic object
    audit(source)                                 whether the source itself adds up
    recheck(payload, claims, source)              a record's verdicts derived again

The way of one number: :mod:`claims` finds it, :mod:`topic` and :mod:`numbers` say what words speak of it,
:mod:`source` knows the figures and what each is said of, :mod:`compare` holds two values against each other,
:mod:`match` weighs which figures may be meant, :mod:`settle` decides.
"""

from summarizer.verify.audit import audit
from summarizer.verify.fields import EvidenceIn, Unit
from summarizer.verify.model import verify_model
from summarizer.verify.record import recheck, verification
from summarizer.verify.report import opening_checks, verify_report
from summarizer.verify.settle import verify_text
from summarizer.verify.slots import compared
from summarizer.verify.source import Source
from summarizer.verify.unchecked import unchecked, unchecked_of_report

__all__ = [
    "EvidenceIn",
    "Source",
    "Unit",
    "audit",
    "compared",
    "opening_checks",
    "recheck",
    "unchecked",
    "unchecked_of_report",
    "verification",
    "verify_model",
    "verify_report",
    "verify_text",
]
