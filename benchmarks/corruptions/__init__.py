"""True claims made from a report's own figures, and what can go wrong with them; for any verifier of numbers.

    for claim in claims_of(outlined, figures):        Chinese and English, each true
        for variant in corrupted(claim, random):      false in one named way (or no longer proven: a lost qualifier)
        for variant in rewritten(claim):              still true, in other notation

Nothing here asks the verifier: a variant is text, and the spans of the numbers that were changed in it.
"""

from benchmarks.corruptions.claims import Claim, Told, claims_of, english_measure
from benchmarks.corruptions.corrupt import corrupted
from benchmarks.corruptions.rewrite import rewritten
from benchmarks.corruptions.variant import Variant

__all__ = ["Claim", "Told", "Variant", "claims_of", "corrupted", "english_measure", "rewritten"]
