"""Locate every number of a text, say what kind it is, and bind it to what it is said of."""

from summarizer.quantities.figure import FIGURE_KINDS, Aspect, Direction, Figure, Kind, Qualifier
from summarizer.quantities.locate import locate

__all__ = ["FIGURE_KINDS", "Aspect", "Direction", "Figure", "Kind", "Qualifier", "locate"]
