"""Page furniture in a text: navigation, buttons, counters, page numbers. Marked, never deleted."""

from summarizer.document import Region


def chrome_regions(text: str) -> tuple[Region, ...]:
    """Regions of ``text`` that are not part of the report."""
    return ()
