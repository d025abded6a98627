"""The deterministic verifier: every number of a claim, held against the source."""

from summarizer.verify.settle import verify_text
from summarizer.verify.source import Source

__all__ = ["Source", "verify_text"]
