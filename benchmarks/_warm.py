"""Imported by the process that others are forked from: libraries and term lists are loaded once."""

from benchmarks.made import report
from summarizer import summarize

summarize(report(0), model="none")
