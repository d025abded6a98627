"""The deterministic verifier: every number of a claim, held against the source.

    source = Source.of(outline, figures)          made once
    verify_text("全年受理14件。", source)           a claim in either language, whoever wrote it
    verify_report(report, source)                 our own structure, by the evidence that it cites
    audit(source)                                 whether the source itself adds up

The way of one number: :mod:`claims` finds it, :mod:`topic` says what words speak of it, :mod:`source` knows the
figures and what each is said of, :mod:`compare` holds two figures against each other, :mod:`settle` decides.
"""

from summarizer.verify.audit import audit
from summarizer.verify.model import EvidenceIn, verify_model
from summarizer.verify.report import verify_report
from summarizer.verify.settle import verify_text
from summarizer.verify.source import Source

__all__ = ["EvidenceIn", "Source", "audit", "verify_model", "verify_report", "verify_text"]
