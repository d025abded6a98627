"""The same issuer's reports over the years, side by side.

    reports ─order→ years ─measures→ levels ─align→ threads ─change→ rows
                    years → statements about last year, plans followed up, problems that return

:mod:`similarity` and :mod:`assign` pair measures by their words, one to one over the whole report, and what could be
paired in another way about as well is left open and listed. A model, where one is named, is asked about what is left
open (:mod:`asking`); what it says is shown as suggested, and joins no row. Every figure shown comes from
:mod:`summarizer.quantities` with its offsets and is verified in its own year's text (:mod:`build`).
"""

from summarizer.compare.build import Answers, Comparing, build
from summarizer.compare.reading import years_of
from summarizer.compare.record import Comparison
from summarizer.compare.year import Year, year_of, year_of_brief

__all__ = ["Answers", "Comparing", "Comparison", "Year", "build", "year_of", "year_of_brief", "years_of"]
