"""Mentions of a number that are no figures, each held against the source's mentions of its own kind.

Dates, years, deadlines, times of day, lengths of time, ages, ordinals and ranks, names with a number. What is said is
read alike in both languages (:mod:`chinese`, :mod:`english`) into parts that compare (:mod:`said`); where the claim
speaks of is found by its figures' evidence, else by its words (:mod:`statements`); :mod:`hold` gives the verdict.
"""

from summarizer.verify.kinds.checks import with_kinds
from summarizer.verify.kinds.said import Said

__all__ = ["Said", "with_kinds"]
