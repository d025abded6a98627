"""Imported by the process that others are forked from: libraries and term lists are loaded once."""

import summarizer.batch.work
import summarizer.cli
import summarizer.client.door
import summarizer.extract
import summarizer.many  # noqa: F401
from benchmarks.made import report
from summarizer import summarize

summarize(report(0), model="none")
